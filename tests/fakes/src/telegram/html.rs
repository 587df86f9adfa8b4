//! The Bot API's HTML: a small set of tags, parsed by rule.
//! Rules: <https://core.telegram.org/bots/api#html-style>; offsets and wording
//! of errors follow the public server's parser.

use super::entities::{Entity, utf16_len};

/// Text without markup, its entities, and what a careful client would have
/// escaped although the server lets it pass.
pub(super) struct Parsed {
    pub(super) text: String,
    pub(super) entities: Vec<Entity>,
    pub(super) doubts: Vec<String>,
}

pub(super) fn parse(source: &str) -> Result<Parsed, String> {
    let mut parser = Parser {
        source,
        at: 0,
        text: String::new(),
        length: 0,
        open: Vec::new(),
        entities: Vec::new(),
        doubts: Vec::new(),
    };
    parser.run()?;
    let mut entities = parser.entities;
    entities.sort_by_key(|it| (it.offset, usize::MAX - it.length));
    Ok(Parsed {
        text: parser.text,
        entities,
        doubts: parser.doubts,
    })
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    text: String,
    /// Of the text so far, in UTF-16 units.
    length: usize,
    open: Vec<OpenTag>,
    entities: Vec<Entity>,
    doubts: Vec<String>,
}

struct OpenTag {
    name: String,
    kind: &'static str,
    argument: Option<String>,
    offset: usize,
}

impl Parser<'_> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(c) = self.rest().chars().next() {
            match c {
                '&' => self.reference(),
                '<' if self.rest().starts_with("</") => self.end_tag()?,
                '<' => self.start_tag()?,
                other => {
                    if other == '>' {
                        self.doubts
                            .push(format!("bare '>' at byte offset {}", self.at));
                    }
                    self.at += other.len_utf8();
                    self.push(other);
                }
            }
        }
        match self.open.last() {
            Some(tag) => Err(format!(
                "Can't find end tag corresponding to start tag \"{}\"",
                tag.name
            )),
            None => Ok(()),
        }
    }

    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn push(&mut self, c: char) {
        self.length += c.len_utf16();
        self.text.push(c);
    }

    fn reference(&mut self) {
        match reference(self.rest()) {
            Some((c, bytes)) => {
                self.at += bytes;
                self.push(c);
            }
            None => {
                self.doubts
                    .push(format!("bare '&' at byte offset {}", self.at));
                self.at += 1;
                self.push('&');
            }
        }
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let rest = &self.rest()[1..];
        let name_end = rest.find(|c: char| c.is_whitespace() || c == '>');
        let Some(name_end) = name_end else {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        };
        let name = rest[..name_end].to_ascii_lowercase();
        self.at += 1 + name_end;
        let kind = kind_of_tag(&name)
            .ok_or_else(|| format!("Unsupported start tag \"{name}\" at byte offset {begin}"))?;
        let attributes = self.attributes(&name, begin)?;
        let value = |wanted: &str| {
            let found = attributes.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.clone())
        };
        let argument = match name.as_str() {
            "a" => value("href"),
            "code" => value("class").and_then(|it| it.strip_prefix("language-").map(str::to_owned)),
            _ => None,
        };
        if name == "span" && value("class").as_deref() != Some("tg-spoiler") {
            return Err(format!(
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"
            ));
        }
        let is_expandable = name == "blockquote" && value("expandable").is_some();
        self.open.push(OpenTag {
            kind: if is_expandable {
                "expandable_blockquote"
            } else {
                kind
            },
            name,
            argument,
            offset: self.length,
        });
        Ok(())
    }

    /// Reads up to and including the closing bracket.
    fn attributes(&mut self, tag: &str, begin: usize) -> Result<Vec<(String, String)>, String> {
        let mut found = Vec::new();
        loop {
            self.skip_spaces();
            let rest = self.rest();
            if rest.starts_with('>') {
                self.at += 1;
                return Ok(found);
            }
            let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '>');
            let Some(end) = end else {
                return Err(format!(
                    "Unclosed start tag \"{tag}\" at byte offset {begin}"
                ));
            };
            if end == 0 {
                return Err(format!(
                    "Empty attribute name in the tag \"{tag}\" at byte offset {}",
                    self.at
                ));
            }
            let name = rest[..end].to_ascii_lowercase();
            self.at += end;
            self.skip_spaces();
            let value = if self.rest().starts_with('=') {
                self.at += 1;
                self.attribute_value(tag, begin)?
            } else if name == "expandable" {
                String::new()
            } else {
                return Err(format!(
                    "Expected equal sign in declaration of an attribute of the tag \"{tag}\" at byte offset {begin}"
                ));
            };
            found.push((name, value));
        }
    }

    fn attribute_value(&mut self, tag: &str, begin: usize) -> Result<String, String> {
        self.skip_spaces();
        let unclosed = format!("Unclosed start tag \"{tag}\" at byte offset {begin}");
        let rest = self.rest();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'));
            let end = end.ok_or(unclosed)?;
            let value = rest[..end].to_owned();
            self.at += end;
            return Ok(value);
        };
        let end = rest[1..].find(quote).ok_or(unclosed)?;
        let raw = rest[1..=end].to_owned();
        self.at += end + 2;
        Ok(decoded(&raw))
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let rest = &self.rest()[2..];
        let end = rest.find('>');
        let end = end.ok_or_else(|| format!("Unclosed end tag at byte offset {begin}"))?;
        let name = rest[..end].trim_end().to_ascii_lowercase();
        self.at += end + 3;
        let Some(tag) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        if !name.is_empty() && name != tag.name {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                tag.name
            ));
        }
        self.close(tag);
        Ok(())
    }

    fn close(&mut self, tag: OpenTag) {
        let length = self.length - tag.offset;
        if length == 0 {
            return;
        }
        let mut entity = Entity::plain(tag.kind, tag.offset, length);
        match tag.kind {
            "text_link" => {
                let shown = self.tail(length);
                let url = tag.argument.filter(|it| !it.is_empty()).unwrap_or(shown);
                if !is_link(&url) {
                    self.doubts
                        .push(format!("link to {url:?} is dropped by the server"));
                    return;
                }
                entity.url = Some(url);
            }
            // Code of a language is written as code inside pre.
            "pre" => {
                let whole = |it: &Entity| it.kind == "code" && it.offset == tag.offset;
                if let Some(code) = self.entities.pop_if(|it| whole(it) && it.length == length) {
                    entity.language = code.language;
                }
            }
            "code" => entity.language = tag.argument,
            _ => {}
        }
        self.entities.push(entity);
    }

    fn tail(&self, length: usize) -> String {
        let units: Vec<u16> = self.text.encode_utf16().collect();
        String::from_utf16_lossy(&units[units.len() - length..])
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }
}

fn kind_of_tag(name: &str) -> Option<&'static str> {
    Some(match name {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" | "ins" => "underline",
        "s" | "strike" | "del" => "strikethrough",
        "tg-spoiler" | "span" => "spoiler",
        "code" => "code",
        "pre" => "pre",
        "a" => "text_link",
        "blockquote" => "blockquote",
        _ => return None,
    })
}

pub(super) fn is_link(url: &str) -> bool {
    let schemes = ["http://", "https://", "tg://", "mailto:", "tel:"];
    schemes
        .iter()
        .any(|scheme| url.len() > scheme.len() && url.starts_with(scheme))
}

/// A named or numeric character reference at the start of the text, and its
/// length in bytes.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.find(';')?;
    let c = match &text[1..end] {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        other => {
            let digits = other.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')?
        }
    };
    Some((c, end + 1))
}

fn decoded(raw: &str) -> String {
    let mut text = String::new();
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let found = if c == '&' { reference(rest) } else { None };
        let (shown, bytes) = found.unwrap_or((c, c.len_utf8()));
        text.push(shown);
        rest = &rest[bytes..];
    }
    text
}

/// Cuts white space off both ends, as the server does, and moves entities.
pub(super) fn trimmed(text: &str, entities: Vec<Entity>) -> (String, Vec<Entity>) {
    let from_left = text.trim_start();
    let cut = utf16_len(text) - utf16_len(from_left);
    let kept = from_left.trim_end();
    let length = utf16_len(kept);
    let moved = entities.into_iter().filter_map(|mut entity| {
        let end = entity.end().saturating_sub(cut).min(length);
        entity.offset = entity.offset.saturating_sub(cut);
        entity.length = end.checked_sub(entity.offset)?;
        (entity.length > 0).then_some(entity)
    });
    let entities = moved.collect();
    (kept.to_owned(), entities)
}
