//! Partners: by state, page by page, or by what is typed.

use scx_domain::accounts::{self, Group, PAGE, Partner, PartnerId, Standing, Tallies};
use scx_domain::admins::Right;
use scx_domain::{Arg, Error, Refusal};
use scx_kit::Time;
use serde::{Deserialize, Serialize};

use super::{PartnerFile, back, cut, pager, sample_partner};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// What is looked at.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Partners {
    group: String,
    page: i64,
    /// What was typed, in the place of a group.
    wanted: Option<String>,
}

/// Partners of a group, or those that were found.
#[derive(Clone, Debug)]
pub struct Page {
    rows: Vec<Partner>,
    tallies: Tallies,
    group: Group,
    wanted: Option<String>,
    page: i64,
    has_next: bool,
    now: Time,
}

impl Screen for Partners {
    const ID: &'static str = "partners";
    const NEEDS: Option<Right> = Some(Right::SeePartners);
    type Data = Page;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Page, Error> {
        let now = ui.tx.now();
        let group = Group::try_from(self.group.clone()).unwrap_or_default();
        let mut rows = match &self.wanted {
            Some(text) => accounts::search(ui.tx, text).await?,
            None => accounts::group(&mut *ui.tx, group, self.page, now).await?,
        };
        let has_next = cut(&mut rows, PAGE) && self.wanted.is_none();
        Ok(Page {
            rows,
            tallies: accounts::tallies(&mut *ui.tx, now).await?,
            group,
            wanted: self.wanted.clone(),
            page: self.page,
            has_next,
            now,
        })
    }

    fn draw(page: &Page, pen: &Pen<'_>) -> View {
        let mut lines = vec![match &page.wanted {
            Some(text) => pen.text("partners-found", &[("text", text.as_str().into())]),
            None => pen.text(
                "partners-title",
                &[
                    ("group", pen.t(group_key(page.group)).into()),
                    ("count", Arg::Number(page.tallies.of(page.group))),
                ],
            ),
        }];
        let mut buttons = Vec::new();
        for (place, partner) in (1_i64..).zip(&page.rows) {
            let args = [
                ("place", Arg::Number(place)),
                ("name", partner.name.as_str().into()),
                ("phone", partner.phone.as_str().into()),
                ("mark", mark(partner, page.now).into()),
            ];
            lines.push(pen.text("partners-line", &args));
            buttons.push(Btn::with(place.to_string(), "show", partner.id.base62()));
        }
        if page.rows.is_empty() {
            lines.push(pen.t("partners-none"));
        }
        lines.push(pen.t("partners-hint"));
        let groups = Group::ALL.map(|group| {
            let mark = if group == page.group && page.wanted.is_none() {
                "● "
            } else {
                ""
            };
            let label = format!("{mark}{}", pen.t(group_key(group)));
            Btn::with(label, "group", group.name())
        });
        let view = View::new(lines.join("\n"))
            .row(groups[..3].to_vec())
            .row(groups[3..].to_vec());
        let rows = buttons.chunks(3).map(<[Btn]>::to_vec);
        rows.fold(view, View::row)
            .row(pager(pen, page.page, page.has_next))
            .row(back(pen))
    }

    fn samples() -> Vec<Page> {
        let full = Page {
            rows: vec![sample_partner(); 6],
            tallies: Tallies::default(),
            group: Group::Expired,
            wanted: None,
            page: 2,
            has_next: true,
            now: Time(1_795_230_000_000),
        };
        let found = Page {
            wanted: Some("<lola>".to_owned()),
            rows: Vec::new(),
            has_next: false,
            page: 0,
            ..full.clone()
        };
        vec![full, found]
    }

    async fn tap(&mut self, _ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        match action {
            "group" => {
                let group = Group::try_from(id.to_owned()).map_err(|_| stale())?;
                *self = Self {
                    group: group.name().to_owned(),
                    ..Self::default()
                };
                Ok(Next::Stay)
            }
            "page" => {
                self.page = id.parse().map_err(|_| stale())?;
                Ok(Next::Stay)
            }
            "show" => {
                let id = PartnerId::from_base62(id).map_err(|_| stale())?;
                Ok(Next::Go(PartnerFile::of(id).frame()))
            }
            _ => Err(stale().into()),
        }
    }

    async fn typed(&mut self, _ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        self.wanted = Some(text.chars().take(64).collect());
        self.page = 0;
        Ok(Some(Next::Stay))
    }
}

fn group_key(group: Group) -> &'static str {
    match group {
        Group::Everybody => "group-all",
        Group::Trial => "group-trial",
        Group::Paid => "group-paid",
        Group::Free => "group-free",
        Group::Expired => "group-expired",
        Group::Banned => "group-banned",
    }
}

/// How a partner stands, as one sign.
fn mark(partner: &Partner, now: Time) -> &'static str {
    match Standing::of(partner, now) {
        Standing::Trial { .. } => "🎁",
        Standing::Paid { .. } => "✅",
        Standing::Spent { .. } => "⏸",
        Standing::Expired { .. } => "🔒",
        Standing::Banned => "⛔",
    }
}
