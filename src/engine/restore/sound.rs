//! Whether a backup's pieces make sense, found out before the first of them is merged.

use crate::embed::DIMENSIONS;
use crate::error::{Error, Result};
use crate::index::states::KEPT_MOST;
use crate::memory::{Conversation, Memory, Source, Speaker};
use crate::recall::wording::Wording;
use crate::vault::Namespace;
use crate::vault::backup::Frame;

use super::super::backup::BackupNote;
use super::super::ledger::Entry;
use super::super::lineage::Lineage;
use super::super::marks::Marks;
use super::super::scopes::Scopes;
use super::super::shred::Receipt;
use super::super::stored;

/// The longest memory or entry, and the longest conversation, in bytes: a bag of them is opened at
/// once, and importers take texts of a mebibyte.
const TEXT_MOST: usize = 2 * 1024 * 1024;
const TITLE_MOST: usize = 64 * 1024;
/// The longest that all conversations may be together: they are held until one of their memories comes.
const CONVERSATIONS_MOST: usize = 64 * 1024 * 1024;

/// How much of a memory's earlier versions is kept, in bytes.
pub(in crate::engine) const HISTORY_MOST: usize = 8 * 1024 * 1024;
/// The longest block of one vector, and of one memory's token states.
const VECTOR_MOST: usize = 1 + 16 + DIMENSIONS;
const STATES_MOST: usize = 2 + 16 + 4 + KEPT_MOST;
/// The longest name, in bytes: each is looked for in every draft.
pub(in crate::engine) const NAME_MOST: usize = 256;

fn is_named(memory: &Memory) -> bool {
    let names = [
        if let Speaker::Person(name) = &memory.speaker { name } else { "" },
        if let Source::Chat(host) = &memory.source { host } else { "" },
    ];
    names.iter().all(|name| name.len() <= NAME_MOST)
}

/// What was seen of a file.
#[derive(Default)]
pub(super) struct Sound {
    /// How many bytes its conversations have.
    conversations: usize,
}

impl Sound {
    /// # Errors
    /// `backup_broken` (integrity).
    pub(super) fn check(&mut self, frame: &Frame) -> Result<()> {
        let Frame::Record(namespace, _, plain) = frame else { return Ok(()) };
        let most = if *namespace == Namespace::Conversation { TITLE_MOST } else { TEXT_MOST };
        let sound = match namespace {
            Namespace::Memory => {
                plain.len() <= most && stored::decode_exactly::<Memory>(plain).is_some_and(|m| is_named(&m))
            }
            Namespace::Conversation => {
                self.conversations += plain.len();
                let all = self.conversations <= CONVERSATIONS_MOST;
                all && plain.len() <= most && stored::decode_exactly::<Conversation>(plain).is_some()
            }
            Namespace::Ledger => stored::decode_exactly::<Entry>(plain).is_some() && plain.len() <= most,
            Namespace::History => {
                plain.len() <= HISTORY_MOST + TEXT_MOST
                    && stored::decode_exactly::<Vec<Memory>>(plain)
                        .is_some_and(|versions| versions.iter().all(is_named))
            }
            Namespace::Receipt => stored::decode_exactly::<Receipt>(plain).is_some(),
            Namespace::Backup => stored::decode_exactly::<BackupNote>(plain).is_some(),
            Namespace::Marks => stored::decode_exactly::<Marks>(plain).is_some() && plain.len() <= TITLE_MOST,
            Namespace::Wording => stored::decode_exactly::<Wording>(plain)
                .is_some_and(|wording| wording.checked().as_ref() == Ok(&wording)),
            Namespace::Scopes => stored::decode_exactly::<Scopes>(plain).is_some_and(|all| all.is_sound()),
            Namespace::Lineage => stored::decode_exactly::<Lineage>(plain).is_some(),
            Namespace::Vectors => plain.len() <= VECTOR_MOST,
            Namespace::States => plain.len() <= STATES_MOST,
            // Passed over.
            Namespace::Words | Namespace::Bin => true,
        };
        if sound { Ok(()) } else { Err(Error::integrity("backup_broken")) }
    }
}
