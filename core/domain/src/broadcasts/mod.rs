//! What admins say to many: to partners, and to customers of partners who agreed.
//!
//! A recipient is taken up in a transaction before anybody is called, and what
//! became of them is written down in another. Whom a crash leaves between the two
//! may have got it: they are unknown, and are not written to again.

mod files;
mod jobs;
mod model;
mod sql;

use scx_jobs::{Cx, Every, Registry, enqueue, enqueue_at};
use scx_kit::{Millis, Time};
use scx_store::{DbError, On, Tx};

pub use files::{NewsFile, file_part, go_without, keep_file, public_file, to_be_kept};
pub use jobs::{DropFiles, Gather, KeepFile, Send};
pub use model::{
    Audience, Broadcast, BroadcastId, BroadcastMark, Crowd, OnMeta, Outcome, Reach, Recipient,
    Said, State, Taken, Tally, Through, Whom,
};

use crate::accounts::PartnerId;
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::channels::{self, Role};
use crate::messengers::Account;
use crate::notify::Place;
use crate::{Error, Parts, Refusal, accounts, chat, notify, plain};

/// The card that shows how far a broadcast is.
pub const CARD: &str = "broadcast";
/// Recipients that a sender takes up at once: a second's worth.
pub const AT_ONCE: i64 = 25;
/// Broadcasts of a page.
pub const PAGE: i64 = 6;
/// Recipients written down in one transaction.
const GATHERED: i64 = 500;
/// How often the card is drawn anew while it runs.
const REDRAWN: Millis = Millis::secs(3);

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        registry: Registry::default()
            .job::<Gather>()
            .job::<DropFiles>()
            .every::<DropFiles>(Every::Cron("0 40 21 * * *"), || DropFiles {}),
        statements: sql::statements(),
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}

/// Words that are about to be sent to many.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The message, as the bots write it down.
    pub words: String,
    /// Its words without formatting.
    pub text: String,
    /// It is more than words.
    pub has_file: bool,
    /// On which of Meta's messengers it goes out too.
    pub on_meta: OnMeta,
}

/// How many an audience is now.
///
/// # Errors
/// [`DbError`].
pub async fn reach(tx: &mut Tx, audience: Audience, on_meta: OnMeta) -> Result<Reach, DbError> {
    let now = tx.now();
    sql::reach(tx, audience, (on_meta, now)).await
}

/// Begins to write to many.
///
/// # Errors
/// Refusals: another one is at work; there is nobody.
pub async fn start(
    tx: &mut Tx,
    permit: &Permit,
    (audience, draft): (Audience, &Draft),
) -> Result<BroadcastId, Error> {
    let admin = permit.of(Right::Broadcast)?;
    let reach = reach(tx, audience, draft.on_meta).await?;
    if reach.people == 0 {
        return Err(Refusal::new("broadcast-nobody").into());
    }
    let id = tx.id();
    if !sql::insert(tx, id, (audience, draft), admin).await? {
        return Err(Refusal::new("broadcast-busy").into());
    }
    match draft.has_file && audience.is_on(draft.on_meta) {
        // What Meta's messengers fetch must be there before they are told of it.
        true => enqueue(tx, &KeepFile { broadcast: id }).await?,
        false => enqueue(tx, &Gather { broadcast: id }).await?,
    }
    let act = Act {
        act: "broadcast.started",
        target: id.to_string(),
        before: plain(&audience),
        after: reach.people.to_string(),
        reason: draft.text.chars().take(300).collect(),
        ..Act::default()
    };
    audit::write(tx, &admin.author(), act).await?;
    notify::redraw_for_admins(tx, CARD, &id.to_string(), Right::Broadcast).await?;
    Ok(id)
}

/// Pauses a broadcast, lets it go on or ends it.
///
/// # Errors
/// A refusal where somebody was faster.
pub async fn hold(
    tx: &mut Tx,
    permit: &Permit,
    (id, to): (BroadcastId, State),
) -> Result<(), Error> {
    let admin = permit.of(Right::Broadcast)?;
    let (from, act) = match to {
        State::Paused => (&[State::Running][..], "broadcast.paused"),
        State::Running => (&[State::Paused][..], "broadcast.resumed"),
        _ => (
            &[State::Gathering, State::Running, State::Paused][..],
            "broadcast.cancelled",
        ),
    };
    let mut has_moved = false;
    for from in from {
        has_moved |= !has_moved && sql::step(tx, id, (*from, to), &admin.name).await?;
    }
    if !has_moved {
        return Err(Refusal::new("broadcast-moved").into());
    }
    if to == State::Running {
        send_on(tx, id).await?;
    }
    let act = Act {
        act,
        target: id.to_string(),
        after: to.name().to_owned(),
        ..Act::default()
    };
    audit::write(tx, &admin.author(), act).await?;
    Ok(notify::redraw_for_admins(tx, CARD, &id.to_string(), Right::Broadcast).await?)
}

/// A broadcast, and how many had which outcome.
///
/// # Errors
/// [`DbError::Missing`].
pub async fn one(tx: &mut Tx, id: BroadcastId) -> Result<(Broadcast, Tally), DbError> {
    let broadcast = sql::one(&mut *tx, id).await?;
    let tally = sql::tally(&mut *tx, id).await?;
    Ok((broadcast, tally))
}

/// A page of broadcasts, newest first; one more than fits.
///
/// # Errors
/// [`DbError`].
pub async fn page(on: impl Into<On<'_>>, page: i64) -> Result<Vec<Broadcast>, DbError> {
    sql::page(on, page.clamp(0, 100_000) * PAGE).await
}

/// Writes the next recipients down; true while there may be more.
async fn gather(cx: &Cx, id: BroadcastId) -> Result<bool, Error> {
    let mut tx = cx.db.begin().await?;
    let broadcast = sql::one(&mut tx, id).await?;
    if broadcast.state != State::Gathering {
        return Ok(false);
    }
    let bot = channels::of_role(&mut tx, Role::Partner).await?;
    let bot = bot.map(|bot| bot.id.to_string()).unwrap_or_default();
    let audience = (id, &broadcast.audience);
    let has_more = sql::next_page(&mut tx, audience, (&bot, GATHERED)).await?;
    if !has_more {
        sql::step(&mut tx, id, (State::Gathering, State::Running), "").await?;
        sql::insert_senders(&mut tx, id).await?;
        send_on(&mut tx, id).await?;
        notify::redraw_for_admins(&mut tx, CARD, &id.to_string(), Right::Broadcast).await?;
    }
    tx.commit().await?;
    Ok(has_more)
}

/// Has every sender that is not done begin or go on.
async fn send_on(tx: &mut Tx, id: BroadcastId) -> Result<(), DbError> {
    let mut is_over = true;
    for account in sql::senders(&mut *tx, id).await? {
        is_over = false;
        let job = Send {
            broadcast: id,
            account,
        };
        enqueue(tx, &job).await?;
    }
    if is_over {
        end(tx, id).await?;
    }
    Ok(())
}

/// Takes up the next recipients of a sender, in a transaction that is committed
/// before anybody is called. Whom an earlier run left under way is unknown. None
/// where there is nothing to do.
///
/// # Errors
/// [`DbError`].
pub async fn take_up(
    tx: &mut Tx,
    (id, account): (BroadcastId, &str),
) -> Result<Option<Taken>, DbError> {
    if sql::one(&mut *tx, id).await?.state != State::Running {
        return Ok(None);
    }
    sql::give_up_cut_off(tx, (id, account)).await?;
    let message = sql::message(&mut *tx, (id, account)).await?;
    let is_bot = matches!(account.parse(), Ok(Account::Bot(_)));
    let most = match &message.file {
        // The first brings the file, the others say it by its id.
        None if message.has_file && is_bot => 1,
        _ => AT_ONCE,
    };
    let recipients = sql::take(tx, (id, account), most).await?;
    if recipients.is_empty() {
        sql::sender_done(tx, (id, account)).await?;
        if sql::senders(&mut *tx, id).await?.is_empty() {
            end(tx, id).await?;
        }
        return Ok(None);
    }
    Ok(Some(Taken {
        words: message.words,
        text: message.text,
        file: message.file,
        key: message.key,
        recipients,
    }))
}

/// A sender is of no use: whoever waits for it will get nothing.
///
/// # Errors
/// [`DbError`].
pub async fn give_up(tx: &mut Tx, of: (BroadcastId, &str)) -> Result<(), DbError> {
    sql::give_up(tx, of).await
}

/// What became of a recipient, and what they were told.
pub type Settled = (Recipient, Outcome, Vec<Said>);

/// Takes note of what became of recipients, and has the sender go on.
///
/// # Errors
/// [`DbError`].
pub async fn settle(
    tx: &mut Tx,
    (id, account): (BroadcastId, &str),
    settled: &[Settled],
    (file, again_at): (Option<&str>, Time),
) -> Result<(), DbError> {
    sql::note(tx, (id, account), settled).await?;
    if let Some(file) = file {
        sql::keep_file(tx, (id, account), file).await?;
    }
    for (recipient, outcome, said) in settled {
        match (recipient.conversation, outcome) {
            (None, Outcome::Sent) => {
                // A screen above it is no longer the last message.
                let chat = recipient.chat.parse::<i64>().unwrap_or_default();
                let place = Place {
                    bot: account.to_owned(),
                    chat,
                    person: chat,
                };
                let message = said
                    .iter()
                    .find_map(|said| said.id.as_deref()?.parse().ok());
                notify::saw_message(tx, &place, message.unwrap_or_default()).await?;
            }
            (None, Outcome::Blocked) => {
                accounts::set_reachable(tx, recipient.partner, false).await?;
            }
            (Some(conversation), Outcome::Sent) => {
                for Said { text, id } in said {
                    let said = (text.as_str(), id.as_deref());
                    chat::note_news(tx, recipient.partner, conversation, said).await?;
                }
            }
            _ => {}
        }
    }
    let job = Send {
        broadcast: id,
        account: account.to_owned(),
    };
    enqueue_at(tx, &job, again_at).await?;
    redraw_soon(tx, id).await
}

/// Whether somebody is being written to this moment: what the channel then says
/// that the account wrote is ours, though nobody has noted its id yet.
///
/// # Errors
/// [`DbError`].
pub async fn is_under_way(
    on: impl Into<On<'_>>,
    (account, chat): (Account, &str),
) -> Result<bool, DbError> {
    sql::is_under_way(on, (&account.to_string(), chat)).await
}

async fn end(tx: &mut Tx, id: BroadcastId) -> Result<(), DbError> {
    if sql::step(tx, id, (State::Running, State::Done), "").await? {
        notify::redraw_for_admins(tx, CARD, &id.to_string(), Right::Broadcast).await?;
    }
    Ok(())
}

/// Telegram lets a message be changed about once a second; more often tells
/// nobody more.
async fn redraw_soon(tx: &mut Tx, id: BroadcastId) -> Result<(), DbError> {
    let job = notify::RedrawForAdmins {
        card: CARD.to_owned(),
        subject: id.to_string(),
        right: Right::Broadcast.name().to_owned(),
    };
    let at = tx.now() + REDRAWN;
    enqueue_at(tx, &job, at).await
}

/// Whether a partner's customers may be written to.
///
/// # Errors
/// [`DbError`].
pub async fn has_consent(on: impl Into<On<'_>>, partner: PartnerId) -> Result<bool, DbError> {
    sql::has_consent(on, partner).await
}

/// A partner allows that their customers are written to, or does so no more:
/// whoever waits then is not written to.
///
/// # Errors
/// [`DbError`].
pub async fn set_consent(tx: &mut Tx, partner: PartnerId, is: bool) -> Result<(), DbError> {
    sql::set_consent(tx, partner, is).await
}
