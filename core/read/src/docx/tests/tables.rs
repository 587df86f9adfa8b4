//! Tables and lists of Word files.

use super::{file, item, read, styled, text, with_lists};
use crate::samples::{docx, paragraph, table, word_part};
use crate::{Kind, Limits, Refusal, extract};

#[test]
fn a_heading_in_a_cell_is_marked_only_where_the_table_is_a_frame() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", styled("Heading1", text));
    let row = format!("<w:tr>{}{}</w:tr>", cell("Nomi"), cell("Narxi"));
    let body = format!("<w:tbl>{row}<w:tr>{0}{0}</w:tr></w:tbl>", cell("5"));
    assert_eq!(text(&body), "Nomi: 5; Narxi: 5");
    let frame = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("Narxlar"));
    assert_eq!(text(&frame), "# Narxlar");
}

#[test]
fn lists_count_as_word_does() {
    let level = |at: u32, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
             <w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">\
         <w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num>",
        level(0, "decimal", "%1."),
        level(1, "decimal", "%1.%2."),
        level(2, "russianLower", "%3)"),
        level(0, "bullet", "•"),
    );
    let body = [
        item(1, 0, "bir"),
        item(1, 1, "ichki"),
        item(1, 2, "chuqur"),
        item(1, 2, "chuqur"),
        item(1, 1, "ichki"),
        item(3, 0, "nuqta"),
        item(1, 0, "ikki"),
        item(1, 1, "ichki"),
        item(2, 0, "besh"),
        item(2, 0, "olti"),
        item(0, 0, "oddiy"),
        item(1, 0, "yetti"),
    ];
    assert_eq!(
        with_lists(&numbering, &body.concat()),
        "1. bir\n1.1. ichki\nа) chuqur\nб) chuqur\n1.2. ichki\n- nuqta\n2. ikki\n2.1. ichki\n\
         5. besh\n6. olti\noddiy\n7. yetti"
    );
}

#[test]
fn cells_join_their_items_and_groups_of_rows_are_lines() {
    let items = format!("{}{}", item(1, 0, "tez."), item(1, 0, "bepul"));
    let row = |cells: &[&str]| {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<w:tc>{cell}</w:tc>"))
            .collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let (city, price) = (paragraph("Toshkent"), paragraph("20 000"));
    let wide = format!(
        "<w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>{}",
        paragraph("Viloyatlar")
    );
    let body = format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row(&[
            &paragraph("Shahar"),
            &paragraph("Narxi"),
            &paragraph("Izoh")
        ]),
        row(&[&wide]),
        row(&[&city, &price, &items]),
        row(&[&city, &price]).replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>"),
    );
    assert_eq!(
        text(&body),
        "Viloyatlar\nShahar: Toshkent; Narxi: 20 000; Izoh: tez; bepul"
    );
    let pairs = table(&[&["Производитель", "SilverCook"], &["Вес", "1,1 кг"]]);
    assert_eq!(text(&pairs), "Производитель: SilverCook\nВес: 1,1 кг");
}

#[test]
fn two_rows_of_names_are_joined_column_by_column() {
    let cell = |properties: &str, text: &str| {
        let text = paragraph(text);
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>")
    };
    let start = "<w:vMerge w:val=\"restart\"/>";
    let first = [
        cell(start, "Nomi"),
        cell(start, "Birligi"),
        cell("<w:gridSpan w:val=\"2\"/>", "Narxi"),
    ];
    let second = [
        cell("<w:vMerge/>", ""),
        cell("<w:vMerge/>", ""),
        cell("", "10 tadan"),
        cell("", "100 tadan"),
    ];
    let rows = |head: &str, table: [&str; 2]| {
        let [first, second] = table;
        let row = ["Shakar", "kg", "14 500", "13 900"].map(|text| cell("", text));
        let later = ["dona", "9 000", "8 700"].map(|text| cell("", text));
        text(&format!(
            "<w:tbl><w:tr><w:trPr>{head}</w:trPr>{first}</w:tr><w:tr><w:trPr>{head}</w:trPr>{second}</w:tr>\
             <w:tr>{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr></w:tbl>",
            row.concat(),
            later.concat()
        ))
    };
    let read = "Nomi: Shakar; Birligi: kg; Narxi: 10 tadan: 14 500; Narxi: 100 tadan: 13 900\n\
        Birligi: dona; Narxi: 10 tadan: 9 000; Narxi: 100 tadan: 8 700";
    let (first, second) = (first.concat(), second.concat());
    // Whether the author marks the rows as header or not.
    assert_eq!(rows("<w:tblHeader/>", [&first, &second]), read);
    assert_eq!(rows("", [&first, &second]), read);
}

#[test]
fn the_author_knows_the_header_better_than_a_guess() {
    let body = table(&[&["Вес", "1,1 кг"], &["Объём", "1,7 л"], &["Длина", "75 см"]]);
    assert_eq!(text(&body), "Вес: 1,1 кг\nОбъём: 1,7 л\nДлина: 75 см");
    let marked = body.replacen("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1);
    assert_eq!(
        text(&marked),
        "Вес: Объём; 1,1 кг: 1,7 л\nВес: Длина; 1,1 кг: 75 см"
    );
}

#[test]
fn styles_put_paragraphs_into_lists() {
    let styles = word_part(
        "styles",
        "<w:style w:styleId=\"H1\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
         <w:style w:styleId=\"H2\"><w:basedOn w:val=\"H1\"/></w:style>\
         <w:style w:styleId=\"off\"><w:basedOn w:val=\"H1\"/><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:style>\
         <w:style w:type=\"numbering\" w:styleId=\"L\"><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style>",
    );
    let level = |at: u32, style: &str, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
             <w:pStyle w:val=\"{style}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = word_part(
        "numbering",
        &format!(
            "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"L\"/></w:abstractNum>\
             <w:abstractNum w:abstractNumId=\"2\">{}{}</w:abstractNum>\
             <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>\
             <w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num>",
            level(0, "H1", "upperRoman", "%1."),
            level(1, "H2", "lowerLetter", "%1.%2)"),
        ),
    );
    let empty = "<w:p><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr></w:p>";
    let body = [
        styled("H1", "bir"),
        styled("H2", "ichki"),
        styled("off", "oddiy"),
        styled("H2", "ichki"),
        empty.to_owned(),
    ];
    let file = file(
        &body.concat(),
        &[("styles", "styles.xml"), ("numbering", "numbering.xml")],
        &[
            ("word/styles.xml", styles.as_str()),
            ("word/numbering.xml", numbering.as_str()),
        ],
    );
    assert_eq!(read(&file), "I. bir\nI.a) ichki\noddiy\nI.b) ichki\nII.");
}

#[test]
fn levels_may_count_on_and_be_written_in_figures() {
    let level = |at: u32, more: &str, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}\
             <w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}{}{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        level(0, "", "upperRoman", "%1."),
        level(
            1,
            "<w:lvlRestart w:val=\"0\"/><w:isLgl/>",
            "decimal",
            "%1.%2."
        ),
        level(2, "", "bullet", " "),
        level(3, "<w:lvlRestart w:val=\"1\"/>", "lowerLetter", "%4)"),
    );
    let hidden = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>";
    let body = [
        item(1, 0, "bir"),
        item(1, 1, "ichki"),
        hidden.to_owned(),
        item(1, 0, "ikki"),
        item(1, 1, "ichki"),
        item(1, 2, "davomi"),
        item(1, 3, "x"),
        item(1, 1, "ichki"),
        item(1, 3, "x"),
        item(1, 0, "uch"),
        item(1, 3, "x"),
    ];
    assert_eq!(
        with_lists(&numbering, &body.concat()),
        "I. bir\n1.1. ichki\n\nII. ikki\n2.2. ichki\ndavomi\na) x\n\
         2.3. ichki\nb) x\nIII. uch\na) x"
    );
}

#[test]
fn a_list_of_the_paragraph_begins_at_its_own_level() {
    let styles = word_part(
        "styles",
        "<w:style w:styleId=\"deep\"><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>",
    );
    let level = |at: u32| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{at}: %{}\"/></w:lvl>",
            at + 1
        )
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum><w:num w:numId=\"1\">\
         <w:abstractNumId w:val=\"0\"/></w:num>",
        level(0),
        level(1)
    );
    let numbering = word_part("numbering", &numbering);
    let own = "<w:pStyle w:val=\"deep\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr>";
    let own = styled("deep", "b").replace("<w:pStyle w:val=\"deep\"/>", own);
    let file = file(
        &(styled("deep", "a") + &own),
        &[("styles", "styles.xml"), ("numbering", "numbering.xml")],
        &[
            ("word/styles.xml", styles.as_str()),
            ("word/numbering.xml", numbering.as_str()),
        ],
    );
    assert_eq!(read(&file), "1: 1 a\n0: 1 b");
}

#[test]
fn odd_rows_and_cells_lose_and_misname_nothing() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |properties: &str, cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
    };
    let head = "<w:tblHeader/>";
    let names = row(head, &["Tur", "Haqi"]);
    let between = row(head, &["so‘mda"]);
    let body = row("", &["Usta", "100"]);
    let all = format!("<w:tbl>{names}{between}{body}</w:tbl>");
    assert_eq!(text(&all), "so‘mda\nTur: Usta; Haqi: 100");
    // A table that is nothing but header is not lost.
    assert_eq!(
        text(&format!("<w:tbl>{names}{names}</w:tbl>")),
        "Tur; Haqi\nTur; Haqi"
    );
    let deleted = body.replacen("<w:tc>", "<w:tc><w:tcPr><w:cellDel/></w:tcPr>", 1);
    assert_eq!(text(&format!("<w:tbl>{names}{deleted}</w:tbl>")), "100");
    let list = format!(
        "<w:tc>{}{}{}</w:tc>",
        paragraph("Shart:"),
        item(1, 0, "tez"),
        item(1, 0, "bepul")
    );
    let rows = body.replace(&cell("100"), &list);
    assert_eq!(
        text(&format!("<w:tbl>{names}{rows}</w:tbl>")),
        "Tur: Usta; Haqi: Shart: tez; bepul"
    );
}

#[test]
fn a_long_cell_merged_over_many_rows_is_refused() {
    let merged = |value: &str, text: &str| {
        let text = paragraph(text);
        format!("<w:tr><w:tc><w:tcPr><w:vMerge{value}/></w:tcPr>{text}</w:tc></w:tr>")
    };
    let rows = merged(" w:val=\"restart\"", &"u".repeat(10_000)) + &merged("", "").repeat(200);
    let limits = Limits {
        text_bytes: 100_000,
        ..Limits::default()
    };
    let file = docx(&format!("<w:tbl>{rows}</w:tbl>"));
    assert_eq!(
        extract(Kind::Docx, &file, &limits),
        Err(Refusal::TooComplex)
    );
}
