//! What is sent through Meta's messengers, within their limits.

use serde_json::{Value, json};

use super::{FileSort, Messenger};

/// Letters of a WhatsApp text.
pub const WHATSAPP_TEXT_CHARS: usize = 4_096;
/// Bytes of an Instagram text.
pub const INSTAGRAM_TEXT_BYTES: usize = 1_000;
/// Letters of the text above buttons.
pub const WHATSAPP_BODY_CHARS: usize = 1_024;
/// Reply buttons under a WhatsApp message.
pub const WHATSAPP_BUTTONS: usize = 3;
/// Rows of a WhatsApp list.
pub const WHATSAPP_ROWS: usize = 10;
/// Quick replies under an Instagram message.
pub const INSTAGRAM_REPLIES: usize = 13;
/// Letters on a button of either.
const TITLE_CHARS: usize = 20;
/// Letters on a row of a WhatsApp list.
const ROW_CHARS: usize = 24;

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub enum Outgoing {
    /// Words.
    Text {
        /// The words, within the messenger's limit.
        text: String,
        /// The message they answer.
        reply_to: Option<String>,
    },
    /// Words with answers to tap: what comes back and what stands on it.
    Choices {
        /// The words.
        text: String,
        /// The answers, as many as the messenger allows.
        choices: Vec<(String, String)>,
        /// What opens the list where the answers need one.
        open: String,
    },
    /// A file at a public address.
    File {
        /// What it is.
        sort: FileSort,
        /// Where it is.
        url: String,
        /// Words below it.
        caption: Option<String>,
        /// Its name.
        name: Option<String>,
    },
    /// An answer to a comment as a private message.
    ToComment {
        /// The comment.
        comment: String,
        /// The words.
        text: String,
    },
    /// A text of a person after the free day: Instagram allows it for a week.
    HumanText {
        /// The words.
        text: String,
    },
    /// A template of WhatsApp that Meta has approved.
    Template {
        /// Its name.
        name: String,
        /// The language of it, as Meta writes it.
        language: String,
        /// What stands in its places.
        values: Vec<String>,
    },
}

impl Outgoing {
    /// The body of the call.
    pub(super) fn body(&self, messenger: Messenger, to: &str) -> Result<Value, &'static str> {
        match messenger {
            Messenger::WhatsApp => self.whatsapp(to),
            Messenger::Instagram => self.instagram(to),
        }
    }

    fn whatsapp(&self, to: &str) -> Result<Value, &'static str> {
        let (kind, part) = match self {
            Self::Text { text, .. } | Self::HumanText { text } => {
                ("text", json!({"body": text, "preview_url": false}))
            }
            Self::Choices {
                text,
                choices,
                open,
            } => ("interactive", choices_of_whatsapp(text, choices, open)?),
            Self::File {
                sort,
                url,
                caption,
                name,
            } => {
                let mut part = json!({"link": url});
                if let Some(caption) = caption {
                    part["caption"] = json!(caption);
                }
                match sort {
                    FileSort::Image => ("image", part),
                    FileSort::Video => ("video", part),
                    FileSort::Audio => ("audio", part),
                    FileSort::Document => {
                        part["filename"] = json!(name.as_deref().unwrap_or("file"));
                        ("document", part)
                    }
                }
            }
            Self::Template {
                name,
                language,
                values,
            } => {
                let values = values
                    .iter()
                    .map(|text| json!({"type": "text", "text": text}));
                let values: Vec<Value> = values.collect();
                let mut part = json!({"name": name, "language": {"code": language}});
                if !values.is_empty() {
                    part["components"] = json!([{"type": "body", "parameters": values}]);
                }
                ("template", part)
            }
            Self::ToComment { .. } => return Err("WhatsApp has no comments"),
        };
        let mut body = recipient(Messenger::WhatsApp, to);
        body["type"] = json!(kind);
        body[kind] = part;
        if let Self::Text {
            reply_to: Some(message),
            ..
        } = self
        {
            body["context"] = json!({"message_id": message});
        }
        Ok(body)
    }

    fn instagram(&self, to: &str) -> Result<Value, &'static str> {
        let mut body = recipient(Messenger::Instagram, to);
        match self {
            Self::Text { text, .. } => body["message"] = json!({"text": text}),
            Self::Choices { text, choices, .. } => {
                let replies = choices.iter().take(INSTAGRAM_REPLIES).map(|(data, title)| {
                    json!({"content_type": "text", "title": cut(title, TITLE_CHARS), "payload": data})
                });
                body["message"] =
                    json!({"text": text, "quick_replies": replies.collect::<Vec<_>>()});
            }
            Self::File { sort, url, .. } => {
                let kind = match sort {
                    FileSort::Image => "image",
                    FileSort::Video => "video",
                    FileSort::Audio => "audio",
                    FileSort::Document => "file",
                };
                body["message"] = json!({"attachment": {"type": kind, "payload": {"url": url}}});
            }
            Self::ToComment { comment, text } => {
                body["recipient"] = json!({"comment_id": comment});
                body["message"] = json!({"text": text});
            }
            Self::HumanText { text } => {
                body["messaging_type"] = json!("MESSAGE_TAG");
                body["tag"] = json!("HUMAN_AGENT");
                body["message"] = json!({"text": text});
            }
            Self::Template { .. } => return Err("Instagram has no templates"),
        }
        Ok(body)
    }
}

/// Buttons while they suffice, else a list.
fn choices_of_whatsapp(
    text: &str,
    choices: &[(String, String)],
    open: &str,
) -> Result<Value, &'static str> {
    if choices.is_empty() || text.chars().count() > WHATSAPP_BODY_CHARS {
        return Err("no choices, or too long a text above them");
    }
    if choices.len() <= WHATSAPP_BUTTONS {
        let buttons = choices.iter().map(|(data, title)| {
            json!({"type": "reply", "reply": {"id": data, "title": cut(title, TITLE_CHARS)}})
        });
        let buttons: Vec<Value> = buttons.collect();
        return Ok(
            json!({"type": "button", "body": {"text": text}, "action": {"buttons": buttons}}),
        );
    }
    let rows = choices.iter().take(WHATSAPP_ROWS);
    let rows = rows.map(|(data, title)| json!({"id": data, "title": cut(title, ROW_CHARS)}));
    let rows: Vec<Value> = rows.collect();
    Ok(json!({"type": "list", "body": {"text": text},
        "action": {"button": cut(open, TITLE_CHARS), "sections": [{"rows": rows}]}}))
}

/// To whom: on WhatsApp an id within the business is told from a phone by its letters.
pub(super) fn recipient(messenger: Messenger, to: &str) -> Value {
    match messenger {
        Messenger::Instagram => json!({"recipient": {"id": to}}),
        Messenger::WhatsApp => {
            let is_phone = to.chars().all(|c| c.is_ascii_digit());
            let name = if is_phone { "to" } else { "recipient" };
            json!({"messaging_product": "whatsapp", "recipient_type": "individual", name: to})
        }
    }
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// A text in parts that the messenger takes, cut at line ends, else at blanks.
pub fn parts(messenger: Messenger, text: &str) -> Vec<String> {
    let fits = |part: &str| match messenger {
        Messenger::WhatsApp => part.chars().count() <= WHATSAPP_TEXT_CHARS,
        Messenger::Instagram => part.len() <= INSTAGRAM_TEXT_BYTES,
    };
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if fits(rest) {
            parts.push(rest.to_owned());
            break;
        }
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let longest = ends.take_while(|end| fits(&rest[..*end])).last();
        let longest = longest.unwrap_or(rest.len());
        let head = &rest[..longest];
        // A part shorter than half of what fits would look broken.
        let good = |at: &usize| *at > longest / 2;
        let cut = head.rfind('\n').filter(good);
        let cut = cut
            .or_else(|| head.rfind(' ').filter(good))
            .unwrap_or(longest);
        parts.push(rest[..cut].trim_end().to_owned());
        rest = rest[cut..].trim_start();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_where_people_would_cut_them() {
        let line = "Сочиқ, пахта, 70 × 140 см: 94 500 сўм";
        let text = [line; 40].join("\n");
        let parts = parts(Messenger::Instagram, &text);
        assert!(parts.len() > 2);
        for part in &parts {
            assert!(part.len() <= INSTAGRAM_TEXT_BYTES);
            assert!(part.lines().all(|one| one == line), "{part}");
        }
        assert_eq!(parts.join("\n"), text);
        assert_eq!(super::parts(Messenger::WhatsApp, &text).len(), 1);
        let endless = "я".repeat(1_200);
        let parts = super::parts(Messenger::Instagram, &endless);
        assert_eq!(parts.concat(), endless);
        assert!(super::parts(Messenger::WhatsApp, "  ").is_empty());
    }

    #[test]
    fn more_answers_than_buttons_become_a_list() {
        let choice = |n: usize| (format!("c{n}"), format!("Tanlov {n} juda uzun nomi bilan"));
        let body = |count: usize| {
            let choices = (0..count).map(choice).collect();
            let outgoing = Outgoing::Choices {
                text: "Tanlang".to_owned(),
                choices,
                open: "Ochish".to_owned(),
            };
            outgoing.body(Messenger::WhatsApp, "998901234567").unwrap()
        };
        assert_eq!(body(3)["interactive"]["type"], "button");
        assert_eq!(body(4)["interactive"]["type"], "list");
        let rows = &body(14)["interactive"]["action"]["sections"][0]["rows"];
        assert_eq!(rows.as_array().map(Vec::len), Some(WHATSAPP_ROWS));
        let title = body(3)["interactive"]["action"]["buttons"][0]["reply"]["title"].clone();
        assert!(title.as_str().unwrap().chars().count() <= TITLE_CHARS);
    }

    #[test]
    fn a_person_without_a_phone_is_written_to_by_their_id() {
        assert_eq!(
            recipient(Messenger::WhatsApp, "998901234567")["to"],
            "998901234567"
        );
        assert_eq!(
            recipient(Messenger::WhatsApp, "UZ.17")["recipient"],
            "UZ.17"
        );
    }
}
