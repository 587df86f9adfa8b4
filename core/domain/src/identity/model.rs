//! The data of proving.

use scx_kit::Language;

use crate::accounts::PartnerId;

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The address is the partner's own.
    Confirm,
    /// The account is the person's own.
    Recover,
}

impl Purpose {
    /// The stored name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Recover => "recover",
        }
    }

    /// The kind of letter that brings the code.
    pub(super) fn letter(self) -> &'static str {
        match self {
            Self::Confirm => "mail-confirm",
            Self::Recover => "mail-recover",
        }
    }

    /// The code that a random number makes. Anybody may ask for one that moves an
    /// account, day after day, so that one is longer.
    pub(super) fn code(self, number: u64) -> String {
        match self {
            Self::Confirm => format!("{:06}", number % 1_000_000),
            Self::Recover => format!("{:08}", number % 100_000_000),
        }
    }
}

/// What a code is for, and whose account. A code is looked at only by who waits
/// for this one: another one's address is shown to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matter {
    /// What for.
    pub purpose: Purpose,
    /// Whose account.
    pub partner: PartnerId,
}

impl Matter {
    /// The address is this partner's own.
    pub fn confirming(partner: PartnerId) -> Self {
        Self {
            purpose: Purpose::Confirm,
            partner,
        }
    }

    /// This partner's account moves.
    pub fn recovering(partner: PartnerId) -> Self {
        Self {
            purpose: Purpose::Recover,
            partner,
        }
    }
}

/// An account whose owner a letter can prove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recoverable {
    /// Whose it is.
    pub partner: PartnerId,
    /// The address that was proven.
    pub address: String,
}

/// Who an account moves to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimant {
    /// The Telegram account.
    pub person: i64,
    /// The language that they read.
    pub language: Language,
    /// Telegram vouches that the phone is theirs.
    pub is_phone_proven: bool,
}

/// What a typed code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The right one.
    Right,
    /// A wrong one.
    Wrong {
        /// How many more tries there are.
        left: i64,
    },
    /// There is no code to type any more: too late, or tried too often.
    Over,
}

/// An address as a stranger may see it: `l***@shop.uz`.
pub fn masked(address: &str) -> String {
    let (user, host) = address.split_once('@').unwrap_or((address, ""));
    let first: String = user.chars().take(1).collect();
    format!("{first}***@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_sees_the_beginning_of_an_address() {
        assert_eq!(masked("lola@shop.uz"), "l***@shop.uz");
        assert_eq!(masked("ёлка@почта.рф"), "ё***@почта.рф");
    }
}
