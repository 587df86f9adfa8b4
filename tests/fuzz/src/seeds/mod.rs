//! Inputs to begin with: one of each sort, as small as they can be.

mod files;
mod letters;
mod messengers;
mod payments;
mod telegram;
mod texts;
mod vendors;

/// A seed: the target, a name, the input.
pub type Seed = (&'static str, &'static str, Vec<u8>);

/// Every seed.
pub fn all() -> Vec<Seed> {
    [
        telegram::seeds(),
        vendors::seeds(),
        texts::seeds(),
        files::seeds(),
        payments::seeds(),
        letters::seeds(),
        messengers::seeds(),
    ]
    .concat()
}

/// The name of a seed and its values.
type Values<'a> = (&'static str, &'a [&'a str]);

/// Values of one input, with the byte between them.
fn joined(values: &[&[u8]]) -> Vec<u8> {
    values.join(&crate::input::BETWEEN)
}

/// Texts as the values of one input.
fn lines(target: &'static str, seeds: &[Values<'_>]) -> Vec<Seed> {
    let input = |texts: &[&str]| {
        let values: Vec<&[u8]> = texts.iter().map(|text| text.as_bytes()).collect();
        joined(&values)
    };
    seeds
        .iter()
        .map(|(name, texts)| (target, *name, input(texts)))
        .collect()
}
