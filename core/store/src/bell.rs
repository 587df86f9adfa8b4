//! The wake-up of the job engine.

use std::sync::Arc;

use tokio::sync::Notify;

/// Rings after a commit that made work due. Ringing twice before anybody
/// listens is one wake-up.
#[derive(Clone, Debug, Default)]
pub struct Bell {
    here: Arc<Notify>,
    abroad: Arc<Notify>,
}

impl Bell {
    /// Wakes the engine of this process, and has those of the others woken.
    pub fn ring(&self) {
        self.here.notify_one();
        self.abroad.notify_one();
    }

    /// Wakes the engine of this process.
    pub fn ring_here(&self) {
        self.here.notify_one();
    }

    /// Waits for the next ring.
    pub async fn rung(&self) {
        self.here.notified().await;
    }

    /// Waits until the others must be woken.
    pub(crate) async fn rung_for_others(&self) {
        self.abroad.notified().await;
    }
}
