//! Pure decisions about files.

use scx_lang::{Label, identify, unknown_share};
use scx_read::{Document as Text, Warning};

use super::Share;
use crate::{Arg, Refusal};

/// The largest file that is accepted: 10 MB.
pub const MAX_FILE_BYTES: i64 = 10 * 1024 * 1024;

const READABLE: [&str; 5] = ["pdf", "docx", "xlsx", "csv", "txt"];
/// Office files that say by their name that they carry a program.
const WITH_MACROS: [&str; 4] = ["docm", "dotm", "xlsm", "xltm"];

/// Checks a file by what is known before it is fetched.
///
/// # Errors
/// `file-too-big`, `file-empty`, `file-has-macros` or `file-wrong-type`.
pub fn check_offer(file_name: &str, bytes: i64) -> Result<(), Refusal> {
    if bytes > MAX_FILE_BYTES {
        return Err(too_big(bytes));
    }
    if bytes == 0 {
        return Err(Refusal::new("file-empty"));
    }
    let extension = file_name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    let extension = extension.to_lowercase();
    if READABLE.contains(&extension.as_str()) {
        return Ok(());
    }
    if WITH_MACROS.contains(&extension.as_str()) {
        return Err(Refusal::new("file-has-macros"));
    }
    Err(wrong_type(&extension))
}

/// The sentence for a file that the reader refused.
pub fn refusal_of(refusal: &scx_read::Refusal) -> Refusal {
    match refusal {
        scx_read::Refusal::Empty => Refusal::new("file-empty"),
        scx_read::Refusal::TooLarge { bytes, .. } => {
            too_big(i64::try_from(*bytes).unwrap_or(i64::MAX))
        }
        scx_read::Refusal::WrongType { found } => wrong_type(found),
        scx_read::Refusal::Encrypted => Refusal::new("file-encrypted"),
        scx_read::Refusal::Macros => Refusal::new("file-has-macros"),
        scx_read::Refusal::Scanned { pages } => {
            Refusal::new("file-scanned").with("pages", i64::from(*pages))
        }
        scx_read::Refusal::Corrupt => Refusal::new("file-corrupt"),
        scx_read::Refusal::TooComplex => Refusal::new("file-too-complex"),
    }
}

/// Adds the doubt that the letters are not those that the page shows, when many
/// words are of no language. The reader sees broken letters by themselves; only
/// a knowledge of words sees letters that were swapped.
pub fn doubt_words(text: &mut Text) {
    const HIGH: f32 = 0.3;
    /// So much of a long text tells what it is like.
    const LOOKED_AT: usize = 200_000;
    let is_doubted = |warning: &Warning| matches!(warning, Warning::Garbled { .. });
    if text.warnings.iter().any(is_doubted) {
        return;
    }
    let part = &text.text[..text.text.floor_char_boundary(LOOKED_AT)];
    if let Some(share) = unknown_share(part).filter(|share| *share >= HIGH) {
        let share_percent = (share * 100.0) as u8;
        text.warnings.insert(0, Warning::Garbled { share_percent });
    }
}

/// The languages of a text by its lines, most first, at most 400 lines looked at.
pub fn share_of_languages(text: &str) -> Vec<Share> {
    let mut counts: Vec<(Label, u32)> = Vec::new();
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let step = (lines.len() / 400).max(1);
    for line in lines.iter().step_by(step) {
        let label = identify(line).label;
        if label == Label::Und {
            continue;
        }
        match counts.iter_mut().find(|(known, _)| *known == label) {
            Some((_, count)) => *count += 1,
            None => counts.push((label, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let total: u32 = counts.iter().map(|(_, count)| count).sum();
    counts
        .into_iter()
        .map(|(label, count)| Share {
            label: label.tag().to_owned(),
            percent: u8::try_from(count * 100 / total.max(1)).unwrap_or(100),
        })
        .filter(|share| share.percent >= 5)
        .collect()
}

fn too_big(bytes: i64) -> Refusal {
    Refusal::new("file-too-big")
        .with("size", Arg::Bytes(bytes))
        .with("limit", Arg::Bytes(MAX_FILE_BYTES))
}

fn wrong_type(found: &str) -> Refusal {
    // A name can end with a whole sentence.
    const MOST_CHARS: usize = 10;
    let found: String = found.to_uppercase().chars().take(MOST_CHARS).collect();
    Refusal::new("file-wrong-type").with("found", found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_refused_before_it_is_fetched() {
        assert_eq!(check_offer("narxlar.CSV", 10), Ok(()));
        assert_eq!(
            check_offer("a.pdf", MAX_FILE_BYTES + 1).unwrap_err().key,
            "file-too-big"
        );
        assert_eq!(check_offer("a.pdf", 0).unwrap_err().key, "file-empty");
        assert_eq!(check_offer("a.exe", 10).unwrap_err().key, "file-wrong-type");
        assert_eq!(
            check_offer("readme", 10).unwrap_err().key,
            "file-wrong-type"
        );
    }

    #[test]
    fn languages_are_shared_out_by_lines() {
        let shares = share_of_languages(
            "Yetkazib berish bepul va tez\nTo‘lov naqd yoki karta orqali\n123 456\n",
        );
        assert_eq!(shares.len(), 1);
        assert_eq!(
            (shares[0].label.as_str(), shares[0].percent),
            ("uz-Latn", 100)
        );
        assert!(share_of_languages("12 34").is_empty());
    }
}
