//! Clocks that can be moved.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use futures_util::future::BoxFuture;
use scx_kit::{Activity, Clock, Millis, SystemClock, Time};
use tokio::sync::watch;

/// A clock that stands still until the world moves it.
#[derive(Clone, Debug)]
pub struct ScriptedClock {
    now: Arc<AtomicI64>,
    waiting: Arc<Mutex<Waiting>>,
    activity: Activity,
}

#[derive(Debug, Default)]
struct Waiting {
    next: u64,
    wakers: BTreeMap<(i64, u64), Option<Waker>>,
}

impl ScriptedClock {
    /// A clock that begins at `begin`; who sleeps on it is counted in `activity`.
    pub fn new(begin: Time, activity: Activity) -> Self {
        Self {
            now: Arc::new(AtomicI64::new(begin.0)),
            waiting: Arc::default(),
            activity,
        }
    }

    /// Moves to `to` and wakes everybody whose time has come.
    pub fn set(&self, to: Time) {
        self.now.fetch_max(to.0, Ordering::SeqCst);
        let mut waiting = self.lock();
        for (_, waker) in waiting.wakers.range_mut(..=(to.0, u64::MAX)) {
            if let Some(waker) = waker.take() {
                waker.wake();
            }
        }
    }

    /// The earliest moment that somebody waits for.
    pub fn next(&self) -> Option<Time> {
        let now = self.now.load(Ordering::SeqCst);
        let waiting = self.lock();
        waiting
            .wakers
            .keys()
            .map(|(at, _)| *at)
            .find(|at| *at > now && *at < i64::MAX)
            .map(Time)
    }

    /// Whether somebody's time has come and they have not noticed yet.
    pub fn is_waking(&self) -> bool {
        let now = self.now.load(Ordering::SeqCst);
        self.lock()
            .wakers
            .keys()
            .next()
            .is_some_and(|(at, _)| *at <= now)
    }

    fn wait(&self, at: Time, is_asleep: bool) -> Wait {
        let mut waiting = self.lock();
        waiting.next += 1;
        let key = (at.0, waiting.next);
        waiting.wakers.insert(key, None);
        if is_asleep {
            self.activity.mark_asleep(true);
        }
        Wait {
            clock: self.clone(),
            key,
            is_asleep,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for ScriptedClock {
    fn now(&self) -> Time {
        Time(self.now.load(Ordering::SeqCst))
    }

    fn sleep_until(&self, at: Time) -> BoxFuture<'static, ()> {
        Box::pin(self.wait(at, true))
    }

    fn timer(&self, at: Time) -> BoxFuture<'static, ()> {
        Box::pin(self.wait(at, false))
    }
}

struct Wait {
    clock: ScriptedClock,
    key: (i64, u64),
    is_asleep: bool,
}

impl Future for Wait {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut waiting = self.clock.lock();
        if self.clock.now.load(Ordering::SeqCst) >= self.key.0 {
            return Poll::Ready(());
        }
        waiting
            .wakers
            .insert(self.key, Some(context.waker().clone()));
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        self.clock.lock().wakers.remove(&self.key);
        if self.is_asleep {
            self.clock.activity.mark_asleep(false);
        }
    }
}

/// The real clock with an offset that a person moves forward: the playground's.
#[derive(Clone, Debug)]
pub struct PlayClock {
    offset_ms: Arc<watch::Sender<i64>>,
}

impl Default for PlayClock {
    fn default() -> Self {
        Self {
            offset_ms: Arc::new(watch::Sender::new(0)),
        }
    }
}

impl PlayClock {
    /// Moves time forward for everybody.
    pub fn advance(&self, span: Millis) {
        self.offset_ms
            .send_modify(|offset| *offset += span.0.max(0));
    }
}

impl Clock for PlayClock {
    fn now(&self) -> Time {
        SystemClock.now() + Millis(*self.offset_ms.borrow())
    }

    fn sleep_until(&self, at: Time) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move {
            let mut moved = clock.offset_ms.subscribe();
            while clock.now() < at {
                let real = SystemClock.now() + (at - clock.now());
                tokio::select! {
                    () = SystemClock.sleep_until(real) => {}
                    changed = moved.changed() => if changed.is_err() { return },
                }
            }
        })
    }

    fn timer(&self, at: Time) -> BoxFuture<'static, ()> {
        self.sleep_until(at)
    }
}
