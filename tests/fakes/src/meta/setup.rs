//! What stands in Meta's dashboards before a test begins.

use serde_json::Value;

use super::Meta;
use super::spec::{
    InstagramAccount, InstagramPerson, MetaApp, MetaToken, WhatsAppNumber, WhatsAppPerson,
};
use super::state::{Account, App, Number, Person, Post, Token};
use super::statuses::{PricedStatus, Progress};
use super::templates::Template;

impl Meta {
    /// Registers an app. Registering it again changes its facts and forgets
    /// nothing else.
    pub fn app(&self, app: MetaApp) {
        self.common.traffic.hide(&app.secret, "***");
        self.common.traffic.hide(&app.instagram_secret, "***");
        self.change(|state, _| {
            if let Some(known) = state.apps.get_mut(&app.id) {
                known.spec = app;
                return;
            }
            let entry = App {
                callbacks: Default::default(),
                spec: app,
            };
            state.apps.insert(entry.spec.id.clone(), entry);
        });
    }

    /// Publishes an app, or takes it offline: then it is told nothing.
    pub fn set_live(&self, app: &str, is_live: bool) {
        self.change(|state, _| {
            if let Some(app) = state.apps.get_mut(app) {
                app.spec.is_live = is_live;
            }
        });
    }

    /// Registers a number, and its WhatsApp business account when that is new.
    /// Registering it again changes its facts and forgets nothing else.
    pub fn whatsapp_number(&self, number: WhatsAppNumber) {
        self.change(|state, _| {
            let waba = state.wabas.entry(number.waba.clone()).or_default();
            waba.business.clone_from(&number.business);
            if let Some(known) = state.numbers.get_mut(&number.id) {
                known.spec = number;
                return;
            }
            let entry = Number {
                overrides: Default::default(),
                sent_at_ms: Default::default(),
                opened: Default::default(),
                service_messages: Default::default(),
                spec: number,
            };
            state.numbers.insert(entry.spec.id.clone(), entry);
        });
    }

    /// Registers an Instagram professional account. Registering it again
    /// changes its facts and forgets nothing else.
    pub fn instagram_account(&self, account: InstagramAccount) {
        self.change(|state, _| {
            if let Some(known) = state.accounts.get_mut(&account.id) {
                known.spec = account;
                return;
            }
            let entry = Account {
                subscribers: Default::default(),
                sent_at_ms: Default::default(),
                media_sent_at_ms: Default::default(),
                private_replies_at_ms: Default::default(),
                spec: account,
            };
            state.accounts.insert(entry.spec.id.clone(), entry);
        });
    }

    /// Issues an access token.
    pub fn token(&self, token: MetaToken) {
        self.common.traffic.hide(&token.token, "***");
        self.change(|state, now_ms| {
            let entry = Token {
                issued_at_ms: token.issued_at_ms.unwrap_or(now_ms),
                is_revoked: false,
                spec: token,
            };
            state.tokens.insert(entry.spec.token.clone(), entry);
        });
    }

    /// Makes a token worthless, as its owner can at any time.
    pub fn revoke_token(&self, token: &str) {
        self.change(|state, _| {
            if let Some(token) = state.tokens.get_mut(token) {
                token.is_revoked = true;
            }
        });
    }

    /// Takes one permission from a token.
    pub fn revoke_scope(&self, token: &str, scope: &str) {
        self.change(|state, _| {
            if let Some(token) = state.tokens.get_mut(token) {
                token.spec.scopes.retain(|it| it != scope);
            }
        });
    }

    /// Registers a person on WhatsApp and gives the name to call them by: the
    /// phone, else the user id.
    ///
    /// # Panics
    /// When neither is given.
    pub fn whatsapp_person(&self, person: WhatsAppPerson) -> String {
        let key = person.phone.clone().or_else(|| person.user_id.clone());
        let key = key.expect("a person on WhatsApp has a phone or a user id");
        let entry = Person::WhatsApp {
            spec: person,
            user_ids: Default::default(),
        };
        self.change(|state, _| state.people.insert(key.clone(), entry));
        key
    }

    /// Registers a person on Instagram and gives the name to call them by: the
    /// Instagram-scoped id.
    pub fn instagram_person(&self, person: InstagramPerson) -> String {
        let key = person.id.clone();
        self.change(|state, _| state.people.insert(key.clone(), Person::Instagram(person)));
        key
    }

    /// Under which id one business portfolio knows a person on WhatsApp.
    pub fn set_user_id(&self, person: &str, business: &str, user_id: &str) {
        self.change(|state, _| {
            if let Some(Person::WhatsApp { user_ids, .. }) = state.people.get_mut(person) {
                user_ids.insert(business.to_owned(), user_id.to_owned());
            }
        });
    }

    /// Adds a template to a WhatsApp business account, or replaces the one of
    /// this name and language.
    pub fn template(&self, waba: &str, template: Template) {
        self.change(|state, _| {
            let waba = state.wabas.entry(waba.to_owned()).or_default();
            let same = |it: &Template| it.name == template.name && it.language == template.language;
            waba.templates.retain(|it| !same(it));
            waba.templates.push(template);
        });
    }

    /// Publishes something on Instagram; `product` is FEED, REELS, STORY or
    /// LIVE. Returns the media id.
    pub fn instagram_post(&self, account: &str, product: &str) -> String {
        self.change(|state, _| {
            let id = (17_900_000_000_000_000 + state.next_serial()).to_string();
            let post = Post {
                account: account.to_owned(),
                product: product.to_owned(),
                is_over: false,
            };
            state.posts.insert(id.clone(), post);
            id
        })
    }

    /// Ends a live video.
    pub fn end_live(&self, post: &str) {
        self.change(|state, _| {
            if let Some(post) = state.posts.get_mut(post) {
                post.is_over = true;
            }
        });
    }

    /// How messages that were taken go on from there.
    pub fn set_progress(&self, progress: Progress) {
        self.change(|state, _| state.progress = progress);
    }

    /// Which status carries the price.
    pub fn price_in(&self, status: PricedStatus) {
        self.change(|state, _| state.priced = status);
    }

    /// Whether refusals that concern the recipient (window, block, opt-out)
    /// are answered at once. Otherwise the message is taken and fails later,
    /// which is what Meta mostly does.
    pub fn refuse_at_once(&self, on: bool) {
        self.change(|state, _| state.refuses_at_once = on);
    }

    /// How many messages one person may get in a row before the pace of one
    /// in six seconds holds; 45 at first.
    pub fn set_pair_burst(&self, messages: u32) {
        self.change(|state, _| state.pair_burst.0 = i64::from(messages));
    }

    /// Whether comments by Instagram login stand as `field` and `value` in the
    /// entry itself, one of two forms that Meta sends.
    pub fn flat_comments(&self, on: bool) {
        self.change(|state, _| state.has_flat_comments = on);
    }

    /// Tells the apps of a WhatsApp business account anything else that Meta
    /// tells: account_update, phone_number_quality_update,
    /// message_template_status_update ..
    pub fn announce(&self, waba: &str, field: &str, value: Value) {
        self.change(|state, now_ms| state.tell_waba(waba, field, value, now_ms));
    }
}
