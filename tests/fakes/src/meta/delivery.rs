//! Webhook delivery: signed, again after a failure, in no promised order.

use std::collections::{BTreeMap, VecDeque};

use super::Meta;
use super::events::Event;
use super::packing::{Packing, body, signature};
use super::spec::Product;
use crate::common::traffic::{Exchange, readable};
use crate::common::{Impossible, lock};

const SIGNATURE_HEADER: &str = "X-Hub-Signature-256";
const WHATSAPP_KEPT_MS: i64 = 7 * 24 * 3_600_000;
const INSTAGRAM_KEPT_MS: i64 = 36 * 3_600_000;
const FIRST_WAIT_S: i64 = 30;
const LONGEST_WAIT_S: i64 = 6 * 3600;

/// Webhooks on their way.
#[derive(Default)]
pub(super) struct PostOffice {
    queue: VecDeque<Parcel>,
    /// Every delivery ever made, for redelivery.
    made: BTreeMap<u64, Parcel>,
    is_holding: bool,
    is_doubling: bool,
    last_id: u64,
    last_copy: u64,
}

/// One body about to be posted.
#[derive(Clone)]
pub(super) struct Parcel {
    id: u64,
    /// Tells twins in the queue apart.
    copy: u64,
    url: String,
    secret: String,
    events: Vec<Event>,
    packing: Packing,
    made_at_ms: i64,
    attempts: u32,
    not_before_ms: i64,
    is_held: bool,
    /// It was accepted before and is told once more.
    is_second: bool,
}

/// A delivery that was held back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Counts up with everything that happens.
    pub id: u64,
    /// The field and the kind: `messages text`, `messages delivered`, `comments`.
    pub what: String,
    /// Where it will be posted.
    pub url: String,
}

/// In which order held deliveries are let go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// As they happened.
    AsMade,
    /// The last one first.
    Reversed,
    /// These first, by id; the others afterwards.
    Exactly(Vec<u64>),
}

impl Parcel {
    pub(super) fn new(url: String, secret: String, event: Event, now_ms: i64) -> Self {
        Self {
            id: 0,
            copy: 0,
            url,
            secret,
            events: vec![event],
            packing: Packing::Values,
            made_at_ms: now_ms,
            attempts: 0,
            not_before_ms: now_ms,
            is_held: false,
            is_second: false,
        }
    }

    fn kept_until_ms(&self) -> i64 {
        let kept_ms = match self.events.first().map(|event| event.product) {
            Some(Product::Instagram) => INSTAGRAM_KEPT_MS,
            Some(Product::WhatsApp) | None => WHATSAPP_KEPT_MS,
        };
        self.made_at_ms + kept_ms
    }
}

impl PostOffice {
    pub(super) fn take(&mut self, mut parcel: Parcel) {
        self.last_id += 1;
        parcel.id = self.last_id;
        parcel.is_held = self.is_holding;
        self.made.insert(parcel.id, parcel.clone());
        self.enqueue(parcel);
    }

    fn enqueue(&mut self, parcel: Parcel) {
        self.last_copy += 1;
        self.queue.push_back(Parcel {
            copy: self.last_copy,
            ..parcel
        });
    }

    fn next(&self, now_ms: i64) -> Option<Parcel> {
        let mut free = self.queue.iter().filter(|parcel| !parcel.is_held);
        free.find(|parcel| parcel.not_before_ms <= now_ms).cloned()
    }

    /// Done with this body, unless everything is told twice.
    fn accept(&mut self, copy: u64) {
        let is_doubling = self.is_doubling;
        self.queue.retain_mut(|parcel| {
            let is_this = parcel.copy == copy;
            let stays = !is_this || (is_doubling && !parcel.is_second);
            parcel.is_second |= is_this;
            stays
        });
    }

    /// Once more at once, then after longer and longer pauses.
    fn postpone(&mut self, copy: u64, now_ms: i64) {
        let late = self.queue.iter_mut().find(|parcel| parcel.copy == copy);
        let Some(late) = late else {
            return;
        };
        late.attempts += 1;
        let wait_s = match late.attempts {
            1 => 0,
            // Doubling more often would only pass the longest wait again.
            attempts => (FIRST_WAIT_S << (attempts - 2).min(16)).min(LONGEST_WAIT_S),
        };
        late.not_before_ms = now_ms + wait_s * 1000;
    }

    /// Takes the held ones out of the queue in the asked order.
    fn draw_held(&mut self, order: &Order) -> Vec<Parcel> {
        let (mut held, free): (Vec<Parcel>, Vec<Parcel>) =
            self.queue.drain(..).partition(|parcel| parcel.is_held);
        self.queue = free.into();
        match order {
            Order::AsMade => {}
            Order::Reversed => held.reverse(),
            Order::Exactly(ids) => held.sort_by_key(|parcel| {
                let place = ids.iter().position(|id| *id == parcel.id);
                (place.unwrap_or(usize::MAX), parcel.copy)
            }),
        }
        for parcel in &mut held {
            parcel.is_held = false;
        }
        held
    }
}

impl Meta {
    /// Posts everything that is due to the apps' callbacks. Returns how many
    /// bodies were accepted.
    pub async fn pump(&self) -> usize {
        let _only_one = self.pumping.lock().await;
        let mut accepted = 0;
        while let Some(parcel) = self.next_parcel() {
            let written = body(&parcel.events, parcel.packing);
            let signed = signature(&parcel.secret, written.as_bytes());
            let status = self.post(&parcel.url, &signed, written.as_bytes()).await;
            if self.common.stop.is_cancelled() {
                return accepted;
            }
            // Meta takes nothing but 200 for an answer.
            let is_accepted = status == 200;
            accepted += usize::from(is_accepted);
            self.change(|state, now_ms| {
                if is_accepted {
                    state.post_office.accept(parcel.copy);
                } else {
                    state.post_office.postpone(parcel.copy, now_ms);
                }
            });
        }
        accepted
    }

    /// Starts a task that pumps whenever something changes, until shutdown.
    pub fn run_pump(&self) {
        let (pump, mut changes) = (self.clone(), self.common.changes());
        tokio::spawn(async move {
            loop {
                pump.pump().await;
                tokio::select! {
                    changed = changes.changed() => if changed.is_err() { return },
                    () = pump.common.stop.cancelled() => return,
                }
            }
        });
    }

    /// How many bodies wait for apps, held ones included.
    pub fn pending(&self) -> usize {
        self.look(|state| state.post_office.queue.len())
    }

    /// When the pump has something to post next; None when nothing waits, or
    /// all that waits is held back.
    pub fn next_delivery_ms(&self) -> Option<i64> {
        self.look(|state| {
            let free = state.post_office.queue.iter().filter(|it| !it.is_held);
            free.map(|parcel| parcel.not_before_ms).min()
        })
    }

    /// From now on every body is posted twice, or no longer.
    pub fn deliver_twice(&self, on: bool) {
        self.change(|state, _| state.post_office.is_doubling = on);
    }

    /// From now on what happens is held back until it is let go.
    pub fn hold_deliveries(&self) {
        self.change(|state, _| state.post_office.is_holding = true);
    }

    /// What is held back, in the order it happened.
    pub fn held_deliveries(&self) -> Vec<Held> {
        self.look(|state| {
            let held = state.post_office.queue.iter().filter(|it| it.is_held);
            let shown = held.map(|parcel| Held {
                id: parcel.id,
                what: parcel
                    .events
                    .first()
                    .map(Event::summary)
                    .unwrap_or_default(),
                url: parcel.url.clone(),
            });
            shown.collect()
        })
    }

    /// Lets go of what is held back, each event in a body of its own, and
    /// holds nothing more.
    pub fn release(&self, order: &Order) {
        self.change(|state, _| {
            state.post_office.is_holding = false;
            let held = state.post_office.draw_held(order);
            state.post_office.queue.extend(held);
        });
    }

    /// Lets go of what is held back, as one body for each address and product,
    /// and holds nothing more.
    pub fn release_together(&self, packing: Packing) {
        self.change(|state, _| {
            state.post_office.is_holding = false;
            let mut together: Vec<Parcel> = Vec::new();
            for parcel in state.post_office.draw_held(&Order::AsMade) {
                let product = |it: &Parcel| it.events.first().map(|event| event.product);
                let same = together.iter_mut().find(|it| {
                    (&it.url, &it.secret) == (&parcel.url, &parcel.secret)
                        && product(it) == product(&parcel)
                });
                match same {
                    Some(batch) => batch.events.extend(parcel.events),
                    None => together.push(Parcel { packing, ..parcel }),
                }
            }
            state.post_office.queue.extend(together);
        });
    }

    /// The ids of all events ever told, oldest first.
    pub fn delivery_ids(&self) -> Vec<u64> {
        self.look(|state| state.post_office.made.keys().copied().collect())
    }

    /// The body of one event as it is posted when it travels alone.
    pub fn delivery_body(&self, id: u64) -> Option<String> {
        self.look(|state| {
            let parcel = state.post_office.made.get(&id)?;
            Some(body(&parcel.events, parcel.packing))
        })
    }

    /// Queues an old event once more, as happens when an answer got lost.
    ///
    /// # Errors
    /// When there never was such an event.
    pub fn redeliver(&self, id: u64) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            let old = state.post_office.made.get(&id).cloned();
            let mut again = old.ok_or_else(|| Impossible(format!("there was no delivery {id}")))?;
            again.made_at_ms = now_ms;
            again.not_before_ms = now_ms;
            again.is_held = false;
            state.post_office.enqueue(again);
            Ok(())
        })
    }

    /// Posts any bytes at once, signed with any secret. Returns the answer's
    /// status, 0 when there was none.
    pub async fn deliver_raw(&self, url: &str, secret: &str, body: &[u8]) -> u16 {
        self.post(url, &signature(secret, body), body).await
    }

    fn next_parcel(&self) -> Option<Parcel> {
        let now_ms = self.common.now_ms();
        let mut state = lock(&self.state);
        let queue = &mut state.post_office.queue;
        queue.retain(|parcel| parcel.kept_until_ms() >= now_ms);
        state.post_office.next(now_ms)
    }

    async fn post(&self, url: &str, signature: &str, body: &[u8]) -> u16 {
        let request = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .header("user-agent", "facebookexternalua")
            .header(SIGNATURE_HEADER, signature)
            .body(body.to_vec());
        let (status, answer) = match self.ask(request).await {
            Some(response) => {
                let status = response.status().as_u16();
                (status, response.bytes().await.unwrap_or_default())
            }
            None => (0, Default::default()),
        };
        self.common.log(Exchange {
            seq: 0,
            at_ms: self.common.now_ms(),
            service: "meta".to_owned(),
            method: ">POST".to_owned(),
            path: url.to_owned(),
            status,
            request: readable(body),
            response: readable(&answer),
        });
        status
    }
}
