//! Money that pays no invoice, or that Telegram did not give back: who sent it, what
//! for, and giving it back in two steps.

use scx_domain::accounts::{self, PartnerId};
use scx_domain::admins::{Admin, Right};
use scx_domain::billing::{self, ChargeId, ChargeState, Charged};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time, Tiyin};
use scx_store::Tx;

use crate::admin::screens::{PartnerFile, sample_partner};
use crate::ui::{Btn, Card, Next, Pen, Screen, Ui, View};

/// The card of such money.
pub struct ChargeCard;

/// The money, who sent it, and whether the admin is about to give it back.
#[derive(Clone, Debug)]
pub struct Shown {
    charge: Charged,
    /// The shop's name; none for a stranger.
    name: Option<String>,
    is_sure: bool,
}

impl Card for ChargeCard {
    const ID: &'static str = billing::CHARGE_CARD;
    type Viewer = Admin;
    const NEEDS: Option<Right> = Some(Right::Refund);
    type Data = Shown;

    async fn load(tx: &mut Tx, _admin: &Admin, subject: &str) -> Result<Shown, Error> {
        let id = subject.parse().map_err(|_| Refusal::new("button-stale"))?;
        load(tx, id).await
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let charge = &shown.charge;
        let id = charge.id.base62();
        let view = View::new(text(shown, pen));
        let row = match (charge.state, shown.is_sure) {
            (ChargeState::Returning | ChargeState::Returned, _) => Vec::new(),
            (ChargeState::Kept, false) => {
                vec![Btn::with(pen.t(keys(charge).0), "back", id.clone())]
            }
            (ChargeState::Kept, true) => vec![
                Btn::with(pen.t(keys(charge).1), "now", id.clone()),
                Btn::with(pen.t("button-back"), "look", id.clone()),
            ],
        };
        let shop = shown.name.as_ref();
        view.row(row)
            .row(shop.map(|_| Btn::with(pen.t("button-payer"), "shop", id)))
    }

    fn samples() -> Vec<Shown> {
        let charge = Charged {
            id: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
            provider: "stars".to_owned(),
            provider_id: "stx".repeat(60),
            payment: None,
            partner: "prt_1".to_owned(),
            payer: 7_000_000_100,
            order_name: "SCX-000417".to_owned(),
            currency: "XTR".to_owned(),
            amount: 205_200,
            tiyin: Tiyin::som(51_300_000),
            state: ChargeState::Kept,
            returned_by: None,
            return_reason: None,
            trouble: None,
            created_at: Time(1_795_230_000_000),
        };
        let shown = |charge: &Charged, is_sure| Shown {
            charge: charge.clone(),
            name: Some(sample_partner().name),
            is_sure,
        };
        let by_card = Charged {
            currency: "UZS".to_owned(),
            provider: "telegram".to_owned(),
            order_name: "a<b>".to_owned(),
            ..charge.clone()
        };
        let failed = Charged {
            payment: Some("pay_1".to_owned()),
            trouble: Some("400 Bad Request: CHARGE_ID_INVALID".to_owned()),
            ..charge.clone()
        };
        let in_state = |state| Charged {
            state,
            ..charge.clone()
        };
        vec![
            shown(&charge, false),
            shown(&charge, true),
            shown(&by_card, true),
            shown(&failed, false),
            shown(&in_state(ChargeState::Returning), false),
            Shown {
                name: None,
                ..shown(&in_state(ChargeState::Returned), false)
            },
        ]
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let id = ChargeId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
        match action {
            "look" => redraw(ui, id, false).await,
            "back" => redraw(ui, id, true).await,
            "now" => {
                let permit = ui.permit(Right::Refund).await?;
                let charge = billing::charge(&mut *ui.tx, id).await?;
                let known = charge.return_reason.clone();
                let reason = known.unwrap_or_else(|| ui.t("charge-reason"));
                billing::give_back(ui.tx, &permit, &charge, &reason).await?;
                ui.toast("saved");
                Ok(Next::Quiet)
            }
            "shop" => {
                let charge = billing::charge(&mut *ui.tx, id).await?;
                let partner = charge.partner.parse::<PartnerId>();
                let partner = partner.map_err(|_| Refusal::new("button-stale"))?;
                Ok(Next::Go(PartnerFile::of(partner).frame()))
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// The labels of the two steps.
fn keys(charge: &Charged) -> (&'static str, &'static str) {
    match billing::may_return(charge) {
        true => ("button-return", "button-return-now"),
        false => ("button-refund", "button-refund-now"),
    }
}

async fn load(tx: &mut Tx, id: ChargeId) -> Result<Shown, Error> {
    let charge = billing::charge(&mut *tx, id).await?;
    let name = match charge.partner.parse::<PartnerId>() {
        Ok(partner) => Some(accounts::partner(&mut *tx, partner).await?.name),
        Err(_) => None,
    };
    Ok(Shown {
        charge,
        name,
        is_sure: false,
    })
}

/// Shows this admin the next step on the card.
async fn redraw(ui: &mut Ui<'_>, id: ChargeId, is_sure: bool) -> Result<Next, Error> {
    let shown = Shown {
        is_sure,
        ..load(ui.tx, id).await?
    };
    ui.step::<ChargeCard>(&id.to_string(), &shown);
    Ok(Next::Quiet)
}

fn text(shown: &Shown, pen: &Pen<'_>) -> String {
    let charge = &shown.charge;
    let title = match charge.payment {
        None => "charge-title",
        Some(_) => "charge-title-kept",
    };
    let sum = match charge.is_in_stars() {
        true => pen.text("charge-stars", &[("stars", Arg::Number(charge.amount))]),
        false => pen.text("charge-sum", &[("sum", charge.tiyin.into())]),
    };
    let name = shown
        .name
        .clone()
        .unwrap_or_else(|| pen.t("charge-stranger"));
    let mut lines = vec![
        pen.t(title),
        sum,
        pen.text("bill-payer", &[("name", name.into())]),
        pen.text(
            "charge-order",
            &[
                ("invoice", charge.order_name.as_str().into()),
                ("at", Arg::Moment(charge.created_at.0)),
            ],
        ),
        pen.text("charge-id", &[("id", charge.provider_id.as_str().into())]),
    ];
    if let Some(trouble) = &charge.trouble {
        lines.push(pen.text("charge-trouble", &[("why", trouble.as_str().into())]));
    }
    lines.push(pen.t(match charge.state {
        ChargeState::Kept if billing::may_return(charge) => "charge-kept",
        ChargeState::Kept => "charge-kept-by-card",
        ChargeState::Returning => "bill-returning",
        ChargeState::Returned => "invoice-refunded",
    }));
    lines.join("\n")
}
