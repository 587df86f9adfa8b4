//! Sending by a WhatsApp number, and read receipts.

use std::collections::VecDeque;

use base64::Engine as _;
use serde_json::{Value, json};

use super::whatsapp_shape::{self, Draft, FileRef, Wish};
use crate::meta::Meta;
use crate::meta::access::Caller;
use crate::meta::events::digits;
use crate::meta::failure::{Answer, Failure};
use crate::meta::media::check_file;
use crate::meta::request::Request;
use crate::meta::state::{Person, State};
use crate::meta::templates::TemplateCategory;
use crate::meta::threads::{Message, Price};
use crate::meta::views::{Author, SeenMedia};

const PAIR_PACE_MS: i64 = 6_000;
const TYPING_MS: i64 = 25_000;
const DAY_MS: i64 = 24 * 3_600_000;

/// What became of the file in a message.
enum FileFound {
    None,
    Ready(SeenMedia),
    /// It could not be fetched or is not what it should be.
    Broken,
}

impl Meta {
    /// `POST /{number}/messages`
    pub(super) async fn whatsapp_messages(
        &self,
        caller: &Caller,
        request: &Request,
        number: &str,
    ) -> Answer {
        self.may_message(caller, request, number)?;
        match whatsapp_shape::read(&request.values)? {
            Wish::Read {
                message_id,
                is_typing,
            } => self.change(|state, now_ms| {
                state.receive_receipt(number, &message_id, is_typing, now_ms)
            }),
            Wish::Send(mut draft) => {
                let category = self.look(|state| state.fill_template(number, &mut draft))?;
                let file = self.find_file(number, draft.file.as_ref()).await?;
                self.change(|state, now_ms| {
                    state.send_whatsapp(number, &draft, category, file, now_ms)
                })
            }
        }
    }

    async fn find_file(&self, number: &str, file: Option<&FileRef>) -> Result<FileFound, Failure> {
        let Some(file) = file else {
            return Ok(FileFound::None);
        };
        let (mime, bytes) = match (&file.id, &file.link) {
            (Some(id), _) => {
                let now_ms = self.common.now_ms();
                let found = self.look(|state| {
                    let media = state.media_of(number, id, now_ms)?;
                    Some((media.mime.clone(), media.bytes.clone()))
                });
                let why = format!("Media with id {id} does not exist or has expired.");
                found.ok_or_else(|| Failure::whatsapp_because(131_009, why))?
            }
            (None, Some(link)) => match self.fetch(link).await {
                Ok(fetched) => (fetched.mime, fetched.bytes),
                Err(_) => return Ok(FileFound::Broken),
            },
            (None, None) => return Ok(FileFound::None),
        };
        if check_file(Some(&file.kind), &mime, &bytes).is_err() {
            return Ok(FileFound::Broken);
        }
        Ok(FileFound::Ready(SeenMedia {
            kind: file.kind.clone(),
            mime,
            bytes,
            file_name: file.file_name.clone(),
        }))
    }
}

impl State {
    fn receive_receipt(
        &mut self,
        number: &str,
        message_id: &str,
        is_typing: bool,
        now_ms: i64,
    ) -> Answer {
        let found = self.find_message(number, message_id);
        let found = found.filter(|(_, message)| message.seen.by == Author::Person);
        let Some((person, _)) = found else {
            let why = format!("Message {message_id} is none that this number received.");
            return Err(Failure::wrong(131_009, why));
        };
        let person = person.to_owned();
        let thread = self.thread(number, &person);
        thread.read_by_business(message_id);
        if is_typing {
            thread.typing_until_ms = Some(now_ms + TYPING_MS);
        }
        Ok(json!({"success": true}))
    }

    fn send_whatsapp(
        &mut self,
        number: &str,
        draft: &Draft,
        category: Option<TemplateCategory>,
        file: FileFound,
        now_ms: i64,
    ) -> Answer {
        let person = self.recipient(number, draft, category)?;
        self.check_message_ids(number, &person, draft)?;
        self.check_pace(number, &person, now_ms)?;
        let broken = matches!(file, FileFound::Broken).then_some(131_053);
        let refused = self.refusal(number, &person, category, now_ms).or(broken);
        if let Some(code) = refused.filter(|_| self.refuses_at_once) {
            return Err(Failure::whatsapp(code));
        }
        let id = self.record(number, &person, draft, category, file, now_ms);
        if refused.is_none() {
            self.thread(number, &person).answered(now_ms);
            self.apply_reaction(number, &person, draft);
        }
        self.follow_up(number, &person, &id, refused, now_ms);
        Ok(accepted(draft, &person, id))
    }

    /// Finds the person behind `to` or `recipient`; with both the phone wins.
    /// A stranger is called by the phone with a plus.
    fn recipient(
        &self,
        number: &str,
        draft: &Draft,
        category: Option<TemplateCategory>,
    ) -> Result<String, Failure> {
        let Some(number) = self.numbers.get(number) else {
            return Err(Failure::unsupported("post", number));
        };
        let business = &number.spec.business;
        if let Some(to) = &draft.to {
            let phone = digits(to);
            let is_phone = to
                .chars()
                .all(|c| c.is_ascii_digit() || "+ -()".contains(c));
            if !is_phone || phone.len() < 7 || phone.len() > 15 {
                let why = format!("Param to must be a phone number with its country code: {to}");
                return Err(Failure::wrong(131_009, why));
            }
            if phone == digits(&number.spec.display) {
                return Err(Failure::whatsapp(131_021));
            }
            let mut people = self.people.iter();
            let known = people.find(|(_, person)| match person {
                Person::WhatsApp { spec, .. } => spec.phone.as_deref() == Some(&phone),
                Person::Instagram(_) => false,
            });
            return Ok(known.map_or(format!("+{phone}"), |(key, _)| key.clone()));
        }
        let user_id = draft.recipient.clone().unwrap_or_default();
        if !is_user_id(&user_id) {
            let why = format!("Param recipient must be a business-scoped user ID: {user_id}");
            return Err(Failure::wrong(131_009, why));
        }
        if category == Some(TemplateCategory::Authentication) {
            return Err(Failure::whatsapp(131_062));
        }
        let mut people = self.people.keys();
        let known = people.find(|key| self.seen_ids(business, key).1.as_deref() == Some(&user_id));
        // Ids of another portfolio and ids of the past are no ids at all.
        let why = format!("There is no user {user_id} for this business.");
        let unknown = || Failure::whatsapp_because(131_009, why);
        known.cloned().ok_or_else(unknown)
    }

    fn check_message_ids(&self, number: &str, person: &str, draft: &Draft) -> Result<(), Failure> {
        let reacts_to = (draft.kind == "reaction").then(|| &draft.content["message_id"]);
        let reacts_to = reacts_to.and_then(Value::as_str);
        let key = (number.to_owned(), person.to_owned());
        for id in draft.reply_to.as_deref().into_iter().chain(reacts_to) {
            let thread = self.threads.get(&key);
            if thread.and_then(|thread| thread.message(id)).is_none() {
                let why = format!("There is no message {id} in this conversation.");
                return Err(Failure::wrong(131_009, why));
            }
        }
        Ok(())
    }

    /// Throughput of the number, then the pace of one message in six seconds
    /// to one person, from which a burst may be borrowed.
    fn check_pace(&mut self, number: &str, person: &str, now_ms: i64) -> Result<(), Failure> {
        let burst = self.pair_burst.0;
        let paced = self.thread(number, person).paced_until_ms.max(now_ms);
        let known = self.numbers.get_mut(number);
        let known = known.ok_or_else(|| Failure::unsupported("post", number))?;
        let most = known.spec.messages_per_s;
        if !fits(&mut known.sent_at_ms, most, 1000, now_ms) {
            return Err(Failure::whatsapp(130_429));
        }
        if paced - now_ms + PAIR_PACE_MS > burst * PAIR_PACE_MS {
            return Err(Failure::whatsapp(131_056));
        }
        known.sent_at_ms.push_back(now_ms);
        self.thread(number, person).paced_until_ms = paced + PAIR_PACE_MS;
        Ok(())
    }

    /// Why this person will not get it, as Meta's code.
    fn refusal(
        &mut self,
        number: &str,
        person: &str,
        category: Option<TemplateCategory>,
        now_ms: i64,
    ) -> Option<i64> {
        if !self.people.contains_key(person) {
            return Some(131_026);
        }
        let thread = self.thread(number, person);
        if thread.is_blocked {
            return Some(131_026);
        }
        let is_open = thread.window_is_open(now_ms);
        let is_stopped = thread.marketing_is_stopped;
        match category {
            None => (!is_open).then_some(131_047),
            Some(TemplateCategory::Marketing) if is_stopped => Some(131_050),
            Some(_) if is_open => None,
            Some(_) => self.open_conversation(number, person, now_ms),
        }
    }

    /// Writing first counts against the number's tier.
    fn open_conversation(&mut self, number: &str, person: &str, now_ms: i64) -> Option<i64> {
        let known = self.numbers.get_mut(number)?;
        let opened = &mut known.opened;
        opened.retain(|(at_ms, _)| now_ms < at_ms + DAY_MS);
        if opened.iter().any(|(_, known)| known == person) {
            return None;
        }
        if opened.len() >= known.spec.tier.people() {
            return Some(131_048);
        }
        opened.push_back((now_ms, person.to_owned()));
        None
    }

    fn record(
        &mut self,
        number: &str,
        person: &str,
        draft: &Draft,
        category: Option<TemplateCategory>,
        file: FileFound,
        now_ms: i64,
    ) -> String {
        let id = self.next_wamid(person);
        let thread = self.thread(number, person);
        let mut message = Message::new(id.clone(), Author::Api, &draft.kind, now_ms);
        message.content = draft.content.clone();
        message.callback_data.clone_from(&draft.callback_data);
        message.is_to_user_id = draft.to.is_none();
        message.price = Price {
            category: price_category(category),
            is_in_window: thread.window_is_open(now_ms),
            is_free_entry: thread.is_free_entry(now_ms),
            ends_at_sent: draft.kind == "reaction",
        };
        let seen = &mut message.seen;
        seen.text.clone_from(&draft.text);
        seen.header.clone_from(&draft.header);
        seen.footer.clone_from(&draft.footer);
        seen.buttons.clone_from(&draft.buttons);
        let list = draft
            .content
            .pointer("/action/button")
            .and_then(Value::as_str);
        seen.list_button = list.map(str::to_owned);
        seen.reply_to.clone_from(&draft.reply_to);
        if let FileFound::Ready(media) = file {
            seen.media = Some(media);
        }
        thread.messages.push(message);
        id
    }

    /// An empty or missing emoji takes the reaction back.
    fn apply_reaction(&mut self, number: &str, person: &str, draft: &Draft) {
        if draft.kind != "reaction" {
            return;
        }
        let id = draft.content["message_id"].as_str().unwrap_or_default();
        let emoji = draft.content["emoji"].as_str().unwrap_or_default();
        if let Some(message) = self.thread(number, person).message_mut(id) {
            if emoji.is_empty() {
                message.seen.reactions.remove(&Author::Api);
            } else {
                message.seen.reactions.insert(Author::Api, emoji.to_owned());
            }
        }
    }

    /// A message id as WhatsApp writes them.
    pub(in crate::meta) fn next_wamid(&mut self, person: &str) -> String {
        let inner = format!("\u{1c}\u{18}{person}\u{15}{:08X}", self.next_serial());
        let inner = base64::engine::general_purpose::STANDARD.encode(inner);
        format!("wamid.{inner}")
    }
}

/// Whether one more fits into this span; forgets what is older.
pub(super) fn fits(sent: &mut VecDeque<i64>, most: usize, span_ms: i64, now_ms: i64) -> bool {
    sent.retain(|at_ms| now_ms < at_ms + span_ms);
    sent.len() < most
}

fn price_category(category: Option<TemplateCategory>) -> &'static str {
    match category {
        None => "service",
        Some(TemplateCategory::Utility) => "utility",
        Some(TemplateCategory::Marketing) => "marketing",
        Some(TemplateCategory::Authentication) => "authentication",
    }
}

fn accepted(draft: &Draft, person: &str, id: String) -> Value {
    let contact = match (&draft.to, &draft.recipient) {
        (Some(to), _) => json!({"input": to, "wa_id": digits(to)}),
        (None, recipient) => {
            json!({"input": recipient, "user_id": recipient.as_deref().unwrap_or(person)})
        }
    };
    let mut message = json!({"id": id});
    if draft.kind == "template" {
        message["message_status"] = Value::from("accepted");
    }
    json!({
        "messaging_product": "whatsapp",
        "contacts": [contact],
        "messages": [message],
    })
}

/// Two letters of a country, a dot, up to 128 letters and digits; parent ids
/// have `ENT.` between.
fn is_user_id(text: &str) -> bool {
    let Some((country, rest)) = text.split_once('.') else {
        return false;
    };
    let rest = rest.strip_prefix("ENT.").unwrap_or(rest);
    country.len() == 2
        && country.chars().all(|c| c.is_ascii_uppercase())
        && (1..=128).contains(&rest.len())
        && rest.chars().all(|c| c.is_ascii_alphanumeric())
}
