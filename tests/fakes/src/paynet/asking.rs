//! A request to the provider: what it is, what is wrong with it on purpose, and
//! the judging of its answer.

use reqwest::Method as HttpMethod;
use serde_json::{Map, Value};

use super::answers::{Expected, Said, read};
use super::book::Book;
use super::codes::{
    AMOUNT, DATE, LOGIN, MISSING, NO_CLIENT, NO_JSON, NO_METHOD, NO_PARAMS, NO_REQUEST, NO_SERVICE,
    NOT_POST,
};
use super::{PaynetService, PaynetShop, moment};
use crate::common::callback::{Answer, Outgoing};

/// One of the six methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaynetMethod {
    /// GetInformation
    Information,
    /// PerformTransaction
    Perform,
    /// CheckTransaction
    Check,
    /// CancelTransaction
    Cancel,
    /// GetStatement
    Statement,
    /// ChangePassword
    ChangePassword,
}

impl PaynetMethod {
    const ALL: [Self; 6] = [
        Self::Information,
        Self::Perform,
        Self::Check,
        Self::Cancel,
        Self::Statement,
        Self::ChangePassword,
    ];

    /// The vendor's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Information => "GetInformation",
            Self::Perform => "PerformTransaction",
            Self::Check => "CheckTransaction",
            Self::Cancel => "CancelTransaction",
            Self::Statement => "GetStatement",
            Self::ChangePassword => "ChangePassword",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// A request as it leaves.
pub(super) struct Raw {
    pub(super) http_method: HttpMethod,
    pub(super) auth: Option<String>,
    pub(super) body: String,
}

/// A request as a provider must understand it.
pub(super) struct Asked {
    /// The call's id; nothing when it cannot be read.
    pub(super) id: Option<Value>,
    pub(super) method_name: Option<String>,
    /// Nothing when the request is wrong in any way.
    pub(super) call: Option<Call>,
    /// The login is wrong or missing.
    pub(super) is_stranger: bool,
    /// The codes of which the answer must have one.
    pub(super) wrongs: Vec<i64>,
}

/// A well-formed call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub(super) method: PaynetMethod,
    pub(super) params: Map<String, Value>,
}

impl Call {
    /// Paynet's id of the transaction that the call is about.
    pub(super) fn transaction(&self) -> Option<i64> {
        self.params.get("transactionId").and_then(Value::as_i64)
    }

    pub(super) fn amount(&self) -> i64 {
        let value = self.params.get("amount").and_then(Value::as_i64);
        value.unwrap_or_default()
    }

    /// A moment of the request, read as the vendor means it.
    pub(super) fn moment(&self, name: &str) -> i64 {
        let text = self.params.get(name).and_then(Value::as_str);
        text.and_then(moment::read_either).unwrap_or_default()
    }

    /// The value of the field that names the order.
    pub(super) fn order(&self, field: &str) -> String {
        match self.params.get("fields").map(|fields| &fields[field]) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }
}

impl Asked {
    /// Reads a request as the service's provider must.
    pub(super) fn read(raw: &Raw, spec: &PaynetService, authorization: &str) -> Self {
        let mut asked = Self {
            id: None,
            method_name: None,
            call: None,
            is_stranger: raw.auth.as_deref() != Some(authorization),
            wrongs: Vec::new(),
        };
        if raw.http_method != HttpMethod::POST {
            asked.wrongs.push(NOT_POST);
        }
        if asked.is_stranger {
            asked.wrongs.push(LOGIN);
        }
        match serde_json::from_str::<Value>(&raw.body) {
            Ok(Value::Object(body)) => asked.read_object(&body, spec),
            Ok(_) => asked.wrongs.push(NO_REQUEST),
            Err(_) => asked.wrongs.push(NO_JSON),
        }
        asked
    }

    fn read_object(&mut self, body: &Map<String, Value>, spec: &PaynetService) {
        let id = body.get("id").filter(|it| it.is_number() || it.is_string());
        self.id = id.cloned();
        let name = body.get("method").and_then(Value::as_str);
        self.method_name = name.map(str::to_owned);
        let is_rpc = body.get("jsonrpc").is_some_and(|version| version == "2.0");
        if self.id.is_none() || name.is_none() || !is_rpc {
            self.wrongs.push(NO_REQUEST);
        }
        let Some(name) = name else { return };
        let Some(method) = PaynetMethod::of_name(name) else {
            return self.wrongs.push(NO_METHOD);
        };
        let Some(Value::Object(params)) = body.get("params") else {
            return self.wrongs.extend([NO_REQUEST, NO_PARAMS, MISSING]);
        };
        self.read_params(method, params, spec);
        if self.wrongs.is_empty() {
            let params = params.clone();
            self.call = Some(Call { method, params });
        }
    }

    fn read_params(
        &mut self,
        method: PaynetMethod,
        params: &Map<String, Value>,
        spec: &PaynetService,
    ) {
        let service = params.get("serviceId").filter(|it| !it.is_null());
        match (method, service) {
            (PaynetMethod::ChangePassword, _) => {}
            (_, None) => self.lacks(&[]),
            (_, Some(id)) if *id != spec.service_id => self.wrongs.push(NO_SERVICE),
            (_, Some(_)) => {}
        }
        let has_int = |name: &str| params.get(name).is_some_and(Value::is_i64);
        match method {
            PaynetMethod::Information => self.read_order(params, spec),
            PaynetMethod::Perform => {
                self.read_order(params, spec);
                if !has_int("amount") {
                    self.lacks(&[AMOUNT]);
                }
                if !has_int("transactionId") {
                    self.lacks(&[]);
                }
            }
            PaynetMethod::Check | PaynetMethod::Cancel => {
                if !has_int("transactionId") {
                    self.lacks(&[]);
                }
                if params.get("timestamp").is_some_and(|it| !is_moment(it)) {
                    self.wrongs.push(DATE);
                }
            }
            PaynetMethod::Statement => self.wrongs.extend(span_problems(params)),
            PaynetMethod::ChangePassword => {
                let password = params.get("newPassword").and_then(Value::as_str);
                if password.is_none_or(str::is_empty) {
                    self.lacks(&[]);
                }
            }
        }
    }

    fn read_order(&mut self, params: &Map<String, Value>, spec: &PaynetService) {
        let order = params.get("fields").map(|it| &it[&spec.account_field]);
        let is_named = order.is_some_and(|it| it.is_number() || it.is_string());
        if !is_named || order.is_some_and(|it| it == "") {
            self.lacks(&[NO_CLIENT]);
        }
    }

    /// A parameter is missing or of another type: the specification has more
    /// than one code for that.
    fn lacks(&mut self, codes: &[i64]) {
        self.wrongs.extend([MISSING, NO_PARAMS, NO_REQUEST]);
        self.wrongs.extend(codes);
    }
}

fn is_moment(value: &Value) -> bool {
    let text = value.as_str();
    text.is_some_and(|text| moment::read_either(text).is_some())
}

fn span_problems(params: &Map<String, Value>) -> Vec<i64> {
    let ends = ["dateFrom", "dateTo"].map(|name| params.get(name));
    let [Some(from), Some(to)] = ends else {
        return vec![MISSING, NO_PARAMS, DATE];
    };
    let read = |value: &Value| value.as_str().and_then(moment::read_either);
    match (read(from), read(to)) {
        (Some(from), Some(to)) if from <= to => Vec::new(),
        (Some(_), Some(_)) => vec![DATE, NO_PARAMS],
        (_, _) => vec![DATE],
    }
}

impl PaynetShop {
    pub(super) async fn ask(&self, raw: Raw) -> Answer {
        let spec = self.look(|book| book.spec.clone());
        let asked = Asked::read(&raw, &spec, &self.authorization());
        let sent_ms = self.paynet.now_ms();
        let call = asked.call.as_ref();
        let ticket = call.map(|call| self.change(|book| book.begin(call, sent_ms)));
        let answer = self.transmit(raw, spec.url.clone()).await;
        let expected = Expected {
            asked: &asked,
            spec: &spec,
            sent_ms,
            now_ms: self.paynet.now_ms(),
            may_be_locked_out: self.look(|book| book.new_password.is_some()),
        };
        let (said, mut faults) = read(&answer, &expected);
        if let (Some(call), Some(ticket)) = (call, ticket) {
            faults.extend(self.change(|book| book.end(call, ticket, &said)));
        }
        if said == Said::LockedOut && !asked.is_stranger {
            self.change(Book::take_new_password);
        }
        let name = asked.method_name.as_deref().unwrap_or("a raw request");
        for fault in faults {
            let line = format!("{} {name}: {fault}", self.service_id);
            self.paynet.inner.caller.note(&line);
        }
        answer
    }

    async fn transmit(&self, raw: Raw, url: String) -> Answer {
        let mut headers = vec![("content-type", "application/json".to_owned())];
        headers.extend(raw.auth.map(|auth| ("authorization", auth)));
        let address = self.paynet.look(|state| state.calls_from.clone());
        headers.extend(address.map(|address| ("x-forwarded-for", address)));
        let outgoing = Outgoing {
            method: raw.http_method,
            url,
            headers,
            body: raw.body.into_bytes(),
        };
        self.paynet.inner.caller.send(outgoing).await
    }
}
