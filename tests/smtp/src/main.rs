#![doc = include_str!("../README.md")]
#![expect(
    clippy::print_stdout,
    reason = "a tool reads its arguments and prints what it found"
)]

mod received;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use received::Received;
use scx_connect::mail::{Letter, Mailer, Outcome, Relay};
use scx_kit::{Config, SystemClock};

const USER: &str = "shop@example.uz";
const PASSWORD: &str = "sixteen letters!";
/// Beyond 78 characters and in three scripts, so that it must be folded.
const SUBJECT: &str = "10% chegirma – дўконингиз ботини қайта ёқинг; скидка 10% на второй месяц, “SellerCloudX” до 5 декабря";
/// Dots in front, which SMTP doubles, and a line beyond its 998 bytes.
const TEXT: &str =
    "Assalomu alaykum, Лола!\n.\n..ikki nuqta\n.bir nuqta\n\nOxirgi qator: =3D = “қўштирноқ”";

/// Something that is tried: a letter, where it goes, and what must become of it.
struct Trial {
    server: &'static str,
    tls: &'static str,
    login: Option<(&'static str, &'static str)>,
    to: &'static str,
    outcome: Outcome,
    is_taken: bool,
}

const fn trial(server: &'static str, to: &'static str, outcome: Outcome) -> Trial {
    Trial {
        server,
        tls: "none",
        login: None,
        to,
        outcome,
        is_taken: matches!(outcome, Outcome::Sent),
    }
}

const TRIALS: &[Trial] = &[
    trial("plain", "lola@example.uz", Outcome::Sent),
    trial("plain", "gone@example.uz", Outcome::DeadAddress),
    trial("plain", "full@example.uz", Outcome::Later),
    trial("plain", "busy@example.uz", Outcome::OurAccount),
    trial("plain", "quota@example.uz", Outcome::OurAccount),
    trial("plain", "blocked@example.uz", Outcome::Refused),
    trial("plain", "later@example.uz", Outcome::Later),
    Trial {
        is_taken: true,
        ..trial("plain", "lost@example.uz", Outcome::Unknown)
    },
    // It does not offer STARTTLS, and nothing is said in the clear instead.
    Trial {
        tls: "starttls",
        ..trial("plain", "clear@example.uz", Outcome::Later)
    },
    Trial {
        login: Some((USER, PASSWORD)),
        ..trial("login", "lola@example.uz", Outcome::Sent)
    },
    Trial {
        login: Some((USER, PASSWORD)),
        ..trial("login_only", "lola@example.uz", Outcome::Sent)
    },
    Trial {
        login: Some((USER, "another password")),
        ..trial("login", "wrong@example.uz", Outcome::OurAccount)
    },
    // Whoever has not signed in is refused before a recipient is named.
    trial("login", "nobody@example.uz", Outcome::OurAccount),
    Trial {
        tls: "starttls",
        ..trial("starttls", "strange@example.uz", Outcome::Later)
    },
    Trial {
        tls: "implicit",
        ..trial("starttls", "implicit@example.uz", Outcome::Later)
    },
    // It takes nothing before STARTTLS.
    trial("starttls", "open@example.uz", Outcome::OurAccount),
];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = std::env::args().nth(1).map(PathBuf::from);
    let folder = folder.context("the folder of the servers; `tests/smtp/run` gives it")?;
    let ports = std::fs::read(folder.join("ports.json"))?;
    let ports: BTreeMap<String, u16> = serde_json::from_slice(&ports)?;
    let mut taken = 0;
    for trial in TRIALS {
        let letter = letter(trial);
        let port = ports.get(trial.server).context("a port")?;
        let outcome = mailer(trial, *port)?.send(&letter).await;
        let name = format!("{} ({}) {}", trial.server, trial.tls, trial.to);
        ensure!(
            outcome == trial.outcome,
            "{name}: {outcome:?}, not {:?}",
            trial.outcome
        );
        let received = received::read(&folder)?;
        taken += usize::from(trial.is_taken);
        ensure!(
            received.len() == taken,
            "{name}: {} letters were taken, not {taken}",
            received.len()
        );
        if trial.is_taken {
            let last = received.last().context("a letter")?;
            ensure!(last.server == trial.server, "{name}: taken elsewhere");
            compare(last, &letter).with_context(|| name.clone())?;
        }
        println!("ok  {name}: {}", outcome.name());
    }
    without_extras(&folder, &ports).await?;
    println!("{} letters, each as it must be", TRIALS.len() + 1);
    Ok(())
}

/// The Mailer of a configuration.
fn mailer(trial: &Trial, port: u16) -> anyhow::Result<Mailer> {
    let mut keys = vec![
        (
            "MAIL_FROM",
            "SellerCloudX <noreply@sellercloudx.example>".to_owned(),
        ),
        ("MAIL_HOST", "localhost".to_owned()),
        ("MAIL_PORT", port.to_string()),
        ("MAIL_TLS", trial.tls.to_owned()),
    ];
    if let Some((user, password)) = trial.login {
        keys.push(("MAIL_USERNAME", user.to_owned()));
        keys.push(("MAIL_PASSWORD", password.to_owned()));
    }
    let keys = keys
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    let relay = Relay::open(&Config::new(keys)).map_err(anyhow::Error::msg)?;
    let relay = relay.context("a relay")?;
    Ok(Mailer::new(relay, Arc::new(SystemClock)))
}

/// A letter with everything that a letter may have.
fn letter(trial: &Trial) -> Letter {
    let long = "jumla ".repeat(300);
    let pdf: Vec<u8> = b"%PDF-1.7\r\n.\r\n"
        .iter()
        .copied()
        .chain(0..=u8::MAX)
        .collect();
    Letter {
        to: trial.to.to_owned(),
        subject: SUBJECT.to_owned(),
        text: format!("{TEXT}\n{long}."),
        html: format!("<p>Салом, <b>Лола</b> &amp; “do‘kon”!</p>\n<p>{long}</p>"),
        message_id: format!("{}.{}", trial.server, trial.to.replace('@', ".")),
        unsubscribe: Some(format!("https://shop.example/u/{}", "a1B2".repeat(8))),
        pdf: Some(("ҳисоб-фактура INV-1.pdf".to_owned(), pdf)),
    }
}

/// A letter that nobody can unsubscribe from, without a file.
async fn without_extras(folder: &Path, ports: &BTreeMap<String, u16>) -> anyhow::Result<()> {
    let bare = trial("plain", "code@example.uz", Outcome::Sent);
    let port = ports.get(bare.server).context("a port")?;
    let letter = Letter {
        subject: "123456".to_owned(),
        unsubscribe: None,
        pdf: None,
        ..letter(&bare)
    };
    let outcome = mailer(&bare, *port)?.send(&letter).await;
    ensure!(outcome == bare.outcome, "a bare letter: {outcome:?}");
    let received = received::read(folder)?;
    compare(received.last().context("a letter")?, &letter).context("a bare letter")?;
    println!("ok  a bare letter: {}", outcome.name());
    Ok(())
}

/// What was received is what was sent.
fn compare(received: &Received, letter: &Letter) -> anyhow::Result<()> {
    let same = |what: &str, is: &[&str], must: &[&str]| {
        ensure!(is == must, "{what} is {is:?}, not {must:?}");
        Ok(())
    };
    let sender = "noreply@sellercloudx.example";
    same("the sender", &[&received.from], &[sender])?;
    let to: Vec<&str> = received.to.iter().map(String::as_str).collect();
    same("the recipient", &to, &[&letter.to])?;
    let id = format!("<{}@sellercloudx.example>", letter.message_id);
    for (name, value) in [
        ("from", format!("SellerCloudX <{sender}>")),
        ("to", letter.to.clone()),
        ("subject", letter.subject.clone()),
        ("message-id", id),
    ] {
        same(name, &received.headers(name), &[&value])?;
    }
    ensure!(received.headers("date").len() == 1, "no date");
    let url = letter.unsubscribe.as_ref().map(|url| format!("<{url}>"));
    let url: Vec<&str> = url.iter().map(String::as_str).collect();
    same("the link", &received.headers("list-unsubscribe"), &url)?;
    let post = ["List-Unsubscribe=One-Click"];
    let post = if url.is_empty() { &[] } else { &post[..] };
    same("the post", &received.headers("list-unsubscribe-post"), post)?;
    let lines = |text: &Option<String>| text.as_deref().unwrap_or_default().replace("\r\n", "\n");
    same(
        "the text",
        &[lines(&received.text).trim_end()],
        &[&letter.text],
    )?;
    same(
        "the HTML",
        &[lines(&received.html).trim_end()],
        &[&letter.html],
    )?;
    let files: Vec<_> = received.attachments.iter().collect();
    ensure!(
        files.len() == usize::from(letter.pdf.is_some()),
        "{files:?}"
    );
    for (file, (name, bytes)) in files.iter().zip(&letter.pdf) {
        same(
            "the file",
            &[&file.name, &file.kind],
            &[name, "application/pdf"],
        )?;
        ensure!(STANDARD.decode(&file.bytes)? == *bytes, "the file differs");
    }
    ensure!(received.defects.is_empty(), "{:?}", received.defects);
    Ok(())
}
