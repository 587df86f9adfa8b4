//! Which comments are answered in private.

use scx_store::Tx;

use super::{CARD, MetaId, account_of, sql};
use crate::accounts::PartnerId;
use crate::{Error, Refusal, notify};

/// Sets the word for which comments are answered in private, or none.
///
/// # Errors
/// A refusal for what is no word, and [`DbError::Missing`](scx_store::DbError::Missing) for another
/// partner's account.
pub async fn set_comment_word(
    tx: &mut Tx,
    partner: PartnerId,
    id: MetaId,
    word: Option<&str>,
) -> Result<(), Error> {
    let account = account_of(&mut *tx, partner, id).await?;
    let word = word.map(str::trim);
    let is_word = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
        letters >= 2 && word.chars().count() <= 30 && !word.contains(char::is_whitespace)
    };
    if word.is_some_and(|word| !is_word(word)) {
        return Err(Refusal::new("comment-word-wrong").into());
    }
    sql::set_comment_word(tx, (partner, id), word).await?;
    Ok(notify::redraw(tx, partner, CARD, &account.id.to_string()).await?)
}
