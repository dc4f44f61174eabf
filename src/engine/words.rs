//! The words of what is kept, sealed bag by bag, so that opening a vault neither opens nor reads every
//! memory.
//!
//! A block says of each memory of one bag what the index knows of it but its vector. It bears the
//! bag's id, so that a deletion rewrites one block:
//! `form (1) ‖ analysis (1) ‖ postcard(dictionary, cards)`. A card counts if it is of the memory's
//! present version; what no card speaks for is read and analysed, and its bag's block written anew when
//! there is nothing else to do. So a block may be late, or lost, but never wrong.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::codec;
use crate::error::Result;
use crate::id::Id;
use crate::index::{Dictionary, Doc};
use crate::memory::Memory;
use crate::text::{ANALYSIS, Language};
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::open::Open;

/// The form of a block: grows when a [`Card`] gets another one.
const FORM: u8 = 2;

/// How many blocks one commit takes.
const BLOCKS: usize = 64;

#[derive(Default, Serialize, Deserialize)]
struct Block<'a> {
    #[serde(borrow)]
    dictionary: Vec<&'a str>,
    cards: Vec<Card>,
}

/// What is known of a memory without opening it.
#[derive(Serialize, Deserialize)]
struct Card {
    /// The version of the record that it was made of.
    version: u32,
    doc: Doc,
    /// The number of the language by whose rules its terms were made.
    language: u8,
    /// Its terms in order, as places in the dictionary.
    terms: Vec<u32>,
}

impl<S: Store> Open<S> {
    /// Makes every memory findable: by its card, or else by reading it.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    pub(super) async fn read_memories(&mut self) -> Result<()> {
        for bag in self.vault.bags(Namespace::Words) {
            let (blocks, damages) = self.vault.open_bag(bag).await?;
            self.damages.extend(damages);
            for (of, block) in &blocks {
                self.take_cards(*of, block);
            }
        }
        for bag in self.vault.bags(Namespace::Memory) {
            if self.vault.records(bag).iter().all(|id| self.index.doc(*id).is_some()) {
                self.unchecked.push(bag);
                continue;
            }
            let damages = self
                .each_of(Namespace::Memory, bag, |open, _, memory: Memory| {
                    if open.index.doc(memory.id).is_none() {
                        open.admit(&memory);
                    }
                })
                .await?;
            damages.into_iter().for_each(|damage| self.count(damage));
        }
        self.unchecked.extend(self.vault.bags(Namespace::History));
        Ok(())
    }

    fn take_cards(&mut self, bag: Id, block: &[u8]) {
        let Some(Block { dictionary, cards }) = read_block(block) else { return };
        let mut dictionary = Dictionary::new(dictionary);
        let versions: HashMap<Id, u32> = self.vault.versions(bag).collect();
        for Card { version, doc, language, terms } in cards {
            let Some(language) = Language::from_number(language) else { continue };
            if !self.belongs(doc.id, bag) || versions.get(&doc.id) != Some(&version) {
                continue;
            }
            let (origin, id) = (doc.origin, doc.id);
            if self.index.add_terms(doc, language, &mut dictionary, terms.iter().map(|term| *term as usize)) {
                self.know(origin, id);
            }
        }
    }

    /// Writes blocks that are late until the time is up; false when none is.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn write_words(&mut self, world: &mut World, until: u64) -> Result<bool> {
        while !self.late.is_empty() {
            let bags: Vec<Id> = self.late.iter().take(BLOCKS).copied().collect();
            let mut change = Change::default();
            for bag in &bags {
                self.put_words(&mut change, *bag, &BTreeSet::new())?;
            }
            self.vault.commit(change, world.rng.as_mut()).await?;
            for bag in &bags {
                self.late.remove(bag);
            }
            self.heal(&bags.into_iter().map(|bag| (Namespace::Words, bag)).collect());
            if world.clock.now().0 >= until {
                break;
            }
        }
        Ok(!self.late.is_empty())
    }

    /// Writes the block of a bag as it will be without some of its memories.
    pub(super) fn put_words(&self, change: &mut Change, bag: Id, without: &BTreeSet<Id>) -> Result<()> {
        let mut block = Block::default();
        let mut places: HashMap<&str, u32> = HashMap::new();
        for (id, version) in self.vault.versions(bag).filter(|(id, _)| !without.contains(id)) {
            let Some(doc) = self.index.doc(id) else { continue };
            let terms = self.index.terms(id).map(|term| {
                *places.entry(term).or_insert_with(|| {
                    block.dictionary.push(term);
                    super::number(block.dictionary.len() - 1)
                })
            });
            let terms = terms.collect();
            let language = self.index.language(id).number();
            block.cards.push(Card { version, doc: doc.clone(), language, terms });
        }
        if block.cards.is_empty() {
            change.remove(Namespace::Words, bag);
        } else {
            let mut plain = vec![FORM, ANALYSIS];
            plain.extend(codec::encode(&block)?);
            change.put(Namespace::Words, bag, plain);
        }
        Ok(())
    }
}

/// A block is nothing, or goes into an index, whatever places its cards name: each memory with the words
/// of its first card.
#[cfg(fuzzing)]
pub(super) fn fuzz(block: &[u8]) {
    let Some(Block { dictionary: words, cards }) = read_block(block) else { return };
    let mut index = crate::index::Index::new();
    let mut dictionary = Dictionary::new(words.iter().copied());
    let mut added = Vec::new();
    for Card { doc, terms, .. } in cards {
        let id = doc.id;
        let places = terms.iter().map(|term| *term as usize);
        if index.add_terms(doc, Language::default(), &mut dictionary, places.clone()) {
            added.push((id, places.filter_map(|place| words.get(place).copied()).collect::<Vec<_>>()));
        }
    }
    for (id, terms) in added {
        assert!(index.terms(id).eq(terms));
    }
}

/// A block that this release can use.
fn read_block(block: &[u8]) -> Option<Block<'_>> {
    match block {
        [FORM, ANALYSIS, block @ ..] => codec::decode(block),
        _ => None,
    }
}
