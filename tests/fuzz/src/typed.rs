//! What people type into the screens, and the names of their files.

use scx_bot::escape;
use scx_domain::accounts::{Phone, parse_email, parse_hours, parse_name};
use scx_domain::channels::{looks_like_token, suggested_username};
use scx_domain::export::file_name;
use scx_domain::knowledge::check_offer;
use scx_domain::{Arg, Refusal};

/// Telegram takes messages of so many characters; a sentence around an
/// argument needs some of them.
const ARGUMENT_CHARS: usize = 200;

/// One text, as an answer to every question that the bots ask.
pub fn typed(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    phone(&text);
    shop(&text);
    hours(&text);
    file(&text);
    shown(&text);
    if looks_like_token(&text) {
        let token = text.trim();
        let (number, secret) = token.split_once(':').expect("a colon");
        assert!(number.parse::<i64>().is_ok_and(|number| number >= 0));
        // It becomes part of an address.
        assert!(!secret.contains(['/', '?', '#', '%', '.']) && secret.len() == 35);
    }
}

fn phone(text: &str) {
    match Phone::parse(text) {
        Ok(phone) => {
            let stored = phone.stored();
            let digits = stored.strip_prefix('+').expect("a plus");
            assert!(digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit()));
            assert_eq!(Phone::parse(&stored), Ok(phone), "{text:?}");
        }
        Err(refusal) => says(&refusal, &["phone-wrong", "phone-two", "phone-foreign"]),
    }
}

fn shop(text: &str) {
    match parse_name(text) {
        Ok(name) => {
            assert_eq!(parse_name(&name).as_ref(), Ok(&name), "{text:?}");
            assert!(!name.contains(char::is_control));
            let shows =
                |c: char| !c.is_whitespace() && !"\u{200b}\u{2800}\u{3164}\u{202e}".contains(c);
            assert!(name.contains(shows), "{name:?}");
        }
        Err(refusal) => says(&refusal, &["name-wrong"]),
    }
    match parse_email(text) {
        Ok(email) => {
            assert_eq!(parse_email(&email).as_ref(), Ok(&email), "{text:?}");
            assert_eq!(email.matches('@').count(), 1);
            assert!(!email.contains(char::is_whitespace));
        }
        Err(refusal) => says(&refusal, &["email-wrong"]),
    }
    // Telegram's rules for the usernames of bots.
    let username = suggested_username(text);
    assert!((5..=32).contains(&username.len()), "{username:?}");
    assert!(username.ends_with("_bot") && username.starts_with(|c: char| c.is_ascii_lowercase()));
    assert!(
        username
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_')
    );
}

fn hours(text: &str) {
    match parse_hours(text) {
        Ok((opens, closes)) => {
            assert!((0..24 * 60).contains(&opens) && (0..=24 * 60).contains(&closes));
            assert_ne!(opens, closes);
            let clock = |at: i64| format!("{:02}:{:02}", at / 60, at % 60);
            let shown = format!("{}–{}", clock(opens), clock(closes));
            assert_eq!(parse_hours(&shown), Ok((opens, closes)), "{text:?}");
        }
        Err(refusal) => says(&refusal, &["hours-wrong"]),
    }
}

fn file(name: &str) {
    if let Err(refusal) = check_offer(name, 1) {
        says(&refusal, &["file-wrong-type"]);
    }
    let packed = file_name(name);
    assert_eq!(file_name(&packed), packed, "{name:?}");
    assert!(!packed.contains(['/', '\\', ':']) && !packed.contains(char::is_control));
    assert!(packed != ".." && packed != "." && packed.chars().count() <= 100);
    // Windows drops them, and two names would be one.
    assert!(!packed.ends_with(['.', ' ']), "{packed:?}");
}

/// What people wrote is shown as they wrote it, and is no markup.
fn shown(text: &str) {
    let html = escape(text);
    assert!(!html.contains(['<', '>', '"']));
    let read = html
        .replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&");
    assert_eq!(read, text);
}

fn says(refusal: &Refusal, keys: &[&str]) {
    assert!(keys.contains(&refusal.key.as_str()), "{}", refusal.key);
    for (name, arg) in &refusal.args {
        if let Arg::Text(text) = arg {
            let chars = text.chars().count();
            assert!(chars <= ARGUMENT_CHARS, "{name} of {chars} characters");
        }
    }
}
