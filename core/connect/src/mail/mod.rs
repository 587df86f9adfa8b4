//! Mail by SMTP, through any relay that takes a name and a password.
//!
//! lettre builds the letter and speaks the protocol; the steps are taken one by
//! one here, because only the step at which a failure came tells whether the
//! letter may have been taken: until the server has answered `DATA` it was not,
//! and after the last line nobody knows unless the server says so. lettre's own
//! time-out covers connecting only, so a deadline stands around everything.

#[cfg(feature = "fuzz")]
pub mod fuzz;
mod outcome;
mod settings;

use std::sync::Arc;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::{Address, Message};
use scx_kit::{Clock, Millis, timeout};

pub use outcome::{Outcome, Step};
pub use settings::{KEYS, Relay, Tls};

/// A letter is sent within it, or it is unknown whether it was. The job around it
/// may take longer: cut off from outside, nobody could say how far it had come.
pub const DEADLINE: Millis = Millis::secs(50);
/// How long connecting may take; lettre measures it on the machine's clock.
const CONNECTING: std::time::Duration = std::time::Duration::from_secs(20);

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text for those who read no HTML.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// Says the same for the same letter, so that a mailbox drops a second copy.
    pub message_id: String,
    /// Where one click unsubscribes (RFC 8058).
    pub unsubscribe: Option<String>,
    /// A PDF that goes along: its name and its bytes.
    pub pdf: Option<(String, Vec<u8>)>,
}

/// A relay that takes letters; a service.
#[derive(Clone, Debug)]
pub struct Mailer {
    relay: Relay,
    clock: Arc<dyn Clock>,
}

impl Mailer {
    /// Sends through a relay.
    pub fn new(relay: Relay, clock: Arc<dyn Clock>) -> Self {
        Self { relay, clock }
    }

    /// Sends a letter, once, on a connection of its own.
    pub async fn send(&self, letter: &Letter) -> Outcome {
        self.send_over(self.connect(), letter).await
    }

    /// Sends a letter over a line that is still to be opened.
    async fn send_over(
        &self,
        line: impl Future<Output = Result<AsyncSmtpConnection, Error>>,
        letter: &Letter,
    ) -> Outcome {
        let message = match self.message(letter) {
            Ok(message) => message,
            Err(why) => {
                tracing::error!(why, "a letter could not be written");
                return Outcome::DeadAddress;
            }
        };
        // What the work has come to when the deadline cuts it off.
        let reached = std::sync::Mutex::new(Step::Before);
        let sending = async { self.deliver(line.await?, &message, &reached).await };
        let sent = timeout(&*self.clock, DEADLINE, sending).await;
        let step = *reached
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        match sent {
            Ok(Ok(true)) => Outcome::Sent,
            // Another yes than the one that was to come is none that can be relied on.
            Ok(Ok(false)) => outcome::cut_off(step),
            Ok(Err(error)) => outcome::of(step, &error),
            Err(_) => outcome::cut_off(step),
        }
    }

    async fn deliver(
        &self,
        mut line: AsyncSmtpConnection,
        message: &Message,
        reached: &std::sync::Mutex<Step>,
    ) -> Result<bool, Error> {
        let reach = |step| {
            *reached
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner) = step;
        };
        self.sign_in(&mut line).await?;
        let bytes = message.formatted();
        let mut options = Vec::new();
        let eight_bits = line.server_info().supports_feature(Extension::EightBitMime);
        if !bytes.is_ascii() && eight_bits {
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let envelope = message.envelope();
        let mail = Mail::new(envelope.from().cloned(), options);
        if !outcome::is_yes(&line.command(mail).await?, &[250]) {
            return Ok(false);
        }
        reach(Step::Recipient);
        for to in envelope.to() {
            let to = Rcpt::new(to.clone(), Vec::new());
            if !outcome::is_yes(&line.command(to).await?, &[250, 251]) {
                return Ok(false);
            }
        }
        if !outcome::is_yes(&line.command(Data).await?, &[354]) {
            return Ok(false);
        }
        reach(Step::Content);
        let is_taken = outcome::is_yes(&line.message(&bytes).await?, &[250]);
        // It is theirs; how we part does not matter.
        let _ = line.quit().await;
        Ok(is_taken)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let relay = &self.relay;
        let hello = self.hello();
        let tls = || TlsParameters::new(relay.host.clone());
        let at_once = match relay.tls {
            Tls::Implicit => Some(tls()?),
            Tls::StartTls | Tls::None => None,
        };
        let server = (relay.host.as_str(), relay.port);
        let mut line =
            AsyncSmtpConnection::connect_tokio1(server, Some(CONNECTING), &hello, at_once, None)
                .await?;
        if relay.tls == Tls::StartTls {
            line.starttls(tls()?, &hello).await?;
        }
        Ok(line)
    }

    /// How we greet a relay.
    fn hello(&self) -> ClientId {
        ClientId::Domain(self.relay.domain().to_owned())
    }

    async fn sign_in(&self, line: &mut AsyncSmtpConnection) -> Result<(), Error> {
        if let Some((user, password)) = &self.relay.login {
            let login = Credentials::new(user.clone(), password.expose().clone());
            line.auth(&[Mechanism::Plain, Mechanism::Login], &login)
                .await?;
        }
        Ok(())
    }

    fn message(&self, letter: &Letter) -> Result<Message, String> {
        let to = address(&letter.to).ok_or_else(|| "the address is none".to_owned())?;
        let seconds = u64::try_from(self.clock.now().0 / 1_000).unwrap_or(0);
        let date = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        let mut message = Message::builder()
            .from(self.relay.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&letter.subject)
            .date(date)
            .message_id(Some(format!(
                "<{}@{}>",
                letter.message_id,
                self.relay.domain()
            )));
        if let Some(url) = &letter.unsubscribe {
            message = message
                .raw_header(header("List-Unsubscribe", &format!("<{url}>")))
                .raw_header(header(
                    "List-Unsubscribe-Post",
                    "List-Unsubscribe=One-Click",
                ));
        }
        let both = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
        let body = match &letter.pdf {
            None => both,
            Some((name, bytes)) => {
                let pdf =
                    ContentType::parse("application/pdf").map_err(|error| error.to_string())?;
                let file = Attachment::new(name.clone()).body(bytes.clone(), pdf);
                MultiPart::mixed().multipart(both).singlepart(file)
            }
        };
        message.multipart(body).map_err(|error| error.to_string())
    }
}

/// Whether letters can be written to an address. One with other letters than
/// ASCII needs relays that speak SMTPUTF8, all the way.
pub fn is_address(text: &str) -> bool {
    address(text).is_some()
}

/// An address is written into a head and read from there again, where not every
/// form is understood: `a@[127.0.0.1]` is not.
fn address(text: &str) -> Option<Address> {
    let Mailbox { name, email } = text.parse().ok()?;
    let is_bare = name.is_none() && email.to_string() == text;
    (is_bare && text.is_ascii()).then_some(email)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
