//! Letters to partners: written in their language, sent once.

mod layout;
mod letters;
mod winback;

use std::future::Future;

use scx_connect::mail::{Letter, Mailer, Outcome};
use scx_domain::channels::{self, Role};
use scx_domain::{Pages, mail};
use scx_jobs::{Cx, Stop};
use scx_kit::{Language, Millis, Time};
use scx_store::{DbError, Tx};

use crate::texts::Texts;

pub(crate) use letters::deliver;
pub(crate) use winback::win_back;

/// The row behind a letter: where its way is written down.
trait Way: Sync {
    /// After how long a letter that was not taken is tried again.
    const AGAIN: Millis;

    /// It was certainly not taken, and is tried again.
    fn put_back(&self, tx: &mut Tx) -> impl Future<Output = Result<(), DbError>> + Send;
    /// What became of it.
    fn end(
        &self,
        tx: &mut Tx,
        outcome: Outcome,
    ) -> impl Future<Output = Result<(), DbError>> + Send;
}

/// Waits where the relay refuses our account.
async fn may_try(tx: &mut Tx) -> Result<(), Stop> {
    match mail::rests_until(tx).await? {
        None => Ok(()),
        Some(until) => Err(not_taken(until)),
    }
}

/// Sends a letter whose row says that it is being tried, and writes down what
/// became of it.
async fn send<W: Way>(cx: &Cx, mailer: &Mailer, letter: &Letter, way: &W) -> Result<(), Stop> {
    let outcome = mailer.send(letter).await;
    let mut tx = cx.db.begin().await?;
    let mut again = None;
    match outcome {
        Outcome::OurAccount => {
            way.put_back(&mut tx).await?;
            again = Some(mail::rest(&mut tx).await?);
        }
        Outcome::Later => {
            way.put_back(&mut tx).await?;
            again = Some(cx.clock.now() + W::AGAIN);
        }
        Outcome::Sent | Outcome::Unknown | Outcome::DeadAddress | Outcome::Refused => {
            way.end(&mut tx, outcome).await?;
        }
    }
    tx.commit().await?;
    told(outcome);
    again.map_or(Ok(()), |until| Err(not_taken(until)))
}

fn not_taken(until: Time) -> Stop {
    Stop::Wait {
        until,
        why: "the letter was not taken".to_owned(),
    }
}

/// Where a partner chooses the next plan.
pub(crate) async fn plan_link(tx: &mut Tx) -> Result<String, DbError> {
    let bot = channels::of_role(tx, Role::Partner).await?;
    let bot = bot.map(|bot| bot.username).unwrap_or_default();
    Ok(format!("https://t.me/{bot}?start=plan"))
}

/// Tells the operator.
fn told(outcome: Outcome) {
    let name = outcome.name();
    match outcome {
        Outcome::OurAccount | Outcome::Refused => {
            tracing::error!(mail.outcome = name, "the mail relay refuses our letters");
        }
        Outcome::Unknown => tracing::warn!(mail.outcome = name, "a letter may be out"),
        Outcome::Later => tracing::warn!(mail.outcome = name, "a letter was not taken"),
        Outcome::Sent | Outcome::DeadAddress => {}
    }
}

/// The few sentences that web pages show.
pub(crate) struct PageTexts;

impl Pages for PageTexts {
    fn text(&self, cx: &Cx, language: Language, key: &str) -> String {
        cx.service::<Texts>().render(language, key, &[])
    }
}
