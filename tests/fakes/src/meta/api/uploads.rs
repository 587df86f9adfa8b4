//! Uploading and deleting files of a number.

use serde_json::json;

use crate::meta::Meta;
use crate::meta::access::Caller;
use crate::meta::failure::{Answer, Failure};
use crate::meta::media::{StoredMedia, UPLOAD_KEPT_MS, check_file};
use crate::meta::request::{Host, Request};

pub(super) const MESSAGING: &str = "whatsapp_business_messaging";

impl Meta {
    /// `POST /{number}/media`
    pub(super) fn upload(&self, caller: &Caller, request: &Request, number: &str) -> Answer {
        self.may_message(caller, request, number)?;
        request.only(&["messaging_product", "type"])?;
        if request.need("messaging_product")? != "whatsapp" {
            let why = "Param messaging_product must be one of {WHATSAPP}";
            return Err(Failure::parameter(why));
        }
        let missing = || Failure::parameter("The parameter file is required.");
        let upload = request.upload.as_ref().ok_or_else(missing)?;
        let mime = request.text("type").unwrap_or(&upload.mime);
        check_file(None, mime, &upload.bytes).map_err(|why| Failure::parameter(&why))?;
        let id = self.change(|state, now_ms| {
            state.store_media(StoredMedia {
                number: number.to_owned(),
                mime: mime.to_owned(),
                bytes: upload.bytes.clone(),
                kept_until_ms: now_ms + UPLOAD_KEPT_MS,
            })
        });
        Ok(json!({"id": id}))
    }

    /// `DELETE /{media}`
    pub(super) fn delete_media(&self, caller: &Caller, request: &Request, id: &str) -> Answer {
        request.only(&["phone_number_id"])?;
        self.may_see_media(caller, request, id)?;
        self.change(|state, _| state.media.remove(id));
        Ok(json!({"success": true}))
    }

    /// Whether the file is still there, and of a number the caller may use.
    pub(super) fn may_see_media(
        &self,
        caller: &Caller,
        request: &Request,
        id: &str,
    ) -> Result<(), Failure> {
        let now_ms = self.common.now_ms();
        let missing = || Failure::unsupported(&request.method, id);
        let number = self.look(|state| {
            let media = state.media.get(id)?;
            (now_ms < media.kept_until_ms).then(|| media.number.clone())
        });
        let number = number.ok_or_else(missing)?;
        if request
            .text("phone_number_id")
            .is_some_and(|it| it != number)
        {
            return Err(missing());
        }
        self.may_message(caller, request, &number)
    }

    /// Whether the caller may use this number for messages.
    pub(super) fn may_message(
        &self,
        caller: &Caller,
        request: &Request,
        number: &str,
    ) -> Result<(), Failure> {
        let is_granted = self.look(|state| {
            let number = state.numbers.get(number);
            number.is_some_and(|number| caller.is_granted(&number.spec.waba))
        });
        let id = request.path.first().map_or("", String::as_str);
        if !is_granted || request.host != Host::Facebook {
            return Err(Failure::unsupported(&request.method, id));
        }
        if caller.has(MESSAGING) {
            Ok(())
        } else {
            Err(Failure::no_permission())
        }
    }
}
