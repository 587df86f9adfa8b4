//! Makes the table from the texts that the language model learns from.

use super::{FINGERPRINT_BYTES, TABLE, TABLE_BYTES, signs};
use crate::identify::train::{fingerprint, lines};
use crate::translit::to_cyrillic;

/// A run that the texts have so rarely may be a slip of somebody's pen.
const LEAST: u8 = 2;

/// The table, ready to be written to `table.bin`.
pub fn table() -> Vec<u8> {
    let mut counts = vec![0_u8; TABLE_BYTES * 8];
    let mut count = |text: &str| {
        for word in text.split(|c: char| !(c.is_alphabetic() || crate::script::is_apostrophe(c))) {
            let Some((alphabet, signs)) = signs(word) else {
                continue;
            };
            for run in signs.windows(3) {
                let count = &mut counts[alphabet.bit(run)];
                *count = count.saturating_add(1);
            }
        }
    };
    for line in lines() {
        count(line);
        // Uzbek is written in both; of the others the change makes no words.
        if crate::identify(line).label == crate::Label::UzLatn {
            count(&to_cyrillic(line));
        }
    }
    let mut table = vec![0_u8; TABLE_BYTES];
    table[..FINGERPRINT_BYTES].copy_from_slice(&fingerprint().to_le_bytes());
    for (bit, count) in counts.into_iter().enumerate() {
        if count >= LEAST {
            table[bit / 8] |= 1 << (bit % 8);
        }
    }
    table
}

/// Whether the table in the source was made from the texts as they are.
pub fn is_current() -> bool {
    TABLE.first_chunk() == Some(&fingerprint().to_le_bytes())
}
