//! Partners: who they are, how they register, what state they are in.
//!
//! There is no password: the Telegram account is the login. Registration needs
//! a shared contact or a typed number of a country in the phone rules; the
//! trial starts at once and without approval. One phone number has one trial.

mod browse;
mod leaving;
mod model;
mod phone;
mod rules;
mod sql;

use scx_kit::{Language, Millis, Time};
use scx_store::{Db, DbError, On, Tx};

pub use browse::{Group, PAGE, Tallies, group, search, tallies};
pub use leaving::{PEPPER, closed_before, erase, is_open_account, is_or_was, leave, start_erasing};
pub use model::{Arrival, NewPartner, Partner, PartnerId, PartnerMark, State, Tone};
pub use phone::Phone;
pub(crate) use phone::ascii_digit;
pub use rules::{
    Standing, TASHKENT, is_open, next_open, parse_email, parse_hours, parse_name, show_hours,
};

use crate::{Error, Parts, Refusal};

/// How long a new partner may try the product.
pub const TRIAL: Millis = Millis::days(3);

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        statements: sql::statements(),
        sealed: vec![PEPPER],
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}

/// Registers a partner and starts the trial, or lets one in again who left.
/// Registering twice gives the partner that exists.
///
/// # Errors
/// A refusal when the phone belongs to another Telegram account, or to a
/// partner who left and is not provably this person.
pub async fn register(tx: &mut Tx, new: NewPartner) -> Result<(Partner, Arrival), Error> {
    if let Some(known) = sql::by_telegram(&mut *tx, new.telegram_user).await? {
        return Ok((known, Arrival::Known));
    }
    if let Some((partner, was_closed)) = leaving::come_back(tx, &new).await? {
        let arrival = if was_closed {
            Arrival::Restored
        } else {
            Arrival::Back
        };
        return Ok((partner, arrival));
    }
    if sql::phone_is_taken(tx, &new.phone).await? {
        return Err(Refusal::new("phone-taken").into());
    }
    let now = tx.now();
    let spent = leaving::spent_trial(tx, &new.phone).await?;
    let arrival = match spent {
        Some(_) => Arrival::Again,
        None => Arrival::New,
    };
    let (trial_ends_at, state) = spent.unwrap_or((now + TRIAL, State::Active));
    let partner = Partner {
        id: tx.id(),
        telegram_user: new.telegram_user,
        name: new.name,
        phone: new.phone.stored(),
        language: new.language,
        email: None,
        is_email_proven: false,
        email_asked: 0,
        state,
        trial_ends_at,
        is_ai_paused: false,
        tone: Tone::Friendly,
        greeting: None,
        opens_at: None,
        closes_at: None,
        has_topics: false,
        taught: 0,
        tier: None,
        has_ai_addon: false,
        paid_until: Time(0),
        spent_until: Time(0),
        ai_spent_until: Time(0),
        username: new.username,
        created_at: now,
    };
    sql::insert(tx, &partner, new.is_phone_proven).await?;
    Ok((partner, arrival))
}

/// The partner of a Telegram account.
///
/// # Errors
/// [`DbError`].
pub async fn by_telegram(on: impl Into<On<'_>>, user: i64) -> Result<Option<Partner>, DbError> {
    sql::by_telegram(on, user).await
}

/// A partner by id.
///
/// # Errors
/// [`DbError::Missing`].
pub async fn partner(on: impl Into<On<'_>>, id: PartnerId) -> Result<Partner, DbError> {
    sql::by_id(on, id).await
}

/// Several partners by id, in no order.
///
/// # Errors
/// [`DbError`].
pub async fn partners(db: &Db, ids: &[PartnerId]) -> Result<Vec<Partner>, DbError> {
    sql::by_ids(db, ids).await
}

/// Changes the language of the partner's own screens.
///
/// # Errors
/// [`DbError`].
pub async fn set_language(tx: &mut Tx, id: PartnerId, language: Language) -> Result<(), DbError> {
    sql::set_language(tx, id, language).await
}

/// Renames the shop.
///
/// # Errors
/// A refusal when the name is blank or too long.
pub async fn set_name(tx: &mut Tx, id: PartnerId, text: &str) -> Result<(), Error> {
    let name = parse_name(text)?;
    Ok(sql::set_name(tx, id, &name).await?)
}

/// Stores the address for mail, which nothing proves: no letter goes to it.
///
/// # Errors
/// A refusal when it is not an address.
pub async fn set_email(tx: &mut Tx, id: PartnerId, text: &str) -> Result<(), Error> {
    let email = parse_email(text)?;
    Ok(sql::set_email(tx, id, (&email, false)).await?)
}

/// Stores the address for mail, after a code that went there was typed.
///
/// # Errors
/// [`DbError`].
pub async fn prove_email(tx: &mut Tx, id: PartnerId, email: &str) -> Result<(), DbError> {
    sql::set_email(tx, id, (email, true)).await
}

/// Links a partner to another Telegram account, also one who left; false while
/// they are erased.
///
/// # Errors
/// [`DbError`].
pub async fn move_to(
    tx: &mut Tx,
    id: PartnerId,
    (telegram_user, language): (i64, Language),
    is_phone_proven: bool,
) -> Result<bool, DbError> {
    sql::move_to(tx, id, (telegram_user, language), is_phone_proven).await
}

/// Remembers that the partner was asked for an address.
///
/// # Errors
/// [`DbError`].
pub async fn note_email_asked(tx: &mut Tx, id: PartnerId) -> Result<(), DbError> {
    sql::note_email_asked(tx, id).await
}

/// Chooses how answers sound.
///
/// # Errors
/// [`DbError`].
pub async fn set_tone(tx: &mut Tx, id: PartnerId, tone: Tone) -> Result<(), DbError> {
    sql::set_tone(tx, id, tone).await
}

/// Sets the sentence that greets customers; `None` is the product's own.
///
/// # Errors
/// A refusal when it is longer than 500 characters.
pub async fn set_greeting(tx: &mut Tx, id: PartnerId, text: Option<&str>) -> Result<(), Error> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    if text.is_some_and(|text| text.chars().count() > 500) {
        return Err(Refusal::new("greeting-too-long").into());
    }
    Ok(sql::set_greeting(tx, id, text).await?)
}

/// Sets the working hours; `None` is around the clock.
///
/// # Errors
/// A refusal when the text is not like `09:00-18:00`.
pub async fn set_hours(tx: &mut Tx, id: PartnerId, text: Option<&str>) -> Result<(), Error> {
    let hours = text.map(parse_hours).transpose()?;
    Ok(sql::set_hours(tx, id, hours).await?)
}

/// Pauses or resumes the AI for all of the partner's customers.
///
/// # Errors
/// [`DbError`].
pub async fn set_ai_paused(tx: &mut Tx, id: PartnerId, is_paused: bool) -> Result<(), DbError> {
    sql::set_ai_paused(tx, id, is_paused).await
}

/// Bans a partner or lifts the ban.
///
/// # Errors
/// [`DbError`].
pub async fn set_state(tx: &mut Tx, id: PartnerId, state: State) -> Result<(), DbError> {
    sql::set_state(tx, id, state).await
}

/// Holds a partner's row until the transaction ends, so that two changes of one
/// plan come one after the other.
///
/// # Errors
/// [`DbError`].
pub async fn hold(tx: &mut Tx, id: PartnerId) -> Result<(), DbError> {
    sql::plan::hold(tx, id).await
}

/// Notes that the month's answers, or its budget for models, are used up; false
/// where the plan has changed since the partner was read, or it was noted before.
///
/// # Errors
/// [`DbError`].
pub async fn spend(
    tx: &mut Tx,
    partner: &Partner,
    until: Time,
    of_models: bool,
) -> Result<bool, DbError> {
    sql::plan::spend(tx, partner, until, of_models).await
}

/// Sets what a partner has and until when.
///
/// # Errors
/// [`DbError`].
pub async fn set_plan(
    tx: &mut Tx,
    id: PartnerId,
    (tier, with_ai): (&str, bool),
    until: Time,
) -> Result<(), DbError> {
    sql::plan::set_plan(tx, id, (tier, with_ai), until).await
}

/// Until when the month's answers, and its budget for models, are used up; a
/// moment that has passed means that neither is.
///
/// # Errors
/// [`DbError`].
pub async fn set_spent(
    tx: &mut Tx,
    id: PartnerId,
    (answers, models): (Time, Time),
) -> Result<(), DbError> {
    sql::plan::set_spent(tx, id, (answers, models)).await
}

/// Keeps the @name under which a partner is known in Telegram.
///
/// # Errors
/// [`DbError`].
pub async fn note_username(
    tx: &mut Tx,
    partner: &Partner,
    username: Option<&str>,
) -> Result<(), DbError> {
    let username = username.map(str::to_lowercase);
    if partner.username == username {
        return Ok(());
    }
    sql::plan::set_username(tx, partner.id, username).await
}

/// Whether the partner bot may still write to a partner.
///
/// # Errors
/// [`DbError`].
pub async fn set_reachable(tx: &mut Tx, partner: PartnerId, is: bool) -> Result<(), DbError> {
    sql::plan::set_reachable(tx, partner, is).await
}

/// Whether a partner's chat with the partner bot has topics.
///
/// # Errors
/// [`DbError`].
pub async fn set_topics(tx: &mut Tx, partner: PartnerId, has_topics: bool) -> Result<(), DbError> {
    sql::set_topics(tx, partner, has_topics).await
}

/// The partner bot was given topics for all its chats, or lost them.
///
/// # Errors
/// [`DbError`].
pub async fn set_all_topics(tx: &mut Tx, have_topics: bool) -> Result<(), DbError> {
    sql::set_all_topics(tx, have_topics).await
}

/// What a partner has taught has changed.
///
/// # Errors
/// [`DbError`].
pub async fn note_taught(tx: &mut Tx, partner: PartnerId) -> Result<(), DbError> {
    sql::note_taught(tx, partner).await
}

/// Partners who have not left, from one on, some at a time.
///
/// # Errors
/// [`DbError`].
pub async fn present(tx: &mut Tx, after: Option<PartnerId>) -> Result<Vec<PartnerId>, DbError> {
    sql::present(tx, after).await
}
