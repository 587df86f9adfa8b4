//! What the partner does in a conversation: writes, pauses the AI, hands back.

mod again;
mod trial;

use scx_jobs::outbox;
use scx_kit::{Language, Millis, Time};
use scx_store::{DbError, Tx};

pub use again::{AnswerNow, answer_now};
pub use trial::test;

use super::letters::letter;
use super::model::{Author, MessageId, Mode};
use super::{
    CARD, Channel, Conversation, ConversationId, DESK_CARD, QuestionId, Reason, delivery, rules,
    sql, topics,
};
use crate::accounts::PartnerId;
use crate::knowledge;
use crate::notify::{self, Say, Words};
use crate::onboarding::{self, Step};
use crate::{Error, Refusal};

/// A person may write on Instagram for so long after the customer's last day.
const HUMAN_AGENT: Millis = Millis::days(6);
/// A longer text is cut by some channel.
const LONGEST_CHARS: usize = 3_500;

/// A person takes a conversation over for a while: the AI keeps quiet, and what
/// it has said but not sent is taken back.
pub(super) async fn take_over(tx: &mut Tx, conversation: &mut Conversation) -> Result<(), DbError> {
    conversation.notice_at = Some(tx.now());
    hold(tx, conversation).await
}

async fn hold(tx: &mut Tx, conversation: &mut Conversation) -> Result<(), DbError> {
    conversation.mode = Mode::Human;
    conversation.human_until = Some(tx.now() + rules::HUMAN);
    sql::set_mode(tx, conversation).await?;
    let account = conversation.account.to_string();
    for message in outbox::revoke(tx, &account, &conversation.chat).await? {
        delivery::note_revoked(tx, conversation.partner, &message).await?;
    }
    Ok(())
}

/// The AI keeps quiet in a conversation for half an hour, longer while the
/// customer goes on writing.
///
/// # Errors
/// [`DbError::Missing`] for another partner's conversation.
pub async fn pause(tx: &mut Tx, partner: PartnerId, id: ConversationId) -> Result<(), Error> {
    let mut conversation = sql::conversation(&mut *tx, partner, id).await?;
    // Nobody has written to the customer yet, who will be told when they write.
    conversation.notice_at = None;
    hold(tx, &mut conversation).await?;
    Ok(redraw(tx, &conversation).await?)
}

/// The AI answers again.
///
/// # Errors
/// [`DbError::Missing`] for another partner's conversation.
pub async fn resume(tx: &mut Tx, partner: PartnerId, id: ConversationId) -> Result<(), Error> {
    let mut conversation = sql::conversation(&mut *tx, partner, id).await?;
    conversation.mode = Mode::Bot;
    conversation.human_until = None;
    conversation.notice_at = None;
    conversation.since = tx.now();
    sql::set_mode(tx, &conversation).await?;
    Ok(redraw(tx, &conversation).await?)
}

/// Writes to a customer on the customer's own channel. The AI keeps quiet for a
/// while, and every open question of theirs is answered by it.
///
/// # Errors
/// A refusal for a blank or too long text, and outside the time in which the
/// channel lets shops write.
pub async fn write(
    tx: &mut Tx,
    partner: PartnerId,
    id: ConversationId,
    text: &str,
) -> Result<(), Error> {
    let mut conversation = sql::conversation(&mut *tx, partner, id).await?;
    say(tx, &conversation, text).await?;
    stepped_in(tx, &mut conversation, text).await
}

/// As [`write()`], for what stands in the conversation's topic already.
///
/// # Errors
/// As [`write()`].
pub async fn write_in_topic(
    tx: &mut Tx,
    partner: PartnerId,
    id: ConversationId,
    text: &str,
) -> Result<(), Error> {
    let mut conversation = sql::conversation(&mut *tx, partner, id).await?;
    let message = say(tx, &conversation, text).await?;
    topics::note_said_there(tx, partner, message).await?;
    stepped_in(tx, &mut conversation, text).await
}

/// A person has written: whoever answers and what waits is as it follows from that.
pub(super) async fn stepped_in(
    tx: &mut Tx,
    conversation: &mut Conversation,
    text: &str,
) -> Result<(), Error> {
    let (partner, id) = (conversation.partner, conversation.id);
    take_over(tx, conversation).await?;
    redraw(tx, conversation).await?;
    for question in sql::answer_questions(tx, partner, id, text.trim()).await? {
        notify::redraw(tx, partner, CARD, &question.to_string()).await?;
    }
    Ok(())
}

/// Sends the partner's answer to the customer who asked. The first answer
/// counts; a further one is refused.
///
/// # Errors
/// A refusal for a blank text or an answered question, and as [`write()`].
pub async fn reply(
    tx: &mut Tx,
    partner: PartnerId,
    id: QuestionId,
    text: &str,
) -> Result<(), Error> {
    let question = sql::question(&mut *tx, partner, id).await?;
    let mut conversation = sql::conversation(&mut *tx, partner, question.conversation).await?;
    check(&conversation, text, tx.now())?;
    if !sql::answer_question(tx, partner, id, text.trim()).await? {
        return Err(Refusal::new("reply-again").into());
    }
    say(tx, &conversation, text).await?;
    // Who answers what the file does not hold helps the AI; anybody else has
    // stepped in.
    if question.reason != Reason::Unanswered {
        take_over(tx, &mut conversation).await?;
    }
    notify::redraw(tx, partner, CARD, &id.to_string()).await?;
    Ok(())
}

fn check(conversation: &Conversation, text: &str, now: Time) -> Result<(), Refusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_CHARS {
        return Err(Refusal::new("reply-wrong"));
    }
    check_window(conversation, said_until(conversation), now)
}

/// Whether something may be sent to a customer until a time.
pub(super) fn check_window(
    conversation: &Conversation,
    until: Option<Time>,
    now: Time,
) -> Result<(), Refusal> {
    if until.is_none_or(|until| now < until) {
        return Ok(());
    }
    Err(Refusal::new(match conversation.channel {
        Channel::WhatsApp => "window-closed-whatsapp",
        Channel::Business => "window-closed-business",
        Channel::Instagram | Channel::Telegram => "window-closed",
    }))
}

/// Until when a person may write, where the channel sets an end.
pub(super) fn said_until(conversation: &Conversation) -> Option<Time> {
    let until = conversation.window_until?;
    Some(match conversation.channel {
        Channel::Instagram => until + HUMAN_AGENT,
        Channel::WhatsApp | Channel::Business | Channel::Telegram => until,
    })
}

/// Puts a person's words on their way.
async fn say(tx: &mut Tx, conversation: &Conversation, text: &str) -> Result<MessageId, Error> {
    check(conversation, text, tx.now())?;
    let text = text.trim();
    let message = sql::NewMessage::of(tx, conversation, Author::Partner, text.to_owned());
    let id = message.id;
    let say = Say {
        words: vec![Words::Plain(text.to_owned())],
        language: conversation.language.unwrap_or(Language::UzLatn),
        choices: Vec::new(),
    };
    let letter = letter(conversation, &say, (Author::Partner, id));
    sql::insert_messages(tx, vec![message]).await?;
    outbox::post(tx, vec![letter]).await?;
    topics::mirror(tx, conversation.partner, conversation.id).await?;
    onboarding::done(tx, conversation.partner, Step::Answered).await?;
    Ok(id)
}

/// Draws everything anew that shows who answers.
pub(super) async fn redraw(tx: &mut Tx, conversation: &Conversation) -> Result<(), DbError> {
    let partner = conversation.partner;
    if sql::topic(&mut *tx, partner, conversation.id)
        .await?
        .is_some()
    {
        notify::redraw(tx, partner, DESK_CARD, &conversation.id.to_string()).await?;
    }
    for question in sql::open_questions_of(tx, partner, conversation.id).await? {
        notify::redraw(tx, partner, CARD, &question.to_string()).await?;
    }
    Ok(())
}

/// Makes a lasting lesson of a question that a person has answered.
///
/// # Errors
/// A refusal for a question without an answer, and one that was taught already.
pub async fn teach(tx: &mut Tx, partner: PartnerId, id: QuestionId) -> Result<(), Error> {
    let question = sql::question(&mut *tx, partner, id).await?;
    let Some(answer) = question
        .answer
        .filter(|answer| !question.is_taught && !answer.is_empty())
    else {
        return Err(Refusal::new("button-stale").into());
    };
    let lesson = knowledge::teach(tx, partner, &question.text, &answer).await?;
    if !sql::note_lesson(tx, partner, id, lesson).await? {
        return Err(Refusal::new("button-stale").into());
    }
    notify::redraw(tx, partner, CARD, &id.to_string()).await?;
    Ok(())
}
