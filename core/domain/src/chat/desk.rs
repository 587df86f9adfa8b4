//! What the partner does in a conversation, and a trial question to a file.

use scx_jobs::{Cx, outbox};
use scx_kit::Language;
use scx_lang::{Evidence, decide, identify};
use scx_store::Tx;

use super::answer::source;
use super::letters::letter;
use super::model::{MessageMark, Mode};
use super::{CARD, QuestionId, Reason, rules, sql};
use crate::accounts::{Partner, PartnerId};
use crate::ai::{self, Answer};
use crate::knowledge::{self, DocumentId};
use crate::notify::{self, Say, Words};
use crate::onboarding::{self, Step};
use crate::{Error, Refusal};

/// Sends the partner's answer to the customer who asked. The first answer
/// counts; a further one is refused.
///
/// # Errors
/// A refusal for a blank text or an answered question.
pub async fn reply(
    tx: &mut Tx,
    partner: PartnerId,
    id: QuestionId,
    text: &str,
) -> Result<(), Error> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 3_500 {
        return Err(Refusal::new("reply-wrong").into());
    }
    let question = sql::question(&mut *tx, partner, id).await?;
    if !sql::answer_question(tx, partner, id, text).await? {
        return Err(Refusal::new("reply-again").into());
    }
    let mut conversation = sql::conversation(tx, partner, question.conversation).await?;
    if question.reason != Reason::Unanswered {
        // A person speaks: the AI keeps quiet for a while.
        conversation.mode = Mode::Human;
        conversation.human_until = Some(tx.now() + rules::HUMAN);
    }
    sql::save_conversations(tx, &[&conversation]).await?;
    let message_id = tx.id::<MessageMark>().to_string();
    let message = sql::NewMessage {
        id: message_id.clone(),
        partner,
        conversation: conversation.id,
        author: "partner",
        text: text.to_owned(),
        language: conversation.language,
        answer: None,
        created_at: tx.now(),
    };
    sql::insert_messages(tx, vec![message]).await?;
    let say = Say {
        words: vec![Words::Plain(text.to_owned())],
        language: conversation.language.unwrap_or(Language::UzLatn),
        choices: Vec::new(),
    };
    outbox::post(tx, vec![letter(&conversation, &say, Some(&message_id))]).await?;
    onboarding::done(tx, partner, Step::Answered).await?;
    notify::redraw(tx, partner, CARD, &id.to_string()).await?;
    Ok(())
}

/// Answers a trial question from one document of the partner, active or not;
/// nothing is stored and no customer sees it.
///
/// # Errors
/// A fault of the database.
pub async fn test(
    cx: &Cx,
    partner: &Partner,
    document: DocumentId,
    text: &str,
) -> Result<Answer, Error> {
    let found = knowledge::search_in(cx, partner.id, document, text, 8).await?;
    let question = ai::Question {
        partner: partner.id,
        shop_name: partner.name.clone(),
        tone: partner.tone.name().to_owned(),
        hours: crate::accounts::show_hours(partner),
        language: decide(identify(text), None, Evidence::default())
            .answer_in
            .unwrap_or(partner.language),
        history: Vec::new(),
        text: text.to_owned(),
        sources: found.into_iter().map(source).collect(),
        end_user: partner.id.to_string(),
    };
    let own = ai::own_accounts(&cx.db, &[partner.id], cx.clock.now()).await?;
    Ok(ai::answer(cx, &question, own.get(&partner.id)).await)
}
