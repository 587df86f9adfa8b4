//! Customers' conversations as topics of the seller's chat.

use std::sync::Arc;

use scx_connect::telegram::{Button, ButtonAction, Keyboard, Outgoing};
use scx_domain::accounts::{self, Partner};
use scx_domain::chat::{self, Author, Conversation, Line, Mirror, Topic};
use scx_domain::notify::{self, Place};
use scx_jobs::{Attempt, Cx, Stop};
use scx_store::Tx;

use super::screens::{mark, named, sign, words};
use super::{map, seat};
use crate::texts::Texts;
use crate::topics::{Opened, open as open_topic};
use crate::ui::{BotMail, ButtonData, Pen, Target, Viewer, post};

/// Shows in a customer's topic what was said since, and opens the topic first.
pub(crate) async fn mirror(job: Arc<Mirror>, cx: Cx, attempt: Attempt) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let Some((partner, place)) = seat(&mut tx, job.partner).await? else {
        return Ok(());
    };
    if !partner.has_topics {
        return Ok(());
    }
    let talk = chat::conversation(&mut tx, partner.id, job.conversation).await?;
    let known = chat::topic(&mut tx, partner.id, talk.id).await?;
    drop(tx);
    let known = known.filter(|topic| topic.bot == place.bot && topic.chat == place.chat);
    let is_new = known.is_none();
    let topic = match known {
        Some(topic) => topic,
        None => match open(&cx, &place, &talk, attempt).await? {
            Some(topic) => topic,
            None => return without(&cx, &partner, &talk).await,
        },
    };
    let mut tx = cx.db.begin().await?;
    if is_new {
        chat::keep_topic(&mut tx, partner.id, &topic).await?;
        let subject = talk.id.to_string();
        notify::hang_card(&mut tx, chat::DESK_CARD, &subject, &place, None).await?;
    }
    let pen = Pen {
        texts: cx.service::<Texts>(),
        language: partner.language,
    };
    let mails = news(&mut tx, (&partner, &place), &topic, (&pen, is_new)).await?;
    post(&mut tx, &place, Some(partner.id.to_string()), mails).await?;
    Ok(tx.commit().await?)
}

/// Opens a topic; none where that cannot be done.
async fn open(
    cx: &Cx,
    place: &Place,
    talk: &Conversation,
    attempt: Attempt,
) -> Result<Option<Topic>, Stop> {
    let name = format!("{} {}", mark(talk.channel), named(&talk.customer, talk.id));
    match open_topic(cx, place, &name, attempt).await? {
        Opened::Thread(thread) => Ok(Some(Topic {
            conversation: talk.id,
            bot: place.bot.clone(),
            chat: place.chat,
            thread,
        })),
        Opened::NoTopics => {
            let mut tx = cx.db.begin().await?;
            accounts::set_topics(&mut tx, talk.partner, false).await?;
            tx.commit().await?;
            Ok(None)
        }
        Opened::Failed => Ok(None),
    }
}

/// There is no topic: what waits comes as cards.
async fn without(cx: &Cx, partner: &Partner, talk: &Conversation) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    for question in chat::open_questions_of(&mut tx, partner.id, talk.id).await? {
        notify::redraw(&mut tx, partner.id, chat::CARD, &question.to_string()).await?;
    }
    Ok(tx.commit().await?)
}

/// What a topic shows next: its head when it is new, quiet copies of what was
/// said, and the cards of questions that wait.
async fn news(
    tx: &mut Tx,
    (partner, place): (&Partner, &Place),
    topic: &Topic,
    (pen, is_new): (&Pen<'_>, bool),
) -> Result<Vec<BotMail>, Stop> {
    let mut mails = Vec::new();
    if is_new {
        let subject = topic.conversation.to_string();
        mails.push(card(tx, (partner, place), (chat::DESK_CARD, &subject), pen).await?);
    }
    let (lines, questions) = chat::catch_up(tx, partner.id, topic).await?;
    mails.extend(lines.iter().map(|line| copy(line, topic, pen)));
    for question in questions {
        let subject = question.to_string();
        let places = notify::card_places(&mut *tx, chat::CARD, &subject).await?;
        if places.is_empty() {
            notify::hang_card(tx, chat::CARD, &subject, place, None).await?;
            mails.push(card(tx, (partner, place), (chat::CARD, &subject), pen).await?);
        }
    }
    Ok(mails)
}

/// A card as it looks now.
async fn card(
    tx: &mut Tx,
    (partner, place): (&Partner, &Place),
    (id, subject): (&str, &str),
    pen: &Pen<'_>,
) -> Result<BotMail, Stop> {
    let kind = map().card(id);
    let kind = kind.ok_or_else(|| Stop::GiveUp(format!("no card {id}")))?;
    let viewer = Viewer::Partner(partner.clone());
    let view = kind.view(tx, &viewer, subject, *pen).await?;
    Ok(BotMail::Card {
        card: id.to_owned(),
        subject: subject.to_owned(),
        place: place.clone(),
        keyboard: view.keyboard(id, &Target::Card),
        html: view.html,
        silent: false,
        thread: view.thread,
        is_pinned: view.is_pinned,
    })
}

/// A message as a quiet copy; below an answer of the AI one can ask why.
fn copy(line: &Line, topic: &Topic, pen: &Pen<'_>) -> BotMail {
    let keyboard = match line.author {
        Author::Ai => {
            let why = ButtonData {
                owner: chat::DESK_CARD.to_owned(),
                target: Target::Card,
                action: "why".to_owned(),
                id: line.id.base62(),
            };
            let button = Button {
                label: pen.t("button-why"),
                action: ButtonAction::Data(why.encode()),
            };
            Keyboard::Inline(vec![vec![button]])
        }
        Author::Customer | Author::Partner | Author::Product => Keyboard::None,
    };
    BotMail::Direct(Outgoing::Text {
        chat: topic.chat,
        html: format!("{} {}", sign(line.author), words(line, pen)),
        keyboard,
        reply_to: None,
        silent: true,
        thread: Some(topic.thread),
        business: None,
    })
}
