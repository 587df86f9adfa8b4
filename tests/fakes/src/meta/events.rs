//! What happened, and which apps are told of it where.

use serde_json::{Value, json};

use super::delivery::Parcel;
use super::spec::Product;
use super::state::{Login, Number, Person, State};

/// One event before it is put into a body.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) product: Product,
    /// The WhatsApp business account, or the Instagram account.
    pub(super) entry_id: String,
    /// WhatsApp gives seconds, Instagram milliseconds.
    pub(super) entry_time: i64,
    pub(super) part: Part,
}

#[derive(Clone, Debug)]
pub(super) enum Part {
    Change {
        field: String,
        value: Value,
    },
    /// A change that stands in the entry itself.
    Flat {
        field: String,
        value: Value,
    },
    Messaging(Value),
}

impl Event {
    /// A few words for tests that choose among held deliveries.
    pub(super) fn summary(&self) -> String {
        match &self.part {
            Part::Change { field, value } | Part::Flat { field, value } => {
                let status = value.pointer("/statuses/0/status").and_then(Value::as_str);
                let kind = value.pointer("/messages/0/type").and_then(Value::as_str);
                let what = status.or(kind).unwrap_or_default();
                format!("{field} {what}").trim_end().to_owned()
            }
            Part::Messaging(item) => {
                let known = ["message", "reaction", "postback", "read", "message_edit"];
                let kind = known.iter().find(|kind| item[**kind].is_object());
                (*kind.unwrap_or(&"messaging")).to_owned()
            }
        }
    }
}

impl State {
    /// Tells the apps of a WhatsApp business account. `value` is what stands
    /// beside the product and the number.
    pub(super) fn tell_whatsapp(&mut self, number: &str, field: &str, value: Value, now_ms: i64) {
        let Some(number) = self.numbers.get(number) else {
            return;
        };
        let mut whole = json!({
            "messaging_product": "whatsapp",
            "metadata": {
                "display_phone_number": digits(&number.spec.display),
                "phone_number_id": number.spec.id,
            },
        });
        if let (Value::Object(whole), Value::Object(value)) = (&mut whole, value) {
            whole.extend(value);
        }
        let event = Event {
            product: Product::WhatsApp,
            entry_id: number.spec.waba.clone(),
            entry_time: now_ms.div_euclid(1000),
            part: Part::Change {
                field: field.to_owned(),
                value: whole,
            },
        };
        for (url, secret) in self.whatsapp_doors(number, field) {
            self.post_office
                .take(Parcel::new(url, secret, event.clone(), now_ms));
        }
    }

    /// Tells the apps of a WhatsApp business account something that concerns
    /// no single number.
    pub(super) fn tell_waba(&mut self, waba: &str, field: &str, value: Value, now_ms: i64) {
        let event = Event {
            product: Product::WhatsApp,
            entry_id: waba.to_owned(),
            entry_time: now_ms.div_euclid(1000),
            part: Part::Change {
                field: field.to_owned(),
                value,
            },
        };
        let Some(known) = self.wabas.get(waba) else {
            return;
        };
        let doors: Vec<(String, String)> = known
            .subscribers
            .iter()
            .filter_map(|(app, url)| self.door(app, Product::WhatsApp, field, url.as_ref()))
            .collect();
        for (url, secret) in doors {
            self.post_office
                .take(Parcel::new(url, secret, event.clone(), now_ms));
        }
    }

    /// Tells the apps that asked for this field of an Instagram account.
    pub(super) fn tell_instagram(&mut self, account: &str, field: &str, part: Part, now_ms: i64) {
        let Some(known) = self.accounts.get(account) else {
            return;
        };
        let subscribers = known.subscribers.iter();
        let asked = subscribers.filter(|((_, login), fields)| {
            // A page's list names fields of the page; those of Instagram are
            // chosen in the dashboard.
            *login == Login::Facebook || fields.iter().any(|it| it == field)
        });
        let doors: Vec<(String, String, Login)> = asked
            .filter_map(|((app, login), _)| {
                let (url, secret) = self.door(app, Product::Instagram, field, None)?;
                let own_secret = &self.apps.get(app)?.spec.instagram_secret;
                match login {
                    Login::Instagram => Some((url, own_secret.clone(), *login)),
                    Login::Facebook => Some((url, secret, *login)),
                }
            })
            .collect();
        for (url, secret, login) in doors {
            let is_flat = self.has_flat_comments && login == Login::Instagram;
            let part = match part.clone() {
                Part::Change { field, value } if is_flat => Part::Flat { field, value },
                part => part,
            };
            let entry_time = match &part {
                Part::Messaging(_) => now_ms,
                Part::Change { .. } | Part::Flat { .. } => now_ms.div_euclid(1000),
            };
            let event = Event {
                product: Product::Instagram,
                entry_id: account.to_owned(),
                entry_time,
                part,
            };
            self.post_office
                .take(Parcel::new(url, secret, event, now_ms));
        }
    }

    /// The address and secret of every app that hears of this number: the
    /// number's own address goes before the account's, that before the app's.
    fn whatsapp_doors(&self, number: &Number, field: &str) -> Vec<(String, String)> {
        let Some(waba) = self.wabas.get(&number.spec.waba) else {
            return Vec::new();
        };
        let subscribers = waba.subscribers.iter();
        subscribers
            .filter_map(|(app, url)| {
                let own = number.overrides.get(app).or(url.as_ref());
                self.door(app, Product::WhatsApp, field, own)
            })
            .collect()
    }

    fn door(
        &self,
        app: &str,
        product: Product,
        field: &str,
        instead: Option<&String>,
    ) -> Option<(String, String)> {
        let app = self.apps.get(app).filter(|app| app.spec.is_live)?;
        let callback = app.callbacks.get(&product);
        let chosen = callback.and_then(|it| it.fields.as_ref());
        if chosen.is_some_and(|fields| !fields.iter().any(|it| it == field)) {
            return None;
        }
        let url = instead.or(callback.map(|it| &it.url))?;
        Some((url.clone(), app.spec.secret.clone()))
    }

    /// A person in the `contacts` of a WhatsApp webhook.
    pub(super) fn contact(&self, number: &str, person: &str) -> Value {
        let (wa_id, user_id) = self.ids_for(number, person);
        let mut contact = json!({"profile": {}});
        if let Some(Person::WhatsApp { spec, .. }) = self.people.get(person) {
            contact["profile"]["name"] = Value::from(spec.name.as_str());
            if let Some(username) = &spec.username {
                contact["profile"]["username"] = Value::from(username.as_str());
            }
        }
        put(&mut contact, "wa_id", wa_id);
        put(&mut contact, "user_id", user_id);
        contact
    }

    /// The phone and the user id of a person as this number's business sees them.
    pub(super) fn ids_for(&self, number: &str, person: &str) -> (Option<String>, Option<String>) {
        let business = self.numbers.get(number).map(|it| it.spec.business.as_str());
        self.seen_ids(business.unwrap_or_default(), person)
    }
}

pub(super) fn put(object: &mut Value, name: &str, value: Option<String>) {
    if let Some(value) = value {
        object[name] = Value::from(value);
    }
}

pub(super) fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}
