//! What waits in conversations of Meta's messengers.

use scx_connect::meta::{self, Choice, Content, Event, Media, MediaSort, Message, StatusState};
use scx_domain::Error;
use scx_domain::accounts::PartnerId;
use scx_domain::broadcasts;
use scx_domain::chat::{self, Burst, Delivery, Heard, Kind, Rated};
use scx_domain::messengers::{Account, MetaAccount, State};
use scx_jobs::inbox::Waiting;
use scx_jobs::{Cx, enqueue, enqueue_at, inbox};
use scx_kit::{Millis, Time};
use scx_store::Tx;

use super::{LearnName, ShowSeen, names};
use crate::attachments;
use crate::customer;
use crate::rating;

/// How long a customer may be answered freely after each of their messages.
const WINDOW: Millis = Millis::days(1);

/// What is to be done about what waits in one conversation.
pub(crate) enum Sorted {
    /// Nothing more.
    Done,
    /// More of the burst may come.
    Later(Time),
    /// A customer waits for an answer.
    Customer(Box<Burst>),
}

/// Puts what a customer did together into one burst, and notes everything that
/// is not for the customer's ears.
pub(crate) async fn look(
    cx: &Cx,
    account: &MetaAccount,
    rows: Vec<Waiting>,
) -> Result<Sorted, Error> {
    let events: Vec<(&Waiting, Event)> = rows
        .iter()
        .filter_map(|row| Some((row, meta::stored(row.body.expose())?.1)))
        .collect();
    if account.state == State::Removed {
        return settle(cx, account, &rows, &events).await;
    }
    let burst = burst(account, &rows, &events);
    if let Some(until) = burst.quiet_until(cx.clock.now()) {
        return Ok(Sorted::Later(until));
    }
    if burst.is_idle() {
        return settle(cx, account, &rows, &events).await;
    }
    // What is noted and what is answered are two transactions: noting twice
    // changes nothing.
    let mut tx = cx.db.begin().await?;
    note_all(&mut tx, account, &events).await?;
    if let Some(message) = last_message(&events) {
        let seen = ShowSeen {
            partner: account.partner,
            account: account.id,
            chat: burst.chat.clone(),
            message: message.to_owned(),
        };
        enqueue(&mut tx, &seen).await?;
    }
    if burst.customer.is_empty() {
        let name = LearnName {
            partner: account.partner,
            account: account.id,
            chat: burst.chat.clone(),
        };
        let at = tx.now() + names::SOON;
        enqueue_at(&mut tx, &name, at).await?;
    }
    tx.commit().await?;
    Ok(Sorted::Customer(Box::new(burst)))
}

/// The last message that can be shown as seen.
fn last_message<'e>(events: &'e [(&Waiting, Event)]) -> Option<&'e str> {
    let mut ids = events.iter().filter_map(|(_, event)| match event {
        Event::Message(message) if !message.id.is_empty() => Some(message.id.as_str()),
        _ => None,
    });
    ids.next_back()
}

/// Everything that a customer did.
fn burst(account: &MetaAccount, rows: &[Waiting], events: &[(&Waiting, Event)]) -> Burst {
    let updates = rows.iter().map(|row| row.id).collect();
    let place = (Account::Meta(account.id), account.messenger.into());
    let mut burst = Burst::new(place, account.partner, updates);
    for (at, (row, event)) in events.iter().enumerate() {
        let Some((from, written_at, heard)) = heard(event, row.received_at) else {
            continue;
        };
        if is_taken_back(event, &events[at + 1..]) {
            continue;
        }
        burst.chat.clone_from(&from.id);
        let names = [&from.name, &from.username, &from.phone];
        if let Some(name) = names.into_iter().flatten().next() {
            burst.customer.clone_from(name);
        }
        burst.window_until = burst.window_until.max(Some(written_at + WINDOW));
        burst.add(heard, written_at, row.received_at);
    }
    burst
}

async fn settle(
    cx: &Cx,
    account: &MetaAccount,
    rows: &[Waiting],
    events: &[(&Waiting, Event)],
) -> Result<Sorted, Error> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut tx = cx.db.begin().await?;
    if account.state != State::Removed {
        note_all(&mut tx, account, events).await?;
    }
    inbox::handled(&mut tx, &ids).await?;
    tx.commit().await?;
    Ok(Sorted::Done)
}

/// Whether a later event corrects or deletes the message of this one.
fn is_taken_back(event: &Event, later: &[(&Waiting, Event)]) -> bool {
    let id = match event {
        Event::Message(message) => &message.id,
        Event::Edited { of, .. } => of,
        _ => return false,
    };
    later.iter().any(|(_, event)| match event {
        Event::Edited { of, .. } | Event::Deleted { of, .. } => !id.is_empty() && of == id,
        _ => false,
    })
}

/// What a customer did, and when.
fn heard(event: &Event, received_at: Time) -> Option<(&meta::Person, Time, Heard)> {
    match event {
        Event::Message(message) => {
            let at = message.at_ms.map_or(received_at, Time);
            Some((&message.from, at, said(message, at)))
        }
        Event::Edited {
            from,
            content: Content::Text(text),
            ..
        } => Some((from, received_at, customer::said(text, received_at))),
        _ => None,
    }
}

fn said(message: &Message, at: Time) -> Heard {
    let bare = |kind: Kind| {
        let none = Media {
            sort: MediaSort::Document,
            id: None,
            url: None,
            mime: None,
            file_name: None,
            caption: None,
        };
        Heard::SentMedia(attachments::of_meta(kind, &none, at))
    };
    let worded = |words: &Option<String>| {
        let words = words.as_deref().filter(|words| !words.trim().is_empty());
        words.map(|words| customer::said(words, at))
    };
    match &message.content {
        Content::Text(text) => customer::said(text, at),
        Content::Media(media) if media.sort == MediaSort::Sticker => Heard::SentSmile,
        Content::Media(media) => match (kind(media.sort), worded(&media.caption)) {
            (kind @ (Kind::Photo | Kind::Voice), _) | (kind, None) => {
                Heard::SentMedia(attachments::of_meta(kind, media, at))
            }
            (_, Some(said)) => said,
        },
        Content::Shared { text, .. } => worded(text).unwrap_or_else(|| bare(Kind::File)),
        Content::Place(place) => {
            let name = place.name.clone().unwrap_or_default();
            let at = format!("{},{}", place.latitude, place.longitude);
            Heard::Shared(format!("📍 {name} https://maps.google.com/?q={at}"))
        }
        Content::Contacts(cards) => Heard::Shared(cards.join("\n")),
        Content::Order(goods) => Heard::Shared(format!("🛒 {goods}")),
        Content::Form { answers } => Heard::Shared(format!("📋 {answers}")),
        Content::Choice(choice) => chosen(choice, at),
        Content::Unsupported => bare(Kind::File),
        Content::Reaction { .. } => Heard::Nothing,
    }
}

fn kind(sort: MediaSort) -> Kind {
    match sort {
        MediaSort::Image | MediaSort::Sticker => Kind::Photo,
        MediaSort::Video => Kind::Video,
        MediaSort::Audio | MediaSort::Voice => Kind::Voice,
        MediaSort::Document => Kind::File,
    }
}

/// A button of ours, or a title that is as good as words.
fn chosen(choice: &Choice, at: Time) -> Heard {
    match customer::tapped(&choice.data) {
        Heard::Nothing if !choice.title.trim().is_empty() => customer::said(&choice.title, at),
        heard => heard,
    }
}

/// Writes down what became of our messages, and who is called what.
async fn note_all(
    tx: &mut Tx,
    account: &MetaAccount,
    events: &[(&Waiting, Event)],
) -> Result<(), Error> {
    let (partner, place) = (account.partner, Account::Meta(account.id));
    for (_, event) in events {
        match event {
            Event::Status(status) => {
                let why = status.failure.as_ref().map_or(0, |failure| failure.code);
                let state = match status.state {
                    StatusState::Sent => Delivery::Sent,
                    StatusState::Delivered => Delivery::Delivered,
                    StatusState::Read => Delivery::Read,
                    StatusState::Failed => Delivery::Failed,
                };
                let note = (state, failure_key(why));
                let of = (status.note.as_deref(), status.of.as_str());
                chat::note_delivery(tx, partner, of, note).await?;
            }
            // What is being sent to many is ours before its id is noted.
            Event::Echo { to, .. }
                if broadcasts::is_under_way(&mut *tx, (place, &to.id)).await? => {}
            Event::Echo { id, to, content } => {
                let text = match content {
                    Content::Text(text) => text.as_str(),
                    _ => "📎",
                };
                chat::note_echo(tx, partner, (place, &to.id), (id, text)).await?;
            }
            Event::Comment(comment) if !comment.is_by(&account.own_ids) => {
                let name = comment.from.username.as_deref().unwrap_or_default();
                let by = (comment.from.id.as_str(), name);
                chat::note_comment(tx, account, &comment.id, by, &comment.text).await?;
            }
            Event::Identity { previous, current } => {
                chat::note_identity(tx, partner, place, (previous, current)).await?;
            }
            Event::Preference { by, wants } => {
                chat::note_preference(tx, partner, (place, &by.id), *wants).await?;
            }
            Event::Message(message) => {
                let from = (place, message.from.id.as_str());
                note_message(tx, partner, from, &message.content).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Takes note of signs on our answers.
async fn note_message(
    tx: &mut Tx,
    partner: PartnerId,
    from: (Account, &str),
    content: &Content,
) -> Result<(), Error> {
    match content {
        Content::Reaction {
            to,
            sign: Some(sign),
        } => match rating::meant(sign) {
            Some(rating) => {
                let rated = Rated::External(to.clone());
                chat::rate(tx, partner, from, (&rated, rating)).await
            }
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// The sentence for a code of Meta's.
pub(crate) fn failure_key(code: i64) -> &'static str {
    match code {
        131_047 => "notice-unsent-window",
        131_026 | 131_049 | 131_050 | 130_472 => "notice-unsent-unreachable",
        131_042 => "notice-unsent-payment",
        131_051..=131_053 => "notice-unsent-media",
        _ => "notice-unsent",
    }
}
