//! Sorted byte strings, searched for those that a text begins with.

use crate::error::{Error, Result};

/// Byte strings that ascend strictly, one after the other in one piece of memory.
pub(super) struct Table {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
    /// Where those that begin with a byte do, and in the last place how many there are.
    firsts: [u32; 257],
}

impl Table {
    /// Of strings one after the other and where each ends.
    ///
    /// # Errors
    /// `vocabulary_broken` if one is empty or none, or they do not ascend.
    pub(super) fn new(bytes: Vec<u8>, ends: Vec<u32>) -> Result<Self> {
        let mut table = Self { bytes, ends, firsts: [0; 257] };
        let broken = || Error::internal("vocabulary_broken");
        let mut before: &[u8] = &[];
        let mut start = 0;
        for end in &table.ends {
            let end = *end as usize;
            let string = table.bytes.get(start..end).ok_or_else(broken)?;
            if before >= string {
                return Err(broken());
            }
            // One that is above another is not empty.
            let first = string.first().map_or(0, |first| usize::from(*first));
            if let Some(count) = table.firsts.get_mut(first + 1) {
                *count += 1;
            }
            (before, start) = (string, end);
        }
        let mut sum = 0;
        for count in &mut table.firsts {
            sum += *count;
            *count = sum;
        }
        Ok(table)
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A string by its place.
    pub(super) fn get(&self, place: usize) -> &[u8] {
        let end = |place: usize| self.ends.get(place).map_or(0, |end| *end as usize);
        let start = place.checked_sub(1).map_or(0, end);
        self.bytes.get(start..end(place)).unwrap_or_default()
    }

    /// Tells of each string that the text begins with its place and its length, shortest first.
    pub(super) fn beginnings(&self, text: &[u8], mut found: impl FnMut(usize, usize)) {
        let Some(first) = text.first().map(|first| usize::from(*first)) else { return };
        let bound = |byte: usize| self.firsts.get(byte).map_or(0, |bound| *bound as usize);
        let (mut low, mut high) = (bound(first), bound(first + 1));
        // All between low and high begin as the text does, up to where it is looked at; what ends there is the
        // first of them.
        for (at, byte) in text.iter().enumerate() {
            if at > 0 {
                low = self.border(low, high, |string| string.get(at) < Some(byte));
                high = self.border(low, high, |string| string.get(at) <= Some(byte));
            }
            if low == high {
                return;
            }
            if self.get(low).len() == at + 1 {
                found(low, at + 1);
            }
        }
    }

    /// The first place between two whose string is not below, where those below come first.
    fn border(&self, mut low: usize, mut high: usize, below: impl Fn(&[u8]) -> bool) -> usize {
        while low < high {
            let middle = low.midpoint(high);
            if below(self.get(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn table<'a>(strings: impl IntoIterator<Item = &'a [u8]>) -> Result<Table> {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        for string in strings {
            bytes.extend_from_slice(string);
            ends.push(bytes.len() as u32);
        }
        Table::new(bytes, ends)
    }

    #[test]
    fn what_does_not_ascend_is_refused() {
        for bad in [&[&b"b"[..], b"a"][..], &[b"a", b"a"], &[b""], &[b"", b"a"]] {
            assert!(table(bad.iter().copied()).is_err());
        }
        assert!(Table::new(b"ab".to_vec(), vec![1, 3]).is_err());
        assert!(Table::new(b"ab".to_vec(), vec![2, 1]).is_err());
    }

    proptest! {
        #[test]
        fn it_finds_what_the_text_begins_with(
            strings in prop::collection::btree_set(prop::collection::vec(0u8..4, 1..5), 0..60),
            text in prop::collection::vec(0u8..4, 0..8),
        ) {
            let strings: BTreeSet<Vec<u8>> = strings;
            let table = table(strings.iter().map(Vec::as_slice)).unwrap();
            let mut found = Vec::new();
            table.beginnings(&text, |place, length| found.push((table.get(place).to_vec(), length)));
            let expected: Vec<_> = (1..=text.len())
                .map(|length| (text[..length].to_vec(), length))
                .filter(|(string, _)| strings.contains(string))
                .collect();
            prop_assert_eq!(found, expected);
            prop_assert_eq!(table.len(), strings.len());
        }
    }
}
