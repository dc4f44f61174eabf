//! Which vaults this one continues: what the user approved there stays approved here.
//!
//! Each vault has a random key that never leaves it but in its own backups, sealed. A backup that
//! brings a key of ours is ours; a file that only claims to be cannot.

use serde::{Deserialize, Serialize};

use crate::crypto::keys::Key;
use crate::error::Result;
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::open::Open;
use super::stored;

/// The keys of the vaults whose backups are this one's own; its own is the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lineage {
    keys: Vec<Key>,
}

impl Lineage {
    /// Whether the two have a vault in common.
    pub(super) fn shares(&self, other: &Self) -> bool {
        self.keys.iter().any(|key| other.keys.contains(key))
    }
}

impl<S: Store> Open<S> {
    /// Gives the vault a key of its own, if it has none yet.
    pub(super) async fn ensure_lineage(&mut self, world: &mut World) -> Result<()> {
        if !self.lineage.keys.is_empty() {
            return Ok(());
        }
        let keys = vec![Key::random(world.rng.as_mut())];
        self.write_lineage(Lineage { keys }, world).await
    }

    /// From now on this vault continues those too.
    pub(super) async fn join_lineage(&mut self, theirs: Lineage, world: &mut World) -> Result<()> {
        let mut lineage = self.lineage.clone();
        lineage.keys.extend(theirs.keys.into_iter().filter(|key| !self.lineage.keys.contains(key)));
        self.write_lineage(lineage, world).await
    }

    async fn write_lineage(&mut self, lineage: Lineage, world: &mut World) -> Result<()> {
        let mut change = Change::default();
        change.put(Namespace::Lineage, self.vault.id(), stored::encode(&lineage)?);
        self.vault.commit(change, world.rng.as_mut()).await?;
        self.lineage = lineage;
        Ok(())
    }
}
