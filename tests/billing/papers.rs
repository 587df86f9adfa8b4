//! Invoices as PDF, and receipts by mail.

use std::process::Command;

use scx_domain::accounts;
use scx_fakes::payme::Outcome;
use scx_world::{Seller, World};

use super::story::{link, orders};
use super::{cash_desk, registered, with_money};

const ADDRESS: &str = "lola@shop.example";

/// What `inspect file` reads out of a file, with plain blanks.
fn read_back(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    let read = Command::new(env!("CARGO_BIN_EXE_sellercloudx"))
        .args(["inspect", "file"])
        .arg(&path)
        .output()
        .expect("it runs");
    assert!(read.status.success(), "{read:?}");
    let text = String::from_utf8(read.stdout).expect("text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The invoice of a seller who registers in a language, read back.
async fn paper(w: &mut World, language: &str) -> String {
    let seller = w.seller("Lola & o‘g‘li 🌷 Ўткир");
    seller.registers_in(w, language).await;
    orders(w, &seller, "💳 Payme").await;
    seller.taps(w, "PDF").await;
    let (name, bytes) = seller.newest_file(w);
    read_back(&name, &bytes)
}

#[tokio::test]
async fn an_invoice_reads_back_in_every_language() {
    with_money(async |w| {
        let languages = [
            (
                "O‘zbekcha",
                "Hisob",
                "To‘lov usuli",
                "so‘m",
                "Tarifni uzaytirish",
            ),
            (
                "Ўзбекча",
                "Ҳисоб",
                "Тўлов усули",
                "сўм",
                "Тарифни узайтириш",
            ),
            ("Русский", "Счёт", "Способ оплаты", "сум", "Продлить тариф"),
            (
                "English",
                "Invoice",
                "Paid through",
                "so‘m",
                "Renew the plan",
            ),
        ];
        for (number, (language, title, way, currency, renew)) in (1..).zip(languages) {
            let text = paper(w, language).await;
            for part in [
                &format!("{title} SCX-{number:06}"),
                "21.11.2026",
                "Chat",
                way,
                "Payme",
                "Lola & o‘g‘li Ўткир",
                &format!("450 000 {currency}"),
                renew,
                "https://t.me/sellercloudx_bot?start=plan",
            ] {
                assert!(text.contains(part), "{part:?} in {text}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_link_on_an_invoice_opens_what_is_sold() {
    with_money(async |w| {
        let (lola, _) = registered(w).await;
        lola.types(w, "/start plan").await;
        assert!(lola.screen(w).contains("Plan"), "{}", lola.screen(w));
        assert!(
            lola.screen(w).contains("450\u{a0}000"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

/// Lola pays for a month of chat.
async fn pays(w: &mut World, lola: &Seller) {
    cash_desk(w);
    orders(w, lola, "💳 Payme").await;
    w.outside.payme().repeat_writes(true);
    let url = link(w, lola, "Payme");
    let paid = w.outside.payme().pay(&url).await.expect("a right link");
    assert_eq!(paid.outcome, Outcome::Paid);
    w.settle().await;
}

#[tokio::test]
async fn a_proven_address_gets_one_receipt_with_the_invoice() {
    with_money(async |w| {
        let (lola, partner) = registered(w).await;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let proven = accounts::prove_email(&mut tx, partner.id, ADDRESS).await;
        proven.expect("written");
        tx.commit().await.expect("committed");
        pays(w, &lola).await;
        let letters = w.outside.smtp().mailbox(ADDRESS);
        let [letter] = &letters[..] else {
            panic!("{letters:?}")
        };
        assert_eq!(letter.header("Subject"), Some("Receipt: SCX-000001"));
        let text = letter.text.as_deref().expect("text");
        assert!(
            text.contains("450\u{a0}000") && text.contains("Lola"),
            "{text}"
        );
        assert!(text.contains("?start=plan"), "{text}");
        assert_eq!(letter.attachments, 1);
        let raw = String::from_utf8_lossy(&letter.raw);
        assert!(raw.contains("application/pdf") && raw.contains("SCX-000001.pdf"));
    })
    .await;
}

#[tokio::test]
async fn an_unproven_address_gets_no_receipt_by_mail() {
    with_money(async |w| {
        let (lola, partner) = registered(w).await;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let set = accounts::set_email(&mut tx, partner.id, ADDRESS).await;
        set.expect("written");
        tx.commit().await.expect("committed");
        pays(w, &lola).await;
        assert!(lola.heard(w).contains("Payment received!"));
        assert!(w.outside.smtp().letters().is_empty());
    })
    .await;
}
