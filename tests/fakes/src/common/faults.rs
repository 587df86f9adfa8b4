//! Scripted faults, and the requests they keep waiting.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use tokio::sync::oneshot;

use super::{Common, lock};

/// How a request goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Answers this status without doing anything.
    Status {
        /// The HTTP status.
        code: u16,
        /// The body; the vendor's own error shape when absent.
        body: Option<String>,
    },
    /// Answers 429 in the vendor's shape without doing anything.
    RateLimited {
        /// The wait the vendor asks for.
        retry_after_s: u32,
    },
    /// Does the work at once and answers so much later, see
    /// [`release_due`](crate::Outside::release_due).
    Slow {
        /// How long the answer is kept back.
        ms: i64,
    },
    /// Does nothing and never answers.
    Hang,
    /// Does the work, then closes the connection instead of answering.
    Drop,
}

#[derive(Default)]
pub(crate) struct Faults {
    planned: Mutex<VecDeque<Planned>>,
    held: Mutex<HeldRequests>,
}

struct Planned {
    service: String,
    method: Option<String>,
    fault: Fault,
}

#[derive(Default)]
struct HeldRequests {
    last_id: u64,
    waiting: BTreeMap<u64, (Option<i64>, oneshot::Sender<()>)>,
}

impl Faults {
    pub(crate) fn plan(&self, service: &str, method: Option<&str>, fault: Fault) {
        lock(&self.planned).push_back(Planned {
            service: service.to_owned(),
            method: method.map(str::to_owned),
            fault,
        });
    }

    pub(crate) fn planned(&self) -> usize {
        lock(&self.planned).len()
    }

    /// Takes the first planned fault that fits this request.
    pub(crate) fn take(&self, service: &str, method: &str) -> Option<Fault> {
        let mut planned = lock(&self.planned);
        let fits = |plan: &Planned| {
            plan.service == service
                && plan
                    .method
                    .as_ref()
                    .is_none_or(|name| name.eq_ignore_ascii_case(method))
        };
        let index = planned.iter().position(fits)?;
        planned.remove(index).map(|plan| plan.fault)
    }

    pub(crate) fn held(&self) -> usize {
        lock(&self.held).waiting.len()
    }

    pub(crate) fn next_release_ms(&self) -> Option<i64> {
        let held = lock(&self.held);
        held.waiting.values().filter_map(|(due, _)| *due).min()
    }

    /// Freed requests stop counting as held before this returns, so that a
    /// harness sees them as running.
    pub(crate) fn release_due(&self, now_ms: i64) -> usize {
        let mut held = lock(&self.held);
        let is_due = |due: &Option<i64>| due.is_some_and(|due| due <= now_ms);
        let freed: Vec<u64> = held
            .waiting
            .iter()
            .filter(|(_, (due, _))| is_due(due))
            .map(|(id, _)| *id)
            .collect();
        for id in &freed {
            if let Some((_, wake)) = held.waiting.remove(id) {
                // The client may have left in the meantime.
                let _ = wake.send(());
            }
        }
        freed.len()
    }
}

/// Keeps the calling request waiting until its time, or for ever. Returns
/// false when the fake shut down meanwhile.
pub(crate) async fn hold(common: &Arc<Common>, release_ms: Option<i64>) -> bool {
    if release_ms.is_some_and(|due| due <= common.now_ms()) {
        return true;
    }
    let (wake, woken) = oneshot::channel();
    let id = {
        let mut held = lock(&common.faults.held);
        held.last_id += 1;
        let id = held.last_id;
        held.waiting.insert(id, (release_ms, wake));
        id
    };
    let _counted = Counted { common, id };
    common.changed();
    tokio::select! {
        freed = woken => freed.is_ok(),
        () = common.stop.cancelled() => false,
    }
}

/// Removes the request from the held ones also when its client gave up.
struct Counted<'a> {
    common: &'a Arc<Common>,
    id: u64,
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        lock(&self.common.faults.held).waiting.remove(&self.id);
        self.common.changed();
    }
}
