//! Holding one call at the moment when its effect is there and its answer is
//! not: where a program wants to stop, or to end, a process.

use std::rc::Rc;

use serde_json::{Value, json};
use tokio::sync::Notify;

use super::{Answer, Shared, now_us, of_json};

/// The calls that can be held.
const CALLS: [&str; 3] = ["sendMessage", "messages", "generateContent"];

/// What is to be held, and what is.
#[derive(Debug, Default)]
pub(super) struct Pause {
    /// The call, and how many more of it until the one that is held.
    armed: Option<(&'static str, u64)>,
    /// Lets go what is held.
    release: Rc<Notify>,
}

impl Pause {
    /// Whether this call is the one.
    fn hits(&mut self, call: &str) -> bool {
        match &mut self.armed {
            Some((armed, left)) if *armed == call => {
                *left = left.saturating_sub(1);
                let is_hit = *left == 0;
                self.armed = self.armed.filter(|_| !is_hit);
                is_hit
            }
            _ => false,
        }
    }
}

/// `{"call": "sendMessage", "nth": 3}`: the third from now on.
pub(super) fn arm(outside: &Shared, body: &[u8]) -> Answer {
    let wanted: Value = serde_json::from_slice(body).unwrap_or_default();
    let call = CALLS.into_iter().find(|call| wanted["call"] == *call);
    let nth = wanted["nth"].as_u64().filter(|nth| *nth > 0);
    let (Some(call), Some(nth)) = (call, nth) else {
        return of_json(400, &json!({"ok": false, "calls": CALLS}));
    };
    outside.borrow_mut().pause.armed = Some((call, nth));
    of_json(200, &json!({"ok": true}))
}

/// Lets go what is held, and holds nothing that was wanted before.
pub(super) fn release(outside: &Shared) -> Answer {
    let pause = &mut outside.borrow_mut().pause;
    pause.armed = None;
    pause.release.notify_waiters();
    of_json(200, &json!({"ok": true}))
}

/// Called where a call has had its effect: tells `held moment run call` and
/// waits when it is the one. A caller that hangs up ends the wait too.
pub(super) async fn at(outside: &Shared, call: &str, run: u32) {
    let release = {
        let mut state = outside.borrow_mut();
        if !state.pause.hits(call) {
            return;
        }
        state.tell(format!("held {} {run} {call}\n", now_us()));
        state.pause.release.clone()
    };
    release.notified().await;
}

/// The run in a path such as `/p7/telegram/..`: which start of the product
/// calls. 0 for paths without it.
pub(super) fn run_of(path: &str) -> u32 {
    let first = path.split('/').nth(1).unwrap_or_default();
    first
        .strip_prefix('p')
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_wanted_call_is_held_and_only_once() {
        let mut pause = Pause {
            armed: Some(("sendMessage", 2)),
            ..Pause::default()
        };
        assert!(!pause.hits("generateContent"));
        assert!(!pause.hits("sendMessage"));
        assert!(pause.hits("sendMessage"));
        assert!(!pause.hits("sendMessage"));
    }

    #[test]
    fn a_path_tells_its_run() {
        assert_eq!(run_of("/p12/telegram/bot1:a/sendMessage"), 12);
        assert_eq!(run_of("/telegram/bot1:a/sendMessage"), 0);
        assert_eq!(run_of("/pages/models"), 0);
    }
}
