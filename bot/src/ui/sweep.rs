//! The rules that every view must keep, for the sweep over all samples.

use super::{Target, View};
use scx_connect::telegram::{ButtonAction, Keyboard};

/// A drawn sample: where it comes from, and the view.
pub type Sample = (String, View);

const MOST_LABEL_CHARS: usize = 24;
const MOST_IN_ROW: usize = 3;
const MOST_ROWS: usize = 8;
const MOST_TEXT_CHARS: usize = 4_096;

/// What is wrong with a view: Telegram's limits and our own.
pub fn faults(owner: &str, view: &View) -> Vec<String> {
    let mut faults = Vec::new();
    let chars = view.html.encode_utf16().count();
    if chars == 0 || chars > MOST_TEXT_CHARS {
        faults.push(format!("the text has {chars} characters"));
    }
    if view.rows.len() > MOST_ROWS {
        faults.push(format!("{} rows of buttons", view.rows.len()));
    }
    for row in &view.rows {
        if row.len() > MOST_IN_ROW {
            faults.push(format!("{} buttons in a row", row.len()));
        }
        for btn in row {
            let chars = btn.label.chars().count();
            if chars == 0 || chars > MOST_LABEL_CHARS {
                faults.push(format!("the label {:?} has {chars} characters", btn.label));
            }
        }
    }
    if let Keyboard::Inline(rows) = view.keyboard(owner, &Target::Screen(999_999)) {
        for button in rows.iter().flatten() {
            if let ButtonAction::Data(data) = &button.action
                && super::ButtonData::decode(data).is_none()
            {
                faults.push(format!("the data {data:?} does not read back"));
            }
        }
    }
    faults
}
