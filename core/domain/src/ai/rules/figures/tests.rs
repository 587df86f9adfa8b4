//! Numbers in every way of writing them.

use super::*;

fn missing(source: &str, answer: &str) -> Vec<String> {
    Figures::of([source]).missing_in(answer)
}

#[test]
fn every_grouping_is_the_same_number() {
    let ways = [
        "145000",
        "145 000",
        "145\u{a0}000",
        "145\u{202f}000",
        "145\u{2009}000",
        "145,000",
        "145.000",
        "145'000",
        "145’000",
        "145 000.00",
        "145,000.00",
        "145.000,00",
        "145000.0",
        "145 ming",
        "145 минг",
        "145ming",
        "145 тыс.",
        "145k",
        "0,145 mln",
    ];
    for source in ways {
        for answer in ways {
            let source = format!("Narxi: {source} so‘m; 2 l");
            let answer = format!("Choynak {answer} so‘m turadi.");
            assert!(missing(&source, &answer).is_empty(), "{source} | {answer}");
        }
    }
}

#[test]
fn another_number_is_missing() {
    for answer in [
        "1 so‘m",
        "145 001",
        "14 500",
        "1450000",
        "145",
        "145 so‘m",
        "45 000",
        "145 mln",
        "1 145 000",
        "000 145",
    ] {
        assert_eq!(missing("Narxi: 145 000 so‘m", answer).len(), 1, "{answer}");
    }
    assert_eq!(missing("145 ming so‘m", "145 so‘m"), ["145"]);
    assert_eq!(missing("145 g, 250 000 so‘m", "145 000 so‘m"), ["145 000"]);
}

#[test]
fn millions_are_grouped_too() {
    let source = "Muzlatkich: 12 450 000 so‘m";
    for answer in ["12450000", "12,450,000", "12.450.000", "12,45 mln"] {
        assert!(missing(source, answer).is_empty(), "{answer}");
    }
    for answer in ["12 450", "450 000", "12 450 500"] {
        assert_eq!(missing(source, answer).len(), 1, "{answer}");
    }
}

#[test]
fn decimals_are_not_groups() {
    assert!(missing("1,5 l", "1.5 l").is_empty());
    assert!(missing("2.50 m", "2,5 metr").is_empty());
    assert_eq!(missing("1,5 l", "15 l"), ["15"]);
    assert_eq!(missing("1,5 l", "5 l"), ["5"]);
    assert!(missing("1.500 l", "1,5 l").is_empty());
}

#[test]
fn numbers_in_a_row_are_numbers_of_their_own() {
    for (source, answer) in [
        ("Razmer: 41,42", "42"),
        ("Razmer: 41, 42, 43", "42"),
        ("Razmer: 36 37 38 39", "38"),
        ("Razmer: 110,116,122", "116"),
        ("Razmer: 110 116 122 128", "122"),
        ("2024 145 000", "145 000"),
        ("1.5-2 l", "1,5 l"),
        ("10-15 kun", "15"),
    ] {
        assert!(missing(source, answer).is_empty(), "{source} | {answer}");
    }
    assert_eq!(missing("1.5-2 l", "5 l"), ["5"]);
    assert_eq!(
        missing("10 145 000", "145 000").len(),
        1,
        "may be one number"
    );
}

#[test]
fn digits_that_are_no_number_are_compared_as_written() {
    for text in ["121.11.202`-0 000 1.csv22", "1500 000", "1,5 000 ming"] {
        assert!(missing(text, text).is_empty(), "{text}");
    }
    for (source, answer) in [
        ("0 000 1", "1"),
        ("0 000 1", "0 000 2"),
        ("0, 000, 1", "0 000 1"),
        ("1500 000", "1500"),
        ("1500 000", "1500 000 ming"),
        ("1500 000 ming", "1500 000"),
        ("1500, 0", "1500 000"),
        ("1500 000 1", "1500 000"),
    ] {
        assert_eq!(missing(source, answer).len(), 1, "{source} | {answer}");
    }
}

#[test]
fn phones_are_one_number_however_they_are_cut() {
    let source = "Tel: +998 (90) 123-45-67";
    for answer in [
        "+998901234567",
        "+998 90 123 45 67",
        "998-90-123-45-67",
        "90 123 45 67",
        "901234567",
        "123-45-67",
    ] {
        assert!(missing(source, answer).is_empty(), "{answer}");
    }
    for answer in ["+998901234568", "+998 91 123 45 67", "123 45 68"] {
        assert_eq!(missing(source, answer).len(), 1, "{answer}");
    }
    assert!(missing("901234567", "90 123-45-67").is_empty());
}

#[test]
fn hours_dates_and_codes_are_compared_as_written() {
    assert!(missing("9 dan 18 gacha", "9:00–18:00").is_empty());
    assert!(missing("09:30 - 18:00", "9:30 dan 18 gacha").is_empty());
    assert_eq!(missing("9:00 - 18:00", "9:15"), ["15"]);
    assert!(missing("21.11.2026", "21.11.2026").is_empty());
    assert!(missing("Galaxy A52 128GB", "A52, 128 GB").is_empty());
    assert_eq!(missing("Galaxy A52", "A53"), ["53"]);
    assert!(missing("50% chegirma", "50 foiz").is_empty());
}

#[test]
fn the_numbers_of_a_list_say_nothing() {
    let source = "Qizil, oq, qora";
    assert!(missing(source, "1. Qizil\n2. Oq\n3) Qora").is_empty());
    assert_eq!(missing(source, "1. Qizil"), ["1"], "one line is no list");
    assert_eq!(missing(source, "1) 19 000\n2) 7 dona"), ["19 000", "7"]);
    assert_eq!(missing(source, "2. Qizil\n3. Oq").len(), 2);
    assert_eq!(missing(source, "1 so‘m\n2 so‘m").len(), 2);
}

#[test]
fn numbers_inside_links_belong_to_the_link() {
    assert!(missing("", "https://lola.uz/p/145").is_empty());
    assert_eq!(missing("", "https://lola.uz/p/145 145"), ["145"]);
}

#[test]
fn long_rows_of_digits_take_no_time() {
    let row = "123 ".repeat(2_000);
    assert!(missing(&row, &row).is_empty());
    let phones = "90 123 45 67, ".repeat(500);
    assert!(missing(&phones, "90 123 45 67").is_empty());
}

#[test]
fn digits_of_other_alphabets_are_digits() {
    let source = Figures::of(["Narxi 145 000 so‘m"]);
    for hidden in ["Narxi ９９ so‘m", "٩٩ so‘m", "۹۹ so‘m", "𝟗𝟵 so‘m"] {
        assert_eq!(source.missing_in(hidden), ["99"], "{hidden}");
    }
    assert!(source.missing_in("Narxi １４５ ０００ so‘m").is_empty());
}
