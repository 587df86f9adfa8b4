//! Customers who ask, wait for the answer, and ask again.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Context;
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::figures::Spread;
use crate::outside::now_us;
use crate::seed::FIRST_BOT;
use crate::shop::{Good, Tongue};
use crate::view::{Door, View};
use crate::wire::{Line, Lines};

/// The customers' ids begin here.
pub(crate) const FIRST_CHAT: i64 = 1_000_000;
/// The customers come one after the other within this time, so that they do
/// not ask in step for ever.
const ARRIVAL: Duration = Duration::from_secs(3);
/// A delivery that failed is repeated after this time.
const REDELIVERY: Duration = Duration::from_millis(100);
/// At the end an answer counts as lost when none has come for this time: a job
/// that fails comes back after a growing pause, and late is not lost.
const LAST_ANSWERS: Duration = Duration::from_secs(180);
/// Wrong answers that are shown.
const SHOWN: usize = 3;

/// How to ask.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Customers.
    pub chats: usize,
    /// Things in each shop's list.
    pub goods: usize,
    /// Connections that updates come on.
    pub connections: usize,
    /// Questions a second; as fast as answers come without it.
    pub rate: Option<f64>,
    /// What is left out at the beginning.
    pub warm_up: Duration,
    /// What is measured.
    pub measured: Duration,
    /// Chooses what is asked.
    pub seed: u64,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Questions that were accepted.
    pub sent: i64,
    /// Answers that arrived.
    pub received: i64,
    /// Messages that nobody had asked for.
    pub unasked: i64,
    /// Questions without an answer.
    pub open: i64,
    /// Answers without the right price, or from another shop's bot.
    pub wrong: i64,
    /// Some of them.
    pub shown: Vec<String>,
    /// Deliveries that were not accepted and were repeated.
    pub refused: i64,
    /// Different questions.
    pub distinct: usize,
    /// Answers within the measurement.
    pub measured: usize,
    /// The time of the measurement.
    pub seconds: f64,
    /// From posting to 200.
    pub accepted: Spread,
    /// From posting to the answer's arrival.
    pub answered: Spread,
}

struct Chat {
    bot: usize,
    tongue: Tongue,
    asked: usize,
    /// When the open question was posted; 0 when none is open.
    posted_us: u64,
    price: String,
}

struct Desk {
    load: Load,
    chats: Vec<Chat>,
    doors: Vec<Door>,
    updates: Vec<u64>,
    queues: Vec<mpsc::Sender<usize>>,
    asked: HashSet<(usize, usize, usize, &'static str)>,
    window_us: (u64, u64),
    is_over: bool,
    outcome: Outcome,
}

type Shared = Rc<RefCell<Desk>>;

/// Lets the customers ask for the time of the load. `watch` is
/// called when the measurement begins, twice a second, and when it ends.
///
/// # Errors
/// When the outside or a watcher fails.
pub async fn drive(
    view: View,
    doors: Vec<Door>,
    load: Load,
    mut watch: impl FnMut() -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let lines = Lines::open(view.0, "/bench/events").await?;
    let (desk, queues) = desk(doors, load);
    let local = tokio::task::LocalSet::new();
    let ends = Instant::now() + load.warm_up + load.measured;
    local.spawn_local(hear(lines, desk.clone()));
    for (at, queue) in queues.into_iter().enumerate() {
        local.spawn_local(connection(at, queue, desk.clone()));
    }
    local.spawn_local(arrive(desk.clone()));
    let run = async {
        tokio::time::sleep(load.warm_up).await;
        desk.borrow_mut().window_us.0 = now_us();
        watch()?;
        while Instant::now() < ends {
            tokio::time::sleep_until((Instant::now() + Duration::from_millis(500)).min(ends)).await;
            watch()?;
        }
        desk.borrow_mut().window_us.1 = now_us();
        watch()?;
        desk.borrow_mut().is_over = true;
        last_answers(&desk).await;
        // What comes twice comes late.
        tokio::time::sleep(Duration::from_secs(3)).await;
        anyhow::Ok(())
    };
    local.run_until(run).await?;
    let mut desk = desk.borrow_mut();
    let open = desk.chats.iter().filter(|chat| chat.posted_us > 0).count();
    desk.outcome.open = i64::try_from(open)?;
    desk.outcome.distinct = desk.asked.len();
    let (begin, end) = desk.window_us;
    desk.outcome.seconds = Duration::from_micros(end - begin).as_secs_f64();
    desk.outcome.measured = desk.outcome.answered.count();
    Ok(std::mem::take(&mut desk.outcome))
}

/// Waits until nobody waits for an answer any more, or none comes any more.
async fn last_answers(desk: &Shared) {
    let (mut received, mut since) = (0, Instant::now());
    while since.elapsed() < LAST_ANSWERS {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let desk = desk.borrow();
        if desk.chats.iter().all(|chat| chat.posted_us == 0) {
            return;
        }
        if desk.outcome.received != received {
            (received, since) = (desk.outcome.received, Instant::now());
        }
    }
}

fn desk(doors: Vec<Door>, load: Load) -> (Shared, Vec<mpsc::Receiver<usize>>) {
    let connections = load.connections.min(load.chats);
    let each = load.chats.div_ceil(connections);
    let (queues, receivers) = (0..connections).map(|_| mpsc::channel(each)).unzip();
    let chats = (0..load.chats).map(|number| Chat {
        bot: number % doors.len(),
        tongue: Tongue::of(number / doors.len()),
        asked: 0,
        posted_us: 0,
        price: String::new(),
    });
    let desk = Desk {
        load,
        chats: chats.collect(),
        updates: vec![0; doors.len()],
        doors,
        queues,
        asked: HashSet::new(),
        window_us: (u64::MAX, u64::MAX),
        is_over: false,
        outcome: Outcome::default(),
    };
    (Rc::new(RefCell::new(desk)), receivers)
}

/// The customers come in.
async fn arrive(desk: Shared) {
    let (chats, is_paced) = {
        let desk = desk.borrow();
        (desk.chats.len(), desk.load.rate.is_some())
    };
    for chat in 0..chats {
        if !is_paced && chat % 64 == 0 {
            let share = ARRIVAL.mul_f64(64.0 / chats.max(64) as f64);
            tokio::time::sleep(share).await;
        }
        desk.borrow().queue(chat);
    }
}

/// One connection: posts a question of whoever is ready, one at a time.
async fn connection(at: usize, mut queue: mpsc::Receiver<usize>, desk: Shared) {
    let (load, address, connections) = {
        let desk = desk.borrow();
        (desk.load, desk.doors[0].address, desk.queues.len())
    };
    let mut line = Line::new(address);
    let pause = load
        .rate
        .map(|rate| Duration::from_secs_f64(connections as f64 / rate));
    let mut turn = load.rate.map_or_else(Instant::now, |rate| {
        Instant::now() + Duration::from_secs_f64(at as f64 / rate)
    });
    while let Some(chat) = queue.recv().await {
        if let Some(pause) = pause {
            tokio::time::sleep_until(turn).await;
            turn = (turn + pause).max(Instant::now());
        }
        if desk.borrow().is_over {
            return;
        }
        let (head, body) = desk.borrow_mut().ask(chat);
        let posted = Instant::now();
        while !line
            .post(&head, &body)
            .await
            .is_ok_and(|status| status == 200)
        {
            desk.borrow_mut().outcome.refused += 1;
            tokio::time::sleep(REDELIVERY).await;
        }
        desk.borrow_mut().accepted(posted.elapsed());
    }
}

/// Hears every message that reaches a person.
async fn hear(mut lines: Lines, desk: Shared) -> anyhow::Result<()> {
    let mut line = String::new();
    while lines.next(&mut line).await.context("the outside is gone")? {
        desk.borrow_mut().hear(&line);
    }
    Ok(())
}

impl Desk {
    fn queue(&self, chat: usize) {
        // A queue has room for all its chats, and each is in it once.
        let _ = self.queues[chat % self.queues.len()].try_send(chat);
    }

    /// The next question of a customer, as Telegram posts it.
    fn ask(&mut self, number: usize) -> (String, String) {
        let chat = &mut self.chats[number];
        let step = usize::try_from(self.load.seed % 89).unwrap_or_default() + 7;
        let thing = (number / self.doors.len() * step + chat.asked * 13) % self.load.goods;
        let good = Good::of(chat.bot, thing, self.load.goods);
        let text = good.question(chat.tongue, chat.asked);
        self.asked
            .insert((chat.bot, thing, chat.asked % 2, chat.tongue.code()));
        chat.asked += 1;
        chat.price = good.price;
        chat.posted_us = now_us();
        let door = &self.doors[chat.bot];
        let update = &mut self.updates[chat.bot];
        *update += 1;
        (
            door.head.clone(),
            update_body(*update, number, chat.tongue, &text),
        )
    }

    fn is_measured(&self, at_us: u64) -> bool {
        (self.window_us.0..self.window_us.1).contains(&at_us)
    }

    fn accepted(&mut self, took: Duration) {
        self.outcome.sent += 1;
        if self.is_measured(now_us()) {
            self.outcome.accepted.add_us(took);
        }
    }

    /// `moment run bot chat text`; lines of another form are not for this program.
    fn hear(&mut self, line: &str) {
        let mut words = line.trim_end().splitn(5, ' ');
        let mut number = || words.next().and_then(|word| word.parse::<i64>().ok());
        let (Some(at_us), Some(_), Some(bot), Some(chat)) =
            (number(), number(), number(), number())
        else {
            return;
        };
        let text = words.next().unwrap_or_default();
        let number = usize::try_from(chat - FIRST_CHAT).ok();
        let Some(number) = number.filter(|number| *number < self.chats.len()) else {
            return;
        };
        self.outcome.received += 1;
        let chat = &mut self.chats[number];
        let posted_us = std::mem::take(&mut chat.posted_us);
        if posted_us == 0 {
            self.outcome.unasked += 1;
            return;
        }
        let is_right = text.contains(&chat.price);
        let is_own_bot = usize::try_from(bot - FIRST_BOT) == Ok(chat.bot);
        if !(is_right && is_own_bot) {
            self.outcome.wrong += 1;
            if self.outcome.shown.len() < SHOWN {
                let price = &chat.price;
                self.outcome
                    .shown
                    .push(format!("{price} was asked for: {text}"));
            }
        }
        let at_us = at_us.unsigned_abs();
        if self.is_measured(at_us) {
            self.outcome.answered.add(at_us.saturating_sub(posted_us));
        }
        self.queue(number);
    }
}

/// A customer's text as Telegram posts it.
pub fn update_body(update: u64, customer: usize, tongue: Tongue, text: &str) -> String {
    let chat = FIRST_CHAT + i64::try_from(customer).unwrap_or_default();
    let (language, date) = (tongue.code(), now_us() / 1_000_000);
    format!(
        "{{\"update_id\":{update},\"message\":{{\"message_id\":{update},\
         \"from\":{{\"id\":{chat},\"is_bot\":false,\"first_name\":\"Mijoz {customer}\",\"language_code\":\"{language}\"}},\
         \"chat\":{{\"id\":{chat},\"first_name\":\"Mijoz {customer}\",\"type\":\"private\"}},\
         \"date\":{date},\"text\":\"{text}\"}}}}"
    )
}
