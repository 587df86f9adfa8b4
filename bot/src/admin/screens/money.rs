//! Money: what each account holds, and the invoices.

use std::collections::HashMap;

use scx_domain::accounts::{self, PartnerId};
use scx_domain::admins::Right;
use scx_domain::billing::{self, INVOICES, Invoice, InvoiceState};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::Tiyin;
use serde::{Deserialize, Serialize};

use super::bill::sample_invoice;
use super::{Bill, back, cut, pager};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Money {
    page: i64,
}

/// A page of invoices, with who pays them.
#[derive(Clone, Debug)]
pub struct Page {
    balances: Vec<(String, Tiyin)>,
    rows: Vec<(Invoice, String)>,
    page: i64,
    has_next: bool,
}

impl Screen for Money {
    const ID: &'static str = "money";
    const NEEDS: Option<Right> = Some(Right::SeeMoney);
    type Data = Page;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Page, Error> {
        let mut invoices = billing::page(&mut *ui.tx, self.page).await?;
        let has_next = cut(&mut invoices, INVOICES);
        let mut names = HashMap::new();
        for invoice in &invoices {
            let Ok(id) = invoice.partner.parse::<PartnerId>() else {
                continue;
            };
            let partner = accounts::partner(&mut *ui.tx, id).await?;
            names.insert(invoice.partner.clone(), partner.name);
        }
        let named = |invoice: Invoice| {
            let name = names.get(&invoice.partner).cloned().unwrap_or_default();
            (invoice, name)
        };
        Ok(Page {
            balances: billing::balances(&mut *ui.tx).await?,
            rows: invoices.into_iter().map(named).collect(),
            page: self.page,
            has_next,
        })
    }

    fn draw(page: &Page, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("money-title")];
        for (account, sum) in &page.balances {
            let args = [
                ("account", account_name(account, pen).into()),
                ("sum", (*sum).into()),
            ];
            lines.push(pen.text("money-account", &args));
        }
        lines.push(String::new());
        if page.rows.is_empty() {
            lines.push(pen.t("money-none"));
        }
        let mut buttons = Vec::new();
        for (place, (invoice, name)) in (1_i64..).zip(&page.rows) {
            let args = [
                ("place", Arg::Number(place)),
                ("mark", mark(invoice.state).into()),
                ("invoice", invoice.name.as_str().into()),
                ("name", name.as_str().into()),
                ("sum", invoice.due_tiyin.into()),
                ("day", Arg::Day(invoice.created_at.0)),
            ];
            lines.push(pen.text("money-line", &args));
            buttons.push(Btn::with(place.to_string(), "choose", invoice.id.base62()));
        }
        let view = View::new(lines.join("\n"));
        let view = buttons.chunks(3).map(<[Btn]>::to_vec).fold(view, View::row);
        view.row(pager(pen, page.page, page.has_next))
            .row(back(pen))
    }

    fn samples() -> Vec<Page> {
        let name = super::sample_partner().name;
        let full = Page {
            balances: vec![
                ("discounts".to_owned(), Tiyin::som(1_000)),
                ("receivable:payme".to_owned(), Tiyin::som(300_000_000)),
                ("refunds".to_owned(), Tiyin::som(450_000)),
                ("revenue".to_owned(), -Tiyin::som(300_001_000)),
                ("unclaimed".to_owned(), -Tiyin::som(450_000)),
            ],
            rows: vec![(sample_invoice(), name); 6],
            page: 1,
            has_next: true,
        };
        let none = Page {
            balances: Vec::new(),
            rows: Vec::new(),
            page: 0,
            has_next: false,
        };
        vec![none, full]
    }

    async fn tap(&mut self, _ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        match action {
            "page" => {
                self.page = id.parse().map_err(|_| Refusal::new("button-stale"))?;
                Ok(Next::Stay)
            }
            "choose" => Ok(Next::Go(Bill::of(id).frame())),
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// How an account of the ledger is called.
pub(super) fn account_name(account: &str, pen: &Pen<'_>) -> String {
    match account {
        billing::REVENUE => pen.t("account-revenue"),
        billing::DISCOUNTS => pen.t("account-discounts"),
        billing::REFUNDS => pen.t("account-refunds"),
        billing::UNCLAIMED => pen.t("account-unclaimed"),
        other => {
            let provider = other
                .split_once(':')
                .map_or(other, |(_, provider)| provider);
            let name = match provider {
                billing::BY_HAND => pen.t("account-by-hand"),
                provider => provider.to_owned(),
            };
            pen.text("account-receivable", &[("provider", name.into())])
        }
    }
}

fn mark(state: InvoiceState) -> &'static str {
    match state {
        InvoiceState::Open => "⏳",
        InvoiceState::Paid => "✅",
        InvoiceState::Closed => "✖️",
        InvoiceState::Refunded => "↩️",
    }
}
