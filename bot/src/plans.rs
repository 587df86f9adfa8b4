//! How plans read, the same for partners and admins.

use scx_connect::payment::{Currency, Price};
use scx_domain::Arg;
use scx_domain::accounts::Standing;
use scx_domain::billing::{BY_HAND, Invoice};
use scx_domain::plans::{AI, Allowance, Catalogue, Chosen};
use scx_kit::{Millis, Time};

use crate::ui::Pen;

impl Pen<'_> {
    /// The name of a period; one that the texts do not know by its id.
    pub fn period(&self, id: &str) -> String {
        match id {
            "month" => self.t("period-month"),
            "quarter" => self.t("period-quarter"),
            "year" => self.t("period-year"),
            other => other.to_owned(),
        }
    }

    /// The name of a tier, with the add-on's where it is part of it.
    pub fn tier(&self, catalogue: &Catalogue, chosen: &Chosen) -> String {
        let name = |id: &str| {
            catalogue
                .tier(id)
                .map_or(id, |tier| tier.name.as_str())
                .to_owned()
        };
        match chosen.with_ai {
            true => format!("{} + {}", name(&chosen.tier), name(AI)),
            false => name(&chosen.tier),
        }
    }

    /// What an invoice is for, one line each: its name, the plan, the coupon.
    pub fn invoice(&self, invoice: &Invoice, known: &Catalogue) -> Vec<String> {
        let coupon = invoice.coupon.as_ref().map(|coupon| {
            let args = [
                ("coupon", coupon.as_str().into()),
                ("list", invoice.list_tiyin.into()),
                ("discount", invoice.discount().into()),
            ];
            self.text("invoice-coupon", &args)
        });
        let what = [
            ("tier", self.tier(known, &invoice.chosen()).into()),
            ("period", self.period(&invoice.period).into()),
            ("days", Arg::Number(invoice.days)),
        ];
        [
            self.text("invoice-title", &[("name", invoice.name.as_str().into())]),
            self.text("invoice-what", &what),
        ]
        .into_iter()
        .chain(coupon)
        .collect()
    }

    /// What an invoice costs in Stars, where it is paid in them.
    pub fn stars(&self, invoice: &Invoice) -> Option<String> {
        let price = invoice.link.parse::<Price>().ok()?;
        let stars = Arg::Number(i64::from(price.amount));
        let is_in_stars = price.currency == Currency::Stars;
        is_in_stars.then(|| self.text("invoice-stars", &[("stars", stars)]))
    }

    /// How an invoice is paid.
    pub fn way(&self, invoice: &Invoice) -> String {
        match invoice.provider.as_str() {
            BY_HAND => self.t("account-by-hand"),
            _ => invoice.provider_name.clone(),
        }
    }

    /// What a plan allows, one line each.
    pub fn allowed(&self, allowance: &Allowance) -> Vec<String> {
        let line = |limit: Option<i64>, key: &str, unlimited: &str| match limit {
            Some(0) => None,
            Some(most) => Some(self.text(key, &[("most", Arg::Number(most))])),
            None => Some(self.t(unlimited)),
        };
        let lines = [
            line(
                allowance.channels,
                "offer-channels",
                "offer-channels-unlimited",
            ),
            line(
                allowance.answers,
                "offer-answers",
                "offer-answers-unlimited",
            ),
            line(allowance.cards, "offer-cards", "offer-cards-unlimited"),
        ];
        lines.into_iter().flatten().collect()
    }

    /// What a partner may do now, in a line.
    pub fn standing(&self, standing: Standing, now: Time) -> String {
        match standing {
            Standing::Trial { ends_at } => self.trial(ends_at, now),
            Standing::Paid { until } => self.text("home-paid", &[("until", Arg::Moment(until.0))]),
            Standing::Spent { until } => {
                self.text("home-spent", &[("until", Arg::Moment(until.0))])
            }
            Standing::Expired { ended_at } => {
                self.text("home-expired", &[("since", Arg::Moment(ended_at.0))])
            }
            Standing::Banned => self.t("home-banned"),
        }
    }

    fn trial(&self, ends_at: Time, now: Time) -> String {
        let left = ends_at - now;
        let until = Arg::Moment(ends_at.0);
        let begun = |span: Millis| (left.0 + span.0 - 1) / span.0;
        if left >= Millis::days(1) {
            let days = Arg::Number(begun(Millis::days(1)));
            return self.text("home-trial-days", &[("days", days), ("until", until)]);
        }
        let hours = Arg::Number(begun(Millis::hours(1)).max(1));
        self.text("home-trial-hours", &[("hours", hours), ("until", until)])
    }
}
