//! Accepted webhooks; see the crate's README.

use std::cell::RefCell;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use crate::channel::{Channel, Said};
use crate::figures::{Report, Spread};
use crate::machine;
use crate::seed::Wanted;
use crate::shop::{Good, Tongue};
use crate::stage::{Options, Stage};
use crate::view::Door;
use crate::whatsapp;
use crate::wire::Line;
use clap::Args;
use tokio::time::Instant;

/// A delivery that failed is repeated after this time.
const REDELIVERY: Duration = Duration::from_millis(50);

/// What it takes.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    options: Options,
    /// Where customers write.
    #[arg(long, value_enum, default_value_t)]
    channel: Channel,
    /// Shops, each with one bot or number.
    #[arg(long, default_value_t = 100)]
    shops: usize,
    /// Passages of each shop.
    #[arg(long, default_value_t = 200)]
    passages: usize,
    /// Customers; each writes again and again. 8,000 otherwise, and twice as
    /// many on WhatsApp, where the quiet time is longer: who writes within it
    /// is not answered yet, and nothing would be answered meanwhile.
    #[arg(long)]
    chats: Option<usize>,
    /// Connections that stay open.
    #[arg(long, default_value_t = 256)]
    connections: usize,
    /// Updates a second of the paced part.
    #[arg(long, default_value_t = 2_000.0)]
    rate: f64,
    /// Seconds of each part.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
}

struct Posting {
    channel: Channel,
    doors: Vec<Door>,
    chats: usize,
    passages: usize,
    next: usize,
    accepted: i64,
    refused: i64,
    times: Spread,
}

type Shared = Rc<RefCell<Posting>>;

/// Measures and prints.
///
/// # Errors
/// When it cannot be measured.
pub async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let mut report = Report::default();
    machine::describe(&report);
    let stage = Stage::set(&arguments.options, Duration::from_millis(50)).await?;
    let (shops, goods, channel) = (arguments.shops, arguments.passages, arguments.channel);
    let wanted = Wanted {
        shops,
        goods,
        bots: 1,
        channel,
    };
    let accounts = stage.fill(wanted).await?;
    let product = stage.start(true).await?;
    let doors = stage.doors(&accounts).await?;
    stage.view.settled().await?;
    let posting = Rc::new(RefCell::new(Posting {
        channel,
        doors,
        chats: arguments.chats.unwrap_or(usual_chats(channel)),
        passages: goods,
        next: usize::try_from(arguments.options.seed)?,
        accepted: 0,
        refused: 0,
        times: Spread::default(),
    }));
    both_parts(&arguments, &stage, &posting, &mut report).await?;
    let process = product.process()?;
    let memory = format!("{:.1} MB, {:.1} MB", process.rss_mb, process.peak_mb);
    report.tell("memory now, at its peak", memory);
    // As a crash right after the last 200 would end it.
    product.kill().await?;

    report.heading("counts, after the process was killed without warning");
    let rows = stage.rows().await?;
    let (accepted, refused) = (posting.borrow().accepted, posting.borrow().refused);
    report.tell("deliveries refused and repeated", refused);
    report.equal("updates stored, each once", rows.updates, accepted);
    report.tell("of them still waiting for their answer", rows.unread);
    report.equal("jobs given up", rows.dead, 0);
    Ok(report.end())
}

fn usual_chats(channel: Channel) -> usize {
    match channel {
        Channel::Telegram => 8_000,
        Channel::WhatsApp => 16_000,
    }
}

async fn both_parts(
    arguments: &Arguments,
    stage: &Stage,
    posting: &Shared,
    report: &mut Report,
) -> anyhow::Result<()> {
    let seconds = Duration::from_secs(arguments.seconds);
    let (connections, rate) = (arguments.connections, arguments.rate);
    let paced = part(posting, connections, Some(rate), seconds).await;
    report.heading(&format!("paced, {rate} a second at fixed moments"));
    told(report, posting, paced);
    let p99 = posting.borrow_mut().times.quantile_ms(0.99);
    report.below("p99 from the planned moment to 200", p99, 50.0, "ms");
    meanwhile(report, stage, posting).await?;
    // What the first part left to answer must not burden the second.
    tokio::time::sleep(Duration::from_secs(5)).await;
    stage.view.settled().await?;

    posting.borrow_mut().times = Spread::default();
    let fastest = part(posting, connections, None, seconds).await;
    report.heading(&format!("as fast as {connections} connections can"));
    told(report, posting, fastest);
    report.at_least("accepted a second", fastest, 8_000.0, "/s");
    meanwhile(report, stage, posting).await
}

/// Posts for a time and returns how many were accepted a second.
async fn part(posting: &Shared, connections: usize, rate: Option<f64>, time: Duration) -> f64 {
    let (before, started) = (posting.borrow().accepted, Instant::now());
    let local = tokio::task::LocalSet::new();
    for at in 0..connections {
        let ends = started + time;
        let moments = rate.map(|rate| {
            let first = started + Duration::from_secs_f64(at as f64 / rate);
            (first, Duration::from_secs_f64(connections as f64 / rate))
        });
        local.spawn_local(connection(posting.clone(), moments, ends));
    }
    local.await;
    let accepted = posting.borrow().accepted - before;
    accepted as f64 / started.elapsed().as_secs_f64()
}

/// One connection; with `moments` it posts at each of them, and a late answer
/// makes the next wait count.
async fn connection(posting: Shared, moments: Option<(Instant, Duration)>, ends: Instant) {
    let address = posting.borrow().doors[0].address;
    let mut line = Line::new(address);
    let mut planned = moments.map_or_else(Instant::now, |(first, _)| first);
    while planned < ends {
        tokio::time::sleep_until(planned).await;
        let (head, body) = posting.borrow_mut().next();
        while !line
            .post(&head, &body)
            .await
            .is_ok_and(|status| status == 200)
        {
            posting.borrow_mut().refused += 1;
            tokio::time::sleep(REDELIVERY).await;
        }
        let mut state = posting.borrow_mut();
        state.accepted += 1;
        state.times.add_us(planned.elapsed());
        planned = moments.map_or_else(Instant::now, |(_, pause)| planned + pause);
    }
}

impl Posting {
    /// The next customer's next text.
    fn next(&mut self) -> (String, String) {
        let number = self.next;
        self.next += 1;
        let customer = number % self.chats;
        let bot = customer % self.doors.len();
        let tongue = Tongue::of(customer / self.doors.len());
        let good = Good::of(bot, number / self.chats * 13 % self.passages, self.passages);
        let text = good.question(tongue, number / self.chats);
        let body = self.channel.body(&Said {
            number: number as u64 + 1,
            account: bot,
            customer,
            tongue,
            text: &text,
        });
        (self.doors[bot].head_for(&body), body)
    }
}

fn told(report: &mut Report, posting: &Shared, rate: f64) {
    let mut posting = posting.borrow_mut();
    let (p50, p99) = (
        posting.times.quantile_ms(0.5),
        posting.times.quantile_ms(0.99),
    );
    report.tell("accepted a second", format!("{rate:.0}"));
    report.tell("time to 200", format!("p50 {p50:.2} ms, p99 {p99:.2} ms"));
}

/// The product answers while it accepts: nothing of it is switched off.
async fn meanwhile(report: &mut Report, stage: &Stage, posting: &Shared) -> anyhow::Result<()> {
    let state = stage.view.ask("/bench/state").await?;
    let channel = posting.borrow().channel;
    let word = channel.accounts_word();
    let (asked, sent) = (&state["model"]["asked"], &state[word]["messages"]);
    let words = format!("asked the model {asked} times, sent {sent} messages, since its start");
    report.tell("meanwhile the product", words);
    if channel == Channel::WhatsApp {
        whatsapp::hold(report, &state);
    }
    Ok(())
}
