//! How much a file may cost.

use serde::{Deserialize, Serialize};

use crate::Kind;

const MIB: u64 = 1024 * 1024;

/// How much a file may cost to read. The defaults suit production.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file itself.
    pub file_bytes: u64,
    /// Size of the text taken from it.
    pub text_bytes: u64,
    /// Address space of the child process.
    pub memory_bytes: u64,
    /// Processor time of the child process for a PDF, which tells its progress.
    pub pdf_cpu_seconds: u64,
    /// Processor time of the child process for everything else.
    pub cpu_seconds: u64,
    /// How long a page of a PDF may take before the other library has a try.
    pub page_seconds: u64,
    /// How long a page may take the other library before the file is refused.
    pub second_page_seconds: u64,
    /// Stack of the thread that reads.
    pub stack_bytes: u64,
    /// What all compressed parts of a file may unpack to together.
    pub inflated_bytes: u64,
    /// What one compressed part may unpack to.
    pub part_bytes: u64,
    /// Parts of an archive.
    pub parts: u64,
    /// Pages of a PDF.
    pub pages: u32,
    /// Elements inside elements.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 * MIB,
            text_bytes: 20 * MIB,
            memory_bytes: 512 * MIB,
            pdf_cpu_seconds: 60,
            cpu_seconds: 10,
            page_seconds: 7,
            second_page_seconds: 2,
            stack_bytes: 64 * MIB,
            inflated_bytes: 256 * MIB,
            part_bytes: 96 * MIB,
            parts: 5_000,
            pages: 3_000,
            depth: 256,
        }
    }
}

impl Limits {
    /// Processor time of the child process that reads a file of this kind.
    pub fn cpu_seconds_for(&self, kind: Kind) -> u64 {
        match kind {
            Kind::Pdf => self.pdf_cpu_seconds,
            Kind::Docx | Kind::Xlsx | Kind::Csv | Kind::Txt => self.cpu_seconds,
        }
    }

    /// Length of the longest answer a child process may give. In JSON a
    /// character of a cleaned text takes at most twice its bytes.
    pub fn answer_bytes(&self) -> u64 {
        self.text_bytes.saturating_mul(2).saturating_add(64 * 1024)
    }

    /// The kept length of a text, as a length in memory.
    pub(crate) fn text_len(&self) -> usize {
        usize::try_from(self.text_bytes).unwrap_or(usize::MAX)
    }
}
