//! The integer matrix product, all of the encoder's weight, and the product of two rows: the only `unsafe` code of
//! the core.
//!
//! Weights are signed bytes, activations 7-bit codes (0 to 127), sums 32-bit integers: exact on every
//! machine, whichever way they are made. [`twin`] says in plain Rust what all of them compute.
//!
//! Weights stand in blocks of [`BLOCK`] outputs (`pack.rs`): for each [`STEP`] inputs 32 bytes, 4 of each
//! output. A step of a row's codes is broadcast and multiplied with all 8 outputs at once, so that no sum
//! goes across lanes; 4 rows at a time use each of the weights that were loaded.
//!
//! Codes are bytes where the machine multiplies bytes (relaxed SIMD's dot product, which is exact as one
//! side has 7 bits; AVX2's `maddubs`; VNNI) and 16 bits wide where it does not (WebAssembly's `simd128`).

// Loads from arrays and calls of what the machine was asked for; each says why it is sound.
#![allow(unsafe_code)]

/// Outputs that are computed at once.
pub(super) const BLOCK: usize = 8;
/// Inputs whose weights for one output stand side by side.
pub(super) const STEP: usize = 4;
/// Rows that are computed at once.
pub(super) const TILE: usize = 4;

/// The weights of [`STEP`] inputs and [`BLOCK`] outputs.
pub(super) type Weights = [u8; BLOCK * STEP];
/// The sums of one row for [`BLOCK`] outputs.
pub(super) type Sums = [i32; BLOCK];

/// An activation, from 0 to 127.
#[cfg(not(all(target_arch = "wasm32", not(feature = "relaxed-simd"))))]
pub(super) type Code = u8;
/// An activation, from 0 to 127.
#[cfg(all(target_arch = "wasm32", not(feature = "relaxed-simd")))]
pub(super) type Code = i16;

/// What computes on this machine.
pub(super) struct Kernel {
    #[cfg(target_arch = "x86_64")]
    level: x86::Level,
    /// A block's weights as 16-bit numbers.
    #[cfg(all(target_arch = "wasm32", not(feature = "relaxed-simd")))]
    wide: Vec<[core::arch::wasm32::v128; 4]>,
}

impl Kernel {
    pub(super) fn new() -> Self {
        Self {
            #[cfg(target_arch = "x86_64")]
            level: x86::Level::of_this_machine(),
            #[cfg(all(target_arch = "wasm32", not(feature = "relaxed-simd")))]
            wide: Vec::new(),
        }
    }

    /// For each row of codes its products with a block of 8 outputs, `sums[row][output]`. The rows come
    /// in whole tiles; a row has [`STEP`] codes for each of the block's entries.
    pub(super) fn block(&mut self, weights: &[u8], codes: &[Code], sums: &mut [Sums]) {
        let (weights, _) = weights.as_chunks();
        #[cfg(target_arch = "x86_64")]
        x86::block(self.level, weights, codes, sums);
        #[cfg(all(target_arch = "wasm32", feature = "relaxed-simd"))]
        relaxed::block(weights, codes, sums);
        #[cfg(all(target_arch = "wasm32", not(feature = "relaxed-simd")))]
        simd128::block(&mut self.wide, weights, codes, sums);
        #[cfg(not(any(target_arch = "x86_64", target_arch = "wasm32")))]
        twin(weights, codes, sums);
    }
}

/// The sum of the products of two rows, of whole vectors of 32 bytes.
#[cfg(target_arch = "wasm32")]
pub(crate) fn dot<const N: usize>(a: &[i8; N], b: &[i8; N]) -> i32 {
    wasm::dot(a.as_chunks().0, b.as_chunks().0)
}

/// The sum of the products of two rows. Widening each byte to 16 bits and summing in 32 is what compilers know to
/// turn into multiply-add instructions on this machine.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn dot<const N: usize>(a: &[i8; N], b: &[i8; N]) -> i32 {
    a.iter().zip(b).map(|(&x, &y)| i32::from(i16::from(x)) * i32::from(i16::from(y))).sum()
}

/// A row's codes, step by step.
type Row<'a> = &'a [[Code; STEP]];

/// Goes through the tiles.
#[inline(always)]
fn tiles(
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
pub(super) fn twin(weights: &[Weights], codes: &[Code], sums: &mut [Sums]) {
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

#[cfg(target_arch = "wasm32")]
mod wasm {
    use core::arch::wasm32::{
        i16x8_extend_high_i8x16, i16x8_extend_low_i8x16, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane,
        i32x4_splat, v128, v128_load, v128_store,
    };

    use super::Sums;

    /// What is one byte long.
    pub(super) trait Byte {}
    impl Byte for u8 {}
    impl Byte for i8 {}

    #[inline(always)]
    pub(super) fn load<B: Byte>(bytes: &[B; 32]) -> [v128; 2] {
        let at = bytes.as_ptr().cast::<v128>();
        // SAFETY: 32 bytes are two vectors; loads need no alignment.
        unsafe { [v128_load(at), v128_load(at.add(1))] }
    }

    #[inline(always)]
    pub(super) fn dot(a: &[[i8; 32]], b: &[[i8; 32]]) -> i32 {
        let mut sums = [i32x4_splat(0); 4];
        for (a, b) in a.iter().zip(b) {
            let ([a, c], [b, d]) = (load(a), load(b));
            for (sums, (a, b)) in sums.as_chunks_mut::<2>().0.iter_mut().zip([(a, b), (c, d)]) {
                let (low, high) = (i16x8_extend_low_i8x16, i16x8_extend_high_i8x16);
                sums[0] = i32x4_add(sums[0], i32x4_dot_i16x8(low(a), low(b)));
                sums[1] = i32x4_add(sums[1], i32x4_dot_i16x8(high(a), high(b)));
            }
        }
        let sum = i32x4_add(i32x4_add(sums[0], sums[1]), i32x4_add(sums[2], sums[3]));
        let lanes = [i32x4_extract_lane::<0>(sum), i32x4_extract_lane::<1>(sum)];
        lanes[0] + lanes[1] + i32x4_extract_lane::<2>(sum) + i32x4_extract_lane::<3>(sum)
    }

    #[inline(always)]
    pub(super) fn store([low, high]: [v128; 2], sums: &mut Sums) {
        let at = sums.as_mut_ptr().cast::<v128>();
        // SAFETY: 8 numbers of 4 bytes are two vectors; stores need no alignment.
        unsafe {
            v128_store(at, low);
            v128_store(at.add(1), high);
        }
    }
}

#[cfg(all(target_arch = "wasm32", feature = "relaxed-simd"))]
mod relaxed {
    use core::arch::wasm32::{i32x4_relaxed_dot_i8x16_i7x16_add, i32x4_splat};

    use super::wasm::{load, store};
    use super::{Code, Sums, TILE, Weights, tiles};

    /// Relaxed results are those of the definition here: no pair of products leaves 16 bits
    /// (2 · 128 · 127), and codes have 7.
    #[target_feature(enable = "relaxed-simd")]
    pub(super) fn block(weights: &[Weights], codes: &[Code], sums: &mut [Sums]) {
        tiles(weights.len(), codes, sums, |[a, b, c, d], sums| {
            let mut acc = [[i32x4_splat(0); 2]; TILE];
            for ((((weights, a), b), c), d) in weights.iter().zip(a).zip(b).zip(c).zip(d) {
                let [low, high] = load(weights);
                for (acc, codes) in acc.iter_mut().zip([a, b, c, d]) {
                    let codes = i32x4_splat(i32::from_le_bytes(*codes));
                    acc[0] = i32x4_relaxed_dot_i8x16_i7x16_add(low, codes, acc[0]);
                    acc[1] = i32x4_relaxed_dot_i8x16_i7x16_add(high, codes, acc[1]);
                }
            }
            for (sums, acc) in sums.iter_mut().zip(acc) {
                store(acc, sums);
            }
        });
    }
}

#[cfg(all(target_arch = "wasm32", not(feature = "relaxed-simd")))]
mod simd128 {
    use core::arch::wasm32::{
        i8x16_shuffle, i16x8_extend_high_i8x16, i16x8_extend_low_i8x16, i32x4_add, i32x4_dot_i16x8,
        i32x4_splat, v128,
    };

    use super::wasm::{load, store};
    use super::{Code, Sums, TILE, Weights, tiles};

    /// The first two inputs of four outputs, then the other two, as 16-bit numbers.
    fn widened(four: v128) -> [v128; 2] {
        let pairs = i8x16_shuffle::<0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15>(four, four);
        [i16x8_extend_low_i8x16(pairs), i16x8_extend_high_i8x16(pairs)]
    }

    /// Two codes, in every lane of 32 bits.
    fn splat([low, high]: [i16; 2]) -> v128 {
        let [a, b] = low.to_le_bytes();
        let [c, d] = high.to_le_bytes();
        i32x4_splat(i32::from_le_bytes([a, b, c, d]))
    }

    pub(super) fn block(wide: &mut Vec<[v128; 4]>, weights: &[Weights], codes: &[Code], sums: &mut [Sums]) {
        wide.clear();
        wide.extend(weights.iter().map(|weights| {
            let [low, high] = load(weights);
            let ([a, b], [c, d]) = (widened(low), widened(high));
            [a, b, c, d]
        }));
        tiles(weights.len(), codes, sums, |[a, b, c, d], sums| {
            let mut acc = [[i32x4_splat(0); 2]; TILE];
            for ((((weights, a), b), c), d) in wide.iter().zip(a).zip(b).zip(c).zip(d) {
                for (acc, &[i, j, k, l]) in acc.iter_mut().zip([a, b, c, d]) {
                    let (first, second) = (splat([i, j]), splat([k, l]));
                    acc[0] = i32x4_add(acc[0], i32x4_dot_i16x8(weights[0], first));
                    acc[1] = i32x4_add(acc[1], i32x4_dot_i16x8(weights[2], first));
                    acc[0] = i32x4_add(acc[0], i32x4_dot_i16x8(weights[1], second));
                    acc[1] = i32x4_add(acc[1], i32x4_dot_i16x8(weights[3], second));
                }
            }
            for (sums, acc) in sums.iter_mut().zip(acc) {
                store(acc, sums);
            }
        });
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use core::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_dpbusd_epi32, _mm256_loadu_si256, _mm256_madd_epi16,
        _mm256_maddubs_epi16, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256,
        _mm256_storeu_si256,
    };

    use super::{Code, Sums, TILE, Weights, tiles, twin};

    /// What this machine can do.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) enum Level {
        Plain,
        Avx2,
        Vnni,
    }

    impl Level {
        pub(super) fn of_this_machine() -> Self {
            if is_x86_feature_detected!("avx512vnni") && is_x86_feature_detected!("avx512vl") {
                Self::Vnni
            } else if is_x86_feature_detected!("avx2") {
                Self::Avx2
            } else {
                Self::Plain
            }
        }
    }

    pub(super) fn block(level: Level, weights: &[Weights], codes: &[Code], sums: &mut [Sums]) {
        match level {
            Level::Plain => twin(weights, codes, sums),
            // SAFETY: there is such a level only where the machine said that it has the instructions.
            Level::Avx2 => unsafe { avx2(weights, codes, sums) },
            // SAFETY: the same.
            Level::Vnni => unsafe { vnni(weights, codes, sums) },
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn load(weights: &Weights) -> __m256i {
        // SAFETY: the array has the vector's 32 bytes; this load needs no alignment.
        unsafe { _mm256_loadu_si256(weights.as_ptr().cast::<__m256i>()) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn store(acc: __m256i, sums: &mut Sums) {
        // SAFETY: 8 numbers of 4 bytes are the vector's 32; this store needs no alignment.
        unsafe { _mm256_storeu_si256(sums.as_mut_ptr().cast::<__m256i>(), acc) };
    }

    /// No pair of products leaves 16 bits: 2 · 128 · 127.
    #[target_feature(enable = "avx2")]
    fn avx2(weights: &[Weights], codes: &[Code], sums: &mut [Sums]) {
        let ones = _mm256_set1_epi16(1);
        tiles(weights.len(), codes, sums, |[a, b, c, d], sums| {
            let mut acc = [_mm256_setzero_si256(); TILE];
            for ((((weights, a), b), c), d) in weights.iter().zip(a).zip(b).zip(c).zip(d) {
                let weights = load(weights);
                for (acc, codes) in acc.iter_mut().zip([a, b, c, d]) {
                    let codes = _mm256_set1_epi32(i32::from_le_bytes(*codes));
                    let pairs = _mm256_maddubs_epi16(codes, weights);
                    *acc = _mm256_add_epi32(*acc, _mm256_madd_epi16(pairs, ones));
                }
            }
            for (sums, acc) in sums.iter_mut().zip(acc) {
                store(acc, sums);
            }
        });
    }

    #[target_feature(enable = "avx2,avx512vnni,avx512vl")]
    fn vnni(weights: &[Weights], codes: &[Code], sums: &mut [Sums]) {
        tiles(weights.len(), codes, sums, |[a, b, c, d], sums| {
            let mut acc = [_mm256_setzero_si256(); TILE];
            for ((((weights, a), b), c), d) in weights.iter().zip(a).zip(b).zip(c).zip(d) {
                let weights = load(weights);
                for (acc, codes) in acc.iter_mut().zip([a, b, c, d]) {
                    *acc = _mm256_dpbusd_epi32(*acc, _mm256_set1_epi32(i32::from_le_bytes(*codes)), weights);
                }
            }
            for (sums, acc) in sums.iter_mut().zip(acc) {
                store(acc, sums);
            }
        });
    }

    #[cfg(test)]
    impl Level {
        /// All that this machine can run.
        pub(super) fn all() -> Vec<Self> {
            let mut levels = vec![Self::Plain];
            if is_x86_feature_detected!("avx2") {
                levels.push(Self::Avx2);
            }
            if Self::of_this_machine() == Self::Vnni {
                levels.push(Self::Vnni);
            }
            levels
        }
    }
}

#[cfg(test)]
mod tests {
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
}
