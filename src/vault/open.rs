//! Opening a vault: finishing what a crash left half done, and naming what is not as it was written.

use std::collections::{HashMap, HashSet};

use super::bag::{Header, bag_key};
use super::cell;
use super::damage::Damage;
use super::epoch::{bag_key_prefix, finish_destroying};
use super::head::{Found, Head};
use super::manifest::{MANIFEST, Manifest};
use super::store::{Store, Table};
use super::unlocked::{Closed, Vault, open_each};
use super::{Namespace, sha256};
use crate::crypto::keys::{AccessKey, RootKey};
use crate::error::{Error, Result};
use crate::id::Id;

impl<S: Store> Vault<S> {
    /// Opens the vault, and says what in it cannot be opened. Nothing is written before the key
    /// has opened the root.
    ///
    /// # Errors
    /// `vault_missing` (state); `vault_older` (input) before [`Vault::migrate`]; `root_lost` (integrity) if nothing can
    /// be opened: the key is of another vault or epoch, or the root cell is gone, and only a backup helps.
    pub async fn open(store: S, access: AccessKey) -> Result<(Self, Vec<Damage>)> {
        let missing = || Error::state("vault_missing");
        let found = Head::read(&store).await?.ok_or_else(missing)?;
        if found.old {
            return Err(Error::input("vault_older"));
        }
        if found.head.destroying {
            finish_destroying(&store).await?;
            return Err(missing());
        }
        let Rooted { head, root, manifest } = choose(&store, &found, &access).await?;
        let id = head.vault;
        let closed = manifest.is_none().then_some(Closed::Unlisted);
        let mut damages = Vec::new();
        if found.copy_broken {
            damages.push(Damage::of("head_broken"));
        }
        match &manifest {
            None => damages.push(Damage::of("manifest_lost")),
            Some(manifest) if manifest.slots != head.slots_hash()? => {
                damages.push(Damage::of("slots_changed"));
            }
            Some(_) => {}
        }
        let manifest = manifest.unwrap_or_default();
        let (bags, directory, doubles) = Default::default();
        let mut vault = Self { store, id, head, access, root, manifest, bags, directory, doubles, closed };
        vault.recover().await?;
        damages.extend(vault.open_headers().await?);
        Ok((vault, damages))
    }

    /// Finishes an epoch change that was interrupted, forwards or backwards. A device that refuses
    /// does not keep the vault shut: it is tried again at the next opening. Without the list of bags
    /// it is not known which of two roots is the orphan: none is overwritten.
    async fn recover(&mut self) -> Result<()> {
        if self.head.shredding.is_some() {
            let _ = self.finish_shredding().await;
        } else if self.closed.is_none() && cell::spare_holds(&self.store, self.head.epoch).await? {
            let _ = self.clear_staged(self.head.epoch + 1).await;
        }
        Ok(())
    }

    async fn open_headers(&mut self) -> Result<Vec<Damage>> {
        let prefix = bag_key_prefix(self.head.epoch);
        let mut there: HashSet<String> = self.store.keys(Table::Bags).await?.into_iter().collect();
        let ids: Vec<Id> = if self.closed.is_some() {
            there.iter().filter_map(|key| key.strip_prefix(&prefix)?.parse().ok()).collect()
        } else {
            self.manifest.bags.keys().copied().collect()
        };
        let keys: Vec<String> = ids.iter().map(|id| bag_key(self.head.epoch, *id)).collect();
        let rows = self.store.get_many(Table::Bags, &keys).await?;
        let headers: Vec<Result<Header<'_>, &str>> =
            ids.iter().zip(&rows).map(|(id, row)| self.read_header(*id, row.as_deref())).collect();
        let sealed = headers.iter().map(|header| header.as_ref().map(Header::sealed).map_err(|code| *code));
        let padded = open_each(&self.store, sealed, "bag_broken").await;
        let mut damages = Vec::new();
        for (((id, key), header), padded) in ids.iter().copied().zip(keys).zip(headers).zip(padded) {
            there.remove(&key);
            let opened = header.and_then(|header| header.bag(&padded?).map_err(|_| "bag_broken"));
            match opened {
                Ok(bag) => {
                    self.bags.insert(id, bag);
                }
                Err(code) => {
                    let listed = self.manifest.bags.get(&id).map(|listed| listed.namespace);
                    damages.push(Damage::of_bag(code, listed, id));
                }
            }
        }
        self.directory = self.records_by_bag();
        for bag in self.bags.values() {
            for record in bag.entries.iter().map(|entry| (bag.namespace, entry.id)) {
                if self.directory.get(&record) != Some(&bag.id) {
                    self.doubles.entry(record).or_default().push(bag.id);
                    if self.closed.is_none() {
                        damages.push(Damage::of_record(
                            "record_unlisted",
                            bag.namespace,
                            Some(bag.id),
                            record.1,
                        ));
                    }
                }
            }
        }
        let strangers = there.iter().map(|key| {
            let bag = key.split_once('/').and_then(|(_, id)| id.parse().ok());
            Damage { bag, ..Damage::of("bag_unlisted") }
        });
        damages.extend(strangers);
        Ok(damages)
    }

    /// Where each record is. Without the list of bags, two may claim one: a header that was put back,
    /// and where the record went later. The later version is believed, until a repair has seen which
    /// of them opens.
    fn records_by_bag(&self) -> HashMap<(Namespace, Id), Id> {
        let mut found: HashMap<(Namespace, Id), (u32, Id)> = HashMap::new();
        for bag in self.bags.values() {
            for entry in &bag.entries {
                let claim = (entry.version, bag.id);
                let place = found.entry((bag.namespace, entry.id)).or_insert(claim);
                *place = claim.max(*place);
            }
        }
        found.into_iter().map(|(record, (_, bag))| (record, bag)).collect()
    }

    fn read_header<'a>(&self, id: Id, row: Option<&'a [u8]>) -> Result<Header<'a>, &'static str> {
        let row = row.ok_or("bag_missing")?;
        if self.manifest.bags.get(&id).is_some_and(|listed| sha256(row) != listed.hash) {
            return Err("bag_changed");
        }
        Header::of(row, &self.root, self.id, id).map_err(|_| "bag_broken")
    }
}

/// A head, with what the access key opens by it.
struct Rooted {
    head: Head,
    root: RootKey,
    manifest: Option<Manifest>,
}

/// Of the head's copies, if they differ, the one that the root and then the list of bags bear out.
async fn choose(store: &impl Store, found: &Found, access: &AccessKey) -> Result<Rooted> {
    let sealed = store.get(Table::Meta, MANIFEST).await?;
    let (mut best, mut error) = (None, Error::integrity("root_lost"));
    for head in found.heads() {
        let root = match cell::read(store, access, (head.vault, head.epoch)).await {
            Ok(root) => root,
            Err(failed) => {
                error = failed;
                continue;
            }
        };
        let manifest =
            sealed.as_ref().and_then(|sealed| Manifest::open(sealed, &root, head.vault, head.epoch).ok());
        let slots = head.slots_hash()?;
        let fits = match &manifest {
            None => 0,
            Some(manifest) if manifest.slots != slots => 1,
            Some(_) => 2,
        };
        if best.as_ref().is_none_or(|(before, _)| *before < fits) {
            best = Some((fits, Rooted { head: head.clone(), root, manifest }));
        }
    }
    best.map(|(_, rooted)| rooted).ok_or(error)
}
