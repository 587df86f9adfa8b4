//! The partner bot's own work outside of a tap: cards, notices, trial answers.

use std::sync::Arc;

use scx_connect::telegram::{Button, ButtonAction, Keyboard, Outgoing};
use scx_domain::accounts::{self, Partner, PartnerId};
use scx_domain::ai::Action;
use scx_domain::channels::{self, Role};
use scx_domain::export::{self, Hand};
use scx_domain::knowledge::DocumentId;
use scx_domain::notify::{self, Notice, Place, Redraw, Topic};
use scx_domain::plans::{self, Ending};
use scx_domain::{Arg, Error, chat, winback};
use scx_jobs::{Attempt, Cx, Job, Lane, Priority, Stop};
use scx_kit::Millis;
use scx_store::{DbError, Tx};
use serde::{Deserialize, Serialize};

use super::map;
use crate::texts::Texts;
use crate::ui::{BotMail, FileMail, Pen, Target, Viewer, post};

/// Draws a card anew where it hangs, or hangs it in the partner's chat.
pub(crate) async fn redraw(job: Arc<Redraw>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let Some((partner, place)) = seat(&mut tx, job.partner).await? else {
        return Ok(());
    };
    let Some(card) = map().card(&job.card) else {
        return Err(Stop::GiveUp(format!("no card {}", job.card)));
    };
    let silent = match card.topic() {
        Some(topic) => notify::muted(&mut tx, partner.id).await?.contains(&topic),
        None => false,
    };
    let pen = Pen {
        texts: cx.service::<Texts>(),
        language: partner.language,
    };
    let viewer = Viewer::Partner(partner.clone());
    let view = card.view(&mut tx, &viewer, &job.subject, pen).await?;
    let keyboard = view.keyboard(&job.card, &Target::Card);
    let mail = BotMail::Card {
        card: job.card.clone(),
        subject: job.subject.clone(),
        place: place.clone(),
        html: view.html,
        keyboard,
        silent,
        thread: view.thread,
        is_pinned: view.is_pinned,
    };
    post(&mut tx, &place, Some(partner.id.to_string()), vec![mail]).await?;
    Ok(tx.commit().await?)
}

/// Tells a partner something.
pub(crate) async fn notice(job: Arc<Notice>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let about = (job.topic, job.key.as_str());
    tell(&cx, job.partner, about, &job.args).await
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
            tell(&cx, partner.id, (None, "trial-answer"), &args).await
        }
        Action::NoAnswer | Action::HandOver => {
            tell(&cx, partner.id, (None, "trial-no-answer"), &[]).await
        }
    }
}

/// Tells a partner that the trial or the plan ends, with the way to go on;
/// nothing where the end has moved since.
pub(crate) async fn ending(job: Arc<Ending>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let Some((partner, place)) = seat(&mut tx, job.partner).await? else {
        return Ok(());
    };
    if !plans::ends_at(&partner, job.ends_at) {
        return Ok(());
    }
    let muted = notify::muted(&mut tx, partner.id).await?;
    let texts = cx.service::<Texts>();
    let has_ended = job.before.0 == 0;
    if has_ended && job.is_trial {
        winback::begin(&mut tx, partner.id, job.ends_at).await?;
    }
    let mut mails = Vec::new();
    if has_ended || !muted.contains(&Topic::Trial) {
        mails.push(told_of(&job, &partner, &place, texts));
    }
    let is_first = job.is_trial && job.before == Millis::hours(24);
    if is_first && partner.email.is_none() && !muted.contains(&Topic::Tips) {
        let html = texts.render(partner.language, "email-ask-again", &[]);
        mails.push(say(&place, html, Keyboard::None));
    }
    post(&mut tx, &place, Some(partner.id.to_string()), mails).await?;
    Ok(tx.commit().await?)
}

/// What is told of an end, with the way to go on.
fn told_of(job: &Ending, partner: &Partner, place: &Place, texts: &Texts) -> BotMail {
    let key = match (job.is_trial, job.before.0 == 0) {
        (true, false) => "trial-ends-soon",
        (true, true) => "trial-ended",
        (false, false) => "plan-ends-soon",
        (false, true) => "plan-ended",
    };
    let days = job.before.0 / Millis::days(1).0;
    let args = [
        ("until".to_owned(), Arg::Moment(job.ends_at.0)),
        ("days".to_owned(), Arg::Number(days)),
    ];
    let label = match job.is_trial {
        true => "button-ask-access",
        false => "button-renew",
    };
    let way = Button {
        label: texts.render(partner.language, label, &[]),
        action: ButtonAction::Data(super::cards::plan_button().encode()),
    };
    let html = texts.render(partner.language, key, &args);
    say(place, html, Keyboard::Inline(vec![vec![way]]))
}

fn say(place: &Place, html: String, keyboard: Keyboard) -> BotMail {
    BotMail::Direct(Outgoing::Text {
        chat: place.chat,
        html,
        keyboard,
        reply_to: None,
        silent: false,
        thread: None,
        business: None,
    })
}

/// Posts the archives of an export, each with what stands below it.
pub(crate) async fn hand_export(job: Arc<Hand>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let Some((partner, place)) = seat(&mut tx, job.partner).await? else {
        export::give_up(&mut tx, job.partner, job.export).await?;
        return Ok(tx.commit().await?);
    };
    let blobs = export::take(&mut tx, partner.id, job.export).await?;
    let texts = cx.service::<Texts>();
    let parts = i64::try_from(blobs.len()).unwrap_or(i64::MAX);
    let mails = (1..).zip(blobs).map(|(part, blob)| {
        let args = [
            ("part".to_owned(), Arg::Number(part)),
            ("parts".to_owned(), Arg::Number(parts)),
        ];
        BotMail::File(FileMail {
            thread: None,
            chat: place.chat,
            partner: partner.id,
            blob,
            file_name: texts.render(partner.language, "export-file-name", &args),
            media_type: "application/zip".to_owned(),
            caption_html: texts.render(partner.language, "export-caption", &args),
        })
    });
    let mails = mails.collect();
    post(&mut tx, &place, Some(partner.id.to_string()), mails).await?;
    Ok(tx.commit().await?)
}

/// Tells a partner something, unless its topic is muted.
async fn tell(
    cx: &Cx,
    partner: PartnerId,
    (topic, key): (Option<Topic>, &str),
    args: &[(String, Arg)],
) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let Some((partner, place)) = seat(&mut tx, partner).await? else {
        return Ok(());
    };
    if let Some(topic) = topic
        && notify::muted(&mut tx, partner.id).await?.contains(&topic)
    {
        return Ok(());
    }
    let html = cx.service::<Texts>().render(partner.language, key, args);
    let mail = say(&place, html, Keyboard::None);
    post(&mut tx, &place, Some(partner.id.to_string()), vec![mail]).await?;
    Ok(tx.commit().await?)
}

/// The partner and their private chat with the partner bot; nothing for one who
/// left, or was erased since the work was queued.
pub(crate) async fn seat(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Option<(Partner, Place)>, Error> {
    let partner = match accounts::partner(&mut *tx, partner).await {
        Err(DbError::Missing) => return Ok(None),
        other => other?,
    };
    let bot = channels::of_role(&mut *tx, Role::Partner).await?;
    Ok(bot.zip(partner.chat()).map(|(bot, chat)| {
        let place = Place {
            bot: bot.id.to_string(),
            chat,
            person: chat,
        };
        (partner, place)
    }))
}
