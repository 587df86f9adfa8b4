//! What a single character is: which alphabet, which sort of sign.

/// Every sign that people type where Uzbek spelling wants ‘ or ’.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`'
            | '\u{00b4}'
            | '\u{02b9}'
            | '\u{02bb}'
            | '\u{02bc}'
            | '\u{02bd}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201b}'
            | '\u{2032}'
            | '\u{ff07}'
    )
}

/// A letter of the Cyrillic alphabet, the four extra Uzbek ones included.
pub(crate) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{0400}'..='\u{052f}')
}

/// A letter of any alphabet.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'А'..='я') || (!c.is_ascii() && c.is_alphabetic())
}

/// A letter of the Latin alphabet, accented ones included.
pub(crate) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{00c0}'..='\u{024f}' if c != '\u{00d7}' && c != '\u{00f7}')
}

/// A sign that only changes the letter before it, as in decomposed й.
pub(crate) fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}

/// The lower-case letter; characters that lower to several keep the first.
pub(crate) fn lower(c: char) -> char {
    match c {
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        // The tables of all alphabets are slow beside the one that we meet.
        'а'..='я' => c,
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20).unwrap_or(c),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}
