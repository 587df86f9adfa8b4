//! The words of a message that can tell its language.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::script::{is_apostrophe, is_combining, is_cyrillic, is_latin, is_letter, lower};

/// Words that are the same in all our languages, and names of services.
const NEUTRAL: &[&str] = &[
    "ok",
    "okay",
    "okey",
    "oke",
    "oki",
    "ок",
    "окей",
    "оке",
    "оки",
    "super",
    "супер",
    "telegram",
    "instagram",
    "whatsapp",
    "телеграм",
    "инстаграм",
    "ватсап",
    "insta",
    "инста",
    "click",
    "payme",
    "uzum",
    "uzcard",
    "humo",
    "visa",
    "mastercard",
    "iphone",
    "samsung",
    "xiaomi",
    "artel",
    "redmi",
    "honor",
    "apple",
    "nike",
    "adidas",
    "xl",
    "xxl",
    "xxxl",
    "gb",
    "mb",
    "kg",
    "ml",
    "sm",
    "mm",
    "кг",
    "мл",
    "см",
    "мм",
    "usd",
    "uzs",
    "wifi",
    "usb",
    "lol",
    "haha",
    "хаха",
    "ааа",
    "pro",
    "max",
    "plus",
    "mini",
    "ultra",
    "galaxy",
    "note",
    "air",
];

/// Loan words and names that sellers' customers use in every language: no
/// evidence beside other words, and a mere guess alone.
const SHARED: &[&str] = &[
    "dostavka",
    "доставка",
    "zakaz",
    "заказ",
    "skidka",
    "скидка",
    "razmer",
    "размер",
    "adres",
    "адрес",
    "kredit",
    "кредит",
    "rassrochka",
    "рассрочка",
    "garantiya",
    "гарантия",
    "naushnik",
    "наушник",
    "chexol",
    "чехол",
    "zaryadka",
    "зарядка",
    "krossovka",
    "кроссовка",
    "futbolka",
    "футболка",
    "kurtka",
    "куртка",
    "sumka",
    "сумка",
    "telefon",
    "телефон",
    "nomer",
    "номер",
    "lokatsiya",
    "локация",
    "optom",
    "оптом",
    "original",
    "оригинал",
    "kopiya",
    "копия",
    "magazin",
    "магазин",
    "sklad",
    "склад",
    "karta",
    "карта",
    "video",
    "видео",
    "foto",
    "фото",
    "material",
    "материал",
    "model",
    "модель",
    "operator",
    "оператор",
    "menejer",
    "менеджер",
    "aksiya",
    "акция",
    "srochno",
    "срочно",
    "tovar",
    "товар",
    "prays",
    "прайс",
    "bank",
    "банк",
    "tashkent",
    "ташкент",
    "samarkand",
    "самарканд",
    "bukhara",
    "бухара",
    "xiva",
    "хива",
    "andijan",
    "андижан",
    "fergana",
    "фергана",
    "namangan",
    "наманган",
];

/// What a listed word says.
#[derive(Clone, Copy)]
enum Listed {
    Nothing,
    Little,
}

static LISTED: LazyLock<HashMap<&str, Listed>> = LazyLock::new(|| {
    let neutral = NEUTRAL.iter().map(|word| (*word, Listed::Nothing));
    let shared = SHARED.iter().map(|word| (*word, Listed::Little));
    neutral.chain(shared).collect()
});

/// Lower-cased words by script, each between spaces: ` narxi `.
pub(super) struct Words {
    pub(super) latin: String,
    pub(super) cyrillic: String,
    pub(super) latin_letters: usize,
    pub(super) cyrillic_letters: usize,
    /// How many words count as evidence.
    pub(super) count: usize,
    /// Numbers counted the Uzbek way: 5 ta.
    pub(super) counted: usize,
    shared: Vec<String>,
    is_after_number: bool,
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let mut words = Self {
            latin: String::from(" "),
            cyrillic: String::from(" "),
            latin_letters: 0,
            cyrillic_letters: 0,
            count: 0,
            counted: 0,
            shared: Vec::new(),
            is_after_number: false,
        };
        let mut word = String::new();
        for chunk in text.split_whitespace() {
            if !is_address(chunk) && !is_code(chunk) {
                words.take_chunk(chunk, &mut word);
            }
        }
        if words.count == 0 {
            for word in std::mem::take(&mut words.shared) {
                words.push(&word);
            }
            words.count = 0;
        }
        words
    }

    fn take_chunk(&mut self, chunk: &str, word: &mut String) {
        let mut signs = chunk.chars().peekable();
        while signs.peek().is_some() {
            word.clear();
            let mut has_digit = false;
            let mut slang_at = None;
            while let Some(&c) = signs.peek() {
                if is_letter(c) || is_combining(c) {
                    push_letter(lower(c), word);
                } else if is_apostrophe(c) && !word.is_empty() {
                    word.push('\'');
                } else if c == '4' && !word.is_empty() && !has_digit {
                    // Slang for ч, as in ne4a; a code is dropped below.
                    slang_at = Some(word.len());
                    has_digit = true;
                } else if c.is_ascii_digit() {
                    slang_at = None;
                    has_digit = true;
                } else {
                    break;
                }
                signs.next();
            }
            signs.next();
            if let Some(at) = slang_at.filter(|&at| at < word.len()) {
                let is_cyrillic = word.chars().all(is_cyrillic);
                word.insert_str(at, if is_cyrillic { "ч" } else { "ch" });
                has_digit = false;
            }
            self.take_word(without_quote(word), has_digit);
        }
    }

    fn take_word(&mut self, word: &str, has_digit: bool) {
        let is_after_number =
            std::mem::replace(&mut self.is_after_number, has_digit && word.is_empty());
        if (has_digit || is_after_number) && matches!(word, "ta" | "та") {
            self.counted += 1;
            return self.push(word);
        }
        // A52 and 44m are codes and sizes.
        if word.is_empty() || has_digit {
            return;
        }
        match LISTED.get(word) {
            Some(Listed::Nothing) => {}
            Some(Listed::Little) => self.shared.push(word.to_owned()),
            None => self.push(word),
        }
    }

    fn push(&mut self, word: &str) {
        let letters = word.chars().filter(|c| is_letter(*c)).count();
        let (list, count) = if word.chars().any(is_cyrillic) {
            (&mut self.cyrillic, &mut self.cyrillic_letters)
        } else if word.chars().any(is_latin) {
            (&mut self.latin, &mut self.latin_letters)
        } else {
            return;
        };
        list.push_str(word);
        list.push(' ');
        *count += letters;
        self.count += 1;
    }
}

/// A closing quote is no part of the word, unless it makes the letter o‘.
fn without_quote(word: &str) -> &str {
    match word.strip_suffix('\'') {
        Some(rest) if !rest.ends_with(['o', 'g']) => rest,
        Some(_) | None => word,
    }
}

/// Accents stand for an apostrophe; three equal letters are two.
fn push_letter(c: char, word: &mut String) {
    let twice = word.ends_with(c) && {
        let mut back = word.chars().rev();
        back.next();
        back.next() == Some(c)
    };
    if twice {
        return;
    }
    match c {
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => word.push_str("o'"),
        'ğ' | 'ǵ' => word.push_str("g'"),
        c if is_combining(c) => {}
        c => word.push(c),
    }
}

/// SM-G991B/DS: capitals and digits, and nothing that is counted.
fn is_code(chunk: &str) -> bool {
    let has = |of: fn(&char) -> bool| chunk.chars().any(|c| of(&c));
    has(char::is_ascii_digit)
        && has(char::is_ascii_uppercase)
        && chunk.is_ascii()
        && !has(char::is_ascii_lowercase)
        && !chunk.ends_with("TA")
}

fn is_address(chunk: &str) -> bool {
    chunk.starts_with(['@', '/', '#'])
        || chunk.contains("://")
        || chunk.starts_with("www.")
        || chunk.starts_with("t.me/")
        || chunk.find('@').is_some_and(|at| chunk[at..].contains('.'))
}
