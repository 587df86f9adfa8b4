//! Rows of tables, and cards of goods that stand side by side.

use super::lines::{Line, Piece};
use super::paragraphs::{is_item, joined, paragraphs};

/// The lines of text of one drawn row: one, or one for each card or each row
/// inside when only the columns are drawn.
pub(super) fn band_rows(cells: Vec<Vec<Line>>) -> Vec<String> {
    if are_cards(&cells) || cells.len() == 1 {
        return cells.iter().map(|cell| cell_text(cell)).collect();
    }
    if cells.iter().any(|cell| is_list_of_numbers(cell)) {
        let pieces = cells.into_iter().flatten().flat_map(|line| line.pieces);
        return rows(&super::lines::lines(pieces.collect()));
    }
    vec![row_text(&cells)]
}

/// The lines of text of a frame: one for a card, else its paragraphs.
pub(super) fn framed_rows(lines: &[Line]) -> Vec<String> {
    if is_card(lines) {
        return vec![cell_text(lines)];
    }
    let right = lines.iter().map(Line::x1).fold(f32::MIN, f32::max);
    let paragraphs = paragraphs(lines, right).into_iter();
    paragraphs.map(|paragraph| paragraph.text).collect()
}

fn row_text(cells: &[Vec<Line>]) -> String {
    let texts = cells.iter().map(|cell| cell_text(cell));
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    match &texts[..] {
        // The number of a heading stands apart from it, and is no cell.
        [mark, text] if is_item(mark) => format!("{mark} {text}"),
        _ => texts.join("\t"),
    }
}

/// What a cell says, on one line.
fn cell_text(lines: &[Line]) -> String {
    let texts = lines.iter().map(|line| {
        let pieces = line.pieces.iter().map(|piece| piece.text.as_str());
        pieces.collect::<Vec<_>>().join(" ")
    });
    joined(texts)
}

/// Three amounts under one another are three rows.
fn is_list_of_numbers(cell: &[Line]) -> bool {
    const FEWEST: usize = 3;
    cell.len() >= FEWEST && cell.iter().all(|line| is_number(&line.text()))
}

/// Whether each cell tells of a thing of its own: a name, and a number under it.
pub(super) fn are_cards(cells: &[Vec<Line>]) -> bool {
    let cards = cells.iter().filter(|cell| is_card(cell)).count();
    cells.len() >= 2 && cards * 5 >= cells.len() * 4
}

/// A name, and a price as the last line.
fn is_card(lines: &[Line]) -> bool {
    let texts: Vec<String> = lines.iter().map(Line::text).collect();
    let Some((last, above)) = texts.split_last() else {
        return false;
    };
    above.iter().any(|text| is_name(text)) && is_price(last)
}

fn is_name(text: &str) -> bool {
    const FEWEST_LETTERS: usize = 4;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    letters >= FEWEST_LETTERS && letters > digits
}

/// A number, alone or with the name of its money beside it.
fn is_price(text: &str) -> bool {
    const MOST_LETTERS: usize = 8;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    digits >= 2 && letters <= MOST_LETTERS && letters <= digits * 2
}

pub(super) fn is_number(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || " \u{a0}\u{202f}.,%-–+×x\t".contains(c);
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(is_part)
}

/// The columns of lines: the spans of ink that no gap of all lines parts.
pub(super) fn columns(lines: &[Line]) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = lines
        .iter()
        .flat_map(|line| &line.pieces)
        .map(|piece| (piece.x0, piece.x1))
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = lines.iter().map(Line::size).fold(f32::MAX, f32::min);
    let least = size * 0.5;
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (x0, x1) in spans {
        match columns.last_mut() {
            Some(last) if x0 < last.1 + least => last.1 = last.1.max(x1),
            _ => columns.push((x0, x1)),
        }
    }
    columns
}

pub(super) fn column_of(columns: &[(f32, f32)], piece: &Piece) -> usize {
    let x = (piece.x0 + piece.x1) / 2.0;
    columns
        .partition_point(|column| column.1 < x)
        .min(columns.len() - 1)
}

/// The rows of lines that stand in columns: cells side by side on one line,
/// and the further lines of a long cell with it.
pub(super) fn rows(lines: &[Line]) -> Vec<String> {
    let columns = columns(lines);
    let bands = bands(lines);
    let mut texts = Vec::new();
    for band in bands {
        let cells = cells(band, &columns);
        if band.len() > 1 && are_cards(&cells) {
            texts.extend(cells.iter().map(|cell| cell_text(cell)));
        } else if band.len() > 1 && is_one_row(&cells, &columns) {
            texts.push(row_text(&cells));
        } else {
            texts.extend(rows_of_band(band, &columns));
        }
    }
    texts
}

/// Parts lines where the room between them is wider than inside a row: at the
/// greatest leap among the steps from line to line.
fn bands(lines: &[Line]) -> Vec<&[Line]> {
    const LEAP: f32 = 1.25;
    let steps: Vec<f32> = lines
        .windows(2)
        .map(|pair| pair[1].y() - pair[0].y())
        .collect();
    let size = lines.iter().map(Line::size).fold(f32::MAX, f32::min);
    let mut sorted: Vec<f32> = steps
        .iter()
        .copied()
        .filter(|step| *step > size * 0.5)
        .collect();
    sorted.sort_by(f32::total_cmp);
    let leaps = sorted.windows(2).map(|pair| (pair[1] / pair[0], pair[0]));
    let widest = leaps.max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((_, inner)) = widest.filter(|(leap, _)| *leap > LEAP) else {
        return vec![lines];
    };
    let mut bands = Vec::new();
    let mut from = 0;
    for (at, step) in steps.iter().enumerate() {
        if *step > inner * 1.01 {
            bands.push(&lines[from..=at]);
            from = at + 1;
        }
    }
    bands.push(&lines[from..]);
    bands
}

/// The cells of lines that nothing but room parts.
pub(super) fn cells_by_room(lines: &[Line]) -> Vec<Vec<Line>> {
    cells(lines, &columns(lines))
}

fn cells(lines: &[Line], columns: &[(f32, f32)]) -> Vec<Vec<Line>> {
    let mut cells: Vec<Vec<Line>> = vec![Vec::new(); columns.len()];
    for line in lines {
        let mut parts: Vec<Vec<Piece>> = vec![Vec::new(); columns.len()];
        for piece in &line.pieces {
            parts[column_of(columns, piece)].push(piece.clone());
        }
        for (column, pieces) in parts.into_iter().enumerate() {
            if !pieces.is_empty() {
                cells[column].push(Line { pieces });
            }
        }
    }
    cells.retain(|cell| !cell.is_empty());
    cells
}

/// Whether the lines of a band are one row: each further line of a cell is
/// there because the line above it had no room for its first word.
fn is_one_row(cells: &[Vec<Line>], columns: &[(f32, f32)]) -> bool {
    let is_wrapped = |cell: &Vec<Line>| {
        let Some(piece) = cell[0].pieces.first() else {
            return false;
        };
        let column = columns[column_of(columns, piece)];
        cell.windows(2).all(|pair| {
            let are_amounts = pair.iter().all(|line| is_price(&line.text()));
            !are_amounts && has_no_room(&pair[0], &pair[1], column.1)
        })
    };
    cells.len() > 1 && cells.iter().all(is_wrapped)
}

/// Whether the first word of a line would have found no room on the line above.
fn has_no_room(above: &Line, line: &Line, right: f32) -> bool {
    let Some(first) = line.pieces.first() else {
        return false;
    };
    let is_same_size = (above.size() - line.size()).abs() < line.size() * 0.08;
    is_same_size && above.x1() + first.first_word + first.size * 0.2 > right
}

/// Rows where every line may be one: a line with a single cell goes with the
/// row it continues.
fn rows_of_band(lines: &[Line], columns: &[(f32, f32)]) -> Vec<String> {
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        let mut cells: Vec<Vec<Line>> = vec![Vec::new(); columns.len()];
        for piece in &line.pieces {
            let cell = &mut cells[column_of(columns, piece)];
            match cell.last_mut() {
                Some(open) => open.pieces.push(piece.clone()),
                None => cell.push(Line {
                    pieces: vec![piece.clone()],
                }),
            }
        }
        let filled: Vec<usize> = (0..cells.len())
            .filter(|at| !cells[*at].is_empty())
            .collect();
        if let [column] = filled[..]
            && let Some(row) = rows.last_mut()
            && row.is_continued_by(line, column, columns)
        {
            row.cells[column].append(&mut cells[column]);
            row.y = line.y();
            continue;
        }
        rows.push(Row { cells, y: line.y() });
    }
    rows.into_iter().map(|row| row_text(&row.cells)).collect()
}

struct Row {
    cells: Vec<Vec<Line>>,
    /// Where its last line stands.
    y: f32,
}

impl Row {
    /// Whether a line is the rest of a cell: the line above had no room for
    /// its first word.
    fn is_continued_by(&self, line: &Line, column: usize, columns: &[(f32, f32)]) -> bool {
        const CLOSE: f32 = 1.7;
        let is_row = self.cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
        let Some(above) = self.cells[column].last() else {
            return false;
        };
        is_row
            && line.y() - self.y < line.size() * CLOSE
            && has_no_room(above, line, columns[column].1)
    }
}
