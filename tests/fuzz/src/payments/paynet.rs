//! What Paynet asks: how it signs in, and the call in JSON-RPC.

use scx_connect::payment::{Answer, Ask, Call, Incoming};
use serde_json::{Value, json};

use super::{Members, NOW, decisions, is_storable, object, provider, read, tells_no_secret};
use crate::input::Values;

pub(super) const SERVICE: &str = "156";
pub(super) const PASSWORD: &str = "p:aynet-123";
/// `paynet` and the password, as the header carries them.
const PAIR: &str = "cGF5bmV0OnA6YXluZXQtMTIz";
/// Stands in inputs where Paynet shows them.
const PLACEHOLDER: &str = "SECRET";

/// A method, the header `Authorization` and a body.
pub fn paynet(bytes: &[u8]) {
    let mut values = Values::of(bytes);
    let (method, header) = (values.text(), values.text());
    let header = header.replace(PLACEHOLDER, PAIR);
    let incoming = Incoming {
        is_post: method != "GET",
        below: "",
        authorization: (!header.is_empty()).then_some(&header),
        signature: None,
        at: NOW,
        body: values.rest(),
    };
    let read = provider("paynet").read(&incoming);
    assert_eq!(provider("paynet").read(&incoming), read, "not twice alike");
    let shown = header.strip_prefix("Basic ").map(str::trim);
    let is_paynet = shown == Some(PAIR);
    let body: Value = serde_json::from_slice(incoming.body).unwrap_or(Value::Null);
    match read {
        Ok(call) => {
            assert!(is_paynet && incoming.is_post, "{call:?}");
            is_storable(&call.ask);
            is_exact(&call.ask, incoming.body);
            reads_back(&call.ask);
            is_answered(&call, &body);
        }
        Err(answer) => {
            let code = is_fit(&answer, &body).expect("an error");
            assert_eq!(code == 412, !is_paynet, "{code}");
            assert_eq!(answer.status, if is_paynet { 200 } else { 401 });
            assert_eq!(code == -32_300, is_paynet && !incoming.is_post, "{code}");
        }
    }
}

/// Sums and numbers are those of the request, as they are written in it: one
/// beyond 64 bits would be read as another.
fn is_exact(ask: &Ask, body: &[u8]) {
    let call: Members = serde_json::from_slice(body).expect("it was read");
    let params: Members = read(&call, "params").expect("they were read");
    let written = |name: &str| params[name].get();
    let is_named = |order: &str| {
        let fields: Members = read(&params, "fields").expect("they were read");
        let text = read::<String>(&fields, "order_id");
        assert_eq!(text.as_deref().unwrap_or(fields["order_id"].get()), order);
    };
    match ask {
        Ask::Pay { id, order, amount } => {
            assert_eq!(written("amount"), amount.0.to_string());
            assert_eq!(written("transactionId"), id);
            is_named(order);
        }
        Ask::Cancel { id, .. } | Ask::Look { id } => {
            assert_eq!(written("transactionId"), id);
        }
        Ask::Statement { from_ms, to_ms } => {
            assert!(from_ms <= to_ms);
            assert_eq!(
                (from_ms.rem_euclid(1_000), to_ms.rem_euclid(1_000)),
                (0, 999)
            );
        }
        Ask::Check { order, amount } => {
            assert_eq!(*amount, None);
            is_named(order);
        }
        Ask::Create { .. } | Ask::Perform { .. } | Ask::Return { .. } => {
            panic!("Paynet does not ask {ask:?}")
        }
    }
}

/// What was understood is what Paynet would ask for it. Its moments are read by
/// the tests beside the reader.
fn reads_back(ask: &Ask) {
    let number = |id: &str| id.parse::<i64>().expect("a number");
    let (method, params) = match ask {
        Ask::Check { order, .. } => ("GetInformation", json!({"fields": {"order_id": order}})),
        Ask::Pay { id, order, amount } => (
            "PerformTransaction",
            json!({"transactionId": number(id), "amount": amount.0, "fields": {"order_id": order}}),
        ),
        Ask::Look { id } => ("CheckTransaction", json!({"transactionId": number(id)})),
        Ask::Cancel { id, .. } => ("CancelTransaction", json!({"transactionId": number(id)})),
        Ask::Create { .. } | Ask::Perform { .. } | Ask::Return { .. } | Ask::Statement { .. } => {
            return;
        }
    };
    let mut params = params;
    params["serviceId"] = json!(156);
    let body = json!({"jsonrpc": "2.0", "id": "a", "method": method, "params": params});
    let again = provider("paynet").read(&Incoming {
        is_post: true,
        below: "",
        authorization: Some(&format!("Basic {PAIR}")),
        signature: None,
        at: NOW,
        body: body.to_string().as_bytes(),
    });
    assert_eq!(again.map(|call| call.ask).as_ref(), Ok(ask));
}

fn is_answered(call: &Call, body: &Value) {
    for decision in decisions(&call.ask) {
        let answer = provider("paynet").answer(call, &decision);
        let again = provider("paynet").answer(call, &decision);
        assert_eq!(answer, again, "not twice alike");
        assert_eq!(answer.status, 200);
        is_fit(&answer, body);
    }
}

/// Has the request's id and either a result or an error, whose code is given.
fn is_fit(answer: &Answer, body: &Value) -> Option<i64> {
    tells_no_secret(answer, PASSWORD, &body.to_string());
    tells_no_secret(answer, PAIR, &body.to_string());
    let mut members: Members = object(answer);
    let value = |written: &str| serde_json::from_str::<Value>(written).expect("JSON");
    let version = members.remove("jsonrpc").expect("a version");
    assert_eq!(version.get(), "\"2.0\"");
    let id = value(members.remove("id").expect("an id").get());
    assert!(id.is_null() || id == body["id"], "{id}");
    assert_eq!(members.len(), 1, "{members:?}");
    let (name, rest) = members.pop_first().expect("one is left");
    let rest = value(rest.get());
    if name == "result" {
        assert!(rest.is_object(), "{rest}");
        return None;
    }
    assert_eq!(name, "error");
    assert!(
        rest["message"]
            .as_str()
            .is_some_and(|words| !words.is_empty())
    );
    Some(rest["code"].as_i64().expect("a code"))
}
