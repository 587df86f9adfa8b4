//! The letters of pictures and papers; where they come from stands beside them.

/// Regular.
pub(crate) const TEXT: &[u8] = include_bytes!("../assets/text.ttf");
/// Bold.
pub(crate) const BOLD: &[u8] = include_bytes!("../assets/text-bold.ttf");

/// Whether both have a sign.
pub(crate) fn has(sign: char) -> bool {
    matches!(sign,
        ' '..='~' | '\u{a0}'..='\u{ff}' | '\u{110}' | '\u{111}' | '\u{11e}' | '\u{11f}' | '\u{130}' | '\u{131}'
        | '\u{15e}' | '\u{15f}' | '\u{2bb}' | '\u{2bc}' | '\u{400}'..='\u{45f}' | '\u{490}'..='\u{493}'
        | '\u{49a}' | '\u{49b}' | '\u{4b2}' | '\u{4b3}' | '\u{4ae}'..='\u{4b1}' | '\u{2010}'..='\u{2015}'
        | '\u{2018}'..='\u{201e}' | '\u{2022}' | '\u{2026}' | '\u{2116}' | '\u{20ac}' | '\u{2212}')
}
