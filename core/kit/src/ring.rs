//! The key ring: AES-256-GCM envelopes whose associated data binds them to a
//! logical name and a row.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Entropy, Secret};

const ENVELOPE_VERSION: u8 = 1;
const NONCE_LEN: usize = 12;
/// The id of a key that was given without one.
const BARE_KEY_ID: &str = "0";
/// Inbox bodies use one name a day, so old names must not pile up.
const CACHED_SUBKEYS: usize = 64;

/// Why `SECRET_KEY` could not be read. Never quotes any part of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RingError {
    /// Nothing was given.
    #[error("no key is given; `sellercloudx secrets new` prints one")]
    Missing,
    /// The key is not base64 of 32 bytes.
    #[error("key {id:?} is not 32 bytes in base64; `sellercloudx secrets new` prints a right one")]
    NotAKey {
        /// The id of the key in the ring.
        id: String,
    },
    /// An id is empty, too long, has odd characters or stands twice.
    #[error("the id of key {place} must be 1 to 16 characters of a-z, 0-9, - and stand once")]
    BadKeyId {
        /// Which key it is, from 1. Not its id: who turns the two round has
        /// written the key in its place.
        place: usize,
    },
}

/// Why an envelope could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The envelope names a key that the ring lacks.
    #[error("sealed with key {key_id:?}, which SECRET_KEY does not hold")]
    UnknownKey {
        /// The id in the envelope.
        key_id: String,
    },
    /// Wrong key, wrong row, or changed bytes.
    #[error("the sealed value does not open: wrong key, wrong row or damaged bytes")]
    Broken,
}

/// One or several 32-byte keys; the first seals, all of them open.
pub struct KeyRing {
    keys: Vec<(String, Secret<[u8; 32]>)>,
    ciphers: Mutex<HashMap<(usize, String), Aes256Gcm>>,
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.key_ids().collect();
        f.debug_struct("KeyRing")
            .field("ids", &ids)
            .finish_non_exhaustive()
    }
}

impl KeyRing {
    /// Reads `SECRET_KEY`: one key in base64, or `id:key` pairs with commas
    /// between them, the primary first. A key without an id has the id `0`.
    ///
    /// # Errors
    /// [`RingError`] says which part is wrong without quoting it.
    pub fn parse(text: &str) -> Result<Self, RingError> {
        let mut keys: Vec<(String, Secret<[u8; 32]>)> = Vec::new();
        for part in text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (id, encoded) = part.split_once(':').unwrap_or((BARE_KEY_ID, part));
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let id_is_good = (1..=16).contains(&id.len()) && id.chars().all(is_plain);
            if !id_is_good || keys.iter().any(|(known, _)| known == id) {
                let place = keys.len() + 1;
                return Err(RingError::BadKeyId { place });
            }
            keys.push((id.to_owned(), decode_key(id, encoded.trim())?));
        }
        if keys.is_empty() {
            return Err(RingError::Missing);
        }
        Ok(Self {
            keys,
            ciphers: Mutex::default(),
        })
    }

    /// A fresh key in the form that [`KeyRing::parse`] reads.
    pub fn fresh_key(entropy: &dyn Entropy) -> Zeroizing<String> {
        let mut key = Zeroizing::new([0; 32]);
        entropy.fill(key.as_mut());
        Zeroizing::new(STANDARD.encode(key.as_ref()))
    }

    /// The ids of all keys, the primary first.
    pub fn key_ids(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|(id, _)| id.as_str())
    }

    /// The id of the key that seals.
    pub fn primary(&self) -> &str {
        &self.keys[0].0
    }

    /// The bounds of all envelopes that a key sealed, the upper one excluded:
    /// an envelope begins with the id of its key.
    pub fn envelopes_of(key_id: &str) -> (Vec<u8>, Vec<u8>) {
        let from = envelope_head(key_id);
        let mut until = from.clone();
        if let Some(last) = until.last_mut() {
            // Ids are plain ASCII, so the next byte exists.
            *last += 1;
        }
        (from, until)
    }

    /// Seals `plain` under the primary key for one row of the logical column
    /// `name`. The envelope is: version, length of the key id, key id, 96-bit
    /// nonce, ciphertext with tag.
    pub fn seal(&self, name: &str, row: &str, plain: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        let id = &self.keys[0].0;
        let sealed = self
            .cipher(0, name)
            .encrypt(
                &Nonce::from(nonce),
                Payload {
                    msg: plain,
                    aad: &associated(name, row),
                },
            )
            .expect("AES-GCM refuses only inputs of 64 GB");
        let mut envelope = envelope_head(id);
        envelope.reserve(NONCE_LEN + sealed.len());
        envelope.extend_from_slice(&nonce);
        envelope.extend_from_slice(&sealed);
        envelope
    }

    /// Opens what [`KeyRing::seal`] made for the same name and row.
    ///
    /// # Errors
    /// [`SealError::UnknownKey`] when the ring lacks the key,
    /// [`SealError::Broken`] for anything else.
    pub fn open(
        &self,
        name: &str,
        row: &str,
        envelope: &[u8],
    ) -> Result<Secret<Vec<u8>>, SealError> {
        let (key_id, rest) = split_key_id(envelope).ok_or(SealError::Broken)?;
        let index = self
            .keys
            .iter()
            .position(|(id, _)| id == key_id)
            .ok_or_else(|| SealError::UnknownKey {
                key_id: key_id.to_owned(),
            })?;
        let (nonce, sealed) = rest
            .split_first_chunk::<NONCE_LEN>()
            .ok_or(SealError::Broken)?;
        self.cipher(index, name)
            .decrypt(
                &Nonce::from(*nonce),
                Payload {
                    msg: sealed,
                    aad: &associated(name, row),
                },
            )
            .map(Secret::new)
            .map_err(|_| SealError::Broken)
    }

    /// The id of the key that sealed an envelope, without opening it.
    pub fn key_id_of(envelope: &[u8]) -> Option<&str> {
        split_key_id(envelope).map(|(id, _)| id)
    }

    fn cipher(&self, index: usize, name: &str) -> Aes256Gcm {
        let mut ciphers = self.ciphers.lock().unwrap_or_else(PoisonError::into_inner);
        if ciphers.len() >= CACHED_SUBKEYS {
            ciphers.clear();
        }
        ciphers
            .entry((index, name.to_owned()))
            .or_insert_with(|| {
                let mut subkey = Zeroizing::new([0; 32]);
                Hkdf::<Sha256>::new(None, self.keys[index].1.expose())
                    .expand(name.as_bytes(), subkey.as_mut())
                    .expect("32 bytes are a valid HKDF length");
                Aes256Gcm::new_from_slice(subkey.as_ref()).expect("the subkey has 32 bytes")
            })
            .clone()
    }
}

fn decode_key(id: &str, encoded: &str) -> Result<Secret<[u8; 32]>, RingError> {
    let not_a_key = || RingError::NotAKey { id: id.to_owned() };
    let bytes = Zeroizing::new(STANDARD.decode(encoded).map_err(|_| not_a_key())?);
    let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| not_a_key())?;
    Ok(Secret::new(key))
}

fn associated(name: &str, row: &str) -> Vec<u8> {
    [name.as_bytes(), &[0], row.as_bytes()].concat()
}

fn envelope_head(key_id: &str) -> Vec<u8> {
    let len = u8::try_from(key_id.len()).expect("ids are at most 16 bytes");
    [&[ENVELOPE_VERSION, len], key_id.as_bytes()].concat()
}

fn split_key_id(envelope: &[u8]) -> Option<(&str, &[u8])> {
    let rest = envelope.strip_prefix(&[ENVELOPE_VERSION])?;
    let (&len, rest) = rest.split_first()?;
    let (id, rest) = rest.split_at_checked(usize::from(len))?;
    Some((std::str::from_utf8(id).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OsEntropy;
    use proptest::prelude::*;

    fn ring(ids: &[&str]) -> KeyRing {
        let keys: Vec<String> = ids
            .iter()
            .map(|id| format!("{id}:{}", STANDARD.encode([id.as_bytes()[0]; 32])))
            .collect();
        KeyRing::parse(&keys.join(",")).unwrap()
    }

    #[test]
    fn a_sealed_value_opens_only_for_its_name_and_row() {
        let ring = ring(&["a"]);
        let sealed = ring.seal("accounts.openai_key", "prt_1", b"sk-1", &OsEntropy);
        assert_eq!(
            ring.open("accounts.openai_key", "prt_1", &sealed)
                .unwrap()
                .expose(),
            b"sk-1"
        );
        for (name, row) in [
            ("accounts.openai_key", "prt_2"),
            ("channels.token", "prt_1"),
        ] {
            assert_eq!(
                ring.open(name, row, &sealed).unwrap_err(),
                SealError::Broken
            );
        }
    }

    #[test]
    fn the_same_value_is_never_sealed_to_the_same_bytes() {
        let ring = ring(&["a"]);
        assert_ne!(
            ring.seal("n", "r", b"value", &OsEntropy),
            ring.seal("n", "r", b"value", &OsEntropy)
        );
    }

    #[test]
    fn an_older_key_still_opens_and_a_removed_one_is_named() {
        let sealed = ring(&["old"]).seal("n", "r", b"value", &OsEntropy);
        assert!(ring(&["new", "old"]).open("n", "r", &sealed).is_ok());
        assert_eq!(
            ring(&["new"]).open("n", "r", &sealed).unwrap_err(),
            SealError::UnknownKey {
                key_id: "old".into()
            }
        );
        assert_eq!(KeyRing::key_id_of(&sealed), Some("old"));
    }

    #[test]
    fn the_envelopes_of_a_key_lie_together_and_apart_from_those_of_others() {
        for id in ["a", "b", "aa", "a-1"] {
            let (from, until) = KeyRing::envelopes_of(id);
            for other in ["a", "b", "aa", "a-1"] {
                let sealed = ring(&[other]).seal("n", "r", b"value", &OsEntropy);
                assert_eq!(sealed >= from && sealed < until, id == other);
            }
        }
    }

    #[test]
    fn bad_keys_are_refused_without_being_quoted() {
        assert_eq!(KeyRing::parse(" ").unwrap_err(), RingError::Missing);
        for bad in ["c2hvcnQ=", "not base64!", "id:c2hvcnQ="] {
            let error = KeyRing::parse(bad).unwrap_err();
            assert!(matches!(error, RingError::NotAKey { .. }), "{error}");
            assert!(!error.to_string().contains("c2hvcnQ"));
        }
        let key = KeyRing::fresh_key(&OsEntropy);
        let twice = format!("a:{},a:{}", *key, *key);
        assert!(matches!(
            KeyRing::parse(&twice).unwrap_err(),
            RingError::BadKeyId { .. }
        ));
        assert!(KeyRing::parse(&key).is_ok());
        let turned_round = KeyRing::parse(&format!("{}:a", *key)).unwrap_err();
        assert_eq!(turned_round, RingError::BadKeyId { place: 1 });
        assert!(!turned_round.to_string().contains(key.as_str()));
    }

    proptest! {
        #[test]
        fn any_bytes_fail_to_open_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            prop_assert!(ring(&["a"]).open("n", "r", &bytes).is_err());
        }
    }
}
