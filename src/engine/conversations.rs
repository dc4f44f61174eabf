//! Conversations as they go on: of sites of which the user wants that, what they send there and what is answered.
//!
//! All of it waits in quarantine. Pages can put words into composers, and what a page shows as an answer is only what
//! it shows: a conversation counts as the user's when they have said so, as a whole, in the inbox.

use crate::capture::secrets;
use crate::error::Result;
use crate::id::{Fingerprint, Id};
use crate::memory::{Kind, Memory, Source, Speaker};
use crate::recall::unseen;
use crate::transfer::{ConversationDraft, MemoryDraft};
use crate::vault::{Namespace, Store};

use super::World;
use super::keep::{memory_from, short_name};
use super::marks::Marks;
use super::open::Open;
use super::protocol::Said;
use super::scopes::party;

/// The most turns of conversations that wait at a time: whoever approves none for as long reads none of them.
const WAITING_MOST: u32 = 2_000;
/// The most of one turn that is kept, in bytes: what is longer was pasted, or is a file.
const TURN_MOST: usize = 32 * 1024;
/// The most answers to one message.
const ANSWERS_MOST: usize = 16;
/// The longest name by which a page tells a conversation from others, in bytes.
const NAME_MOST: usize = 300;
/// The longest title, in characters.
const TITLE_MOST: usize = 120;

impl<S: Store> Open<S> {
    /// Keeps what was said in a conversation at a site, if the user wants that of it; how many turns that were. What
    /// Satchel inserted, what is a secret, and answers that are there already are passed over, as are those to what was
    /// sent before anything was kept.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn keep_said(&mut self, site: &str, said: Said, world: &mut World) -> Result<u32> {
        let full = self.index.waiting().turns() >= WAITING_MOST;
        let named = (1..=NAME_MOST).contains(&said.conversation.len());
        if full || !named || !self.scopes.rule(site).keeps {
            return Ok(0);
        }
        let host = short_name(site.split_once("://").map_or(site, |(_, host)| host));
        let (source, time) = (Source::Chat(host.to_owned()), world.clock.now());
        let origin = Fingerprint::of(&[b"chat", party(site).as_bytes(), said.conversation.as_bytes()]);
        let title = title(&said.title);
        let draft = ConversationDraft { title: title.clone(), time, source: source.clone(), origin };
        let (mut conversation, new) = self.conversation_for(draft, world);
        let mut turns = Vec::new();
        if !new {
            let before = self.last_answers(conversation.id).await?;
            let fresh = said.answers.into_iter().take(ANSWERS_MOST).filter(|text| !before.contains(text));
            turns.extend(fresh.map(|text| (Speaker::Assistant, text)));
        }
        turns.push((Speaker::User, self.own_words(&said.sent)));
        let next = self.index.turns(conversation.id).last().map_or(0, |last| last.position.saturating_add(1));
        let turns = turns.iter().map(|(speaker, text)| (speaker, shortened(text)));
        let fit = turns.filter(|(_, text)| !text.is_empty() && !secrets::holds_one(text));
        let memories: Vec<_> = (next..)
            .zip(fit)
            .map(|(position, (speaker, text))| {
                let place = [&conversation.id.0[..], &position.to_le_bytes()].concat();
                let draft = MemoryDraft {
                    kind: Kind::Turn,
                    text: text.to_owned(),
                    speaker: speaker.clone(),
                    time,
                    source: source.clone(),
                    origin: Fingerprint::of(&[b"said", &place]),
                    position: Some(position),
                    approved: false,
                };
                memory_from(draft, Some(conversation.id), world)
            })
            .collect();
        if memories.is_empty() {
            return Ok(0);
        }
        // Chats find a title when something was said.
        let renamed = !title.is_empty() && conversation.title != title;
        if renamed {
            conversation.title = title;
        }
        let conversation = (new || renamed).then_some(conversation);
        let marks = Marks { scopes: self.scopes.of_host(host), ..Marks::default() };
        self.commit_memories(conversation, &memories, &marks, world).await?;
        Ok(super::number(memories.len()))
    }

    /// What was answered lately, if it can be read: a page may show the same still when the next message has gone.
    async fn last_answers(&self, conversation: Id) -> Result<Vec<String>> {
        let last = self.index.turns(conversation).rev().take(2 * ANSWERS_MOST);
        let mut texts = Vec::new();
        for doc in last.filter(|doc| doc.speaker == Speaker::Assistant) {
            let memory: Option<Memory> = self.readable(Namespace::Memory, doc.id).await?;
            texts.extend(memory.map(|memory| memory.text));
        }
        Ok(texts)
    }
}

/// A turn without white space around it, and no longer than turns may be.
fn shortened(text: &str) -> &str {
    let text = text.trim();
    text.get(..text.floor_char_boundary(TURN_MOST)).unwrap_or_default().trim_end()
}

/// A page's title as one line that a reader sees all of.
fn title(text: &str) -> String {
    let plain = unseen::without(text).split_whitespace().collect::<Vec<_>>().join(" ");
    plain.chars().take(TITLE_MOST).collect()
}
