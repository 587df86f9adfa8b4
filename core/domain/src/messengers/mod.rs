//! Accounts at Meta's messengers: numbers of WhatsApp, accounts of Instagram.
//!
//! A partner types what Meta's console shows, field by field; nothing is used
//! before all of it is there and the job [`SettleMeta`] has asked Meta. Two ways
//! lead here: the partner's own Meta app, with a webhook address of its own, or
//! the product's app, which serves everybody.

mod comments;
mod jobs;
mod model;
mod secrets;
mod sql;
pub mod templates;

use std::collections::HashMap;

use scx_connect::meta::Messenger;
use scx_jobs::{Every, Registry, enqueue};
use scx_kit::{ConfigKey, Need, Secret, Time};
use scx_store::{Db, DbError, On, Tx};

pub use comments::set_comment_word;
pub use jobs::{SettleMeta, WatchMeta};
pub use model::{Account, Field, Login, MetaAccount, MetaId, MetaMark, NoAccount, State, fields};
pub use secrets::{APP_SECRET, Secrets, TOKEN, VERIFY_TOKEN, secrets};

use crate::accounts::PartnerId;
use crate::notify::{self, Topic};
use crate::onboarding::{self, Step};
use crate::{Error, Parts, Refusal, plans, readable};

/// The card that shows an account from the typed fields to its removal.
pub const CARD: &str = "meta";

/// Characters of the random part of a webhook's path.
const KEY_CHARS: usize = 24;

/// The keys of the product's own Meta app.
const KEYS: &[ConfigKey] = &[
    ConfigKey::secret(
        "META_APP_SECRET",
        Need::Optional,
        "The secret of the product's own Meta app, which then serves WhatsApp and Instagram for all partners.",
    ),
    ConfigKey::secret(
        "META_INSTAGRAM_APP_SECRET",
        Need::Optional,
        "The Instagram app's secret of the same app, for accounts that log in with Instagram; needs META_APP_SECRET.",
    ),
    ConfigKey::secret(
        "META_VERIFY_TOKEN",
        Need::Optional,
        "What the product's own Meta app shows when it checks the webhook address; needed with META_APP_SECRET.",
    ),
];

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        registry: Registry::default()
            .every::<WatchMeta>(Every::Cron("0 20 3 * * *"), || WatchMeta {}),
        statements: sql::statements(),
        holdings: sql::HOLDINGS.to_vec(),
        sealed: vec![TOKEN, APP_SECRET, VERIFY_TOKEN],
        keys: KEYS.to_vec(),
        ..Parts::default()
    }
}

/// What Meta says of an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What webhooks call it.
    pub external_id: String,
    /// The name that customers see.
    pub name: String,
    /// The phone number, or the name after the @.
    pub handle: String,
    /// Everything Instagram may call the account.
    pub own_ids: Vec<String>,
    /// Which login it came by.
    pub login: Login,
    /// What Meta thinks of the number.
    pub quality: Option<String>,
    /// How many customers it may write to first in a day.
    pub send_limit: Option<String>,
    /// When the token ends.
    pub token_ends_at: Option<Time>,
    /// Where Meta reaches us, for an app of the partner's own.
    pub hook_url: Option<String>,
}

/// Begins to connect an account, or goes on where the partner left off.
///
/// # Errors
/// A refusal for too many accounts.
pub async fn begin(
    tx: &mut Tx,
    partner: PartnerId,
    messenger: Messenger,
    is_platform: bool,
) -> Result<MetaId, Error> {
    let accounts = sql::of_partner(&mut *tx, partner).await?;
    let is_begun = |account: &&MetaAccount| {
        account.state == State::Draft
            && account.messenger == messenger
            && account.is_platform == is_platform
    };
    if let Some(draft) = accounts.iter().find(is_begun) {
        return Ok(draft.id);
    }
    plans::check_channel(tx, partner, accounts.len()).await?;
    let id: MetaId = tx.id();
    let verify_token = tx.entropy().word(32);
    let sealed = tx.seal(&VERIFY_TOKEN, &id.to_string(), verify_token.as_bytes());
    let hook_key = tx.entropy().word(KEY_CHARS);
    let place = (sealed, hook_key);
    sql::insert(tx, (id, partner), (messenger, is_platform), place).await?;
    Ok(id)
}

/// Takes what was typed for the next field of an account; with the last one
/// the account is checked.
///
/// # Errors
/// A refusal for a text that cannot be the field; nothing is kept then.
pub async fn fill(
    tx: &mut Tx,
    partner: PartnerId,
    id: MetaId,
    text: &Secret<String>,
) -> Result<Option<Field>, Error> {
    let account = sql::of_partner_by_id(&mut *tx, partner, id).await?;
    let Some(field) = account.next_field() else {
        return Ok(None);
    };
    let word = text.expose().trim();
    if !is_like(field, word) {
        return Err(Refusal::new(&format!("meta-wrong-{}", field.word())).into());
    }
    let place = (partner, id);
    let row = id.to_string();
    match field {
        Field::AppId => sql::set_word(tx, place, sql::Column::AppId, word).await?,
        Field::BusinessId | Field::PageId => {
            sql::set_word(tx, place, sql::Column::Business, word).await?;
        }
        Field::NumberId => {
            is_free(tx, &account, word).await?;
            sql::set_word(tx, place, sql::Column::External, word).await?;
        }
        Field::AppSecret => {
            let sealed = tx.seal(&APP_SECRET, &row, word.as_bytes());
            sql::set_app_secret(tx, place, sealed).await?;
        }
        Field::Token => {
            let sealed = tx.seal(&TOKEN, &row, word.as_bytes());
            let last_four = Secret::new(word.to_owned()).last_four();
            sql::set_token(tx, place, (sealed, last_four), None).await?;
        }
    }
    let next = sql::of_partner_by_id(&mut *tx, partner, id)
        .await?
        .next_field();
    if next.is_none() {
        check(tx, partner, id).await?;
    }
    Ok(next)
}

/// Refuses what another account of this messenger already stands for.
async fn is_free(tx: &mut Tx, account: &MetaAccount, external_id: &str) -> Result<(), Error> {
    let known = sql::by_place(&mut *tx, account.messenger, external_id).await?;
    let Some(known) = known.filter(|known| known.id != account.id) else {
        return Ok(());
    };
    let is_own = known.partner == account.partner;
    Err(Refusal::new(if is_own { "meta-own" } else { "meta-taken" }).into())
}

/// Whether a text could be a secret of Meta's, whatever it was typed for.
pub fn could_be_secret(text: &Secret<String>) -> bool {
    let word = text.expose().trim();
    is_like(Field::AppSecret, word) || is_like(Field::Token, word)
}

/// Whether a text can be what is asked for: Meta's ids are digits, the secret
/// of an app is 32 hexadecimal digits, a token is long and has no blanks.
fn is_like(field: Field, word: &str) -> bool {
    match field {
        Field::AppId | Field::BusinessId | Field::NumberId | Field::PageId => {
            (5..=25).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
        }
        Field::AppSecret => word.len() == 32 && word.bytes().all(|b| b.is_ascii_hexdigit()),
        Field::Token => {
            (40..=1_000).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_graphic())
        }
    }
}

/// Has an account checked with Meta, again.
///
/// # Errors
/// [`DbError::Missing`] for another partner's account.
pub async fn check(tx: &mut Tx, partner: PartnerId, id: MetaId) -> Result<(), Error> {
    let account = sql::of_partner_by_id(&mut *tx, partner, id).await?;
    if account.state == State::Removed {
        return Ok(());
    }
    set_state(tx, &account, State::Wanted, None).await?;
    let settle = SettleMeta {
        account: id,
        partner,
    };
    Ok(enqueue(tx, &settle).await?)
}

/// Disconnects an account: its customers get no answers any more.
///
/// # Errors
/// [`DbError::Missing`] for another partner's account.
pub async fn remove(tx: &mut Tx, partner: PartnerId, id: MetaId) -> Result<(), Error> {
    let account = sql::of_partner_by_id(&mut *tx, partner, id).await?;
    Ok(set_state(tx, &account, State::Removed, None).await?)
}

/// Disconnects every account of a partner.
///
/// # Errors
/// [`DbError`].
pub async fn remove_all(tx: &mut Tx, partner: PartnerId) -> Result<(), DbError> {
    for account in sql::of_partner(&mut *tx, partner).await? {
        set_state(tx, &account, State::Removed, None).await?;
    }
    Ok(())
}

/// Writes down what Meta says of an account: it works from now on.
///
/// # Errors
/// A refusal when another partner has the account; [`DbError`].
pub async fn settle(tx: &mut Tx, account: &MetaAccount, found: &Found) -> Result<(), Error> {
    is_free(tx, account, &found.external_id).await?;
    sql::set_found(tx, (account.partner, account.id), found).await?;
    set_state(tx, account, State::Ok, None).await?;
    onboarding::done(tx, account.partner, Step::Bot).await?;
    Ok(())
}

/// Writes down that an account does not work, and why.
///
/// # Errors
/// [`DbError`].
pub async fn break_off(
    tx: &mut Tx,
    account: &MetaAccount,
    trouble: Refusal,
) -> Result<(), DbError> {
    if account.state == State::Ok {
        // The card is redrawn where it hangs, maybe far above.
        let args = vec![("account".to_owned(), account.handle.clone().into())];
        notify::tell_news(
            tx,
            account.partner,
            Topic::Trouble,
            "notice-meta-broken",
            args,
        )
        .await?;
    }
    set_state(tx, account, State::Broken, Some(trouble)).await
}

/// A new token in the place of one that ends soon.
///
/// # Errors
/// [`DbError`].
pub async fn renew(
    tx: &mut Tx,
    account: &MetaAccount,
    token: &Secret<String>,
    ends_at: Option<Time>,
) -> Result<(), DbError> {
    let sealed = tx.seal(&TOKEN, &account.id.to_string(), token.expose().as_bytes());
    let place = (account.partner, account.id);
    sql::set_token(tx, place, (sealed, token.last_four()), ends_at).await
}

/// What the partner pastes at Meta: the address of the webhook and the word
/// that proves it ours.
///
/// # Errors
/// [`DbError`].
pub async fn hook(tx: &mut Tx, account: &MetaAccount) -> Result<Option<(String, String)>, DbError> {
    let (url, sealed) = sql::hook(tx, (account.partner, account.id)).await?;
    let word = readable(tx.open(&VERIFY_TOKEN, &account.id.to_string(), &sealed))?;
    let word = String::from_utf8_lossy(word.expose()).into_owned();
    Ok(url.map(|url| (url, word)))
}

/// Meta asked whether the address is ours, and was answered.
///
/// # Errors
/// [`DbError`].
pub async fn note_verified(tx: &mut Tx, account: &MetaAccount) -> Result<(), DbError> {
    if sql::set_verified(tx, account.id).await? {
        notify::redraw(tx, account.partner, CARD, &account.id.to_string()).await?;
    }
    Ok(())
}

async fn set_state(
    tx: &mut Tx,
    account: &MetaAccount,
    state: State,
    trouble: Option<Refusal>,
) -> Result<(), DbError> {
    sql::set_state(tx, (account.partner, account.id), state, trouble.as_ref()).await?;
    notify::redraw(tx, account.partner, CARD, &account.id.to_string()).await
}

/// A partner's account by id.
///
/// # Errors
/// [`DbError::Missing`] for another partner's account.
pub async fn account_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: MetaId,
) -> Result<MetaAccount, DbError> {
    sql::of_partner_by_id(on, partner, id).await
}

/// The accounts of a partner that are not removed.
///
/// # Errors
/// [`DbError`].
pub async fn accounts_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<MetaAccount>, DbError> {
    sql::of_partner(on, partner).await
}

/// The account behind a webhook path.
///
/// # Errors
/// [`DbError`].
pub async fn by_hook_key(db: &Db, key: &str) -> Result<Option<MetaAccount>, DbError> {
    if key.len() != KEY_CHARS {
        return Ok(None);
    }
    sql::by_hook_key(db, key).await
}

/// The account that a webhook names.
///
/// # Errors
/// [`DbError`].
pub async fn by_place(
    db: &Db,
    messenger: Messenger,
    external_id: &str,
) -> Result<Option<MetaAccount>, DbError> {
    sql::by_place(db, messenger, external_id).await
}

/// Accounts by id, whoever owns them, with one statement: for the product's
/// own work. One that does not exist is left out.
///
/// # Errors
/// [`DbError`].
pub async fn accounts(db: &Db, ids: &[MetaId]) -> Result<HashMap<MetaId, MetaAccount>, DbError> {
    sql::by_ids(db, ids).await
}

/// Every account that works, with its partner.
///
/// # Errors
/// [`DbError`].
pub async fn working(db: &Db) -> Result<Vec<(MetaId, PartnerId)>, DbError> {
    sql::checked(db).await
}
