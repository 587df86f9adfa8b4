//! What the operator's monitor is told: counts, levels and durations.
//!
//! A meter is declared as data beside the code that moves it, and put together
//! by the composition root. There is no registry of the process: many products
//! run in one test.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::Stopwatch;

/// How a meter moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moves {
    /// Upwards only; shown with `_total` at the end of its name.
    Up,
    /// Up and down.
    Freely,
    /// Gathers durations; its name ends in `_seconds`.
    Gathers,
}

/// One meter. Labels are words of the code (a service, a lane, a state), never
/// an id or anything that a person wrote.
#[derive(Clone, Copy, Debug)]
pub struct Meter {
    /// `scx_` and what is measured, with its unit.
    pub name: &'static str,
    /// One sentence.
    pub about: &'static str,
    /// How it moves.
    pub moves: Moves,
}

impl Meter {
    /// A count.
    pub const fn count(name: &'static str, about: &'static str) -> Self {
        let moves = Moves::Up;
        Self { name, about, moves }
    }

    /// A level.
    pub const fn level(name: &'static str, about: &'static str) -> Self {
        let moves = Moves::Freely;
        Self { name, about, moves }
    }

    /// Durations.
    pub const fn seconds(name: &'static str, about: &'static str) -> Self {
        let moves = Moves::Gathers;
        Self { name, about, moves }
    }
}

type Labels = Vec<(&'static str, String)>;

enum Series {
    Up(Family<Labels, Counter<f64, AtomicU64>>),
    Freely(Family<Labels, Gauge<f64, AtomicU64>>),
    Gathers(Family<Labels, Histogram, fn() -> Histogram>),
}

#[derive(Default)]
struct Inner {
    registry: Registry,
    series: HashMap<&'static str, Series>,
}

/// The meters of one product. Cheap to clone; a default one measures nothing.
#[derive(Clone, Default)]
pub struct Meters(Arc<Inner>);

impl fmt::Debug for Meters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.series.keys()).finish()
    }
}

impl Meters {
    /// Meters for all that was declared.
    pub fn new(declared: &[Meter]) -> Self {
        let mut inner = Inner::default();
        for meter in declared {
            let (name, about) = (meter.name, meter.about.trim_end_matches('.'));
            let series = match meter.moves {
                Moves::Up => {
                    let family = Family::default();
                    inner.registry.register(name, about, family.clone());
                    Series::Up(family)
                }
                Moves::Freely => {
                    let family = Family::default();
                    inner.registry.register(name, about, family.clone());
                    Series::Freely(family)
                }
                Moves::Gathers => {
                    let family = Family::new_with_constructor(durations as fn() -> Histogram);
                    inner.registry.register(name, about, family.clone());
                    Series::Gathers(family)
                }
            };
            inner.series.insert(name, series);
        }
        Self(Arc::new(inner))
    }

    /// Counts one.
    pub fn count(&self, meter: &Meter, labels: &[(&'static str, &str)]) {
        if let Some(Series::Up(family)) = self.0.series.get(meter.name) {
            family.get_or_create(&owned(labels)).inc();
        }
    }

    /// Writes down a level, or a count that somebody else keeps.
    pub fn set(&self, meter: &Meter, labels: &[(&'static str, &str)], value: f64) {
        match self.0.series.get(meter.name) {
            Some(Series::Up(family)) => {
                let counter = family.get_or_create(&owned(labels));
                counter.inner().store(value.to_bits(), Ordering::Relaxed);
            }
            Some(Series::Freely(family)) => {
                family.get_or_create(&owned(labels)).set(value);
            }
            Some(Series::Gathers(_)) | None => {}
        }
    }

    /// Gathers the time since the watch was started.
    pub fn took(&self, meter: &Meter, labels: &[(&'static str, &str)], watch: Stopwatch) {
        if let Some(Series::Gathers(family)) = self.0.series.get(meter.name) {
            let seconds = std::time::Duration::from_micros(watch.elapsed_us()).as_secs_f64();
            family.get_or_create(&owned(labels)).observe(seconds);
        }
    }

    /// Everything in the OpenMetrics text format.
    pub fn shown(&self) -> String {
        let mut text = String::new();
        encode(&mut text, &self.0.registry).expect("writing to a string does not fail");
        text
    }
}

fn owned(labels: &[(&'static str, &str)]) -> Labels {
    let owned = labels
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    owned.collect()
}

/// From half a millisecond (a commit) to half a minute (a language model).
fn durations() -> Histogram {
    Histogram::new([
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRIES: Meter = Meter::count("scx_tries", "Tries.");
    const DEPTH: Meter = Meter::level("scx_depth_bytes", "A depth.");
    const SPAN: Meter = Meter::seconds("scx_span_seconds", "A span.");

    #[test]
    fn what_is_measured_is_shown_in_the_text_format() {
        let meters = Meters::new(&[TRIES, DEPTH, SPAN]);
        meters.count(&TRIES, &[("service", "telegram")]);
        meters.count(&TRIES, &[("service", "telegram")]);
        meters.set(&DEPTH, &[], 7.5);
        meters.took(&SPAN, &[], Stopwatch::start());
        let text = meters.shown();
        for line in [
            "# TYPE scx_tries counter",
            "scx_tries_total{service=\"telegram\"} 2.0",
            "# HELP scx_depth_bytes A depth.",
            "scx_depth_bytes{} 7.5",
            "scx_span_seconds_count{} 1",
            "scx_span_seconds_bucket{le=\"+Inf\"} 1",
            "# EOF",
        ] {
            assert!(text.contains(line), "no {line:?} in\n{text}");
        }
    }

    #[test]
    fn two_products_in_one_process_count_apart_and_a_default_one_measures_nothing() {
        let (one, other) = (Meters::new(&[TRIES]), Meters::new(&[TRIES]));
        one.count(&TRIES, &[]);
        assert!(one.shown().contains("scx_tries_total{} 1.0"));
        assert!(!other.shown().contains("scx_tries_total{} 1.0"));
        let none = Meters::default();
        none.count(&TRIES, &[]);
        assert_eq!(none.shown(), "# EOF\n");
    }
}
