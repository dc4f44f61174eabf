//! What every kernel computes, in plain Rust.

use super::{BLOCK, Code, STEP, Sums, TILE, Weights};

/// A row's codes, step by step.
pub(super) type Row<'a> = &'a [[Code; STEP]];

/// Goes through the tiles.
#[inline(always)]
pub(super) fn tiles(
    weights: usize,
    codes: &[Code],
    sums: &mut [Sums],
    mut tile: impl FnMut([Row<'_>; TILE], &mut [Sums; TILE]),
) {
    let (steps, _) = codes.as_chunks::<STEP>();
    if weights == 0 {
        return sums.fill([0; BLOCK]);
    }
    for (rows, sums) in steps.chunks_exact(TILE * weights).zip(sums.as_chunks_mut::<TILE>().0) {
        let (first, rest) = rows.split_at(weights);
        let (second, rest) = rest.split_at(weights);
        let (third, fourth) = rest.split_at(weights);
        tile([first, second, third, fourth], sums);
    }
}

/// What every kernel computes, in plain Rust: the fallback, and what the tests hold the others to.
pub(in crate::embed) fn twin(weights: &[Weights], codes: &[Code], sums: &mut [Sums]) {
    tiles(weights.len(), codes, sums, |rows, sums| {
        for (row, sums) in rows.iter().zip(sums) {
            *sums = [0; BLOCK];
            for (weights, codes) in weights.iter().zip(*row) {
                let (outputs, _) = weights.as_chunks::<STEP>();
                for (sum, weights) in sums.iter_mut().zip(outputs) {
                    for (weight, code) in weights.iter().zip(codes) {
                        *sum += i32::from(weight.cast_signed()) * i32::from(*code);
                    }
                }
            }
        }
    });
}
