//! What a file is and what reading it gives.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A PDF with text in it.
    Pdf,
    /// A Word document (Office Open XML).
    Docx,
    /// An Excel workbook (Office Open XML).
    Xlsx,
    /// A table as text: comma, semicolon, tab or bar between the cells.
    Csv,
    /// Plain text.
    Txt,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Docx, Self::Xlsx, Self::Csv, Self::Txt];

    /// The stable word for this kind, which is also its file name extension.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Txt => "txt",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        let mut known = Self::ALL.into_iter();
        known.find(|k| k.as_str() == word).ok_or(UnknownKind)
    }
}

/// A word that names no kind.
#[derive(Debug, thiserror::Error)]
#[error("not a kind of file")]
pub struct UnknownKind;

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What the file was.
    pub kind: Kind,
    /// The cleaned text: NFC, `\n` line ends, one row of a table per line.
    pub text: String,
    /// How many pages it has, where the format has pages.
    pub pages: Option<u32>,
    /// At which character of `text` each page begins, where it has pages.
    #[serde(default)]
    pub page_starts: Vec<u32>,
    /// Length of `text` in characters.
    pub chars: u32,
    /// What a person should know before relying on the text.
    pub warnings: Vec<Warning>,
}

impl Document {
    /// The page, counted from 1, that the character at `offset` stands on.
    pub fn page_at(&self, offset: usize) -> Option<u32> {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        let pages = self.page_starts.partition_point(|start| *start <= offset);
        u32::try_from(pages).ok().filter(|page| *page > 0)
    }
}

/// How far the reading of a long file has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Pages that are read.
    pub done: u32,
    /// Pages of the file.
    pub pages: u32,
}

/// A doubt about a text that was read nevertheless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Much of the text is not words but the wreck of a wrong encoding or font.
    Garbled {
        /// How much of it.
        share_percent: u8,
    },
    /// Question marks stand where letters were: the encoding of the file
    /// cannot hold some letters of Uzbek.
    MissingUzbekLetters,
    /// The file holds more text than is kept; the end is missing.
    Truncated,
    /// Lines that give orders to a language model instead of informing a reader.
    HiddenInstructions,
    /// Some pages could not be read and are missing.
    UnreadPages {
        /// How many of them.
        pages: u32,
    },
    /// Some pages are pictures with no text to speak of.
    PicturePages {
        /// How many of them.
        pages: u32,
    },
}
