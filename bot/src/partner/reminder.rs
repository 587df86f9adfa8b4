//! The one reminder of the first steps.

use std::sync::Arc;

use scx_connect::telegram::Outgoing;
use scx_domain::Error;
use scx_domain::accounts::{Partner, PartnerId, State};
use scx_domain::notify::{self, Topic};
use scx_domain::onboarding::{self, CARD, REMINDED_AFTER, polite_moment};
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Stop, enqueue_at};
use scx_kit::{Millis, Time};
use scx_store::{DbError, Tx};
use serde::{Deserialize, Serialize};

use super::jobs::seat;
use crate::ui::{BotMail, post};

/// A bot may delete its messages for 48 hours.
const DELETABLE: Millis = Millis::hours(47);

/// A partner who has not finished the first steps a day after the registration
/// is reminded once, never at night.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemindSteps {
    /// Whom.
    pub partner: PartnerId,
}

impl Job for RemindSteps {
    const NAME: &'static str = "bot.remind_steps";
    const LANE: Lane = Lane::House;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.partner.to_string()))
    }
}

/// Plans the reminder of a partner who has just registered.
pub(super) async fn plan(tx: &mut Tx, partner: &Partner) -> Result<(), DbError> {
    let job = RemindSteps {
        partner: partner.id,
    };
    let at = partner.created_at + REMINDED_AFTER;
    enqueue_at(tx, &job, polite_moment(at, hours(partner))).await
}

/// Hangs the card of the first steps anew, where it is seen.
pub(crate) async fn remind(job: Arc<RemindSteps>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let Some((partner, place)) = seat(&mut tx, job.partner).await? else {
        return Ok(());
    };
    // The hours may have been set since.
    let until = polite_moment(tx.now(), hours(&partner));
    if until > tx.now() {
        return Err(Stop::Wait {
            until,
            why: "nobody is written to at night".to_owned(),
        });
    }
    if !is_needed(&mut tx, &partner).await? {
        return Ok(());
    }
    let subject = partner.id.to_string();
    let old = notify::card_message(&mut tx, CARD, &subject, &place).await?;
    if let Some(message) = old.filter(|_| is_deletable(&partner, tx.now())) {
        let chat = place.chat;
        let away = BotMail::Direct(Outgoing::Delete { chat, message });
        post(&mut tx, &place, Some(subject.clone()), vec![away]).await?;
    }
    notify::hang_card(&mut tx, CARD, &subject, &place, None).await?;
    notify::redraw(&mut tx, partner.id, CARD, &subject).await?;
    Ok(tx.commit().await?)
}

/// Whether there is something left to do, somebody who may do it, and no
/// reminder yet; takes the reminder if so.
async fn is_needed(tx: &mut Tx, partner: &Partner) -> Result<bool, Error> {
    let progress = onboarding::progress(&mut *tx, partner.id).await?;
    let is_open = progress.is_some_and(|progress| !progress.is_complete());
    let is_muted = notify::muted(&mut *tx, partner.id)
        .await?
        .contains(&Topic::Tips);
    let is_welcome = partner.state == State::Active && !is_muted;
    Ok(is_open && is_welcome && onboarding::take_reminder(tx, partner.id).await?)
}

fn hours(partner: &Partner) -> Option<(i64, i64)> {
    partner.opens_at.zip(partner.closes_at)
}

fn is_deletable(partner: &Partner, now: Time) -> bool {
    now - partner.created_at < DELETABLE
}
