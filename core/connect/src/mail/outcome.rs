//! What became of a letter, by where and how it failed.

use std::error::Error as _;

use lettre::transport::smtp::Error;

/// How far a delivery had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing was said about the letter.
    Before,
    /// The recipient is being told.
    Recipient,
    /// The letter itself is on its way: it may have been taken.
    Content,
}

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server said 250 after the last line.
    Sent,
    /// Nobody has this address.
    DeadAddress,
    /// The server takes nothing from our account now: a quota, a wrong
    /// password. No address is to blame.
    OurAccount,
    /// The server refuses this letter for its own reasons.
    Refused,
    /// It was certainly not taken, and may be later.
    Later,
    /// Nobody knows whether it was taken.
    Unknown,
}

impl Outcome {
    /// The stored name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::DeadAddress => "dead",
            Self::OurAccount => "account",
            Self::Refused => "refused",
            Self::Later => "later",
            Self::Unknown => "unknown",
        }
    }
}

/// What an error at a step means.
pub(super) fn of(step: Step, error: &Error) -> Outcome {
    let Some(code) = error.status() else {
        return cut_off(step);
    };
    let words = error.source().map(ToString::to_string).unwrap_or_default();
    by_code(step, u16::from(code), &words)
}

/// What it means that no answer came.
pub(super) fn cut_off(step: Step) -> Outcome {
    match step {
        Step::Before | Step::Recipient => Outcome::Later,
        Step::Content => Outcome::Unknown,
    }
}

/// By the code and the enhanced code (RFC 3463) in front of the words. A quota
/// of Gmail's looks like a permanent failure of the address and is none.
fn by_code(step: Step, code: u16, words: &str) -> Outcome {
    let is = |enhanced: &str| words.trim_start().starts_with(enhanced);
    let has_enhanced = words.trim_start().starts_with(['4', '5']) && words.contains('.');
    match (step, code) {
        (_, 421 | 454) if is("4.7.0") => Outcome::OurAccount,
        (_, 400..=499) => Outcome::Later,
        // Nothing was said about the letter yet: it is about us.
        (Step::Before, _) => Outcome::OurAccount,
        _ if is("5.4.5") => Outcome::OurAccount,
        _ if is("5.2.2") => Outcome::Later,
        _ if is("5.1.") => Outcome::DeadAddress,
        (Step::Recipient, 550 | 551 | 553) if !has_enhanced => Outcome::DeadAddress,
        _ => Outcome::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_no_dead_address_and_only_the_last_line_leaves_doubt() {
        let told = |code, words| by_code(Step::Recipient, code, words);
        assert_eq!(told(550, "5.1.1 no such user"), Outcome::DeadAddress);
        assert_eq!(told(553, "5.1.2 bad domain"), Outcome::DeadAddress);
        assert_eq!(
            told(550, "5.4.5 Daily user sending limit exceeded"),
            Outcome::OurAccount
        );
        assert_eq!(told(421, "4.7.0 try again later"), Outcome::OurAccount);
        assert_eq!(told(454, "4.7.0 too many logins"), Outcome::OurAccount);
        assert_eq!(told(550, "5.7.1 blocked"), Outcome::Refused);
        assert_eq!(told(550, "5.2.2 over quota"), Outcome::Later);
        assert_eq!(told(550, "no such user here"), Outcome::DeadAddress);
        assert_eq!(
            by_code(Step::Content, 550, "spam suspected"),
            Outcome::Refused
        );
        assert_eq!(
            by_code(Step::Before, 553, "5.7.1 sender not owned"),
            Outcome::OurAccount
        );
        assert_eq!(told(452, "4.2.2 mailbox full"), Outcome::Later);
        assert_eq!(
            by_code(Step::Before, 535, "5.7.8 wrong password"),
            Outcome::OurAccount
        );
        assert_eq!(cut_off(Step::Before), Outcome::Later);
        assert_eq!(cut_off(Step::Recipient), Outcome::Later);
        assert_eq!(cut_off(Step::Content), Outcome::Unknown);
    }
}
