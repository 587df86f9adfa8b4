//! Who of the team looked into the shop's conversations.

use scx_domain::audit::{self, Entry, PAGE};
use scx_domain::chat::{self, ConversationId};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::Time;
use serde::{Deserialize, Serialize};

use super::back;
use super::talks::{mark, named};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Looks before this one, by the entry's id.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Looks {
    before: Option<String>,
}

/// A page of looks, with the customers into whose conversations somebody looked.
#[derive(Clone, Debug)]
pub struct Page {
    entries: Vec<(Entry, String)>,
    is_newest: bool,
    has_older: bool,
}

impl Screen for Looks {
    const ID: &'static str = "looks";
    type Data = Page;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Page, Error> {
        let partner = ui.seat()?.id.to_string();
        let before = self.before.as_deref();
        let mut entries = audit::looks(&mut *ui.tx, &partner, before).await?;
        let has_older = entries.len() > PAGE;
        entries.truncate(PAGE);
        let mut named = Vec::new();
        for entry in entries {
            let customer = customer_of(ui, &entry).await?;
            named.push((entry, customer));
        }
        Ok(Page {
            entries: named,
            is_newest: before.is_none(),
            has_older,
        })
    }

    fn draw(page: &Page, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("looks-title"), String::new()];
        if page.entries.is_empty() {
            lines.push(pen.t("looks-none"));
        }
        lines.extend(page.entries.iter().map(|one| line(one, pen)));
        let turn = [
            (!page.is_newest).then(|| Btn::tap(pen.t("button-newest"), "newest")),
            page.has_older
                .then(|| Btn::tap(pen.t("button-older"), "older")),
        ];
        View::new(lines.join("\n"))
            .row(turn.into_iter().flatten())
            .row(back(pen))
    }

    fn samples() -> Vec<Page> {
        let entry = |act: &str| Entry {
            id: "aud_01".to_owned(),
            created_at: Time(1_795_230_000_000),
            actor: "5".to_owned(),
            actor_name: "Bahodir <admin>".to_owned(),
            act: act.to_owned(),
            target: "cnv_01".to_owned(),
            value_before: String::new(),
            value_after: "12 / 340".to_owned(),
            reason: "x".repeat(300),
        };
        let acts = [
            "conversation.seen",
            "conversation.exported",
            "partner.viewed",
        ];
        let full = Page {
            entries: (acts.into_iter().cycle().take(PAGE))
                .map(|act| (entry(act), "Aziz & Nodira <O‘zbekiston> · 💼".to_owned()))
                .collect(),
            is_newest: false,
            has_older: true,
        };
        let none = Page {
            entries: Vec::new(),
            is_newest: true,
            has_older: false,
        };
        vec![none, full]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        match action {
            "older" => {
                let page = self.load(ui).await?;
                let last = page.entries.last().map(|(entry, _)| entry.id.clone());
                self.before = last.or(self.before.take());
            }
            "newest" => self.before = None,
            _ => return Err(Refusal::new("button-stale").into()),
        }
        Ok(Next::Stay)
    }
}

/// The customer of the conversation that an entry names; nobody where it names none.
async fn customer_of(ui: &mut Ui<'_>, entry: &Entry) -> Result<String, Error> {
    let Ok(id) = entry.target.parse::<ConversationId>() else {
        return Ok(String::new());
    };
    let partner = ui.seat()?.id;
    let talk = chat::conversation(&mut *ui.tx, partner, id).await?;
    let name = named(&talk.customer, id);
    Ok(format!("{name} · {}", mark(talk.channel)))
}

/// Who looked, when, at what.
fn line((entry, customer): &(Entry, String), pen: &Pen<'_>) -> String {
    let what = match entry.act.as_str() {
        "conversation.seen" => pen.text("look-seen", &[("customer", customer.as_str().into())]),
        "conversation.exported" => {
            let (talks, messages) = entry.value_after.split_once(" / ").unwrap_or_default();
            let args = [("talks", talks.into()), ("messages", messages.into())];
            pen.text("look-exported", &args)
        }
        _ => pen.text("look-viewed", &[("reason", entry.reason.as_str().into())]),
    };
    let who = [
        ("at", Arg::Moment(entry.created_at.0)),
        ("who", entry.actor_name.as_str().into()),
    ];
    format!("{} {what}", pen.text("look-line", &who))
}
