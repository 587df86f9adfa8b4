//! Files into archives of a bounded size.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::Error;

/// An archive is closed before it grows beyond this; a messenger takes 50 MB,
/// and the process holds one archive in memory while it packs or sends.
const MOST_BYTES: usize = 20 << 20;

/// An archive in the making.
pub(super) struct Archive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    /// What its files were before they were packed.
    unpacked: usize,
}

impl Archive {
    pub(super) fn new() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            unpacked: 0,
        }
    }

    /// Whether a further file of this size still has a place. Sizes are taken
    /// as they are before packing: a file that does not shrink fits too.
    pub(super) fn has_place_for(&self, bytes: usize) -> bool {
        self.unpacked == 0 || self.unpacked + bytes <= MOST_BYTES
    }

    pub(super) fn is_empty(&self) -> bool {
        self.unpacked == 0
    }

    /// Packs a file, on a thread of its own: it computes for long.
    pub(super) async fn add(mut self, name: String, bytes: Vec<u8>) -> Result<Self, Error> {
        let pack = move || {
            self.zip.start_file(name, SimpleFileOptions::default())?;
            self.zip.write_all(&bytes)?;
            self.unpacked += bytes.len().max(1);
            Ok::<_, anyhow::Error>(self)
        };
        let packed = tokio::task::spawn_blocking(pack).await;
        Ok(packed.map_err(anyhow::Error::from)??)
    }

    /// The whole archive.
    pub(super) fn finish(self) -> Result<Vec<u8>, Error> {
        let done = self.zip.finish().map_err(anyhow::Error::from)?;
        Ok(done.into_inner())
    }
}
