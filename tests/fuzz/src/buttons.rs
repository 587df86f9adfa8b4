//! What comes back from a button, and the ids in it.

use scx_bot::ui::ButtonData;
use scx_kit::{Id, Prefix};

struct Thing;
impl Prefix for Thing {
    const PREFIX: &'static str = "thg";
}

/// Telegram takes so many bytes.
const MOST_BYTES: usize = 64;

/// The data of a button: whatever is understood is exactly what we wrote.
pub fn button(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(data) = ButtonData::decode(&text) {
        assert_eq!(data.encode(), text, "two writings of one button");
        assert!(text.len() <= MOST_BYTES);
        short(&data.id);
        short(&data.action);
    }
    short(&text);
    if let Ok(id) = text.parse::<Id<Thing>>() {
        assert_eq!(id.to_string(), text, "two writings of one id");
    }
}

fn short(text: &str) {
    if let Ok(id) = Id::<Thing>::from_base62(text) {
        assert_eq!(id.base62(), text, "two writings of one id");
    }
}
