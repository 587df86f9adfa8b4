//! The elements of a part that matter to its text.

use super::math::{self, MathElement};
use super::xml::{Space, Tag};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Paragraph,
    /// A paragraph of a drawing, which flows apart from the text around it.
    DrawnParagraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Text,
    /// The code of a field.
    Code,
    TextBox,
    /// What is drawn: a picture, a shape.
    Drawing,
    /// A drawn list or scheme, whose words stand in a part of their own.
    Diagram,
    Table,
    Row,
    RowProperties,
    Cell,
    Link,
    SimpleField,
    /// A footnote or an endnote.
    Note,
    Section,
    /// The same in several forms, of which the first is read.
    Alternatives,
    Alternative,
    Math(MathElement),
    /// Deleted text, text moved elsewhere, properties of before a change.
    Hidden,
    Other,
}

pub(super) fn element(tag: &Tag<'_>) -> Element {
    match tag.space {
        Space::Word => in_word(tag.name()),
        Space::Drawing => in_drawing(tag.name()),
        Space::Math => in_math(tag.name()),
        Space::Other => in_others(tag.name()),
    }
}

fn in_word(name: &str) -> Element {
    match name {
        "p" => Element::Paragraph,
        "pPr" => Element::ParagraphProperties,
        "r" => Element::Run,
        "rPr" => Element::RunProperties,
        "t" => Element::Text,
        "instrText" => Element::Code,
        "txbxContent" => Element::TextBox,
        "drawing" | "pict" | "object" => Element::Drawing,
        "tbl" => Element::Table,
        "tr" => Element::Row,
        "trPr" => Element::RowProperties,
        "tc" => Element::Cell,
        "hyperlink" => Element::Link,
        "fldSimple" => Element::SimpleField,
        "footnote" | "endnote" => Element::Note,
        "sectPr" => Element::Section,
        "del" | "moveFrom" => Element::Hidden,
        // What tracked changes remember is not so any more.
        _ if name.ends_with("PrChange") || name.ends_with("PrExChange") => Element::Hidden,
        "tblGridChange" | "numberingChange" => Element::Hidden,
        _ => in_others(name),
    }
}

fn in_drawing(name: &str) -> Element {
    match name {
        "p" => Element::DrawnParagraph,
        "r" => Element::Run,
        "t" => Element::Text,
        "tbl" => Element::Table,
        "tr" => Element::Row,
        "tc" => Element::Cell,
        _ => Element::Other,
    }
}

fn in_math(name: &str) -> Element {
    match name {
        "r" => Element::Run,
        "t" => Element::Text,
        _ => math::element(name).map_or(Element::Other, Element::Math),
    }
}

fn in_others(name: &str) -> Element {
    match name {
        "AlternateContent" => Element::Alternatives,
        "Choice" | "Fallback" => Element::Alternative,
        "relIds" => Element::Diagram,
        _ => Element::Other,
    }
}
