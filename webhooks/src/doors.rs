//! The bots behind the paths, as this process remembers them.

use std::sync::Arc;

use moka::sync::Cache;
use scx_domain::channels::{self, Ability, Bot};
use scx_kit::{Millis, Secret, Time, same_secret};
use scx_store::{Db, DbError};

/// How long a door is remembered: another process may have changed it.
const MEMORY: Millis = Millis::minutes(1);
/// Doors kept in memory, and paths that lead nowhere.
const MOST: u64 = 10_000;

/// Bots known by their path: one read of the database a minute and bot, and
/// for paths that lead nowhere one a minute and path. A removal in this
/// process counts at once.
#[derive(Clone, Debug)]
pub struct Doors {
    known: Cache<String, Arc<Door>>,
    nowhere: Cache<String, Time>,
}

/// A bot and its secret.
#[derive(Debug)]
pub(crate) struct Door {
    pub bot: Bot,
    /// Whether Telegram lets the bot show drafts, as far as it is known.
    pub has_drafts: Option<bool>,
    secret: Secret<String>,
    known_until: Time,
    removals: u64,
}

impl Door {
    /// Whether this is the secret that Telegram was told.
    pub fn opens_with(&self, given: &[u8]) -> bool {
        same_secret(given, self.secret.expose().as_bytes())
    }

    fn is_fresh(&self, now: Time) -> bool {
        self.known_until > now && self.removals == channels::removals()
    }
}

/// Somebody before a door.
pub(crate) struct Knock<'a> {
    /// The last part of the path.
    pub key: &'a str,
    /// The secret that was given.
    pub secret: &'a [u8],
    /// Nothing is looked up for them, unless they have the right secret.
    pub is_resting: bool,
}

impl Default for Doors {
    fn default() -> Self {
        Self {
            known: Cache::new(MOST),
            nowhere: Cache::new(MOST),
        }
    }
}

impl Doors {
    /// The door at a path; none where there is none.
    ///
    /// # Errors
    /// [`DbError`] when nobody knows.
    pub(crate) async fn find(
        &self,
        db: &Db,
        knock: &Knock<'_>,
        now: Time,
    ) -> Result<Option<Arc<Door>>, DbError> {
        let known = self.known.get(knock.key);
        if let Some(door) = &known
            && (door.is_fresh(now) || (knock.is_resting && !door.opens_with(knock.secret)))
        {
            return Ok(known);
        }
        let leads_nowhere = || self.nowhere.get(knock.key).is_some_and(|until| until > now);
        let is_looked_up = channels::is_hook_key(knock.key) && !leads_nowhere();
        if known.is_none() && (knock.is_resting || !is_looked_up) {
            return Ok(None);
        }
        // Read before the row: what is removed meanwhile is looked at again.
        let removals = channels::removals();
        let Some(bot) = channels::by_hook_key(db, knock.key).await? else {
            self.nowhere.insert(knock.key.to_owned(), now + MEMORY);
            return Ok(None);
        };
        let secret = channels::hook_secret(db, bot.id).await?;
        let drafts = channels::ability(db, bot.id, Ability::Draft).await;
        let door = Arc::new(Door {
            // A sign is not worth a fault.
            has_drafts: drafts.unwrap_or(None),
            bot,
            secret,
            known_until: now + MEMORY,
            removals,
        });
        self.known.insert(knock.key.to_owned(), door.clone());
        Ok(Some(door))
    }
}

#[cfg(test)]
mod tests {
    use scx_domain::channels::Role;
    use scx_kit::{Clock, KeyRing, OsEntropy, SystemClock};
    use scx_store::Address;

    use super::*;

    const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    const TOKEN: &str = "7000000009:AAPartnerBotTokenForTestsAndPlays01";

    /// A database with one bot, and the bot's path and secret.
    async fn house(folder: &tempfile::TempDir) -> (Db, String, String) {
        let address = Address::Sqlite(folder.path().join("app.db"));
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(OsEntropy));
        let ring = Arc::new(KeyRing::parse(KEY).unwrap());
        let db = Db::open(&address, clock, entropy, ring).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let token = Secret::new(TOKEN.to_owned());
        let id = channels::house_bot(&mut tx, Role::Partner, &token)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let key = channels::bot(&db, id).await.unwrap().hook_key;
        let secret = channels::hook_secret(&db, id).await.unwrap();
        (db, key, secret.expose().clone())
    }

    fn knock<'a>(key: &'a str, secret: &'a str) -> Knock<'a> {
        Knock {
            key,
            secret: secret.as_bytes(),
            is_resting: false,
        }
    }

    #[tokio::test]
    async fn a_path_that_leads_nowhere_costs_one_look_a_minute() {
        let folder = tempfile::tempdir().unwrap();
        let (db, ..) = house(&folder).await;
        let (doors, now) = (Doors::default(), SystemClock.now());
        let nowhere = "B".repeat(24);
        let found = doors.find(&db, &knock(&nowhere, "x"), now).await.unwrap();
        assert!(found.is_none());
        // From here on every look is an error.
        db.clone().close().await;
        let again = doors.find(&db, &knock(&nowhere, "x"), now).await;
        assert!(again.unwrap().is_none());
        for shape in ["", "short", &"B".repeat(25), &"?".repeat(24)] {
            assert!(doors.find(&db, &knock(shape, "x"), now).await.is_ok());
        }
        let other = "C".repeat(24);
        assert!(doors.find(&db, &knock(&other, "x"), now).await.is_err());
        let resting = Knock {
            is_resting: true,
            ..knock(&other, "x")
        };
        assert!(doors.find(&db, &resting, now).await.unwrap().is_none());
        assert!(
            doors
                .find(&db, &knock(&nowhere, "x"), now + MEMORY)
                .await
                .is_err()
        );
    }

    #[tokio::test]
    async fn the_right_secret_is_heard_from_a_resting_address_too() {
        let folder = tempfile::tempdir().unwrap();
        let (db, key, secret) = house(&folder).await;
        let (doors, now) = (Doors::default(), SystemClock.now());
        doors.find(&db, &knock(&key, &secret), now).await.unwrap();
        let late = now + MEMORY;
        db.clone().close().await;
        let resting = |secret| Knock {
            is_resting: true,
            ..knock(&key, secret)
        };
        // A wrong one costs no look even when the memory is old.
        let door = doors.find(&db, &resting("wrong"), late).await.unwrap();
        assert!(!door.unwrap().opens_with(b"wrong"));
        assert!(doors.find(&db, &resting(&secret), late).await.is_err());
        let door = doors.find(&db, &resting(&secret), now).await.unwrap();
        assert!(door.unwrap().opens_with(secret.as_bytes()));
    }
}
