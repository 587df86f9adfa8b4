//! What tests register: apps, numbers, accounts, tokens, people, templates.

/// A part of Meta's platform with its own webhook settings in the dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Product {
    /// `object = "whatsapp_business_account"`.
    WhatsApp,
    /// `object = "instagram"`.
    Instagram,
}

impl Product {
    /// The `object` of its webhooks.
    pub(super) fn object(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp_business_account",
            Self::Instagram => "instagram",
        }
    }
}

/// An app in Meta's dashboard.
#[derive(Clone, Debug)]
pub struct MetaApp {
    /// The app's id.
    pub id: String,
    /// As people see it.
    pub name: String,
    /// Signs what comes through Facebook: WhatsApp, Instagram by way of a page.
    pub secret: String,
    /// The app's second id, for Instagram login.
    pub instagram_id: String,
    /// Signs what comes through Instagram login.
    pub instagram_secret: String,
    /// An app that is not live is told nothing.
    pub is_live: bool,
    /// Meta has reviewed its use of the `HUMAN_AGENT` tag.
    pub may_send_as_human: bool,
}

impl MetaApp {
    /// A live app whose Instagram secret is the secret with `-ig` behind it.
    pub fn new(id: &str, secret: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: format!("App {id}"),
            secret: secret.to_owned(),
            instagram_id: format!("9{id}"),
            instagram_secret: format!("{secret}-ig"),
            is_live: true,
            may_send_as_human: false,
        }
    }
}

/// How people rate what a number sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// High.
    Green,
    /// Medium.
    Yellow,
    /// Low.
    Red,
}

impl Quality {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Green => "GREEN",
            Self::Yellow => "YELLOW",
            Self::Red => "RED",
        }
    }
}

/// How many people a number may write to first within 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// 250 people.
    Of250,
    /// 1,000 people.
    Of1K,
    /// 10,000 people.
    Of10K,
    /// 100,000 people.
    Of100K,
    /// As many as it likes.
    Unlimited,
}

impl Tier {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Of250 => "TIER_250",
            Self::Of1K => "TIER_1K",
            Self::Of10K => "TIER_10K",
            Self::Of100K => "TIER_100K",
            Self::Unlimited => "TIER_UNLIMITED",
        }
    }

    pub(super) fn people(self) -> usize {
        match self {
            Self::Of250 => 250,
            Self::Of1K => 1_000,
            Self::Of10K => 10_000,
            Self::Of100K => 100_000,
            Self::Unlimited => usize::MAX,
        }
    }
}

/// A number on the Cloud API, with its WhatsApp business account.
#[derive(Clone, Debug)]
pub struct WhatsAppNumber {
    /// `phone_number_id`.
    pub id: String,
    /// The WhatsApp business account it belongs to.
    pub waba: String,
    /// The business portfolio; user ids are scoped to it.
    pub business: String,
    /// As people see it: `+998 71 200 00 01`.
    pub display: String,
    /// The name Meta has approved.
    pub verified_name: String,
    /// The rating.
    pub quality: Quality,
    /// The messaging limit.
    pub tier: Tier,
    /// The throughput.
    pub messages_per_s: usize,
}

impl WhatsAppNumber {
    /// A number in good standing.
    pub fn new(id: &str, waba: &str, display: &str) -> Self {
        Self {
            id: id.to_owned(),
            waba: waba.to_owned(),
            business: format!("7{waba}"),
            display: display.to_owned(),
            verified_name: "Dokon".to_owned(),
            quality: Quality::Green,
            tier: Tier::Of1K,
            messages_per_s: 80,
        }
    }
}

/// An Instagram professional account.
#[derive(Clone, Debug)]
pub struct InstagramAccount {
    /// The professional account's id: `user_id` of `/me` and the webhooks' `entry.id`.
    pub id: String,
    /// `id` of `/me` with Instagram login; other apps see another one.
    pub app_scoped_id: String,
    /// Without the at sign.
    pub username: String,
    /// The shown name.
    pub name: String,
    /// The Facebook page it is tied to, for the way by Facebook login.
    pub page: Option<String>,
}

impl InstagramAccount {
    /// An account without a page.
    pub fn new(id: &str, username: &str) -> Self {
        Self {
            id: id.to_owned(),
            app_scoped_id: format!("26{id}"),
            username: username.to_owned(),
            name: username.to_owned(),
            page: None,
        }
    }

    /// Ties it to a page.
    #[must_use]
    pub fn with_page(mut self, page: &str) -> Self {
        self.page = Some(page.to_owned());
        self
    }
}

/// What a token speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A system user of a business portfolio.
    SystemUser,
    /// A person who logged in with Facebook.
    User,
    /// A Facebook page.
    Page,
    /// An Instagram account by Instagram login.
    Instagram,
}

/// An access token.
#[derive(Clone, Debug)]
pub struct MetaToken {
    /// The token itself.
    pub token: String,
    /// The app it was made for.
    pub app: String,
    /// What it speaks for.
    pub kind: TokenKind,
    /// The id of the user, page or account that it speaks for.
    pub subject: String,
    /// The permissions.
    pub scopes: Vec<String>,
    /// WhatsApp business accounts, pages and Instagram accounts it may touch.
    pub grants: Vec<String>,
    /// When it was made; the present when absent.
    pub issued_at_ms: Option<i64>,
    /// When it ends; never when absent.
    pub expires_at_ms: Option<i64>,
}

impl MetaToken {
    /// A system user's token for one WhatsApp business account, without end.
    pub fn whatsapp(token: &str, app: &str, waba: &str) -> Self {
        let scopes = [
            "whatsapp_business_messaging",
            "whatsapp_business_management",
        ];
        let subject = "61550000000001";
        Self::of(token, app, TokenKind::SystemUser, (subject, waba), &scopes)
    }

    /// An Instagram login token.
    pub fn instagram(token: &str, app: &str, account: &str) -> Self {
        let scopes = [
            "instagram_business_basic",
            "instagram_business_manage_messages",
            "instagram_business_manage_comments",
        ];
        let both = (account, account);
        Self::of(token, app, TokenKind::Instagram, both, &scopes)
    }

    /// A page token of the way by Facebook login.
    pub fn page(token: &str, app: &str, page: &str) -> Self {
        let scopes = [
            "instagram_basic",
            "instagram_manage_messages",
            "instagram_manage_comments",
            "pages_manage_metadata",
            "pages_messaging",
        ];
        Self::of(token, app, TokenKind::Page, (page, page), &scopes)
    }

    /// Without this permission.
    #[must_use]
    pub fn without(mut self, scope: &str) -> Self {
        self.scopes.retain(|it| it != scope);
        self
    }

    /// Ends at this moment.
    #[must_use]
    pub fn until(mut self, at_ms: i64) -> Self {
        self.expires_at_ms = Some(at_ms);
        self
    }

    fn of(
        token: &str,
        app: &str,
        kind: TokenKind,
        (subject, grant): (&str, &str),
        scopes: &[&str],
    ) -> Self {
        Self {
            token: token.to_owned(),
            app: app.to_owned(),
            kind,
            subject: subject.to_owned(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            grants: vec![grant.to_owned()],
            issued_at_ms: None,
            expires_at_ms: None,
        }
    }
}

/// A person on WhatsApp. One of phone and user id must be known to businesses.
#[derive(Clone, Debug)]
pub struct WhatsAppPerson {
    /// Digits with the country code; absent when a username hides it.
    pub phone: Option<String>,
    /// The business-scoped id that every portfolio sees unless
    /// [`Meta::set_user_id`](super::Meta::set_user_id) says otherwise.
    pub user_id: Option<String>,
    /// The profile's name.
    pub name: String,
    /// Without the at sign.
    pub username: Option<String>,
}

impl WhatsAppPerson {
    /// Somebody whose number businesses see.
    pub fn with_phone(phone: &str, name: &str) -> Self {
        Self {
            phone: Some(phone.to_owned()),
            user_id: None,
            name: name.to_owned(),
            username: None,
        }
    }

    /// Somebody whose number businesses see beside the business-scoped id.
    pub fn with_both(phone: &str, user_id: &str, name: &str) -> Self {
        Self {
            user_id: Some(user_id.to_owned()),
            ..Self::with_phone(phone, name)
        }
    }

    /// Somebody who has taken a username and hides the number.
    pub fn with_username(user_id: &str, username: &str, name: &str) -> Self {
        Self {
            phone: None,
            user_id: Some(user_id.to_owned()),
            name: name.to_owned(),
            username: Some(username.to_owned()),
        }
    }
}

/// A person on Instagram.
#[derive(Clone, Debug)]
pub struct InstagramPerson {
    /// The Instagram-scoped id.
    pub id: String,
    /// Without the at sign.
    pub username: String,
    /// The shown name.
    pub name: String,
}

impl InstagramPerson {
    /// Somebody with this id and username.
    pub fn new(id: &str, username: &str) -> Self {
        Self {
            id: id.to_owned(),
            username: username.to_owned(),
            name: username.to_owned(),
        }
    }
}
