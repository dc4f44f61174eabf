//! What makes memories findable: words ([`lexical`]) and meaning ([`dense`]).
//!
//! An [`Index`] holds a [`Doc`] for every memory, its terms, and, once it was encoded, its vector.
//! It lives in memory while the vault is unlocked and never holds a text. Inside, a memory is a
//! *slot*: a small number that lexical and dense share, free again after a removal. Whatever is
//! removed is gone from both at once: its postings, its terms if no other memory has them, its
//! vector's bytes.
//!
//! Nothing outside this module sees slots as more than numbers.

mod among;
pub mod dense;
mod doc;
pub mod lexical;
pub mod marks;
pub mod states;
pub(crate) mod voices;
mod waiting;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::clock::Millis;
use crate::embed::Vector;
use crate::id::Id;
use crate::memory::Sensitivities;
use crate::text::sensitive::{Lexicon, Told};
use crate::text::{Analyzer, Language};

pub use among::{Among, PERSONAL};
use dense::Dense;
pub use doc::{Doc, passage};
use lexical::{Lexical, Term};
use marks::{Marks, Said};
use states::{Kept, States};
use voices::Voices;
pub use waiting::Waiting;

/// What is indexed of one text: so many terms (some forty pages), so many bytes of them.
/// The rest of a text that is no person's writing must not make its bag's block of words
/// longer than a record may be: nothing in that bag could be deleted any more.
const TERMS: usize = 16_384;
const TERM_BYTES: usize = 128 * 1024;

/// A memory's number inside the index.
pub type Slot = u32;

/// Terms that several memories share, each looked up once.
pub struct Dictionary<'a>(Vec<(&'a str, Option<Term>)>);

impl<'a> Dictionary<'a> {
    /// Of these terms, in this order.
    pub fn new(terms: impl IntoIterator<Item = &'a str>) -> Self {
        Self(terms.into_iter().map(|term| (term, None)).collect())
    }

    /// What stands at these places; nothing for a place beyond the last.
    fn numbers(
        &mut self,
        places: impl Iterator<Item = usize>,
        mut number: impl FnMut(&str) -> Term,
    ) -> Box<[Term]> {
        let at = |place| {
            let (word, known): &mut (&str, Option<Term>) = self.0.get_mut(place)?;
            Some(*known.get_or_insert_with(|| number(word)))
        };
        places.filter_map(at).collect()
    }
}

struct Entry {
    doc: Doc,
    /// Counts additions: the order in which memories came.
    added: u64,
}

/// All that recall searches.
pub struct Index {
    analyzer: Analyzer,
    entries: Vec<Option<Entry>>,
    slots: HashMap<Id, Slot>,
    free: Vec<Slot>,
    additions: u64,
    waiting: Waiting,
    by_time: BTreeSet<(Millis, u64, Slot)>,
    /// Each conversation's turns, by their places in it.
    conversations: HashMap<Id, Vec<(u32, Slot)>>,
    pending: BTreeMap<u64, Slot>,
    unkept: BTreeMap<u64, Slot>,
    voices: Voices,
    lexical: Lexical,
    dense: Dense,
    states: States,
    marks: Marks,
    sensitive: Lexicon,
    /// By slot, what the memory's words tell that people keep from most.
    tell: Vec<Sensitivities>,
}

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}

impl Index {
    /// An empty index.
    pub fn new() -> Self {
        let analyzer = Analyzer::new();
        Self {
            sensitive: Lexicon::new(&analyzer),
            tell: Vec::new(),
            analyzer,
            entries: Vec::new(),
            slots: HashMap::new(),
            free: Vec::new(),
            additions: 0,
            waiting: Waiting::default(),
            by_time: BTreeSet::new(),
            conversations: HashMap::new(),
            pending: BTreeMap::new(),
            unkept: BTreeMap::new(),
            voices: Voices::default(),
            lexical: Lexical::default(),
            dense: Dense::default(),
            states: States::default(),
            marks: Marks::default(),
        }
    }

    /// Adds a memory: findable by its words at once, by its meaning after
    /// [`set_vector`](Self::set_vector). One that is there already is replaced, vector and all.
    pub fn add(&mut self, doc: Doc, text: &str) {
        let (language, mut terms) = self.analyzer.read(&passage(&doc.speaker, text));
        let mut bytes = 0;
        let mut fits = |term: &String| {
            bytes += term.len();
            bytes <= TERM_BYTES
        };
        terms.truncate(TERMS);
        terms.truncate(terms.iter().take_while(|term| fits(term)).count());
        let mut dictionary = Dictionary::new(terms.iter().map(String::as_str));
        self.remove(doc.id);
        self.add_terms(doc, language, &mut dictionary, 0..terms.len());
    }

    /// Adds a memory by its [`language`](Self::language) and the terms that [`terms`](Self::terms) gave of its
    /// text before: their places in a dictionary. False, and nothing is done, if it is there already: to replace it would free
    /// numbers that the dictionary has given out. For the same reason nothing may be removed while a
    /// dictionary is in use.
    pub fn add_terms(
        &mut self,
        doc: Doc,
        language: Language,
        dictionary: &mut Dictionary<'_>,
        places: impl IntoIterator<Item = usize>,
    ) -> bool {
        if self.slots.contains_key(&doc.id) {
            return false;
        }
        let number = |word: &str| self.lexical.number(word, &self.sensitive);
        let terms = dictionary.numbers(places.into_iter(), number);
        let slot = self.free.pop().unwrap_or_else(|| {
            self.entries.push(None);
            Slot::try_from(self.entries.len() - 1).expect("fewer than 2³² memories")
        });
        let told = terms.iter().fold(Told::default(), |told, term| told.and(self.lexical.told(*term)));
        if self.tell.len() < self.entries.len() {
            self.tell.resize(self.entries.len(), Sensitivities::default());
        }
        if let Some(place) = self.tell.get_mut(slot as usize) {
            *place = told.within(language);
        }
        self.lexical.add(slot, (language, doc.suggestible), terms);
        self.slots.insert(doc.id, slot);
        self.by_time.insert((doc.time, self.additions, slot));
        if let Some(conversation) = doc.conversation {
            let turns = self.conversations.entry(conversation).or_default();
            let turn = (doc.position, slot);
            // Most come after all others.
            let at = match turns.last() {
                Some(last) if *last > turn => turns.partition_point(|one| *one < turn),
                _ => turns.len(),
            };
            turns.insert(at, turn);
        }
        self.pending.insert(self.additions, slot);
        self.unkept.insert(self.additions, slot);
        self.voices.set(&self.analyzer, slot, (&doc.speaker, doc.suggestible));
        self.waiting.add(&doc);
        if let Some(entry) = self.entries.get_mut(slot as usize) {
            *entry = Some(Entry { doc, added: self.additions });
        }
        self.additions += 1;
        true
    }

    /// Gives a memory its vector; false if there is no such memory.
    pub fn set_vector(&mut self, id: Id, vector: Vector) -> bool {
        let Some(&slot) = self.slots.get(&id) else { return false };
        self.dense.set(slot, &vector);
        if let Some(added) = self.entry(slot).map(|entry| entry.added) {
            self.pending.remove(&added);
        }
        true
    }

    /// Gives a memory what is [kept](Kept) of its tokens; false if there is no such memory.
    pub fn set_kept(&mut self, id: Id, kept: Kept) -> bool {
        let Some(&slot) = self.slots.get(&id) else { return false };
        let Some(Entry { doc, added }) = self.entry(slot) else { return false };
        let (added, suggestible) = (*added, doc.suggestible);
        self.states.set(slot, kept, suggestible);
        self.unkept.remove(&added);
        true
    }

    /// Forgets all vectors and token states: every memory waits to be encoded.
    pub fn forget_encoded(&mut self) {
        for (slot, entry) in (0..).zip(&self.entries) {
            if let Some(entry) = entry {
                self.dense.clear(slot);
                self.states.clear(slot);
                self.pending.insert(entry.added, slot);
                self.unkept.insert(entry.added, slot);
            }
        }
    }

    /// What is kept of a memory's tokens, if it was encoded.
    pub fn kept(&self, id: Id) -> Option<&Kept> {
        self.states.get(*self.slots.get(&id)?)
    }

    /// A memory's vector, if it has one.
    pub fn vector(&self, id: Id) -> Option<Vector> {
        self.dense.get(*self.slots.get(&id)?)
    }

    /// Removes a memory and everything the index knows of it; false if it was not there.
    pub fn remove(&mut self, id: Id) -> bool {
        let Some(slot) = self.slots.remove(&id) else { return false };
        if let Some(entry) = self.entries.get_mut(slot as usize).and_then(Option::take) {
            self.waiting.remove(&entry.doc);
            self.by_time.remove(&(entry.doc.time, entry.added, slot));
            if let Some(conversation) = entry.doc.conversation
                && let Some(turns) = self.conversations.get_mut(&conversation)
            {
                if let Ok(at) = turns.binary_search(&(entry.doc.position, slot)) {
                    turns.remove(at);
                }
                if turns.is_empty() {
                    self.conversations.remove(&conversation);
                }
            }
            self.pending.remove(&entry.added);
            self.unkept.remove(&entry.added);
        }
        self.voices.clear(slot);
        self.lexical.remove(slot);
        self.dense.clear(slot);
        self.states.clear(slot);
        self.free.push(slot);
        true
    }

    /// A memory's terms, in order, repeated as often as they stand there.
    pub fn terms(&self, id: Id) -> impl Iterator<Item = &str> {
        let terms = self.slots.get(&id).map_or(&[][..], |&slot| self.lexical.terms(slot));
        terms.iter().map(|&term| self.lexical.term(term))
    }

    /// The language by whose rules a memory's terms were made.
    pub fn language(&self, id: Id) -> Language {
        self.slots.get(&id).map_or_else(Language::default, |&slot| self.lexical.language(slot))
    }

    /// The language that a draft is in: what it says itself, or else what most memories are in.
    pub fn language_of(&self, draft: &str, only_suggestible: bool) -> Language {
        Language::guess(draft).unwrap_or_else(|| self.lexical.main_language(only_suggestible))
    }

    /// What is known of a memory.
    pub fn doc(&self, id: Id) -> Option<&Doc> {
        self.slots.get(&id).and_then(|&slot| self.at(slot))
    }

    /// How many memories there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The memories that have no vector yet, in the order in which they came.
    pub fn pending(&self) -> impl ExactSizeIterator<Item = Id> + '_ {
        self.pending.values().map(|&slot| self.at(slot).map_or(Id([0; 16]), |doc| doc.id))
    }

    /// The memories of whose tokens nothing is kept yet, in the order in which they came.
    pub fn unkept(&self) -> impl ExactSizeIterator<Item = Id> + '_ {
        self.unkept.values().map(|&slot| self.at(slot).map_or(Id([0; 16]), |doc| doc.id))
    }

    /// All memories, newest first; of one time, the last that came first.
    pub fn newest(&self) -> impl Iterator<Item = &Doc> {
        self.by_time.iter().rev().filter_map(|&(_, _, slot)| self.at(slot))
    }

    /// Makes terms as this index does.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Its words.
    pub(crate) fn lexical(&self) -> &Lexical {
        &self.lexical
    }

    /// Its vectors.
    pub(crate) fn dense(&self) -> &Dense {
        &self.dense
    }

    /// Its token states.
    pub(crate) fn states(&self) -> &States {
        &self.states
    }

    /// What was found out about memories, and said of them.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Has a memory's place taken by another, or by none.
    pub fn set_successor(&mut self, older: Id, newer: Option<Id>) {
        self.marks.set_successor(older, newer);
    }

    /// Has a memory dismissed for these drafts, and for no others.
    pub fn set_dismissals(&mut self, id: Id, drafts: Vec<Vector>) {
        self.marks.set_dismissals(id, drafts);
    }

    /// What the user says of a memory: all that was said before is gone.
    pub fn set_said(&mut self, id: Id, said: Said) {
        self.marks.set_said(id, said);
    }

    /// What a memory tells that people keep from most; nothing if it is not there.
    pub fn told_by(&self, id: Id) -> Sensitivities {
        self.slot(id).map_or_else(Sensitivities::default, |slot| self.sensitivities(slot))
    }

    /// What took the place of the memory in a slot, if it is there.
    pub(crate) fn successor(&self, slot: Slot) -> Option<Slot> {
        self.marks.has_successors().then(|| self.slot(self.marks.successor(self.at(slot)?.id)?))?
    }

    /// Each memory that is there and whose place was taken by another that is there.
    pub(crate) fn successors(&self) -> impl Iterator<Item = (Slot, Slot)> + '_ {
        self.marks.successors().filter_map(|(older, newer)| Some((self.slot(older)?, self.slot(newer)?)))
    }

    /// Who speaks.
    pub(crate) fn voices(&self) -> &Voices {
        &self.voices
    }

    /// The turns of a conversation, in order.
    pub(crate) fn conversation(&self, conversation: Id) -> impl DoubleEndedIterator<Item = Slot> + '_ {
        self.conversations.get(&conversation).into_iter().flatten().map(|&(_, slot)| slot)
    }

    /// Where a memory lies.
    pub(crate) fn slot(&self, id: Id) -> Option<Slot> {
        self.slots.get(&id).copied()
    }

    /// What lies in a slot.
    pub(crate) fn at(&self, slot: Slot) -> Option<&Doc> {
        self.entry(slot).map(|entry| &entry.doc)
    }

    fn entry(&self, slot: Slot) -> Option<&Entry> {
        self.entries.get(slot as usize).and_then(Option::as_ref)
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("len", &self.len()).field("pending", &self.pending.len()).finish()
    }
}
