//! Shops and customers on WhatsApp and Instagram.

use scx_fakes::meta::{
    InstagramAccount, InstagramPerson, MetaApp, MetaToken, Product, SeenMessage, Talk,
    WhatsAppNumber, WhatsAppPerson,
};

use crate::{Seller, World};

/// The app that a seller of a story has at Meta.
pub const META_APP: &str = "1200000000000001";
/// Its secret.
pub const META_SECRET: &str = "0123456789abcdef0123456789abcdef";
/// The secret of the same app for Instagram's own login.
pub const INSTAGRAM_SECRET: &str = "fedcba9876543210fedcba9876543210";
/// The seller's WhatsApp business account.
pub const WABA: &str = "310000000000041";
/// The seller's number.
pub const NUMBER: &str = "106540352240017";
/// A token that sees the number.
pub const WHATSAPP_TOKEN: &str = "EAAGm0PX4ZCpsBAWhatsAppTokenForStories0123456789";
/// The seller's Instagram account.
pub const INSTAGRAM: &str = "17841400000000107";
/// A token of the Instagram account.
pub const INSTAGRAM_TOKEN: &str = "IGAAGm0PX4ZCpsBAInstagramTokenForStories0123456789";

impl World {
    /// Meta as a seller finds it: an app, a number, an Instagram account.
    pub fn has_meta(&self) {
        let meta = self.outside.meta();
        meta.app(MetaApp {
            instagram_secret: INSTAGRAM_SECRET.to_owned(),
            ..MetaApp::new(META_APP, META_SECRET)
        });
        meta.whatsapp_number(WhatsAppNumber::new(NUMBER, WABA, "+998 90 000 00 01"));
        meta.token(MetaToken::whatsapp(WHATSAPP_TOKEN, META_APP, WABA));
        meta.instagram_account(InstagramAccount::new(INSTAGRAM, "lola_gullari"));
        meta.token(MetaToken::instagram(INSTAGRAM_TOKEN, META_APP, INSTAGRAM));
    }

    /// A person on WhatsApp who writes to the number.
    pub fn on_whatsapp(&self, name: &str, phone: &str) -> Talk {
        let meta = self.outside.meta();
        let person = meta.whatsapp_person(WhatsAppPerson::with_phone(phone, name));
        meta.talk(NUMBER, &person)
    }

    /// A person on Instagram who writes to the account.
    pub fn on_instagram(&self, username: &str, id: &str) -> Talk {
        let meta = self.outside.meta();
        let person = meta.instagram_person(InstagramPerson::new(id, username));
        meta.talk(INSTAGRAM, &person)
    }

    /// What the person was told last.
    ///
    /// # Panics
    /// When nobody has told them anything.
    pub fn told(&self, talk: &Talk) -> SeenMessage {
        talk.last().expect("somebody answered")
    }
}

impl Seller {
    /// Types what is asked for until the number is connected, and pastes the
    /// webhook at Meta.
    ///
    /// # Panics
    /// When the card does not show the webhook.
    pub async fn connects_whatsapp(&self, world: &mut World) {
        self.types(world, "/channels").await;
        self.taps(world, "WhatsApp").await;
        self.taps(world, "Start connecting").await;
        for value in [META_APP, META_SECRET, WABA, NUMBER, WHATSAPP_TOKEN] {
            self.types(world, value).await;
        }
        self.pastes_webhook(world, Product::WhatsApp).await;
    }

    /// The same for the Instagram account.
    ///
    /// # Panics
    /// When the card does not show the webhook.
    pub async fn connects_instagram(&self, world: &mut World) {
        self.types(world, "/channels").await;
        self.taps(world, "Instagram").await;
        self.taps(world, "Start connecting").await;
        for value in [INSTAGRAM_SECRET, INSTAGRAM, INSTAGRAM_TOKEN] {
            self.types(world, value).await;
        }
        self.pastes_webhook(world, Product::Instagram).await;
    }

    async fn pastes_webhook(&self, world: &mut World, product: Product) {
        let (url, word) = self
            .webhook(world)
            .unwrap_or_else(|| panic!("no webhook in {}", self.history(world)));
        let meta = world.outside.meta().clone();
        let verified = meta.verify_callback(META_APP, product, &url, &word).await;
        verified.expect("the address is ours");
        let fields: &[&str] = match product {
            Product::WhatsApp => &["messages", "smb_message_echoes", "user_preferences"],
            Product::Instagram => &["messages", "messaging_postbacks", "comments"],
        };
        meta.choose_fields(META_APP, product, fields)
            .expect("fields that there are");
        world.settle().await;
    }

    /// The address and the word that the newest card shows.
    pub fn webhook(&self, world: &World) -> Option<(String, String)> {
        let chat = self.chat(world);
        let card = chat
            .messages
            .iter()
            .rev()
            .find(|message| message.text.contains("/webhook/"))?;
        let after = |mark: &str| {
            let line = card.text.lines().find(|line| line.contains(mark))?;
            Some(line.split_whitespace().next_back()?.to_owned())
        };
        Some((after("Callback URL")?, after("Verify token")?))
    }
}
