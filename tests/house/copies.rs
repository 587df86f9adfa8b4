//! Copies of the database, made and restored by the command line.

use std::path::{Path, PathBuf};
use std::process::Output;

use scx_kit::Millis;
use scx_world::{SECRET_KEY, World};

use crate::world;

const FILE: &[u8] = b"Mahsulot;Narxi\nChoynak 2 litr;145 000\n";
const OTHER_KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

async fn run(arguments: &[&str], url: &str, key: &str) -> Output {
    tokio::process::Command::new(env!("CARGO_BIN_EXE_sellercloudx"))
        .args(arguments)
        .env_clear()
        .env("DATABASE_URL", url)
        .env("SECRET_KEY", key)
        .current_dir(std::env::temp_dir())
        .output()
        .await
        .expect("the program runs")
}

/// What the program said, which must have succeeded or not.
fn said(output: &Output, is_good: bool) -> String {
    let said = [&output.stdout[..], &output.stderr[..]].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert_eq!(output.status.success(), is_good, "{said}");
    said
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// The writer closes its file in the background, and gives its journal back.
async fn is_closed(w: &World) {
    let Some(folder) = w.house.database.folder() else {
        return;
    };
    while folder.join("app.db-wal").exists() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_copy_made_while_serving_brings_the_story_back_to_that_moment() {
    world(async |w| {
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join("copy of the shop");
        let url = w.house.database.url.clone();
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", FILE).await;
        let shop = lola.connects_bot(w, "lola_shop_bot").await;
        let aziz = w.customer("Aziz", shop);
        aziz.starts(w).await;
        let arguments = ["backup", text(&copy)];
        let made = run(&arguments, &url, SECRET_KEY);
        let (made, answer) = tokio::join!(made, aziz.asks(w, "Choynak qancha turadi?"));
        assert!(said(&made, true).contains("SECRET_KEY"));
        assert!(answer.contains("145 000"), "{answer}");
        let late = w.seller("Late");
        late.registers(w).await;
        lola.taps(w, "Disconnect").await;

        w.halt().await;
        is_closed(w).await;
        let refused = run(&["restore", text(&copy)], &url, SECRET_KEY).await;
        assert!(said(&refused, false).contains("--force"));
        let wrong = run(&["restore", "--force", text(&copy)], &url, OTHER_KEY).await;
        assert!(said(&wrong, false).contains("SECRET_KEY"));
        let restored = run(&["restore", "--force", text(&copy)], &url, SECRET_KEY).await;
        said(&restored, true);

        w.boot().await;
        // What ran at the moment of the copy is taken up when its lease is over.
        w.advance(Millis::minutes(1)).await;
        let answer = aziz.asks(w, "Choynak qancha turadi?").await;
        assert!(answer.contains("145 000"), "{answer}");
        lola.types(w, "/menu").await;
        let menu = lola.screen(w);
        assert!(menu.contains("lola_shop_bot"), "{menu}");
        late.types(w, "/menu").await;
        assert!(late.screen(w).contains("English"), "{}", late.screen(w));
    })
    .await;
}

/// A migrated SQLite file with a copy of it: what the next tests break.
struct Place {
    folder: tempfile::TempDir,
    url: String,
}

impl Place {
    async fn with_copy() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("app.db").display());
        let place = Self { folder, url };
        said(&place.run(&["migrate"], SECRET_KEY).await, true);
        said(
            &place
                .run(&["backup", text(&place.at("copy"))], SECRET_KEY)
                .await,
            true,
        );
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.at("app.db")).expect("the database")
    }

    async fn run(&self, arguments: &[&str], key: &str) -> Output {
        run(arguments, &self.url, key).await
    }

    async fn restore(&self, file: &str, key: &str) -> Output {
        let file = self.at(file);
        self.run(&["restore", "--force", text(&file)], key).await
    }
}

#[tokio::test]
async fn a_copy_is_read_by_its_owner_only_and_not_overwritten_by_chance() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_copy().await;
    let mode = std::fs::metadata(place.at("copy"))
        .expect("the copy")
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    let copy = place.at("copy");
    let again = place.run(&["backup", text(&copy)], SECRET_KEY).await;
    assert!(said(&again, false).contains("--force"));
    said(
        &place
            .run(&["backup", "--force", text(&copy)], SECRET_KEY)
            .await,
        true,
    );
    let nowhere = run(
        &["backup", text(&place.at("new"))],
        "sqlite:/nowhere/app.db",
        SECRET_KEY,
    )
    .await;
    assert!(said(&nowhere, false).contains("no database"));
    assert!(!place.at("new").exists() && !place.at("new.partial").exists());
}

#[tokio::test]
async fn a_served_database_is_not_replaced() {
    let place = Place::with_copy().await;
    let lock = std::fs::File::create(place.at("app.db.lock")).expect("the lock");
    lock.lock().expect("ours");
    let refused = place.restore("copy", SECRET_KEY).await;
    assert!(said(&refused, false).contains("another process"));
    lock.unlock().expect("given back");
    said(&place.restore("copy", SECRET_KEY).await, true);
    assert!(
        place.at("app.db.before-restore").exists(),
        "the old one is put aside"
    );
}

#[tokio::test]
async fn a_bad_copy_changes_nothing() {
    let place = Place::with_copy().await;
    let good = std::fs::read(place.at("copy")).expect("the copy");
    let mut garbled = good.clone();
    let middle = garbled.len() / 2;
    garbled[middle..middle + 4_096].fill(0xa5);
    let half = good[..good.len() / 2].to_vec();
    let before = place.bytes();
    for (name, bytes) in [
        ("text", b"a price list".to_vec()),
        ("empty", Vec::new()),
        ("half", half),
        ("garbled", garbled),
    ] {
        std::fs::write(place.at(name), bytes).expect("written");
        let refused = place.restore(name, SECRET_KEY).await;
        assert!(
            said(&refused, false).contains("cannot be restored"),
            "{name}"
        );
        assert_eq!(place.bytes(), before, "{name}");
    }
    let other = place.restore("copy", OTHER_KEY).await;
    assert!(said(&other, false).contains("SECRET_KEY"));
    let absent = place.restore("absent", SECRET_KEY).await;
    assert!(said(&absent, false).contains("is not a file"));
    assert_eq!(place.bytes(), before);
    assert!(!place.at("app.db.restoring").exists());
}
