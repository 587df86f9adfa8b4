//! Packing everything we hold about a partner.

use scx_jobs::{Attempt, Cx, Job, Key, Lane, Priority, Run, Stop, enqueue};
use scx_store::{Export as Kept, Record, Value};
use serde::{Deserialize, Serialize};

use super::pack::Archive;
use super::{CARD, ExportId, Hand, State, sql, write};
use crate::accounts::PartnerId;
use crate::{Error, Holdings, blobs, knowledge, notify};

/// A file of rows is closed at this size: one page of rows is held besides.
const FILE_BYTES: usize = 4 << 20;

/// Packs one export.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Make {
    /// Whose it is.
    pub partner: PartnerId,
    /// Which one.
    pub export: ExportId,
}

impl Job for Make {
    const NAME: &'static str = "export.make";
    const LANE: Lane = Lane::Media;
    const PRIORITY: Priority = Priority::Low;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.export.to_string()))
    }
}

impl Run for Make {
    async fn run(&self, cx: &Cx, attempt: Attempt) -> Result<(), Stop> {
        let Err(fault) = self.pack(cx).await else {
            return Ok(());
        };
        if attempt.is_last {
            let mut tx = cx.db.begin().await?;
            let (from, to) = (State::Making, State::Failed);
            sql::move_on(&mut tx, self.partner, self.export, from, to).await?;
            notify::redraw(&mut tx, self.partner, CARD, &self.export.to_string()).await?;
            tx.commit().await?;
        }
        Err(fault.into())
    }
}

impl Make {
    async fn pack(&self, cx: &Cx) -> Result<(), Error> {
        let export = sql::by_id(&cx.db, self.partner, self.export).await?;
        if export.state != State::Making {
            return Ok(());
        }
        let mut packing = Packing {
            cx,
            job: self,
            archive: Archive::new(),
            parts: 0,
            bytes: 0,
        };
        for holding in &cx.service::<Holdings>().0 {
            if let Kept::Rows {
                name,
                page,
                is_table,
            } = holding.export
            {
                packing.rows(name, page, is_table).await?;
            }
        }
        packing.files().await?;
        packing.close().await?;
        let (parts, bytes) = (packing.parts, packing.bytes);
        let mut tx = cx.db.begin().await?;
        sql::drop_parts(&mut tx, self.partner, self.export, parts).await?;
        sql::packed(&mut tx, self.partner, self.export, bytes).await?;
        let (from, to) = (State::Making, State::Ready);
        if sql::move_on(&mut tx, self.partner, self.export, from, to).await? {
            let hand = Hand {
                partner: self.partner,
                export: self.export,
            };
            enqueue(&mut tx, &hand).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// The archives of an export while they are written.
struct Packing<'a> {
    cx: &'a Cx,
    job: &'a Make,
    archive: Archive,
    /// Archives that are closed.
    parts: i64,
    /// Their size.
    bytes: i64,
}

impl Packing<'_> {
    /// Writes the rows of a table, page by page.
    async fn rows(&mut self, name: &str, page: &'static str, is_table: bool) -> Result<(), Error> {
        let mut rows = Rows::default();
        let mut after = (i64::MIN, String::new());
        loop {
            let from = (after.0, after.1.as_str());
            let records = sql::page(&self.cx.db, page, self.job.partner, from).await?;
            let Some(last) = records.last() else { break };
            after = place(last)?;
            for record in &records {
                rows.add(record, is_table)?;
                if rows.json.len() >= FILE_BYTES {
                    let full = std::mem::take(&mut rows);
                    let number = full.number + 1;
                    self.rows_file(name, full, true).await?;
                    rows.number = number;
                }
            }
        }
        if rows.json.is_empty() && rows.number > 0 {
            return Ok(());
        }
        let is_one_of_many = rows.number > 0;
        self.rows_file(name, rows, is_one_of_many).await
    }

    async fn rows_file(
        &mut self,
        name: &str,
        rows: Rows,
        is_one_of_many: bool,
    ) -> Result<(), Error> {
        let name = match is_one_of_many {
            true => format!("{name}-{}", rows.number + 1),
            false => name.to_owned(),
        };
        let json = format!("[\n{}\n]\n", rows.json);
        self.file(format!("{name}.json"), json.into_bytes()).await?;
        if let Some(table) = rows.table {
            let bytes = table.into_inner().map_err(|error| {
                anyhow::anyhow!("a table in memory is not flushed: {}", error.error())
            })?;
            self.file(format!("{name}.csv"), bytes).await?;
        }
        Ok(())
    }

    /// The files as they were sent.
    async fn files(&mut self) -> Result<(), Error> {
        let files = knowledge::files(&self.cx.db, self.job.partner).await?;
        for (place, (_, name, blob)) in files.into_iter().enumerate() {
            let bytes = blobs::load(self.cx, self.job.partner, blob).await?;
            let name = write::file_name(&name);
            self.file(format!("files/{}-{name}", place + 1), bytes)
                .await?;
        }
        Ok(())
    }

    async fn file(&mut self, name: String, bytes: Vec<u8>) -> Result<(), Error> {
        if !self.archive.has_place_for(bytes.len()) {
            self.close().await?;
        }
        let archive = std::mem::replace(&mut self.archive, Archive::new());
        self.archive = archive.add(name, bytes).await?;
        Ok(())
    }

    /// Closes the archive and puts it among the blobs.
    async fn close(&mut self) -> Result<(), Error> {
        if self.archive.is_empty() {
            return Ok(());
        }
        let archive = std::mem::replace(&mut self.archive, Archive::new());
        // Makes every archive one of a kind: equal bytes share one blob, and
        // this one is dropped when its export is forgotten.
        let about = write::about(
            &self.job.export.to_string(),
            self.parts,
            self.cx.clock.now(),
        );
        let archive = archive
            .add("about.json".to_owned(), about.into_bytes())
            .await?;
        let bytes = archive.finish()?;
        let blob = blobs::store(self.cx, self.job.partner, &bytes).await?;
        let mut tx = self.cx.db.begin().await?;
        let part = (self.parts, blob.id);
        sql::add_part(&mut tx, self.job.partner, self.job.export, part).await?;
        tx.commit().await?;
        self.parts += 1;
        self.bytes += blob.bytes;
        Ok(())
    }
}

/// The rows of a file while they are gathered.
#[derive(Default)]
struct Rows {
    json: String,
    table: Option<csv::Writer<Vec<u8>>>,
    /// Files of the same rows before this one.
    number: usize,
}

impl Rows {
    fn add(&mut self, record: &Record, is_table: bool) -> Result<(), Error> {
        if !self.json.is_empty() {
            self.json.push_str(",\n");
        }
        self.json.push_str(&write::json(record).to_string());
        if !is_table {
            return Ok(());
        }
        let table = match &mut self.table {
            Some(table) => table,
            none => {
                // The mark tells Excel that the text is UTF-8.
                let mut table = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
                table
                    .write_record(write::head(record))
                    .map_err(anyhow::Error::from)?;
                none.insert(table)
            }
        };
        table
            .write_record(write::cells(record))
            .map_err(anyhow::Error::from)?;
        Ok(())
    }
}

/// The moment and the text that order the rows of a page.
fn place(record: &Record) -> Result<(i64, String), Error> {
    match record.0.as_slice() {
        [
            (_, Value::Int(Some(moment))),
            (_, Value::Text(Some(key))),
            ..,
        ] => Ok((*moment, key.clone())),
        _ => Err(anyhow::anyhow!("a page does not begin with a moment and a text").into()),
    }
}
