//! Payment links: what the form of Click is opened with.

use std::collections::BTreeMap;

/// What a payment link asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClickCheckout {
    /// `service_id`
    pub service_id: i64,
    /// `transaction_param`, the order.
    pub order: String,
    /// `amount` in so'm, with two decimals.
    pub amount: String,
    /// `return_url`, where the payer goes afterwards.
    pub return_url: Option<String>,
    /// `card_type`
    pub card_type: Option<String>,
}

/// Reads a link under one of the base addresses. `merchants` gives the
/// merchant of each service.
pub(super) fn read(
    link: &str,
    bases: &[&str],
    merchants: &BTreeMap<i64, i64>,
) -> Result<ClickCheckout, String> {
    let query = bases.iter().find_map(|base| link.strip_prefix(base));
    let query = query.and_then(|rest| rest.strip_prefix('?'));
    let query = query.ok_or_else(|| format!("{link} is not an address of the form"))?;
    let mut pairs = pairs(query)?;
    let mut must = |name: &str| {
        let value = pairs.remove(name);
        value.ok_or_else(|| format!("{name} is missing"))
    };
    let service: String = must("service_id")?;
    let merchant = must("merchant_id")?;
    let amount = must("amount")?;
    let order = must("transaction_param")?;
    let known = service.parse().ok().and_then(|id: i64| {
        let merchant = merchants.get(&id)?;
        Some((id, merchant.to_string()))
    });
    let (service_id, right) = known.ok_or_else(|| format!("there is no service {service}"))?;
    if merchant != right {
        return Err(format!("merchant_id={merchant} is not of this service"));
    }
    if !has_two_decimals(&amount) {
        return Err(format!(
            "amount={amount} has not two decimals or is nothing"
        ));
    }
    // Who pays is known to Click itself; the parameter changes nothing here.
    pairs.remove("merchant_user_id");
    let return_url = pairs.remove("return_url");
    if let Some(address) = &return_url
        && url::Url::parse(address).is_err()
    {
        return Err(format!("return_url={address} is no address"));
    }
    let card_type = pairs.remove("card_type");
    if let Some(card) = &card_type
        && !["uzcard", "humo"].contains(&card.as_str())
    {
        return Err(format!("card_type={card} is unknown"));
    }
    match pairs.keys().next() {
        Some(name) => Err(format!("the parameter {name} is unknown")),
        None => Ok(ClickCheckout {
            service_id,
            order,
            amount,
            return_url,
            card_type,
        }),
    }
}

/// The parameters, each of which stands there once and says something.
fn pairs(query: &str) -> Result<BTreeMap<String, String>, String> {
    let mut pairs = BTreeMap::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if value.is_empty() || pairs.contains_key(name.as_ref()) {
            return Err(format!("{name} is empty or given twice"));
        }
        pairs.insert(name.into_owned(), value.into_owned());
    }
    Ok(pairs)
}

/// `N.NN` above nothing, without needless zeros in front.
fn has_two_decimals(amount: &str) -> bool {
    let Some((whole, part)) = amount.split_once('.') else {
        return false;
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = whole == "0" || !(whole.is_empty() || whole.starts_with('0'));
    let is_nothing = amount.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    is_plain && are_digits(whole) && part.len() == 2 && are_digits(part) && !is_nothing
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://my.click.uz/services/pay/";

    fn open(query: &str) -> Result<ClickCheckout, String> {
        let merchants = BTreeMap::from([(83_017, 11_204)]);
        read(&format!("{BASE}{query}"), &[BASE], &merchants)
    }

    #[test]
    fn a_whole_link_is_read() {
        let link = "?service_id=83017&merchant_id=11204&amount=3000000.00&transaction_param=inv-2026-000417&return_url=https%3A%2F%2Ft.me%2Fexample_bot&card_type=humo";
        let checkout = open(link).expect("the vendor's own form");
        assert_eq!(
            checkout,
            ClickCheckout {
                service_id: 83_017,
                order: "inv-2026-000417".to_owned(),
                amount: "3000000.00".to_owned(),
                return_url: Some("https://t.me/example_bot".to_owned()),
                card_type: Some("humo".to_owned()),
            }
        );
    }

    #[test]
    fn whatever_is_off_is_refused() {
        let good = "?service_id=83017&merchant_id=11204&amount=10.50&transaction_param=7";
        open(good).expect("enough");
        for (from, to, why) in [
            ("?", "", "not an address"),
            ("service_id=83017&", "", "service_id is missing"),
            ("83017", "83018", "no service 83018"),
            ("11204", "11205", "not of this service"),
            ("&amount=10.50", "", "amount is missing"),
            ("10.50", "10.5", "two decimals"),
            ("10.50", "10", "two decimals"),
            ("10.50", "0.00", "two decimals"),
            ("10.50", "010.50", "two decimals"),
            ("10.50", "-10.50", "two decimals"),
            ("&transaction_param=7", "", "transaction_param is missing"),
            ("param=7", "param=", "empty or given twice"),
            ("param=7", "param=7&amount=1.00", "empty or given twice"),
            ("param=7", "param=7&return_url=bot", "no address"),
            ("param=7", "param=7&card_type=visa", "card_type=visa"),
            ("param=7", "param=7&lang=uz", "lang is unknown"),
        ] {
            let link = good.replace(from, to);
            let refused = open(&link).expect_err(&link);
            assert!(refused.contains(why), "{link}: {refused}");
        }
    }
}
