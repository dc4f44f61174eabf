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

#[cfg(test)]
mod tests;
mod twin;

use super::likeness::{Block, Lanes};
use super::projection::TokenState;
use twin::tiles;
pub(super) use twin::twin;

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

    /// Adds to what the likest of other tokens is to each of a query's, block by block, what the likest of these is.
    pub(super) fn likest(&mut self, blocks: &[Block], tokens: &[TokenState], most: &mut [Lanes]) {
        #[cfg(all(target_arch = "wasm32", feature = "relaxed-simd"))]
        relaxed::likest(blocks, tokens, most);
        #[cfg(not(all(target_arch = "wasm32", feature = "relaxed-simd")))]
        super::likeness::likest(self, blocks, tokens, most);
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

#[cfg(target_arch = "wasm32")]
mod wasm {
    use core::arch::wasm32::{
        i16x8_extend_high_i8x16, i16x8_extend_low_i8x16, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane,
        i32x4_splat, v128, v128_load, v128_store,
    };

    use super::{Lanes, Sums};

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

    /// What is 32 bytes long.
    pub(super) trait Pair {}
    impl Pair for [u8; 32] {}
    impl Pair for [i8; 32] {}
    impl Pair for Sums {}
    impl Pair for Lanes {}

    #[inline(always)]
    pub(super) fn load<P: Pair>(pair: &P) -> [v128; 2] {
        let at = std::ptr::from_ref(pair).cast::<v128>();
        // SAFETY: 32 bytes are two vectors; loads need no alignment.
        unsafe { [v128_load(at), v128_load(at.add(1))] }
    }

    #[inline(always)]
    pub(super) fn store<P: Pair>([low, high]: [v128; 2], pair: &mut P) {
        let at = std::ptr::from_mut(pair).cast::<v128>();
        // SAFETY: 32 bytes of plain numbers are two vectors; stores need no alignment.
        unsafe {
            v128_store(at, low);
            v128_store(at.add(1), high);
        }
    }
}

#[cfg(all(target_arch = "wasm32", feature = "relaxed-simd"))]
mod relaxed {
    use core::arch::wasm32::{
        f32x4_convert_i32x4, f32x4_mul, f32x4_pmax, f32x4_splat, i8x16_splat, i16x8_add,
        i16x8_relaxed_dot_i8x16_i7x16, i32x4_extadd_pairwise_i16x8, i32x4_relaxed_dot_i8x16_i7x16_add,
        i32x4_splat, i32x4_sub, u8x16_shr, v128_and,
    };

    use super::twin::Row;
    use super::wasm::{load, store};
    use super::{Block, Code, Lanes, STEP, Sums, TILE, TokenState, Weights, tiles};

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

    /// A token's numbers plus 8 have four bits, so that 16 bits hold the sum of their products with a query's token: that
    /// has a length of about 127, and 32 of its numbers make no more than 127 · 15 · √32 with them.
    #[target_feature(enable = "relaxed-simd")]
    pub(super) fn likest(blocks: &[Block], tokens: &[TokenState], most: &mut [Lanes]) {
        for four in tokens.chunks(TILE) {
            // The first stands in for those that are missing: once more it is no more.
            let rows: [&TokenState; TILE] = std::array::from_fn(|row| four.get(row).unwrap_or(&four[0]));
            let scales = rows.map(|row| row.scale);
            let codes = rows.map(|row| unpacked(&row.code));
            let codes = codes.each_ref().map(|codes| codes.as_flattened().as_chunks::<STEP>().0);
            for (block, most) in blocks.iter().zip(&mut *most) {
                match block.half {
                    true => compare::<1>(block, codes, scales, most),
                    false => compare::<2>(block, codes, scales, most),
                }
            }
        }
    }

    /// With the first four of a query's tokens, or with all eight.
    #[target_feature(enable = "relaxed-simd")]
    fn compare<const HALVES: usize>(
        block: &Block,
        [a, b, c, d]: [Row<'_>; TILE],
        scales: [f32; TILE],
        most: &mut Lanes,
    ) {
        let mut acc = [[i32x4_splat(0); HALVES]; TILE];
        for ((((weights, a), b), c), d) in block.weights.iter().zip(a).zip(b).zip(c).zip(d) {
            let weights = load(weights);
            for (acc, codes) in acc.iter_mut().zip([a, b, c, d]) {
                let codes = i32x4_splat(i32::from_le_bytes(*codes));
                for (acc, weights) in acc.iter_mut().zip(weights) {
                    *acc = i16x8_add(*acc, i16x8_relaxed_dot_i8x16_i7x16(weights, codes));
                }
            }
        }
        let excess = load(&block.excess);
        let mut likest = load(most);
        for (acc, scale) in acc.into_iter().zip(scales) {
            for ((likest, sums), excess) in likest.iter_mut().zip(acc).zip(excess) {
                let sums = i32x4_sub(i32x4_extadd_pairwise_i16x8(sums), excess);
                let likeness = f32x4_mul(f32x4_convert_i32x4(sums), f32x4_splat(scale));
                *likest = f32x4_pmax(*likest, likeness);
            }
        }
        store(likest, most);
    }

    /// A token's numbers plus 8, step by step: the even ones first.
    #[inline(always)]
    fn unpacked(code: &[u8; 32]) -> [[u8; 32]; 2] {
        let both = load(code);
        let mut codes = [[0; 32]; 2];
        store(both.map(|both| v128_and(both, i8x16_splat(15))), &mut codes[0]);
        store(both.map(|both| u8x16_shr(both, 4)), &mut codes[1]);
        codes
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
