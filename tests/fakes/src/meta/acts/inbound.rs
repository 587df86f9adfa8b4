//! A message from a person, on either channel.

use serde_json::{Value, json};

use super::Talk;
use crate::common::Impossible;
use crate::meta::events::{Part, digits, put};
use crate::meta::state::{Person, State};
use crate::meta::threads::Message;
use crate::meta::views::{Author, SeenMedia};

/// A message before it has an id.
pub(super) struct Inbound {
    /// WhatsApp's type; Instagram has texts, attachments and postbacks.
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) media: Option<SeenMedia>,
    /// What stands under the type on WhatsApp.
    pub(super) whatsapp: Value,
    /// What stands beside the message's id on Instagram.
    pub(super) instagram: Value,
    pub(super) reply_to: Option<String>,
    pub(super) ad: Option<String>,
    /// On Instagram some things are told under another name than a message.
    pub(super) instagram_field: (&'static str, &'static str),
}

impl Inbound {
    pub(super) fn new(kind: &str, whatsapp: Value, instagram: Value) -> Self {
        Self {
            kind: kind.to_owned(),
            text: String::new(),
            media: None,
            whatsapp,
            instagram,
            reply_to: None,
            ad: None,
            instagram_field: ("messages", "message"),
        }
    }

    pub(super) fn text(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::new("text", json!({"body": text}), json!({"text": text}))
        }
    }

    pub(super) fn replying_to(self, id: &str) -> Self {
        Self {
            reply_to: Some(id.to_owned()),
            ..self
        }
    }

    pub(super) fn of_ad(self, ad: &str) -> Self {
        Self {
            ad: Some(ad.to_owned()),
            ..self
        }
    }

    pub(super) fn below_story(mut self, story: &str) -> Self {
        let url = format!("https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id={story}");
        self.instagram["reply_to"] = json!({"story": {"id": story, "url": url}});
        self
    }

    fn referral(&self) -> Option<Value> {
        let ad = self.ad.as_ref()?;
        Some(json!({
            "source_url": format!("https://fb.me/{ad}"),
            "source_id": ad,
            "source_type": "ad",
            "headline": "Narxlar",
            "body": "Yozing",
            "media_type": "image",
            "ctwa_clid": format!("clid-{ad}"),
        }))
    }
}

impl Talk {
    /// Sends it and gives its id.
    pub(super) fn send(&self, message: Inbound) -> Result<String, Impossible> {
        self.change(|state, now_ms| {
            self.check(state)?;
            if state.thread(&self.account, &self.person).is_blocked {
                let why = format!("{} blocks {}", self.person, self.account);
                return Err(Impossible(why));
            }
            let id = self.next_id(state);
            let mut kept = Message::new(id.clone(), Author::Person, &message.kind, now_ms);
            kept.content = message.whatsapp.clone();
            kept.seen.text.clone_from(&message.text);
            kept.seen.media.clone_from(&message.media);
            kept.seen.reply_to.clone_from(&message.reply_to);
            let is_whatsapp = self.is_whatsapp(state);
            let thread = state.thread(&self.account, &self.person);
            thread.messages.push(kept);
            thread.last_inbound_ms = Some(now_ms);
            if message.ad.is_some() && is_whatsapp {
                thread.ad_at_ms = Some(now_ms);
            }
            if is_whatsapp {
                self.tell_whatsapp(state, &id, &message, now_ms);
            } else {
                self.tell_instagram(state, &id, &message, now_ms);
            }
            Ok(id)
        })
    }

    fn tell_whatsapp(&self, state: &mut State, id: &str, message: &Inbound, now_ms: i64) {
        let mut json = self.envelope(state, id, &message.kind, now_ms);
        match message.whatsapp.get("errors") {
            // A message that could not be passed on has no content.
            Some(errors) => json["errors"] = errors.clone(),
            None => json[&message.kind] = message.whatsapp.clone(),
        }
        if let Some(to) = &message.reply_to {
            json["context"] = self.context(state, to);
        }
        if let Some(referral) = message.referral() {
            json["referral"] = referral;
        }
        self.tell_message(state, json, now_ms);
    }

    /// Which message is answered, and whose it is.
    fn context(&self, state: &State, to: &str) -> Value {
        let found = state.find_message(&self.account, to);
        let from = match found.map(|(_, message)| message.seen.by) {
            Some(Author::Person) => state.ids_for(&self.account, &self.person).0,
            Some(Author::Api | Author::Phone) | None => {
                let business = state.number(&self.account).ok();
                business.map(|number| digits(&number.spec.display))
            }
        };
        let mut context = json!({"id": to});
        put(&mut context, "from", from);
        context
    }

    fn tell_instagram(&self, state: &mut State, id: &str, message: &Inbound, now_ms: i64) {
        let mut json = json!({"mid": id});
        if let (Value::Object(json), Value::Object(more)) = (&mut json, &message.instagram) {
            json.extend(more.clone());
        }
        if let Some(to) = &message.reply_to {
            json["reply_to"] = json!({"mid": to});
        }
        if let Some(ad) = &message.ad {
            json["referral"] = json!({"source": "ADS", "type": "OPEN_THREAD", "ad_id": ad});
        }
        let (field, name) = message.instagram_field;
        self.tell_item(state, field, (name, json), now_ms);
    }

    /// Tells of something that concerns an earlier message on WhatsApp; it has
    /// an id of its own.
    pub(super) fn tell_own(&self, state: &mut State, kind: &str, content: Value, now_ms: i64) {
        let id = state.next_wamid(&self.person);
        let mut json = self.envelope(state, &id, kind, now_ms);
        json[kind] = content;
        self.tell_message(state, json, now_ms);
    }

    /// Tells an item of Instagram's `messaging` list.
    pub(super) fn tell_item(
        &self,
        state: &mut State,
        field: &str,
        (name, content): (&str, Value),
        now_ms: i64,
    ) {
        let mut item = json!({
            "sender": {"id": self.person},
            "recipient": {"id": self.account},
            "timestamp": now_ms,
        });
        item[name] = content;
        state.tell_instagram(&self.account, field, Part::Messaging(item), now_ms);
    }

    /// What every message from a person has on WhatsApp.
    pub(super) fn envelope(&self, state: &State, id: &str, kind: &str, now_ms: i64) -> Value {
        let mut json = json!({
            "id": id,
            "timestamp": now_ms.div_euclid(1000).to_string(),
            "type": kind,
        });
        let (wa_id, user_id) = state.ids_for(&self.account, &self.person);
        put(&mut json, "from", wa_id);
        put(&mut json, "from_user_id", user_id);
        json
    }

    pub(super) fn tell_message(&self, state: &mut State, message: Value, now_ms: i64) {
        let contact = state.contact(&self.account, &self.person);
        let value = json!({"contacts": [contact], "messages": [message]});
        state.tell_whatsapp(&self.account, "messages", value, now_ms);
    }

    pub(super) fn is_whatsapp(&self, state: &State) -> bool {
        state.numbers.contains_key(&self.account)
    }

    /// Both sides exist and are on the same channel.
    pub(super) fn check(&self, state: &State) -> Result<(), Impossible> {
        let fits = match state.person(&self.person)? {
            Person::WhatsApp { .. } => state.number(&self.account).map(|_| true),
            Person::Instagram(_) => state.account(&self.account).map(|_| true),
        };
        fits.map(|_| ())
    }

    pub(super) fn next_id(&self, state: &mut State) -> String {
        if self.is_whatsapp(state) {
            state.next_wamid(&self.person)
        } else {
            state.next_mid()
        }
    }

    /// A message on the screen.
    pub(super) fn must_have(&self, id: &str) -> Result<(), Impossible> {
        let is_there = self.sees().messages.iter().any(|message| message.id == id);
        let missing = || Impossible(format!("message {id} is not on the screen"));
        is_there.then_some(()).ok_or_else(missing)
    }

    /// A message the person wrote.
    pub(super) fn own<'a>(
        &self,
        state: &'a mut State,
        id: &str,
    ) -> Result<&'a mut Message, Impossible> {
        let message = state.thread(&self.account, &self.person).message_mut(id);
        let own = message.filter(|message| message.seen.by == Author::Person);
        own.ok_or_else(|| Impossible(format!("message {id} is none of {}", self.person)))
    }
}

impl State {
    /// The merchant's own message, as apps on the same number hear of it.
    pub(super) fn tell_phone_echo(
        &mut self,
        number: &str,
        person: &str,
        id: &str,
        text: &str,
        now_ms: i64,
    ) {
        let display = self.numbers.get(number).map(|it| digits(&it.spec.display));
        let mut echo = json!({
            "from": display,
            "id": id,
            "timestamp": now_ms.div_euclid(1000).to_string(),
            "type": "text",
            "text": {"body": text},
        });
        let (wa_id, user_id) = self.ids_for(number, person);
        put(&mut echo, "to", wa_id);
        put(&mut echo, "to_user_id", user_id);
        let value = json!({"message_echoes": [echo]});
        self.tell_whatsapp(number, "smb_message_echoes", value, now_ms);
    }
}
