//! Coupons: the list, and making one line by line.

use scx_domain::admins::Right;
use scx_domain::billing::{self, Coupon, NewCoupon, PAGE};
use scx_domain::plans::{self, Catalogue};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Millis, Time};
use serde::{Deserialize, Serialize};

use super::{back, cut, pager};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The page, and the coupon that was chosen.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Coupons {
    page: i64,
    chosen: Option<String>,
}

/// A page of coupons.
#[derive(Clone, Debug)]
pub struct Page {
    rows: Vec<Coupon>,
    page: i64,
    has_next: bool,
    chosen: Option<Coupon>,
    bot: String,
    now: Time,
}

impl Screen for Coupons {
    const ID: &'static str = "coupons";
    const NEEDS: Option<Right> = Some(Right::ManageCoupons);
    type Data = Page;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Page, Error> {
        let mut rows = billing::coupons(&mut *ui.tx, self.page).await?;
        let has_next = cut(&mut rows, PAGE);
        let chosen = match &self.chosen {
            Some(code) => billing::coupon(&mut *ui.tx, code).await?,
            None => None,
        };
        let role = scx_domain::channels::Role::Partner;
        let bot = scx_domain::channels::of_role(&mut *ui.tx, role).await?;
        Ok(Page {
            rows,
            page: self.page,
            has_next,
            chosen,
            bot: bot.map(|bot| bot.username).unwrap_or_default(),
            now: ui.tx.now(),
        })
    }

    fn draw(page: &Page, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("coupons-title")];
        if page.rows.is_empty() {
            lines.push(pen.t("coupons-none"));
        }
        let mut buttons = Vec::new();
        for (place, coupon) in (1_i64..).zip(&page.rows) {
            let is_good = !coupon.is_off && coupon.expires_at > page.now;
            let args = [
                ("place", Arg::Number(place)),
                ("mark", if is_good { "✅" } else { "⏸" }.into()),
                ("code", coupon.code.as_str().into()),
                ("percent", Arg::Number(coupon.percent)),
                ("used", Arg::Number(coupon.used)),
                ("most", Arg::Number(coupon.most_uses)),
                ("until", Arg::Day(coupon.expires_at.0)),
            ];
            lines.push(pen.text("coupons-line", &args));
            buttons.push(Btn::with(place.to_string(), "choose", coupon.code.clone()));
        }
        let mut view = View::new(String::new());
        view = buttons.chunks(3).map(<[Btn]>::to_vec).fold(view, View::row);
        view = view.row(pager(pen, page.page, page.has_next));
        if let Some(coupon) = &page.chosen {
            let link = format!("https://t.me/{}?start=c_{}", page.bot, coupon.code);
            lines.push(String::new());
            let args = [
                ("code", coupon.code.as_str().into()),
                (
                    "tier",
                    coupon
                        .tier
                        .clone()
                        .unwrap_or_else(|| pen.t("coupon-any-tier"))
                        .into(),
                ),
                ("link", link.into()),
            ];
            lines.push(pen.text("coupon-chosen", &args));
            let key = if coupon.is_off {
                "button-coupon-on"
            } else {
                "button-coupon-off"
            };
            view = view.row([Btn::tap(pen.t(key), "switch")]);
        }
        view.html = lines.join("\n");
        view.row([Btn::tap(pen.t("button-new-coupon"), "new")])
            .row(back(pen))
    }

    fn samples() -> Vec<Page> {
        let now = Time(1_795_230_000_000);
        let coupon = Coupon {
            code: "SAVE100_UZBEKISTON_2026X".to_owned(),
            percent: 100,
            most_uses: 1_000_000,
            used: 999_999,
            expires_at: now + Millis::days(30),
            tier: Some("professional".to_owned()),
            partner: None,
            is_off: false,
            made_by: "90".to_owned(),
            created_at: now,
        };
        let full = Page {
            rows: vec![coupon.clone(); 6],
            page: 1,
            has_next: true,
            chosen: Some(coupon),
            bot: "sellercloudx_bot".to_owned(),
            now,
        };
        let none = Page {
            rows: Vec::new(),
            page: 0,
            has_next: false,
            chosen: None,
            ..full.clone()
        };
        vec![none, full]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        match action {
            "page" => {
                self.page = id.parse().map_err(|_| stale())?;
                self.chosen = None;
                Ok(Next::Stay)
            }
            "choose" => {
                let coupon = billing::coupon(&mut *ui.tx, id).await?;
                self.chosen = Some(coupon.ok_or_else(stale)?.code);
                Ok(Next::Stay)
            }
            "switch" => {
                let code = self.chosen.clone().ok_or_else(stale)?;
                let coupon = billing::coupon(&mut *ui.tx, &code)
                    .await?
                    .ok_or_else(stale)?;
                let permit = ui.permit(Right::ManageCoupons).await?;
                billing::switch(ui.tx, &permit, &code, !coupon.is_off).await?;
                ui.toast("saved");
                Ok(Next::Stay)
            }
            "new" => Ok(Next::Go(MakeCoupon::default().frame())),
            _ => Err(stale().into()),
        }
    }
}

/// A coupon that is being made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MakeCoupon {
    new: NewCoupon,
    field: Option<String>,
}

impl Default for MakeCoupon {
    fn default() -> Self {
        Self {
            new: NewCoupon {
                code: String::new(),
                percent: 10,
                most_uses: 100,
                days: 30,
                tier: None,
            },
            field: None,
        }
    }
}

impl Screen for MakeCoupon {
    const ID: &'static str = "new_coupon";
    const NEEDS: Option<Right> = Some(Right::ManageCoupons);
    type Data = (MakeCoupon, Catalogue);

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Self::Data, Error> {
        Ok((self.clone(), plans::catalogue(ui.tx).await?))
    }

    fn draw((making, known): &Self::Data, pen: &Pen<'_>) -> View {
        let new = &making.new;
        let tier = new.tier.as_ref().and_then(|id| known.tier(id));
        let tier = tier.map_or_else(|| pen.t("coupon-any-tier"), |tier| tier.name.clone());
        let code = match new.code.as_str() {
            "" => pen.t("coupon-made-up"),
            code => code.to_owned(),
        };
        let args = [
            ("code", code.into()),
            ("percent", Arg::Number(new.percent)),
            ("most", Arg::Number(new.most_uses)),
            ("days", Arg::Number(new.days)),
            ("tier", tier.into()),
        ];
        let mut lines = vec![pen.text("coupon-new", &args)];
        if let Some(field) = &making.field {
            lines.push(String::new());
            lines.push(pen.t(match field.as_str() {
                "code" => "coupon-ask-code",
                "percent" => "coupon-ask-percent",
                "most" => "coupon-ask-most",
                _ => "coupon-ask-days",
            }));
        }
        let field = |key: &str, word: &str| Btn::with(pen.t(key), "field", word);
        let mut view = View::new(lines.join("\n"))
            .row([
                field("button-coupon-code", "code"),
                field("button-coupon-percent", "percent"),
            ])
            .row([
                field("button-coupon-most", "most"),
                field("button-coupon-days", "days"),
            ]);
        let tiers: Vec<Btn> = known
            .plans()
            .map(|tier| {
                let mark = if new.tier.as_ref() == Some(&tier.id) {
                    "● "
                } else {
                    ""
                };
                Btn::with(format!("{mark}{}", tier.name), "tier", tier.id.clone())
            })
            .collect();
        view = tiers
            .chunks(2)
            .map(<[Btn]>::to_vec)
            .take(3)
            .fold(view, View::row);
        view.row([Btn::tap(pen.t("button-coupon-make"), "make")])
            .row(back(pen))
    }

    fn samples() -> Vec<Self::Data> {
        let asked = Self {
            field: Some("percent".to_owned()),
            ..Self::default()
        };
        let known = plans::first_catalogue();
        vec![(Self::default(), known.clone()), (asked, known)]
    }

    fn states() -> Vec<Self> {
        let field = Some("most".to_owned());
        vec![
            Self::default(),
            Self {
                field,
                ..Self::default()
            },
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        match action {
            "field" => self.field = Some(id.to_owned()),
            "tier" => {
                let is_chosen = self.new.tier.as_deref() == Some(id);
                self.new.tier = (!is_chosen).then(|| id.to_owned());
            }
            "make" => {
                let permit = ui.permit(Right::ManageCoupons).await?;
                let code = billing::make(ui.tx, &permit, &self.new).await?;
                ui.say_with("coupon-made", &[("code".to_owned(), code.into())]);
                return Ok(Next::Back);
            }
            _ => return Err(Refusal::new("button-stale").into()),
        }
        Ok(Next::Stay)
    }

    async fn typed(&mut self, _ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let Some(field) = self.field.clone() else {
            return Ok(None);
        };
        let number = || {
            let number = text.trim().trim_end_matches('%').parse::<i64>().ok();
            let number = number.filter(|number| *number > 0);
            number.ok_or_else(|| Refusal::new("number-wrong"))
        };
        match field.as_str() {
            "code" => self.new.code = billing::parse_code(text)?,
            "percent" => self.new.percent = number()?,
            "most" => self.new.most_uses = number()?,
            _ => self.new.days = number()?,
        }
        self.field = None;
        Ok(Some(Next::Stay))
    }
}
