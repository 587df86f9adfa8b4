//! What the bot knows, and how to change it.

use scx_domain::knowledge::{self, Document};
use scx_domain::{Arg, Error, Refusal};
use serde::{Deserialize, Serialize};

use super::{Lessons, Trial, back};
use crate::partner::cards::undo_button;
use crate::partner::screens::form;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Knowledge {}

/// The active file, and whether its activation can be undone.
pub type Active = Option<(Document, bool)>;

impl Screen for Knowledge {
    const ID: &'static str = "kb";
    type Data = Active;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Active, Error> {
        let partner = ui.seat()?.id;
        let now = ui.tx.now();
        let active = knowledge::active(&mut *ui.tx, partner).await?;
        Ok(active.map(|file| {
            let can_undo = file.undoable(now).is_some();
            (file, can_undo)
        }))
    }

    fn draw(active: &Active, pen: &Pen<'_>) -> View {
        let Some((file, can_undo)) = active else {
            return View::new(pen.t("knowledge-empty"))
                .row([Btn::tap(pen.t("button-lessons"), "lessons")])
                .row([Btn::tap(pen.t("button-form"), "form")])
                .row(back(pen));
        };
        let args = [
            ("file", file.file_name.as_str().into()),
            ("chars", Arg::Number(file.chars.unwrap_or(0))),
            ("since", Arg::Moment(file.activated_at.map_or(0, |at| at.0))),
        ];
        let mut view = View::new(pen.text("knowledge-active", &args)).row([Btn::with(
            pen.t("button-test"),
            "test",
            file.id.base62(),
        )]);
        if *can_undo {
            view = view.row([undo_button(pen, file.id)]);
        }
        view.row([Btn::tap(pen.t("button-lessons"), "lessons")])
            .row([Btn::tap(pen.t("button-form"), "form")])
            .row(back(pen))
    }

    fn samples() -> Vec<Active> {
        let file = crate::partner::cards::sample_document();
        vec![None, Some((file.clone(), true)), Some((file, false))]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        match action {
            "form" => {
                form::send(ui);
                Ok(Next::Stay)
            }
            "lessons" => Ok(Next::Go(Lessons::default().frame())),
            "test" => Ok(Next::Go(Trial::of(id).frame())),
            "undo" => {
                let document = knowledge::DocumentId::from_base62(id)
                    .map_err(|_| Refusal::new("button-stale"))?;
                knowledge::undo(ui.tx, partner, document).await?;
                ui.toast("undone");
                Ok(Next::Stay)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}
