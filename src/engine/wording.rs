//! How what is inserted is worded, as the user has set it: kept in the vault, where no page comes near it.

use crate::error::Result;
use crate::recall::render::{self, Length};
use crate::recall::wording::Wording;
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::open::Open;
use super::protocol::{AroundView, PreviewView};
use super::stored;

impl<S: Store> Open<S> {
    /// What stands around memories.
    pub(super) fn around(&self) -> AroundView {
        AroundView {
            first: self.wording.first(),
            last: self.wording.last(),
            length: Length::of(&render::around("", &self.wording)),
        }
    }

    /// What the user wrote of a text: without what Satchel inserted, however that was worded.
    pub(super) fn own_words(&self, text: &str) -> String {
        let own = render::without_blocks(text, &self.wording);
        render::without_blocks(&own, &Wording::default())
    }

    /// From now on blocks are worded so.
    ///
    /// # Errors
    /// Those of [`Wording::checked`] and of the store.
    pub(super) async fn set_wording(&mut self, wording: &Wording, world: &mut World) -> Result<()> {
        let wording = wording.checked()?;
        let mut change = Change::default();
        change.put(Namespace::Wording, self.vault.id(), stored::encode(&wording)?);
        self.vault.commit(change, world.rng.as_mut()).await?;
        self.wording = wording;
        Ok(())
    }
}

/// What a note of today would be inserted as.
///
/// # Errors
/// Those of [`Wording::checked`].
pub(super) fn preview(wording: &Wording, sample: &str, world: &World) -> Result<PreviewView> {
    let wording = wording.checked()?;
    let block = render::around(&render::item(sample, world.clock.now(), &wording), &wording);
    let length = Length::of(&block);
    Ok(PreviewView { block, length })
}
