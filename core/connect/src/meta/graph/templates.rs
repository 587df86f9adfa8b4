//! Message templates of a WhatsApp business account.
//!
//! See <https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates>.

use scx_kit::Secret;
use serde_json::Value;

use super::{Get, Graph, Host};
use crate::ConnectError;
use crate::meta::loose::{at, items, word};

/// Templates that one answer holds; a shop has a handful.
const MOST: &str = "100";

/// A template that needs nothing but words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateInfo {
    /// Its name.
    pub name: String,
    /// Its language, as Meta writes it.
    pub language: String,
    /// The words, with `{{1}}`, `{{2}}` .. for its places.
    pub body: String,
    /// How many places it has.
    pub places: usize,
}

impl Graph {
    /// The approved templates of a business account that can be sent with words
    /// alone: without pictures to give and addresses to fill in.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn templates(
        &self,
        business: &str,
        token: &Secret<String>,
    ) -> Result<Vec<TemplateInfo>, ConnectError> {
        let get = Get {
            op: "templates",
            host: Host::Facebook,
            path: &[business, "message_templates"],
            query: &[
                ("status", "APPROVED"),
                ("fields", "name,language,status,category,components"),
                ("limit", MOST),
            ],
        };
        let answer = self.get(token, get).await?;
        Ok(items(at(&answer, "data"))
            .iter()
            .filter_map(template)
            .collect())
    }
}

fn template(node: &Value) -> Option<TemplateInfo> {
    // A code for logging in is sent by a service of its own.
    if word(at(node, "category")).as_deref() == Some("AUTHENTICATION") {
        return None;
    }
    let mut body = None;
    for component in items(at(node, "components")) {
        let text = word(at(component, "text"));
        match word(at(component, "type"))?.to_uppercase().as_str() {
            "BODY" => body = text,
            "FOOTER" => {}
            "HEADER" if text.is_some_and(|text| !text.contains("{{")) => {}
            "BUTTONS" if items(at(component, "buttons")).iter().all(is_bare) => {}
            _ => return None,
        }
    }
    let body = body?;
    let places = (1..).take_while(|place| body.contains(&format!("{{{{{place}}}}}")));
    let places = places.count();
    // Named places need their names, which we do not fill in.
    (body.matches("{{").count() == places).then_some(())?;
    Some(TemplateInfo {
        name: word(at(node, "name"))?,
        language: word(at(node, "language"))?,
        body,
        places,
    })
}

/// A button that takes no value.
fn is_bare(button: &Value) -> bool {
    let kind = word(at(button, "type")).unwrap_or_default().to_uppercase();
    let url = word(at(button, "url")).unwrap_or_default();
    matches!(kind.as_str(), "QUICK_REPLY" | "PHONE_NUMBER") || kind == "URL" && !url.contains("{{")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_needs_nothing_but_words_is_offered() {
        let node = |components: Value| {
            json!({"name": "order_ready", "language": "uz", "category": "UTILITY", "status": "APPROVED",
                "components": components})
        };
        let body = json!({"type": "BODY", "text": "Salom {{1}}, {{2}} tayyor."});
        let found = template(&node(json!([body]))).unwrap();
        assert_eq!((found.name.as_str(), found.places), ("order_ready", 2));
        for (component, is_good) in [
            (json!({"type": "FOOTER", "text": "Lola"}), true),
            (
                json!({"type": "HEADER", "format": "TEXT", "text": "Buyurtma"}),
                true,
            ),
            (
                json!({"type": "HEADER", "format": "TEXT", "text": "{{1}}"}),
                false,
            ),
            (json!({"type": "HEADER", "format": "IMAGE"}), false),
            (
                json!({"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Ha"}]}),
                true,
            ),
            (
                json!({"type": "BUTTONS", "buttons": [{"type": "URL", "url": "https://a.uz/{{1}}"}]}),
                false,
            ),
            (json!({"type": "CAROUSEL"}), false),
        ] {
            let node = node(json!([body, component]));
            assert_eq!(template(&node).is_some(), is_good, "{node}");
        }
        let named = json!([{"type": "BODY", "text": "Salom {{name}}"}]);
        assert_eq!(template(&node(named)), None);
        assert_eq!(template(&json!({"name": 7})), None);
    }
}
