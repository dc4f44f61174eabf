//! Whether this machine's kernel computes what its definition says: numbers to try it with.

use super::kernel::{BLOCK, Code, Kernel, STEP, TILE, Weights, dot, twin};
use super::likeness::{self, Block};
use super::projection::{REDUCED, TokenState};

/// Whether this machine's kernel computes what [`twin`] does, for so many inputs (in steps of 4) and rows
/// (in tiles of 4): with the highest and the lowest numbers that there are, and with some in between. The
/// browsers' tests ask it, who cannot look inside.
#[doc(hidden)]
#[must_use]
pub fn agrees(steps: usize, tiles: usize) -> bool {
    let mut kernel = Kernel::new();
    products_agree(&mut kernel, steps, tiles) && (0..9).all(|tokens| likenesses_agree(&mut kernel, tokens))
}

fn products_agree(kernel: &mut Kernel, steps: usize, tiles: usize) -> bool {
    made_up(steps, tiles).into_iter().all(|(weights, codes)| {
        let mut sums = [vec![[7; BLOCK]; tiles * TILE], vec![[9; BLOCK]; tiles * TILE]];
        kernel.block(weights.as_flattened(), &codes, &mut sums[0]);
        twin(&weights, &codes, &mut sums[1]);
        let rows: Vec<[i8; 32]> = weights.iter().map(|row| row.map(u8::cast_signed)).collect();
        let product = |a: &[i8; 32], b: &[i8; 32]| {
            a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum::<i32>()
        };
        sums[0] == sums[1] && rows.windows(2).all(|two| dot(&two[0], &two[1]) == product(&two[0], &two[1]))
    })
}

/// So many tokens of a memory, with a query's that are as long as can be.
fn likenesses_agree(kernel: &mut Kernel, tokens: usize) -> bool {
    let mut byte = bytes();
    let mut all = vec![TokenState::new(1, [0xff; REDUCED / 2]), TokenState::new(1, [0; REDUCED / 2])];
    all.resize_with(tokens.max(2), || TokenState::new(1, std::array::from_fn(|_| byte())));
    // 64 times 16 squared is 128 squared.
    let rows: Vec<[i8; REDUCED]> =
        vec![[16; REDUCED], [-16; REDUCED], std::array::from_fn(|at| [16, -16][at % 2])];
    let blocks = [Block::of(&rows), Block::of(&[rows[2]; BLOCK])];
    let mut most = [[[0.0; BLOCK]; 2]; 2];
    kernel.likest(&blocks, all.get(..tokens).unwrap_or_default(), &mut most[0]);
    likeness::likest(kernel, &blocks, all.get(..tokens).unwrap_or_default(), &mut most[1]);
    most[0] == most[1]
}

/// Weights and codes: extreme ones, then some of all kinds (by Knuth's linear congruential generator).
pub(super) fn made_up(steps: usize, tiles: usize) -> Vec<(Vec<Weights>, Vec<Code>)> {
    let mut byte = bytes();
    let codes = tiles * TILE * steps * STEP;
    let mut all = Vec::new();
    for (weight, code) in [(127u8, 127), (128, 127), (129, 127), (128, 0)] {
        all.push((vec![[weight; BLOCK * STEP]; steps], vec![code; codes]));
    }
    let weights = (0..steps).map(|_| std::array::from_fn(|_| byte())).collect();
    all.push((weights, (0..codes).map(|_| Code::from(byte() & 127)).collect()));
    all
}

fn bytes() -> impl FnMut() -> u8 {
    let mut state = 1u64;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_le_bytes()[5]
    }
}
