//! The worked values of the providers' rules.

mod paynet;
mod stripe;
mod uzum;

use std::collections::BTreeMap;

use md5::{Digest as _, Md5};
use scx_kit::{Config, Time, Tiyin};
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

use super::{Ask, Call, Decision, Incoming, No, Order, Payments};

const KEY: &str = "Zk3vQ8t@pW1yR6uE2mN9bX4cH7jL0sA5dFg%";
const BASIC: &str = "Basic UGF5Y29tOlprM3ZROHRAcFcxeVI2dUUybU45Ylg0Y0g3akwwc0E1ZEZnJQ==";

/// When the worked signature of Stripe was made.
const NOW: Time = Time(1_795_251_900_000);

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
        signature: None,
        at: NOW,
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
        key: "k",
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
    let long = format!(
        r#"{{"id":1,"method":"CheckTransaction","params":{{"id":"{}"}}}}"#,
        "a".repeat(65)
    );
    for body in [
        "[]",
        r#"{"id":1,"params":{}}"#,
        r#"{"id":1,"method":"CheckTransaction"}"#,
        r#"{"id":1,"method":"CheckTransaction","params":{"id":5}}"#,
        r#"{"id":1,"method":"GetStatement","params":{"from":1}}"#,
        r#"{"id":1,"method":"CreateTransaction","params":{"id":"a","time":1795230000000,"amount":"1"}}"#,
        r#"{"id":1,"method":"CreateTransaction","params":{"id":"a","time":-9223372036854775808,"amount":1,"account":{"invoice":"b"}}}"#,
        r#"{"id":1,"method":"CheckTransaction","params":{"id":""}}"#,
        r#"{"id":1,"method":"CheckTransaction","params":{"id":"a\u0000"}}"#,
        &long,
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
fn an_id_of_payme_is_repeated_exactly_or_not_at_all() {
    let payments = payments(&[]);
    let payme = payments.get("payme").unwrap();
    let call = |id: &str| {
        let body = format!(r#"{{{id}"method":"CheckTransaction","params":{{"id":"x"}}}}"#);
        payme.read(&posted(&body, Some(BASIC)))
    };
    for id in ["7", "-7", "18446744073709551615", "\"a\""] {
        let call = call(&format!("\"id\":{id},")).expect("understood");
        let answer = payme.answer(&call, &Decision::No(No::NoPayment));
        let text = String::from_utf8(answer.body).unwrap();
        assert!(text.contains(&format!("\"id\":{id}")), "{text}");
    }
    for id in [
        "18446744073709551616",
        "0.12345678901234567891",
        "null",
        "[1]",
    ] {
        let answer = json_of(&call(&format!("\"id\":{id},")).unwrap_err());
        let told = (&answer["id"], &answer["error"]["code"]);
        assert_eq!(told, (&Value::Null, &json!(-32_600)), "{id}");
    }
    assert_eq!(json_of(&call("").unwrap_err())["error"]["code"], -32_600);
}

#[test]
fn an_order_of_payme_is_named_exactly() {
    let payments = payments(&[]);
    let payme = payments.get("payme").unwrap();
    let check = |order: &str| {
        let params = format!(r#"{{"amount":5,"account":{{"invoice":{order}}}}}"#);
        let body = format!(r#"{{"id":1,"method":"CheckPerformTransaction","params":{params}}}"#);
        payme.read(&posted(&body, Some(BASIC)))
    };
    let ask = check("417").expect("understood").ask;
    assert!(matches!(ask, Ask::Check { order, .. } if order == "417"));
    for order in [
        "123456789012345678901234567890",
        "4.17",
        "-4",
        "\"SCX\\u0000\"",
        "null",
    ] {
        let answer = json_of(&check(order).unwrap_err());
        assert_eq!(answer["error"]["code"], -31_050, "{order}");
    }
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
        .answer(&call, &Decision::Payable(Tiyin(45_000_000)));
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

/// A form with these values in place of the usual ones, signed.
fn signed_form(values: &[(&str, &str)]) -> String {
    let usual = [
        ("click_trans_id", "3417206518"),
        ("service_id", "83017"),
        ("merchant_trans_id", "SCX-000417"),
        ("merchant_prepare_id", "90210"),
        ("amount", "93100000.00"),
        ("action", "1"),
        ("error", "0"),
        ("sign_time", "2026-11-21 09:05:07"),
    ];
    let value = |name: &str| {
        let mut all = values.iter().chain(&usual);
        all.find(|(known, _)| *known == name)
            .map_or("", |(_, it)| it)
    };
    let prepare = match value("action") {
        "1" => value("merchant_prepare_id"),
        _ => "",
    };
    let text = [
        value("click_trans_id"),
        value("service_id"),
        "kV7pQ2xT9mLc",
        value("merchant_trans_id"),
        prepare,
        value("amount"),
        value("action"),
        value("sign_time"),
    ];
    let digest = Md5::digest(text.concat());
    let sign: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut form = Serializer::new(String::new());
    form.extend_pairs(usual.map(|(name, _)| (name, value(name))));
    form.append_pair("sign_string", &sign).finish()
}

#[test]
fn values_of_click_are_written_in_one_way() {
    let payments = payments(&[]);
    let click = payments.get("click").unwrap();
    let read = |values: &[(&str, &str)]| click.read(&posted(&signed_form(values), None));
    assert!(matches!(
        read(&[]).expect("signed").ask,
        Ask::Perform { .. }
    ));
    for (name, value, code) in [
        ("click_trans_id", "+3417206518", -8),
        ("click_trans_id", "03417206518", -8),
        ("error", "-0", -8),
        ("error", "00", -8),
        ("error", "5", -8),
        ("merchant_prepare_id", "+90210", -6),
        ("merchant_trans_id", "SCX\0", -5),
        ("amount", "93100000.005", -2),
        ("sign_time", "2026-11-21", -8),
    ] {
        let answer = json_of(&read(&[(name, value)]).unwrap_err());
        assert_eq!(answer["error"], code, "{name}={value:?}");
    }
}

#[test]
fn what_click_signed_for_prepare_is_no_complete() {
    let payments = payments(&[]);
    let click = payments.get("click").unwrap();
    let prepare = signed_form(&[("action", "0")]);
    assert!(click.read(&posted(&prepare, None)).is_ok());
    // The same letters one after the other, cut in other places.
    let complete = signed_form(&[
        ("merchant_prepare_id", "9"),
        ("amount", "3"),
        ("sign_time", "00000.0002026-11-21 09:05:07"),
    ]);
    let sign = |form: &str| form.rsplit_once('=').map(|(_, sign)| sign.to_owned());
    assert_eq!(sign(&prepare), sign(&complete));
    let answer = json_of(&click.read(&posted(&complete, None)).unwrap_err());
    assert_eq!(answer["error"], -8);
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
        key: "k",
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
