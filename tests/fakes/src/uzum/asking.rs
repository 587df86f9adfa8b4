//! A request to the merchant: what it is, what is wrong with it on purpose,
//! and the judging of its answer.

use reqwest::Method as HttpMethod;
use serde_json::{Map, Value};

use super::answers::{Expected, read};
use super::codes::{Nos, UzumNo};
use super::{UzumService, UzumShop};
use crate::common::callback::{Answer, Outgoing};

/// One of the five webhooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UzumCall {
    /// `/check`: may this order be paid? The sum is not told.
    Check,
    /// `/create`
    Create,
    /// `/confirm`: the money was taken.
    Confirm,
    /// `/reverse`
    Reverse,
    /// `/status`
    Status,
}

impl UzumCall {
    pub(super) const ALL: [Self; 5] = [
        Self::Check,
        Self::Create,
        Self::Confirm,
        Self::Reverse,
        Self::Status,
    ];

    /// The path below the merchant's address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Check => "/check",
            Self::Create => "/create",
            Self::Confirm => "/confirm",
            Self::Reverse => "/reverse",
            Self::Status => "/status",
        }
    }

    /// Whether it changes something.
    pub(super) const fn is_write(self) -> bool {
        matches!(self, Self::Create | Self::Confirm | Self::Reverse)
    }

    fn of_path(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|call| call.path() == path)
    }
}

/// A request as it leaves.
pub(super) struct Raw {
    pub(super) path: String,
    pub(super) http_method: HttpMethod,
    pub(super) auth: Option<String>,
    pub(super) body: String,
}

/// A request as a merchant must understand it.
pub(super) struct Asked {
    /// Nothing when there is no such webhook.
    pub(super) call: Option<UzumCall>,
    /// What the answer may repeat.
    pub(super) service_id: Option<i64>,
    pub(super) trans_id: Option<String>,
    pub(super) order: String,
    pub(super) amount: i64,
    /// The reasons of which the answer must have one; empty when nothing is
    /// wrong with the request itself.
    pub(super) wrongs: Nos,
}

impl Asked {
    /// Reads a request as the service's merchant must.
    pub(super) fn read(raw: &Raw, spec: &UzumService, authorization: &str) -> Self {
        let mut asked = Self {
            call: UzumCall::of_path(&raw.path),
            service_id: None,
            trans_id: None,
            order: String::new(),
            amount: 0,
            wrongs: Nos::default(),
        };
        if raw.http_method != HttpMethod::POST || asked.call.is_none() {
            asked.wrong(&[UzumNo::Operation]);
        }
        if raw.auth.as_deref() != Some(authorization) {
            asked.wrong(&[UzumNo::Access]);
        }
        match serde_json::from_str::<Value>(&raw.body) {
            Ok(Value::Object(body)) => asked.read_object(&body, spec),
            Ok(_) | Err(_) => asked.wrong(&[UzumNo::Json]),
        }
        asked
    }

    fn wrong(&mut self, nos: &[UzumNo]) {
        self.wrongs = nos.iter().fold(self.wrongs, |all, no| all.and(*no));
    }

    fn read_object(&mut self, body: &Map<String, Value>, spec: &UzumService) {
        self.service_id = self.int(body, "serviceId");
        if self.service_id.is_some_and(|id| id != spec.service_id) {
            // The page has no word for this in the later calls.
            self.wrong(&[UzumNo::Service, UzumNo::Unknown]);
        }
        self.int(body, "timestamp");
        match self.call {
            None => {}
            Some(UzumCall::Check) => self.read_order(body, spec),
            Some(UzumCall::Create) => {
                self.trans_id = self.text(body, "transId");
                self.read_order(body, spec);
                self.amount = self.int(body, "amount").unwrap_or_default();
            }
            Some(UzumCall::Confirm) => {
                self.trans_id = self.text(body, "transId");
                self.text(body, "paymentSource");
                self.text(body, "phone");
            }
            Some(UzumCall::Reverse | UzumCall::Status) => {
                self.trans_id = self.text(body, "transId");
            }
        }
    }

    fn read_order(&mut self, body: &Map<String, Value>, spec: &UzumService) {
        let Some(Value::Object(params)) = body.get("params") else {
            return self.wrong(&[UzumNo::Missing, UzumNo::Json]);
        };
        match params.get(&spec.account_field) {
            Some(Value::String(text)) if !text.is_empty() => text.clone_into(&mut self.order),
            // The page's own example is a number.
            Some(Value::Number(number)) => self.order = number.to_string(),
            _ => self.wrong(&[UzumNo::Missing, UzumNo::Attribute]),
        }
    }

    fn int(&mut self, body: &Map<String, Value>, name: &str) -> Option<i64> {
        let value = body.get(name).filter(|value| !value.is_null());
        let int = value.and_then(Value::as_i64);
        match (value, int) {
            (None, _) => self.wrong(&[UzumNo::Missing]),
            (Some(_), None) => self.wrong(&[UzumNo::Missing, UzumNo::Json]),
            (Some(_), Some(_)) => {}
        }
        int
    }

    fn text(&mut self, body: &Map<String, Value>, name: &str) -> Option<String> {
        let value = body.get(name).filter(|value| !value.is_null());
        let text = value.and_then(Value::as_str);
        match text {
            Some("") => self.wrong(&[UzumNo::Missing]),
            None if value.is_none() => self.wrong(&[UzumNo::Missing]),
            None => self.wrong(&[UzumNo::Missing, UzumNo::Json]),
            Some(_) => {}
        }
        text.map(str::to_owned)
    }
}

impl UzumShop {
    pub(super) async fn ask(&self, raw: Raw) -> Answer {
        let spec = self.look(|book| book.spec.clone());
        let asked = Asked::read(&raw, &spec, &self.authorization());
        let sent_ms = self.uzum.now_ms();
        let ticket = self.change(|book| book.begin(&asked, sent_ms));
        let path = raw.path.clone();
        let answer = self.transmit(raw, &spec.base_url).await;
        let now_ms = self.uzum.now_ms();
        let expected = Expected {
            asked: &asked,
            rules: &spec.rules,
            sent_ms,
            now_ms,
        };
        let (said, mut faults) = read(&answer, &expected);
        if let Some(ticket) = ticket {
            faults.extend(self.change(|book| book.end(&asked, ticket, &said, now_ms)));
        }
        for fault in faults {
            let line = format!("{} {path}: {fault}", self.service_id);
            self.uzum.inner.caller.note(&line);
        }
        answer
    }

    async fn transmit(&self, raw: Raw, base_url: &str) -> Answer {
        let mut headers = vec![("content-type", "application/json".to_owned())];
        headers.extend(raw.auth.map(|auth| ("authorization", auth)));
        let address = self.uzum.look(|state| state.calls_from.clone());
        headers.extend(address.map(|address| ("x-forwarded-for", address)));
        let outgoing = Outgoing {
            method: raw.http_method,
            url: format!("{base_url}{}", raw.path),
            headers,
            body: raw.body.into_bytes(),
        };
        self.uzum.inner.caller.send(outgoing).await
    }
}
