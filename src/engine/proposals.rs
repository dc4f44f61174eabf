//! What the user wrote of themselves to a chat, proposed to them.

use crate::capture::{extract, secrets};
use crate::error::Result;
use crate::index::Doc;
use crate::memory::{Source, Speaker};
use crate::transfer::note_origin;
use crate::vault::Store;

use super::World;
use super::keep::short_name;
use super::open::Open;

/// The most proposals that wait at a time: nobody reads more, and no page shall fill the vault with them.
const WAITING_MOST: usize = 200;

impl<S: Store> Open<S> {
    /// Proposes what a text that the user sent at a host says of them; how much was new. It waits in quarantine:
    /// pages can put words into composers. What Satchel inserted itself, what is kept or was turned down already,
    /// and secrets are passed over.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn propose_from(&mut self, text: &str, host: &str, world: &mut World) -> Result<u32> {
        let own = self.own_words(text);
        let mut room = WAITING_MOST.saturating_sub(self.proposals());
        let mut proposed = 0;
        for statement in extract::statements(&own, world.clock.now()) {
            let known = self.known.contains_key(&note_origin(&statement));
            if known || room == 0 || secrets::holds_one(&statement) {
                continue;
            }
            let source = Source::Chat(short_name(host).to_owned());
            self.keep_note(&statement, (Speaker::User, source, host), false, world).await?;
            room -= 1;
            proposed += 1;
        }
        Ok(proposed)
    }

    /// How many of them wait.
    fn proposals(&self) -> usize {
        let proposed = |doc: &&Doc| doc.conversation.is_none() && matches!(doc.source, Source::Chat(_));
        self.index.newest().filter(|doc| doc.waits()).filter(proposed).count()
    }
}
