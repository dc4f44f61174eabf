//! How like the tokens of memories are to those of a query: the part of late interaction.
//!
//! Likeness is the cosine of two reduced [states](super::projection). It is computed by the encoder's kernel, in which a
//! query's tokens are the weights, eight at once, and a memory's are the rows: whole numbers until the last
//! step, the same to the bit as a sum of products. A memory's numbers are kept plus 8, so that eight times the sum of
//! a query's numbers comes off each sum.

use super::Encoded;
use super::kernel::{BLOCK, Code, Kernel, STEP, Sums, TILE, Weights};
use super::projection::{REDUCED, TokenState, sought};

const STEPS: usize = REDUCED / STEP;
/// The lower half of each of eight bytes.
const FOUR_BITS: u64 = 0x0f0f_0f0f_0f0f_0f0f;

/// A number for each of eight tokens of a query, or for each of eight of its words.
pub type Lanes = [f32; LANES];
/// How many are looked at at once.
pub const LANES: usize = BLOCK;

/// The tokens of a query.
#[derive(Clone, Debug, Default)]
pub struct Probes {
    tokens: Vec<u32>,
    blocks: Vec<Block>,
}

/// Eight of them. Where there are fewer the rest is zeros, and like nothing.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// As the kernel has its weights; the even coordinates of each first, then the odd ones.
    pub(super) weights: [Weights; STEPS],
    /// What comes off each sum.
    pub(super) excess: Sums,
    /// Whether there are no more than four.
    #[cfg_attr(
        not(all(target_arch = "wasm32", feature = "relaxed-simd")),
        expect(dead_code, reason = "the product of matrices always has eight outputs")
    )]
    pub(super) half: bool,
}

impl Probes {
    /// Those of a query that carry meaning; all if none does.
    pub fn of(encoded: &Encoded) -> Self {
        let (tokens, rows): (_, Vec<[i8; REDUCED]>) = sought(encoded).unzip();
        Self { tokens, blocks: rows.chunks(BLOCK).map(Block::of).collect() }
    }

    /// Each one's number in the vocabulary.
    pub fn tokens(&self) -> &[u32] {
        &self.tokens
    }
}

impl Block {
    /// Of no more than eight rows, whose length is about 127.
    pub(super) fn of(rows: &[[i8; REDUCED]]) -> Self {
        let mut block =
            Self { weights: [[0; BLOCK * STEP]; STEPS], excess: [0; BLOCK], half: rows.len() <= BLOCK / 2 };
        for (output, row) in rows.iter().enumerate() {
            let odd = row.iter().skip(1);
            for (at, number) in row.iter().step_by(2).chain(odd.step_by(2)).enumerate() {
                block.weights[at / STEP][output * STEP + at % STEP] = number.cast_unsigned();
                block.excess[output] += 8 * i32::from(*number);
            }
        }
        block
    }
}

impl Block {
    /// What the likest of some tokens is to each, with another among them. In steps that compilers know to take for
    /// all eight at once.
    #[inline(always)]
    fn more(&self, most: Lanes, sums: &Sums, scale: f32) -> Lanes {
        let mut likeness = [0.0; BLOCK];
        for n in 0..BLOCK {
            likeness[n] = (sums[n] - self.excess[n]) as f32 * scale;
        }
        for n in 0..BLOCK {
            likeness[n] = if likeness[n] > most[n] { likeness[n] } else { most[n] };
        }
        likeness
    }
}

/// A query's tokens, compared with those of memories.
pub struct Comparison<'a> {
    probes: &'a Probes,
    kernel: Kernel,
    /// For each memory, block by block.
    likest: Vec<Lanes>,
}

impl<'a> Comparison<'a> {
    /// Of these.
    pub fn new(probes: &'a Probes) -> Self {
        Self { probes, kernel: Kernel::new(), likest: Vec::new() }
    }

    /// For each eight of the query's tokens, of each memory how like the likest of its tokens is to each of them; 0
    /// where none is like it at all.
    pub fn likest<'t>(
        &mut self,
        memories: impl IntoIterator<Item = &'t [TokenState]>,
    ) -> impl Iterator<Item = impl Iterator<Item = &Lanes>> {
        let blocks = &self.probes.blocks;
        self.likest.clear();
        for tokens in memories {
            let from = self.likest.len();
            self.likest.resize(from + blocks.len(), [0.0; LANES]);
            self.kernel.likest(blocks, tokens, self.likest.get_mut(from..).unwrap_or_default());
        }
        let likest = &self.likest;
        (0..blocks.len()).map(|block| likest.iter().skip(block).step_by(blocks.len()))
    }
}

/// What the kernel computes, by its product of matrices: where no machine has anything better, and what the tests hold
/// the others to.
pub(super) fn likest(kernel: &mut Kernel, blocks: &[Block], tokens: &[TokenState], most: &mut [Lanes]) {
    for four in tokens.chunks(TILE) {
        let mut codes = [Code::default(); TILE * REDUCED];
        let mut sums = [[0; BLOCK]; TILE];
        four.iter().zip(codes.as_chunks_mut().0).for_each(|(token, place)| unpack(token, place));
        for (block, most) in blocks.iter().zip(&mut *most) {
            kernel.block(block.weights.as_flattened(), &codes, &mut sums);
            for (token, sums) in four.iter().zip(&sums) {
                *most = block.more(*most, sums, token.scale);
            }
        }
    }
}

/// A token's numbers plus 8, the even ones first. Eight at a time: compilers make worse of one after the other.
#[inline(always)]
fn unpack(token: &TokenState, codes: &mut [Code; REDUCED]) {
    let (codes, _) = codes.as_chunks_mut::<8>();
    let (even, odd) = codes.split_at_mut(REDUCED / 16);
    for ((bytes, even), odd) in token.code.as_chunks::<8>().0.iter().zip(even).zip(odd) {
        let both = u64::from_le_bytes(*bytes);
        *even = (both & FOUR_BITS).to_le_bytes().map(Code::from);
        *odd = (both >> 4 & FOUR_BITS).to_le_bytes().map(Code::from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The likeness of two tokens as it is defined.
    fn likeness(probe: &[i8; REDUCED], token: &TokenState) -> f32 {
        let numbers =
            token.code.iter().flat_map(|byte| [byte & 15, byte >> 4]).map(|code| i32::from(code) - 8);
        let (dot, square) = numbers
            .zip(probe)
            .fold((0, 0), |(dot, square), (x, &y)| (dot + x * i32::from(y), square + x * x));
        dot as f32 * (1.0 / (127.0 * (square.max(1) as f32).sqrt()))
    }

    fn token() -> impl Strategy<Value = TokenState> {
        (0u32..9, any::<[u8; REDUCED / 2]>()).prop_map(|(token, code)| TokenState::new(token, code))
    }

    proptest! {
        /// However many tokens a query and memories have: to the bit.
        #[test]
        fn all_at_once_is_the_same_as_one_by_one(
            rows in prop::collection::vec(prop::collection::vec(any::<i8>(), REDUCED), 0..20),
            memories in prop::collection::vec(prop::collection::vec(token(), 0..7), 0..6),
        ) {
            let rows: Vec<[i8; REDUCED]> = rows.into_iter().map(|row| row.try_into().unwrap()).collect();
            let tokens = vec![7; rows.len()];
            let probes = Probes { tokens, blocks: rows.chunks(BLOCK).map(Block::of).collect() };
            let mut compared = Comparison::new(&probes);
            // What was compared before leaves nothing behind.
            for memories in [&memories[..], &memories[memories.len() / 2..]] {
                let found: Vec<Vec<Lanes>> =
                    compared.likest(memories.iter().map(Vec::as_slice)).map(|found| found.copied().collect()).collect();
                prop_assert!(memories.is_empty() || found.len() == rows.len().div_ceil(BLOCK));
                for (block, rows) in found.iter().zip(rows.chunks(BLOCK)) {
                    prop_assert_eq!(block.len(), memories.len());
                    for (lanes, memory) in block.iter().zip(memories) {
                        for (at, lane) in lanes.iter().enumerate() {
                            let row = rows.get(at).unwrap_or(&[0; REDUCED]);
                            let most = memory.iter().map(|token| likeness(row, token)).fold(0.0, f32::max);
                            prop_assert_eq!(*lane, most);
                        }
                    }
                }
            }
        }
    }
}
