//! Updates on their way from the inbox to a bot.

use std::collections::HashMap;

use scx_connect::telegram::{self, Event, Incoming};
use scx_domain::Error;
use scx_domain::accounts::PartnerId;
use scx_domain::channels::{self, Bot, BotId, Health, Role};
use scx_domain::chat::{self, Burst, Channel};
use scx_domain::messengers::Account;
use scx_jobs::inbox::{Look, Waiting, waiting};
use scx_jobs::outbox::{self, Letter};
use scx_jobs::{Cx, Stop, Ticket};
use scx_kit::Time;
use tokio::task::JoinSet;
use tracing::Instrument;

use crate::admin;
use crate::business::{self, Side};
use crate::checkout;
use crate::customer;
use crate::meta::{self, Sorted};
use crate::partner;
use crate::rating;
use crate::ui::{self, Update};

/// Looks at conversations in which something waits.
pub(crate) async fn look(cx: Cx, tickets: Vec<Ticket<Look>>) {
    let jobs = tickets.iter().map(|ticket| &ticket.job);
    let keys: Vec<(&str, &str)> = jobs
        .map(|look| (look.account.as_str(), look.conversation.as_str()))
        .collect();
    let rows = match waiting(&cx.db, &keys).await {
        Ok(rows) => rows,
        Err(error) => {
            tracing::error!(%error, "the inbox could not be read");
            return;
        }
    };
    let read = async {
        Ok::<_, Error>((
            bots(&cx, &tickets).await?,
            meta::accounts(&cx, tickets.iter().map(|t| t.job.account.as_str())).await?,
        ))
    };
    let (bots, accounts) = match read.await {
        Ok(read) => read,
        Err(error) => {
            tracing::error!(%error, "the bots could not be read");
            return;
        }
    };
    let mut by_key = by_conversation(rows);
    let mut customers = Vec::new();
    for ticket in tickets {
        let key = (ticket.job.account.clone(), ticket.job.conversation.clone());
        let Some(rows) = by_key.remove(&key) else {
            ticket.finish(Ok(()));
            continue;
        };
        let sorted = match (
            bots.get(&ticket.job.account),
            accounts.get(&ticket.job.account),
        ) {
            (Some(bot), _) => sort(&cx, &ticket, bot, rows).await,
            (None, Some(account)) => meta::look(&cx, account, rows).await,
            (None, None) => {
                ticket.finish(Err(Stop::GiveUp("no such bot".to_owned())));
                continue;
            }
        };
        match sorted {
            Ok(Sorted::Done) => ticket.finish(Ok(())),
            Ok(Sorted::Later(until)) => ticket.finish(Err(Stop::Wait {
                until,
                why: "more of the burst may come".to_owned(),
            })),
            Ok(Sorted::Customer(burst)) => customers.push((ticket, *burst)),
            Err(error) => ticket.finish(Err(error.into())),
        }
    }
    answer_all(&cx, customers).await;
}

/// Answers customers; nobody waits for what others have said in a recording.
async fn answer_all(cx: &Cx, customers: Vec<(Ticket<Look>, Burst)>) {
    let (slow, quick): (Vec<_>, Vec<_>) = customers
        .into_iter()
        .partition(|(_, burst)| chat::takes_long(burst));
    // A task of its own: a task may hold one transaction only.
    let mut aside = JoinSet::new();
    if !slow.is_empty() {
        let cx = cx.clone();
        aside.spawn(async move { answer(&cx, slow).await }.in_current_span());
    }
    answer(cx, quick).await;
    while aside.join_next().await.is_some() {}
}

fn by_conversation(rows: Vec<Waiting>) -> HashMap<(String, String), Vec<Waiting>> {
    let mut by_key: HashMap<(String, String), Vec<Waiting>> = HashMap::new();
    for row in rows {
        by_key
            .entry((row.account.clone(), row.conversation.clone()))
            .or_default()
            .push(row);
    }
    by_key
}

/// The bots of some tickets, by account.
async fn bots(cx: &Cx, tickets: &[Ticket<Look>]) -> Result<HashMap<String, Bot>, Error> {
    let mut ids: Vec<BotId> = tickets
        .iter()
        .filter_map(|ticket| ticket.job.account.parse().ok())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let bots = channels::bots(&cx.db, &ids).await?;
    Ok(bots
        .into_iter()
        .map(|(id, bot)| (id.to_string(), bot))
        .collect())
}

/// Finds out whose updates these are, and handles those of our own bots.
async fn sort(
    cx: &Cx,
    ticket: &Ticket<Look>,
    bot: &Bot,
    rows: Vec<Waiting>,
) -> Result<Sorted, Error> {
    match (bot.role, bot.partner) {
        _ if bot.health == Health::Removed => {
            settle(cx, &rows).await?;
            Ok(Sorted::Done)
        }
        (Role::Customer, Some(partner)) => {
            let burst = burst(cx, bot, partner, rows).await?;
            Ok(burst)
        }
        (Role::Partner | Role::Admin, _) => {
            for row in rows {
                one_by_one(cx, bot, row, ticket.attempt.is_last).await?;
            }
            Ok(Sorted::Done)
        }
        (Role::Customer, None) => {
            settle(cx, &rows).await?;
            Ok(Sorted::Done)
        }
    }
}

async fn one_by_one(cx: &Cx, bot: &Bot, row: Waiting, is_last_attempt: bool) -> Result<(), Error> {
    let Ok(incoming) = telegram::parse(row.body.expose()) else {
        return settle(cx, &[row]).await;
    };
    match &incoming.event {
        // Not by way of a screen: news of money that went back comes from the bot.
        Event::Money(money) if bot.role == Role::Partner => {
            return checkout::note(cx, bot, (&incoming, money), row.id).await;
        }
        Event::Unknown { kind } if kind.ends_with("successful_payment") => {
            tracing::error!(bot.id = %bot.id, "news of a payment cannot be read");
        }
        _ => {}
    }
    let update = Update {
        bot: bot.id.to_string(),
        incoming: &incoming,
        is_last_attempt,
    };
    let span = tracing::info_span!("update", bot.id = %bot.id, update.id = incoming.update_id);
    let map = match bot.role {
        Role::Admin => admin::map(),
        Role::Partner | Role::Customer => partner::map(),
    };
    ui::handle(cx, map, update, row.id).instrument(span).await
}

/// Puts a customer's updates together into one burst.
async fn burst(
    cx: &Cx,
    bot: &Bot,
    partner: PartnerId,
    rows: Vec<Waiting>,
) -> Result<Sorted, Error> {
    let parsed: Vec<_> = rows
        .iter()
        .filter_map(|row| Some((row.received_at, telegram::parse(row.body.expose()).ok()?)))
        .collect();
    let incoming = || parsed.iter().map(|(_, incoming)| incoming);
    let side = business::side(cx, (bot, partner), incoming()).await?;
    let updates = rows.iter().map(|row| row.id).collect();
    let mut burst = match &side {
        Side::Bot => Burst::new((Account::Bot(bot.id), Channel::Telegram), partner, updates),
        Side::Account(_) => Burst::new((Account::Bot(bot.id), Channel::Business), partner, updates),
        Side::Stranger => {
            settle(cx, &rows).await?;
            return Ok(Sorted::Done);
        }
    };
    gather(&mut burst, bot, &side, &parsed);
    if let Some(until) = burst.quiet_until(cx.clock.now()) {
        return Ok(Sorted::Later(until));
    }
    // What is noted and what is answered are two transactions: noting twice
    // changes nothing.
    if let Side::Account(account) = &side {
        business::note_own(cx, (bot, partner), account, incoming()).await?;
    }
    rate(cx, &burst, bot, incoming()).await?;
    burst.acknowledgements = customer::acknowledgements(bot, incoming());
    if burst.chat.is_empty() || burst.is_idle() {
        settle_with(cx, &rows, burst.acknowledgements).await?;
        return Ok(Sorted::Done);
    }
    Ok(Sorted::Customer(Box::new(burst)))
}

/// Adds to a burst what the customer did.
fn gather(burst: &mut Burst, bot: &Bot, side: &Side, parsed: &[(Time, Incoming)]) {
    for (at, (received_at, incoming)) in parsed.iter().enumerate() {
        let account = match side {
            Side::Account(account) => Some(account),
            Side::Bot | Side::Stranger => None,
        };
        if account.is_some_and(|account| business::is_own(account, incoming)) {
            continue;
        }
        customer::introduce(burst, incoming);
        let later = parsed[at + 1..].iter().map(|(_, incoming)| incoming);
        if customer::is_corrected(incoming, later) {
            continue;
        }
        let written_at = incoming.sent_at.unwrap_or(*received_at);
        if let (Some(account), Some(chat)) = (account, incoming.chat) {
            burst.chat = business::chat_key(account, chat.id);
            let until = business::window(written_at);
            burst.window_until = burst.window_until.max(Some(until));
        }
        let heard = customer::hear(incoming, *received_at, bot);
        burst.add(heard, written_at, *received_at);
    }
}

/// Takes note of what the customer thinks of answers.
async fn rate(
    cx: &Cx,
    burst: &Burst,
    bot: &Bot,
    updates: impl Iterator<Item = &Incoming>,
) -> Result<(), Error> {
    for (rated, rating) in updates.filter_map(|update| rating::of_telegram(bot.id, update)) {
        let place = (burst.account, burst.chat.as_str());
        let mut tx = cx.db.begin().await?;
        chat::rate(&mut tx, burst.partner, place, (&rated, rating)).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn answer(cx: &Cx, customers: Vec<(Ticket<Look>, Burst)>) {
    if customers.is_empty() {
        return;
    }
    let (tickets, bursts): (Vec<_>, Vec<_>) = customers.into_iter().unzip();
    let mut tickets: Vec<Option<Ticket<Look>>> = tickets.into_iter().map(Some).collect();
    chat::hear(cx, bursts, |place, outcome| {
        if let Some(ticket) = tickets.get_mut(place).and_then(Option::take) {
            ticket.finish(outcome.map_err(Stop::from));
        }
    })
    .await;
}

/// Marks updates as handled that call for nothing.
async fn settle(cx: &Cx, rows: &[Waiting]) -> Result<(), Error> {
    settle_with(cx, rows, Vec::new()).await
}

/// Marks updates as handled that call for these letters at most.
async fn settle_with(cx: &Cx, rows: &[Waiting], letters: Vec<Letter>) -> Result<(), Error> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut tx = cx.db.begin().await?;
    if !letters.is_empty() {
        outbox::post(&mut tx, letters).await?;
    }
    scx_jobs::inbox::handled(&mut tx, &ids).await?;
    Ok(tx.commit().await?)
}
