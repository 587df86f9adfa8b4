//! Instagram's webhooks.
//!
//! `entry[]` has `messaging[]` for direct messages, `changes[]` for comments, or
//! `field` and `value` of its own. What the account itself wrote comes back too,
//! with sender and recipient swapped; own comments come under any of the
//! account's ids and must never be answered.

use serde_json::Value;

use super::event::{
    Choice, ChoiceSort, Comment, Content, Event, Media, MediaSort, Message, Person,
};
use super::loose::{at, ident, inside, is_true, items, moment_ms, text, word};
use super::{Messenger, Notice};

/// What else of Instagram a message may carry.
const SHARES: [&str; 10] = [
    "share",
    "ig_post",
    "ig_reel",
    "reel",
    "story",
    "ig_story",
    "story_mention",
    "media",
    "template",
    "fallback",
];

/// Fields that are known and that nothing follows from.
const OTHER_FIELDS: [&str; 4] = [
    "mentions",
    "story_insights",
    "messaging_handovers",
    "messaging_optins",
];

/// The ids that the console's Test button sends.
const TEST_IDS: [&str; 2] = ["12334", "23245"];

/// The notices of one entry.
pub(super) fn cut(entry: &Value, notices: &mut Vec<Notice>) {
    let account = ident(at(entry, "id")).unwrap_or_default();
    for item in items(at(entry, "messaging")) {
        notices.push(message_notice(&account, item));
    }
    for item in items(at(entry, "standby")) {
        notices.push(notice(&account, "standby", item));
    }
    for change in items(at(entry, "changes")) {
        cut_change(&account, change, notices);
    }
    if at(entry, "field").is_string() || at(entry, "value").is_object() {
        cut_change(&account, entry, notices);
    }
}

fn notice(account: &str, sort: &'static str, item: &Value) -> Notice {
    Notice::of(Messenger::Instagram, account.to_owned(), sort, item)
}

/// A change is a comment, a message in the form of the console, or something new.
fn cut_change(account: &str, change: &Value, notices: &mut Vec<Notice>) {
    let value = at(change, "value");
    let field = text(at(change, "field")).unwrap_or_default();
    match field {
        "comments" | "live_comments" => {
            let id = comment_id(value);
            notices.push(
                notice(account, "comment", value)
                    .keyed(id)
                    .with(ident(inside(value, &["from", "id"])))
                    .beside("field", at(change, "field"))
                    .beside("account", &Value::String(account.to_owned())),
            );
        }
        _ if !at(value, "sender").is_null() || !at(value, "message").is_null() => {
            notices.push(message_notice(account, value));
        }
        _ if OTHER_FIELDS.contains(&field) => notices.push(notice(account, "passed", change)),
        _ => notices.push(notice(account, "unknown", change)),
    }
}

fn comment_id(value: &Value) -> Option<String> {
    ident(at(value, "id")).or_else(|| ident(at(value, "comment_id")))
}

/// What a messaging item is: a deletion, an echo and the message itself share
/// one id.
fn message_notice(account: &str, item: &Value) -> Notice {
    let message = at(item, "message");
    let is_echo = is_true(at(message, "is_echo")) || is_true(at(item, "is_echo"));
    let (sort, id) = if is_true(at(message, "is_deleted")) {
        ("deleted", at(message, "mid"))
    } else if is_echo {
        ("echo", at(message, "mid"))
    } else if !message.is_null() {
        ("message", at(message, "mid"))
    } else if !at(item, "message_edit").is_null() {
        ("edit", &Value::Null)
    } else if !at(item, "reaction").is_null() {
        ("reaction", &Value::Null)
    } else if !at(item, "postback").is_null() {
        ("postback", inside(item, &["postback", "mid"]))
    } else if !at(item, "read").is_null() {
        ("read", &Value::Null)
    } else if !at(item, "referral").is_null() {
        ("referral", &Value::Null)
    } else if !at(item, "policy-enforcement").is_null() || !at(item, "policy_enforcement").is_null()
    {
        ("policy", &Value::Null)
    } else {
        ("unknown", &Value::Null)
    };
    let customer = inside(item, &[if is_echo { "recipient" } else { "sender" }, "id"]);
    notice(account, sort, item)
        .keyed(ident(id))
        .with(ident(customer))
        .beside("account", &Value::String(account.to_owned()))
}

/// Reads a notice.
pub(super) fn read(envelope: &Value) -> Event {
    let item = at(envelope, "item");
    let from = Person {
        id: ident(inside(item, &["sender", "id"])).unwrap_or_default(),
        ..Person::default()
    };
    let mid = ident(inside(item, &["message", "mid"]));
    let sort = text(at(envelope, "sort")).unwrap_or_default();
    let is_test = TEST_IDS.contains(&from.id.as_str());
    match sort {
        "message" | "postback" | "reaction" if is_test => Event::Passed { what: "test" },
        // The account writes to itself: nobody is asking.
        "message" | "postback"
            if is_true(at(item, "is_self")) || is_true(inside(item, &["message", "is_self"])) =>
        {
            Event::Passed { what: "echo" }
        }
        "message" | "postback" | "reaction" if from.id.is_empty() => unknown("without a sender"),
        "message" => said(item, from),
        "deleted" => match mid {
            Some(of) => Event::Deleted { of, from },
            None => unknown("deletion"),
        },
        "echo" => Event::Echo {
            id: mid.unwrap_or_default(),
            to: Person {
                id: ident(inside(item, &["recipient", "id"])).unwrap_or_default(),
                ..Person::default()
            },
            content: content(at(item, "message")).unwrap_or(Content::Unsupported),
        },
        "edit" => edit(item, from),
        "reaction" => reaction(item, from),
        "postback" => postback(item, from),
        "read" if from.id.is_empty() => Event::Passed { what: "read" },
        "read" => Event::Read { by: from },
        "referral" => Event::Passed { what: "referral" },
        "policy" => Event::Passed { what: "policy" },
        "standby" => Event::Passed { what: "standby" },
        "passed" => Event::Passed {
            what: "other_field",
        },
        "comment" => comment(item, envelope),
        _ => unknown(text(at(item, "field")).unwrap_or("body")),
    }
}

fn unknown(what: &str) -> Event {
    Event::Unknown {
        what: what.to_owned(),
    }
}

fn said(item: &Value, from: Person) -> Event {
    let message = at(item, "message");
    let Some(content) = content(message) else {
        return unknown("message");
    };
    Event::Message(Message {
        id: ident(at(message, "mid")).unwrap_or_default(),
        from,
        at_ms: moment_ms(at(item, "timestamp")),
        content,
        reply_to: ident(inside(message, &["reply_to", "mid"])),
        referral: referral(at(message, "referral")),
    })
}

/// The word behind the link, or the advertisement.
fn referral(referral: &Value) -> Option<String> {
    word(at(referral, "ref")).or_else(|| word(at(referral, "ad_id")))
}

/// What a message says; none for one without anything known in it.
fn content(message: &Value) -> Option<Content> {
    let words = text(at(message, "text")).filter(|text| !text.is_empty());
    if let Some(data) = word(inside(message, &["quick_reply", "payload"])) {
        return Some(Content::Choice(Choice {
            data,
            title: words.unwrap_or_default().to_owned(),
            sort: ChoiceSort::Button,
        }));
    }
    let story = inside(message, &["reply_to", "story"]);
    if story.is_object() {
        return Some(Content::Shared {
            what: "story_reply".to_owned(),
            url: word(at(story, "url")),
            text: words.map(str::to_owned),
        });
    }
    if let Some(first) = items(at(message, "attachments")).first() {
        return attachment(first, words);
    }
    if let Some(words) = words {
        return Some(Content::Text(words.to_owned()));
    }
    is_true(at(message, "is_unsupported")).then_some(Content::Unsupported)
}

fn attachment(item: &Value, words: Option<&str>) -> Option<Content> {
    let kind = text(at(item, "type")).unwrap_or_default();
    let url = word(inside(item, &["payload", "url"]));
    let sort = match kind {
        "image" => Some(MediaSort::Image),
        "video" => Some(MediaSort::Video),
        "audio" => Some(MediaSort::Audio),
        "file" => Some(MediaSort::Document),
        "like_heart" | "animated_image" => Some(MediaSort::Sticker),
        _ => None,
    };
    let text = words.map(str::to_owned);
    Some(match sort {
        Some(sort) => Content::Media(Media {
            sort,
            id: None,
            url,
            mime: None,
            file_name: word(inside(item, &["payload", "title"])),
            caption: text,
        }),
        None if kind == "unsupported_type" => Content::Unsupported,
        None if SHARES.contains(&kind) => Content::Shared {
            what: kind.to_owned(),
            url: url.or_else(|| word(inside(item, &["payload", "story_media_url"]))),
            text,
        },
        None => return None,
    })
}

fn edit(item: &Value, from: Person) -> Event {
    let edit = at(item, "message_edit");
    // An edit without a sender is the account's own.
    if from.id.is_empty() {
        return Event::Passed { what: "edited" };
    }
    match (ident(at(edit, "mid")), text(at(edit, "text"))) {
        (Some(of), Some(words)) => Event::Edited {
            of,
            from,
            content: Content::Text(words.to_owned()),
        },
        _ => Event::Passed { what: "edited" },
    }
}

fn reaction(item: &Value, from: Person) -> Event {
    let reaction = at(item, "reaction");
    let Some(to) = ident(at(reaction, "mid")) else {
        return unknown("reaction");
    };
    let sign = word(at(reaction, "emoji")).or_else(|| word(at(reaction, "reaction")));
    let is_taken_away = text(at(reaction, "action")) == Some("unreact");
    Event::Message(Message {
        id: String::new(),
        from,
        at_ms: moment_ms(at(item, "timestamp")),
        content: Content::Reaction {
            to,
            sign: sign.filter(|_| !is_taken_away),
        },
        reply_to: None,
        referral: None,
    })
}

fn postback(item: &Value, from: Person) -> Event {
    let postback = at(item, "postback");
    Event::Message(Message {
        id: ident(at(postback, "mid")).unwrap_or_default(),
        from,
        at_ms: moment_ms(at(item, "timestamp")),
        content: Content::Choice(Choice {
            data: word(at(postback, "payload")).unwrap_or_default(),
            title: word(at(postback, "title")).unwrap_or_default(),
            sort: ChoiceSort::Postback,
        }),
        reply_to: None,
        referral: referral(at(postback, "referral")),
    })
}

fn comment(value: &Value, envelope: &Value) -> Event {
    let Some(id) = comment_id(value) else {
        return unknown("comment");
    };
    // Without an author nobody can tell that it is not the account itself.
    let author = at(value, "from");
    if !author.is_object() {
        return unknown("comment without an author");
    }
    let account = ident(at(envelope, "account")).unwrap_or_default();
    let from_id = ident(at(author, "id")).unwrap_or_default();
    // The account's own comments tell an id of themselves.
    let is_own = from_id == account || !at(author, "self_ig_scoped_id").is_null();
    Event::Comment(Comment {
        id,
        text: word(at(value, "text")).unwrap_or_default(),
        from: Person {
            id: from_id,
            username: word(at(author, "username")),
            ..Person::default()
        },
        parent: ident(at(value, "parent_id")),
        media: ident(inside(value, &["media", "id"])),
        is_live: text(at(envelope, "field")) == Some("live_comments"),
        is_own,
    })
}
