//! Prefixed, time-ordered ids: `prt_01JD...`.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Entropy, Time};

/// What an id names; gives the prefix of its text form.
pub trait Prefix: 'static {
    /// Three or four lower-case letters, unique in the product.
    const PREFIX: &'static str;
}

/// A ULID with a type: 48 bits of milliseconds, 80 bits of entropy.
/// Its text form is `prefix_` and 26 characters of Crockford's base 32, so
/// that ids sort by the time of their making.
pub struct Id<P>(u128, PhantomData<fn() -> P>);

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 62^22 is the first power of 62 above 2^128.
const BASE62_LEN: usize = 22;

/// A text that is not an id of the expected kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id with the prefix {expected}_")]
pub struct BadId {
    /// The prefix that was asked for.
    pub expected: &'static str,
}

impl<P: Prefix> Id<P> {
    /// Makes a new id for the moment `now`.
    pub fn new(now: Time, entropy: &dyn Entropy) -> Self {
        let mut random = [0; 16];
        entropy.fill(&mut random[6..]);
        let ms = u128::try_from(now.0).unwrap_or(0) & ((1 << 48) - 1);
        Self(u128::from_be_bytes(random) | ms << 80, PhantomData)
    }

    /// The smallest id of a moment: every id made before it is smaller.
    pub fn first_of(moment: Time) -> Self {
        let ms = u128::try_from(moment.0).unwrap_or(0) & ((1 << 48) - 1);
        Self(ms << 80, PhantomData)
    }

    /// The same id, or the next one after `last` when that is not smaller: a
    /// generator that remembers its last number never goes back.
    #[must_use]
    pub fn after(self, last: u128) -> Self {
        if self.0 > last {
            self
        } else {
            Self(last.wrapping_add(1), PhantomData)
        }
    }

    /// The id as a number, for [`Id::after`].
    pub fn number(&self) -> u128 {
        self.0
    }

    /// The short form used in button data: 22 characters of `0-9A-Za-z`.
    pub fn base62(&self) -> String {
        let mut rest = self.0;
        let mut text = [b'0'; BASE62_LEN];
        for slot in text.iter_mut().rev() {
            *slot = BASE62[usize::try_from(rest % 62).expect("below 62")];
            rest /= 62;
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Reads what [`Id::base62`] wrote.
    ///
    /// # Errors
    /// [`BadId`] for another length, another alphabet or a value over 128 bits.
    pub fn from_base62(text: &str) -> Result<Self, BadId> {
        let bad = BadId {
            expected: P::PREFIX,
        };
        if text.len() != BASE62_LEN {
            return Err(bad);
        }
        let mut value: u128 = 0;
        for byte in text.bytes() {
            let digit = BASE62.iter().position(|&b| b == byte).ok_or(bad.clone())?;
            value = value
                .checked_mul(62)
                .and_then(|v| v.checked_add(digit as u128))
                .ok_or(bad.clone())?;
        }
        Ok(Self(value, PhantomData))
    }
}

impl<P: Prefix> fmt::Display for Id<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0; 26];
        for (place, slot) in text.iter_mut().rev().enumerate() {
            let five_bits = (self.0 >> (5 * place)) & 31;
            *slot = CROCKFORD[usize::try_from(five_bits).expect("below 32")];
        }
        write!(f, "{}_{}", P::PREFIX, String::from_utf8_lossy(&text))
    }
}

impl<P: Prefix> FromStr for Id<P> {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = BadId {
            expected: P::PREFIX,
        };
        let digits = text
            .strip_prefix(P::PREFIX)
            .and_then(|rest| rest.strip_prefix('_'))
            .filter(|digits| digits.len() == 26)
            .ok_or(bad.clone())?;
        let mut value: u128 = 0;
        for byte in digits.bytes() {
            let digit = CROCKFORD
                .iter()
                .position(|&b| b == byte)
                .ok_or(bad.clone())?;
            value = value
                .checked_mul(32)
                .and_then(|v| v.checked_add(digit as u128))
                .ok_or(bad.clone())?;
        }
        Ok(Self(value, PhantomData))
    }
}

impl<P: Prefix> TryFrom<String> for Id<P> {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

// Written by hand because a derive would demand the same of the marker type.
impl<P> Clone for Id<P> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<P> Copy for Id<P> {}
impl<P> PartialEq for Id<P> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<P> Eq for Id<P> {}
impl<P> PartialOrd for Id<P> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<P> Ord for Id<P> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<P> Hash for Id<P> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<P: Prefix> fmt::Debug for Id<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl<P: Prefix> Serialize for Id<P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de, P: Prefix> Deserialize<'de> for Id<P> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededEntropy;
    use proptest::prelude::*;

    struct Partner;
    impl Prefix for Partner {
        const PREFIX: &'static str = "prt";
    }

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        let entropy = SeededEntropy::new("ids");
        let early = Id::<Partner>::new(Time(1_000), &entropy).to_string();
        let late = Id::<Partner>::new(Time(1_001), &entropy).to_string();
        assert!(early < late);
        assert!(early.starts_with("prt_"));
    }

    #[test]
    fn another_prefix_is_refused() {
        let text = Id::<Partner>::new(Time(1), &SeededEntropy::new("x")).to_string();
        assert!(text.replace("prt_", "shp_").parse::<Id<Partner>>().is_err());
        assert!("prt_".parse::<Id<Partner>>().is_err());
    }

    proptest! {
        #[test]
        fn both_text_forms_round_trip(ms in 0_i64..(1 << 47), seed in "[a-z]{1,8}") {
            let id = Id::<Partner>::new(Time(ms), &SeededEntropy::new(&seed));
            prop_assert_eq!(id.to_string().parse::<Id<Partner>>().unwrap(), id);
            prop_assert_eq!(Id::<Partner>::from_base62(&id.base62()).unwrap(), id);
        }

        #[test]
        fn any_text_is_parsed_without_a_panic(text in "\\PC*") {
            let _ = text.parse::<Id<Partner>>();
            let _ = Id::<Partner>::from_base62(&text);
        }
    }
}
