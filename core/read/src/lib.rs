#![doc = include_str!("../README.md")]

pub mod child;
mod delimited;
mod document;
mod docx;
mod error;
mod extract;
mod limits;
#[cfg(feature = "measure")]
pub mod measure;
mod pdf;
mod plain;
mod reader;
mod rows;
#[cfg(feature = "samples")]
pub mod samples;
mod sniff;
pub mod template;
mod text;
mod workbook;

pub use document::{Document, Kind, Progress, Warning};
pub use error::{Error, Fault, Refusal};
pub use extract::extract;
pub use limits::Limits;
pub use reader::Reader;
pub use sniff::sniff;
