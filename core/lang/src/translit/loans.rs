//! Loan words whose Cyrillic spelling the letters alone do not give.

/// Latin beginnings and their Cyrillic spelling, both in lower case.
/// Endings are added by the letter rules.
const BEGINNINGS: &[(&str, &str)] = &[
    ("abzas", "абзац"),
    ("adyutant", "адъютант"),
    ("aksioner", "акционер"),
    ("ansambl", "ансамбль"),
    ("batalyon", "батальон"),
    ("bulyon", "бульон"),
    ("dotsent", "доцент"),
    ("intervyu", "интервью"),
    ("kompyuter", "компьютер"),
    ("konsepsiya", "концепция"),
    ("konsern", "концерн"),
    ("konsert", "концерт"),
    ("litsenziya", "лицензия"),
    ("litsey", "лицей"),
    ("mayonez", "майонез"),
    ("mayor", "майор"),
    ("medalyon", "медальон"),
    ("nyu-york", "нью-йорк"),
    ("obyekt", "объект"),
    ("ofitsiant", "официант"),
    ("pavilyon", "павильон"),
    ("pensiya", "пенсия"),
    ("pritsep", "прицеп"),
    ("protsent", "процент"),
    ("protsess", "процесс"),
    ("protsedura", "процедура"),
    ("rayon", "район"),
    ("retsept", "рецепт"),
    ("sellofan", "целлофан"),
    ("sement", "цемент"),
    ("sentner", "центнер"),
    ("sentr", "центр"),
    ("sex", "цех"),
    ("silindr", "цилиндр"),
    ("sirk", "цирк"),
    ("sitata", "цитата"),
    ("sistern", "цистерн"),
    ("subyekt", "субъект"),
    ("yod", "йод"),
    ("yogurt", "йогурт"),
    ("york", "йорк"),
];

/// Whole words: the soft sign stays only when no ending follows.
const WHOLE: &[(&str, &str)] = &[
    ("albom", "альбом"),
    ("aprel", "апрель"),
    ("dekabr", "декабрь"),
    ("fevral", "февраль"),
    ("iyul", "июль"),
    ("iyun", "июнь"),
    ("medal", "медаль"),
    ("model", "модель"),
    ("noyabr", "ноябрь"),
    ("oktabr", "октябрь"),
    ("sentabr", "сентябрь"),
    ("yanvar", "январь"),
];

/// Native words that a beginning above would spoil.
const NATIVE: &[&str] = &["yodga", "yodda", "yodi", "yodim", "yodla", "yodgor"];

/// The Cyrillic spelling of a Latin word's beginning, with the number of
/// Latin letters it covers.
pub(super) fn cyrillic_beginning(lower: &str) -> Option<(usize, &'static str)> {
    if let Some((latin, cyrillic)) = WHOLE.iter().find(|(latin, _)| *latin == lower) {
        return Some((latin.len(), cyrillic));
    }
    if NATIVE.iter().any(|native| lower.starts_with(native)) {
        return None;
    }
    BEGINNINGS
        .iter()
        .find(|(latin, _)| lower.starts_with(latin))
        .map(|(latin, cyrillic)| (latin.len(), *cyrillic))
}

/// The Latin spelling of a Cyrillic word's beginning, with the number of
/// Cyrillic letters it covers.
pub(super) fn latin_beginning(lower: &str) -> Option<(usize, &'static str)> {
    WHOLE
        .iter()
        .chain(BEGINNINGS)
        .find(|(_, cyrillic)| lower.starts_with(cyrillic))
        .map(|(latin, cyrillic)| (cyrillic.chars().count(), *latin))
}
