//! What was said to many, and saying something new.

use scx_domain::admins::Right;
use scx_domain::broadcasts::{self, Broadcast, BroadcastId, PAGE};
use scx_domain::{Arg, Error, Refusal};
use serde::{Deserialize, Serialize};

use super::{Compose, back, cut, pager};
use crate::admin::cards::{BroadcastCard, audience, sample_broadcast, snippet};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Broadcasts {
    page: i64,
}

/// A page of broadcasts.
#[derive(Clone, Debug)]
pub struct Page {
    rows: Vec<Broadcast>,
    page: i64,
    has_next: bool,
}

impl Screen for Broadcasts {
    const ID: &'static str = "broadcasts";
    const NEEDS: Option<Right> = Some(Right::Broadcast);
    type Data = Page;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Page, Error> {
        let mut rows = broadcasts::page(&mut *ui.tx, self.page).await?;
        let has_next = cut(&mut rows, PAGE);
        Ok(Page {
            rows,
            page: self.page,
            has_next,
        })
    }

    fn draw(page: &Page, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("broadcasts-title")];
        if page.rows.is_empty() {
            lines.push(pen.t("broadcasts-none"));
        }
        let mut buttons = Vec::new();
        for (place, broadcast) in (1_i64..).zip(&page.rows) {
            let args = [
                ("place", Arg::Number(place)),
                ("state", pen.t(audience::state_key(broadcast.state)).into()),
                ("at", Arg::Moment(broadcast.created_at.0)),
                ("text", snippet(broadcast, 60).into()),
            ];
            lines.push(pen.text("broadcasts-line", &args));
            buttons.push(Btn::with(place.to_string(), "open", broadcast.id.base62()));
        }
        let view = View::new(lines.join("\n"));
        let view = buttons.chunks(3).map(<[Btn]>::to_vec).fold(view, View::row);
        view.row(pager(pen, page.page, page.has_next))
            .row([Btn::tap(pen.t("button-new-broadcast"), "new")])
            .row(back(pen))
    }

    fn samples() -> Vec<Page> {
        let full = Page {
            rows: vec![sample_broadcast(); 6],
            page: 1,
            has_next: true,
        };
        let none = Page {
            rows: Vec::new(),
            page: 0,
            has_next: false,
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
            "open" => {
                let id = BroadcastId::from_base62(id).map_err(|_| stale())?;
                ui.hang::<BroadcastCard>(&id.to_string()).await?;
                Ok(Next::Quiet)
            }
            "new" => Ok(Next::Go(Compose::default().frame())),
            _ => Err(stale().into()),
        }
    }
}
