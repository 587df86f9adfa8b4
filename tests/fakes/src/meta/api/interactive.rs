//! Interactive messages of WhatsApp: buttons, lists, link buttons, products.

use serde_json::Value;

use super::whatsapp_shape::{Draft, FILE_IN_HEADER, at_least_one, at_most, file, fit};
use crate::common::shape::Kind::{Any, List, Object, OneOf, Text};
use crate::common::shape::{Field, Kind, may, must};
use crate::meta::failure::Failure;
use crate::meta::views::SeenButton;

const MOST_BUTTONS: usize = 3;
const MOST_SECTIONS: usize = 10;
const MOST_ROWS: usize = 10;
const MOST_PRODUCTS: usize = 30;
const LONGEST_BODY: usize = 1024;
/// Meta's page on lists allows more than the other kinds have.
const LONGEST_LIST_BODY: usize = 4096;
const LONGEST_HEADER: usize = 60;
const LONGEST_FOOTER: usize = 60;

pub(super) const FIELDS: Kind = Object(&[
    must(
        "type",
        OneOf(&[
            "button",
            "list",
            "cta_url",
            "product",
            "product_list",
            "location_request_message",
            "request_contact_info",
        ]),
    ),
    may(
        "header",
        Object(&[
            must("type", OneOf(&["text", "image", "video", "document"])),
            may("text", Text),
            may("image", FILE_IN_HEADER),
            may("video", FILE_IN_HEADER),
            may("document", FILE_IN_HEADER),
        ]),
    ),
    may("body", Object(&[must("text", Text)])),
    may("footer", Object(&[must("text", Text)])),
    must("action", Any),
]);

const BUTTONS: &[Field] = &[must(
    "buttons",
    List(&Object(&[
        must("type", OneOf(&["reply"])),
        must("reply", Object(&[must("id", Text), must("title", Text)])),
    ])),
)];

const LIST: &[Field] = &[
    must("button", Text),
    must(
        "sections",
        List(&Object(&[
            may("title", Text),
            must(
                "rows",
                List(&Object(&[
                    must("id", Text),
                    must("title", Text),
                    may("description", Text),
                ])),
            ),
        ])),
    ),
];

const LINK: &[Field] = &[
    must("name", OneOf(&["cta_url"])),
    must(
        "parameters",
        Object(&[must("display_text", Text), must("url", Text)]),
    ),
];

const LOCATION_REQUEST: &[Field] = &[must("name", OneOf(&["send_location"]))];
const CONTACT_REQUEST: &[Field] = &[must("name", OneOf(&["request_contact_info"]))];

const PRODUCT: &[Field] = &[must("catalog_id", Text), must("product_retailer_id", Text)];

const PRODUCTS: &[Field] = &[
    must("catalog_id", Text),
    must(
        "sections",
        List(&Object(&[
            may("title", Text),
            must(
                "product_items",
                List(&Object(&[must("product_retailer_id", Text)])),
            ),
        ])),
    ),
];

/// Checks the message and fills in what the person will see.
pub(super) fn read(message: &Value, draft: &mut Draft) -> Result<(), Failure> {
    let kind = message["type"].as_str().unwrap_or_default();
    let body = message["body"]["text"].as_str();
    // A single product speaks for itself.
    if kind != "product" {
        at_least_one("interactive['body']['text']", body.unwrap_or_default())?;
    }
    let longest = if kind == "list" {
        LONGEST_LIST_BODY
    } else {
        LONGEST_BODY
    };
    at_most("interactive['body']['text']", body, longest)?;
    let footer = message["footer"]["text"].as_str();
    at_most("interactive['footer']['text']", footer, LONGEST_FOOTER)?;
    draft.text = body.unwrap_or_default().to_owned();
    draft.footer = footer.map(str::to_owned);
    read_header(&message["header"], kind, draft)?;
    let Value::Object(action) = &message["action"] else {
        let why = "interactive['action'] is an object.".to_owned();
        return Err(Failure::wrong(131_009, why));
    };
    let fields = match kind {
        "button" => BUTTONS,
        "list" => LIST,
        "cta_url" => LINK,
        "product" => PRODUCT,
        "product_list" => PRODUCTS,
        "location_request_message" => LOCATION_REQUEST,
        _ => CONTACT_REQUEST,
    };
    fit(action, fields)?;
    let action = &message["action"];
    draft.buttons = match kind {
        "button" => buttons(action)?,
        "list" => rows(action)?,
        "cta_url" => vec![link(&action["parameters"])?],
        "product_list" => {
            if draft.header.is_none() {
                return Err(invalid("A list of products needs a header with text."));
            }
            products(action)?
        }
        "location_request_message" | "request_contact_info" => vec![request(&action["name"])],
        _ => Vec::new(),
    };
    Ok(())
}

fn read_header(header: &Value, kind: &str, draft: &mut Draft) -> Result<(), Failure> {
    let Some(shows) = header["type"].as_str() else {
        return Ok(());
    };
    if shows == "text" {
        let text = header["text"].as_str().unwrap_or_default();
        at_least_one("interactive['header']['text']", text)?;
        at_most("interactive['header']['text']", Some(text), LONGEST_HEADER)?;
        draft.header = Some(text.to_owned());
    } else if matches!(kind, "list" | "product_list") {
        return Err(invalid("Lists have headers of text only."));
    } else {
        draft.file = Some(file(shows, &header[shows])?);
    }
    Ok(())
}

fn buttons(action: &Value) -> Result<Vec<SeenButton>, Failure> {
    let given = action["buttons"].as_array().into_iter().flatten();
    let seen: Vec<SeenButton> = given.map(|button| seen(&button["reply"])).collect();
    if seen.is_empty() || seen.len() > MOST_BUTTONS {
        return Err(invalid(
            "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3",
        ));
    }
    for button in &seen {
        length("Button title", &button.title, 20)?;
        length("Button id", &button.id, 256)?;
    }
    all_different("Button ids", seen.iter().map(|it| it.id.as_str()))?;
    all_different("Button titles", seen.iter().map(|it| it.title.as_str()))?;
    Ok(seen)
}

fn rows(action: &Value) -> Result<Vec<SeenButton>, Failure> {
    length(
        "List button",
        action["button"].as_str().unwrap_or_default(),
        20,
    )?;
    let sections = action["sections"].as_array().map(Vec::as_slice);
    let sections = sections.unwrap_or_default();
    check_sections(sections)?;
    let rows = sections
        .iter()
        .flat_map(|section| section["rows"].as_array().into_iter().flatten());
    let seen: Vec<SeenButton> = rows.map(seen).collect();
    if seen.is_empty() || seen.len() > MOST_ROWS {
        return Err(invalid("Total row count exceed max allowed count: 10"));
    }
    for row in &seen {
        length("Row title", &row.title, 24)?;
        length("Row id", &row.id, 200)?;
        if let Some(description) = &row.description {
            length("Row description", description, 72)?;
        }
    }
    all_different("Row ids", seen.iter().map(|it| it.id.as_str()))?;
    Ok(seen)
}

fn products(action: &Value) -> Result<Vec<SeenButton>, Failure> {
    let sections = action["sections"].as_array().map(Vec::as_slice);
    let sections = sections.unwrap_or_default();
    check_sections(sections)?;
    let items = sections
        .iter()
        .flat_map(|section| section["product_items"].as_array().into_iter().flatten());
    let count = items.count();
    if count == 0 || count > MOST_PRODUCTS {
        return Err(invalid("Total product count exceed max allowed count: 30"));
    }
    Ok(Vec::new())
}

fn check_sections(sections: &[Value]) -> Result<(), Failure> {
    if sections.is_empty() || sections.len() > MOST_SECTIONS {
        return Err(invalid("Invalid sections count. Min: 1, Max: 10"));
    }
    for section in sections {
        match section["title"].as_str() {
            Some(title) => length("Section title", title, 24)?,
            None if sections.len() > 1 => {
                return Err(invalid("Section title is required when there are several."));
            }
            None => {}
        }
    }
    Ok(())
}

fn link(parameters: &Value) -> Result<SeenButton, Failure> {
    let title = parameters["display_text"].as_str().unwrap_or_default();
    length("display_text", title, 20)?;
    let url = parameters["url"].as_str().unwrap_or_default();
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return Err(invalid(
            "The url of a link button starts with http:// or https://",
        ));
    }
    Ok(SeenButton {
        id: String::new(),
        title: title.to_owned(),
        description: None,
        url: Some(url.to_owned()),
    })
}

/// A button that WhatsApp itself labels.
fn request(name: &Value) -> SeenButton {
    let name = name.as_str().unwrap_or_default();
    SeenButton {
        id: name.to_owned(),
        title: name.to_owned(),
        description: None,
        url: None,
    }
}

fn seen(row: &Value) -> SeenButton {
    let text = |name: &str| row[name].as_str().map(str::to_owned);
    SeenButton {
        id: text("id").unwrap_or_default(),
        title: text("title").unwrap_or_default(),
        description: text("description"),
        url: None,
    }
}

fn length(what: &str, text: &str, most: usize) -> Result<(), Failure> {
    let count = text.chars().count();
    if text.trim().is_empty() || count > most {
        let why = format!("{what} length invalid. Min length: 1, Max length: {most}");
        return Err(invalid(&why));
    }
    Ok(())
}

fn all_different<'a>(what: &str, texts: impl Iterator<Item = &'a str>) -> Result<(), Failure> {
    let mut seen = std::collections::BTreeSet::new();
    for text in texts {
        if !seen.insert(text) {
            return Err(invalid(&format!("{what} must be different: {text}")));
        }
    }
    Ok(())
}

fn invalid(why: &str) -> Failure {
    Failure::wrong(131_009, why.to_owned())
}
