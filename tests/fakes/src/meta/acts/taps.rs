//! Taps on what the business offers below its messages.

use serde_json::{Value, json};

use super::Talk;
use super::inbound::Inbound;
use crate::common::Impossible;
use crate::meta::views::{Author, SeenButton, SeenMessage};

impl Talk {
    /// Taps a button, quick reply or list row of the last message that has
    /// any, found by its id or label. Returns the id of what that sends.
    ///
    /// # Errors
    /// When nothing on the screen bears this label, or it is a link.
    pub fn taps(&self, label_or_id: &str) -> Result<String, Impossible> {
        let messages = self.sees().messages;
        let offers = |it: &&SeenMessage| it.by == Author::Api && !it.buttons.is_empty();
        let message = messages.iter().rfind(offers);
        let message = message.ok_or_else(|| Impossible("there is nothing to tap".to_owned()))?;
        self.taps_on(&message.id, label_or_id)
    }

    /// As [`Talk::taps`], on one message.
    ///
    /// # Errors
    /// As [`Talk::taps`], and when the message is not on the screen.
    pub fn taps_on(&self, id: &str, label_or_id: &str) -> Result<String, Impossible> {
        let messages = self.sees().messages;
        let message = messages.iter().find(|message| message.id == id);
        let missing = || Impossible(format!("message {id} is not on the screen"));
        let message = message.ok_or_else(missing)?;
        let button = find(&message.buttons, label_or_id)?;
        if button.url.is_some() {
            let why = format!("{label_or_id:?} leads to a page and tells nobody");
            return Err(Impossible(why));
        }
        let is_whatsapp = self.must_be_whatsapp().is_ok();
        if matches!(button.id.as_str(), "send_location" | "request_contact_info") {
            let why = format!("{label_or_id:?} is answered by sharing, not by a tap");
            return Err(Impossible(why));
        }
        // Instagram's quick replies are gone once anything follows.
        let is_stale = messages.last().is_some_and(|last| last.id != id);
        if !is_whatsapp && message.kind == "text" && is_stale {
            return Err(Impossible(format!("{label_or_id:?} is gone")));
        }
        self.send(answer(message, button, is_whatsapp))
    }
}

fn find<'a>(buttons: &'a [SeenButton], label_or_id: &str) -> Result<&'a SeenButton, Impossible> {
    let by_id = buttons.iter().find(|button| button.id == label_or_id);
    let by_title = || buttons.iter().find(|button| button.title == label_or_id);
    by_id.or_else(by_title).ok_or_else(|| {
        let titles: Vec<&str> = buttons.iter().map(|it| it.title.as_str()).collect();
        Impossible(format!("no button {label_or_id:?} among {titles:?}"))
    })
}

fn answer(message: &SeenMessage, button: &SeenButton, is_whatsapp: bool) -> Inbound {
    let (id, title) = (&button.id, &button.title);
    let mut inbound = match (is_whatsapp, message.kind.as_str()) {
        (true, "template") => {
            let content = json!({"text": title, "payload": id});
            Inbound::new("button", content, Value::Null)
        }
        (true, _) => {
            let kind = if message.list_button.is_some() {
                "list_reply"
            } else {
                "button_reply"
            };
            let mut reply = json!({"id": id, "title": title});
            crate::meta::events::put(&mut reply, "description", button.description.clone());
            let content = json!({"type": kind, kind: reply});
            Inbound::new("interactive", content, Value::Null)
        }
        (false, "text") => {
            let content = json!({"text": title, "quick_reply": {"payload": id}});
            Inbound::new("text", Value::Null, content)
        }
        (false, _) => {
            let content = json!({"title": title, "payload": id});
            let mut inbound = Inbound::new("postback", Value::Null, content);
            inbound.instagram_field = ("messaging_postbacks", "postback");
            inbound
        }
    };
    inbound.text.clone_from(title);
    if is_whatsapp {
        inbound = inbound.replying_to(&message.id);
    }
    inbound
}
