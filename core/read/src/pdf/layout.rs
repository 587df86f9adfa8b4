//! The order in which a page is read.
//!
//! From top to bottom; where an empty band parts the page into columns, what
//! stands in them decides: prose is read column by column, a table row by row.

use super::grid::Grid;
use super::lines::{Line, Piece};
use super::paragraphs::{Paragraph, paragraphs};
use super::table;

/// Part of a page that takes its whole width.
pub(super) enum Strip {
    Line(Line),
    /// A table with drawn cells, read already.
    Table(Table),
}

/// The rows of a drawn table and where it stands.
pub(super) struct Table {
    pub x0: f32,
    pub x1: f32,
    pub top: f32,
    pub rows: Vec<String>,
}

impl Table {
    pub fn of(grid: &Grid, pieces: &mut Vec<Piece>) -> Option<Self> {
        let rows = grid.take_rows(pieces);
        (!rows.is_empty()).then_some(Self {
            x0: grid.x0,
            x1: grid.x1,
            top: grid.top(),
            rows,
        })
    }
}

impl Strip {
    fn y(&self) -> f32 {
        match self {
            Self::Line(line) => line.y(),
            Self::Table(table) => table.top,
        }
    }

    fn size(&self) -> f32 {
        match self {
            Self::Line(line) => line.size(),
            Self::Table(_) => 0.0,
        }
    }

    fn spans(&self) -> Vec<(f32, f32)> {
        match self {
            Self::Line(line) => {
                let pieces = line.pieces.iter();
                pieces.map(|piece| (piece.x0, piece.x1)).collect()
            }
            Self::Table(table) => vec![(table.x0, table.x1)],
        }
    }
}

/// Columns in columns are read so deep.
const DEEPEST: u8 = 3;

/// From top to bottom; frames side by side from left to right.
pub(super) fn sort(strips: &mut [Strip]) {
    const SAME: f32 = 3.0;
    let row = |strip: &Strip| (strip.y() / SAME).round();
    let left = |strip: &Strip| strip.spans().first().map_or(0.0, |span| span.0);
    strips.sort_by(|a, b| {
        let by_row = row(a).total_cmp(&row(b));
        by_row.then_with(|| left(a).total_cmp(&left(b)))
    });
}

/// The text of strips in the order of reading.
pub(super) fn read(mut strips: Vec<Strip>, depth: u8) -> Vec<Paragraph> {
    sort(&mut strips);
    let spans = strips.iter().flat_map(Strip::spans);
    let right = spans.map(|(_, x1)| x1).fold(f32::MIN, f32::max);
    let mut text = Vec::new();
    for run in runs(strips) {
        read_run(run, right, depth, &mut text);
    }
    text
}

fn read_run(run: Run, right: f32, depth: u8, text: &mut Vec<Paragraph>) {
    let columns = run.columns();
    if columns.len() < 2 {
        in_turn(run.strips, text, |lines| paragraphs(lines, right));
    } else if depth < DEEPEST && is_prose(&run, &columns) {
        let mut parts: Vec<Vec<Strip>> = columns.iter().map(|_| Vec::new()).collect();
        for strip in run.strips {
            part(strip, &columns, &mut parts);
        }
        for part in parts {
            text.extend(read(part, depth + 1));
        }
    } else {
        read_rows(run.strips, text);
    }
}

fn read_rows(strips: Vec<Strip>, text: &mut Vec<Paragraph>) {
    in_turn(strips, text, |lines| {
        let rows = table::rows(lines).into_iter();
        let rows = rows.enumerate().map(|(at, text)| Paragraph {
            text,
            is_apart: at == 0,
        });
        rows.collect()
    });
}

/// Lines read by `read`, and tables between them.
fn in_turn(
    strips: Vec<Strip>,
    text: &mut Vec<Paragraph>,
    read: impl Fn(&[Line]) -> Vec<Paragraph>,
) {
    let mut lines = Vec::new();
    for strip in strips {
        match strip {
            Strip::Line(line) => lines.push(line),
            Strip::Table(table) => {
                text.extend(read(&lines));
                lines.clear();
                let rows = table.rows.into_iter().enumerate();
                text.extend(rows.map(|(at, text)| Paragraph {
                    text,
                    is_apart: at == 0,
                }));
            }
        }
    }
    text.extend(read(&lines));
}

/// Gives each column its part of a strip.
fn part(strip: Strip, columns: &[(f32, f32)], parts: &mut [Vec<Strip>]) {
    match strip {
        Strip::Table(table) => {
            let x = (table.x0 + table.x1) / 2.0;
            let at = columns.partition_point(|column| column.1 < x);
            parts[at.min(columns.len() - 1)].push(Strip::Table(table));
        }
        Strip::Line(line) => {
            let mut own: Vec<Vec<Piece>> = columns.iter().map(|_| Vec::new()).collect();
            for piece in line.pieces {
                own[table::column_of(columns, &piece)].push(piece);
            }
            for (at, pieces) in own.into_iter().enumerate() {
                if !pieces.is_empty() {
                    parts[at].push(Strip::Line(Line { pieces }));
                }
            }
        }
    }
}

/// Strips one under another that leave the same bands of a page empty.
#[derive(Default)]
struct Run {
    strips: Vec<Strip>,
    ink: Vec<(f32, f32)>,
    size: f32,
}

/// A band of this many letter sizes may part columns.
const BAND: f32 = 0.9;

impl Run {
    fn columns(&self) -> Vec<(f32, f32)> {
        let least = self.size * BAND;
        let mut columns: Vec<(f32, f32)> = Vec::new();
        for (x0, x1) in &self.ink {
            match columns.last_mut() {
                Some(last) if *x0 - last.1 < least => last.1 = last.1.max(*x1),
                _ => columns.push((*x0, *x1)),
            }
        }
        columns
    }

    fn push(&mut self, strip: Strip) {
        self.ink = merged(&self.ink, &strip.spans());
        self.size = self.size.max(strip.size());
        self.strips.push(strip);
    }

    /// How many bands stay empty when these strips join.
    fn bands_with(&self, spans: &[(f32, f32)]) -> usize {
        let joined = Self {
            ink: merged(&self.ink, spans),
            size: self.size,
            strips: Vec::new(),
        };
        joined.columns().len().saturating_sub(1)
    }
}

fn merged(ink: &[(f32, f32)], more: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let mut all: Vec<(f32, f32)> = ink.iter().chain(more).copied().collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f32, f32)> = Vec::with_capacity(all.len());
    for (x0, x1) in all {
        match merged.last_mut() {
            Some(last) if x0 <= last.1 => last.1 = last.1.max(x1),
            _ => merged.push((x0, x1)),
        }
    }
    merged
}

/// Parts a page where columns begin or end.
fn runs(strips: Vec<Strip>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut run = Run::default();
    let mut strips = strips.into_iter().peekable();
    while let Some(strip) = strips.next() {
        let spans = strip.spans();
        let now = run.columns().len().saturating_sub(1);
        let then = run.bands_with(&spans);
        let alone = Run {
            size: strip.size().max(run.size),
            ..Run::default()
        };
        let own = alone.bands_with(&spans);
        let ends = if run.strips.is_empty() {
            false
        } else if now > 0 {
            then < now
        } else if own > 0 && then == 0 {
            // A wide blank in a line of prose is no column: the next line tells.
            let next = strips.peek().map(Strip::spans).unwrap_or_default();
            own > 1 || alone.bands_with(&merged(&spans, &next)) > 0
        } else {
            // A line beside nothing: columns begin where two stand side by side.
            now == 0 && then > 0
        };
        if ends {
            runs.push(std::mem::take(&mut run));
        }
        run.push(strip);
    }
    runs.push(run);
    runs
}

/// Whether columns hold running text, each of its own.
fn is_prose(run: &Run, columns: &[(f32, f32)]) -> bool {
    const MOST_COLUMNS: usize = 4;
    const FEWEST_LINES: usize = 4;
    if columns.len() > MOST_COLUMNS {
        return false;
    }
    let mut lines: Vec<Vec<&Piece>> = columns.iter().map(|_| Vec::new()).collect();
    for strip in &run.strips {
        let Strip::Line(line) = strip else { continue };
        for piece in &line.pieces {
            lines[table::column_of(columns, piece)].push(piece);
        }
    }
    let full = lines.iter().zip(columns).filter(|(pieces, column)| {
        let width = column.1 - column.0;
        let wide = pieces.iter().filter(|piece| {
            let words = piece.text.split_whitespace().count();
            piece.x1 - piece.x0 > width * 0.7 && words >= 3 && !table::is_number(&piece.text)
        });
        pieces.len() >= FEWEST_LINES && wide.count() * 2 >= pieces.len()
    });
    let full = full.count();
    full >= 2 && full + 1 >= columns.len() && !starts_agree(&lines)
}

/// Whether the paragraphs of all columns begin at the same heights, which is
/// how the rows of a table with long cells look.
fn starts_agree(columns: &[Vec<&Piece>]) -> bool {
    const FEWEST: usize = 3;
    let starts: Vec<Vec<f32>> = columns.iter().map(|pieces| starts(pieces)).collect();
    let Some(fewest) = starts.iter().min_by_key(|starts| starts.len()) else {
        return false;
    };
    let shared = fewest.iter().filter(|y| {
        let meets = |other: &Vec<f32>| other.iter().any(|o| (o - **y).abs() < 2.0);
        starts.iter().all(meets)
    });
    fewest.len() >= FEWEST && shared.count() * 5 >= fewest.len() * 4
}

/// Where paragraphs begin in a column: after more room than between lines.
fn starts(pieces: &[&Piece]) -> Vec<f32> {
    let mut steps: Vec<f32> = pieces
        .windows(2)
        .map(|pair| pair[1].y - pair[0].y)
        .collect();
    steps.retain(|step| *step > 1.0);
    steps.sort_by(f32::total_cmp);
    let Some(usual) = steps.get(steps.len() / 3) else {
        return Vec::new();
    };
    let first = pieces.first().map(|piece| piece.y);
    let later = pieces
        .windows(2)
        .filter(|pair| pair[1].y - pair[0].y > usual * 1.25);
    first
        .into_iter()
        .chain(later.map(|pair| pair[1].y))
        .collect()
}
