//! Who invited whom, and what became of it.

use scx_domain::accounts::{self, PartnerId};
use scx_domain::admins::Right;
use scx_domain::referrals::{self, PAGE, Referral, ReferralId, State, Why};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time};
use serde::{Deserialize, Serialize};

use super::{BlockInviter, PartnerFile, ReferralTerms, back, cut, pager, sample_partner};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The page, and the referral that was chosen, by its id in base 62.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Referrals {
    page: i64,
    chosen: Option<String>,
}

/// A referral with the names of both sides; empty for one who was erased.
#[derive(Clone, Debug)]
pub struct Named {
    referral: Referral,
    inviter: String,
    partner: String,
}

/// A page of referrals.
#[derive(Clone, Debug)]
pub struct Page {
    rows: Vec<Named>,
    page: i64,
    has_next: bool,
    /// The chosen one, and whether its inviter is blocked.
    chosen: Option<(Named, bool)>,
    sets_terms: bool,
}

impl Referrals {
    async fn chosen(&self, ui: &mut Ui<'_>) -> Result<Option<Referral>, Error> {
        let Some(chosen) = &self.chosen else {
            return Ok(None);
        };
        let id = ReferralId::from_base62(chosen).map_err(|_| Refusal::new("button-stale"))?;
        Ok(referrals::referral(&mut *ui.tx, id).await?)
    }

    /// One side of the chosen referral, where it is not erased.
    async fn side(&self, ui: &mut Ui<'_>, is_inviter: bool) -> Result<PartnerId, Error> {
        let stale = || Refusal::new("button-stale");
        let chosen = self.chosen(ui).await?.ok_or_else(stale)?;
        let side = match is_inviter {
            true => chosen.inviter,
            false => chosen.partner,
        };
        Ok(side.parse().map_err(|_| stale())?)
    }
}

impl Screen for Referrals {
    const ID: &'static str = "referrals";
    const NEEDS: Option<Right> = Some(Right::ManageReferrals);
    type Data = Page;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Page, Error> {
        let mut found = referrals::page(&mut *ui.tx, self.page).await?;
        let has_next = cut(&mut found, PAGE);
        let mut rows = Vec::new();
        for referral in found {
            rows.push(named(ui, referral).await?);
        }
        let chosen = match self.chosen(ui).await? {
            Some(referral) => {
                let is_blocked = match referral.inviter.parse() {
                    Ok(inviter) => referrals::is_blocked(&mut *ui.tx, inviter).await?,
                    Err(_) => false,
                };
                Some((named(ui, referral).await?, is_blocked))
            }
            None => None,
        };
        Ok(Page {
            rows,
            page: self.page,
            has_next,
            chosen,
            sets_terms: ui.may(Right::SetPrices),
        })
    }

    fn draw(page: &Page, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("referrals-title")];
        if page.rows.is_empty() {
            lines.push(pen.t("referrals-none"));
        }
        let mut buttons = Vec::new();
        for (place, row) in (1_i64..).zip(&page.rows) {
            lines.push(line(row, place, pen));
            buttons.push(Btn::with(
                place.to_string(),
                "choose",
                row.referral.id.base62(),
            ));
        }
        let mut view = buttons
            .chunks(3)
            .map(<[Btn]>::to_vec)
            .fold(View::new(String::new()), View::row)
            .row(pager(pen, page.page, page.has_next));
        if let Some((row, is_blocked)) = &page.chosen {
            lines.push(String::new());
            lines.push(about(row, *is_blocked, pen));
            view = chosen_rows(row, *is_blocked, pen, view);
        }
        view.html = lines.join("\n");
        let terms = page
            .sets_terms
            .then(|| Btn::tap(pen.t("button-referral-terms"), "terms"));
        view.row(terms).row(back(pen))
    }

    fn samples() -> Vec<Page> {
        samples()
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
                self.chosen = Some(id.to_owned());
                self.chosen(ui).await?.ok_or_else(stale)?;
                Ok(Next::Stay)
            }
            "inviter" | "partner" => {
                ui.check(Some(Right::SeePartners))?;
                let side = self.side(ui, action == "inviter").await?;
                Ok(Next::Go(PartnerFile::of(side).frame()))
            }
            "block" | "unblock" => {
                let inviter = self.side(ui, true).await?;
                Ok(Next::Go(
                    BlockInviter::of(inviter, action == "unblock").frame(),
                ))
            }
            "terms" => {
                ui.check(Some(Right::SetPrices))?;
                Ok(Next::Go(ReferralTerms::default().frame()))
            }
            _ => Err(stale().into()),
        }
    }
}

async fn named(ui: &mut Ui<'_>, referral: Referral) -> Result<Named, Error> {
    let mut names = [String::new(), String::new()];
    for (name, side) in names.iter_mut().zip([&referral.inviter, &referral.partner]) {
        if let Ok(id) = side.parse() {
            *name = accounts::partner(&mut *ui.tx, id).await?.name;
        }
    }
    let [inviter, partner] = names;
    Ok(Named {
        referral,
        inviter,
        partner,
    })
}

fn chosen_rows(row: &Named, is_blocked: bool, pen: &Pen<'_>, view: View) -> View {
    let is_there = |side: &str| side.parse::<PartnerId>().is_ok();
    let file = |side: &str, key: &str, action| is_there(side).then(|| Btn::tap(pen.t(key), action));
    let referral = &row.referral;
    let files = [
        file(&referral.inviter, "button-inviter", "inviter"),
        file(&referral.partner, "button-invited", "partner"),
    ];
    let block = match is_blocked {
        true => file(&referral.inviter, "button-unblock", "unblock"),
        false => file(&referral.inviter, "button-block", "block"),
    };
    view.row(files.into_iter().flatten()).row(block)
}

fn line(row: &Named, place: i64, pen: &Pen<'_>) -> String {
    let mark = match row.referral.state {
        State::Came => "⏳",
        State::Paid => "✅",
        State::Refused => "✖️",
        State::TakenBack => "↩️",
    };
    let args = [
        ("place", Arg::Number(place)),
        ("mark", mark.into()),
        ("inviter", shown(&row.inviter, pen).into()),
        ("partner", shown(&row.partner, pen).into()),
        ("day", Arg::Day(row.referral.created_at.0)),
    ];
    pen.text("referrals-line", &args)
}

/// What became of the chosen one, with the reason.
fn about(row: &Named, is_blocked: bool, pen: &Pen<'_>) -> String {
    let referral = &row.referral;
    let mut state = pen.t(match referral.state {
        State::Came => "referral-state-came",
        State::Paid => "referral-state-paid",
        State::Refused => "referral-state-refused",
        State::TakenBack => "referral-state-taken-back",
    });
    if let Some(why) = referral.why() {
        let args = [("state", state.into()), ("why", pen.t(why_key(why)).into())];
        state = pen.text("referral-because", &args);
    }
    let args = [
        ("inviter", shown(&row.inviter, pen).into()),
        ("partner", shown(&row.partner, pen).into()),
        ("state", state.into()),
        ("earns", Arg::Number(referral.inviter_days)),
        ("gets", Arg::Number(referral.partner_days)),
    ];
    let text = pen.text("referral-chosen", &args);
    match is_blocked {
        true => format!("{text}\n{}", pen.t("referral-is-blocked")),
        false => text,
    }
}

fn shown(name: &str, pen: &Pen<'_>) -> String {
    match name {
        "" => pen.t("bill-erased"),
        name => name.to_owned(),
    }
}

fn why_key(why: Why) -> &'static str {
    match why {
        Why::Own => "referral-why-own",
        Why::Chat => "referral-why-chat",
        Why::Phone => "referral-why-phone",
        Why::Partner => "referral-why-partner",
        Why::Blocked => "referral-why-blocked",
        Why::Month => "referral-why-month",
        Why::Gone => "referral-why-gone",
    }
}

fn samples() -> Vec<Page> {
    let now = Time(1_795_230_000_000);
    let name = sample_partner().name;
    let id = sample_partner().id.to_string();
    let sample = |state, why: Option<Why>| Named {
        referral: Referral {
            id: Id::new(now, &SeededEntropy::new("sample")),
            partner: id.clone(),
            inviter: id.clone(),
            state,
            why: why.map(|why| why.name().to_owned()),
            partner_days: 365,
            inviter_days: 365,
            created_at: now,
        },
        inviter: name.clone(),
        partner: name.clone(),
    };
    let full = |row: Named, is_blocked| Page {
        rows: vec![row.clone(); 6],
        page: 1,
        has_next: true,
        chosen: Some((row, is_blocked)),
        sets_terms: true,
    };
    let refused = Why::ALL.map(|why| full(sample(State::Refused, Some(why)), true));
    let mut pages = vec![
        full(sample(State::Paid, None), false),
        full(sample(State::Came, None), false),
        full(sample(State::TakenBack, Some(Why::Month)), false),
        Page {
            rows: Vec::new(),
            page: 0,
            has_next: false,
            chosen: None,
            sets_terms: false,
        },
    ];
    pages.extend(refused);
    pages
}
