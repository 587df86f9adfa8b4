//! Letters that a partner asked for or must get.

use std::sync::Arc;

use scx_connect::mail::{self as wire, Mailer, Outcome};
use scx_domain::accounts::{Partner, PartnerId};
use scx_domain::billing::{self, Invoice, InvoiceId};
use scx_domain::mail::{self, Deliver, Letter, LetterId};
use scx_domain::plans::{self, Catalogue};
use scx_domain::{Arg, notify};
use scx_jobs::{Attempt, Cx, Stop};
use scx_kit::Millis;
use scx_store::{DbError, Tx};

use super::layout::Body;
use super::{Way, may_try, plan_link, send};
use crate::meta::plain;
use crate::paper;
use crate::texts::Texts;
use crate::ui::Pen;

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

/// Sends one letter. Without a relay there is nothing to wait for.
pub(crate) async fn deliver(job: Arc<Deliver>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let Some(mailer) = cx.service::<Option<Mailer>>() else {
        return Ok(());
    };
    let mut tx = cx.db.begin().await?;
    may_try(&mut tx).await?;
    let Some((partner, letter)) = mail::take_up(&mut tx, job.letter).await? else {
        return Ok(tx.commit().await?);
    };
    let renew = plan_link(&mut tx).await?;
    let enclosed = enclosed(&mut tx, &partner, letter.invoice.as_deref()).await?;
    tx.commit().await?;
    let pen = Pen {
        texts: cx.service::<Texts>(),
        language: partner.language,
    };
    let mut written = written(&pen, &partner, &letter, (job.letter, &renew));
    written.pdf = enclosed.and_then(|(invoice, known)| {
        let bytes = paper::invoice(&pen, &partner, (&invoice, &known), &renew)?;
        Some((format!("{}.pdf", invoice.name), bytes))
    });
    let row = Row {
        id: job.letter,
        partner: partner.id,
        address: letter.address.clone(),
    };
    send(&cx, mailer, &written, &row).await
}

/// The invoice that goes along, and what its tiers are called.
async fn enclosed(
    tx: &mut Tx,
    partner: &Partner,
    invoice: Option<&str>,
) -> Result<Option<(Invoice, Catalogue)>, Stop> {
    let Some(id) = invoice.and_then(|id| id.parse::<InvoiceId>().ok()) else {
        return Ok(None);
    };
    let invoice = billing::invoice(&mut *tx, partner.id, id).await?;
    Ok(Some((invoice, plans::catalogue(tx).await?)))
}

fn written(
    pen: &Pen<'_>,
    partner: &Partner,
    letter: &Letter,
    (id, renew): (LetterId, &str),
) -> wire::Letter {
    let mut args = letter.args.clone();
    args.push(("name".to_owned(), Arg::Text(partner.name.clone())));
    let say = |part: &str| {
        let key = format!("{}-{part}", letter.kind);
        pen.texts.render(pen.language, &key, &args)
    };
    let renewing = letter.invoice.as_ref();
    let body = Body {
        text: say("text"),
        button: renewing.map(|_| (pen.t("paper-renew"), renew.to_owned())),
        foot: None,
    };
    wire::Letter {
        to: letter.address.clone(),
        subject: plain(&say("subject")),
        text: body.text(),
        html: body.html(pen.language),
        message_id: id.to_string(),
        unsubscribe: None,
        pdf: None,
    }
}
