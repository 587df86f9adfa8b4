//! Uzbek between its two alphabets, in the quality of a printed text.
//!
//! Latin output writes o‘ and g‘ with U+2018 and the tutuq sign with U+2019,
//! as our own texts do; every apostrophe people type is understood on input.
//! Addresses, names after @, commands and codes with digits are left alone.

mod cyrillic;
mod ftl;
mod guard;
mod latin;
mod loans;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

pub use ftl::to_cyrillic_ftl;
pub(crate) use latin::letter;

use guard::Piece;

/// The text in the Uzbek Cyrillic alphabet.
pub fn to_cyrillic(text: &str) -> String {
    let text = composed(text);
    let mut out = String::with_capacity(text.len() * 2);
    guard::each_piece(&text, |piece| match piece {
        Piece::Kept(kept) => out.push_str(kept),
        Piece::Word(word) => cyrillic::push_word(word, &mut out),
    });
    // A sign over a letter may belong to another letter now.
    composed(&out).into_owned()
}

/// The text in the Uzbek Latin alphabet.
pub fn to_latin(text: &str) -> String {
    let text = composed(text);
    let mut out = String::with_capacity(text.len());
    guard::each_piece(&text, |piece| match piece {
        Piece::Kept(kept) => out.push_str(kept),
        Piece::Word(word) => latin::push_word(word, &mut out),
    });
    composed(&out).into_owned()
}

/// Composed letters, so that й and ў are one character each.
fn composed(text: &str) -> std::borrow::Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.into(),
        IsNormalized::No | IsNormalized::Maybe => text.nfc().collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_stay_whatever_letters_they_have() {
        for text in [
            "дўкон.uz",
            "чоla.uz",
            "tT.o‘lovкa.uz",
            "сайт: дўкон.uz/narxlar",
            "www.lola.uzда:00VVйча",
        ] {
            assert!(
                to_latin(text).ends_with(text.split(' ').next_back().unwrap()),
                "{text}"
            );
        }
        assert_eq!(to_latin("t.me/lolaга"), "t.me/lolaga");
        assert_eq!(to_latin("Сайт:дўкон.uz/ва"), "Sayt:дўкон.uz/ва");
        assert_eq!(
            to_cyrillic("kanal:@lola, do‘kon/lola.uz"),
            "канал:@lola, дўкон/lola.uz"
        );
        assert_eq!(to_cyrillic("narxi/dona"), "нархи/дона");
    }

    #[test]
    fn two_signs_in_a_row_are_read_the_same_way_twice() {
        for odd in [
            "To‘`ov",
            "o''a",
            "g‘’e",
            "to‘''lov",
            "и\u{303} bor",
            "z\u{30c}",
        ] {
            let cyrillic = to_cyrillic(odd);
            assert_eq!(to_cyrillic(&cyrillic), cyrillic, "{odd}");
            let latin = to_latin(odd);
            assert_eq!(to_latin(&latin), latin, "{odd}");
        }
    }

    #[test]
    fn the_traps_of_the_script_table_come_out_right() {
        for (latin, cyrillic) in [
            ("yo‘l", "йўл"),
            ("Yo‘lovchi", "Йўловчи"),
            ("yozuv", "ёзув"),
            ("tayyor", "тайёр"),
            ("Is’hoq", "Исҳоқ"),
            ("ishonch", "ишонч"),
            ("mashhur", "машҳур"),
            ("yetkazib", "етказиб"),
            ("keyin", "кейин"),
            ("elon", "элон"),
            ("e’lon", "эълон"),
            ("poeziya", "поэзия"),
            ("poyezd", "поезд"),
            ("san’at", "санъат"),
            ("ma’lumot", "маълумот"),
            ("G‘alaba", "Ғалаба"),
            ("o‘g‘il", "ўғил"),
            ("aksiya", "акция"),
            ("stansiya", "станция"),
            ("informatsiya", "информация"),
            ("konsert", "концерт"),
            ("sirk", "цирк"),
            ("aytsin", "айтсин"),
            ("ketsangiz", "кетсангиз"),
            ("kuryer", "курьер"),
            ("obyekt", "объект"),
            ("kompyuter", "компьютер"),
            ("rayon", "район"),
            ("YANGI SHAHAR", "ЯНГИ ШАҲАР"),
            ("CHOYNAK", "ЧОЙНАК"),
            ("yuqori", "юқори"),
            ("dunyo", "дунё"),
            ("qahva", "қаҳва"),
        ] {
            assert_eq!(to_cyrillic(latin), cyrillic, "{latin}");
            assert_eq!(to_latin(cyrillic), latin, "{cyrillic}");
        }
    }

    #[test]
    fn common_words_survive_the_way_there_and_back() {
        let list = include_str!("../../corpus/own-uz.txt");
        let samples = list.lines().filter(|line| !line.starts_with('#'));
        for word in samples.flat_map(str::split_whitespace) {
            // Our lists are typed with one sign for both letters and tutuq.
            let there = to_cyrillic(word);
            let back = to_latin(&there);
            assert_eq!(back.replace(['‘', '’'], "'"), word, "{there}");
        }
    }

    #[test]
    fn every_apostrophe_is_understood() {
        for sign in ["'", "‘", "’", "ʻ", "ʼ", "`", "´"] {
            assert_eq!(to_cyrillic(&format!("to{sign}lov")), "тўлов");
            assert_eq!(to_cyrillic(&format!("tog{sign}")), "тоғ");
            assert_eq!(to_cyrillic(&format!("ma{sign}no")), "маъно");
        }
        assert_eq!(to_cyrillic("tòlov, tõlov, tölov"), "тўлов, тўлов, тўлов");
        assert_eq!(to_cyrillic("‘kitob’ va 'daftar'"), "‘китоб’ ва 'дафтар'");
    }

    #[test]
    fn addresses_codes_and_sizes_stay() {
        assert_eq!(
            to_cyrillic(
                "@lola_shop yoki https://t.me/lola?x=1, info@lola.uz ga yozing: /start, e-mail, 12:ABc-d"
            ),
            "@lola_shop ёки https://t.me/lola?x=1, info@lola.uz га ёзинг: /start, e-mail, 12:ABc-d"
        );
        assert_eq!(
            to_cyrillic("A52 128GB, XL va XXI, 5ta, 10dan"),
            "A52 128GB, XL ва XXI, 5та, 10дан"
        );
    }

    #[test]
    fn russian_letters_have_a_latin_form() {
        assert_eq!(to_latin("щётка, рынок, цех"), "shyotka, rinok, sex");
        assert_eq!(to_latin("Сентябрь"), "Sentabr");
        assert_eq!(to_latin("ЁШ, Ёш, Еш"), "YOSH, Yosh, Yesh");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,80}") {
            to_cyrillic(&text);
            to_latin(&text);
            to_cyrillic_ftl(&text);
        }

        #[test]
        fn uzbek_letters_never_stay_latin(text in "[a-z‘’ ]{0,60}") {
            prop_assert!(!to_cyrillic(&text).chars().any(|c| c.is_ascii_lowercase()));
        }
    }
}
