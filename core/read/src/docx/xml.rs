//! XML as a stream of events that a part of a document is read from.

use std::io::{BufRead, ErrorKind};

use quick_xml::XmlVersion;
use quick_xml::errors::Error as XmlError;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use crate::Refusal;

/// What is told about the elements and texts of a part, in their order.
pub(super) trait Visit {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Refusal>;
    fn end(&mut self) -> Result<(), Refusal>;
    fn text(&mut self, _text: &str) -> Result<(), Refusal> {
        Ok(())
    }
}

/// Whose word the name of an element is: `p`, `r` and `t` are of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// WordprocessingML; also what has no namespace.
    Word,
    /// DrawingML.
    Drawing,
    /// Equations.
    Math,
    Other,
}

/// The start of an element.
pub(super) struct Tag<'a> {
    pub space: Space,
    start: &'a BytesStart<'a>,
}

impl Tag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The value of an attribute, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes().flatten();
        let found = attributes.find(|one| one.key.local_name().into_inner() == name)?;
        let value = found.normalized_value(XmlVersion::Explicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// The `w:val`, which most elements have.
    pub fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    pub fn number<N: std::str::FromStr>(&self) -> Option<N> {
        self.value()?.trim().parse().ok()
    }

    /// A switch is on unless its value says otherwise.
    pub fn is_on(&self) -> bool {
        let value = self.value();
        value.is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
    }
}

/// Reads a part to its end.
pub(super) fn walk(
    xml: impl BufRead,
    most_depth: u32,
    visitor: &mut impl Visit,
) -> Result<(), Refusal> {
    let mut reader = NsReader::from_reader(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut depth = 0_u32;
    loop {
        buffer.clear();
        let (space, event) = reader
            .read_resolved_event_into(&mut buffer)
            .map_err(refusal)?;
        match event {
            Event::Start(start) => {
                if depth >= most_depth {
                    return Err(Refusal::TooComplex);
                }
                depth += 1;
                visitor.start(&Tag {
                    space: space_of(&space),
                    start: &start,
                })?;
            }
            Event::End(_) => {
                depth = depth.checked_sub(1).ok_or(Refusal::Corrupt)?;
                visitor.end()?;
            }
            Event::Text(text) => visitor.text(&text.xml10_content())?,
            Event::CData(text) => visitor.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => refer(&reference, visitor)?,
            Event::Eof => break,
            // Entities of one's own are the classic bomb, and Word has none.
            Event::DocType(_) => return Err(Refusal::Corrupt),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if depth > 0 {
        return Err(Refusal::Corrupt);
    }
    Ok(())
}

fn refer(reference: &BytesRef<'_>, visitor: &mut impl Visit) -> Result<(), Refusal> {
    if let Some(c) = reference.resolve_char_ref().map_err(|_| Refusal::Corrupt)? {
        return visitor.text(c.encode_utf8(&mut [0; 4]));
    }
    match resolve_predefined_entity(reference) {
        Some(text) => visitor.text(text),
        None => Ok(()),
    }
}

/// Each has a second name in the strict form of the format.
fn space_of(space: &ResolveResult<'_>) -> Space {
    let ResolveResult::Bound(Namespace(uri)) = space else {
        return Space::Word;
    };
    match *uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/drawingml/2006/main"
        | "http://purl.oclc.org/ooxml/drawingml/main" => Space::Drawing,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
        _ => Space::Other,
    }
}

fn refusal(error: XmlError) -> Refusal {
    match error {
        XmlError::Io(io) if io.kind() == ErrorKind::FileTooLarge => Refusal::TooComplex,
        _ => Refusal::Corrupt,
    }
}

/// The names of the open elements, for parts that are small.
#[derive(Default)]
pub(super) struct Path(Vec<String>);

impl Path {
    pub fn open(&mut self, tag: &Tag<'_>) {
        self.0.push(tag.name().to_owned());
    }

    pub fn close(&mut self) -> Option<String> {
        self.0.pop()
    }

    /// Whether the innermost open elements have these names.
    pub fn ends_with(&self, names: &[&str]) -> bool {
        let open = self.0.iter().rev().map(String::as_str);
        self.0.len() >= names.len() && open.zip(names.iter().rev()).all(|(a, b)| a == *b)
    }
}
