//! What a memory keeps of its tokens, for late interaction, and what its words alone tell of it.
//!
//! Both are made when the text is at hand, and stay when it is not: a memory is ranked without being
//! opened.

use super::Slot;
use super::lexical::idf;
use crate::embed::Encoded;
use crate::embed::projection::{self, REDUCED, TokenState};
use crate::text::{Language, cue};

/// How many bytes a token takes when written: its number and its state.
const TOKEN: usize = 4 + REDUCED / 2;

/// The most tokens of one text: no model looks at more.
const WINDOW: usize = 512;
/// The most bytes that are kept of one text.
pub const KEPT_MOST: usize = 1 + WINDOW * TOKEN;

/// What is kept of one memory's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// It ends by asking: what answers it stands elsewhere.
    pub asks: bool,
    /// It tells that something is not as it was.
    pub changes: bool,
    /// Its tokens, in order.
    pub tokens: Box<[TokenState]>,
}

impl Kept {
    /// Of a text and what the encoder made of it.
    pub fn of(language: Language, text: &str, encoded: &Encoded) -> Self {
        let asks = text.trim_end().ends_with(['?', '？', '؟']);
        let tokens = projection::reduce(encoded).into();
        Self { asks, changes: cue::tells_of_change(language, text), tokens }
    }

    /// As bytes: `flags (1) ‖ (token (4, little-endian) ‖ state (32))*`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![u8::from(self.asks) | (u8::from(self.changes) << 1)];
        for TokenState { token, code, .. } in &self.tokens {
            bytes.extend(token.to_le_bytes());
            bytes.extend(code);
        }
        bytes
    }

    /// Back from bytes; none if they are of another length than any writes, or of more tokens.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (&flags, tokens) = bytes.split_first()?;
        let (tokens, rest) = tokens.as_chunks::<TOKEN>();
        if tokens.len() > WINDOW {
            return None;
        }
        let token = |bytes: &[u8; TOKEN]| {
            let (token, code) = bytes.split_first_chunk::<4>()?;
            Some(TokenState::new(u32::from_le_bytes(*token), code.try_into().ok()?))
        };
        let tokens: Option<Box<[TokenState]>> = tokens.iter().map(token).collect();
        rest.is_empty().then_some(Self { asks: flags & 1 != 0, changes: flags & 2 != 0, tokens: tokens? })
    }
}

/// What is kept of every memory's tokens.
#[derive(Default)]
pub struct States {
    /// With whether the memory may be suggested.
    kept: Vec<Option<(Kept, bool)>>,
    all: Tally,
    /// Those that may be suggested.
    offered: Tally,
}

/// What a token is measured against.
#[derive(Default)]
struct Tally {
    /// In how many memories each token stands, by its number.
    holders: Vec<u32>,
    /// How many memories there are.
    count: u32,
}

/// No vocabulary has as many tokens: a number beyond is not counted (and so weighs as the rarest).
const VOCABULARY: usize = 1 << 19;

impl States {
    pub(super) fn set(&mut self, slot: Slot, kept: Kept, suggestible: bool) {
        self.clear(slot);
        let slot = slot as usize;
        if slot >= self.kept.len() {
            self.kept.resize_with(slot + 1, || None);
        }
        self.tallies(suggestible).for_each(|tally| tally.add(&kept));
        if let Some(place) = self.kept.get_mut(slot) {
            *place = Some((kept, suggestible));
        }
    }

    /// Forgets a slot's tokens, and overwrites them.
    pub(super) fn clear(&mut self, slot: Slot) {
        let Some((mut kept, suggestible)) = self.kept.get_mut(slot as usize).and_then(Option::take) else {
            return;
        };
        self.tallies(suggestible).for_each(|tally| tally.remove(&kept));
        kept.tokens.fill(TokenState::new(0, [0; REDUCED / 2]));
    }

    /// What is kept of a slot's text, if it was encoded.
    pub fn get(&self, slot: Slot) -> Option<&Kept> {
        self.kept.get(slot as usize)?.as_ref().map(|(kept, _)| kept)
    }

    /// How much each of a query's tokens says: its inverse document frequency among all memories or
    /// those that may be suggested.
    pub fn weights(&self, tokens: &[u32], only_suggestible: bool) -> Vec<f32> {
        let Tally { holders, count } = if only_suggestible { &self.offered } else { &self.all };
        let holders = |token: u32| holders.get(token as usize).map_or(0, |holders| *holders as usize);
        tokens.iter().map(|&token| idf(*count, holders(token))).collect()
    }

    /// Where a memory counts.
    fn tallies(&mut self, suggestible: bool) -> impl Iterator<Item = &mut Tally> {
        std::iter::once(&mut self.all).chain(suggestible.then_some(&mut self.offered))
    }
}

impl Tally {
    fn add(&mut self, kept: &Kept) {
        self.count += 1;
        self.each_token(kept, |holders| *holders += 1);
    }

    fn remove(&mut self, kept: &Kept) {
        self.count -= 1;
        self.each_token(kept, |holders| *holders = holders.saturating_sub(1));
    }

    fn each_token(&mut self, kept: &Kept, act: impl Fn(&mut u32)) {
        let mut tokens: Vec<usize> = kept.tokens.iter().map(|state| state.token as usize).collect();
        tokens.sort_unstable();
        tokens.dedup();
        for token in tokens.into_iter().filter(|&token| token < VOCABULARY) {
            if token >= self.holders.len() {
                self.holders.resize(token + 1, 0);
            }
            if let Some(holders) = self.holders.get_mut(token) {
                act(holders);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kept(tokens: &[u32]) -> Kept {
        let state = |&token| TokenState::new(token, [token.to_le_bytes()[0]; REDUCED / 2]);
        Kept { asks: true, changes: false, tokens: tokens.iter().map(state).collect() }
    }

    #[test]
    fn what_is_written_is_read() {
        for kept in [Kept::default(), kept(&[7, 70_000])] {
            assert_eq!(Kept::from_bytes(&kept.to_bytes()), Some(kept));
        }
        assert_eq!(Kept::from_bytes(&[]), None);
        assert_eq!(Kept::from_bytes(&[1; TOKEN]), None);
    }

    #[test]
    fn a_slot_that_was_cleared_counts_no_more() {
        let mut states = States::default();
        states.set(3, kept(&[5, 5, 9]), false);
        states.set(3, kept(&[9]), true);
        states.set(0, kept(&[9, u32::MAX]), false);
        let counts =
            |tally: &Tally| (tally.holders.get(5).copied(), tally.holders.get(9).copied(), tally.count);
        assert_eq!(
            (counts(&states.all), counts(&states.offered)),
            ((Some(0), Some(2), 2), (Some(0), Some(1), 1))
        );
        states.clear(3);
        states.clear(8);
        assert_eq!(states.get(3), None);
        assert_eq!(
            (counts(&states.all), counts(&states.offered)),
            ((Some(0), Some(1), 1), (Some(0), Some(0), 0))
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
            if let Some(kept) = Kept::from_bytes(&bytes) {
                prop_assert_eq!(kept.to_bytes().len(), bytes.len());
            }
        }
    }
}
