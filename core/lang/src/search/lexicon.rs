//! The words of the lexicon, and which of them a written word is a form of.

use std::cell::LazyCell;
use std::cmp::Ordering;
use std::collections::HashMap;

use super::forms::form;
use crate::fold::{fold, fold_mapped};
use crate::uzbek::{Class, Spelling, follows};

/// The roots of Uzbek that are known.
#[derive(Default)]
pub(super) struct Roots {
    roots: Vec<Root>,
    numbers: HashMap<(String, Class), u32>,
    /// Roots by their folded text.
    folded: HashMap<u64, Vec<u32>>,
    /// Roots by what is left of their folded text without one letter.
    shortened: HashMap<u64, Vec<u32>>,
}

/// A root with what it means.
pub(super) struct Root {
    pub(super) folded: String,
    spelled: Vec<char>,
    class: Class,
    pub(super) concepts: Vec<u32>,
    pub(super) is_stop: bool,
    /// It begins an entry of two words.
    pub(super) is_opener: bool,
}

/// Letters that a root has at least, and that a mistyped one has.
const LEAST_LETTERS: usize = 2;
const LEAST_MISTYPED: usize = 5;
/// Spellings that lie further apart are different words.
const FARTHEST: f32 = 1.05;
/// What a letter of endings weighs beside a letter of the root, and how much
/// worse another root may fit that is as good.
const ENDING: f32 = 0.08;
const AS_GOOD: f32 = 0.03;
/// A root that means nothing by itself gives way to one that does.
const EMPTY: f32 = 0.15;

/// Verbs whose roots end in i, which their -ish forms do not show.
const VERBS_IN_I: &[&str] = &[
    "o‘qish",
    "to‘qish",
    "erish",
    "chirish",
    "qichish",
    "qarish",
    "boyish",
    "tanish",
    "achish",
    "yirish",
];

/// Nouns that look like the nouns of verbs.
const NOUNS_IN_SH: &[&str] = &[
    "bolish",
    "finish",
    "garnish",
    "guash",
    "idish",
    "kalish",
    "kamish",
    "karandash",
    "kishmish",
    "kurash",
    "lavash",
    "parvarish",
    "plash",
    "prish",
    "qamish",
    "radish",
    "rozigrish",
    "xohish",
];

impl Roots {
    /// The numbers of the roots of a dictionary form, added where it is new. A
    /// verb is written as its noun, `yozish` or `yozmoq`; a hyphen behind it
    /// marks a bare root.
    pub(super) fn add(&mut self, word: &str) -> u32 {
        let spelled: String = Spelling::of(word).until(u32::MAX).into_iter().collect();
        if let Some(root) = word.strip_suffix('-') {
            let spelled = Spelling::of(root).until(u32::MAX).into_iter().collect();
            return self.number(spelled, Class::Verb);
        }
        let is_in_i = VERBS_IN_I.contains(&word);
        let verb = match spelled.strip_suffix('w') {
            Some(root) if root.ends_with('a') || is_in_i => Some(root),
            Some(root) => root.strip_suffix('i'),
            None => spelled.strip_suffix("moq"),
        };
        let verb = verb.filter(|_| !NOUNS_IN_SH.contains(&word));
        match verb {
            Some(root) if root.chars().count() >= LEAST_LETTERS => {
                self.number(root.to_owned(), Class::Verb)
            }
            _ => self.number(spelled, Class::Noun),
        }
    }

    /// The number of a root, which is added where it is new.
    fn number(&mut self, spelled: String, class: Class) -> u32 {
        let key = (spelled, class);
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.roots.len() as u32;
        let folded = fold_spelled(&key.0);
        self.folded.entry(form(&folded)).or_default().push(number);
        if folded.chars().count() >= LEAST_MISTYPED {
            for key in shortened(&folded) {
                self.shortened.entry(key).or_default().push(number);
            }
        }
        self.roots.push(Root {
            folded,
            spelled: key.0.chars().collect(),
            class,
            concepts: Vec::new(),
            is_stop: false,
            is_opener: false,
        });
        self.numbers.insert(key, number);
        number
    }

    pub(super) fn root(&self, number: u32) -> &Root {
        &self.roots[number as usize]
    }

    pub(super) fn root_mut(&mut self, number: u32) -> &mut Root {
        &mut self.roots[number as usize]
    }

    /// The roots that a word may be a form of, those that fit best; none when
    /// the lexicon has none.
    pub(super) fn of(&self, word: &str) -> Vec<u32> {
        self.fitting(word, false)
    }

    /// The same for a word that may be mistyped.
    pub(super) fn near(&self, word: &str) -> Vec<u32> {
        self.fitting(word, true)
    }

    fn fitting(&self, word: &str, is_mistyped: bool) -> Vec<u32> {
        let folded = fold_mapped(word);
        let spelling = Spelling::of(word);
        let least = if is_mistyped {
            LEAST_MISTYPED - 1
        } else {
            LEAST_LETTERS
        };
        let ends = folded.text.char_indices().map(|(at, _)| at);
        let ends: Vec<usize> = ends.chain([folded.text.len()]).collect();
        // Mistyped words are known to be one letter off; that costs two at most.
        let farthest = if is_mistyped {
            2.0 * FARTHEST
        } else {
            FARTHEST
        };
        let mut found: Vec<(f32, u32)> = Vec::new();
        for (count, &end) in ends.iter().enumerate().skip(least) {
            let (root, rest) = folded.text.split_at(end);
            let place = folded.origin.get(count).copied().unwrap_or(u32::MAX);
            let typed = LazyCell::new(|| spelling.until(place));
            let ending = (ends.len() - 1 - count) as f32 * ENDING;
            self.each(root, rest, is_mistyped, |number| {
                let meant = &self.roots[number as usize];
                let distance = distance(&spelling, &typed, &meant.spelled);
                // Of two equal letters where root and ending meet one was left
                // by folding: mol-lar, yoq-qan.
                let doubled = &folded.text[ends[count - 1]..];
                let takes = |rest| follows(&meant.folded, rest, meant.class);
                if distance <= farthest && (takes(rest) || !rest.is_empty() && takes(doubled)) {
                    let empty = if meant.is_empty() { EMPTY } else { 0.0 };
                    found.push((distance + ending + empty, number));
                }
            });
        }
        let numbers = best(found);
        // A guess between several is none.
        if is_mistyped && numbers.len() > 1 {
            return Vec::new();
        }
        numbers
    }

    fn each(&self, root: &str, rest: &str, is_mistyped: bool, mut take: impl FnMut(u32)) {
        if is_mistyped {
            for key in shortened(root) {
                for &number in self.shortened.get(&key).into_iter().flatten() {
                    if is_one_off(root, &self.roots[number as usize].folded) {
                        take(number);
                    }
                }
            }
            return;
        }
        // Folding takes t + s for ц: ket-sa, ko‘rsat-sin.
        let swallowed = rest.starts_with('s').then(|| format!("{root}t"));
        // A vowel softens k and q: choynak, choynagi.
        let is_soft = rest.starts_with(['a', 'e', 'i', 'o']);
        let bare = root.strip_suffix('g').filter(|_| is_soft);
        let hard = bare.map(|bare| format!("{bare}k"));
        for meant in [Some(root), swallowed.as_deref(), hard.as_deref()]
            .into_iter()
            .flatten()
        {
            let numbers = self.folded.get(&form(meant)).into_iter().flatten();
            numbers.copied().for_each(&mut take);
        }
    }
}

/// The numbers that cost least, each once.
fn best(mut found: Vec<(f32, u32)>) -> Vec<u32> {
    let least = found.iter().fold(f32::MAX, |least, one| least.min(one.0));
    found.retain(|(cost, _)| *cost <= least + AS_GOOD);
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut numbers: Vec<u32> = found.into_iter().map(|(_, number)| number).collect();
    numbers.dedup();
    numbers
}

/// The folded form of a spelling.
fn fold_spelled(spelled: &str) -> String {
    let latin = spelled.replace('ö', "o").replace('ğ', "g");
    fold(&latin.replace('c', "ch").replace('w', "sh"))
}

/// How far what was typed lies from a root, whose last letter may have been
/// softened, or swallowed by the s behind it.
fn distance(spelling: &Spelling, typed: &[char], meant: &[char]) -> f32 {
    match (typed.split_last(), meant.split_last()) {
        (Some(('g' | 'ğ', typed)), Some(('k' | 'q', meant))) => spelling.distance(typed, meant),
        (Some(_), Some(('t', bare))) if bare.len() == typed.len() => {
            let swallowed = spelling.distance(typed, bare);
            swallowed.min(spelling.distance(typed, meant))
        }
        _ => spelling.distance(typed, meant),
    }
}

impl Root {
    /// It only stands in entries of two words.
    fn is_empty(&self) -> bool {
        self.concepts.is_empty() && !self.is_stop
    }
}

/// A word, and the word without each of its letters but the first.
fn shortened(word: &str) -> Vec<u64> {
    let without =
        |(at, c): (usize, char)| form(&format!("{}{}", &word[..at], &word[at + c.len_utf8()..]));
    [form(word)]
        .into_iter()
        .chain(word.char_indices().skip(1).map(without))
        .collect()
}

/// One letter more, one less, another one, or two in the wrong order.
fn is_one_off(a: &str, b: &str) -> bool {
    let [a, b]: [Vec<char>; 2] = [a, b].map(|word| word.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match a.len().cmp(&b.len()) {
        _ if a.is_empty() && b.is_empty() => true,
        Ordering::Equal => {
            let is_swapped = a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
            a[1..] == b[1..] || is_swapped
        }
        Ordering::Greater => a[1..] == *b,
        Ordering::Less => b[1..] == *a,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roots() -> Roots {
        let mut roots = Roots::default();
        for word in [
            "oy",
            "uy",
            "bola",
            "bo‘lish",
            "qo‘l",
            "qolish",
            "bosh",
            "choynak",
            "yoqish",
            "ketish",
            "ko‘rsatish",
            "mol",
            "dostavka",
            "to‘lash",
            "o‘qish",
            "idish",
        ] {
            roots.add(word);
        }
        for word in [
            "oy", "uy", "bola", "qo‘l", "choynak", "mol", "dostavka", "idish",
        ] {
            let root = roots.add(word);
            roots.root_mut(root).concepts.push(1);
        }
        roots
    }

    fn found(roots: &Roots, word: &str) -> Vec<String> {
        let all = roots.of(word).into_iter();
        all.map(|root| roots.root(root).spelled.iter().collect())
            .collect()
    }

    #[test]
    fn a_form_leads_to_its_root() {
        let roots = roots();
        for (word, root) in [
            ("uyimizga", "uy"),
            ("уйингизга", "uy"),
            ("oyiga", "oy"),
            ("choynagi", "coynak"),
            ("чойнагингиз", "coynak"),
            ("bo‘ladimi", "böl"),
            ("bolalarga", "bola"),
            ("qolib", "qol"),
            ("qo‘lim", "qöl"),
            ("yoqqan", "yoq"),
            ("ketsam", "ket"),
            ("ko‘rsatsangiz", "körsat"),
            ("mollar", "mol"),
            ("to‘layman", "töla"),
            ("o‘qiyman", "öqi"),
            ("idishlarni", "idiw"),
        ] {
            assert_eq!(found(&roots, word), [root], "{word}");
        }
    }

    #[test]
    fn a_word_without_a_root_has_none() {
        let roots = roots();
        for word in ["", "x", "samsung", "molxona", "😀"] {
            assert!(found(&roots, word).is_empty(), "{word}");
        }
    }

    #[test]
    fn a_mistyped_word_is_guessed_where_one_is_near() {
        let roots = roots();
        for word in [
            "dastavka",
            "dostafka",
            "dotsavka",
            "dostavkangiz",
            "dostavk",
        ] {
            let near = roots.near(word);
            assert_eq!(near.len(), 1, "{word}");
            assert_eq!(roots.root(near[0]).folded, "dostavka", "{word}");
        }
        assert!(roots.near("dastafka").is_empty(), "two letters");
        assert!(roots.near("uya").is_empty(), "too short to tell");
    }
}
