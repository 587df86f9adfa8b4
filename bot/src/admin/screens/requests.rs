//! Requests that wait, oldest first.

use scx_domain::accounts;
use scx_domain::admins::Right;
use scx_domain::plans::{self, Catalogue, PAGE, Request, RequestId};
use scx_domain::{Arg, Error, Refusal};
use serde::{Deserialize, Serialize};

use super::{back, cut, pager};
use crate::admin::cards::RequestCard;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The page.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Requests {
    page: i64,
}

/// A page of requests, each with the shop's name.
#[derive(Clone, Debug)]
pub struct Page {
    rows: Vec<(Request, String)>,
    catalogue: Catalogue,
    page: i64,
    has_next: bool,
    count: i64,
}

impl Screen for Requests {
    const ID: &'static str = "requests";
    const NEEDS: Option<Right> = Some(Right::DecideRequests);
    type Data = Page;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Page, Error> {
        let mut found = plans::pending(&mut *ui.tx, self.page).await?;
        let has_next = cut(&mut found, PAGE);
        let mut rows = Vec::with_capacity(found.len());
        for request in found {
            let partner = accounts::partner(&mut *ui.tx, request.partner).await?;
            rows.push((request, partner.name));
        }
        Ok(Page {
            rows,
            catalogue: plans::catalogue(ui.tx).await?,
            page: self.page,
            has_next,
            count: plans::pending_count(&mut *ui.tx).await?,
        })
    }

    fn draw(page: &Page, pen: &Pen<'_>) -> View {
        if page.rows.is_empty() {
            return View::new(pen.t("requests-none")).row(back(pen));
        }
        let mut lines = vec![pen.text("requests-title", &[("count", Arg::Number(page.count))])];
        let mut buttons = Vec::new();
        for (place, (request, name)) in (1_i64..).zip(&page.rows) {
            let args = [
                ("place", Arg::Number(place)),
                ("name", name.as_str().into()),
                ("tier", pen.tier(&page.catalogue, &request.chosen()).into()),
                ("period", pen.period(&request.period).into()),
                ("sum", request.due_tiyin.into()),
            ];
            lines.push(pen.text("requests-line", &args));
            buttons.push(Btn::with(place.to_string(), "show", request.id.base62()));
        }
        let view = View::new(lines.join("\n"));
        let rows = buttons.chunks(3).map(<[Btn]>::to_vec);
        rows.fold(view, View::row)
            .row(pager(pen, page.page, page.has_next))
            .row(back(pen))
    }

    fn samples() -> Vec<Page> {
        let chosen = plans::Chosen {
            tier: "business".to_owned(),
            with_ai: true,
        };
        let row = (
            plans::sample_request(&chosen),
            "Lola & <do‘koni>".to_owned(),
        );
        let full = Page {
            rows: vec![row; 6],
            catalogue: plans::first_catalogue(),
            page: 1,
            has_next: true,
            count: 17,
        };
        let none = Page {
            rows: Vec::new(),
            ..full.clone()
        };
        vec![none, full]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        match action {
            "page" => {
                self.page = id.parse().map_err(|_| stale())?;
                Ok(Next::Stay)
            }
            "show" => {
                let id = RequestId::from_base62(id).map_err(|_| stale())?;
                ui.hang::<RequestCard>(&id.to_string()).await?;
                Ok(Next::Quiet)
            }
            _ => Err(stale().into()),
        }
    }
}
