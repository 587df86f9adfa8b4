//! Click against a merchant that is right, and against ones that are not.

mod merchant;

use serde_json::{Value, json};

use super::{ClickOutcome, ClickPayment, ClickShop, auth_header};
use crate::testing::Stage;
use merchant::{Merchant, SECRET};

const DAY_MS: i64 = 24 * 3_600_000;
const LINK: &str = "https://my.click.uz/services/pay/?service_id=83017&merchant_id=11204&amount=50.00&transaction_param=inv-1";

struct Setting {
    stage: Stage,
    merchant: Merchant,
    shop: ClickShop,
}

impl Setting {
    async fn new() -> Self {
        let stage = Stage::set().await;
        let (merchant, spec) = Merchant::start().await;
        let shop = stage.outside.click().service(spec);
        Self {
            stage,
            merchant,
            shop,
        }
    }

    /// A payment of `inv-1` that the merchant has prepared, with its id.
    async fn prepared(&self) -> (ClickPayment, i64) {
        let payment = self.shop.new_payment("inv-1", "50.00");
        let answer = self.shop.prepare(&payment).await;
        let id = answer.body["merchant_prepare_id"].as_i64();
        (payment, id.expect("prepared"))
    }

    #[track_caller]
    fn noted(&self, what: &str) {
        let found = self.stage.one_unexpected();
        assert!(found.contains(what), "{found}");
    }

    /// Calls the Merchant API; gives status and body.
    async fn merchant_api(&self, method: &str, path: &str, auth: &str) -> (u16, Value) {
        let url = format!("{}/click/v2/merchant{path}", self.stage.outside.url());
        let request = self.stage.client.request(method.parse().unwrap(), url);
        let response = request.header("Auth", auth).send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap())
    }

    fn auth(&self) -> String {
        auth_header(23, SECRET, self.stage.now_ms() / 1000)
    }
}

#[tokio::test]
async fn a_payment_calls_the_merchant_as_documented() {
    let set = Setting::new().await;
    let paid = set.stage.outside.click().pay(LINK).await.unwrap();
    assert_eq!(paid.outcome, ClickOutcome::Paid);
    assert!(set.shop.is_paid(&paid.payment));
    let seen = set.merchant.seen();
    let field = |at: usize, name: &str| seen[at].get(name).cloned().unwrap_or_default();
    assert_eq!(
        (field(0, "action"), field(1, "action")),
        ("0".into(), "1".into())
    );
    assert_eq!(field(0, "merchant_trans_id"), "inv-1");
    assert_eq!(field(0, "amount"), "50.00");
    assert_eq!(field(0, "sign_time"), "2025-10-09 13:53:20");
    assert!(field(0, "click_trans_id").parse::<i64>().unwrap() > i64::from(u32::MAX));
    assert!(!seen[0].contains_key("merchant_prepare_id"));
    let prepare_id = &paid.prepared.body["merchant_prepare_id"];
    assert_eq!(field(1, "merchant_prepare_id"), prepare_id.to_string());
    let again = set.stage.outside.click().pay(LINK).await.unwrap();
    assert_eq!(again.outcome, ClickOutcome::Refused(-4));
    assert!(again.completed.is_none());
    set.stage.assert_nothing_unexpected();
    let log = set.stage.outside.exchanges();
    assert_eq!((log[0].service.as_str(), log[0].status), ("click", 200));
}

#[tokio::test]
async fn the_whole_table_of_states_is_accepted() {
    let set = Setting::new().await;
    let failed = set.stage.outside.click().fail_to_pay(LINK, -5017).await;
    let failed = failed.unwrap();
    assert_eq!(failed.outcome, ClickOutcome::Refused(-9));
    assert!(!set.shop.is_paid(&failed.payment));
    let repeated = set.shop.prepare(&failed.payment).await;
    assert_eq!(repeated.error_code(), Some(-9));
    let (payment, id) = set.prepared().await;
    let again = set.shop.prepare(&payment).await;
    assert_eq!(again.body["merchant_prepare_id"], id);
    let other_id = set.shop.complete(&payment, id + 1, 0).await;
    assert_eq!(other_id.error_code(), Some(-6));
    let call = set.shop.complete_call(&payment, id, 0);
    let cheaper = set.shop.send(call.with("amount", "1.00")).await;
    assert_eq!(cheaper.error_code(), Some(-2));
    assert_eq!(
        set.shop.complete(&payment, id, 0).await.error_code(),
        Some(0)
    );
    assert_eq!(
        set.shop.complete(&payment, id, 0).await.error_code(),
        Some(-4)
    );
    assert_eq!(set.shop.prepare(&payment).await.error_code(), Some(-4));
    let unknown = set.shop.new_payment("inv-9", "50.00");
    assert_eq!(set.shop.prepare(&unknown).await.error_code(), Some(-5));
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn wrong_forms_must_be_refused_with_the_right_error() {
    let set = Setting::new().await;
    let payment = set.shop.new_payment("inv-1", "50.00");
    let call = || set.shop.prepare_call(&payment);
    for (call, error) in [
        (
            call().with("sign_string", "0123456789abcdef0123456789abcdef"),
            -1,
        ),
        (call().with("action", "7"), -3),
        (call().without("sign_time"), -8),
        (call().with("click_trans_id", "x"), -8),
        (call().with("amount", "1e3"), -2),
    ] {
        let answer = set.shop.send(call.clone()).await;
        assert_eq!(answer.error_code(), Some(error), "{call:?}");
    }
    // The signature is made over the text as it stands.
    let short = set.shop.send(call().with("amount", "50")).await;
    assert_eq!(short.error_code(), Some(0));
    set.stage.assert_nothing_unexpected();
    set.merchant.trust_everybody();
    let forged = call().with("sign_string", "0123456789abcdef0123456789abcdef");
    set.shop.send(forged).await;
    set.noted("error 0 where one of [-1] is due");
}

/// What is twisted in the answer to which call, and what is noted.
type Twisted = (&'static str, fn(&mut Value), &'static str);

const TWISTED: &[Twisted] = &[
    (
        "prepare",
        |it| it["click_trans_id"] = json!(7),
        "is echoed as 7",
    ),
    (
        "prepare",
        |it| it["click_trans_id"] = json!(it["click_trans_id"].to_string()),
        "is not an integer",
    ),
    (
        "prepare",
        |it| it["merchant_trans_id"] = json!("inv-2"),
        "is echoed as",
    ),
    (
        "prepare",
        |it| it["merchant_prepare_id"] = Value::Null,
        "without merchant_prepare_id",
    ),
    (
        "prepare",
        |it| it["merchant_prepare_id"] = json!("a"),
        "is not an integer",
    ),
    (
        "prepare",
        |it| it["error"] = json!("0"),
        "is not an integer",
    ),
    ("prepare", |it| it["error"] = json!(-10), "not in the table"),
    (
        "prepare",
        |it| it["error"] = json!(-1),
        "Prepare of a payment that is New",
    ),
    (
        "prepare",
        |it| it["error_note"] = Value::Null,
        "error_note: missing",
    ),
    ("prepare", |it| it["x"] = json!(1), "x: unknown field"),
    ("prepare", |it| *it = json!("ok"), "not a JSON object"),
    (
        "complete",
        |it| it["error"] = json!(-7),
        "Complete of a payment that is Reserved",
    ),
    (
        "complete",
        |it| {
            it.as_object_mut().unwrap().remove("merchant_confirm_id");
        },
        "without merchant_confirm_id",
    ),
    (
        "cancel",
        |it| it["error"] = json!(0),
        "with a negative error of a payment that is Reserved",
    ),
];

#[tokio::test]
async fn whatever_is_wrong_in_an_answer_is_noted() {
    for (call, twist, what) in TWISTED {
        let set = Setting::new().await;
        let twist = *twist;
        if *call == "prepare" {
            set.merchant.twist(twist);
            set.prepared_anyhow().await;
        } else {
            let (payment, id) = set.prepared().await;
            set.merchant.twist(twist);
            let error = if *call == "cancel" { -5017 } else { 0 };
            set.shop.complete(&payment, id, error).await;
        }
        let found = set.stage.outside.unexpected().join("; ");
        assert!(found.contains(what), "{call}: {what} in {found}");
    }
}

impl Setting {
    async fn prepared_anyhow(&self) {
        let payment = self.shop.new_payment("inv-1", "50.00");
        self.shop.prepare(&payment).await;
    }
}

#[tokio::test]
async fn what_was_told_once_cannot_change() {
    let set = Setting::new().await;
    let (payment, id) = set.prepared().await;
    set.merchant
        .twist(move |answer| answer["merchant_prepare_id"] = json!(id + 1));
    set.shop.prepare(&payment).await;
    set.noted("merchant_prepare_id was");
}

#[tokio::test]
async fn an_order_is_paid_once() {
    let set = Setting::new().await;
    let (first, first_id) = set.prepared().await;
    let second = set.shop.new_payment("inv-1", "50.00");
    let other = set.shop.prepare(&second).await;
    let second_id = other.body["merchant_prepare_id"].as_i64().unwrap();
    set.shop.complete(&first, first_id, 0).await;
    set.stage.assert_nothing_unexpected();
    let done = |answer: &mut Value| {
        answer["error"] = json!(0);
        answer["merchant_confirm_id"] = json!(1);
    };
    set.merchant.twist(done);
    set.shop.complete(&second, second_id, 0).await;
    set.noted("the order inv-1 is paid by");
    set.merchant.twist(|answer| {
        answer["error"] = json!(0);
        answer["merchant_prepare_id"] = json!(9);
    });
    set.prepared_anyhow().await;
    set.noted("prepared though it is paid");
}

#[tokio::test]
async fn a_lost_answer_leaves_both_possible() {
    let set = Setting::new().await;
    let (payment, id) = set.prepared().await;
    set.merchant.answer_status(502);
    set.shop.complete(&payment, id, 0).await;
    set.noted("HTTP 502");
    assert!(!set.shop.is_paid(&payment));
    set.merchant.answer_status(200);
    let again = set.shop.complete(&payment, id, 0).await;
    assert_eq!(again.error_code(), Some(-4));
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_payment_is_looked_up_and_taken_back() {
    let set = Setting::new().await;
    let paid = set.stage.outside.click().pay(LINK).await.unwrap();
    let paydoc = paid.payment.paydoc_id;
    let status = format!("/payment/status/83017/{paydoc}");
    let reversal = format!("/payment/reversal/83017/{paydoc}");
    let (code, body) = set.merchant_api("GET", &status, &set.auth()).await;
    let expected = json!({"error_code": 0, "error_note": "Success", "payment_id": paydoc, "payment_status": 2});
    assert_eq!((code, body), (200, expected));
    let click = set.stage.outside.click();
    click.refuse_next_reversal(-5000, "the processor refuses");
    let (_, body) = set.merchant_api("DELETE", &reversal, &set.auth()).await;
    assert_eq!(body["error_code"], -5000);
    assert!(!set.shop.is_reversed(&paid.payment));
    let (_, body) = set.merchant_api("DELETE", &reversal, &set.auth()).await;
    assert_eq!(
        (&body["error_code"], &body["payment_id"]),
        (&json!(0), &json!(paydoc))
    );
    assert!(set.shop.is_reversed(&paid.payment) && !set.shop.is_paid(&paid.payment));
    let (_, body) = set.merchant_api("GET", &status, &set.auth()).await;
    assert_eq!(body["payment_status"], -99);
    let (_, body) = set.merchant_api("DELETE", &reversal, &set.auth()).await;
    assert!(body["error_code"].as_i64().unwrap() < 0);
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn old_payments_are_not_taken_back() {
    let set = Setting::new().await;
    let paid = set.stage.outside.click().pay(LINK).await.unwrap();
    let reversal = format!("/payment/reversal/83017/{}", paid.payment.paydoc_id);
    set.stage.advance(40 * DAY_MS);
    let (_, body) = set.merchant_api("DELETE", &reversal, &set.auth()).await;
    assert_eq!(body["error_note"], "payment of another month");
    assert!(set.shop.is_paid(&paid.payment));
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn strangers_and_unknown_methods_are_noted() {
    let set = Setting::new().await;
    let now_s = set.stage.now_ms() / 1000;
    let path = "/payment/status/83017/1";
    for (path, auth, status, what) in [
        (path, String::new(), 401, "no timestamp"),
        (
            path,
            auth_header(24, SECRET, now_s),
            401,
            "wrong user or digest",
        ),
        (
            path,
            auth_header(23, "guess", now_s),
            401,
            "wrong user or digest",
        ),
        (
            path,
            auth_header(23, SECRET, now_s - 301),
            401,
            "timestamp is old",
        ),
        (path, auth_header(23, SECRET, now_s + 300), 200, "not found"),
        (
            "/payment/status/83018/1",
            set.auth(),
            401,
            "no such service",
        ),
        (
            "/payment/status/83017/x",
            set.auth(),
            400,
            "ids are numbers",
        ),
        ("/invoice/create", set.auth(), 404, "no such method"),
    ] {
        let (code, _) = set.merchant_api("GET", path, &auth).await;
        assert_eq!(code, status, "{what}");
        set.noted(what);
    }
    let fault = crate::Fault::Status {
        code: 503,
        body: None,
    };
    set.stage.outside.fail_next("click", Some("status"), fault);
    let (code, _) = set.merchant_api("GET", path, &set.auth()).await;
    assert_eq!(code, 503);
}

#[tokio::test]
async fn a_wrong_link_cannot_be_paid_and_is_noted() {
    let set = Setting::new().await;
    let click = set.stage.outside.click();
    let refused = click.pay(&LINK.replace("50.00", "50")).await;
    assert!(refused.unwrap_err().0.contains("two decimals"));
    set.noted("click: payment link: amount=50");
    assert!(click.shop(1).is_err());
}
