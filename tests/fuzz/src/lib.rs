#![doc = include_str!("../README.md")]

mod answers;
mod buttons;
mod facts;
mod files;
mod input;
mod language;
mod letters;
mod meta;
mod payments;
mod replies;
pub mod seeds;
mod settings;
mod typed;
mod updates;

pub use answers::{bot_answer, model_answer};
pub use buttons::button;
pub use facts::facts;
pub use files::{csv, docx, file, pdf, txt, workbook};
pub use language::language;
pub use letters::letter;
pub use meta::meta;
pub use payments::{click, payme, paynet, stripe, uzum};
pub use replies::{catalog, reply};
pub use settings::{caller, config};
pub use typed::typed;
pub use updates::update;

/// A fuzz target: its name, and what must hold for any bytes. It panics
/// where that does not hold.
pub type Target = (&'static str, fn(&[u8]));

/// Every target. A bin in `engine/targets` and a folder in `corpus` have the same name.
pub const TARGETS: [Target; 24] = [
    ("bot_answer", bot_answer),
    ("button", button),
    ("caller", caller),
    ("catalog", catalog),
    ("click", click),
    ("config", config),
    ("csv", csv),
    ("docx", docx),
    ("facts", facts),
    ("file", file),
    ("language", language),
    ("letter", letter),
    ("meta", meta),
    ("model_answer", model_answer),
    ("payme", payme),
    ("paynet", paynet),
    ("pdf", pdf),
    ("reply", reply),
    ("stripe", stripe),
    ("txt", txt),
    ("typed", typed),
    ("update", update),
    ("uzum", uzum),
    ("workbook", workbook),
];
