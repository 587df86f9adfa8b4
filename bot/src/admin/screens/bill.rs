//! One invoice: what was paid, what the ledger says, and giving it back in two
//! steps.

use scx_connect::payment::Provider;
use scx_domain::accounts::{self, PartnerId};
use scx_domain::admins::Right;
use scx_domain::billing::{self, ChargeState, Charged, Invoice, InvoiceId, InvoiceState, Posted};
use scx_domain::plans::{self, Catalogue};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, Language, Millis, SeededEntropy, Time, Tiyin};
use serde::{Deserialize, Serialize};

use super::money::account_name;
use super::{PartnerFile, back};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// How long the last button is good for.
const SURE_FOR: Millis = Millis::secs(60);

/// Which invoice, and how far giving it back is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Bill {
    invoice: String,
    is_asked: bool,
    reason: Option<String>,
    asked_at: Time,
}

impl Bill {
    /// An invoice, by its id in base 62.
    pub fn of(invoice: &str) -> Self {
        Self {
            invoice: invoice.to_owned(),
            ..Self::default()
        }
    }

    fn id(&self) -> Result<InvoiceId, Refusal> {
        InvoiceId::from_base62(&self.invoice).map_err(|_| Refusal::new("button-stale"))
    }
}

/// How giving an invoice back stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Refunding {
    /// There is nothing to give back, or no right to.
    No,
    /// It is given back at the provider, who tells us.
    AtProvider,
    /// It can be noted here, and where it is Stars, given back.
    Possible,
    /// Stars are on their way back.
    OnItsWay,
    /// The reason is asked for.
    Asked,
    /// The reason is known; one more tap.
    Sure(String),
}

/// An invoice as it is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    invoice: Invoice,
    known: Catalogue,
    /// The shop's name; none for one who was erased.
    name: Option<String>,
    posted: Vec<Posted>,
    refunding: Refunding,
    /// It was paid in Stars, which we give back ourselves.
    is_in_stars: bool,
}

impl Screen for Bill {
    const ID: &'static str = "bill";
    const NEEDS: Option<Right> = Some(Right::SeeMoney);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let permit = ui.permit(Right::SeeMoney).await?;
        let (invoice, posted) = billing::any_invoice(ui.tx, &permit, self.id()?).await?;
        let name = match invoice.partner.parse::<PartnerId>() {
            Ok(id) => Some(accounts::partner(&mut *ui.tx, id).await?.name),
            Err(_) => None,
        };
        let provider = ui.payments.get(&invoice.provider);
        let tells = provider.is_some_and(Provider::tells_refunds);
        let charge = billing::charge_of(ui.tx, &invoice).await?;
        let is_returning = |charge: &Charged| charge.state == ChargeState::Returning;
        let refunding = match (&self.reason, self.is_asked) {
            _ if !ui.may(Right::Refund) || invoice.state != InvoiceState::Paid => Refunding::No,
            _ if !billing::may_note_refund(&invoice, tells) => Refunding::AtProvider,
            _ if charge.as_ref().is_some_and(is_returning) => Refunding::OnItsWay,
            (Some(reason), _) => Refunding::Sure(reason.clone()),
            (None, true) => Refunding::Asked,
            (None, false) => Refunding::Possible,
        };
        Ok(Shown {
            known: plans::catalogue(ui.tx).await?,
            invoice,
            name,
            posted,
            refunding,
            is_in_stars: charge.is_some_and(|charge| billing::may_return(&charge)),
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let mut lines = about(shown, pen);
        for posted in &shown.posted {
            let args = [
                ("at", Arg::Moment(posted.created_at.0)),
                ("account", account_name(&posted.account, pen).into()),
                ("sum", posted.tiyin.into()),
                ("by", posted.by_whom.as_str().into()),
                ("reason", posted.reason.as_str().into()),
            ];
            lines.push(pen.text("bill-posted", &args));
        }
        let provider = ("provider", pen.way(&shown.invoice).into());
        let sum = ("sum", shown.invoice.due_tiyin.into());
        let (ask, ask_reason, now) = match shown.is_in_stars {
            true => ("button-return", "bill-return-reason", "button-return-now"),
            false => ("button-refund", "bill-ask-reason", "button-refund-now"),
        };
        let row = match &shown.refunding {
            Refunding::No => None,
            Refunding::OnItsWay => {
                lines.push(pen.t("bill-returning"));
                None
            }
            Refunding::AtProvider => {
                lines.push(pen.text("bill-at-provider", &[provider]));
                None
            }
            Refunding::Possible => Some(Btn::tap(pen.t(ask), "refund")),
            Refunding::Asked => {
                lines.push(pen.text(ask_reason, &[provider, sum]));
                None
            }
            Refunding::Sure(reason) => {
                lines.push(pen.text("ban-sure", &[("reason", reason.as_str().into())]));
                Some(Btn::tap(pen.t(now), "now"))
            }
        };
        let partner = shown.name.as_ref();
        View::new(lines.join("\n"))
            .row(row)
            .row(partner.map(|_| Btn::tap(pen.t("button-payer"), "partner")))
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let posted = |account: &str| Posted {
            kind: "payment".to_owned(),
            by_whom: "payme".to_owned(),
            reason: "SCX-000417 6531a0c7f2d94b18e05c7731".to_owned(),
            created_at: Time(1_795_230_000_000),
            account: account.to_owned(),
            tiyin: Tiyin::som(51_300_000),
        };
        let shown = |refunding| Shown {
            invoice: sample_invoice(),
            known: plans::first_catalogue(),
            name: Some(super::sample_partner().name),
            posted: ["discounts", "receivable:manual", "refunds", "revenue"]
                .map(posted)
                .to_vec(),
            refunding,
            is_in_stars: false,
        };
        let in_stars = |refunding| Shown {
            is_in_stars: true,
            ..shown(refunding)
        };
        vec![
            in_stars(Refunding::Possible),
            in_stars(Refunding::Asked),
            in_stars(Refunding::Sure("Xato".to_owned())),
            shown(Refunding::OnItsWay),
            shown(Refunding::No),
            shown(Refunding::AtProvider),
            shown(Refunding::Possible),
            shown(Refunding::Asked),
            shown(Refunding::Sure("Mijoz <ikki marta> to‘lagan".to_owned())),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        match action {
            "refund" => {
                self.is_asked = true;
                Ok(Next::Stay)
            }
            "partner" => {
                let permit = ui.permit(Right::SeeMoney).await?;
                let (invoice, _) = billing::any_invoice(ui.tx, &permit, self.id()?).await?;
                let partner = invoice.partner.parse::<PartnerId>();
                let partner = partner.map_err(|_| Refusal::new("button-stale"))?;
                Ok(Next::Go(PartnerFile::of(partner).frame()))
            }
            "now" => self.refund(ui).await,
            _ => Err(Refusal::new("button-stale").into()),
        }
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        if !self.is_asked {
            return Ok(None);
        }
        self.reason = Some(text.trim().chars().take(300).collect());
        self.asked_at = ui.tx.now();
        Ok(Some(Next::Stay))
    }
}

impl Bill {
    async fn refund(&mut self, ui: &mut Ui<'_>) -> Result<Next, Error> {
        let reason = self.reason.take();
        let reason = reason.ok_or_else(|| Refusal::new("button-stale"))?;
        self.is_asked = false;
        if ui.tx.now() - self.asked_at > SURE_FOR {
            ui.toast("button-too-late");
            return Ok(Next::Stay);
        }
        let id = self.id()?;
        let see = ui.permit(Right::SeeMoney).await?;
        let (invoice, _) = billing::any_invoice(ui.tx, &see, id).await?;
        let provider = ui.payments.get(&invoice.provider);
        let tells = provider.is_some_and(Provider::tells_refunds);
        if !billing::may_note_refund(&invoice, tells) {
            return Err(Refusal::new("invoice-not-paid").into());
        }
        let permit = ui.permit(Right::Refund).await?;
        let is_on_its_way = billing::refund(ui.tx, &permit, id, &reason).await?;
        ui.toast(if is_on_its_way {
            "bill-returning"
        } else {
            "saved"
        });
        Ok(Next::Stay)
    }
}

/// The lines about the invoice itself.
fn about(shown: &Shown, pen: &Pen<'_>) -> Vec<String> {
    let invoice = &shown.invoice;
    let name = shown.name.clone().unwrap_or_else(|| pen.t("bill-erased"));
    let mut lines = pen.invoice(invoice, &shown.known);
    lines.push(pen.text("bill-payer", &[("name", name.into())]));
    let args = [
        ("sum", invoice.due_tiyin.into()),
        ("provider", pen.way(invoice).into()),
    ];
    lines.push(pen.text("bill-sum", &args));
    let state = match invoice.state {
        InvoiceState::Open => pen.text(
            "paper-open",
            &[("until", Arg::Moment(invoice.expires_at.0))],
        ),
        InvoiceState::Paid => pen.text(
            "invoice-paid",
            &[("at", Arg::Moment(invoice.paid_at.unwrap_or(0)))],
        ),
        InvoiceState::Closed => pen.t("invoice-closed"),
        InvoiceState::Refunded => pen.t("invoice-refunded"),
    };
    lines.push(state);
    lines
}

/// An invoice with long values.
pub(super) fn sample_invoice() -> Invoice {
    let now = Time(1_795_230_000_000);
    Invoice {
        id: Id::new(now, &SeededEntropy::new("sample")),
        number: 417,
        name: "SCX-000417".to_owned(),
        partner: String::new(),
        provider: "manual".to_owned(),
        provider_name: "manual".to_owned(),
        link: String::new(),
        tier: "professional".to_owned(),
        tier_name: "Professional Plus".to_owned(),
        with_ai: true,
        period: "quarter".to_owned(),
        days: 90,
        list_tiyin: Tiyin::som(57_000_000),
        due_tiyin: Tiyin::som(51_300_000),
        coupon: Some("SAVE10_UZ_2026".to_owned()),
        language: Language::UzLatn,
        state: InvoiceState::Paid,
        expires_at: now,
        paid_at: Some(now.0),
        created_at: now,
    }
}
