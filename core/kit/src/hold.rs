//! Marks a task that holds a write transaction, so that opening a second one
//! or calling the outside world inside it is caught where it happens.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use tokio::task::Id;

static HOLDERS: LazyLock<Mutex<HashSet<Id>>> = LazyLock::new(Mutex::default);

/// The present task holds a write transaction until this is dropped.
#[derive(Debug)]
pub struct TransactionHold(Option<Id>);

impl TransactionHold {
    /// Marks the present task. Outside of a task nothing can be marked.
    ///
    /// # Panics
    /// In debug builds, when the task holds a transaction already; release
    /// builds log an error, because a deadlock is then likely but not certain.
    pub fn enter() -> Self {
        forbid_in_transaction("a second write transaction was opened");
        let task = tokio::task::try_id();
        if let Some(task) = task {
            holders().insert(task);
        }
        Self(task)
    }
}

impl Drop for TransactionHold {
    fn drop(&mut self) {
        if let Some(task) = self.0 {
            holders().remove(&task);
        }
    }
}

/// Reports `what` when the present task holds a write transaction.
///
/// # Panics
/// In debug builds.
pub fn forbid_in_transaction(what: &str) {
    let is_held = tokio::task::try_id().is_some_and(|task| holders().contains(&task));
    if is_held {
        tracing::error!("{what} inside a write transaction");
        debug_assert!(!is_held, "{what} inside a write transaction");
    }
}

fn holders() -> std::sync::MutexGuard<'static, HashSet<Id>> {
    HOLDERS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_second_hold_in_one_task_panics_and_one_after_the_other_does_not() {
        let one_by_one = tokio::spawn(async {
            drop(TransactionHold::enter());
            drop(TransactionHold::enter());
        });
        assert!(one_by_one.await.is_ok());
        let nested = tokio::spawn(async {
            let _first = TransactionHold::enter();
            let _second = TransactionHold::enter();
        });
        assert!(nested.await.unwrap_err().is_panic());
    }
}
