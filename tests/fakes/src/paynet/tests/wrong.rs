//! Requests that are wrong on purpose, and answers that are wrong.

use serde_json::{Value, json};

use super::{AUTH, HOUR_MS, PaynetMethod, Setting};

/// What is changed in the params, and the code that is due.
type Changed = (fn(&mut Value), i64);

#[tokio::test]
async fn wrong_requests_must_be_refused_as_the_table_says() {
    let set = Setting::new().await;
    let transaction = set.shop.new_transaction("inv-1", 5000);
    let params = set.shop.params(PaynetMethod::Perform, &transaction);
    let right =
        json!({"jsonrpc": "2.0", "id": 1, "method": "PerformTransaction", "params": params});
    let text = right.to_string();
    let auth = Some(AUTH);
    for (body, auth, method, status, code) in [
        (text.as_str(), None, "POST", 401, 412),
        (text.as_str(), Some("Basic cGF5bmV0Og=="), "POST", 401, 412),
        (text.as_str(), auth, "PUT", 200, -32300),
        ("", auth, "GET", 200, -32300),
        ("{", auth, "POST", 200, -32700),
        ("[]", auth, "POST", 200, -32600),
        (
            r#"{"jsonrpc": "2.0", "id": 1, "method": "Fly", "params": {"serviceId": 17}}"#,
            auth,
            "POST",
            200,
            -32601,
        ),
        (
            r#"{"id": 1, "method": "Fly", "params": {}}"#,
            auth,
            "POST",
            200,
            -32600,
        ),
    ] {
        let answer = set.shop.raw(body, auth, method).await;
        let got = (answer.status, answer.error_code());
        assert_eq!(got, (status, Some(code)), "{method} {body}");
    }
    set.stage.assert_nothing_unexpected();
    set.provider.answer_status(200);
    set.shop.raw(&text, None, "POST").await;
    set.noted("HTTP 200 instead of 401");
    set.provider
        .twist(|_, it| *it = json!({"jsonrpc": "2.0", "id": 1, "result": {}}));
    set.shop.raw("{", auth, "POST").await;
    let found = set.stage.outside.unexpected().join("; ");
    assert!(found.contains("calls for one of [-32700]"), "{found}");
}

#[tokio::test]
async fn wrong_params_must_be_refused_as_the_table_says() {
    let set = Setting::new().await;
    let transaction = set.shop.new_transaction("inv-1", 5000);
    let params = set.shop.params(PaynetMethod::Perform, &transaction);
    let changes: [Changed; 6] = [
        (|it| it["serviceId"] = json!(18), 305),
        (|it| it["amount"] = json!("5000"), 413),
        (|it| it["transactionId"] = Value::Null, 411),
        (|it| it["fields"] = json!({}), 411),
        (|it| it["fields"] = json!({"order_id": "inv-9"}), 302),
        (|it| *it = json!({}), 411),
    ];
    for (change, code) in changes {
        let mut params = params.clone();
        change(&mut params);
        let answer = set.shop.send(PaynetMethod::Perform, params).await;
        assert_eq!(answer.error_code(), Some(code), "{:?}", answer.body);
    }
    for (from, to) in [
        ("yesterday", "2025-10-09 13:53:20"),
        ("2025-10-10 00:00:00", "2025-10-09 00:00:00"),
    ] {
        let params = json!({"serviceId": 17, "dateFrom": from, "dateTo": to});
        let answer = set.shop.send(PaynetMethod::Statement, params).await;
        assert_eq!(answer.error_code(), Some(414));
    }
    set.stage.assert_nothing_unexpected();
}

/// What is twisted in the answer to which call, and what is noted.
type Twisted = (PaynetMethod, fn(&mut Value), &'static str);

const TWISTED: &[Twisted] = &[
    (
        PaynetMethod::Information,
        |it| it["id"] = json!("1"),
        "id \"1\" instead of",
    ),
    (
        PaynetMethod::Information,
        |it| it["jsonrpc"] = json!("1.0"),
        "one of",
    ),
    (
        PaynetMethod::Information,
        |it| it["error"] = Value::Null,
        "not exactly one",
    ),
    (
        PaynetMethod::Information,
        |it| it["result"]["status"] = json!(0),
        "status: 0 is not the text",
    ),
    (
        PaynetMethod::Information,
        |it| it["result"]["fields"]["secret"] = json!("x"),
        "fields.secret is not in the annex",
    ),
    (
        PaynetMethod::Information,
        |it| it["result"]["fields"] = json!({"amount": 50.5}),
        "fields.name: missing",
    ),
    (
        PaynetMethod::Information,
        |it| it["result"]["timestamp"] = json!("2025-10-09 08:53:20"),
        "is not the moment in Tashkent",
    ),
    (
        PaynetMethod::Perform,
        |it| it["result"]["timestamp"] = json!("2025-10-09T13:53:20"),
        "is not YYYY-MM-DD",
    ),
    (
        PaynetMethod::Perform,
        |it| it["result"]["timestamp"] = json!("2025-10-09 13:53:21"),
        "in the future",
    ),
    (
        PaynetMethod::Perform,
        |it| it["result"]["providerTrnId"] = json!("2323"),
        "is not an integer",
    ),
    (
        PaynetMethod::Perform,
        |it| it["result"]["providerTrnId"] = json!(0),
        "not above 0",
    ),
    (
        PaynetMethod::Perform,
        |it| it["result"]["x"] = json!(1),
        "result.x: unknown",
    ),
    (
        PaynetMethod::Check,
        |it| it["result"]["transactionState"] = json!(2),
        "that is Paid was answered with a result (state 2)",
    ),
    (
        PaynetMethod::Check,
        |it| it["result"]["transactionState"] = json!(3),
        "with the transactionState 3",
    ),
    (
        PaynetMethod::Check,
        |it| it["result"]["transactionState"] = json!(4),
        "no transactionState 4",
    ),
    (
        PaynetMethod::Check,
        |it| it["result"]["providerTrnId"] = json!(9),
        "providerTrnId was",
    ),
    (
        PaynetMethod::Check,
        |it| {
            *it = json!({"jsonrpc": "2.0", "id": it["id"], "error": {"code": 302, "message": "no"}})
        },
        "302 is not for this request",
    ),
    (
        PaynetMethod::Cancel,
        |it| *it = json!({"jsonrpc": "2.0", "id": it["id"], "error": {"code": 203, "message": ""}}),
        "message is empty",
    ),
    (
        PaynetMethod::Cancel,
        |it| {
            *it = json!({"jsonrpc": "2.0", "id": it["id"], "error": {"code": 202, "message": "no"}})
        },
        "that is Paid was answered with error 202",
    ),
];

#[tokio::test]
async fn whatever_is_wrong_in_an_answer_is_noted() {
    for (method, twist, what) in TWISTED {
        let set = Setting::new().await;
        let transaction = match method {
            PaynetMethod::Check | PaynetMethod::Cancel => set.paid().await,
            PaynetMethod::Information
            | PaynetMethod::Perform
            | PaynetMethod::Statement
            | PaynetMethod::ChangePassword => set.shop.new_transaction("inv-1", 5000),
        };
        let twist = *twist;
        set.provider.twist(move |_, answer| twist(answer));
        let params = set.shop.params(*method, &transaction);
        set.shop.send(*method, params).await;
        let found = set.stage.outside.unexpected().join("; ");
        assert!(found.contains(what), "{method:?}: {what} in {found}");
    }
}

#[tokio::test]
async fn statuses_and_content_types_are_judged() {
    let set = Setting::new().await;
    set.provider.answer_status(500);
    set.shop.information("inv-1").await;
    set.noted("HTTP 500");
    set.provider.answer_status(401);
    set.shop.information("inv-1").await;
    set.noted("HTTP 401");
    set.provider.answer_rightly();
    set.provider.answer_type("text/html");
    set.shop.information("inv-1").await;
    set.noted("text/html");
}

#[tokio::test]
async fn a_clock_in_another_zone_is_found_out() {
    let set = Setting::new().await;
    set.provider.live_in_utc();
    set.paid().await;
    set.noted("lies before the payment in Tashkent");
    set.shop.information("77").await;
    set.noted("is not the moment in Tashkent");
}

#[tokio::test]
async fn repeats_and_other_facts_are_judged() {
    let set = Setting::new().await;
    let paid = set.paid().await;
    set.provider.repeat_answers();
    set.shop.perform(&paid).await;
    set.noted("that is Paid was answered with a result");
    let mut params = set.shop.params(PaynetMethod::Perform, &paid);
    params["amount"] = json!(1);
    set.shop.send(PaynetMethod::Perform, params).await;
    set.noted("PerformTransaction with other facts");
}

#[tokio::test]
async fn statements_are_compared_with_all_that_is_known() {
    let set = Setting::new().await;
    let paid = set.paid().await;
    set.stage.advance(HOUR_MS);
    let back = set.shop.new_transaction("77", 7000);
    set.shop.perform(&back).await;
    let whole = async || set.shop.statement(0, set.stage.now_ms()).await;
    let both = whole().await.result()["statements"].clone();
    set.shop.cancel(&back).await;
    let entry = whole().await.result()["statements"][0].clone();
    set.stage.assert_nothing_unexpected();
    let mut unheard = entry.clone();
    unheard["transactionId"] = json!(1);
    let mut cheaper = entry.clone();
    cheaper["amount"] = json!(1);
    let mut texted = entry.clone();
    texted["transactionId"] = json!(paid.id.to_string());
    let mut later = entry.clone();
    later["timestamp"] = json!("2025-10-09 13:53:21");
    for (listed, what) in [
        (json!([]), "is missing"),
        (json!([entry, entry]), "listed twice"),
        (json!([entry, unheard]), "knows no such"),
        (json!([cheaper]), "amount is 1 and not 5000"),
        (json!([later]), "timestamp is"),
        (json!([texted]), "is not an integer"),
        (both, "it is {Cancelled}"),
    ] {
        set.provider
            .twist(move |_, answer| answer["result"]["statements"] = listed.clone());
        whole().await;
        let found = set.stage.outside.unexpected().join("; ");
        assert!(found.contains(what), "{what}: {found}");
        set.stage.outside.forgive_unexpected();
    }
}
