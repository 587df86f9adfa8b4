//! Phone numbers: what people type, and what we store.

use phonenumber::country;

use crate::Refusal;

/// A country whose numbers are accepted. Adding one is adding a row.
struct Country {
    id: country::Id,
    code: u16,
    national_digits: usize,
    /// Written before a national number by habit, and never part of it.
    trunk_habits: &'static [char],
}

const COUNTRIES: &[Country] = &[Country {
    id: country::UZ,
    code: 998,
    national_digits: 9,
    trunk_habits: &['8', '0'],
}];

/// A valid number of an accepted country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    code: u16,
    national: String,
}

impl Phone {
    /// Reads a number in any spelling.
    ///
    /// # Errors
    /// `phone-two` for two numbers in one text, `phone-foreign` for a valid
    /// number of another country, else `phone-wrong`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let wrong = || Refusal::new("phone-wrong");
        // A letter would be read as a keypad digit: 12O45 became 12645.
        let text: String = text
            .trim()
            .trim_start_matches("tel:")
            .chars()
            .map(ascii_digit)
            .collect();
        if text.chars().any(char::is_alphabetic) || text.chars().filter(|&c| c == '+').count() > 1 {
            return Err(if text.matches('+').count() > 1 {
                Refusal::new("phone-two")
            } else {
                wrong()
            });
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.len() > 15 {
            return Err(Refusal::new("phone-two"));
        }
        let is_international = text.starts_with('+') || text.starts_with("00");
        let international = digits.trim_start_matches("00");
        for country in COUNTRIES {
            if let Some(national) = country.national(&digits, international, is_international) {
                return country.checked(national).ok_or_else(wrong);
            }
        }
        match phonenumber::parse(None, format!("+{international}")) {
            Ok(number) if is_international && number.is_valid() => {
                Err(Refusal::new("phone-foreign"))
            }
            _ => Err(wrong()),
        }
    }

    /// `+998901234567`.
    pub fn stored(&self) -> String {
        format!("+{}{}", self.code, self.national)
    }

    /// `+998 90 123 45 67`.
    pub fn shown(&self) -> String {
        let stored = self.stored();
        let parsed = phonenumber::parse(None, &stored).ok();
        let shown = parsed.map(|number| {
            let format = number.format();
            format.mode(phonenumber::Mode::International).to_string()
        });
        shown.unwrap_or(stored)
    }
}

impl Country {
    /// The national part, when the digits can be of this country.
    fn national<'a>(
        &self,
        digits: &'a str,
        international: &'a str,
        is_international: bool,
    ) -> Option<&'a str> {
        let with_code = |digits: &'a str| {
            digits
                .strip_prefix(&self.code.to_string())
                .filter(|rest| rest.len() == self.national_digits)
        };
        if is_international {
            return with_code(international);
        }
        if digits.len() == self.national_digits {
            return Some(digits);
        }
        let without_habit = digits
            .strip_prefix(self.trunk_habits)
            .filter(|rest| rest.len() == self.national_digits);
        with_code(digits).or(without_habit)
    }

    fn checked(&self, national: &str) -> Option<Phone> {
        let number = phonenumber::parse(Some(self.id), format!("+{}{national}", self.code)).ok()?;
        number.is_valid().then(|| Phone {
            code: self.code,
            national: national.to_owned(),
        })
    }
}

/// Full-width, Arabic-Indic and mathematical digits are digits too.
pub(crate) fn ascii_digit(c: char) -> char {
    let zero = match c {
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        // Five alphabets of ten digits, one after the other.
        '\u{1d7ce}'..='\u{1d7ff}' => '\u{1d7ce}',
        _ => return c,
    };
    char::from_digit((u32::from(c) - u32::from(zero)) % 10, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_usual_spelling_is_the_same_number() {
        for text in [
            "+998901234567",
            "998901234567",
            "00998901234567",
            "901234567",
            "(90) 123-45-67",
            "+998(90)123.45.67",
            "tel:+998901234567",
            "+998\u{a0}90\u{a0}123\u{a0}45\u{a0}67",
            "8 90 123 45 67",
            "0901234567",
            "９０１２３４５６７",
            "٩٠١٢٣٤٥٦٧",
        ] {
            let phone = Phone::parse(text).map(|phone| phone.stored());
            assert_eq!(phone, Ok("+998901234567".to_owned()), "{text}");
        }
    }

    #[test]
    fn firms_may_use_their_fixed_numbers() {
        assert!(Phone::parse("+998 55 500 00 00").is_ok());
        assert!(Phone::parse("+998 71 200 00 00").is_ok());
    }

    #[test]
    fn wrong_numbers_are_refused_with_their_reason() {
        for (text, key) in [
            ("+998 90 12O 45 67", "phone-wrong"),
            ("12345", "phone-wrong"),
            ("", "phone-wrong"),
            ("salom", "phone-wrong"),
            ("+998 00 123 45 67", "phone-wrong"),
            ("+7 901 123 45 67", "phone-foreign"),
            ("+998901234567, +998901234568", "phone-two"),
            ("901234567 911234567", "phone-two"),
        ] {
            assert_eq!(Phone::parse(text).unwrap_err().key, key, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC*") {
            let _ = Phone::parse(&text);
        }
    }
}
