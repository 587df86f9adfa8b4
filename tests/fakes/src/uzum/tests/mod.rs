//! Uzum Bank against a merchant that is right, and against ones that are not.

mod merchant;
mod wrong;

use serde_json::{Value, json};

use super::{
    UzumCall, UzumCodes, UzumNo, UzumOutcome, UzumPayment, UzumRepeats, UzumRules, UzumShop,
    UzumTimedOut,
};
use crate::Answer;
use crate::testing::Stage;
use merchant::{AUTH, Merchant, SERVICE};

const MINUTE_MS: i64 = 60_000;
const LINK: &str = "https://www.uzumbank.uz/open-service?serviceId=101202&order_id=inv-1&amount=5000&redirectUrl=https%3A%2F%2Ft.me%2Fexample_bot";

struct Setting {
    stage: Stage,
    merchant: Merchant,
    shop: UzumShop,
}

impl Setting {
    async fn new() -> Self {
        Self::with(UzumRules::default()).await
    }

    async fn with(rules: UzumRules) -> Self {
        let stage = Stage::set().await;
        let (merchant, mut spec) = Merchant::start(stage.clock()).await;
        spec.rules = rules;
        let shop = stage.outside.uzum().service(spec);
        Self {
            stage,
            merchant,
            shop,
        }
    }

    /// A transaction for `inv-1` that the merchant has created.
    async fn created(&self) -> UzumPayment {
        let payment = self.shop.new_payment("inv-1", 5000);
        let answer = self.shop.create(&payment).await;
        assert_eq!(answer.body["status"], "CREATED", "{:?}", answer.body);
        payment
    }

    async fn confirmed(&self) -> UzumPayment {
        let payment = self.created().await;
        let answer = self.shop.confirm(&payment).await;
        assert_eq!(answer.body["status"], "CONFIRMED", "{:?}", answer.body);
        payment
    }

    /// Fails unless exactly this was noted since the last time.
    #[track_caller]
    fn noted(&self, what: &str) {
        let found = self.stage.one_unexpected();
        assert!(found.contains(what), "{found}");
    }
}

#[track_caller]
fn refused(answer: &Answer, code: &str) {
    assert_eq!(answer.status, 400, "{:?}", answer.body);
    assert_eq!(answer.refusal(), Some(code));
}

#[tokio::test]
async fn a_payment_calls_the_merchant_as_documented() {
    let set = Setting::new().await;
    let uzum = set.stage.outside.uzum();
    uzum.calls_from(Some("213.230.64.7"));
    let paid = uzum.pay(LINK).await.unwrap();
    assert_eq!(paid.outcome, UzumOutcome::Paid);
    assert!(set.shop.is_paid(&paid.payment));
    let seen = set.merchant.seen();
    let paths: Vec<&str> = seen.iter().map(|(path, _, _)| path.as_str()).collect();
    assert_eq!(paths, ["/check", "/create", "/confirm"]);
    for (_, headers, _) in &seen {
        assert_eq!(headers["content-type"], "application/json");
        assert_eq!(headers["authorization"], AUTH);
        assert_eq!(headers["x-forwarded-for"], "213.230.64.7");
    }
    let id = &paid.payment.trans_id;
    let parts: Vec<usize> = id.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
    let now_ms = set.stage.now_ms();
    let params = json!({"order_id": "inv-1"});
    let bodies: Vec<&Value> = seen.iter().map(|(_, _, body)| body).collect();
    let check = json!({"serviceId": SERVICE, "timestamp": now_ms, "params": params});
    assert_eq!(*bodies[0], check);
    let create = json!({
        "serviceId": SERVICE, "timestamp": now_ms, "transId": id, "params": params, "amount": 5000,
    });
    assert_eq!(*bodies[1], create);
    let confirm = json!({
        "serviceId": SERVICE, "timestamp": now_ms, "transId": id, "paymentSource": "UZCARD",
        "tariff": null, "processingReferenceNumber": "000", "phone": "998901234567", "cardType": 2,
    });
    assert_eq!(*bodies[2], confirm);
    let again = uzum.pay(LINK).await.unwrap();
    let code = "10008".to_owned();
    let call = UzumCall::Check;
    assert_eq!(again.outcome, UzumOutcome::Refused { call, code });
    set.stage.assert_nothing_unexpected();
    let log = set.stage.outside.exchanges();
    assert!(log.iter().all(|it| it.service == "uzum"));
}

#[tokio::test]
async fn the_whole_life_of_a_transaction_is_accepted() {
    let set = Setting::new().await;
    let payment = set.created().await;
    refused(&set.shop.create(&payment).await, "10010");
    assert_eq!(set.shop.status(&payment).await.body["status"], "CREATED");
    set.stage.advance(MINUTE_MS);
    set.shop.confirm(&payment).await;
    refused(&set.shop.confirm(&payment).await, "10016");
    refused(&set.shop.check("inv-1").await, "10008");
    let shown = set.shop.status(&payment).await;
    assert_eq!(shown.body["confirmTime"], set.stage.now_ms());
    assert_eq!(shown.body["reverseTime"], Value::Null);
    set.stage.advance(MINUTE_MS);
    assert_eq!(set.shop.reverse(&payment).await.body["status"], "REVERSED");
    refused(&set.shop.reverse(&payment).await, "10018");
    refused(&set.shop.confirm(&payment).await, "10015");
    refused(&set.shop.create(&payment).await, "10010");
    assert_eq!(set.shop.status(&payment).await.body["status"], "REVERSED");
    assert_eq!(set.shop.status_of(&payment), Some("REVERSED"));
    let dropped = set.created().await;
    set.shop.reverse(&dropped).await;
    let shown = set.shop.status(&dropped).await;
    assert_eq!(shown.body["confirmTime"], Value::Null);
    let unknown = set.shop.new_payment("inv-1", 5000);
    refused(&set.shop.confirm(&unknown).await, "10014");
    refused(&set.shop.reverse(&unknown).await, "10014");
    refused(&set.shop.status(&unknown).await, "10014");
    let cheap = set.shop.new_payment("inv-1", 4999);
    refused(&set.shop.create(&cheap).await, "10011");
    refused(&set.shop.check("inv-9").await, "10007");
    set.merchant.keep_money();
    let kept = set.confirmed().await;
    refused(&set.shop.reverse(&kept).await, "10017");
    assert!(set.shop.is_paid(&kept));
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_transaction_fails_after_half_an_hour() {
    let set = Setting::new().await;
    let left = set.stage.outside.uzum().fail_to_pay(LINK).await.unwrap();
    assert_eq!(left.outcome, UzumOutcome::NotTaken);
    assert_eq!(set.shop.status_of(&left.payment), Some("CREATED"));
    set.stage.advance(30 * MINUTE_MS + 1);
    assert_eq!(set.shop.status_of(&left.payment), Some("FAILED"));
    refused(&set.shop.status(&left.payment).await, "10015");
    refused(&set.shop.confirm(&left.payment).await, "10015");
    refused(&set.shop.reverse(&left.payment).await, "10018");
    set.confirmed().await;
    set.stage.assert_nothing_unexpected();
    set.merchant.keep_forever();
    let late = set.shop.new_payment("77", 7000);
    set.shop.create(&late).await;
    set.stage.advance(30 * MINUTE_MS + 1);
    set.shop.status(&late).await;
    set.noted("FAILED (by the half hour at the latest) was answered with Created");
    set.shop.confirm(&late).await;
    set.noted("/confirm of a transaction that is FAILED");
}

#[tokio::test]
async fn a_lost_confirmation_is_asked_for() {
    let set = Setting::new().await;
    set.merchant.twist(|path, answer| {
        if path == "/confirm" {
            *answer = json!("lost");
        }
    });
    let paid = set.stage.outside.uzum().pay(LINK).await.unwrap();
    set.noted("/confirm: the answer is not a JSON object");
    assert_eq!(paid.outcome, UzumOutcome::Paid);
    assert_eq!(paid.answers.len(), 4, "one /status was enough");
    assert!(set.shop.is_paid(&paid.payment));
    let other = LINK.replace("inv-1&amount=5000", "77&amount=7000");
    set.merchant.twist(|path, answer| {
        if path == "/confirm" || path == "/status" {
            *answer = json!("lost");
        }
    });
    let lost = set.stage.outside.uzum().pay(&other).await.unwrap();
    assert_eq!(lost.outcome, UzumOutcome::Unanswered(UzumCall::Confirm));
    assert_eq!(lost.answers.len(), 13, "ten times");
    assert_eq!(set.shop.status_of(&lost.payment), None);
    set.stage.outside.forgive_unexpected();
    set.merchant.answer_rightly();
    set.shop.status(&lost.payment).await;
    assert!(set.shop.is_paid(&lost.payment));
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_contract_may_say_otherwise() {
    let rules = UzumRules {
        repeats: UzumRepeats::Answered,
        timed_out: UzumTimedOut::Either,
        sends_numbers: true,
        codes: UzumCodes::default()
            .with(UzumNo::Paid, "10007")
            .with(UzumNo::Attribute, "10008"),
        ..UzumRules::default()
    };
    let set = Setting::with(rules).await;
    set.merchant.repeat_answers();
    set.stage.outside.uzum().repeat_writes(true);
    let link = LINK.replace("inv-1&amount=5000", "77&amount=7000");
    let paid = set.stage.outside.uzum().pay(&link).await.unwrap();
    assert_eq!(paid.answers[1].1.raw, paid.answers[2].1.raw);
    assert_eq!(paid.answers[3].1.raw, paid.answers[4].1.raw);
    assert_eq!(set.merchant.seen()[0].2["params"], json!({"order_id": 77}));
    let first = set.shop.reverse(&paid.payment).await;
    set.stage.advance(MINUTE_MS);
    assert_eq!(first.raw, set.shop.reverse(&paid.payment).await.raw);
    set.stage.assert_nothing_unexpected();
    let confirmed = set.confirmed().await;
    set.merchant
        .twist(|_, answer| *answer = json!({"status": "FAILED", "errorCode": "10016"}));
    set.merchant.answer_status(400, 1);
    set.shop.confirm(&confirmed).await;
    set.noted("/confirm of a transaction that is CONFIRMED");
}

#[tokio::test]
async fn an_order_is_paid_once() {
    let set = Setting::new().await;
    let (first, second) = (set.created().await, set.created().await);
    set.shop.confirm(&first).await;
    refused(&set.shop.confirm(&second).await, "10015");
    refused(&set.shop.status(&second).await, "10015");
    set.stage.assert_nothing_unexpected();
    set.merchant.sell_twice();
    set.shop.check("inv-1").await;
    set.noted("the order inv-1 is taken though");
    let third = set.created().await;
    set.noted("the order inv-1 is taken though");
    set.shop.confirm(&third).await;
    set.noted("the order inv-1 is paid by");
}

#[tokio::test]
async fn calls_at_once_are_judged_together() {
    let set = Setting::new().await;
    let payment = set.created().await;
    tokio::join!(
        set.shop.confirm(&payment),
        set.shop.confirm(&payment),
        set.shop.reverse(&payment),
        set.shop.status(&payment),
    );
    set.stage.assert_nothing_unexpected();
    let other = set.shop.new_payment("77", 7000);
    tokio::join!(set.shop.create(&other), set.shop.create(&other));
    assert_eq!(set.shop.status_of(&other), Some("CREATED"));
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_wrong_link_cannot_be_paid_and_is_noted() {
    let set = Setting::new().await;
    let uzum = set.stage.outside.uzum();
    let refused = uzum.pay(&LINK.replace("5000", "50.00")).await;
    assert!(refused.unwrap_err().0.contains("whole number"));
    set.noted("uzum: payment link: amount=50.00");
    assert!(uzum.shop(1).is_err());
}
