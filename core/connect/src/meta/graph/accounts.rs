//! Apps, tokens and accounts: what is checked before it is kept.

use scx_kit::Secret;
use serde_json::json;

use super::{Get, Graph, Host, call, reason};
use crate::error::{ConnectError, ErrorKind};
use crate::meta::loose::{at, items, moment_ms, number, word};

/// A phone number as Meta knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberInfo {
    /// As people write it.
    pub display: String,
    /// The name that customers see.
    pub name: String,
    /// GREEN, YELLOW, RED or another word of Meta's.
    pub quality: Option<String>,
    /// TIER_1K and the like.
    pub limit: Option<String>,
}

/// An Instagram account as Meta knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstagramInfo {
    /// The id that webhooks name.
    pub id: String,
    /// The id within the app.
    pub app_scoped_id: String,
    /// The name after the @.
    pub username: String,
}

/// What a token is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInfo {
    /// It works.
    pub is_valid: bool,
    /// When it ends, in Unix milliseconds; none for one without an end.
    pub expires_at_ms: Option<i64>,
    /// What it allows.
    pub scopes: Vec<String>,
}

impl Graph {
    /// Whether an app has this secret.
    ///
    /// # Errors
    /// [`ConnectError`]; `Auth` when it has not.
    pub async fn check_app(
        &self,
        app_id: &str,
        secret: &Secret<String>,
    ) -> Result<(), ConnectError> {
        let token = Secret::new(format!("{app_id}|{}", secret.expose()));
        let get = Get {
            op: "app",
            host: Host::Facebook,
            path: &[app_id],
            query: &[("fields", "id,name")],
        };
        self.get(&token, get).await.map(drop)
    }

    /// What a token is good for, told to the app that made it.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn token(
        &self,
        (app_id, secret): (&str, &Secret<String>),
        token: &Secret<String>,
    ) -> Result<TokenInfo, ConnectError> {
        let app = Secret::new(format!("{app_id}|{}", secret.expose()));
        let get = Get {
            op: "debug_token",
            host: Host::Facebook,
            path: &["debug_token"],
            query: &[("input_token", token.expose())],
        };
        let answer = self.get(&app, get).await?;
        let data = at(&answer, "data");
        let scopes = items(at(data, "scopes"));
        Ok(TokenInfo {
            is_valid: at(data, "is_valid").as_bool() == Some(true),
            expires_at_ms: moment_ms(at(data, "expires_at")),
            scopes: scopes.iter().filter_map(word).collect(),
        })
    }

    /// A phone number.
    ///
    /// # Errors
    /// [`ConnectError`]; the refusal `missing` when the token cannot see it.
    pub async fn number(
        &self,
        id: &str,
        token: &Secret<String>,
    ) -> Result<NumberInfo, ConnectError> {
        let get = Get {
            op: "number",
            host: Host::Facebook,
            path: &[id],
            query: &[(
                "fields",
                "display_phone_number,verified_name,quality_rating,messaging_limit_tier",
            )],
        };
        let answer = self.get(token, get).await?;
        let field = |name| word(at(&answer, name));
        Ok(NumberInfo {
            display: field("display_phone_number").unwrap_or_default(),
            name: field("verified_name").unwrap_or_default(),
            quality: field("quality_rating"),
            limit: field("messaging_limit_tier"),
        })
    }

    /// What a person on Instagram calls themselves: the name, else the name after
    /// the @. Meta tells it of those who have written to the account.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn person_name(
        &self,
        (host, token): (Host, &Secret<String>),
        id: &str,
    ) -> Result<Option<String>, ConnectError> {
        let get = Get {
            op: "person",
            host,
            path: &[id],
            query: &[("fields", "name,username")],
        };
        let answer = self.get(token, get).await?;
        let field = |name| word(at(&answer, name)).filter(|name| !name.trim().is_empty());
        Ok(field("name").or_else(|| field("username")))
    }

    /// The ids of the numbers of a business account.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn numbers(
        &self,
        business: &str,
        token: &Secret<String>,
    ) -> Result<Vec<String>, ConnectError> {
        let get = Get {
            op: "numbers",
            host: Host::Facebook,
            path: &[business, "phone_numbers"],
            query: &[("fields", "id")],
        };
        let answer = self.get(token, get).await?;
        let numbers = items(at(&answer, "data")).iter();
        Ok(numbers
            .filter_map(|number| word(at(number, "id")))
            .collect())
    }

    /// The Instagram account of a token with its own login.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn instagram(&self, token: &Secret<String>) -> Result<InstagramInfo, ConnectError> {
        let get = Get {
            op: "me",
            host: Host::Instagram,
            path: &["me"],
            query: &[("fields", "id,user_id,username")],
        };
        let answer = self.get(token, get).await?;
        let field = |name| word(at(&answer, name)).unwrap_or_default();
        Ok(InstagramInfo {
            id: word(at(&answer, "user_id")).unwrap_or_else(|| field("id")),
            app_scoped_id: field("id"),
            username: field("username"),
        })
    }

    /// The Instagram account behind a page of Facebook.
    ///
    /// # Errors
    /// [`ConnectError`]; the refusal `missing` for a page without one.
    pub async fn instagram_of_page(
        &self,
        page: &str,
        token: &Secret<String>,
    ) -> Result<InstagramInfo, ConnectError> {
        let get = Get {
            op: "page",
            host: Host::Facebook,
            path: &[page],
            query: &[("fields", "instagram_business_account{id,username}")],
        };
        let answer = self.get(token, get).await?;
        let account = at(&answer, "instagram_business_account");
        let Some(id) = word(at(account, "id")) else {
            return Err(call(token, "page").refused(reason::MISSING, "a page without Instagram"));
        };
        Ok(InstagramInfo {
            app_scoped_id: id.clone(),
            id,
            username: word(at(account, "username")).unwrap_or_default(),
        })
    }

    /// A new token for one that ends soon, and when it ends.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn refresh(
        &self,
        token: &Secret<String>,
    ) -> Result<(Secret<String>, Option<i64>), ConnectError> {
        let get = Get {
            op: "refresh_access_token",
            host: Host::Instagram,
            path: &["refresh_access_token"],
            query: &[("grant_type", "ig_refresh_token")],
        };
        let answer = self.get(token, get).await?;
        let new = word(at(&answer, "access_token"));
        let seconds = number(at(&answer, "expires_in"));
        match new {
            Some(new) => Ok((
                Secret::new(new),
                seconds.map(|seconds| seconds as i64 * 1_000),
            )),
            None => Err(call(token, "refresh").error(ErrorKind::Broken, "no token in the answer")),
        }
    }

    /// Has webhooks sent for an account.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn subscribe(
        &self,
        (host, id): (Host, &str),
        token: &Secret<String>,
        fields: &[&str],
    ) -> Result<(), ConnectError> {
        let body = if fields.is_empty() {
            json!({})
        } else {
            json!({"subscribed_fields": fields.join(",")})
        };
        self.post(host, &[id, "subscribed_apps"], token, &body)
            .await
            .map(drop)
    }
}
