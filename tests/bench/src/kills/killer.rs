//! Kills processes at chosen moments, looks at what each has left, and starts
//! them again.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use scx_kit::Entropy;
use scx_store::{Db, sql};
use tokio::sync::mpsc;

use super::chance;
use super::customers::{Customers, HeldCall};
use super::ledger::Death;
use super::processes::Processes;
use crate::channel::Channel;
use crate::outside::now_us;
use crate::stage::Stage;

/// A call that is waited for this long does not come.
const PATIENCE: Duration = Duration::from_secs(15);
/// What a lease lasts in the product.
const LEASE_US: u64 = 45_000_000;
/// Longer than every lease of a dead process.
const OUTAGE: Duration = Duration::from_secs(52);
/// With several processes, how many of the dead ones stay away so long.
const OUTAGES: usize = 3;
/// A server ends the statement that a dead client was in the middle of.
const LAST_WORDS: Duration = Duration::from_millis(100);

const LETTERS: &str = "SELECT chat, created_at FROM outbox";
const WORK: &str = "SELECT payload, lease_owner, lease_until FROM job WHERE state = 'running'";

/// When to kill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Moment {
    /// At any time.
    Any,
    /// Work is claimed, and its effect outside is not there yet.
    Asking,
    /// The effect outside is there, and nothing is acknowledged.
    Sent,
}

impl Moment {
    /// Every one.
    pub(super) const ALL: [Self; 3] = [Self::Any, Self::Asking, Self::Sent];

    fn call(self, channel: Channel) -> Option<&'static str> {
        match self {
            Self::Any => None,
            Self::Asking => Some("generateContent"),
            Self::Sent => Some(channel.send_call()),
        }
    }
}

/// What was there right after a death, owners of work still unresolved.
struct Left {
    death: Death,
    /// The chat and the owner of each piece of running work.
    work: Vec<(i64, String)>,
}

/// When each owner of work was last known to live.
type Signs = Rc<RefCell<BTreeMap<String, u64>>>;

/// Kills, and remembers.
pub(super) struct Killer<'a> {
    stage: &'a Stage,
    customers: Customers,
    held: mpsc::Receiver<HeldCall>,
    entropy: Arc<dyn Entropy>,
    /// The database of several processes.
    shared: Option<Db>,
    signs: Signs,
    left: Vec<Left>,
    /// Kills by moment.
    pub(super) kills: BTreeMap<Moment, i64>,
}

impl<'a> Killer<'a> {
    pub(super) async fn new(
        stage: &'a Stage,
        customers: Customers,
        held: mpsc::Receiver<HeldCall>,
        entropy: Arc<dyn Entropy>,
    ) -> anyhow::Result<Self> {
        let signs = Signs::default();
        let shared = if stage.is_shared() {
            let db = stage.db().await?;
            tokio::task::spawn_local(watch(db.clone(), signs.clone()));
            Some(db)
        } else {
            None
        };
        Ok(Self {
            stage,
            customers,
            held,
            entropy,
            shared,
            signs,
            left: Vec::new(),
            kills: BTreeMap::new(),
        })
    }

    /// Kills so many times, spread over so many accepted messages.
    pub(super) async fn run(
        &mut self,
        processes: &mut Processes<'_>,
        (kills, messages): (usize, usize),
    ) -> anyhow::Result<()> {
        for number in 0..kills {
            let due = messages * (number + 1) / (kills + 1);
            while self.customers.accepted() < due {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            // Each third is one of each, in an order of its own.
            let shift =
                usize::try_from(chance(&*self.entropy.fork(&format!("o{}", number / 3)), 3))?;
            let moment = Moment::ALL[(number + shift) % 3];
            let at = self.come(moment, processes).await?;
            let run = processes.kill(at).await?;
            self.look(run).await?;
            if processes.count() > 1 {
                let short = Duration::from_millis(200 + chance(&*self.entropy, 2_800));
                let is_long = number % kills.div_ceil(OUTAGES) == kills / OUTAGES / 2;
                tokio::time::sleep(if is_long { OUTAGE } else { short }).await;
            }
            processes.start_again(at).await?;
        }
        Ok(())
    }

    /// Waits for a moment to kill, and returns whom.
    async fn come(&mut self, moment: Moment, processes: &Processes<'_>) -> anyhow::Result<usize> {
        if let Some(call) = moment.call(self.customers.channel()) {
            let nth = 1 + chance(&*self.entropy, 20);
            let call = format!("{{\"call\":\"{call}\",\"nth\":{nth}}}");
            self.stage.view.control("pause-at", &call).await?;
            let held = tokio::time::timeout(PATIENCE, self.held.recv()).await;
            let run = held.ok().flatten().map(|call| call.run);
            if let Some(at) = run.and_then(|run| processes.place_of(run)) {
                *self.kills.entry(moment).or_default() += 1;
                return Ok(at);
            }
            self.stage.view.control("release", "{}").await?;
        }
        let wait = Duration::from_millis(chance(&*self.entropy, 1_000));
        tokio::time::sleep(wait).await;
        *self.kills.entry(Moment::Any).or_default() += 1;
        let places = u64::try_from(processes.count())?;
        Ok(usize::try_from(chance(&*self.entropy, places))?)
    }

    /// Reads what a process has left that was just killed.
    async fn look(&mut self, run: u32) -> anyhow::Result<()> {
        let at_us = now_us();
        let db = match &self.shared {
            Some(db) => {
                tokio::time::sleep(LAST_WORDS).await;
                db.clone()
            }
            None => self.stage.snapshot().await?,
        };
        let letters = sql(LETTERS).all::<(String, i64)>(&db).await?;
        let work = sql(WORK).all::<(String, String, i64)>(&db).await?;
        if self.shared.is_none() {
            db.close().await;
        }
        let letter = |(chat, at_ms): (String, i64)| Some((chat.parse().ok()?, us(at_ms)));
        let death = Death {
            run,
            at_us,
            letters: letters.into_iter().filter_map(letter).collect(),
            held: HashSet::new(),
        };
        for (_, owner, until) in &work {
            sign(&self.signs, owner, *until);
        }
        let chat = |(payload, owner, _): (String, String, i64)| Some((chat_of(&payload)?, owner));
        let work = work.into_iter().filter_map(chat).collect();
        self.left.push(Left { death, work });
        Ok(())
    }

    /// The deaths with the work that each process held. Who never claimed or
    /// renewed anything after a death is who died.
    pub(super) fn deaths(self) -> Vec<Death> {
        let (signs, is_alone) = (self.signs.borrow(), self.shared.is_none());
        let mut dead: HashSet<String> = HashSet::new();
        let mut deaths = Vec::new();
        for Left { mut death, work } in self.left {
            let has_died = |owner: &String| {
                let last = signs.get(owner).copied().unwrap_or_default();
                !dead.contains(owner) && last <= death.at_us
            };
            let held = work.iter().filter(|(_, owner)| is_alone || has_died(owner));
            let (chats, owners): (HashSet<i64>, Vec<String>) = held.cloned().unzip();
            dead.extend(owners);
            death.held = chats;
            deaths.push(death);
        }
        deaths
    }
}

/// Notes signs of life for as long as the program runs.
async fn watch(db: Db, signs: Signs) {
    loop {
        let work = sql(WORK).all::<(String, String, i64)>(&db).await;
        for (_, owner, until) in work.unwrap_or_default() {
            sign(&signs, &owner, until);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// A lease tells when it was taken or renewed.
fn sign(signs: &Signs, owner: &str, until_ms: i64) {
    let at = us(until_ms).saturating_sub(LEASE_US);
    let mut signs = signs.borrow_mut();
    let last = signs.entry(owner.to_owned()).or_default();
    *last = at.max(*last);
}

/// The chat of a job that looks at a conversation or sends to a chat.
fn chat_of(payload: &str) -> Option<i64> {
    let payload: serde_json::Value = serde_json::from_str(payload).ok()?;
    let chat = payload.get("conversation").or_else(|| payload.get("chat"));
    chat?.as_str()?.parse().ok()
}

fn us(ms: i64) -> u64 {
    ms.unsigned_abs().saturating_mul(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_tells_its_chat() {
        assert_eq!(
            chat_of(r#"{"account":"bot_1","conversation":"77"}"#),
            Some(77)
        );
        assert_eq!(
            chat_of(r#"{"account":"bot_1","chat":"78","partner":null}"#),
            Some(78)
        );
        assert_eq!(chat_of(r#"{"bot":"bot_1"}"#), None);
    }
}
