//! Payme against a merchant that is right, and against ones that are not.

mod merchant;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Desk, Method, Outcome, Transaction};
use crate::testing::Stage;
use merchant::{AUTH, DESK, Merchant};

const HOUR_MS: i64 = 3_600_000;

struct Setting {
    stage: Stage,
    merchant: Merchant,
    desk: Desk,
}

impl Setting {
    async fn new() -> Self {
        let stage = Stage::set().await;
        let (merchant, spec) = Merchant::start(stage.clock()).await;
        let desk = stage.outside.payme().cash_desk(spec);
        Self {
            stage,
            merchant,
            desk,
        }
    }

    fn link(&self, order: &str, amount: i64) -> String {
        let text = format!("m={DESK};ac.invoice={order};a={amount};l=uz");
        format!("https://checkout.paycom.uz/{}", STANDARD.encode(text))
    }

    /// A transaction for `inv-1` that the merchant has created.
    async fn created(&self) -> Transaction {
        let transaction = self.desk.new_transaction("inv-1", 5000);
        let answer = self.desk.create(&transaction).await;
        assert_eq!(answer.result()["state"], 1, "{:?}", answer.body);
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
async fn a_payment_calls_the_merchant_as_documented() {
    let set = Setting::new().await;
    let payme = set.stage.outside.payme();
    payme.calls_from(Some("185.234.113.7"));
    let paid = payme.pay(&set.link("inv-1", 5000)).await.unwrap();
    assert_eq!(paid.outcome, Outcome::Paid);
    assert_eq!(set.desk.state_of(&paid.transaction.id), Some(2));
    let methods: Vec<Method> = paid.answers.iter().map(|(method, _)| *method).collect();
    assert_eq!(
        methods,
        [Method::CheckPerform, Method::Create, Method::Perform]
    );
    let seen = set.merchant.seen();
    for (headers, body) in &seen {
        assert_eq!(headers["content-type"], "text/json; charset=UTF-8");
        assert_eq!(headers["authorization"], AUTH);
        assert_eq!(headers["x-forwarded-for"], "185.234.113.7");
        assert!(body.get("jsonrpc").is_none(), "{body}");
    }
    let params = &seen[1].1["params"];
    let id = params["id"].as_str().unwrap();
    assert!(id.len() == 24 && id.bytes().all(|it| it.is_ascii_hexdigit()));
    let expected = json!({
        "id": paid.transaction.id,
        "time": set.stage.now_ms(),
        "amount": 5000,
        "account": {"invoice": "inv-1"},
    });
    assert_eq!(*params, expected);
    let again = payme.pay(&set.link("inv-1", 5000)).await.unwrap();
    let refused = Outcome::Refused {
        method: Method::CheckPerform,
        code: -31051,
    };
    assert_eq!(again.outcome, refused);
    set.stage.assert_nothing_unexpected();
    let log = set.stage.outside.exchanges();
    assert!(
        log.iter()
            .all(|it| it.service == "payme" && it.method == ">POST")
    );
}

#[tokio::test]
async fn the_whole_life_of_a_transaction_is_accepted() {
    let set = Setting::new().await;
    set.stage.outside.payme().repeat_writes(true);
    let paid = set.stage.outside.payme();
    let paid = paid.pay(&set.link("inv-1", 5000)).await.unwrap();
    assert_eq!(paid.outcome, Outcome::Paid);
    assert_eq!(paid.answers[1].1.raw, paid.answers[2].1.raw);
    let id = paid.transaction.id.as_str();
    set.stage.advance(HOUR_MS);
    assert_eq!(set.desk.check_transaction(id).await.result()["state"], 2);
    let first = set.desk.cancel(id, 5).await;
    set.stage.advance(HOUR_MS);
    let second = set.desk.cancel(id, 3).await;
    assert_eq!(first.raw, second.raw);
    assert_eq!(set.desk.check_transaction(id).await.result()["reason"], 5);
    assert_eq!(set.desk.perform(id).await.error_code(), Some(-31008));
    let other = set.created().await;
    set.desk.cancel(&other.id, 3).await;
    assert_eq!(set.desk.create(&other).await.error_code(), Some(-31008));
    let unknown = "0123456789abcdef01234567";
    assert_eq!(set.desk.perform(unknown).await.error_code(), Some(-31003));
    let wrong = set.desk.new_transaction("inv-1", 4999);
    assert_eq!(set.desk.create(&wrong).await.error_code(), Some(-31001));
    let listed = set.desk.statement(0, set.stage.now_ms()).await;
    let listed = listed.result()["transactions"].as_array().unwrap().len();
    assert_eq!(listed, 2);
    let nothing = set.desk.statement(1, 2).await;
    assert_eq!(nothing.result()["transactions"], json!([]));
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_transaction_dies_after_twelve_hours() {
    let set = Setting::new().await;
    let old = set.created().await;
    set.stage.advance(12 * HOUR_MS + 1);
    assert_eq!(set.desk.perform(&old.id).await.error_code(), Some(-31008));
    assert_eq!(
        set.desk.check_transaction(&old.id).await.result()["reason"],
        4
    );
    assert_eq!(set.desk.state_of(&old.id), Some(-1));
    let young = set.created().await;
    assert_eq!(set.desk.cancel(&young.id, 3).await.result()["state"], -1);
    let late = Transaction {
        time_ms: set.stage.now_ms() - 12 * HOUR_MS - 1,
        ..set.desk.new_transaction("inv-1", 5000)
    };
    assert_eq!(set.desk.create(&late).await.error_code(), Some(-31008));
    set.stage.assert_nothing_unexpected();
    set.merchant.never_time_out();
    let late = Transaction {
        id: "0123456789abcdef01234567".to_owned(),
        ..late
    };
    set.desk.create(&late).await;
    set.noted("CreateTransaction of a transaction unknown to the merchant");
    let young = set.desk.new_transaction("inv-2", 7000);
    set.desk.create(&young).await;
    set.stage.advance(12 * HOUR_MS + 1);
    set.desk.perform(&young.id).await;
    set.noted("by the 12 hours at the latest) was answered with a result (state 2)");
}

#[tokio::test]
async fn wrong_requests_must_be_refused_as_the_protocol_says() {
    let set = Setting::new().await;
    let check = json!({
        "method": "CheckPerformTransaction",
        "params": {"amount": 5000, "account": {"invoice": "inv-1"}},
        "id": "a-text",
    });
    let check = check.to_string();
    let auth = Some(AUTH);
    for (body, auth, method, code) in [
        (check.as_str(), None, "POST", -32504),
        (check.as_str(), Some("Basic UGF5Y29tOng="), "POST", -32504),
        (check.as_str(), auth, "PUT", -32300),
        ("", auth, "GET", -32300),
        ("{", auth, "POST", -32700),
        (
            r#"{"method": "Fly", "params": {}, "id": 1}"#,
            auth,
            "POST",
            -32601,
        ),
        (r#"{"params": {}, "id": 1}"#, auth, "POST", -32600),
        (
            r#"{"method": "CheckPerformTransaction", "params": {"amount": 1, "account": {}}, "id": 1}"#,
            auth,
            "POST",
            -31050,
        ),
    ] {
        let answer = set.desk.raw(body, auth, method).await;
        assert_eq!(answer.error_code(), Some(code), "{method} {body}");
    }
    let fine = set.desk.raw(&check, auth, "POST").await;
    assert_eq!(fine.body["id"], "a-text");
    set.stage.assert_nothing_unexpected();
    set.merchant.answer_status(401);
    set.desk.raw(&check, None, "POST").await;
    set.noted("HTTP 401 instead of 200");
    set.merchant.answer_rightly();
    set.merchant
        .twist(|_, answer| *answer = json!({"result": {"allow": true}, "id": "a-text"}));
    set.desk.raw(&check, None, "POST").await;
    set.noted("a result for a request that calls for one of [-32504..=-32504]");
}

/// What is twisted in the answer to which call, and what is noted.
type Twisted = (&'static str, fn(&mut Value), &'static str);

const TWISTED: &[Twisted] = &[
    ("check", |it| it["id"] = json!(7), "id 7 instead of"),
    ("check", |it| it["id"] = Value::Null, "id none instead of"),
    ("check", |it| it["error"] = Value::Null, "not exactly one"),
    ("check", |it| it["ok"] = json!(true), "answer.ok: unknown"),
    ("check", |it| *it = json!([]), "not a JSON object"),
    (
        "check",
        |it| it["result"] = json!({"allow": false}),
        "allow",
    ),
    (
        "check",
        |it| it["result"]["x"] = json!(1),
        "result.x: unknown",
    ),
    ("create", |it| it["result"]["state"] = json!(2), "(state 2)"),
    (
        "create",
        |it| it["result"]["state"] = json!(7),
        "no state 7",
    ),
    (
        "create",
        |it| it["result"]["transaction"] = json!(7),
        "is not text",
    ),
    (
        "create",
        |it| it["result"]["create_time"] = json!("1"),
        "is not an integer",
    ),
    (
        "create",
        |it| it["result"]["create_time"] = json!(1_760_000_000),
        "13 digits",
    ),
    (
        "create",
        |it| it["result"]["create_time"] = json!(1_760_000_000_001_i64),
        "in the future",
    ),
    (
        "perform",
        |it| it["result"]["perform_time"] = json!(0),
        "13 digits",
    ),
    (
        "perform",
        |it| *it = json!({"id": it["id"], "error": {"code": -31007, "message": "no"}}),
        "-31007 is not for",
    ),
    (
        "perform",
        |it| *it = json!({"id": it["id"], "error": {"code": -31003, "message": "no"}}),
        "in state 1 was answered",
    ),
    (
        "perform",
        |it| {
            *it = json!({"id": it["id"], "error": {"code": -31050, "message": "no", "data": "invoice"}})
        },
        "with the message",
    ),
    (
        "perform",
        |it| *it = json!({"id": it["id"], "error": {"code": -31099, "message": {"ru": "a", "uz": "b", "en": "c"}}}),
        "account field",
    ),
    (
        "look",
        |it| {
            it["result"].as_object_mut().unwrap().remove("reason");
        },
        "reason: missing",
    ),
    (
        "look",
        |it| it["result"]["reason"] = json!(5),
        "do not belong to a state",
    ),
    (
        "look",
        |it| it["result"]["state"] = json!(2),
        "do not belong to a state",
    ),
    (
        "cancel",
        |it| it["result"]["state"] = json!(-2),
        "in state 1 was answered",
    ),
    (
        "cancel",
        |it| it["result"]["transaction"] = json!("other"),
        "transaction was",
    ),
];

#[tokio::test]
async fn whatever_is_wrong_in_an_answer_is_noted() {
    for (call, twist, what) in TWISTED {
        let set = Setting::new().await;
        let transaction = match *call {
            "check" | "create" => set.desk.new_transaction("inv-1", 5000),
            _ => set.created().await,
        };
        let twist = *twist;
        set.merchant.twist(move |_, answer| twist(answer));
        match *call {
            "check" => set.desk.check("inv-1", 5000).await,
            "create" => set.desk.create(&transaction).await,
            "perform" => set.desk.perform(&transaction.id).await,
            "look" => set.desk.check_transaction(&transaction.id).await,
            _ => set.desk.cancel(&transaction.id, 3).await,
        };
        let found = set.stage.outside.unexpected().join("; ");
        assert!(found.contains(what), "{call}: {what} in {found}");
    }
}

#[tokio::test]
async fn statuses_and_content_types_are_judged() {
    let set = Setting::new().await;
    set.merchant.answer_status(500);
    set.desk.check("inv-1", 5000).await;
    set.noted("HTTP 500");
    set.merchant.answer_rightly();
    set.merchant.answer_type("text/html");
    set.desk.check("inv-1", 5000).await;
    set.noted("text/html");
}

#[tokio::test]
async fn what_was_told_once_cannot_change() {
    let set = Setting::new().await;
    let transaction = set.created().await;
    set.desk.perform(&transaction.id).await;
    set.stage.advance(HOUR_MS);
    let earlier = set.stage.now_ms() - 1;
    set.merchant
        .twist(move |_, answer| answer["result"]["perform_time"] = json!(earlier));
    set.desk.perform(&transaction.id).await;
    let found = set.stage.outside.unexpected();
    assert!(found[0].contains("perform_time was"), "{found:?}");
    assert!(
        found[1].contains("the repeat is answered with"),
        "{found:?}"
    );
    set.stage.outside.forgive_unexpected();
    set.desk.check_transaction(&transaction.id).await;
    set.noted("perform_time was");
    set.merchant.answer_rightly();
    set.desk.cancel(&transaction.id, 5).await;
    set.desk.cancel(&transaction.id, 3).await;
    set.merchant
        .twist(|_, answer| answer["result"]["reason"] = json!(3));
    set.desk.check_transaction(&transaction.id).await;
    set.noted("the first reason was 5, not 3");
}

#[tokio::test]
async fn an_order_is_held_once() {
    let set = Setting::new().await;
    set.merchant.take_two();
    let first = set.created().await;
    set.desk.check("inv-1", 5000).await;
    set.noted("is allowed though");
    let second = set.desk.new_transaction("inv-1", 5000);
    set.desk.create(&second).await;
    set.noted("hold the order inv-1");
    set.desk.perform(&first.id).await;
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn statements_are_compared_with_all_that_is_known() {
    let set = Setting::new().await;
    let first = set.created().await;
    set.stage.advance(HOUR_MS);
    let second = set.desk.new_transaction("inv-2", 7000);
    set.desk.create(&second).await;
    let refused = set.desk.new_transaction("inv-1", 1);
    set.desk.create(&refused).await;
    let whole = async || set.desk.statement(0, set.stage.now_ms()).await;
    let entries = whole().await.result()["transactions"].clone();
    assert_eq!(entries.as_array().unwrap().len(), 2);
    set.stage.assert_nothing_unexpected();
    let mut stranger = entries[1].clone();
    stranger["id"] = json!(refused.id);
    let mut unheard = entries[1].clone();
    unheard["id"] = json!("0123456789abcdef01234567");
    let mut cheaper = entries[1].clone();
    cheaper["amount"] = json!(1);
    let mut performed = entries[1].clone();
    performed["state"] = json!(2);
    performed["perform_time"] = performed["create_time"].clone();
    for (listed, what) in [
        (json!([entries[1], entries[0]]), "not ascending"),
        (json!([entries[0]]), "is missing"),
        (json!([entries[0], entries[1], entries[1]]), "listed twice"),
        (
            json!([entries[0], entries[1], stranger]),
            "unknown to the merchant",
        ),
        (json!([entries[0], entries[1], unheard]), "knows no such"),
        (json!([entries[0], cheaper]), "amount is 1 and not 7000"),
        (json!([entries[0], performed]), "in state 1 was answered"),
    ] {
        set.merchant
            .twist(move |_, answer| answer["result"]["transactions"] = listed.clone());
        whole().await;
        let found = set.stage.outside.unexpected().join("; ");
        assert!(found.contains(what), "{what}: {found}");
        set.stage.outside.forgive_unexpected();
    }
    set.desk.statement(0, first.time_ms).await;
    let found = set.stage.outside.unexpected().join("; ");
    assert!(
        found.contains("is outside of what was asked for"),
        "{found}"
    );
}

#[tokio::test]
async fn a_lost_answer_leaves_both_possible() {
    let set = Setting::new().await;
    let transaction = set.created().await;
    set.merchant.answer_status(502);
    set.desk.perform(&transaction.id).await;
    set.noted("HTTP 502");
    assert_eq!(set.desk.state_of(&transaction.id), None);
    set.merchant.answer_rightly();
    set.stage.advance(HOUR_MS);
    set.desk.perform(&transaction.id).await;
    assert_eq!(set.desk.state_of(&transaction.id), Some(2));
    let mut spec = set.desk.look(|book| book.spec.clone());
    let right_url = std::mem::replace(&mut spec.callback_url, "http://127.0.0.1:9/x".to_owned());
    set.stage.outside.payme().cash_desk(spec.clone());
    let lost = set.stage.outside.payme();
    let lost = lost.pay(&set.link("inv-2", 7000)).await.unwrap();
    assert_eq!(lost.outcome, Outcome::Unanswered(Method::CheckPerform));
    spec.callback_url = right_url;
    set.stage.outside.payme().cash_desk(spec);
    let paid = set.stage.outside.payme();
    let paid = paid.pay(&set.link("inv-2", 7000)).await.unwrap();
    assert_eq!(paid.outcome, Outcome::Paid);
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn calls_at_once_are_judged_together() {
    let set = Setting::new().await;
    let transaction = set.created().await;
    let id = transaction.id.as_str();
    let (one, other, _, _) = tokio::join!(
        set.desk.perform(id),
        set.desk.perform(id),
        set.desk.cancel(id, 5),
        set.desk.check_transaction(id),
    );
    if one.error_code().is_none() && other.error_code().is_none() {
        assert_eq!(one.raw, other.raw);
    }
    set.stage.assert_nothing_unexpected();
    // A merchant that says "performed" and "cancelled before" is found out.
    let transaction = set.desk.new_transaction("inv-2", 7000);
    set.desk.create(&transaction).await;
    let id = transaction.id.as_str();
    set.merchant.twist(|method, answer| {
        if method == "CancelTransaction" {
            answer["result"]["state"] = json!(-1);
        } else {
            let now = json!(crate::testing::START_MS);
            let result = json!({"transaction": "t", "perform_time": now, "state": 2});
            *answer = json!({"id": answer["id"], "result": result});
        }
    });
    tokio::join!(set.desk.perform(id), set.desk.cancel(id, 3));
    set.noted("no order of 2 calls that were under way at once");
}

#[tokio::test]
async fn a_wrong_link_cannot_be_paid_and_is_noted() {
    let set = Setting::new().await;
    let payme = set.stage.outside.payme();
    let refused = payme.pay("https://checkout.paycom.uz/bad").await;
    assert!(refused.unwrap_err().0.contains("base64"));
    set.noted("payme: checkout link: not base64");
    assert!(payme.desk("other").is_err());
}
