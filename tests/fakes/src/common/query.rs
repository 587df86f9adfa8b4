//! The query of a payment link, before a vendor's rules look at it.

use std::collections::BTreeMap;

/// The parameters behind one of the base addresses; each stands there once and
/// says something.
pub(crate) fn parameters(link: &str, bases: &[&str]) -> Result<BTreeMap<String, String>, String> {
    let query = bases.iter().find_map(|base| link.strip_prefix(base));
    let query = query.and_then(|rest| rest.strip_prefix('?'));
    let query = query.ok_or_else(|| format!("{link} is not an address of the form"))?;
    let mut pairs = BTreeMap::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if value.is_empty() || pairs.contains_key(name.as_ref()) {
            return Err(format!("{name} is empty or given twice"));
        }
        pairs.insert(name.into_owned(), value.into_owned());
    }
    Ok(pairs)
}

/// A parameter that must be there.
pub(crate) fn take(pairs: &mut BTreeMap<String, String>, name: &str) -> Result<String, String> {
    pairs
        .remove(name)
        .ok_or_else(|| format!("{name} is missing"))
}

/// Fails when a parameter is left that nobody asked for.
pub(crate) fn none_left(pairs: &BTreeMap<String, String>) -> Result<(), String> {
    match pairs.keys().next() {
        Some(name) => Err(format!("the parameter {name} is unknown")),
        None => Ok(()),
    }
}

/// A whole number of tiyin above nothing, without a sign and needless zeros.
pub(crate) fn tiyin(name: &str, text: &str) -> Result<i64, String> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    let amount = is_plain.then(|| text.parse().ok()).flatten();
    amount.ok_or_else(|| format!("{name}={text} is not a whole number of tiyin above 0"))
}
