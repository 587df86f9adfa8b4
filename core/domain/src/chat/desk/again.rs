//! A question that waits for the partner is given to the AI after all.

use scx_jobs::{Attempt, Cx, Job, Key, Lane, Priority, Run, Stop, enqueue, outbox};
use scx_kit::Language;
use scx_lang::{Evidence, decide, identify};
use scx_store::{DbError, Tx};
use serde::{Deserialize, Serialize};

use crate::accounts::{self, Partner, PartnerId};
use crate::ai::{self, Action};
use crate::chat::answer::{Means, answered, means_of};
use crate::chat::letters::letter;
use crate::chat::model::Author;
use crate::chat::{CARD, Conversation, QuestionId, QuestionRow, sql, topics};
use crate::knowledge::DocumentId;
use crate::notify::{self, Say, Words};
use crate::{Error, Refusal};

/// The AI answers one question, whoever answers in the conversation otherwise.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnswerNow {
    /// Whose question it is.
    pub partner: PartnerId,
    /// The question.
    pub question: QuestionId,
}

impl Job for AnswerNow {
    const NAME: &'static str = "chat.answer_now";
    const LANE: Lane = Lane::Chat;
    const PRIORITY: Priority = Priority::High;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.question.to_string()))
    }
}

/// Has the AI answer a question that waits.
///
/// # Errors
/// A refusal when it is answered already.
pub async fn answer_now(tx: &mut Tx, partner: PartnerId, id: QuestionId) -> Result<(), Error> {
    let question = sql::question(&mut *tx, partner, id).await?;
    if question.answer.is_some() {
        return Err(Refusal::new("reply-again").into());
    }
    let question = id;
    Ok(enqueue(tx, &AnswerNow { partner, question }).await?)
}

impl Run for AnswerNow {
    /// Asks the AI, and sends what it says unless the partner was quicker.
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Stop> {
        let (partner, id) = (self.partner, self.question);
        let Some((question, conversation)) = waiting(cx, partner, id).await? else {
            return Ok(());
        };
        let seller = accounts::partner(&cx.db, partner).await?;
        let means = means(cx, &seller, &conversation).await?;
        let document = means.document();
        let language = language(&question, &conversation);
        let asked = (question.text.as_str(), language);
        let answer = answered(cx, (&seller, &conversation.id.to_string()), means, asked).await;
        let mut tx = cx.db.begin().await?;
        if answer.action != Action::Answer {
            notify::tell(&mut tx, partner, "answer-now-none", Vec::new()).await?;
        } else if sql::answer_question(&mut tx, partner, id, &answer.text).await? {
            send(&mut tx, &conversation, (answer, document), language).await?;
            notify::redraw(&mut tx, partner, CARD, &id.to_string()).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// The question with its conversation, if it waits still.
async fn waiting(
    cx: &Cx,
    partner: PartnerId,
    id: QuestionId,
) -> Result<Option<(QuestionRow, Conversation)>, Stop> {
    let question = match sql::question(&cx.db, partner, id).await {
        Err(DbError::Missing) => return Ok(None),
        other => other?,
    };
    if question.answer.is_some() {
        return Ok(None);
    }
    let conversation = sql::conversation(&cx.db, partner, question.conversation).await?;
    Ok(Some((question, conversation)))
}

async fn means(cx: &Cx, seller: &Partner, conversation: &Conversation) -> Result<Means, Error> {
    let (partner, id) = (conversation.partner, conversation.id);
    let of = [(id, (partner, conversation.since))].into_iter().collect();
    let mut histories = sql::histories(&cx.db, &of).await?;
    means_of(cx, seller, histories.remove(&id).unwrap_or_default()).await
}

fn language(question: &QuestionRow, conversation: &Conversation) -> Language {
    let verdict = identify(&question.text);
    decide(verdict, conversation.language, Evidence::default())
        .answer_in
        .unwrap_or(Language::UzLatn)
}

async fn send(
    tx: &mut Tx,
    conversation: &Conversation,
    (answer, document): (ai::Answer, Option<DocumentId>),
    language: Language,
) -> Result<(), DbError> {
    let say = Say {
        words: vec![Words::Plain(answer.text.clone())],
        language,
        choices: Vec::new(),
    };
    let message = sql::NewMessage {
        language: Some(language),
        answer: Some((answer.clone(), document)),
        ..sql::NewMessage::of(tx, conversation, Author::Ai, answer.text)
    };
    let letter = letter(conversation, &say, (Author::Ai, message.id));
    sql::insert_messages(tx, vec![message]).await?;
    outbox::post(tx, vec![letter]).await?;
    topics::mirror(tx, conversation.partner, conversation.id).await
}
