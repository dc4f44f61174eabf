//! What of a backup comes in, and what this vault has already.
//!
//! A file that is not the user's own claims whatever it likes of where its memories came from. So nothing that it
//! brings is ever taken for what an import, a paste or a backup of one's own brings later.

use zeroize::Zeroizing;

use crate::error::{ErrorKind, Result};
use crate::id::Fingerprint;
use crate::memory::{Conversation, Kind, Memory, Source};
use crate::transfer::note_origin;
use crate::vault::{Namespace, Store};

use super::super::open::Open;
use super::super::stored;
use super::{Restore, Trust};

impl Restore {
    pub(super) fn meet_conversation<S: Store>(
        &mut self,
        open: &Open<S>,
        mut conversation: Conversation,
        mut plain: Zeroizing<Vec<u8>>,
    ) -> Result<()> {
        if open.conversations.contains_key(&conversation.id) {
            return Ok(());
        }
        if self.trust != Trust::Own {
            conversation.origin = conversation.origin.claimed();
            conversation.source = Source::Backup;
            plain = Zeroizing::new(stored::encode(&conversation)?);
        }
        match open.known.get(&conversation.origin).filter(|id| open.conversations.contains_key(id)) {
            Some(here) => drop(self.renamed.insert(conversation.id, *here)),
            None => drop(self.conversations.insert(conversation.id, (conversation, plain))),
        }
        Ok(())
    }

    pub(super) async fn meet_memory<S: Store>(&mut self, open: &Open<S>, mut theirs: Memory) -> Result<()> {
        let id = theirs.id;
        if let Some(place) = &mut theirs.place
            && let Some(here) = self.renamed.get(&place.conversation)
        {
            place.conversation = *here;
        }
        theirs.approved &= self.trust == Trust::Own;
        // A later time would hide from receipts the backups that are made of it here.
        theirs.kept = theirs.kept.min(self.now);
        // No later version would ever win against one of the far future.
        let claimed = theirs.origin;
        if self.trust != Trust::Own {
            theirs.revised = theirs.revised.min(self.now);
            theirs.origin = origin_of(&theirs);
            theirs.source = Source::Backup;
        }
        if open.bin.contains_key(&id) {
            self.summary.binned += 1;
            return Ok(());
        }
        if self.stays_away(open, id) {
            self.summary.shredded += 1;
            return Ok(());
        }
        if open.vault.bag_of(Namespace::Memory, id).is_some() {
            match open.memory(id).await {
                Ok(Some(ours)) => return self.choose(open, ours, theirs).await,
                // The device may read it the next time.
                Err(error) if error.kind == ErrorKind::Device => return Err(error),
                // One that cannot be read is replaced by one that can, of one's own.
                _ if self.trust == Trust::Own => {}
                _ => {
                    self.summary.known += 1;
                    return Ok(());
                }
            }
        } else if self.is_known(open, &theirs, claimed).await? {
            self.summary.known += 1;
            return Ok(());
        }
        self.summary.kept += 1;
        self.take(theirs)
    }

    /// Whether this vault has a memory already, under another id.
    async fn is_known<S: Store>(
        &self,
        open: &Open<S>,
        theirs: &Memory,
        claimed: Fingerprint,
    ) -> Result<bool> {
        if self.trust != Trust::Own {
            return Ok([claimed, theirs.origin].iter().any(|origin| open.known.contains_key(origin)));
        }
        let Some(&ours) = open.known.get(&theirs.origin) else { return Ok(false) };
        if theirs.approved || open.is_approved(ours) {
            return Ok(open.is_approved(ours));
        }
        // Of two that wait in quarantine, only words tell whether they are the same.
        match open.anywhere(ours).await {
            Ok(ours) => Ok(ours.is_some_and(|ours| ours.text == theirs.text)),
            Err(error) if error.kind == ErrorKind::Device => Err(error),
            Err(_) => Ok(false),
        }
    }

    /// Of two versions the later, with the other in its history.
    async fn choose<S: Store>(&mut self, open: &Open<S>, ours: Memory, theirs: Memory) -> Result<()> {
        if ours.text == theirs.text {
            self.summary.known += 1;
            return Ok(());
        }
        let id = ours.id;
        let later = self.trust == Trust::Own && theirs.revised > ours.revised;
        // Another vault's file has no say in what this memory once said.
        if self.trust == Trust::Own {
            let older = if later { ours } else { theirs.clone() };
            self.remember(open, id, vec![older]).await?;
        }
        if !later {
            self.summary.known += 1;
            return Ok(());
        }
        self.summary.kept += 1;
        self.take(theirs)
    }
}

/// What makes a memory of a foreign file known again: a note its words, and all else nothing that an importer makes.
fn origin_of(memory: &Memory) -> Fingerprint {
    match memory.kind {
        Kind::Note => note_origin(&memory.text),
        Kind::Turn => memory.origin.claimed(),
    }
}
