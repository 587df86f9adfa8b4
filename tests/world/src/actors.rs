//! People. Their verbs do what people do: they see the chat, and act on what
//! is shown.

use scx_fakes::telegram::views::{ChatView, MessageView};
use scx_fakes::telegram::{Card, Document, Person};
use scx_fakes::{Impossible, Telegram};

use crate::{ADMIN_BOT, OWNER, PARTNER_BOT, World};

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

/// Somebody in the admin bot, on its list or not.
#[derive(Clone, Debug)]
pub struct Chief {
    /// The Telegram account.
    pub person: i64,
}

fn add(world: &mut World, name: &str, language_code: Option<&str>) -> i64 {
    let id = world.person_id();
    add_as(world, id, name, language_code);
    id
}

fn add_as(world: &World, id: i64, name: &str, language_code: Option<&str>) {
    world.outside.telegram().add_person(Person {
        id,
        first_name: name.to_owned(),
        last_name: None,
        username: None,
        language_code: language_code.map(str::to_owned),
        phone: format!("998901234{id:03}"),
    });
}

/// Verbs that sellers and customers share.
macro_rules! verbs {
    ($actor:ty, $bot:expr) => {
        impl $actor {
            /// Types a text and waits for what follows.
            pub async fn types(&self, world: &mut World, text: &str) {
                let bot = $bot(self);
                world
                    .outside
                    .telegram()
                    .send_text(self.person, bot, text)
                    .expect("a chat");
                world.settle().await;
            }

            /// Types a text and does not wait.
            pub fn writes(&self, world: &World, text: &str) -> i64 {
                let bot = $bot(self);
                world
                    .outside
                    .telegram()
                    .send_text(self.person, bot, text)
                    .expect("a chat")
            }

            /// Does what the messenger lets people do, and waits for what follows.
            pub async fn does<T>(
                &self,
                world: &mut World,
                act: impl FnOnce(&Telegram, i64, i64) -> Result<T, Impossible>,
            ) -> T {
                let bot = $bot(self);
                let done = act(world.outside.telegram(), self.person, bot).expect("it is possible");
                world.settle().await;
                done
            }

            /// Answers the newest message of the bot that contains `part`.
            pub async fn replies_to(&self, world: &mut World, part: &str, text: &str) {
                let chat = self.chat(world);
                let mut newest = chat.messages.iter().rev();
                let message =
                    newest.find(|message| message.from_bot && message.text.contains(part));
                let message = message.unwrap_or_else(|| {
                    panic!("no message {part:?} in:\n{}", screen_text(&chat.messages))
                });
                let id = message.id;
                self.does(world, |telegram, person, bot| {
                    telegram.reply(person, bot, id, text)
                })
                .await;
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
                telegram
                    .tap(self.person, bot, message.id, &full)
                    .expect("the button is there");
                world.settle().await;
            }

            /// Taps the newest button with this label and does not wait.
            pub fn presses(&self, world: &World, label: &str) {
                let bot = $bot(self);
                let chat = self.chat(world);
                let message = newest_with(&chat, label).unwrap_or_else(|| {
                    panic!("no button {label:?} in:\n{}", screen_text(&chat.messages))
                });
                let full = button(message, label).expect("found above");
                let telegram = world.outside.telegram();
                telegram
                    .tap(self.person, bot, message.id, full)
                    .expect("the button is there");
            }

            /// The data behind the newest button with this label, as a hostile
            /// client can read it.
            pub fn data_behind(&self, world: &World, label: &str) -> String {
                let chat = self.chat(world);
                let message = newest_with(&chat, label).unwrap_or_else(|| {
                    panic!("no button {label:?} in:\n{}", screen_text(&chat.messages))
                });
                let mut buttons = message.buttons.iter().flatten();
                let found = buttons.find(|button| button.label.contains(label));
                found.and_then(|button| button.data.clone()).expect("a button that calls back")
            }

            /// Sends a tap that no button of this person carries, and waits.
            pub async fn forges(&self, world: &mut World, data: &str) {
                let bot = $bot(self);
                let last = self.chat(world).messages.into_iter().rev().find(|message| message.from_bot);
                let last = last.expect("a message of the bot").id;
                let telegram = world.outside.telegram().clone();
                let message = telegram.message_json(self.person, bot, last).expect("it is there");
                let from = serde_json::json!({"id": self.person, "is_bot": false, "first_name": "Forger"});
                let query = serde_json::json!({
                    "id": "4999999999999", "from": from, "message": message,
                    "chat_instance": "1", "data": data,
                });
                let update = serde_json::json!({"callback_query": query});
                telegram.raw_update(bot, update).expect("the bot exists");
                world.settle().await;
            }

            /// All that stands in the chat.
            pub fn history(&self, world: &World) -> String {
                screen_text(&self.chat(world).messages)
            }

            /// The whole chat as the person sees it.
            pub fn chat(&self, world: &World) -> ChatView {
                let bot = $bot(self);
                world.outside.telegram().chat(self.person, bot)
            }

            /// The last message of the bot, as text with `[buttons]`.
            pub fn screen(&self, world: &World) -> String {
                let chat = self.chat(world);
                let last = chat.messages.iter().rev().find(|message| message.from_bot);
                last.map(|message| screen_text(std::slice::from_ref(message)))
                    .unwrap_or_default()
            }

            /// All messages of the bot, one after the other.
            pub fn heard(&self, world: &World) -> String {
                let chat = self.chat(world);
                let heard: Vec<MessageView> = chat
                    .messages
                    .into_iter()
                    .filter(|message| message.from_bot)
                    .collect();
                screen_text(&heard)
            }

            /// The last toast.
            pub fn toast(&self, world: &World) -> String {
                self.chat(world)
                    .toasts
                    .last()
                    .map(|toast| toast.text.clone())
                    .unwrap_or_default()
            }
        }
    };
}

verbs!(Seller, |_: &Seller| PARTNER_BOT);
verbs!(Chief, |_: &Chief| ADMIN_BOT);
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
        world
            .outside
            .telegram()
            .send_contact(self.person, PARTNER_BOT, Card::Own)
            .expect("a chat");
        world.settle().await;
    }

    /// Sends a file.
    pub async fn sends_file(&self, world: &mut World, name: &str, bytes: &[u8]) {
        let file = Document::new(name, "application/octet-stream", bytes.to_vec());
        world
            .outside
            .telegram()
            .send_document(self.person, PARTNER_BOT, file)
            .expect("a chat");
        world.settle().await;
    }

    /// Sends a file and activates it.
    pub async fn activates(&self, world: &mut World, name: &str, bytes: &[u8]) {
        self.sends_file(world, name, bytes).await;
        self.taps(world, "Activate").await;
    }

    /// The newest file that the partner bot sent: its name and its bytes.
    pub fn newest_file(&self, world: &World) -> (String, Vec<u8>) {
        let messages = self.chat(world).messages;
        let files = messages.iter().rev().filter(|message| message.from_bot);
        let mut files = files.filter_map(|message| Some((message.id, message.document.clone()?)));
        let (message, file) = files.next().expect("a file in the chat");
        let telegram = world.outside.telegram();
        let bytes = telegram.file_bytes(self.person, PARTNER_BOT, message);
        (file.file_name, bytes.expect("its bytes").to_vec())
    }

    /// Makes a bot at BotFather and pastes its token. Returns the bot's id.
    pub async fn connects_bot(&self, world: &mut World, username: &str) -> i64 {
        let id = 7_100_000_000 + world.person_id();
        let token = bot_token(id);
        world
            .outside
            .telegram()
            .add_bot(&token, id, username, "Shop");
        self.types(world, "/menu").await;
        self.taps(world, "bot").await;
        self.types(world, &token).await;
        id
    }
}

impl Chief {
    /// The owner whom the configuration names.
    pub(crate) fn owner(world: &World) -> Self {
        add_as(world, OWNER, "Otabek", Some("en"));
        Self { person: OWNER }
    }

    pub(crate) fn new(world: &mut World, name: &str) -> Self {
        Self {
            person: add(world, name, Some("en")),
        }
    }

    /// Opens the admin bot and chooses English.
    pub async fn enters(&self, world: &mut World) {
        self.types(world, "/start").await;
        self.types(world, "/lang").await;
        self.taps(world, "English").await;
    }
}

impl Customer {
    pub(crate) fn new(world: &mut World, name: &str, bot: i64) -> Self {
        Self {
            person: add(world, name, Some("uz")),
            bot,
        }
    }

    /// A customer whose app speaks another language; empty for none.
    pub fn with_app(world: &mut World, name: &str, bot: i64, language_code: &str) -> Self {
        let code = Some(language_code).filter(|code| !code.is_empty());
        Self {
            person: add(world, name, code),
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
    let labels = message
        .buttons
        .iter()
        .flatten()
        .map(|button| button.label.as_str());
    labels.into_iter().find(|known| known.contains(label))
}

fn newest_with<'a>(chat: &'a ChatView, label: &str) -> Option<&'a MessageView> {
    chat.messages
        .iter()
        .rev()
        .find(|message| button(message, label).is_some())
}

/// Messages as a person sees them: text, and rows of `[buttons]`.
pub fn screen_text(messages: &[MessageView]) -> String {
    let mut lines = Vec::new();
    for message in messages {
        lines.push(message.text.clone());
        if let Some(document) = &message.document {
            lines.push(format!("<{}>", document.file_name));
        }
        for row in &message.buttons {
            let labels: Vec<String> = row
                .iter()
                .map(|button| format!("[{}]", button.label))
                .collect();
            lines.push(labels.join(" "));
        }
    }
    lines.join("\n")
}
