//! Links to goods, found for a seller: for a post, a channel, a sticker.

use std::sync::Arc;

use scx_connect::telegram::{Aside, Keyboard, Outgoing};
use scx_domain::accounts::PartnerId;
use scx_domain::channels::{self, Bot, BotId};
use scx_domain::export::harmless;
use scx_domain::knowledge::{self, Good};
use scx_jobs::{Attempt, Cx, Job, Lane, Priority, Stop};
use serde::{Deserialize, Serialize};

use super::csv::{bytes_of, table};
use super::seat;
use crate::links::link;
use crate::texts::Texts;
use crate::ui::{BotMail, Pen, post};

/// Goods that one message lists.
const MOST: usize = 6;
/// Rows of a file.
const MOST_ROWS: usize = 20_000;

/// Finds the links of goods for a seller.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FindLinks {
    /// Whose goods.
    pub partner: PartnerId,
    /// The bot that the links open.
    pub bot: BotId,
    /// What the good is called; a file of all goods where nothing is said.
    pub words: Option<String>,
}

impl Job for FindLinks {
    const NAME: &'static str = "bot.find_links";
    const LANE: Lane = Lane::Chat;
    const PRIORITY: Priority = Priority::High;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }
}

/// Finds the links and sends them.
pub(crate) async fn find_links(job: Arc<FindLinks>, cx: Cx, _: Attempt) -> Result<(), Stop> {
    let book = knowledge::open_active(&cx, job.partner).await?;
    let goods = match (&book, &job.words) {
        (None, _) => Vec::new(),
        (Some(book), Some(words)) => book.goods_like(words, MOST),
        (Some(book), None) => book.goods(),
    };
    let mut tx = cx.db.begin().await?;
    let Some((partner, place)) = seat(&mut tx, job.partner).await? else {
        return Ok(());
    };
    let bot = channels::bot_of(&mut tx, partner.id, job.bot).await?;
    let pen = Pen {
        texts: cx.service::<Texts>(),
        language: partner.language,
    };
    let outgoing = match job.words {
        None if !goods.is_empty() => Outgoing::Document {
            chat: place.chat,
            file_name: pen.t("links-file-name"),
            media_type: "text/csv".to_owned(),
            bytes: file(&bot, &goods, &pen)?,
            caption_html: None,
            keyboard: Keyboard::None,
            aside: Aside::default(),
        },
        _ => Outgoing::Text {
            chat: place.chat,
            html: listed(&bot, &goods, &pen),
            keyboard: Keyboard::None,
            reply_to: None,
            silent: false,
            thread: None,
            business: None,
        },
    };
    let mails = vec![BotMail::Direct(outgoing)];
    post(&mut tx, &place, Some(partner.id.to_string()), mails).await?;
    Ok(tx.commit().await?)
}

fn listed(bot: &Bot, goods: &[Good], pen: &Pen<'_>) -> String {
    if goods.is_empty() {
        return pen.t("links-none");
    }
    let lines = goods.iter().map(|good| {
        let link = link(&bot.username, &good.code);
        let args = [
            ("name", good.name.as_str().into()),
            ("link", link.as_str().into()),
        ];
        pen.text("links-good", &args)
    });
    lines.collect::<Vec<_>>().join("\n\n")
}

fn file(bot: &Bot, goods: &[Good], pen: &Pen<'_>) -> Result<Vec<u8>, Stop> {
    let mut file = table();
    let heads = ["links-name", "links-link"].map(|key| pen.t(key));
    file.write_record(&heads).map_err(Stop::again)?;
    for good in goods.iter().take(MOST_ROWS) {
        let cells = [harmless(&good.name), link(&bot.username, &good.code)];
        file.write_record(&cells).map_err(Stop::again)?;
    }
    Ok(bytes_of(file)?)
}
