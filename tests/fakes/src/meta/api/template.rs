//! Templates: filling one in, and listing them.

use serde_json::{Value, json};

use super::nodes::page;
use super::whatsapp_shape::{Draft, file};
use crate::meta::Meta;
use crate::meta::access::Caller;
use crate::meta::failure::{Answer, Failure};
use crate::meta::projection::project;
use crate::meta::request::{Host, Request};
use crate::meta::state::State;
use crate::meta::templates::{Template, TemplateCategory, TemplateHeader, TemplateState};
use crate::meta::views::SeenButton;

const LONGEST_BODY: usize = 1024;

impl State {
    /// Fills the draft's template in. None for other messages.
    pub(super) fn fill_template(
        &self,
        number: &str,
        draft: &mut Draft,
    ) -> Result<Option<TemplateCategory>, Failure> {
        if draft.kind != "template" {
            return Ok(None);
        }
        let call = draft.content.clone();
        let (name, language) = (&call["name"], &call["language"]["code"]);
        let waba = self.numbers.get(number).map(|it| it.spec.waba.as_str());
        let waba = self.wabas.get(waba.unwrap_or_default());
        let mut known = waba.into_iter().flat_map(|waba| &waba.templates);
        let template = known.find(|it| *name == *it.name && *language == *it.language);
        let missing = || {
            let why = format!("template name ({name}) does not exist in {language}");
            Failure::whatsapp_because(132_001, why)
        };
        let template = template.ok_or_else(missing)?;
        match template.state {
            TemplateState::Approved => {}
            TemplateState::Paused => return Err(Failure::whatsapp(132_015)),
            TemplateState::Disabled => return Err(Failure::whatsapp(132_016)),
            TemplateState::Pending | TemplateState::Rejected => return Err(missing()),
        }
        template.fill(&call, draft)?;
        Ok(Some(template.category))
    }
}

impl Template {
    fn fill(&self, call: &Value, draft: &mut Draft) -> Result<(), Failure> {
        let components = call["components"].as_array().map(Vec::as_slice);
        let components = components.unwrap_or_default();
        let of_kind = |kind: &'static str| {
            let mut found = components.iter();
            found.find(move |it| {
                it["type"]
                    .as_str()
                    .is_some_and(|it| it.eq_ignore_ascii_case(kind))
            })
        };
        draft.text = substitute("body", &self.body, of_kind("body"))?;
        if draft.text.chars().count() > LONGEST_BODY {
            return Err(Failure::whatsapp(132_005));
        }
        let header = of_kind("header");
        match &self.header {
            Some(TemplateHeader::Text(text)) => {
                draft.header = Some(substitute("header", text, header)?);
            }
            Some(TemplateHeader::Image) => draft.file = Some(header_file("image", header)?),
            Some(TemplateHeader::Video) => draft.file = Some(header_file("video", header)?),
            Some(TemplateHeader::Document) => {
                draft.file = Some(header_file("document", header)?);
            }
            None if header.is_some() => return Err(Failure::whatsapp(132_000)),
            None => {}
        }
        draft.buttons = self.buttons(components)?;
        Ok(())
    }

    fn buttons(&self, components: &[Value]) -> Result<Vec<SeenButton>, Failure> {
        let titles = self.quick_replies.iter();
        let mut seen: Vec<SeenButton> = titles
            .map(|title| SeenButton {
                id: title.clone(),
                title: title.clone(),
                description: None,
                url: None,
            })
            .collect();
        for component in components {
            let is_button = component["type"].as_str() == Some("button");
            if !is_button {
                continue;
            }
            // Meta takes the place as a number or as text.
            let index = &component["index"];
            let place = index.as_u64().or_else(|| index.as_str()?.parse().ok());
            let button = place.and_then(|place| seen.get_mut(usize::try_from(place).ok()?));
            let payload = component["parameters"][0]["payload"].as_str();
            let (Some(button), Some(payload)) = (button, payload) else {
                return Err(Failure::whatsapp(132_012));
            };
            payload.clone_into(&mut button.id);
        }
        Ok(seen)
    }
}

/// Puts the given parameters in the places `{{1}}`, `{{2}}` ..
fn substitute(part: &str, text: &str, component: Option<&Value>) -> Result<String, Failure> {
    let given = component.and_then(|it| it["parameters"].as_array());
    let given = given.map(Vec::as_slice).unwrap_or_default();
    let places = (1..).take_while(|place| text.contains(&format!("{{{{{place}}}}}")));
    let expected = places.count();
    if given.len() != expected {
        let why = format!(
            "{part}: number of localizable_params ({}) does not match the expected number of \
             params ({expected})",
            given.len()
        );
        return Err(Failure::whatsapp_because(132_000, why));
    }
    let mut filled = text.to_owned();
    for (place, parameter) in (1..).zip(given) {
        let value = parameter["text"].as_str();
        let value = value.filter(|_| parameter["type"] == "text");
        let value = value.filter(|text| !text.trim().is_empty());
        let wrong = || Failure::whatsapp(132_012);
        // Meta refuses line breaks and runs of spaces in parameters.
        let value = value.filter(|text| !text.contains(['\n', '\t']) && !text.contains("    "));
        filled = filled.replace(&format!("{{{{{place}}}}}"), value.ok_or_else(wrong)?);
    }
    Ok(filled)
}

fn header_file(
    kind: &str,
    component: Option<&Value>,
) -> Result<super::whatsapp_shape::FileRef, Failure> {
    let parameter = component.map(|it| &it["parameters"][0]);
    let Some(parameter) = parameter.filter(|it| it["type"] == kind) else {
        return Err(Failure::whatsapp(132_012));
    };
    file(kind, &parameter[kind])
}

impl Meta {
    /// `GET /{waba}/message_templates`
    pub(super) fn templates_of(&self, caller: &Caller, request: &Request, waba: &str) -> Answer {
        request.only(&[
            "fields", "limit", "after", "before", "name", "language", "status",
        ])?;
        self.look(|state| {
            let known = state.wabas.get(waba);
            let known = known.filter(|_| request.host == Host::Facebook);
            let known = known.ok_or_else(|| Failure::unsupported(&request.method, waba))?;
            state.may_manage(caller, waba, request)?;
            let wanted = |name: &str, value: &str| {
                let asked = request.text(name);
                asked.is_none_or(|asked| asked.eq_ignore_ascii_case(value))
            };
            let templates = known.templates.iter().enumerate().filter(|(_, it)| {
                wanted("name", &it.name)
                    && wanted("language", &it.language)
                    && wanted("status", it.state.name())
            });
            let shown: Result<Vec<Value>, Failure> = templates
                .map(|(place, template)| {
                    let usual = ["name", "components", "language", "status", "category"];
                    let node = template_node(template, place);
                    project(
                        &node,
                        request.text("fields"),
                        &usual,
                        "WhatsAppMessageTemplate",
                    )
                })
                .collect();
            Ok(page(shown?))
        })
    }
}

fn template_node(template: &Template, place: usize) -> Value {
    let mut components = Vec::new();
    match &template.header {
        Some(TemplateHeader::Text(text)) => {
            components.push(json!({"type": "HEADER", "format": "TEXT", "text": text}));
        }
        Some(TemplateHeader::Image) => {
            components.push(json!({"type": "HEADER", "format": "IMAGE"}))
        }
        Some(TemplateHeader::Video) => {
            components.push(json!({"type": "HEADER", "format": "VIDEO"}))
        }
        Some(TemplateHeader::Document) => {
            components.push(json!({"type": "HEADER", "format": "DOCUMENT"}));
        }
        None => {}
    }
    components.push(json!({"type": "BODY", "text": template.body}));
    if !template.quick_replies.is_empty() {
        let buttons = template.quick_replies.iter();
        let buttons = buttons.map(|text| json!({"type": "QUICK_REPLY", "text": text}));
        let buttons: Vec<Value> = buttons.collect();
        components.push(json!({"type": "BUTTONS", "buttons": buttons}));
    }
    json!({
        "id": (594_425_479_261_000 + place).to_string(),
        "name": template.name,
        "language": template.language,
        "status": template.state.name(),
        "category": template.category.name(),
        "components": components,
        "quality_score": null,
        "rejected_reason": null,
        "parameter_format": "POSITIONAL",
    })
}
