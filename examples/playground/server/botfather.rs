//! The messenger's own bot that gives sellers bots.

use std::iter;
use std::sync::{Mutex, PoisonError};

use scx_fakes::Outside;
use scx_kit::{Entropy, OsEntropy};

/// The first id given; real ones of recent years have ten digits. The house's
/// own bots are older, which tells them from shops.
const FIRST_ID: i64 = 7_400_000_001;

/// A bot that was just created.
#[derive(Clone, Debug)]
pub struct NewBot {
    /// The bot's id, the part of the token before the colon.
    pub id: i64,
    /// The name people see.
    pub name: String,
    /// Without the at sign.
    pub username: String,
    /// What the seller pastes into the partner bot.
    pub token: String,
}

/// Creates bots in the fake messenger, which alone remembers them.
pub struct BotFather<'a> {
    outside: &'a Outside,
}

impl<'a> BotFather<'a> {
    /// The only one of its world.
    pub fn new(outside: &'a Outside) -> Self {
        Self { outside }
    }

    /// Creates a bot with a new token and a user name made from its name.
    pub fn create(&self, name: &str) -> NewBot {
        // Two people at once would otherwise be given the same id.
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let id = self.newest().map_or(FIRST_ID, |newest| newest + 1);
        let username = self.free_username(&slug(name));
        let secret = (&OsEntropy as &dyn Entropy).word(33);
        let token = format!("{id}:AA{secret}");
        let telegram = self.outside.telegram();
        telegram.add_bot(&token, id, &username, name);
        NewBot {
            id,
            name: name.to_owned(),
            username,
            token,
        }
    }

    /// The bot that customers open: the shop bot created last.
    pub fn newest(&self) -> Option<i64> {
        let bots = self.outside.telegram().bots().into_iter();
        let shops = bots.map(|(id, ..)| id).filter(|id| *id >= FIRST_ID);
        shops.max()
    }

    fn free_username(&self, slug: &str) -> String {
        let bots = self.outside.telegram().bots();
        let is_free = |name: &String| !bots.iter().any(|(_, taken, _)| taken == name);
        let numbered = (2..).map(|place| format!("{slug}{place}_bot"));
        iter::once(format!("{slug}_bot"))
            .chain(numbered)
            .find(is_free)
            .expect("numbers do not end before bots do")
    }
}

/// Latin letters and digits of the name, as user names allow nothing else.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars().filter(|it| !is_apostrophe(*it)) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
    }
    let slug: String = slug.trim_end_matches('_').chars().take(24).collect();
    if slug.chars().any(|letter| letter.is_ascii_alphabetic()) {
        slug
    } else {
        "dokon".to_owned()
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '`' | 'ʻ' | 'ʼ' | '‘' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_keep_only_what_the_messenger_allows() {
        assert_eq!(slug("Bahor doʻkoni"), "bahor_dokoni");
        assert_eq!(slug("Магазин «Баҳор»"), "dokon");
        assert_eq!(slug("  Choy & Piyola 24 "), "choy_piyola_24");
    }
}
