//! The secrets of a bot: its token, a token on trial, and the secret that
//! Telegram sends along with every update.

use std::collections::HashMap;

use scx_kit::Secret;
use scx_store::{Db, DbError, Sealed, Tx};

use super::{Bot, BotId, sql};
use crate::{Refusal, notify, readable};

/// The token of a bot.
pub const TOKEN: Sealed = Sealed {
    name: "channels.token",
    table: "bot",
    column: "token",
    row: "id",
    scope: None,
};

/// A pasted token of a bot that works already, until it was tried.
pub const OFFERED_TOKEN: Sealed = Sealed {
    name: "channels.offered_token",
    table: "bot",
    column: "offered_token",
    row: "id",
    scope: None,
};

/// The secret that Telegram sends along with every update.
pub const HOOK_SECRET: Sealed = Sealed {
    name: "channels.hook_secret",
    table: "bot",
    column: "hook_secret",
    row: "id",
    scope: None,
};

/// The token of a bot.
///
/// # Errors
/// [`DbError`] when there is none or it does not open.
pub async fn token(db: &Db, id: BotId) -> Result<Secret<String>, DbError> {
    let (sealed, _) = sql::secrets(db, id).await?;
    opened(db, &TOKEN, id, &sealed)
}

/// The tokens of some bots, with one statement. One that does not open is
/// left out and logged.
///
/// # Errors
/// [`DbError`].
pub async fn tokens(db: &Db, ids: &[BotId]) -> Result<HashMap<BotId, Secret<String>>, DbError> {
    let mut tokens = HashMap::with_capacity(ids.len());
    for (id, sealed) in sql::tokens(db, ids).await? {
        let id: BotId = readable(id.parse())?;
        match opened(db, &TOKEN, id, &sealed) {
            Ok(token) => drop(tokens.insert(id, token)),
            Err(error) => tracing::error!(bot.id = %id, %error, "a token does not open"),
        }
    }
    Ok(tokens)
}

/// The webhook secret of a bot.
///
/// # Errors
/// [`DbError`] when there is none or it does not open.
pub async fn hook_secret(db: &Db, id: BotId) -> Result<Secret<String>, DbError> {
    let (_, sealed) = sql::secrets(db, id).await?;
    opened(db, &HOOK_SECRET, id, &sealed)
}

/// Whether a text has the shape of a bot token.
pub fn looks_like_token(text: &str) -> bool {
    bot_number(text.trim()).is_some()
}

/// The token that a partner offered for a bot that works already.
///
/// # Errors
/// [`DbError`] when it does not open.
pub async fn offered_token(db: &Db, id: BotId) -> Result<Option<Secret<String>>, DbError> {
    let sealed = sql::offered_token(db, id).await?;
    sealed
        .map(|sealed| opened(db, &OFFERED_TOKEN, id, &sealed))
        .transpose()
}

/// Ends the trial of an offered token: it replaces the old one, or the partner
/// is told why it does not, and the old one goes on.
///
/// # Errors
/// [`DbError`].
pub async fn settle_offer(
    tx: &mut Tx,
    bot: &Bot,
    outcome: Result<&Secret<String>, Refusal>,
) -> Result<(), DbError> {
    sql::offer_token(tx, bot.id, None).await?;
    match (outcome, bot.partner) {
        (Ok(token), _) => {
            let sealed = tx.seal(&TOKEN, &bot.id.to_string(), token.expose().as_bytes());
            sql::set_token(tx, bot.id, sealed, &token.last_four()).await
        }
        (Err(refusal), Some(partner)) => {
            notify::tell(tx, partner, &refusal.key, refusal.args).await
        }
        (Err(_), None) => Ok(()),
    }
}

fn opened(db: &Db, column: &Sealed, id: BotId, sealed: &[u8]) -> Result<Secret<String>, DbError> {
    let bytes = readable(db.unseal(column, &id.to_string(), sealed))?;
    let text = String::from_utf8_lossy(bytes.expose()).into_owned();
    Ok(Secret::new(text))
}

/// The bot's number, when the text is digits, a colon and 35 characters of
/// `A-Za-z0-9_-`.
pub(super) fn bot_number(token: &str) -> Option<i64> {
    let (number, secret) = token.split_once(':')?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    (secret.len() == 35
        && secret.chars().all(is_plain)
        && number.bytes().all(|b| b.is_ascii_digit()))
    .then(|| number.parse().ok())
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shape_of_a_token_is_a_token() {
        assert!(looks_like_token(
            " 123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc "
        ));
        for text in [
            "",
            "123:short",
            "abc:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc",
            "choynak narxi?",
        ] {
            assert!(!looks_like_token(text), "{text}");
        }
    }
}
