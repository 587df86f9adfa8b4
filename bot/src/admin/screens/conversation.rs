//! One conversation of a partner with a customer, to be read. Opening it is written down,
//! and the partner sees who did.

use scx_domain::accounts::{self, PartnerId};
use scx_domain::admins::Right;
use scx_domain::chat::{self, Channel, ConversationId, Line, Mode};
use scx_domain::{Arg, Error, Refusal, oversight};
use scx_kit::{Millis, Time};
use serde::{Deserialize, Serialize};

use super::partner::id_of;
use super::{PartnerFile, back, sample_partner};
use crate::partner::screens::{lines_of, mark, named, sample_lines, told};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// How long it can be read after it was opened: whoever comes back to it later looks anew.
const OPEN_FOR: Millis = Millis::hours(1);

/// The partner and the conversation, by their ids in base 62, and where it is read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Conversation {
    partner: String,
    id: String,
    opened_at: Time,
    /// Messages before this one, by its id in base 62.
    before: Option<String>,
}

impl Conversation {
    /// Opens a conversation at its end, which is noted.
    ///
    /// # Errors
    /// A refusal without the right, and a fault for a conversation that is none.
    pub async fn opened(ui: &mut Ui<'_>, id: ConversationId) -> Result<Self, Error> {
        Ok(Self {
            partner: noted(ui, id).await?.base62(),
            id: id.base62(),
            opened_at: ui.tx.now(),
            before: None,
        })
    }

    fn ids(&self, now: Time) -> Result<(PartnerId, ConversationId), Refusal> {
        if now - self.opened_at > OPEN_FOR {
            return Err(Refusal::new("chat-closed-again"));
        }
        let id = ConversationId::from_base62(&self.id);
        Ok((
            id_of(&self.partner)?,
            id.map_err(|_| Refusal::new("button-stale"))?,
        ))
    }
}

/// Notes that somebody looks into a conversation, and tells whose it is.
pub(super) async fn noted(ui: &mut Ui<'_>, id: ConversationId) -> Result<PartnerId, Error> {
    let permit = ui.permit(Right::SeeConversations).await?;
    let partner = chat::whose(ui.tx, id).await?;
    // The log outlives the customer's name.
    oversight::note_seen(ui.tx, &permit, partner, &id.to_string()).await?;
    Ok(partner)
}

/// What is told about a conversation.
#[derive(Clone, Debug)]
pub struct Shown {
    shop: String,
    customer: String,
    channel: Channel,
    human_until: Option<Time>,
    lines: Vec<Line>,
    has_older: bool,
    is_at_end: bool,
}

impl Screen for Conversation {
    const ID: &'static str = "chat";
    const NEEDS: Option<Right> = Some(Right::SeeConversations);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let now = ui.tx.now();
        let (partner, id) = self.ids(now)?;
        let talk = chat::conversation(&mut *ui.tx, partner, id).await?;
        let (lines, has_older) = lines_of(ui.tx, partner, id, self.before.as_deref()).await?;
        let human_until = match talk.mode {
            Mode::Human => talk.human_until.filter(|until| *until > now),
            Mode::Bot => None,
        };
        Ok(Shown {
            shop: accounts::partner(&mut *ui.tx, partner).await?.name,
            customer: named(&talk.customer, id),
            channel: talk.channel,
            human_until,
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
        let mut parts = vec![
            pen.text("talk-title", &name),
            pen.text("chats-of", &[("name", shown.shop.as_str().into())]),
            match shown.human_until {
                Some(until) => pen.text("chat-human", &[("until", Arg::Moment(until.0))]),
                None => pen.t("talk-ai"),
            },
            String::new(),
        ];
        if shown.lines.is_empty() {
            parts.push(pen.t("chat-empty"));
        }
        parts.extend(shown.lines.iter().map(|line| told(line, pen)));
        let pages = [
            shown.has_older.then(|| Btn::tap("◀️".to_owned(), "older")),
            (!shown.is_at_end).then(|| Btn::tap("▶️".to_owned(), "end")),
        ];
        View::new(parts.join("\n"))
            .row(pages.into_iter().flatten())
            .row([Btn::tap(pen.t("button-partner"), "file")])
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let full = Shown {
            shop: sample_partner().name,
            customer: "Aziz & Nodira <O‘zbekiston>".to_owned(),
            channel: Channel::Instagram,
            human_until: Some(Time(1_795_231_000_000)),
            lines: sample_lines(),
            has_older: true,
            is_at_end: false,
        };
        let empty = Shown {
            lines: Vec::new(),
            human_until: None,
            has_older: false,
            is_at_end: true,
            ..full.clone()
        };
        vec![full, empty]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let (partner, id) = self.ids(ui.tx.now())?;
        match action {
            "older" => {
                let (lines, _) = lines_of(ui.tx, partner, id, self.before.as_deref()).await?;
                let first = lines.first().map(|line| line.id.base62());
                self.before = first.or(self.before.take());
            }
            "end" => self.before = None,
            "file" => return Ok(Next::Go(PartnerFile::of(partner).frame())),
            _ => return Err(Refusal::new("button-stale").into()),
        }
        Ok(Next::Stay)
    }
}
