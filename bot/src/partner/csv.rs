//! Conversations as a file of rows.

use std::sync::Arc;

use scx_connect::telegram::{Aside, Keyboard, Outgoing};
use scx_domain::Error;
use scx_domain::accounts::PartnerId;
use scx_domain::chat::{self, Channel, ConversationId, Line, Talk, Wanted};
use scx_domain::export::{harmless, moment};
use scx_jobs::{Attempt, Cx, Job, Lane, Stop};
use scx_store::Tx;
use serde::{Deserialize, Serialize};

use super::screens::phrase;
use super::seat;
use crate::meta::plain;
use crate::texts::Texts;
use crate::ui::{BotMail, Pen, post};

/// Messages of one file: what opens on a phone and fits into the outbox.
const MOST_ROWS: usize = 20_000;
/// Messages that one statement gives.
const PAGE: i64 = 500;

/// Makes a file of messages and sends it to the partner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MakeCsv {
    partner: PartnerId,
    /// One conversation; all that are wanted where there is none.
    conversation: Option<ConversationId>,
    channel: Option<String>,
    name: String,
    day: Option<i64>,
}

impl MakeCsv {
    /// All conversations that are wanted.
    pub fn of_all(partner: PartnerId, wanted: &Wanted) -> Self {
        Self {
            partner,
            conversation: None,
            channel: wanted.channel.map(|channel| channel.name().to_owned()),
            name: wanted.name.clone(),
            day: wanted.day,
        }
    }

    /// One conversation.
    pub fn of_one(partner: PartnerId, conversation: ConversationId) -> Self {
        Self {
            conversation: Some(conversation),
            ..Self::of_all(partner, &Wanted::default())
        }
    }

    fn wanted(&self) -> Wanted {
        let channel = self.channel.clone();
        Wanted {
            channel: channel.and_then(|word| Channel::try_from(word).ok()),
            name: self.name.clone(),
            day: self.day,
        }
    }
}

impl Job for MakeCsv {
    const NAME: &'static str = "bot.make_csv";
    const LANE: Lane = Lane::Media;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }
}

/// Makes the file and posts it.
pub(crate) async fn make_csv(job: Arc<MakeCsv>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let Some((partner, place)) = seat(&mut tx, job.partner).await? else {
        return Ok(());
    };
    let pen = Pen {
        texts: cx.service::<Texts>(),
        language: partner.language,
    };
    let talks = talks(&mut tx, &job).await?;
    let (bytes, _) = rows(&mut tx, (partner.id, &talks), MOST_ROWS, &pen).await?;
    let file = document(place.chat, bytes, None, &pen);
    let mails = vec![BotMail::Direct(file)];
    post(&mut tx, &place, Some(partner.id.to_string()), mails).await?;
    Ok(tx.commit().await?)
}

/// The messages of conversations as a file, `most` at most; how many conversations and
/// messages it holds.
pub(crate) async fn rows(
    tx: &mut Tx,
    (partner, talks): (PartnerId, &[Talk]),
    most: usize,
    pen: &Pen<'_>,
) -> Result<(Vec<u8>, (usize, usize)), Error> {
    let mut file = table();
    let heads = ["at", "channel", "customer", "author", "text", "delivery"];
    let heads = heads.map(|head| pen.t(&format!("csv-{head}")));
    file.write_record(&heads).map_err(anyhow::Error::from)?;
    let (mut told, mut left) = (0, most);
    for talk in talks {
        let mut before = None;
        told += usize::from(left > 0);
        while left > 0 {
            let place = (before, PAGE.min(i64::try_from(left).unwrap_or(PAGE)));
            let lines = chat::lines(&mut *tx, partner, talk.id, place).await?;
            let Some(first) = lines.first() else { break };
            before = Some(first.id);
            left = left.saturating_sub(lines.len());
            for line in lines.iter().rev() {
                let cells = cells(talk, line, pen);
                file.write_record(cells).map_err(anyhow::Error::from)?;
            }
        }
    }
    Ok((bytes_of(file)?, (told, most - left)))
}

/// The file on its way into a chat.
pub(crate) fn document(
    chat: i64,
    bytes: Vec<u8>,
    caption_html: Option<String>,
    pen: &Pen<'_>,
) -> Outgoing {
    Outgoing::Document {
        chat,
        file_name: pen.t("csv-file-name"),
        media_type: "text/csv".to_owned(),
        bytes,
        caption_html,
        keyboard: Keyboard::None,
        aside: Aside::default(),
    }
}

/// A file of rows that opens in Excel.
pub(crate) fn table() -> csv::Writer<Vec<u8>> {
    // Without the mark Excel takes it for one in the machine's own letters.
    let mark = "\u{feff}".as_bytes().to_vec();
    csv::WriterBuilder::new().delimiter(b';').from_writer(mark)
}

/// The bytes of a file of rows.
pub(super) fn bytes_of(table: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, Error> {
    let bytes = table.into_inner();
    bytes.map_err(|error| anyhow::Error::from(error.into_error()).into())
}

async fn talks(tx: &mut Tx, job: &MakeCsv) -> Result<Vec<Talk>, Stop> {
    if let Some(id) = job.conversation {
        let one = chat::conversation(&mut *tx, job.partner, id).await?;
        return Ok(vec![Talk {
            id,
            channel: one.channel,
            customer: one.customer,
            mode: one.mode,
            last_at: one.created_at,
        }]);
    }
    let all = chat::talks(tx, job.partner, &job.wanted(), (0, MOST_ROWS)).await?;
    Ok(all.0)
}

fn cells(talk: &Talk, line: &Line, pen: &Pen<'_>) -> [String; 6] {
    let text = match phrase(line, pen) {
        Some(html) => plain(&html),
        None if line.text.is_empty() => line.kind.sign().to_owned(),
        None => line.text.clone(),
    };
    [
        moment(line.created_at.0),
        talk.channel.name().to_owned(),
        harmless(&talk.customer),
        pen.t(&format!("csv-author-{}", line.author.name())),
        harmless(&text),
        line.delivery.clone().unwrap_or_default(),
    ]
}
