//! What Uzum Bank asks.

use scx_kit::{Config, Tiyin};

use super::super::uzum::Uzum;
use super::super::{Answer, Ask, Call, Incoming, Provider};
use super::{NOW, json_of};

/// `aladdin:open:sesame`: a password may hold a colon.
const BASIC: &str = "Basic YWxhZGRpbjpvcGVuOnNlc2FtZQ==";

fn uzum() -> Uzum {
    let keys = [
        ("UZUM_SERVICE_ID", "101202"),
        ("UZUM_LOGIN", "aladdin"),
        ("UZUM_PASSWORD", "open:sesame"),
    ];
    let keys = keys.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let opened = Uzum::open(&Config::new(keys)).expect("the keys are right");
    opened.expect("its keys are given")
}

fn read(webhook: &str, rest: &str) -> Result<Call, Answer> {
    uzum().read(&Incoming {
        is_post: true,
        below: webhook,
        authorization: Some(BASIC),
        signature: None,
        at: NOW,
        body: format!(r#"{{"serviceId":101202,"timestamp":1795230000000,{rest}}}"#).as_bytes(),
    })
}

#[test]
fn an_order_of_uzum_is_named_exactly() {
    let check = |order: &str| read("check", &format!(r#""params":{{"order_id":{order}}}"#));
    for (told, name) in [
        ("417", "417"),
        ("18446744073709551615", "18446744073709551615"),
        ("\"SCX-000417\"", "SCX-000417"),
    ] {
        let ask = check(told).expect("understood").ask;
        assert!(matches!(ask, Ask::Check { order, .. } if order == name));
    }
    for order in [
        // One beyond 64 bits would be rounded to another.
        "18446744073709551616",
        "123456789012345678901234567890",
        "4.17",
        "1e2",
        "-4",
        "-0",
        "true",
        "null",
        "\"SCX\\u0000\"",
    ] {
        let answer = check(order).unwrap_err();
        assert_eq!(json_of(&answer)["errorCode"], "10007", "{order}");
    }
}

#[test]
fn a_sum_of_uzum_is_whole_tiyin() {
    let create = |amount: &str| {
        let rest = format!(r#""transId":"5c398d7e","params":{{"order_id":"1"}},"amount":{amount}"#);
        read("create", &rest)
    };
    let ask = create("45000000").expect("understood").ask;
    assert!(matches!(ask, Ask::Create { amount, .. } if amount == Tiyin(45_000_000)));
    for amount in ["45000000.5", "4.5e7", "9223372036854775808", "\"45000000\""] {
        let answer = create(amount).unwrap_err();
        assert_eq!(json_of(&answer)["errorCode"], "10002", "{amount}");
    }
    let answer = create("null").unwrap_err();
    assert_eq!(json_of(&answer)["errorCode"], "10005");
}
