//! Copies of the database, made and restored by the command line.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use scx_kit::{KeyRing, Millis, OsEntropy, SystemClock};
use scx_store::{Address, Db, MIGRATIONS, Script, Step};
use scx_world::{SECRET_KEY, TestDb, World};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use url::Url;

use crate::chat::shop_with_customer;
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

/// An empty PostgreSQL database of this test alone: one of the pool may hold
/// what another version left in it. None where the suite runs on SQLite.
async fn own_database(pooled: &TestDb) -> Option<String> {
    static MADE: AtomicU32 = AtomicU32::new(0);
    if !pooled.is_postgres() {
        return None;
    }
    let number = MADE.fetch_add(1, Ordering::SeqCst);
    let name = format!("scx_copies_{}_{number}", std::process::id());
    // The one template that nobody can be connected to.
    let made = format!("CREATE DATABASE {name} TEMPLATE template0");
    let mut conn = connected(&pooled.url).await;
    conn.execute(AssertSqlSafe(made)).await.expect("a database");
    conn.close().await.expect("closed");
    let mut url = Url::parse(&pooled.url).expect("an address");
    url.set_path(&name);
    Some(url.into())
}

async fn connected(url: &str) -> PgConnection {
    PgConnection::connect(url).await.expect("it answers")
}

/// The story goes on in a database of its own.
async fn moves_out(w: &mut World) {
    let own = own_database(&w.house.database).await;
    if let Some(url) = own {
        w.halt().await;
        w.house.database.url = url;
        w.boot().await;
    }
}

/// One more migration, which stands for the next version.
fn next_version() -> &'static [Step] {
    let next: Step = (
        MIGRATIONS.last().map_or(1, |(number, ..)| number + 1),
        "next_version",
        Script::Both(
            "ALTER TABLE message ADD COLUMN next_version TEXT; CREATE TABLE next_version (id TEXT NOT NULL PRIMARY KEY);",
        ),
    );
    Box::leak([MIGRATIONS, &[next]].concat().into_boxed_slice())
}

#[tokio::test]
async fn a_copy_made_while_serving_brings_the_story_back_to_that_moment() {
    world(async |w| {
        moves_out(w).await;
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

#[tokio::test]
async fn a_copy_of_the_last_version_is_put_over_the_next_one_and_migrated_again() {
    world(async |w| {
        moves_out(w).await;
        let folder = tempfile::tempdir().expect("a folder");
        let (copy, newer) = (folder.path().join("copy"), folder.path().join("newer"));
        let url = w.house.database.url.clone();
        let (_, aziz) = shop_with_customer(w).await;
        said(&run(&["backup", text(&copy)], &url, SECRET_KEY).await, true);

        w.roll(next_version()).await;
        w.halt().await;
        is_closed(w).await;
        let refused = run(&["backup", text(&newer)], &url, SECRET_KEY).await;
        assert!(said(&refused, false).contains("newer version"));
        let restored = run(&["restore", "--force", text(&copy)], &url, SECRET_KEY).await;
        said(&restored, true);

        // It starts as the next version, which creates its table once more.
        w.boot().await;
        w.advance(Millis::minutes(1)).await;
        let answer = aziz.asks(w, "Choynak qancha turadi?").await;
        assert!(answer.contains("145 000"), "{answer}");
    })
    .await;
}

/// A migrated database with a copy of it: what the next tests break.
struct Place {
    folder: tempfile::TempDir,
    url: String,
}

impl Place {
    /// A SQLite file.
    async fn with_copy() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("app.db").display());
        Self { folder, url }.copied().await
    }

    /// A database of a server, where the suite runs on PostgreSQL.
    async fn on_server() -> Option<Self> {
        let url = own_database(&TestDb::fresh().await).await?;
        let folder = tempfile::tempdir().expect("a folder");
        Some(Self { folder, url }.copied().await)
    }

    async fn copied(self) -> Self {
        said(&self.run(&["migrate"], SECRET_KEY).await, true);
        let copy = self.at("copy");
        said(&self.run(&["backup", text(&copy)], SECRET_KEY).await, true);
        self
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

/// Marks a database of a server: whatever replaces it has no such table.
async fn mark(url: &str) {
    let mut conn = connected(url).await;
    conn.execute("CREATE TABLE mark (id TEXT)")
        .await
        .expect("marked");
    conn.close().await.expect("closed");
}

async fn is_marked(url: &str) -> bool {
    let mut conn = connected(url).await;
    let found = conn.execute("SELECT id FROM mark").await;
    conn.close().await.expect("closed");
    found.is_ok()
}

/// Brings a database to the next version.
async fn migrates_on(url: &str) {
    let address = Address::parse(url).expect("an address");
    let ring = Arc::new(KeyRing::parse(SECRET_KEY).expect("a test key"));
    let with = (ring, next_version());
    let db = Db::open_with(&address, Arc::new(SystemClock), Arc::new(OsEntropy), with)
        .await
        .expect("the next version opens it");
    db.close().await;
}

/// The copy that another version of the program would make.
async fn dump(url: &str, to: &Path) {
    // In PATH, or else where Debian keeps it.
    let script = r#"PATH="$PATH:$(ls -d /usr/lib/postgresql/*/bin | sort -Vr | tr '\n' ':')"
        exec pg_dump --format=custom --no-owner --no-privileges --file "$1" --dbname "$2""#;
    let output = tokio::process::Command::new("sh")
        .args(["-c", script, "sh", text(to), url])
        .output()
        .await
        .expect("a shell");
    said(&output, true);
}

#[tokio::test]
async fn a_served_database_of_a_server_is_not_replaced() {
    let Some(place) = Place::on_server().await else {
        return;
    };
    mark(&place.url).await;
    let served = connected(&place.url).await;
    let refused = place.restore("copy", SECRET_KEY).await;
    assert!(said(&refused, false).contains("other connections"));
    served.close().await.expect("closed");
    assert!(is_marked(&place.url).await);
    said(&place.restore("copy", SECRET_KEY).await, true);
    assert!(!is_marked(&place.url).await);
}

#[tokio::test]
async fn a_bad_copy_changes_nothing_on_a_server() {
    let Some(place) = Place::on_server().await else {
        return;
    };
    mark(&place.url).await;
    let good = std::fs::read(place.at("copy")).expect("the copy");
    let mut garbled = good.clone();
    let middle = garbled.len() / 2;
    garbled[middle..middle + 4_096].fill(0xa5);
    // The rows stand at the end, packed and with a sum.
    let mut rows = good.clone();
    let end = rows.len();
    rows[end - 64..].fill(0xa5);
    // All of it can be read, but the server does not take it: that is noticed
    // when the old tables are gone already.
    let mut misspelt = good.clone();
    let create = b"CREATE TABLE ";
    let at = misspelt.windows(create.len()).rposition(|w| w == create);
    let at = at.expect("a table");
    misspelt[at..at + create.len()].copy_from_slice(b"CREATE TABEL ");
    for (name, bytes) in [
        ("text", b"a price list".to_vec()),
        ("empty", Vec::new()),
        ("half", good[..good.len() / 2].to_vec()),
        ("cut", good[..good.len() - 1].to_vec()),
        ("garbled", garbled),
        ("rows", rows),
        ("misspelt", misspelt),
    ] {
        std::fs::write(place.at(name), bytes).expect("written");
        let refused = place.restore(name, SECRET_KEY).await;
        assert!(
            said(&refused, false).contains("cannot be restored"),
            "{name}"
        );
        assert!(is_marked(&place.url).await, "{name}");
    }
    let other = place.restore("copy", OTHER_KEY).await;
    assert!(said(&other, false).contains("SECRET_KEY"));
    assert!(is_marked(&place.url).await);
}

#[tokio::test]
async fn a_newer_copy_is_refused_and_an_older_one_leaves_nothing_newer_on_a_server() {
    let Some(place) = Place::on_server().await else {
        return;
    };
    migrates_on(&place.url).await;
    dump(&place.url, &place.at("newer")).await;
    mark(&place.url).await;
    let refused = place.restore("newer", SECRET_KEY).await;
    assert!(said(&refused, false).contains("newer version"));
    assert!(is_marked(&place.url).await);

    said(&place.restore("copy", SECRET_KEY).await, true);
    assert!(!is_marked(&place.url).await);
    // It would fail on a table that is there already.
    migrates_on(&place.url).await;
}
