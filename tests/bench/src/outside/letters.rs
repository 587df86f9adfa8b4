//! What may be posted to a number's `messages`: its fields and their limits.
//! Source: <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>.

use serde::Deserialize;
use serde_json::Value;

const TEXT_CHARS: usize = 4_096;
const BODY_CHARS: usize = 1_024;
const NOTE_CHARS: usize = 512;
const BUTTONS: usize = 3;
const ROWS: usize = 10;

/// What is wanted of a number.
#[derive(Debug, PartialEq)]
pub(super) enum Wish {
    /// A customer's message is marked as read.
    Read {
        /// The message.
        message: String,
    },
    /// A customer is written to.
    Send {
        /// The phone.
        to: String,
        /// What is read there.
        text: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Receipt {
    messaging_product: String,
    status: String,
    message_id: String,
    typing_indicator: Option<Typed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Letter {
    messaging_product: String,
    recipient_type: Option<String>,
    to: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    text: Option<Text>,
    interactive: Option<Interactive>,
    #[expect(dead_code, reason = "documented and not needed")]
    context: Option<Context>,
    biz_opaque_callback_data: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Context {
    #[expect(dead_code, reason = "documented and not needed")]
    message_id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    body: String,
    #[expect(dead_code, reason = "documented and not needed")]
    preview_url: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Interactive {
    #[serde(rename = "type")]
    kind: String,
    body: Words,
    footer: Option<Words>,
    action: Action,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Action {
    #[serde(default)]
    buttons: Vec<Button>,
    button: Option<String>,
    #[serde(default)]
    sections: Vec<Section>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Button {
    #[serde(rename = "type")]
    kind: String,
    reply: Row,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    title: Option<String>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    title: String,
    description: Option<String>,
}

/// Reads a body; the error is what Meta would say against it.
pub(super) fn read(body: &[u8]) -> Result<Wish, String> {
    let is_receipt = serde_json::from_slice::<Value>(body)
        .map_err(|error| format!("no JSON: {error}"))?
        .get("status")
        .is_some();
    if is_receipt {
        let receipt: Receipt = of(body)?;
        product(&receipt.messaging_product)?;
        let typing = receipt.typing_indicator.map(|typed| typed.kind);
        let is_typing = typing.is_none_or(|kind| kind == "text");
        must(receipt.status == "read" && is_typing, "a wrong receipt")?;
        return Ok(Wish::Read {
            message: receipt.message_id,
        });
    }
    let letter: Letter = of(body)?;
    product(&letter.messaging_product)?;
    let is_one = letter.recipient_type.as_deref().unwrap_or("individual") == "individual";
    must(is_one, "recipient_type is individual")?;
    let is_phone = letter.to.bytes().all(|byte| byte.is_ascii_digit());
    let is_long = (7..=15).contains(&letter.to.len());
    must(is_phone && is_long, "to is a phone with its country code")?;
    let note = letter.biz_opaque_callback_data.unwrap_or_default();
    within("biz_opaque_callback_data", &note, (0, NOTE_CHARS))?;
    let text = match (letter.kind.as_deref(), letter.text, letter.interactive) {
        (None | Some("text"), Some(text), None) => {
            within("text.body", text.body.trim(), (1, TEXT_CHARS))?;
            text.body
        }
        (Some("interactive"), None, Some(interactive)) => interactive.checked()?,
        (kind, ..) => {
            return Err(format!("a message of type {kind:?} with other parts"));
        }
    };
    let to = letter.to;
    Ok(Wish::Send { to, text })
}

impl Interactive {
    /// Its words, when all of it keeps the limits.
    fn checked(self) -> Result<String, String> {
        within("interactive.body", self.body.text.trim(), (1, BODY_CHARS))?;
        let footer = self.footer.map(|footer| footer.text).unwrap_or_default();
        within("interactive.footer", &footer, (0, 60))?;
        let Action {
            buttons,
            button,
            sections,
        } = self.action;
        match (self.kind.as_str(), button) {
            ("button", None) => {
                let count = buttons.len();
                let fits = (1..=BUTTONS).contains(&count) && sections.is_empty();
                must(fits, "one to three buttons")?;
                for button in &buttons {
                    must(button.kind == "reply", "a button is a reply")?;
                    within("a button's id", &button.reply.id, (1, 256))?;
                    within("a button's title", &button.reply.title, (1, 20))?;
                    must(button.reply.description.is_none(), "a button is a title")?;
                }
            }
            ("list", Some(button)) => {
                within("the list's button", &button, (1, 20))?;
                let rows: usize = sections.iter().map(|section| section.rows.len()).sum();
                let fits = (1..=ROWS).contains(&rows) && buttons.is_empty();
                must(fits, "one to ten rows")?;
                sections.iter().try_for_each(Section::checked)?;
            }
            (kind, _) => return Err(format!("interactive of type {kind} with other parts")),
        }
        Ok(self.body.text)
    }
}

impl Section {
    fn checked(&self) -> Result<(), String> {
        let title = self.title.as_deref().unwrap_or_default();
        within("a section's title", title, (0, 24))?;
        for row in &self.rows {
            within("a row's id", &row.id, (1, 200))?;
            within("a row's title", &row.title, (1, 24))?;
            let description = row.description.as_deref().unwrap_or_default();
            within("a row's description", description, (0, 72))?;
        }
        Ok(())
    }
}

fn of<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| error.to_string())
}

fn product(word: &str) -> Result<(), String> {
    must(word == "whatsapp", "messaging_product is whatsapp")
}

fn must(is_so: bool, rule: &str) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(rule.to_owned()) }
}

/// Limits count letters, not bytes.
fn within(what: &str, text: &str, (least, most): (usize, usize)) -> Result<(), String> {
    let is_within = (least..=most).contains(&text.chars().count());
    must(is_within, &format!("{what} has {least} to {most} letters"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn wish(body: &Value) -> Result<Wish, String> {
        read(body.to_string().as_bytes())
    }

    fn letter() -> Value {
        json!({"messaging_product": "whatsapp", "recipient_type": "individual",
            "to": "998900000001", "type": "text", "text": {"body": "Salom", "preview_url": false}})
    }

    #[test]
    fn words_and_receipts_are_told_apart() {
        let sent = Wish::Send {
            to: "998900000001".to_owned(),
            text: "Salom".to_owned(),
        };
        assert_eq!(wish(&letter()), Ok(sent));
        let receipt = json!({"messaging_product": "whatsapp", "status": "read",
            "message_id": "wamid.1", "typing_indicator": {"type": "text"}});
        let read = Wish::Read {
            message: "wamid.1".to_owned(),
        };
        assert_eq!(wish(&receipt), Ok(read));
    }

    #[test]
    fn what_the_documentation_does_not_allow_is_refused() {
        for (name, value) in [
            ("messaging_product", json!("instagram")),
            ("to", json!("UZ.17")),
            ("recipient", json!("UZ.17")),
            ("type", json!("image")),
            ("text", json!({"body": " "})),
            ("text", json!({"body": "Salom", "parse_mode": "HTML"})),
            ("text", json!({"body": "я".repeat(4_097)})),
            ("biz_opaque_callback_data", json!("a".repeat(513))),
        ] {
            let mut letter = letter();
            letter[name] = value;
            assert!(wish(&letter).is_err(), "{letter}");
        }
    }

    #[test]
    fn answers_to_tap_keep_their_limits() {
        let with = |action: Value, kind: &str| {
            let mut letter = letter();
            letter.as_object_mut().expect("an object").remove("text");
            letter["type"] = json!("interactive");
            letter["interactive"] =
                json!({"type": kind, "body": {"text": "Tanlang"}, "action": action});
            wish(&letter)
        };
        let button = |title: &str| json!({"type": "reply", "reply": {"id": "a", "title": title}});
        let row = |n: usize| json!({"id": n.to_string(), "title": "Ha"});
        let rows = |count: usize| json!([{"rows": (0..count).map(row).collect::<Vec<_>>()}]);
        assert!(with(json!({"buttons": [button("Ha")]}), "button").is_ok());
        assert!(with(json!({"buttons": [button(&"a".repeat(21))]}), "button").is_err());
        assert!(with(json!({"buttons": vec![button("Ha"); 4]}), "button").is_err());
        assert!(with(json!({"button": "Ochish", "sections": rows(10)}), "list").is_ok());
        assert!(with(json!({"button": "Ochish", "sections": rows(11)}), "list").is_err());
        assert!(with(json!({"buttons": [button("Ha")]}), "list").is_err());
    }
}
