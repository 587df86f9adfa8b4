//! The data of accounts at Meta's messengers.

use std::fmt;
use std::str::FromStr;

use scx_connect::meta::Messenger;
use scx_kit::{Id, Prefix, Time};

use crate::Refusal;
use crate::accounts::PartnerId;
use crate::channels::BotId;
use crate::names::stored_names;

/// Marks the ids of accounts.
#[derive(Debug)]
pub struct MetaMark;
impl Prefix for MetaMark {
    const PREFIX: &'static str = "mta";
}

/// The id of an account at one of Meta's messengers.
pub type MetaId = Id<MetaMark>;

/// Where a customer writes: a bot of Telegram or an account of Meta.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// A customer bot.
    Bot(BotId),
    /// A number of WhatsApp or an account of Instagram.
    Meta(MetaId),
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bot(id) => id.fmt(f),
            Self::Meta(id) => id.fmt(f),
        }
    }
}

/// A word that names no account.
#[derive(Debug, thiserror::Error)]
#[error("not the id of an account")]
pub struct NoAccount;

impl FromStr for Account {
    type Err = NoAccount;

    fn from_str(text: &str) -> Result<Self, NoAccount> {
        let meta = text.parse().map(Self::Meta);
        meta.or_else(|_| text.parse().map(Self::Bot))
            .map_err(|_| NoAccount)
    }
}

impl From<Account> for scx_store::Value {
    fn from(account: Account) -> Self {
        account.to_string().into()
    }
}

/// How an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its fields are being typed.
    Draft,
    /// To be checked.
    Wanted,
    /// Works.
    Ok,
    /// Does not work; the trouble says why.
    Broken,
    /// Disconnected.
    Removed,
}

stored_names!(State {
    Draft => "draft",
    Wanted => "wanted",
    Ok => "ok",
    Broken => "broken",
    Removed => "removed",
});

/// Which login an account of Instagram came by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Login {
    /// Through Facebook: numbers of WhatsApp, and Instagram behind a page.
    Facebook,
    /// Instagram's own.
    Instagram,
}

stored_names!(Login {
    Facebook => "facebook",
    Instagram => "instagram",
});

/// What a partner types to connect an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The id of the Meta app.
    AppId,
    /// Its secret, which signs webhooks.
    AppSecret,
    /// The WhatsApp business account.
    BusinessId,
    /// The id of the phone number.
    NumberId,
    /// The Instagram account or the page of Facebook before it.
    PageId,
    /// The access token.
    Token,
}

impl Field {
    /// The stable word: part of the texts' keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::AppId => "app",
            Self::AppSecret => "secret",
            Self::BusinessId => "business",
            Self::NumberId => "number",
            Self::PageId => "page",
            Self::Token => "token",
        }
    }

    /// Whether the message that holds it is deleted.
    pub fn is_secret(self) -> bool {
        matches!(self, Self::AppSecret | Self::Token)
    }
}

/// What has to be typed, in order. With the product's own app there is no app
/// to name.
pub fn fields(messenger: Messenger, is_platform: bool) -> &'static [Field] {
    const WHATSAPP: [Field; 5] = [
        Field::AppId,
        Field::AppSecret,
        Field::BusinessId,
        Field::NumberId,
        Field::Token,
    ];
    const INSTAGRAM: [Field; 3] = [Field::AppSecret, Field::PageId, Field::Token];
    match (messenger, is_platform) {
        (Messenger::WhatsApp, false) => &WHATSAPP,
        (Messenger::WhatsApp, true) => &WHATSAPP[2..],
        (Messenger::Instagram, false) => &INSTAGRAM,
        (Messenger::Instagram, true) => &INSTAGRAM[1..],
    }
}

/// An account without its secrets.
#[derive(Clone, Debug, PartialEq)]
pub struct MetaAccount {
    /// The row.
    pub id: MetaId,
    /// Whose it is.
    pub partner: PartnerId,
    /// Where it is.
    pub messenger: Messenger,
    /// The product's own app serves it.
    pub is_platform: bool,
    /// The partner's app.
    pub app_id: Option<String>,
    /// A secret of the app is kept.
    pub has_app_secret: bool,
    /// The WhatsApp business account, or the typed page or account.
    pub business_id: Option<String>,
    /// What webhooks call it.
    pub external_id: Option<String>,
    /// A token is kept.
    pub has_token: bool,
    /// All that is shown of the token.
    pub token_last_four: String,
    /// When the token ends.
    pub token_ends_at: Option<Time>,
    /// The random part of the webhook's path.
    pub hook_key: String,
    /// When Meta asked whether the address is ours.
    pub verified_at: Option<Time>,
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
    /// How it is.
    pub state: State,
    /// Why it is broken.
    pub trouble: Option<Refusal>,
    /// Comments with this word are answered in private.
    pub comment_word: Option<String>,
    /// When its connecting began.
    pub created_at: Time,
}

impl MetaAccount {
    /// What has to be typed next; none when all is there.
    pub fn next_field(&self) -> Option<Field> {
        let is_missing = |field: &&Field| match field {
            Field::AppId => self.app_id.is_none(),
            Field::AppSecret => !self.has_app_secret,
            Field::BusinessId | Field::PageId => self.business_id.is_none(),
            Field::NumberId => self.external_id.is_none(),
            Field::Token => !self.has_token,
        };
        let mut fields = fields(self.messenger, self.is_platform).iter();
        fields.find(is_missing).copied()
    }
}

#[cfg(test)]
mod tests {
    use scx_kit::SeededEntropy;

    use super::*;

    #[test]
    fn an_account_is_told_by_its_prefix() {
        let entropy = SeededEntropy::new("account");
        let meta = Account::Meta(Id::new(Time(1), &entropy));
        let bot = Account::Bot(Id::new(Time(1), &entropy));
        for account in [meta, bot] {
            assert_eq!(account.to_string().parse::<Account>().unwrap(), account);
        }
        assert!("prt_1".parse::<Account>().is_err());
    }
}
