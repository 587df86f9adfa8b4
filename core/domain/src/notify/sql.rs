//! Every statement of notify.

use scx_kit::Language;
use scx_store::{DbError, Export, Holding, On, Tx, sql};

use super::{Place, ScreenRow, Topic};
use crate::accounts::PartnerId;
use crate::readable;

scx_store::statements! {
    SCREEN = "SELECT language, stack, revision, message, last_message FROM screen
        WHERE bot = $1 AND chat = $2 AND person = $3";
    SAVE_SCREEN = "INSERT INTO screen (bot, chat, person, language, stack, revision, message, last_message)
        VALUES ($1, $2, $3, $4, $5, $6, NULL, 0)
        ON CONFLICT (bot, chat, person) DO UPDATE SET language = excluded.language,
            stack = excluded.stack, revision = excluded.revision";
    SCREEN_SHOWN = "UPDATE screen SET message = $4 WHERE bot = $1 AND chat = $2 AND person = $3";
    SAW_MESSAGE = "UPDATE screen SET last_message = $3 WHERE bot = $1 AND chat = $2 AND last_message < $3";
    CARD_MESSAGE = "SELECT message FROM card_message
        WHERE card = $1 AND subject = $2 AND bot = $3 AND chat = $4 AND message IS NOT NULL";
    CARD_PLACES = "SELECT bot, chat FROM card_message WHERE card = $1 AND subject = $2 ORDER BY bot, chat";
    HUNG = "SELECT DISTINCT subject FROM card_message WHERE card = $1 AND subject > $2 ORDER BY subject LIMIT 200";
    HANG_CARD = "INSERT INTO card_message (card, subject, bot, chat, message) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (card, subject, bot, chat) DO UPDATE SET message = excluded.message";
    MUTED = "SELECT topic FROM mute WHERE partner = $1 ORDER BY topic";
    MUTE = "INSERT INTO mute (partner, topic) VALUES ($1, $2) ON CONFLICT (partner, topic) DO NOTHING";
    UNMUTE = "DELETE FROM mute WHERE partner = $1 AND topic = $2";
    CARD_AT = "SELECT card, subject FROM card_message WHERE bot = $1 AND chat = $2 AND message = $3";
}

/// What this capability holds of partners. Cards are erased with their rows.
pub(super) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "mute",
        erase: &["DELETE FROM mute WHERE partner = $1"],
        export: Export::Rows {
            name: "muted",
            page: "SELECT CAST(0 AS BIGINT) AS created_at, topic FROM mute
                WHERE partner = $1 AND (CAST(0 AS BIGINT), topic) > ($2, $3) ORDER BY topic LIMIT 100",
            is_table: false,
        },
    },
    Holding {
        table: "screen",
        // Not of a person who has come back with another number since.
        erase: &["DELETE FROM screen WHERE (bot, chat, person) IN
            (SELECT bot.id, partner.left_user, partner.left_user FROM bot JOIN partner ON partner.id = $1
            WHERE bot.role = 'partner' AND NOT EXISTS
            (SELECT 1 FROM partner AS now WHERE now.telegram_user = partner.left_user))"],
        export: Export::Left("which screen is open in the chat"),
    },
];

pub(super) async fn muted(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<Topic>, DbError> {
    let rows = sql(MUTED).bind(partner).all::<(String,)>(on).await?;
    rows.into_iter()
        .map(|(name,)| readable(Topic::try_from(name)))
        .collect()
}

pub(super) async fn set_muted(
    tx: &mut Tx,
    partner: PartnerId,
    topic: Topic,
    is_muted: bool,
) -> Result<(), DbError> {
    sql(if is_muted { MUTE } else { UNMUTE })
        .bind(partner)
        .bind(topic.name())
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn screen(
    on: impl Into<On<'_>>,
    place: &Place,
) -> Result<Option<ScreenRow>, DbError> {
    sql(SCREEN)
        .bind(&place.bot)
        .bind(place.chat)
        .bind(place.person)
        .optional(on)
        .await
}

pub(super) async fn save_screen(
    tx: &mut Tx,
    place: &Place,
    language: Option<Language>,
    stack: &str,
    revision: i64,
) -> Result<(), DbError> {
    sql(SAVE_SCREEN)
        .bind(&place.bot)
        .bind(place.chat)
        .bind(place.person)
        .bind(language)
        .bind(stack)
        .bind(revision)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn screen_shown(
    tx: &mut Tx,
    place: &Place,
    message: Option<i64>,
) -> Result<(), DbError> {
    sql(SCREEN_SHOWN)
        .bind(&place.bot)
        .bind(place.chat)
        .bind(place.person)
        .bind(message)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn saw_message(tx: &mut Tx, place: &Place, message: i64) -> Result<(), DbError> {
    sql(SAW_MESSAGE)
        .bind(&place.bot)
        .bind(place.chat)
        .bind(message)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn card_message(
    on: impl Into<On<'_>>,
    card: &str,
    subject: &str,
    place: &Place,
) -> Result<Option<i64>, DbError> {
    let row = sql(CARD_MESSAGE)
        .bind(card)
        .bind(subject)
        .bind(&place.bot)
        .bind(place.chat)
        .optional::<(i64,)>(on)
        .await?;
    Ok(row.map(|(message,)| message))
}

pub(super) async fn card_places(
    on: impl Into<On<'_>>,
    card: &str,
    subject: &str,
) -> Result<Vec<(String, i64)>, DbError> {
    sql(CARD_PLACES).bind(card).bind(subject).all(on).await
}

pub(super) async fn hang_card(
    tx: &mut Tx,
    card: &str,
    subject: &str,
    place: &Place,
    message: Option<i64>,
) -> Result<(), DbError> {
    sql(HANG_CARD)
        .bind(card)
        .bind(subject)
        .bind(&place.bot)
        .bind(place.chat)
        .bind(message)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn card_at(
    on: impl Into<On<'_>>,
    bot: &str,
    chat: i64,
    message: i64,
) -> Result<Option<(String, String)>, DbError> {
    sql(CARD_AT)
        .bind(bot)
        .bind(chat)
        .bind(message)
        .optional(on)
        .await
}

pub(super) async fn hung(tx: &mut Tx, card: &str, after: &str) -> Result<Vec<String>, DbError> {
    let hung = sql(HUNG).bind(card).bind(after);
    let rows = hung.all::<(String,)>(tx).await?;
    Ok(rows.into_iter().map(|(subject,)| subject).collect())
}
