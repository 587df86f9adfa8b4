use super::*;
use crate::passages::split;

const FAQ: &str = "\
Yetkazib berish Toshkent bo‘ylab 1 kunda, viloyatlarga 3 kunda. Kuryer xizmati 25 000 so‘m.

To‘lov usullari: naqd pul, Click, Payme yoki plastik karta orqali.

Manzilimiz: Chilonzor tumani, 5-mavze, metro yonida.

Ish vaqti har kuni soat 9 dan 20 gacha, yakshanba dam olish kuni.

Barcha tovarlarga 1 yil kafolat beriladi.

Mahsulotni 10 kun ichida qaytarish mumkin, cheki bo‘lsa.

Doimiy mijozlarga 5 foiz chegirma.

Nomi: Choynak Artel ART-KE-110; Narxi: 250 000 so‘m; Rangi: oq, qora
Nomi: Ayollar ko‘ylagi; Narxi: 180 000 so‘m; O‘lchami: 42, 44, 46
Nomi: Krossovka Nike; Narxi: 650 000 so‘m; O‘lchami: 40, 41
Nomi: Sumka charm; Narxi: 320 000 so‘m; Rangi: jigarrang
";

fn first(index: &Index, passages: &[Passage], query: &str) -> String {
    let hits = index.search(query, 5);
    hits.first()
        .map(|hit| passages[hit.passage as usize].text.clone())
        .unwrap_or_default()
}

/// Questions, and how the passage begins that answers them.
const QUESTIONS: &[(&str, &[&str])] = &[
    (
        "Yetkazib",
        &[
            "Dostavka necha kun?",
            "етказиб бериш борми",
            "етказиб берасизларми вилоятга",
            "сколько стоит доставка",
            "how long is delivery",
            "yetkazb berish qancha",
        ],
    ),
    (
        "To‘lov",
        &[
            "karta orqali to'lasam bo'ladimi",
            "тулов кандай",
            "как оплатить?",
            "can I pay by card",
        ],
    ),
    (
        "Manzil",
        &[
            "manzilingiz qayerda",
            "манзил каерда",
            "какой у вас адрес",
            "where is your address",
        ],
    ),
    (
        "Ish vaqti",
        &[
            "ish vaqtingiz qanday",
            "иш вакти",
            "режим работы",
            "what are your opening hours",
        ],
    ),
    (
        "Barcha tovar",
        &[
            "kafolati bormi",
            "кафолати борми",
            "есть гарантия?",
            "is there a warranty",
        ],
    ),
    (
        "Mahsulotni",
        &[
            "qaytarsa bo'ladimi qaytarish",
            "можно вернуть товар?",
            "can I return it",
        ],
    ),
    (
        "Doimiy",
        &[
            "chegirma bormi",
            "чегирма борми",
            "скидки есть?",
            "any discounts?",
        ],
    ),
    (
        "Nomi: Choynak",
        &[
            "choynak narxi",
            "чойнак канча туради",
            "чайник сколько стоит",
            "how much is the kettle",
            "4oynak bormi",
            "ART-KE-110",
            "art ke 110",
        ],
    ),
    (
        "Nomi: Ayollar",
        &[
            "koylak bormi 44",
            "куйлак борми",
            "есть платье?",
            "do you have a dress",
        ],
    ),
    (
        "Nomi: Krossovka",
        &["krasovka 41 razmer", "кроссовки найк", "nike sneakers"],
    ),
    (
        "Nomi: Sumka",
        &[
            "charm sumka",
            "сумка кожаная",
            "leather bag",
            "сумкангиз борми",
        ],
    ),
];

#[test]
fn questions_in_four_languages_and_scripts_find_their_answer() {
    let passages = split(FAQ);
    let index = Index::build(&passages);
    for (start, queries) in QUESTIONS {
        for query in *queries {
            let found = first(&index, &passages, query);
            assert!(found.starts_with(start), "{query} -> {found}");
        }
    }
}

#[test]
fn coverage_tells_an_answer_from_a_chance_match() {
    let index = Index::build(&split(FAQ));
    let known = index.search("choynak narxi qancha", 1)[0];
    assert_eq!((known.matched_terms, known.content_terms), (1, 1));
    assert!(known.covered > 0.99);
    for stranger in [
        "velosiped narxi qancha",
        "есть велосипед?",
        "do you sell bicycles",
    ] {
        let covered = index
            .search(stranger, 1)
            .first()
            .map_or(0.0, |hit| hit.covered);
        assert!(covered < 0.5, "{stranger}: {covered}");
    }
    let small_talk = index.search("bormi", 3);
    assert!(
        small_talk
            .iter()
            .all(|hit| hit.content_terms == 0 && hit.covered == 0.0)
    );
}

#[test]
fn numbers_match_whole_with_any_grouping() {
    let passages = split("Choynak - 250 000 so‘m\nUtyug - 25 000 so‘m\nGilam - 1 250 000 so‘m\n");
    let index = Index::build(&passages);
    assert!(first(&index, &passages, "250000 lik bormi").starts_with("Choynak"));
    assert!(first(&index, &passages, "1.250.000").starts_with("Gilam"));
}

#[test]
fn the_heading_is_searched_too() {
    let passages = split(
        "Sumkalar\nNomi: Model A; Narxi: 100 000 so‘m\n\nKamarlar\nNomi: Model B; Narxi: 50 000 so‘m\n",
    );
    let index = Index::build(&passages);
    assert!(first(&index, &passages, "kamar bormi").contains("Model B"));
}

#[test]
fn an_empty_index_and_an_empty_question_find_nothing() {
    assert!(Index::build(&[]).search("narxi", 5).is_empty());
    let index = Index::build(&split(FAQ));
    assert!(index.search("", 5).is_empty());
    assert!(index.search("narxi", 0).is_empty());
    assert!(index.search("?!", 5).is_empty());
}

#[test]
fn two_hundred_rows_take_little_memory() {
    let list: String = (0..200)
        .map(|n| {
            format!(
                "Nomi: Model {n} choynak elektr; Narxi: {n}5 000 so‘m; Rangi: oq; Kafolat: 1 yil\n"
            )
        })
        .collect();
    let index = Index::build(&split(&list));
    assert_eq!(index.len(), 200);
    assert!(index.size_bytes() < 60_000, "{}", index.size_bytes());
}

#[test]
fn postings_survive_packing() {
    let mut bytes = Vec::new();
    let wanted = [(0, 1), (1, 4), (40, 2), (9_000, 3), (2_000_000, 1)];
    let mut before = 0;
    for (passage, count) in wanted {
        pack(passage - before, count, &mut bytes);
        before = passage;
    }
    let postings = Postings {
        bytes: &bytes,
        passage: 0,
    };
    assert_eq!(postings.frequency(), wanted.len());
    assert_eq!(postings.collect::<Vec<_>>(), wanted);
}

fn words(text: &str) -> Vec<String> {
    let found = tokens::tokens(text, &mut tokens::Known::default());
    found.iter().map(|token| token.folded.clone()).collect()
}

#[test]
fn figures_lose_their_endings_and_find_their_units() {
    assert_eq!(words("a06ni 128ligi"), ["a06", "128"]);
    assert_eq!(words("256gb"), words("256 GB"));
    assert_eq!(words("A52s"), ["a52s"]);
    assert_eq!(words("100 ming"), ["100000"]);
    assert_eq!(words("2 млн сум"), ["2000000", "som"]);
    assert_eq!(words("145 000"), ["145000"]);
    assert_eq!(words("5 kun"), ["5", "kon"]);
}

#[test]
fn a_size_between_two_others_is_found() {
    let passages = split(
        "Nomi: Krossovka; O‘lchami: 36-41; Narxi: 280 000\n\
         Nomi: Etik; O‘lchami: 42-45; Narxi: 310 000\n",
    );
    let index = Index::build(&passages);
    assert!(first(&index, &passages, "38 razmer bormi").contains("Krossovka"));
    assert!(first(&index, &passages, "44 бор").contains("Etik"));
}

#[test]
fn what_is_related_is_found_where_nothing_else_is() {
    let passages = split(
        "Buyurtma kechiksa, har kuniga 1 foiz jarima to‘laymiz.\n\n\
         Do‘konimiz Chilonzorda joylashgan.\n\nNaqd pul olamiz.\n",
    );
    let index = Index::build(&passages);
    assert!(first(&index, &passages, "шу ерда адрес").contains("Chilonzor"));
    assert!(first(&index, &passages, "где находитесь").contains("Chilonzor"));
}

#[test]
fn what_holds_for_a_region_is_found_for_its_towns() {
    let passages = split(
        "Toshkent shahri ichida yetkazish bepul, buyurtma shu kuni boradi.\n\n\
         Farg‘ona vodiysiga yetkazish 700 000 so‘m, Buxoro va Navoiyga 850 000 so‘m.\n\n\
         Rossiya va Qozog‘istonga kargo bilan yuboramiz.\n",
    );
    let index = Index::build(&passages);
    for question in [
        "Namanganga necha pul",
        "Marg‘ilonga opborasizmi",
        "в Коканд сколько",
    ] {
        let found = first(&index, &passages, question);
        assert!(found.contains("vodiysi"), "{question}: {found}");
    }
    assert!(first(&index, &passages, "Олмаотага юборасизми").contains("kargo"));
}

#[test]
fn a_stored_index_answers_like_the_one_it_was_made_from() {
    let passages = split(FAQ);
    let index = Index::build(&passages);
    let bytes = index.to_bytes();
    let loaded = Index::from_bytes(&bytes).expect("our own bytes");
    for question in ["narxi qancha", "доставка", "sumka", ""] {
        assert_eq!(loaded.search(question, 5), index.search(question, 5));
    }
    for cut in 0..bytes.len() {
        assert!(Index::from_bytes(&bytes[..cut]).is_none(), "{cut}");
    }
    let mut other = bytes.clone();
    other[0] ^= 1;
    assert!(Index::from_bytes(&other).is_none(), "another version");
}

#[test]
fn many_passages_are_indexed_like_few() {
    let row = |n: usize| format!("Nomi: Tovar {n}; Narxi: {n} 000 so‘m\n");
    let list: String = (1..20_000).map(row).collect();
    let passages = split(&list);
    let index = Index::build(&passages);
    for n in [1, 8_191, 8_192, 8_193, 19_999] {
        let best = index.search(&format!("tovar {n}"), 1);
        assert_eq!(passages[best[0].passage as usize].text, row(n).trim_end());
    }
}

#[test]
fn a_question_about_nothing_in_the_text_is_seen() {
    let index = Index::build(&split(FAQ));
    assert!(index.may_answer("yetkazib berish qancha"));
    assert!(index.may_answer("сумка кожаная сколько стоит"));
    assert!(!index.may_answer("google pixel bormi"));
    assert!(!index.may_answer("???"));
    assert!(!Index::default().may_answer("narxi"));
    let two = Index::build(&split(
        "Nomi: Choynak; Narxi: 145 000\nNomi: Piyola; Narxi: 98 000\n",
    ));
    assert!(two.may_answer("Piyola narxi qancha?"));
    assert!(!two.may_answer("velosiped bormi"));
}

#[test]
fn a_passage_that_shares_a_word_is_never_lost() {
    let list = "Nomi: Choynak 2 l; Narxi: 145 000\nNomi: Piyola; Narxi: 98 000\n";
    let index = Index::build(&split(list));
    for question in [
        "Choynak siniq keldi, pulimni qaytaring",
        "choynak bilan nima qilay jonimga tegdi",
        "вернуть чайник в другой день можно если не понравился",
    ] {
        let hits = index.search(question, 8);
        assert!(
            hits.iter().any(|hit| hit.passage == 0),
            "{question}: {hits:?}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn no_text_and_no_question_panics(text in "\\PC{0,200}", query in "\\PC{0,60}") {
        let index = Index::build(&split(&text));
        for hit in index.search(&query, 3) {
            proptest::prop_assert!((hit.passage as usize) < index.len());
            proptest::prop_assert!((0.0..=1.001).contains(&hit.covered));
            proptest::prop_assert!(hit.matched_terms <= hit.content_terms);
        }
    }
}
