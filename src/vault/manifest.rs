//! The manifest: every bag by id, revision and hash, so that none can be dropped, added, swapped
//! or put back unnoticed; and the slots' hash, so that none of them can.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bag::{open_under_root, seal_under_root};
use super::{FORMAT, Namespace, label};
use crate::crypto::aead::Context;
use crate::crypto::keys::RootKey;
use crate::error::Result;
use crate::id::Id;
use crate::rng::Rng;

/// The key of the manifest's row in `Table::Meta`.
pub(super) const MANIFEST: &str = "manifest";

/// What the manifest says of one bag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listed {
    pub(super) namespace: Namespace,
    pub(super) revision: u64,
    /// SHA-256 of the header's row.
    pub(super) hash: [u8; 32],
}

/// Every bag of an epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// SHA-256 of the slots, as the head writes them.
    pub(super) slots: [u8; 32],
    pub(super) bags: BTreeMap<Id, Listed>,
}

impl Manifest {
    pub(super) fn seal(&self, root: &RootKey, vault: Id, epoch: u64, rng: &mut dyn Rng) -> Result<Vec<u8>> {
        seal_under_root(self, root, &context(vault, epoch), rng)
    }

    pub(super) fn open(sealed: &[u8], root: &RootKey, vault: Id, epoch: u64) -> Result<Self> {
        open_under_root(sealed, root, &context(vault, epoch))
    }
}

pub(super) fn context(vault: Id, epoch: u64) -> Context {
    Context { format: FORMAT, namespace: label::MANIFEST, vault, id: vault, version: epoch, parent: vault }
}
