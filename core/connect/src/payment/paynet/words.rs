//! Paynet's words: the keys of the configuration, the codes, what its sources
//! do not agree on, and its moments.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone as _};
use scx_kit::{ConfigKey, Need, Tiyin};
use serde_json::{Map, Value, json};

/// Where payers go.
pub(super) const PAY: &str = "https://app.paynet.uz/";
/// The field of a request that names the order.
pub(super) const FIELD: &str = "order_id";

/// Errors of the protocol and of the business.
pub(super) mod code {
    pub(in crate::payment::paynet) const NOT_POST: i64 = -32_300;
    pub(in crate::payment::paynet) const NOT_JSON: i64 = -32_700;
    pub(in crate::payment::paynet) const NOT_RPC: i64 = -32_600;
    pub(in crate::payment::paynet) const NO_METHOD: i64 = -32_601;
    pub(in crate::payment::paynet) const NO_PARAMS: i64 = -32_602;
    pub(in crate::payment::paynet) const FAILED: i64 = -32_603;
    pub(in crate::payment::paynet) const SPENT: i64 = 77;
    pub(in crate::payment::paynet) const EXISTS: i64 = 201;
    pub(in crate::payment::paynet) const CANCELLED: i64 = 202;
    pub(in crate::payment::paynet) const UNKNOWN: i64 = 203;
    pub(in crate::payment::paynet) const NO_ORDER: i64 = 302;
    pub(in crate::payment::paynet) const NO_SERVICE: i64 = 305;
    pub(in crate::payment::paynet) const MISSING: i64 = 411;
    pub(in crate::payment::paynet) const NO_LOGIN: i64 = 412;
    pub(in crate::payment::paynet) const OTHER_SUM: i64 = 413;
    pub(in crate::payment::paynet) const NO_DATE: i64 = 414;
}

pub(in crate::payment) const KEYS: &[ConfigKey] = &[
    ConfigKey::open(
        "PAYNET_SERVICE_ID",
        Need::Optional,
        "The id of the service at Paynet; with PAYNET_MERCHANT_ID, PAYNET_LOGIN and PAYNET_PASSWORD it switches Paynet on, whose endpoint is WEBHOOK_BASE_URL/payments/paynet.",
    ),
    ConfigKey::open(
        "PAYNET_MERCHANT_ID",
        Need::Optional,
        "The id of the merchant in Paynet's payment links.",
    ),
    ConfigKey::open(
        "PAYNET_LOGIN",
        Need::Optional,
        "The login with which Paynet calls.",
    ),
    ConfigKey::secret(
        "PAYNET_PASSWORD",
        Need::Optional,
        "The password with which Paynet calls.",
    ),
    ConfigKey::open(
        "PAYNET_ACCOUNT_FIELD",
        Need::Default(FIELD),
        "The name of the field that carries the invoice.",
    ),
    ConfigKey::open(
        "PAYNET_INFORMATION_FIELDS",
        Need::Optional,
        "What the contract's annex wants to be shown before a payment: names with order, som or tiyin, as invoice=order,sum=som.",
    ),
    ConfigKey::open(
        "PAYNET_RECEIPT_FIELDS",
        Need::Optional,
        "The same for the receipt of a payment.",
    ),
    ConfigKey::open(
        "PAYNET_RULES",
        Need::Optional,
        "Where a contract differs: repeated_perform=201|first, repeated_cancel=first|202, unknown_check=3|203, unknown_cancel=203|3, wrong_login=401|412, status=text|number, lists_cancelled=no|yes; with commas, the first is usual.",
    ),
    ConfigKey::open("PAYNET_PAY_URL", Need::Default(PAY), "Where payers go."),
];

/// What the sources do not agree on: what most of them say, and the other.
const RULES: [(&str, [&str; 2]); 7] = [
    ("repeated_perform", ["201", "first"]),
    ("repeated_cancel", ["first", "202"]),
    ("unknown_check", ["3", "203"]),
    ("unknown_cancel", ["203", "3"]),
    ("wrong_login", ["401", "412"]),
    ("status", ["text", "number"]),
    ("lists_cancelled", ["no", "yes"]),
];

/// The rules of a contract.
#[derive(Debug)]
pub(super) struct Rules(BTreeMap<&'static str, &'static str>);

impl Rules {
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let usual = RULES.iter().map(|(name, [usual, _])| (*name, *usual));
        let mut rules: BTreeMap<_, _> = usual.collect();
        for pair in pairs(text) {
            let known = pair.and_then(|(name, value)| {
                let (name, values) = RULES.iter().find(|(known, _)| *known == name)?;
                let value = values.iter().find(|known| **known == value)?;
                Some((*name, *value))
            });
            let (name, value) = known.ok_or_else(|| {
                let known = RULES.map(|(name, [one, other])| format!("{name}={one}|{other}"));
                format!("PAYNET_RULES has pairs of {}", known.join(", "))
            })?;
            rules.insert(name, value);
        }
        Ok(Self(rules))
    }

    pub(super) fn are(&self, name: &str, value: &str) -> bool {
        self.0.get(name).is_some_and(|known| *known == value)
    }
}

/// The fields of an answer, with what stands in each.
#[derive(Debug)]
pub(super) struct Fields(Vec<(String, Told)>);

#[derive(Clone, Copy, Debug)]
enum Told {
    Order,
    Som,
    Tiyin,
}

impl Fields {
    pub(super) fn read(key: &str, text: &str) -> Result<Self, String> {
        let fields = pairs(text).map(|pair| {
            let (name, value) = pair?;
            let told = match value {
                "order" => Told::Order,
                "som" => Told::Som,
                "tiyin" => Told::Tiyin,
                _ => return None,
            };
            Some((name.to_owned(), told))
        });
        let fields = fields.collect::<Option<_>>().map(Self);
        fields.ok_or_else(|| format!("{key} has pairs of a name with order, som or tiyin"))
    }

    pub(super) fn filled(&self, order: &str, sum: Tiyin) -> Map<String, Value> {
        let value = |told| match told {
            Told::Order => json!(order),
            Told::Som => json!(format!("{}.{:02}", sum.0 / 100, sum.0 % 100)),
            Told::Tiyin => json!(sum.0),
        };
        let fields = self.0.iter();
        fields
            .map(|(name, told)| (name.clone(), value(*told)))
            .collect()
    }
}

fn pairs(text: &str) -> impl Iterator<Item = Option<(&str, &str)>> {
    let parts = text.split(',').map(str::trim);
    parts.filter(|part| !part.is_empty()).map(|part| {
        let (name, value) = part.split_once('=')?;
        let (name, value) = (name.trim(), value.trim());
        (!name.is_empty()).then_some((name, value))
    })
}

/// Local time without an offset; Paynet's clock stands in Tashkent.
const FORM: &str = "%Y-%m-%d %H:%M:%S";
/// As in the specification's example of a cancellation.
const DOTTED: &str = "%d.%m.%Y %H:%M:%S";

fn tashkent() -> FixedOffset {
    FixedOffset::east_opt(5 * 3600).expect("an offset of hours")
}

pub(super) fn moment(at_ms: i64) -> String {
    let utc = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    utc.with_timezone(&tashkent()).format(FORM).to_string()
}

/// The millisecond in which a second of Paynet's begins.
pub(super) fn read_moment(text: &str) -> Option<i64> {
    [FORM, DOTTED].iter().find_map(|form| {
        let local = NaiveDateTime::parse_from_str(text, form).ok()?;
        // The parser takes single digits and blanks as well.
        let is_exact = local.format(form).to_string() == text;
        let at = tashkent().from_local_datetime(&local).single()?;
        is_exact.then(|| at.timestamp_millis())
    })
}

/// What stands in an error, for Paynet's people.
pub(super) fn message(code: i64) -> &'static str {
    match code {
        code::NOT_POST => "The method is not POST",
        code::NOT_JSON => "Parse error",
        code::NOT_RPC => "Invalid request",
        code::NO_METHOD => "Method not found",
        code::NO_PARAMS => "Invalid params",
        code::FAILED => "System error",
        code::SPENT => "The payment cannot be cancelled",
        code::EXISTS => "The transaction exists already",
        code::CANCELLED => "The transaction is cancelled already",
        code::UNKNOWN => "The transaction is not found",
        code::NO_ORDER => "No such invoice can be paid",
        code::NO_SERVICE => "The service is not found",
        code::MISSING => "A required parameter is missing",
        code::NO_LOGIN => "Wrong login or password",
        code::OTHER_SUM => "Wrong amount",
        code::NO_DATE => "Wrong date",
        _ => "Refused",
    }
}
