//! Payment inside Telegram: the question before it, the news after it, and Stars
//! that go back.

use std::sync::Arc;

use scx_connect::payment::{Bill, Payments};
use scx_connect::telegram::{self, ANSWERED_WITHIN, Event, Incoming, Money, Person, Telegram};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::accounts;
use scx_domain::billing::{self, ChargeState, ReturnStars};
use scx_domain::channels::{self, Bot, BotId, Health, Role};
use scx_domain::notify::{self, Place};
use scx_domain::{Error, Refusal};
use scx_jobs::inbox::{InboxMark, LookNow, Waiting, handled, waiting};
use scx_jobs::{Attempt, Cx, Stop};
use scx_kit::{Id, Language};
use scx_store::{Actor, DbError};

use crate::meta::plain;
use crate::texts::Texts;

/// Two questions that meet at one row: the second is decided anew.
const ATTEMPTS: usize = 12;

/// Answers a question before a payment. Each is a conversation of its own, so that
/// nothing that its chat waits for stands before it.
pub(crate) async fn look_now(job: Arc<LookNow>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let place = [(job.account.as_str(), job.conversation.as_str())];
    for row in waiting(&cx.db, &place).await? {
        let id = row.id;
        if let Some(asked) = asked(&cx, row).await? {
            answer(&cx, &asked).await?;
        }
        let mut tx = cx.db.begin().await?;
        handled(&mut tx, &[id]).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// A question to our own bot.
struct Asked {
    bot: BotId,
    from: Person,
    query: String,
    bill: Bill,
    /// Telegram no longer waits.
    is_late: bool,
}

/// The question in an update; none where nobody of ours is asked.
async fn asked(cx: &Cx, row: Waiting) -> Result<Option<Asked>, Stop> {
    let Ok(Incoming {
        event: Event::Money(Money::Asked { query, bill }),
        from: Some(from),
        ..
    }) = telegram::parse(row.body.expose())
    else {
        return Ok(None);
    };
    let Ok(id) = row.account.parse::<BotId>() else {
        return Ok(None);
    };
    let bot = channels::bot(&cx.db, id).await?;
    let is_ours = bot.role == Role::Partner && bot.health != Health::Removed;
    Ok(is_ours.then(|| Asked {
        bot: id,
        from,
        query,
        bill,
        is_late: cx.clock.now() - row.received_at >= ANSWERED_WITHIN,
    }))
}

/// Decides, then says so. What is decided is stored before it is said, so that a
/// repetition says the same.
async fn answer(cx: &Cx, asked: &Asked) -> Result<(), Stop> {
    if asked.is_late {
        return let_go(cx, asked).await;
    }
    let decided = decide(cx, asked).await;
    let no = match &decided {
        Ok(()) => None,
        Err(refusal) => Some(in_words(cx, &asked.from, refusal).await?),
    };
    let token = channels::token(&cx.db, asked.bot).await?;
    let telegram = cx.service::<Telegram>();
    let said = telegram.answer_checkout(&token, &asked.query, no.as_deref());
    match said.await {
        Ok(true) => Ok(()),
        Ok(false) => let_go(cx, asked).await,
        Err(error) if error.is_retryable() => Err(later(cx, &error)),
        Err(error) => {
            tracing::error!(%error, "a question before a payment could not be answered");
            let_go(cx, asked).await
        }
    }
}

async fn decide(cx: &Cx, asked: &Asked) -> Result<(), Refusal> {
    for _ in 0..ATTEMPTS {
        match attempt(cx, asked).await {
            Ok(decided) => return decided,
            Err(Error::Fault(fault))
                if matches!(
                    fault.downcast_ref(),
                    Some(DbError::Unique | DbError::Deadlock)
                ) => {}
            Err(error) => {
                tracing::error!(%error, "a question before a payment could not be decided");
                return Err(Refusal::new("checkout-failed"));
            }
        }
    }
    tracing::error!("questions before a payment stand in each other's way");
    Err(Refusal::new("checkout-failed"))
}

async fn attempt(cx: &Cx, asked: &Asked) -> Result<Result<(), Refusal>, Error> {
    let mut tx = cx.db.begin().await?.acting_as(actor(asked.from.id));
    let who = (asked.query.as_str(), asked.from.id);
    let payments = cx.service::<Payments>();
    let decided = billing::agree(&mut tx, payments, who, &asked.bill).await?;
    tx.commit().await?;
    Ok(decided)
}

/// Nobody heard our yes, or nobody waits for it: the invoice is free again.
async fn let_go(cx: &Cx, asked: &Asked) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let payments = cx.service::<Payments>();
    billing::let_go(&mut tx, payments, (&asked.query, &asked.bill)).await?;
    Ok(tx.commit().await?)
}

/// A no in the words of whoever wants to pay.
async fn in_words(cx: &Cx, from: &Person, refusal: &Refusal) -> Result<String, Stop> {
    let partner = accounts::by_telegram(&cx.db, from.id).await?;
    let language = partner
        .map(|partner| partner.language)
        .or_else(|| Language::guess(from.language_code.as_deref()))
        .unwrap_or(Language::UzLatn);
    Ok(plain(&cx.service::<Texts>().refusal(language, refusal)))
}

/// Settles news of money, and marks it as handled in the same transaction.
pub(crate) async fn note(
    cx: &Cx,
    bot: &Bot,
    (incoming, money): (&Incoming, &Money),
    row: Id<InboxMark>,
) -> Result<(), Error> {
    let chat = incoming.chat.map_or(0, |chat| chat.id);
    let payer = incoming.from.as_ref().map_or(chat, |from| from.id);
    let mut tx = cx.db.begin().await?.acting_as(actor(payer));
    let message = match money {
        Money::Asked { .. } => None,
        Money::Taken { message, charge } => {
            let payments = cx.service::<Payments>();
            billing::taken(&mut tx, payments, payer, charge).await?;
            Some(*message)
        }
        Money::Back { message, charge } => {
            billing::went_back(&mut tx, charge).await?;
            Some(*message)
        }
    };
    if let Some(message) = message {
        let place = Place {
            bot: bot.id.to_string(),
            chat,
            person: chat,
        };
        notify::saw_message(&mut tx, &place, message).await?;
    }
    handled(&mut tx, &[row]).await?;
    Ok(tx.commit().await?)
}

/// Gives the Stars of a charge back. Those that went back before are no failure.
pub(crate) async fn return_stars(
    job: Arc<ReturnStars>,
    cx: Cx,
    attempt: Attempt,
) -> Result<(), Stop> {
    let charge = billing::charge(&cx.db, job.charge).await?;
    if charge.state != ChargeState::Returning {
        return Ok(());
    }
    let Some(bot) = channels::of_role(&cx.db, Role::Partner).await? else {
        return Err(Stop::GiveUp("no partner bot is configured".to_owned()));
    };
    let token = channels::token(&cx.db, bot.id).await?;
    let whose = (charge.payer, charge.provider_id.as_str());
    let went = cx.service::<Telegram>().return_stars(&token, whose).await;
    let mut tx = match &went {
        Err(error) if error.is_retryable() && !attempt.is_last => return Err(later(&cx, error)),
        Ok(()) | Err(_) => cx.db.begin().await?,
    };
    match went {
        Ok(()) => billing::note_returned(&mut tx, charge.id).await?,
        Err(error) => {
            tracing::warn!(%error, error.detail = %error.detail, "Stars could not be given back");
            billing::note_kept(&mut tx, charge.id, &error.detail).await?;
        }
    }
    Ok(tx.commit().await?)
}

fn later(cx: &Cx, error: &ConnectError) -> Stop {
    match &error.kind {
        ErrorKind::Limited { after } => Stop::Wait {
            until: cx.clock.now() + *after,
            why: "Telegram asked to wait".to_owned(),
        },
        _ => Stop::again(error),
    }
}

fn actor(person: i64) -> Actor {
    Actor(format!("telegram:{person}"))
}
