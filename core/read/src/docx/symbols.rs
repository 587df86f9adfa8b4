//! Letters of symbol fonts, which stand at private places of Unicode.

/// What a code of a font shows; nothing when it is unknown, because a box
/// tells a reader nothing.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    let font = font.trim().to_lowercase();
    let runs = match font.as_str() {
        "symbol" => SYMBOL,
        "wingdings" => WINGDINGS,
        "wingdings 2" => WINGDINGS_2,
        "wingdings 3" => WINGDINGS_3,
        "webdings" => WEBDINGS,
        _ if is_private(code) => return None,
        _ => return char::from_u32(code),
    };
    if code > 0xFF && !is_private(code) {
        return char::from_u32(code);
    }
    let low = code & 0xFF;
    let mut found = runs.iter().filter_map(|(first, signs)| {
        let at = low.checked_sub(*first)? as usize;
        signs.chars().nth(at)
    });
    // Figures and signs of ASCII are themselves in Symbol, and only there.
    let is_plain = font == "symbol" && (0x20..0x7F).contains(&low);
    let plain = || char::from_u32(low).filter(|c| is_plain && !c.is_alphabetic());
    found.next().or_else(plain)
}

/// Whether a code has no meaning outside its font.
pub(super) fn is_private(code: u32) -> bool {
    (0xE000..=0xF8FF).contains(&code)
}

/// Signs of codes that follow one another, from the first.
const SYMBOL: &[(u32, &str)] = &[
    (0x22, "∀"),
    (0x24, "∃"),
    (0x27, "∋"),
    (0x2A, "∗"),
    (0x2D, "−"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"),
    (0x5C, "∴"),
    (0x5E, "⊥"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"),
    (0x7E, "∼"),
    (0xA0, "€"),
    (0xA2, "′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xC5, "⊕∅∩∪"),
    (0xCE, "∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊"),
    (0xE2, "®©™∑"),
    (0xF2, "∫"),
];

const WINGDINGS: &[(u32, &str)] = &[
    (0x21, "✏✂✁"),
    (0x28, "☎✆✉"),
    (0x36, "⌛"),
    (0x3E, "✇✍"),
    (0x45, "☜☞☝☟"),
    (0x4A, "☺"),
    (0x4C, "☹"),
    (0x52, "☼"),
    (0x54, "❄"),
    (0x6C, "●"),
    (0x6E, "■□□❑❒⬧⧫◆❖⬥"),
    (0x9F, "•"),
    (0xA1, "○"),
    (0xA4, "◉"),
    (0xA7, "▪◻"),
    (0xAA, "✦★✶"),
    (0xB2, "⟡"),
    (0xD8, "➢"),
    (0xDC, "➲"),
    (0xDF, "←→↑↓"),
    (0xE8, "➔"),
    (0xEF, "⇦⇨⇧⇩⬄"),
    (0xFB, "✗✓☒☑"),
];

const WINGDINGS_2: &[(u32, &str)] = &[
    (0x27, "☎"),
    (0x4F, "✗✓☒☑☒☒"),
    (0x97, "●"),
    (0xA2, "■□"),
    (0xE2, "★"),
];

const WINGDINGS_3: &[(u32, &str)] = &[(0x66, "←→↑↓↖↗↙↘"), (0x70, "▲▼"), (0x75, "▶"), (0x7D, "▶")];

const WEBDINGS: &[(u32, &str)] = &[
    (0x34, "▶"),
    (0x59, "♥"),
    (0x61, "✓"),
    (0x63, "□"),
    (0x67, "■"),
    (0x72, "✗"),
    (0xC8, "✆☎"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_symbol_fonts_become_what_they_show() {
        assert_eq!(symbol("Wingdings", 0xF0FC), Some('✓'));
        assert_eq!(symbol("WINGDINGS", 0xFB), Some('✗'));
        assert_eq!(symbol("Symbol", 0xF0B1), Some('±'));
        assert_eq!(symbol("Symbol", 0xF035), Some('5'));
        assert_eq!(symbol("Times New Roman", 0x2713), Some('✓'));
        assert_eq!(symbol("Wingdings", 0x2713), Some('✓'));
    }

    #[test]
    fn unknown_private_letters_are_nothing() {
        assert_eq!(symbol("Wingdings", 0xF001), None);
        assert_eq!(symbol("FontAwesome", 0xF0FC), None);
        assert_eq!(symbol("Arial", 0xD800), None);
    }
}
