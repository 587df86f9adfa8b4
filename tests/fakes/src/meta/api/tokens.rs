//! Looking into tokens, and getting newer ones.

use serde_json::{Value, json};

use crate::meta::Meta;
use crate::meta::access::Caller;
use crate::meta::failure::{Answer, Failure};
use crate::meta::request::Request;
use crate::meta::spec::{MetaToken, TokenKind};
use crate::meta::state::{State, Token};

const DAY_MS: i64 = 24 * 3_600_000;
/// Long-lived tokens last sixty days.
const LONG_LIFE_MS: i64 = 60 * DAY_MS;

impl Meta {
    /// `GET /debug_token?input_token=`
    pub(super) fn debug_token(&self, caller: &Caller, request: &Request) -> Answer {
        request.only(&["input_token"])?;
        let asked = request.need("input_token")?;
        let now_ms = self.common.now_ms();
        self.look(|state| {
            let Some(token) = state.tokens.get(asked) else {
                let message = "Invalid OAuth access token - Cannot parse access token";
                return Ok(json!({"data": {
                    "error": {"code": 190, "message": message},
                    "is_valid": false,
                    "scopes": [],
                }}));
            };
            let spec = &token.spec;
            if spec.app != caller.app() {
                let message = "(#100) The App_id in the input_token did not match the Viewing App";
                return Err(Failure::graph(400, 100, message));
            }
            let error = state.caller(asked, now_ms).err();
            let granular: Vec<Value> = spec
                .scopes
                .iter()
                .map(|scope| json!({"scope": scope, "target_ids": spec.grants}))
                .collect();
            let mut data = json!({
                "app_id": spec.app,
                "type": kind_name(spec.kind),
                "application": state.apps.get(&spec.app).map(|app| app.spec.name.as_str()),
                // Zero stands for never.
                "expires_at": spec.expires_at_ms.map_or(0, |end| end.div_euclid(1000)),
                "issued_at": token.issued_at_ms.div_euclid(1000),
                "is_valid": error.is_none(),
                "scopes": spec.scopes,
                "granular_scopes": granular,
                "user_id": spec.subject,
            });
            if let Some(error) = error {
                data["error"] = json!({
                    "code": error.code,
                    "message": error.message,
                    "subcode": error.subcode,
                });
            }
            Ok(json!({"data": data}))
        })
    }

    /// `GET /refresh_access_token`: another sixty days of Instagram login.
    pub(super) fn refresh_token(&self, caller: &Caller, request: &Request) -> Answer {
        request.only(&["grant_type"])?;
        if request.need("grant_type")? != "ig_refresh_token" {
            let why = "Param grant_type must be one of {IG_REFRESH_TOKEN}";
            return Err(Failure::parameter(why));
        }
        caller.must_have("instagram_business_basic")?;
        let Caller::Token(spec) = caller else {
            return Err(Failure::unsupported(
                &request.method,
                "refresh_access_token",
            ));
        };
        self.renew(spec, |token, now_ms| {
            // A token younger than a day cannot be refreshed yet.
            let is_ripe = token.issued_at_ms + DAY_MS <= now_ms;
            is_ripe.then_some(()).ok_or_else(|| {
                let message = "This access token is too new to be refreshed.";
                Failure::graph(400, 100, message)
            })
        })
    }

    /// `GET /oauth/access_token`: a long-lived token for a short-lived one.
    pub(super) fn exchange_token(&self, request: &Request) -> Answer {
        let known = [
            "grant_type",
            "client_id",
            "client_secret",
            "fb_exchange_token",
        ];
        request.only(&known)?;
        if request.need("grant_type")? != "fb_exchange_token" {
            return Err(Failure::parameter("Invalid grant_type"));
        }
        let (id, secret) = (request.need("client_id")?, request.need("client_secret")?);
        let old = request.need("fb_exchange_token")?;
        let now_ms = self.common.now_ms();
        let spec = self.look(|state| {
            if state
                .apps
                .get(id)
                .is_none_or(|app| app.spec.secret != secret)
            {
                let message = "Error validating client secret.";
                return Err(Failure::graph(400, 1, message));
            }
            match state.caller(old, now_ms)? {
                Caller::Token(spec) if spec.app == id => Ok(spec),
                Caller::Token(_) | Caller::App(_) => {
                    let message = "The access token does not belong to application.";
                    Err(Failure::token(None, message))
                }
            }
        })?;
        self.renew(&spec, |_, _| Ok(()))
    }

    /// Issues a token like this one; the old one lives on to its own end.
    fn renew(
        &self,
        spec: &MetaToken,
        check: impl FnOnce(&Token, i64) -> Result<(), Failure>,
    ) -> Answer {
        let (spec, answer) = self.change(|state, now_ms| {
            let old = state.tokens.get(&spec.token);
            check(old.ok_or_else(Failure::no_permission)?, now_ms)?;
            Ok(state.renewed(spec, now_ms))
        })?;
        self.token(spec);
        Ok(answer)
    }
}

impl State {
    fn renewed(&mut self, spec: &MetaToken, now_ms: i64) -> (MetaToken, Value) {
        let start: String = spec.token.chars().take(4).collect();
        let token = format!("{start}Renewed{:08}", self.next_serial());
        let mut answer = json!({
            "access_token": token,
            "token_type": "bearer",
            "expires_in": LONG_LIFE_MS / 1000,
        });
        if spec.kind == TokenKind::Instagram {
            answer["permissions"] = Value::from(spec.scopes.join(","));
        }
        let renewed = MetaToken {
            token,
            issued_at_ms: Some(now_ms),
            expires_at_ms: Some(now_ms + LONG_LIFE_MS),
            ..spec.clone()
        };
        (renewed, answer)
    }
}

fn kind_name(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::SystemUser => "SYSTEM_USER",
        TokenKind::User | TokenKind::Instagram => "USER",
        TokenKind::Page => "PAGE",
    }
}
