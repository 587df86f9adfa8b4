//! News on Telegram: the message as it was written.

use scx_connect::telegram::{Source, Telegram, Written, reason};
use scx_domain::broadcasts::{Outcome, Recipient, Said, Taken};
use scx_domain::channels::{self, BotId, Role};
use scx_domain::chat::MOST_FILE_BYTES;
use scx_jobs::{Cx, Stop};
use scx_kit::Secret;

use super::Try;

/// A bot with the message that it says.
pub(super) struct Bot {
    token: Secret<String>,
    written: Written,
    source: Source,
}

/// The bot that says the message; none where it has no token that works, or the
/// file is gone.
pub(super) async fn sender(cx: &Cx, bot: BotId, taken: &Taken) -> Result<Option<Bot>, Stop> {
    let Some((_, token)) = channels::tokens(&cx.db, &[bot]).await?.into_iter().next() else {
        return Ok(None);
    };
    let Ok(written) = serde_json::from_str::<Written>(&taken.words) else {
        return Ok(None);
    };
    let source = match (&written.file, &taken.file) {
        (None, _) => Source::None,
        (Some(_), Some(known)) => Source::Known(known.clone()),
        (Some(file), None) => match fetched(cx, &file.id).await? {
            Some(source) => source,
            None => return Ok(None),
        },
    };
    Ok(Some(Bot {
        token,
        written,
        source,
    }))
}

/// The file, out of the admin's chat with the admin bot.
async fn fetched(cx: &Cx, id: &str) -> Result<Option<Source>, Stop> {
    let Some(bot) = channels::of_role(&cx.db, Role::Admin).await? else {
        return Ok(None);
    };
    let token = channels::token(&cx.db, bot.id).await?;
    let telegram = cx.service::<Telegram>();
    match telegram.download(&token, id, MOST_FILE_BYTES).await {
        Ok(bytes) => Ok(Some(Source::Bytes(bytes))),
        Err(error) if error.is_retryable() => Err(Stop::again(error)),
        Err(error) => {
            tracing::error!(%error, "the file of a broadcast cannot be fetched");
            Ok(None)
        }
    }
}

impl Bot {
    /// What the seller sees of the message.
    fn shown(&self) -> String {
        match self.written.text.is_empty() {
            true => super::WORDLESS.to_owned(),
            false => self.written.text.clone(),
        }
    }

    pub(super) async fn say(&self, cx: &Cx, recipient: &Recipient) -> Try {
        let Ok(chat) = recipient.chat.parse::<i64>() else {
            return Try::of(Outcome::Failed);
        };
        let what = (&self.written, &self.source);
        let said = cx.service::<Telegram>().write(&self.token, chat, what);
        match said.await {
            Ok(said) => Try {
                said: vec![Said {
                    text: self.shown(),
                    id: said.message.map(|id| id.to_string()),
                }],
                file: said.file,
                ..Try::of(Outcome::Sent)
            },
            Err(error) => Try::failed(&error, |why| match why {
                reason::GONE => Outcome::Blocked,
                _ => Outcome::Failed,
            }),
        }
    }
}
