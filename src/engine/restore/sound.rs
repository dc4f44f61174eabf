//! Whether a backup's pieces make sense, found out before the first of them is merged.

use crate::error::{Error, Result};
use crate::memory::{Conversation, Memory};
use crate::vault::Namespace;
use crate::vault::backup::Frame;

use super::super::backup::BackupNote;
use super::super::ledger::Entry;
use super::super::lineage::Lineage;
use super::super::shred::Receipt;
use super::super::stored;

/// The longest memory or entry, and the longest conversation, in bytes: a bag of them is opened at
/// once, and importers take texts of a mebibyte.
const TEXT_MOST: usize = 2 * 1024 * 1024;
const TITLE_MOST: usize = 64 * 1024;

/// # Errors
/// `backup_broken` (integrity).
pub(super) fn check(frame: &Frame) -> Result<()> {
    let Frame::Record(namespace, _, plain) = frame else { return Ok(()) };
    let most = if *namespace == Namespace::Conversation { TITLE_MOST } else { TEXT_MOST };
    let sound = match namespace {
        Namespace::Memory => stored::decode::<Memory>(plain).is_some() && plain.len() <= most,
        Namespace::Conversation => stored::decode::<Conversation>(plain).is_some() && plain.len() <= most,
        Namespace::Ledger => stored::decode::<Entry>(plain).is_some() && plain.len() <= most,
        Namespace::History => stored::decode::<Vec<Memory>>(plain).is_some(),
        Namespace::Receipt => stored::decode::<Receipt>(plain).is_some(),
        Namespace::Backup => stored::decode::<BackupNote>(plain).is_some(),
        Namespace::Lineage => stored::decode::<Lineage>(plain).is_some(),
        Namespace::Vectors | Namespace::States | Namespace::Words | Namespace::Bin => true,
    };
    if sound { Ok(()) } else { Err(Error::integrity("backup_broken")) }
}
