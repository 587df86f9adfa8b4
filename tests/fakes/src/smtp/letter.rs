//! A letter as its reader sees it, and what is wrong with it by RFC 5322.

use mail_parser::{HeaderName, HeaderValue, MessageParser, MessagePart, PartType};

/// A letter that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// When it was taken.
    pub at_ms: i64,
    /// The sender of the envelope.
    pub from: String,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// Names and values in their order, unfolded, with encoded words decoded.
    pub headers: Vec<(String, String)>,
    /// The part for readers of plain text.
    pub text: Option<String>,
    /// The part for readers of HTML.
    pub html: Option<String>,
    /// How many other parts there are.
    pub attachments: usize,
    /// Byte for byte as it was sent, with doubled dots taken back.
    pub raw: Vec<u8>,
}

/// The two addresses of a letter and when it came.
pub(super) struct Envelope {
    pub(super) at_ms: i64,
    pub(super) from: String,
    pub(super) to: Vec<String>,
}

impl Letter {
    /// The first header of this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let header = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.as_str())
    }

    /// The subject; empty when there is none.
    pub fn subject(&self) -> &str {
        self.header("subject").unwrap_or_default()
    }

    pub(super) fn read(envelope: Envelope, raw: Vec<u8>) -> Self {
        let parser = MessageParser::new().with_mime_headers();
        let message = parser.parse(&raw).unwrap_or_default();
        let of_kind = |is_html: bool| {
            let mut parts = message.parts.iter();
            parts.find_map(|part| content(part, is_html))
        };
        let (text, html) = (of_kind(false), of_kind(true));
        let attachments = message.attachment_count();
        Self {
            at_ms: envelope.at_ms,
            from: envelope.from,
            to: envelope.to,
            headers: headers(&raw),
            text,
            html,
            attachments,
            raw,
        }
    }
}

/// The decoded text of a part, when it is of this kind.
fn content(part: &MessagePart<'_>, is_html: bool) -> Option<String> {
    let text = match &part.body {
        PartType::Text(text) if !is_html => text,
        PartType::Html(text) if is_html => text,
        _ => return None,
    };
    Some(text.clone().into_owned())
}

fn headers(raw: &[u8]) -> Vec<(String, String)> {
    // One header must be named, or the parser falls back to forms of its own.
    let parser = MessageParser::new()
        .header_text(HeaderName::Subject)
        .default_header_text();
    let Some(message) = parser.parse_headers(raw) else {
        return Vec::new();
    };
    let pairs = message.headers().iter().map(|header| {
        let value = match &header.value {
            HeaderValue::Text(text) => text.to_string(),
            _ => String::new(),
        };
        (header.name().to_owned(), value)
    });
    pairs.collect()
}

/// What is wrong with a letter. `is_8bit` and `is_utf8` are what MAIL promised.
pub(super) fn faults(raw: &[u8], is_8bit: bool, is_utf8: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let end = raw.windows(4).position(|four| four == b"\r\n\r\n");
    let Some(end) = end else {
        return vec!["no empty line after the headers".to_owned()];
    };
    let head = &raw[..end];
    if !head.is_ascii() && !is_utf8 {
        faults.push("headers that are not ASCII".to_owned());
    }
    if !raw.is_ascii() && !is_8bit {
        faults.push("8-bit text without BODY=8BITMIME".to_owned());
    }
    let head = String::from_utf8_lossy(head);
    let lines = head
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']));
    let mut names = Vec::new();
    for line in lines {
        match line.split_once(':') {
            Some((name, _)) if is_name(name) => names.push(name.to_ascii_lowercase()),
            _ => faults.push(format!("{line:?} is no header")),
        }
    }
    // RFC 5322, 3.6; a letter without an id cannot be found again.
    for (name, least, most) in [
        ("from", 1, 1),
        ("date", 1, 1),
        ("message-id", 1, 1),
        ("to", 0, 1),
        ("reply-to", 0, 1),
        ("subject", 0, 1),
        ("mime-version", 0, 1),
        ("content-type", 0, 1),
        ("content-transfer-encoding", 0, 1),
        ("list-unsubscribe", 0, 1),
        ("list-unsubscribe-post", 0, 1),
    ] {
        let count = names.iter().filter(|known| *known == name).count();
        if !(least..=most).contains(&count) {
            faults.push(format!("the header {name} stands there {count} times"));
        }
    }
    let has = |name: &str| names.iter().any(|known| known == name);
    if has("content-type") && !has("mime-version") {
        faults.push("content-type without mime-version".to_owned());
    }
    faults
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}
