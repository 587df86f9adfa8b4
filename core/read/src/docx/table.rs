//! Tables of a Word document, row by row.

use super::flow::{Lines, Mark};
use crate::Refusal;
use crate::rows::{Layout, SAMPLE_ROWS, names_columns};

/// Word itself allows 63 columns; a span beyond that is an attack.
const MOST_COLUMNS: usize = 63;

/// A table while it is read.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Row<Lines>>,
    row: Row<Lines>,
    is_dropped_row: bool,
    cell: Cell,
}

#[derive(Default)]
struct Row<T> {
    cells: Vec<T>,
    /// Where cells over several columns begin, and how many they are.
    spans: Vec<(usize, usize)>,
    /// Cells in the file; there are fewer than columns where they are merged.
    count: usize,
    /// Its author has it repeated on each page.
    is_header: bool,
    continues_above: bool,
}

/// What a cell's properties say about its place.
#[derive(Default)]
struct Cell {
    span: usize,
    continues_above: bool,
    is_deleted: bool,
}

impl Table {
    pub fn start_row(&mut self) {
        self.row = Row::default();
        self.is_dropped_row = false;
    }

    /// The row begins some columns later.
    pub fn skip_columns(&mut self, columns: usize) {
        let columns = columns.min(MOST_COLUMNS);
        self.row.cells.resize_with(columns, Lines::default);
    }

    pub fn mark_row_as_header(&mut self) {
        self.row.is_header = true;
    }

    /// The row was deleted, or is hidden.
    pub fn drop_row(&mut self) {
        self.is_dropped_row = true;
    }

    pub fn start_cell(&mut self) {
        self.cell = Cell::default();
    }

    pub fn span_cell(&mut self, columns: usize) {
        self.cell.span = columns;
    }

    pub fn continue_cell_above(&mut self) {
        self.cell.continues_above = true;
    }

    pub fn mark_cell_as_deleted(&mut self) {
        self.cell.is_deleted = true;
    }

    /// Adds a cell and gives the size of what it takes from the one above:
    /// one merged with it repeats its text, because every row must be
    /// understood alone.
    pub fn end_cell(&mut self, text: Lines) -> usize {
        let cell = std::mem::take(&mut self.cell);
        let row = &mut self.row;
        let column = row.cells.len();
        if column >= MOST_COLUMNS || cell.is_deleted {
            return 0;
        }
        let mut text = text;
        let mut repeated = 0;
        if cell.continues_above && text.is_blank() {
            let above = self.rows.last().and_then(|row| row.cells.get(column));
            text = Lines::default();
            if let Some(above) = above {
                text.append(above);
            }
            repeated = text.len();
        }
        row.continues_above |= cell.continues_above;
        row.count += 1;
        row.cells.push(text);
        let span = cell.span.min(MOST_COLUMNS - column);
        if span > 1 {
            row.spans.push((column, span));
            row.cells.resize_with(column + span, Lines::default);
        }
        repeated
    }

    pub fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !self.is_dropped_row {
            self.rows.push(row);
        }
    }

    /// The table as lines that are understood alone.
    pub fn into_lines(self, limit_bytes: u64) -> Result<Lines, Refusal> {
        let mut lines = Lines::default();
        if self.is_frame() {
            let cells = self.rows.iter().flat_map(|row| &row.cells);
            cells.for_each(|cell| lines.append(cell));
            return Ok(lines);
        }
        let rows: Vec<Row<String>> = self.rows.into_iter().map(Row::joined).collect();
        let head = Head::of(&rows);
        let plain = Layout::default();
        for (at, row) in rows.iter().enumerate() {
            let line = match at {
                _ if row.is_line() || at < head.title_rows => plain.line(&row.cells),
                _ if at < head.end => continue,
                _ => head.layout.line(&row.cells),
            };
            lines.push(&line, Some(Mark::Row));
            // Long names above many rows multiply.
            if lines.len() as u64 > limit_bytes {
                return Err(Refusal::TooComplex);
            }
        }
        Ok(lines)
    }

    /// Whether the table only places texts on the page: one column, or one
    /// row with whole paragraphs in it.
    fn is_frame(&self) -> bool {
        let width = self.rows.iter().map(|row| row.cells.len()).max();
        let has_paragraphs = || self.rows[0].cells.iter().any(Lines::are_many);
        width.unwrap_or(0) < 2 || (self.rows.len() == 1 && has_paragraphs())
    }
}

impl Row<Lines> {
    fn joined(self) -> Row<String> {
        Row {
            cells: self.cells.iter().map(Lines::joined).collect(),
            spans: self.spans,
            count: self.count,
            is_header: self.is_header,
            continues_above: self.continues_above,
        }
    }
}

impl Row<String> {
    /// Whether all of the row is one cell: the name of a group of rows.
    fn is_line(&self) -> bool {
        self.count < 2
    }

    /// The names it gives to columns; a wide one names all it stands over.
    fn names(&self) -> Vec<String> {
        let mut names = self.cells.clone();
        for (start, span) in &self.spans {
            let name = self.cells[*start].clone();
            names[*start..start + span].fill(name);
        }
        names
    }
}

/// The rows above the first of the body.
struct Head {
    /// Rows that are no names: the title.
    title_rows: usize,
    /// Where the body begins.
    end: usize,
    layout: Layout,
}

impl Head {
    /// What the author marks as header is one; otherwise it is guessed.
    fn of(rows: &[Row<String>]) -> Self {
        let title_rows = rows.iter().take_while(|row| row.is_line()).count();
        let marked = rows.iter().take_while(|row| row.is_header).count();
        if title_rows < marked && marked < rows.len() {
            return Self::named(title_rows, marked, names(&rows[title_rows..marked]));
        }
        let sample = rows.iter().take(SAMPLE_ROWS);
        let cells: Vec<Vec<String>> = sample.map(|row| row.cells.clone()).collect();
        if let [first, second, ..] = &rows[title_rows..]
            && !first.spans.is_empty()
            && second.continues_above
        {
            let end = title_rows + 2;
            let names = names(&rows[title_rows..end]);
            let body = cells.get(end..).unwrap_or_default();
            if names_columns(&names, body) {
                return Self::named(title_rows, end, names);
            }
        }
        let layout = Layout::of(&cells);
        match layout.header {
            Some(_) => {
                let end = layout.title_rows + 1;
                let names = names(&rows[layout.title_rows..end]);
                Self::named(layout.title_rows, end, names)
            }
            None => Self {
                title_rows: 0,
                end: 0,
                layout,
            },
        }
    }

    fn named(title_rows: usize, end: usize, names: Vec<String>) -> Self {
        Self {
            title_rows,
            end,
            layout: Layout {
                title_rows,
                header: Some(names),
                ..Layout::default()
            },
        }
    }
}

/// The names in several rows, joined column by column: `Price: from 10`.
fn names(rows: &[Row<String>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for row in rows.iter().filter(|row| !row.is_line()) {
        for (column, name) in row.names().into_iter().enumerate() {
            let Some(above) = names.get_mut(column) else {
                names.push(name);
                continue;
            };
            if above.is_empty() {
                *above = name;
            } else if !name.is_empty() && *above != name && !above.ends_with(&format!(": {name}")) {
                *above = format!("{}: {name}", above.trim_end_matches(':'));
            }
        }
    }
    names
}
