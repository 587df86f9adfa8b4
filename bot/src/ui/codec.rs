//! The text behind a button: `v1|screen or card|revision or -|action|id`.

/// Telegram takes 1 to 64 bytes.
const MOST_BYTES: usize = 64;

/// What a button belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A screen of this revision; an older one is stale.
    Screen(i64),
    /// A card, which is checked by its row's state.
    Card,
}

/// A parsed button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ButtonData {
    /// The id of the screen or card.
    pub owner: String,
    /// Which of the two it is.
    pub target: Target,
    /// What the button means.
    pub action: String,
    /// A row's id in base 62, a coupon's code, or a short word; may be empty.
    pub id: String,
}

impl ButtonData {
    /// Writes the button's text.
    ///
    /// # Panics
    /// When it exceeds 64 bytes: ids and actions are short constants, and the
    /// sweep draws every one of them.
    pub fn encode(&self) -> String {
        let revision = match self.target {
            Target::Screen(revision) => revision.to_string(),
            Target::Card => "-".to_owned(),
        };
        let text = format!("v1|{}|{revision}|{}|{}", self.owner, self.action, self.id);
        assert!(text.len() <= MOST_BYTES, "button data is too long: {text}");
        text
    }

    /// Reads a button's text; `None` for anything that [`ButtonData::encode`]
    /// did not write.
    pub fn decode(text: &str) -> Option<Self> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let mut parts = text.split('|');
        if parts.next()? != "v1" {
            return None;
        }
        let owner = word(parts.next()?)?;
        let target = match parts.next()? {
            "-" => Target::Card,
            revision => Target::Screen(revision.parse().ok().filter(|revision| *revision >= 0)?),
        };
        let action = word(parts.next()?)?;
        let id = parts.next()?;
        let is_plain = id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        let data = (is_plain && parts.next().is_none()).then(|| Self {
            owner,
            target,
            action,
            id: id.to_owned(),
        });
        // 007 and +7 are numbers too.
        data.filter(|data| data.encode() == text)
    }
}

fn word(text: &str) -> Option<String> {
    let is_good = !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    is_good.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_button_round_trips_within_64_bytes(
            owner in "[a-z_]{1,10}", revision in proptest::option::of(0_i64..1_000_000_000),
            action in "[a-z_]{1,10}", id in "[0-9A-Za-z_-]{0,24}",
        ) {
            let target = revision.map_or(Target::Card, Target::Screen);
            let data = ButtonData { owner, target, action, id };
            let text = data.encode();
            prop_assert!(text.len() <= MOST_BYTES);
            prop_assert_eq!(ButtonData::decode(&text), Some(data));
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC{0,80}") {
            if let Some(data) = ButtonData::decode(&text) {
                prop_assert_eq!(ButtonData::decode(&data.encode()), Some(data));
            }
        }
    }

    #[test]
    fn malformed_buttons_are_nobodys() {
        for text in [
            "",
            "v1",
            "v2|home|1|go|",
            "v1|home|1|go",
            "v1|home|x|go|",
            "v1|HOME|1|go|",
            "v1|a|-1|b|",
            "v1|a|007|b|",
            "v1|a|+7|b|",
        ] {
            assert_eq!(ButtonData::decode(text), None, "{text}");
        }
    }
}
