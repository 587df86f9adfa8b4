//! The API over HTTP: keys, paths, forms, requests that may be repeated.
//!
//! Source: <https://docs.stripe.com/api/authentication> and
//! <https://docs.stripe.com/api/idempotent_requests>.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::Value;

use super::Stripe;
use super::book::{Asked, Saved, State};
use super::failure::Failure;
use super::form::Form;
use crate::common::serve::{Call, Reply, Service};

/// "You can remove keys from the system automatically after they're at least
/// 24 hours old."
const SAVED_FOR_MS: i64 = 24 * 3_600_000;
const LONGEST_KEY: usize = 255;
const HELP: &str = "Please see https://stripe.com/docs or we can help at \
    https://support.stripe.com/.";

/// What a path asks for.
enum Deed<'a> {
    Create,
    Retrieve(&'a str),
    Expire(&'a str),
    Refund,
}

impl<'a> Deed<'a> {
    fn of(call: &'a Call) -> Option<Self> {
        let path: Vec<&str> = call.path.trim_start_matches('/').split('/').collect();
        match (call.method.as_str(), path.as_slice()) {
            ("POST", ["v1", "checkout", "sessions"]) => Some(Self::Create),
            ("GET", ["v1", "checkout", "sessions", id]) => Some(Self::Retrieve(id)),
            ("POST", ["v1", "checkout", "sessions", id, "expire"]) => Some(Self::Expire(id)),
            ("POST", ["v1", "refunds"]) => Some(Self::Refund),
            _ => None,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Retrieve(_) => "retrieve",
            Self::Expire(_) => "expire",
            Self::Refund => "refund",
        }
    }
}

/// An answer, and whether it was given before.
struct Answered {
    status: u16,
    body: Value,
    request_id: String,
    is_replayed: bool,
}

impl Stripe {
    fn answer_call(&self, call: &Call) -> Result<Answered, Failure> {
        let account = self.admit(call)?;
        let deed = Deed::of(call).ok_or_else(|| {
            let (method, path) = (&call.method, &call.path);
            let why = format!("Unrecognized request URL ({method}: {path}). {HELP}");
            Failure::invalid(&why).with_status(404)
        })?;
        check_version(call)?;
        let form = form_of(call)?;
        // "It has no effect" on those that only read.
        let key = call.header("idempotency-key").map(str::to_owned);
        let key = key.filter(|_| call.method != "GET");
        self.change(|state, now_ms| {
            if let Some(key) = &key
                && let Some(saved) = state.saved(&account, key, &call.path, &form, now_ms)?
            {
                return Ok(Answered {
                    status: saved.status,
                    body: saved.body,
                    request_id: saved.request_id,
                    is_replayed: true,
                });
            }
            let asked = Asked {
                account,
                request_id: state.next_id("req_", 14),
                key,
            };
            let done = state.carry_out(&deed, &asked, &form, now_ms);
            state.save(&asked, &call.path, form, &done, now_ms);
            done.map(|body| Answered {
                status: 200,
                body,
                request_id: asked.request_id,
                is_replayed: false,
            })
        })
    }

    /// The account whose key the request carries, as bearer or as the user
    /// name of a basic login.
    fn admit(&self, call: &Call) -> Result<String, Failure> {
        let given = call.header("authorization").unwrap_or_default();
        let basic = given.strip_prefix("Basic ").and_then(|it| {
            let decoded = STANDARD.decode(it).ok()?;
            let login = String::from_utf8(decoded).ok()?;
            login.split_once(':').map(|(user, _)| user.to_owned())
        });
        let bearer = given.strip_prefix("Bearer ").map(str::to_owned);
        let refused = |why: &str| Failure::invalid(why).with_status(401);
        let Some(key) = basic.or(bearer).filter(|key| !key.is_empty()) else {
            return Err(refused(
                "You did not provide an API key. You need to provide your API key in the \
                 Authorization header, using Bearer auth (e.g. 'Authorization: Bearer \
                 YOUR_SECRET_KEY').",
            ));
        };
        let account = self.look(|state| state.account_of_key(&key).map(str::to_owned));
        let start: String = key.chars().take(8).collect();
        account.ok_or_else(|| refused(&format!("Invalid API Key provided: {start}****")))
    }
}

impl State {
    fn carry_out(
        &mut self,
        deed: &Deed<'_>,
        asked: &Asked,
        form: &Form,
        now_ms: i64,
    ) -> Result<Value, Failure> {
        match deed {
            Deed::Create => self.create_session(asked, form, now_ms),
            Deed::Retrieve(id) => self.retrieve_session(&asked.account, id, form),
            Deed::Expire(id) => self.expire_session(asked, id, form, now_ms),
            Deed::Refund => self.create_refund(asked, form, now_ms),
        }
    }

    /// The answer to the same request before, if its key was used.
    fn saved(
        &self,
        account: &str,
        key: &str,
        path: &str,
        form: &Form,
        now_ms: i64,
    ) -> Result<Option<Saved>, Failure> {
        if key.is_empty() || key.len() > LONGEST_KEY {
            let why = format!("Idempotency keys must be between 1 and {LONGEST_KEY} characters.");
            return Err(Failure::idempotency(&why));
        }
        let saved = self.account(account).saved.get(key);
        let Some(saved) = saved.filter(|it| it.at_ms + SAVED_FOR_MS > now_ms) else {
            return Ok(None);
        };
        let other = "if you meant to execute a different request.";
        if saved.path != path {
            let first = &saved.path;
            return Err(Failure::idempotency(&format!(
                "Keys for idempotent requests can only be used for the same endpoint they were \
                 first used for ('{path}' vs '{first}'). Try using a key other than '{key}' {other}"
            )));
        }
        if saved.form != *form {
            return Err(Failure::idempotency(&format!(
                "Keys for idempotent requests can only be used with the same parameters they \
                 were first used with. Try using a key other than '{key}' {other}"
            )));
        }
        Ok(Some(saved.clone()))
    }

    fn save(
        &mut self,
        asked: &Asked,
        path: &str,
        form: Form,
        done: &Result<Value, Failure>,
        now_ms: i64,
    ) {
        let (status, body) = match done {
            Ok(body) => (200, body.clone()),
            Err(failure) if failure.is_saved => (failure.status, failure.body()),
            Err(_) => return,
        };
        let Some(key) = &asked.key else {
            return;
        };
        let saved = Saved {
            path: path.to_owned(),
            form,
            request_id: asked.request_id.clone(),
            at_ms: now_ms,
            status,
            body,
        };
        self.account_mut(&asked.account)
            .saved
            .insert(key.clone(), saved);
    }
}

/// The form of a POST, or the query of a GET.
fn form_of(call: &Call) -> Result<Form, Failure> {
    if call.method == "GET" {
        return Form::read(call.query.as_bytes());
    }
    let kind = call.header("content-type").unwrap_or_default();
    if !call.body.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Failure::invalid(
            "Invalid request (check that your POST content type is \
             application/x-www-form-urlencoded). If you have any questions, we can help at \
             https://support.stripe.com/.",
        ));
    }
    if !call.query.is_empty() {
        return Err(Failure::invalid(
            "parameters of a POST belong into its body",
        ));
    }
    Form::read(&call.body)
}

/// `2026-07-29.dahlia`, or a day alone as before 2024-09-30.
fn check_version(call: &Call) -> Result<(), Failure> {
    let Some(version) = call.header("stripe-version") else {
        return Ok(());
    };
    let day = version.split('.').next().unwrap_or_default();
    let is_day = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok();
    let why = || Failure::invalid(&format!("Invalid Stripe API version: {version}."));
    is_day.then_some(()).ok_or_else(why)
}

impl Service for Stripe {
    fn name(&self) -> &'static str {
        "stripe"
    }

    /// `create`, `retrieve`, `expire` or `refund`.
    fn operation(&self, call: &Call) -> String {
        let deed = Deed::of(call);
        deed.map(|deed| deed.word().to_owned()).unwrap_or_default()
    }

    fn answer<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Reply> {
        let reply = match self.answer_call(call) {
            Ok(answered) => {
                let reply = Reply::json(answered.status, &answered.body);
                let reply = reply.with_header("request-id", answered.request_id);
                if answered.is_replayed {
                    reply.with_header("idempotent-replayed", "true".to_owned())
                } else {
                    reply
                }
            }
            Err(failure) => {
                if failure.is_unexpected {
                    let (method, path, why) = (&call.method, &call.path, &failure.message);
                    self.inner.caller.note(&format!("{method} {path}: {why}"));
                }
                Reply::json(failure.status, &failure.body())
            }
        };
        std::future::ready(reply).boxed()
    }

    fn failure(&self, code: u16) -> Reply {
        Reply::json(code, &Failure::of_status(code).body())
    }

    fn rate_limited(&self, retry_after_s: u32) -> Reply {
        self.failure(429)
            .with_header("retry-after", retry_after_s.to_string())
    }
}
