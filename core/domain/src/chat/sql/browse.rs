//! Conversations and messages as they are looked through.

use scx_kit::Time;
use scx_store::{DbError, On, Tx, sql};

use crate::accounts::PartnerId;
use crate::chat::browse::{Basis, Line, Talk};
use crate::chat::model::{Author, MessageId, Mode};
use crate::chat::{Channel, ConversationId, Kind};
use crate::knowledge::DocumentId;
use crate::readable;

/// Conversations that one statement gives.
pub(in crate::chat) const PAGE: usize = 500;

scx_store::statements! {
    TALKS = "SELECT id, channel, customer_name, state, last_at FROM conversation
        WHERE partner = $1 AND ($2 = '' OR channel = $2
            OR (channel = 'business' AND $2 = 'telegram')) AND (last_at, id) < ($3, $4)
        ORDER BY last_at DESC, id DESC LIMIT 500";
    WAS_SAID = "SELECT COUNT(*) FROM (SELECT 1 FROM message WHERE partner = $1 AND conversation = $2
        AND created_at >= $3 AND created_at < $4 LIMIT 1) AS said";
    LINES = "SELECT id, author, kind, text, delivery, created_at FROM message
        WHERE partner = $1 AND conversation = $2 AND id < $3 ORDER BY id DESC LIMIT $4";
    BASIS = "SELECT text, provider, model, sources, document FROM message
        WHERE partner = $1 AND id = $2 AND author = 'ai'";
}

#[derive(sqlx::FromRow)]
struct TalkRow {
    id: String,
    channel: String,
    customer_name: String,
    state: String,
    last_at: i64,
}

pub(in crate::chat) async fn talks(
    tx: &mut Tx,
    partner: PartnerId,
    channel: Option<Channel>,
    before: Option<(Time, ConversationId)>,
) -> Result<Vec<Talk>, DbError> {
    let (last_at, id) = match before {
        Some((at, id)) => (at, id.to_string()),
        None => (Time(i64::MAX), String::new()),
    };
    let rows = sql(TALKS)
        .bind(partner)
        .bind(channel.map_or("", Channel::name))
        .bind(last_at)
        .bind(&id)
        .all::<TalkRow>(tx)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Talk {
                id: readable(row.id.parse())?,
                channel: readable(Channel::try_from(row.channel))?,
                customer: row.customer_name,
                mode: readable(Mode::try_from(row.state))?,
                last_at: Time(row.last_at),
            })
        })
        .collect()
}

pub(in crate::chat) async fn was_said(
    tx: &mut Tx,
    partner: PartnerId,
    id: ConversationId,
    (from, until): (Time, Time),
) -> Result<bool, DbError> {
    let said = sql(WAS_SAID).bind(partner).bind(id).bind(from).bind(until);
    Ok(said.one::<(i64,)>(tx).await?.0 > 0)
}

#[derive(sqlx::FromRow)]
pub(super) struct LineRow {
    id: String,
    author: String,
    kind: String,
    text: String,
    delivery: Option<String>,
    created_at: i64,
}

impl TryFrom<LineRow> for Line {
    type Error = DbError;

    fn try_from(row: LineRow) -> Result<Self, DbError> {
        Ok(Self {
            id: readable(row.id.parse())?,
            author: readable(Author::try_from(row.author))?,
            kind: readable(Kind::try_from(row.kind))?,
            text: row.text,
            delivery: row.delivery,
            created_at: Time(row.created_at),
        })
    }
}

pub(in crate::chat) async fn lines(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: ConversationId,
    (before, count): (Option<MessageId>, i64),
) -> Result<Vec<Line>, DbError> {
    // Ids are of letters and digits.
    let before = before.map_or_else(|| "~".to_owned(), |id| id.to_string());
    let lines = sql(LINES).bind(partner).bind(id).bind(before).bind(count);
    let rows = lines.all::<LineRow>(on).await?;
    rows.into_iter().map(Line::try_from).collect()
}

/// An answer without its passages, and where they are.
pub(in crate::chat) async fn basis(
    tx: &mut Tx,
    partner: PartnerId,
    id: MessageId,
) -> Result<(Basis, (Option<DocumentId>, Vec<u32>)), DbError> {
    type Row = (
        String,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
    );
    let basis = sql(BASIS).bind(partner).bind(id);
    let (answer, provider, model, sources, document) = basis.one::<Row>(tx).await?;
    let places: Vec<u32> = readable(serde_json::from_str(sources.as_deref().unwrap_or("[]")))?;
    let document = document.map(|id| readable(id.parse())).transpose()?;
    let basis = Basis {
        answer,
        provider: provider.unwrap_or_default(),
        model: model.unwrap_or_default(),
        passages: Vec::new(),
    };
    Ok((basis, (document, places)))
}
