//! Comments that are answered.

use scx_kit::Time;
use scx_store::{DbError, On, Tx, sql};

use crate::accounts::PartnerId;
use crate::chat::comments::{Comment, CommentId, Progress};
use crate::readable;

scx_store::statements! {
    INSERT_COMMENT = "INSERT INTO comment (id, partner, account, external_id, customer, customer_name, text, state,
        created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'new', $8) ON CONFLICT (account, external_id) DO NOTHING";
    COMMENT = "SELECT id, partner, account, external_id, customer, customer_name, text, state, created_at
        FROM comment WHERE partner = $1 AND id = $2";
    SET_PROGRESS = "UPDATE comment SET state = $3 WHERE partner = $1 AND id = $2";
}

/// Whether it was not there before.
pub(in crate::chat) async fn insert_comment(
    tx: &mut Tx,
    comment: &Comment,
) -> Result<bool, DbError> {
    let inserted = sql(INSERT_COMMENT)
        .bind(comment.id)
        .bind(comment.partner)
        .bind(comment.account)
        .bind(&comment.external_id)
        .bind(&comment.customer)
        .bind(&comment.customer_name)
        .bind(&comment.text)
        .bind(comment.created_at)
        .execute(tx)
        .await?;
    Ok(inserted > 0)
}

pub(in crate::chat) async fn comment(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: CommentId,
) -> Result<Comment, DbError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: String,
        partner: String,
        account: String,
        external_id: String,
        customer: String,
        customer_name: String,
        text: String,
        state: String,
        created_at: i64,
    }
    let row = sql(COMMENT).bind(partner).bind(id).one::<Row>(on).await?;
    Ok(Comment {
        id: readable(row.id.parse())?,
        partner: readable(row.partner.parse())?,
        account: readable(row.account.parse())?,
        external_id: row.external_id,
        customer: row.customer,
        customer_name: row.customer_name,
        text: row.text,
        progress: readable(Progress::try_from(row.state))?,
        created_at: Time(row.created_at),
    })
}

pub(in crate::chat) async fn set_progress(
    tx: &mut Tx,
    comment: &Comment,
    progress: Progress,
) -> Result<(), DbError> {
    let set = sql(SET_PROGRESS).bind(comment.partner).bind(comment.id);
    set.bind(progress.name()).execute(tx).await.map(|_| ())
}
