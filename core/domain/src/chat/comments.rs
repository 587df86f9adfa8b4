//! Comments below a shop's posts that are answered by a private message.
//!
//! Meta allows one private message for a comment, within seven days of it.

use scx_jobs::{Bucket, Cx, Job, Key, Lane, enqueue};
use scx_kit::{Id, Language, Millis, Prefix, Time};
use scx_lang::{Evidence, decide, fold, identify, to_latin};
use scx_store::{DbError, On, Tx};
use serde::{Deserialize, Serialize};

use super::answer::{answered, means_of};
use super::model::Author;
use super::{Channel, Conversation, Kind, SentMessage, sql};
use crate::Error;
use crate::accounts::{self, PartnerId, Standing};
use crate::ai::{self, Action};
use crate::knowledge::DocumentId;
use crate::messengers::{Account, MetaAccount, MetaId};
use crate::names::stored_names;
use crate::notify::{Say, Words};
use crate::plans::{self, Usage};

/// Private messages for comments that Meta takes from an account: 750 an hour.
const SPACING: Millis = Millis(3_600_000 / 750);
/// How long after a comment a private message is allowed.
pub const ANSWERABLE: Millis = Millis::days(7);

/// Marks the ids of comments.
#[derive(Debug)]
pub struct CommentMark;
impl Prefix for CommentMark {
    const PREFIX: &'static str = "cmt";
}

/// The id of a comment.
pub type CommentId = Id<CommentMark>;

/// How far the answer to a comment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is out yet.
    New,
    /// The private message is out.
    Told,
    /// Everything is out, or nothing more can be.
    Done,
}

stored_names!(Progress {
    New => "new",
    Told => "told",
    Done => "done",
});

/// A comment that is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The row.
    pub id: CommentId,
    /// Whose post it is below.
    pub partner: PartnerId,
    /// The account.
    pub account: MetaId,
    /// Its id at the messenger.
    pub external_id: String,
    /// Who wrote it.
    pub customer: String,
    /// What they call themselves.
    pub customer_name: String,
    /// What it says.
    pub text: String,
    /// How far the answer is.
    pub progress: Progress,
    /// When it came.
    pub created_at: Time,
}

/// What a comment is answered: in private, and where everybody sees it.
#[derive(Clone, Debug)]
pub struct CommentReply {
    /// The private message.
    pub private: Say,
    /// The answer below the comment.
    pub public: Say,
    answer: Option<(ai::Answer, Option<DocumentId>)>,
}

/// Answers one comment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnswerComment {
    /// Whose it is.
    pub partner: PartnerId,
    /// The account that answers.
    pub account: MetaId,
    /// The comment.
    pub comment: CommentId,
}

impl Job for AnswerComment {
    const NAME: &'static str = "chat.answer_comment";
    const LANE: Lane = Lane::Chat;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.comment.to_string()))
    }

    fn bucket(&self) -> Option<Bucket> {
        Some(Bucket {
            name: format!("{} comments", self.account),
            spacing: SPACING,
        })
    }
}

/// Whether a comment has the word for which it is answered, in either script.
fn has_word(text: &str, word: &str) -> bool {
    let key = |text: &str| fold(&to_latin(&fold(text)));
    let word = key(word.trim());
    let text = key(text);
    let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    !word.is_empty() && words.any(|one| one.starts_with(&word))
}

/// Has a comment answered that holds the account's word, once.
///
/// # Errors
/// [`DbError`].
pub async fn note_comment(
    tx: &mut Tx,
    account: &MetaAccount,
    external_id: &str,
    (customer, customer_name): (&str, &str),
    text: &str,
) -> Result<(), DbError> {
    let word = account.comment_word.as_deref();
    if !word.is_some_and(|word| has_word(text, word)) {
        return Ok(());
    }
    let comment = Comment {
        id: tx.id(),
        partner: account.partner,
        account: account.id,
        external_id: external_id.to_owned(),
        customer: customer.to_owned(),
        customer_name: customer_name.to_owned(),
        text: text.to_owned(),
        progress: Progress::New,
        created_at: tx.now(),
    };
    if !sql::insert_comment(tx, &comment).await? {
        return Ok(());
    }
    let job = AnswerComment {
        partner: account.partner,
        account: account.id,
        comment: comment.id,
    };
    enqueue(tx, &job).await
}

/// One comment.
///
/// # Errors
/// [`DbError::Missing`] for another partner's.
pub async fn comment(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: CommentId,
) -> Result<Comment, DbError> {
    sql::comment(on, partner, id).await
}

/// What a comment is answered; nothing while the shop's AI does not answer.
///
/// # Errors
/// A fault of the database.
pub async fn reply_to_comment(cx: &Cx, comment: &Comment) -> Result<Option<CommentReply>, Error> {
    let seller = accounts::partner(&cx.db, comment.partner).await?;
    if !Standing::of(&seller, cx.clock.now()).serves() || seller.is_ai_paused {
        return Ok(None);
    }
    let language = decide(identify(&comment.text), None, Evidence::default())
        .answer_in
        .unwrap_or(seller.language);
    let means = means_of(cx, &seller, Vec::new()).await?;
    let document = means.document();
    let asked = (comment.text.as_str(), language);
    let end_user = comment.id.to_string();
    let answer = answered(cx, (&seller, &end_user), means, asked).await;
    let private = match answer.action {
        Action::Answer => Words::Plain(answer.text.clone()),
        Action::NoAnswer | Action::HandOver => Words::key("customer-comment-hello"),
    };
    let say = |words, language: Language| Say {
        words: vec![words],
        language,
        choices: Vec::new(),
    };
    Ok(Some(CommentReply {
        private: say(private, language),
        public: say(Words::key("customer-comment-public"), language),
        answer: (answer.action == Action::Answer).then_some((answer, document)),
    }))
}

/// The private message is out: it stands in the customer's conversation.
///
/// # Errors
/// [`DbError`].
pub async fn note_told(
    tx: &mut Tx,
    comment: &Comment,
    reply: &CommentReply,
    external_id: Option<&str>,
) -> Result<(), DbError> {
    sql::set_progress(tx, comment, Progress::Told).await?;
    let account = Account::Meta(comment.account);
    let place = (account, comment.customer.as_str());
    let known = sql::conversation_at(tx, comment.partner, place).await?;
    let conversation = known.unwrap_or_else(|| begun(tx, comment, reply.private.language));
    sql::save_conversations(tx, &[&conversation]).await?;
    let message = |tx: &Tx, author, text: String| sql::NewMessage {
        language: Some(reply.private.language),
        ..sql::NewMessage::of(tx, &conversation, author, text)
    };
    let asked = message(tx, Author::Customer, comment.text.clone());
    let said = match &reply.answer {
        Some((answer, document)) => sql::NewMessage {
            answer: Some((answer.clone(), *document)),
            ..message(tx, Author::Ai, answer.text.clone())
        },
        None => sql::NewMessage {
            kind: Kind::Phrase,
            ..message(tx, Author::Product, crate::plain(&reply.private.words))
        },
    };
    let sent = SentMessage {
        partner: comment.partner,
        id: said.id.to_string(),
        external_id: external_id.map(str::to_owned),
    };
    sql::insert_messages(tx, vec![asked, said]).await?;
    if let Some((answer, _)) = &reply.answer {
        let seller = accounts::partner(&mut *tx, comment.partner).await?;
        let usage = Usage {
            answers: 1,
            ai_micro_usd: answer.house_micro_usd,
        };
        plans::note_usage(tx, &[(&seller, usage)]).await?;
    }
    sql::note_sent(tx, &[&sent]).await
}

/// Nothing more is to be done about a comment.
///
/// # Errors
/// [`DbError`].
pub async fn note_answered(tx: &mut Tx, comment: &Comment) -> Result<(), DbError> {
    sql::set_progress(tx, comment, Progress::Done).await
}

/// The conversation that a comment begins. Its window is closed: it is the
/// customer who opens it, by an answer.
fn begun(tx: &Tx, comment: &Comment, language: Language) -> Conversation {
    let place = (Account::Meta(comment.account), Channel::Instagram);
    let customer = (comment.customer.as_str(), comment.customer_name.as_str());
    Conversation {
        language: Some(language),
        window_until: Some(tx.now()),
        ..Conversation::begun(tx.id(), comment.partner, place, customer, tx.now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_is_found_with_endings_and_in_either_script() {
        for text in [
            "Narxi qancha?",
            "НАРХИ",
            "narx",
            "assalomu alaykum, narxini ayting",
        ] {
            assert!(has_word(text, "narx"), "{text}");
        }
        assert!(has_word("Цена?", "цена"));
        for text in ["zo'r ekan", "arzonnarx", ""] {
            assert!(!has_word(text, "narx"), "{text}");
        }
        assert!(!has_word("narx", " "));
    }
}
