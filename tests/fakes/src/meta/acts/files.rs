//! Files, places and cards that people send.

use bytes::Bytes;
use serde_json::{Value, json};

use super::inbound::Inbound;
use super::{Place, Talk};
use crate::common::Impossible;
use crate::meta::events::{digits, put};
use crate::meta::failure::Failure;
use crate::meta::media::{INBOUND_KEPT_MS, StoredMedia, sha256_base64};
use crate::meta::state::Person;
use crate::meta::views::SeenMedia;

impl Talk {
    /// Records a voice message.
    ///
    /// # Errors
    /// As [`Talk::says`].
    pub fn sends_voice(&self, bytes: impl Into<Bytes>, mime: &str) -> Result<String, Impossible> {
        self.send_file(
            ("audio", mime, bytes.into()),
            None,
            "",
            json!({"voice": true}),
        )
    }

    /// Sends a picture with a caption, which may be empty.
    ///
    /// # Errors
    /// As [`Talk::says`].
    pub fn sends_picture(
        &self,
        bytes: impl Into<Bytes>,
        mime: &str,
        caption: &str,
    ) -> Result<String, Impossible> {
        self.send_file(("image", mime, bytes.into()), None, caption, json!({}))
    }

    /// Sends a video with a caption, which may be empty.
    ///
    /// # Errors
    /// As [`Talk::says`].
    pub fn sends_video(
        &self,
        bytes: impl Into<Bytes>,
        mime: &str,
        caption: &str,
    ) -> Result<String, Impossible> {
        self.send_file(("video", mime, bytes.into()), None, caption, json!({}))
    }

    /// Sends a document.
    ///
    /// # Errors
    /// As [`Talk::says`].
    pub fn sends_document(
        &self,
        bytes: impl Into<Bytes>,
        mime: &str,
        file_name: &str,
    ) -> Result<String, Impossible> {
        self.send_file(
            ("document", mime, bytes.into()),
            Some(file_name),
            "",
            json!({}),
        )
    }

    /// Sends a sticker.
    ///
    /// # Errors
    /// As [`Talk::says`].
    pub fn sends_sticker(&self, bytes: impl Into<Bytes>) -> Result<String, Impossible> {
        let more = json!({"animated": false});
        self.send_file(("sticker", "image/webp", bytes.into()), None, "", more)
    }

    /// Sends any attachment that only Instagram knows: a share, a reel, a
    /// story with a mention.
    ///
    /// # Errors
    /// As [`Talk::says`].
    pub fn sends_attachment(&self, kind: &str, payload: &Value) -> Result<String, Impossible> {
        let attachments = json!({"attachments": [{"type": kind, "payload": payload}]});
        self.must_be_instagram()?;
        self.send(Inbound::new(kind, Value::Null, attachments))
    }

    /// Shows a place on the map; only WhatsApp can.
    ///
    /// # Errors
    /// As [`Talk::says`], and on Instagram.
    pub fn shares_location(&self, place: &Place) -> Result<String, Impossible> {
        self.must_be_whatsapp()?;
        let mut json = json!({"latitude": place.latitude, "longitude": place.longitude});
        put(&mut json, "name", place.name.clone());
        put(&mut json, "address", place.address.clone());
        self.send(Inbound::new("location", json, Value::Null))
    }

    /// Sends a contact card; only WhatsApp can.
    ///
    /// # Errors
    /// As [`Talk::says`], and on Instagram.
    pub fn shares_contact(&self, name: &str, phone: &str) -> Result<String, Impossible> {
        self.must_be_whatsapp()?;
        let mut card = card(name, phone, "other");
        card["vcard"] = Value::from(format!("BEGIN:VCARD\nFN:{name}\nTEL:{phone}\nEND:VCARD"));
        self.send(Inbound::new("contacts", json!([card]), Value::Null))
    }

    /// Shares the own number after the business asked for it; from then on the
    /// business sees it.
    ///
    /// # Errors
    /// As [`Talk::says`], and when nobody asked for it.
    pub fn shares_own_number(&self, phone: &str) -> Result<String, Impossible> {
        self.must_be_whatsapp()?;
        let messages = self.sees().messages.into_iter();
        let mut asked = messages.flat_map(|message| message.buttons);
        if !asked.any(|button| button.id == "request_contact_info") {
            return Err(Impossible("nobody asked for the number".to_owned()));
        }
        let name = self
            .meta
            .look(|state| match state.people.get(&self.person) {
                Some(Person::WhatsApp { spec, .. }) => spec.name.clone(),
                Some(Person::Instagram(_)) | None => String::new(),
            });
        let card = json!([card(&name, phone, "contact_request")]);
        let id = self.send(Inbound::new("contacts", card, Value::Null))?;
        self.change(|state, _| {
            if let Some(Person::WhatsApp { spec, .. }) = state.people.get_mut(&self.person) {
                spec.phone = Some(digits(phone));
            }
        });
        Ok(id)
    }

    /// Orders products of a catalogue: retailer id, quantity and price each.
    ///
    /// # Errors
    /// As [`Talk::says`], and on Instagram.
    pub fn orders(
        &self,
        catalog: &str,
        items: &[(&str, u32, f64)],
        currency: &str,
    ) -> Result<String, Impossible> {
        self.must_be_whatsapp()?;
        let items = items.iter().map(|(id, quantity, price)| {
            json!({
                "product_retailer_id": id,
                "quantity": quantity,
                "item_price": price,
                "currency": currency,
            })
        });
        let items: Vec<Value> = items.collect();
        let order = json!({"catalog_id": catalog, "text": "", "product_items": items});
        self.send(Inbound::new("order", order, Value::Null))
    }

    /// Sends something the API cannot pass on.
    ///
    /// # Errors
    /// As [`Talk::says`].
    pub fn sends_unsupported(&self) -> Result<String, Impossible> {
        let errors = json!({"errors": [Failure::in_status(131_051)]});
        self.send(Inbound::new(
            "unsupported",
            errors,
            json!({"is_unsupported": true}),
        ))
    }

    /// Sends a file above 100 MB, which WhatsApp does not pass on.
    ///
    /// # Errors
    /// As [`Talk::says`], and on Instagram.
    pub fn sends_huge_file(&self) -> Result<String, Impossible> {
        self.must_be_whatsapp()?;
        let errors = json!({"errors": [Failure::in_status(131_052)]});
        self.send(Inbound::new("unsupported", errors, Value::Null))
    }

    fn send_file(
        &self,
        (kind, mime, bytes): (&str, &str, Bytes),
        file_name: Option<&str>,
        caption: &str,
        more: Value,
    ) -> Result<String, Impossible> {
        let root = self.meta.root.clone();
        let (whatsapp, instagram) = self.change(|state, now_ms| {
            self.check(state)?;
            if !self.is_whatsapp(state) {
                let url = state.instagram_link(&root, mime, &bytes, now_ms);
                let kind = if kind == "document" { "file" } else { kind };
                let mut json = json!({"attachments": [{"type": kind, "payload": {"url": url}}]});
                if !caption.is_empty() {
                    json["text"] = Value::from(caption);
                }
                return Ok((Value::Null, json));
            }
            let id = state.store_media(StoredMedia {
                number: self.account.clone(),
                mime: mime.to_owned(),
                bytes: bytes.clone(),
                kept_until_ms: now_ms + INBOUND_KEPT_MS,
            });
            let mut json = json!({
                "id": id,
                "mime_type": mime,
                "sha256": sha256_base64(&bytes),
            });
            if let (Value::Object(json), Value::Object(more)) = (&mut json, more) {
                json.extend(more);
            }
            put(&mut json, "filename", file_name.map(str::to_owned));
            if !caption.is_empty() {
                json["caption"] = Value::from(caption);
            }
            Ok((json, Value::Null))
        })?;
        self.send(Inbound {
            text: caption.to_owned(),
            media: Some(SeenMedia {
                kind: kind.to_owned(),
                mime: mime.to_owned(),
                bytes,
                file_name: file_name.map(str::to_owned),
            }),
            ..Inbound::new(kind, whatsapp, instagram)
        })
    }

    pub(super) fn must_be_whatsapp(&self) -> Result<(), Impossible> {
        let is_whatsapp = self.meta.look(|state| self.is_whatsapp(state));
        let why = || Impossible("only WhatsApp can do this".to_owned());
        is_whatsapp.then_some(()).ok_or_else(why)
    }

    pub(super) fn must_be_instagram(&self) -> Result<(), Impossible> {
        match self.must_be_whatsapp() {
            Ok(()) => Err(Impossible("only Instagram can do this".to_owned())),
            Err(_) => Ok(()),
        }
    }
}

/// A contact card; its origin tells whether it was asked for.
fn card(name: &str, phone: &str, origin: &str) -> Value {
    let digits = digits(phone);
    json!({
        "name": {"formatted_name": name, "first_name": name},
        "phones": [{"phone": format!("+{digits}"), "wa_id": digits, "type": "MOBILE"}],
        "origin": origin,
    })
}
