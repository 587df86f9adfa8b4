//! The second step of an act that wants a reason: it is written, then a button is good
//! for a minute.

use scx_domain::Refusal;
use scx_kit::{Millis, Time};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Btn, Pen, Ui, View};

/// How long the last button is good for.
const SURE_FOR: Millis = Millis::secs(60);
/// Longer reasons are cut.
const REASON_CHARS: usize = 300;

/// Why, and since when the last button is shown.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Sure {
    pub(super) reason: Option<String>,
    asked_at: Time,
}

impl Sure {
    /// The reason was written.
    pub(super) fn because(&mut self, ui: &Ui<'_>, text: &str) {
        self.reason = Some(text.trim().chars().take(REASON_CHARS).collect());
        self.asked_at = ui.tx.now();
    }

    /// The reason, where the last button was pressed in time; else it is asked for anew.
    ///
    /// # Errors
    /// A refusal for any other button, and where no reason was written.
    pub(super) fn pressed(
        &mut self,
        ui: &mut Ui<'_>,
        action: &str,
    ) -> Result<Option<String>, Refusal> {
        let reason = self.reason.clone().filter(|_| action == "now");
        let reason = reason.ok_or_else(|| Refusal::new("button-stale"))?;
        if ui.tx.now() - self.asked_at > SURE_FOR {
            self.reason = None;
            ui.toast("button-too-late");
            return Ok(None);
        }
        Ok(Some(reason))
    }
}

/// What an act means, and then either the question why or the last button.
pub(super) fn draw(
    means: String,
    reason: Option<&str>,
    (ask, now): (&str, &str),
    pen: &Pen<'_>,
) -> View {
    let Some(reason) = reason else {
        return View::new(format!("{means}\n{}", pen.t(ask))).row(back(pen));
    };
    let why = pen.text("ban-sure", &[("reason", reason.into())]);
    View::new(format!("{means}\n{why}"))
        .row([Btn::tap(pen.t(now), "now")])
        .row(back(pen))
}
