//! Counts the work in progress, so that shutdown can wait for it and a test
//! can tell when the whole product is idle.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::watch;

/// The shared count of busy pieces of work and of those that merely sleep.
#[derive(Clone, Debug)]
pub struct Activity(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    busy: AtomicUsize,
    sleeping: AtomicUsize,
    changed: watch::Sender<u64>,
}

impl Default for Activity {
    fn default() -> Self {
        Self(Arc::new(Counts {
            busy: AtomicUsize::new(0),
            sleeping: AtomicUsize::new(0),
            changed: watch::Sender::new(0),
        }))
    }
}

impl Activity {
    /// Counts one piece of work until the token is dropped.
    pub fn begin(&self) -> Busy {
        self.0.busy.fetch_add(1, Ordering::SeqCst);
        self.announce();
        Busy(self.clone())
    }

    /// Pieces of work begun and not finished.
    pub fn busy(&self) -> usize {
        self.0.busy.load(Ordering::SeqCst)
    }

    /// Busy pieces that wait for nothing but the clock.
    pub fn sleeping(&self) -> usize {
        self.0.sleeping.load(Ordering::SeqCst)
    }

    /// Marks one busy piece as asleep (`true`) or awake again.
    pub fn mark_asleep(&self, asleep: bool) {
        if asleep {
            self.0.sleeping.fetch_add(1, Ordering::SeqCst);
        } else {
            self.0.sleeping.fetch_sub(1, Ordering::SeqCst);
        }
        self.announce();
    }

    /// Changes whenever a count changes.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.changed.subscribe()
    }

    /// Waits until nothing is busy.
    pub async fn drained(&self) {
        let mut changes = self.changes();
        while self.busy() > 0 {
            if changes.changed().await.is_err() {
                return;
            }
        }
    }

    fn announce(&self) {
        self.0
            .changed
            .send_modify(|count| *count = count.wrapping_add(1));
    }
}

/// One piece of work in progress.
#[derive(Debug)]
#[must_use = "dropping the token ends the piece of work"]
pub struct Busy(Activity);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.0.busy.fetch_sub(1, Ordering::SeqCst);
        self.0.announce();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn drained_returns_when_the_last_token_goes() {
        let activity = Activity::default();
        let token = activity.begin();
        let waiting = tokio::spawn({
            let activity = activity.clone();
            async move { activity.drained().await }
        });
        drop(token);
        waiting.await.unwrap();
        assert_eq!(activity.busy(), 0);
    }
}
