//! The worked values of the providers' rules.

use std::collections::BTreeMap;

use scx_kit::{Config, Tiyin};
use serde_json::{Value, json};

use super::{Ask, Call, Decision, Incoming, No, Order, Payments};

const KEY: &str = "Zk3vQ8t@pW1yR6uE2mN9bX4cH7jL0sA5dFg%";
const BASIC: &str = "Basic UGF5Y29tOlprM3ZROHRAcFcxeVI2dUUybU45Ylg0Y0g3akwwc0E1ZEZnJQ==";

fn payments(more: &[(&str, &str)]) -> Payments {
    let usual = [
        ("PAYME_MERCHANT_ID", "6531a0c7f2d94b18e05c7731"),
        ("PAYME_KEY", KEY),
        ("CLICK_SERVICE_ID", "83017"),
        ("CLICK_MERCHANT_ID", "11"),
        ("CLICK_SECRET_KEY", "kV7pQ2xT9mLc"),
    ];
    let all: BTreeMap<String, String> = usual
        .iter()
        .chain(more)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Payments::open(&Config::new(all)).expect("the keys are right")
}

fn posted<'a>(body: &'a str, authorization: Option<&'a str>) -> Incoming<'a> {
    Incoming {
        is_post: true,
        below: "",
        authorization,
        body: body.as_bytes(),
    }
}

fn json_of(answer: &super::Answer) -> Value {
    serde_json::from_slice(&answer.body).expect("JSON")
}

#[test]
fn the_checkout_link_of_payme_is_the_worked_one() {
    let payments = payments(&[]);
    let link = payments.get("payme").unwrap().link(&Order {
        id: "inv-2026-000417",
        due: Tiyin(300_000_000),
        language: "uz",
        return_url: "https://t.me/example_bot",
    });
    let path = "bT02NTMxYTBjN2YyZDk0YjE4ZTA1Yzc3MzE7YWMuaW52b2ljZT1pbnYtMjAyNi0wMDA0MTc7YT0zMDAwMDAwMDA7bD11ejtjPWh0dHBzOi8vdC5tZS9leGFtcGxlX2JvdDtjdD0xNTAwMA==";
    assert_eq!(link.unwrap(), format!("https://checkout.paycom.uz/{path}"));
}

#[test]
fn only_payme_with_its_key_is_heard() {
    let payments = payments(&[]);
    let payme = payments.get("payme").unwrap();
    let body = r#"{"id":7,"method":"CheckTransaction","params":{"id":"x"}}"#;
    let call = payme.read(&posted(body, Some(BASIC))).expect("heard");
    assert_eq!(call.ask, Ask::Look { id: "x".to_owned() });
    for wrong in [
        None,
        Some("Basic !"),
        Some("Basic UGF5Y29tOng="),
        Some("Bearer x"),
    ] {
        let answer = json_of(&payme.read(&posted(body, wrong)).unwrap_err());
        assert_eq!(
            (&answer["id"], &answer["error"]["code"]),
            (&json!(7), &json!(-32_504))
        );
    }
}

#[test]
fn malformed_requests_of_payme_have_the_codes_of_the_protocol() {
    let payments = payments(&[]);
    let payme = payments.get("payme").unwrap();
    let code = |incoming: &Incoming<'_>| {
        let answer = payme.read(incoming).unwrap_err();
        assert_eq!(answer.status, 200);
        json_of(&answer)["error"]["code"].as_i64().unwrap()
    };
    let post = |body| posted(body, Some(BASIC));
    let get = Incoming {
        is_post: false,
        below: "",
        ..post("{}")
    };
    assert_eq!(code(&get), -32_300);
    assert_eq!(code(&post("{")), -32_700);
    for body in [
        "[]",
        r#"{"id":1,"params":{}}"#,
        r#"{"id":1,"method":"CheckTransaction"}"#,
        r#"{"id":1,"method":"CheckTransaction","params":{"id":5}}"#,
        r#"{"id":1,"method":"GetStatement","params":{"from":1}}"#,
        r#"{"id":1,"method":"CreateTransaction","params":{"id":"a","time":1,"amount":"1"}}"#,
    ] {
        assert_eq!(code(&post(body)), -32_600, "{body}");
    }
    let unknown = r#"{"id":1,"method":"ChangePassword","params":{}}"#;
    let answer = json_of(&payme.read(&post(unknown)).unwrap_err());
    assert_eq!(answer["error"]["code"], -32_601);
    assert_eq!(answer["error"]["data"], "ChangePassword");
    let no_account =
        r#"{"id":1,"method":"CheckPerformTransaction","params":{"amount":5,"account":{}}}"#;
    let answer = json_of(&payme.read(&post(no_account)).unwrap_err());
    assert_eq!(answer["error"]["code"], -31_050);
    assert_eq!(answer["error"]["data"], "invoice");
    assert!(answer["error"]["message"]["uz"].is_string());
}

#[test]
fn a_fiscal_receipt_names_what_is_sold() {
    let payments = payments(&[
        ("FISCAL_IKPU", "10305008002000000"),
        ("FISCAL_PACKAGE_CODE", "1500478"),
    ]);
    let call = Call {
        ask: Ask::Check {
            order: "inv-1".to_owned(),
            amount: Some(Tiyin(45_000_000)),
        },
        echo: json!(3),
    };
    let answer = payments
        .get("payme")
        .unwrap()
        .answer(&call, &Decision::Payable);
    let item = &json_of(&answer)["result"]["detail"]["items"][0];
    assert_eq!(item["price"], 45_000_000);
    assert_eq!(item["code"], "10305008002000000");
    let wrong = Config::new(BTreeMap::from([
        ("PAYME_MERCHANT_ID".to_owned(), "m".to_owned()),
        ("PAYME_KEY".to_owned(), "k".to_owned()),
        ("FISCAL_IKPU".to_owned(), "5".to_owned()),
        ("FISCAL_PACKAGE_CODE".to_owned(), "1".to_owned()),
    ]));
    assert!(Payments::open(&wrong).unwrap_err().contains("17 digits"));
}

/// A request of Click's with the worked signatures.
fn click_form(action: &str, amount: &str, time: &str, sign: &str) -> String {
    let prepare = if action == "1" {
        "&merchant_prepare_id=90210"
    } else {
        ""
    };
    format!(
        "click_trans_id=3417206518&service_id=83017&click_paydoc_id=1&merchant_trans_id=inv-2026-000417\
         {prepare}&amount={amount}&action={action}&error=0&error_note=ok&sign_time=2026-11-21+09%3A05%3A{time}&sign_string={sign}"
    )
}

#[test]
fn the_worked_signatures_of_click_are_right_and_every_other_is_wrong() {
    let payments = payments(&[]);
    let click = payments.get("click").unwrap();
    for (amount, sign) in [
        ("3000000.00", "04f371ab3e83d9d40c9b6b9ffa4d1707"),
        ("3000000", "9b0909f220be5fea4f389b96cc0b5d8c"),
        ("3000000.0", "ac4cc0757d64d0da5eaeef1485b54f20"),
    ] {
        let form = click_form("0", amount, "00", sign);
        let call = click.read(&posted(&form, None)).expect("signed");
        let Ask::Create {
            id, amount, order, ..
        } = call.ask
        else {
            panic!("{:?}", call.ask);
        };
        assert_eq!(
            (id.as_str(), amount, order.as_str()),
            ("3417206518", Tiyin(300_000_000), "inv-2026-000417")
        );
    }
    let form = click_form("1", "3000000.00", "07", "9e7a44eb816d89848c3541640604013e");
    let call = click.read(&posted(&form, None)).expect("signed");
    assert!(matches!(call.ask, Ask::Perform { .. }), "{:?}", call.ask);
    for (amount, sign) in [
        ("3000000", "04f371ab3e83d9d40c9b6b9ffa4d1707"),
        ("3000000.00", "04F371AB3E83D9D40C9B6B9FFA4D1707"),
        ("3000000.00", ""),
    ] {
        let form = click_form("0", amount, "00", sign);
        let answer = json_of(&click.read(&posted(&form, None)).unwrap_err());
        assert_eq!(answer["error"], -1, "{amount} {sign}");
        assert_eq!(answer["click_trans_id"], 3_417_206_518_i64);
    }
}

#[test]
fn click_is_answered_with_its_own_number_of_64_bits() {
    let payments = payments(&[]);
    let call = Call {
        ask: Ask::Look { id: String::new() },
        echo: json!({"click_trans_id": u64::MAX, "merchant_trans_id": "inv-1", "is_complete": true}),
    };
    let answer = payments
        .get("click")
        .unwrap()
        .answer(&call, &Decision::No(No::Paid));
    let text = String::from_utf8(answer.body).unwrap();
    assert!(text.contains("18446744073709551615"), "{text}");
    assert!(text.contains("\"merchant_confirm_id\":null"), "{text}");
}

#[test]
fn the_link_of_click_carries_the_dearest_plan() {
    let payments = payments(&[]);
    let link = payments.get("click").unwrap().link(&Order {
        id: "inv-2026-000417",
        due: Tiyin(30_000_000_000),
        language: "uz",
        return_url: "https://t.me/bot",
    });
    let link = link.unwrap();
    assert!(link.contains("amount=300000000.00"), "{link}");
    assert!(link.contains("transaction_param=inv-2026-000417"), "{link}");
}

#[test]
fn keys_that_need_each_other_are_told() {
    let half = Config::new(BTreeMap::from([("PAYME_KEY".to_owned(), "x".to_owned())]));
    assert!(
        Payments::open(&half)
            .unwrap_err()
            .contains("PAYME_MERCHANT_ID")
    );
    let none = Payments::open(&Config::new(BTreeMap::new())).unwrap();
    assert_eq!(none.all().count(), 0);
}
