//! What follows from answered bursts, written in one transaction.

use scx_jobs::outbox::{self, Letter};
use scx_jobs::{Cx, enqueue, inbox};
use scx_lang::identify;
use scx_store::{DbError, Tx};

use super::answer::Done;
use super::letters::letter;
use super::model::Author;
use super::sql::{self, NewMessage};
use super::{CARD, Conversation, Kind, Mirror, Reason};
use crate::accounts::{Partner, PartnerId};
use crate::ai::{self, Action};
use crate::notify::{self, Topic};
use crate::onboarding::{self, Step};
use crate::plans::{self, Usage};
use crate::{Error, plain};

/// Attempts to write a group when PostgreSQL ends one of two transactions that
/// wait for each other.
const WRITES: usize = 5;

/// Writes a group; once more where two transactions waited for each other.
pub(super) async fn group(cx: &Cx, group: &[Done]) -> Result<(), Error> {
    for _ in 1..WRITES {
        match write_once(cx, group).await {
            Err(Error::Fault(fault)) if matches!(fault.downcast_ref(), Some(DbError::Deadlock)) => {
            }
            outcome => return outcome,
        }
    }
    write_once(cx, group).await
}

/// One transaction for a group: everything that follows from its bursts.
async fn write_once(cx: &Cx, group: &[Done]) -> Result<(), Error> {
    let mut tx = cx.db.begin().await?;
    let conversations: Vec<&Conversation> =
        group.iter().map(|done| &done.plan.conversation).collect();
    let saved = sql::save_conversations(&mut tx, &conversations).await?;
    let mut messages = Vec::new();
    let mut letters = Vec::new();
    let mut updates = Vec::new();
    for done in group {
        letters.extend(done.burst.acknowledgements.iter().cloned());
        updates.extend(done.burst.updates.iter().copied());
        record_heard(&tx, done, &mut messages);
        if !done.is_overtaken(&saved) {
            letters.extend(record_said(&tx, done, &mut messages));
        }
    }
    sql::insert_messages(&mut tx, messages).await?;
    if !letters.is_empty() {
        outbox::post(&mut tx, letters).await?;
    }
    for done in group {
        push(&mut tx, done, done.is_overtaken(&saved)).await?;
    }
    plans::note_usage(&mut tx, &used(group, &saved)).await?;
    onboarding::all_done(&mut tx, answered_shops(group), Step::Answered).await?;
    inbox::handled(&mut tx, &updates).await?;
    tx.commit().await?;
    Ok(())
}

/// What each burst takes from the shop's plan. What the shop pays its own
/// provider is no matter of ours.
fn used<'a>(group: &'a [Done], saved: &sql::Renewed) -> Vec<(&'a Partner, Usage)> {
    let bursts = group.iter().map(|done| {
        let answer = done.answer.as_ref().map(|(answer, _)| answer);
        let is_answered = answer.is_some_and(|answer| answer.action == Action::Answer);
        let told = done.plan.said.iter();
        let sensed = told.filter_map(|told| told.sensed.as_ref());
        let usage = Usage {
            // What a person has overtaken is not said.
            answers: i64::from(is_answered && !done.is_overtaken(saved)),
            ai_micro_usd: answer.map_or(0, |answer| answer.house_micro_usd)
                + sensed.map(|sensed| sensed.house_micro_usd).sum::<i64>(),
        };
        (&done.partner, usage)
    });
    let takes = bursts.filter(|(_, usage)| *usage != Usage::default());
    takes.collect()
}

/// Whose customers got an answer.
fn answered_shops(group: &[Done]) -> Vec<PartnerId> {
    let is_answered =
        |done: &&Done| matches!(&done.answer, Some((answer, _)) if answer.action == Action::Answer);
    let answered = group.iter().filter(is_answered);
    answered.map(|done| done.partner.id).collect()
}

impl Done {
    /// Somebody has changed by hand who answers since the answer was begun.
    fn is_overtaken(&self, saved: &sql::Renewed) -> bool {
        let conversation = &self.plan.conversation;
        let before = conversation.takeovers;
        self.answer.is_some()
            && saved
                .get(&conversation.id)
                .is_some_and(|now| *now != before)
    }
}

/// Writes down what the customer did.
fn record_heard(tx: &Tx, done: &Done, messages: &mut Vec<NewMessage>) {
    let conversation = done.plan.conversation.language;
    messages.extend(done.plan.said.iter().map(|told| NewMessage {
        kind: told.kind,
        sensed: told.sensed.clone(),
        // Its own, where it has one: the conversation's holds on longer.
        language: identify(&told.text).label.language().or(conversation),
        ..NewMessage::of(
            tx,
            &done.plan.conversation,
            Author::Customer,
            told.text.clone(),
        )
    }));
}

/// Writes down what is said to the customer; gives the letters that say it.
/// What the AI says may be taken back while it waits.
fn record_said(tx: &Tx, done: &Done, messages: &mut Vec<NewMessage>) -> Vec<Letter> {
    let conversation = &done.plan.conversation;
    let last = done.plan.says.len().saturating_sub(1);
    let mut letters = Vec::with_capacity(done.plan.says.len());
    for (place, say) in done.plan.says.iter().enumerate() {
        let of_ai = done.answer.as_ref().filter(|_| place == last);
        let said = match of_ai {
            Some((answer, document)) if answer.action == Action::Answer => NewMessage {
                answer: Some((answer.clone(), *document)),
                took_ms: done.burst.waited(tx.now()),
                ..NewMessage::of(tx, conversation, Author::Ai, answer.text.clone())
            },
            _ => NewMessage {
                kind: Kind::Phrase,
                answer: of_ai.cloned(),
                ..NewMessage::of(tx, conversation, Author::Product, plain(&say.words))
            },
        };
        let letter = letter(conversation, say, (said.author, said.id));
        letters.push(Letter {
            revocable: of_ai.map(|_| said.id.to_string()),
            ..letter
        });
        messages.push(said);
    }
    letters
}

/// Puts to the partner what waits for them.
async fn push(tx: &mut Tx, done: &Done, is_overtaken: bool) -> Result<(), Error> {
    let partner = done.partner.id;
    if let Some((answer, _)) = &done.answer
        && answer.own_key_failed
        && ai::note_key_failure(tx, partner).await?
    {
        notify::tell_news(
            tx,
            partner,
            Topic::Trouble,
            "notice-own-key-failed",
            Vec::new(),
        )
        .await?;
    }
    // Nobody but the person answers what was asked before they came.
    let asked = done.plan.ask.iter().filter(|_| is_overtaken);
    let asked = asked.map(|(text, _)| (text, Reason::Human));
    let pushes = done.plan.pushes.iter().filter(|_| !is_overtaken);
    let pushes = pushes.map(|(text, reason)| (text, *reason));
    for (text, reason) in asked.chain(pushes) {
        let id = sql::insert_question(tx, &done.plan.conversation, text, (reason, None)).await?;
        // In a topic it comes below what was said.
        if !done.partner.has_topics {
            notify::redraw(tx, partner, CARD, &id.to_string()).await?;
        }
    }
    if done.partner.has_topics {
        let conversation = done.plan.conversation.id;
        let job = Mirror {
            partner,
            conversation,
        };
        enqueue(tx, &job).await?;
    }
    Ok(())
}
