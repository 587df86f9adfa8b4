//! What was typed into the fields of a form and drawn by no one yet.
//!
//! Some programs write only the value of a field and leave the drawing to the
//! reader (`NeedAppearances`, ISO 32000-2, 12.7.3).

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object as Value, Rect};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Point};
use pdf_extract::{Object, StringFormat, decode_text_string};

use super::ink::{Ink, Letter};

/// Writes the values of fields without an appearance where they belong.
pub(super) fn write_values(page: &Page<'_>, transform: Affine, ink: &mut Ink) {
    const HIDDEN: u32 = 1 << 1;
    let Some(notes) = page.raw().get::<Array<'_>>(b"Annots") else {
        return;
    };
    for field in notes.iter::<Dict<'_>>() {
        let is_field = field
            .get::<Name<'_>>(b"Subtype")
            .is_some_and(|name| name.as_str() == "Widget");
        let is_hidden = field
            .get::<u32>(b"F")
            .is_some_and(|flags| flags & HIDDEN != 0);
        if !is_field || is_hidden || field.contains_key(b"AP") {
            continue;
        }
        if let (Some(value), Some(place)) = (value_of(&field), field.get::<Rect>(b"Rect")) {
            write(&value, place, transform, ink);
        }
    }
}

/// The text of a text field or a choice, its own or that of its parent.
fn value_of(field: &Dict<'_>) -> Option<String> {
    const MOST_PARENTS: usize = 8;
    const PASSWORD: u32 = 1 << 13;
    let mut at = field.clone();
    let mut kind = None;
    for _ in 0..MOST_PARENTS {
        kind = kind.or_else(|| {
            at.get::<Name<'_>>(b"FT")
                .map(|name| name.as_str().to_owned())
        });
        if at
            .get::<u32>(b"Ff")
            .is_some_and(|flags| flags & PASSWORD != 0)
        {
            return None;
        }
        if let Some(value) = at.get::<Value<'_>>(b"V") {
            let kind = kind.or_else(|| {
                let parent = at.get::<Dict<'_>>(b"Parent")?;
                Some(parent.get::<Name<'_>>(b"FT")?.as_str().to_owned())
            });
            return match kind.as_deref() {
                Some("Tx" | "Ch") => text_of(value),
                _ => None,
            };
        }
        at = at.get::<Dict<'_>>(b"Parent")?;
    }
    None
}

fn text_of(value: Value<'_>) -> Option<String> {
    match value {
        Value::String(text) => {
            let text = Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
            decode_text_string(&text).ok()
        }
        Value::Array(chosen) => {
            let chosen = chosen.iter::<Value<'_>>().filter_map(|one| match one {
                Value::String(_) => text_of(one),
                _ => None,
            });
            Some(chosen.collect::<Vec<_>>().join(", "))
        }
        _ => None,
    }
}

fn write(value: &str, place: Rect, transform: Affine, ink: &mut Ink) {
    const LARGEST: f64 = 10.0;
    let corners = [
        transform * Point::new(place.x0, place.y0),
        transform * Point::new(place.x1, place.y1),
    ];
    let left = corners[0].x.min(corners[1].x);
    let width = (corners[0].x - corners[1].x).abs();
    let top = corners[0].y.min(corners[1].y);
    let height = (corners[0].y - corners[1].y).abs();
    let lines: Vec<&str> = value
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let count = lines.len().max(1) as f64;
    let room = height / count;
    let size = (room * 0.6).clamp(1.0, LARGEST);
    for (at, line) in lines.iter().enumerate() {
        let letters = line.chars().count().max(1) as f64;
        let step = (width / letters).min(size * 0.5);
        let y = top + room * at as f64 + room / 2.0 + size * 0.28;
        for (place, c) in line.chars().enumerate() {
            let x0 = left + step * place as f64;
            ink.letters.push(Letter {
                c,
                x0: x0 as f32,
                x1: (x0 + step) as f32,
                y: y as f32,
                size: size as f32,
                turn: 0,
                string: u32::MAX,
            });
        }
    }
}
