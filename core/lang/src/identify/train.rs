//! Makes the table of the model from the texts in `corpus`.
//!
//! Every line is taught whole, in windows of a few words, and word by word,
//! and in the ways in which people would type it: in the other alphabet, on
//! a Russian keyboard, without apostrophes, romanised, with typing mistakes.
//! Nothing depends on the machine: chance comes from a fixed seed.

use super::model::{
    CYRILLIC, FINGERPRINT_BYTES, LATIN, SLOTS, TABLE, TABLE_BYTES, each_piece, shares, spread,
};
use super::words::Words;
use crate::hash::fnv;
use crate::script::{is_apostrophe, is_cyrillic};
use crate::translit::{to_cyrillic, to_latin};

const UZBEK: [&str; 6] = [
    include_str!("../../corpus/own-uz.txt"),
    include_str!("../../corpus/aosp.uz-latn.txt"),
    include_str!("../../corpus/fitrat.uz-latn.txt"),
    include_str!("../../corpus/uzum-reviews.uz-latn.txt"),
    include_str!("../../corpus/school-words.uz-latn.txt"),
    UZBEK_LOANS,
];
/// Words that are evidence of Uzbek in Latin letters only.
const UZBEK_LOANS: &str = include_str!("../../corpus/own-uz-loans.txt");
const UZBEK_CYRILLIC: [&str; 2] = [
    include_str!("../../corpus/fitrat.uz-cyrl.txt"),
    include_str!("../../corpus/uzum-reviews.uz-cyrl.txt"),
];
const RUSSIAN: [&str; 5] = [
    include_str!("../../corpus/own-ru.txt"),
    include_str!("../../corpus/aosp.ru.txt"),
    include_str!("../../corpus/fitrat.ru.txt"),
    include_str!("../../corpus/koziev.ru.txt"),
    include_str!("../../corpus/uzum-reviews.ru.txt"),
];
const ENGLISH: [&str; 4] = [
    include_str!("../../corpus/own-en.txt"),
    include_str!("../../corpus/aosp.en.txt"),
    include_str!("../../corpus/fitrat.en.txt"),
    include_str!("../../corpus/clinc.en.txt"),
];

/// Times that the samples are gone through.
const ROUNDS: usize = 5;
const RATE: f32 = 0.5;
/// Pulls weights that little speaks for towards nothing.
const DECAY: f32 = 2e-6;
/// Samples of each class; scarce ones are repeated.
const SAMPLES: usize = 60_000;

/// The table, ready to be written to `src/identify/model.bin`.
pub fn table() -> Vec<u8> {
    let mut chance = Chance::new(20_261_128);
    let (cyrillic, latin) = samples(&mut chance);
    let (cyrillic, cyrillic_scale) = trained(&cyrillic, &mut chance);
    let (latin, latin_scale) = trained(&latin, &mut chance);
    let mut table = Vec::with_capacity(TABLE_BYTES);
    table.extend(fingerprint().to_le_bytes());
    table.extend(cyrillic_scale.to_le_bytes());
    table.extend(latin_scale.to_le_bytes());
    table.extend(cyrillic);
    table.extend(latin);
    table
}

/// Every line that is taught, for the test that none of them is scored.
pub fn lines() -> impl Iterator<Item = &'static str> {
    let texts = UZBEK.iter().chain(&UZBEK_CYRILLIC).chain(&RUSSIAN);
    texts.chain(&ENGLISH).flat_map(|text| text.lines())
}

/// Whether the table in the source was made from the texts as they are.
pub fn is_current() -> bool {
    TABLE.first_chunk() == Some(&fingerprint().to_le_bytes())
}

/// Of all lines.
pub(crate) fn fingerprint() -> u64 {
    const _: () = assert!(FINGERPRINT_BYTES == size_of::<u64>());
    fnv(lines().flat_map(str::bytes))
}

/// Slots of the pieces of each sample, by class.
type Samples<const N: usize> = [Vec<Vec<u16>>; N];

fn samples(chance: &mut Chance) -> (Samples<CYRILLIC>, Samples<LATIN>) {
    let mut cyrillic: Samples<CYRILLIC> = Default::default();
    let mut latin: Samples<LATIN> = Default::default();
    for window in windows(&UZBEK, chance) {
        push_latin(&mut latin[0], &window, chance);
        push_latin(&mut latin[0], &without_apostrophes(&window), chance);
        push_latin(&mut latin[0], &slang(&window), chance);
    }
    for window in windows(&UZBEK[..UZBEK.len() - 1], chance) {
        let other = to_cyrillic(&window);
        push_cyrillic(&mut cyrillic[0], &plain_cyrillic(&other), chance);
        push_cyrillic(&mut cyrillic[0], &other, chance);
    }
    for window in windows(&UZBEK_CYRILLIC, chance) {
        push_cyrillic(&mut cyrillic[0], &plain_cyrillic(&window), chance);
        push_cyrillic(&mut cyrillic[0], &window, chance);
        let other = to_latin(&window);
        push_latin(&mut latin[0], &without_apostrophes(&other), chance);
        push_latin(&mut latin[0], &other, chance);
    }
    for window in windows(&RUSSIAN, chance) {
        push_cyrillic(&mut cyrillic[1], &window, chance);
        push_latin(&mut latin[2], &romanised(&window, chance), chance);
    }
    for window in windows(&ENGLISH, chance) {
        push_latin(&mut latin[1], &without_apostrophes(&window), chance);
        push_latin(&mut latin[1], &window, chance);
    }
    (cyrillic, latin)
}

/// Parts of the lines: the whole, a few words, single words.
fn windows(texts: &[&str], chance: &mut Chance) -> Vec<String> {
    let mut windows = Vec::new();
    for line in texts.iter().flat_map(|text| text.lines()) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        windows.push(line.to_lowercase());
        if words.len() < 2 {
            continue;
        }
        for longest in [2, 5] {
            let length = 1 + chance.below(longest.min(words.len()));
            let from = chance.below(words.len() - length + 1);
            windows.push(words[from..from + length].join(" ").to_lowercase());
        }
        let word = words[chance.below(words.len())];
        windows.push(word.to_lowercase());
    }
    windows
}

fn push_cyrillic(samples: &mut Vec<Vec<u16>>, text: &str, chance: &mut Chance) {
    let words = Words::of(&mistyped(text, chance));
    if words.count > 0 && words.cyrillic_letters > words.latin_letters {
        samples.push(slots(&words.cyrillic));
    }
}

fn push_latin(samples: &mut Vec<Vec<u16>>, text: &str, chance: &mut Chance) {
    let words = Words::of(&mistyped(text, chance));
    if words.count > 0 && words.latin_letters > words.cyrillic_letters {
        samples.push(slots(&words.latin));
    }
}

fn slots(words: &str) -> Vec<u16> {
    let mut slots = Vec::new();
    each_piece(words, |slot| {
        slots.push(u16::try_from(slot).unwrap_or(u16::MAX));
    });
    slots
}

/// Learns by stochastic gradient descent with a rate per weight (AdaGrad),
/// and rounds to bytes; the scale turns them back.
fn trained<const N: usize>(samples: &Samples<N>, chance: &mut Chance) -> (Vec<u8>, f32) {
    let mut weights = vec![[0.0_f32; N]; SLOTS];
    let mut steps = vec![[1e-3_f32; N]; SLOTS];
    let mut order: Vec<(usize, usize)> = samples
        .iter()
        .enumerate()
        .flat_map(|(class, of)| (0..SAMPLES).map(move |n| (class, n % of.len())))
        .collect();
    for _ in 0..ROUNDS {
        chance.shuffle(&mut order);
        for &(class, n) in &order {
            learn(&samples[class][n], class, &mut weights, &mut steps);
        }
    }
    let top = weights
        .iter()
        .flatten()
        .fold(0.0_f32, |top, w| top.max(w.abs()));
    let scale = top / 127.0;
    let bytes = weights
        .iter()
        .flatten()
        .map(|weight| ((weight / scale).round() as i8).cast_unsigned())
        .collect();
    (bytes, scale)
}

fn learn<const N: usize>(
    slots: &[u16],
    class: usize,
    weights: &mut [[f32; N]],
    steps: &mut [[f32; N]],
) {
    let scale = spread(u32::try_from(slots.len()).unwrap_or(u32::MAX));
    let mut sums = [0.0; N];
    for &slot in slots {
        for (sum, weight) in sums.iter_mut().zip(&weights[usize::from(slot)]) {
            *sum += weight * scale;
        }
    }
    let mut wrong = shares(sums);
    wrong[class] -= 1.0;
    for &slot in slots {
        let slot = usize::from(slot);
        for n in 0..N {
            let slope = wrong[n] * scale + DECAY * weights[slot][n];
            steps[slot][n] += slope * slope;
            weights[slot][n] -= RATE * slope / steps[slot][n].sqrt();
        }
    }
}

fn without_apostrophes(text: &str) -> String {
    text.chars().filter(|c| !is_apostrophe(*c)).collect()
}

/// As the young type: w for sh, and no apostrophes.
fn slang(text: &str) -> String {
    without_apostrophes(text).replace("sh", "w")
}

/// As typed on a Russian keyboard, without the four Uzbek letters.
fn plain_cyrillic(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'ў' => 'у',
            'қ' => 'к',
            'ғ' => 'г',
            'ҳ' => 'х',
            c => c,
        })
        .collect()
}

/// Russian as people type it in Latin letters; each has ways of his own.
fn romanised(text: &str, chance: &mut Chance) -> String {
    let pick = |chance: &mut Chance, of: &[&'static str]| of[chance.below(of.len())];
    let kh = pick(chance, &["h", "x", "kh"]);
    let zh = pick(chance, &["zh", "j"]);
    let ts = pick(chance, &["c", "ts"]);
    let y = pick(chance, &["y", "i"]);
    let e = pick(chance, &["e", "e", "ye"]);
    let short_i = pick(chance, &["y", "i", "j"]);
    let sch = pick(chance, &["sch", "sh", "shch"]);
    let ch = pick(chance, &["ch", "ch", "4"]);
    let ya = pick(chance, &["ya", "ia", "ja"]);
    let yu = pick(chance, &["yu", "u", "ju"]);
    let soft = pick(chance, &["", "", "'"]);
    let mut out = String::with_capacity(text.len());
    let mut is_start = true;
    for c in text.chars() {
        match c {
            'х' => out.push_str(kh),
            'ж' => out.push_str(zh),
            'ы' => out.push_str(y),
            'ц' => out.push_str(ts),
            'е' if is_start => out.push_str(e),
            'е' | 'э' => out.push('e'),
            'ё' => out.push('e'),
            'й' => out.push_str(short_i),
            'щ' => out.push_str(sch),
            'ч' => out.push_str(ch),
            'я' => out.push_str(ya),
            'ю' => out.push_str(yu),
            'ь' => out.push_str(soft),
            'ъ' => {}
            c if is_cyrillic(c) => out.push_str(&to_latin(&c.to_string())),
            c => out.push(c),
        }
        is_start = !c.is_alphabetic();
    }
    out
}

/// One text in eight has two letters the wrong way round, one missing or one
/// doubled.
fn mistyped(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 5 || chance.below(8) > 0 {
        return text.to_owned();
    }
    let at = 1 + chance.below(letters.len() - 2);
    match chance.below(3) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}

/// SplitMix64: the same on every machine.
#[derive(Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 to 1.
    pub(crate) fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}
