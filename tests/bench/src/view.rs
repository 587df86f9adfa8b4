//! The outside as the load generator sees it: who is connected, what was counted.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::seed::{BOTS, FIRST_BOT};
use crate::whatsapp::Signer;
use crate::wire::Line;

/// The longest that the product has to connect its bots.
const PATIENCE: Duration = Duration::from_secs(300);

/// Where the outside is.
#[derive(Clone, Copy, Debug)]
pub struct View(pub SocketAddr);

/// Where the updates of a bot go, as the product told Telegram, or what is
/// written to a number, as its partner told Meta.
#[derive(Clone, Debug)]
pub struct Door {
    /// The bot's or the number's place among all.
    pub bot: usize,
    /// The server that was named.
    pub address: SocketAddr,
    /// The request up to what its body decides.
    pub head: String,
    /// Signs the bodies where the channel wants it.
    pub signer: Option<Signer>,
}

impl Door {
    /// The request with this body, up to the length of it.
    pub fn head_for(&self, body: &str) -> String {
        // Room for a signature.
        let mut head = String::with_capacity(self.head.len() + 96);
        head.push_str(&self.head);
        if let Some(signer) = &self.signer {
            signer.sign(&mut head, body);
        }
        head
    }
}

impl View {
    /// The doors of all customers' bots by number, once `count` of them are set.
    ///
    /// # Errors
    /// When they are not set in time.
    pub async fn doors(&self, count: usize) -> anyhow::Result<Vec<Door>> {
        let mut doors = self.listed("/bench/bots", count, door).await?;
        doors.sort_by_key(|door| door.bot);
        Ok(doors)
    }

    /// Waits until so many numbers of WhatsApp are connected.
    ///
    /// # Errors
    /// When they are not connected in time.
    pub async fn numbers(&self, count: usize) -> anyhow::Result<()> {
        let id = |told: &Value| told.as_str().map(str::to_owned);
        self.listed("/bench/numbers", count, id).await.map(drop)
    }

    async fn listed<T>(
        &self,
        path: &str,
        count: usize,
        read: impl Fn(&Value) -> Option<T>,
    ) -> anyhow::Result<Vec<T>> {
        let started = Instant::now();
        loop {
            let told = self.ask(path).await?;
            let told = told.as_array().context("a list of accounts")?;
            let listed: Vec<T> = told.iter().filter_map(&read).collect();
            if listed.len() >= count {
                return Ok(listed);
            }
            let (there, late) = (listed.len(), started.elapsed() > PATIENCE);
            ensure!(!late, "{there} of {count} accounts were connected");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Waits until the outside is asked for nothing new: the product has
    /// settled. Requests that are held do not count.
    ///
    /// # Errors
    /// When the outside does not answer.
    pub async fn settled(&self) -> anyhow::Result<Value> {
        let (mut before, mut quiet) = (Value::Null, 0);
        while quiet < 4 {
            let state = self.ask("/bench/state").await?;
            let calls = state["calls"].clone();
            quiet = if calls == before { quiet + 1 } else { 0 };
            before = calls;
            if quiet == 4 {
                return Ok(state);
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        self.ask("/bench/state").await
    }

    /// The outside's own count.
    ///
    /// # Errors
    /// When the outside does not answer.
    pub async fn ask(&self, path: &str) -> anyhow::Result<Value> {
        let (_, body) = Line::new(self.0).fetch(path).await?;
        Ok(serde_json::from_slice(&body)?)
    }

    /// Has the outside hold a call or let it go.
    ///
    /// # Errors
    /// When the outside refuses.
    pub async fn control(&self, what: &str, body: &str) -> anyhow::Result<()> {
        let address = self.0;
        let head = format!("POST /bench/{what} HTTP/1.1\r\nhost: {address}\r\n");
        let status = Line::new(address).post(&head, body).await?;
        ensure!(status == 200, "the outside refuses to {what}: {status}");
        Ok(())
    }
}

/// The door of a customers' bot; the partner bot's is none.
fn door(told: &Value) -> Option<Door> {
    let bot = usize::try_from(told["bot"].as_i64()? - FIRST_BOT).ok()?;
    if bot >= BOTS {
        return None;
    }
    let url = url::Url::parse(told["url"].as_str()?).ok()?;
    let address = url.socket_addrs(|| None).ok()?.first().copied()?;
    let (path, secret) = (url.path(), told["secret"].as_str()?);
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
         x-telegram-bot-api-secret-token: {secret}\r\n"
    );
    Some(Door {
        bot,
        address,
        head,
        signer: None,
    })
}
