//! Letters: to whom they may be written, what is said to a relay and what it
//! answers, and the click that ends them.

mod relay;
mod said;

use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::{Arc, LazyLock};

use scx_connect::mail::fuzz::{Talk, talk};
use scx_connect::mail::{Letter, Mailer, Outcome, Relay, Tls};
use scx_domain::accounts::{parse_email, parse_name};
use scx_kit::{Clock, Secret, Time};
use scx_webhooks::fuzz::{page_language, unsubscribing};

use self::said::Said;
use crate::input::Values;

const SENDER: &str = "noreply@shop.example";
const PASSWORD: &str = "abcd-efgh-ijkl-mnop";
const UNSUBSCRIBE: &str = "https://shop.example/u/0123456789abcdefghijABCDEFGHIJXY";
/// Letters and digits of the word that unsubscribes.
const WORD: usize = 32;

/// An address, a name, the path of a click, the languages of who clicks, and
/// what a relay says.
pub fn letter(bytes: &[u8]) {
    let mut values = Values::of(bytes);
    let (to, name) = (values.text(), values.text());
    clicked(&values.text());
    // Pages are shown in some language, whatever is wanted.
    page_language(values.bytes());
    let says = values.rest();
    sent(&to, &name, says);
    if let Ok(email) = parse_email(&to) {
        let talk = sent(&email, &name, says);
        let is_written = talk.outcome != Outcome::DeadAddress || !talk.heard.is_empty();
        assert!(is_written, "nobody can write to {email:?}");
    }
}

/// Only what may be a word of ours is looked up, and it is what was clicked.
fn clicked(path: &str) {
    let is_word =
        |text: &str| text.len() == WORD && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if let Some(word) = unsubscribing(path) {
        assert!(is_word(&word), "{word:?} is looked up");
        let again = unsubscribing(&format!("/u/{word}"));
        assert_eq!(again.as_ref(), Some(&word));
    }
    let plain = path.strip_prefix("/u/").filter(|word| is_word(word));
    if let Some(word) = plain {
        assert_eq!(unsubscribing(path).as_deref(), Some(word));
    }
}

/// A letter to this address, with this text for a subject and, where it may be
/// the name of a shop, in the letter.
fn sent(to: &str, text: &str, says: &[u8]) -> Talk {
    let name = parse_name(text).unwrap_or_default();
    let letter = Letter {
        to: to.to_owned(),
        subject: text.to_owned(),
        text: format!("{name}\n\n{UNSUBSCRIBE}"),
        html: format!("<p>{name}</p>"),
        message_id: String::from("winback.prt_01JD.3"),
        unsubscribe: Some(UNSUBSCRIBE.to_owned()),
        pdf: None,
    };
    let talk = talk(&MAILER, &letter, says);
    let is_told = String::from_utf8_lossy(&talk.heard).contains(PASSWORD);
    let knows = to.contains(PASSWORD) || text.contains(PASSWORD);
    assert!(!is_told || knows, "a secret is said");
    let said = Said::of(&talk.heard, to);
    let is_unwritable = talk.outcome == Outcome::DeadAddress && talk.heard.is_empty();
    if !is_unwritable {
        assert_eq!(talk.outcome, relay::verdict(&said, says), "{said:?}");
    }
    talk
}

static MAILER: LazyLock<Mailer> = LazyLock::new(|| {
    let relay = Relay {
        host: String::from("127.0.0.1"),
        port: 25,
        tls: Tls::None,
        from: format!("Do‘kon <{SENDER}>").parse().expect("a sender"),
        login: Some((SENDER.to_owned(), Secret::new(PASSWORD.to_owned()))),
    };
    Mailer::new(relay, Arc::new(Still))
});

/// A clock that stands.
#[derive(Debug)]
struct Still;

type Waiting = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Clock for Still {
    fn now(&self) -> Time {
        Time(1_795_230_000_000)
    }

    fn sleep_until(&self, _: Time) -> Waiting {
        Box::pin(pending())
    }

    fn timer(&self, _: Time) -> Waiting {
        Box::pin(pending())
    }
}
