//! Paynet against a provider that is right, and against ones that are not.

mod provider;
mod wrong;

use serde_json::json;

use super::{
    PaynetMethod, PaynetOutcome, PaynetRepeats, PaynetRules, PaynetShop, PaynetTransaction,
};
use crate::testing::Stage;
use provider::{AUTH, Provider, SERVICE};

const HOUR_MS: i64 = 3_600_000;
const LINK: &str = "https://app.paynet.uz/?m=4590&c=inv-1&a=5000";

struct Setting {
    stage: Stage,
    provider: Provider,
    shop: PaynetShop,
}

impl Setting {
    async fn new() -> Self {
        Self::with(PaynetRules::default()).await
    }

    async fn with(rules: PaynetRules) -> Self {
        let stage = Stage::set().await;
        let (provider, mut spec) = Provider::start(stage.clock()).await;
        spec.rules = rules;
        let shop = stage.outside.paynet().service(spec);
        Self {
            stage,
            provider,
            shop,
        }
    }

    /// A transaction that paid `inv-1`.
    async fn paid(&self) -> PaynetTransaction {
        let transaction = self.shop.new_transaction("inv-1", 5000);
        let answer = self.shop.perform(&transaction).await;
        assert!(answer.result().is_object(), "{:?}", answer.body);
        transaction
    }

    /// Fails unless exactly this was noted since the last time.
    #[track_caller]
    fn noted(&self, what: &str) {
        let found = self.stage.one_unexpected();
        assert!(found.contains(what), "{found}");
    }
}

#[tokio::test]
async fn a_payment_calls_the_provider_as_specified() {
    let set = Setting::new().await;
    let paynet = set.stage.outside.paynet();
    paynet.calls_from(Some("213.230.106.113"));
    let paid = paynet.pay(LINK).await.unwrap();
    assert_eq!(paid.outcome, PaynetOutcome::Paid);
    assert!(set.shop.is_paid(&paid.transaction));
    let seen = set.provider.seen();
    for (headers, body) in &seen {
        assert_eq!(headers["content-type"], "application/json");
        assert_eq!(headers["authorization"], AUTH);
        assert_eq!(headers["x-forwarded-for"], "213.230.106.113");
        assert_eq!(body["jsonrpc"], "2.0");
        assert!(body["id"].is_i64());
    }
    let fields = json!({"order_id": "inv-1"});
    assert_eq!(seen[0].1["method"], "GetInformation");
    assert_eq!(
        seen[0].1["params"],
        json!({"serviceId": SERVICE, "fields": fields})
    );
    assert!(paid.transaction.id > i64::from(u32::MAX));
    let perform = json!({
        "serviceId": SERVICE, "amount": 5000, "transactionId": paid.transaction.id,
        "fields": fields,
    });
    assert_eq!(seen[1].1["method"], "PerformTransaction");
    assert_eq!(seen[1].1["params"], perform);
    let again = set.shop.pay("inv-1", 5000).await;
    let method = PaynetMethod::Information;
    let code = 302;
    assert_eq!(again.outcome, PaynetOutcome::Refused { method, code });
    set.shop.check(&paid.transaction).await;
    let params = &set.provider.seen()[3].1["params"];
    assert_eq!(params["timestamp"], "2025-10-09 13:53:20");
    set.stage.assert_nothing_unexpected();
    let log = set.stage.outside.exchanges();
    assert!(log.iter().all(|it| it.service == "paynet"));
}

#[tokio::test]
async fn the_whole_life_of_a_transaction_is_accepted() {
    let set = Setting::new().await;
    let paid = set.paid().await;
    assert_eq!(set.shop.perform(&paid).await.error_code(), Some(201));
    set.stage.advance(HOUR_MS);
    let looked = set.shop.check(&paid).await;
    assert_eq!(looked.result()["transactionState"], 1);
    let cancelled = set.shop.cancel(&paid).await;
    assert_eq!(cancelled.result()["transactionState"], 2);
    assert_eq!(set.shop.cancel(&paid).await.error_code(), Some(202));
    assert_eq!(set.shop.perform(&paid).await.error_code(), Some(201));
    assert_eq!(set.shop.state_of(&paid), Some(2));
    let unknown = set.shop.new_transaction("inv-1", 5000);
    let looked = set.shop.check(&unknown).await;
    assert_eq!(looked.result()["transactionState"], 3);
    assert_eq!(set.shop.cancel(&unknown).await.error_code(), Some(203));
    let cheap = set.shop.new_transaction("inv-1", 4999);
    assert_eq!(set.shop.perform(&cheap).await.error_code(), Some(413));
    let stranger = set.shop.new_transaction("inv-9", 5000);
    assert_eq!(set.shop.perform(&stranger).await.error_code(), Some(302));
    assert_eq!(set.shop.information("inv-9").await.error_code(), Some(302));
    set.provider.spend();
    let spent = set.paid().await;
    assert_eq!(set.shop.cancel(&spent).await.error_code(), Some(77));
    assert!(set.shop.is_paid(&spent));
    let now_ms = set.stage.now_ms();
    let listed = set.shop.statement(now_ms - 2 * HOUR_MS, now_ms).await;
    let entries = listed.result()["statements"].as_array().unwrap().clone();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["transactionId"], spent.id);
    let nothing = set.shop.statement(0, 1000).await;
    assert_eq!(nothing.result()["statements"], json!([]));
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_contract_may_say_otherwise() {
    let rules = PaynetRules {
        repeated_perform: PaynetRepeats::Answered,
        repeated_cancel: PaynetRepeats::Answered,
        sends_numbers: true,
        dots_cancel: true,
        ..PaynetRules::default()
    };
    let set = Setting::with(rules).await;
    set.provider.repeat_answers();
    let link = LINK.replace("inv-1&a=5000", "77&a=7000");
    let paid = set.stage.outside.paynet().pay(&link).await.unwrap();
    let fields = &set.provider.seen()[0].1["params"]["fields"];
    assert_eq!(*fields, json!({"order_id": 77}));
    set.stage.advance(HOUR_MS);
    let again = set.shop.perform(&paid.transaction).await;
    assert_eq!(again.result(), paid.answers[1].1.result());
    set.shop.cancel(&paid.transaction).await;
    let params = &set.provider.seen()[3].1["params"];
    assert_eq!(params["timestamp"], "09.10.2025 13:53:20");
    set.shop.cancel(&paid.transaction).await;
    set.stage.assert_nothing_unexpected();
    set.provider.twist(|_, answer| {
        let id = answer["id"].clone();
        *answer = json!({"jsonrpc": "2.0", "id": id, "error": {"code": 202, "message": "no"}});
    });
    set.shop.cancel(&paid.transaction).await;
    set.noted("CancelTransaction of a transaction that is Cancelled");
}

#[tokio::test]
async fn a_lost_payment_is_looked_up() {
    let set = Setting::new().await;
    let lose = |method: &str, answer: &mut serde_json::Value| {
        if method == "PerformTransaction" {
            *answer = json!("lost");
        }
    };
    set.provider.twist(lose);
    let paid = set.stage.outside.paynet().pay(LINK).await.unwrap();
    set.noted("the answer is not a JSON object");
    assert_eq!(paid.outcome, PaynetOutcome::Paid);
    assert_eq!(paid.answers.len(), 3);
    assert!(set.shop.is_paid(&paid.transaction));
    set.provider.answer_status(502);
    let lost = set.shop.pay("77", 7000).await;
    let method = PaynetMethod::Information;
    assert_eq!(lost.outcome, PaynetOutcome::Unanswered(method));
    set.noted("HTTP 502");
    set.provider.answer_rightly();
    set.shop.check(&lost.transaction).await;
    assert_eq!(set.shop.state_of(&lost.transaction), None);
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_changed_password_is_used_from_then_on() {
    let set = Setting::new().await;
    set.shop.change_password("password-2").await;
    set.shop.information("inv-1").await;
    let seen = set.provider.seen();
    assert_eq!(seen[0].0["authorization"], AUTH);
    assert_ne!(seen[1].0["authorization"], AUTH);
    set.stage.assert_nothing_unexpected();
    // Whether a change whose answer was lost came about is seen at the door.
    set.provider.answer_status(502);
    set.shop.change_password("password-3").await;
    set.noted("HTTP 502");
    set.provider.answer_rightly();
    assert_eq!(set.shop.information("inv-1").await.status, 401);
    assert_eq!(set.shop.information("inv-1").await.status, 200);
    set.stage.assert_nothing_unexpected();
    set.provider
        .twist(|_, answer| answer["result"] = json!("ok"));
    set.shop.change_password("password-4").await;
    set.noted("is not what is said of a change");
    let log = serde_json::to_string(&set.stage.outside.exchanges()).unwrap();
    assert!(!log.contains("password-"), "{log}");
}

#[tokio::test]
async fn a_change_that_never_arrived_is_forgotten() {
    let set = Setting::new().await;
    let mut spec = set.shop.look(|book| book.spec.clone());
    let right_url = std::mem::replace(&mut spec.url, "http://127.0.0.1:9/x".to_owned());
    set.stage.outside.paynet().service(spec.clone());
    set.shop.change_password("password-2").await;
    spec.url = right_url;
    set.stage.outside.paynet().service(spec);
    assert_eq!(set.shop.information("inv-1").await.status, 200);
    set.stage.assert_nothing_unexpected();
    set.provider.answer_status(401);
    set.shop.information("inv-1").await;
    set.noted("HTTP 401 instead of 200");
}

#[tokio::test]
async fn an_order_is_paid_once() {
    let set = Setting::new().await;
    set.provider.sell_twice();
    set.paid().await;
    set.shop.information("inv-1").await;
    set.noted("the order inv-1 is shown though");
    set.paid().await;
    set.noted("the order inv-1 is paid by");
}

#[tokio::test]
async fn calls_at_once_are_judged_together() {
    let set = Setting::new().await;
    let transaction = set.shop.new_transaction("inv-1", 5000);
    tokio::join!(
        set.shop.perform(&transaction),
        set.shop.perform(&transaction),
        set.shop.cancel(&transaction),
        set.shop.check(&transaction),
    );
    set.stage.assert_nothing_unexpected();
    let (one, other) = (
        set.shop.new_transaction("77", 7000),
        set.shop.new_transaction("77", 7000),
    );
    tokio::join!(set.shop.perform(&one), set.shop.perform(&other));
    assert_ne!(set.shop.is_paid(&one), set.shop.is_paid(&other));
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_wrong_link_cannot_be_paid_and_is_noted() {
    let set = Setting::new().await;
    let paynet = set.stage.outside.paynet();
    let refused = paynet.pay(&LINK.replace("5000", "50.00")).await;
    assert!(refused.unwrap_err().0.contains("whole number"));
    set.noted("paynet: payment link: a=50.00");
    assert!(paynet.shop(1).is_err());
}
