//! Bots that partners have made by way of our own bot: nobody copies a token.

use scx_jobs::{Job, Key, Lane, Priority, enqueue_at};
use scx_kit::{Millis, Secret};
use scx_store::Tx;
use serde::{Deserialize, Serialize};

use super::{BotId, bot_number, offer, sql};
use crate::accounts::PartnerId;
use crate::{Error, Refusal, plans};

/// Telegram tells of a new bot by an update and by a message: one fetch, and
/// one word about it, is enough for both.
const GATHERED: Millis = Millis::secs(2);
/// Telegram's limits for usernames.
const MOST_USERNAME_CHARS: usize = 32;
/// Every bot's username ends like this.
const TAIL: &str = "_bot";

/// Fetches the token of a managed bot and connects the bot. The work lies
/// where the client is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FetchManaged {
    /// Who made it.
    pub partner: PartnerId,
    /// The bot's id at Telegram.
    pub telegram_id: i64,
}

impl Job for FetchManaged {
    const NAME: &'static str = "channels.fetch_managed";
    const LANE: Lane = Lane::Chat;
    const PRIORITY: Priority = Priority::Urgent;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[
            &self.partner.to_string(),
            &self.telegram_id.to_string(),
        ]))
    }
}

/// Checks that a partner may connect one more bot.
///
/// # Errors
/// A refusal when the plan allows no more.
pub async fn check_room(tx: &mut Tx, partner: PartnerId) -> Result<(), Error> {
    let present = sql::of_partner(&mut *tx, partner).await?.len();
    plans::check_channel(tx, partner, present).await
}

/// Takes note that a partner made a bot by way of ours, or that the token of
/// one changed. A bot that was disconnected comes back only when it `is_new`.
///
/// # Errors
/// A refusal for another partner's bot.
pub async fn note_managed(
    tx: &mut Tx,
    partner: PartnerId,
    telegram_id: i64,
    is_new: bool,
) -> Result<(), Error> {
    match sql::by_telegram(&mut *tx, telegram_id).await? {
        Some(bot) if bot.partner != Some(partner) && !bot.is_unproven() => {
            return Err(Refusal::new("bot-taken").into());
        }
        Some(_) => {}
        None if is_new => {}
        None if sql::was_removed(&mut *tx, partner, telegram_id).await? => return Ok(()),
        None => {}
    }
    let fetch = FetchManaged {
        partner,
        telegram_id,
    };
    let at = tx.now() + GATHERED;
    Ok(enqueue_at(tx, &fetch, at).await?)
}

/// Connects a managed bot with its fetched token, as if it had been pasted.
///
/// # Errors
/// A refusal for another partner's bot, for too many bots and for a token of
/// another bot.
pub async fn adopt(
    tx: &mut Tx,
    fetched: &FetchManaged,
    token: &Secret<String>,
) -> Result<BotId, Error> {
    if bot_number(token.expose()) != Some(fetched.telegram_id) {
        return Err(Refusal::new("token-wrong").into());
    }
    offer(tx, fetched.partner, token).await
}

/// A username for the bot of a shop: Latin letters and digits of its name.
/// Telegram asks the person for another one when it is taken.
pub fn suggested_username(shop: &str) -> String {
    let latin = scx_lang::to_latin(shop).to_lowercase();
    let mut name = String::new();
    for c in latin.chars() {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            // The letters o‘ and g‘, and the tutuq sign.
            '\'' | '‘' | '’' | '`' | 'ʻ' | 'ʼ' => {}
            _ if name.ends_with('_') => {}
            _ => name.push('_'),
        }
    }
    let name = name.trim_start_matches(|c: char| c == '_' || c.is_ascii_digit());
    let name: String = name
        .chars()
        .take(MOST_USERNAME_CHARS - TAIL.len())
        .collect();
    let name = name.trim_end_matches('_');
    let name = name.strip_suffix(TAIL).unwrap_or(name);
    match name {
        "" => format!("shop{TAIL}"),
        name => format!("{name}{TAIL}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_shop_s_name_becomes_a_username() {
        for (shop, username) in [
            ("Lola", "lola_bot"),
            ("Lola do‘koni", "lola_dokoni_bot"),
            ("Лола дўкони", "lola_dokoni_bot"),
            ("Гўзал & Ко.", "gozal_ko_bot"),
            ("21-asr choyxonasi", "asr_choyxonasi_bot"),
            ("lola_bot", "lola_bot"),
            ("茶", "shop_bot"),
            ("", "shop_bot"),
        ] {
            assert_eq!(suggested_username(shop), username, "{shop}");
        }
    }

    proptest! {
        #[test]
        fn telegram_takes_every_suggestion(shop in "\\PC{0,64}") {
            let username = suggested_username(&shop);
            prop_assert!((5..=32).contains(&username.len()), "{}", username);
            prop_assert!(username.ends_with("bot") && username.starts_with(|c: char| c.is_ascii_lowercase()));
            prop_assert!(username.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
            prop_assert!(!username.contains("__"));
        }
    }
}
