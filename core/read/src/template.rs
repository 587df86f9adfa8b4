//! The form a shop fills in: a Word document made from given words.

use std::io::Cursor;

use docx_rs::{
    Docx, Paragraph, Run, Style, StyleType, Table, TableCell, TableRow, WidthType, XMLDocx,
};

/// The words of the form, in the language of the shop.
#[derive(Clone, Debug)]
pub struct FormLabels {
    /// Title at the top.
    pub title: String,
    /// How to fill it in.
    pub intro: String,
    /// What to write about.
    pub sections: Vec<FormSection>,
    /// Heading over the table of prices.
    pub prices_heading: String,
    /// Names of the columns: product, price, note.
    pub price_columns: [String; 3],
}

/// One thing to write about.
#[derive(Clone, Debug)]
pub struct FormSection {
    /// Its name.
    pub heading: String,
    /// What to write there.
    pub hint: String,
}

/// The form as a DOCX file.
pub fn knowledge_form(labels: &FormLabels) -> Vec<u8> {
    let mut form = Docx::new()
        .add_style(heading_style("Title", "Title", 40))
        .add_style(heading_style("Heading1", "heading 1", 28))
        .add_paragraph(heading("Title", &labels.title))
        .add_paragraph(hint(&labels.intro));
    for section in &labels.sections {
        form = form
            .add_paragraph(heading("Heading1", &section.heading))
            .add_paragraph(hint(&section.hint))
            .add_paragraph(Paragraph::new())
            .add_paragraph(Paragraph::new());
    }
    let form = form
        .add_paragraph(heading("Heading1", &labels.prices_heading))
        .add_table(price_table(&labels.price_columns));
    packed(form.build())
}

const EMPTY_PRICE_ROWS: usize = 20;
/// Twentieths of a point: a third of the text width of an A4 page.
const COLUMN_WIDTH: usize = 3_000;

fn heading_style(id: &str, name: &str, size_half_points: usize) -> Style {
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .size(size_half_points)
        .bold()
}

fn heading(style: &str, text: &str) -> Paragraph {
    Paragraph::new()
        .style(style)
        .add_run(Run::new().add_text(text))
}

fn hint(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text).italic().color("666666"))
}

fn price_table(columns: &[String; 3]) -> Table {
    let cell = |text: Run| {
        TableCell::new()
            .width(COLUMN_WIDTH, WidthType::Dxa)
            .add_paragraph(Paragraph::new().add_run(text))
    };
    let names = columns
        .iter()
        .map(|name| cell(Run::new().add_text(name).bold()));
    let mut rows = vec![TableRow::new(names.collect())];
    for _ in 0..EMPTY_PRICE_ROWS {
        rows.push(TableRow::new(
            columns.iter().map(|_| cell(Run::new())).collect(),
        ));
    }
    Table::new(rows).set_grid(vec![COLUMN_WIDTH; columns.len()])
}

fn packed(document: XMLDocx) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    document
        .pack(&mut file)
        .expect("writing to memory cannot fail");
    file.into_inner()
}
