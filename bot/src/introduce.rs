//! How a bot introduces itself: its commands, name and descriptions, one set
//! per language.
//!
//! Telegram knows no scripts: Uzbek in Cyrillic shares the code `uz`, so the
//! words without a code, and those for `uz`, are Uzbek in Latin.
//!
//! Told is only what differs from what was told before, because Telegram lets
//! a name be changed a few times a day only. What a shop's owner wrote about
//! the bot stays: it is replaced only where nothing stands, or our own words.

use std::collections::HashMap;
use std::sync::Arc;

use scx_connect::payment::Payments;
use scx_connect::telegram::{About, CommandScope, Telegram};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::accounts::PartnerId;
use scx_domain::channels::{self, Bot, BotId, Health, Role};
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Stop};
use scx_kit::{Language, Millis, Secret};
use serde::{Deserialize, Serialize};

use crate::partner;
use crate::texts::Texts;

/// The commands of a customer bot; each has a text `customer-command-<name>`.
const CUSTOMER: &[&str] = &["start", "lang", "operator", "settings", "help"];

/// The languages with words of their own, and the code Telegram knows them by.
const LISTS: [(Language, Option<&str>); 4] = [
    (Language::UzLatn, None),
    (Language::UzLatn, Some("uz")),
    (Language::Ru, Some("ru")),
    (Language::En, Some("en")),
];

/// Tells Telegram how a bot introduces itself, where that differs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Introduce {
    /// The bot.
    pub bot: BotId,
    /// Whose it is.
    pub partner: Option<PartnerId>,
}

impl Job for Introduce {
    const NAME: &'static str = "bot.introduce";
    const LANE: Lane = Lane::House;

    fn partner(&self) -> Option<String> {
        self.partner.map(|partner| partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.bot.to_string()))
    }
}

/// One of the things by which a bot introduces itself.
#[derive(Clone, Copy)]
enum What {
    Commands,
    About(About),
}

impl What {
    const ALL: [Self; 4] = [
        Self::Commands,
        Self::About(About::Description),
        Self::About(About::ShortDescription),
        Self::About(About::Name),
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Commands => "commands",
            Self::About(About::Description) => "description",
            Self::About(About::ShortDescription) => "short_description",
            Self::About(About::Name) => "name",
        }
    }

    /// What a bot of a role says in a language; none where we say nothing.
    fn words(self, cx: &Cx, role: Role, language: Language) -> Option<Words> {
        let key = match (self, role) {
            // Strangers open it too: each admin's chat is told by itself.
            (_, Role::Admin) | (Self::About(About::Name), Role::Customer) => return None,
            (Self::Commands, Role::Partner | Role::Customer) => {
                return Some(list(cx, role, language));
            }
            (Self::About(About::Name), Role::Partner) => "bot-name",
            (Self::About(About::Description), Role::Partner) => "bot-description",
            (Self::About(About::ShortDescription), Role::Partner) => "bot-short-description",
            (Self::About(About::Description), Role::Customer) => "customer-description",
            (Self::About(About::ShortDescription), Role::Customer) => "customer-short-description",
        };
        Some(Words::Text(cx.service::<Texts>().render(
            language,
            key,
            &[],
        )))
    }

    async fn told_now(
        self,
        telegram: &Telegram,
        token: &Secret<String>,
        code: Option<&str>,
    ) -> Result<Words, ConnectError> {
        Ok(match self {
            Self::Commands => Words::Commands(telegram.commands(token, code).await?),
            Self::About(about) => Words::Text(telegram.about(token, about, code).await?),
        })
    }
}

/// Words in one language.
#[derive(Clone, PartialEq)]
enum Words {
    Commands(Vec<(String, String)>),
    Text(String),
}

impl Words {
    fn is_empty(&self) -> bool {
        match self {
            Self::Commands(commands) => commands.is_empty(),
            Self::Text(text) => text.is_empty(),
        }
    }

    fn digest(&self) -> String {
        let parts: Vec<&str> = match self {
            Self::Commands(commands) => commands
                .iter()
                .flat_map(|(name, about)| [name.as_str(), about.as_str()])
                .collect(),
            Self::Text(text) => vec![text],
        };
        digest_of(parts.into_iter())
    }
}

/// Everything that a bot is to say, as one short text to compare.
pub(crate) fn digest(cx: &Cx, role: Role) -> String {
    let digests: Vec<String> = What::ALL
        .iter()
        .flat_map(|what| LISTS.map(|(language, _)| what.words(cx, role, language)))
        .flatten()
        .map(|words| words.digest())
        .collect();
    digest_of(digests.iter().map(String::as_str))
}

/// Introduces one bot. What Telegram refuses for now is told later and holds
/// nothing else up.
pub(crate) async fn introduce(job: Arc<Introduce>, cx: Cx, attempt: Attempt) -> Result<(), Stop> {
    let bot = channels::bot(&cx.db, job.bot).await?;
    if bot.health != Health::Ok {
        return Ok(());
    }
    let token = channels::token(&cx.db, bot.id).await?;
    let told: HashMap<String, String> = channels::told(&cx.db, bot.id).await?.into_iter().collect();
    let mut later: Option<Millis> = None;
    for what in What::ALL {
        let Err(error) = tell(&cx, &bot, &token, (what, &told)).await else {
            continue;
        };
        match &error {
            Failed::Db(error) => return Err(Stop::again(error)),
            Failed::Telegram(error) => match &error.kind {
                ErrorKind::Limited { after } => {
                    later = Some(later.map_or(*after, |known| known.max(*after)));
                }
                ErrorKind::Unavailable { .. } if !attempt.is_last => {
                    return Err(Stop::again(error));
                }
                // Whoever sends next finds out, and says so.
                ErrorKind::Auth => return Ok(()),
                ErrorKind::Refused { .. } | ErrorKind::Broken | ErrorKind::Unavailable { .. } => {
                    tracing::warn!(bot.id = %bot.id, what = what.name(), %error, "a bot could not be introduced");
                }
            },
        }
    }
    match later {
        Some(after) => Err(Stop::Wait {
            until: cx.clock.now() + after,
            why: "Telegram asked to wait".to_owned(),
        }),
        None => Ok(()),
    }
}

/// Why something was not told.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Telegram(#[from] ConnectError),
    #[error(transparent)]
    Db(#[from] scx_store::DbError),
}

async fn tell(
    cx: &Cx,
    bot: &Bot,
    token: &Secret<String>,
    (what, told): (What, &HashMap<String, String>),
) -> Result<(), Failed> {
    let item = |code: Option<&str>| match code {
        Some(code) => format!("{}.{code}", what.name()),
        None => what.name().to_owned(),
    };
    let wanted: Vec<(Option<&str>, Words)> = LISTS
        .into_iter()
        .filter_map(|(language, code)| Some((code, what.words(cx, bot.role, language)?)))
        .collect();
    let is_told =
        |(code, words): &(Option<&str>, Words)| told.get(&item(*code)) == Some(&words.digest());
    if wanted.iter().all(is_told) {
        return Ok(());
    }
    let telegram = cx.service::<Telegram>();
    // Our own bots' words are ours; a name is strictly limited, so it is looked
    // at before it is changed.
    let must_look = bot.role == Role::Customer || matches!(what, What::About(About::Name));
    let mut standing = Vec::new();
    if must_look {
        for (code, _) in &wanted {
            standing.push(what.told_now(telegram, token, *code).await?);
        }
    }
    if bot.role == Role::Customer && !standing.iter().all(|words| is_ours(words, &wanted, told)) {
        return Ok(());
    }
    for (at, (code, words)) in wanted.iter().enumerate() {
        let stands = standing.get(at) == Some(words);
        if !stands && !is_told(&(*code, words.clone())) {
            match words {
                Words::Commands(commands) => {
                    let scope = CommandScope::Default;
                    telegram.set_commands(token, scope, *code, commands).await?;
                }
                Words::Text(text) => {
                    let What::About(about) = what else { continue };
                    telegram.set_about(token, about, *code, text).await?;
                }
            }
        }
        let mut tx = cx.db.begin().await?;
        channels::note_told(&mut tx, bot.id, &item(*code), &words.digest()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Whether nobody else wrote this: it is empty, or we told it, now or before.
fn is_ours(
    words: &Words,
    wanted: &[(Option<&str>, Words)],
    told: &HashMap<String, String>,
) -> bool {
    let digest = words.digest();
    words.is_empty()
        || told.values().any(|known| *known == digest)
        || wanted.iter().any(|(_, wanted)| wanted == words)
}

fn list(cx: &Cx, role: Role, language: Language) -> Words {
    let sells = cx.service::<Payments>().in_chat().is_on();
    let (names, prefix) = match role {
        Role::Partner if sells => ([partner::COMMANDS, partner::SELLING].concat(), "command"),
        Role::Partner => (partner::COMMANDS.to_vec(), "command"),
        Role::Customer => (CUSTOMER.to_vec(), "customer-command"),
        Role::Admin => (Vec::new(), ""),
    };
    let texts = cx.service::<Texts>();
    let about = |name: &str| texts.render(language, &format!("{prefix}-{name}"), &[]);
    Words::Commands(
        names
            .iter()
            .map(|name| ((*name).to_owned(), about(name)))
            .collect(),
    )
}

/// FNV-1a over all parts: not for secrets, and the same in every release.
fn digest_of<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
