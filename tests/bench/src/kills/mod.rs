//! Nothing lost and nothing doubled while processes are killed; see the crate's README.

mod customers;
mod killer;
mod ledger;
mod processes;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use clap::Args;
use scx_kit::{Entropy, SeededEntropy};
use scx_store::sql;
use tokio::sync::mpsc;

use crate::channel::Channel;
use crate::figures::{Report, count};
use crate::machine;
use crate::seed::{Accounts, Wanted};
use crate::stage::{Options, Stage, free_ports};
use crate::whatsapp;
use crate::wire::Lines;
use customers::{Crowd, Customers, Seen};
use killer::{Killer, Moment};
use ledger::{Death, Stored, Verdict};
use processes::Processes;

/// The longest that anybody waits for a last answer: a job that failed comes
/// back after a growing pause, and late is not lost.
const LAST_ANSWERS: Duration = Duration::from_secs(180);
/// What comes twice comes late.
const AFTERMATH: Duration = Duration::from_secs(5);
/// A dead process's work is answered by others within this time.
const TAKEN_OVER_MS: i64 = 60_000;

/// What it takes.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    options: Options,
    /// Where customers write.
    #[arg(long, value_enum, default_value_t)]
    channel: Channel,
    /// Processes that share the database, one of which is killed at a time.
    #[arg(long, default_value_t = 1)]
    processes: usize,
    /// SIGKILLs, a third each: at any time, while a model is asked, after a
    /// message was sent and before its sender knows. 54 otherwise, 5 on WhatsApp.
    #[arg(long)]
    kills: Option<usize>,
    /// Messages that are accepted at least.
    #[arg(long, default_value_t = 10_000)]
    messages: usize,
    /// Messages a second, so that they last as long as the kills.
    #[arg(long, default_value_t = 30.0)]
    rate: f64,
    /// Customers, each with one open question at most.
    #[arg(long, default_value_t = 2_000)]
    chats: usize,
    /// Shops, each with one bot or number.
    #[arg(long, default_value_t = 100)]
    shops: usize,
    /// Passages of each shop.
    #[arg(long, default_value_t = 200)]
    passages: usize,
    /// How long the model thinks.
    #[arg(long, default_value_t = 50)]
    model_ms: u64,
}

impl Arguments {
    /// Only the doors and the sends differ between the channels, so that a few
    /// kills show what there is to be seen of the second.
    fn kills(&self) -> usize {
        self.kills.unwrap_or(match self.channel {
            Channel::Telegram => 54,
            Channel::WhatsApp => 5,
        })
    }
}

/// Kills and counts.
///
/// # Errors
/// When a process does not start again, or the outside fails.
pub async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let mut report = Report::default();
    machine::describe(&report);
    let model_time = Duration::from_millis(arguments.model_ms);
    let stage = Stage::set(&arguments.options, model_time).await?;
    let is_alone = arguments.processes == 1;
    let fits = arguments.processes > 0 && (is_alone || stage.is_shared());
    ensure!(fits, "several processes need --database postgres://..");
    let (shops, goods) = (arguments.shops, arguments.passages);
    let wanted = Wanted {
        shops,
        goods,
        bots: 1,
        channel: arguments.channel,
    };
    let accounts = stage.fill(wanted).await?;
    let local = tokio::task::LocalSet::new();
    let (seen, deaths) = local
        .run_until(drive(&arguments, &stage, &accounts, &mut report))
        .await?;
    counts(&mut report, &seen, &deaths);
    stored(&mut report, &stage, &seen).await?;
    Ok(report.end())
}

/// Lets customers ask while processes die, until everybody is answered.
async fn drive(
    arguments: &Arguments,
    stage: &Stage,
    accounts: &Accounts,
    report: &mut Report,
) -> anyhow::Result<(Seen, Vec<Death>)> {
    let entropy: Arc<dyn Entropy> =
        Arc::new(SeededEntropy::new(&arguments.options.seed.to_string()));
    let mut ports = vec![stage.port()];
    ports.extend(free_ports(arguments.processes - 1)?);
    let mut processes = Processes::start(stage, &ports).await?;
    let doors = stage.doors(accounts).await?;
    stage.view.settled().await?;
    let customers = Customers::new(Crowd {
        channel: arguments.channel,
        chats: arguments.chats,
        goods: arguments.passages,
        rate: arguments.rate,
        doors,
        ports,
        entropy: entropy.fork("customers"),
    });
    let lines = Lines::open(stage.view.0, "/bench/events").await?;
    let (sender, held) = mpsc::channel(8);
    let hearing = tokio::task::spawn_local(customers.clone().hear(lines, sender));
    tokio::task::spawn_local(customers.clone().ask());
    tokio::task::spawn_local(customers.clone().watch_for_stops());
    let started = Instant::now();
    let kills = entropy.fork("kills");
    let mut killer = Killer::new(stage, customers.clone(), held, kills).await?;
    let wanted = (arguments.kills(), arguments.messages);
    killer.run(&mut processes, wanted).await?;
    while customers.accepted() < arguments.messages {
        ensure!(!hearing.is_finished(), "the outside is not heard any more");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    customers.close();
    last_answers(&customers).await;
    let state = stage.view.settled().await?;
    tokio::time::sleep(AFTERMATH).await;

    killed(report, &killer, arguments.kills());
    let slowest = processes.slowest_start.as_secs_f64() * 1_000.0;
    report.tell("slowest start to ready", format!("{slowest:.0} ms"));
    report.tell("seconds", started.elapsed().as_secs());
    if arguments.channel == Channel::WhatsApp {
        whatsapp::hold(report, &state);
    }
    report.tell("the outside", state);
    processes.stop().await?;
    Ok((customers.take(), killer.deaths()))
}

fn killed(report: &mut Report, killer: &Killer<'_>, wanted: usize) {
    report.heading("kills");
    let by = |moment| killer.kills.get(&moment).copied().unwrap_or_default();
    report.tell("at any time", by(Moment::Any));
    report.tell("a model asked, not answered", by(Moment::Asking));
    report.tell("a message sent, its sender not told", by(Moment::Sent));
    report.equal("kills", killer.kills.values().sum(), count(wanted));
}

/// Waits until nobody waits for an answer, or none comes any more.
async fn last_answers(customers: &Customers) {
    let (mut open, mut since) = (customers.open(), Instant::now());
    while open > 0 && since.elapsed() < LAST_ANSWERS {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let now = customers.open();
        if now != open {
            (open, since) = (now, Instant::now());
        }
    }
}

/// What the outside has seen.
fn counts(report: &mut Report, seen: &Seen, deaths: &[Death]) {
    let verdict = Verdict::of(&seen.questions, deaths, &seen.stops);
    report.heading("messages");
    report.tell("accepted", seen.accepted);
    let deliveries = format!("{}, {}", seen.deliveries, seen.failed);
    report.tell("deliveries, of them without a 200", deliveries);
    let open = seen
        .questions
        .iter()
        .filter(|asked| asked.accepted_us.is_none());
    report.equal("asked and not accepted", count(open.count()), 0);
    report.equal("accepted and not answered: lost", verdict.lost, 0);
    report.equal("answers that fit no question", seen.strange, 0);
    for strange in &seen.shown {
        report.tell("strange", strange);
    }
    report.tell("sends in flight at the kills", verdict.in_flight);
    let oldest = verdict.oldest_us as f64 / 1_000.0;
    report.tell("the oldest of them at its kill", format!("{oldest:.0} ms"));
    report.never_above("answers sent once more", verdict.repeats, verdict.in_flight);
    report.equal("of them without a kill in between", verdict.doubled, 0);
    report.tell("pieces of work taken over", verdict.taken_over);
    let stopped_us: u64 = seen.stops.iter().map(|(begin, end)| end - begin).sum();
    let stopped = format!("{}, {:.0} s", seen.stops.len(), stopped_us as f64 / 1e6);
    report.tell("stops of the machine, taken off the next line", stopped);
    let longest = i64::try_from(verdict.longest_us / 1_000).unwrap_or(i64::MAX);
    report.never_above(
        "longest from a kill to their answer, ms",
        longest,
        TAKEN_OVER_MS,
    );
}

/// What the database holds.
async fn stored(report: &mut Report, stage: &Stage, seen: &Seen) -> anyhow::Result<()> {
    let rows = stage.rows().await?;
    let db = stage.db().await?;
    let said = sql(
        "SELECT conversation.chat, message.author, message.text FROM message
        JOIN conversation ON conversation.id = message.conversation",
    )
    .all::<(String, String, String)>(&db)
    .await?;
    db.close().await;
    let asked = count(seen.questions.len());
    let not_once = Stored::of(&said).not_once(&seen.questions);
    report.heading("the database");
    report.equal("updates stored", rows.updates, asked);
    report.equal("customers' messages stored", rows.asked, asked);
    report.equal("questions not stored exactly once", not_once.0, 0);
    report.equal("answers stored", rows.answered, asked);
    report.equal("questions without exactly one answer", not_once.1, 0);
    report.tell("answers that the model wrote", rows.by_model);
    let left = rows.unread + rows.unsent + rows.dead;
    report.equal("updates, letters and jobs left", left, 0);
    report.tell("errors in the product's log", stage.log_errors());
    Ok(())
}

/// A number below `end`.
pub(crate) fn chance(entropy: &dyn Entropy, end: u64) -> u64 {
    entropy.number() % end
}
