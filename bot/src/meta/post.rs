//! Sends what waits for customers of Meta's messengers, in order within a
//! conversation and within the budget of each account.

use scx_connect::meta::{Graph, Host, Outgoing, Sender, reason};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::chat::{self, Departures, SentMessage};
use scx_domain::messengers::{self, Account, Login, MetaAccount, MetaId, State};
use scx_domain::notify::{Mail, Told};
use scx_domain::{Error, Refusal};
use scx_jobs::outbox::{self, Posted, Send};
use scx_jobs::{Cx, Stop, Ticket};
use scx_kit::Time;
use scx_store::{DbError, Tx};

use super::tell;
use crate::settle::Webhooks;
use crate::texts::Texts;

/// Sends the letters of one conversation. The first that must wait holds up
/// the rest.
pub(crate) async fn send(
    cx: &Cx,
    ticket: &Ticket<Send>,
    account: &MetaAccount,
    letters: Vec<Posted>,
) -> Result<(), Stop> {
    let Some(sender) = sender(cx, account).await? else {
        let ids: Vec<_> = letters.iter().map(|letter| letter.id).collect();
        let mut tx = cx.db.begin().await?;
        outbox::done(&mut tx, &ids).await?;
        return Ok(tx.commit().await?);
    };
    for letter in letters {
        let Ok(Mail::Told(told)) = serde_json::from_slice::<Mail>(letter.body.expose()) else {
            tracing::error!(outbox.id = %letter.id, "a letter is unreadable");
            done(cx, &letter, None).await?;
            continue;
        };
        deliver(cx, ticket, (account, &sender), &letter, &told).await?;
    }
    Ok(())
}

/// The account of an id as it sends; none when it works no more.
pub(crate) async fn sender_of(cx: &Cx, id: MetaId) -> Result<Option<Sender>, Error> {
    let account = messengers::accounts(&cx.db, &[id]).await?.remove(&id);
    match account {
        Some(account) => Ok(sender(cx, &account).await?),
        None => Ok(None),
    }
}

/// The account as it sends; none when it works no more.
async fn sender(cx: &Cx, account: &MetaAccount) -> Result<Option<Sender>, DbError> {
    if account.state != State::Ok {
        return Ok(None);
    }
    let secrets = messengers::secrets(&cx.db, account.id).await?;
    let (Some(token), Some(id)) = (secrets.token, account.external_id.clone()) else {
        return Ok(None);
    };
    Ok(Some(Sender {
        messenger: account.messenger,
        host: match account.login {
            Login::Facebook => Host::Facebook,
            Login::Instagram => Host::Instagram,
        },
        id,
        token,
    }))
}

async fn deliver(
    cx: &Cx,
    ticket: &Ticket<Send>,
    (account, sender): (&MetaAccount, &Sender),
    letter: &Posted,
    told: &Told,
) -> Result<(), Stop> {
    let place = (Account::Meta(account.id), letter.chat.as_str());
    let message = told.message.as_deref();
    let is_over = |until: Option<Time>| until.is_some_and(|until| until <= cx.clock.now());
    let is_late = is_over(told.until);
    if is_late && is_over(told.person_until.or(told.until)) {
        // Meta would refuse it, and count it against the number.
        let why = "notice-unsent-window";
        return give_up(cx, letter, async |tx| {
            chat::note_unsent(tx, account.partner, place, (message, why)).await
        })
        .await;
    }
    let base = cx.service::<Webhooks>().base_url.as_deref();
    let messages = tell::told(cx.service::<Texts>(), sender.messenger, told, base);
    let messages = messages.into_iter().map(|outgoing| match outgoing {
        Outgoing::Text { text, .. } if is_late => Outgoing::HumanText { text },
        outgoing => outgoing,
    });
    let mut last = None;
    for outgoing in messages {
        match say(cx, sender, (&letter.chat, message), &outgoing).await {
            Ok(id) => last = id.or(last),
            Err(error) => {
                let message = (message, is_late);
                return fail(cx, ticket, account, (letter, message), &error).await;
            }
        }
    }
    let sent = message.map(|id| SentMessage {
        partner: account.partner,
        id: id.to_owned(),
        external_id: last,
    });
    done(cx, letter, sent).await
}

async fn say(
    cx: &Cx,
    sender: &Sender,
    to: (&str, Option<&str>),
    outgoing: &Outgoing,
) -> Result<Option<String>, ConnectError> {
    cx.service::<Graph>().send(sender, to, outgoing).await
}

async fn done(cx: &Cx, letter: &Posted, sent: Option<SentMessage>) -> Result<(), Stop> {
    Ok(cx.service::<Departures>().done(letter.id, sent).await?)
}

/// Takes a letter out of the outbox together with what follows from it.
async fn give_up<F>(cx: &Cx, letter: &Posted, effect: F) -> Result<(), Stop>
where
    F: AsyncFnOnce(&mut Tx) -> Result<(), DbError>,
{
    let mut tx = cx.db.begin().await?;
    effect(&mut tx).await?;
    outbox::done(&mut tx, &[letter.id]).await?;
    Ok(tx.commit().await?)
}

/// Decides what a failed send means: wait, try again, or tell the partner.
async fn fail(
    cx: &Cx,
    ticket: &Ticket<Send>,
    account: &MetaAccount,
    (letter, (message, is_late)): (&Posted, (Option<&str>, bool)),
    error: &ConnectError,
) -> Result<(), Stop> {
    let trouble = |key| Some(Refusal::new(key));
    let (why, trouble) = match &error.kind {
        ErrorKind::Limited { after } => {
            let until = cx.clock.now() + *after;
            return Err(Stop::Wait {
                until,
                why: "Meta asked to wait".to_owned(),
            });
        }
        ErrorKind::Unavailable { .. } if !ticket.attempt.is_last => return Err(Stop::again(error)),
        ErrorKind::Auth => ("notice-unsent", trouble("meta-token-dead")),
        // Meta has to allow an app what people may say after the first day; the
        // account works as before.
        ErrorKind::Refused { reason } if is_late && reason == reason::FORBIDDEN => {
            ("notice-unsent-human", None)
        }
        ErrorKind::Refused { reason } => match reason.as_str() {
            reason::WINDOW => ("notice-unsent-window", None),
            reason::UNREACHABLE => ("notice-unsent-unreachable", None),
            reason::PAYMENT => ("notice-unsent-payment", None),
            reason::MEDIA => ("notice-unsent-media", None),
            reason::LOCKED => ("notice-unsent", trouble("meta-locked")),
            reason::FORBIDDEN => ("notice-unsent", trouble("meta-forbidden")),
            _ => ("notice-unsent", None),
        },
        ErrorKind::Broken | ErrorKind::Unavailable { .. } => {
            tracing::error!(outbox.id = %letter.id, %error, "a letter cannot be sent");
            ("notice-unsent", None)
        }
    };
    let place = (Account::Meta(account.id), letter.chat.as_str());
    give_up(cx, letter, async |tx| {
        chat::note_unsent(tx, account.partner, place, (message, why)).await?;
        match trouble {
            Some(trouble) => messengers::break_off(tx, account, trouble).await,
            None => Ok(()),
        }
    })
    .await
}
