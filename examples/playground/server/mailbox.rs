//! The letters that the fake mail server took, as the mailbox lists them.

use scx_fakes::smtp::Letter;
use serde::Serialize;

const SHOWN_LETTERS: usize = 40;

/// One letter of the mailbox.
#[derive(Serialize)]
pub(super) struct Shown {
    /// Its place in the order of arrival; no letter is ever taken back.
    id: usize,
    at_ms: i64,
    from: String,
    to: Vec<String>,
    subject: String,
    html: Option<String>,
    text: Option<String>,
    /// What a mail program opens for "unsubscribe".
    unsubscribe: Option<String>,
}

/// Newest first.
pub(super) fn newest(letters: Vec<Letter>) -> Vec<Shown> {
    let numbered = (1..).zip(letters).collect::<Vec<_>>();
    let newest = numbered.into_iter().rev().take(SHOWN_LETTERS);
    newest.map(|(id, letter)| shown(id, letter)).collect()
}

fn shown(id: usize, letter: Letter) -> Shown {
    let from = letter.header("from").unwrap_or(&letter.from).to_owned();
    let unsubscribe = letter.header("list-unsubscribe");
    Shown {
        id,
        at_ms: letter.at_ms,
        from,
        subject: letter.subject().to_owned(),
        unsubscribe: unsubscribe.and_then(page_of).map(str::to_owned),
        to: letter.to,
        html: letter.html,
        text: letter.text,
    }
}

/// The page among the addresses of the header, each in angle brackets
/// (RFC 2369); others are to be written to.
fn page_of(header: &str) -> Option<&str> {
    let mut addresses = header.split('<').filter_map(|part| part.split('>').next());
    addresses.find(|address| address.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(subject: &str) -> Letter {
        Letter {
            at_ms: 0,
            from: "noreply@shop.example".to_owned(),
            to: vec!["lola@shop.example".to_owned()],
            headers: vec![("Subject".to_owned(), subject.to_owned())],
            text: None,
            html: None,
            attachments: 0,
            raw: Vec::new(),
        }
    }

    #[test]
    fn the_newest_letters_come_first_and_keep_their_numbers() {
        let all = (1..=SHOWN_LETTERS + 2).map(|place| letter(&format!("letter {place}")));
        let shown = newest(all.collect());
        let ids: Vec<usize> = shown.iter().map(|letter| letter.id).collect();
        let expected: Vec<usize> = (3..=SHOWN_LETTERS + 2).rev().collect();
        assert_eq!(ids, expected);
        assert_eq!(
            shown[0].subject,
            format!("letter {}", SHOWN_LETTERS + 2),
            "a letter has another's number"
        );
    }

    #[test]
    fn a_page_is_preferred_to_an_address_for_unsubscribing() {
        let both = "<mailto:leave@shop.example>, <https://shop.example/leave?who=1>";
        assert_eq!(page_of(both), Some("https://shop.example/leave?who=1"));
        assert_eq!(page_of("<mailto:leave@shop.example>"), None);
    }
}
