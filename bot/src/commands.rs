//! The command lists that Telegram shows, one per language.
//!
//! Telegram knows no scripts: Uzbek in Cyrillic shares the code `uz`, so the
//! list without a code, and the one for `uz`, are Uzbek in Latin.

use scx_connect::ConnectError;
use scx_connect::telegram::{CommandScope, Profile, Telegram};
use scx_domain::channels::{Bot, Role};
use scx_jobs::Cx;
use scx_kit::{Language, Secret};

use crate::partner;
use crate::texts::Texts;

/// The commands of a customer bot; each has a text `customer-command-<name>`.
const CUSTOMER: &[&str] = &["start", "lang", "operator", "help"];

/// The languages with a list of their own, and the code Telegram knows them by.
const LISTS: [(Language, Option<&str>); 4] = [
    (Language::UzLatn, None),
    (Language::UzLatn, Some("uz")),
    (Language::Ru, Some("ru")),
    (Language::En, Some("en")),
];

/// Sets the lists of a bot, and what our own bot says of itself.
pub(crate) async fn set(cx: &Cx, bot: &Bot, token: &Secret<String>) -> Result<(), ConnectError> {
    let telegram = cx.service::<Telegram>();
    for (language, code) in LISTS {
        let list = list(cx.service::<Texts>(), bot.role, language);
        if !list.is_empty() {
            telegram
                .set_commands(token, CommandScope::Default, code, &list)
                .await?;
        }
        if bot.role == Role::Partner {
            let profile = profile(cx.service::<Texts>(), language);
            telegram.set_profile(token, code, &profile).await?;
        }
    }
    Ok(())
}

/// Everything that [`set`] would tell, as one number.
pub(crate) fn digest(cx: &Cx, bot: &Bot) -> String {
    let texts = cx.service::<Texts>();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for (language, _) in LISTS {
        let profile = profile(texts, language);
        let words = list(texts, bot.role, language)
            .into_iter()
            .flat_map(|(name, about)| [name, about]);
        for word in words
            .chain(profile.description)
            .chain(profile.short_description)
        {
            for byte in word.bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    format!("{hash:016x}")
}

fn list(texts: &Texts, role: Role, language: Language) -> Vec<(String, String)> {
    let (names, prefix) = match role {
        Role::Partner => (partner::COMMANDS, "command"),
        Role::Customer => (CUSTOMER, "customer-command"),
        Role::Admin => return Vec::new(),
    };
    names
        .iter()
        .map(|name| {
            (
                (*name).to_owned(),
                texts.render(language, &format!("{prefix}-{name}"), &[]),
            )
        })
        .collect()
}

fn profile(texts: &Texts, language: Language) -> Profile {
    Profile {
        description: Some(texts.render(language, "bot-description", &[])),
        short_description: Some(texts.render(language, "bot-short-description", &[])),
        ..Profile::default()
    }
}
