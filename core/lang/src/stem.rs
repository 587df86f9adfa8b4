//! Words without their endings.

use std::borrow::Cow;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use scx_kit::Language;

use crate::fold::{fold, fold_doubled, single};
use crate::script::lower;

/// The stem of one word as a folded skeleton, so that stems of all scripts
/// can be compared. Russian and English go through Snowball.
pub fn stem(word: &str, language: Language) -> String {
    match language {
        Language::UzLatn | Language::UzCyrl => single(&uzbek(&fold_doubled(word))),
        Language::Ru => fold(&russian(word)),
        Language::En => fold(&english(word)),
    }
}

/// The Russian stem of a word in Cyrillic letters.
pub(crate) fn russian(word: &str) -> String {
    let small: String = word
        .chars()
        .map(|c| match lower(c) {
            'ё' => 'е',
            c => c,
        })
        .collect();
    Stemmer::create(Algorithm::Russian)
        .stem(&small)
        .into_owned()
}

/// The English stem of a word in Latin letters.
pub(crate) fn english(word: &str) -> String {
    let small: String = word.chars().map(lower).collect();
    Stemmer::create(Algorithm::English)
        .stem(&small)
        .into_owned()
}

/// Letters that must remain in front of a stripped ending.
const KEPT_LETTERS: usize = 3;
/// Endings pile up: kitob-lar-imiz-dan.
const ROUNDS: usize = 4;

const ENDINGS: &str = "
    lar lari larim laring larimiz laringiz larini lariga larida laridan larining larni larga
    larda lardan larning
    ning ni ga ka qa da dan dagi gacha kacha qacha
    im ing i si imiz ingiz miz ngiz sini siga sida sidan sining ini iga ida idan ining
    mi chi man san siz sizlar dek day cha lik ligi uvchi
    ish ishi ishni ishga moq moqchi moqchiman di dim ding dingiz gan kan qan ganman gani
    ib yapti yapsiz yapman yapmiz adi ydi asiz aman amiz aymiz aysiz ayman
    sa sam sang sangiz sak masa
    maydi maysiz mayman masdan
    li lisi roq roqi roqini roqlari gina ginasi niki cha chasi chalik
    sin may masa masin mang mas masmi ganda gach guncha aylik
    larmi sizmi sizlarmi misiz misizlar asizmi asizlar asizlarmi aysizlarmi adimi ydimi aydimi dimi
    ganmi ganmisiz gansiz ganlar yapsizlar yapsizlarmi yaptimi
    la lani laga lada ladan lami
    sila silami sizla sizlami misila asila asilami asizla aysila aysizla
    opti opman opsiz vopti votti voti votgan vomman vossiz vossila yotgan arkan
    yiz yizni yizga yizda yizdan iz izni izga izda izdan
";

/// Folded endings, longest first.
static FOLDED_ENDINGS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut endings: Vec<String> = ENDINGS.split_whitespace().map(fold_doubled).collect();
    endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
    endings.dedup();
    endings
});

/// The Uzbek stem of a folded word whose doubled letters were kept.
pub(crate) fn uzbek(doubled: &str) -> Cow<'_, str> {
    let mut stem = doubled;
    for _ in 0..ROUNDS {
        let Some(shorter) = FOLDED_ENDINGS.iter().find_map(|e| without(stem, e)) else {
            break;
        };
        stem = shorter;
    }
    // A vowel ending softens к and қ: choynak, choynagi.
    match stem.strip_suffix('g') {
        Some(hard) if stem.len() > KEPT_LETTERS => format!("{hard}k").into(),
        _ => stem.into(),
    }
}

fn without<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    let rest = word.strip_suffix(ending)?;
    if rest.chars().count() < KEPT_LETTERS {
        return None;
    }
    let after_k = rest.ends_with('k');
    let after_vowel = rest.ends_with(['a', 'e', 'i', 'o']);
    match ending {
        // -ka follows к only (eshikka); elsewhere it belongs to the word: sumka.
        "ka" | "kan" | "kaca" if !after_k => None,
        // o‘lcham|i is far more often asked for than sumka|mi.
        "mi" if after_vowel => None,
        _ => Some(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uzbek_forms_of_one_word_meet_in_both_scripts() {
        for forms in [
            &[
                "kitob",
                "kitoblar",
                "kitoblarimizdan",
                "китобларни",
                "kitobimning",
            ][..],
            &[
                "choynak",
                "choynagi",
                "choynaklar",
                "чойнаклари",
                "choynakmi",
            ],
            &["narx", "narxi", "narxlari", "нархи", "narxini"],
            &["rang", "rangi", "rangga", "ранглар"],
            &["eshik", "eshikka", "eshigi", "эшикдан"],
            &["sumka", "sumkalar", "sumkani", "сумкалари"],
            &["o‘lcham", "olchami", "ўлчамлари", "улчамда"],
        ] {
            for form in forms {
                let expected = stem(forms[0], Language::UzLatn);
                assert_eq!(stem(form, Language::UzCyrl), expected, "{form}");
            }
        }
    }

    #[test]
    fn snowball_serves_russian_and_english() {
        assert_eq!(
            stem("доставку", Language::Ru),
            stem("доставка", Language::Ru)
        );
        assert_eq!(stem("зелёные", Language::Ru), stem("зеленый", Language::Ru));
        assert_eq!(stem("Sizes", Language::En), stem("size", Language::En));
    }

    #[test]
    fn short_words_stay() {
        assert_eq!(stem("uy", Language::UzLatn), fold("uy"));
        assert_eq!(stem("", Language::UzLatn), "");
        assert_eq!(stem("😀", Language::Ru), "😀");
    }
}
