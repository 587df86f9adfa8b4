//! The four languages of the product, script included.

use serde::{Deserialize, Serialize};

/// A language together with its script, because a customer who writes Uzbek
/// in Cyrillic is answered in Cyrillic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// Uzbek in Latin script, the default of the product.
    #[serde(rename = "uz-Latn")]
    UzLatn,
    /// Uzbek in Cyrillic script.
    #[serde(rename = "uz-Cyrl")]
    UzCyrl,
    /// Russian.
    #[serde(rename = "ru")]
    Ru,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Language {
    /// Every language, in the order in which people are asked to choose.
    pub const ALL: [Self; 4] = [Self::UzLatn, Self::UzCyrl, Self::Ru, Self::En];

    /// The tag used in locale folders, the database and command output.
    pub fn tag(self) -> &'static str {
        match self {
            Self::UzLatn => "uz-Latn",
            Self::UzCyrl => "uz-Cyrl",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// Reads a tag written by [`Language::tag`].
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// First guess from Telegram's `language_code`, which knows no script;
    /// `None` means that the person has to be asked.
    pub fn guess(language_code: Option<&str>) -> Option<Self> {
        match language_code?.split('-').next()? {
            "uz" => Some(Self::UzLatn),
            "ru" => Some(Self::Ru),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The two-letter code that Telegram uses for command lists.
    pub fn telegram_code(self) -> &'static str {
        match self {
            Self::UzLatn | Self::UzCyrl => "uz",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language's name in itself, for buttons.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::UzLatn => "O‘zbekcha",
            Self::UzCyrl => "Ўзбекча",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }
}

impl TryFrom<String> for Language {
    type Error = String;

    fn try_from(tag: String) -> Result<Self, String> {
        Self::from_tag(&tag).ok_or_else(|| format!("unknown language tag {tag:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_round_trip() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
        assert_eq!(Language::from_tag("uz"), None);
    }

    #[test]
    fn an_unknown_interface_language_is_not_guessed() {
        assert_eq!(Language::guess(Some("ru-RU")), Some(Language::Ru));
        assert_eq!(Language::guess(Some("de")), None);
        assert_eq!(Language::guess(None), None);
    }
}
