//! The partner bot as one partner sees it, for a quarter of an hour: it is asked why, the
//! partner is told, and nothing can be changed.

use scx_connect::telegram::Event;
use scx_domain::accounts::Partner;
use scx_domain::admins::Right;
use scx_domain::chat::ConversationId;
use scx_domain::notify::Place;
use scx_domain::{Arg, Error, Refusal, oversight};
use scx_kit::Time;
use serde::{Deserialize, Serialize};

use super::conversation::noted;
use super::partner::id_of;
use super::{back, sample_partner};
use crate::partner;
use crate::ui::{Act, Btn, Inside, Next, Pen, Screen, Ui, View};

/// Reasons that need not be typed.
const REASONS: [&str; 3] = ["asked", "fault", "setup"];
const OVER: &str = "view-over";
const GONE: &str = "view-gone";
/// The most buttons of a row.
const MOST_IN_ROW: usize = 3;

/// Whom, until when (nothing while it is asked why), and where inside.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ViewAs {
    partner: String,
    until: Option<Time>,
    inside: Inside,
}

impl ViewAs {
    /// Asks why a partner's bot is looked at, by the id in base 62.
    pub fn of(partner: &str) -> Self {
        Self {
            partner: partner.to_owned(),
            ..Self::default()
        }
    }

    /// Until when it can be looked at; none once it cannot.
    fn running(&self, now: Time) -> Option<Time> {
        self.until.filter(|until| now <= *until)
    }

    /// The partner; nobody once they have left.
    async fn who(&self, ui: &mut Ui<'_>) -> Result<Option<(Partner, Place)>, Error> {
        partner::seat(ui.tx, id_of(&self.partner)?).await
    }

    /// The conversation that is read inside.
    fn talk(&self) -> Option<ConversationId> {
        let top = self.inside.top()?;
        let id = top.state.get("id")?.as_str()?;
        let id = ConversationId::from_base62(id).ok()?;
        (top.screen == partner::screens::Conversation::ID).then_some(id)
    }

    /// Nothing but buttons is taken.
    fn refused(&self, ui: &Ui<'_>) -> Error {
        let key = match self.until.is_some() && self.running(ui.tx.now()).is_none() {
            true => OVER,
            false => "view-only-looking",
        };
        Refusal::new(key).into()
    }

    async fn begin(&mut self, ui: &mut Ui<'_>, reason: &str) -> Result<(), Error> {
        let permit = ui.permit(Right::ViewAsPartner).await?;
        let id = id_of(&self.partner)?;
        self.until = Some(oversight::view_as(ui.tx, &permit, id, reason).await?);
        Ok(())
    }
}

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Shown {
    /// It is asked why, about a partner of this name.
    Asks(String),
    /// It is over, for a reason.
    Over(&'static str),
    /// What the partner sees, or why it is not seen.
    Inside {
        /// The partner's name.
        name: String,
        /// Until when it can be looked at.
        until: Time,
        /// How it looks.
        seen: Result<View, Refusal>,
    },
}

impl Screen for ViewAs {
    const ID: &'static str = "view_as";
    const NEEDS: Option<Right> = Some(Right::ViewAsPartner);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let Some(who) = self.who(ui).await? else {
            return Ok(Shown::Over(GONE));
        };
        let name = who.0.name.clone();
        if self.until.is_none() {
            return Ok(Shown::Asks(name));
        }
        let Some(until) = self.running(ui.tx.now()) else {
            return Ok(Shown::Over(OVER));
        };
        let mut inside = self.inside.clone();
        let seen = match inside.go(ui, (partner::map(), who), None).await {
            Ok(view) => Ok(view),
            Err(Error::Refused(refusal)) => Err(refusal),
            Err(fault) => return Err(fault),
        };
        Ok(Shown::Inside { name, until, seen })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        match shown {
            Shown::Asks(name) => {
                let text = pen.text("view-ask", &[("name", name.as_str().into())]);
                let view = REASONS.iter().fold(View::new(text), |view, word| {
                    view.row([Btn::with(pen.t(reason_key(word)), "view_why", *word)])
                });
                view.row(back(pen))
            }
            Shown::Over(why) => View::new(pen.t(why)).row(back(pen)),
            Shown::Inside { name, until, seen } => {
                let view = match seen {
                    Ok(view) => view.clone(),
                    Err(refusal) => {
                        let home = Btn::tap(pen.t("button-home"), "home");
                        View::new(pen.refusal(refusal)).row([home])
                    }
                };
                framed(view, (name, *until), pen)
            }
        }
    }

    fn samples() -> Vec<Shown> {
        let name = sample_partner().name;
        let inside = |seen| Shown::Inside {
            name: name.clone(),
            until: Time(1_795_230_000_000),
            seen,
        };
        let home = View::new("🏪".to_owned())
            .row([Btn::with("📄".to_owned(), "show", "x".repeat(22))])
            .row(["back", "home"].map(|action| Btn::tap("🏠".to_owned(), action)));
        vec![
            Shown::Asks(name.clone()),
            Shown::Over(OVER),
            Shown::Over(GONE),
            inside(Ok(home)),
            inside(Err(Refusal::new("view-only-looking"))),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        if self.until.is_none() {
            let word = REASONS.into_iter().find(|word| *word == id);
            let word = word.filter(|_| action == "view_why");
            let word = word.ok_or_else(|| Refusal::new("button-stale"))?;
            // The partner reads it, in their own language.
            let who = self.who(ui).await?;
            let language = who.map_or(ui.language, |(partner, _)| partner.language);
            let pen = Pen {
                language,
                ..ui.pen()
            };
            let reason = pen.t(reason_key(word));
            self.begin(ui, &reason).await?;
            return Ok(Next::Stay);
        }
        if action == "view_end" {
            return Ok(Next::Back);
        }
        if self.running(ui.tx.now()).is_none() {
            ui.toast(OVER);
            return Ok(Next::Back);
        }
        let Some(who) = self.who(ui).await? else {
            ui.toast(GONE);
            return Ok(Next::Back);
        };
        let action = match action {
            "in_back" => "back",
            "in_home" => "home",
            other => other,
        };
        let before = self.talk();
        let tap = Some((action, id));
        self.inside.go(ui, (partner::map(), who), tap).await?;
        // A conversation that is opened in here is a look into it like any other.
        let opened = self
            .talk()
            .filter(|talk| Some(*talk) != before && action != "back");
        if let Some(talk) = opened {
            noted(ui, talk).await?;
        }
        Ok(Next::Stay)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        if self.until.is_some() {
            return Err(self.refused(ui));
        }
        self.begin(ui, text).await?;
        Ok(Some(Next::Stay))
    }

    async fn contact(
        &mut self,
        ui: &mut Ui<'_>,
        _phone: &str,
        _is_own: bool,
    ) -> Result<Option<Next>, Error> {
        Err(self.refused(ui))
    }

    async fn attached(&mut self, ui: &mut Ui<'_>, _event: &Event) -> Result<Option<Next>, Error> {
        Err(self.refused(ui))
    }
}

fn reason_key(word: &str) -> &'static str {
    match word {
        "asked" => "view-reason-asked",
        "fault" => "view-reason-fault",
        _ => "view-reason-setup",
    }
}

/// What the partner sees, below a line that says so. Buttons that lead out of the bot are
/// left out: a bill that somebody opens is a payment that begins.
fn framed(view: View, (name, until): (&str, Time), pen: &Pen<'_>) -> View {
    let args = [("name", name.into()), ("until", Arg::Moment(until.0))];
    let html = format!("{}\n\n{}", pen.text("view-banner", &args), view.html);
    let rows = view
        .rows
        .into_iter()
        .map(|row| row.into_iter().filter_map(inner));
    let mut framed = rows.fold(View::new(html), View::row);
    let end = Btn::tap(pen.t("button-view-end"), "view_end");
    match framed.rows.last_mut() {
        Some(last) if last.len() < MOST_IN_ROW => last.push(end),
        Some(_) | None => return framed.row([end]),
    }
    framed
}

/// A button of the partner's as one of this screen, whose own way back is another.
fn inner(btn: Btn) -> Option<Btn> {
    let Act::Tap { action, id } = btn.act else {
        return None;
    };
    let action = match action {
        "back" => "in_back",
        "home" => "in_home",
        other => other,
    };
    Some(Btn::with(btn.label, action, id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Texts;
    use crate::ui::faults;
    use scx_kit::Language;

    #[test]
    fn every_screen_of_the_partner_bot_fits_below_the_line() {
        let texts = Texts::load().expect("the locales parse");
        for language in Language::ALL {
            let pen = Pen {
                texts: &texts,
                language,
            };
            let name = sample_partner().name;
            for entry in &partner::map().screens {
                for view in entry.screen.sample_views(&pen) {
                    let view = framed(view, (&name, Time(1_795_230_000_000)), &pen);
                    let found = faults(ViewAs::ID, &view);
                    assert!(found.is_empty(), "{} in {language:?}: {found:?}", entry.id);
                    let last = view.rows.last().and_then(|row| row.last());
                    assert!(last.is_some_and(|btn| btn.label == pen.t("button-view-end")));
                }
            }
        }
    }
}
