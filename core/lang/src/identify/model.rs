//! A log-linear model over pieces of words, trained on our own word lists.
//!
//! Training takes a few milliseconds and happens once, on first use; it is
//! deterministic, so every process has the same model.

use std::sync::LazyLock;

use crate::script::is_cyrillic;
use crate::translit::{to_cyrillic, to_latin};

const SLOTS: usize = 1 << 14;
const LONGEST_PIECE: usize = 5;
const ROUNDS: usize = 6;

const UZBEK: &str = include_str!("uz.txt");
const UZBEK_LOANS: &str = include_str!("uz-loans.txt");
const RUSSIAN: &str = include_str!("ru.txt");
const ENGLISH: &str = include_str!("en.txt");

static CYRILLIC: LazyLock<Model<2>> = LazyLock::new(train_cyrillic);
static LATIN: LazyLock<Model<3>> = LazyLock::new(train_latin);

/// Shares of Uzbek and Russian for lower-cased Cyrillic words; `counted` is
/// how often a number was counted with -ta.
pub(super) fn cyrillic(words: &str, counted: usize) -> [f32; 2] {
    let mut sums = CYRILLIC.sums(words);
    // Letters that only one of the two alphabets has.
    let uzbek = words
        .chars()
        .filter(|c| matches!(c, 'ў' | 'қ' | 'ғ' | 'ҳ'))
        .count();
    let russian = words.chars().filter(|c| matches!(c, 'ы' | 'щ')).count();
    sums[0] += 4.0 * (uzbek + counted).min(3) as f32;
    sums[1] += 2.0 * russian.min(3) as f32;
    shares(sums)
}

/// Few messages are Russian in Latin letters, so it takes more to be one.
const ROMANISED_IS_RARE: f32 = 2.0;

/// Shares of Uzbek, English and romanised Russian for Latin words.
pub(super) fn latin(words: &str, counted: usize) -> [f32; 3] {
    let mut sums = LATIN.sums(words);
    let uzbek = words.matches("o'").count() + words.matches("g'").count();
    sums[0] += uzbek.min(3) as f32 + 4.0 * counted.min(3) as f32;
    sums[2] -= ROMANISED_IS_RARE;
    shares(sums)
}

struct Model<const N: usize> {
    weights: Vec<[f32; N]>,
}

impl<const N: usize> Model<N> {
    /// How far the sums are stretched before they become shares.
    const SHARPNESS: f32 = 6.0;

    fn sums(&self, words: &str) -> [f32; N] {
        let mut sums = [0.0; N];
        let mut count = 0;
        each_piece(words, |slot| {
            count += 1;
            for (sum, weight) in sums.iter_mut().zip(&self.weights[slot]) {
                *sum += weight;
            }
        });
        let scale = Self::SHARPNESS / (count.max(1) as f32).sqrt();
        sums.map(|sum| sum * scale)
    }

    fn train(samples: &[(usize, String)]) -> Self {
        let mut model = Self {
            weights: vec![[0.0; N]; SLOTS],
        };
        let pieces: Vec<(usize, Vec<usize>)> = samples
            .iter()
            .map(|(class, text)| {
                let mut slots = Vec::new();
                each_piece(text, |slot| slots.push(slot));
                (*class, slots)
            })
            .collect();
        for round in 0..ROUNDS {
            let rate = 1.0 / (1.0 + round as f32);
            // A stride that shares no factor with the count visits every
            // sample once, in an order that mixes the classes.
            let stride = coprime(pieces.len());
            for step in 0..pieces.len() {
                let (class, slots) = &pieces[step * stride % pieces.len()];
                model.learn(*class, slots, rate);
            }
        }
        model
    }

    fn learn(&mut self, class: usize, slots: &[usize], rate: f32) {
        if slots.is_empty() {
            return;
        }
        let scale = Self::SHARPNESS / (slots.len() as f32).sqrt();
        let mut sums = [0.0; N];
        for &slot in slots {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[slot]) {
                *sum += weight;
            }
        }
        let shares = shares(sums.map(|sum| sum * scale));
        let step = rate / (slots.len() as f32).sqrt();
        for &slot in slots {
            for (n, weight) in self.weights[slot].iter_mut().enumerate() {
                let wanted = if n == class { 1.0 } else { 0.0 };
                *weight += step * (wanted - shares[n]);
            }
        }
    }
}

fn coprime(count: usize) -> usize {
    let mut stride = count * 5 / 8 + 1;
    while gcd(stride, count) != 1 {
        stride += 1;
    }
    stride
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn shares<const N: usize>(sums: [f32; N]) -> [f32; N] {
    let top = sums.iter().copied().fold(f32::MIN, f32::max);
    let parts = sums.map(|sum| (sum - top).exp());
    let all: f32 = parts.iter().sum();
    parts.map(|part| part / all)
}

/// Calls `take` with the slot of every run of one to five characters that
/// does not cross a space.
fn each_piece(words: &str, mut take: impl FnMut(usize)) {
    let mut recent = [0_u32; LONGEST_PIECE];
    let mut length = 0;
    for c in words.chars() {
        recent.copy_within(0..LONGEST_PIECE - 1, 1);
        recent[0] = u32::from(c);
        length = (length + 1).min(LONGEST_PIECE);
        let mut hash = 0x811c_9dc5_u32;
        for (n, &code) in recent[..length].iter().enumerate() {
            hash = (hash ^ code).wrapping_mul(0x0100_0193).rotate_left(5);
            if n > 0 || c != ' ' {
                take((hash.wrapping_mul(0x9e37_79b1) >> 18) as usize);
            }
        }
        // A space ends the last word's pieces and begins the next one's.
        if c == ' ' {
            length = 1;
        }
    }
}

fn train_cyrillic() -> Model<2> {
    let mut samples = Vec::new();
    for line in samples_of(UZBEK) {
        let cyrillic = to_cyrillic(&line);
        samples.push((0, plain_cyrillic(&cyrillic)));
        samples.push((0, cyrillic));
    }
    for line in samples_of(RUSSIAN) {
        samples.push((1, line));
    }
    Model::train(&samples)
}

fn train_latin() -> Model<3> {
    let mut samples = Vec::new();
    for line in samples_of(UZBEK).into_iter().chain(samples_of(UZBEK_LOANS)) {
        samples.push((0, line.replace('\'', "")));
        samples.push((0, line));
    }
    for line in samples_of(ENGLISH) {
        samples.push((1, line.replace('\'', "")));
        samples.push((1, line));
    }
    for line in samples_of(RUSSIAN) {
        samples.push((2, romanised(&line)));
        samples.push((2, to_latin(&line).replace('’', "")));
    }
    Model::train(&samples)
}

/// Each line as a whole, and each of its words by itself.
fn samples_of(list: &str) -> Vec<String> {
    let mut samples = Vec::new();
    for line in list.to_lowercase().lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.len() > 1 {
            samples.push(format!(" {} ", words.join(" ")));
        }
        samples.extend(words.iter().map(|word| format!(" {word} ")));
    }
    samples.sort();
    samples.dedup();
    samples
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

/// Russian as people type it in Latin letters: kh, zh, y for ы.
fn romanised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'х' => out.push('h'),
            'ж' => out.push_str("zh"),
            'ы' => out.push('y'),
            'ц' => out.push('c'),
            'е' => out.push('e'),
            'щ' => out.push_str("sch"),
            'ъ' | 'ь' => {}
            c if is_cyrillic(c) => out.push_str(&to_latin(&c.to_string())),
            c => out.push(c),
        }
    }
    out
}
