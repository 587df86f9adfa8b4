//! Letters that a partner asked for or must get.

use std::sync::Arc;

use scx_connect::mail::{self as wire, Mailer, Outcome};
use scx_domain::accounts::{Partner, PartnerId};
use scx_domain::mail::{self, Deliver, Letter, LetterId};
use scx_domain::{Arg, notify};
use scx_jobs::{Attempt, Cx, Stop};
use scx_kit::Millis;
use scx_store::{DbError, Tx};

use super::layout::Body;
use super::{Way, may_try, send};
use crate::meta::plain;
use crate::texts::Texts;

struct Row {
    id: LetterId,
    partner: PartnerId,
    address: String,
}

impl Way for Row {
    // Somebody waits for the code in it.
    const AGAIN: Millis = Millis::minutes(2);

    async fn put_back(&self, tx: &mut Tx) -> Result<(), DbError> {
        mail::put_back(tx, self.id).await
    }

    async fn end(&self, tx: &mut Tx, outcome: Outcome) -> Result<(), DbError> {
        if outcome == Outcome::DeadAddress {
            let args = vec![("address".to_owned(), Arg::Text(self.address.clone()))];
            notify::tell(tx, self.partner, "email-dead", args).await?;
        }
        mail::settle(tx, self.id, outcome.name()).await
    }
}

/// Sends one letter. Without a relay it waits for none: it is over.
pub(crate) async fn deliver(job: Arc<Deliver>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let Some(mailer) = cx.service::<Option<Mailer>>() else {
        return Ok(());
    };
    let mut tx = cx.db.begin().await?;
    may_try(&mut tx).await?;
    let taken = mail::take_up(&mut tx, job.letter).await?;
    tx.commit().await?;
    let Some((partner, letter)) = taken else {
        return Ok(());
    };
    let row = Row {
        id: job.letter,
        partner: partner.id,
        address: letter.address.clone(),
    };
    send(
        &cx,
        mailer,
        &written(&cx, &partner, &letter, job.letter),
        &row,
    )
    .await
}

fn written(cx: &Cx, partner: &Partner, letter: &Letter, id: LetterId) -> wire::Letter {
    let texts = cx.service::<Texts>();
    let mut args = letter.args.clone();
    args.push(("name".to_owned(), Arg::Text(partner.name.clone())));
    let say = |part: &str| {
        let key = format!("{}-{part}", letter.kind);
        texts.render(partner.language, &key, &args)
    };
    let body = Body {
        text: say("text"),
        button: None,
        foot: None,
    };
    wire::Letter {
        to: letter.address.clone(),
        subject: plain(&say("subject")),
        text: body.text(),
        html: body.html(partner.language),
        message_id: id.to_string(),
        unsubscribe: None,
    }
}
