//! Long polling, where Telegram cannot call us: development, and a plain
//! machine without a public address. It writes to the same inbox.

use std::collections::HashMap;

use scx_connect::telegram::{self, Outgoing, Telegram};
use scx_domain::channels::{self, Bot, BotId};
use scx_jobs::Cx;
use scx_kit::Millis;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::Intake;
use crate::telegram::{arrived, is_question};

/// How long Telegram holds an empty answer back.
const WAIT_S: u32 = 25;
/// How often to look for new bots.
const LOOK: Millis = Millis::secs(2);
const PAUSE: Millis = Millis::secs(3);

/// The pollers of all bots.
#[derive(Debug)]
pub struct Polling {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Polling {
    /// Starts polling for every connected bot. `allowed` names the kinds of
    /// updates that are wanted.
    pub fn start(cx: Cx, intake: Intake, allowed: &'static [&'static str]) -> Self {
        let stop = CancellationToken::new();
        let task = tokio::spawn(watch(cx, intake, allowed, stop.clone()));
        Self { stop, task }
    }

    /// Stops; an update that was received is stored first.
    pub async fn stop(self) {
        self.stop.cancel();
        if self.task.await.is_err() {
            tracing::error!("polling ended with a panic");
        }
    }
}

/// Keeps one poller for each connected bot.
async fn watch(cx: Cx, intake: Intake, allowed: &'static [&'static str], stop: CancellationToken) {
    let mut pollers: HashMap<BotId, (CancellationToken, JoinHandle<()>)> = HashMap::new();
    while !stop.is_cancelled() {
        match channels::polled(&cx.db).await {
            Ok(bots) => {
                pollers.retain(|id, (stop, _)| {
                    let is_wanted = bots.iter().any(|bot| bot.id == *id);
                    if !is_wanted {
                        stop.cancel();
                    }
                    is_wanted
                });
                for bot in bots {
                    pollers.entry(bot.id).or_insert_with(|| {
                        let stop = stop.child_token();
                        let task = tokio::spawn(poll(
                            cx.clone(),
                            intake.clone(),
                            bot,
                            allowed,
                            stop.clone(),
                        ));
                        (stop, task)
                    });
                }
            }
            Err(error) => tracing::error!(%error, "the bots to poll could not be read"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = cx.clock.timer(cx.clock.now() + LOOK) => {}
        }
    }
    for (_, task) in pollers.into_values() {
        // Each ends after storing what it holds.
        let _ = task.await;
    }
}

async fn poll(
    cx: Cx,
    intake: Intake,
    bot: Bot,
    allowed: &'static [&'static str],
    stop: CancellationToken,
) {
    let telegram = cx.service::<Telegram>();
    let mut next = bot.next_update;
    while !stop.is_cancelled() {
        let asked = async {
            let token = channels::token(&cx.db, bot.id).await.ok()?;
            Some(telegram.updates(&token, next, WAIT_S, allowed).await)
        };
        let answer = tokio::select! {
            () = stop.cancelled() => return,
            answer = asked => answer,
        };
        let failed = match answer {
            Some(Ok(updates)) if updates.is_empty() => false,
            Some(Ok(updates)) => match store(&cx, &intake, &bot, updates).await {
                Ok(after) => {
                    next = after;
                    false
                }
                Err(error) => {
                    tracing::error!(%error, "polled updates could not be stored");
                    true
                }
            },
            Some(Err(error)) => {
                tracing::warn!(bot.id = %bot.id, %error, "polling failed");
                true
            }
            None => true,
        };
        if failed {
            tokio::select! {
                () = stop.cancelled() => return,
                () = cx.clock.timer(cx.clock.now() + PAUSE) => {}
            }
        }
    }
}

/// Stores updates, then moves the offset on: asking with it confirms them.
async fn store(
    cx: &Cx,
    intake: &Intake,
    bot: &Bot,
    updates: Vec<telegram::RawUpdate>,
) -> Result<i64, scx_store::DbError> {
    let _busy = cx.activity.begin();
    let now = cx.clock.now();
    let next = updates
        .iter()
        .map(|update| update.update_id + 1)
        .max()
        .unwrap_or(bot.next_update);
    let mut batch = Vec::with_capacity(updates.len());
    let mut typing = Vec::new();
    for update in updates {
        // What is no update at all would come again for ever.
        let Ok(incoming) = telegram::parse(&update.raw) else {
            continue;
        };
        if let Some(chat) = incoming
            .chat
            .as_ref()
            .filter(|_| is_question(bot, &incoming))
        {
            typing.push(chat.id);
        }
        batch.push(arrived(bot, &incoming, update.raw.to_vec(), now));
    }
    intake.store(batch).await?;
    let mut tx = cx.db.begin().await?;
    channels::set_next_update(&mut tx, bot.id, next).await?;
    tx.commit().await?;
    if let Ok(token) = channels::token(&cx.db, bot.id).await {
        for chat in typing {
            // A sign that fails to show is no loss.
            let _ = cx
                .service::<Telegram>()
                .send(&token, &Outgoing::Typing { chat })
                .await;
        }
    }
    Ok(next)
}
