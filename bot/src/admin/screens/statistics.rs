//! The house's figures: today beside yesterday and the week, a week, a month.

use scx_connect::telegram::{Aside, Keyboard, Outgoing};
use scx_domain::admins::Right;
use scx_domain::statistics::{self, Day};
use scx_domain::{Error, Refusal};
use serde::{Deserialize, Serialize};

use super::back;
use crate::admin::figures::{self, Picture};
use crate::ui::{BotMail, Btn, Next, Pen, Screen, Ui, View};

/// Days in a month, as far as figures go back.
const MONTH: i64 = 30;
/// Days in a week.
const WEEK: usize = 7;

/// Which days.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Statistics {
    span: Span,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Span {
    #[default]
    Today,
    Week,
    Month,
}

impl Span {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Today, "today", "button-figures-today"),
        (Self::Week, "week", "button-figures-week"),
        (Self::Month, "month", "button-figures-month"),
    ];
}

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Shown {
    span: Span,
    today: Day,
    past: Vec<Day>,
    rate: Option<i64>,
    is_muted: bool,
}

impl Shown {
    /// The days that are over of the span.
    fn days(&self) -> &[Day] {
        match self.span {
            Span::Today | Span::Week => &self.past[self.past.len().saturating_sub(WEEK)..],
            Span::Month => &self.past,
        }
    }
}

impl Screen for Statistics {
    const ID: &'static str = "statistics";
    const NEEDS: Option<Right> = Some(Right::SeeStatistics);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let admin = ui.place.person;
        Ok(Shown {
            span: self.span,
            today: statistics::today(ui.tx).await?,
            past: statistics::past(ui.tx, MONTH).await?,
            rate: ui.som_per_usd,
            is_muted: statistics::is_muted(&mut *ui.tx, admin).await?,
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let lines = match shown.span {
            Span::Today => {
                let title = [("date", figures::date(shown.today.at).into())];
                let mut lines = vec![pen.text("figures-today", &title)];
                lines.extend(figures::beside(&shown.today, &shown.past, shown.rate, pen));
                lines
            }
            Span::Week | Span::Month => over(shown, pen),
        };
        let spans = Span::ALL.map(|(span, word, key)| {
            let mark = if span == shown.span { "● " } else { "" };
            Btn::with(format!("{mark}{}", pen.t(key)), "span", word)
        });
        let pictures =
            Picture::ALL.map(|picture| Btn::with(pen.t(picture.label()), "draw", picture.word()));
        let (mute, action) = match shown.is_muted {
            true => ("button-figures-unmute", "unmute"),
            false => ("button-figures-mute", "mute"),
        };
        View::new(lines.join("\n"))
            .row(spans)
            .row(pictures)
            .row([
                Btn::tap(pen.t("button-figures-csv"), "csv"),
                Btn::tap(pen.t(mute), action),
            ])
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let past = figures::sample_days();
        let full = Shown {
            span: Span::Today,
            today: past[29].clone(),
            past,
            rate: Some(12_500),
            is_muted: true,
        };
        let none = Shown {
            today: Day::default(),
            past: Vec::new(),
            rate: None,
            is_muted: false,
            ..full.clone()
        };
        let span = |span| Shown {
            span,
            ..full.clone()
        };
        let first = Shown {
            span: Span::Month,
            ..none.clone()
        };
        vec![
            none,
            first,
            span(Span::Today),
            span(Span::Week),
            span(Span::Month),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        match action {
            "span" => {
                let found = Span::ALL.into_iter().find(|(_, word, _)| *word == id);
                self.span = found.map(|(span, ..)| span).ok_or_else(stale)?;
            }
            "draw" => {
                let picture = Picture::ALL.into_iter().find(|one| one.word() == id);
                let picture = picture.ok_or_else(stale)?;
                let shown = self.load(ui).await?;
                if shown.past.is_empty() {
                    return Err(Refusal::new("figures-none-yet").into());
                }
                let drawn = picture.draw(shown.days(), &ui.pen());
                let bytes = drawn.ok_or_else(|| anyhow::anyhow!("figures could not be drawn"))?;
                ui.post(BotMail::Direct(Outgoing::Photo {
                    chat: ui.place.chat,
                    media_type: "image/png".to_owned(),
                    bytes,
                    caption_html: None,
                    aside: Aside::default(),
                }));
            }
            "csv" => {
                let past = statistics::past(ui.tx, MONTH).await?;
                if past.is_empty() {
                    return Err(Refusal::new("figures-none-yet").into());
                }
                let bytes = figures::table(&past).map_err(anyhow::Error::from)?;
                ui.post(BotMail::Direct(Outgoing::Document {
                    chat: ui.place.chat,
                    file_name: "sellercloudx.csv".to_owned(),
                    media_type: "text/csv".to_owned(),
                    bytes,
                    caption_html: None,
                    keyboard: Keyboard::None,
                    aside: Aside::default(),
                }));
            }
            "mute" | "unmute" => {
                statistics::set_muted(ui.tx, ui.place.person, action == "mute").await?;
                ui.toast("saved");
            }
            _ => return Err(stale().into()),
        }
        Ok(Next::Stay)
    }
}

/// Days that are over, together.
fn over(shown: &Shown, pen: &Pen<'_>) -> Vec<String> {
    let days = shown.days();
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return vec![pen.t("figures-none-yet")];
    };
    let span = [
        ("from", figures::date(first.at).into()),
        ("until", figures::date(last.at).into()),
    ];
    let mut lines = vec![pen.text("figures-over", &span)];
    let sum = statistics::together(days);
    lines.extend(figures::together(&sum, days, shown.rate, pen));
    lines
}
