//! Sends what waits in the outbox, in order within a chat and within the
//! budget of each bot.

mod hang;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use scx_connect::telegram::{Button, ButtonAction, Keyboard, Outgoing, Telegram, reason};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::Refusal;
use scx_domain::channels::{self, BotId, Health};
use scx_domain::notify::{Choice, Mail, Say};
use scx_jobs::outbox::{self, Posted, Send};
use scx_jobs::{Cx, Stop, Ticket};
use scx_kit::{Id, Millis, Secret, Time};
use tokio::task::JoinSet;
use tracing::Instrument;

use crate::customer;
use crate::texts::Texts;
use crate::ui::BotMail;
use hang::Drawn;

/// Telegram's limit for one bot: thirty messages a second.
const PER_SECOND: i64 = 30;

/// A longer wait goes back to the queue instead of holding a slot.
const LONGEST_SLEEP: Millis = Millis::secs(5);

/// The send budgets of the bots; a service. Each bot has slots of 1/30 second.
#[derive(Debug, Default)]
pub(crate) struct Budgets(Mutex<HashMap<String, Time>>);

impl Budgets {
    /// Takes the next slot of a bot and says when it begins. A bot may use up
    /// one second's worth at once.
    fn take(&self, bot: &str, now: Time) -> Time {
        let mut next = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if next.len() > 4_096 {
            next.retain(|_, at| *at > now);
        }
        let at = next.entry(bot.to_owned()).or_default();
        let slot = (*at).max(now - Millis::secs(1));
        *at = slot + Millis(1_000 / PER_SECOND + 1);
        slot
    }

    /// Nothing of this bot is sent before `until`: Telegram said so, and every
    /// further attempt would prolong it.
    fn hold(&self, bot: &str, until: Time) {
        let mut next = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = next.entry(bot.to_owned()).or_default();
        *at = (*at).max(until);
    }
}

/// Sends the letters of many chats side by side.
pub(crate) async fn send(cx: Cx, tickets: Vec<Ticket<Send>>) {
    let chats: Vec<(&str, &str)> = tickets
        .iter()
        .map(|ticket| (ticket.job.account.as_str(), ticket.job.chat.as_str()))
        .collect();
    let letters = match outbox::waiting(&cx.db, &chats).await {
        Ok(letters) => letters,
        Err(error) => {
            tracing::error!(%error, "the outbox could not be read");
            return;
        }
    };
    let mut by_chat: HashMap<(String, String), Vec<Posted>> = HashMap::new();
    for letter in letters {
        by_chat
            .entry((letter.account.clone(), letter.chat.clone()))
            .or_default()
            .push(letter);
    }
    // A task each: a task may hold one transaction only, and calls nobody
    // while it does. They end with this one.
    let mut chats = JoinSet::new();
    for ticket in tickets {
        let key = (ticket.job.account.clone(), ticket.job.chat.clone());
        let letters = by_chat.remove(&key).unwrap_or_default();
        let cx = cx.clone();
        let sending = async move {
            let is_last = ticket.attempt.is_last;
            let outcome = one_chat(&cx, letters, is_last).await;
            ticket.finish(outcome);
        };
        chats.spawn(sending.in_current_span());
    }
    // A chat that panicked dropped its ticket, which is a failed attempt.
    while chats.join_next().await.is_some() {}
}

/// Sends the letters of one chat in their order. The first that must wait
/// holds up the rest.
async fn one_chat(cx: &Cx, letters: Vec<Posted>, is_last: bool) -> Result<(), Stop> {
    for letter in letters {
        let bot: BotId = letter.account.parse().map_err(Stop::again)?;
        let now = cx.clock.now();
        let slot = cx.service::<Budgets>().take(&letter.account, now);
        if slot > now + LONGEST_SLEEP {
            return Err(Stop::Wait {
                until: slot,
                why: "the bot's send budget is used up".to_owned(),
            });
        }
        if slot > now {
            cx.clock.sleep_until(slot).await;
        }
        let token = channels::token(&cx.db, bot).await?;
        match deliver(cx, &token, &letter).await {
            Ok(()) => done(cx, &[letter.id]).await?,
            Err(error) => fail(cx, bot, &letter, &error, is_last).await?,
        }
    }
    Ok(())
}

async fn done(cx: &Cx, ids: &[Id<outbox::OutboxMark>]) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    outbox::done(&mut tx, ids).await?;
    Ok(tx.commit().await?)
}

/// Decides what a failed send means: wait, try again, or let the letter go.
async fn fail(
    cx: &Cx,
    bot: BotId,
    letter: &Posted,
    error: &ConnectError,
    is_last: bool,
) -> Result<(), Stop> {
    match &error.kind {
        ErrorKind::Limited { after } => {
            let until = cx.clock.now() + *after;
            cx.service::<Budgets>().hold(&letter.account, until);
            Err(Stop::Wait {
                until,
                why: "Telegram asked to wait".to_owned(),
            })
        }
        ErrorKind::Unavailable { .. } if !is_last => Err(Stop::again(error)),
        ErrorKind::Auth => {
            let mut tx = cx.db.begin().await?;
            let trouble = Refusal::new("bot-token-dead");
            channels::set_health(&mut tx, bot, Health::Broken, Some(trouble)).await?;
            outbox::done(&mut tx, &[letter.id]).await?;
            Ok(tx.commit().await?)
        }
        ErrorKind::Refused { .. } | ErrorKind::Broken | ErrorKind::Unavailable { .. } => {
            let is_gone = error.reason() == Some(reason::GONE);
            if is_gone {
                tracing::info!(outbox.id = %letter.id, "a chat is gone");
            } else {
                tracing::error!(outbox.id = %letter.id, %error, "a letter cannot be sent");
            }
            done(cx, &[letter.id]).await
        }
    }
}

async fn deliver(cx: &Cx, token: &Secret<String>, letter: &Posted) -> Result<(), ConnectError> {
    let Ok(mail) = serde_json::from_slice::<Mail>(letter.body.expose()) else {
        tracing::error!(outbox.id = %letter.id, "a letter is unreadable");
        return Ok(());
    };
    match mail {
        Mail::Say(say) => {
            let outgoing = spoken(cx.service::<Texts>(), &letter.chat, &say);
            surely(cx, token, outgoing).await.map(|_| ())
        }
        Mail::Other(value) => match serde_json::from_value::<BotMail>(value) {
            Ok(mail) => bot_mail(cx, token, &letter.account, mail).await,
            Err(_) => {
                tracing::error!(outbox.id = %letter.id, "a letter is unreadable");
                Ok(())
            }
        },
    }
}

/// A message to a customer in Telegram's form.
fn spoken(texts: &Texts, chat: &str, say: &Say) -> Outgoing {
    let words: Vec<String> = say
        .words
        .iter()
        .map(|words| texts.words(say.language, words))
        .collect();
    let label = |choice: &Choice| match choice {
        Choice::Language(language) => language.own_name().to_owned(),
        Choice::Operator => texts.render(say.language, "customer-operator-button", &[]),
    };
    let button = |choice: &Choice| Button {
        label: label(choice),
        action: ButtonAction::Data(customer::button(*choice)),
    };
    let rows: Vec<Vec<Button>> = say
        .choices
        .iter()
        .map(|row| row.iter().map(button).collect())
        .collect();
    Outgoing::Text {
        chat: chat.parse().unwrap_or_default(),
        html: words.join("\n\n"),
        keyboard: if rows.is_empty() {
            Keyboard::None
        } else {
            Keyboard::Inline(rows)
        },
        reply_to: None,
        silent: false,
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
        BotMail::Direct(outgoing) => {
            let chat = outgoing.chat();
            let message = surely(cx, token, outgoing).await?;
            if let Some(chat) = chat {
                hang::passed(cx, bot, chat, message).await;
            }
            Ok(())
        }
        BotMail::Screen {
            place,
            html,
            keyboard,
        } => hang::screen(cx, token, &place, Drawn { html, keyboard }).await,
        BotMail::Card {
            card,
            subject,
            place,
            html,
            keyboard,
        } => {
            let drawn = Drawn { html, keyboard };
            hang::card(cx, token, (&card, &subject), &place, drawn).await
        }
        BotMail::Wipe {
            chat,
            message,
            failure_html,
        } => {
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_words_stay() {
        assert_eq!(without_tags("<b>5 &lt; 6</b> <i>so‘m"), "5 &lt; 6 so‘m");
    }

    #[test]
    fn a_bot_may_send_one_second_s_worth_at_once_and_then_waits_its_turn() {
        let budgets = Budgets::default();
        let now = Time(1_000_000);
        let slots: Vec<Time> = (0..60).map(|_| budgets.take("bot", now)).collect();
        let at_once = slots.iter().filter(|slot| **slot <= now).count();
        assert!((28..=31).contains(&at_once), "{at_once}");
        let within = slots
            .iter()
            .filter(|slot| **slot <= now + Millis::secs(1))
            .count();
        assert!(within <= 60, "{within}");
        assert_eq!(budgets.take("another", now), now - Millis::secs(1));
    }
}
