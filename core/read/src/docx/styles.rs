//! What the styles of a document say about its text: headings, lists, and
//! what is hidden.

use std::collections::BTreeMap;

use super::xml::{Path, Space, Tag, Visit};
use crate::Refusal;

const MOST_STYLES: usize = 20_000;
/// A style based on a style based on itself goes on for ever.
const MOST_ANCESTORS: usize = 32;

/// The styles by their marks.
#[derive(Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    are_runs_hidden: bool,
    path: Path,
    open: Option<(String, Style)>,
}

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    /// From 1: what its name says.
    heading: Option<u8>,
    /// From 1: what it says itself; 10 is the body.
    outline: Option<u8>,
    is_hidden: Option<bool>,
    list: Option<String>,
    list_level: Option<usize>,
}

impl Styles {
    /// The level, from 1, of headings in a style of paragraphs.
    pub fn heading(&self, style: Option<&str>) -> Option<u8> {
        let level = |style: &Style| style.outline.or(style.heading);
        match self.find(style, level) {
            Some(level) => (level < BODY_LEVEL).then_some(level),
            // Without a list of styles the marks of the built-in ones tell.
            None => style
                .filter(|id| !self.by_id.contains_key(*id))
                .and_then(built_in_heading),
        }
    }

    /// The list and the level that a style of paragraphs puts them into.
    pub fn list(&self, style: Option<&str>) -> (Option<&str>, Option<usize>) {
        (
            self.find(style, |style| style.list.as_deref()),
            self.find(style, |style| style.list_level),
        )
    }

    /// Whether a run is hidden by a style. The switch of the style of letters
    /// turns that of the paragraph round, as Word has it.
    pub fn hides(&self, paragraph: Option<&str>, run: Option<&str>) -> bool {
        let hides = |style| self.find(style, |style| style.is_hidden).unwrap_or(false);
        let by_run = run.is_some_and(|run| hides(Some(run)));
        self.are_runs_hidden || hides(paragraph) != by_run
    }

    /// What the style, or the nearest it is based on, says.
    fn find<'a, T>(
        &'a self,
        style: Option<&str>,
        says: impl Fn(&'a Style) -> Option<T>,
    ) -> Option<T> {
        let mut id = style.or(self.usual.as_deref());
        for _ in 0..MOST_ANCESTORS {
            let style = self.by_id.get(id?)?;
            if let Some(said) = says(style) {
                return Some(said);
            }
            id = style.based_on.as_deref();
        }
        None
    }

    fn note(&mut self, tag: &Tag<'_>) {
        let is_default = self.path.ends_with(&["rPrDefault", "rPr"]);
        if is_default && tag.name() == "vanish" {
            self.are_runs_hidden = tag.is_on();
        }
        let Some((_, style)) = &mut self.open else {
            return;
        };
        let is_in = |names: &[&str]| self.path.ends_with(names);
        match tag.name() {
            "name" if is_in(&["style"]) => {
                style.heading = tag.value().and_then(|name| named_heading(&name));
            }
            "basedOn" if is_in(&["style"]) => style.based_on = tag.value(),
            "outlineLvl" if is_in(&["style", "pPr"]) => {
                style.outline = tag.number::<u8>().map(|level| level.saturating_add(1));
            }
            "numId" if is_in(&["style", "pPr", "numPr"]) => style.list = tag.value(),
            "ilvl" if is_in(&["style", "pPr", "numPr"]) => style.list_level = tag.number(),
            "vanish" if is_in(&["style", "rPr"]) => style.is_hidden = Some(tag.is_on()),
            _ => {}
        }
    }
}

impl Visit for Styles {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        if tag.space == Space::Word {
            if tag.name() == "style" {
                let id = tag.attribute("styleId").unwrap_or_default();
                let is_default = matches!(tag.attribute("default").as_deref(), Some("1" | "true"));
                if is_default && tag.attribute("type").as_deref() == Some("paragraph") {
                    self.usual = Some(id.clone());
                }
                self.open = Some((id, Style::default()));
            } else {
                self.note(tag);
            }
        }
        self.path.open(tag);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        if self.path.close().as_deref() == Some("style")
            && let Some((id, style)) = self.open.take()
        {
            if self.by_id.len() >= MOST_STYLES {
                return Err(Refusal::TooComplex);
            }
            self.by_id.insert(id, style);
        }
        Ok(())
    }
}

/// The outline level that says "no heading".
pub(super) const BODY_LEVEL: u8 = 10;

/// Word writes the names of built-in styles in English everywhere.
fn named_heading(name: &str) -> Option<u8> {
    let name = name.split(',').next().unwrap_or(name).trim().to_lowercase();
    match name.as_str() {
        "title" => return Some(1),
        // Often based on the title, and no heading.
        "subtitle" => return Some(BODY_LEVEL),
        _ => {}
    }
    let level = name.strip_prefix("heading ")?.trim().parse().ok()?;
    (1..BODY_LEVEL).contains(&level).then_some(level)
}

/// Built-in styles are `Heading1` or, in Russian Word, just `1`.
fn built_in_heading(id: &str) -> Option<u8> {
    if id == "Title" {
        return Some(1);
    }
    let level = id.strip_prefix("Heading").unwrap_or(id).parse().ok()?;
    (1..BODY_LEVEL).contains(&level).then_some(level)
}
