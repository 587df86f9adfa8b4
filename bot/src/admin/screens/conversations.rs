//! The conversations of all partners or of one: who wrote to whom, where and when. What
//! was said stands behind a button, because each look at it is written down.

use scx_domain::accounts::{self, TASHKENT};
use scx_domain::admins::Right;
use scx_domain::chat::{self, Anybodys, Channel, MOST_SEEN, MessageId, Mode, Talk, Wanted};
use scx_domain::{Arg, Error, Refusal, oversight};
use scx_kit::{Id, Millis, SeededEntropy, Time};
use serde::{Deserialize, Serialize};

use super::partner::id_of;
use super::{Conversation, FindShop, back, pager, sample_partner};
use crate::partner::screens::{FILTERS, day, mark, named};
use crate::partner::{document, rows};
use crate::ui::{BotMail, Btn, Next, Pen, Screen, Ui, View};

/// Conversations on one screen.
const ON_PAGE: usize = 6;
/// Messages of one file; what is older stays out of it.
const MOST_ROWS: usize = 5_000;

/// What is looked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Conversations {
    /// The partner whose they are, by the id in base 62; everybody's where there is none.
    partner: Option<String>,
    /// The word of a channel; all when empty.
    channel: String,
    /// A part of the customer's name.
    name: String,
    /// Days since 1970 in Tashkent.
    day: Option<i64>,
    /// Where each page after the first begins, by a message's id in base 62; of one
    /// partner's it is only counted.
    pages: Vec<String>,
}

impl Conversations {
    /// The conversations of a partner, by the id in base 62.
    pub fn of(partner: &str) -> Self {
        Self {
            partner: Some(partner.to_owned()),
            ..Self::default()
        }
    }

    fn is_filtered(&self) -> bool {
        !self.name.is_empty() || self.day.is_some() || !self.channel.is_empty()
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            channel: Channel::try_from(self.channel.clone()).ok(),
            name: self.name.clone(),
            day: self.day,
        }
    }

    /// The rows of the page, and where the next one begins.
    async fn found(&self, ui: &mut Ui<'_>) -> Result<(Vec<Anybodys>, Option<String>), Error> {
        let wanted = self.wanted();
        let Some(partner) = &self.partner else {
            let stale = |_| Refusal::new("button-stale");
            let before = self.pages.last().map(|id| MessageId::from_base62(id));
            let before = before.transpose().map_err(stale)?;
            let (rows, next) = chat::everywhere(ui.tx, &wanted, (before, ON_PAGE)).await?;
            return Ok((rows, next.map(|id| id.base62())));
        };
        let partner = accounts::partner(&mut *ui.tx, id_of(partner)?).await?;
        let place = (self.pages.len() * ON_PAGE, ON_PAGE);
        let (talks, has_more) = chat::talks(ui.tx, partner.id, &wanted, place).await?;
        let of = |talk| Anybodys {
            partner: partner.id,
            shop: partner.name.clone(),
            talk,
        };
        let rows = talks.into_iter().map(of).collect();
        Ok((rows, has_more.then(String::new)))
    }
}

/// The rows of a page and how they were looked for.
#[derive(Clone, Debug)]
pub struct Shown {
    state: Conversations,
    shop: Option<String>,
    rows: Vec<Anybodys>,
    has_next: bool,
}

impl Screen for Conversations {
    const ID: &'static str = "chats";
    const NEEDS: Option<Right> = Some(Right::SeeConversations);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let shop = match &self.partner {
            Some(id) => Some(accounts::partner(&mut *ui.tx, id_of(id)?).await?.name),
            None => None,
        };
        let (rows, next) = self.found(ui).await?;
        Ok(Shown {
            state: self.clone(),
            shop,
            rows,
            has_next: next.is_some(),
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let state = &shown.state;
        let shows = (1..).zip(&shown.rows).map(|(place, row): (i64, _)| {
            let id = row.talk.id.base62();
            Btn::with(place.to_string(), "show", id)
        });
        let shows: Vec<Btn> = shows.collect();
        let channels = FILTERS.map(|one| {
            let sign = if state.channel == one.name() {
                "● "
            } else {
                ""
            };
            Btn::with(format!("{sign}{}", mark(one)), "channel", one.name())
        });
        let whose = match state.partner {
            Some(_) => Btn::tap(pen.t("button-chats-everybody"), "everybody"),
            None => Btn::tap(pen.t("button-chats-of"), "of"),
        };
        let more = [
            (state.is_filtered()).then(|| Btn::tap(pen.t("button-chats-all"), "clear")),
            (state.partner.is_some()).then(|| Btn::tap(pen.t("button-csv"), "csv")),
        ];
        let page = i64::try_from(state.pages.len()).unwrap_or(0);
        let rows = shows.chunks(3).map(<[Btn]>::to_vec);
        rows.fold(View::new(text(shown, pen)), View::row)
            .row(channels)
            .row([
                Btn::tap(pen.t("button-chats-today"), "today"),
                Btn::tap(pen.t("button-chats-yesterday"), "yesterday"),
                whose,
            ])
            .row(more.into_iter().flatten())
            .row(pager(pen, page, shown.has_next))
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        samples()
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        match action {
            "show" => {
                let id = Id::from_base62(id).map_err(|_| stale())?;
                return Ok(Next::Go(Conversation::opened(ui, id).await?.frame()));
            }
            "page" => self.turn(ui, id).await?,
            // A second tap on a channel shows all again.
            "channel" => {
                let chosen = Channel::try_from(id.to_owned()).map_err(|_| stale())?;
                let is_chosen = self.channel == chosen.name();
                self.channel = if is_chosen { "" } else { chosen.name() }.to_owned();
                self.pages.clear();
            }
            "today" => self.filter_day(today(ui.tx.now())),
            "yesterday" => self.filter_day(today(ui.tx.now()) - 1),
            "of" => return Ok(Next::Go(FindShop::default().frame())),
            "everybody" => {
                self.partner = None;
                self.pages.clear();
            }
            "clear" => {
                *self = Self {
                    partner: self.partner.take(),
                    ..Self::default()
                };
            }
            "csv" => self.export(ui).await?,
            _ => return Err(stale().into()),
        }
        Ok(Next::Stay)
    }

    async fn typed(&mut self, _ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let text: String = text.trim().chars().take(64).collect();
        match day(&text) {
            Some(day) => self.filter_day(day),
            None if is_like_a_day(&text) => return Err(Refusal::new("chats-no-day").into()),
            None => self.name = text,
        }
        self.pages.clear();
        Ok(Some(Next::Stay))
    }
}

impl Conversations {
    fn filter_day(&mut self, day: i64) {
        self.day = Some(day);
        self.pages.clear();
    }

    /// Turns to the page before or to the one after.
    async fn turn(&mut self, ui: &mut Ui<'_>, page: &str) -> Result<(), Error> {
        let page: usize = page.parse().map_err(|_| Refusal::new("button-stale"))?;
        if page < self.pages.len() {
            self.pages.truncate(page);
        } else if let Some(next) = self.found(ui).await?.1 {
            self.pages.push(next);
        }
        Ok(())
    }

    /// Sends the messages of what is shown as a file, and notes it.
    async fn export(&self, ui: &mut Ui<'_>) -> Result<(), Error> {
        let partner = self.partner.as_deref().map(id_of).transpose()?;
        let partner = partner.ok_or_else(|| Refusal::new("button-stale"))?;
        let permit = ui.permit(Right::SeeConversations).await?;
        let (talks, _) = chat::talks(ui.tx, partner, &self.wanted(), (0, MOST_ROWS)).await?;
        if talks.is_empty() {
            return Err(Refusal::new("talks-none").into());
        }
        let (pen, chat) = (ui.pen(), ui.place.chat);
        let (bytes, counts) = rows(ui.tx, (partner, &talks), MOST_ROWS, &pen).await?;
        oversight::note_exported(ui.tx, &permit, partner, counts).await?;
        let args = [
            ("talks", number(counts.0)),
            ("messages", number(counts.1)),
            ("most", number(MOST_ROWS)),
        ];
        let file = document(chat, bytes, Some(pen.text("chats-file", &args)), &pen);
        ui.post(BotMail::Direct(file));
        Ok(())
    }
}

fn number(count: usize) -> Arg {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Days since 1970 in Tashkent.
fn today(now: Time) -> i64 {
    (now + TASHKENT).0.div_euclid(Millis::days(1).0)
}

/// Digits and dots alone are meant as a day, not as a name.
fn is_like_a_day(text: &str) -> bool {
    text.contains('.') && text.chars().all(|c| c.is_ascii_digit() || c == '.')
}

fn text(shown: &Shown, pen: &Pen<'_>) -> String {
    let state = &shown.state;
    let mut lines = vec![pen.t("chats-title")];
    if let Some(shop) = &shown.shop {
        lines.push(pen.text("chats-of", &[("name", shop.as_str().into())]));
    }
    if let Some(day) = state.day {
        let at = Time(Millis::days(day).0) - TASHKENT;
        lines.push(pen.text("chats-day", &[("day", Arg::Day(at.0))]));
    }
    if !state.name.is_empty() {
        lines.push(pen.text("chats-name", &[("name", state.name.as_str().into())]));
    }
    for (place, row) in (1_i64..).zip(&shown.rows) {
        let talk = &row.talk;
        let args = [
            ("place", Arg::Number(place)),
            ("shop", row.shop.as_str().into()),
            ("channel", mark(talk.channel).into()),
            ("customer", named(&talk.customer, talk.id).into()),
            ("at", Arg::Moment(talk.last_at.0)),
            ("who", who(talk.mode).into()),
        ];
        lines.push(pen.text("chats-line", &args));
    }
    if shown.rows.is_empty() && !shown.has_next {
        lines.push(pen.t("talks-none"));
    }
    if shown.rows.len() < ON_PAGE && shown.has_next {
        let most = [("count", number(MOST_SEEN))];
        lines.push(pen.text("chats-further", &most));
    }
    lines.push(pen.t("chats-hint"));
    lines.join("\n")
}

/// Who answers.
fn who(mode: Mode) -> &'static str {
    match mode {
        Mode::Bot => "🤖",
        Mode::Human => "🧑‍💼",
    }
}

fn samples() -> Vec<Shown> {
    let at = Time(1_795_230_000_000);
    let partner = sample_partner();
    let row = Anybodys {
        partner: partner.id,
        shop: partner.name.clone(),
        talk: Talk {
            id: Id::new(at, &SeededEntropy::new("sample")),
            channel: Channel::Instagram,
            customer: "Aziz & Nodira <O‘zbekiston>".to_owned(),
            mode: Mode::Human,
            last_at: at,
        },
    };
    let none = Shown {
        state: Conversations::default(),
        shop: None,
        rows: Vec::new(),
        has_next: false,
    };
    let full = Shown {
        state: Conversations {
            channel: "whatsapp".to_owned(),
            name: "<b>".repeat(20),
            day: Some(20_778),
            pages: vec![row.talk.id.base62()],
            ..Conversations::of(&partner.id.base62())
        },
        shop: Some(partner.name.clone()),
        rows: vec![row.clone(); ON_PAGE],
        has_next: true,
    };
    let further = Shown {
        has_next: true,
        ..none.clone()
    };
    vec![none, full, further]
}
