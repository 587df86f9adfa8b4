//! What admins are told in the morning: the day before in figures, and the
//! owner what the people of the house did.

use std::sync::Arc;

use scx_connect::telegram::{Keyboard, Outgoing};
use scx_domain::admins::{self, Right};
use scx_domain::statistics::{self, DAY};
use scx_domain::{Arg, audit, tickets};
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Stop};
use scx_kit::Time;
use serde::{Deserialize, Serialize};

use super::figures::{self, SomPerUsd};
use super::jobs::desks;
use super::screens::act_label;
use crate::texts::Texts;
use crate::ui::{BotMail, Pen, post};

/// Days that a mean is made of, and the one that is told.
const DAYS: i64 = 8;

/// Tells the admins of yesterday.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Morning {}

impl Job for Morning {
    const NAME: &'static str = "bot.morning";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key(String::new()))
    }
}

/// Tells them.
pub(crate) async fn morning(_job: Arc<Morning>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let days = statistics::past(&mut tx, DAYS).await?;
    let Some((yesterday, before)) = days.split_last() else {
        return Ok(());
    };
    let from = Time(yesterday.at);
    let acts = audit::counts(&mut tx, (from, from + DAY)).await?;
    let waiting = tickets::waiting_count(&mut tx).await?;
    let rate = cx.service::<SomPerUsd>().0;
    for (admin, place, language) in desks(&mut tx, Right::SeeStatistics).await? {
        if statistics::is_muted(&mut tx, admin.telegram_user).await? {
            continue;
        }
        let pen = Pen {
            texts: cx.service::<Texts>(),
            language,
        };
        let date = ("date", figures::date(yesterday.at).into());
        let mut lines = vec![pen.text("figures-morning", &[date])];
        lines.extend(figures::beside(yesterday, before, rate, &pen));
        if waiting > 0 {
            lines.push(pen.text("desk-tickets", &[("count", Arg::Number(waiting))]));
        }
        if admins::may(admin.role, Right::ManageAdmins) && !acts.is_empty() {
            lines.push(String::new());
            lines.push(pen.t("figures-acts"));
            lines.extend(acts.iter().map(|(who, act, count)| {
                let args = [
                    ("who", who.as_str().into()),
                    ("act", act_label(act, &pen).into()),
                    ("count", Arg::Number(*count)),
                ];
                pen.text("figures-act", &args)
            }));
        }
        let told = BotMail::Direct(Outgoing::Text {
            chat: place.chat,
            html: lines.join("\n"),
            keyboard: Keyboard::None,
            reply_to: None,
            silent: false,
            thread: None,
            business: None,
        });
        post(&mut tx, &place, None, vec![told]).await?;
    }
    Ok(tx.commit().await?)
}
