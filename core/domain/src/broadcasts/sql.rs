//! The SQL of broadcasts.

mod audience;
mod files;

use scx_kit::Time;
use scx_store::{DbError, Export, Holding, Many, On, Tx, Value, many, sql};

use super::model::{Audience, Broadcast, BroadcastId, Outcome, Recipient, State, Tally};
use super::{Draft, PAGE, Settled};
use crate::accounts::PartnerId;
use crate::admins::Admin;
use crate::{plain, readable};

pub(super) use audience::{next_page, reach};
pub(super) use files::{
    drop_files, file_key, file_part, insert_file, keep_part, narrow, public_file, words,
};

/// Only rows that are still there: an erased partner's are not. Whoever is put
/// back after the seller has taken the consent back gets nothing any more.
const NOTE: Many = many(
    "UPDATE broadcast_recipient SET state = CASE WHEN noted.column4 = 'waiting' AND conversation IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM broadcast_consent WHERE broadcast_consent.partner = broadcast_recipient.partner)
        THEN 'failed' ELSE noted.column4 END FROM (VALUES",
    "($, $, $, $)",
    ") AS noted WHERE broadcast_recipient.broadcast = noted.column1 AND broadcast_recipient.account = noted.column2
        AND broadcast_recipient.chat = noted.column3",
);

scx_store::statements! {
    INSERT = "INSERT INTO broadcast (id, state, audience, words, text, has_file, on_whatsapp, on_instagram, admin, admin_name,
        looked_at, created_at) VALUES ($1, 'gathering', $2, $3, $4, $5, $6, $7, $8, $9, '', $10) ON CONFLICT DO NOTHING";
    STEP = "UPDATE broadcast SET state = $3, ended_at = $4, held_by = $5 WHERE id = $1 AND state = $2";
    ONE = "SELECT id, state, audience, text, admin_name, held_by, created_at, ended_at FROM broadcast WHERE id = $1";
    BY_PAGE = "SELECT id, state, audience, text, admin_name, held_by, created_at, ended_at FROM broadcast
        ORDER BY id DESC LIMIT $1 OFFSET $2";
    TALLY = "SELECT state, COUNT(*) FROM broadcast_recipient WHERE broadcast = $1 GROUP BY state";
    INSERT_SENDERS = "INSERT INTO broadcast_sender (broadcast, account, partner, is_done)
        SELECT broadcast, account, CASE WHEN MIN(conversation) IS NULL THEN NULL ELSE MIN(partner) END, FALSE
        FROM broadcast_recipient WHERE broadcast = $1 GROUP BY broadcast, account
        ON CONFLICT (broadcast, account) DO NOTHING";
    SENDERS = "SELECT account FROM broadcast_sender WHERE broadcast = $1 AND NOT is_done ORDER BY account";
    SENDER_DONE = "UPDATE broadcast_sender SET is_done = TRUE WHERE broadcast = $1 AND account = $2";
    KEEP_FILE = "UPDATE broadcast_sender SET file = $3 WHERE broadcast = $1 AND account = $2";
    MESSAGE = "SELECT broadcast.words, broadcast.text, broadcast.has_file, broadcast_sender.file, broadcast_file.key FROM broadcast
        JOIN broadcast_sender ON broadcast_sender.broadcast = broadcast.id AND broadcast_sender.account = $2
        LEFT JOIN broadcast_file ON broadcast_file.broadcast = broadcast.id WHERE broadcast.id = $1";
    UNDER_WAY = "SELECT broadcast FROM broadcast_recipient WHERE account = $1 AND chat = $2 AND state = 'sending'
        AND broadcast = (SELECT id FROM broadcast WHERE ended_at IS NULL)";
    GIVE_UP_CUT_OFF = "UPDATE broadcast_recipient SET state = 'unknown'
        WHERE broadcast = $1 AND account = $2 AND state = 'sending'";
    GIVE_UP = "UPDATE broadcast_recipient SET state = 'failed'
        WHERE broadcast = $1 AND account = $2 AND state = 'waiting'";
    TAKE = "UPDATE broadcast_recipient SET state = 'sending' WHERE broadcast = $1 AND account = $2 AND chat IN
        (SELECT chat FROM broadcast_recipient WHERE broadcast = $1 AND account = $2 AND state = 'waiting'
        ORDER BY chat LIMIT $3)
        RETURNING chat, partner, conversation, (SELECT window_until FROM conversation
        WHERE conversation.id = broadcast_recipient.conversation AND conversation.partner = broadcast_recipient.partner)";
    CONSENT = "SELECT given_at FROM broadcast_consent WHERE partner = $1";
    GIVE_CONSENT = "INSERT INTO broadcast_consent (partner, given_at) VALUES ($1, $2) ON CONFLICT (partner) DO NOTHING";
    TAKE_CONSENT = "DELETE FROM broadcast_consent WHERE partner = $1";
    FORGET_WAITING = "DELETE FROM broadcast_recipient WHERE partner = $1 AND conversation IS NOT NULL AND state = 'waiting'";
}

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    let note = NOTE.texts().collect();
    [
        ALL.to_vec(),
        note,
        audience::statements(),
        files::statements(),
    ]
    .concat()
}

/// What this capability holds of partners.
pub(super) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "broadcast_sender",
        erase: &["DELETE FROM broadcast_sender WHERE partner = $1"],
        export: Export::Left("by which id a bot sends a file of ours again"),
    },
    Holding {
        table: "broadcast_recipient",
        erase: &["DELETE FROM broadcast_recipient WHERE partner = $1"],
        export: Export::Left("whether news of ours arrived; what was said is in the chats"),
    },
    Holding {
        table: "broadcast_consent",
        erase: &["DELETE FROM broadcast_consent WHERE partner = $1"],
        export: Export::Rows {
            name: "consent",
            page: "SELECT given_at, partner FROM broadcast_consent
                WHERE partner = $1 AND (given_at, partner) > ($2, $3) ORDER BY given_at, partner LIMIT 200",
            is_table: false,
        },
    },
];

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    state: String,
    audience: String,
    text: String,
    admin_name: String,
    held_by: Option<String>,
    created_at: i64,
    ended_at: Option<i64>,
}

impl Row {
    fn read(self) -> Result<Broadcast, DbError> {
        Ok(Broadcast {
            id: readable(self.id.parse())?,
            state: readable(State::try_from(self.state))?,
            audience: readable(serde_json::from_str(&self.audience))?,
            text: self.text,
            admin_name: self.admin_name,
            held_by: self.held_by,
            created_at: Time(self.created_at),
            ended_at: self.ended_at.map(Time),
        })
    }
}

/// False where another one is at work.
pub(super) async fn insert(
    tx: &mut Tx,
    id: BroadcastId,
    (audience, draft): (Audience, &Draft),
    admin: &Admin,
) -> Result<bool, DbError> {
    let now = tx.now();
    let insert = sql(INSERT)
        .bind(id)
        .bind(plain(&audience))
        .bind(&draft.words)
        .bind(&draft.text)
        .bind(draft.has_file)
        .bind(draft.on_meta.whatsapp)
        .bind(draft.on_meta.instagram)
        .bind(admin.telegram_user)
        .bind(&admin.name)
        .bind(now);
    Ok(insert.execute(tx).await? > 0)
}

pub(super) async fn step(
    tx: &mut Tx,
    id: BroadcastId,
    (from, to): (State, State),
    by: &str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let step = sql(STEP)
        .bind(id)
        .bind(from.name())
        .bind(to.name())
        .bind(to.is_over().then_some(now.0))
        .bind(Some(by.to_owned()).filter(|by| !by.is_empty()));
    Ok(step.execute(tx).await? > 0)
}

pub(super) async fn one(on: impl Into<On<'_>>, id: BroadcastId) -> Result<Broadcast, DbError> {
    sql(ONE).bind(id).one::<Row>(on).await?.read()
}

pub(super) async fn page(on: impl Into<On<'_>>, offset: i64) -> Result<Vec<Broadcast>, DbError> {
    let rows = sql(BY_PAGE).bind(PAGE + 1).bind(offset);
    let rows = rows.all::<Row>(on).await?;
    rows.into_iter().map(Row::read).collect()
}

pub(super) async fn tally(on: impl Into<On<'_>>, id: BroadcastId) -> Result<Tally, DbError> {
    let mut tally = Tally::default();
    for (state, count) in sql(TALLY).bind(id).all::<(String, i64)>(on).await? {
        tally.add(readable(Outcome::try_from(state))?, count);
    }
    Ok(tally)
}

pub(super) async fn insert_senders(tx: &mut Tx, id: BroadcastId) -> Result<(), DbError> {
    sql(INSERT_SENDERS).bind(id).execute(tx).await.map(drop)
}

/// Who is not done.
pub(super) async fn senders(
    on: impl Into<On<'_>>,
    id: BroadcastId,
) -> Result<Vec<String>, DbError> {
    let rows = sql(SENDERS).bind(id).all::<(String,)>(on).await?;
    Ok(rows.into_iter().map(|(account,)| account).collect())
}

pub(super) async fn sender_done(
    tx: &mut Tx,
    (id, account): (BroadcastId, &str),
) -> Result<(), DbError> {
    let done = sql(SENDER_DONE).bind(id).bind(account);
    done.execute(tx).await.map(drop)
}

pub(super) async fn keep_file(
    tx: &mut Tx,
    (id, account): (BroadcastId, &str),
    file: &str,
) -> Result<(), DbError> {
    let keep = sql(KEEP_FILE).bind(id).bind(account).bind(file);
    keep.execute(tx).await.map(drop)
}

/// What a sender says.
#[derive(sqlx::FromRow)]
pub(super) struct Message {
    pub(super) words: String,
    pub(super) text: String,
    pub(super) has_file: bool,
    /// Its own id of the file.
    pub(super) file: Option<String>,
    /// By which messengers fetch it.
    pub(super) key: Option<String>,
}

pub(super) async fn message(
    on: impl Into<On<'_>>,
    (id, account): (BroadcastId, &str),
) -> Result<Message, DbError> {
    sql(MESSAGE).bind(id).bind(account).one(on).await
}

pub(super) async fn is_under_way(
    on: impl Into<On<'_>>,
    (account, chat): (&str, &str),
) -> Result<bool, DbError> {
    let under_way = sql(UNDER_WAY).bind(account).bind(chat);
    Ok(under_way.optional::<(String,)>(on).await?.is_some())
}

pub(super) async fn give_up_cut_off(
    tx: &mut Tx,
    (id, account): (BroadcastId, &str),
) -> Result<(), DbError> {
    let give_up = sql(GIVE_UP_CUT_OFF).bind(id).bind(account);
    give_up.execute(tx).await.map(drop)
}

pub(super) async fn give_up(
    tx: &mut Tx,
    (id, account): (BroadcastId, &str),
) -> Result<(), DbError> {
    let give_up = sql(GIVE_UP).bind(id).bind(account);
    give_up.execute(tx).await.map(drop)
}

pub(super) async fn take(
    tx: &mut Tx,
    (id, account): (BroadcastId, &str),
    most: i64,
) -> Result<Vec<Recipient>, DbError> {
    let take = sql(TAKE).bind(id).bind(account).bind(most);
    let rows = take
        .all::<(String, String, Option<String>, Option<i64>)>(tx)
        .await?;
    let read =
        |(chat, partner, conversation, until): (String, String, Option<String>, Option<i64>)| {
            let conversation = conversation.map(|id| readable(id.parse())).transpose()?;
            Ok(Recipient {
                chat,
                partner: readable(partner.parse())?,
                conversation,
                until: until.map(Time),
            })
        };
    rows.into_iter().map(read).collect()
}

pub(super) async fn note(
    tx: &mut Tx,
    (id, account): (BroadcastId, &str),
    settled: &[Settled],
) -> Result<(), DbError> {
    let row = |(recipient, outcome, _): &Settled| {
        let row: [Value; 4] = [
            id.into(),
            account.into(),
            recipient.chat.as_str().into(),
            outcome.name().into(),
        ];
        row.to_vec()
    };
    NOTE.execute(tx, settled.iter().map(row).collect())
        .await
        .map(drop)
}

pub(super) async fn has_consent(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<bool, DbError> {
    let consent = sql(CONSENT).bind(partner).optional::<(i64,)>(on).await?;
    Ok(consent.is_some())
}

pub(super) async fn set_consent(tx: &mut Tx, partner: PartnerId, is: bool) -> Result<(), DbError> {
    if is {
        let now = tx.now();
        let give = sql(GIVE_CONSENT).bind(partner).bind(now);
        return give.execute(tx).await.map(drop);
    }
    sql(TAKE_CONSENT).bind(partner).execute(&mut *tx).await?;
    sql(FORGET_WAITING)
        .bind(partner)
        .execute(tx)
        .await
        .map(drop)
}
