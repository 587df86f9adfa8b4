//! What a WhatsApp message says, by its type.

use serde_json::Value;

use crate::meta::event::{Choice, ChoiceSort, Content, Media, MediaSort, Place};
use crate::meta::loose::{at, inside, is_true, items, number, text, word};

/// What an item of the tables of messages says; none for a kind that nobody
/// knows here.
pub(super) fn content(item: &Value) -> Option<Content> {
    let kind = text(at(item, "type")).unwrap_or_default();
    let part = at(item, kind);
    Some(match kind {
        "text" => Content::Text(text(at(part, "body"))?.to_owned()),
        "image" | "video" | "audio" | "voice" | "document" | "sticker" if !part.is_object() => {
            return None;
        }
        "image" => media(MediaSort::Image, part),
        "video" => media(MediaSort::Video, part),
        "audio" | "voice" if is_true(at(part, "voice")) || kind == "voice" => {
            media(MediaSort::Voice, part)
        }
        "audio" => media(MediaSort::Audio, part),
        "document" => media(MediaSort::Document, part),
        "sticker" => media(MediaSort::Sticker, part),
        "location" => Content::Place(place(part)?),
        "contacts" => Content::Contacts(items(part).iter().map(card).collect()),
        "reaction" => Content::Reaction {
            to: word(at(part, "message_id"))?,
            sign: word(at(part, "emoji")),
        },
        "interactive" => interactive(part)?,
        "button" => Content::Choice(Choice {
            data: word(at(part, "payload")).unwrap_or_default(),
            title: word(at(part, "text")).unwrap_or_default(),
            sort: ChoiceSort::Template,
        }),
        "order" => Content::Order(order(part)),
        "unsupported" | "unknown" => Content::Unsupported,
        _ => return None,
    })
}

fn media(sort: MediaSort, part: &Value) -> Content {
    Content::Media(Media {
        sort,
        id: word(at(part, "id")),
        url: word(at(part, "url")),
        mime: word(at(part, "mime_type")),
        file_name: word(at(part, "filename")),
        caption: word(at(part, "caption")),
    })
}

fn place(part: &Value) -> Option<Place> {
    let names = [word(at(part, "name")), word(at(part, "address"))];
    let names: Vec<String> = names.into_iter().flatten().collect();
    Some(Place {
        latitude: number(at(part, "latitude"))?,
        longitude: number(at(part, "longitude"))?,
        name: (!names.is_empty()).then(|| names.join(", ")),
    })
}

/// A card of a person: the name and the numbers.
fn card(contact: &Value) -> String {
    let name = word(inside(contact, &["name", "formatted_name"]));
    let name = name.or_else(|| word(at(contact, "name")));
    let phones = items(at(contact, "phones")).iter();
    let phones =
        phones.filter_map(|phone| word(at(phone, "phone")).or_else(|| word(at(phone, "wa_id"))));
    let parts: Vec<String> = name.into_iter().chain(phones).collect();
    parts.join(" ")
}

fn interactive(part: &Value) -> Option<Content> {
    let kind = text(at(part, "type")).unwrap_or_default();
    let reply = at(part, kind);
    let choice = |sort| {
        Content::Choice(Choice {
            data: word(at(reply, "id")).unwrap_or_default(),
            title: word(at(reply, "title")).unwrap_or_default(),
            sort,
        })
    };
    Some(match kind {
        "button_reply" => choice(ChoiceSort::Button),
        "list_reply" => choice(ChoiceSort::Row),
        "nfm_reply" => Content::Form {
            answers: word(at(reply, "response_json")).unwrap_or_default(),
        },
        "call_permission_reply" => Content::Choice(Choice {
            data: word(at(reply, "response")).unwrap_or_default(),
            title: String::new(),
            sort: ChoiceSort::CallPermission,
        }),
        _ => return None,
    })
}

/// The goods of an order in words: `2 × SKU-1 (145000 UZS)`.
fn order(part: &Value) -> String {
    let goods = items(at(part, "product_items")).iter().map(|item| {
        let field = |name| word(at(item, name)).unwrap_or_default();
        let (amount, id) = (field("quantity"), field("product_retailer_id"));
        format!(
            "{amount} × {id} ({} {})",
            field("item_price"),
            field("currency")
        )
    });
    let words = word(at(part, "text"));
    goods.chain(words).collect::<Vec<_>>().join("\n")
}
