//! Tables of a Word document, row by row.

use crate::rows::Layout;

/// Word itself allows 63 columns; a span beyond that is an attack.
const MOST_COLUMNS: usize = 63;

/// A table while it is read.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    row: Vec<String>,
    is_header_row: bool,
    is_deleted_row: bool,
    /// Rows at the top that Word repeats on each page.
    header_rows: usize,
    cell: Cell,
}

/// What a cell's properties say about its place.
#[derive(Default)]
struct Cell {
    span: usize,
    continues_above: bool,
}

impl Table {
    pub fn start_row(&mut self) {
        self.row = Vec::new();
        self.is_header_row = false;
        self.is_deleted_row = false;
    }

    pub fn mark_row_as_header(&mut self) {
        self.is_header_row = true;
    }

    pub fn mark_row_as_deleted(&mut self) {
        self.is_deleted_row = true;
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

    /// Adds a cell. One merged with the cell above repeats its text, because
    /// every row must be understood alone.
    pub fn end_cell(&mut self, text: String) {
        let column = self.row.len();
        if column >= MOST_COLUMNS {
            return;
        }
        let above = || self.rows.last().and_then(|row| row.get(column)).cloned();
        let text = if self.cell.continues_above && text.trim().is_empty() {
            above().unwrap_or_default()
        } else {
            text
        };
        self.row.push(text.trim().to_owned());
        for _ in 1..self.cell.span.min(MOST_COLUMNS - column) {
            self.row.push(String::new());
        }
    }

    pub fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if self.is_deleted_row {
            return;
        }
        if self.is_header_row && self.header_rows == self.rows.len() {
            self.header_rows += 1;
        }
        self.rows.push(row);
    }

    /// The table as lines, each ended.
    pub fn into_text(self) -> String {
        let mut text = String::new();
        let mut push = |line: &str| {
            text.push_str(line);
            text.push('\n');
        };
        if self.is_frame() {
            self.rows.iter().flatten().for_each(|cell| push(cell));
            return text;
        }
        let layout = self.layout();
        let plain = Layout::default();
        for (at, row) in self.rows.iter().enumerate() {
            let is_header = at == layout.title_rows && layout.header.is_some();
            if !is_header {
                let form = if at < layout.title_rows {
                    &plain
                } else {
                    &layout
                };
                push(&form.line(row));
            }
        }
        text
    }

    /// Whether the table only places texts on the page: one column, or one
    /// row with whole paragraphs in it.
    fn is_frame(&self) -> bool {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let has_paragraphs = || self.rows[0].iter().any(|cell| cell.contains('\n'));
        width < 2 || (self.rows.len() == 1 && has_paragraphs())
    }

    fn layout(&self) -> Layout {
        let found = Layout::of(&self.rows);
        if found.header.is_some() || self.header_rows == 0 || self.header_rows == self.rows.len() {
            return found;
        }
        // The author said which rows are the header; the last names the columns.
        let title_rows = self.header_rows - 1;
        Layout {
            title_rows,
            header: Some(self.rows[title_rows].clone()),
        }
    }
}
