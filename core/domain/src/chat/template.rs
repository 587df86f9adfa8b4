//! Templates to customers whose day is over.

use scx_kit::Language;
use scx_store::Tx;

use super::desk::stepped_in;
use super::letters::letter_with;
use super::model::Author;
use super::{ConversationId, sql, topics};
use crate::accounts::PartnerId;
use crate::messengers::Account;
use crate::messengers::templates::{self, TemplateId};
use crate::notify::{Enclosed, Say, Words};
use crate::{Error, Refusal};

/// Sends a template of the account by which the customer wrote.
///
/// # Errors
/// A refusal for a customer who wants no news, and for a template of another
/// account.
pub async fn send_template(
    tx: &mut Tx,
    partner: PartnerId,
    id: ConversationId,
    (template, values): (TemplateId, &[String]),
) -> Result<(), Error> {
    let mut conversation = sql::conversation(&mut *tx, partner, id).await?;
    let template = templates::template(&mut *tx, partner, template).await?;
    if conversation.account != Account::Meta(template.account) || values.len() != template.places {
        return Err(Refusal::new("button-stale").into());
    }
    if conversation.is_opted_out {
        return Err(Refusal::new("template-opted-out").into());
    }
    let text = template.filled(values);
    let row = sql::NewMessage::of(tx, &conversation, Author::Partner, text.clone());
    let say = Say {
        words: vec![Words::Plain(text.clone())],
        language: conversation.language.unwrap_or(Language::UzLatn),
        choices: Vec::new(),
    };
    let with = Enclosed::Template {
        name: template.name,
        language: template.language,
        values: values.to_vec(),
    };
    let letter = letter_with(&conversation, &say, (row.id, with));
    sql::insert_messages(tx, vec![row]).await?;
    scx_jobs::outbox::post(tx, vec![letter]).await?;
    topics::mirror(tx, partner, id).await?;
    stepped_in(tx, &mut conversation, &text).await
}
