//! A log-linear model over pieces of words: a table of small weights that
//! `examples/train_identify.rs` makes from the texts in `corpus`.

use std::sync::LazyLock;

/// Weights of one class.
pub(super) const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 15;
const LONGEST_PIECE: usize = 5;

/// Classes among Cyrillic words: Uzbek, Russian.
pub(super) const CYRILLIC: usize = 2;
/// Classes among Latin words: Uzbek, English, Russian.
pub(super) const LATIN: usize = 3;

/// The trained table: a fingerprint of the texts, two scales, the weights.
pub(super) const TABLE: &[u8] = include_bytes!("model.bin");
pub(super) const FINGERPRINT_BYTES: usize = 8;
const SCALE_BYTES: usize = 4;
pub(super) const TABLE_BYTES: usize =
    FINGERPRINT_BYTES + 2 * SCALE_BYTES + SLOTS * (CYRILLIC + LATIN);
const _: () = assert!(TABLE.len() == TABLE_BYTES);

static SCALES: LazyLock<[f32; 2]> = LazyLock::new(|| {
    let scale = |at: usize| {
        let bytes = TABLE[at..].first_chunk().copied().unwrap_or_default();
        f32::from_le_bytes(bytes)
    };
    [
        scale(FINGERPRINT_BYTES),
        scale(FINGERPRINT_BYTES + SCALE_BYTES),
    ]
});

/// Shares of Uzbek and Russian for lower-cased Cyrillic words; `counted` is
/// how often a number was counted with -ta.
pub(super) fn cyrillic(words: &str, counted: usize) -> [f32; CYRILLIC] {
    let from = FINGERPRINT_BYTES + 2 * SCALE_BYTES;
    let weights = &TABLE[from..from + SLOTS * CYRILLIC];
    let mut sums = sums(words, weights, SCALES[0]);
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
pub(super) fn latin(words: &str, counted: usize) -> [f32; LATIN] {
    let from = FINGERPRINT_BYTES + 2 * SCALE_BYTES + SLOTS * CYRILLIC;
    let mut sums = sums(words, &TABLE[from..], SCALES[1]);
    let uzbek = words.matches("o'").count() + words.matches("g'").count();
    sums[0] += uzbek.min(3) as f32 + 4.0 * counted.min(3) as f32;
    sums[2] -= ROMANISED_IS_RARE;
    shares(sums)
}

fn sums<const N: usize>(words: &str, weights: &[u8], scale: f32) -> [f32; N] {
    let mut sums = [0_i32; N];
    let mut count = 0_u32;
    each_piece(words, |slot| {
        count += 1;
        let row = weights[slot * N..].first_chunk::<N>();
        for (sum, weight) in sums.iter_mut().zip(row.copied().unwrap_or([0; N])) {
            *sum += i32::from(weight.cast_signed());
        }
    });
    let scale = scale * spread(count);
    sums.map(|sum| sum as f32 * scale)
}

/// A text's pieces agree with one another less than independent ones would,
/// so that their sum says less the more of them there are.
pub(super) fn spread(count: u32) -> f32 {
    1.0 / (count.max(1) as f32).sqrt()
}

pub(super) fn shares<const N: usize>(sums: [f32; N]) -> [f32; N] {
    let top = sums.iter().copied().fold(f32::MIN, f32::max);
    let parts = sums.map(|sum| (sum - top).exp());
    let all: f32 = parts.iter().sum();
    parts.map(|part| part / all)
}

/// Calls `take` with the slot of every run of one to five characters that
/// does not cross a space.
pub(super) fn each_piece(words: &str, mut take: impl FnMut(usize)) {
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
                take((hash.wrapping_mul(0x9e37_79b1) >> (32 - SLOT_BITS)) as usize);
            }
        }
        // A space ends the last word's pieces and begins the next one's.
        if c == ' ' {
            length = 1;
        }
    }
}
