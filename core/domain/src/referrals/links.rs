//! Links: made when they are first looked at, followed by strangers, and bound to
//! whoever registers.

use scx_kit::Millis;
use scx_store::{DbError, Tx};

use super::model::{Referral, State, Why};
use super::sql::{self, Link};
use super::terms;
use crate::Error;
use crate::accounts::{self, Arrival, Partner, PartnerId};

/// Letters and digits of a code.
const LEN: usize = 8;
/// What is taken for something else when it is read out.
const UNCLEAR: &str = "01OIL";
/// How long a link that was followed is remembered without a registration.
const KEPT: Millis = Millis::days(30);

/// The code of a partner's link, made when it is first looked at; `chat` is where.
///
/// # Errors
/// [`DbError`].
pub async fn code(tx: &mut Tx, partner: PartnerId, chat: i64) -> Result<String, DbError> {
    if let Some(link) = sql::link(&mut *tx, partner).await? {
        return Ok(link.code);
    }
    // A code that somebody has already fails on its key; the look is handled
    // again, and makes another.
    let made = made_up(tx);
    sql::insert_code(tx, partner, &made, chat).await?;
    let link = sql::link(tx, partner).await?;
    Ok(link.ok_or(DbError::Missing)?.code)
}

fn made_up(tx: &Tx) -> String {
    let mut code = String::new();
    while code.len() < LEN {
        let word = tx.entropy().word(LEN).to_uppercase();
        let clear = word.chars().filter(|c| !UNCLEAR.contains(*c));
        code.extend(clear.take(LEN - code.len()));
    }
    code
}

/// Somebody followed a link. A stranger is remembered until they register; who is
/// a partner already does not count.
///
/// # Errors
/// [`DbError`].
pub async fn follow(
    tx: &mut Tx,
    person: i64,
    partner: Option<PartnerId>,
    word: &str,
) -> Result<(), DbError> {
    // Held, so that an inviter who is being erased leaves nothing behind.
    let Some(link) = sql::hold_by_code(tx, &word.to_uppercase()).await? else {
        return Ok(());
    };
    let Some(partner) = partner else {
        let now = tx.now();
        sql::drop_visits(tx, now - KEPT).await?;
        return sql::put_visit(tx, person, link.partner).await;
    };
    let why = if link.partner == partner {
        Why::Own
    } else {
        Why::Partner
    };
    bind(tx, &link, partner, Some(why)).await.map(|_| ())
}

/// Binds who registers to whoever invited them. Gives the days that they may look
/// forward to; none where nobody did, or where it does not count.
///
/// # Errors
/// [`DbError`].
pub async fn arrive(
    tx: &mut Tx,
    partner: &Partner,
    arrival: Arrival,
) -> Result<Option<i64>, Error> {
    let Some(inviter) = sql::take_visit(tx, partner.telegram_user).await? else {
        return Ok(None);
    };
    let Some(link) = sql::hold(tx, inviter).await? else {
        return Ok(None);
    };
    let why = why_not(tx, partner, arrival, &link).await?;
    let days = bind(tx, &link, partner.id, why).await?;
    Ok(days.filter(|days| why.is_none() && *days > 0))
}

async fn why_not(
    tx: &mut Tx,
    partner: &Partner,
    arrival: Arrival,
    link: &Link,
) -> Result<Option<Why>, DbError> {
    if accounts::is_or_was(tx, link.partner, partner.telegram_user).await? {
        return Ok(Some(Why::Own));
    }
    if link.chat == partner.telegram_user {
        return Ok(Some(Why::Chat));
    }
    match arrival {
        Arrival::New => {}
        Arrival::Again => return Ok(Some(Why::Phone)),
        Arrival::Known | Arrival::Back | Arrival::Restored => return Ok(Some(Why::Partner)),
    }
    let inviter = accounts::partner(&mut *tx, link.partner).await?;
    let is_out = link.is_blocked || inviter.state == accounts::State::Banned;
    Ok(is_out.then_some(Why::Blocked))
}

/// Writes down who came, once; gives the days that are promised to them.
async fn bind(
    tx: &mut Tx,
    link: &Link,
    partner: PartnerId,
    why: Option<Why>,
) -> Result<Option<i64>, DbError> {
    let terms = terms(&mut *tx).await?;
    let referral = Referral {
        id: tx.id(),
        partner: partner.to_string(),
        inviter: link.partner.to_string(),
        state: why.map_or(State::Came, |_| State::Refused),
        why: why.map(|why| why.name().to_owned()),
        partner_days: terms.partner_days,
        inviter_days: terms.inviter_days,
        created_at: tx.now(),
    };
    let is_bound = sql::insert(tx, &referral).await?;
    Ok(is_bound.then_some(terms.partner_days))
}
