//! Checkout links: base64 of `key=value` pairs joined by `;`.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What a checkout link asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    /// `m`, the cash desk.
    pub desk: String,
    /// `ac.FIELD`, the order.
    pub account: String,
    /// `a`, in tiyin.
    pub amount: i64,
    /// `l`, the language of the form.
    pub language: Option<String>,
    /// `c`, where the payer goes afterwards.
    pub return_url: Option<String>,
    /// `ct`, how long the payer sees the receipt before.
    pub wait_ms: Option<u64>,
}

/// Reads a link under one of the base addresses. `fields` gives the account
/// field of each desk.
pub(super) fn read(
    link: &str,
    bases: &[&str],
    fields: &BTreeMap<String, String>,
) -> Result<Checkout, String> {
    let code = bases.iter().find_map(|base| link.strip_prefix(base));
    let code = code.ok_or_else(|| format!("{link} is not an address of the checkout"))?;
    let text = STANDARD
        .decode(code)
        .map_err(|error| format!("not base64 of the standard alphabet with padding: {error}"))?;
    let text = String::from_utf8(text).map_err(|_| "not UTF-8 inside")?;
    let mut pairs = BTreeMap::new();
    for pair in text.split(';') {
        let (key, value) = pair
            .split_once('=')
            .ok_or_else(|| format!("{pair:?} is not key=value; a value must not contain ;"))?;
        if value.is_empty() || pairs.insert(key, value).is_some() {
            return Err(format!("{key} is empty or given twice"));
        }
    }
    let desk = pairs.remove("m").ok_or("m is missing")?;
    let field = fields.get(desk);
    let field = field.ok_or_else(|| format!("m={desk}: no such cash desk"))?;
    let account_key = format!("ac.{field}");
    let account = pairs.remove(account_key.as_str());
    let account = account.ok_or_else(|| format!("{account_key} is missing"))?;
    let amount = pairs.remove("a").ok_or("a is missing")?;
    let checkout = Checkout {
        desk: desk.to_owned(),
        account: account.to_owned(),
        amount: whole(amount)
            .and_then(|amount| i64::try_from(amount).ok())
            .filter(|amount| *amount > 0)
            .ok_or_else(|| format!("a={amount} is not a whole number of tiyin above 0"))?,
        language: optional(&mut pairs, "l", |it| ["ru", "uz", "en"].contains(&it))?,
        return_url: optional(&mut pairs, "c", is_address)?,
        wait_ms: optional(&mut pairs, "ct", |it| whole(it).is_some())?
            .as_deref()
            .and_then(whole),
    };
    match pairs.keys().next() {
        Some(key) => Err(format!("the key {key} is unknown")),
        None => Ok(checkout),
    }
}

fn optional(
    pairs: &mut BTreeMap<&str, &str>,
    key: &str,
    is_good: impl Fn(&str) -> bool,
) -> Result<Option<String>, String> {
    match pairs.remove(key) {
        Some(value) if !is_good(value) => Err(format!("{key}={value} is not allowed")),
        value => Ok(value.map(str::to_owned)),
    }
}

fn is_address(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "https" | "http"))
}

/// Digits without a sign and without needless zeros.
fn whole(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = is_plain && (text == "0" || !text.starts_with('0'));
    is_plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://checkout.paycom.uz/";
    const DESK: &str = "6531a0c7f2d94b18e05c7731";

    fn open(link: &str) -> Result<Checkout, String> {
        let fields = BTreeMap::from([(DESK.to_owned(), "invoice".to_owned())]);
        read(link, &[BASE], &fields)
    }

    fn coded(text: &str) -> Result<Checkout, String> {
        open(&format!("{BASE}{}", STANDARD.encode(text)))
    }

    #[test]
    fn the_worked_example_is_read() {
        let path = "bT02NTMxYTBjN2YyZDk0YjE4ZTA1Yzc3MzE7YWMuaW52b2ljZT1pbnYtMjAyNi0wMDA0MTc7YT0zMDAwMDAwMDA7bD11ejtjPWh0dHBzOi8vdC5tZS9leGFtcGxlX2JvdDtjdD0xNTAwMA==";
        let checkout = open(&format!("{BASE}{path}")).expect("the vendor's own form");
        assert_eq!(
            checkout,
            Checkout {
                desk: DESK.to_owned(),
                account: "inv-2026-000417".to_owned(),
                amount: 300_000_000,
                language: Some("uz".to_owned()),
                return_url: Some("https://t.me/example_bot".to_owned()),
                wait_ms: Some(15_000),
            }
        );
        let bare = open(&format!("{BASE}{}", path.trim_end_matches('=')));
        assert!(bare.expect_err("no padding").contains("base64"));
        let elsewhere = open(&format!("https://example.com/{path}"));
        assert!(
            elsewhere
                .expect_err("a stranger")
                .contains("not an address")
        );
    }

    #[test]
    fn only_what_is_mandatory_must_be_there() {
        let shortest = coded(&format!("m={DESK};ac.invoice=7;a=100")).expect("enough");
        assert_eq!((shortest.amount, shortest.language), (100, None));
        let with_query = coded(&format!("m={DESK};ac.invoice=7;a=100;c=https://a.uz/?b=1"));
        let address = with_query.expect("an = in a value").return_url;
        assert_eq!(address.as_deref(), Some("https://a.uz/?b=1"));
    }

    #[test]
    fn whatever_is_off_is_refused() {
        for (text, why) in [
            ("ac.invoice=7;a=100".to_owned(), "m is missing"),
            ("m=other;ac.invoice=7;a=100".to_owned(), "no such cash desk"),
            (format!("m={DESK};a=100"), "ac.invoice is missing"),
            (
                format!("m={DESK};ac.order=7;a=100"),
                "ac.invoice is missing",
            ),
            (format!("m={DESK};ac.invoice=7"), "a is missing"),
            (format!("m={DESK};ac.invoice=7;a=0"), "above 0"),
            (format!("m={DESK};ac.invoice=7;a=100.00"), "whole number"),
            (format!("m={DESK};ac.invoice=7;a=+100"), "whole number"),
            (format!("m={DESK};ac.invoice=7;a=100;l=de"), "l=de"),
            (format!("m={DESK};ac.invoice=7;a=100;c=bot"), "c=bot"),
            (format!("m={DESK};ac.invoice=7;a=100;ct=15s"), "ct=15s"),
            (format!("m={DESK};ac.invoice=7;a=100;x=1"), "x is unknown"),
            (format!("m={DESK};ac.invoice=7;a=1;a=2"), "given twice"),
            (format!("m={DESK};ac.invoice=a;b;a=1"), "must not contain ;"),
            (format!("m={DESK};ac.invoice=7;a=100;"), "not key=value"),
        ] {
            let refused = coded(&text).expect_err(&text);
            assert!(refused.contains(why), "{text}: {refused}");
        }
    }
}
