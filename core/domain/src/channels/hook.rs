//! The paths by which updates come in, for whoever remembers them.

use std::sync::atomic::{AtomicU64, Ordering};

use scx_store::Tx;

/// Letters and digits of a path: 62^24 is far beyond guessing.
pub(super) const KEY_CHARS: usize = 24;

/// Removals in this process, all databases together: a look too many is cheap.
static REMOVALS: AtomicU64 = AtomicU64::new(0);

/// Whether a text has the shape of a webhook's path.
pub fn is_hook_key(text: &str) -> bool {
    text.len() == KEY_CHARS && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Changes with every removal of a bot in this process, so that whoever
/// remembers bots looks again.
pub fn removals() -> u64 {
    REMOVALS.load(Ordering::SeqCst)
}

/// Counts a removal once it is durable.
pub(super) fn note_removal(tx: &mut Tx) {
    tx.after_commit(|| {
        REMOVALS.fetch_add(1, Ordering::SeqCst);
    });
}
