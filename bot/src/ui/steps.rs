//! Where a handler's answer leads in a stack of screens.

use super::{Frame, Next};

/// Home and at most four levels above it.
const DEEPEST: usize = 5;

/// Takes a step; `home` stands below everything.
pub(super) fn step(stack: &mut Vec<Frame>, next: Next, home: Frame) {
    match next {
        Next::Stay | Next::Quiet => {}
        Next::Go(frame) => {
            if stack.is_empty() {
                stack.push(home.clone());
            }
            // A screen that is open already is returned to, not stacked.
            stack.retain(|known| known.screen != frame.screen);
            stack.truncate(DEEPEST - 1);
            stack.push(frame);
        }
        Next::Back => {
            stack.pop();
        }
        Next::Home => stack.clear(),
        Next::Reset(frame) => *stack = vec![frame],
    }
    if stack.is_empty() {
        stack.push(home);
    }
}
