//! Who belongs to an audience.

use scx_kit::Time;
use scx_store::{DbError, Many, Tx, Value, many, sql};

use crate::broadcasts::{Audience, BroadcastId, OnMeta, Reach, Whom};

const INSERT_PARTNERS: Many = many(
    "INSERT INTO broadcast_recipient (broadcast, account, chat, partner, state) VALUES",
    "($, $, $, $, 'waiting')",
    "ON CONFLICT (broadcast, account, chat) DO NOTHING",
);
scx_store::statements! {
    REACH_PARTNERS = "SELECT
        CAST(COALESCE(SUM(CASE WHEN NOT is_lost AND NOT is_muted THEN 1 ELSE 0 END), 0) AS BIGINT) AS people,
        CAST(COALESCE(SUM(CASE WHEN is_lost THEN 1 ELSE 0 END), 0) AS BIGINT) AS unreachable,
        CAST(COALESCE(SUM(CASE WHEN is_muted AND NOT is_lost THEN 1 ELSE 0 END), 0) AS BIGINT) AS muted,
        CAST(0 AS BIGINT) AS late, CAST(1 AS BIGINT) AS senders FROM
        (SELECT is_unreachable AS is_lost,
            EXISTS (SELECT 1 FROM mute WHERE mute.partner = partner.id AND mute.topic = 'news') AS is_muted
        FROM partner WHERE telegram_user > 0 AND state = 'active'
        AND ($1 = 'all' OR ($1 = 'trial' AND trial_ends_at > $4 AND paid_until <= $4) OR ($1 = 'paid' AND paid_until > $4)
            OR ($1 = 'expired' AND trial_ends_at <= $4 AND paid_until <= $4))
        AND ($2 = '' OR language = $2)
        AND ($3 = '' OR EXISTS (SELECT 1 FROM bot WHERE bot.partner = partner.id AND bot.state = 'ok' AND $3 = 'telegram')
            OR EXISTS (SELECT 1 FROM meta_account WHERE meta_account.partner = partner.id AND meta_account.state = 'ok'
            AND meta_account.messenger = $3))) AS somebody";
    SOME_PARTNERS = "SELECT id, telegram_user FROM partner WHERE id > $5 AND telegram_user > 0 AND state = 'active'
        AND NOT is_unreachable
        AND NOT EXISTS (SELECT 1 FROM mute WHERE mute.partner = partner.id AND mute.topic = 'news')
        AND ($1 = 'all' OR ($1 = 'trial' AND trial_ends_at > $4 AND paid_until <= $4) OR ($1 = 'paid' AND paid_until > $4)
            OR ($1 = 'expired' AND trial_ends_at <= $4 AND paid_until <= $4))
        AND ($2 = '' OR language = $2)
        AND ($3 = '' OR EXISTS (SELECT 1 FROM bot WHERE bot.partner = partner.id AND bot.state = 'ok' AND $3 = 'telegram')
            OR EXISTS (SELECT 1 FROM meta_account WHERE meta_account.partner = partner.id AND meta_account.state = 'ok'
            AND meta_account.messenger = $3))
        ORDER BY id LIMIT $6";
    REACH_CUSTOMERS = "SELECT
        CAST(COALESCE(SUM(CASE WHEN NOT is_muted AND NOT is_late THEN 1 ELSE 0 END), 0) AS BIGINT) AS people,
        CAST(0 AS BIGINT) AS unreachable,
        CAST(COALESCE(SUM(CASE WHEN is_muted THEN 1 ELSE 0 END), 0) AS BIGINT) AS muted,
        CAST(COALESCE(SUM(CASE WHEN is_late AND NOT is_muted THEN 1 ELSE 0 END), 0) AS BIGINT) AS late,
        COUNT(DISTINCT account) AS senders FROM
        (SELECT conversation.bot AS account, conversation.is_opted_out AS is_muted,
            (conversation.channel <> 'telegram' AND COALESCE(conversation.window_until, 0) <= $4) AS is_late
        FROM broadcast_consent JOIN partner ON partner.id = broadcast_consent.partner
        JOIN conversation ON conversation.partner = broadcast_consent.partner
        WHERE partner.telegram_user > 0 AND partner.state = 'active'
        AND ($1 = 'all' OR ($1 = 'trial' AND trial_ends_at > $4 AND paid_until <= $4) OR ($1 = 'paid' AND paid_until > $4)
            OR ($1 = 'expired' AND trial_ends_at <= $4 AND paid_until <= $4))
        AND ($2 = '' OR conversation.language = $2) AND ($3 = '' OR conversation.channel = $3)
        AND ((conversation.channel = 'telegram' AND conversation.chat NOT LIKE '%-%' ESCAPE '#' AND conversation.chat NOT LIKE '%/%' ESCAPE '#'
            AND EXISTS (SELECT 1 FROM bot WHERE bot.id = conversation.bot AND bot.state = 'ok'))
            OR (((conversation.channel = 'whatsapp' AND $5) OR (conversation.channel = 'instagram' AND $6))
            AND EXISTS (SELECT 1 FROM meta_account WHERE meta_account.id = conversation.bot AND meta_account.state = 'ok')))) AS somebody";
    NEXT_CONSENT = "SELECT partner FROM broadcast_consent WHERE partner > $1 ORDER BY partner LIMIT 1";
    INSERT_CUSTOMERS = "INSERT INTO broadcast_recipient (broadcast, account, chat, partner, conversation, state)
        SELECT $7, conversation.bot, conversation.chat, conversation.partner, conversation.id, 'waiting'
        FROM partner JOIN conversation ON conversation.partner = partner.id
        WHERE partner.id = $8 AND partner.telegram_user > 0 AND partner.state = 'active' AND NOT conversation.is_opted_out
        AND ($1 = 'all' OR ($1 = 'trial' AND trial_ends_at > $4 AND paid_until <= $4) OR ($1 = 'paid' AND paid_until > $4)
            OR ($1 = 'expired' AND trial_ends_at <= $4 AND paid_until <= $4))
        AND ($2 = '' OR conversation.language = $2) AND ($3 = '' OR conversation.channel = $3)
        AND ((conversation.channel = 'telegram' AND conversation.chat NOT LIKE '%-%' ESCAPE '#' AND conversation.chat NOT LIKE '%/%' ESCAPE '#'
            AND EXISTS (SELECT 1 FROM bot WHERE bot.id = conversation.bot AND bot.state = 'ok'))
            OR (((conversation.channel = 'whatsapp' AND $5) OR (conversation.channel = 'instagram' AND $6))
            AND conversation.window_until > $4 AND EXISTS (SELECT 1 FROM meta_account
            WHERE meta_account.id = conversation.bot AND meta_account.state = 'ok')))
        ON CONFLICT (broadcast, account, chat) DO NOTHING";
    LOOKED_AT = "SELECT looked_at, has_file, on_whatsapp, on_instagram FROM broadcast WHERE id = $1";
    LOOK_ON = "UPDATE broadcast SET looked_at = $2 WHERE id = $1";
}

/// The statements of this module, the multi-row one in every size.
pub(super) fn statements() -> Vec<&'static str> {
    [ALL.to_vec(), INSERT_PARTNERS.texts().collect()].concat()
}

/// The conditions of an audience, in the order in which statements take them.
fn conditions(audience: Audience) -> [String; 3] {
    [
        audience.crowd.name().to_owned(),
        audience
            .language
            .map_or("", |language| language.tag())
            .to_owned(),
        audience
            .through
            .map_or("", |through| through.name())
            .to_owned(),
    ]
}

pub(in crate::broadcasts) async fn reach(
    tx: &mut Tx,
    audience: Audience,
    (on_meta, now): (OnMeta, Time),
) -> Result<Reach, DbError> {
    let text = match audience.whom {
        Whom::Partners => REACH_PARTNERS,
        Whom::Customers => REACH_CUSTOMERS,
    };
    let [crowd, language, through] = conditions(audience);
    let query = sql(text).bind(crowd).bind(language).bind(through).bind(now);
    match audience.whom {
        Whom::Partners => query.one(tx).await,
        Whom::Customers => {
            let query = query.bind(on_meta.whatsapp).bind(on_meta.instagram);
            query.one(tx).await
        }
    }
}

/// Writes down the next recipients, of customers those of one partner; true
/// while there may be more.
pub(in crate::broadcasts) async fn next_page(
    tx: &mut Tx,
    of: (BroadcastId, &Audience),
    (bot, most): (&str, i64),
) -> Result<bool, DbError> {
    match of.1.whom {
        Whom::Partners => partners(tx, of, (bot, most)).await,
        Whom::Customers => customers(tx, of).await,
    }
}

/// Up to whom recipients were written down, and where the message goes out too.
async fn looked(tx: &mut Tx, id: BroadcastId) -> Result<(String, OnMeta), DbError> {
    let row = sql(LOOKED_AT).bind(id);
    let (at, has_file, whatsapp, instagram) = row.one::<(String, bool, bool, bool)>(tx).await?;
    let on_meta = match has_file {
        true => OnMeta {
            whatsapp,
            instagram,
        },
        false => OnMeta::BOTH,
    };
    Ok((at, on_meta))
}

async fn partners(
    tx: &mut Tx,
    (id, audience): (BroadcastId, &Audience),
    (bot, most): (&str, i64),
) -> Result<bool, DbError> {
    let (after, _) = looked(tx, id).await?;
    let [crowd, language, through] = conditions(*audience);
    let now = tx.now();
    let query = sql(SOME_PARTNERS).bind(crowd).bind(language).bind(through);
    let query = query.bind(now).bind(after).bind(most);
    let rows = query.all::<(String, i64)>(&mut *tx).await?;
    let Some((last, _)) = rows.last() else {
        return Ok(false);
    };
    sql(LOOK_ON).bind(id).bind(last).execute(&mut *tx).await?;
    let has_more = i64::try_from(rows.len()).unwrap_or(most) >= most;
    let values = rows.into_iter().map(|(partner, chat)| {
        let row: [Value; 4] = [
            id.into(),
            bot.into(),
            chat.to_string().into(),
            partner.into(),
        ];
        row.to_vec()
    });
    INSERT_PARTNERS.execute(tx, values.collect()).await?;
    Ok(has_more)
}

async fn customers(tx: &mut Tx, (id, audience): (BroadcastId, &Audience)) -> Result<bool, DbError> {
    let (after, on_meta) = looked(tx, id).await?;
    let next = sql(NEXT_CONSENT).bind(after);
    let Some((partner,)) = next.optional::<(String,)>(&mut *tx).await? else {
        return Ok(false);
    };
    sql(LOOK_ON)
        .bind(id)
        .bind(&partner)
        .execute(&mut *tx)
        .await?;
    let [crowd, language, through] = conditions(*audience);
    let now = tx.now();
    let insert = sql(INSERT_CUSTOMERS)
        .bind(crowd)
        .bind(language)
        .bind(through);
    let insert = insert
        .bind(now)
        .bind(on_meta.whatsapp)
        .bind(on_meta.instagram);
    let insert = insert.bind(id).bind(partner);
    insert.execute(tx).await?;
    Ok(true)
}
