//! The mail server, spoken to over a plain connection.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::{SmtpFault, SmtpReply};
use crate::testing::Stage;

const LETTER: &str = "From: =?utf-8?B?U2F2ZG8=?= <shop@dokon.uz>\r\n\
    To: lola@example.com\r\n\
    Date: Thu, 09 Oct 2025 08:53:20 +0000\r\n\
    Message-ID: <slot-1@dokon.uz>\r\n\
    Subject: =?utf-8?Q?To=CA=BBlov_?=\r\n\
    \x20=?utf-8?Q?muddati?=\r\n\
    List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\
    MIME-Version: 1.0\r\n\
    Content-Type: multipart/alternative; boundary=\"b\"\r\n\
    \r\n\
    --b\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\
    Content-Transfer-Encoding: quoted-printable\r\n\
    \r\n\
    So=CA=BBm =\r\n\
    bor\r\n\
    --b\r\n\
    Content-Type: text/html; charset=utf-8\r\n\
    Content-Transfer-Encoding: base64\r\n\
    \r\n\
    PGI+U2Fsb208L2I+\r\n\
    --b--\r\n";

/// A client that sends exactly what it is told.
struct Client(BufReader<TcpStream>);

impl Client {
    /// Connects without reading the greeting.
    async fn dial(stage: &Stage) -> Self {
        let smtp = stage.outside.smtp();
        let address = (smtp.host(), smtp.port());
        Self(BufReader::new(TcpStream::connect(address).await.unwrap()))
    }

    /// A greeted session.
    async fn greeted(stage: &Stage) -> Self {
        let mut client = Self::dial(stage).await;
        assert_eq!(client.answer().await, "220 mail.example ESMTP ready");
        let offers = client.ask("EHLO dokon.uz").await;
        assert!(offers.ends_with("AUTH PLAIN LOGIN"), "{offers}");
        client
    }

    /// A session in which the letter is about to be sent.
    async fn at_data(stage: &Stage, to: &str) -> Self {
        let mut client = Self::greeted(stage).await;
        assert_eq!(client.code("MAIL FROM:<shop@dokon.uz>").await, 250);
        assert_eq!(client.code(&format!("RCPT TO:<{to}>")).await, 250);
        assert_eq!(client.code("DATA").await, 354);
        client
    }

    async fn write(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).await.unwrap();
    }

    /// A whole answer without its last line end; empty when the line is cut.
    async fn answer(&mut self) -> String {
        let mut whole = String::new();
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await.unwrap();
            whole.push_str(&line);
            if line.get(3..4) != Some("-") {
                return whole.trim_end().to_owned();
            }
        }
    }

    async fn ask(&mut self, command: &str) -> String {
        self.write(&format!("{command}\r\n")).await;
        self.answer().await
    }

    async fn code(&mut self, command: &str) -> u16 {
        let answer = self.ask(command).await;
        answer
            .get(..3)
            .and_then(|code| code.parse().ok())
            .unwrap_or(0)
    }

    async fn is_cut(&mut self) -> bool {
        self.answer().await.is_empty()
    }
}

#[tokio::test]
async fn a_letter_is_taken_and_read() {
    let stage = Stage::set().await;
    let mut client = Client::at_data(&stage, "Lola@example.com").await;
    assert_eq!(
        client.ask(&format!("{LETTER}..dot\r\n.")).await,
        "250 2.0.0 Taken"
    );
    assert_eq!(client.code("QUIT").await, 221);
    assert!(client.is_cut().await);
    let letters = stage.outside.smtp().mailbox("lola@EXAMPLE.com");
    let [letter] = letters.as_slice() else {
        panic!("{letters:?}")
    };
    assert_eq!(letter.at_ms, stage.now_ms());
    assert_eq!(
        (letter.from.as_str(), letter.to.len()),
        ("shop@dokon.uz", 1)
    );
    assert_eq!(letter.subject(), "Toʻlov muddati");
    assert_eq!(letter.header("from"), Some("Savdo <shop@dokon.uz>"));
    assert_eq!(letter.header("message-id"), Some("<slot-1@dokon.uz>"));
    let one_click = letter.header("List-Unsubscribe-Post");
    assert_eq!(one_click, Some("List-Unsubscribe=One-Click"));
    assert_eq!(letter.text.as_deref(), Some("Soʻm bor"));
    assert_eq!(letter.html.as_deref(), Some("<b>Salom</b>"));
    assert_eq!(letter.attachments, 0);
    assert_eq!(letter.raw, format!("{LETTER}.dot\r\n").into_bytes());
    assert!(stage.outside.smtp().mailbox("ali@example.com").is_empty());
    assert_eq!(stage.outside.smtp().letters().len(), 1);
    stage.assert_nothing_unexpected();
    let log = stage.outside.exchanges();
    let seen = (
        log[0].service.as_str(),
        log[0].method.as_str(),
        log[0].status,
    );
    assert_eq!(seen, ("smtp", "DATA", 250));
}

#[tokio::test]
async fn who_has_a_user_must_sign_in() {
    let stage = Stage::set().await;
    stage.outside.smtp().user("shop", "app-password");
    let mut client = Client::greeted(&stage).await;
    let plain = |password: &str| STANDARD.encode(format!("\0shop\0{password}"));
    let wrong = format!("AUTH PLAIN {}", plain("guess"));
    assert_eq!(client.code(&wrong).await, 535);
    stage.assert_nothing_unexpected();
    assert_eq!(client.code("MAIL FROM:<shop@dokon.uz>").await, 530);
    assert!(stage.one_unexpected().contains("530"));
    assert_eq!(client.code("AUTH PLAIN").await, 334);
    assert_eq!(client.code(&plain("app-password")).await, 235);
    assert_eq!(client.code("MAIL FROM:<shop@dokon.uz>").await, 250);
    let mut client = Client::greeted(&stage).await;
    assert_eq!(client.code("AUTH LOGIN").await, 334);
    assert_eq!(client.code(&STANDARD.encode("shop")).await, 334);
    assert_eq!(client.code(&STANDARD.encode("app-password")).await, 235);
    stage.assert_nothing_unexpected();
    let log = format!("{:?}", stage.outside.exchanges());
    assert!(log.contains("535") && !log.contains("guess"), "{log}");
}

#[tokio::test]
async fn commands_out_of_order_and_unknown_ones_are_noted() {
    let stage = Stage::set().await;
    let mut client = Client::dial(&stage).await;
    client.answer().await;
    for (command, code) in [
        ("MAIL FROM:<a@b.uz>", 503),
        ("AUTH PLAIN eA==", 503),
        ("HELO b.uz", 250),
        ("RCPT TO:<a@b.uz>", 503),
        ("DATA", 503),
        ("STARTTLS", 502),
        ("PIGEON", 500),
        ("MAIL FROM:a@b.uz", 501),
        ("MAIL FROM:<lóla@b.uz>", 553),
        ("MAIL FROM:<a@b.uz>", 250),
        ("MAIL FROM:<a@b.uz>", 503),
        ("RSET", 250),
        ("RCPT TO:<a@b.uz>", 503),
    ] {
        assert_eq!(client.code(command).await, code, "{command}");
        if code != 250 {
            stage.one_unexpected();
        }
    }
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn lines_must_end_as_the_rules_say() {
    let stage = Stage::set().await;
    let mut client = Client::greeted(&stage).await;
    client.write("NOOP\n").await;
    assert!(client.answer().await.starts_with("500"));
    assert!(stage.one_unexpected().contains("LF alone"));
    client.write("NOOP\r\nNOOP\r\n").await;
    assert!(client.answer().await.starts_with("500"));
    assert!(stage.one_unexpected().contains("speaks on"));
    assert!(client.answer().await.starts_with("250"));
    for (text, what) in [
        (LETTER.replace("bor\r\n", "bor\n"), "LF alone"),
        (LETTER.replace("bor", "b\ror"), "CR inside"),
        (LETTER.replace("--b--", ".b"), "a single dot"),
        (LETTER.replace("bor", &"b".repeat(1000)), "too long"),
        (LETTER.replace("bor", "bór"), "without BODY=8BITMIME"),
        (
            LETTER.replace("Message-ID", "X-Id"),
            "message-id stands there 0",
        ),
        (
            LETTER.replace("Date: ", "From: "),
            "the header from stands there 2",
        ),
        (
            LETTER.replace("MIME-Version: 1.0\r\n", ""),
            "without mime-version",
        ),
        (LETTER.replace("Date:", "Da te:"), "is no header"),
        ("Hello\r\n".to_owned(), "no empty line"),
    ] {
        let mut client = Client::at_data(&stage, "lola@example.com").await;
        assert_eq!(client.code(&format!("{text}.")).await, 250, "{what}");
        let found = stage.outside.unexpected().join("; ");
        assert!(found.contains(what), "{what}: {found}");
        stage.outside.forgive_unexpected();
    }
    let mut client = Client::greeted(&stage).await;
    let begin = "MAIL FROM:<shop@dokon.uz> BODY=8BITMIME";
    assert_eq!(client.code(begin).await, 250);
    assert_eq!(client.code("RCPT TO:<lola@example.com>").await, 250);
    assert_eq!(client.code("DATA").await, 354);
    let text = LETTER.replace("bor", "bór");
    assert_eq!(client.code(&format!("{text}.")).await, 250);
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn recipients_and_letters_are_refused_by_script() {
    let stage = Stage::set().await;
    let smtp = stage.outside.smtp();
    let dead = SmtpReply::new(550, "5.1.1 no such user");
    smtp.fail_for("Dead@example.com", SmtpFault::RefuseRecipient(dead));
    let mut client = Client::greeted(&stage).await;
    assert_eq!(client.code("MAIL FROM:<shop@dokon.uz>").await, 250);
    let refused = client.ask("RCPT TO:<dead@example.com>").await;
    assert_eq!(refused, "550 5.1.1 no such user");
    assert_eq!(client.code("RCPT TO:<lola@example.com>").await, 250);
    smtp.mend("dead@example.com");
    assert_eq!(client.code("RCPT TO:<dead@example.com>").await, 250);
    let full = SmtpReply::new(452, "4.2.2 mailbox full");
    smtp.fail_next(SmtpFault::RefuseLetter(full));
    assert_eq!(stage.outside.planned_faults(), 1);
    assert_eq!(client.code("DATA").await, 354);
    let refused = client.ask(&format!("{LETTER}.")).await;
    assert_eq!(refused, "452 4.2.2 mailbox full");
    assert_eq!(client.code("NOOP").await, 250);
    let busy = SmtpReply::new(421, "4.7.0 try later");
    smtp.fail_for("lola@example.com", SmtpFault::RefuseLetter(busy));
    let mut client = Client::at_data(&stage, "lola@example.com").await;
    assert_eq!(client.code(&format!("{LETTER}.")).await, 421);
    assert!(client.is_cut().await);
    assert!(smtp.letters().is_empty());
    assert_eq!(stage.outside.planned_faults(), 0);
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn sessions_are_turned_away_by_script() {
    let stage = Stage::set().await;
    let smtp = stage.outside.smtp();
    let busy = SmtpReply::new(421, "4.7.0 too many connections");
    smtp.fail_next(SmtpFault::TurnAway(busy));
    let mut client = Client::dial(&stage).await;
    assert_eq!(client.answer().await, "421 4.7.0 too many connections");
    assert!(client.is_cut().await);
    smtp.fail_next(SmtpFault::NeverGreet);
    let mut changes = stage.outside.changes();
    let client = Client::dial(&stage).await;
    let held = changes.wait_for(|_| stage.outside.held() == 1).await;
    held.unwrap();
    drop(client);
    let let_go = changes.wait_for(|_| stage.outside.held() == 0).await;
    let_go.unwrap();
    Client::greeted(&stage).await;
    assert_eq!(smtp.sessions(), 3);
    stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn answers_are_lost_late_or_never_given() {
    let stage = Stage::set().await;
    let smtp = stage.outside.smtp();
    let mut changes = stage.outside.changes();
    smtp.fail_next(SmtpFault::LoseAnswer);
    let mut client = Client::at_data(&stage, "lola@example.com").await;
    client.write(&format!("{LETTER}.\r\n")).await;
    assert!(client.is_cut().await);
    assert_eq!(smtp.mailbox("lola@example.com").len(), 1);
    smtp.fail_next(SmtpFault::Slow(40_000));
    let mut client = Client::at_data(&stage, "lola@example.com").await;
    client.write(&format!("{LETTER}.\r\n")).await;
    let held = changes.wait_for(|_| stage.outside.held() == 1).await;
    held.unwrap();
    let due_ms = stage.outside.next_release_ms();
    assert_eq!(due_ms, Some(stage.now_ms() + 40_000));
    stage.advance(40_000);
    assert!(client.answer().await.starts_with("250"));
    smtp.fail_for("lola@example.com", SmtpFault::NeverAnswer);
    let mut client = Client::at_data(&stage, "lola@example.com").await;
    client.write(&format!("{LETTER}.\r\n")).await;
    let held = changes.wait_for(|_| stage.outside.held() == 1).await;
    held.unwrap();
    assert_eq!(stage.outside.next_release_ms(), None);
    client.write("QUIT\r\n").await;
    assert!(client.is_cut().await);
    assert!(stage.one_unexpected().contains("before it is answered"));
    let mut client = Client::at_data(&stage, "lola@example.com").await;
    client.write(&format!("{LETTER}.\r\n")).await;
    let held = changes.wait_for(|_| stage.outside.held() == 1).await;
    held.unwrap();
    stage.outside.shutdown();
    assert!(client.is_cut().await);
    assert_eq!(smtp.mailbox("lola@example.com").len(), 4);
}
