//! News for many: how fast they go out, and to whom; see the crate's README.

mod heard;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use clap::Args;
use scx_connect::telegram::Written;
use scx_domain::admins::{self, Right};
use scx_domain::broadcasts::{
    self, Audience, Broadcast, BroadcastId, Draft, OnMeta, Outcome, State, Tally,
};
use scx_kit::{Entropy, SeededEntropy};
use scx_store::{Db, sql};
use serde_json::Value;

use crate::figures::{Report, count};
use crate::kills::chance;
use crate::machine;
use crate::seed;
use crate::stage::{Options, Stage, Start};
use crate::wire::Lines;
use heard::{Ear, Heard};

const NEWS: &str = "Yangilik: buyurtmalar endi bitta sahifada.";
/// Who writes to all.
const ADMIN: i64 = 400_000_001;
/// What one process may have under way.
const IN_FLIGHT: i64 = broadcasts::AT_ONCE;
/// A server ends the statement that a dead client was in the middle of.
const LAST_WORDS: Duration = Duration::from_millis(100);
/// What comes twice comes late.
const AFTERMATH: Duration = Duration::from_secs(5);

/// What it takes.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    options: Options,
    /// Partners, all of whom are written to.
    #[arg(long, default_value_t = 10_000)]
    recipients: usize,
    /// SIGKILLs while it is sent, by turns after a message was sent and before
    /// its sender knows, and at any time.
    #[arg(long, default_value_t = 0)]
    kills: usize,
}

/// Measures and prints.
///
/// # Errors
/// When it cannot be measured.
pub async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let mut report = Report::default();
    machine::describe(&report);
    ensure!(arguments.recipients > 0, "nobody is written to");
    let stage = Stage::set(&arguments.options, Duration::ZERO).await?;
    fill(&stage, arguments.recipients).await?;
    // The first start connects the bot; that is no part of the measurement.
    let first = stage.start(true).await?;
    stage.view.settled().await?;
    first.stop().await?;
    let broadcast = begin(&stage).await?;
    let local = tokio::task::LocalSet::new();
    let sent = local.run_until(send(&arguments, &stage, broadcast)).await?;
    let end = End::read(&stage, broadcast).await?;
    speed(&mut report, &sent, &end);
    kills(&mut report, &sent);
    counts(&mut report, count(arguments.recipients), (&sent, &end));
    report.tell("errors in the product's log", stage.log_errors());
    Ok(report.end())
}

async fn fill(stage: &Stage, recipients: usize) -> anyhow::Result<()> {
    let started = Instant::now();
    let db = stage.db().await?;
    seed::partners(&db, recipients).await?;
    db.close().await;
    let took = started.elapsed().as_secs_f64();
    println!("filled: {recipients} partners, in {took:.1} s");
    Ok(())
}

/// What the admin's last tap does.
async fn begin(stage: &Stage) -> anyhow::Result<BroadcastId> {
    let written = Written {
        text: NEWS.to_owned(),
        ..Written::default()
    };
    let draft = Draft {
        words: serde_json::to_string(&written)?,
        text: written.text,
        has_file: false,
        on_meta: OnMeta::BOTH,
    };
    let db = stage.db().await?;
    let mut tx = db.begin().await?;
    admins::found(&mut tx, ADMIN).await?;
    let permit = admins::permit(&mut tx, ADMIN, Right::Broadcast)
        .await
        .map_err(seed::told)?;
    let id = broadcasts::start(&mut tx, &permit, (Audience::default(), &draft))
        .await
        .map_err(seed::told)?;
    tx.commit().await?;
    db.close().await;
    Ok(id)
}

/// What was seen while it was sent.
struct Sent {
    heard: Heard,
    /// Who was unknown after each kill.
    unknown: Vec<i64>,
    /// What the outside has counted.
    state: Value,
}

/// Lets the product send, kills it, and waits until nothing more comes.
async fn send(arguments: &Arguments, stage: &Stage, id: BroadcastId) -> anyhow::Result<Sent> {
    let root = SeededEntropy::new(&arguments.options.seed.to_string());
    let entropy: Arc<dyn Entropy> = root.fork("kills");
    let ear = Ear::default();
    let lines = Lines::open(stage.view.0, "/bench/events").await?;
    let hearing = tokio::task::spawn_local(ear.clone().hear(lines, NEWS));
    // Each kill has a part of the messages to itself, the last tenth has none.
    let part = arguments.recipients * 9 / 10 / arguments.kills.max(1);
    let mut unknown = Vec::new();
    let mut due = count(arguments.recipients);
    let mut product = stage.start_as(start(stage, 1), true).await?;
    for number in 0..arguments.kills {
        let within = chance(&*entropy, u64::try_from(part.max(1))?);
        let later = count(arguments.recipients - number * part) - i64::try_from(within)?;
        ear.until(due - later).await;
        come(stage, &ear, (number, &*entropy)).await?;
        product.kill().await?;
        tokio::time::sleep(LAST_WORDS).await;
        let left = left(stage, id).await?;
        unknown.push(left.of(Outcome::Unknown) + left.of(Outcome::Sending));
        // Whoever is unknown may have got it and gets it never again.
        due = ear.messages() + left.of(Outcome::Waiting);
        let run = u32::try_from(number)? + 2;
        product = stage.start_as(start(stage, run), true).await?;
    }
    ear.until(due).await;
    tokio::time::sleep(AFTERMATH).await;
    let state = stage.view.settled().await?;
    ensure!(!hearing.is_finished(), "the outside is not heard any more");
    product.stop().await?;
    Ok(Sent {
        heard: ear.heard(),
        unknown,
        state,
    })
}

/// Waits for a moment to kill.
async fn come(
    stage: &Stage,
    ear: &Ear,
    (number, entropy): (usize, &dyn Entropy),
) -> anyhow::Result<()> {
    if number.is_multiple_of(2) {
        let (nth, held) = (1 + chance(entropy, IN_FLIGHT.unsigned_abs()), ear.held());
        let call = format!("{{\"call\":\"sendMessage\",\"nth\":{nth}}}");
        stage.view.control("pause-at", &call).await?;
        if ear.holds(held + 1).await {
            return Ok(());
        }
        stage.view.control("release", "{}").await?;
    }
    tokio::time::sleep(Duration::from_millis(chance(entropy, 1_000))).await;
    Ok(())
}

fn start(stage: &Stage, run: u32) -> Start {
    Start {
        port: stage.port(),
        run,
    }
}

/// How far it was when the process died.
async fn left(stage: &Stage, id: BroadcastId) -> anyhow::Result<Tally> {
    let db = stage.snapshot().await?;
    let (_, tally) = one(&db, id).await?;
    db.close().await;
    Ok(tally)
}

async fn one(db: &Db, id: BroadcastId) -> anyhow::Result<(Broadcast, Tally)> {
    let mut tx = db.begin().await?;
    let found = broadcasts::one(&mut tx, id).await?;
    tx.commit().await?;
    Ok(found)
}

fn speed(report: &mut Report, sent: &Sent, end: &End) {
    report.heading("speed");
    let seconds = end.broadcast.ended_at;
    let seconds = seconds.and_then(|end| sent.heard.seconds_to(end));
    let seconds = seconds.unwrap_or(f64::INFINITY);
    let rate = end.rows.len() as f64 / seconds;
    if sent.unknown.is_empty() {
        report.at_least("recipients a second", rate, 24.0, "/s");
    } else {
        let rate = format!("{rate:.1}/s");
        report.tell("recipients a second, starts included", rate);
    }
    let most = sent.state["bots"]["most_messages_of_a_bot_in_a_second"].as_f64();
    let most = most.unwrap_or(f64::INFINITY);
    report.at_most("most messages in a second", most, 30.0, "/s");
    let seconds = format!("{seconds:.1}");
    report.tell("seconds from the first message to done", seconds);
}

fn kills(report: &mut Report, sent: &Sent) {
    if sent.unknown.is_empty() {
        return;
    }
    report.heading("kills");
    let mut before = 0;
    for (number, unknown) in sent.unknown.iter().enumerate() {
        let label = format!("unknown by kill {}", number + 1);
        report.never_above(&label, unknown - before, IN_FLIGHT);
        before = *unknown;
    }
}

/// What the database holds at the end.
struct End {
    broadcast: Broadcast,
    tally: Tally,
    /// Chat and outcome of each recipient.
    rows: Vec<(String, String)>,
}

impl End {
    async fn read(stage: &Stage, id: BroadcastId) -> anyhow::Result<Self> {
        let db = stage.db().await?;
        let (broadcast, tally) = one(&db, id).await?;
        let rows = sql("SELECT chat, state FROM broadcast_recipient WHERE broadcast = $1")
            .bind(id)
            .all(&db)
            .await?;
        db.close().await;
        Ok(Self {
            broadcast,
            tally,
            rows,
        })
    }

    /// Recipients with this outcome whose chat got exactly one message.
    fn got_one(&self, outcome: Outcome, heard: &Heard) -> i64 {
        let has_got = |chat: &str| {
            let chat = chat.parse().ok();
            let got = chat.and_then(|chat: i64| heard.chats.get(&chat));
            got == Some(&1)
        };
        let rows = self.rows.iter();
        let found = rows.filter(|(chat, state)| state == outcome.name() && has_got(chat));
        count(found.count())
    }
}

fn counts(report: &mut Report, recipients: i64, (sent, end): (&Sent, &End)) {
    let (heard, of) = (&sent.heard, |outcome| end.tally.of(outcome));
    let unknown = of(Outcome::Unknown);
    report.heading("recipients");
    report.equal("done", i64::from(end.broadcast.state == State::Done), 1);
    report.tell("sent", of(Outcome::Sent));
    report.equal("blocked", of(Outcome::Blocked), 0);
    report.equal("failed", of(Outcome::Failed), 0);
    report.equal("waiting or under way", end.tally.left(), 0);
    let cut_off = sent.unknown.last().copied().unwrap_or_default();
    report.equal("unknown", unknown, cut_off);
    let arrived = end.got_one(Outcome::Unknown, heard);
    report.tell("of them with a message", arrived);
    report.equal("sent and unknown", of(Outcome::Sent) + unknown, recipients);
    report.heading("messages at the outside");
    report.equal("doubled", heard.doubled(), 0);
    let once = end.got_one(Outcome::Sent, heard);
    report.equal("sent, and received exactly once", once, of(Outcome::Sent));
    report.equal("received", heard.messages(), once + arrived);
    let lost = sent.state["lost_lines"].as_i64().unwrap_or(-1);
    report.equal("lines lost between the programs", lost, 0);
    report.tell("other messages", heard.others);
    report.tell("the outside", &sent.state);
}
