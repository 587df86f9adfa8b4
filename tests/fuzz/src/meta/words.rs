//! The words of a body and those of what was read in it.

use std::collections::{BTreeMap, BTreeSet};

use scx_connect::meta::{Content, Event, Media, Message, Person};
use serde_json::value::RawValue;

/// Every text and number in a body, as it is written but for what a database
/// refuses; none where half a sign stands among them.
pub(super) fn of(body: &[u8]) -> Option<BTreeSet<String>> {
    let mut words = BTreeSet::new();
    add(serde_json::from_slice(body).ok()?, &mut words)?;
    Some(words)
}

fn add(value: &RawValue, words: &mut BTreeSet<String>) -> Option<()> {
    let json = value.get();
    match json.as_bytes().first()? {
        b'"' => {
            let text: String = serde_json::from_str(json).ok()?;
            words.insert(text.replace('\0', ""));
        }
        b'[' => {
            let all: Vec<&RawValue> = serde_json::from_str(json).ok()?;
            all.into_iter().try_for_each(|value| add(value, words))?;
        }
        b'{' => {
            let all: BTreeMap<String, &RawValue> = serde_json::from_str(json).ok()?;
            all.into_values().try_for_each(|value| add(value, words))?;
        }
        _ => {
            words.insert(json.to_owned());
        }
    }
    Some(())
}

/// What an event takes from its body as it stands there.
#[derive(Default)]
pub(super) struct Said<'e> {
    /// Ids, which stand in indices.
    pub(super) ids: Vec<&'e str>,
    /// Other words.
    pub(super) words: Vec<&'e str>,
}

pub(super) fn said(event: &Event) -> Said<'_> {
    let mut said = Said::default();
    match event {
        Event::Message(message) => said.message(message),
        Event::Edited { of, from, content } => {
            said.ids.push(of);
            said.person(from);
            said.content(content);
        }
        Event::Deleted { of, from } => {
            said.ids.push(of);
            said.person(from);
        }
        Event::Status(status) => {
            said.ids.push(&status.of);
            said.person(&status.to);
            said.words.extend(status.note.as_deref());
            if let Some(pricing) = &status.pricing {
                said.words.extend([&*pricing.category, &pricing.sort]);
            }
            said.words
                .extend(status.failure.iter().map(|failure| &*failure.detail));
        }
        Event::Echo { id, to, content } => {
            said.ids.push(id);
            said.person(to);
            said.content(content);
        }
        Event::Read { by } | Event::Preference { by, .. } => said.person(by),
        Event::Identity { previous, current } => said.ids.extend([&**previous, current]),
        Event::Comment(comment) => {
            let above = [comment.parent.as_deref(), comment.media.as_deref()];
            said.ids.push(&comment.id);
            said.ids.extend(above.into_iter().flatten());
            said.words.push(&comment.text);
            said.person(&comment.from);
        }
        Event::Account { field, .. } if field == "errors" => {}
        Event::Account { field, .. } => said.words.push(field),
        Event::Passed { .. } | Event::Unknown { .. } => {}
    }
    said
}

impl<'e> Said<'e> {
    fn message(&mut self, message: &'e Message) {
        self.ids.push(&message.id);
        self.ids.extend(message.reply_to.as_deref());
        self.words.extend(message.referral.as_deref());
        self.person(&message.from);
        self.content(&message.content);
    }

    fn person(&mut self, person: &'e Person) {
        let names = [&person.phone, &person.name, &person.username];
        self.ids.push(&person.id);
        self.words
            .extend(names.into_iter().flatten().map(String::as_str));
    }

    fn content(&mut self, content: &'e Content) {
        match content {
            Content::Text(words) => self.words.push(words),
            Content::Media(media) => self.media(media),
            Content::Place(place) => {
                let is_place = place.latitude.is_finite() && place.longitude.is_finite();
                assert!(is_place, "{place:?} is on no map");
            }
            Content::Reaction { to, sign } => {
                self.ids.push(to);
                self.words.extend(sign.as_deref());
            }
            Content::Choice(choice) => self.words.extend([&*choice.data, &choice.title]),
            Content::Form { answers } => self.words.push(answers),
            Content::Shared { url, text, .. } => {
                let beside = [url.as_deref(), text.as_deref()];
                self.words.extend(beside.into_iter().flatten());
            }
            // Put together of several words.
            Content::Contacts(_) | Content::Order(_) => {}
            Content::Unsupported => {}
        }
    }

    fn media(&mut self, media: &'e Media) {
        let all = [
            &media.id,
            &media.url,
            &media.mime,
            &media.file_name,
            &media.caption,
        ];
        self.words
            .extend(all.into_iter().flatten().map(String::as_str));
    }
}
