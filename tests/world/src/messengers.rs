//! Shops and customers on WhatsApp and Instagram.

use scx_fakes::meta::{
    InstagramAccount, InstagramPerson, MetaApp, MetaToken, Product, SeenMessage, Talk,
    WhatsAppNumber, WhatsAppPerson,
};
use scx_fakes::telegram::views::ChatView;
use scx_fakes::{Impossible, Outside};

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

/// What people dial.
pub const PHONE: &str = "+998 90 000 00 01";
/// What people search for.
pub const USERNAME: &str = "lola_gullari";

/// Meta as a seller finds it: an app, a number, an Instagram account.
pub fn populate_meta(outside: &Outside) {
    let meta = outside.meta();
    meta.app(MetaApp {
        instagram_secret: INSTAGRAM_SECRET.to_owned(),
        ..MetaApp::new(META_APP, META_SECRET)
    });
    meta.whatsapp_number(WhatsAppNumber::new(NUMBER, WABA, PHONE));
    meta.token(MetaToken::whatsapp(WHATSAPP_TOKEN, META_APP, WABA));
    meta.instagram_account(InstagramAccount::new(INSTAGRAM, USERNAME));
    meta.token(MetaToken::instagram(INSTAGRAM_TOKEN, META_APP, INSTAGRAM));
}

/// What the bot asks for, by the names of Meta's own pages, in the order it asks.
pub const fn asked_for(product: Product) -> &'static [(&'static str, &'static str)] {
    match product {
        Product::WhatsApp => &[
            ("App ID", META_APP),
            ("App secret", META_SECRET),
            ("WhatsApp Business Account ID", WABA),
            ("Phone number ID", NUMBER),
            ("Access token", WHATSAPP_TOKEN),
        ],
        Product::Instagram => &[
            ("Instagram app secret", INSTAGRAM_SECRET),
            ("Instagram account ID", INSTAGRAM),
            ("Access token", INSTAGRAM_TOKEN),
        ],
    }
}

/// Pastes at Meta what the newest card of the chat shows.
///
/// # Errors
/// When no card shows an address, or the address does not answer as it must.
pub async fn paste_webhook(
    outside: &Outside,
    product: Product,
    chat: &ChatView,
) -> Result<(), Impossible> {
    let (url, word) =
        webhook_on(chat).ok_or_else(|| Impossible("no card shows a webhook".to_owned()))?;
    let meta = outside.meta();
    meta.verify_callback(META_APP, product, &url, &word).await?;
    let fields: &[&str] = match product {
        Product::WhatsApp => &["messages", "smb_message_echoes", "user_preferences"],
        Product::Instagram => &["messages", "messaging_postbacks", "comments"],
    };
    meta.choose_fields(META_APP, product, fields)
}

/// The address and the word that the newest card shows.
fn webhook_on(chat: &ChatView) -> Option<(String, String)> {
    let cards = chat.messages.iter().rev();
    let card = cards
        .filter(|message| message.from_bot)
        .find(|message| message.text.contains("/webhook/"))?;
    let after = |mark: &str| {
        let line = card.text.lines().find(|line| line.contains(mark))?;
        Some(line.split_whitespace().next_back()?.to_owned())
    };
    Some((after("Callback URL")?, after("Verify token")?))
}

impl World {
    /// See [`populate_meta`].
    pub fn has_meta(&self) {
        populate_meta(&self.outside);
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
        for (_, value) in asked_for(Product::WhatsApp) {
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
        for (_, value) in asked_for(Product::Instagram) {
            self.types(world, value).await;
        }
        self.pastes_webhook(world, Product::Instagram).await;
    }

    async fn pastes_webhook(&self, world: &mut World, product: Product) {
        let pasted = paste_webhook(&world.outside, product, &self.chat(world)).await;
        pasted.unwrap_or_else(|error| panic!("{error:?} in {}", self.history(world)));
        world.settle().await;
    }

    /// The address and the word that the newest card shows.
    pub fn webhook(&self, world: &World) -> Option<(String, String)> {
        webhook_on(&self.chat(world))
    }
}
