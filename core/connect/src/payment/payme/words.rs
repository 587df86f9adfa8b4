//! Payme's words: the keys of the configuration, the codes, and what is said
//! with them.

use scx_kit::{ConfigKey, Need};
use serde_json::{Value, json};

use super::super::Answer;

/// Where payers go.
const CHECKOUT: &str = "https://checkout.paycom.uz/";

/// Errors of the protocol and of the business.
pub(super) mod code {
    pub(in crate::payment::payme) const NOT_POST: i64 = -32_300;
    pub(in crate::payment::payme) const NOT_JSON: i64 = -32_700;
    pub(in crate::payment::payme) const NOT_RPC: i64 = -32_600;
    pub(in crate::payment::payme) const NO_METHOD: i64 = -32_601;
    pub(in crate::payment::payme) const NO_LOGIN: i64 = -32_504;
    pub(in crate::payment::payme) const FAILED: i64 = -32_400;
    pub(in crate::payment::payme) const OTHER_SUM: i64 = -31_001;
    pub(in crate::payment::payme) const NO_PAYMENT: i64 = -31_003;
    pub(in crate::payment::payme) const NOT_REFUNDABLE: i64 = -31_007;
    pub(in crate::payment::payme) const WRONG_STAGE: i64 = -31_008;
    pub(in crate::payment::payme) const NO_ORDER: i64 = -31_050;
    pub(in crate::payment::payme) const HELD: i64 = -31_051;
    pub(in crate::payment::payme) const PAID: i64 = -31_052;
    pub(in crate::payment::payme) const CLOSED: i64 = -31_053;
}

pub(in crate::payment) const KEYS: &[ConfigKey] = &[
    ConfigKey::open(
        "PAYME_MERCHANT_ID",
        Need::Optional,
        "The id of the cash desk at Payme; with PAYME_KEY it switches Payme on, whose endpoint is WEBHOOK_BASE_URL/payments/payme.",
    ),
    ConfigKey::secret(
        "PAYME_KEY",
        Need::Optional,
        "The key of the cash desk at Payme, 36 characters.",
    ),
    ConfigKey::open(
        "PAYME_LOGIN",
        Need::Default("Paycom"),
        "The login with which Payme calls.",
    ),
    ConfigKey::open(
        "PAYME_ACCOUNT_FIELD",
        Need::Default("invoice"),
        "The name of the account field that is set in the cash desk.",
    ),
    ConfigKey::open(
        "PAYME_CHECKOUT_URL",
        Need::Default(CHECKOUT),
        "Where payers go; https://test.paycom.uz/ is Payme's sandbox.",
    ),
    ConfigKey::open(
        "FISCAL_IKPU",
        Need::Optional,
        "The code of the service in the national catalogue (IKPU, 17 digits) for fiscal receipts; with FISCAL_PACKAGE_CODE.",
    ),
    ConfigKey::open(
        "FISCAL_PACKAGE_CODE",
        Need::Optional,
        "The code of the package for fiscal receipts.",
    ),
    ConfigKey::open(
        "FISCAL_VAT_PERCENT",
        Need::Default("12"),
        "The value added tax on fiscal receipts, in percent.",
    ),
];

/// What payers read; other errors are for Payme's people.
fn words(code: i64) -> Value {
    let [ru, uz, en] = match code {
        code::NO_ORDER => [
            "Счёт не найден",
            "Hisob topilmadi",
            "There is no such invoice",
        ],
        code::HELD => [
            "Этот счёт сейчас оплачивается",
            "Bu hisob hozir to‘lanmoqda",
            "This invoice is being paid",
        ],
        code::PAID => [
            "Счёт уже оплачен",
            "Hisob to‘langan",
            "The invoice is paid already",
        ],
        code::CLOSED => [
            "Срок счёта истёк. Откройте новый в боте",
            "Hisob muddati tugagan. Botda yangisini oling",
            "The invoice has expired. Get a new one in the bot",
        ],
        _ => return json!("refused"),
    };
    json!({ "ru": ru, "uz": uz, "en": en })
}

pub(super) fn error(id: &Value, code: i64, data: Option<&str>) -> Answer {
    let is_about_account = (-31_099..=-31_050).contains(&code);
    let mut error = json!({ "code": code, "message": words(code) });
    if let Some(data) = data.filter(|_| is_about_account || code == code::NO_METHOD) {
        error["data"] = json!(data);
    }
    ok(&json!({ "id": id, "error": error }))
}

pub(super) fn ok(body: &Value) -> Answer {
    Answer {
        status: 200,
        content_type: "application/json; charset=utf-8",
        body: body.to_string().into_bytes(),
    }
}
