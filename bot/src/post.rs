//! Sends what waits in the outbox, in order within a chat and within the
//! budget of each bot.

mod bill;
mod file;
mod hang;
mod say;
mod topics;

use std::collections::HashMap;

use scx_connect::telegram::{Keyboard, Outgoing, Source, Telegram, reason};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::Refusal;
use scx_domain::channels::{self, BotId, Health};
use scx_domain::chat::{Departures, SentMessage};
use scx_domain::notify::{Mail, Place};
use scx_jobs::outbox::{self, Posted, Send};
use scx_jobs::{Cx, Stop, Ticket};
use scx_kit::{Id, Secret, Time};
use scx_store::DbError;
use tokio::task::JoinSet;
use tracing::Instrument;

use crate::meta;
use crate::ui::BotMail;
use hang::Drawn;

/// Shows a card at once, without the outbox: edits it where it hangs, else sends and
/// hangs it.
pub(crate) async fn show_card(
    cx: &Cx,
    token: &Secret<String>,
    of: (&str, &str),
    place: &Place,
    (html, keyboard): (String, Keyboard),
) -> Result<(), ConnectError> {
    hang::card(cx, token, of, place, Drawn::aloud(html, keyboard)).await
}

/// Sends the letters of many chats side by side.
pub(crate) async fn send(cx: Cx, tickets: Vec<Ticket<Send>>) {
    let read = async {
        let letters = by_chat(&cx, &tickets).await?;
        let senders = (
            tokens(&cx, &tickets).await?,
            meta::accounts(&cx, tickets.iter().map(|t| t.job.account.as_str())).await?,
        );
        Ok::<_, DbError>((letters, senders))
    };
    let (mut letters, (tokens, accounts)) = match read.await {
        Ok(read) => read,
        Err(error) => {
            tracing::error!(%error, "the outbox could not be read");
            return;
        }
    };
    // A task each: a task may hold one transaction only, and calls nobody
    // while it does. They end with this one.
    let mut chats = JoinSet::new();
    for ticket in tickets {
        let key = (ticket.job.account.clone(), ticket.job.chat.clone());
        let letters = letters.remove(&key).unwrap_or_default();
        let token = tokens.get(&ticket.job.account).cloned();
        let account = accounts.get(&ticket.job.account).cloned();
        let cx = cx.clone();
        let sending = async move {
            let outcome = match (token, account) {
                (Some((bot, token)), _) => one_chat(&cx, &ticket, (bot, &token), letters).await,
                (None, Some(account)) => meta::send(&cx, &ticket, &account, letters).await,
                (None, None) => Err(Stop::again("the bot has no token that opens")),
            };
            ticket.finish(outcome);
        };
        chats.spawn(sending.in_current_span());
    }
    // A chat that panicked dropped its ticket, which is a failed attempt.
    while chats.join_next().await.is_some() {}
}

async fn by_chat(
    cx: &Cx,
    tickets: &[Ticket<Send>],
) -> Result<HashMap<(String, String), Vec<Posted>>, DbError> {
    let chats: Vec<(&str, &str)> = tickets
        .iter()
        .map(|ticket| (ticket.job.account.as_str(), ticket.job.chat.as_str()))
        .collect();
    let mut letters: HashMap<_, Vec<Posted>> = HashMap::new();
    for letter in outbox::waiting(&cx.db, &chats).await? {
        let key = (letter.account.clone(), letter.chat.clone());
        letters.entry(key).or_default().push(letter);
    }
    Ok(letters)
}

/// The bots that send, by account, with their tokens.
async fn tokens(
    cx: &Cx,
    tickets: &[Ticket<Send>],
) -> Result<HashMap<String, (BotId, Secret<String>)>, DbError> {
    let mut bots: Vec<BotId> = tickets
        .iter()
        .filter_map(|ticket| ticket.job.account.parse().ok())
        .collect();
    bots.sort_unstable();
    bots.dedup();
    let tokens = channels::tokens(&cx.db, &bots).await?;
    Ok(tokens
        .into_iter()
        .map(|(bot, token)| (bot.to_string(), (bot, token)))
        .collect())
}

/// Sends the letters of one chat in their order. The first that must wait
/// holds up the rest.
async fn one_chat(
    cx: &Cx,
    ticket: &Ticket<Send>,
    (bot, token): (BotId, &Secret<String>),
    letters: Vec<Posted>,
) -> Result<(), Stop> {
    // The claim drew once from the bot's budget; each further letter draws anew.
    let mut drawn = ticket.slot_at;
    for letter in letters {
        let slot = match drawn.take() {
            Some(slot) => slot,
            None => draw(cx, &ticket.job).await?,
        };
        if slot > cx.clock.now() {
            cx.clock.sleep_until(slot).await;
        }
        match deliver(cx, (bot, token), ticket, &letter).await {
            Ok(message) => done(cx, letter.id, message).await?,
            Err(error) => fail(cx, (bot, ticket), &letter, &error).await?,
        }
    }
    Ok(())
}

async fn draw(cx: &Cx, send: &Send) -> Result<Time, Stop> {
    let drawn = send.budget().draw(&cx.db).await?;
    drawn.map_err(|until| Stop::Wait {
        until,
        why: "the bot's send budget is used up".to_owned(),
    })
}

async fn done(
    cx: &Cx,
    letter: Id<outbox::OutboxMark>,
    message: Option<SentMessage>,
) -> Result<(), Stop> {
    Ok(cx.service::<Departures>().done(letter, message).await?)
}

/// Decides what a failed send means: wait, try again, or let the letter go.
async fn fail(
    cx: &Cx,
    (bot, ticket): (BotId, &Ticket<Send>),
    letter: &Posted,
    error: &ConnectError,
) -> Result<(), Stop> {
    match &error.kind {
        ErrorKind::Limited { after } => {
            let until = cx.clock.now() + *after;
            ticket.job.budget().hold(&cx.db, until).await?;
            Err(Stop::Wait {
                until,
                why: "Telegram asked to wait".to_owned(),
            })
        }
        ErrorKind::Unavailable { .. } if !ticket.attempt.is_last => Err(Stop::again(error)),
        ErrorKind::Auth => {
            let mut tx = cx.db.begin().await?;
            let trouble = Refusal::new("bot-token-dead");
            channels::set_health(&mut tx, bot, Health::Broken, Some(trouble)).await?;
            say::note_unsent(&mut tx, (bot, ticket), letter, None).await?;
            outbox::done(&mut tx, &[letter.id]).await?;
            Ok(tx.commit().await?)
        }
        ErrorKind::Refused { .. } | ErrorKind::Broken | ErrorKind::Unavailable { .. } => {
            match error.reason() {
                Some(reason::TOPIC_GONE) => topics::lost(cx, letter).await?,
                Some(reason::GONE | reason::NO_BUSINESS | reason::WINDOW) => {
                    tracing::info!(outbox.id = %letter.id, %error, "a chat cannot be reached");
                }
                _ => tracing::error!(outbox.id = %letter.id, %error, "a letter cannot be sent"),
            }
            let mut tx = cx.db.begin().await?;
            let why = error.reason().unwrap_or(reason::OTHER);
            say::note_unsent(&mut tx, (bot, ticket), letter, Some(why)).await?;
            outbox::done(&mut tx, &[letter.id]).await?;
            Ok(tx.commit().await?)
        }
    }
}

async fn deliver(
    cx: &Cx,
    bot: (BotId, &Secret<String>),
    ticket: &Ticket<Send>,
    letter: &Posted,
) -> Result<Option<SentMessage>, ConnectError> {
    let (_, token) = bot;
    let Ok(mail) = serde_json::from_slice::<Mail>(letter.body.expose()) else {
        tracing::error!(outbox.id = %letter.id, "a letter is unreadable");
        return Ok(None);
    };
    match mail {
        Mail::Say(say) => say::untracked(cx, bot, letter, say).await,
        Mail::Told(told) => say::told(cx, bot, (ticket, letter), &told).await,
        Mail::Other(value) => match serde_json::from_value::<BotMail>(value) {
            Ok(mail) => {
                bot_mail(cx, token, &letter.account, mail).await?;
                Ok(None)
            }
            Err(_) => {
                tracing::error!(outbox.id = %letter.id, "a letter is unreadable");
                Ok(None)
            }
        },
    }
}

/// Sends, and once more without tags when Telegram cannot parse them: words
/// without bold are better than no words.
async fn surely(
    cx: &Cx,
    token: &Secret<String>,
    mut outgoing: Outgoing,
) -> Result<Option<i64>, ConnectError> {
    let telegram = cx.service::<Telegram>();
    let sent = match telegram.send(token, &outgoing).await {
        Err(error) if error.reason() == Some(reason::BAD_MARKUP) => {
            if let Outgoing::Text { html, .. } = &mut outgoing {
                *html = without_tags(html);
            }
            telegram.send(token, &outgoing).await?
        }
        other => other?,
    };
    Ok(sent.message_id)
}

/// The text between tags; entities stay as they are.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if !is_tag => text.push(c),
            _ => {}
        }
    }
    text
}

async fn bot_mail(
    cx: &Cx,
    token: &Secret<String>,
    bot: &str,
    mail: BotMail,
) -> Result<(), ConnectError> {
    match mail {
        BotMail::Direct(outgoing) => direct(cx, token, bot, outgoing).await,
        BotMail::Written { chat, written } => {
            let said = cx.service::<Telegram>();
            let said = said.write(token, chat, (&written, &Source::None)).await?;
            hang::passed(cx, bot, chat, said.message).await;
            Ok(())
        }
        BotMail::Screen {
            place,
            html,
            keyboard,
        } => hang::screen(cx, token, &place, Drawn::aloud(html, keyboard)).await,
        BotMail::Card {
            card,
            subject,
            place,
            html,
            keyboard,
            silent,
            thread,
            is_pinned,
        } => {
            let drawn = Drawn {
                silent,
                thread,
                is_pinned,
                ..Drawn::aloud(html, keyboard)
            };
            hang::card(cx, token, (&card, &subject), &place, drawn).await
        }
        BotMail::File(file) => {
            let (chat, is_in_topic) = (file.chat, file.thread.is_some());
            let message = file::send(cx, token, file).await?;
            if !is_in_topic {
                hang::passed(cx, bot, chat, message).await;
            }
            Ok(())
        }
        BotMail::Bill(bill) => bill::send(cx, token, bot, bill).await,
        BotMail::Wipe {
            chat,
            message,
            failure_html,
        } => wipe(cx, token, (chat, message), failure_html).await,
    }
}

/// Sends what stands for itself.
async fn direct(
    cx: &Cx,
    token: &Secret<String>,
    bot: &str,
    outgoing: Outgoing,
) -> Result<(), ConnectError> {
    let is_in_topic = matches!(
        outgoing,
        Outgoing::Text {
            thread: Some(_),
            ..
        }
    );
    let chat = outgoing.chat().filter(|_| !is_in_topic);
    let message = surely(cx, token, outgoing).await?;
    if let Some(chat) = chat {
        hang::passed(cx, bot, chat, message).await;
    }
    Ok(())
}

/// Deletes a message with a secret, or asks the person to do it.
async fn wipe(
    cx: &Cx,
    token: &Secret<String>,
    (chat, message): (i64, i64),
    failure_html: String,
) -> Result<(), ConnectError> {
    let deleted = cx
        .service::<Telegram>()
        .send(token, &Outgoing::Delete { chat, message })
        .await;
    match deleted {
        Ok(_) => Ok(()),
        Err(error) if error.is_retryable() => Err(error),
        Err(_) => surely(cx, token, hang::text(chat, failure_html, Keyboard::None))
            .await
            .map(|_| ()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_words_stay() {
        assert_eq!(without_tags("<b>5 &lt; 6</b> <i>so‘m"), "5 &lt; 6 so‘m");
    }
}
