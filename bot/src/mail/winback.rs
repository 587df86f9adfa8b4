//! Letters that win back whose trial ended.

use std::sync::Arc;

use scx_connect::mail::{Letter, Mailer, Outcome};
use scx_domain::Arg;
use scx_domain::accounts::PartnerId;
use scx_domain::channels::{self, Role};
use scx_domain::winback::{self, Draft};
use scx_jobs::{Attempt, Cx, Stop};
use scx_kit::Millis;
use scx_store::{DbError, Tx};

use super::layout::Body;
use super::{Way, may_try, send};
use crate::Webhooks;
use crate::meta::plain;
use crate::texts::Texts;

/// A slot of a partner.
struct Slot(PartnerId, i64);

impl Way for Slot {
    const AGAIN: Millis = Millis::minutes(30);

    async fn put_back(&self, tx: &mut Tx) -> Result<(), DbError> {
        winback::put_back(tx, self.0, self.1).await
    }

    async fn end(&self, tx: &mut Tx, outcome: Outcome) -> Result<(), DbError> {
        let &Self(partner, slot) = self;
        match outcome {
            Outcome::Sent | Outcome::Unknown => {
                winback::is_out(tx, partner, slot, outcome.name()).await
            }
            Outcome::DeadAddress => {
                winback::settle(tx, partner, slot, outcome.name()).await?;
                winback::stop(tx, partner, winback::Stop::DeadAddress).await
            }
            Outcome::Refused | Outcome::Later | Outcome::OurAccount => {
                winback::refuse(tx, partner, slot, outcome.name()).await
            }
        }
    }
}

/// Sends one letter of winning back. The row says that it is being tried before
/// any server is called; whatever cuts this off leaves it unknown.
pub(crate) async fn win_back(
    job: Arc<winback::Letter>,
    cx: Cx,
    _attempt: Attempt,
) -> Result<(), Stop> {
    let Some(mailer) = cx.service::<Option<Mailer>>() else {
        return Ok(());
    };
    let mut tx = cx.db.begin().await?;
    may_try(&mut tx).await?;
    let draft = winback::take_up(&mut tx, job.partner, job.slot).await?;
    let bot = channels::of_role(&mut tx, Role::Partner).await?;
    tx.commit().await?;
    let Some(draft) = draft else {
        return Ok(());
    };
    let bot = bot.map(|bot| bot.username).unwrap_or_default();
    let letter = written(&cx, &draft, (job.slot, &bot));
    send(&cx, mailer, &letter, &Slot(job.partner, job.slot)).await
}

/// The letter in the partner's language.
fn written(cx: &Cx, draft: &Draft, (slot, bot): (i64, &str)) -> Letter {
    let texts = cx.service::<Texts>();
    let language = draft.partner.language;
    let link = format!("https://t.me/{bot}?start=c_{}", draft.coupon);
    let base = cx.service::<Webhooks>().base_url.as_ref();
    let unsubscribe = base.map(|base| format!("{}/u/{}", base.trim_end_matches('/'), draft.token));
    let stop = unsubscribe.clone().unwrap_or_default();
    let args = vec![
        ("name".to_owned(), Arg::Text(draft.partner.name.clone())),
        ("percent".to_owned(), Arg::Number(winback::REBATE)),
        ("code".to_owned(), Arg::Text(draft.coupon.clone())),
        ("until".to_owned(), Arg::Day(draft.coupon_until.0)),
        ("stop".to_owned(), Arg::Text(stop)),
    ];
    let say = |key: &str| texts.render(language, key, &args);
    let body = Body {
        text: format!("{}\n\n{}", say("winback-hello"), say("winback-offer")),
        button: Some((say("winback-button"), link)),
        foot: unsubscribe
            .is_some()
            .then(|| (say("winback-foot-html"), say("winback-foot-text"))),
    };
    Letter {
        to: draft.to.clone(),
        subject: plain(&say("winback-subject")),
        text: body.text(),
        html: body.html(language),
        message_id: format!("winback.{}.{slot}", draft.partner.id),
        unsubscribe,
        pdf: None,
    }
}
