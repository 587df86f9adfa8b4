//! Stripe Checkout: a page that Stripe shows, and events that it posts.
//!
//! <https://docs.stripe.com/api/checkout/sessions>. A page is asked for by the
//! id of our payment as its idempotency key, so that the same payment always
//! leads to the same page. Only an event makes a payment true; events repeat and
//! come in any order, and each is about the state that our payment has.

mod event;

use async_trait::async_trait;
use bytes::Bytes;
use scx_kit::{
    Body, Config, ConfigKey, Http, Language, Millis, Need, Request, Response, Secret, Tiyin,
};
use serde_json::Value;
use url::Url;
use url::form_urlencoded::Serializer;

pub(super) use self::event::asked;
use self::event::is_signed;
use super::{
    Answer, Ask, Call, Checkout, Decision, Incoming, No, Order, Page, Provider, Visit, together,
};
use crate::error::{self, ConnectError, ErrorKind};

/// Where the interface is.
const API: &str = "https://api.stripe.com";
/// How long a page is open. It must be more than half an hour and less than a
/// day, and as long as it is open nobody else can pay the invoice.
const OPEN_FOR: Millis = Millis::hours(1);
/// Answers are kept for their keys for at least a day.
const REMEMBERED: Millis = Millis::days(1);
/// Stripe repeats events for three days, and the slowest ways to pay take two
/// weeks; after it nothing is heard any more.
const SILENT: (Millis, i64) = (Millis::days(30), 4);
/// An amount has eight digits at most (<https://docs.stripe.com/currencies>) and
/// is worth half a US dollar at least, which is less than 10,000 so'm.
const SUMS: std::ops::RangeInclusive<i64> = 1_000_000..=99_999_999;

pub(super) const KEYS: &[ConfigKey] = &[
    ConfigKey::secret(
        "STRIPE_SECRET_KEY",
        Need::Optional,
        "The secret key of the account at Stripe; with STRIPE_WEBHOOK_SECRET and WEBHOOK_BASE_URL it switches Stripe on, whose endpoint is WEBHOOK_BASE_URL/payments/stripe (events checkout.session.* and charge.refunded).",
    ),
    ConfigKey::secret(
        "STRIPE_WEBHOOK_SECRET",
        Need::Optional,
        "The secret with which Stripe signs what it posts to the endpoint.",
    ),
    ConfigKey::open(
        "STRIPE_API_URL",
        Need::Default(API),
        "Where Stripe's interface is.",
    ),
];

/// An account at Stripe.
#[derive(Debug)]
pub struct Stripe {
    key: Secret<String>,
    endpoint: Secret<String>,
    api: String,
    /// Where our own link leads.
    door: String,
}

impl Stripe {
    /// The account of the configuration; none without its keys.
    ///
    /// # Errors
    /// A sentence about a key that is missing or malformed.
    pub fn open(config: &Config) -> Result<Option<Self>, String> {
        let names = ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"];
        let Some([key, endpoint]) = together(config, names)? else {
            return Ok(None);
        };
        let own = config.given("WEBHOOK_BASE_URL");
        let own =
            own.ok_or("STRIPE_SECRET_KEY needs WEBHOOK_BASE_URL, where payers are sent on")?;
        let api = config.given("STRIPE_API_URL").unwrap_or(API);
        Url::parse(api).map_err(|_| "STRIPE_API_URL must be an address")?;
        Ok(Some(Self {
            key,
            endpoint,
            api: api.trim_end_matches('/').to_owned(),
            door: format!("{}/payments/stripe", own.trim_end_matches('/')),
        }))
    }

    /// Asks for the page; the same answer for the same payment.
    async fn create(&self, http: &Http, visit: &Visit<'_>) -> Result<Value, ConnectError> {
        let call = self.call("create");
        let url = format!("{}/v1/checkout/sessions", self.api);
        let mut request = Request::new(call.op.clone(), "POST", url);
        let key = ("idempotency-key", visit.payment.id.clone());
        request.headers = vec![self.login(), key];
        let form = Bytes::from(session(visit));
        request.body = Body::Bytes("application/x-www-form-urlencoded", form);
        self.exchange(http, &call, request).await
    }

    /// How a page stands by now.
    async fn look(&self, http: &Http, id: &str) -> Result<Value, ConnectError> {
        let call = self.call("retrieve");
        let url = format!("{}/v1/checkout/sessions/{id}", self.api);
        let mut request = Request::new(call.op.clone(), "GET", url);
        request.headers = vec![self.login()];
        self.exchange(http, &call, request).await
    }

    async fn exchange(
        &self,
        http: &Http,
        call: &error::Call<'_>,
        mut request: Request,
    ) -> Result<Value, ConnectError> {
        // Somebody waits before a page that is empty.
        request.timeout = Millis::secs(20);
        request.answer_limit_bytes = 256 << 10;
        let sent = http.send(request).await;
        let answer = sent.map_err(|error| call.unanswered(error))?;
        let body = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
        match answer.status {
            200 if body.is_object() => Ok(body),
            _ => Err(failure(call, &answer, &body)),
        }
    }

    fn call(&self, op: &str) -> error::Call<'_> {
        error::Call {
            service: "stripe",
            op: format!("stripe.{op}"),
            secrets: vec![&self.key],
        }
    }

    fn login(&self) -> (&'static str, String) {
        ("authorization", format!("Bearer {}", self.key.expose()))
    }
}

impl Provider for Stripe {
    fn id(&self) -> &'static str {
        "stripe"
    }

    fn name(&self) -> &'static str {
        "Stripe"
    }

    fn carries(&self, due: Tiyin) -> bool {
        SUMS.contains(&due.0)
    }

    fn link(&self, order: &Order<'_>) -> Option<String> {
        let link = format!("{}/{}", self.door, order.key);
        self.carries(order.due).then_some(link)
    }

    fn read(&self, incoming: &Incoming<'_>) -> Result<Call, Answer> {
        let header = incoming.signature.unwrap_or_default();
        let given = (header, incoming.body);
        if !incoming.is_post || !is_signed(&self.endpoint, given, incoming.at) {
            return Err(said(400));
        }
        let event: Value = serde_json::from_slice(incoming.body).map_err(|_| said(400))?;
        // What is not about our payments is as good as done.
        let ask = asked(&event).ok_or_else(|| said(200))?;
        Ok(Call {
            ask,
            echo: Value::Null,
        })
    }

    fn answer(&self, call: &Call, decision: &Decision) -> Answer {
        let brings_money = matches!(call.ask, Ask::Perform { .. } | Ask::Return { .. });
        match decision {
            // It is posted again.
            Decision::No(No::Failed) => return said(503),
            // What went back before it was heard of.
            Decision::No(No::CalledOff) if brings_money => {
                tracing::warn!(ask = ?call.ask, "Stripe tells of a payment that was called off");
            }
            Decision::No(no) if brings_money => {
                tracing::error!(?no, ask = ?call.ask, "Stripe has taken money that pays for nothing");
            }
            Decision::No(_)
            | Decision::Payable(_)
            | Decision::Payment(_)
            | Decision::Already(_)
            | Decision::Payments(_) => {}
        }
        said(200)
    }

    fn tells_refunds(&self) -> bool {
        true
    }

    fn timeout(&self) -> Option<(Millis, i64)> {
        Some(SILENT)
    }

    fn checkout(&self) -> Option<&dyn Checkout> {
        Some(self)
    }
}

#[async_trait]
impl Checkout for Stripe {
    async fn page(&self, http: &Http, visit: &Visit<'_>) -> Result<Page, ConnectError> {
        let age = Millis(visit.at.0 - visit.payment.created_ms);
        let made = match self.create(http, visit).await {
            // It was never made, and now it is too late for it. Of one that Stripe
            // may have forgotten by now nothing can be said.
            Err(error) if error.reason() == Some("expires_at") && age < REMEMBERED => {
                return Ok(Page::Over);
            }
            made => made?,
        };
        if age < OPEN_FOR {
            return self.shown(&made);
        }
        let id = made["id"].as_str().filter(|id| is_plain(id));
        let id = id.ok_or_else(|| self.odd("a page without an id"))?;
        let now = self.look(http, id).await?;
        match now["status"].as_str() {
            Some("open") => self.shown(&now),
            Some("complete") => Ok(Page::Complete),
            Some("expired") => Ok(Page::Over),
            _ => Err(self.odd("a page in a state that nobody knows")),
        }
    }
}

impl Stripe {
    fn shown(&self, session: &Value) -> Result<Page, ConnectError> {
        let url = session["url"].as_str();
        let url = url.filter(|url| url.starts_with("https://"));
        let url = url.ok_or_else(|| self.odd("a page without an address"))?;
        Ok(Page::Open(url.to_owned()))
    }

    fn odd(&self, what: &str) -> ConnectError {
        self.call("checkout").error(ErrorKind::Broken, what)
    }
}

/// The page as a form. It depends on the payment alone, because a repeated key
/// must come with the same form.
fn session(visit: &Visit<'_>) -> String {
    let payment = visit.payment;
    let expires_s = (payment.created_ms + OPEN_FOR.0) / 1_000;
    let mut form = Serializer::new(String::new());
    form.append_pair("mode", "payment")
        .append_pair("line_items[0][price_data][currency]", "uzs")
        .append_pair(
            "line_items[0][price_data][unit_amount]",
            &payment.amount.0.to_string(),
        )
        .append_pair("line_items[0][price_data][product_data][name]", visit.title)
        .append_pair("line_items[0][quantity]", "1")
        .append_pair("client_reference_id", &payment.order)
        .append_pair("expires_at", &expires_s.to_string())
        .append_pair("success_url", visit.return_url)
        .append_pair("cancel_url", visit.return_url);
    // Refunds are told of by the charge, which has the names of its payment.
    for place in ["metadata", "payment_intent_data[metadata]"] {
        form.append_pair(&format!("{place}[invoice]"), &payment.order)
            .append_pair(&format!("{place}[payment]"), &payment.id);
    }
    // Stripe knows no Uzbek: the browser decides.
    match visit.language {
        Language::UzLatn | Language::UzCyrl => {}
        Language::Ru | Language::En => {
            form.append_pair("locale", visit.language.telegram_code());
        }
    }
    form.finish()
}

/// Why there is no page. The parameter says more than the code.
fn failure(call: &error::Call<'_>, answer: &Response, body: &Value) -> ConnectError {
    let error = &body["error"];
    let words = error["message"].as_str().unwrap_or_default();
    match answer.status {
        401 | 403 => call.error(ErrorKind::Auth, words),
        // The same call is under way.
        409 => call.error(ErrorKind::Unavailable { sent: true }, words),
        400 | 402 | 404 => {
            let names = [&error["param"], &error["code"], &error["type"]];
            let reason = names.iter().find_map(|name| name.as_str());
            call.refused(reason.unwrap_or("unknown"), words)
        }
        _ => call.unreadable(answer, "no page"),
    }
}

fn is_plain(id: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !id.is_empty() && id.bytes().all(is_letter)
}

/// Stripe reads the status only.
fn said(status: u16) -> Answer {
    Answer {
        status,
        content_type: "application/json",
        body: b"{}".to_vec(),
    }
}
