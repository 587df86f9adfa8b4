//! Calls of payment providers.

use super::{Seed, Values, lines};

pub(super) fn seeds() -> Vec<Seed> {
    let others = [
        lines("click", FORMS),
        lines("uzum", WEBHOOKS),
        lines("paynet", RPC),
        lines("stripe", EVENTS),
    ];
    [payme(), others.concat()].concat()
}

/// A call of Payme with the right login.
fn signed_in(name: &'static str, body: &str) -> Seed {
    let input = [b"POST\xffBasic SECRET\xff", body.as_bytes()].concat();
    ("payme", name, input)
}

fn payme() -> Vec<Seed> {
    let calls = CALLS.iter().map(|(name, body)| signed_in(name, body));
    calls.chain(lines("payme", STRANGERS)).collect()
}

const CALLS: &[(&str, &str)] = &[
    (
        "check",
        r#"{"id":2032,"method":"CheckPerformTransaction","params":{"amount":45000000,"account":{"invoice":"SCX-000417"}}}"#,
    ),
    (
        "create",
        r#"{"method":"CreateTransaction","params":{"id":"5305e3bab097f420a62ced0b","time":1795230000000,"amount":30000000000,"account":{"invoice":417}},"id":"a\u0041"}"#,
    ),
    (
        "perform",
        r#"{"id":-1,"method":"PerformTransaction","params":{"id":"5305e3bab097f420a62ced0b"}}"#,
    ),
    (
        "cancel",
        r#"{"id":18446744073709551615,"method":"CancelTransaction","params":{"id":"5305e3bab097f420a62ced0b","reason":5}}"#,
    ),
    (
        "look",
        r#"{"id":1,"method":"CheckTransaction","params":{"id":"5305e3bab097f420a62ced0b"}}"#,
    ),
    (
        "statement",
        r#"{"id":1,"method":"GetStatement","params":{"from":1795230000000,"to":1795239999999}}"#,
    ),
    (
        "fraction",
        r#"{"id":1,"method":"CheckPerformTransaction","params":{"amount":450000.5,"account":{"invoice":"SCX-000417"}}}"#,
    ),
    (
        "no-account",
        r#"{"id":1,"method":"CheckPerformTransaction","params":{"amount":1,"account":{"order":"SCX-000417"}}}"#,
    ),
    (
        "unknown",
        r#"{"id":1,"method":"SetFiscalData","params":{"id":"5305e3bab097f420a62ced0b"}}"#,
    ),
    ("half", r#"{"id":1,"method":"CheckTransaction","par"#),
    ("list", r#"[{"id":1}]"#),
];

const STRANGERS: &[Values] = &[
    ("get", &["GET", "Basic SECRET", r#"{"id":1}"#]),
    (
        "no-login",
        &["POST", "", r#"{"id":7,"method":"CheckTransaction"}"#],
    ),
    (
        "wrong-login",
        &["POST", "Basic UGF5Y29tOng=", r#"{"id":7}"#],
    ),
    ("bearer", &["POST", "Bearer SECRET", "{"]),
];

const FORMS: &[Values] = &[
    (
        "prepare",
        &[
            "click_trans_id=3417206518&service_id=83017&click_paydoc_id=1&merchant_trans_id=inv-2026-000417&amount=3000000.00&action=0&error=0&error_note=Success&sign_time=2026-11-21+09%3A05%3A00&sign_string=04f371ab3e83d9d40c9b6b9ffa4d1707",
        ],
    ),
    (
        "complete",
        &[
            "click_trans_id=18446744073709551615&service_id=83017&click_paydoc_id=1&merchant_trans_id=SCX-000417&merchant_prepare_id=90210&amount=450000&action=1&error=0&error_note=Success&sign_time=2026-11-21+09%3A05%3A07&sign_string=",
        ],
    ),
    (
        "cancel",
        &[
            "click_trans_id=1&service_id=83017&click_paydoc_id=1&merchant_trans_id=SCX-000417&merchant_prepare_id=90210&amount=0.5&action=1&error=-5017&error_note=&sign_time=2026-11-21 09:05:07&sign_string=x",
        ],
    ),
    (
        "fraction",
        &[
            "click_trans_id=1&service_id=83017&merchant_trans_id=SCX-000417&amount=450000.005&action=0&error=0&sign_time=2026-11-21 09:05:07",
        ],
    ),
    (
        "action",
        &[
            "click_trans_id=1&service_id=83017&merchant_trans_id=%FF%00&amount=1e3&action=2&error=0&sign_time=2026-11-21 09:05:07",
        ],
    ),
    (
        "twice",
        &[
            "click_trans_id=1&click_trans_id=2&service_id=83017&merchant_trans_id=a&amount=1&action=0&error=0&sign_time=2026-11-21 09:05:07",
        ],
    ),
];

const WEBHOOKS: &[Values] = &[
    (
        "check",
        &[
            "POST",
            "check",
            "Basic SECRET",
            r#"{"serviceId":101202,"timestamp":1795230000000,"params":{"order_id":"SCX-000417"}}"#,
        ],
    ),
    (
        "create",
        &[
            "POST",
            "create",
            "Basic SECRET",
            r#"{"serviceId":101202,"timestamp":1795230000000,"transId":"5c398d7e-76b6-11ee-96da-f3a095c6289d","params":{"order_id":417},"amount":45000000}"#,
        ],
    ),
    (
        "confirm",
        &[
            "POST",
            "confirm",
            "Basic SECRET",
            r#"{"serviceId":101202,"timestamp":1795230000000,"transId":"5c398d7e-76b6-11ee-96da-f3a095c6289d","paymentSource":"UZCARD","tariff":null,"phone":"998901234567"}"#,
        ],
    ),
    (
        "reverse",
        &[
            "POST",
            "reverse",
            "Basic SECRET",
            r#"{"serviceId":101202,"timestamp":1795230000000,"transId":"a\u0041"}"#,
        ],
    ),
    (
        "status",
        &[
            "POST",
            "status",
            "Basic SECRET",
            r#"{"serviceId":101202,"timestamp":1795230000000,"transId":"1"}"#,
        ],
    ),
    (
        "order-beyond-64-bits",
        &[
            "POST",
            "check",
            "Basic SECRET",
            r#"{"serviceId":101202,"timestamp":1,"params":{"order_id":18446744073709551616}}"#,
        ],
    ),
    (
        "fraction",
        &[
            "POST",
            "create",
            "Basic SECRET",
            r#"{"serviceId":101202,"timestamp":1,"transId":"1","params":{"order_id":-4},"amount":450000.5}"#,
        ],
    ),
    (
        "other-service",
        &[
            "POST",
            "check",
            "Basic SECRET",
            r#"{"serviceId":101203,"timestamp":1,"params":{}}"#,
        ],
    ),
    (
        "missing",
        &[
            "POST",
            "confirm",
            "Basic SECRET",
            r#"{"serviceId":101202,"timestamp":null,"transId":""}"#,
        ],
    ),
    (
        "unknown",
        &[
            "POST",
            "pay",
            "Basic SECRET",
            r#"{"serviceId":101202,"timestamp":1}"#,
        ],
    ),
    (
        "half",
        &["POST", "check", "Basic SECRET", r#"{"serviceId":1"#],
    ),
    ("list", &["POST", "check", "Basic SECRET", "[101202]"]),
    ("get", &["GET", "status", "Basic SECRET", "{}"]),
    (
        "stranger",
        &[
            "POST",
            "status",
            "Basic dXp1bTo=",
            r#"{"serviceId":101202,"timestamp":1,"transId":"1"}"#,
        ],
    ),
];

const RPC: &[Values] = &[
    (
        "information",
        &[
            "POST",
            "Basic SECRET",
            r#"{"jsonrpc":"2.0","method":"GetInformation","id":1,"params":{"serviceId":156,"fields":{"order_id":"SCX-000417"}}}"#,
        ],
    ),
    (
        "perform",
        &[
            "POST",
            "Basic SECRET",
            r#"{"jsonrpc":"2.0","method":"PerformTransaction","id":"a","params":{"serviceId":156,"amount":30000000000,"transactionId":12345678901,"fields":{"order_id":417}}}"#,
        ],
    ),
    (
        "check",
        &[
            "POST",
            "Basic SECRET",
            r#"{"jsonrpc":"2.0","method":"CheckTransaction","id":2,"params":{"serviceId":156,"transactionId":12345678901,"timestamp":"2026-11-21 14:05:00"}}"#,
        ],
    ),
    (
        "cancel",
        &[
            "POST",
            "Basic SECRET",
            r#"{"jsonrpc":"2.0","method":"CancelTransaction","id":3,"params":{"serviceId":156,"transactionId":-1,"timestamp":"21.11.2026 14:05:00"}}"#,
        ],
    ),
    (
        "statement",
        &[
            "POST",
            "Basic SECRET",
            r#"{"jsonrpc":"2.0","method":"GetStatement","id":4,"params":{"serviceId":156,"dateFrom":"2026-11-21 00:00:00","dateTo":"2026-11-21 23:59:59"}}"#,
        ],
    ),
    (
        "password",
        &[
            "POST",
            "Basic SECRET",
            r#"{"jsonrpc":"2.0","method":"ChangePassword","id":5,"params":{"newPassword":"guessed"}}"#,
        ],
    ),
    (
        "order-beyond-64-bits",
        &[
            "POST",
            "Basic SECRET",
            r#"{"jsonrpc":"2.0","method":"GetInformation","id":6,"params":{"serviceId":156,"fields":{"order_id":18446744073709551616}}}"#,
        ],
    ),
    (
        "half",
        &["POST", "Basic SECRET", r#"{"jsonrpc":"2.0","id":1"#],
    ),
    ("get", &["GET", "Basic SECRET", "{}"]),
    ("stranger", &["POST", "Basic cGF5bmV0Og==", "{}"]),
];

const EVENTS: &[Values] = &[
    (
        "paid",
        &[
            "t=1795230000,v1=00",
            r#"{"id":"evt_1","type":"checkout.session.completed","data":{"object":{"metadata":{"payment":"pay_1","invoice":"SCX-000417"},"currency":"uzs","amount_total":45000000,"payment_status":"paid"}}}"#,
        ],
    ),
    (
        "unpaid",
        &[
            "",
            r#"{"type":"checkout.session.completed","data":{"object":{"metadata":{"payment":"pay_1","invoice":"SCX-000417"},"currency":"usd","amount_total":5,"payment_status":"unpaid"}}}"#,
        ],
    ),
    (
        "expired",
        &[
            "t=1,t=2,v1=,v0=x",
            r#"{"type":"checkout.session.expired","data":{"object":{"metadata":{"payment":"pay_1","invoice":"SCX-000417"}}}}"#,
        ],
    ),
    (
        "refunded",
        &[
            "v1=x",
            r#"{"type":"charge.refunded","data":{"object":{"metadata":{"payment":"pay_1","invoice":"SCX-000417"},"currency":"uzs","amount":45000000,"amount_refunded":5}}}"#,
        ],
    ),
    (
        "other",
        &[
            "t=1795230000",
            r#"{"type":"customer.created","data":{"object":{}}}"#,
        ],
    ),
    ("half", &["", r#"{"type":"charge.ref"#]),
];
