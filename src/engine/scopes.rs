//! Scopes, and what each site may see of the vault: the user's own choice, kept where no page comes near it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::id::Id;
use crate::index::marks::Said;
use crate::index::{self, Among};
use crate::recall::unseen;
use crate::vault::{Change, Damage, Namespace, Store};

use super::World;
use super::open::Open;
use super::protocol::{Offering, PERSONAL, ScopeView, SiteRule, SiteRuleView};
use super::stored;

/// The most scopes: a bit each in the index, beside Personal.
const SCOPES_MOST: usize = 31;
/// The most characters of a scope's name.
const NAME_MOST: usize = 40;
/// The most sites of which something is said.
const SITES_MOST: usize = 1_000;
/// The longest origin.
pub(super) const SITE_MOST: usize = 300;

/// A site as it is spoken of: scheme and host of its origin, whatever the port and the dot at the end. The browser lets
/// Satchel into hosts, and whoever serves one port of a host may serve another.
pub(super) fn party(origin: &str) -> String {
    let Some((scheme, rest)) = origin.split_once("://") else { return origin.to_owned() };
    let host = match rest.rsplit_once(':') {
        // A colon inside brackets belongs to an address.
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => rest,
    };
    format!("{scheme}://{}", host.trim_end_matches('.').to_ascii_lowercase())
}

/// All scopes, and what sites may see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Scopes {
    /// As they were made, without Personal.
    scopes: Vec<(Id, String)>,
    /// By [party].
    sites: BTreeMap<String, SiteRule>,
}

/// Scopes and rules when conversations were kept of no site.
#[derive(Deserialize)]
pub(super) struct ScopesOfSchema1 {
    scopes: Vec<(Id, String)>,
    sites: BTreeMap<String, SiteRuleOfSchema1>,
}

#[derive(Deserialize)]
struct SiteRuleOfSchema1 {
    scopes: Vec<Id>,
    health: Offering,
    money: Offering,
    identity: Offering,
    intimate: Offering,
}

impl From<SiteRuleOfSchema1> for SiteRule {
    fn from(old: SiteRuleOfSchema1) -> Self {
        let SiteRuleOfSchema1 { scopes, health, money, identity, intimate } = old;
        Self { scopes, health, money, identity, intimate, keeps: false }
    }
}

impl From<ScopesOfSchema1> for Scopes {
    fn from(ScopesOfSchema1 { scopes, sites }: ScopesOfSchema1) -> Self {
        Self { scopes, sites: sites.into_iter().map(|(site, rule)| (site, rule.into())).collect() }
    }
}

impl Scopes {
    /// The bit of each scope that is known; of one that is not, none: what is in no scope that is known is seen by no
    /// site.
    pub(super) fn bits(&self, scopes: &[Id]) -> u32 {
        let bit = |id: &Id| match self.scopes.iter().position(|(known, _)| known == id) {
            Some(at) => index::PERSONAL << (at + 1),
            None if *id == PERSONAL => index::PERSONAL,
            None => 0,
        };
        scopes.iter().map(bit).fold(0, |all, bit| all | bit)
    }

    /// What a site may see.
    pub(super) fn rule(&self, site: &str) -> SiteRule {
        self.sites.get(&party(site)).cloned().unwrap_or_default()
    }

    /// The scopes that a note kept at a site of this host is put into: those that it may see, so that it is of use there
    /// and nowhere that the site has nothing to do with. None where it may see Personal.
    pub(super) fn of_host(&self, host: &str) -> Vec<Id> {
        let sites = ["https", "http"].map(|scheme| party(&format!("{scheme}://{host}")));
        let rule = sites.iter().find_map(|site| self.sites.get(site));
        rule.and_then(|rule| self.of_rule(rule)).unwrap_or_default()
    }

    /// The scopes that what comes from a site is put into: those that it may see, none for Personal; nothing if it may
    /// see nothing.
    pub(super) fn of_rule(&self, rule: &SiteRule) -> Option<Vec<Id>> {
        if rule.scopes.contains(&PERSONAL) {
            return Some(Vec::new());
        }
        let known: BTreeSet<Id> = rule.scopes.iter().copied().filter(|id| self.bits(&[*id]) != 0).collect();
        (!known.is_empty()).then(|| known.into_iter().collect())
    }

    /// As it may be used, if a file or an earlier release has it.
    pub(super) fn is_sound(&self) -> bool {
        let named = |(id, name): &(Id, String)| *id != PERSONAL && checked(name).as_ref() == Ok(name);
        self.scopes.len() <= SCOPES_MOST
            && self.sites.len() <= SITES_MOST
            && self.scopes.iter().all(named)
            && self.sites.keys().all(|site| site.len() <= SITE_MOST)
    }

    /// Takes in what a backup of this vault says.
    pub(super) fn joined(&self, theirs: Self) -> Self {
        let mut joined = self.clone();
        for (id, name) in theirs.scopes {
            if joined.scopes.len() < SCOPES_MOST && !joined.scopes.iter().any(|(known, _)| *known == id) {
                joined.scopes.push((id, name));
            }
        }
        for (site, rule) in theirs.sites {
            let room = joined.sites.len() < SITES_MOST;
            match joined.sites.get_mut(&site) {
                // Of two the stricter: nobody knows which was said later.
                Some(ours) => *ours = ours.stricter(&rule),
                None if room => drop(joined.sites.insert(site, rule)),
                None => {}
            }
        }
        joined
    }
}

impl<S: Store> Open<S> {
    /// The memories that a site may be offered; none if it may all of them.
    pub(super) fn visible(&self, site: &str, rule: &SiteRule) -> Option<Among> {
        let all = self.scopes.scopes.iter().map(|(id, _)| *id).chain([PERSONAL]);
        let scopes = match all.clone().all(|id| rule.scopes.contains(&id)) {
            true if self.marks_hide_nothing() => u32::MAX,
            _ => self.scopes.bits(&rule.scopes),
        };
        let never = self.never_at.get(&party(site)).into_iter().flatten().copied();
        self.index.visible(scopes, rule.all(Offering::Never).collect(), never)
    }

    /// Whether every memory is in a scope that is known.
    fn marks_hide_nothing(&self) -> bool {
        self.index.marks().said().all(|id| self.index.marks().scopes(id) != 0)
    }

    /// Whether a site may be told a memory.
    pub(super) fn may_tell(&self, id: Id, site: &str, rule: &SiteRule) -> bool {
        let scopes = self.index.marks().scopes(id) & self.scopes.bits(&rule.scopes);
        let never = self.never_at.get(&party(site)).is_some_and(|ids| ids.contains(&id));
        scopes != 0 && !never && !self.index.told_by(id).meets(rule.all(Offering::Never).collect())
    }

    /// Whether a memory may be shown at a site: it is approved, and may be told.
    pub(super) fn may_show(&self, id: Id, site: &str, rule: &SiteRule) -> bool {
        self.index.doc(id).is_some_and(|doc| doc.suggestible) && self.may_tell(id, site, rule)
    }

    /// Whether the user is asked once more before a site is told a memory.
    pub(super) fn has_to_ask(&self, id: Id, rule: &SiteRule) -> bool {
        self.index.told_by(id).meets(rule.all(Offering::Ask).collect())
    }

    /// The scopes that a memory is in.
    pub(super) fn scopes_of(&self, id: Id) -> Vec<Id> {
        let known = self.marks.get(&id).map_or(&[][..], |marks| &marks.scopes);
        if known.is_empty() { vec![PERSONAL] } else { known.to_vec() }
    }

    /// The scopes with how many memories are in each, and what sites may see.
    pub(super) fn scope_views(&self) -> (Vec<ScopeView>, Vec<SiteRuleView>) {
        let scopes = [(PERSONAL, String::new())].into_iter().chain(self.scopes.scopes.iter().cloned());
        let mut counts = [0; u32::BITS as usize];
        for doc in self.index.newest() {
            let within = self.index.marks().scopes(doc.id);
            (0..).zip(&mut counts).for_each(|(at, count)| *count += within >> at & 1);
        }
        let view = |(id, name): (Id, String)| {
            let at = self.scopes.bits(&[id]).trailing_zeros() as usize;
            ScopeView { id, name, memories: counts.get(at).copied().unwrap_or_default() }
        };
        let site =
            |(site, rule): (&String, &SiteRule)| SiteRuleView { site: site.clone(), rule: rule.clone() };
        (scopes.map(view).collect(), self.scopes.sites.iter().map(site).collect())
    }

    /// Makes a scope, or gives one another name.
    ///
    /// # Errors
    /// `scope_name`, `scope_taken`, `scopes_many` (input); `scope_missing` (state); those of the store.
    pub(super) async fn name_scope(&mut self, id: Option<Id>, name: &str, world: &mut World) -> Result<Id> {
        let name = checked(name)?;
        let mut scopes = self.scopes.clone();
        if scopes.scopes.iter().any(|(known, taken)| *taken == name && Some(*known) != id) {
            return Err(Error::input("scope_taken"));
        }
        let id = match id {
            None if scopes.scopes.len() == SCOPES_MOST => return Err(Error::input("scopes_many")),
            None => {
                let id = Id::random(world.rng.as_mut());
                scopes.scopes.push((id, name));
                id
            }
            Some(id) => {
                let known = scopes.scopes.iter_mut().find(|(known, _)| *known == id);
                known.ok_or_else(|| Error::state("scope_missing"))?.1 = name;
                id
            }
        };
        self.put_scopes(scopes, world).await?;
        Ok(id)
    }

    /// Takes a scope away: from its memories, and from what sites may see.
    ///
    /// # Errors
    /// `scope_missing` (state); those of the store.
    pub(super) async fn drop_scope(&mut self, id: Id, world: &mut World) -> Result<()> {
        let mut scopes = self.scopes.clone();
        let before = scopes.scopes.len();
        scopes.scopes.retain(|(known, _)| *known != id);
        if scopes.scopes.len() == before {
            return Err(Error::state("scope_missing"));
        }
        scopes.sites.values_mut().for_each(|rule| rule.scopes.retain(|known| *known != id));
        let members = self.marks.iter().filter(|(_, marks)| marks.scopes.contains(&id));
        let members: Vec<Id> = members.map(|(memory, _)| *memory).collect();
        // If this is cut short, the scope is there with those that are left.
        self.remark(&members, |marks| marks.scopes.retain(|known| *known != id), world).await?;
        self.put_scopes(scopes, world).await
    }

    /// Sets what a site may see.
    ///
    /// # Errors
    /// `scope_missing` (state); `sites_many`, `site_long` (input); those of the store.
    pub(super) async fn set_site_rule(
        &mut self,
        site: &str,
        rule: Option<SiteRule>,
        world: &mut World,
    ) -> Result<()> {
        let mut scopes = self.scopes.clone();
        match rule {
            None => drop(scopes.sites.remove(&party(site))),
            Some(rule) => {
                if rule.scopes.iter().any(|id| scopes.bits(&[*id]) == 0) {
                    return Err(Error::state("scope_missing"));
                }
                if site.len() > SITE_MOST {
                    return Err(Error::input("site_long"));
                }
                scopes.sites.insert(party(site), rule);
                if scopes.sites.len() > SITES_MOST {
                    return Err(Error::input("sites_many"));
                }
            }
        }
        self.put_scopes(scopes, world).await
    }

    /// Keeps from every site what may be in a scope that nobody can tell any more: the marks that said so cannot be read.
    pub(super) fn close_unread(&mut self) {
        let closed = Said { scopes: 0, ..Said::default() };
        self.marks_unread().into_iter().for_each(|id| self.index.set_said(id, closed));
    }

    /// The memories whose marks cannot be read; of a bag that says no names, all that have none.
    fn marks_unread(&self) -> BTreeSet<Id> {
        let of_marks = |damage: &&Damage| damage.namespace == Some(Namespace::Marks);
        if self.damages.iter().filter(of_marks).all(|damage| damage.record.is_some()) {
            return self.damaged(Namespace::Marks);
        }
        self.index.newest().map(|doc| doc.id).filter(|id| !self.marks.contains_key(id)).collect()
    }

    /// Commits scopes.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn put_scopes(&mut self, scopes: Scopes, world: &mut World) -> Result<()> {
        let mut change = Change::default();
        change.put(Namespace::Scopes, self.vault.id(), stored::encode(&scopes)?);
        self.vault.commit(change, world.rng.as_mut()).await?;
        self.scopes = scopes;
        self.recount_said();
        Ok(())
    }
}

/// A scope's name, as it may be shown: one short line that a reader can see all of.
///
/// # Errors
/// `scope_name` (input).
fn checked(name: &str) -> Result<String> {
    let name = name.trim();
    let plain = unseen::without(name).split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > NAME_MOST || plain != name {
        return Err(Error::input("scope_name"));
    }
    Ok(name.to_owned())
}
