//! Numbers of lists as they are written: 3, c, C, iii, III, в, В.

/// Word leaves out ё, й, ъ, ы and ь.
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
const ROMAN: [(u32, &str); 13] = [
    (1_000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// A number in a format by its name in the file; figures where it is unknown.
pub(super) fn numeral(format: &str, number: u32) -> String {
    match format {
        "lowerLetter" => lettered(LATIN, number),
        "upperLetter" => lettered(LATIN, number).to_uppercase(),
        "russianLower" => lettered(RUSSIAN, number),
        "russianUpper" => lettered(RUSSIAN, number).to_uppercase(),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// After the last letter come doubled ones: z, aa, bb.
fn lettered(letters: &str, number: u32) -> String {
    const MOST_REPEATS: usize = 10;
    let count = letters.chars().count();
    let Some(at) = (number as usize).checked_sub(1) else {
        return number.to_string();
    };
    let repeats = at / count + 1;
    match letters.chars().nth(at % count) {
        Some(letter) if repeats <= MOST_REPEATS => letter.to_string().repeat(repeats),
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    const MOST: u32 = 3_999;
    if !(1..=MOST).contains(&number) {
        return number.to_string();
    }
    let mut left = number;
    let mut text = String::new();
    for (value, sign) in ROMAN {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_counts_as_word_does() {
        let counted = |format: &str, numbers: &[u32]| {
            let written = numbers.iter().map(|number| numeral(format, *number));
            written.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(counted("decimal", &[1, 12]), "1 12");
        assert_eq!(counted("decimalZero", &[1, 12]), "01 12");
        assert_eq!(counted("lowerLetter", &[1, 26, 27, 28]), "a z aa bb");
        assert_eq!(counted("upperLetter", &[2]), "B");
        assert_eq!(
            counted("lowerRoman", &[1, 4, 9, 14, 1994]),
            "i iv ix xiv mcmxciv"
        );
        assert_eq!(counted("upperRoman", &[3]), "III");
        assert_eq!(
            counted("russianLower", &[1, 2, 9, 10, 28, 29]),
            "а б и к я аа"
        );
        assert_eq!(counted("russianUpper", &[4]), "Г");
        assert_eq!(counted("lowerLetter", &[0, 1_000_000]), "0 1000000");
    }
}
