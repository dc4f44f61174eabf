//! Model files, and networks with made-up weights.

use super::encoder::TextEncoder;
use super::file::{PREFIX, Pooling, Shape, sealed};
use super::made_up::{Dice, OTHER_SHAPE, SHAPE, model, other_model, recipe};
use super::{Recipe, Vocabulary};

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
    for file in [model(SHAPE), other_model(Pooling::Mean)] {
        for length in (0..file.len()).step_by(1 + file.len() / 4000) {
            assert_eq!(refused(&file[..length]), "model_broken", "{length} bytes");
        }
        for at in (0..file.len()).step_by(3 + file.len() / 4000) {
            let mut changed = file.clone();
            changed[at] ^= 0x10;
            assert_eq!(refused(&changed), "model_broken", "byte {at}");
        }
    }
}

#[test]
fn a_file_that_was_made_to_break_it_breaks_nothing() {
    for file in [model(SHAPE), other_model(Pooling::First)] {
        for length in (PREFIX..file.len()).step_by(1 + file.len() / 4000) {
            run(sealed(file[..length].to_vec()));
        }
        let mut dice = Dice(7);
        let header = PREFIX..1200;
        let (mut loaded, mut told) = (0, 0);
        for _ in 0..10_000 {
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
        assert!(loaded > 500 && told > 500, "{loaded} ran, {told} were refused");
    }
}

#[test]
fn what_a_file_says_of_itself_is_what_is_run() {
    let load = |pooling| TextEncoder::load_any(other_model(pooling)).expect("a model").0;
    let (mean, first) = (load(Pooling::Mean), load(Pooling::First));
    // A space of its own, the likelier of two ways, what is unknown once; and the marks.
    assert_eq!(mean.tokens("\tbad xﬀ ab"), [0, 8, 10, 4, 3, 5, 7, 2]);
    // Eight bits for a word's number or four, they are of one file each.
    assert_eq!(mean.states(&[&[0, 2]]).unwrap().len(), 2 * OTHER_SHAPE.width as usize);
    let states = [vec![1.0; 32], vec![3.0; 32]].concat();
    assert_eq!((mean.pooled(&states)[0], first.pooled(&states)[0]), (4.0, 1.0));
    // What is asked has something else before it than what is kept, so that their middles differ.
    let [query, passage] = mean.middles(&["a bad cab"]).unwrap();
    assert!(query != passage && [query, passage].iter().flatten().all(|x| x.abs() <= 1.0));
}

#[test]
fn what_a_model_lacks_is_named() {
    let least = Vocabulary::WordPiece(b"[UNK]\n[CLS]\n[SEP]\n");
    let recipe = Recipe { vocabulary: least, ..recipe(SHAPE) };
    let none = super::pack(&recipe, &[], |_| None).unwrap_err();
    assert_eq!(
        (none.code.as_str(), none.place.as_deref()),
        ("model_broken", Some("embeddings.word_embeddings.weight"))
    );
    // It has fewer words than its vocabulary has.
    let zeros = |_: &str| Some(vec![0.0; 8]);
    let few = Shape { tokens: 1, ..SHAPE };
    assert!(super::pack(&Recipe { shape: few, ..recipe }, &[], zeros).is_err());
}

#[test]
fn a_token_that_is_none_and_a_text_that_is_too_long_are_refused() {
    let (encoder, _) = TextEncoder::load_any(model(SHAPE)).expect("a model");
    for bad in [&[8][..], &[], &[0; 7]] {
        assert_eq!(encoder.states(&[bad]).unwrap_err().code, "encoder_failed");
    }
}
