//! Currencies and their smallest units.
//!
//! Source: <https://docs.stripe.com/currencies>.

use super::failure::Failure;

const SUPPORTED: &[&str] = &[
    "usd", "aed", "afn", "all", "amd", "ang", "aoa", "ars", "aud", "awg", "azn", "bam", "bbd",
    "bdt", "bgn", "bhd", "bif", "bmd", "bnd", "bob", "brl", "bsd", "bwp", "byn", "bzd", "cad",
    "cdf", "chf", "clp", "cny", "cop", "crc", "cve", "czk", "djf", "dkk", "dop", "dzd", "egp",
    "etb", "eur", "fjd", "fkp", "gbp", "gel", "gip", "gmd", "gnf", "gtq", "gyd", "hkd", "hnl",
    "htg", "huf", "idr", "ils", "inr", "isk", "jmd", "jod", "jpy", "kes", "kgs", "khr", "kmf",
    "krw", "kwd", "kyd", "kzt", "lak", "lbp", "lkr", "lrd", "lsl", "mad", "mdl", "mga", "mkd",
    "mmk", "mnt", "mop", "mur", "mvr", "mwk", "mxn", "myr", "mzn", "nad", "ngn", "nio", "nok",
    "npr", "nzd", "omr", "pab", "pen", "pgk", "php", "pkr", "pln", "pyg", "qar", "ron", "rsd",
    "rub", "rwf", "sar", "sbd", "scr", "sek", "sgd", "shp", "sle", "sos", "srd", "std", "szl",
    "thb", "tjs", "tnd", "top", "try", "ttd", "twd", "tzs", "uah", "ugx", "uyu", "uzs", "vnd",
    "vuv", "wst", "xaf", "xcd", "xof", "xpf", "yer", "zar", "zmw",
];

/// "The charge and the amount are the same, without requiring multiplication."
const ZERO_DECIMAL: &[&str] = &[
    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf",
    "xof", "xpf",
];

/// "These API calls require the least-significant (last) digit to be 0."
const THREE_DECIMAL: &[&str] = &["bhd", "jod", "kwd", "omr", "tnd"];

/// Without decimals in life, but given with two, which are zeros.
const WITH_IDLE_DECIMALS: &[&str] = &["isk", "ugx"];

/// "The minimum amount is $0.50 US or equivalent in charge currency." Those
/// without a line in Stripe's table are converted, here at a rate of one year.
const MINIMA: &[(&str, i64)] = &[
    ("usd", 50),
    ("eur", 50),
    ("gbp", 30),
    ("jpy", 50),
    ("aed", 200),
    ("chf", 50),
    ("huf", 17_500),
    ("kzt", 26_000),
    ("rub", 4_500),
    ("uzs", 610_000),
];

/// "The amount value supports up to eight digits"; "up to twelve digits for
/// IDR". So a price in UZS ends at 999,999.99 so'm.
const MOST: i64 = 99_999_999;
const MOST_IDR: i64 = 999_999_999_999;

const SYMBOLS: &[(&str, &str)] = &[("usd", "$"), ("eur", "€"), ("gbp", "£"), ("jpy", "¥")];

pub(super) fn check_currency(currency: &str) -> Result<(), Failure> {
    if SUPPORTED.contains(&currency) {
        return Ok(());
    }
    let known = SUPPORTED.join(", ");
    let why = format!(
        "Invalid currency: {currency}. Stripe currently supports these currencies: {known}"
    );
    Err(Failure::invalid(&why).with_param("line_items[0][price_data][currency]"))
}

/// What a Checkout Session may come to.
pub(super) fn check_total(total: i64, currency: &str) -> Result<(), Failure> {
    let found = MINIMA.iter().find(|(known, _)| *known == currency);
    let least = found.map_or(50, |(_, least)| *least);
    if total < least {
        let least = shown(least, currency);
        let why = format!(
            "The Checkout Session's total amount due must add up to at least {least} {currency}"
        );
        return Err(Failure::invalid(&why).with_code("amount_too_small"));
    }
    let most = if currency == "idr" { MOST_IDR } else { MOST };
    if total > most {
        let most = shown(most, currency);
        let why = format!("Amount must be no more than {most}");
        return Err(Failure::invalid(&why).with_code("amount_too_large"));
    }
    let step = match currency {
        currency if THREE_DECIMAL.contains(&currency) => 10,
        currency if WITH_IDLE_DECIMALS.contains(&currency) => 100,
        _ => 1,
    };
    if total % step != 0 {
        let why = format!("Invalid amount: {total} {currency} must be divisible by {step}");
        return Err(Failure::invalid(&why));
    }
    Ok(())
}

/// How many of the digits stand behind the point.
pub(super) fn decimals(currency: &str) -> u32 {
    match currency {
        currency if ZERO_DECIMAL.contains(&currency) => 0,
        currency if THREE_DECIMAL.contains(&currency) => 3,
        _ => 2,
    }
}

/// The amount as people read it: `$20.00`, `UZS 450000.00`.
pub(super) fn shown(amount: i64, currency: &str) -> String {
    let found = SYMBOLS.iter().find(|(known, _)| *known == currency);
    let symbol = found.map_or_else(
        || format!("{} ", currency.to_uppercase()),
        |(_, symbol)| (*symbol).to_owned(),
    );
    let digits = decimals(currency) as usize;
    if digits == 0 {
        return format!("{symbol}{amount}");
    }
    let unit = 10_i64.pow(decimals(currency));
    let (whole, part) = (amount / unit, amount % unit);
    format!("{symbol}{whole}.{part:0digits$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_whole_numbers_of_the_smallest_unit() {
        for (amount, currency, right) in [
            (2_000, "usd", "$20.00"),
            (500, "jpy", "¥500"),
            (45_000_000, "uzs", "UZS 450000.00"),
            (5_120, "kwd", "KWD 5.120"),
            (5, "eur", "€0.05"),
        ] {
            assert_eq!(shown(amount, currency), right);
        }
    }

    #[test]
    fn totals_have_limits() {
        for (total, currency, may) in [
            (50, "usd", true),
            (49, "usd", false),
            (99_999_999, "usd", true),
            (100_000_000, "usd", false),
            // The plan of 450,000 so'm, and the one of 3,000,000.
            (45_000_000, "uzs", true),
            (300_000_000, "uzs", false),
            (100_000_000, "idr", true),
            (50, "jpy", true),
            (5_124, "kwd", false),
            (5_120, "kwd", true),
            (550, "isk", false),
        ] {
            let checked = check_total(total, currency);
            assert_eq!(checked.is_ok(), may, "{total} {currency}");
        }
        assert!(check_currency("uzs").is_ok() && check_currency("UZS").is_err());
    }
}
