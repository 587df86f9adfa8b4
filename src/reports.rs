//! Errors reported to the operator's Sentry: gathered by a layer of `tracing`,
//! scrubbed, and sent in the background. Nothing waits for it, and what cannot
//! be sent is lost without a trace anywhere else.

mod pace;
mod scrub;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use scx_connect::ErrorKind;
use scx_connect::sentry::{Report, Sentry};
use scx_kit::{Activity, Busy, Clock, Entropy, Time};
use tokio::sync::mpsc;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use pace::Pace;
use scrub::{may_be_told, scrubbed};

/// Errors that wait to be sent; further ones are counted and dropped.
const WAITING: usize = 64;

/// The layer that notices ERROR events.
#[derive(Debug)]
pub struct Reports {
    queue: mpsc::Sender<Noted>,
    lost: Arc<AtomicU64>,
    activity: Activity,
}

/// What was noticed and is not sent yet.
#[derive(Debug)]
pub struct Noticed {
    queue: mpsc::Receiver<Noted>,
    lost: Arc<AtomicU64>,
}

#[derive(Debug)]
struct Noted {
    logger: &'static str,
    facts: Facts,
    work: Option<&'static str>,
    // Shutdown waits for it, and so does a story.
    _busy: Busy,
}

/// The fields of an event or a span that may be told.
#[derive(Clone, Debug, Default)]
struct Facts(BTreeMap<&'static str, String>);

impl Visit for Facts {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if may_be_told(field.name()) {
            self.0.insert(field.name(), format!("{value:?}"));
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if may_be_told(field.name()) {
            self.0.insert(field.name(), value.to_owned());
        }
    }
}

impl Reports {
    /// The layer, and what it hands over to.
    pub fn new(activity: Activity) -> (Self, Noticed) {
        let (sender, queue) = mpsc::channel(WAITING);
        let lost = Arc::<AtomicU64>::default();
        let reports = Self {
            queue: sender,
            lost: lost.clone(),
            activity,
        };
        (reports, Noticed { queue, lost })
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Reports {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            let mut facts = Facts::default();
            attributes.record(&mut facts);
            span.extensions_mut().insert(facts);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if *event.metadata().level() != Level::ERROR {
            return;
        }
        let mut facts = Facts::default();
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(of_span) = span.extensions().get::<Facts>() {
                facts.0.extend(of_span.0.clone());
            }
        }
        event.record(&mut facts);
        let noted = Noted {
            logger: event.metadata().target(),
            work: context.event_span(event).map(|span| span.name()),
            facts,
            _busy: self.activity.begin(),
        };
        if self.queue.try_send(noted).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Noticed {
    /// Sends what was noticed, until nobody notices anything any more.
    pub async fn send_all(
        mut self,
        sentry: Sentry,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) {
        let mut pace = Pace::default();
        while let Some(noted) = self.queue.recv().await {
            let now = clock.now();
            let message = message_of(&noted.facts);
            let lost = self.lost.swap(0, Ordering::Relaxed);
            let Some(withheld) = pace.admits(noted.logger, &message, lost, now) else {
                continue;
            };
            let mut id = [0; 16];
            entropy.fill(&mut id);
            let report = report(&noted, message, withheld, (id, now));
            // Nothing here is logged as an error: it would come back.
            match sentry.send(&report).await {
                Ok(None) => {}
                Ok(Some(after)) => pace.silent_until(clock.now() + after),
                Err(error) => {
                    if let ErrorKind::Limited { after } = error.kind {
                        pace.silent_until(clock.now() + after);
                    }
                    tracing::warn!(%error, "an error could not be reported");
                }
            }
        }
    }
}

fn message_of(facts: &Facts) -> String {
    scrubbed(facts.0.get("message").map_or("an error", String::as_str))
}

fn report(noted: &Noted, message: String, withheld: u64, (id, at): ([u8; 16], Time)) -> Report {
    let told = noted.facts.0.iter().filter(|(name, _)| **name != "message");
    let mut facts: BTreeMap<String, String> = told
        .map(|(name, value)| ((*name).to_owned(), scrubbed(value)))
        .collect();
    if withheld > 0 {
        facts.insert("withheld".to_owned(), withheld.to_string());
    }
    Report {
        id,
        at,
        message,
        logger: noted.logger.to_owned(),
        work: noted.work.map(str::to_owned),
        facts,
    }
}
