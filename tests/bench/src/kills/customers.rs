//! Customers who ask one question at a time, and their messenger in front of
//! them: it delivers more than once, and again and again until it hears a 200.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use scx_kit::Entropy;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::chance;
use super::ledger::{Question, Sent};
use crate::channel::{Channel, Said};
use crate::outside::now_us;
use crate::shop::{Good, Tongue, price_in};
use crate::view::Door;
use crate::wire::{Line, Lines};

/// A delivery that is not answered is given up.
const DELIVERY: Duration = Duration::from_secs(20);
/// The most that the pace makes up for.
const LATE: Duration = Duration::from_secs(1);
/// A beat that is missed for so long is a stop of the machine.
const STOP: Duration = Duration::from_secs(1);
/// Messages that fit nobody's question, of which some are shown.
const SHOWN: usize = 5;

/// Who asks what.
#[derive(Debug)]
pub(super) struct Crowd {
    pub(super) channel: Channel,
    pub(super) chats: usize,
    pub(super) goods: usize,
    pub(super) rate: f64,
    pub(super) doors: Vec<Door>,
    /// Where the processes listen.
    pub(super) ports: Vec<u16>,
    pub(super) entropy: Arc<dyn Entropy>,
}

/// A call that the outside holds, and which start of the product made it.
#[derive(Clone, Debug)]
pub(super) struct HeldCall {
    pub(super) run: u32,
}

/// What has happened so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) questions: Vec<Question>,
    pub(super) accepted: usize,
    /// Deliveries, and those without a 200.
    pub(super) deliveries: i64,
    pub(super) failed: i64,
    /// Messages that answer nothing that was asked.
    pub(super) strange: i64,
    pub(super) shown: Vec<String>,
    /// When nothing moved, from and to in microseconds.
    pub(super) stops: Vec<(u64, u64)>,
}

struct Chat {
    asked: usize,
    open: Option<usize>,
}

struct Desk {
    crowd: Crowd,
    chats: Vec<Chat>,
    /// Who may ask next.
    idle: VecDeque<usize>,
    updates: Vec<u64>,
    /// The question by bot, chat and price.
    by_answer: HashMap<(i64, i64, String), usize>,
    lines: HashMap<u16, Vec<Line>>,
    is_over: bool,
    seen: Seen,
}

/// The customers; clones are the same ones.
#[derive(Clone)]
pub(super) struct Customers(Rc<RefCell<Desk>>);

impl Customers {
    pub(super) fn new(crowd: Crowd) -> Self {
        let chats = (0..crowd.chats).map(|_| Chat {
            asked: 0,
            open: None,
        });
        Self(Rc::new(RefCell::new(Desk {
            chats: chats.collect(),
            idle: (0..crowd.chats).collect(),
            updates: vec![0; crowd.doors.len()],
            by_answer: HashMap::new(),
            lines: HashMap::new(),
            is_over: false,
            seen: Seen::default(),
            crowd,
        })))
    }

    /// Where they write.
    pub(super) fn channel(&self) -> Channel {
        self.0.borrow().crowd.channel
    }

    /// How many questions have had their 200.
    pub(super) fn accepted(&self) -> usize {
        self.0.borrow().seen.accepted
    }

    /// How many customers wait.
    pub(super) fn open(&self) -> usize {
        let desk = self.0.borrow();
        desk.chats.iter().filter(|chat| chat.open.is_some()).count()
    }

    /// Nobody asks any more.
    pub(super) fn close(&self) {
        self.0.borrow_mut().is_over = true;
    }

    /// All that has happened; for the end.
    pub(super) fn take(&self) -> Seen {
        std::mem::take(&mut self.0.borrow_mut().seen)
    }

    /// Notes when the machine stood still: on a shared one, everything may.
    pub(super) async fn watch_for_stops(self) {
        let mut last = now_us();
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let now = now_us();
            if Duration::from_micros(now.saturating_sub(last)) > STOP {
                self.0.borrow_mut().seen.stops.push((last, now));
            }
            last = now;
        }
    }

    /// Asks at the crowd's rate until it is closed. Where everybody waits,
    /// nobody asks.
    pub(super) async fn ask(self) {
        let pause = Duration::from_secs_f64(1.0 / self.0.borrow().crowd.rate);
        let mut turn = Instant::now();
        loop {
            tokio::time::sleep_until(turn).await;
            // After a stop of the machine nobody makes up for it.
            turn = (turn + pause).max(Instant::now() - LATE);
            if self.0.borrow().is_over {
                return;
            }
            let Some((number, delivery)) = self.0.borrow_mut().next_question() else {
                continue;
            };
            let entropy = &self.0.borrow().crowd.entropy.fork(&format!("q{number}"));
            // Meta keeps no order: a second delivery may come before another
            // message's first.
            let keeps_order = self.channel() == Channel::Telegram;
            for at in 0..1 + chance(&**entropy, 3) {
                // At once with the first one, or after the answer.
                let longest_ms = [100, 5_000][usize::from(chance(&**entropy, 2) == 0)];
                let waits = at > 0 || !keeps_order;
                let after = chance(&**entropy, longest_ms) * u64::from(waits);
                let entropy = entropy.fork(&format!("d{at}"));
                let customers = self.clone();
                let delivery = delivery.clone();
                tokio::task::spawn_local(async move {
                    tokio::time::sleep(Duration::from_millis(after)).await;
                    customers.deliver(number, delivery, entropy).await;
                });
            }
        }
    }

    /// Delivers until a 200 was heard for this update, to any of the processes:
    /// the balancer does not know who lives.
    async fn deliver(self, number: usize, (head, body): (String, String), e: Arc<dyn Entropy>) {
        let ports = self.0.borrow().crowd.ports.clone();
        let mut at = usize::try_from(chance(&*e, ports.len() as u64)).unwrap_or_default();
        loop {
            let port = ports[at % ports.len()];
            let mut line = self.0.borrow_mut().line(port);
            let posted = tokio::time::timeout(DELIVERY, line.post(&head, &body)).await;
            let is_accepted = posted.is_ok_and(|status| status.is_ok_and(|status| status == 200));
            {
                let mut desk = self.0.borrow_mut();
                desk.seen.deliveries += 1;
                if is_accepted {
                    desk.lines.entry(port).or_default().push(line);
                    return desk.accept(number);
                }
                desk.seen.failed += 1;
                if desk.seen.questions[number].accepted_us.is_some() {
                    return;
                }
            }
            at += 1;
            tokio::time::sleep(Duration::from_millis(50 + chance(&*e, 250))).await;
        }
    }

    /// Hears every message that reaches a person, and every call that is held.
    pub(super) async fn hear(
        self,
        mut lines: Lines,
        held: mpsc::Sender<HeldCall>,
    ) -> anyhow::Result<()> {
        let mut line = String::new();
        while lines.next(&mut line).await.context("the outside is gone")? {
            if let Some(call) = held_call(&line) {
                held.try_send(call).context("two calls are held at once")?;
            } else {
                self.0.borrow_mut().hear(&line);
            }
        }
        Ok(())
    }
}

/// `held moment run call`.
fn held_call(line: &str) -> Option<HeldCall> {
    let run = line.strip_prefix("held ")?.split(' ').nth(1)?;
    let run = run.parse().ok()?;
    Some(HeldCall { run })
}

impl Desk {
    fn line(&mut self, port: u16) -> Line {
        let free = self.lines.entry(port).or_default().pop();
        free.unwrap_or_else(|| Line::new(([127, 0, 0, 1], port).into()))
    }

    /// The next question of whoever waits for nothing, as the messenger posts it.
    /// No customer asks the same thing twice, so its price tells the question.
    fn next_question(&mut self) -> Option<(usize, (String, String))> {
        let number = self.idle.pop_front()?;
        let (doors, goods) = (self.crowd.doors.len(), self.crowd.goods);
        let channel = self.crowd.channel;
        let (bot, tongue) = (number % doors, Tongue::of(number / doors));
        let chat = &mut self.chats[number];
        let good = Good::of(bot, (number / doors * 7 + chat.asked) % goods, goods);
        let text = good.question(tongue, chat.asked);
        let id = channel.chat(number);
        let question = self.seen.questions.len();
        (chat.open, chat.asked) = (Some(question), chat.asked + 1);
        let answer = (channel.account(bot), id, good.price.clone());
        self.by_answer.insert(answer, question);
        self.updates[bot] += 1;
        let body = channel.body(&Said {
            number: self.updates[bot],
            account: bot,
            customer: number,
            tongue,
            text: &text,
        });
        self.seen.questions.push(Question {
            chat: id,
            text,
            price: good.price,
            asked_us: now_us(),
            accepted_us: None,
            sends: Vec::new(),
        });
        Some((question, (self.crowd.doors[bot].head_for(&body), body)))
    }

    fn accept(&mut self, number: usize) {
        let question = &mut self.seen.questions[number];
        if question.accepted_us.is_none() {
            question.accepted_us = Some(now_us());
            self.seen.accepted += 1;
            self.rest(number);
        }
    }

    /// The customer asks again once the question is accepted and answered.
    fn rest(&mut self, number: usize) {
        let question = &self.seen.questions[number];
        let is_done = question.accepted_us.is_some() && !question.sends.is_empty();
        let chat = self.crowd.channel.customer(question.chat);
        let chat = chat.unwrap_or_default();
        if is_done && self.chats[chat].open == Some(number) {
            self.chats[chat].open = None;
            if self.chats[chat].asked < self.crowd.goods {
                self.idle.push_back(chat);
            }
        }
    }

    /// `moment run bot chat text`.
    fn hear(&mut self, line: &str) {
        let mut words = line.trim_end().splitn(5, ' ');
        let mut number = || words.next().and_then(|word| word.parse::<i64>().ok());
        let (Some(at_us), Some(run), Some(bot), Some(chat)) =
            (number(), number(), number(), number())
        else {
            return;
        };
        let text = words.next().unwrap_or_default();
        let price = price_in(text).unwrap_or_default().to_owned();
        let Some(number) = self.by_answer.get(&(bot, chat, price)).copied() else {
            self.seen.strange += 1;
            if self.seen.shown.len() < SHOWN {
                self.seen.shown.push(format!("{chat} got: {text}"));
            }
            return;
        };
        self.seen.questions[number].sends.push(Sent {
            at_us: at_us.unsigned_abs(),
            run: u32::try_from(run).unwrap_or_default(),
        });
        self.rest(number);
    }
}
