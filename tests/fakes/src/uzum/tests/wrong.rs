//! Requests that are wrong on purpose, and answers that are wrong.

use serde_json::{Value, json};

use super::{AUTH, MINUTE_MS, SERVICE, Setting, UzumCall, refused};

/// What is changed in a request, and the code that is due.
type Changed = (fn(&mut Value), &'static str);

#[tokio::test]
async fn wrong_requests_must_be_refused_as_the_table_says() {
    let set = Setting::new().await;
    let payment = set.shop.new_payment("inv-1", 5000);
    let create = set.shop.body(UzumCall::Create, &payment);
    let text = create.to_string();
    let auth = Some(AUTH);
    for (body, auth, method, code) in [
        (text.as_str(), None, "POST", "10001"),
        (text.as_str(), Some("Basic YWxhZGRpbjpv"), "POST", "10001"),
        (text.as_str(), auth, "PUT", "10003"),
        ("", auth, "GET", "10003"),
        ("{", auth, "POST", "10002"),
        ("[]", auth, "POST", "10002"),
    ] {
        let answer = set.shop.raw("/create", body, auth, method).await;
        refused(&answer, code);
    }
    let changes: [Changed; 6] = [
        (|it| it["serviceId"] = json!(7), "10006"),
        (|it| it["serviceId"] = Value::Null, "10005"),
        (|it| it["timestamp"] = json!("now"), "10005"),
        (|it| it["transId"] = Value::Null, "10005"),
        (|it| it["params"] = json!({}), "10005"),
        (|it| it["params"] = json!({"order_id": "inv-9"}), "10007"),
    ];
    for (change, code) in changes {
        let mut body = create.clone();
        change(&mut body);
        refused(&set.shop.send(UzumCall::Create, &body).await, code);
    }
    let nowhere = set.shop.raw("/fly", &text, auth, "POST").await;
    refused(&nowhere, "10003");
    set.stage.assert_nothing_unexpected();
    let said = json!({"status": "FAILED", "errorCode": "10014"});
    set.merchant.twist(move |_, answer| *answer = said.clone());
    set.shop.raw("/create", &text, None, "POST").await;
    set.noted(r#"the code 10014 where one of ["10001"] is due"#);
    let said = json!({"serviceId": SERVICE, "timestamp": 1, "status": "OK"});
    set.merchant.twist(move |_, answer| *answer = said.clone());
    set.merchant.answer_status(200, 1);
    set.shop.raw("/check", &text, None, "POST").await;
    set.noted(r#"a success for a request that calls for one of ["10001"]"#);
}

/// What is twisted in the answer to which call, and what is noted.
type Twisted = (UzumCall, fn(&mut Value), &'static str);

const TWISTED: &[Twisted] = &[
    (
        UzumCall::Check,
        |it| it["serviceId"] = json!(7),
        "serviceId is echoed as 7",
    ),
    (UzumCall::Check, |it| it["status"] = json!("ok"), "one of"),
    (UzumCall::Check, |it| *it = json!([]), "not a JSON object"),
    (
        UzumCall::Check,
        |it| it["timestamp"] = json!("1"),
        "not an integer",
    ),
    (
        UzumCall::Check,
        |it| it["x"] = json!(1),
        "answer.x: unknown",
    ),
    (
        UzumCall::Check,
        |it| it["data"] = json!({"product": "Plan"}),
        "data.product",
    ),
    (
        UzumCall::Check,
        |it| it["data"] = Value::Null,
        "data: null is not an object",
    ),
    (
        UzumCall::Check,
        |it| it["status"] = json!("FAILED"),
        "HTTP 200 with the status",
    ),
    (
        UzumCall::Check,
        |it| it["timestamp"] = json!(1_759_999_999_999_i64),
        "is not the moment of the check",
    ),
    (
        UzumCall::Create,
        |it| it["transId"] = json!("other"),
        "transId is echoed as",
    ),
    (
        UzumCall::Create,
        |it| it["amount"] = json!(4999),
        "amount was 5000 before and is 4999 now",
    ),
    (
        UzumCall::Create,
        |it| it["amount"] = json!(50.5),
        "not an integer",
    ),
    (
        UzumCall::Create,
        |it| it["transTime"] = json!(1_760_000_000),
        "13 digits",
    ),
    (
        UzumCall::Create,
        |it| it["transTime"] = json!(1_760_000_000_001_i64),
        "in the future",
    ),
    (
        UzumCall::Confirm,
        |it| it["confirmTime"] = json!(1_759_999_999_999_i64),
        "lies before the payment",
    ),
    (
        UzumCall::Confirm,
        |it| it["confirmTime"] = Value::Null,
        "confirmTime: missing",
    ),
    (
        UzumCall::Confirm,
        |it| it["status"] = json!("CREATED"),
        "one of",
    ),
    (
        UzumCall::Status,
        |it| it["status"] = json!("CONFIRMED"),
        "do not belong to a status",
    ),
    (
        UzumCall::Status,
        |it| {
            it["status"] = json!("REVERSED");
            it["reverseTime"] = it["transTime"].clone();
        },
        "is CREATED was answered with ReversedUnpaid",
    ),
    (
        UzumCall::Status,
        |it| {
            it.as_object_mut().unwrap().remove("reverseTime");
        },
        "reverseTime: missing",
    ),
    (
        UzumCall::Status,
        |it| it["transTime"] = json!(1_759_999_999_999_i64),
        "transTime was",
    ),
];

#[tokio::test]
async fn whatever_is_wrong_in_an_answer_is_noted() {
    for (call, twist, what) in TWISTED {
        let set = Setting::new().await;
        let payment = match call {
            UzumCall::Check | UzumCall::Create => set.shop.new_payment("inv-1", 5000),
            UzumCall::Confirm | UzumCall::Reverse | UzumCall::Status => set.created().await,
        };
        let twist = *twist;
        set.merchant.twist(move |_, answer| twist(answer));
        let body = set.shop.body(*call, &payment);
        set.shop.send(*call, &body).await;
        let found = set.stage.outside.unexpected().join("; ");
        assert!(found.contains(what), "{call:?}: {what} in {found}");
    }
}

#[tokio::test]
async fn refusals_are_judged() {
    for (said, what) in [
        (json!({"status": "FAILED", "errorCode": 10014}), "not text"),
        (json!({"status": "FAILED"}), "errorCode: missing"),
        (
            json!({"errorCode": "10014"}),
            "HTTP 400 with the status null",
        ),
        (
            json!({"status": "FAILED", "errorCode": "1"}),
            r#"the code "1" is not in the table"#,
        ),
        (
            json!({"status": "FAILED", "errorCode": "10018"}),
            "10018 is not for this request",
        ),
        (
            json!({"status": "FAILED", "errorCode": "10014"}),
            "/confirm of a transaction that is CREATED",
        ),
        (
            json!({"status": "FAILED", "errorCode": "10014", "message": "no"}),
            "message: unknown",
        ),
    ] {
        let set = Setting::new().await;
        let payment = set.created().await;
        set.merchant.twist(move |_, answer| *answer = said.clone());
        set.merchant.answer_status(400, 1);
        set.shop.confirm(&payment).await;
        let found = set.stage.outside.unexpected().join("; ");
        assert!(found.contains(what), "{what} in {found}");
    }
}

#[tokio::test]
async fn statuses_and_content_types_are_judged() {
    let set = Setting::new().await;
    set.merchant.answer_status(500, 1);
    set.shop.check("inv-1").await;
    set.noted("HTTP 500 instead of 200 or 400");
    set.merchant.answer_type("text/html");
    set.shop.check("inv-1").await;
    set.noted("text/html");
}

#[tokio::test]
async fn what_was_told_once_cannot_change() {
    let set = Setting::new().await;
    let payment = set.confirmed().await;
    set.shop.status(&payment).await;
    set.stage.advance(MINUTE_MS);
    set.merchant
        .twist(|_, answer| answer["data"] = json!({"x": {"value": "y"}}));
    set.shop.status(&payment).await;
    set.noted("as CONFIRMED it was");
    let later = set.stage.now_ms();
    set.merchant
        .twist(move |_, answer| answer["confirmTime"] = json!(later));
    set.shop.status(&payment).await;
    let found = set.stage.outside.unexpected();
    assert!(found[0].contains("confirmTime was"), "{found:?}");
}

#[tokio::test]
async fn a_lost_answer_leaves_both_possible() {
    let set = Setting::new().await;
    let payment = set.shop.new_payment("inv-1", 5000);
    set.merchant.answer_status(502, 1);
    set.shop.create(&payment).await;
    set.noted("HTTP 502");
    assert_eq!(set.shop.status_of(&payment), None);
    refused(&set.shop.create(&payment).await, "10010");
    assert_eq!(set.shop.status_of(&payment), Some("CREATED"));
    set.merchant.answer_status(502, 1);
    set.shop.reverse(&payment).await;
    set.noted("HTTP 502");
    refused(&set.shop.reverse(&payment).await, "10018");
    assert_eq!(set.shop.status_of(&payment), Some("REVERSED"));
    set.stage.assert_nothing_unexpected();
}
