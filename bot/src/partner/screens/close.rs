//! Closing the account, in two steps.

use scx_domain::leaving::{self, Belongings, WINDOW};
use scx_domain::{Arg, Error, Refusal};
use serde::{Deserialize, Serialize};

use super::account::sample;
use super::{Data, back};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The first step was taken.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Close {
    is_sure: bool,
}

/// What is lost, and the step.
pub type Shown = (Belongings, bool);

impl Screen for Close {
    const ID: &'static str = "close";
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let partner = ui.seat()?.id;
        let has = leaving::belongings(&mut *ui.tx, partner).await?;
        Ok((has, self.is_sure))
    }

    fn draw((has, is_sure): &Shown, pen: &Pen<'_>) -> View {
        if *is_sure {
            // The way back stands where the first step's button was: a double
            // tap closes nothing.
            return View::new(pen.t("close-sure"))
                .row([Btn::tap(pen.t("button-close-no"), "home")])
                .row([Btn::tap(pen.t("button-close-yes"), "close")]);
        }
        let args = [
            ("bots", Arg::Number(has.bots)),
            ("customers", Arg::Number(has.customers)),
            ("messages", Arg::Number(has.messages)),
            ("files", Arg::Number(has.files)),
            ("questions", Arg::Number(has.questions)),
        ];
        View::new(pen.text("close-ask", &args))
            .row([Btn::tap(pen.t("button-close"), "next")])
            .row([Btn::tap(pen.t("button-data"), "data")])
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        vec![
            (Belongings::default(), false),
            (sample(), false),
            (sample(), true),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        match action {
            "next" => {
                self.is_sure = true;
                Ok(Next::Stay)
            }
            "data" => Ok(Next::Go(Data::default().frame())),
            "close" if self.is_sure => {
                leaving::close(ui.tx, partner).await?;
                ui.partner = None;
                let until = Arg::Moment((ui.tx.now() + WINDOW).0);
                ui.say_with("account-closed", &[("until".to_owned(), until)]);
                Ok(Next::Home)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}
