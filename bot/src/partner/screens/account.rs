//! Logging out of this Telegram account.

use scx_domain::leaving::{self, Belongings};
use scx_domain::{Arg, Error, Refusal};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct LogOut {}

impl Screen for LogOut {
    const ID: &'static str = "logout";
    type Data = Belongings;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Belongings, Error> {
        let partner = ui.seat()?.id;
        Ok(leaving::belongings(&mut *ui.tx, partner).await?)
    }

    fn draw(has: &Belongings, pen: &Pen<'_>) -> View {
        let args = [
            ("bots", Arg::Number(has.bots)),
            ("files", Arg::Number(has.files)),
            ("customers", Arg::Number(has.customers)),
        ];
        View::new(pen.text("logout-ask", &args))
            .row([Btn::tap(pen.t("button-logout"), "leave")])
            .row(back(pen))
    }

    fn samples() -> Vec<Belongings> {
        vec![Belongings::default(), sample()]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        if action != "leave" {
            return Err(Refusal::new("button-stale").into());
        }
        let partner = ui.seat()?.id;
        leaving::log_out(ui.tx, partner).await?;
        ui.partner = None;
        ui.say("logged-out");
        Ok(Next::Home)
    }
}

/// Belongings for samples.
pub(super) fn sample() -> Belongings {
    Belongings {
        bots: 2,
        customers: 1_240,
        messages: 18_400,
        files: 3,
        questions: 12,
    }
}
