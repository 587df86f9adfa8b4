//! The `fields` parameter: `id,name,owner{id,name}`.

use serde_json::{Map, Value};

use super::failure::Failure;

/// Takes the asked fields of a node. Every field a node may have must be in
/// it, empty ones as null: those are left out of the answer.
pub(super) fn project(
    node: &Value,
    asked: Option<&str>,
    usual: &[&str],
    kind: &str,
) -> Result<Value, Failure> {
    let all = node.as_object().cloned().unwrap_or_default();
    let mut shown = Map::new();
    let fields = match asked {
        Some(fields) => split_fields(fields),
        None => usual
            .iter()
            .map(|name| ((*name).to_owned(), None))
            .collect(),
    };
    for (name, inner) in fields {
        let Some(value) = all.get(&name) else {
            let why = format!("Tried accessing nonexisting field ({name}) on node type ({kind})");
            return Err(Failure::parameter(&why));
        };
        if value.is_null() {
            continue;
        }
        let value = match &inner {
            Some(inner) => project(value, Some(inner), &[], kind)?,
            None => value.clone(),
        };
        shown.insert(name, value);
    }
    // Graph always says which node it is.
    if let Some(id) = all.get("id").filter(|id| !id.is_null()) {
        shown.insert("id".to_owned(), id.clone());
    }
    Ok(Value::Object(shown))
}

/// Splits at the commas outside of braces.
fn split_fields(fields: &str) -> Vec<(String, Option<String>)> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for letter in fields.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match (letter, parts.last_mut()) {
            (',', _) if depth == 0 => parts.push(String::new()),
            (_, Some(part)) => part.push(letter),
            (_, None) => {}
        }
    }
    let parts = parts.iter().map(|part| part.trim());
    parts
        .filter(|part| !part.is_empty())
        .map(|part| match part.split_once('{') {
            Some((name, rest)) => {
                let inner = rest.strip_suffix('}').unwrap_or(rest);
                (name.trim().to_owned(), Some(inner.to_owned()))
            }
            None => (part.to_owned(), None),
        })
        .collect()
}
