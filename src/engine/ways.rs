//! The ways of opening the vault, as the protocol speaks of them.

use zeroize::Zeroizing;

use crate::crypto::keys::Key;
use crate::crypto::words::RecoveryKey;
use crate::error::{Error, Result};
use crate::vault::{Secret, SlotInfo, Store, Vault};

use super::protocol::{Proof, Reply, SlotView};
use super::{Engine, PASSPHRASE_LEAST};

impl Proof {
    /// What it says, in the vault's terms.
    ///
    /// # Errors
    /// `recovery_malformed`, `passkey_malformed`, `device_malformed` (input).
    pub(super) fn read(self) -> Result<Secret> {
        let passkey = || Error::input("passkey_malformed");
        Ok(match self {
            Self::Passphrase { passphrase } => Secret::Passphrase(Zeroizing::new(passphrase)),
            Self::Recovery { words } => Secret::Recovery(RecoveryKey::parse(&Zeroizing::new(words))?),
            Self::Passkey { credential, input, output } => Secret::Passkey {
                credential: from_hex(&credential).ok_or_else(passkey)?,
                input: from_hex(&input).and_then(|input| input.try_into().ok()).ok_or_else(passkey)?,
                output: key(output).ok_or_else(passkey)?,
            },
            Self::Device { answer } => {
                Secret::Device(key(answer).ok_or_else(|| Error::input("device_malformed"))?)
            }
        })
    }

    /// The same, for a slot that is to be made.
    ///
    /// # Errors
    /// `passphrase_short` (input) besides.
    pub(super) fn read_new(self) -> Result<Secret> {
        match &self {
            Self::Passphrase { passphrase } if passphrase.chars().count() < PASSPHRASE_LEAST => {
                Err(Error::input("passphrase_short"))
            }
            _ => self.read(),
        }
    }
}

impl<S: Store> Engine<S> {
    pub(super) async fn slots(&self) -> Result<Vec<SlotView>> {
        Ok(Vault::slots(&*self.store).await?.into_iter().map(view).collect())
    }

    pub(super) fn new_recovery(&mut self) -> Reply {
        let key = RecoveryKey::random(self.world.rng.as_mut());
        Reply::NewRecovery { words: key.words().iter().map(|&word| word.to_owned()).collect() }
    }

    pub(super) async fn change_slots(
        &mut self,
        proof: Proof,
        keep: Vec<Proof>,
        add: Vec<Proof>,
    ) -> Result<Vec<SlotView>> {
        let proof = proof.read()?;
        let keep = keep.into_iter().map(Proof::read).collect::<Result<Vec<_>>>()?;
        let add = add.into_iter().map(Proof::read_new).collect::<Result<Vec<_>>>()?;
        let cost = self.cost()?;
        let (open, world) = self.unlocked()?;
        let now = world.clock.now();
        open.vault.change_slots(&proof, (&keep, &add), cost, now, world.rng.as_mut()).await?;
        self.slots().await
    }
}

fn view(slot: SlotInfo) -> SlotView {
    let SlotInfo { id, way, made, passkey } = slot;
    let (credential, input) = passkey.map(|(c, i)| (to_hex(&c), to_hex(&i))).unzip();
    SlotView { id, way, made, credential, input }
}

fn key(hex: String) -> Option<Key> {
    let hex = Zeroizing::new(hex);
    Key::from_slice(&Zeroizing::new(from_hex(&hex)?))
}

fn from_hex(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = hex.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    let pairs = digits.chunks_exact(2);
    pairs
        .remainder()
        .is_empty()
        .then(|| pairs.filter_map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok()).collect())
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
