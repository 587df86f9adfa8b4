//! Where on Telegram somebody is spoken to.

use std::fmt;
use std::str::FromStr;

use super::incoming::{ChatKind, Incoming};

/// A chat, and within it those whose words belong together. Its text is the
/// key under which they are kept in order: `55`, `-1001/7#55`, `55@connection`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spot {
    /// The chat.
    pub chat: i64,
    /// The topic of the chat.
    pub thread: Option<i64>,
    /// In a group, who is spoken to: others there have conversations of their own.
    pub person: Option<i64>,
    /// The connection by which a bot speaks for somebody's own account, or
    /// whatever stands for that account.
    pub business: Option<String>,
}

impl Spot {
    /// A person's own chat with a bot.
    pub fn private(chat: i64) -> Self {
        Self {
            chat,
            thread: None,
            person: None,
            business: None,
        }
    }
}

impl Incoming {
    /// Where an update belongs; one without a chat belongs nowhere.
    pub fn spot(&self) -> Option<Spot> {
        let chat = self.chat?;
        let from = self.from.as_ref().map(|from| from.id);
        Some(Spot {
            chat: chat.id,
            thread: self.thread,
            person: from.filter(|_| chat.kind == ChatKind::Group),
            business: self.business.clone(),
        })
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.chat)?;
        if let Some(thread) = self.thread {
            write!(f, "/{thread}")?;
        }
        if let Some(person) = self.person {
            write!(f, "#{person}")?;
        }
        match &self.business {
            Some(business) => write!(f, "@{business}"),
            None => Ok(()),
        }
    }
}

/// A text that is no spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no chat of Telegram")]
pub struct NoSpot;

impl FromStr for Spot {
    type Err = NoSpot;

    fn from_str(text: &str) -> Result<Self, NoSpot> {
        let cut = |text: &'_ str, sign: char| match text.split_once(sign) {
            Some((head, tail)) => (head.to_owned(), Some(tail.to_owned())),
            None => (text.to_owned(), None),
        };
        let number = |text: String| text.parse::<i64>().map_err(|_| NoSpot);
        let (rest, business) = cut(text, '@');
        let (rest, person) = cut(&rest, '#');
        let (chat, thread) = cut(&rest, '/');
        Ok(Self {
            chat: number(chat)?,
            thread: thread.map(number).transpose()?,
            person: person.map(number).transpose()?,
            business,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_spot_is_read_back() {
        let group = Spot {
            thread: Some(7),
            person: Some(55),
            ..Spot::private(-1_001)
        };
        let business = Spot {
            business: Some("a#b/c@d".to_owned()),
            ..Spot::private(55)
        };
        for (spot, text) in [
            (Spot::private(55), "55"),
            (group, "-1001/7#55"),
            (business, "55@a#b/c@d"),
        ] {
            assert_eq!(spot.to_string(), text);
            assert_eq!(text.parse(), Ok(spot));
        }
        for text in ["", "a", "5/x", "5#", "/5", "@5"] {
            assert_eq!(text.parse::<Spot>(), Err(NoSpot), "{text}");
        }
    }
}
