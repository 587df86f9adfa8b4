//! Payment links: what Paynet's app is opened with.

use std::collections::BTreeMap;

use crate::common::query::{none_left, parameters, take, tiyin};

/// What a payment link asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaynetCheckout {
    /// The service of the merchant `m`.
    pub service_id: i64,
    /// `c`, the order.
    pub order: String,
    /// `a` in tiyin.
    pub amount: i64,
}

/// Reads a link under one of the base addresses. `merchants` gives the service
/// of each merchant.
pub(super) fn read(
    link: &str,
    bases: &[&str],
    merchants: &BTreeMap<String, i64>,
) -> Result<PaynetCheckout, String> {
    let mut pairs = parameters(link, bases)?;
    let merchant = take(&mut pairs, "m")?;
    let service_id = merchants.get(&merchant).copied();
    let service_id = service_id.ok_or_else(|| format!("m={merchant}: no such merchant"))?;
    let order = take(&mut pairs, "c")?;
    // Without it the payer would be asked for a sum, which no invoice wants.
    let amount = tiyin("a", &take(&mut pairs, "a")?)?;
    none_left(&pairs)?;
    Ok(PaynetCheckout {
        service_id,
        order,
        amount,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://app.paynet.uz/";

    fn open(query: &str) -> Result<PaynetCheckout, String> {
        let merchants = BTreeMap::from([("4590".to_owned(), 17)]);
        read(&format!("{BASE}{query}"), &[BASE], &merchants)
    }

    #[test]
    fn a_whole_link_is_read() {
        let checkout = open("?m=4590&c=inv-2026-000417&a=30000000000").expect("the usual form");
        assert_eq!(
            checkout,
            PaynetCheckout {
                service_id: 17,
                order: "inv-2026-000417".to_owned(),
                amount: 30_000_000_000,
            }
        );
    }

    #[test]
    fn whatever_is_off_is_refused() {
        let good = "?m=4590&c=7&a=1050";
        open(good).expect("enough");
        for (from, to, why) in [
            ("?", "", "not an address"),
            ("m=4590&", "", "m is missing"),
            ("4590", "4591", "no such merchant"),
            ("&c=7", "", "c is missing"),
            ("c=7", "c=", "empty or given twice"),
            ("&a=1050", "", "a is missing"),
            ("1050", "10.50", "whole number"),
            ("1050", "0", "whole number"),
            ("1050", "1050&a=1", "empty or given twice"),
            ("1050", "1050&i=1", "i is unknown"),
        ] {
            let link = good.replace(from, to);
            let refused = open(&link).expect_err(&link);
            assert!(refused.contains(why), "{link}: {refused}");
        }
    }
}
