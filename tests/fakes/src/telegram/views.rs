//! What a person sees in the app.

use serde::Serialize;
use serde_json::Value;

use super::Telegram;
use super::acts::key_label;
use super::entities::{Entity, to_html};
use super::state::{Bot, Chat, Message, State};

/// One private chat or group as it is on the screen. In the chat of a business
/// account the bot that answers for its owner is the one who sees.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChatView {
    /// Oldest first, without deleted ones.
    pub messages: Vec<MessageView>,
    /// The reply keyboard below the text field.
    pub keyboard: Option<Vec<Vec<KeyView>>>,
    /// Until when "typing.." is shown.
    pub typing_until_ms: Option<i64>,
    /// An answer that is being written, and until when it shows.
    pub draft: Option<(String, i64)>,
    /// Short notices shown after taps, oldest first.
    pub toasts: Vec<ToastView>,
    /// Taps that still show a spinner.
    pub unanswered_queries: usize,
    /// The commands offered to this person here.
    pub commands: Vec<CommandView>,
    /// How many messages were deleted.
    pub deleted_count: usize,
    /// True while the person blocks the bot.
    pub is_blocked: bool,
    /// The message on top of the chat.
    pub pinned: Option<i64>,
    /// How far the bot marked a business chat as read.
    pub read_up_to: Option<i64>,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MessageView {
    /// The message id.
    pub id: i64,
    /// True when the bot wrote it, be it on behalf of a business account.
    pub from_bot: bool,
    /// True when the owner of the business account wrote it by hand.
    pub from_owner: bool,
    /// When it was sent.
    pub at_ms: i64,
    /// Text or caption without markup; of an invoice title and description.
    pub text: String,
    /// The same as HTML that is safe to put into a page.
    pub html: String,
    /// Inline buttons by row.
    pub buttons: Vec<Vec<ButtonView>>,
    /// An attached file.
    pub document: Option<DocumentView>,
    /// What else it is: `photo`, `voice`, `video`, `sticker`, `location`,
    /// `forum_topic_created`, `forum_topic_edited`, `invoice`,
    /// `successful_payment`, `refunded_payment`.
    pub kind: &'static str,
    /// The number on a contact card.
    pub contact: Option<String>,
    /// True when it was changed after sending.
    pub edited: bool,
    /// The message it answers.
    pub reply_to: Option<i64>,
    /// The bot's reaction to it.
    pub reaction: Option<String>,
    /// The person's reaction to it.
    pub person_reaction: Option<String>,
    /// The topic it stands in.
    pub thread: Option<i64>,
}

/// A topic of a private chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TopicView {
    /// What calls and messages name it by.
    pub id: i64,
    /// What is written on it.
    pub name: String,
}

/// An inline button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ButtonView {
    /// What is written on it.
    pub label: String,
    /// Sent to the bot when tapped.
    pub data: Option<String>,
    /// Opened when tapped.
    pub url: Option<String>,
    /// Copied when tapped.
    pub copies: Option<String>,
}

/// A key of the reply keyboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyView {
    /// What is written on it, and sent.
    pub label: String,
    /// True when it sends the person's own contact instead.
    pub request_contact: bool,
}

/// A notice after a tap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToastView {
    /// The callback query it answers.
    pub query_id: String,
    /// The notice.
    pub text: String,
    /// True when it must be closed by hand.
    pub alert: bool,
}

/// A file in a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentView {
    /// The file's name.
    pub file_name: String,
    /// The size the app shows.
    pub bytes_len: u64,
    /// The file's type.
    pub mime: String,
}

/// A command offered by the bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommandView {
    /// Without the slash.
    pub command: String,
    /// What is written beside it.
    pub description: String,
}

/// The fields of messages with one file.
const FILES: [&str; 7] = [
    "document",
    "voice",
    "video",
    "audio",
    "animation",
    "video_note",
    "sticker",
];

impl Telegram {
    /// What the person (or group, by its id) sees of the bot.
    pub fn chat(&self, chat: i64, bot: i64) -> ChatView {
        self.look(|state| state.view(bot, chat))
    }

    /// All chats that have begun: person or group, and bot.
    pub fn chats(&self) -> Vec<(i64, i64)> {
        self.look(|state| {
            let open = state.chats.iter().filter(|(_, chat)| chat.is_open);
            open.map(|((bot, chat), _)| (*chat, *bot)).collect()
        })
    }

    /// All people.
    pub fn people(&self) -> Vec<super::Person> {
        self.look(|state| state.people.values().cloned().collect())
    }

    /// All bots: id, username and shown name.
    pub fn bots(&self) -> Vec<(i64, String, String)> {
        self.look(|state| {
            let bots = state.bots.values();
            bots.map(|bot| (bot.id, bot.username.clone(), bot.name_in("")))
                .collect()
        })
    }

    /// The bot's messages since the last [`Telegram::mark_read`], except
    /// those the bot took back.
    pub fn unread(&self, chat: i64, bot: i64) -> Vec<MessageView> {
        self.look(|state| {
            let chat = state.chats.get(&(bot, chat));
            let ids = chat
                .into_iter()
                .flat_map(|chat| chat.unread.iter().map(move |id| (chat, id)));
            ids.filter_map(|(chat, id)| Some(view(chat.messages.get(id)?, chat)))
                .collect()
        })
    }

    /// The person has seen everything.
    pub fn mark_read(&self, chat: i64, bot: i64) {
        self.change(|state, _| state.chat(bot, chat).unread.clear());
    }

    /// True when this message was in the chat and is gone.
    pub fn was_deleted(&self, chat: i64, bot: i64, message_id: i64) -> bool {
        self.look(|state| {
            let chat = state.chats.get(&(bot, chat));
            chat.is_some_and(|chat| chat.deleted.contains(&message_id))
        })
    }

    /// The bytes of the file in a message.
    pub fn file_bytes(&self, chat: i64, bot: i64, message_id: i64) -> Option<bytes::Bytes> {
        self.look(|state| {
            let json = &state.message(bot, chat, message_id)?.json;
            let id = FILES
                .iter()
                .find_map(|field| json[*field]["file_id"].as_str())
                .or_else(|| json["photo"].as_array()?.last()?["file_id"].as_str())?;
            Some(state.files.get(id)?.bytes.clone())
        })
    }

    /// A message exactly as the Bot API shows it. In a business chat the owner
    /// stands for the bot.
    pub fn message_json(&self, chat: i64, bot: i64, message_id: i64) -> Option<Value> {
        self.look(|state| Some(state.message(bot, chat, message_id)?.json.clone()))
    }
}

impl State {
    pub(super) fn view(&self, account: i64, id: i64) -> ChatView {
        let Some(chat) = self.chats.get(&(account, id)) else {
            return ChatView::default();
        };
        let toasts = chat.toasts.iter().map(|(query_id, text, alert)| ToastView {
            query_id: query_id.clone(),
            text: text.clone(),
            alert: *alert,
        });
        let asked = self.queries.values();
        let open = asked.filter(|it| it.account == account && it.chat == id && !it.is_answered);
        let language = self
            .people
            .get(&id)
            .and_then(|it| it.language_code.as_deref());
        let bot = self.bots.get(&account);
        ChatView {
            messages: chat.messages.values().map(|it| view(it, chat)).collect(),
            keyboard: chat.keyboard.as_ref().map(|(keyboard, _)| keys(keyboard)),
            typing_until_ms: chat.typing_until_ms,
            draft: chat
                .draft
                .clone()
                .map(|(_, text, until_ms)| (text, until_ms)),
            toasts: toasts.collect(),
            unanswered_queries: open.count(),
            commands: bot
                .map(|bot| commands(bot, id, language))
                .unwrap_or_default(),
            deleted_count: chat.deleted.len(),
            is_blocked: chat.is_blocked,
            pinned: chat.pinned,
            read_up_to: chat.read_up_to,
        }
    }
}

fn view(message: &Message, chat: &Chat) -> MessageView {
    let json = &message.json;
    let (text, entities) = match json["text"].as_str() {
        Some(text) => (text, &json["entities"]),
        None => (
            json["caption"].as_str().unwrap_or_default(),
            &json["caption_entities"],
        ),
    };
    let bill = bill(&json["invoice"]);
    let text = bill.as_deref().unwrap_or(text);
    let entities = entities.as_array().map(Vec::as_slice).unwrap_or_default();
    let entities: Vec<Entity> = entities.iter().filter_map(Entity::from_json).collect();
    let kinds = [
        "photo",
        "voice",
        "video",
        "audio",
        "video_note",
        // It comes with a document, too.
        "animation",
        "sticker",
        "location",
        "document",
        "contact",
        "forum_topic_created",
        "forum_topic_edited",
        "invoice",
        "successful_payment",
        "refunded_payment",
    ];
    let kind = kinds.into_iter().find(|kind| !json[*kind].is_null());
    let reaction = chat.reactions.get(&message.id);
    let is_private = json["chat"]["type"] == "private";
    let is_from_person = json["from"]["id"] == json["chat"]["id"];
    MessageView {
        id: message.id,
        from_bot: message.is_from_bot,
        from_owner: is_private && !message.is_from_bot && !is_from_person,
        at_ms: message.at_ms,
        text: text.to_owned(),
        html: to_html(text, &entities),
        buttons: buttons(&json["reply_markup"]["inline_keyboard"]),
        document: document(json),
        kind: kind.unwrap_or("text"),
        contact: owned(&json["contact"]["phone_number"]),
        edited: !json["edit_date"].is_null(),
        reply_to: json["reply_to_message"]["message_id"].as_i64(),
        reaction: reaction.and_then(|it| owned(&it[0]["emoji"])),
        person_reaction: chat.person_reactions.get(&message.id).cloned(),
        thread: json["message_thread_id"].as_i64(),
    }
}

/// What is written on an invoice.
fn bill(invoice: &Value) -> Option<String> {
    let (title, description) = (&invoice["title"], &invoice["description"]);
    Some(format!("{}\n{}", title.as_str()?, description.as_str()?))
}

fn document(json: &Value) -> Option<DocumentView> {
    let document = &json["document"];
    Some(DocumentView {
        file_name: owned(&document["file_name"])?,
        bytes_len: document["file_size"].as_u64()?,
        mime: owned(&document["mime_type"]).unwrap_or_default(),
    })
}

fn buttons(keyboard: &Value) -> Vec<Vec<ButtonView>> {
    by_row(keyboard, |button| ButtonView {
        label: key_label(button).to_owned(),
        data: owned(&button["callback_data"]),
        url: owned(&button["url"]).or_else(|| owned(&button["web_app"]["url"])),
        copies: owned(&button["copy_text"]["text"]),
    })
}

fn keys(keyboard: &Value) -> Vec<Vec<KeyView>> {
    by_row(&keyboard["keyboard"], |button| KeyView {
        label: key_label(button).to_owned(),
        request_contact: button["request_contact"] == true,
    })
}

fn by_row<T>(keyboard: &Value, read: impl Fn(&Value) -> T) -> Vec<Vec<T>> {
    let rows = keyboard.as_array().into_iter().flatten();
    let rows = rows.filter_map(Value::as_array);
    rows.map(|row| row.iter().map(&read).collect()).collect()
}

/// The narrowest list wins: this chat, then private chats, then all; within
/// each the person's language before the general list.
fn commands(bot: &Bot, chat: i64, language: Option<&str>) -> Vec<CommandView> {
    let scopes = [
        serde_json::json!({"type": "chat", "chat_id": chat}),
        serde_json::json!({"type": "all_private_chats"}),
        serde_json::json!({"type": "default"}),
    ];
    // Telegram shortens codes such as pt-br.
    let language = language.and_then(|code| code.split('-').next());
    let found = scopes.iter().find_map(|scope| {
        let find = |code: &str| bot.commands.get(&(scope.to_string(), code.to_owned()));
        language.and_then(find).or_else(|| find(""))
    });
    let list = found.and_then(Value::as_array).into_iter().flatten();
    list.map(|command| CommandView {
        command: owned(&command["command"]).unwrap_or_default(),
        description: owned(&command["description"]).unwrap_or_default(),
    })
    .collect()
}

fn owned(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
