//! Token states made small: 384 numbers become 64 of four bits each.
//!
//! A text's token states say more than their mean: a draft's word finds the very word that means
//! the same ([`likeness`](super::likeness), the part of late interaction, Khattab & Zaharia, "ColBERT", 2020). Kept is
//! what tells tokens apart: the mean state is taken away, the rest is projected onto its 64 main axes,
//! each scaled by the eigenvalue to the power −⅛ (a little against the few axes that all texts share). Tokens
//! that carry no meaning by themselves (stop words, punctuation) are not kept.
//!
//! `projection.bin` holds the mean (384 little-endian f32), the axes (64 times a scale, f32, and 384
//! signed bytes) and a bit for each token of the vocabulary, set if it is kept. `cargo xtask tune`
//! makes it from sentences of this project's own (`examples/projection/`), with all-MiniLM-L6-v2; and
//! `projection-multilingual.bin`, with multilingual-e5-small.

use std::sync::LazyLock;

use super::{DIMENSIONS, Encoded, Model};

/// Which projection and code this is: to be raised when `projection.bin` or the code of a token changes, as what
/// vaults keep is then to be made anew.
pub const REDUCTION: u8 = 1;

/// How many numbers a token keeps.
pub const REDUCED: usize = 64;

/// A kept token: its number in the vocabulary, and its state, two numbers from −7 to 7 a byte, the
/// first in the lower half, each plus 8. Its length does not matter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TokenState {
    /// Which token.
    pub token: u32,
    /// Its reduced state.
    pub code: [u8; REDUCED / 2],
    /// 1 / (127 · its length): what a product with a query's token has to be multiplied by.
    pub(super) scale: f32,
}

impl TokenState {
    /// A token's state.
    pub fn new(token: u32, code: [u8; REDUCED / 2]) -> Self {
        let number = |code: u8| i16::from(code) - 8;
        let square = |byte: u8| number(byte & 15).pow(2) + number(byte >> 4).pow(2);
        let square: i16 = code.iter().map(|byte| square(*byte)).sum();
        Self { token, code, scale: 1.0 / (127.0 * f32::from(square.max(1)).sqrt()) }
    }
}

/// The kept tokens of a memory. One without any meaning-bearing token keeps them all.
pub fn reduce(encoded: &Encoded) -> Vec<TokenState> {
    reduced(encoded)
        .map(|(token, numbers)| {
            let greatest = numbers.iter().fold(f32::MIN_POSITIVE, |most, x| most.max(x.abs()));
            // Between 1 and 15: the cast cannot cut anything off.
            let four = |x: f32| (x / greatest * 7.0).round() as i8 + 8;
            let mut code = [0; REDUCED / 2];
            for (byte, [low, high]) in code.iter_mut().zip(numbers.as_chunks::<2>().0) {
                *byte = four(*low).cast_unsigned() | (four(*high).cast_unsigned() << 4);
            }
            TokenState::new(token, code)
        })
        .collect()
}

/// The kept tokens of a query: which, and its state as a unit vector, each coordinate × 127 rounded. One without
/// any meaning-bearing token keeps them all.
pub(super) fn sought(encoded: &Encoded) -> impl Iterator<Item = (u32, [i8; REDUCED])> + '_ {
    reduced(encoded).map(|(token, numbers)| {
        let length = numbers.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        (token, numbers.map(|x| (x / length * 127.0).round() as i8))
    })
}

fn reduced(encoded: &Encoded) -> impl Iterator<Item = (u32, [f32; REDUCED])> + '_ {
    let projection = Projection::of(encoded.model);
    let all = !encoded.tokens.iter().any(|&token| projection.keeps(token));
    encoded
        .token_states()
        .filter(move |(token, _)| all || projection.keeps(*token))
        .filter_map(|(token, state)| Some((token, projection.project(state.try_into().ok()?))))
}

struct Axis {
    scale: f32,
    numbers: [f32; DIMENSIONS],
}

struct Projection {
    mean: [f32; DIMENSIONS],
    axes: Vec<Axis>,
    kept: &'static [u8],
}

static ENGLISH: LazyLock<Projection> = LazyLock::new(|| read(include_bytes!("projection.bin")));
static MULTILINGUAL: LazyLock<Projection> =
    LazyLock::new(|| read(include_bytes!("projection-multilingual.bin")));

fn read(mut bytes: &'static [u8]) -> Projection {
    let mut number = || -> f32 {
        let Some((number, rest)) = bytes.split_first_chunk::<4>() else { return 0.0 };
        bytes = rest;
        f32::from_le_bytes(*number)
    };
    let mut mean = [0.0; DIMENSIONS];
    mean.fill_with(&mut number);
    let mut axes = Vec::with_capacity(REDUCED);
    while axes.len() < REDUCED {
        let Some((scale, rest)) = bytes.split_first_chunk::<4>() else { break };
        let Some((numbers, rest)) = rest.split_first_chunk::<DIMENSIONS>() else { break };
        bytes = rest;
        axes.push(Axis {
            scale: f32::from_le_bytes(*scale),
            numbers: numbers.map(|number| f32::from(number.cast_signed())),
        });
    }
    Projection { mean, axes, kept: bytes }
}

impl Projection {
    fn of(model: Model) -> &'static Self {
        match model {
            Model::English => &ENGLISH,
            Model::Multilingual => &MULTILINGUAL,
        }
    }

    fn keeps(&self, token: u32) -> bool {
        let byte = self.kept.get(token as usize / 8).copied().unwrap_or(0xff);
        byte >> (token % 8) & 1 == 1
    }

    fn project(&self, state: &[f32; DIMENSIONS]) -> [f32; REDUCED] {
        let mut centred = *state;
        centred.iter_mut().zip(&self.mean).for_each(|(x, mean)| *x -= mean);
        let mut numbers = [0.0; REDUCED];
        for (number, axis) in numbers.iter_mut().zip(&self.axes) {
            // Eight sums side by side, which compilers turn into vector instructions.
            let mut sums = [0.0f32; 8];
            let (states, _) = centred.as_chunks::<8>();
            let (steps, _) = axis.numbers.as_chunks::<8>();
            for (states, steps) in states.iter().zip(steps) {
                for ((sum, &state), &step) in sums.iter_mut().zip(states).zip(steps) {
                    *sum += state * step;
                }
            }
            *number = sums.iter().sum::<f32>() * axis.scale;
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::Vector;
    use crate::embed::likeness::{Comparison, Probes};

    /// A text of tokens whose states are these multiples of one pattern above the mean.
    fn text(tokens: &[u32], states: &[fn(usize) -> f32]) -> Encoded {
        let mean = ENGLISH.mean;
        let states = states.iter().flat_map(|state| (0..DIMENSIONS).map(|at| mean[at] + state(at))).collect();
        Encoded { tokens: tokens.to_vec(), states, ..Vector(Box::new([1; DIMENSIONS])).into() }
    }

    const WAVE: fn(usize) -> f32 = |at| (at as f32).sin();
    const OTHER: fn(usize) -> f32 = |at| (at as f32 * 2.3 + 1.0).cos();

    #[test]
    fn another_projection_has_another_number() {
        let sum = |bytes: &[u8]| {
            let sum = <sha2::Sha256 as sha2::Digest>::digest(bytes);
            crate::id::Id(sum[..16].try_into().unwrap()).to_string()
        };
        // Whoever changes a file raises REDUCTION and puts the new sum here.
        assert_eq!(
            (
                REDUCTION,
                sum(include_bytes!("projection.bin")).as_str(),
                sum(include_bytes!("projection-multilingual.bin")).as_str()
            ),
            (1, "797276cf33a9b7b90c33dcb3f20bd187", "b050209174146bc9568571c9fd3df10a")
        );
    }

    #[test]
    fn the_file_is_whole() {
        for (projection, tokens) in [(&*ENGLISH, 30_522usize), (&*MULTILINGUAL, 250_002)] {
            assert_eq!(projection.axes.len(), REDUCED);
            assert!(projection.axes.iter().all(|axis| axis.scale.is_finite() && axis.scale > 0.0));
            assert_eq!(projection.kept.len(), tokens.div_ceil(8));
        }
    }

    /// How like the only token of one text is to each of another's.
    fn likeness(probe: &Encoded, kept: &Encoded) -> Vec<f32> {
        let probes = Probes::of(probe);
        let kept = reduce(kept);
        let mut compared = Comparison::new(&probes);
        kept.iter()
            .map(|token| compared.likest([std::slice::from_ref(token)]).next().unwrap().next().unwrap()[0])
            .collect()
    }

    #[test]
    fn a_state_is_like_itself_and_unlike_another() {
        let found = likeness(&text(&[7000], &[WAVE]), &text(&[7000, 7001], &[WAVE, OTHER]));
        assert!(found[0] > 0.98 && found[1] < 0.6, "{found:?}");
    }

    #[test]
    fn tokens_without_meaning_are_dropped_unless_there_is_nothing_else() {
        // "the" is 1996 in the vocabulary, "," 1010.
        assert_eq!(reduce(&text(&[1996, 7000, 1010], &[WAVE, WAVE, WAVE])).len(), 1);
        assert_eq!(reduce(&text(&[1996, 1010], &[WAVE, WAVE])).len(), 2);
        assert_eq!(reduce(&Encoded::from(Vector(Box::new([1; DIMENSIONS])))), []);
    }

    #[test]
    fn a_state_that_is_the_mean_is_like_nothing_and_breaks_nothing() {
        let mean = text(&[7000], &[|_| 0.0]);
        for probe in [WAVE, |_| f32::NAN] {
            assert!(likeness(&text(&[7000], &[probe]), &mean)[0].is_finite());
        }
    }
}
