//! The wrappings of a data key.
//!
//! Argon2id (RFC 9106, second recommended option: 64 MiB, three passes) makes a key of the secret; XChaCha20-Poly1305 seals the
//! data key under it. Chosen over AES-GCM for its 24-byte nonce: a random one never comes twice.

use super::{DataKey, RecoveryKey, random};
use crate::DeskError;
use crate::canonical::{hex, sha256};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Memory of Argon2id in KiB, passes, lanes.
const COST: (u32, u32, u32) = (64 * 1024, 3, 4);

/// An envelope that asks for more than this was made to exhaust the machine.
const DEAREST: (u32, u32, u32) = (1024 * 1024, 16, 16);

/// What opens an encrypted desk.
#[derive(Clone)]
pub(crate) enum Secret {
    /// What a person types.
    Passphrase(Zeroizing<String>),
    /// What the sheet says.
    Recovery(RecoveryKey),
}

impl Secret {
    fn by(&self) -> &'static str {
        match self {
            Self::Passphrase(_) => "passphrase",
            Self::Recovery(_) => "recovery",
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Passphrase(text) => text.as_bytes(),
            Self::Recovery(key) => key.bytes(),
        }
    }
}

/// One wrapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Wrapping {
    by: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    nonce: String,
    sealed: String,
}

/// All wrappings of one data key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Envelope {
    /// What this is, for somebody who finds it.
    about: String,
    /// Which data key, without saying it: the first half of a digest of it.
    key: String,
    wrapped: Vec<Wrapping>,
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    (text.is_ascii() && text.len().is_multiple_of(2)).then_some(())?;
    (0..text.len() / 2).map(|i| u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()).collect()
}

fn damaged() -> DeskError {
    DeskError::Damaged("the envelope of its key does not read".into())
}

fn kek(secret: &[u8], salt: &[u8], (memory, passes, lanes): (u32, u32, u32)) -> Result<Zeroizing<[u8; 32]>, DeskError> {
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(|_| damaged())?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(secret, salt, key.as_mut_slice()).map_err(|_| damaged())?;
    Ok(key)
}

/// Bound into the seal: a wrapping cannot be passed off as one of another kind.
fn context(by: &str) -> String {
    format!("entrydesk data key, wrapped by {by}")
}

impl Wrapping {
    fn new(key: &DataKey, secret: &Secret) -> Result<Self, DeskError> {
        let (salt, nonce) = (random::<16>()?, random::<24>()?);
        let wrapping = kek(secret.bytes(), &salt, COST)?;
        let cipher = XChaCha20Poly1305::new_from_slice(wrapping.as_slice()).map_err(|_| damaged())?;
        let aad = context(secret.by());
        let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: key.bytes(), aad: aad.as_bytes() }).map_err(|_| damaged())?;
        let (memory_kib, passes, lanes) = COST;
        Ok(Self { by: secret.by().into(), memory_kib, passes, lanes, salt: hex(&salt), nonce: hex(&nonce), sealed: hex(&sealed) })
    }

    /// The data key, or `None` where the secret is not the one.
    fn open(&self, secret: &Secret) -> Result<Option<DataKey>, DeskError> {
        let cost = (self.memory_kib, self.passes, self.lanes);
        if cost.0 > DEAREST.0 || cost.1 > DEAREST.1 || cost.2 > DEAREST.2 {
            return Err(damaged());
        }
        let part = |text: &str| unhex(text).ok_or_else(damaged);
        let nonce: [u8; 24] = part(&self.nonce)?.try_into().map_err(|_| damaged())?;
        let wrapping = kek(secret.bytes(), &part(&self.salt)?, cost)?;
        let cipher = XChaCha20Poly1305::new_from_slice(wrapping.as_slice()).map_err(|_| damaged())?;
        let aad = context(&self.by);
        let Ok(opened) = cipher.decrypt(&XNonce::from(nonce), Payload { msg: &part(&self.sealed)?, aad: aad.as_bytes() }) else {
            return Ok(None);
        };
        let opened = Zeroizing::new(opened);
        Ok(Some(DataKey::of(opened.as_slice().try_into().map_err(|_| damaged())?)))
    }
}

impl Envelope {
    /// Wraps a data key under a passphrase and a recovery key.
    pub(crate) fn seal(key: &DataKey, secrets: &[Secret]) -> Result<Self, DeskError> {
        let wrapped = secrets.iter().map(|secret| Wrapping::new(key, secret)).collect::<Result<_, _>>()?;
        Ok(Self {
            about: "The key of an Entrydesk desk file, wrapped. It opens with the passphrase, or with the recovery sheet.".into(),
            key: name(key),
            wrapped,
        })
    }

    /// The same with the wrapping of one kind made anew.
    pub(crate) fn with(&self, key: &DataKey, secret: &Secret) -> Result<Self, DeskError> {
        let mut next = self.clone();
        next.wrapped.retain(|w| w.by != secret.by());
        next.wrapped.push(Wrapping::new(key, secret)?);
        Ok(next)
    }

    /// The data key.
    ///
    /// # Errors
    /// [`DeskError::WrongSecret`] where the secret is not the one.
    pub(crate) fn open(&self, secret: &Secret) -> Result<DataKey, DeskError> {
        for wrapping in self.wrapped.iter().filter(|w| w.by == secret.by()) {
            if let Some(key) = wrapping.open(secret)? {
                return Ok(key);
            }
        }
        Err(DeskError::WrongSecret(match secret {
            Secret::Passphrase(_) => "That is not the passphrase of this desk.".into(),
            Secret::Recovery(_) => "That is not the recovery key of this desk. A new recovery sheet makes the older ones worthless; use the newest.".into(),
        }))
    }

    /// Whether it wraps this very key.
    pub(crate) fn is_of(&self, key: &DataKey) -> bool {
        self.key == name(key)
    }

    pub(crate) fn text(&self) -> Result<Vec<u8>, DeskError> {
        Ok(serde_json::to_vec(self)?)
    }

    pub(crate) fn read(text: &[u8]) -> Result<Self, DeskError> {
        serde_json::from_slice(text).map_err(|_| damaged())
    }
}

fn name(key: &DataKey) -> String {
    let mut named = Vec::from(*b"entrydesk key name");
    named.extend_from_slice(key.bytes());
    let name = hex(&sha256(&named)[..16]);
    zeroize::Zeroize::zeroize(&mut named);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passphrase(text: &str) -> Secret {
        Secret::Passphrase(Zeroizing::new(text.into()))
    }

    #[test]
    fn either_secret_opens_it_and_no_other_does() {
        let key = DataKey::random().unwrap();
        let sheet = RecoveryKey::random().unwrap();
        let envelope = Envelope::seal(&key, &[passphrase("fair retail value"), Secret::Recovery(sheet.clone())]).unwrap();
        let envelope = Envelope::read(&envelope.text().unwrap()).unwrap();
        assert_eq!(envelope.open(&passphrase("fair retail value")).unwrap(), key);
        assert_eq!(envelope.open(&Secret::Recovery(sheet)).unwrap(), key);
        assert!(envelope.is_of(&key) && !envelope.is_of(&DataKey::random().unwrap()));
        assert_eq!(envelope.open(&passphrase("fair retail Value")).unwrap_err().to_string(), "That is not the passphrase of this desk.");
        let said = envelope.open(&Secret::Recovery(RecoveryKey::random().unwrap())).unwrap_err().to_string();
        assert!(said.starts_with("That is not the recovery key of this desk."), "{said}");
        let changed = envelope.with(&key, &passphrase("another")).unwrap();
        assert!(changed.open(&passphrase("fair retail value")).is_err());
        assert_eq!(changed.open(&passphrase("another")).unwrap(), key);
    }

    #[test]
    fn an_envelope_that_asks_for_all_the_memory_is_refused() {
        let key = DataKey::random().unwrap();
        let mut envelope = Envelope::seal(&key, &[passphrase("x")]).unwrap();
        envelope.wrapped[0].memory_kib = u32::MAX;
        assert!(matches!(envelope.open(&passphrase("x")), Err(DeskError::Damaged(_))));
        assert!(!format!("{key:?}").contains(&hex(key.bytes())), "a key never reaches a log");
    }
}
