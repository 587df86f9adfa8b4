//! The partner bot's own work outside of a tap: cards, notices, trial answers.

use std::sync::Arc;

use scx_connect::telegram::{Keyboard, Outgoing};
use scx_domain::accounts::{self, Partner, PartnerId};
use scx_domain::ai::Action;
use scx_domain::channels::{self, Role};
use scx_domain::knowledge::DocumentId;
use scx_domain::notify::{Notice, Place, Redraw};
use scx_domain::{Arg, Error, chat};
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Priority, Stop};
use scx_store::Tx;
use serde::{Deserialize, Serialize};

use super::map;
use crate::texts::Texts;
use crate::ui::{BotMail, Pen, Target, post};

/// Draws a card anew where it hangs, or hangs it in the partner's chat.
pub(crate) async fn redraw(job: Arc<Redraw>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let Some((partner, place)) = seat(&mut tx, job.partner).await? else {
        return Ok(());
    };
    let Some(card) = map().card(&job.card) else {
        return Err(Stop::GiveUp(format!("no card {}", job.card)));
    };
    let pen = Pen {
        texts: cx.service::<Texts>(),
        language: partner.language,
    };
    let view = card.view(&mut tx, &partner, &job.subject, pen).await?;
    let keyboard = view.keyboard(&job.card, &Target::Card);
    let mail = BotMail::Card {
        card: job.card.clone(),
        subject: job.subject.clone(),
        place: place.clone(),
        html: view.html,
        keyboard,
    };
    post(&mut tx, &place, Some(partner.id.to_string()), vec![mail]).await?;
    Ok(tx.commit().await?)
}

/// Tells a partner something.
pub(crate) async fn notice(job: Arc<Notice>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    tell(&cx, job.partner, &job.key, &job.args).await
}

/// A trial question to a document: asks as a customer would, shows the answer
/// to the partner only.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TrialQuestion {
    /// Who asks.
    pub partner: PartnerId,
    /// What is asked.
    pub document: DocumentId,
    /// The question.
    pub text: String,
}

impl Job for TrialQuestion {
    const NAME: &'static str = "bot.trial_question";
    const LANE: Lane = Lane::Chat;
    const PRIORITY: Priority = Priority::High;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }
}

/// Answers a trial question.
pub(crate) async fn trial_question(
    job: Arc<TrialQuestion>,
    cx: Cx,
    _attempt: Attempt,
) -> Result<(), Stop> {
    let partner = accounts::partner(&cx.db, job.partner).await?;
    let answer = chat::test(&cx, &partner, job.document, &job.text).await?;
    match answer.action {
        Action::Answer => {
            let args = vec![("answer".to_owned(), Arg::Text(answer.text))];
            tell(&cx, partner.id, "trial-answer", &args).await
        }
        Action::NoAnswer | Action::HandOver => tell(&cx, partner.id, "trial-no-answer", &[]).await,
    }
}

/// The trial ends within a day: says so, and asks for an address once more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TrialEndsSoon {
    /// Whose trial.
    pub partner: PartnerId,
}

impl Job for TrialEndsSoon {
    const NAME: &'static str = "bot.trial_ends_soon";
    const LANE: Lane = Lane::House;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.partner.to_string()))
    }
}

/// Tells a partner that the trial ends soon.
pub(crate) async fn trial_ends_soon(
    job: Arc<TrialEndsSoon>,
    cx: Cx,
    _attempt: Attempt,
) -> Result<(), Stop> {
    let partner = accounts::partner(&cx.db, job.partner).await?;
    let args = vec![("until".to_owned(), Arg::Moment(partner.trial_ends_at.0))];
    tell(&cx, partner.id, "trial-ends-soon", &args).await?;
    if partner.email.is_none() {
        tell(&cx, partner.id, "email-ask-again", &[]).await?;
    }
    Ok(())
}

async fn tell(cx: &Cx, partner: PartnerId, key: &str, args: &[(String, Arg)]) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let Some((partner, place)) = seat(&mut tx, partner).await? else {
        return Ok(());
    };
    let html = cx.service::<Texts>().render(partner.language, key, args);
    let mail = BotMail::Direct(Outgoing::Text {
        chat: place.chat,
        html,
        keyboard: Keyboard::None,
        reply_to: None,
        silent: false,
    });
    post(&mut tx, &place, Some(partner.id.to_string()), vec![mail]).await?;
    Ok(tx.commit().await?)
}

/// The partner and their private chat with the partner bot.
pub(crate) async fn seat(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Option<(Partner, Place)>, Error> {
    let partner = accounts::partner(&mut *tx, partner).await?;
    let bot = channels::of_role(&mut *tx, Role::Partner).await?;
    Ok(bot.map(|bot| {
        let place = Place {
            bot: bot.id.to_string(),
            chat: partner.telegram_user,
            person: partner.telegram_user,
        };
        (partner, place)
    }))
}
