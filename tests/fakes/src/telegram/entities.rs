//! Message entities: finding them in plain text, and showing text as HTML.
//! Offsets count UTF-16 units, as everywhere in the Bot API.

use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entity {
    pub(super) kind: String,
    pub(super) offset: usize,
    pub(super) length: usize,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
}

impl Entity {
    pub(super) fn plain(kind: &str, offset: usize, length: usize) -> Self {
        Self {
            kind: kind.to_owned(),
            offset,
            length,
            url: None,
            language: None,
        }
    }

    pub(super) fn end(&self) -> usize {
        self.offset + self.length
    }

    pub(super) fn to_json(&self) -> Value {
        let mut json = json!({
            "type": self.kind,
            "offset": self.offset,
            "length": self.length,
        });
        if let Some(url) = &self.url {
            json["url"] = json!(url);
        }
        if let Some(language) = &self.language {
            json["language"] = json!(language);
        }
        json
    }

    pub(super) fn from_json(json: &Value) -> Option<Self> {
        let number = |name: &str| usize::try_from(json[name].as_u64()?).ok();
        let text = |name: &str| json[name].as_str().map(str::to_owned);
        Some(Self {
            kind: text("type")?,
            offset: number("offset")?,
            length: number("length")?,
            url: text("url"),
            language: text("language"),
        })
    }
}

pub(super) fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

/// What the server itself marks in plain text.
pub(super) fn detect(text: &str) -> Vec<Entity> {
    let mut found = Vec::new();
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        match kind_of_word(bare) {
            Some((kind, length)) => found.push(Entity::plain(kind, offset, length)),
            None => found.extend(
                mentions(bare)
                    .into_iter()
                    .map(|(at, length)| Entity::plain("mention", offset + at, length)),
            ),
        }
        offset += utf16_len(word);
    }
    found
}

fn kind_of_word(word: &str) -> Option<(&'static str, usize)> {
    if let Some(rest) = word.strip_prefix('/') {
        let is_command = |c: &char| is_of_name(*c) || *c == '@';
        let length = rest.chars().take_while(is_command).count();
        return (length > 0).then_some(("bot_command", length + 1));
    }
    if word.starts_with("https://") || word.starts_with("http://") {
        let bare = word.trim_end_matches(['.', ',', ')', '!', '?']);
        return Some(("url", utf16_len(bare)));
    }
    None
}

/// Where in a word usernames are mentioned: offset and length. A letter before
/// or behind makes it something else, such as an e-mail address.
fn mentions(word: &str) -> Vec<(usize, usize)> {
    let is_wordy = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let (mut at, mut before) = (0, ' ');
    for (index, c) in word.char_indices() {
        if c == '@' && !is_wordy(before) {
            let rest = &word[index + 1..];
            let length = rest.chars().take_while(|c| is_of_name(*c)).count();
            let ends = !rest.chars().nth(length).is_some_and(is_wordy);
            if ends && (4..=32).contains(&length) {
                found.push((at, length + 1));
            }
        }
        before = c;
        at += c.len_utf16();
    }
    found
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Text with entities as HTML that is safe to put into a page.
pub(super) fn to_html(text: &str, entities: &[Entity]) -> String {
    let mut html = String::new();
    let mut open: Vec<&Entity> = Vec::new();
    let mut at = 0;
    for c in text.chars() {
        close_ended(&mut html, &mut open, at);
        for entity in entities
            .iter()
            .filter(|it| it.offset == at && it.length > 0)
        {
            html.push_str(&tags(entity, text).0);
            open.push(entity);
        }
        push_escaped(&mut html, c);
        at += c.len_utf16();
    }
    close_ended(&mut html, &mut open, usize::MAX);
    html
}

/// Closes what ended; what is still inside is closed and opened again, since
/// entities given by position may overlap.
fn close_ended(html: &mut String, open: &mut Vec<&Entity>, at: usize) {
    let Some(first) = open.iter().position(|it| it.end() <= at) else {
        return;
    };
    let inner = open.split_off(first);
    for entity in inner.iter().rev() {
        html.push_str(tags(entity, "").1);
    }
    for entity in inner.into_iter().filter(|it| it.end() > at) {
        html.push_str(&tags(entity, "").0);
        open.push(entity);
    }
}

fn tags(entity: &Entity, text: &str) -> (String, &'static str) {
    let simple = |open: &str, close: &'static str| (open.to_owned(), close);
    match entity.kind.as_str() {
        "bold" => simple("<b>", "</b>"),
        "italic" => simple("<i>", "</i>"),
        "underline" => simple("<u>", "</u>"),
        "strikethrough" => simple("<s>", "</s>"),
        "code" => simple("<code>", "</code>"),
        "pre" => simple("<pre>", "</pre>"),
        "spoiler" => simple("<span class=\"tg-spoiler\">", "</span>"),
        "blockquote" | "expandable_blockquote" => simple("<blockquote>", "</blockquote>"),
        "text_link" | "url" => {
            let shown = || part(text, entity);
            let target = entity.url.clone().unwrap_or_else(shown);
            let mut link = String::from("<a rel=\"noopener\" target=\"_blank\" href=\"");
            target.chars().for_each(|c| push_escaped(&mut link, c));
            link.push_str("\">");
            (link, "</a>")
        }
        _ => simple("", ""),
    }
}

/// The text an entity stands over.
pub(super) fn part(text: &str, entity: &Entity) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let range = units.get(entity.offset..entity.end()).unwrap_or_default();
    String::from_utf16_lossy(range)
}

fn push_escaped(html: &mut String, c: char) {
    match c {
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '&' => html.push_str("&amp;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        other => html.push(other),
    }
}
