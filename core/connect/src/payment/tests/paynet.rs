//! What Paynet asks, and its moments and rules.

use scx_kit::{Config, Tiyin};
use serde_json::{Value, json};

use super::super::paynet::Paynet;
use super::super::{Answer, Ask, Call, Decision, Incoming, No, Order, Provider, Stage, Told};
use super::{NOW, json_of};

/// `paynet:p:w`: a password may hold a colon.
const BASIC: &str = "Basic cGF5bmV0OnA6dw==";

fn open(more: &[(&str, &str)]) -> Result<Paynet, String> {
    let usual = [
        ("PAYNET_SERVICE_ID", "156"),
        ("PAYNET_MERCHANT_ID", "4590"),
        ("PAYNET_LOGIN", "paynet"),
        ("PAYNET_PASSWORD", "p:w"),
    ];
    let all = usual.iter().chain(more);
    let all = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let opened = Paynet::open(&Config::new(all));
    opened.map(|paynet| paynet.expect("its keys are given"))
}

fn paynet(more: &[(&str, &str)]) -> Paynet {
    open(more).expect("the keys are right")
}

fn read(paynet: &Paynet, body: &str) -> Result<Call, Answer> {
    paynet.read(&Incoming {
        is_post: true,
        below: "",
        authorization: Some(BASIC),
        signature: None,
        at: NOW,
        body: body.as_bytes(),
    })
}

fn call(method: &str, params: &Value) -> String {
    json!({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}).to_string()
}

fn told(stage: Stage) -> Told {
    Told {
        id: "12345678901".to_owned(),
        ours: "pay_1".to_owned(),
        number: 90_210,
        order: "SCX-000417".to_owned(),
        amount: Tiyin(45_000_050),
        stage,
        provider_ms: NOW.0,
        created_ms: NOW.0,
        performed_ms: NOW.0,
        cancelled_ms: NOW.0 + 1_000,
        reason: None,
    }
}

#[test]
fn an_id_of_64_bits_and_a_sum_beyond_32_are_kept() {
    let params = json!({
        "serviceId": 156, "amount": 30_000_000_000_i64, "transactionId": i64::MAX,
        "fields": {"order_id": "SCX-000417"},
    });
    let asked = read(&paynet(&[]), &call("PerformTransaction", &params));
    let wanted = Ask::Pay {
        id: "9223372036854775807".to_owned(),
        order: "SCX-000417".to_owned(),
        amount: Tiyin(30_000_000_000),
    };
    assert_eq!(asked.expect("understood").ask, wanted);
    let mut larger = params.clone();
    larger["transactionId"] = json!(u64::MAX);
    let refused = read(&paynet(&[]), &call("PerformTransaction", &larger));
    assert_eq!(json_of(&refused.unwrap_err())["error"]["code"], 411);
}

#[test]
fn seconds_of_tashkent_are_read_in_the_two_forms_that_are_known() {
    let span = |from: &str, to: &str| {
        let params = json!({"serviceId": 156, "dateFrom": from, "dateTo": to});
        read(&paynet(&[]), &call("GetStatement", &params)).map(|call| call.ask)
    };
    let asked = span("2026-11-21 14:05:00", "21.11.2026 14:05:01");
    let wanted = Ask::Statement {
        from_ms: NOW.0,
        to_ms: NOW.0 + 1_999,
    };
    assert_eq!(asked.expect("understood"), wanted);
    for wrong in [
        "2026-11-21T14:05:00",
        "2026-11-21 14:05:00+05:00",
        "2026-11-21 9:05:00",
        "2026-11-31 14:05:00",
        " 2026-11-21 14:05:00",
        "+12026-11-21 14:05:00",
        "1795251900000",
        "",
        "2026-11-21 14:05:02",
    ] {
        let refused = span(wrong, "2026-11-21 14:05:01").unwrap_err();
        assert_eq!(json_of(&refused)["error"]["code"], 414, "{wrong}");
    }
}

#[test]
fn what_stands_in_the_fields_of_an_answer_is_the_annexs() {
    let fields = [
        ("PAYNET_INFORMATION_FIELDS", "invoice=order, sum = som"),
        ("PAYNET_RECEIPT_FIELDS", "a=tiyin"),
    ];
    let paynet = paynet(&fields);
    let check = Call {
        ask: Ask::Check {
            order: "SCX-000417".to_owned(),
            amount: None,
        },
        echo: json!({"id": 7, "at": NOW.0}),
    };
    let shown = json_of(&paynet.answer(&check, &Decision::Payable(Tiyin(45_000_050))));
    let result = json!({
        "status": "0", "timestamp": "2026-11-21 14:05:00",
        "fields": {"invoice": "SCX-000417", "sum": "450000.50"},
    });
    assert_eq!(shown["result"], result);
    let pay = Call {
        ask: Ask::Pay {
            id: "12345678901".to_owned(),
            order: "SCX-000417".to_owned(),
            amount: Tiyin(45_000_050),
        },
        ..check
    };
    let paid = paynet.answer(&pay, &Decision::Payment(told(Stage::Performed)));
    let result = &json_of(&paid)["result"];
    assert_eq!(result["fields"], json!({"a": 45_000_050}));
    assert_eq!(result["providerTrnId"], 90_210);
}

#[test]
fn an_order_that_another_has_paid_is_no_success_that_repeats() {
    let paynet = paynet(&[]);
    let pay = Call {
        ask: Ask::Pay {
            id: "1".to_owned(),
            order: "SCX-000417".to_owned(),
            amount: Tiyin(1),
        },
        echo: json!({"id": 7, "at": NOW.0}),
    };
    let code =
        |decision: &Decision| json_of(&paynet.answer(&pay, decision))["error"]["code"].clone();
    assert_eq!(code(&Decision::No(No::Paid)), 302);
    assert_eq!(code(&Decision::Already(told(Stage::Performed))), 201);
    assert_eq!(code(&Decision::Already(told(Stage::Refunded))), 202);
    assert_eq!(code(&Decision::No(No::Failed)), -32_603);
}

#[test]
fn rules_and_fields_that_nobody_knows_are_told() {
    for (key, value) in [
        ("PAYNET_RULES", "repeated_perform=200"),
        ("PAYNET_RULES", "colour=red"),
        ("PAYNET_RULES", "lists_cancelled"),
        ("PAYNET_RECEIPT_FIELDS", "sum=euro"),
        ("PAYNET_INFORMATION_FIELDS", "=som"),
        ("PAYNET_SERVICE_ID", "x"),
        ("PAYNET_PAY_URL", "app.paynet.uz"),
    ] {
        let problem = open(&[(key, value)]).unwrap_err();
        assert!(problem.contains(key), "{problem}");
    }
    assert!(open(&[("PAYNET_RULES", "lists_cancelled=yes, status = number,")]).is_ok());
}

#[test]
fn the_link_of_paynet_names_merchant_order_and_tiyin() {
    let link = paynet(&[]).link(&Order {
        id: "SCX-000417",
        key: "k",
        due: Tiyin(30_000_000_000),
        language: "uz",
        return_url: "https://t.me/bot",
    });
    let wanted = "https://app.paynet.uz/?m=4590&c=SCX-000417&a=30000000000";
    assert_eq!(link.as_deref(), Some(wanted));
}
