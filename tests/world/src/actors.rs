//! People. Their verbs do what people do: they see the chat, and act on what
//! is shown.

use scx_fakes::telegram::views::{ChatView, MessageView};
use scx_fakes::telegram::{Card, Document, Person};

use crate::{PARTNER_BOT, World};

/// A seller in the partner bot.
#[derive(Clone, Debug)]
pub struct Seller {
    /// The Telegram account.
    pub person: i64,
}

/// A customer in a shop's bot.
#[derive(Clone, Debug)]
pub struct Customer {
    /// The Telegram account.
    pub person: i64,
    /// The shop's bot.
    pub bot: i64,
}

fn add(world: &mut World, name: &str, language_code: Option<&str>) -> i64 {
    let id = world.person_id();
    world.outside.telegram().add_person(Person {
        id,
        first_name: name.to_owned(),
        last_name: None,
        username: None,
        language_code: language_code.map(str::to_owned),
        phone: format!("998901234{id}"),
    });
    id
}

/// Verbs that sellers and customers share.
macro_rules! verbs {
    ($actor:ty, $bot:expr) => {
        impl $actor {
            /// Types a text and waits for what follows.
            pub async fn types(&self, world: &mut World, text: &str) {
                let bot = $bot(self);
                world.outside.telegram().send_text(self.person, bot, text).expect("a chat");
                world.settle().await;
            }

            /// Taps the newest button with this label.
            pub async fn taps(&self, world: &mut World, label: &str) {
                let bot = $bot(self);
                let chat = self.chat(world);
                let message = newest_with(&chat, label).unwrap_or_else(|| {
                    panic!("no button {label:?} in:\n{}", screen_text(&chat.messages))
                });
                let full = button(message, label).expect("found above").to_owned();
                let telegram = world.outside.telegram().clone();
                telegram.tap(self.person, bot, message.id, &full).expect("the button is there");
                world.settle().await;
            }

            /// The whole chat as the person sees it.
            pub fn chat(&self, world: &World) -> ChatView {
                let bot = $bot(self);
                world.outside.telegram().chat(self.person, bot)
            }

            /// The last message of the bot, as text with [buttons].
            pub fn screen(&self, world: &World) -> String {
                let chat = self.chat(world);
                let last = chat.messages.iter().rev().find(|message| message.from_bot);
                last.map(|message| screen_text(std::slice::from_ref(message))).unwrap_or_default()
            }

            /// All messages of the bot, one after the other.
            pub fn heard(&self, world: &World) -> String {
                let chat = self.chat(world);
                let heard: Vec<MessageView> =
                    chat.messages.into_iter().filter(|message| message.from_bot).collect();
                screen_text(&heard)
            }

            /// The last toast.
            pub fn toast(&self, world: &World) -> String {
                self.chat(world).toasts.last().map(|toast| toast.text.clone()).unwrap_or_default()
            }
        }
    };
}

verbs!(Seller, |_: &Seller| PARTNER_BOT);
verbs!(Customer, |customer: &Customer| customer.bot);

impl Seller {
    pub(crate) fn new(world: &mut World, name: &str) -> Self {
        Self {
            person: add(world, name, Some("uz")),
        }
    }

    /// Starts the bot, chooses English and shares the own contact.
    pub async fn registers(&self, world: &mut World) {
        self.registers_in(world, "English").await;
    }

    /// Registers in a language, by the name of its button.
    pub async fn registers_in(&self, world: &mut World, language: &str) {
        self.types(world, "/start").await;
        self.taps(world, language).await;
        self.shares_contact(world).await;
    }

    /// Presses the share-contact key.
    pub async fn shares_contact(&self, world: &mut World) {
        world.outside.telegram().send_contact(self.person, PARTNER_BOT, Card::Own).expect("a chat");
        world.settle().await;
    }

    /// Sends a file.
    pub async fn sends_file(&self, world: &mut World, name: &str, bytes: &[u8]) {
        let file = Document::new(name, "application/octet-stream", bytes.to_vec());
        world.outside.telegram().send_document(self.person, PARTNER_BOT, file).expect("a chat");
        world.settle().await;
    }

    /// Sends a file and activates it.
    pub async fn activates(&self, world: &mut World, name: &str, bytes: &[u8]) {
        self.sends_file(world, name, bytes).await;
        self.taps(world, "Activate").await;
    }

    /// Makes a bot at BotFather and pastes its token. Returns the bot's id.
    pub async fn connects_bot(&self, world: &mut World, username: &str) -> i64 {
        let id = 7_100_000_000 + world.person_id();
        let token = bot_token(id);
        world.outside.telegram().add_bot(&token, id, username, "Shop");
        self.types(world, "/menu").await;
        self.taps(world, "bot").await;
        self.types(world, &token).await;
        id
    }
}

impl Customer {
    pub(crate) fn new(world: &mut World, name: &str, bot: i64) -> Self {
        Self {
            person: add(world, name, Some("uz")),
            bot,
        }
    }

    /// Starts the shop's bot.
    pub async fn starts(&self, world: &mut World) {
        self.types(world, "/start").await;
    }

    /// Asks and gives the bot's last answer.
    pub async fn asks(&self, world: &mut World, text: &str) -> String {
        self.types(world, text).await;
        self.screen(world)
    }
}

/// The token of a bot made in a story.
pub(crate) fn bot_token(id: i64) -> String {
    format!("{id}:{:A<35}", "AAShopBotToken")
}

/// A button whose label contains `label`.
fn button<'a>(message: &'a MessageView, label: &str) -> Option<&'a str> {
    let labels = message.buttons.iter().flatten().map(|button| button.label.as_str());
    labels.into_iter().find(|known| known.contains(label))
}

fn newest_with<'a>(chat: &'a ChatView, label: &str) -> Option<&'a MessageView> {
    chat.messages.iter().rev().find(|message| button(message, label).is_some())
}

/// Messages as a person sees them: text, and rows of [buttons].
pub fn screen_text(messages: &[MessageView]) -> String {
    let mut lines = Vec::new();
    for message in messages {
        lines.push(message.text.clone());
        if let Some(document) = &message.document {
            lines.push(format!("<{}>", document.file_name));
        }
        for row in &message.buttons {
            let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.label)).collect();
            lines.push(labels.join(" "));
        }
    }
    lines.join("\n")
}
