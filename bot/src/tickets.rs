//! Tickets between the two bots of the house: what a partner writes in one shows
//! in the other, and the other way round.

use std::sync::Arc;

use scx_connect::telegram::{Keyboard, Outgoing};
use scx_domain::accounts::PartnerId;
use scx_domain::admins::{self, Right};
use scx_domain::channels::{self, Ability, Role};
use scx_domain::chat::MOST_FILE_BYTES;
use scx_domain::tickets::{
    self, Author, CARD, Enclosure, Message, Said, Show, Sort, TicketId, Topic,
};
use scx_domain::{Error, Refusal, accounts, blobs, notify};
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Priority, Stop, enqueue};
use scx_store::Tx;
use serde::{Deserialize, Serialize};

use crate::admin::{Desk, card_at, desks};
use crate::attachments::of_our_bot;
use crate::partner::{Attached, seat};
use crate::texts::{Texts, escape};
use crate::topics::{Opened, open};
use crate::ui::{BotMail, FileMail, Pen, post};

/// Shows a message to whom it is for.
pub(crate) async fn show(job: Arc<Show>, cx: Cx, attempt: Attempt) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let message = tickets::message(&mut tx, job.message).await?;
    match message.line.author {
        Author::Partner => {
            let missing = without_topic(&mut tx, &message).await?;
            drop(tx);
            open_topics(&cx, &message, (missing, attempt)).await?;
            show_team(&cx, &message).await
        }
        Author::Team => {
            show_partner(&mut tx, &message).await?;
            Ok(tx.commit().await?)
        }
    }
}

/// The admins' chats that have topics, but none of this ticket.
async fn without_topic(tx: &mut Tx, message: &Message) -> Result<Vec<Desk>, Error> {
    let Some(bot) = channels::of_role(&mut *tx, Role::Admin).await? else {
        return Ok(Vec::new());
    };
    if channels::ability(&mut *tx, bot.id, Ability::Topics).await? != Some(true) {
        return Ok(Vec::new());
    }
    let mut missing = Vec::new();
    for desk in desks(tx, Right::AnswerTickets).await? {
        if tickets::topic(&mut *tx, message.ticket.id, &desk.1)
            .await?
            .is_none()
        {
            missing.push(desk);
        }
    }
    Ok(missing)
}

/// Opens a topic in each of these chats; where there is none, the card stands in
/// the chat itself.
async fn open_topics(
    cx: &Cx,
    message: &Message,
    (desks, attempt): (Vec<Desk>, Attempt),
) -> Result<(), Stop> {
    for (_, place, _) in desks {
        let partner = message.ticket.partner;
        let name = accounts::partner(&cx.db, partner).await?.name;
        let name = format!("№ {} {name}", message.ticket.number);
        let Opened::Thread(thread) = open(cx, &place, &name, attempt).await? else {
            continue;
        };
        let topic = Topic {
            partner,
            ticket: message.ticket.id,
            bot: place.bot,
            chat: place.chat,
            thread,
        };
        let mut tx = cx.db.begin().await?;
        tickets::keep_topic(&mut tx, &topic).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// A card in the chat of everybody who may answer, with the file below it.
async fn show_team(cx: &Cx, message: &Message) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let subject = message.line.id.to_string();
    let texts = cx.service::<Texts>();
    for desk in desks(&mut tx, Right::AnswerTickets).await? {
        let mut mails = vec![card_at(&mut tx, (CARD, &subject), &desk, texts).await?];
        let (_, place, _) = &desk;
        let thread = tickets::topic(&mut tx, message.ticket.id, place).await?;
        mails.extend(file_mail(message, (place.chat, thread)));
        post(&mut tx, place, None, mails).await?;
    }
    tickets::note_shown(&mut tx, message).await?;
    Ok(tx.commit().await?)
}

/// A card in the partner's chat, with the file below it.
async fn show_partner(tx: &mut Tx, message: &Message) -> Result<(), Stop> {
    let partner = message.ticket.partner;
    let Some((_, place)) = seat(tx, partner).await? else {
        return Ok(());
    };
    let subject = message.line.id.to_string();
    notify::redraw(tx, partner, tickets::ANSWER_CARD, &subject).await?;
    let file = file_mail(message, (place.chat, None));
    post(
        tx,
        &place,
        Some(partner.to_string()),
        file.into_iter().collect(),
    )
    .await?;
    Ok(tickets::note_shown(tx, message).await?)
}

/// The file of a message, unless it was sent before.
fn file_mail(message: &Message, (chat, thread): (i64, Option<i64>)) -> Option<BotMail> {
    let file = message.line.said.file.as_ref()?;
    (!message.is_shown).then(|| {
        BotMail::File(FileMail {
            chat,
            thread,
            partner: message.ticket.partner,
            blob: file.blob,
            file_name: file.name.clone(),
            media_type: file.media_type.clone(),
            caption_html: format!("№ {}", message.ticket.number),
        })
    })
}

/// Who sends a file, and into which ticket.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Sender {
    /// A partner, into the ticket of a sort.
    Partner(Sort),
    /// Somebody of the house, by their Telegram account.
    Team(i64, TicketId),
}

/// Fetches a file and puts it into a ticket.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Enclose {
    /// Whose ticket it is.
    pub partner: PartnerId,
    /// Who sends it.
    pub sender: Sender,
    /// The file.
    pub file: Attached,
}

impl Job for Enclose {
    const NAME: &'static str = "bot.enclose_in_ticket";
    const LANE: Lane = Lane::Media;
    const PRIORITY: Priority = Priority::High;
    const HOLDS_ITS_KEY: bool = true;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    /// The items of an album arrive as they were put.
    fn in_order(&self) -> Option<Key> {
        Some(Key(self.partner.to_string()))
    }
}

/// Has a file put into a ticket after the commit.
///
/// # Errors
/// A refusal for what is neither a picture nor a file, and for one that is too big.
pub(crate) async fn enclose_later(
    tx: &mut Tx,
    partner: PartnerId,
    sender: Sender,
    file: Option<Attached>,
) -> Result<(), Error> {
    let file = file.ok_or_else(|| Refusal::new("ticket-text-only"))?;
    let most = i64::try_from(MOST_FILE_BYTES).unwrap_or(i64::MAX);
    if file.bytes.is_some_and(|bytes| bytes > most) {
        return Err(Refusal::new("ticket-file-too-big").into());
    }
    let job = Enclose {
        partner,
        sender,
        file,
    };
    Ok(enqueue(tx, &job).await?)
}

/// Fetches the file and puts it into the ticket.
pub(crate) async fn enclose(job: Arc<Enclose>, cx: Cx, attempt: Attempt) -> Result<(), Stop> {
    match try_enclose(&cx, &job).await {
        Err(Error::Refused(refusal)) => tell(&cx, &job, &refusal).await,
        Err(Error::Fault(error)) if attempt.is_last => {
            tracing::error!(%error, "a file for a ticket could not be fetched");
            tell(&cx, &job, &Refusal::new("ticket-file-lost")).await
        }
        outcome => Ok(outcome?),
    }
}

async fn try_enclose(cx: &Cx, job: &Enclose) -> Result<(), Error> {
    let role = match job.sender {
        Sender::Partner(_) => Role::Partner,
        Sender::Team(..) => Role::Admin,
    };
    let fetched = of_our_bot(cx, role, &job.file.id, MOST_FILE_BYTES).await;
    let bytes = fetched.map_err(|error| match error {
        Error::Refused(_) => Refusal::new("ticket-file-too-big").into(),
        Error::Fault(_) => error,
    })?;
    let blob = blobs::store(cx, job.partner, &bytes).await?;
    let said = Said {
        text: job.file.caption.clone(),
        file: Some(Enclosure {
            blob: blob.id,
            name: job.file.name.clone(),
            media_type: job.file.mime.clone(),
        }),
    };
    let mut tx = cx.db.begin().await?;
    match job.sender {
        Sender::Partner(sort) => {
            tickets::ask(&mut tx, job.partner, sort, &said).await?;
        }
        Sender::Team(user, ticket) => {
            let permit = admins::permit(&mut tx, user, Right::AnswerTickets).await?;
            tickets::answer(&mut tx, &permit, ticket, &said).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Says no to who sent the file.
async fn tell(cx: &Cx, job: &Enclose, refusal: &Refusal) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    match job.sender {
        Sender::Partner(_) => {
            notify::tell(&mut tx, job.partner, &refusal.key, refusal.args.clone()).await?;
        }
        Sender::Team(user, _) => {
            let all = desks(&mut tx, Right::AnswerTickets).await?;
            if let Some((_, place, language)) = all.iter().find(|desk| desk.1.person == user) {
                let html = cx.service::<Texts>().refusal(*language, refusal);
                let text = Outgoing::Text {
                    chat: place.chat,
                    html,
                    keyboard: Keyboard::None,
                    reply_to: None,
                    silent: false,
                    thread: None,
                    business: None,
                };
                post(&mut tx, place, None, vec![BotMail::Direct(text)]).await?;
            }
        }
    }
    Ok(tx.commit().await?)
}

/// Letters of one message that a screen or a card shows.
const SHOWN_CHARS: usize = 400;

/// What was said, short enough for a screen.
pub(crate) fn words(said: &Said) -> String {
    let text: String = said.text.chars().take(SHOWN_CHARS).collect();
    let text = escape(&text);
    match &said.file {
        Some(file) => {
            let named = format!("📎 {} {text}", escape(&file.name));
            named.trim_end().to_owned()
        }
        None => text.into_owned(),
    }
}

/// The name of a sort of tickets.
pub(crate) fn sort_name(sort: Sort, pen: &Pen<'_>) -> String {
    pen.t(match sort {
        Sort::Support => "ticket-support",
        Sort::Feedback => "ticket-feedback",
    })
}
