//! Sections of a document, and which headers and footers they show.

use std::collections::BTreeMap;

use super::package::Relations;
use super::xml::{Tag, Visit};
use crate::Refusal;

/// What a section says about its headers and footers.
#[derive(Default)]
pub(super) struct Section {
    has_first_page: bool,
    /// Marks of parts, by the place where they are shown.
    marks: BTreeMap<Place, String>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    is_footer: bool,
    pages: Pages,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pages {
    First,
    Usual,
    Even,
}

impl Section {
    /// Takes what an element inside the section says.
    pub fn note(&mut self, tag: &Tag<'_>) {
        let is_footer = match tag.name() {
            "titlePg" => {
                self.has_first_page = tag.is_on();
                return;
            }
            "headerReference" => false,
            "footerReference" => true,
            _ => return,
        };
        let pages = match tag.attribute("type").as_deref() {
            Some("first") => Pages::First,
            Some("even") => Pages::Even,
            _ => Pages::Usual,
        };
        if let Some(mark) = tag.attribute("id") {
            self.marks.insert(Place { is_footer, pages }, mark);
        }
    }
}

/// The parts of headers and footers that are shown, in their order.
pub(super) struct Running {
    pub headers: Vec<String>,
    pub footers: Vec<String>,
}

impl Running {
    /// A section without a header of its own has that of the one before.
    pub fn of(sections: &[Section], settings: &Settings, relations: &Relations) -> Self {
        let mut shown = [Vec::new(), Vec::new()];
        let mut marks: BTreeMap<&Place, &String> = BTreeMap::new();
        for section in sections {
            marks.extend(&section.marks);
            for (place, mark) in &marks {
                let is_shown = match place.pages {
                    Pages::First => section.has_first_page,
                    Pages::Even => settings.are_even_pages_apart,
                    Pages::Usual => true,
                };
                let parts = &mut shown[usize::from(place.is_footer)];
                if let Some(part) = relations.part(mark).filter(|_| is_shown)
                    && !parts.iter().any(|one| one == part)
                {
                    parts.push(part.to_owned());
                }
            }
        }
        let [headers, footers] = shown;
        Self { headers, footers }
    }
}

/// The settings of a document that matter to its text.
#[derive(Default)]
pub(super) struct Settings {
    are_even_pages_apart: bool,
}

impl Visit for Settings {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        if tag.name() == "evenAndOddHeaders" {
            self.are_even_pages_apart = tag.is_on();
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        Ok(())
    }
}
