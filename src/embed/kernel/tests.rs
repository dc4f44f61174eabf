//! Whether all kernels compute the same.

use super::super::agreement::{agrees, made_up};
use super::*;

const SIZES: [(usize, usize); 6] = [(1, 1), (2, 3), (3, 2), (96, 5), (384, 1), (0, 2)];

#[test]
fn the_kernel_of_this_machine_computes_what_its_definition_says() {
    for (steps, tiles) in SIZES {
        assert!(agrees(steps, tiles), "{steps} steps, {tiles} tiles");
    }
}

#[test]
fn the_definition_is_a_sum_of_products() {
    let mut weights = [[0; BLOCK * STEP]; 2];
    // Of the third output, inputs 1 and 6.
    (weights[0][2 * STEP + 1], weights[1][2 * STEP + 2]) = (5, 254);
    let mut codes = vec![0; TILE * 2 * STEP];
    (codes[2 * STEP + 1], codes[2 * STEP + 6]) = (100, 7);
    let mut sums = [[9; BLOCK]; TILE];
    twin(&weights, &codes, &mut sums);
    assert_eq!(sums[1], [0, 0, 5 * 100 - 2 * 7, 0, 0, 0, 0, 0]);
    assert_eq!((sums[0], sums[2], sums[3]), ([0; BLOCK], [0; BLOCK], [0; BLOCK]));
}

#[cfg(target_arch = "x86_64")]
#[test]
fn so_do_the_others_that_this_machine_can_run() {
    for (steps, tiles) in SIZES {
        for (weights, codes) in made_up(steps, tiles) {
            let mut expected = vec![[0; BLOCK]; tiles * TILE];
            twin(&weights, &codes, &mut expected);
            for level in x86::Level::all() {
                let mut sums = vec![[1; BLOCK]; tiles * TILE];
                x86::block(level, &weights, &codes, &mut sums);
                assert_eq!(sums, expected, "{level:?}");
            }
        }
    }
}
