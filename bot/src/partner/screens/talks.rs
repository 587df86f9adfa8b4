//! The conversations with customers, newest first.

use chrono::NaiveDate;
use scx_domain::chat::{self, Channel, ConversationId, Mode, Talk, Wanted};
use scx_domain::{Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time};
use serde::{Deserialize, Serialize};

use super::{Conversation, back};
use crate::partner::MakeCsv;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Conversations on one screen.
const ON_PAGE: usize = 5;
/// What can be chosen from; a seller's own account counts with Telegram.
pub(crate) const FILTERS: [Channel; 3] = [Channel::Telegram, Channel::WhatsApp, Channel::Instagram];
/// A label of a button.
const LABEL_CHARS: usize = 24;

/// Which of them are shown.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Conversations {
    /// The word of a channel; all when empty.
    channel: String,
    /// A part of the customer's name, or a day as it was typed.
    search: String,
    page: usize,
}

impl Conversations {
    fn wanted(&self) -> Wanted {
        let day = day(&self.search);
        Wanted {
            channel: Channel::try_from(self.channel.clone()).ok(),
            name: match day {
                Some(_) => String::new(),
                None => self.search.clone(),
            },
            day,
        }
    }
}

/// `21.11.2026` as days since 1970.
pub(crate) fn day(text: &str) -> Option<i64> {
    let date = NaiveDate::parse_from_str(text.trim(), "%d.%m.%Y").ok()?;
    let begin = NaiveDate::from_ymd_opt(1970, 1, 1)?;
    Some(date.signed_duration_since(begin).num_days())
}

/// What a customer is called who told no name: by the end of the conversation's id.
pub(crate) fn named(customer: &str, id: ConversationId) -> String {
    if !customer.is_empty() {
        return customer.to_owned();
    }
    let id = id.base62();
    let from = id.len().saturating_sub(4);
    format!("#{}", id.get(from..).unwrap_or(&id))
}

/// A short mark of a channel.
pub(crate) fn mark(channel: Channel) -> &'static str {
    match channel {
        Channel::Telegram => "TG",
        Channel::Business => "💼",
        Channel::WhatsApp => "WA",
        Channel::Instagram => "IG",
    }
}

/// The conversations of a page, whether there are more, and how they were
/// looked for.
pub struct Shown {
    talks: Vec<Talk>,
    has_more: bool,
    state: Conversations,
}

impl Screen for Conversations {
    const ID: &'static str = "talks";
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let partner = ui.seat()?.id;
        let place = (self.page * ON_PAGE, ON_PAGE);
        let (talks, has_more) = chat::talks(ui.tx, partner, &self.wanted(), place).await?;
        Ok(Shown {
            talks,
            has_more,
            state: self.clone(),
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let state = &shown.state;
        let mut lines = vec![pen.t("talks-title")];
        if !state.search.is_empty() {
            let search: String = state.search.chars().take(60).collect();
            lines.push(pen.text("talks-search", &[("search", search.into())]));
        }
        if shown.talks.is_empty() {
            lines.push(pen.t("talks-none"));
        }
        lines.push(pen.t("talks-hint"));
        let mut view = View::new(lines.join("\n"));
        for talk in &shown.talks {
            let sign = match talk.mode {
                Mode::Bot => "",
                Mode::Human => "👤 ",
            };
            let label = format!(
                "{} {sign}{}",
                mark(talk.channel),
                named(&talk.customer, talk.id)
            );
            let label: String = label.chars().take(LABEL_CHARS).collect();
            view = view.row([Btn::with(label, "show", talk.id.base62())]);
        }
        let csv = Btn::tap(pen.t("button-csv"), "csv");
        let pages = [
            (state.page > 0).then(|| Btn::tap("◀️".to_owned(), "newer")),
            Some(csv),
            shown.has_more.then(|| Btn::tap("▶️".to_owned(), "older")),
        ];
        let channels = FILTERS.map(|one| {
            let label = match state.channel == one.name() {
                true => format!("· {} ·", mark(one)),
                false => mark(one).to_owned(),
            };
            Btn::with(label, "channel", one.name())
        });
        view.row(channels)
            .row(pages.into_iter().flatten())
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let talk = Talk {
            id: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
            channel: Channel::Instagram,
            customer: "Aziz & Nodira <O‘zbekiston>".to_owned(),
            mode: Mode::Human,
            last_at: Time(1_795_230_000_000),
        };
        let empty = Shown {
            talks: Vec::new(),
            has_more: false,
            state: Self::default(),
        };
        let full = Shown {
            talks: vec![talk; ON_PAGE],
            has_more: true,
            state: Self {
                channel: "whatsapp".to_owned(),
                search: "<b>".repeat(40),
                page: 1,
            },
        };
        vec![empty, full]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        match action {
            "show" => {
                let id = Id::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
                chat::conversation(&mut *ui.tx, partner, id).await?;
                return Ok(Next::Go(Conversation::of(&id.base62()).frame()));
            }
            "newer" => self.page = self.page.saturating_sub(1),
            "older" => self.page += 1,
            // A second tap on a channel shows all again.
            "channel" => {
                let chosen = Channel::try_from(id.to_owned()).ok();
                let chosen = chosen.filter(|one| one.name() != self.channel);
                self.channel = chosen.map_or("", Channel::name).to_owned();
                self.page = 0;
            }
            "csv" => {
                let job = MakeCsv::of_all(partner, &self.wanted());
                scx_jobs::enqueue(ui.tx, &job).await?;
                ui.toast("csv-coming");
                return Ok(Next::Quiet);
            }
            _ => return Err(Refusal::new("button-stale").into()),
        }
        Ok(Next::Stay)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        ui.seat()?;
        self.search = text.trim().chars().take(100).collect();
        self.page = 0;
        if self.search == "-" {
            self.search.clear();
        }
        Ok(Some(Next::Stay))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_from_a_name() {
        assert_eq!(day("21.11.2026"), Some(20_778));
        assert_eq!(day("Aziz"), None);
        assert_eq!(day("32.01.2026"), None);
    }
}
