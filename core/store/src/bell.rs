//! The wake-up of the job engine.

use std::sync::Arc;

use tokio::sync::Notify;

/// Rings after a commit that made work due. Ringing twice before anybody
/// listens is one wake-up.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Wakes the engine of this process.
    pub fn ring(&self) {
        self.0.notify_one();
    }

    /// Waits for the next ring.
    pub async fn rung(&self) {
        self.0.notified().await;
    }
}
