//! Topics of private chats, which Telegram opens where a bot has them switched on.

use scx_connect::ErrorKind;
use scx_connect::telegram::{Telegram, reason};
use scx_domain::channels;
use scx_domain::notify::Place;
use scx_jobs::{Attempt, Cx, Stop};

/// What came of opening a topic.
pub(crate) enum Opened {
    /// Its thread.
    Thread(i64),
    /// The chat has none, and will have none.
    NoTopics,
    /// It did not work, and will not.
    Failed,
}

/// Opens a topic in a chat of one of our bots.
pub(crate) async fn open(
    cx: &Cx,
    place: &Place,
    name: &str,
    attempt: Attempt,
) -> Result<Opened, Stop> {
    let bot = place.bot.parse().map_err(Stop::again)?;
    let token = channels::token(&cx.db, bot).await?;
    let telegram = cx.service::<Telegram>();
    match telegram.open_topic(&token, place.chat, name).await {
        Ok(thread) => Ok(Opened::Thread(thread)),
        Err(error) => match &error.kind {
            ErrorKind::Limited { after } => Err(Stop::Wait {
                until: cx.clock.now() + *after,
                why: error.to_string(),
            }),
            ErrorKind::Unavailable { .. } if !attempt.is_last => Err(Stop::again(error)),
            _ if error.reason() == Some(reason::NO_TOPICS) => Ok(Opened::NoTopics),
            _ => {
                tracing::warn!(%error, "a topic could not be opened");
                Ok(Opened::Failed)
            }
        },
    }
}
