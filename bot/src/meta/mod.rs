//! Customers on WhatsApp and Instagram: what they do, what they are sent, and
//! the accounts that they write to.

mod comments;
mod hear;
mod names;
mod post;
mod seen;
mod settle;
mod tell;

use std::collections::HashMap;

use scx_domain::messengers::{self, MetaAccount, MetaId};
use scx_jobs::Cx;
use scx_store::DbError;

pub(crate) use comments::answer as answer_comment;
pub(crate) use hear::{Sorted, look};
pub use names::LearnName;
pub(crate) use names::learn_name;
pub(crate) use post::{send, sender_of};
pub use seen::ShowSeen;
pub(crate) use seen::show_seen;
pub(crate) use settle::{settle, watch};
pub(crate) use tell::{address, messages, plain, with_file};

/// Those of some accounts that are of Meta's messengers.
pub(crate) async fn accounts<'a>(
    cx: &Cx,
    words: impl Iterator<Item = &'a str>,
) -> Result<HashMap<String, MetaAccount>, DbError> {
    let mut ids: Vec<MetaId> = words.filter_map(|word| word.parse().ok()).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    ids.sort_unstable();
    ids.dedup();
    let accounts = messengers::accounts(&cx.db, &ids).await?;
    let named = accounts
        .into_iter()
        .map(|(id, account)| (id.to_string(), account));
    Ok(named.collect())
}
