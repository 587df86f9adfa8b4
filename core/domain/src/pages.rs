//! Sentences of the few web pages, which the edges speak through the locales.

use scx_jobs::Cx;
use scx_kit::Language;

/// Renders a text for a page; a service.
pub trait Pages: Send + Sync {
    /// A text in a language.
    fn text(&self, cx: &Cx, language: Language, key: &str) -> String;
}
