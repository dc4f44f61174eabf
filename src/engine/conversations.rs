//! Conversations as they go on: of sites of which the user wants that, what they send there and what is answered.
//!
//! All of it waits in quarantine. Pages can put words into composers, and what a page shows as an answer is only what
//! it shows: a conversation counts as the user's when they have said so, as a whole, in the inbox.

use crate::capture::secrets;
use crate::error::Result;
use crate::id::{Fingerprint, Id};
use crate::index::Doc;
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

/// The most turns of a site's conversations that were not approved: whoever approves none for as long reads none of them.
const WAITING_MOST: usize = 2_000;
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
        let rule = self.scopes.rule(site);
        let named = (1..=NAME_MOST).contains(&said.conversation.len());
        // What is said where nothing may be seen could be put nowhere that it does not leave.
        let Some(scopes) = self.scopes.of_rule(&rule).filter(|_| named && rule.keeps) else { return Ok(0) };
        let host = short_name(site.split_once("://").map_or(site, |(_, host)| host));
        let (source, time) = (Source::Chat(host.to_owned()), world.clock.now());
        let waits = |doc: &&Doc| !doc.suggestible && doc.conversation.is_some() && doc.source == source;
        let room = WAITING_MOST.saturating_sub(self.index.newest().filter(waits).count());
        let origin = Fingerprint::of(&[b"chat", party(site).as_bytes(), said.conversation.as_bytes()]);
        let title = Some(title(&said.title)).filter(|title| !secrets::holds_one(title)).unwrap_or_default();
        let draft = ConversationDraft { title: title.clone(), time, source: source.clone(), origin };
        let (mut conversation, new) = self.conversation_for(draft, world);
        let mut turns = Vec::new();
        if !new {
            let before = self.last_answers(conversation.id).await?;
            let answers = said.answers.iter().map(|answer| shortened(answer).to_owned());
            let fresh =
                answers.filter(|text| !before.contains(text)).take(ANSWERS_MOST.saturating_sub(before.len()));
            turns.extend(fresh.map(|text| (Speaker::Assistant, text)));
        }
        turns.push((Speaker::User, self.own_words(&said.sent)));
        let next = self.index.turns(conversation.id).last().map_or(0, |last| last.position.saturating_add(1));
        let turns = turns.iter().map(|(speaker, text)| (speaker, shortened(text)));
        let fit = turns.filter(|(_, text)| !text.is_empty() && !secrets::holds_one(text));
        let fit = fit.take(room);
        let memories: Vec<_> = (next..)
            .zip(fit)
            .map(|(position, (speaker, text))| {
                let place = [&conversation.id.0[..], &position.to_le_bytes(), &time.0.to_le_bytes()].concat();
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
        // Chats find a title when something was said. What was approved was approved under the one that it had.
        let approved = self.index.turns(conversation.id).any(|doc| doc.suggestible);
        let renamed = !title.is_empty() && conversation.title != title && !approved;
        if renamed {
            conversation.title = title;
        }
        let conversation = (new || renamed).then_some(conversation);
        let marks = Marks { scopes, ..Marks::default() };
        self.commit_memories(conversation, &memories, &marks, world).await?;
        Ok(super::number(memories.len()))
    }

    /// What was answered to the last message, if it can be read.
    async fn last_answers(&self, conversation: Id) -> Result<Vec<String>> {
        let last = self.index.turns(conversation).rev().take_while(|doc| doc.speaker == Speaker::Assistant);
        let mut texts = Vec::new();
        for doc in last.take(ANSWERS_MOST) {
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
