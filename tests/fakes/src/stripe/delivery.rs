//! Webhook delivery: signed, again after a failure, in no promised order.
//!
//! Rules: <https://docs.stripe.com/webhooks>.

use std::collections::VecDeque;

use reqwest::Method;

use super::Stripe;
use super::book::State;
use super::events::{Event, StripeSigning};
use super::{StripeDelivery, StripeEndpoint};
use crate::common::Impossible;
use crate::common::callback::{Answer, Outgoing};

/// "Stripe attempts to deliver events to your destination for up to three days
/// with an exponential back off."
const KEPT_MS: i64 = 3 * 24 * HOUR_MS;
const HOUR_MS: i64 = 3_600_000;
/// What is known of the back off; then twice a day.
const WAITS_MS: [i64; 5] = [
    HOUR_MS / 12,
    HOUR_MS / 2,
    2 * HOUR_MS,
    5 * HOUR_MS,
    10 * HOUR_MS,
];
const LATER_WAIT_MS: i64 = 12 * HOUR_MS;

/// Webhooks on their way.
#[derive(Default)]
pub(super) struct PostOffice {
    queue: VecDeque<Parcel>,
    is_holding: bool,
    is_doubling: bool,
    last_copy: u64,
}

/// One event for one endpoint.
#[derive(Clone)]
struct Parcel {
    /// Tells twins in the queue apart.
    copy: u64,
    account: String,
    event: String,
    url: String,
    made_at_ms: i64,
    attempts: usize,
    not_before_ms: i64,
    is_held: bool,
}

/// In which order held events are let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripeOrder {
    /// As they happened.
    AsMade,
    /// The last one first.
    Reversed,
}

impl PostOffice {
    pub(super) fn take(&mut self, account: &str, event: &str, url: &str, now_ms: i64) {
        let copies = if self.is_doubling { 2 } else { 1 };
        for _ in 0..copies {
            self.last_copy += 1;
            self.queue.push_back(Parcel {
                copy: self.last_copy,
                account: account.to_owned(),
                event: event.to_owned(),
                url: url.to_owned(),
                made_at_ms: now_ms,
                attempts: 0,
                not_before_ms: now_ms,
                is_held: self.is_holding,
            });
        }
    }

    fn next(&mut self, now_ms: i64) -> Option<Parcel> {
        self.queue.retain(|it| it.made_at_ms + KEPT_MS >= now_ms);
        let mut free = self.queue.iter().filter(|parcel| !parcel.is_held);
        free.find(|parcel| parcel.not_before_ms <= now_ms).cloned()
    }

    fn accept(&mut self, copy: u64) {
        self.queue.retain(|parcel| parcel.copy != copy);
    }

    fn postpone(&mut self, copy: u64, now_ms: i64) {
        let late = self.queue.iter_mut().find(|parcel| parcel.copy == copy);
        let Some(late) = late else {
            return;
        };
        let wait_ms = WAITS_MS.get(late.attempts).copied();
        late.attempts += 1;
        late.not_before_ms = now_ms + wait_ms.unwrap_or(LATER_WAIT_MS);
    }

    fn next_ms(&self) -> Option<i64> {
        let free = self.queue.iter().filter(|parcel| !parcel.is_held);
        free.map(|parcel| parcel.not_before_ms).min()
    }

    fn release(&mut self, order: StripeOrder) {
        self.is_holding = false;
        let (mut held, free): (Vec<Parcel>, Vec<Parcel>) =
            self.queue.drain(..).partition(|parcel| parcel.is_held);
        if order == StripeOrder::Reversed {
            held.reverse();
        }
        for parcel in &mut held {
            parcel.is_held = false;
        }
        self.queue = free.into_iter().chain(held).collect();
    }
}

impl Stripe {
    /// Posts every event that is due. Returns how many were accepted. All that
    /// people do here pumps by itself; what the product asked for, a pause
    /// after a failure and a session whose time is over wait for this.
    pub async fn pump(&self) -> usize {
        let _only_one = self.inner.pumping.lock().await;
        let mut accepted = 0;
        while let Some(parcel) = self.change(|state, now_ms| state.post_office.next(now_ms)) {
            let delivery = self
                .post(
                    &parcel.account,
                    &parcel.event,
                    &parcel.url,
                    StripeSigning::Right,
                )
                .await;
            if self.inner.caller.common().stop.is_cancelled() {
                return accepted;
            }
            // Who has no endpoint any more is told nothing.
            let is_done = delivery.is_none_or(|delivery| delivery.is_accepted());
            accepted += usize::from(is_done);
            self.change(|state, now_ms| {
                if is_done {
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
        let (pump, mut changes) = (self.clone(), self.inner.caller.common().changes());
        tokio::spawn(async move {
            loop {
                pump.pump().await;
                let common = pump.inner.caller.common();
                tokio::select! {
                    changed = changes.changed() => if changed.is_err() { return },
                    () = common.stop.cancelled() => return,
                }
            }
        });
    }

    /// How many events wait for endpoints, held ones included.
    pub fn pending(&self) -> usize {
        self.look(|state| state.post_office.queue.len())
    }

    /// When the pump has something to do next: to post an event, or to end a
    /// session.
    pub fn next_delivery_ms(&self) -> Option<i64> {
        self.look(|state| {
            let times = [state.post_office.next_ms(), state.next_expiry_ms()];
            times.into_iter().flatten().min()
        })
    }

    /// From now on every event is posted twice, or no longer.
    pub fn deliver_twice(&self, on: bool) {
        self.change(|state, _| state.post_office.is_doubling = on);
    }

    /// From now on what happens is held back until it is let go.
    pub fn hold_deliveries(&self) {
        self.change(|state, _| state.post_office.is_holding = true);
    }

    /// Lets go of what is held back and posts it. Returns what came of it.
    pub async fn release(&self, order: StripeOrder) -> Vec<StripeDelivery> {
        let before = self.look(|state| state.deliveries.len());
        self.change(|state, _| state.post_office.release(order));
        self.pump().await;
        self.deliveries().split_off(before)
    }

    /// Posts an event once more at once, signed in some way, to every endpoint
    /// that wants it. The answers are judged: what must be believed wants 2xx,
    /// what must not wants a refusal.
    ///
    /// # Errors
    /// When there never was such an event.
    pub async fn deliver(
        &self,
        event: &str,
        signing: StripeSigning,
    ) -> Result<Vec<StripeDelivery>, Impossible> {
        let (account, urls) = self.look(|state| state.destinations(event))?;
        let mut deliveries = Vec::new();
        for url in urls {
            deliveries.extend(self.post(&account, event, &url, signing).await);
        }
        Ok(deliveries)
    }

    /// Posts any bytes with any header to an address at once. The answer is
    /// not judged.
    pub async fn deliver_raw(&self, url: &str, header: Option<&str>, body: &[u8]) -> Answer {
        self.inner.caller.send(outgoing(url, header, body)).await
    }

    /// Everything that was posted, oldest first.
    pub fn deliveries(&self) -> Vec<StripeDelivery> {
        self.look(|state| state.deliveries.clone())
    }

    /// The events about a session and its payment, oldest first: id and kind.
    pub fn events(&self, session: &str) -> Vec<(String, String)> {
        self.look(|state| {
            let events = state.events_of(session);
            let shown = events.map(|event| (event.id.clone(), event.kind.clone()));
            shown.collect()
        })
    }

    /// The body of an event, byte for byte as it is posted.
    pub fn event_body(&self, event: &str) -> Option<String> {
        self.look(|state| {
            let mut accounts = state.accounts.values();
            accounts.find_map(|account| Some(account.events.get(event)?.body.clone()))
        })
    }

    async fn post(
        &self,
        account: &str,
        event: &str,
        url: &str,
        signing: StripeSigning,
    ) -> Option<StripeDelivery> {
        let (endpoint, event) = self.look(|state| state.parcel(account, event, url))?;
        let now_s = self.inner.caller.common().now_ms().div_euclid(1000);
        let (header, body) = signing.dress(&endpoint, &event.body, now_s);
        let outgoing = outgoing(url, header.as_deref(), body.as_bytes());
        let answer = self.inner.caller.send(outgoing).await;
        if let Some(fault) = judged(signing, answer.status) {
            let (kind, id) = (&event.kind, &event.id);
            self.inner.caller.note(&format!("{kind} {id}: {fault}"));
        }
        let delivery = StripeDelivery {
            event: event.id,
            kind: event.kind,
            url: url.to_owned(),
            signing,
            answer,
        };
        self.change(|state, _| state.deliveries.push(delivery.clone()));
        Some(delivery)
    }
}

impl State {
    fn destinations(&self, event: &str) -> Result<(String, Vec<String>), Impossible> {
        let mut accounts = self.accounts.values();
        let account = accounts.find(|account| account.events.contains_key(event));
        let account = account.ok_or_else(|| Impossible(format!("there is no event {event}")))?;
        let kind = &account.events[event].kind;
        let wanting = account.spec.endpoints.iter().filter(|it| it.wants(kind));
        let urls = wanting.map(|endpoint| endpoint.url.clone());
        Ok((account.spec.id.clone(), urls.collect()))
    }

    fn parcel(&self, account: &str, event: &str, url: &str) -> Option<(StripeEndpoint, Event)> {
        let account = self.accounts.get(account)?;
        let mut endpoints = account.spec.endpoints.iter();
        let endpoint = endpoints.find(|endpoint| endpoint.url == url)?;
        Some((endpoint.clone(), account.events.get(event)?.clone()))
    }

    fn events_of(&self, session: &str) -> impl Iterator<Item = &Event> {
        let mut accounts = self.accounts.values();
        let account = accounts.find(|account| account.sessions.contains_key(session));
        let about = account
            .map(|account| account.names_of(session))
            .unwrap_or_default();
        let events = account
            .into_iter()
            .flat_map(|account| account.events.values());
        let mut events: Vec<&Event> = events.filter(|it| about.contains(&it.about)).collect();
        events.sort_by_key(|event| event.number);
        events.into_iter()
    }
}

/// What is wrong with an answer.
fn judged(signing: StripeSigning, status: u16) -> Option<String> {
    match (signing.is_to_be_believed(), status) {
        // No answer is the network's fault, or the end of the world.
        (None, _) | (_, 0) | (Some(true), 200..300) | (Some(false), 400..500) => None,
        (Some(true), status) => Some(format!("HTTP {status} instead of 2xx")),
        (Some(false), status) => Some(format!("HTTP {status} for {signing:?} instead of 4xx")),
    }
}

fn outgoing(url: &str, header: Option<&str>, body: &[u8]) -> Outgoing {
    let mut headers = vec![
        ("content-type", "application/json; charset=utf-8".to_owned()),
        (
            "user-agent",
            "Stripe/1.0 (+https://stripe.com/docs/webhooks)".to_owned(),
        ),
    ];
    headers.extend(header.map(|header| ("stripe-signature", header.to_owned())));
    Outgoing {
        method: Method::POST,
        url: url.to_owned(),
        headers,
        body: body.to_vec(),
    }
}
