//! Files that cannot be used: each has its own sentence, and the old file
//! still answers.

use scx_fakes::Fault;
use scx_fakes::telegram::Document;
use scx_kit::Millis;
use scx_read::samples;
use scx_world::{Customer, PARTNER_BOT, Seller, World};

use super::{QUESTION, price_list};
use crate::world;

/// A shop whose bot answers with 145 000.
async fn shop(w: &mut World) -> (Seller, Customer) {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", price_list("145 000").as_bytes())
        .await;
    let bot = lola.connects_bot(w, "lola_shop_bot").await;
    let aziz = w.customer("Aziz", bot);
    aziz.starts(w).await;
    (lola, aziz)
}

/// Sends a file that cannot be used and checks what is said about it.
async fn refused(name: &str, bytes: &[u8], sentence: &str) {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        lola.sends_file(w, name, bytes).await;
        let heard = lola.heard(w);
        assert!(heard.contains(sentence), "{sentence:?} in {heard}");
        assert!(!heard.contains("[✅ Activate]"), "{heard}");
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

fn downloads(w: &World) -> usize {
    w.outside.telegram().calls(PARTNER_BOT, "getFile").len()
}

/// A PDF that only opens with a password.
fn locked_pdf() -> Vec<u8> {
    let file = samples::pdf(&[&["Choynak 2 litr 145 000"]]);
    let mark = b"trailer\n<<";
    let trailer = file
        .windows(mark.len())
        .position(|window| window == mark)
        .expect("a trailer");
    let (head, tail) = file.split_at(trailer + mark.len());
    [head, b" /Encrypt << /Filter /Unknown /V 9 >>", tail].concat()
}

#[tokio::test]
async fn an_old_spreadsheet_is_asked_for_as_a_new_one() {
    refused(
        "narxlar.xls",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "old Excel",
    )
    .await;
}

#[tokio::test]
async fn a_program_inside_a_workbook_is_not_let_in() {
    let with = samples::zip(&[("xl/workbook.xml", "<a/>"), ("xl/vbaProject.bin", "")]);
    refused("narxlar.xlsm", &with, "macros").await;
    refused("narxlar.xlsx", &with, "macros").await;
}

#[tokio::test]
async fn a_workbook_cut_off_is_damaged() {
    let whole = samples::xlsx(&[&["Mahsulot", "Narxi"], &["Choynak", "145000"]]);
    refused("narxlar.xlsx", &whole[..whole.len() / 2], "damaged").await;
}

#[tokio::test]
async fn a_program_is_no_knowledge() {
    refused("narxlar.exe", b"MZ", "files of this type").await;
}

#[tokio::test]
async fn a_picture_under_a_false_name_is_found_out() {
    let png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01";
    refused("narxlar.pdf", png, "files of this type").await;
}

#[tokio::test]
async fn a_file_of_blanks_is_empty() {
    refused("narxlar.txt", b" \n\t\n ", "There is no text").await;
}

#[tokio::test]
async fn a_file_of_no_bytes_is_empty() {
    refused("narxlar.txt", b"", "There is no text").await;
}

#[tokio::test]
async fn a_scan_is_told_from_a_text() {
    refused("narxlar.pdf", &samples::scanned_pdf(3), "scan").await;
}

#[tokio::test]
async fn a_locked_file_is_sent_back_for_its_password() {
    refused("narxlar.pdf", &locked_pdf(), "password").await;
}

#[tokio::test]
async fn a_damaged_pdf_says_so() {
    refused("narxlar.pdf", b"%PDF-1.7\nnothing follows", "damaged").await;
}

#[tokio::test]
async fn a_damaged_word_file_says_so() {
    let file = samples::docx(&samples::paragraph("Choynak"));
    refused("narxlar.docx", &file[..file.len() / 2], "damaged").await;
}

#[tokio::test]
async fn a_word_file_nested_without_end_is_stopped() {
    let opening = "<w:tbl><w:tr><w:tc>".repeat(20_000);
    let closing = "</w:tc></w:tr></w:tbl>".repeat(20_000);
    refused(
        "narxlar.docx",
        &samples::docx(&(opening + &closing)),
        "too complex",
    )
    .await;
}

#[tokio::test]
async fn an_archive_of_too_many_parts_is_stopped() {
    let names: Vec<String> = (0..5_001).map(|at| format!("word/media/{at}")).collect();
    let mut parts = vec![("word/document.xml", "<a/>")];
    parts.extend(names.iter().map(|name| (name.as_str(), "")));
    refused(
        "narxlar.docx",
        &samples::docx_of_parts(&parts),
        "too complex",
    )
    .await;
}

#[tokio::test]
async fn a_file_over_the_limit_is_refused_before_it_is_fetched() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        let before = downloads(w);
        for (claim, shown) in [(14_889_779_u64, "14.2 MB"), (26_214_400, "25 MB")] {
            let file =
                Document::new("katta.pdf", "application/pdf", &b"%PDF-1.7"[..]).claiming(claim);
            lola.does(w, |telegram, person, bot| {
                telegram.send_document(person, bot, file)
            })
            .await;
            assert!(
                lola.heard(w).contains(shown),
                "{shown} in {}",
                lola.heard(w)
            );
        }
        assert_eq!(downloads(w), before);
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_that_lies_about_its_size_is_cut_off() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        let bytes = vec![b'a'; 11 << 20];
        let file = Document::new("katta.txt", "text/plain", bytes).claiming(1_000);
        lola.does(w, |telegram, person, bot| {
            telegram.send_document(person, bot, file)
        })
        .await;
        assert!(lola.heard(w).contains("10 MB"), "{}", lola.heard(w));
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_that_telegram_does_not_hand_out_is_not_asked_for_again() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        let before = downloads(w);
        let body = r#"{"ok":false,"error_code":400,"description":"Bad Request: file is too big"}"#;
        let fault = Fault::Status {
            code: 400,
            body: Some(body.to_owned()),
        };
        w.outside.fail_next("telegram", Some("getFile"), fault);
        lola.sends_file(w, "katta.txt", b"Choynak 167 000 so'm")
            .await;
        w.advance(Millis::minutes(5)).await;
        assert!(
            lola.screen(w).contains("I can read up to 10 MB"),
            "{}",
            lola.screen(w)
        );
        assert_eq!(downloads(w), before);
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_download_that_fails_once_is_tried_again() {
    world(async |w| {
        let (lola, _) = shop(w).await;
        let fault = Fault::Status {
            code: 502,
            body: None,
        };
        w.outside.fail_next("telegram", Some("getFile"), fault);
        lola.sends_file(w, "yangi.csv", price_list("167 000").as_bytes())
            .await;
        w.advance(Millis::minutes(1)).await;
        assert_eq!(w.outside.planned_faults(), 0);
        assert!(
            lola.screen(w).contains("[✅ Activate]"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_download_that_never_works_is_told() {
    world(async |w| {
        w.expect_dead_jobs();
        let (lola, aziz) = shop(w).await;
        for _ in 0..4 {
            let fault = Fault::Status {
                code: 502,
                body: None,
            };
            w.outside.fail_next("telegram", Some("getFile"), fault);
        }
        lola.sends_file(w, "yangi.csv", price_list("167 000").as_bytes())
            .await;
        w.advance(Millis::minutes(5)).await;
        assert!(
            lola.heard(w).contains("could not download"),
            "{}",
            lola.heard(w)
        );
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_before_the_registration_asks_to_register() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.types(w, "/start").await;
        lola.sends_file(w, "narxlar.csv", price_list("145 000").as_bytes())
            .await;
        assert!(lola.heard(w).contains("ro‘yxatdan"), "{}", lola.heard(w));
        assert_eq!(downloads(w), 0);
        assert!(lola.screen(w).contains("[English]"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_photo_is_asked_for_as_a_file() {
    world(async |w| {
        let (lola, aziz) = shop(w).await;
        let photo = Document::new("narxlar.jpg", "image/jpeg", &b"\xff\xd8\xff"[..]);
        lola.does(w, |telegram, person, bot| {
            telegram.send_photo(person, bot, photo)
        })
        .await;
        assert!(
            lola.heard(w).contains("files with text only"),
            "{}",
            lola.heard(w)
        );
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}
