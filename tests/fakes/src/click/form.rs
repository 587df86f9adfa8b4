//! The forms that Click posts, their signatures, and what is wrong with a form
//! on purpose.

use chrono::{DateTime, FixedOffset};
use md5::{Digest, Md5};

use super::{ClickPayment, ClickService};
use crate::common::hex;

/// Click's clock stands in Tashkent.
const OFFSET_S: i32 = 5 * 3600;

/// A form before it is posted; every field can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClickCall {
    fields: Vec<(String, String)>,
    is_complete: bool,
}

impl ClickCall {
    pub(super) fn prepare(service_id: i64, payment: &ClickPayment, now_ms: i64) -> Self {
        let call = Self {
            fields: Vec::new(),
            is_complete: false,
        };
        call.with("click_trans_id", &payment.trans_id.to_string())
            .with("service_id", &service_id.to_string())
            .with("click_paydoc_id", &payment.paydoc_id.to_string())
            .with("merchant_trans_id", &payment.order)
            .with("amount", &payment.amount)
            .with("action", "0")
            .with("error", "0")
            .with("error_note", "Success")
            .with("sign_time", &sign_time(now_ms))
    }

    pub(super) fn complete(service_id: i64, payment: &ClickPayment, now_ms: i64) -> Self {
        let call = Self::prepare(service_id, payment, now_ms);
        Self {
            is_complete: true,
            ..call.with("action", "1")
        }
    }

    /// The form with another value of a field. The signature is made over what
    /// stands there when it is sent, unless `sign_string` is given too.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// The form without a field.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    /// The value of a field; empty when it is not there.
    pub fn field(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|(known, _)| known == name);
        field.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    pub(super) fn is_complete(&self) -> bool {
        self.is_complete
    }

    pub(super) fn signed(self, secret: &str) -> Self {
        if self.has("sign_string") {
            return self;
        }
        let signature = signature(&self, secret);
        self.with("sign_string", &signature)
    }

    pub(super) fn encoded(&self) -> String {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(&self.fields);
        form.finish()
    }

    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == name)
    }
}

/// The md5 of a form's values as they stand there.
pub fn signature(call: &ClickCall, secret: &str) -> String {
    let prepare_id = match call.field("action") {
        "1" => call.field("merchant_prepare_id"),
        _ => "",
    };
    let text = [
        call.field("click_trans_id"),
        call.field("service_id"),
        secret,
        call.field("merchant_trans_id"),
        prepare_id,
        call.field("amount"),
        call.field("action"),
        call.field("sign_time"),
    ];
    hex(&Md5::digest(text.concat()))
}

fn sign_time(now_ms: i64) -> String {
    at_home(now_ms).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// A moment by the clock in Tashkent.
pub(super) fn at_home(now_ms: i64) -> DateTime<FixedOffset> {
    let offset = FixedOffset::east_opt(OFFSET_S).expect("an offset of hours");
    let utc = DateTime::from_timestamp_millis(now_ms).unwrap_or_default();
    utc.with_timezone(&offset)
}

/// A form as a merchant must understand it.
pub(super) struct Asked {
    /// Nothing when it is no number.
    pub(super) trans_id: Option<i64>,
    pub(super) paydoc_id: i64,
    /// Nothing when it was left out.
    pub(super) order: Option<String>,
    pub(super) kind: Option<Kind>,
    pub(super) prepare_id: Option<i64>,
    /// In tiyin.
    pub(super) amount: Option<i64>,
    pub(super) error: i64,
    /// The errors of which the answer must have one; empty when nothing is
    /// wrong with the form itself.
    pub(super) wrongs: Vec<i64>,
}

/// What a form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Prepare,
    Complete,
}

const FIELDS: [&str; 10] = [
    "click_trans_id",
    "service_id",
    "click_paydoc_id",
    "merchant_trans_id",
    "amount",
    "action",
    "error",
    "error_note",
    "sign_time",
    "sign_string",
];

impl Asked {
    pub(super) fn read(call: &ClickCall, spec: &ClickService) -> Self {
        let int = |name: &str| call.field(name).parse::<i64>().ok();
        let kind = match call.field("action") {
            "0" => Some(Kind::Prepare),
            "1" => Some(Kind::Complete),
            _ => None,
        };
        let order = call.field("merchant_trans_id");
        let mut asked = Self {
            trans_id: int("click_trans_id"),
            paydoc_id: int("click_paydoc_id").unwrap_or_default(),
            order: call.has("merchant_trans_id").then(|| order.to_owned()),
            kind,
            prepare_id: int("merchant_prepare_id"),
            amount: tiyin(call.field("amount")),
            error: int("error").unwrap_or_default(),
            wrongs: Vec::new(),
        };
        let misses_prepare_id = kind == Some(Kind::Complete) && !call.has("merchant_prepare_id");
        let is_short = FIELDS.iter().any(|name| !call.has(name));
        if is_short || misses_prepare_id {
            // Without all values the signature cannot be right either.
            asked.wrongs.extend([-8, -1]);
        }
        if call.field("sign_string") != signature(call, &spec.secret) {
            asked.wrongs.push(-1);
        }
        if kind.is_none() {
            asked.wrongs.push(-3);
        }
        if call.field("service_id") != spec.service_id.to_string() {
            asked.wrongs.extend([-1, -5, -8]);
        }
        if asked.amount.is_none() {
            asked.wrongs.extend([-2, -8]);
        }
        if asked.trans_id.is_none() || int("error").is_none() {
            asked.wrongs.push(-8);
        }
        if kind == Some(Kind::Complete) && asked.prepare_id.is_none() {
            asked.wrongs.extend([-6, -8]);
        }
        asked
    }

    pub(super) fn name(&self) -> &'static str {
        match self.kind {
            Some(Kind::Prepare) => "Prepare",
            Some(Kind::Complete) => "Complete",
            None => "unknown action",
        }
    }
}

/// So'm as decimal text, in tiyin.
fn tiyin(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(part) {
        return None;
    }
    let part = part.trim_end_matches('0');
    let hundredths: i64 = match part.len() {
        0 => 0,
        1 => part.parse::<i64>().ok()? * 10,
        2 => part.parse().ok()?,
        _ => return None,
    };
    whole
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(hundredths)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "kV7pQ2xT9mLc";

    fn worked(amount: &str) -> ClickCall {
        let payment = ClickPayment {
            trans_id: 3_417_206_518,
            paydoc_id: 1,
            order: "inv-2026-000417".to_owned(),
            amount: amount.to_owned(),
        };
        ClickCall::prepare(83_017, &payment, 0).with("sign_time", "2026-11-21 09:05:00")
    }

    #[test]
    fn the_worked_signatures_are_right() {
        for (amount, right) in [
            ("3000000.00", "04f371ab3e83d9d40c9b6b9ffa4d1707"),
            ("3000000", "9b0909f220be5fea4f389b96cc0b5d8c"),
            ("3000000.0", "ac4cc0757d64d0da5eaeef1485b54f20"),
        ] {
            assert_eq!(signature(&worked(amount), SECRET), right, "{amount}");
        }
        let complete = worked("3000000.00")
            .with("action", "1")
            .with("merchant_prepare_id", "90210")
            .with("sign_time", "2026-11-21 09:05:07");
        let right = "9e7a44eb816d89848c3541640604013e";
        assert_eq!(signature(&complete, SECRET), right);
    }

    #[test]
    fn the_clock_of_click_stands_in_tashkent() {
        assert_eq!(sign_time(1_795_251_900_000), "2026-11-21 14:05:00");
    }

    #[test]
    fn amounts_are_read_as_decimals() {
        for (text, right) in [
            ("3000000.00", Some(300_000_000)),
            ("3000000", Some(300_000_000)),
            ("3000000.5", Some(300_000_050)),
            ("0.01", Some(1)),
            ("0.001", None),
            ("1e3", None),
            ("-1", None),
            ("", None),
        ] {
            assert_eq!(tiyin(text), right, "{text}");
        }
    }
}
