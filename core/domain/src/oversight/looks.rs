//! Looking into what is private to a partner. Each look is written down in the transaction
//! in which it happens, and the partner sees who looked (`audit::looks`).

use scx_store::Tx;

use crate::Error;
use crate::accounts::PartnerId;
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};

/// Notes that a conversation is opened: `what` names the customer and the channel.
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
