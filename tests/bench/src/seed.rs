//! Fills a database the way life does: partners register, their files are read,
//! cut and activated, their bots are offered, all by the product's own functions.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use futures_util::future::BoxFuture;
use scx_connect::meta::Messenger;
use scx_domain::accounts::{self, NewPartner, PartnerId, Phone};
use scx_domain::knowledge::{self, Fetch, ReadFile};
use scx_domain::{Error, channels, messengers};
use scx_jobs::{Attempt, Cx, Run, Services};
use scx_kit::{Activity, Clock, Entropy, KeyRing, Language, OsEntropy, Secret, SystemClock};
use scx_read::Reader;
use scx_store::{Address, Db, Tx, sql};

use crate::channel::Channel;
use crate::shop;
use crate::whatsapp::{Hook, Number};

/// The numbers of the customers' bots begin here.
pub const FIRST_BOT: i64 = 6_000_000_000;
/// More numbers than customers' bots ever have.
pub const BOTS: usize = 100_000_000;
/// The bot in which partners run their shops.
pub const PARTNER_BOT_TOKEN: &str = "7000000001:AAPartnerBotTokenOfTheLoadPrograms1";
/// Partners registered in one transaction.
const PARTNERS_AT_ONCE: usize = 500;

/// What to fill in.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Shops.
    pub shops: usize,
    /// Passages of each shop's list.
    pub goods: usize,
    /// Bots or numbers of each shop.
    pub bots: usize,
    /// What they are.
    pub channel: Channel,
}

/// What the shops have to be connected, and where what is written to it goes.
#[derive(Clone, Debug)]
pub enum Accounts {
    /// Bots, of which the product itself tells Telegram where.
    Bots(usize),
    /// Numbers of WhatsApp, of which partners tell Meta where.
    Numbers(Vec<Hook>),
}

/// Opens a database as the product does.
///
/// # Errors
/// A sentence for the operator.
pub async fn open(url: &str, secret_key: &str) -> anyhow::Result<Db> {
    let address = Address::parse(url)?;
    let ring = Arc::new(KeyRing::parse(secret_key)?);
    Ok(Db::open(&address, Arc::new(SystemClock), Arc::new(OsEntropy), ring).await?)
}

/// Hands out the price lists that partners would have sent.
struct Lists(usize);

impl Fetch for Lists {
    fn fetch<'a>(
        &'a self,
        _: &'a Cx,
        source: &'a str,
        _: usize,
    ) -> BoxFuture<'a, Result<Vec<u8>, Error>> {
        let list = source.parse().map(|shop| shop::price_list(shop, self.0));
        Box::pin(async move { Ok(list.map_err(anyhow::Error::from)?.into_bytes()) })
    }
}

/// Fills a database. The account at place `n` has the id `Channel::account(n)`
/// and belongs to shop `n / bots`.
///
/// # Errors
/// The first thing that the product refuses.
pub async fn fill(db: Db, product: &Path, wanted: Wanted) -> anyhow::Result<Accounts> {
    let lists: Arc<dyn Fetch> = Arc::new(Lists(wanted.goods));
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
    let services = Services::default().with(lists).with(Reader::new(product));
    let cx = Cx::new(db, clock, entropy, Activity::default(), services);
    let mut hooks = Vec::new();
    for shop in 0..wanted.shops {
        let mut tx = cx.db.begin().await?;
        let partner = register(&mut tx, shop).await?;
        tx.commit().await?;
        if wanted.goods > 0 {
            teach(&cx, partner, shop, wanted.goods).await?;
        }
        for place in shop * wanted.bots..(shop + 1) * wanted.bots {
            match wanted.channel {
                Channel::Telegram => offer(&cx, partner, place).await?,
                Channel::WhatsApp => hooks.push(type_in(&cx, partner, place).await?),
            }
        }
    }
    cx.db.close().await;
    Ok(match wanted.channel {
        Channel::Telegram => Accounts::Bots(wanted.shops * wanted.bots),
        Channel::WhatsApp => Accounts::Numbers(hooks),
    })
}

/// Registers partners who have nothing yet.
///
/// # Errors
/// The first thing that the product refuses.
pub async fn partners(db: &Db, count: usize) -> anyhow::Result<()> {
    for first in (0..count).step_by(PARTNERS_AT_ONCE) {
        let mut tx = db.begin().await?;
        for shop in first..(first + PARTNERS_AT_ONCE).min(count) {
            register(&mut tx, shop).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn offer(cx: &Cx, partner: PartnerId, place: usize) -> anyhow::Result<()> {
    let mut tx = cx.db.begin().await?;
    let token = Secret::new(token(place)?);
    channels::offer(&mut tx, partner, &token)
        .await
        .map_err(told)?;
    Ok(tx.commit().await?)
}

/// What a partner does to connect a number: all fields, one after the other.
async fn type_in(cx: &Cx, partner: PartnerId, place: usize) -> anyhow::Result<Hook> {
    let mut tx = cx.db.begin().await?;
    let begun = messengers::begin(&mut tx, partner, Messenger::WhatsApp, false).await;
    let id = begun.map_err(told)?;
    for word in Number::of(place).typed() {
        let word = Secret::new(word.to_owned());
        messengers::fill(&mut tx, partner, id, &word)
            .await
            .map_err(told)?;
    }
    tx.commit().await?;
    let account = messengers::account_of(&cx.db, partner, id).await?;
    let missing = account.next_field();
    ensure!(missing.is_none(), "{missing:?} of a number was not typed");
    let secrets = messengers::secrets(&cx.db, id).await?;
    Ok(Hook {
        place,
        key: account.hook_key,
        word: secrets.verify_token.expose().clone(),
    })
}

fn token(bot: usize) -> anyhow::Result<String> {
    let number = FIRST_BOT + i64::try_from(bot)?;
    Ok(format!("{number}:AA{bot:0>33}"))
}

async fn register(tx: &mut Tx, shop: usize) -> anyhow::Result<PartnerId> {
    let phone = Phone::parse(&format!("+99890{:07}", 1_000_000 + shop));
    let new = NewPartner {
        username: None,
        is_phone_proven: true,
        telegram_user: 500_000_000 + i64::try_from(shop)?,
        name: format!("Do‘kon {shop}"),
        phone: phone.map_err(|refusal| anyhow::anyhow!("a phone: {}", refusal.key))?,
        language: Language::UzLatn,
    };
    let (partner, _) = accounts::register(tx, new).await.map_err(told)?;
    Ok(partner.id)
}

/// The way of a file: received, read in a child process, activated.
async fn teach(cx: &Cx, partner: PartnerId, shop: usize, goods: usize) -> anyhow::Result<()> {
    let bytes = i64::try_from(shop::price_list(shop, goods).len())?;
    let mut tx = cx.db.begin().await?;
    let source = shop.to_string();
    let received = knowledge::receive(&mut tx, partner, &source, "narxlar.csv", bytes).await;
    let document = received.map_err(told)?;
    tx.commit().await?;
    let attempt = Attempt {
        number: 1,
        is_last: true,
    };
    let reading = ReadFile { partner, document };
    reading
        .run(cx, attempt)
        .await
        .context("a list was not read")?;
    let mut tx = cx.db.begin().await?;
    knowledge::activate(&mut tx, partner, document)
        .await
        .map_err(told)?;
    Ok(tx.commit().await?)
}

/// What the product said.
pub(crate) fn told(error: Error) -> anyhow::Error {
    match error {
        Error::Refused(refusal) => anyhow::anyhow!("refused: {}", refusal.key),
        Error::Fault(fault) => fault,
    }
}

/// Rows of the database after a run.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// Messages by customers.
    pub asked: i64,
    /// Messages by the AI.
    pub answered: i64,
    /// Answers that a model wrote.
    pub by_model: i64,
    /// Updates, each once.
    pub updates: i64,
    /// Updates that wait.
    pub unread: i64,
    /// Letters that wait.
    pub unsent: i64,
    /// Jobs that were given up.
    pub dead: i64,
    /// Passages.
    pub passages: i64,
}

impl Rows {
    /// Counts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(db: &Db) -> anyhow::Result<Self> {
        let count = async |text: &'static str| -> anyhow::Result<i64> {
            Ok(sql(text).one::<(i64,)>(db).await?.0)
        };
        Ok(Self {
            asked: count("SELECT COUNT(*) FROM message WHERE author = 'customer'").await?,
            answered: count("SELECT COUNT(*) FROM message WHERE author = 'ai'").await?,
            by_model: count("SELECT COUNT(*) FROM message WHERE provider = 'gemini'").await?,
            updates: count("SELECT COUNT(*) FROM inbox").await?,
            unread: count("SELECT COUNT(*) FROM inbox WHERE is_handled = FALSE").await?,
            unsent: count("SELECT COUNT(*) FROM outbox").await?,
            dead: count("SELECT COUNT(*) FROM job WHERE state = 'dead'").await?,
            passages: count("SELECT COUNT(*) FROM passage").await?,
        })
    }
}
