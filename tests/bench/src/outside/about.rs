//! What a bot says about itself: commands, name and descriptions, one of each
//! for every language and scope, kept and told back as they were set.
//! Source: <https://core.telegram.org/bots/api#setmycommands> and below.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// The words of one bot, by what they are and for whom.
#[derive(Debug, Default)]
pub(super) struct About(BTreeMap<(&'static str, String), Value>);

/// The parameter that the methods of this sort set and tell.
pub(super) fn field_of(method: &str) -> Option<&'static str> {
    const FIELDS: [(&str, &str); 4] = [
        ("MyCommands", "commands"),
        ("MyName", "name"),
        ("MyDescription", "description"),
        ("MyShortDescription", "short_description"),
    ];
    let deeds = ["get", "set", "delete"];
    let what = deeds.iter().find_map(|deed| method.strip_prefix(deed))?;
    let found = FIELDS.iter().find(|(name, _)| what == *name);
    found.map(|(_, field)| *field)
}

impl About {
    /// `setMy..` with a value, `deleteMyCommands` without one.
    pub(super) fn set(&mut self, field: &'static str, params: &Map<String, Value>) -> Value {
        let place = (field, place(params));
        match params.get(field).cloned().map(parsed) {
            Some(value) => self.0.insert(place, value),
            None => self.0.remove(&place),
        };
        json!(true)
    }

    /// `getMy..`: nothing was said where nothing was set.
    pub(super) fn told(&self, field: &'static str, params: &Map<String, Value>) -> Value {
        let told = self.0.get(&(field, place(params))).cloned();
        if field == "commands" {
            return told.unwrap_or_else(|| json!([]));
        }
        json!({field: told.unwrap_or_else(|| json!(""))})
    }
}

/// Scope and language; a missing scope is the default one.
fn place(params: &Map<String, Value>) -> String {
    let text = |name: &str| params.get(name).cloned().map(parsed);
    let scope = text("scope").unwrap_or_else(|| json!({"type": "default"}));
    let language = text("language_code").unwrap_or_else(|| json!(""));
    format!("{scope}{language}")
}

/// Forms bring lists and objects as text.
fn parsed(value: Value) -> Value {
    match &value {
        Value::String(text) if text.starts_with(['[', '{']) => {
            serde_json::from_str(text).unwrap_or(value)
        }
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_for_the_language_in_which_they_were_set() {
        let mut about = About::default();
        let params = |value: Value| value.as_object().cloned().unwrap_or_default();
        let field = field_of("setMyName").expect("a known method");
        about.set(
            field,
            &params(json!({"name": "Do‘kon", "language_code": "uz"})),
        );
        let told = |language: &str| about.told(field, &params(json!({"language_code": language})));
        assert_eq!(told("uz"), json!({"name": "Do‘kon"}));
        assert_eq!(told("ru"), json!({"name": ""}));
    }

    #[test]
    fn commands_of_a_form_are_a_list_again() {
        let mut about = About::default();
        let list = r#"[{"command":"start","description":"Boshlash"}]"#;
        let params = json!({"commands": list, "scope": r#"{"type":"default"}"#});
        about.set("commands", params.as_object().expect("an object"));
        let told = about.told("commands", &Map::new());
        assert_eq!(told[0]["command"], "start");
        about.set("commands", &Map::new());
        assert_eq!(about.told("commands", &Map::new()), json!([]));
    }
}
