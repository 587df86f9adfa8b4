//! "Show me": the main story, played on the phones as a person would play it.

use scx_fakes::Outside;
use scx_fakes::telegram::views::ChatView;
use scx_fakes::telegram::{Card, Document};
use scx_kit::{Clock, Millis, SystemClock};
use scx_world::PARTNER_BOT;

use crate::server::BotFather;
use crate::{CUSTOMER, SELLER};

/// The sample price list, in the three languages of a real one.
const PRICES: &[u8] = include_bytes!("sample/narxlar.csv");
/// What the customer asks: Uzbek in both scripts, Russian, English.
const QUESTIONS: [&str; 4] = [
    "Rishton choynagi qancha turadi?",
    "Пиёла тўплами нархи қанча?",
    "Сколько стоит электрический чайник?",
    "How much is the cotton tote bag?",
];

/// How long a person looks before doing the next thing.
const LOOK: Millis = Millis(900);
/// How long an answer may take before the story gives up.
const PATIENCE: Millis = Millis::secs(20);

/// Plays the story from wherever the phones are.
pub async fn show(outside: Outside) {
    let seller = Phone {
        outside: &outside,
        person: SELLER,
        bot: PARTNER_BOT,
    };
    if play(&outside, &seller).await.is_none() {
        // The page shows where it stopped; a person can go on from there.
        crate::tell("the story stopped: a button or an answer did not come");
    }
}

async fn play(outside: &Outside, seller: &Phone<'_>) -> Option<()> {
    seller.types("/start").await?;
    let is_home = |chat: &ChatView| has_data(chat, "|kb|");
    seller
        .waits_for(|chat| has_button(chat, "O‘zbekcha") || is_home(chat))
        .await?;
    if !is_home(&seller.chat()) {
        seller.taps("O‘zbekcha").await?;
        seller.waits_for(|chat| chat.keyboard.is_some()).await?;
        outside
            .telegram()
            .send_contact(SELLER, PARTNER_BOT, Card::Own)
            .ok()?;
        seller.waits_for(is_home).await?;
        look().await;
    }
    let file = Document::new("narxlar.csv", "text/csv", PRICES.to_vec());
    outside
        .telegram()
        .send_document(SELLER, PARTNER_BOT, file)
        .ok()?;
    seller
        .waits_for(|chat| has_data(chat, "v1|doc|-|on|"))
        .await?;
    look().await;
    seller.taps_data("v1|doc|-|on|").await?;
    look().await;
    let bot = BotFather::new(outside).create("Lola sopol");
    seller.types("/channels").await?;
    seller.waits_for(|chat| has_data(chat, "|connect|")).await?;
    seller.taps_data("|connect|").await?;
    look().await;
    seller.types(&bot.token).await?;
    seller
        .waits_for(|chat| has_url(chat, &bot.username))
        .await?;
    look().await;
    let customer = Phone {
        outside,
        person: CUSTOMER,
        bot: bot.id,
    };
    customer.types("/start").await?;
    customer
        .waits_for(|chat| has_data(chat, "|operator|"))
        .await?;
    for question in QUESTIONS {
        look().await;
        let before = customer.chat().messages.len();
        customer.types(question).await?;
        customer
            .waits_for(|chat| chat.messages.len() > before + 1)
            .await?;
    }
    Some(())
}

/// One person's phone with one bot open.
struct Phone<'a> {
    outside: &'a Outside,
    person: i64,
    bot: i64,
}

impl Phone<'_> {
    fn chat(&self) -> ChatView {
        self.outside.telegram().chat(self.person, self.bot)
    }

    async fn types(&self, text: &str) -> Option<()> {
        self.outside
            .telegram()
            .send_text(self.person, self.bot, text)
            .ok()?;
        look().await;
        Some(())
    }

    async fn taps(&self, label: &str) -> Option<()> {
        self.tap_where(|button_label, _| button_label == label)
            .await
    }

    async fn taps_data(&self, part: &str) -> Option<()> {
        self.tap_where(|_, data| data.contains(part)).await
    }

    async fn tap_where(&self, is_it: impl Fn(&str, &str) -> bool) -> Option<()> {
        let chat = self.chat();
        let (message, data) = chat.messages.iter().rev().find_map(|message| {
            let button =
                message.buttons.iter().flatten().find(|button| {
                    is_it(&button.label, button.data.as_deref().unwrap_or_default())
                })?;
            Some((message.id, button.data.clone()?))
        })?;
        self.outside
            .telegram()
            .tap(self.person, self.bot, message, &data)
            .ok()?;
        look().await;
        Some(())
    }

    /// Waits until the chat shows it.
    async fn waits_for(&self, shows: impl Fn(&ChatView) -> bool) -> Option<()> {
        let give_up = SystemClock.now() + PATIENCE;
        let mut changes = self.outside.changes();
        while !shows(&self.chat()) {
            let soon = SystemClock.now() + Millis(250);
            if soon > give_up {
                return None;
            }
            tokio::select! {
                changed = changes.changed() => changed.ok()?,
                () = SystemClock.sleep_until(soon) => {}
            }
        }
        Some(())
    }
}

async fn look() {
    SystemClock.sleep_until(SystemClock.now() + LOOK).await;
}

fn has_button(chat: &ChatView, label: &str) -> bool {
    chat.messages
        .iter()
        .flat_map(|message| message.buttons.iter().flatten())
        .any(|button| button.label == label)
}

fn has_data(chat: &ChatView, part: &str) -> bool {
    let buttons = chat
        .messages
        .iter()
        .flat_map(|message| message.buttons.iter().flatten());
    buttons
        .filter_map(|button| button.data.as_deref())
        .any(|data| data.contains(part))
}

fn has_url(chat: &ChatView, part: &str) -> bool {
    let buttons = chat
        .messages
        .iter()
        .flat_map(|message| message.buttons.iter().flatten());
    buttons
        .filter_map(|button| button.url.as_deref())
        .any(|url| url.contains(part))
}
