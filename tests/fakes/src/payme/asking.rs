//! A request to the merchant: what it is, what is wrong with it on purpose,
//! and the judging of its answer.

use std::ops::RangeInclusive;

use reqwest::Method as HttpMethod;
use serde_json::{Map, Value};

use super::Desk;
use super::answers::{Expected, Said, read};
use super::states::Method;
use crate::common::callback::{Answer, Outgoing};

/// A request as it leaves.
pub(super) struct Raw {
    pub(super) http_method: HttpMethod,
    pub(super) auth: Option<String>,
    pub(super) body: String,
}

/// A request as a merchant must understand it.
pub(super) struct Asked {
    /// The call's id; nothing when it cannot be read.
    pub(super) id: Option<Value>,
    pub(super) method_name: Option<String>,
    /// Nothing when the request is wrong in any way.
    pub(super) call: Option<Call>,
    /// The codes of which the answer must have one.
    pub(super) wrongs: Vec<RangeInclusive<i64>>,
    pub(super) is_post: bool,
}

/// A well-formed call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub(super) method: Method,
    pub(super) params: Map<String, Value>,
}

impl Call {
    /// The Payme id of the transaction that the call is about.
    pub(super) fn transaction(&self) -> Option<&str> {
        self.params.get("id").and_then(Value::as_str)
    }

    pub(super) fn int(&self, name: &str) -> i64 {
        let value = self.params.get(name).and_then(Value::as_i64);
        value.unwrap_or_default()
    }

    /// The value of the account field.
    pub(super) fn account(&self, field: &str) -> String {
        let account = self.params.get("account").map(|it| &it[field]);
        match account {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }
}

const fn only(code: i64) -> RangeInclusive<i64> {
    code..=code
}

impl Asked {
    /// Reads a request as the desk's merchant must.
    pub(super) fn read(raw: &Raw, authorization: &str, account_field: &str) -> Self {
        let mut asked = Self {
            id: None,
            method_name: None,
            call: None,
            wrongs: Vec::new(),
            is_post: raw.http_method == HttpMethod::POST,
        };
        if !asked.is_post {
            asked.wrongs.push(only(-32300));
        }
        if raw.auth.as_deref() != Some(authorization) {
            asked.wrongs.push(only(-32504));
        }
        match serde_json::from_str::<Value>(&raw.body) {
            Ok(Value::Object(body)) => asked.read_object(body, account_field),
            Ok(_) => asked.wrongs.push(only(-32600)),
            Err(_) => asked.wrongs.push(only(-32700)),
        }
        asked
    }

    fn read_object(&mut self, body: Map<String, Value>, account_field: &str) {
        let id = body.get("id").filter(|it| it.is_number() || it.is_string());
        self.id = id.cloned();
        let name = body.get("method").and_then(Value::as_str);
        self.method_name = name.map(str::to_owned);
        let params = body.get("params").and_then(Value::as_object);
        if self.id.is_none() || name.is_none() || params.is_none() {
            self.wrongs.push(only(-32600));
        }
        let Some(name) = name else { return };
        let Some(method) = Method::of_name(name) else {
            self.wrongs.push(only(-32601));
            return;
        };
        let Some(params) = params else { return };
        if !are_well_typed(method, params) {
            self.wrongs.push(only(-32600));
        }
        if let Some(account) = params.get("account").and_then(Value::as_object)
            && !account.contains_key(account_field)
        {
            self.wrongs.extend([only(-32600), -31099..=-31050]);
        }
        if self.wrongs.is_empty() {
            let params = params.clone();
            self.call = Some(Call { method, params });
        }
    }
}

fn are_well_typed(method: Method, params: &Map<String, Value>) -> bool {
    let int = |name: &str| params.get(name).is_some_and(Value::is_i64);
    let text = |name: &str| params.get(name).is_some_and(Value::is_string);
    let object = |name: &str| params.get(name).is_some_and(Value::is_object);
    match method {
        Method::CheckPerform => int("amount") && object("account"),
        Method::Create => text("id") && int("time") && int("amount") && object("account"),
        Method::Perform | Method::Check => text("id"),
        Method::Cancel => text("id") && int("reason"),
        Method::Statement => int("from") && int("to"),
    }
}

impl Desk {
    pub(super) async fn ask(&self, raw: Raw) -> Answer {
        let spec = self.look(|book| book.spec.clone());
        let asked = Asked::read(&raw, &self.authorization(), &spec.account_field);
        let now_ms = self.payme.now_ms();
        let ticket = asked
            .call
            .as_ref()
            .map(|call| self.change(|book| book.begin(call, now_ms)));
        let answer = self.send(raw, spec.callback_url).await;
        let now_ms = self.payme.now_ms();
        let expected = Expected {
            asked: &asked,
            account_field: &spec.account_field,
            now_ms,
        };
        let (said, mut faults) = read(&answer, &expected);
        if let (Some(call), Some(ticket)) = (&asked.call, ticket) {
            let said = said.unwrap_or(Said::Nothing);
            faults.extend(self.change(|book| book.end(call, ticket, &said, now_ms)));
        }
        let name = asked.method_name.as_deref().unwrap_or("a raw request");
        for fault in faults {
            let line = format!("{} {name}: {fault}", self.id);
            self.payme.inner.caller.note(&line);
        }
        answer
    }

    async fn send(&self, raw: Raw, url: String) -> Answer {
        let mut headers = vec![("content-type", "text/json; charset=UTF-8".to_owned())];
        headers.extend(raw.auth.map(|auth| ("authorization", auth)));
        let address = self.payme.look(|state| state.calls_from.clone());
        headers.extend(address.map(|address| ("x-forwarded-for", address)));
        let outgoing = Outgoing {
            method: raw.http_method,
            url,
            headers,
            body: raw.body.into_bytes(),
        };
        self.payme.inner.caller.send(outgoing).await
    }
}
