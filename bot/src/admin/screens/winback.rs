//! Winning back by mail: how many letters at most, and what became of them.

use scx_domain::admins::Right;
use scx_domain::winback::{self, HIGHEST_CAP, MOST_LETTERS};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::Millis;
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Next, Pen, Screen, Ui, View};

/// What is counted.
const SPAN: Millis = Millis::days(30);

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct WinBack {}

/// The cap, and how many letters came to which outcome.
#[derive(Clone, Debug)]
pub struct Letters {
    most: i64,
    counts: Vec<(String, i64)>,
}

impl Screen for WinBack {
    const ID: &'static str = "winback";
    const NEEDS: Option<Right> = Some(Right::SetPrices);
    type Data = Letters;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Letters, Error> {
        let since = ui.tx.now() - SPAN;
        Ok(Letters {
            most: winback::cap(&mut *ui.tx).await?,
            counts: winback::told(&mut *ui.tx, since).await?,
        })
    }

    fn draw(letters: &Letters, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.text("winback-title", &[("most", Arg::Number(letters.most))])];
        for (outcome, count) in &letters.counts {
            let args = [
                ("outcome", pen.t(outcome_key(outcome)).into()),
                ("count", Arg::Number(*count)),
            ];
            lines.push(pen.text("winback-line", &args));
        }
        let most = ("most", Arg::Number(HIGHEST_CAP));
        lines.push(pen.text("winback-ask-cap", &[most]));
        View::new(lines.join("\n")).row(back(pen))
    }

    fn samples() -> Vec<Letters> {
        let outcomes = ["sent", "unknown", "dead", "refused", "skipped", "claimed"];
        let counts = outcomes.map(|outcome| (outcome.to_owned(), 12_345));
        vec![
            Letters {
                most: MOST_LETTERS,
                counts: Vec::new(),
            },
            Letters {
                most: HIGHEST_CAP,
                counts: counts.to_vec(),
            },
        ]
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let wrong = || Refusal::new("winback-cap-wrong").with("most", HIGHEST_CAP);
        let most: i64 = text.trim().parse().map_err(|_| wrong())?;
        let permit = ui.permit(Right::SetPrices).await?;
        winback::set_cap(ui.tx, &permit, most).await?;
        ui.toast("saved");
        Ok(Some(Next::Stay))
    }
}

fn outcome_key(outcome: &str) -> &'static str {
    match outcome {
        "sent" => "winback-sent",
        "unknown" => "winback-unknown",
        "dead" => "winback-dead",
        "refused" => "winback-refused",
        "skipped" => "winback-skipped",
        _ => "winback-waiting",
    }
}
