#![doc = include_str!("../README.md")]

pub mod courtesy;
#[cfg(test)]
mod dev_set;
pub mod fold;
mod hash;
pub mod identify;
pub mod letters;
pub mod passages;
mod script;
pub mod search;
pub mod stem;
pub mod sticky;
pub mod translit;
mod uzbek;

pub use courtesy::{Courtesy, courtesy};
pub use fold::{Folded, fold, fold_mapped};
pub use identify::{Label, Verdict, identify};
pub use letters::unknown_share;
pub use passages::{Passage, split};
pub use search::{Hit, Index, fused};
pub use stem::stem;
pub use sticky::{Decision, Evidence, Sticky, decide};
pub use translit::{to_cyrillic, to_cyrillic_ftl, to_latin};
