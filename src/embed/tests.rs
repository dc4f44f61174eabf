//! Model files, and networks with made-up weights.

use super::encoder::TextEncoder;
use super::file::{PREFIX, Shape, sealed};
use super::made_up::{Dice, SHAPE, model};

fn refused(file: &[u8]) -> String {
    TextEncoder::load_any(file.to_vec()).expect_err("a refusal").code
}

/// Runs a text through what can be loaded.
fn run(file: Vec<u8>) -> Option<Vec<f32>> {
    let (encoder, _) = TextEncoder::load_any(file).ok()?;
    encoder.states(&[&encoder.tokens("a bad cab")]).ok()
}

#[test]
fn networks_of_any_shape_are_run() {
    for (layers, width, heads, inner) in [(1, 8, 1, 8), (2, 16, 2, 24), (3, 48, 3, 96), (1, 64, 2, 8)] {
        let shape = Shape { layers, width, heads, inner, ..SHAPE };
        let states = run(model(shape)).expect("states");
        // [CLS] a bad c ##a [SEP]: the window ends before the last piece.
        assert_eq!(states.len(), 6 * width as usize);
        assert!(states.iter().all(|x| x.is_finite()) && states.iter().any(|x| *x != 0.0));
    }
}

#[test]
fn a_model_for_vectors_of_another_size_is_not_ours() {
    assert_eq!(TextEncoder::load(model(SHAPE)).expect_err("a refusal").code, "model_broken");
}

#[test]
fn a_file_that_is_not_whole_is_refused() {
    let file = model(SHAPE);
    for length in 0..file.len() {
        assert_eq!(refused(&file[..length]), "model_broken", "{length} bytes");
    }
    for at in (0..file.len()).step_by(3) {
        let mut changed = file.clone();
        changed[at] ^= 0x10;
        assert_eq!(refused(&changed), "model_broken", "byte {at}");
    }
}

#[test]
fn a_file_that_was_made_to_break_it_breaks_nothing() {
    let file = model(SHAPE);
    for length in PREFIX..file.len() {
        run(sealed(file[..length].to_vec()));
    }
    let mut dice = Dice(7);
    let header = PREFIX..1200;
    let (mut loaded, mut told) = (0, 0);
    for _ in 0..20_000 {
        let mut changed = file.clone();
        for _ in 0..=dice.next() % 3 {
            let place = if dice.next().is_multiple_of(2) { header.clone() } else { PREFIX..file.len() };
            let at = place.start + dice.next() as usize % (place.len().min(file.len() - place.start));
            changed[at] = dice.next().to_le_bytes()[0];
        }
        match run(sealed(changed)) {
            Some(_) => loaded += 1,
            None => told += 1,
        }
    }
    assert!(loaded > 1000 && told > 1000, "{loaded} ran, {told} were refused");
}

#[test]
fn what_a_model_lacks_is_named() {
    let none = super::pack("none", SHAPE, b"[UNK]\n[CLS]\n[SEP]\n", &[], |_| None).unwrap_err();
    assert_eq!(
        (none.code.as_str(), none.place.as_deref()),
        ("model_broken", Some("embeddings.word_embeddings.weight"))
    );
    // It has fewer words than its vocabulary has.
    let zeros = |_: &str| Some(vec![0.0; 8]);
    let few = Shape { tokens: 1, ..SHAPE };
    assert!(super::pack("few", few, b"[UNK]\n[CLS]\n[SEP]\n", &[], zeros).is_err());
}

#[test]
fn a_token_that_is_none_and_a_text_that_is_too_long_are_refused() {
    let (encoder, _) = TextEncoder::load_any(model(SHAPE)).expect("a model");
    for bad in [&[8][..], &[], &[0; 7]] {
        assert_eq!(encoder.states(&[bad]).unwrap_err().code, "encoder_failed");
    }
}
