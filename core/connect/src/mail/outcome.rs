//! What became of a letter, by where and how it failed.

use std::error::Error as _;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Response;

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
    match (step, code, enhanced(words)) {
        (_, 421 | 454, Some([4, 7, 0])) => Outcome::OurAccount,
        (_, 400..=499, _) => Outcome::Later,
        // Nothing was said about the letter yet: it is about us. So are the
        // codes of signing in (RFC 4954, 6), whenever they come.
        (Step::Before, ..) | (_, 530 | 534 | 535 | 538, _) => Outcome::OurAccount,
        // A quota; and 5.1.7 and 5.1.8 are about the sender's address.
        (.., Some([5, 4, 5] | [5, 1, 7 | 8])) => Outcome::OurAccount,
        (.., Some([5, 2, 2])) => Outcome::Later,
        (.., Some([5, 1, _])) => Outcome::DeadAddress,
        (Step::Recipient, 550 | 551 | 553, None) => Outcome::DeadAddress,
        _ => Outcome::Refused,
    }
}

/// The enhanced code: `5.1.1`, also as some relays write it, `#5.1.1`.
fn enhanced(words: &str) -> Option<[u16; 3]> {
    let words = words.trim_start_matches(|c: char| c.is_whitespace() || "#([<".contains(c));
    let end = words.find(|c: char| !c.is_ascii_digit() && c != '.');
    let code = words[..end.unwrap_or(words.len())].trim_end_matches('.');
    let numbers: Result<Vec<u16>, _> = code.split('.').map(str::parse).collect();
    numbers.ok()?.try_into().ok()
}

/// Whether an answer is the yes that belongs to what was said. Another one shows
/// that answers come a step late, and says nothing about the letter.
pub(super) fn is_yes(answer: &Response, codes: &[u16]) -> bool {
    codes.iter().any(|code| answer.has_code(*code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yes_to_something_else_is_none() {
        let answer = |text: &str| text.parse::<Response>().expect("an answer");
        assert!(is_yes(
            &answer("250-2.0.0 ok\r\n250 2.0.0 taken\r\n"),
            &[250]
        ));
        assert!(is_yes(&answer("251 elsewhere\r\n"), &[250, 251]));
        // What was said to DATA, read as the answer to the letter.
        assert!(!is_yes(&answer("354 go\r\n"), &[250]));
        assert!(!is_yes(&answer("250 ok\r\n"), &[354]));
    }

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
        assert_eq!(told(550, "5.1.8 bad outbound sender"), Outcome::OurAccount);
        assert_eq!(told(535, "5.7.8 wrong password"), Outcome::OurAccount);
        assert_eq!(told(550, "#5.7.1 blocked"), Outcome::Refused);
        assert_eq!(told(550, "#5.1.0 address rejected"), Outcome::DeadAddress);
        assert_eq!(told(550, "5.4.50 another one"), Outcome::Refused);
        assert_eq!(
            told(550, "5 letters. no such user"),
            Outcome::DeadAddress,
            "a number is no code"
        );
        assert_eq!(cut_off(Step::Before), Outcome::Later);
        assert_eq!(cut_off(Step::Recipient), Outcome::Later);
        assert_eq!(cut_off(Step::Content), Outcome::Unknown);
    }
}
