//! Stripe against a merchant that is right, and against ones that are not.

mod api;
mod people;
mod shop;
mod webhooks;

use serde_json::Value;

use super::{Stripe, StripeAccount, StripeEndpoint};
use crate::testing::Stage;
use shop::{SECRET, Shop};

const KEY: &str = "sk_test_51SellerCloudXkey";
const DAY_MS: i64 = 24 * 3_600_000;
const GOOD: &str = "mode=payment&line_items[0][price_data][currency]=uzs\
    &line_items[0][price_data][unit_amount]=45000000\
    &line_items[0][price_data][product_data][name]=Chat\
    &line_items[0][quantity]=1&client_reference_id=inv-1&metadata[invoice]=inv-1\
    &success_url=https://example.com/done?id={CHECKOUT_SESSION_ID}\
    &cancel_url=https://example.com/back&locale=ru";

struct Setting {
    stage: Stage,
    shop: Shop,
    account: StripeAccount,
}

impl Setting {
    async fn new() -> Self {
        Self::telling(&["*"]).await
    }

    async fn telling(kinds: &[&str]) -> Self {
        let stage = Stage::set().await;
        let (shop, url) = Shop::start(stage.clock()).await;
        let account = StripeAccount {
            id: "acct_1".to_owned(),
            secret_key: KEY.to_owned(),
            endpoints: vec![StripeEndpoint::new(&url, SECRET, kinds)],
        };
        stage.outside.stripe().account(account.clone());
        Self {
            stage,
            shop,
            account,
        }
    }

    fn stripe(&self) -> &Stripe {
        self.stage.outside.stripe()
    }

    /// A request with the key; gives status and body.
    async fn ask(&self, method: &str, path: &str, form: &str) -> (u16, Value) {
        let (status, body, _) = self.ask_with(method, path, form, None).await;
        (status, body)
    }

    /// As `ask`, with an idempotency key; also gives whether the answer was a
    /// replayed one.
    async fn ask_with(
        &self,
        method: &str,
        path: &str,
        form: &str,
        key: Option<&str>,
    ) -> (u16, Value, bool) {
        let url = format!("{}/stripe/v1{path}", self.stage.outside.url());
        let request = self.stage.client.request(method.parse().unwrap(), url);
        let mut request = request.bearer_auth(KEY);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if method == "POST" {
            request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form.to_owned());
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let is_replayed = response.headers().contains_key("idempotent-replayed");
        (status, response.json().await.unwrap(), is_replayed)
    }

    /// A session that somebody can pay for.
    async fn session(&self) -> Value {
        let (status, session) = self.ask("POST", "/checkout/sessions", GOOD).await;
        assert_eq!(status, 200, "{session}");
        session
    }

    #[track_caller]
    fn noted(&self, what: &str) {
        let found = self.stage.one_unexpected();
        assert!(found.contains(what), "{found}");
    }
}

fn id(object: &Value) -> String {
    object["id"].as_str().unwrap().to_owned()
}

fn link(session: &Value) -> String {
    session["url"].as_str().unwrap().to_owned()
}
