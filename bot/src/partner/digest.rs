//! The shop's figures that come by themselves: the card on top of the chat is
//! kept current, and once a week they are told.

use std::sync::Arc;

use scx_connect::telegram::{Aside, Keyboard, Outgoing};
use scx_domain::accounts::{self, PartnerId, State};
use scx_domain::chat::{self, Counts};
use scx_domain::notify::{self, Topic};
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Stop, enqueue};
use serde::{Deserialize, Serialize};

use super::cards::STATS;
use super::jobs::seat;
use super::report;
use crate::chart;
use crate::texts::Texts;
use crate::ui::{BotMail, Pen, post};

/// Draws every card of figures anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RefreshStats {}

impl Job for RefreshStats {
    const NAME: &'static str = "bot.refresh_stats";
    const LANE: Lane = Lane::House;
}

/// Has the week told to every partner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Digests {}

impl Job for Digests {
    const NAME: &'static str = "bot.digests";
    const LANE: Lane = Lane::House;
}

/// Tells one partner of the week.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Digest {
    /// Whom.
    pub partner: PartnerId,
}

impl Job for Digest {
    const NAME: &'static str = "bot.digest";
    const LANE: Lane = Lane::House;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.partner.to_string()))
    }
}

/// Draws every card of figures anew that hangs.
pub(crate) async fn refresh(
    _job: Arc<RefreshStats>,
    cx: Cx,
    _attempt: Attempt,
) -> Result<(), Stop> {
    let mut after = String::new();
    loop {
        let mut tx = cx.db.begin().await?;
        let subjects = notify::hung(&mut tx, STATS, &after).await?;
        for subject in &subjects {
            let Ok(partner) = subject.parse() else {
                continue;
            };
            notify::redraw(&mut tx, partner, STATS, subject).await?;
        }
        tx.commit().await?;
        match subjects.into_iter().next_back() {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// Plans the digest of every partner.
pub(crate) async fn digests(_job: Arc<Digests>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let mut after = None;
    loop {
        let mut tx = cx.db.begin().await?;
        let partners = accounts::present(&mut tx, after).await?;
        for partner in &partners {
            enqueue(&mut tx, &Digest { partner: *partner }).await?;
        }
        tx.commit().await?;
        match partners.last() {
            Some(last) => after = Some(*last),
            None => return Ok(()),
        }
    }
}

/// Tells one partner of the week, unless nobody wrote or it is muted.
pub(crate) async fn digest(job: Arc<Digest>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let Some((partner, place)) = seat(&mut tx, job.partner).await? else {
        return Ok(());
    };
    let is_muted = notify::muted(&mut tx, partner.id)
        .await?
        .contains(&Topic::Reports);
    let stats = chat::stats(&mut tx, partner.id).await?;
    if is_muted || partner.state == State::Banned || stats.week == Counts::default() {
        return Ok(());
    }
    let pen = Pen {
        texts: cx.service::<Texts>(),
        language: partner.language,
    };
    let text = BotMail::Direct(Outgoing::Text {
        chat: place.chat,
        html: format!(
            "{}\n\n{}",
            pen.t("digest-title"),
            report::told(&stats, &pen)
        ),
        keyboard: Keyboard::None,
        reply_to: None,
        silent: false,
        thread: None,
        business: None,
    });
    let picture = chart::hours(&stats.hours).map(|png| {
        BotMail::Direct(Outgoing::Photo {
            chat: place.chat,
            media_type: "image/png".to_owned(),
            bytes: png,
            caption_html: Some(pen.t("chart-caption")),
            aside: Aside::default(),
        })
    });
    let mails = [text].into_iter().chain(picture).collect();
    post(&mut tx, &place, Some(partner.id.to_string()), mails).await?;
    Ok(tx.commit().await?)
}
