//! WhatsApp's side of the Graph API: what is asked while a number is
//! connected, and what is sent by it.
//! Source: <https://developers.facebook.com/docs/whatsapp/cloud-api/reference>.

use std::collections::{BTreeMap, HashMap};

use hyper::Method;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE};
use hyper::http::request;
use serde_json::{Map, Value, json};

use super::letters::{self, Wish};
use super::{Answer, Outside, Shared, now_us, of_json, pause};
use crate::whatsapp::{Number, Sort};

/// The version that is spoken.
const VERSION: &str = "v26.0";

/// All numbers that have been asked for.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    by_place: BTreeMap<usize, Standing>,
    messages: u64,
    receipts: u64,
    refused: u64,
    most_in_a_second: u64,
}

#[derive(Debug, Default)]
struct Standing {
    is_subscribed: bool,
    /// The last that is asked while a number is connected.
    has_told_templates: bool,
    last_message: u64,
    /// The second of the last message, and how many it has seen.
    second: (u64, u64),
}

impl Numbers {
    /// The ids of the numbers that are connected.
    pub(super) fn connected(&self) -> Value {
        let is_connected = |standing: &Standing| {
            let Standing {
                is_subscribed,
                has_told_templates,
                ..
            } = standing;
            *is_subscribed && *has_told_templates
        };
        let numbers = self.by_place.iter().filter(|(_, one)| is_connected(one));
        numbers.map(|(place, _)| Number::of(*place).id).collect()
    }

    pub(super) fn state(&self) -> Value {
        json!({
            "known": self.by_place.len(),
            "messages": self.messages,
            "receipts": self.receipts,
            "refused": self.refused,
            "most_messages_of_a_number_in_a_second": self.most_in_a_second,
        })
    }

    fn standing(&mut self, number: &Number) -> &mut Standing {
        self.by_place.entry(number.place).or_default()
    }
}

/// One call.
struct Asked<'a> {
    token: &'a str,
    query: HashMap<String, String>,
    is_json: bool,
    body: &'a [u8],
    run: u32,
}

/// How Graph refuses: status, code and words.
struct Refused(u16, u16, String);

type Answered = Result<Value, Refused>;

/// The part of a path such as `/p7/graph/v26.0/106/messages` that Graph reads.
pub(super) fn call(path: &str) -> Option<&str> {
    path.split_once("/graph/").map(|(_, call)| call)
}

/// Answers one call.
pub(super) async fn answer(
    outside: &Shared,
    (head, call): (&request::Parts, &str),
    body: &[u8],
    run: u32,
) -> Answer {
    let header = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
    let query = head.uri.query().unwrap_or_default().as_bytes();
    let asked = Asked {
        token: header(AUTHORIZATION)
            .and_then(|value| value.strip_prefix("Bearer "))
            .unwrap_or_default(),
        query: url::form_urlencoded::parse(query).into_owned().collect(),
        is_json: header(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json")),
        body,
        run,
    };
    let answered = route(&mut outside.borrow_mut(), &head.method, call, &asked);
    match answered {
        Ok(value) => {
            // Receipts and what is asked while connecting have no message.
            if value.get("messages").is_some() {
                pause::at(outside, "messages", run).await;
            }
            of_json(200, &value)
        }
        Err(Refused(status, code, why)) => {
            let mut state = outside.borrow_mut();
            state.numbers.refused += 1;
            state.refuse(&format!("Graph: {why}"));
            let error = json!({"message": why, "type": "OAuthException", "code": code});
            of_json(status, &json!({"error": error}))
        }
    }
}

fn route(outside: &mut Outside, method: &Method, call: &str, asked: &Asked<'_>) -> Answered {
    let mut parts = call.split('/');
    if parts.next() != Some(VERSION) {
        return wrong(&format!("the version is not {VERSION}"));
    }
    let parts: Vec<&str> = parts.collect();
    let name = parts.last().copied().unwrap_or_default();
    if (method, name) == (&Method::GET, "debug_token") {
        outside.count("debug_token");
        return debug_token(asked);
    }
    let id = parts.first().copied().unwrap_or_default();
    let Some((sort, number)) = Number::behind(id) else {
        return Err(Refused(400, 100, "no such object".to_owned()));
    };
    let edge = parts.get(1).copied().unwrap_or_default();
    let token = match sort {
        Sort::App => format!("{}|{}", number.app, number.app_secret),
        Sort::Business | Sort::Number => number.token.clone(),
    };
    if asked.token != token {
        return Err(Refused(401, 190, "a wrong access token".to_owned()));
    }
    match (method, sort, edge) {
        (&Method::GET, Sort::App, "") => {
            outside.count("app");
            asked.only(&["fields"])?;
            asked.shown(&json!({"id": id, "name": "Bench"}))
        }
        (&Method::GET, Sort::Number, "") => {
            outside.count("number");
            asked.only(&["fields"])?;
            asked.shown(&number_node(&number))
        }
        (&Method::GET, Sort::Business, "phone_numbers") => {
            outside.count("phone_numbers");
            asked.only(&["fields", "limit"])?;
            let node = asked.shown(&number_node(&number))?;
            Ok(json!({"data": [node]}))
        }
        (&Method::GET, Sort::Business, "message_templates") => {
            outside.count("message_templates");
            asked.only(&["status", "fields", "limit"])?;
            outside.numbers.standing(&number).has_told_templates = true;
            Ok(json!({"data": []}))
        }
        (&Method::POST, Sort::Business, "subscribed_apps") => {
            outside.count("subscribed_apps");
            subscribe(outside, &number, asked)
        }
        (&Method::POST, Sort::Number, "messages") => post(outside, &number, asked),
        (method, sort, edge) => wrong(&format!("no {method} of {sort:?} {edge}")),
    }
}

impl Outside {
    fn count(&mut self, call: &str) {
        *self.calls.entry(format!("Graph {call}")).or_default() += 1;
    }
}

impl Asked<'_> {
    /// Refuses parameters of the query that the call has not.
    fn only(&self, known: &[&str]) -> Result<(), Refused> {
        let strange = self.query.keys().find(|name| !known.contains(&&***name));
        match strange {
            Some(strange) => Err(Refused(400, 100, format!("no parameter {strange}"))),
            None => Ok(()),
        }
    }

    /// The fields of an object that were asked for; its id comes with them.
    fn shown(&self, node: &Value) -> Answered {
        let mut shown = json!({"id": node["id"]});
        let fields = self.query.get("fields").map(String::as_str);
        for field in fields.unwrap_or("id").split(',') {
            match node.get(field) {
                Some(value) => shown[field] = value.clone(),
                None => return wrong(&format!("no field {field}")),
            }
        }
        Ok(shown)
    }

    /// The body as an object.
    fn json(&self) -> Result<Map<String, Value>, Refused> {
        let object = serde_json::from_slice(self.body).ok();
        let object = object.filter(|_| self.is_json);
        object.ok_or_else(|| Refused(400, 100, "the body is no JSON object".to_owned()))
    }
}

fn wrong(why: &str) -> Answered {
    Err(Refused(400, 100, why.to_owned()))
}

fn number_node(number: &Number) -> Value {
    json!({
        "id": number.id, "display_phone_number": number.display,
        "verified_name": format!("Do‘kon {}", number.place), "quality_rating": "GREEN",
        "messaging_limit_tier": "TIER_UNLIMITED", "platform_type": "CLOUD_API",
        "code_verification_status": "VERIFIED",
    })
}

/// An app asks about a token that it has made.
fn debug_token(asked: &Asked<'_>) -> Answered {
    asked.only(&["input_token"])?;
    let app = asked.token.split('|').next().unwrap_or_default();
    let number = Number::behind(app)
        .filter(|(sort, _)| *sort == Sort::App)
        .map(|(_, number)| number)
        .filter(|number| asked.token == format!("{}|{}", number.app, number.app_secret));
    let Some(number) = number else {
        return Err(Refused(401, 190, "a wrong access token".to_owned()));
    };
    let is_valid = asked.query.get("input_token") == Some(&number.token);
    Ok(json!({"data": {
        "app_id": number.app, "type": "SYSTEM_USER", "is_valid": is_valid,
        // Zero stands for never.
        "expires_at": 0,
        "scopes": ["whatsapp_business_management", "whatsapp_business_messaging"],
    }}))
}

/// The app is told from now on what customers write.
fn subscribe(outside: &mut Outside, number: &Number, asked: &Asked<'_>) -> Answered {
    let given = asked.json()?;
    let is_known = |name: &str| ["override_callback_uri", "verify_token"].contains(&name);
    if let Some(strange) = given.keys().find(|name| !is_known(name)) {
        return wrong(&format!("subscribed_apps has no {strange}"));
    }
    outside.numbers.standing(number).is_subscribed = true;
    Ok(json!({"success": true}))
}

fn post(outside: &mut Outside, number: &Number, asked: &Asked<'_>) -> Answered {
    asked.json()?;
    let wish = letters::read(asked.body).map_err(|why| Refused(400, 100, why))?;
    let (to, text) = match wish {
        Wish::Read { message } => {
            outside.count("read");
            if !message.starts_with(&number.message_prefix()) {
                return wrong("a receipt for a message that this number has not got");
            }
            outside.numbers.receipts += 1;
            return Ok(json!({"success": true}));
        }
        Wish::Send { to, text } => (to, text),
    };
    outside.count("messages");
    let now = now_us();
    outside.numbers.messages += 1;
    let standing = outside.numbers.standing(number);
    standing.last_message += 1;
    let second = now / 1_000_000;
    if standing.second.0 != second {
        standing.second = (second, 0);
    }
    standing.second.1 += 1;
    let (last, in_a_second) = (standing.last_message, standing.second.1);
    let most = &mut outside.numbers.most_in_a_second;
    *most = in_a_second.max(*most);
    let (run, words) = (asked.run, text.replace('\n', " "));
    outside.tell(format!("{now} {run} {} {to} {words}\n", number.id));
    Ok(json!({
        "messaging_product": "whatsapp", "contacts": [{"input": to, "wa_id": to}],
        "messages": [{"id": format!("wamid.HBgS{:08}{last:036}", number.place)}],
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(
        outside: &mut Outside,
        method: &Method,
        (call, query): (&str, &str),
        (token, body): (&str, &Value),
    ) -> Result<Value, u16> {
        let body = body.to_string();
        let asked = Asked {
            token,
            query: url::form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            is_json: true,
            body: body.as_bytes(),
            run: 1,
        };
        route(outside, method, call, &asked).map_err(|Refused(_, code, _)| code)
    }

    #[test]
    fn a_number_is_connected_once_all_was_asked_with_its_own_token() {
        let (number, other) = (Number::of(3), Number::of(4));
        let mut outside = Outside::default();
        let templates = format!("v26.0/{}/message_templates", number.business);
        let subscribe = format!("v26.0/{}/subscribed_apps", number.business);
        let none = json!({});
        let mut get =
            |call: &str, token: &str| told(&mut outside, &Method::GET, (call, ""), (token, &none));
        assert_eq!(get(&templates, &other.token), Err(190));
        assert!(get(&templates, &number.token).is_ok());
        assert_eq!(get(&templates[1..], &number.token), Err(100));
        assert_eq!(outside.numbers.connected(), json!([]));
        let place = (subscribe.as_str(), "");
        let subscribed = told(&mut outside, &Method::POST, place, (&number.token, &none));
        assert!(subscribed.is_ok());
        assert_eq!(outside.numbers.connected(), json!([number.id]));
    }

    #[test]
    fn fields_that_a_number_has_not_are_refused() {
        let number = Number::of(3);
        let mut outside = Outside::default();
        let path = format!("v26.0/{}", number.id);
        let mut get = |query: &str| {
            let asked = (path.as_str(), query);
            told(
                &mut outside,
                &Method::GET,
                asked,
                (&number.token, &json!({})),
            )
        };
        let shown = get("fields=display_phone_number").expect("an answer");
        assert_eq!(
            shown,
            json!({"id": number.id, "display_phone_number": number.display})
        );
        assert_eq!(get("fields=colour"), Err(100));
        assert_eq!(get("colour=red"), Err(100));
    }

    #[test]
    fn receipts_are_no_sends() {
        let number = Number::of(3);
        let mut outside = Outside::default();
        let path = format!("v26.0/{}/messages", number.id);
        let mut post = |body: Value| {
            let place = (path.as_str(), "");
            told(&mut outside, &Method::POST, place, (&number.token, &body))
        };
        let message = format!("{}01", number.message_prefix());
        let receipt = |message: &str| json!({"messaging_product": "whatsapp", "status": "read", "message_id": message});
        assert!(post(receipt(&message)).is_ok());
        assert_eq!(post(receipt("wamid.HBgM0000000401")), Err(100));
        let letter = json!({"messaging_product": "whatsapp", "to": "998900000001",
            "type": "text", "text": {"body": "Salom"}});
        assert!(post(letter).is_ok_and(|sent| sent["messages"][0]["id"].is_string()));
        assert_eq!((outside.numbers.messages, outside.numbers.receipts), (1, 1));
    }
}
