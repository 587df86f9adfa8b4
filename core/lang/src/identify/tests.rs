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

/// Scores the shared development set where it is present. The floors are
/// what this version reached.
#[test]
fn the_development_set_stays_above_its_floor() {
    let Some(rows) = crate::dev_set::read("lid-dev.tsv") else {
        return;
    };
    let mut right = 0;
    let mut wrong = Vec::new();
    for row in rows.lines().skip(1) {
        let mut fields = row.split('\t');
        let (label, text) = (fields.next().unwrap(), fields.next().unwrap());
        let verdict = identify(text);
        if verdict.label.tag() == label {
            right += 1;
        } else {
            wrong.push(format!(
                "{label} {} {:.2} {text}",
                verdict.label.tag(),
                verdict.confidence
            ));
        }
    }
    let accuracy = f64::from(right) / (f64::from(right) + wrong.len() as f64);
    assert!(accuracy >= 0.98, "{accuracy:.4}\n{}", wrong.join("\n"));
}

proptest::proptest! {
    #[test]
    fn every_text_has_a_verdict(text in "\\PC{0,80}") {
        let verdict = identify(&text);
        proptest::prop_assert!((0.0..=1.0).contains(&verdict.confidence));
        proptest::prop_assert_eq!(verdict.label == Label::Und, verdict.confidence == 0.0);
    }
}
