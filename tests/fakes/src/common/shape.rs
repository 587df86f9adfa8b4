//! Tables of a vendor's fields, and the comparison of a request with them.

use serde_json::{Map, Value};

/// The JSON type a vendor documents for a field.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Int,
    Number,
    Text,
    Flag,
    /// A number, or a public name as text.
    Chat,
    /// An upload, or an id or address as text.
    File,
    /// Any JSON: the vendor leaves it open, or we do not look inside.
    Any,
    OneOf(&'static [&'static str]),
    Object(&'static [Field]),
    List(&'static Kind),
}

impl Kind {
    fn name(self) -> String {
        match self {
            Self::Int => "an integer".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Flag => "true or false".to_owned(),
            Self::Chat => "a chat id".to_owned(),
            Self::File => "a file".to_owned(),
            Self::Any => "anything".to_owned(),
            Self::OneOf(words) => format!("one of {words:?}"),
            Self::Object(_) => "an object".to_owned(),
            Self::List(_) => "a list".to_owned(),
        }
    }
}

/// One documented field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
}

pub(crate) const fn must(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        required: true,
    }
}

pub(crate) const fn may(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        required: false,
    }
}

/// What is wrong with these fields, each as one sentence starting with where.
pub(crate) fn problems(object: &Map<String, Value>, fields: &[Field], at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (name, value) in object {
        let place = format!("{at}.{name}");
        match fields.iter().find(|field| field.name == name) {
            // The vendors read null as "not given".
            Some(_) if value.is_null() => {}
            Some(field) => found.extend(mismatch(value, field.kind, &place)),
            None => found.push(format!("{place}: unknown field")),
        }
    }
    for field in fields.iter().filter(|field| field.required) {
        if object.get(field.name).is_none_or(Value::is_null) {
            found.push(format!("{at}.{}: missing", field.name));
        }
    }
    found
}

fn mismatch(value: &Value, kind: Kind, at: &str) -> Vec<String> {
    let fits = match kind {
        Kind::Int => value.is_i64() || value.is_u64(),
        Kind::Number => value.is_number(),
        Kind::Text | Kind::File => value.is_string(),
        Kind::Flag => value.is_boolean(),
        Kind::Chat => value.is_i64() || value.is_string(),
        Kind::Any => true,
        Kind::OneOf(words) => value.as_str().is_some_and(|text| words.contains(&text)),
        Kind::Object(fields) => match value {
            Value::Object(object) => return problems(object, fields, at),
            _ => false,
        },
        Kind::List(item) => match value {
            Value::Array(items) => {
                let each = items.iter().enumerate();
                return each
                    .flat_map(|(index, it)| mismatch(it, *item, &format!("{at}[{index}]")))
                    .collect();
            }
            _ => false,
        },
    };
    if fits {
        Vec::new()
    } else {
        vec![format!("{at}: {value} is not {}", kind.name())]
    }
}

/// Reads a form value, where everything is text, as the documented type.
/// Text that does not fit stays text and is reported as a misfit.
pub(crate) fn from_form(text: &str, kind: Kind) -> Value {
    let read = match kind {
        Kind::Int => text.parse::<i64>().ok().map(Value::from),
        Kind::Chat => Some(
            text.parse::<i64>()
                .map_or_else(|_| Value::from(text), Value::from),
        ),
        Kind::Flag => match text {
            "true" | "True" | "1" => Some(Value::Bool(true)),
            "false" | "False" | "0" | "" => Some(Value::Bool(false)),
            _ => None,
        },
        Kind::Number | Kind::Any | Kind::Object(_) | Kind::List(_) => {
            serde_json::from_str(text).ok()
        }
        Kind::Text | Kind::File | Kind::OneOf(_) => None,
    };
    read.unwrap_or_else(|| Value::from(text))
}
