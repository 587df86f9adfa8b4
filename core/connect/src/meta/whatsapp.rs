//! WhatsApp's webhooks.
//!
//! `entry[].changes[].value` holds lists; each element is a notice. What a value
//! is about is told by the lists it has, not by `field`, of which there are more
//! every year. A person may be known by a phone number, by an id within the
//! business, or by both.

mod content;

use serde_json::Value;

use self::content::content;
use super::event::{Content, Event, Failure, Message, Person, Pricing, Status, StatusState};
use super::loose::{at, ident, inside, items, moment_ms, text, whole, word};
use super::{Messenger, Notice};

/// Fields about the account's own standing.
const ACCOUNT_FIELDS: [&str; 12] = [
    "account_update",
    "account_review_update",
    "account_alerts",
    "account_settings_update",
    "business_capability_update",
    "phone_number_quality_update",
    "phone_number_name_update",
    "security",
    "business_username_update",
    "business_username_updates",
    "business_status_update",
    "payment_configuration_update",
];

/// Fields that are known and that nothing follows from, whatever lists they
/// have: a call has states too, which are none of a message.
const OTHER_FIELDS: [&str; 7] = [
    "smb_app_state_sync",
    "calls",
    "flows",
    "standby",
    "messaging_handovers",
    "tracking_events",
    "partner_solutions",
];

/// The lists of a value that are read.
const LISTS: [&str; 6] = [
    "messages",
    "statuses",
    "message_echoes",
    "user_preferences",
    "user_id_update",
    "errors",
];

/// The notices of one entry.
pub(super) fn cut(entry: &Value, notices: &mut Vec<Notice>) {
    let business = ident(at(entry, "id")).unwrap_or_default();
    for change in items(at(entry, "changes")) {
        let value = at(change, "value");
        let number = ident(inside(value, &["metadata", "phone_number_id"]));
        let field = text(at(change, "field")).unwrap_or_default();
        let account = number.clone().unwrap_or_else(|| business.clone());
        let whole = |sort| {
            Notice::of(Messenger::WhatsApp, account.clone(), sort, change)
                .beside("time", at(entry, "time"))
        };
        let is_other = OTHER_FIELDS.contains(&field) || field.starts_with("group_");
        let is_of_account = ACCOUNT_FIELDS.contains(&field) || field.contains("template");
        let is_list = |list: &Value| list.is_array() || list.is_object() || list.is_null();
        let has_lists = LISTS
            .iter()
            .any(|list| value.get(list).is_some_and(is_list));
        if is_other {
            notices.push(whole("passed"));
        } else if field == "history" {
            cut_history(&account, change, notices);
        } else if is_of_account {
            notices.push(whole("account"));
        } else if has_lists && (number.is_some() || !business.is_empty()) {
            cut_value(&account, number.is_some(), value, notices);
        } else {
            notices.push(whole("unknown"));
        }
    }
}

/// Old messages, handed over once; files of them come later, looking like new
/// messages.
fn cut_history(account: &str, change: &Value, notices: &mut Vec<Notice>) {
    let value = at(change, "value");
    let lists = ["messages", "message_echoes"].map(|list| items(at(value, list)));
    let old = lists.concat();
    let old = if old.is_empty() {
        std::slice::from_ref(value)
    } else {
        &old
    };
    for item in old {
        notices.push(Notice::of(
            Messenger::WhatsApp,
            account.to_owned(),
            "history",
            item,
        ));
    }
}

fn cut_value(account: &str, has_number: bool, value: &Value, notices: &mut Vec<Notice>) {
    // Without the number nobody knows whose customer it is.
    let notice = |sort, item| {
        let is_given = has_number || matches!(sort, "preference" | "identity" | "errors");
        let sort = if is_given { sort } else { "unknown" };
        Notice::of(Messenger::WhatsApp, account.to_owned(), sort, item)
    };
    let contacts = items(at(value, "contacts"));
    for message in items(at(value, "messages")) {
        let contact = contact_of(message, contacts);
        notices.push(
            notice("message", message)
                .keyed(ident(at(message, "id")))
                .with(sender(message, contact))
                .beside("contact", contact),
        );
    }
    for status in items(at(value, "statuses")) {
        let id = ident(at(status, "id"));
        let state = word(at(status, "status")).unwrap_or_default();
        let recipient = id_of(status, "recipient_user_id", "recipient_id");
        notices.push(
            notice("status", status)
                .keyed(id.map(|id| format!("{id}:{state}")))
                .with(recipient),
        );
    }
    for echo in items(at(value, "message_echoes")) {
        notices.push(
            notice("echo", echo)
                .keyed(ident(at(echo, "id")))
                .with(id_of(echo, "to_user_id", "to")),
        );
    }
    for wish in items(at(value, "user_preferences")) {
        notices.push(notice("preference", wish).with(id_of(wish, "user_id", "wa_id")));
    }
    for change in items(at(value, "user_id_update")) {
        let previous = inside(change, &["user_id", "previous"]);
        let previous = ident(previous).or_else(|| ident(at(change, "previous")));
        notices.push(notice("identity", change).with(previous));
    }
    for error in items(at(value, "errors")) {
        notices.push(notice("errors", error));
    }
}

/// The contact that belongs to a message; the only one if none is named.
fn contact_of<'a>(message: &Value, contacts: &'a [Value]) -> &'a Value {
    let (phone, id) = (
        ident(at(message, "from")),
        ident(at(message, "from_user_id")),
    );
    let is_theirs = |contact: &&Value| {
        let same =
            |ours: &Option<String>, field| ours.is_some() && *ours == ident(at(contact, field));
        same(&id, "user_id") || same(&phone, "wa_id")
    };
    let named = contacts.iter().find(is_theirs);
    let only = contacts.first().filter(|_| contacts.len() == 1);
    named.or(only).unwrap_or(&Value::Null)
}

/// The id within the business if there is one, else the phone number.
fn id_of(value: &Value, user: &str, phone: &str) -> Option<String> {
    ident(at(value, user)).or_else(|| ident(at(value, phone)))
}

fn sender(message: &Value, contact: &Value) -> Option<String> {
    ident(at(message, "from_user_id"))
        .or_else(|| ident(at(contact, "user_id")))
        .or_else(|| ident(at(message, "from")))
        .or_else(|| ident(at(contact, "wa_id")))
}

/// Reads a notice.
pub(super) fn read(envelope: &Value) -> Event {
    let item = at(envelope, "item");
    let contact = at(envelope, "contact");
    match text(at(envelope, "sort")).unwrap_or_default() {
        "message" => message(item, contact),
        "status" => status(item),
        "echo" => Event::Echo {
            id: ident(at(item, "id")).unwrap_or_default(),
            to: Person {
                id: id_of(item, "to_user_id", "to").unwrap_or_default(),
                phone: word(at(item, "to")),
                ..Person::default()
            },
            content: content(item).unwrap_or(Content::Unsupported),
        },
        "preference" => preference(item),
        "identity" => identity(item),
        "errors" => Event::Account {
            field: "errors".to_owned(),
            what: failure(item).map_or_else(String::new, |failure| failure.detail),
        },
        "account" => Event::Account {
            field: word(at(item, "field")).unwrap_or_default(),
            what: at(item, "value").to_string(),
        },
        "history" => Event::Passed { what: "history" },
        "passed" if text(at(item, "field")) == Some("standby") => Event::Passed { what: "standby" },
        "passed" => Event::Passed {
            what: "other_field",
        },
        _ => Event::Unknown {
            what: word(at(item, "field")).unwrap_or_else(|| "body".to_owned()),
        },
    }
}

fn person(message: &Value, contact: &Value) -> Person {
    let phone = ident(at(message, "from")).or_else(|| ident(at(contact, "wa_id")));
    Person {
        id: sender(message, contact).unwrap_or_default(),
        phone,
        name: word(inside(contact, &["profile", "name"])),
        username: word(inside(contact, &["profile", "username"])),
    }
}

fn message(item: &Value, contact: &Value) -> Event {
    let from = person(item, contact);
    let kind = text(at(item, "type")).unwrap_or_default();
    if from.id.is_empty() {
        return unknown("without a sender");
    }
    let of = |part: &Value| {
        let named = ["original_message_id", "message_id", "id"];
        named.iter().find_map(|name| ident(at(part, name)))
    };
    match kind {
        "system" => return system(item, from),
        "edit" | "edited" => {
            let edit = at(item, kind);
            let new = at(edit, "message");
            let content = content(if new.is_null() { edit } else { new });
            return match (of(edit).or_else(|| of(at(item, "context"))), content) {
                (Some(of), Some(content)) => Event::Edited { of, from, content },
                _ => unknown(kind),
            };
        }
        "revoke" | "revoked" | "delete" | "deleted" => {
            return match of(at(item, kind)).or_else(|| of(at(item, "context"))) {
                Some(of) => Event::Deleted { of, from },
                None => unknown(kind),
            };
        }
        _ => {}
    }
    let Some(content) = content(item) else {
        return unknown(kind);
    };
    Event::Message(Message {
        id: ident(at(item, "id")).unwrap_or_default(),
        from,
        at_ms: moment_ms(at(item, "timestamp")),
        content,
        reply_to: ident(inside(item, &["context", "id"])),
        referral: word(inside(item, &["referral", "source_url"])),
    })
}

fn unknown(kind: &str) -> Event {
    Event::Unknown {
        what: format!("message {kind}"),
    }
}

fn system(item: &Value, from: Person) -> Event {
    let system = at(item, "system");
    let kind = text(at(system, "type")).unwrap_or_default();
    let new = ident(at(system, "user_id")).or_else(|| ident(at(system, "wa_id")));
    match (kind, new) {
        ("user_changed_number" | "user_changed_user_id" | "customer_changed_number", Some(new)) => {
            Event::Identity {
                previous: from.id,
                current: new,
            }
        }
        _ => Event::Passed { what: "system" },
    }
}

fn preference(item: &Value) -> Event {
    let wish = text(at(item, "value")).unwrap_or_default();
    Event::Preference {
        by: Person {
            id: id_of(item, "user_id", "wa_id").unwrap_or_default(),
            phone: word(at(item, "wa_id")),
            ..Person::default()
        },
        wants: wish != "stop",
    }
}

fn identity(item: &Value) -> Event {
    let ids = at(item, "user_id");
    let ids = if ids.is_object() { ids } else { item };
    match (ident(at(ids, "previous")), ident(at(ids, "current"))) {
        (Some(previous), Some(current)) => Event::Identity { previous, current },
        _ => Event::Unknown {
            what: "user_id_update".to_owned(),
        },
    }
}

fn status(item: &Value) -> Event {
    let state = match text(at(item, "status")).unwrap_or_default() {
        "sent" => StatusState::Sent,
        "delivered" => StatusState::Delivered,
        "read" | "played" => StatusState::Read,
        "failed" => StatusState::Failed,
        other => {
            return Event::Unknown {
                what: format!("status {other}"),
            };
        }
    };
    let pricing = at(item, "pricing");
    Event::Status(Status {
        of: ident(at(item, "id")).unwrap_or_default(),
        state,
        to: Person {
            id: id_of(item, "recipient_user_id", "recipient_id").unwrap_or_default(),
            phone: word(at(item, "recipient_id")),
            ..Person::default()
        },
        at_ms: moment_ms(at(item, "timestamp")),
        failure: items(at(item, "errors")).first().and_then(failure),
        pricing: pricing.is_object().then(|| Pricing {
            category: word(at(pricing, "category")).unwrap_or_default(),
            sort: word(at(pricing, "type")).unwrap_or_default(),
        }),
        note: word(at(item, "biz_opaque_callback_data")),
    })
}

fn failure(error: &Value) -> Option<Failure> {
    let details = inside(error, &["error_data", "details"]);
    let detail = [details, at(error, "message"), at(error, "title")];
    Some(Failure {
        code: whole(at(error, "code"))?,
        detail: detail.into_iter().find_map(word).unwrap_or_default(),
    })
}
