//! `secrets rotate` while the product serves, and the old key's removal.

use std::process::{Child, Command, Stdio};

use scx_world::{SECRET_KEY, World};

use crate::world;

const PRICES: &str = "Mahsulot;Narxi\nChoynak 2 litr;145 000 so'm\nPiyola;98 000 so'm\n";
const NEWER: &str = "b:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

/// The product starts with other keys from now on.
async fn restarts_with(w: &mut World, keys: &str) {
    w.halt().await;
    w.start.config = vec![("SECRET_KEY".to_owned(), keys.to_owned())];
    w.boot().await;
}

/// The command in a process of its own, beside the one that serves.
fn program(w: &World, arguments: &[&str], keys: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_sellercloudx"))
        .env_clear()
        .current_dir(std::env::temp_dir())
        .env("DATABASE_URL", &w.house.database.url)
        .env("SECRET_KEY", keys)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

fn ended(child: Child) -> (bool, String) {
    let output = child.wait_with_output().expect("the program ends");
    let words = [output.stdout, output.stderr].concat();
    let words = String::from_utf8_lossy(&words).into_owned();
    (output.status.success(), words)
}

#[tokio::test]
async fn keys_are_changed_while_customers_are_answered() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", PRICES.as_bytes()).await;
        let bot = lola.connects_bot(w, "lola_shop_bot").await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;

        // First every process learns the new key, then seals with it.
        restarts_with(w, &format!("{SECRET_KEY},{NEWER}")).await;
        let both = format!("{NEWER},{SECRET_KEY}");
        restarts_with(w, &both).await;
        let (is_fine, words) = ended(program(w, &["check"], NEWER));
        assert!(!is_fine, "the old key is still needed: {words}");
        assert!(words.contains("sealed with key \"0\""), "{words}");

        let rotating = program(w, &["secrets", "rotate"], &both);
        let answer = aziz.asks(w, "Choynak qancha turadi?").await;
        assert!(answer.contains("145 000"), "{answer}");
        let (is_fine, words) = ended(rotating);
        assert!(is_fine, "{words}");
        assert!(
            words.contains("channels.token") && words.contains("inbox.body"),
            "{words}"
        );
        assert!(
            words.contains("may now be removed from SECRET_KEY: 0"),
            "{words}"
        );

        restarts_with(w, NEWER).await;
        let answer = aziz.asks(w, "Piyola qancha turadi?").await;
        assert!(answer.contains("98 000"), "{answer}");
        let (is_fine, words) = ended(program(w, &["secrets", "rotate"], NEWER));
        assert!(is_fine && words.contains("one key only"), "{words}");
    })
    .await;
}
