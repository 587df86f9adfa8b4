//! The texts of the product in four locales.

use std::borrow::Cow;
use std::sync::OnceLock;

use chrono::{DateTime, FixedOffset};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use scx_domain::notify::Words;
use scx_domain::{Arg, Refusal};
use scx_kit::Language;
use unic_langid::LanguageIdentifier;

/// Tashkent has no summer time: five hours before UTC, all year.
const TASHKENT_OFFSET_S: i32 = 5 * 3_600;

macro_rules! locale {
    ($tag:literal: $($file:literal)*) => {
        &[$(($file, include_str!(concat!("../../locales/", $tag, "/", $file, ".ftl")))),*]
    };
}

type Files = &'static [(&'static str, &'static str)];

const LOCALES: [(Language, Files); 4] = [
    (
        Language::UzLatn,
        locale!("uz-Latn": "common" "accounts" "knowledge" "channels" "messengers" "chat" "desk" "ai" "notify" "export" "leaving" "plans" "referrals" "admin" "mail" "identity" "broadcasts" "statistics" "tickets" "operations" "looks"),
    ),
    (
        Language::UzCyrl,
        locale!("uz-Cyrl": "common" "accounts" "knowledge" "channels" "messengers" "chat" "desk" "ai" "notify" "export" "leaving" "plans" "referrals" "admin" "mail" "identity" "broadcasts" "statistics" "tickets" "operations" "looks"),
    ),
    (
        Language::Ru,
        locale!("ru": "common" "accounts" "knowledge" "channels" "messengers" "chat" "desk" "ai" "notify" "export" "leaving" "plans" "referrals" "admin" "mail" "identity" "broadcasts" "statistics" "tickets" "operations" "looks"),
    ),
    (
        Language::En,
        locale!("en": "common" "accounts" "knowledge" "channels" "messengers" "chat" "desk" "ai" "notify" "export" "leaving" "plans" "referrals" "admin" "mail" "identity" "broadcasts" "statistics" "tickets" "operations" "looks"),
    ),
];

type Bundle = FluentBundle<FluentResource>;

/// The locales; a service. One is read when somebody first speaks its language.
#[derive(Default)]
pub struct Texts {
    bundles: [OnceLock<Bundle>; LOCALES.len()],
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Texts")
    }
}

impl Texts {
    /// Reads all locales at once.
    ///
    /// # Errors
    /// A sentence naming the file that does not parse or repeats a key.
    pub fn load() -> Result<Self, String> {
        let texts = Self::default();
        for (place, (language, files)) in LOCALES.iter().enumerate() {
            let bundle = read(*language, files)?;
            texts.bundles[place].get_or_init(|| bundle);
        }
        Ok(texts)
    }

    fn bundle(&self, language: Language) -> Option<&Bundle> {
        let place = LOCALES.iter().position(|(known, _)| *known == language)?;
        let (_, files) = LOCALES[place];
        Some(self.bundles[place].get_or_init(|| {
            // The tests read all of them, so that this cannot fail.
            read(language, files).unwrap_or_else(|error| {
                tracing::error!(error, "a locale does not parse");
                Bundle::new_concurrent(Vec::new())
            })
        }))
    }

    /// Renders a text as Telegram HTML; arguments given by people are escaped.
    /// A missing key shows as itself and is logged, which the sweep forbids.
    pub fn render(&self, language: Language, key: &str, args: &[(String, Arg)]) -> String {
        let Some(bundle) = self.bundle(language) else {
            return key.to_owned();
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(
                text.key = key,
                language = language.tag(),
                "a text is missing"
            );
            return key.to_owned();
        };
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            set(&mut values, name, arg);
        }
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, Some(&values), &mut errors)
            .into_owned();
        if !errors.is_empty() {
            tracing::error!(
                text.key = key,
                language = language.tag(),
                ?errors,
                "a text lacks an argument"
            );
        }
        text
    }

    /// Renders a refusal.
    pub fn refusal(&self, language: Language, refusal: &Refusal) -> String {
        self.render(language, &refusal.key, &refusal.args)
    }

    /// Renders words for a customer.
    pub fn words(&self, language: Language, words: &Words) -> String {
        match words {
            Words::Plain(text) => escape(text).into_owned(),
            Words::Key { key, args } => self.render(language, key, args),
        }
    }

    /// Whether a key exists in a locale.
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.bundle(language)
            .is_some_and(|bundle| bundle.has_message(key))
    }
}

/// Reads the files of a locale.
fn read(language: Language, files: Files) -> Result<Bundle, String> {
    let mut bundle = FluentBundle::new_concurrent(vec![plural_rules(language)]);
    // Isolation marks would show as boxes in chats.
    bundle.set_use_isolating(false);
    for (name, text) in files {
        let place = || format!("locales/{}/{name}.ftl", language.tag());
        let resource = FluentResource::try_new((*text).to_owned())
            .map_err(|(_, errors)| format!("{}: {errors:?}", place()))?;
        bundle
            .add_resource(resource)
            .map_err(|errors| format!("{}: {errors:?}", place()))?;
    }
    Ok(bundle)
}

/// Plural rules go by language alone; the script variants of Uzbek are unknown
/// to the rules' data.
fn plural_rules(language: Language) -> LanguageIdentifier {
    language
        .telegram_code()
        .parse()
        .expect("two-letter codes are language identifiers")
}

fn set(values: &mut FluentArgs<'_>, name: &str, arg: &Arg) {
    match arg {
        Arg::Text(text) => values.set(name.to_owned(), escape(text).into_owned()),
        Arg::Number(number) => {
            // The number chooses the plural form, its text is shown.
            values.set(name.to_owned(), FluentValue::from(*number));
            values.set(format!("{name}-text"), grouped(*number));
        }
        Arg::Bytes(bytes) => values.set(name.to_owned(), megabytes(*bytes)),
        Arg::Moment(unix_ms) => values.set(name.to_owned(), moment(*unix_ms)),
        Arg::Day(unix_ms) => values.set(name.to_owned(), day(*unix_ms)),
        Arg::Money(tiyin) => values.set(name.to_owned(), som(*tiyin)),
    }
}

/// The one escape for Telegram HTML.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '>', '&', '"']) {
        return Cow::Borrowed(text);
    }
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    Cow::Owned(escaped.replace('"', "&quot;"))
}

/// `1 250 000`, with no-break spaces so that a sum is never torn apart.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    if number < 0 {
        text.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

/// `14.2 MB`, never rounded down to a limit it exceeds.
fn megabytes(bytes: i64) -> String {
    let tenths = (i128::from(bytes) * 10 + (1 << 20) - 1).div_euclid(1 << 20);
    if tenths % 10 == 0 {
        format!("{} MB", tenths / 10)
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

/// `1 350 000`, and `0,50` where a sum is no whole so'm. The name of the money
/// stands in the text.
pub(crate) fn som(tiyin: i64) -> String {
    let (whole, rest) = (tiyin / 100, tiyin % 100);
    if rest == 0 {
        return grouped(whole);
    }
    let sign = if tiyin < 0 && whole == 0 { "-" } else { "" };
    format!("{sign}{},{:02}", grouped(whole), rest.abs())
}

/// `21.11.2026 14:05` in Tashkent.
pub(crate) fn moment(unix_ms: i64) -> String {
    in_tashkent(unix_ms, "%d.%m.%Y %H:%M")
}

/// `21.11.2026` in Tashkent.
pub(crate) fn day(unix_ms: i64) -> String {
    in_tashkent(unix_ms, "%d.%m.%Y")
}

fn in_tashkent(unix_ms: i64, pattern: &str) -> String {
    let Some(offset) = FixedOffset::east_opt(TASHKENT_OFFSET_S) else {
        return String::new();
    };
    DateTime::from_timestamp_millis(unix_ms).map_or_else(String::new, |utc| {
        utc.with_timezone(&offset).format(pattern).to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sizes_and_moments_read_as_people_write_them() {
        assert_eq!(grouped(1_250_000), "1\u{a0}250\u{a0}000");
        assert_eq!(grouped(-999), "-999");
        assert_eq!(megabytes(10 << 20), "10 MB");
        assert_eq!(megabytes((10 << 20) + 1), "10.1 MB");
        assert_eq!(megabytes(i64::MAX), "8796093022208 MB");
        assert_eq!(moment(1_795_230_000_000), "21.11.2026 08:00");
        assert_eq!(day(1_795_230_000_000), "21.11.2026");
        assert_eq!(som(45_000_000), "450\u{a0}000");
        assert_eq!(som(-150), "-1,50");
        assert_eq!(som(-50), "-0,50");
    }

    #[test]
    fn what_people_write_cannot_become_markup() {
        assert_eq!(escape("<b>\"a\" & b"), "&lt;b&gt;&quot;a&quot; &amp; b");
    }
}
