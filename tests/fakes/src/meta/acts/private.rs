//! What people on WhatsApp settle with the business: marketing, numbers, ids.

use serde_json::json;

use super::Talk;
use crate::common::Impossible;
use crate::meta::events::put;
use crate::meta::state::Person;

impl Talk {
    /// Wants no more marketing from this number.
    ///
    /// # Errors
    /// As [`Talk::says`], and on Instagram.
    pub fn stops_marketing(&self) -> Result<(), Impossible> {
        self.set_marketing(false)
    }

    /// Wants marketing again.
    ///
    /// # Errors
    /// As [`Talk::says`], and on Instagram.
    pub fn resumes_marketing(&self) -> Result<(), Impossible> {
        self.set_marketing(true)
    }

    /// Moves to another phone number.
    ///
    /// # Errors
    /// As [`Talk::says`], and on Instagram.
    pub fn changes_phone(&self, phone: &str) -> Result<(), Impossible> {
        self.must_be_whatsapp()?;
        self.change(|state, now_ms| {
            self.check(state)?;
            let id = state.next_wamid(&self.person);
            // The message still comes from the old number.
            let mut message = self.envelope(state, &id, "system", now_ms);
            let contact = state.contact(&self.account, &self.person);
            if let Some(Person::WhatsApp { spec, .. }) = state.people.get_mut(&self.person) {
                let old = spec.phone.replace(phone.to_owned()).unwrap_or_default();
                let body = format!("User {} changed from {old} to {phone}", spec.name);
                message["system"] =
                    json!({"body": body, "type": "user_changed_number", "wa_id": phone});
            }
            let value = json!({"contacts": [contact], "messages": [message]});
            state.tell_whatsapp(&self.account, "messages", value, now_ms);
            Ok(())
        })
    }

    /// Gets another business-scoped id, as a new phone number brings it.
    ///
    /// # Errors
    /// As [`Talk::says`], on Instagram, and when there was no id before.
    pub fn changes_user_id(&self, user_id: &str) -> Result<(), Impossible> {
        self.must_be_whatsapp()?;
        self.change(|state, now_ms| {
            self.check(state)?;
            let number = state.number(&self.account)?;
            let business = number.spec.business.clone();
            let (wa_id, old) = state.seen_ids(&business, &self.person);
            let missing = || Impossible(format!("{} has no user id", self.person));
            let old = old.ok_or_else(missing)?;
            let id = state.next_wamid(&self.person);
            let mut message = self.envelope(state, &id, "system", now_ms);
            let mut name = String::new();
            if let Some(Person::WhatsApp { spec, user_ids }) = state.people.get_mut(&self.person) {
                name.clone_from(&spec.name);
                user_ids.insert(business, user_id.to_owned());
            }
            message["system"] = json!({
                "body": format!("User {name} changed from {old} to {user_id}"),
                "type": "user_changed_user_id",
                "user_id": user_id,
                "previous_user_id": old,
            });
            self.tell_message(state, message, now_ms);
            let mut update = json!({
                "detail": "User ID changed",
                "user_id": {"previous": old, "current": user_id},
                "timestamp": now_ms.div_euclid(1000).to_string(),
            });
            put(&mut update, "wa_id", wa_id);
            let contact = state.contact(&self.account, &self.person);
            let value = json!({"contacts": [contact], "user_id_update": [update]});
            state.tell_whatsapp(&self.account, "user_id_update", value, now_ms);
            Ok(())
        })
    }

    fn set_marketing(&self, is_wanted: bool) -> Result<(), Impossible> {
        self.must_be_whatsapp()?;
        self.change(|state, now_ms| {
            self.check(state)?;
            let thread = state.thread(&self.account, &self.person);
            thread.marketing_is_stopped = !is_wanted;
            let word = if is_wanted { "resume" } else { "stop" };
            let mut preference = json!({
                "detail": format!("User requested to {word} marketing messages"),
                "category": "marketing_messages",
                "value": word,
                "timestamp": now_ms.div_euclid(1000),
            });
            let (wa_id, user_id) = state.ids_for(&self.account, &self.person);
            put(&mut preference, "wa_id", wa_id);
            put(&mut preference, "user_id", user_id);
            let contact = state.contact(&self.account, &self.person);
            let value = json!({"contacts": [contact], "user_preferences": [preference]});
            state.tell_whatsapp(&self.account, "user_preferences", value, now_ms);
            Ok(())
        })
    }
}
