//! Numbers of WhatsApp: what a partner types to connect one, and how Meta
//! writes and signs what customers send to it.

use std::fmt;
use std::fmt::Write as _;
use std::net::SocketAddr;

use anyhow::ensure;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::channel::Said;
use crate::figures::Report;
use crate::outside::now_us;
use crate::seed::BOTS;
use crate::view::{Door, View};
use crate::wire::Line;

/// The ids of the numbers begin here.
pub const FIRST_NUMBER: i64 = 106_000_000_000_000;
/// The customers' phones begin here.
pub const FIRST_PHONE: i64 = 998_900_000_000;
/// Every number has an app and a business account of its own.
const FIRST_APP: i64 = 1_200_000_000_000_000;
const FIRST_BUSINESS: i64 = 310_000_000_000_000;
/// The shops' own phones begin here.
const FIRST_LINE: i64 = 998_710_000_000;
/// How the id of every customer's message begins.
const MESSAGE: &str = "wamid.HBgM";

/// A number as Meta's console shows it, all of it made from its place among all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its place.
    pub place: usize,
    /// The app that is told what comes in.
    pub app: String,
    /// Signs what the app is told.
    pub app_secret: String,
    /// The business account.
    pub business: String,
    /// The id of the number.
    pub id: String,
    /// The phone as people write it.
    pub display: String,
    /// Sends by this number.
    pub token: String,
}

/// What an id stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// An app.
    App,
    /// A business account.
    Business,
    /// A number.
    Number,
}

impl Number {
    /// The number at a place.
    pub fn of(place: usize) -> Self {
        Self {
            place,
            app: counted(FIRST_APP, place).to_string(),
            app_secret: format!("5ec2e7{place:026x}"),
            business: counted(FIRST_BUSINESS, place).to_string(),
            id: counted(FIRST_NUMBER, place).to_string(),
            display: format!("+{}", counted(FIRST_LINE, place)),
            token: format!("EAABench{place:0>52}"),
        }
    }

    /// The number that an id belongs to, and what the id stands for.
    pub fn behind(id: &str) -> Option<(Sort, Self)> {
        let id: i64 = id.parse().ok()?;
        let sorts = [
            (Sort::App, FIRST_APP),
            (Sort::Business, FIRST_BUSINESS),
            (Sort::Number, FIRST_NUMBER),
        ];
        sorts.into_iter().find_map(|(sort, first)| {
            let place = usize::try_from(id.checked_sub(first)?).ok()?;
            (place < BOTS).then(|| (sort, Self::of(place)))
        })
    }

    /// What a partner types, in the order in which it is asked for.
    pub fn typed(&self) -> [&str; 5] {
        [
            &self.app,
            &self.app_secret,
            &self.business,
            &self.id,
            &self.token,
        ]
    }

    /// How the ids of customers' messages to this number begin.
    pub fn message_prefix(&self) -> String {
        format!("{MESSAGE}{:08}", self.place)
    }
}

fn counted(first: i64, place: usize) -> i64 {
    first + i64::try_from(place).unwrap_or_default()
}

/// Where Meta tells what customers write to a number, as a partner pastes it.
#[derive(Clone, Debug)]
pub struct Hook {
    /// The number's place among all.
    pub place: usize,
    /// The random part of the path.
    pub key: String,
    /// What Meta shows when it asks whether the address is the product's.
    pub word: String,
}

/// Waits until the numbers are connected and asks at each address whether it is
/// the product's, as Meta does when a partner pastes it.
///
/// # Errors
/// When a number is not connected in time or an address does not answer as it must.
pub async fn doors(view: View, product: SocketAddr, hooks: &[Hook]) -> anyhow::Result<Vec<Door>> {
    view.numbers(hooks.len()).await?;
    let mut line = Line::new(product);
    let mut doors = Vec::with_capacity(hooks.len());
    for Hook { place, key, word } in hooks {
        let path = format!("/whatsapp/webhook/{key}");
        let question = format!("hub.mode=subscribe&hub.verify_token={word}&hub.challenge={place}");
        let (status, told) = line.fetch(&format!("{path}?{question}")).await?;
        let is_ours = status == 200 && told == place.to_string().as_bytes();
        ensure!(is_ours, "the address of number {place} answers {status}");
        doors.push(Door {
            bot: *place,
            address: product,
            head: format!(
                "POST {path} HTTP/1.1\r\nhost: {product}\r\ncontent-type: application/json\r\n"
            ),
            signer: Some(Signer::of(&Number::of(*place).app_secret)),
        });
    }
    Ok(doors)
}

/// What Graph has seen of the product, of which nothing may be wrong.
pub fn hold(report: &mut Report, state: &Value) {
    let numbers = &state["numbers"];
    report.tell("messages shown as read", &numbers["receipts"]);
    let refused = numbers["refused"].as_i64().unwrap_or(-1);
    report.equal("calls that Graph refused", refused, 0);
}

/// Signs bodies with the secret of one app.
#[derive(Clone)]
pub struct Signer(Hmac<Sha256>);

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

impl Signer {
    /// The key is prepared once, which halves what a signature costs.
    pub fn of(secret: &str) -> Self {
        let keyed = Hmac::new_from_slice(secret.as_bytes());
        Self(keyed.expect("this hash takes keys of any length"))
    }

    /// Writes the header for a body.
    pub fn sign(&self, head: &mut String, body: &str) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut keyed = self.0.clone();
        keyed.update(body.as_bytes());
        head.push_str("x-hub-signature-256: sha256=");
        for byte in keyed.finalize().into_bytes() {
            head.push(char::from(DIGITS[usize::from(byte >> 4)]));
            head.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        head.push_str("\r\n");
    }
}

/// A customer's text as Meta posts it: everything outside of ASCII is escaped.
/// Source: <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples>.
pub fn body(said: &Said<'_>) -> String {
    let Said {
        number,
        account,
        customer,
        text,
        ..
    } = *said;
    let business = counted(FIRST_BUSINESS, account);
    let id = counted(FIRST_NUMBER, account);
    let line = counted(FIRST_LINE, account);
    let phone = counted(FIRST_PHONE, customer);
    let seconds = now_us() / 1_000_000;
    let mut body = String::with_capacity(640 + 6 * text.len());
    // Writing to a string cannot fail.
    let _ = write!(
        body,
        "{{\"object\":\"whatsapp_business_account\",\"entry\":[{{\"id\":\"{business}\",\"changes\":[{{\
         \"value\":{{\"messaging_product\":\"whatsapp\",\
         \"metadata\":{{\"display_phone_number\":\"{line}\",\"phone_number_id\":\"{id}\"}},\
         \"contacts\":[{{\"profile\":{{\"name\":\"Mijoz {customer}\"}},\"wa_id\":\"{phone}\"}}],\
         \"messages\":[{{\"from\":\"{phone}\",\"id\":\"{MESSAGE}{account:08}{number:036}\",\
         \"timestamp\":\"{seconds}\",\"text\":{{\"body\":\""
    );
    for letter in text.chars() {
        if letter.is_ascii() {
            body.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            let _ = write!(body, "\\u{unit:04x}");
        }
    }
    body.push_str("\"},\"type\":\"text\"}]},\"field\":\"messages\"}]}]}");
    body
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::shop::Tongue;

    #[test]
    fn an_id_tells_what_it_stands_for() {
        let number = Number::of(41);
        for (sort, id) in [
            (Sort::App, &number.app),
            (Sort::Business, &number.business),
            (Sort::Number, &number.id),
        ] {
            assert_eq!(Number::behind(id), Some((sort, number.clone())));
        }
        assert_eq!(Number::behind("7"), None);
        assert_eq!(number.app_secret.len(), 32);
    }

    #[test]
    fn a_body_is_ascii_and_says_what_the_customer_wrote() {
        let text = "Здравствуйте, сколько стоит ko‘ylak?";
        let body = body(&Said {
            number: 12,
            account: 3,
            customer: 5,
            tongue: Tongue::Ru,
            text,
        });
        assert!(body.is_ascii());
        let body: Value = serde_json::from_str(&body).expect("JSON");
        let value = &body["entry"][0]["changes"][0]["value"];
        assert_eq!(value["metadata"]["phone_number_id"], Number::of(3).id);
        assert_eq!(value["messages"][0]["from"], "998900000005");
        assert_eq!(value["messages"][0]["text"]["body"], text);
        let id = value["messages"][0]["id"].as_str().expect("an id");
        assert!(id.starts_with(&Number::of(3).message_prefix()));
    }

    #[test]
    fn a_signature_is_the_keyed_hash_of_the_body() {
        let mut head = String::new();
        // From the documentation that both sides follow, by another program:
        // openssl dgst -sha256 -hmac.
        Signer::of("It's a Secret to Everybody").sign(&mut head, "Hello, World!");
        let right = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        assert_eq!(head, format!("x-hub-signature-256: sha256={right}\r\n"));
    }
}
