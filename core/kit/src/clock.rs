//! Time as a value, and the clock that everything waits on.

use std::fmt;
use std::future::Future;
use std::ops::{Add, Sub};

use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};

/// A point in time: milliseconds since 1970-01-01 UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Time(pub i64);

/// A span of time in milliseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Millis(pub i64);

impl Millis {
    /// A span of `n` seconds.
    pub const fn secs(n: i64) -> Self {
        Self(n * 1_000)
    }

    /// A span of `n` minutes.
    pub const fn minutes(n: i64) -> Self {
        Self::secs(n * 60)
    }

    /// A span of `n` hours.
    pub const fn hours(n: i64) -> Self {
        Self::minutes(n * 60)
    }

    /// A span of `n` days of 24 hours.
    pub const fn days(n: i64) -> Self {
        Self::hours(n * 24)
    }
}

impl Add<Millis> for Time {
    type Output = Self;

    fn add(self, span: Millis) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Millis> for Time {
    type Output = Self;

    fn sub(self, span: Millis) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Sub for Time {
    type Output = Millis;

    fn sub(self, earlier: Self) -> Millis {
        Millis(self.0.saturating_sub(earlier.0))
    }
}

impl From<i64> for Time {
    fn from(unix_ms: i64) -> Self {
        Self(unix_ms)
    }
}

/// The clock of the product. Production has one; tests script their own.
pub trait Clock: Send + Sync + fmt::Debug + 'static {
    /// The present moment.
    fn now(&self) -> Time;

    /// Waits until `at` while the caller has nothing else to do.
    fn sleep_until(&self, at: Time) -> BoxFuture<'static, ()>;

    /// Resolves at `at` beside other work of the same task, as a deadline does.
    /// A scripted clock counts the task as working, not as asleep.
    fn timer(&self, at: Time) -> BoxFuture<'static, ()>;
}

/// A deadline passed before the work was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the deadline passed")]
pub struct Elapsed;

/// Runs `work` until it ends or `span` has passed on `clock`.
///
/// # Errors
/// [`Elapsed`] when the span passed first; `work` is dropped then.
pub async fn timeout<T>(
    clock: &dyn Clock,
    span: Millis,
    work: impl Future<Output = T>,
) -> Result<T, Elapsed> {
    let deadline = clock.timer(clock.now() + span);
    tokio::select! {
        biased;
        done = work => Ok(done),
        () = deadline => Err(Elapsed),
    }
}

/// The operating system's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one reader of the wall clock"
    )]
    fn now(&self) -> Time {
        let since_epoch = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Time(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }

    #[expect(clippy::disallowed_methods, reason = "the one real sleep")]
    fn sleep_until(&self, at: Time) -> BoxFuture<'static, ()> {
        let left_ms = u64::try_from((at - self.now()).0).unwrap_or(0);
        Box::pin(tokio::time::sleep(std::time::Duration::from_millis(
            left_ms,
        )))
    }

    fn timer(&self, at: Time) -> BoxFuture<'static, ()> {
        self.sleep_until(at)
    }
}

/// Measures elapsed real time, for log fields and for bounds that concern the
/// machine and not the business (how long a commit group stays open).
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts measuring.
    #[expect(clippy::disallowed_methods, reason = "the one monotonic reading")]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Microseconds since the start.
    pub fn elapsed_us(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// Milliseconds since the start.
    pub fn elapsed_ms(&self) -> u64 {
        self.elapsed_us() / 1_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_is_ready_beats_a_deadline_already_passed() {
        let done = timeout(&SystemClock, Millis(0), async { 7 }).await;
        assert_eq!(done, Ok(7));
        let never = timeout(&SystemClock, Millis(0), std::future::pending::<()>()).await;
        assert_eq!(never, Err(Elapsed));
    }

    #[test]
    fn spans_and_moments_add_up() {
        assert_eq!(Time(5) + Millis::secs(1), Time(1_005));
        assert_eq!(Time(0) + Millis::days(3) - Time(0), Millis::hours(72));
    }
}
