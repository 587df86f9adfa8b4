//! One client's talk with the server: the order of commands, sign-in, taking
//! letters.

use std::io;

use tokio::net::{TcpListener, TcpStream};

use super::commands::{self, Auth, Command, Sender};
use super::letter::{self, Envelope, Letter};
use super::wire::{MOST_BYTES, Wire};
use super::{Smtp, SmtpFault, SmtpReply};
use crate::common::faults::hold;
use crate::common::traffic::{Exchange, readable};

/// Takes connections until the world ends.
pub(super) async fn accept(listener: TcpListener, smtp: Smtp) {
    let stop = smtp.common.stop.clone();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => return,
        };
        let Ok((stream, _)) = accepted else { continue };
        let (smtp, stop) = (smtp.clone(), stop.clone());
        tokio::spawn(async move {
            tokio::select! {
                // A client may leave whenever it likes.
                _ = Session::new(smtp, stream).run() => {}
                () = stop.cancelled() => {}
            }
        });
    }
}

struct Session {
    smtp: Smtp,
    wire: Wire,
    is_greeted: bool,
    is_signed_in: bool,
    sender: Option<Sender>,
    recipients: Vec<String>,
}

/// Whether the talk goes on.
#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    HangUp,
}

impl Session {
    fn new(smtp: Smtp, stream: TcpStream) -> Self {
        Self {
            smtp,
            wire: Wire::new(stream),
            is_greeted: false,
            is_signed_in: false,
            sender: None,
            recipients: Vec::new(),
        }
    }

    async fn run(mut self) -> io::Result<()> {
        self.smtp.change(|state| state.sessions += 1);
        match self.smtp.take_fault(&[], SmtpFault::concerns_greeting) {
            Some(SmtpFault::TurnAway(reply)) => {
                self.log("CONNECT", "", b"", &reply);
                return self.wire.say(reply.code, &reply.text).await;
            }
            Some(_) => {
                self.keep_waiting(None).await;
                return Ok(());
            }
            None => self.wire.say(220, "mail.example ESMTP ready").await?,
        }
        while let Some(line) = self.wire.command().await? {
            if let Some(fault) = line.fault {
                self.smtp.note(&format!("a command: {fault}"));
                self.wire.say(500, "5.5.2 Wrong line").await?;
                continue;
            }
            let text = String::from_utf8_lossy(&line.bytes).into_owned();
            let then = match commands::read(&text) {
                Ok(command) => self.obey(command).await?,
                Err((code, why)) => self.refuse(&text, code, why).await?,
            };
            if then == Then::HangUp {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn obey(&mut self, command: Command) -> io::Result<Then> {
        match command {
            Command::Ehlo => {
                self.forget_letter();
                self.is_greeted = true;
                let offers = format!(
                    "mail.example\nSIZE {MOST_BYTES}\n8BITMIME\nSMTPUTF8\nENHANCEDSTATUSCODES\nAUTH PLAIN LOGIN"
                );
                self.say(250, &offers).await
            }
            Command::Helo => {
                self.forget_letter();
                self.is_greeted = true;
                self.say(250, "mail.example").await
            }
            Command::Auth(auth) => self.sign_in(auth).await,
            Command::Mail(sender) => self.begin_letter(sender).await,
            Command::Recipient(address) => self.add_recipient(address).await,
            Command::Data => self.take_letter().await,
            Command::Reset => {
                self.forget_letter();
                self.say(250, "2.0.0 Forgotten").await
            }
            Command::Noop => self.say(250, "2.0.0 Well").await,
            Command::Quit => {
                self.say(221, "2.0.0 Bye").await?;
                Ok(Then::HangUp)
            }
        }
    }

    async fn sign_in(&mut self, auth: Auth) -> io::Result<Then> {
        if !self.is_greeted || self.is_signed_in || self.sender.is_some() {
            return self.refuse("AUTH", 503, "5.5.1 Not now").await;
        }
        let named = match auth {
            Auth::Plain(Some(first)) => commands::plain(&first),
            Auth::Plain(None) => self.ask("").await?.and_then(|text| commands::plain(&text)),
            Auth::Login(first) => {
                let name = match first {
                    Some(first) => Some(first),
                    None => self.ask("VXNlcm5hbWU6").await?,
                };
                let password = self.ask("UGFzc3dvcmQ6").await?;
                let decoded = |text: Option<String>| commands::decoded(&text?);
                decoded(name).zip(decoded(password))
            }
        };
        let Some((name, password)) = named else {
            return self.refuse("AUTH", 501, "5.5.2 Wrong base64").await;
        };
        let is_right = self
            .smtp
            .look(|state| state.users.get(&name).is_some_and(|it| *it == password));
        if !is_right {
            let reply = SmtpReply::new(535, "5.7.8 Username and Password not accepted");
            self.log("AUTH", &name, b"", &reply);
            return self.say(reply.code, &reply.text).await;
        }
        self.is_signed_in = true;
        self.say(235, "2.7.0 Accepted").await
    }

    /// Asks for another part of the sign-in.
    async fn ask(&mut self, question: &str) -> io::Result<Option<String>> {
        self.wire.say(334, question).await?;
        let line = self.wire.command().await?;
        if let Some(fault) = line.as_ref().and_then(|line| line.fault) {
            self.smtp.note(&format!("a sign-in: {fault}"));
        }
        Ok(line.map(|line| String::from_utf8_lossy(&line.bytes).into_owned()))
    }

    async fn begin_letter(&mut self, sender: Sender) -> io::Result<Then> {
        if !self.is_greeted || self.sender.is_some() {
            return self.refuse("MAIL", 503, "5.5.1 Not now").await;
        }
        let must_sign_in = self.smtp.look(|state| !state.users.is_empty());
        if must_sign_in && !self.is_signed_in {
            return self.refuse("MAIL", 530, "5.7.0 Sign in first").await;
        }
        if sender.size.is_some_and(|size| size > MOST_BYTES) {
            return self.refuse("MAIL", 552, "5.3.4 Too large").await;
        }
        if !sender.address.is_ascii() && !sender.is_utf8 {
            return self.refuse("MAIL", 553, "5.6.7 Not ASCII").await;
        }
        self.sender = Some(sender);
        self.say(250, "2.1.0 Well").await
    }

    async fn add_recipient(&mut self, address: String) -> io::Result<Then> {
        let Some(sender) = &self.sender else {
            return self.refuse("RCPT", 503, "5.5.1 Not now").await;
        };
        if !address.is_ascii() && !sender.is_utf8 {
            return self.refuse("RCPT", 553, "5.6.7 Not ASCII").await;
        }
        let fault = self.smtp.take_fault(
            std::slice::from_ref(&address),
            SmtpFault::concerns_recipient,
        );
        if let Some(SmtpFault::RefuseRecipient(reply)) = fault {
            self.log("RCPT", &address, b"", &reply);
            return self.say(reply.code, &reply.text).await;
        }
        self.recipients.push(address);
        self.say(250, "2.1.5 Well").await
    }

    async fn take_letter(&mut self) -> io::Result<Then> {
        if self.recipients.is_empty() {
            return self.refuse("DATA", 503, "5.5.1 Nobody to send to").await;
        }
        let Some(sender) = self.sender.take() else {
            return self.refuse("DATA", 503, "5.5.1 Not now").await;
        };
        self.wire.say(354, "Go on, end with a dot").await?;
        let Some(content) = self.wire.content().await? else {
            return Ok(Then::HangUp);
        };
        let mut faults: Vec<String> = content.faults.iter().map(|it| (*it).to_owned()).collect();
        faults.extend(letter::faults(
            &content.bytes,
            sender.is_8bit,
            sender.is_utf8,
        ));
        for fault in faults {
            self.smtp.note(&format!("a letter: {fault}"));
        }
        let recipients = std::mem::take(&mut self.recipients);
        let fault = self
            .smtp
            .take_fault(&recipients, SmtpFault::concerns_letter);
        if let Some(SmtpFault::RefuseLetter(reply)) = fault {
            self.log("DATA", &recipients.join(" "), &content.bytes, &reply);
            return self.say(reply.code, &reply.text).await;
        }
        let reply = match fault {
            Some(SmtpFault::LoseAnswer | SmtpFault::NeverAnswer) => SmtpReply::new(0, ""),
            _ => SmtpReply::new(250, "2.0.0 Taken"),
        };
        self.log("DATA", &recipients.join(" "), &content.bytes, &reply);
        self.keep_letter(sender.address, recipients, content.bytes);
        match fault {
            Some(SmtpFault::LoseAnswer) => Ok(Then::HangUp),
            Some(SmtpFault::NeverAnswer) => {
                self.keep_waiting(None).await;
                Ok(Then::HangUp)
            }
            Some(SmtpFault::Slow(ms)) => {
                let release_ms = self.smtp.common.now_ms() + ms;
                if !self.keep_waiting(Some(release_ms)).await {
                    return Ok(Then::HangUp);
                }
                self.say(reply.code, &reply.text).await
            }
            _ => self.say(reply.code, &reply.text).await,
        }
    }

    fn keep_letter(&self, from: String, to: Vec<String>, raw: Vec<u8>) {
        let envelope = Envelope {
            at_ms: self.smtp.common.now_ms(),
            from,
            to,
        };
        let letter = Letter::read(envelope, raw);
        self.smtp.change(|state| state.letters.push(letter));
    }

    /// Keeps the client waiting as a held request; whether its time came.
    async fn keep_waiting(&mut self, release_ms: Option<i64>) -> bool {
        let common = self.smtp.common.clone();
        tokio::select! {
            freed = hold(&common, release_ms) => freed,
            spoke = self.wire.stirs() => {
                if spoke {
                    self.smtp.note("the client speaks before it is answered");
                }
                false
            }
        }
    }

    fn forget_letter(&mut self) {
        self.sender = None;
        self.recipients.clear();
    }

    async fn say(&mut self, code: u16, text: &str) -> io::Result<Then> {
        self.wire.say(code, text).await?;
        // RFC 5321, 3.8: after 421 the server closes the channel.
        Ok(if code == 421 {
            Then::HangUp
        } else {
            Then::GoOn
        })
    }

    /// Answers what a correct client would not have sent.
    async fn refuse(&mut self, line: &str, code: u16, why: &str) -> io::Result<Then> {
        // What follows AUTH is a secret.
        let shown = match line.get(..4) {
            Some(verb) if verb.eq_ignore_ascii_case("auth") => verb,
            _ => line,
        };
        self.smtp.note(&format!("{shown}: {code} {why}"));
        self.say(code, why).await
    }

    fn log(&self, verb: &str, about: &str, said: &[u8], reply: &SmtpReply) {
        self.smtp.common.log(Exchange {
            seq: 0,
            at_ms: self.smtp.common.now_ms(),
            service: "smtp".to_owned(),
            method: verb.to_owned(),
            path: about.to_owned(),
            status: reply.code,
            request: readable(said),
            response: reply.text.clone(),
        });
    }
}
