//! Payment links: what the form in the app of Uzum Bank is opened with.

use std::collections::BTreeMap;

use crate::common::query::{none_left, parameters, take, tiyin};

/// What a payment link asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UzumCheckout {
    /// `serviceId`
    pub service_id: i64,
    /// The attribute of the service, `order_id` in public libraries.
    pub order: String,
    /// `amount` in tiyin.
    pub amount: i64,
    /// `redirectUrl`, where the payer goes afterwards.
    pub redirect_url: Option<String>,
}

/// Reads a link under one of the base addresses. `fields` gives the attribute
/// of each service.
pub(super) fn read(
    link: &str,
    bases: &[&str],
    fields: &BTreeMap<i64, String>,
) -> Result<UzumCheckout, String> {
    let mut pairs = parameters(link, bases)?;
    let service = take(&mut pairs, "serviceId")?;
    let known = service.parse().ok().and_then(|id: i64| {
        let field = fields.get(&id)?;
        Some((id, field))
    });
    let (service_id, field) = known.ok_or_else(|| format!("there is no service {service}"))?;
    let order = take(&mut pairs, field)?;
    let amount = tiyin("amount", &take(&mut pairs, "amount")?)?;
    let redirect_url = pairs.remove("redirectUrl");
    if let Some(address) = &redirect_url
        && url::Url::parse(address).is_err()
    {
        return Err(format!("redirectUrl={address} is no address"));
    }
    none_left(&pairs)?;
    Ok(UzumCheckout {
        service_id,
        order,
        amount,
        redirect_url,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://www.uzumbank.uz/open-service";

    fn open(query: &str) -> Result<UzumCheckout, String> {
        let fields = BTreeMap::from([(101_202, "order_id".to_owned())]);
        read(&format!("{BASE}{query}"), &[BASE], &fields)
    }

    #[test]
    fn a_whole_link_is_read() {
        let link = "?serviceId=101202&order_id=inv-2026-000417&amount=30000000000&redirectUrl=https%3A%2F%2Ft.me%2Fexample_bot";
        let checkout = open(link).expect("the form of the libraries");
        assert_eq!(
            checkout,
            UzumCheckout {
                service_id: 101_202,
                order: "inv-2026-000417".to_owned(),
                amount: 30_000_000_000,
                redirect_url: Some("https://t.me/example_bot".to_owned()),
            }
        );
    }

    #[test]
    fn whatever_is_off_is_refused() {
        let good = "?serviceId=101202&order_id=7&amount=1050";
        open(good).expect("enough");
        for (from, to, why) in [
            ("?", "", "not an address"),
            ("?", "/?", "not an address"),
            ("serviceId=101202&", "", "serviceId is missing"),
            ("101202", "101203", "no service 101203"),
            ("&order_id=7", "", "order_id is missing"),
            ("order_id=7", "order_id=", "empty or given twice"),
            ("&amount=1050", "", "amount is missing"),
            ("1050", "10.50", "whole number"),
            ("1050", "0", "whole number"),
            ("1050", "01050", "whole number"),
            ("1050", "-1050", "whole number"),
            ("1050", "1050&amount=1", "empty or given twice"),
            ("1050", "1050&redirectUrl=bot", "no address"),
            ("1050", "1050&lang=uz", "lang is unknown"),
        ] {
            let link = good.replace(from, to);
            let refused = open(&link).expect_err(&link);
            assert!(refused.contains(why), "{link}: {refused}");
        }
    }
}
