//! A mail server: takes letters for anybody and keeps them in mailboxes.
//!
//! Rules: RFC 5321 (SMTP), RFC 4954 (AUTH), RFC 2034 and 3463 (enhanced codes),
//! RFC 5322 (letters). There is no TLS: `STARTTLS` is not offered.

mod commands;
mod letter;
mod session;
mod wire;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;

use crate::common::{Common, lock};

pub use letter::Letter;

/// What the server says instead of "yes".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpReply {
    /// Three digits; after 421 the server hangs up.
    pub code: u16,
    /// With the enhanced code in front: `5.1.1 no such user`.
    pub text: String,
}

impl SmtpReply {
    /// A reply of this code and text.
    pub fn new(code: u16, text: &str) -> Self {
        Self {
            code,
            text: text.to_owned(),
        }
    }
}

/// How a delivery goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SmtpFault {
    /// Greets with this (421 in life) and hangs up. For the next session only.
    TurnAway(SmtpReply),
    /// Never greets. For the next session only.
    NeverGreet,
    /// Refuses the recipient.
    RefuseRecipient(SmtpReply),
    /// Refuses the letter after its last line.
    RefuseLetter(SmtpReply),
    /// Takes the letter, then hangs up instead of answering.
    LoseAnswer,
    /// Takes the letter and never answers.
    NeverAnswer,
    /// Takes the letter at once and answers so many milliseconds later, see
    /// [`release_due`](crate::Outside::release_due).
    Slow(i64),
}

impl SmtpFault {
    fn concerns_greeting(&self) -> bool {
        matches!(self, Self::TurnAway(_) | Self::NeverGreet)
    }

    fn concerns_recipient(&self) -> bool {
        matches!(self, Self::RefuseRecipient(_))
    }

    fn concerns_letter(&self) -> bool {
        !self.concerns_greeting() && !self.concerns_recipient()
    }
}

/// A handle on the mail server. Clones share it.
#[derive(Clone)]
pub struct Smtp {
    common: Arc<Common>,
    state: Arc<Mutex<State>>,
    port: u16,
}

#[derive(Default)]
struct State {
    /// User and password. Without any, nobody need sign in.
    users: BTreeMap<String, String>,
    letters: Vec<Letter>,
    /// By the recipient in small letters.
    faults: BTreeMap<String, SmtpFault>,
    next: VecDeque<SmtpFault>,
    sessions: usize,
}

impl Smtp {
    /// Listens on a free local port.
    pub(crate) async fn start(common: Arc<Common>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a local port is free");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let smtp = Self {
            common,
            state: Arc::default(),
            port: address.port(),
        };
        tokio::spawn(session::accept(listener, smtp.clone()));
        smtp
    }

    /// Where it listens: the host.
    pub fn host(&self) -> &'static str {
        "127.0.0.1"
    }

    /// Where it listens: the port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Gives a user a password, or another one. From now on nobody sends
    /// without signing in.
    pub fn user(&self, name: &str, password: &str) {
        self.common.traffic.hide(password, "***");
        self.change(|state| {
            state.users.insert(name.to_owned(), password.to_owned());
        });
    }

    /// The letters that were taken for an address, oldest first.
    pub fn mailbox(&self, address: &str) -> Vec<Letter> {
        let is_for = |letter: &&Letter| letter.to.iter().any(|to| to.eq_ignore_ascii_case(address));
        self.look(|state| state.letters.iter().filter(is_for).cloned().collect())
    }

    /// All letters that were taken, oldest first.
    pub fn letters(&self) -> Vec<Letter> {
        self.look(|state| state.letters.clone())
    }

    /// How many sessions were opened so far.
    pub fn sessions(&self) -> usize {
        self.look(|state| state.sessions)
    }

    /// Makes the next session or letter that it can concern go wrong. Faults
    /// wait in line.
    pub fn fail_next(&self, fault: SmtpFault) {
        self.change(|state| state.next.push_back(fault));
    }

    /// Makes every letter for an address go wrong, until
    /// [`mend`](Self::mend).
    ///
    /// # Panics
    /// When the fault concerns greetings, before any address is known.
    pub fn fail_for(&self, address: &str, fault: SmtpFault) {
        assert!(!fault.concerns_greeting(), "{fault:?} has no address");
        self.change(|state| {
            state.faults.insert(address.to_lowercase(), fault);
        });
    }

    /// Letters for an address are taken again.
    pub fn mend(&self, address: &str) {
        self.change(|state| {
            state.faults.remove(&address.to_lowercase());
        });
    }

    /// Faults for the next session or letter that have not happened yet.
    pub fn planned_faults(&self) -> usize {
        self.look(|state| state.next.len())
    }

    /// The fault of one of these recipients, else the first that waits in line.
    fn take_fault(
        &self,
        addresses: &[String],
        concerns: impl Fn(&SmtpFault) -> bool,
    ) -> Option<SmtpFault> {
        self.change(|state| {
            let lasting = addresses.iter().find_map(|address| {
                let fault = state.faults.get(&address.to_lowercase());
                fault.filter(|fault| concerns(fault)).cloned()
            });
            lasting.or_else(|| {
                let at = state.next.iter().position(&concerns)?;
                state.next.remove(at)
            })
        })
    }

    fn note(&self, what: &str) {
        self.common.note_unexpected(format!("smtp: {what}"));
    }

    fn look<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&lock(&self.state))
    }

    fn change<T>(&self, write: impl FnOnce(&mut State) -> T) -> T {
        let result = write(&mut lock(&self.state));
        self.common.changed();
        result
    }
}
