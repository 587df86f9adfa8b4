//! Letters to partners: written in their language, sent once.

use std::sync::Arc;

use scx_connect::mail::{self, Mailer, Outcome};
use scx_domain::channels::{self, Role};
use scx_domain::winback::{self, Draft, Letter};
use scx_domain::{Arg, Pages};
use scx_jobs::{Attempt, Cx, Stop};
use scx_kit::{Language, Millis};

use crate::Webhooks;
use crate::meta::plain;
use crate::texts::{Texts, escape};

/// After how long a letter that was not taken is tried again.
const AGAIN: Millis = Millis::minutes(30);

/// Sends one letter of winning back. The row says that it is being tried before
/// any server is called; whatever cuts this off leaves it unknown.
pub(crate) async fn win_back(job: Arc<Letter>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let Some(mailer) = cx.service::<Option<Mailer>>() else {
        return Ok(());
    };
    let mut tx = cx.db.begin().await?;
    let draft = winback::take_up(&mut tx, job.partner, job.slot).await?;
    let bot = channels::of_role(&mut tx, Role::Partner).await?;
    tx.commit().await?;
    let Some(draft) = draft else {
        return Ok(());
    };
    let bot = bot.map(|bot| bot.username).unwrap_or_default();
    let letter = written(&cx, &draft, (job.slot, &bot));
    let outcome = mailer.send(&letter).await;
    let mut tx = cx.db.begin().await?;
    match outcome {
        Outcome::Later | Outcome::OurAccount => {
            winback::put_back(&mut tx, job.partner, job.slot).await?;
        }
        Outcome::DeadAddress => {
            winback::settle(&mut tx, job.partner, job.slot, outcome.name()).await?;
            winback::stop(&mut tx, job.partner, winback::Stop::DeadAddress).await?;
        }
        Outcome::Refused => {
            winback::settle(&mut tx, job.partner, job.slot, outcome.name()).await?;
        }
        Outcome::Sent | Outcome::Unknown => {
            winback::is_out(&mut tx, job.partner, job.slot, outcome.name()).await?;
        }
    }
    tx.commit().await?;
    match outcome {
        Outcome::OurAccount | Outcome::Refused => {
            tracing::error!(
                mail.outcome = outcome.name(),
                "the mail relay refuses our letters"
            );
        }
        Outcome::Unknown => tracing::warn!(mail.outcome = outcome.name(), "a letter may be out"),
        Outcome::Later => tracing::warn!(mail.outcome = outcome.name(), "a letter was not taken"),
        Outcome::Sent | Outcome::DeadAddress => {}
    }
    match outcome {
        Outcome::Later | Outcome::OurAccount => Err(Stop::Wait {
            until: cx.clock.now() + AGAIN,
            why: "the letter was not taken".to_owned(),
        }),
        Outcome::Sent | Outcome::DeadAddress | Outcome::Refused | Outcome::Unknown => Ok(()),
    }
}

/// The letter in the partner's language, as HTML and as text.
fn written(cx: &Cx, draft: &Draft, (slot, bot): (i64, &str)) -> mail::Letter {
    let texts = cx.service::<Texts>();
    let language = draft.partner.language;
    let link = format!("https://t.me/{bot}?start=c_{}", draft.coupon);
    let base = cx.service::<Webhooks>().base_url.as_ref();
    let unsubscribe = base.map(|base| format!("{}/u/{}", base.trim_end_matches('/'), draft.token));
    let args = vec![
        ("name".to_owned(), Arg::Text(draft.partner.name.clone())),
        ("percent".to_owned(), Arg::Number(winback::REBATE)),
        ("code".to_owned(), Arg::Text(draft.coupon.clone())),
        ("until".to_owned(), Arg::Day(draft.coupon_until.0)),
        ("link".to_owned(), Arg::Text(link.clone())),
        (
            "stop".to_owned(),
            Arg::Text(unsubscribe.clone().unwrap_or_default()),
        ),
    ];
    let say = |key: &str| texts.render(language, key, &args);
    let foot = |key: &str| unsubscribe.as_ref().map(|_| say(key)).unwrap_or_default();
    let html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"></head>\
         <body style=\"margin:0;background:#eef2f0;font:16px/1.5 sans-serif;color:#12211d\">\
         <div style=\"max-width:520px;margin:0 auto;padding:32px 20px\">\
         <p>{}</p><p>{}</p><p><a href=\"{}\" style=\"display:inline-block;padding:12px 20px;border-radius:10px;\
         background:#0f7a5c;color:#fff;text-decoration:none\">{}</a></p>\
         <p style=\"font-size:13px;color:#5b6b66\">{}</p></div></body></html>",
        language.tag(),
        say("winback-hello"),
        say("winback-offer"),
        escape(&link),
        say("winback-button"),
        foot("winback-foot-html"),
    );
    let parts = [
        say("winback-hello"),
        say("winback-offer"),
        link,
        foot("winback-foot-text"),
    ];
    mail::Letter {
        to: draft.to.clone(),
        subject: plain(&say("winback-subject")),
        text: plain(&parts.join("\n\n")),
        html,
        message_id: format!("winback.{}.{slot}", draft.partner.id),
        unsubscribe,
    }
}

/// The few sentences that web pages show.
pub(crate) struct PageTexts;

impl Pages for PageTexts {
    fn text(&self, cx: &Cx, language: Language, key: &str) -> String {
        cx.service::<Texts>().render(language, key, &[])
    }
}
