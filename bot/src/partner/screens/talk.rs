//! One conversation: what was said, who answers, and what to do about it.

use scx_domain::accounts::PartnerId;
use scx_domain::chat::{self, Author, Channel, ConversationId, Kind, Line, MessageId, Mode};
use scx_domain::notify::Words;
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, Millis, SeededEntropy, Time};
use scx_store::Tx;
use serde::{Deserialize, Serialize};

use super::talks::{mark, named};
use super::{Templates, Why, Write, back};
use crate::partner::MakeCsv;
use crate::texts::{escape, moment};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Messages on one screen.
const ON_PAGE: i64 = 8;
/// Letters of one message; the rest is in the file.
const SHOWN_CHARS: usize = 280;

/// The conversation, by its id in base 62, and where it is read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Conversation {
    id: String,
    /// Messages before this one, by its id in base 62.
    before: Option<String>,
}

impl Conversation {
    /// Shows a conversation from its end.
    pub fn of(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            before: None,
        }
    }

    fn id(&self) -> Result<ConversationId, Refusal> {
        ConversationId::from_base62(&self.id).map_err(|_| Refusal::new("button-stale"))
    }
}

/// What is told about a conversation.
pub struct Shown {
    customer: String,
    channel: Channel,
    human_until: Option<Time>,
    window_until: Option<Time>,
    now: Time,
    lines: Vec<Line>,
    has_older: bool,
    is_at_end: bool,
}

impl Screen for Conversation {
    const ID: &'static str = "talk";
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let partner = ui.seat()?.id;
        let id = self.id()?;
        let talk = chat::conversation(&mut *ui.tx, partner, id).await?;
        let (lines, has_older) = lines_of(ui.tx, partner, id, self.before.as_deref()).await?;
        let now = ui.tx.now();
        let human_until = match talk.mode {
            Mode::Human => talk.human_until.filter(|until| *until > now),
            Mode::Bot => None,
        };
        Ok(Shown {
            customer: named(&talk.customer, id),
            channel: talk.channel,
            human_until,
            window_until: talk.window_until,
            now,
            lines,
            has_older,
            is_at_end: self.before.is_none(),
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let name = [
            ("customer", shown.customer.as_str().into()),
            ("channel", mark(shown.channel).into()),
        ];
        let mut parts = vec![pen.text("talk-title", &name)];
        parts.push(match shown.human_until {
            Some(until) => pen.text("talk-human", &[("until", Arg::Moment(until.0))]),
            None => pen.t("talk-ai"),
        });
        parts.extend(window(shown, pen));
        parts.push(String::new());
        parts.extend(shown.lines.iter().map(|line| told(line, pen)));
        let mut view = View::new(parts.join("\n"));
        let answers = shown.lines.iter().filter(|line| line.author == Author::Ai);
        let why = (1..)
            .zip(answers)
            .map(|(number, line)| Btn::with(format!("🔍 {number}"), "why", line.id.base62()));
        for three in why.collect::<Vec<_>>().chunks(3) {
            view = view.row(three.to_vec());
        }
        let pages = [
            shown.has_older.then(|| Btn::tap("◀️".to_owned(), "older")),
            Some(Btn::tap(pen.t("button-csv"), "csv")),
            (!shown.is_at_end).then(|| Btn::tap("▶️".to_owned(), "end")),
        ];
        let mode = match shown.human_until {
            Some(_) => Btn::tap(pen.t("button-talk-resume"), "resume"),
            None => Btn::tap(pen.t("button-talk-pause"), "pause"),
        };
        let is_over = shown.window_until.is_some_and(|until| until <= shown.now);
        let templates = (is_over && shown.channel == Channel::WhatsApp)
            .then(|| Btn::tap(pen.t("button-templates"), "templates"));
        view.row(templates)
            .row([Btn::tap(pen.t("button-talk-write"), "write"), mode])
            .row(pages.into_iter().flatten())
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let full = Shown {
            customer: "Aziz & Nodira <O‘zbekiston>".to_owned(),
            channel: Channel::Instagram,
            human_until: Some(Time(1_795_231_000_000)),
            window_until: Some(Time(1_795_231_000_000)),
            now: Time(1_795_230_000_000),
            lines: sample_lines(),
            has_older: true,
            is_at_end: false,
        };
        let empty = Shown {
            lines: Vec::new(),
            human_until: None,
            window_until: Some(Time(0)),
            has_older: false,
            is_at_end: true,
            channel: Channel::WhatsApp,
            customer: "Aziz".to_owned(),
            now: full.now,
        };
        vec![full, empty]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let conversation = self.id()?;
        let talk = chat::conversation(&mut *ui.tx, partner, conversation).await?;
        match action {
            "older" => {
                let (lines, _) = lines_of(ui.tx, partner, talk.id, self.before.as_deref()).await?;
                self.before = lines
                    .first()
                    .map(|line| line.id.base62())
                    .or(self.before.take());
            }
            "end" => self.before = None,
            "pause" => {
                chat::pause(ui.tx, partner, talk.id).await?;
                ui.toast("talk-paused");
            }
            "resume" => {
                chat::resume(ui.tx, partner, talk.id).await?;
                ui.toast("talk-resumed");
            }
            "write" => return Ok(Next::Go(Write::to(&self.id).frame())),
            "why" => return Ok(Next::Go(Why::of(id).frame())),
            "csv" => {
                scx_jobs::enqueue(ui.tx, &MakeCsv::of_one(partner, talk.id)).await?;
                ui.toast("csv-coming");
                return Ok(Next::Quiet);
            }
            "templates" => return Ok(Next::Go(Templates::to(&self.id).frame())),
            _ => return Err(Refusal::new("button-stale").into()),
        }
        Ok(Next::Stay)
    }
}

/// A page of a conversation's messages before one of them (by its id in base 62), oldest
/// first, and whether there are older ones.
pub(crate) async fn lines_of(
    tx: &mut Tx,
    partner: PartnerId,
    id: ConversationId,
    before: Option<&str>,
) -> Result<(Vec<Line>, bool), Error> {
    let before = before.map(MessageId::from_base62).transpose();
    let before = before.map_err(|_| Refusal::new("button-stale"))?;
    let mut lines = chat::lines(&mut *tx, partner, id, (before, ON_PAGE + 1)).await?;
    let has_older = i64::try_from(lines.len()).is_ok_and(|count| count > ON_PAGE);
    if has_older {
        lines.remove(0);
    }
    Ok((lines, has_older))
}

/// How long the customer may be written to, where the channel sets an end.
fn window(shown: &Shown, pen: &Pen<'_>) -> Option<String> {
    let left = shown.window_until? - shown.now;
    if left > Millis(0) {
        let hours = (left.0 + Millis::hours(1).0 - 1) / Millis::hours(1).0;
        return Some(pen.text("talk-window", &[("hours", Arg::Number(hours))]));
    }
    Some(pen.t("talk-window-over"))
}

/// One message: who, when, what.
pub(crate) fn told(line: &Line, pen: &Pen<'_>) -> String {
    let sign = sign(line.author);
    let at = moment(line.created_at.0);
    let fate = match line.delivery.as_deref() {
        Some("failed") => " ⚠️",
        Some("revoked") => " ✖️",
        Some("read") => " ✓✓",
        _ => "",
    };
    format!("{sign} <i>{at}</i>{fate}\n{}", words(line, pen))
}

/// Messages of every kind, as long as they are shown.
pub(crate) fn sample_lines() -> Vec<Line> {
    let line = |author, kind, text: &str| Line {
        id: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
        author,
        kind,
        text: text.to_owned(),
        delivery: Some("failed".to_owned()),
        created_at: Time(1_795_230_000_000),
    };
    let phrase = serde_json::json!([{"Key": {"key": "customer-no-answer", "args": []}}]);
    vec![
        line(Author::Customer, Kind::Text, &"narxi <b> ".repeat(99)),
        line(Author::Ai, Kind::Text, &"145 000 so‘m & ".repeat(99)),
        line(Author::Customer, Kind::Photo, ""),
        line(Author::Product, Kind::Phrase, &phrase.to_string()),
        line(Author::Partner, Kind::Text, &"Ha, bor. ".repeat(99)),
        line(Author::Ai, Kind::Text, &"\"Choynak\" ".repeat(99)),
        line(Author::Ai, Kind::Text, &"🫖".repeat(999)),
        line(Author::Customer, Kind::Shared, "📍"),
    ]
}

/// What stands for an author.
pub(in crate::partner) fn sign(author: Author) -> &'static str {
    match author {
        Author::Customer => "👤",
        Author::Ai => "🤖",
        Author::Partner => "🧑‍💼",
        Author::Product => "ℹ️",
    }
}

/// The words of a message as HTML.
pub(in crate::partner) fn words(line: &Line, pen: &Pen<'_>) -> String {
    if let Some(phrase) = phrase(line, pen) {
        return phrase;
    }
    if line.text.is_empty() {
        return line.kind.sign().to_owned();
    }
    let mut text: String = line.text.chars().take(SHOWN_CHARS).collect();
    if text.len() < line.text.len() {
        text.push('…');
    }
    let sign = line.kind.sign();
    let gap = if sign.is_empty() { "" } else { " " };
    format!("{sign}{gap}{}", escape(&text))
}

/// A sentence of the product as HTML; none for what somebody wrote.
pub(in crate::partner) fn phrase(line: &Line, pen: &Pen<'_>) -> Option<String> {
    if line.kind != Kind::Phrase {
        return None;
    }
    let words: Vec<Words> = serde_json::from_str(&line.text).unwrap_or_default();
    let words = words
        .iter()
        .map(|words| pen.texts.words(pen.language, words));
    Some(words.collect::<Vec<_>>().join("\n"))
}
