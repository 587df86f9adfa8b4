//! Which encoding a text file is in.
//!
//! A byte order mark decides first, then the pattern of UTF-16, then whether
//! the bytes are UTF-8; only then a detector guesses. Its guess is bounded to
//! what sellers here really send, because on short lists it also answers with
//! Asian encodings.

use std::str;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, KOI8_R, KOI8_U, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1254, X_MAC_CYRILLIC,
};

/// The text of the bytes, in whatever encoding they are.
pub(crate) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark_bytes..]);
        return text.into_owned();
    }
    let (text, _) = detect(bytes).decode_without_bom_handling(bytes);
    text.into_owned()
}

/// Whether the bytes are a text at all.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    if let Some((encoding, _)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        return true;
    }
    if utf16_without_mark(bytes).is_some() {
        return true;
    }
    if bytes.contains(&0) {
        return false;
    }
    let is_control =
        |byte: &u8| (*byte < 0x20 && !b"\t\n\r\x0b\x0c\x1a\x1b".contains(byte)) || *byte == 0x7f;
    let controls = bytes.iter().filter(|byte| is_control(byte)).count();
    controls * 100 <= bytes.len()
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some(utf16) = utf16_without_mark(bytes) {
        return utf16;
    }
    if str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    if [UTF_8, WINDOWS_1251, IBM866, KOI8_R, KOI8_U, X_MAC_CYRILLIC].contains(&guess) {
        return guess;
    }
    let is_latin = [WINDOWS_1250, WINDOWS_1252, WINDOWS_1254].contains(&guess);
    if is_latin && !is_mostly_cyrillic(bytes) {
        return guess;
    }
    WINDOWS_1251
}

/// Whether most letters would be Cyrillic in windows-1251: then a guess of a
/// Western encoding would turn whole words into accented letters.
fn is_mostly_cyrillic(bytes: &[u8]) -> bool {
    let latin = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    let cyrillic = bytes.iter().filter(|b| **b >= 0xC0).count();
    cyrillic > latin
}

/// UTF-16 by its pattern: every second byte is the high half of a Latin or
/// Cyrillic letter.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE_BYTES: usize = 8 * 1024;
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES) & !1];
    let units = sample.len() / 2;
    if units < 2 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let fits = |high_at: usize| {
        let highs = sample.iter().skip(high_at).step_by(2);
        let scripts = highs.filter(|b| matches!(b, 0x00 | 0x04)).count();
        let lows = sample.iter().skip(1 - high_at).step_by(2);
        let written = lows
            .filter(|b| **b >= 0x10 || b"\t\r\n".contains(b))
            .count();
        scripts * 10 >= units * 9 && written * 10 >= units * 7
    };
    match (fits(0), fits(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        (true, true) | (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRICES: &str = "Наименование;Цена\nФутболка мужская;50000\nКроссовки;320000\n";

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn utf8_with_and_without_a_mark_reads_the_same() {
        let text = "Oʻzbekcha narxlar, ўзбекча";
        assert_eq!(decode(text.as_bytes()), text);
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes()), text);
    }

    #[test]
    fn utf16_is_seen_by_its_pattern() {
        for text in [PRICES, "Name;Price\nShirt;50000\n"] {
            for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
                let bytes = utf16(text, to_bytes);
                assert!(is_text(&bytes));
                assert_eq!(decode(&bytes), text);
                assert_eq!(decode(&utf16(&format!("\u{feff}{text}"), to_bytes)), text);
            }
        }
    }

    #[test]
    fn cyrillic_code_pages_are_told_apart() {
        for encoding in [WINDOWS_1251, KOI8_R, KOI8_U] {
            let (bytes, _, _) = encoding.encode(PRICES);
            assert_eq!(decode(&bytes), PRICES, "{}", encoding.name());
        }
        assert_eq!(decode(&ibm866(PRICES)), PRICES);
    }

    /// The code page of DOS and of old accounting programs.
    fn ibm866(text: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        for c in text.chars() {
            let mut pair = [0; 2];
            let known = (0..=u8::MAX).find(|byte| {
                let (decoded, _) = IBM866.decode_without_bom_handling(std::slice::from_ref(byte));
                *decoded == *c.encode_utf8(&mut pair)
            });
            bytes.push(known.unwrap());
        }
        bytes
    }

    #[test]
    fn a_short_cyrillic_list_is_not_taken_for_accented_latin() {
        let text = "Чой;5000";
        let (bytes, _, _) = WINDOWS_1251.encode(text);
        assert_eq!(decode(&bytes), text);
    }

    #[test]
    fn accents_in_a_latin_text_survive() {
        let text = "The café serves crème brûlée and piñata cakes every Sunday";
        let (bytes, _, _) = WINDOWS_1252.encode(text);
        assert_eq!(decode(&bytes), text);
    }

    #[test]
    fn bytes_with_zeros_are_no_text() {
        assert!(!is_text(
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0"
        ));
        assert!(!is_text(b"abc\0def\0"));
        assert!(is_text("Салом".as_bytes()));
    }
}
