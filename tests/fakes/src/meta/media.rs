//! Files: uploads, inbound attachments, the addresses that give them out, and
//! the files Meta fetches from others.

use base64::Engine as _;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use url::form_urlencoded;

use super::Meta;
use super::failure::Failure;
use super::state::State;
use crate::common::hex;
use crate::common::serve::{Call, Reply};
use crate::common::traffic::Exchange;

const LINK_LIVES_MS: i64 = 5 * 60_000;
const INSTAGRAM_LINK_LIVES_MS: i64 = 24 * 3_600_000;
pub(super) const UPLOAD_KEPT_MS: i64 = 30 * 24 * 3_600_000;
pub(super) const INBOUND_KEPT_MS: i64 = 7 * 24 * 3_600_000;
const MIB: usize = 1024 * 1024;
const KIB: usize = 1024;

/// A file on WhatsApp's servers.
#[derive(Clone)]
pub(super) struct StoredMedia {
    /// The number it was uploaded to or sent to.
    pub(super) number: String,
    pub(super) mime: String,
    pub(super) bytes: Bytes,
    pub(super) kept_until_ms: i64,
}

/// Where bytes can be fetched for a while.
pub(super) struct Link {
    bytes: Bytes,
    mime: String,
    valid_until_ms: i64,
    /// WhatsApp's addresses want a token that may see this account.
    waba: Option<String>,
}

/// The types WhatsApp takes, how it calls them, and the largest size.
const TYPES: &[(&str, &str, usize)] = &[
    ("audio/aac", "audio", 16 * MIB),
    ("audio/amr", "audio", 16 * MIB),
    ("audio/mpeg", "audio", 16 * MIB),
    ("audio/mp4", "audio", 16 * MIB),
    ("audio/ogg", "audio", 16 * MIB),
    ("text/plain", "document", 100 * MIB),
    ("application/pdf", "document", 100 * MIB),
    ("application/msword", "document", 100 * MIB),
    ("application/vnd.ms-excel", "document", 100 * MIB),
    ("application/vnd.ms-powerpoint", "document", 100 * MIB),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "document",
        100 * MIB,
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "document",
        100 * MIB,
    ),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "document",
        100 * MIB,
    ),
    ("image/jpeg", "image", 5 * MIB),
    ("image/png", "image", 5 * MIB),
    ("image/webp", "sticker", 100 * KIB),
    ("video/mp4", "video", 16 * MIB),
    ("video/3gpp", "video", 16 * MIB),
];
const ANIMATED_STICKER: usize = 500 * KIB;

/// A file that Meta fetched from a link in a request.
pub(super) struct Fetched {
    pub(super) mime: String,
    pub(super) bytes: Bytes,
}

/// Checks type and size as WhatsApp does.
pub(super) fn check_file(kind: Option<&str>, mime: &str, bytes: &[u8]) -> Result<(), String> {
    let base = mime.split(';').next().unwrap_or_default().trim();
    let known = TYPES.iter().find(|(known, ..)| *known == base);
    let Some((_, own_kind, most)) = known.copied() else {
        let all: Vec<&str> = TYPES.iter().map(|(mime, ..)| *mime).collect();
        let all = all.join(", ");
        return Err(format!(
            "Param file must be a file with one of the following types: {all}. Received file of \
             type '{mime}'."
        ));
    };
    // Anything WhatsApp knows may also travel as a document.
    if kind.is_some_and(|kind| kind != own_kind && kind != "document") {
        return Err(format!(
            "Media type {mime} does not fit a message of type {}",
            kind.unwrap_or_default()
        ));
    }
    let is_animated = own_kind == "sticker" && bytes.windows(4).any(|it| it == b"ANIM");
    let most = if is_animated { ANIMATED_STICKER } else { most };
    if bytes.len() > most {
        return Err(format!(
            "Media file size too big. Max file size we currently support: {most} bytes."
        ));
    }
    Ok(())
}

/// As webhooks show the hash of a file.
pub(super) fn sha256_base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(bytes))
}

/// As the media endpoint shows the hash of a file.
pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

impl State {
    /// Keeps a file and gives its id.
    pub(super) fn store_media(&mut self, media: StoredMedia) -> String {
        let id = (1_013_859_600_000_000 + self.next_serial()).to_string();
        self.media.insert(id.clone(), media);
        id
    }

    /// The file if it still exists and belongs to this number.
    pub(super) fn media_of(&self, number: &str, id: &str, now_ms: i64) -> Option<&StoredMedia> {
        let media = self.media.get(id)?;
        (media.number == number && now_ms < media.kept_until_ms).then_some(media)
    }

    /// A new address for a file of WhatsApp.
    pub(super) fn whatsapp_link(&mut self, root: &str, id: &str, now_ms: i64) -> Option<String> {
        let media = self.media.get(id)?.clone();
        let waba = self.numbers.get(&media.number)?.spec.waba.clone();
        let valid_until_ms = now_ms + LINK_LIVES_MS;
        let key = format!("ARk{:012}", self.next_serial());
        let link = Link {
            bytes: media.bytes,
            mime: media.mime,
            valid_until_ms,
            waba: Some(waba),
        };
        self.links.insert(key.clone(), link);
        let ends_s = valid_until_ms.div_euclid(1000);
        Some(format!(
            "{root}/graph/whatsapp_business/attachments/?mid={id}&source=getMedia&ext={ends_s}&hash={key}"
        ))
    }

    /// An address for a file that was sent on Instagram.
    pub(super) fn instagram_link(
        &mut self,
        root: &str,
        mime: &str,
        bytes: &Bytes,
        now_ms: i64,
    ) -> String {
        let asset = 18_000_000_000_000_000 + self.next_serial();
        let key = format!("AYz{:012}", self.next_serial());
        let link = Link {
            bytes: bytes.clone(),
            mime: mime.to_owned(),
            valid_until_ms: now_ms + INSTAGRAM_LINK_LIVES_MS,
            waba: None,
        };
        self.links.insert(key.clone(), link);
        format!("{root}/instagram/ig_messaging_cdn/?asset_id={asset}&signature={key}")
    }
}

impl Meta {
    /// Answers when the call is for bytes.
    pub(super) fn download(&self, call: &Call) -> Option<Reply> {
        let name = match call.path.trim_end_matches('/') {
            "/whatsapp_business/attachments" => "hash",
            "/ig_messaging_cdn" => "signature",
            _ => return None,
        };
        let mut query = form_urlencoded::parse(call.query.as_bytes());
        let key = query.find(|(key, _)| key == name).map(|(_, key)| key);
        let token = call.header("authorization");
        let token = token.and_then(|it| it.strip_prefix("Bearer "));
        let now_ms = self.common.now_ms();
        let reply = self.look(|state| {
            let link = state.links.get(key?.as_ref())?;
            if let Some(waba) = &link.waba {
                let caller = token.and_then(|token| state.caller(token, now_ms).ok());
                if !caller.is_some_and(|caller| caller.is_granted(waba)) {
                    let message = "Authentication Error";
                    return Some(Failure::token(None, message).reply());
                }
            }
            (now_ms < link.valid_until_ms).then(|| {
                let base = link.mime.split(';').next().unwrap_or_default();
                let known = TYPES.iter().find(|(known, ..)| *known == base);
                let reply = Reply::bytes(200, link.bytes.clone());
                Reply {
                    content_type: known.map_or(reply.content_type, |(known, ..)| known),
                    ..reply
                }
            })
        });
        if token.is_none() && name == "hash" {
            let line = "graph GET of a media address without a token";
            self.common.note_unexpected(line.to_owned());
        }
        Some(reply.unwrap_or_else(|| Reply::bytes(404, Bytes::from_static(b"URL expired"))))
    }

    /// Fetches a link as Meta's servers do. The text says why it failed.
    pub(super) async fn fetch(&self, url: &str) -> Result<Fetched, String> {
        let failed = |why: String| format!("Downloading media from weblink failed with {why}");
        let request = self.client.get(url).header("user-agent", "WhatsApp/2.0");
        let response = self.ask(request).await;
        let status = response.as_ref().map_or(0, |it| it.status().as_u16());
        self.common.log(Exchange {
            seq: 0,
            at_ms: self.common.now_ms(),
            service: "meta".to_owned(),
            method: ">GET".to_owned(),
            path: url.to_owned(),
            status,
            ..Exchange::default()
        });
        let response = response.ok_or_else(|| failed("no answer".to_owned()))?;
        if status != 200 {
            return Err(failed(format!("http code {status}")));
        }
        let mime = response.headers().get("content-type");
        let mime = mime.and_then(|it| it.to_str().ok()).unwrap_or_default();
        let mime = mime.to_owned();
        let bytes = response.bytes().await;
        let bytes = bytes.map_err(|error| failed(error.to_string()))?;
        Ok(Fetched { mime, bytes })
    }
}
