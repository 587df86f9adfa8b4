//! Excel workbooks, written by another program than the one that reads them.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use scx_read::{Kind, Limits, Refusal, Warning, extract, samples, sniff};

fn read(bytes: &[u8]) -> Result<String, Refusal> {
    let kind = sniff("narxlar.xlsx", bytes)?;
    assert_eq!(kind, Kind::Xlsx);
    extract(kind, bytes, &Limits::default()).map(|document| document.text)
}

/// The text of a workbook with one sheet.
fn text(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> String {
    let mut book = Workbook::new();
    fill(book.add_worksheet()).expect("a sheet is filled");
    let file = book.save_to_buffer().expect("a workbook is written");
    read(&file).expect("a workbook is read")
}

#[test]
fn every_row_is_understood_alone() {
    let text = text(|sheet| {
        sheet.write(0, 0, "Lola do‘koni, narxlar")?;
        sheet.write_row(1, 0, ["Nomi", "Narxi", "Artikul"])?;
        sheet.write_row(2, 0, ["Choynak", "", "A-1"])?;
        sheet.write(2, 1, 145_000)?;
        sheet.write(3, 0, "Piyola")?;
        sheet.write(3, 1, 12_500.5)?;
        sheet.write(3, 2, 4_780_012)?;
        Ok(())
    });
    assert_eq!(
        text,
        "Lola do‘koni, narxlar\n\
         Nomi: Choynak; Narxi: 145 000; Artikul: A-1\n\
         Nomi: Piyola; Narxi: 12500,5; Artikul: 4780012"
    );
}

#[test]
fn a_value_over_several_rows_belongs_to_each() {
    let text = text(|sheet| {
        sheet.write_row(0, 0, ["Turi", "Nomi", "Narxi"])?;
        sheet.merge_range(1, 0, 3, 0, "Idishlar", &Format::new())?;
        for (row, name) in [(1, "Choynak"), (2, "Piyola")] {
            sheet.write(row, 1, name)?;
            sheet.write(row, 2, 90_000)?;
        }
        Ok(())
    });
    assert_eq!(
        text,
        "Turi: Idishlar; Nomi: Choynak; Narxi: 90 000\n\
         Turi: Idishlar; Nomi: Piyola; Narxi: 90 000"
    );
}

#[test]
fn dates_formulas_and_flags_are_read_as_they_are_seen() {
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let hour = Format::new().set_num_format("hh:mm");
    let text = text(|sheet| {
        sheet.write_row(0, 0, ["Nomi", "Kelgan sana", "Soat", "Bor", "Jami narxi"])?;
        sheet.write(1, 0, "Choynak")?;
        let day = ExcelDateTime::from_ymd(2026, 11, 5)?;
        sheet.write_datetime_with_format(1, 1, day, &date)?;
        let time = ExcelDateTime::from_hms(9, 30, 0)?;
        sheet.write_datetime_with_format(1, 2, time, &hour)?;
        sheet.write(1, 3, true)?;
        sheet.write_formula(1, 4, Formula::new("=2*72500").set_result("145000"))?;
        Ok(())
    });
    assert_eq!(
        text,
        "Nomi: Choynak; Kelgan sana: 05.11.2026; Soat: 09:30; Bor: +; Jami narxi: 145 000"
    );
}

#[test]
fn what_a_seller_has_hidden_stays_hidden() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .write_row(0, 0, ["Nomi", "Tannarxi", "Narxi"])
        .unwrap();
    for (row, name) in [(1, "Choynak"), (2, "Kelmagan tovar"), (3, "Piyola")] {
        sheet.write(row, 0, name).unwrap();
        sheet.write(row, 1, 61_000).unwrap();
        sheet.write(row, 2, 90_000).unwrap();
    }
    sheet.set_column_hidden(1).unwrap();
    sheet.set_row_hidden(2).unwrap();
    let cost = book.add_worksheet();
    cost.set_name("Hisob").unwrap();
    cost.write(0, 0, "Foyda 30 foiz").unwrap();
    cost.set_hidden(true);
    assert_eq!(
        read(&book.save_to_buffer().unwrap()).unwrap(),
        "Nomi: Choynak; Narxi: 90 000\nNomi: Piyola; Narxi: 90 000"
    );
}

#[test]
fn sheets_are_told_apart_by_their_names() {
    let mut book = Workbook::new();
    for (name, good) in [("Idishlar", "Choynak"), ("Matolar", "Atlas")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.write_row(0, 0, ["Nomi", "Narxi"]).unwrap();
        sheet.write(1, 0, good).unwrap();
        sheet.write(1, 1, 90_000).unwrap();
    }
    book.add_worksheet().set_name("Bo‘sh").unwrap();
    assert_eq!(
        read(&book.save_to_buffer().unwrap()).unwrap(),
        "# Idishlar\nNomi: Choynak; Narxi: 90 000\n\n# Matolar\nNomi: Atlas; Narxi: 90 000"
    );
}

#[test]
fn a_stray_cell_at_the_end_of_the_sheet_costs_nothing() {
    let text = text(|sheet| {
        sheet.write_row(0, 0, ["Nomi", "Narxi"])?;
        sheet.write_row(1, 0, ["Choynak", "90000"])?;
        sheet.write(1_048_575, 0, "oxiri")?;
        sheet.write(1_048_575, 16_383, "chetda")?;
        Ok(())
    });
    assert_eq!(text, "Nomi: Choynak; Narxi: 90 000\nNomi: oxiri");
}

#[test]
fn bad_workbooks_are_refused_by_name() {
    let whole = samples::xlsx(&[&["Nomi", "Narxi"], &["Choynak", "145000"]]);
    assert_eq!(read(&whole).unwrap(), "Nomi: Choynak; Narxi: 145 000");
    let cut = &whole[..whole.len() / 2];
    assert_eq!(sniff("a.xlsx", cut), Err(Refusal::Corrupt));
    assert_eq!(read(&samples::xlsx(&[])), Err(Refusal::Empty));
    let locked = [&[0xD0, 0xCF, 0x11, 0xE0][..], &whole].concat();
    assert_eq!(
        extract(Kind::Xlsx, &locked, &Limits::default()),
        Err(Refusal::Encrypted)
    );
    let limits = Limits {
        inflated_bytes: 100,
        ..Limits::default()
    };
    assert_eq!(
        extract(Kind::Xlsx, &whole, &limits),
        Err(Refusal::TooComplex)
    );
    let bomb = samples::zip(&[(
        "xl/workbook.xml",
        "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><workbook>&b;</workbook>",
    )]);
    assert_eq!(read(&bomb), Err(Refusal::Corrupt));
}

#[test]
fn odd_areas_of_merged_cells_do_no_harm() {
    for area in ["A5:A3", "A1", "1:2", "ZZZZZZZZ1:A2", "A0:A9", ""] {
        let sheet = format!(
            "<sheetData><row><c><v>7</v></c></row><row><c><v>8</v></c></row></sheetData>\
             <mergeCells><mergeCell ref=\"{area}\"/></mergeCells>"
        );
        let file = samples::xlsx_of_parts(&sheet, "");
        assert_eq!(read(&file).as_deref(), Ok("7\n8"), "{area}");
    }
}

#[test]
fn a_text_that_is_too_long_is_cut_and_said() {
    let limits = Limits {
        text_bytes: 36,
        ..Limits::default()
    };
    let file = samples::xlsx(&[&["Choynak", "145000"], &["Piyola", "12000"], &["Tova", "9"]]);
    let document = extract(Kind::Xlsx, &file, &limits).unwrap();
    assert_eq!(document.text, "Choynak; 145000\nPiyola; 12000");
    assert_eq!(document.warnings, [Warning::Truncated]);
}
