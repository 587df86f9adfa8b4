//! What admins do to partners: ban them, let them back, write to them, look into what is
//! theirs.
//!
//! Each act needs a [`Permit`] for it and is written down.

mod looks;

use scx_store::Tx;

use crate::accounts::{self, PartnerId, State};
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Arg, Error, Refusal, notify};

pub use looks::{note_exported, note_seen, view_as};

/// The longest message to a partner, in characters.
pub const MESSAGE_CHARS: usize = 2_000;
/// Reasons longer than this are cut.
const REASON_CHARS: usize = 300;

/// Bans a partner: the AI answers none of their customers, who read that the
/// shop will reply soon.
///
/// # Errors
/// A refusal without a reason, and for somebody who is banned already.
pub async fn ban(
    tx: &mut Tx,
    permit: &Permit,
    partner: PartnerId,
    reason: &str,
) -> Result<(), Error> {
    let reason = reason_of(reason)?;
    set_state(
        tx,
        permit,
        partner,
        (State::Banned, "partner.banned", &reason),
    )
    .await?;
    let args = vec![("reason".to_owned(), Arg::Text(reason))];
    Ok(notify::tell(tx, partner, "account-banned", args).await?)
}

/// Lifts a ban.
///
/// # Errors
/// A refusal without a reason, and for somebody who is not banned.
pub async fn unban(
    tx: &mut Tx,
    permit: &Permit,
    partner: PartnerId,
    reason: &str,
) -> Result<(), Error> {
    let reason = reason_of(reason)?;
    let step = (State::Active, "partner.unbanned", reason.as_str());
    set_state(tx, permit, partner, step).await?;
    Ok(notify::tell(tx, partner, "account-unbanned", Vec::new()).await?)
}

async fn set_state(
    tx: &mut Tx,
    permit: &Permit,
    partner: PartnerId,
    (state, act, reason): (State, &'static str, &str),
) -> Result<(), Error> {
    let author = permit.of(Right::Ban)?.author();
    let known = accounts::partner(&mut *tx, partner).await?;
    if known.state == state {
        let key = match state {
            State::Banned => "partner-banned-already",
            State::Active => "partner-not-banned",
        };
        return Err(Refusal::new(key).into());
    }
    accounts::set_state(tx, partner, state).await?;
    let act = Act {
        act,
        partner: Some(partner.to_string()),
        before: known.state.name().to_owned(),
        after: state.name().to_owned(),
        reason: reason.to_owned(),
        ..Act::default()
    };
    Ok(audit::write(tx, &author, act).await?)
}

/// Writes to a partner in the partner bot.
///
/// # Errors
/// A refusal for nothing, for too much, and where the partner has left.
pub async fn write_to(
    tx: &mut Tx,
    permit: &Permit,
    partner: PartnerId,
    text: &str,
) -> Result<(), Error> {
    let author = permit.of(Right::WriteToPartner)?.author();
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MESSAGE_CHARS {
        return Err(Refusal::new("message-length-wrong").into());
    }
    let known = accounts::partner(&mut *tx, partner).await?;
    if known.chat().is_none() {
        return Err(Refusal::new("partner-has-left").into());
    }
    let args = vec![("text".to_owned(), Arg::Text(text.to_owned()))];
    notify::tell(tx, partner, "house-message", args).await?;
    let act = Act {
        act: "partner.written",
        partner: Some(partner.to_string()),
        after: text.chars().take(REASON_CHARS).collect(),
        ..Act::default()
    };
    Ok(audit::write(tx, &author, act).await?)
}

fn reason_of(text: &str) -> Result<String, Refusal> {
    let reason: String = text.trim().chars().take(REASON_CHARS).collect();
    if reason.is_empty() {
        return Err(Refusal::new("reason-needed"));
    }
    Ok(reason)
}
