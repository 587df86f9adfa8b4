//! Looking into what is private to a partner. Each look is written down in the transaction
//! in which it happens, and the partner sees who looked (`audit::looks`).

use scx_kit::{Millis, Time};
use scx_store::Tx;

use super::reason_of;
use crate::accounts::{self, PartnerId};
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Arg, Error, Refusal, notify};

/// How long an admin sees the bot as a partner does.
const VIEW: Millis = Millis::minutes(15);

/// Notes that a conversation is opened: `what` is its id.
///
/// # Errors
/// A fault.
pub async fn note_seen(
    tx: &mut Tx,
    permit: &Permit,
    partner: PartnerId,
    what: &str,
) -> Result<(), Error> {
    let author = permit.of(Right::SeeConversations)?.author();
    let act = Act {
        act: "conversation.seen",
        partner: Some(partner.to_string()),
        target: what.to_owned(),
        ..Act::default()
    };
    Ok(audit::write(tx, &author, act).await?)
}

/// Notes that conversations are taken as a file: how many, with how many messages.
///
/// # Errors
/// A fault.
pub async fn note_exported(
    tx: &mut Tx,
    permit: &Permit,
    partner: PartnerId,
    (conversations, messages): (usize, usize),
) -> Result<(), Error> {
    let author = permit.of(Right::SeeConversations)?.author();
    let act = Act {
        act: "conversation.exported",
        partner: Some(partner.to_string()),
        after: format!("{conversations} / {messages}"),
        ..Act::default()
    };
    Ok(audit::write(tx, &author, act).await?)
}

/// Begins to see the bot as a partner does, who is told at once. Returns until when.
///
/// # Errors
/// A refusal without a reason, and where the partner cannot be told.
pub async fn view_as(
    tx: &mut Tx,
    permit: &Permit,
    partner: PartnerId,
    reason: &str,
) -> Result<Time, Error> {
    let author = permit.of(Right::ViewAsPartner)?.author();
    let reason = reason_of(reason)?;
    let known = accounts::partner(&mut *tx, partner).await?;
    if known.chat().is_none() {
        return Err(Refusal::new("partner-has-left").into());
    }
    let until = tx.now() + VIEW;
    let args = vec![
        ("who".to_owned(), Arg::Text(author.name.clone())),
        ("until".to_owned(), Arg::Moment(until.0)),
        ("reason".to_owned(), Arg::Text(reason.clone())),
    ];
    notify::tell(tx, partner, "view-began", args).await?;
    let act = Act {
        act: "partner.viewed",
        partner: Some(partner.to_string()),
        reason,
        ..Act::default()
    };
    audit::write(tx, &author, act).await?;
    Ok(until)
}
