//! An invoice: what is paid, where, and what became of it.

use scx_connect::payment::{Price, has_terminals};
use scx_connect::telegram::{Aside, Keyboard, Outgoing};
use scx_domain::accounts::Partner;
use scx_domain::billing::{self, Invoice, InvoiceId, InvoiceState};
use scx_domain::plans::{self, Catalogue};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, Language, SeededEntropy, Time, Tiyin};
use scx_store::Tx;

use crate::mail::plan_link;
use crate::meta::plain;
use crate::paper;
use crate::partner::screens::Plan;
use crate::ui::{Act, BillMail, BotMail, Btn, Card, Next, Pen, Screen, Ui, View};

/// The card of an invoice.
pub struct InvoiceCard;

impl Card for InvoiceCard {
    const ID: &'static str = billing::INVOICE_CARD;
    type Viewer = Partner;
    type Data = (Invoice, Catalogue);

    async fn load(tx: &mut Tx, partner: &Partner, subject: &str) -> Result<Self::Data, Error> {
        let id: InvoiceId = subject.parse().map_err(|_| Refusal::new("button-stale"))?;
        let invoice = billing::invoice(&mut *tx, partner.id, id).await?;
        Ok((invoice, plans::catalogue(tx).await?))
    }

    fn draw((invoice, known): &Self::Data, pen: &Pen<'_>) -> View {
        let mut lines = pen.invoice(invoice, known);
        lines.push(pen.text("invoice-sum", &[("sum", invoice.due_tiyin.into())]));
        lines.extend(pen.stars(invoice));
        let args = [
            ("until", Arg::Moment(invoice.expires_at.0)),
            ("at", Arg::Moment(invoice.paid_at.unwrap_or(0))),
        ];
        lines.push(pen.text(state_key(invoice.state), &args));
        if invoice.state == InvoiceState::Open && has_terminals(&invoice.provider) {
            let args = [
                ("provider", invoice.provider_name.as_str().into()),
                ("name", invoice.name.as_str().into()),
            ];
            lines.push(pen.text("invoice-terminal", &args));
        }
        let view = View::new(lines.join("\n"));
        match invoice.state {
            InvoiceState::Open => view.row([pay(invoice, pen)]).row([
                as_paper(invoice, pen),
                Btn::with(pen.t("button-cancel"), "close", invoice.id.base62()),
            ]),
            InvoiceState::Paid => view.row([as_paper(invoice, pen)]),
            InvoiceState::Closed | InvoiceState::Refunded => {
                view.row([Btn::with(pen.t("button-plan"), "plan", String::new())])
            }
        }
    }

    fn samples() -> Vec<Self::Data> {
        let now = Time(1_795_230_000_000);
        let open = Invoice {
            id: Id::new(now, &SeededEntropy::new("sample")),
            number: 417,
            name: "SCX-000417".to_owned(),
            partner: "prt_1".to_owned(),
            provider: "payme".to_owned(),
            provider_name: "Payme".to_owned(),
            link: "https://checkout.paycom.uz/bT0x".to_owned(),
            tier: "professional".to_owned(),
            tier_name: "Professional Plus".to_owned(),
            with_ai: true,
            period: "quarter".to_owned(),
            days: 90,
            list_tiyin: Tiyin::som(57_000_000),
            due_tiyin: Tiyin::som(51_300_000),
            coupon: Some("SAVE10_UZ_2026".to_owned()),
            language: Language::UzLatn,
            state: InvoiceState::Open,
            expires_at: now,
            paid_at: Some(now.0),
            created_at: now,
        };
        let in_state = |state| Invoice {
            state,
            ..open.clone()
        };
        let at_terminals = Invoice {
            provider: "paynet".to_owned(),
            provider_name: "Paynet".to_owned(),
            ..open.clone()
        };
        let in_stars = Invoice {
            provider_name: "Telegram Stars".to_owned(),
            link: "telegram:XTR:205200".to_owned(),
            ..open.clone()
        };
        let all = InvoiceState::ALL.map(in_state).into_iter();
        all.chain([at_terminals, in_stars])
            .map(|invoice| (invoice, plans::first_catalogue()))
            .collect()
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        match action {
            "close" => {
                let partner = ui.seat()?.id;
                let id = InvoiceId::from_base62(id).map_err(|_| stale())?;
                let invoice = billing::invoice(&mut *ui.tx, partner, id).await?;
                if !billing::close(ui.tx, &invoice).await? {
                    return Err(Refusal::new("invoice-in-payment").into());
                }
                ui.toast("cancelled");
                Ok(Next::Quiet)
            }
            "pay" => {
                let id = InvoiceId::from_base62(id).map_err(|_| stale())?;
                send_bill(ui, id).await?;
                Ok(Next::Quiet)
            }
            "paper" => {
                let id = InvoiceId::from_base62(id).map_err(|_| stale())?;
                send_paper(ui, id).await?;
                Ok(Next::Quiet)
            }
            "plan" => Ok(Next::Go(Plan::default().frame())),
            _ => Err(stale().into()),
        }
    }
}

fn pay(invoice: &Invoice, pen: &Pen<'_>) -> Btn {
    let name = ("name", invoice.provider_name.as_str().into());
    let label = pen.text("button-pay", &[name]);
    match invoice.link.parse::<Price>() {
        // Telegram has no address for it: the bot sends what is paid there.
        Ok(_) => Btn::with(label, "pay", invoice.id.base62()),
        Err(_) => Btn {
            label,
            act: Act::Url(invoice.link.clone()),
        },
    }
}

/// Sends an invoice that is paid inside Telegram.
async fn send_bill(ui: &mut Ui<'_>, id: InvoiceId) -> Result<(), Error> {
    let partner = ui.seat()?.id;
    let invoice = billing::invoice(&mut *ui.tx, partner, id).await?;
    if invoice.state != InvoiceState::Open || invoice.expires_at <= ui.tx.now() {
        return Err(Refusal::new("checkout-closed").into());
    }
    let known = plans::catalogue(&mut *ui.tx).await?;
    let pen = ui.pen();
    let about = [
        ("name", invoice.name.as_str().into()),
        ("period", pen.period(&invoice.period).into()),
        ("days", Arg::Number(invoice.days)),
    ];
    let bill = BillMail {
        chat: ui.place.chat,
        thread: ui.thread,
        title: pen.tier(&known, &invoice.chosen()),
        description: plain(&pen.text("invoice-about", &about)),
        failure_html: pen.t("invoice-not-taken"),
        order: invoice.name,
        price: invoice.link,
    };
    ui.post(BotMail::Bill(bill));
    Ok(())
}

fn as_paper(invoice: &Invoice, pen: &Pen<'_>) -> Btn {
    Btn::with(pen.t("button-paper"), "paper", invoice.id.base62())
}

/// Sends an invoice as a file.
async fn send_paper(ui: &mut Ui<'_>, id: InvoiceId) -> Result<(), Error> {
    let partner = ui.seat()?.clone();
    let invoice = billing::invoice(&mut *ui.tx, partner.id, id).await?;
    let known = plans::catalogue(&mut *ui.tx).await?;
    let renew = plan_link(ui.tx).await?;
    let paper = paper::invoice(&ui.pen(), &partner, (&invoice, &known), &renew);
    let bytes = paper.ok_or_else(|| anyhow::anyhow!("an invoice could not be drawn"))?;
    ui.post(BotMail::Direct(Outgoing::Document {
        chat: ui.place.chat,
        file_name: format!("{}.pdf", invoice.name),
        media_type: "application/pdf".to_owned(),
        bytes,
        caption_html: None,
        keyboard: Keyboard::None,
        aside: Aside::default(),
    }));
    Ok(())
}

fn state_key(state: InvoiceState) -> &'static str {
    match state {
        InvoiceState::Open => "invoice-open",
        InvoiceState::Paid => "invoice-paid",
        InvoiceState::Closed => "invoice-closed",
        InvoiceState::Refunded => "invoice-refunded",
    }
}
