//! What people see: the stored screens of the bots, where cards hang, and
//! notices to partners.
//!
//! The texts and the drawing are the bots' business; here is only the state
//! that must survive a restart.

mod mail;
mod sql;
mod topic;

use scx_jobs::{Job, Key, Lane, Priority, enqueue};
use scx_kit::Language;
use scx_store::{DbError, On, Tx};
use serde::{Deserialize, Serialize};

pub use mail::{Choice, Enclosed, EnclosedFile, Mail, Say, Told, Words};
pub use topic::{Topic, muted, set_muted};

use crate::accounts::PartnerId;
use crate::admins::Right;
use crate::{Arg, Parts};

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        statements: sql::ALL.to_vec(),
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}

/// One person's place in one bot.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The bot's row id.
    pub bot: String,
    /// The chat.
    pub chat: i64,
    /// The person.
    pub person: i64,
}

/// One person's navigation: the living screen.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ScreenRow {
    /// The chosen language, before and after registration.
    pub language: Option<String>,
    /// The frames from home to the present one, as JSON.
    pub stack: String,
    /// Changes whenever the screen changes; stale buttons carry an older one.
    pub revision: i64,
    /// The message that shows it, once it was sent.
    pub message: Option<i64>,
    /// The newest message of the chat that we know of.
    pub last_message: i64,
}

/// The stored screen of a place.
///
/// # Errors
/// [`DbError`].
pub async fn screen(on: impl Into<On<'_>>, place: &Place) -> Result<Option<ScreenRow>, DbError> {
    sql::screen(on, place).await
}

/// Stores the navigation of a place, not where it hangs.
///
/// # Errors
/// [`DbError`].
pub async fn save_screen(
    tx: &mut Tx,
    place: &Place,
    language: Option<Language>,
    stack: &str,
    revision: i64,
) -> Result<(), DbError> {
    sql::save_screen(tx, place, language, stack, revision).await
}

/// Remembers which message shows the screen.
///
/// # Errors
/// [`DbError`].
pub async fn screen_shown(tx: &mut Tx, place: &Place, message: Option<i64>) -> Result<(), DbError> {
    sql::screen_shown(tx, place, message).await
}

/// Remembers the newest message of a chat, so that a screen which is no longer
/// the last one is sent anew instead of edited out of sight.
///
/// # Errors
/// [`DbError`].
pub async fn saw_message(tx: &mut Tx, place: &Place, message: i64) -> Result<(), DbError> {
    sql::saw_message(tx, place, message).await
}

/// The message by which a card hangs in a chat.
///
/// # Errors
/// [`DbError`].
pub async fn card_message(
    on: impl Into<On<'_>>,
    card: &str,
    subject: &str,
    place: &Place,
) -> Result<Option<i64>, DbError> {
    sql::card_message(on, card, subject, place).await
}

/// Every place where a card of a row hangs: bot, chat.
///
/// # Errors
/// [`DbError`].
pub async fn card_places(
    on: impl Into<On<'_>>,
    card: &str,
    subject: &str,
) -> Result<Vec<(String, i64)>, DbError> {
    sql::card_places(on, card, subject).await
}

/// Hangs a card: the place is known before the message is.
///
/// # Errors
/// [`DbError`].
pub async fn hang_card(
    tx: &mut Tx,
    card: &str,
    subject: &str,
    place: &Place,
    message: Option<i64>,
) -> Result<(), DbError> {
    sql::hang_card(tx, card, subject, place, message).await
}

/// The rows of a kind of card that hang anywhere, from one on.
///
/// # Errors
/// [`DbError`].
pub async fn hung(tx: &mut Tx, card: &str, after: &str) -> Result<Vec<String>, DbError> {
    sql::hung(tx, card, after).await
}

/// The card that hangs by a message: card, subject.
///
/// # Errors
/// [`DbError`].
pub async fn card_at(
    on: impl Into<On<'_>>,
    bot: &str,
    chat: i64,
    message: i64,
) -> Result<Option<(String, String)>, DbError> {
    sql::card_at(on, bot, chat, message).await
}

/// Tells a partner something in the partner bot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Who is told.
    pub partner: PartnerId,
    /// The Fluent key of the text.
    pub key: String,
    /// Its arguments.
    pub args: Vec<(String, Arg)>,
    /// What it is about; none for an answer to what the partner just did, which
    /// is never muted.
    #[serde(default)]
    pub topic: Option<Topic>,
}

impl Job for Notice {
    const NAME: &'static str = "notify.notice";
    const LANE: Lane = Lane::Send;
    const PRIORITY: Priority = Priority::High;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }
}

/// Draws a card anew in every chat where it hangs; the first time, hangs it in
/// the partner's own chat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Redraw {
    /// Whose row it is.
    pub partner: PartnerId,
    /// The kind of card.
    pub card: String,
    /// The row.
    pub subject: String,
}

impl Job for Redraw {
    const NAME: &'static str = "notify.redraw";
    const LANE: Lane = Lane::Send;
    const PRIORITY: Priority = Priority::High;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[&self.card, &self.subject]))
    }
}

/// Tells a partner something after the commit.
///
/// # Errors
/// [`DbError`].
pub async fn tell(
    tx: &mut Tx,
    partner: PartnerId,
    key: &str,
    args: Vec<(String, Arg)>,
) -> Result<(), DbError> {
    let notice = Notice {
        partner,
        key: key.to_owned(),
        args,
        topic: None,
    };
    enqueue(tx, &notice).await
}

/// Tells a partner news after the commit, unless the topic is muted then.
///
/// # Errors
/// [`DbError`].
pub async fn tell_news(
    tx: &mut Tx,
    partner: PartnerId,
    topic: Topic,
    key: &str,
    args: Vec<(String, Arg)>,
) -> Result<(), DbError> {
    let notice = Notice {
        partner,
        key: key.to_owned(),
        args,
        topic: Some(topic),
    };
    enqueue(tx, &notice).await
}

/// Draws a card anew after the commit.
///
/// # Errors
/// [`DbError`].
pub async fn redraw(
    tx: &mut Tx,
    partner: PartnerId,
    card: &str,
    subject: &str,
) -> Result<(), DbError> {
    let redraw = Redraw {
        partner,
        card: card.to_owned(),
        subject: subject.to_owned(),
    };
    enqueue(tx, &redraw).await
}

/// Draws a card anew wherever it hangs in the admins' chats, and hangs it in
/// those of admins with a right who do not have it yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RedrawForAdmins {
    /// The kind of card.
    pub card: String,
    /// The row.
    pub subject: String,
    /// Who gets it, by the name of the right.
    pub right: String,
}

impl Job for RedrawForAdmins {
    const NAME: &'static str = "notify.redraw_for_admins";
    const LANE: Lane = Lane::Send;
    const PRIORITY: Priority = Priority::High;

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[&self.card, &self.subject]))
    }
}

/// Draws a card of the admins anew after the commit.
///
/// # Errors
/// [`DbError`].
pub async fn redraw_for_admins(
    tx: &mut Tx,
    card: &str,
    subject: &str,
    right: Right,
) -> Result<(), DbError> {
    let redraw = RedrawForAdmins {
        card: card.to_owned(),
        subject: subject.to_owned(),
        right: right.name().to_owned(),
    };
    enqueue(tx, &redraw).await
}
