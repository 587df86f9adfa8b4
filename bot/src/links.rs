//! Links that open a shop's bot at one of its goods.
//!
//! See <https://core.telegram.org/bots/features#deep-linking>: up to 64 letters,
//! digits, `_` and `-` arrive behind `/start`.

/// What stands before a good's code.
const MARK: &str = "g-";

/// The link of a good.
pub(crate) fn link(username: &str, code: &str) -> String {
    format!("https://t.me/{username}?start={MARK}{code}")
}

/// The code of the good for which a bot was started.
pub(crate) fn code(command: &str) -> Option<String> {
    let payload = command.split_whitespace().nth(1)?;
    let code = payload.strip_prefix(MARK)?;
    let is_code = !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric());
    is_code.then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_its_good_and_others_to_the_greeting() {
        let link = link("lola_bot", "AbC123");
        let (_, payload) = link.split_once("start=").unwrap();
        assert_eq!(code(&format!("start {payload}")).as_deref(), Some("AbC123"));
        for command in ["start", "start g-", "start ref_1", "start g-a/b"] {
            assert_eq!(code(command), None, "{command}");
        }
    }
}
