//! Keyboards under and below messages, checked as the server checks them.

use serde_json::Value;

use super::acts::{key_label, rows};
use super::api::Failure;

const INLINE_ACTIONS: [&str; 9] = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "pay",
];
const MAX_INLINE_BUTTONS: usize = 100;

/// What a `reply_markup` does to the message and the chat.
pub(super) enum Markup {
    /// Stays with the message.
    Inline(Value),
    /// Replaces the person's keyboard.
    Keyboard(Value),
    /// Takes the person's keyboard away.
    Remove,
    /// Opens the reply line; nothing to remember.
    ForceReply,
}

impl Markup {
    /// Whether it has a button that pays, which belongs below invoices.
    pub(super) fn wants_money(&self) -> bool {
        match self {
            Self::Inline(keyboard) => {
                let mut buttons = rows(&keyboard["inline_keyboard"]);
                buttons.any(|button| button["pay"] == true)
            }
            Self::Keyboard(_) | Self::Remove | Self::ForceReply => false,
        }
    }
}

/// Reads a markup; `notes` takes what the server forgives and we do not.
pub(super) fn read(markup: &Value, notes: &mut Vec<String>) -> Result<Markup, Failure> {
    if markup["inline_keyboard"].is_array() {
        check_inline(&markup["inline_keyboard"], notes)?;
        return Ok(Markup::Inline(markup.clone()));
    }
    if markup["keyboard"].is_array() {
        for button in rows(&markup["keyboard"]) {
            if key_label(button).is_empty() {
                return Err(Failure::bad("Keyboard button text must be non-empty"));
            }
            if let Some(asked) = button.get("request_managed_bot") {
                check_managed(asked)?;
            }
        }
        return Ok(Markup::Keyboard(markup.clone()));
    }
    if markup["remove_keyboard"] == true {
        return Ok(Markup::Remove);
    }
    if markup["force_reply"] == true {
        return Ok(Markup::ForceReply);
    }
    Err(Failure::bad("object expected as reply markup"))
}

/// A key that makes a bot; the suggestions may be left out.
fn check_managed(asked: &Value) -> Result<(), Failure> {
    let id = asked["request_id"].as_i64();
    if id.is_none_or(|id| i32::try_from(id).is_err()) {
        return Err(Failure::bad("request_id must be a 32-bit number"));
    }
    let username = asked["suggested_username"].as_str();
    let is_username = |name: &str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        (5..=32).contains(&name.len())
            && name.chars().all(is_plain)
            && name.to_ascii_lowercase().ends_with("bot")
    };
    if username.is_some_and(|name| !is_username(name)) {
        return Err(Failure::bad("suggested_username is invalid"));
    }
    let name = asked["suggested_name"].as_str();
    if name.is_some_and(|name| !(1..=64).contains(&name.chars().count())) {
        return Err(Failure::bad("suggested_name is invalid"));
    }
    Ok(())
}

fn check_inline(keyboard: &Value, notes: &mut Vec<String>) -> Result<(), Failure> {
    if rows(keyboard).count() > MAX_INLINE_BUTTONS {
        return Err(Failure::bad("reply markup is too long"));
    }
    for button in rows(keyboard) {
        let label = key_label(button);
        if label.is_empty() {
            return Err(Failure::bad(
                "Inline keyboard button text must be non-empty",
            ));
        }
        let actions = INLINE_ACTIONS
            .iter()
            .filter(|name| !button[**name].is_null());
        match actions.count() {
            0 => {
                return Err(Failure::bad(
                    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
                ));
            }
            1 => {}
            _ => notes.push(format!("button {label:?} has more than one action")),
        }
        if let Some(data) = button["callback_data"].as_str()
            && !(1..=64).contains(&data.len())
        {
            return Err(Failure::bad("BUTTON_DATA_INVALID"));
        }
        if let Some(url) = button["url"].as_str()
            && !is_button_link(url)
        {
            let why = format!("inline keyboard button URL '{url}' is invalid: Wrong HTTP URL");
            return Err(Failure::bad(&why));
        }
        if let Some(text) = button["copy_text"]["text"].as_str()
            && !(1..=256).contains(&text.chars().count())
        {
            return Err(Failure::bad("BUTTON_COPY_TEXT_INVALID"));
        }
    }
    Ok(())
}

fn is_button_link(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| match url.scheme() {
        "http" | "https" => url.has_host(),
        "tg" => true,
        _ => false,
    })
}
