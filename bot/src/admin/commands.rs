//! The commands of the admin bot in Telegram's menu: for each admin's own chat
//! only, so that a stranger who opens the bot sees none.

use std::sync::Arc;

use scx_connect::ErrorKind;
use scx_connect::telegram::{CommandScope, Telegram};
use scx_domain::channels::{self, Role};
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Stop};
use scx_kit::Language;
use serde::{Deserialize, Serialize};

use super::COMMANDS;
use crate::texts::Texts;

/// Tells Telegram which commands one admin's chat shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TellCommands {
    /// The admin.
    pub person: i64,
    /// The tag of the language in which they are explained.
    pub language: String,
}

impl Job for TellCommands {
    const NAME: &'static str = "bot.admin_commands";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[&self.person.to_string(), &self.language]))
    }
}

/// Tells them.
pub(crate) async fn tell_commands(
    job: Arc<TellCommands>,
    cx: Cx,
    attempt: Attempt,
) -> Result<(), Stop> {
    let Some(bot) = channels::of_role(&cx.db, Role::Admin).await? else {
        return Ok(());
    };
    let token = channels::token(&cx.db, bot.id).await?;
    let texts = cx.service::<Texts>();
    let language = Language::from_tag(&job.language).unwrap_or(Language::UzLatn);
    let about = |name: &str| texts.render(language, &format!("admin-command-{name}"), &[]);
    let list: Vec<(String, String)> = COMMANDS
        .iter()
        .map(|name| ((*name).to_owned(), about(name)))
        .collect();
    let telegram = cx.service::<Telegram>();
    let told = telegram.set_commands(&token, CommandScope::Chat(job.person), None, &list);
    match told.await {
        Ok(()) => Ok(()),
        Err(error) => match error.kind {
            ErrorKind::Limited { after } => Err(Stop::Wait {
                until: cx.clock.now() + after,
                why: error.to_string(),
            }),
            ErrorKind::Unavailable { .. } if !attempt.is_last => Err(Stop::again(error)),
            ErrorKind::Unavailable { .. }
            | ErrorKind::Auth
            | ErrorKind::Refused { .. }
            | ErrorKind::Broken => {
                tracing::warn!(%error, "the commands of an admin's chat could not be told");
                Ok(())
            }
        },
    }
}
