//! Links that people pass on inside Telegram.
//!
//! See <https://core.telegram.org/widgets/share> and
//! <https://core.telegram.org/bots/features#deep-linking>.

use url::form_urlencoded::Serializer;

/// The link that opens a bot with a word.
pub fn start_link(bot: &str, word: &str) -> String {
    format!("https://t.me/{bot}?start={word}")
}

/// The address that asks a person with whom to share a link and a text.
pub fn share_url(link: &str, text: &str) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("url", link).append_pair("text", text);
    // Some apps show a blank that is written as a plus as a plus.
    let query = query.finish().replace('+', "%20");
    format!("https://t.me/share/url?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_reads_back_as_it_was() {
        let link = start_link("scx_bot", "r_K7M2XW9Q");
        let text = "Do‘kon & 1+1 = 2, <salom>";
        let url = url::Url::parse(&share_url(&link, text)).expect("an address");
        assert!(!url.as_str().contains('+'), "{url}");
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        let wanted = [("url", link.as_str()), ("text", text)];
        let wanted = wanted.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(pairs, wanted);
    }
}
