//! Fields and links: what Word computes, and where it leads.

/// A field while it is read: its code is never shown, its result is.
#[derive(Default)]
pub(super) struct Field {
    code: String,
    pub is_result: bool,
    pub link: Option<Link>,
    /// Text beside the code, which is lost unless the field never ends.
    pub swallowed: String,
}

/// No code that names an address is longer; the rest is lost.
const LONGEST_CODE_BYTES: usize = 4 * 1024;

impl Field {
    pub fn add_code(&mut self, code: &str) {
        if !self.is_result && self.code.len() + code.len() <= LONGEST_CODE_BYTES {
            self.code.push_str(code);
        }
    }

    /// The address of a field that is a link.
    pub fn address(&self) -> Option<String> {
        address_in(&self.code)
    }
}

/// A link whose words are being read.
pub(super) struct Link {
    pub address: String,
    /// Where its words begin in the text of the paragraph with this number.
    pub paragraph: u64,
    pub start: usize,
    /// Words that are not shown are not explained either.
    pub has_hidden_words: bool,
}

/// The address in the code of a field: `HYPERLINK "https://.." \o "tip"`.
pub(super) fn address_in(code: &str) -> Option<String> {
    let code = code.trim_start();
    let end = code.find(|c: char| c.is_whitespace() || c == '"')?;
    let (name, mut rest) = code.split_at(end);
    if !name.eq_ignore_ascii_case("HYPERLINK") {
        return None;
    }
    loop {
        rest = rest.trim_start();
        let (word, after) = next_word(rest)?;
        rest = after;
        match word.strip_prefix('\\') {
            None => return Some(word.replace("\\\\", "\\")),
            // These switches have a value of their own.
            Some("l" | "o" | "t") => rest = next_word(rest.trim_start())?.1,
            Some(_) => {}
        }
    }
}

fn next_word(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    match text.strip_prefix('"') {
        Some(quoted) => Some(quoted.split_once('"').unwrap_or((quoted, ""))),
        None => Some(text.split_once(char::is_whitespace).unwrap_or((text, ""))),
    }
}

/// How an address follows the words of its link; nothing when the words say
/// it already, or it leads nowhere outside.
pub(super) fn shown_address(address: &str, words: &str) -> Option<String> {
    const LONGEST_ADDRESS: usize = 2_048;
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let is_odd = |c: char| c.is_whitespace() || c.is_control();
    if address.len() > LONGEST_ADDRESS || rest.contains(is_odd) {
        return None;
    }
    let (shown, is_said) = match scheme.as_str() {
        "http" | "https" => {
            let place = rest.strip_prefix("//").filter(|place| !place.is_empty())?;
            (address, without_scheme(words) == without_scheme(place))
        }
        "mailto" => {
            let mailbox = rest
                .split('?')
                .next()
                .filter(|mailbox| !mailbox.is_empty())?;
            (mailbox, words.trim().eq_ignore_ascii_case(mailbox))
        }
        "tel" => (rest, figures(words) == figures(rest)),
        _ => return None,
    };
    (!is_said && !shown.is_empty()).then(|| shown.to_owned())
}

fn without_scheme(address: &str) -> String {
    let address = address.trim().to_lowercase();
    let place = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    place.unwrap_or(&address).trim_end_matches('/').to_owned()
}

fn figures(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_among_the_switches() {
        let found = |code| address_in(code).unwrap_or_default();
        assert_eq!(
            found(" HYPERLINK \"https://a.uz/\" \\o \"tip\" "),
            "https://a.uz/"
        );
        assert_eq!(
            found("HYPERLINK \\o \"tip\" \"https://a.uz\""),
            "https://a.uz"
        );
        assert_eq!(found("hyperlink\"https://a.uz\""), "https://a.uz");
        assert_eq!(found("HYPERLINK https://a.uz \\h"), "https://a.uz");
        assert_eq!(found("HYPERLINK \\l \"place\""), "");
        assert_eq!(found("PAGEREF _Toc1"), "");
        assert_eq!(found("HYPERLINK"), "");
    }

    #[test]
    fn an_address_is_shown_unless_the_words_say_it() {
        let shown = |address, words| shown_address(address, words).unwrap_or_default();
        assert_eq!(shown("https://t.me/bot", "the bot"), "https://t.me/bot");
        assert_eq!(shown("https://t.me/bot/", "T.me/bot"), "");
        assert_eq!(shown("http://a.uz", "https://a.uz"), "");
        assert_eq!(shown("mailto:a@b.uz?subject=x", "write"), "a@b.uz");
        assert_eq!(shown("mailto:a@b.uz", "A@b.uz"), "");
        assert_eq!(shown("tel:+998662334567", "+998 66 233-45-67"), "");
        assert_eq!(shown("tel:+998662334567", "call"), "+998662334567");
        assert_eq!(shown("file:///C:/a.docx", "a"), "");
        assert_eq!(shown("javascript:alert(1)", "a"), "");
        assert_eq!(shown("https://", "a"), "");
    }
}
