use super::*;

fn expect(label: Label, texts: &[&str]) {
    for text in texts {
        assert_eq!(identify(text).label, label, "{text}");
    }
}

#[test]
fn uzbek_in_latin_letters_with_and_without_apostrophes() {
    expect(
        Label::UzLatn,
        &[
            "narxi qancha?",
            "bormi",
            "Dostavka bormi?",
            "skidka qilasizmi",
            "yetkazib berasizlarmi Buxoroga",
            "to'lov qanday",
            "tolov qanaqa boladi",
            "zakaz bersam boladimi",
            "kerak emas rahmat",
            "qivoring tezroq",
            "42 razmeri bormi",
            "assalomu alaykum",
            "ne4a pul",
            "naushnik bormi",
            "2 ta",
            "3ta kere",
            "qan4adan",
        ],
    );
}

#[test]
fn uzbek_in_cyrillic_letters_full_and_plain() {
    expect(
        Label::UzCyrl,
        &[
            "нархи қанча?",
            "нархи канча",
            "борми",
            "доставка борми",
            "скидка киласизми",
            "етказиб бериш бепулми?",
            "тулов кандай булади",
            "буюртма бермокчи эдим",
            "керак эмас рахмат",
            "салом размери борми",
            "адрес айтинг",
            "телефон ракам беринг",
        ],
    );
}

#[test]
fn russian_in_both_scripts() {
    expect(
        Label::Ru,
        &[
            "сколько стоит?",
            "есть в наличии?",
            "а доставка есть",
            "какой размер",
            "спасибо",
            "можно вернуть?",
            "skolko stoit",
            "skolko stoit dostavka",
            "est v nalichii?",
            "zdravstvuyte, kakoy razmer",
            "spasibo bolshoe",
        ],
    );
}

#[test]
fn english_messages() {
    expect(
        Label::En,
        &[
            "how much is it?",
            "do you deliver to Bukhara",
            "Is this available?",
            "thanks",
            "what sizes do you have",
            "opening hours",
        ],
    );
}

#[test]
fn signs_figures_links_and_ok_have_no_language() {
    expect(
        Label::Und,
        &[
            "",
            "  ",
            "45",
            "+998 90 123 45 67",
            "👍👍",
            "?",
            "ok",
            "ОК",
            "super!",
            "42 m",
            "https://t.me/lola_shop",
            "@lola",
            "info@lola.uz",
            "/start",
            "36-L-38",
            "... !!!",
            "你好",
        ],
    );
    assert_eq!(identify("45").confidence, 0.0);
}

#[test]
fn loan_words_alone_are_a_guess() {
    for text in ["доставка", "zakaz", "Скидка?", "razmer 41", "адрес"] {
        let verdict = identify(text);
        assert!(verdict.confidence <= 0.6, "{text} {verdict:?}");
    }
}

#[test]
fn tags_are_those_of_the_languages() {
    let tags = [
        Label::UzLatn,
        Label::UzCyrl,
        Label::Ru,
        Label::En,
        Label::Und,
    ]
    .map(Label::tag);
    assert_eq!(tags, ["uz-Latn", "uz-Cyrl", "ru", "en", "und"]);
}

/// The message counts as right in any of the labels.
fn share_right<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> (f64, String) {
    let (mut right, mut all, mut wrong) = (0.0, 0.0, String::new());
    for (labels, text) in rows {
        all += 1.0;
        let tag = identify(text).label.tag();
        if labels.split('|').any(|label| label == tag) {
            right += 1.0;
        } else {
            wrong.push_str(&format!("{labels} taken for {tag}: {text}\n"));
        }
    }
    assert!(all > 0.0, "nothing to score");
    (right / all, wrong)
}

#[test]
fn every_slice_of_own_messages_is_understood() {
    let slices: Vec<[&str; 3]> = include_str!("../../dev/language/slices.tsv")
        .lines()
        .skip(1)
        .map(fields)
        .collect();
    for slice in [
        "romanised",
        "no-apostrophe",
        "plain-cyrillic",
        "mixed",
        "und",
        "one-word",
        "everyday",
    ] {
        let rows = slices.iter().filter(|[of, _, _]| *of == slice);
        assert!(rows.clone().count() >= 100, "{slice}");
        let (share, wrong) = share_right(rows.map(|[_, labels, text]| (*labels, *text)));
        assert!(share >= 0.90, "{slice} {share:.3}\n{wrong}");
    }
}

#[test]
fn real_reviews_that_were_kept_apart_are_understood() {
    let reviews = include_str!("../../dev/language/reviews.tsv")
        .lines()
        .skip(1);
    let rows = reviews.map(fields::<2>).map(|[label, text]| (label, text));
    let (share, wrong) = share_right(rows);
    assert!(share >= 0.98, "{share:.3}\n{wrong}");
}

/// Scores the shared development set where it is present.
#[test]
fn the_development_set_meets_its_bars() {
    let Some(rows) = crate::dev_set::read("lid-dev.tsv") else {
        return;
    };
    let rows: Vec<[&str; 3]> = rows.lines().skip(1).map(fields).collect();
    let score = |bar: f64, of: &dyn Fn(&str, usize) -> bool| {
        let chosen = rows
            .iter()
            .filter(|[label, text, _]| of(label, text.split_whitespace().count()));
        let (share, wrong) = share_right(chosen.map(|[label, text, _]| (*label, *text)));
        assert!(share >= bar, "{share:.4} of {bar}\n{wrong}");
    };
    score(0.985, &|_, _| true);
    score(0.97, &|_, words| words <= 2);
    score(0.995, &|_, words| words >= 6);
    for label in ["uz-Latn", "uz-Cyrl", "ru", "en"] {
        score(0.97, &|of, _| of == label);
    }
}

#[test]
fn no_scored_message_was_trained_on() {
    let plain = |text: &str| {
        let folded = crate::fold(text);
        let words = folded.split(|c: char| !c.is_alphabetic());
        words
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let trained: std::collections::HashSet<String> = train::lines().map(plain).collect();
    let shared = crate::dev_set::read("lid-dev.tsv").unwrap_or_default();
    let scored = include_str!("../../dev/language/reviews.tsv")
        .lines()
        .skip(1);
    let scored = scored.map(|line| fields::<2>(line)[1]);
    let both: Vec<&str> = scored
        .chain(shared.lines().skip(1).map(|line| fields::<3>(line)[1]))
        .filter(|text| plain(text).len() > 2 && trained.contains(&plain(text)))
        .collect();
    assert!(both.is_empty(), "{both:#?}");
}

#[test]
fn the_table_was_made_from_the_texts_as_they_are() {
    assert!(
        train::is_current(),
        "run: cargo run --release -p scx-lang --features train --example train_identify"
    );
}

fn fields<const N: usize>(line: &str) -> [&str; N] {
    let fields: Vec<&str> = line.splitn(N, '\t').collect();
    fields.try_into().expect("a row with all its fields")
}

proptest::proptest! {
    #[test]
    fn every_text_has_a_verdict(text in "\\PC{0,80}") {
        let verdict = identify(&text);
        proptest::prop_assert!((0.0..=1.0).contains(&verdict.confidence));
        proptest::prop_assert_eq!(verdict.label == Label::Und, verdict.confidence == 0.0);
    }
}
