//! What relays say, and clicks that unsubscribe.

use super::{Seed, joined};

const WORD: &str = "0123456789abcdefghijABCDEFGHIJXY";
const HELLO: &str = "220 mail.example ESMTP\r\n250-mail.example\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN\r\n235 2.7.0 Accepted\r\n";
const LOGIN: &str = "220 m\r\n250-m\r\n250 AUTH LOGIN\r\n334 VXNlcm5hbWU6\r\n334 UGFzc3dvcmQ6\r\n235 ok\r\n250 ok\r\n251 elsewhere\r\n354 go\r\n250 ok\r\n";

/// The name of a seed, and what a relay says.
type Relay = (&'static str, &'static str);

pub(super) fn seeds() -> Vec<Seed> {
    let talk = |(name, says): &Relay| letter(name, &format!("{HELLO}{says}"));
    let mut seeds: Vec<Seed> = RELAYS.iter().map(talk).collect();
    seeds.push(letter("login", LOGIN));
    seeds.push(letter(
        "refused-login",
        "220 m\r\n250 AUTH PLAIN\r\n535-5.7.8 no\r\n535 5.7.8 really\r\n",
    ));
    seeds.push(letter("plain-relay", "220 m\r\n250 m\r\n"));
    seeds.push(letter("shut", "421 4.7.0 too many\r\n"));
    for (name, to) in [
        ("dots", "a..b@mail.uz"),
        ("cyrillic", "лола@почта.уз"),
        ("number", "a@[127.0.0.1]"),
    ] {
        seeds.push(joined_letter(
            name,
            [to, "Bcc: a@b.uz\r\n.\r\n", "/u/%00", "ru-RU, en;q=0.5"],
            HELLO,
        ));
    }
    seeds
}

fn letter(name: &'static str, says: &str) -> Seed {
    let click = format!("/u/{WORD}");
    joined_letter(name, ["lola@mail.uz", "Lola & «Ko»", &click, "en"], says)
}

fn joined_letter(name: &'static str, values: [&str; 4], says: &str) -> Seed {
    let values = values.map(str::as_bytes);
    (
        "letter",
        name,
        joined(&[&values[..], &[says.as_bytes()]].concat()),
    )
}

const RELAYS: &[Relay] = &[
    (
        "sent",
        "250 ok\r\n250 ok\r\n354 go\r\n250 2.0.0 taken\r\n221 bye\r\n",
    ),
    ("other-yes", "250 ok\r\n250 ok\r\n354 go\r\n251 taken\r\n"),
    ("cut-off", "250 ok\r\n250 ok\r\n354 go\r\n"),
    (
        "a-step-late",
        "250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n550 5.7.1 spam\r\n",
    ),
    (
        "dead",
        "250 ok\r\n550-5.1.1 no such user\r\n550 5.1.1 here\r\n",
    ),
    ("dead-old", "250 ok\r\n553 nobody\r\n"),
    (
        "quota",
        "250 ok\r\n250 ok\r\n354 go\r\n550 5.4.5 Daily user sending limit exceeded\r\n",
    ),
    ("full", "250 ok\r\n552 5.2.2 over quota\r\n"),
    ("policy", "250 ok\r\n550 5.7.1 blocked\r\n"),
    ("later", "250 ok\r\n451 4.3.0 later\r\n"),
    ("many-logins", "454 4.7.0 Too many login attempts\r\n"),
    ("sender", "550 5.7.1 not yours\r\n"),
];
