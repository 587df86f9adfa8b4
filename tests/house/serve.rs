//! `sellercloudx serve` as it runs on a server: its own process, the real
//! clock, a real port, signals. What is waited for is looked for again and
//! again, and given up only after a time that no machine needs.

use std::fs::File;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use scx_domain::channels::{self, Role};
use scx_fakes::telegram::Person;
use scx_fakes::{Exchange, Fault, Outside};
use scx_jobs::inbox;
use scx_kit::{Clock, KeyRing, Millis, OsEntropy, SystemClock, timeout};
use scx_store::Db;
use scx_world::{PARTNER_BOT, PARTNER_BOT_TOKEN, SECRET_KEY, TestDb, screen_text};
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

const PATIENCE: Millis = Millis::secs(90);
const LOOK_AGAIN: Millis = Millis(5);

/// The person who writes.
const LOLA: i64 = 1001;
const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";

/// Looks until there is something to see.
async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let give_up = SystemClock.now() + PATIENCE;
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(SystemClock.now() < give_up, "in vain: {what}");
        SystemClock
            .sleep_until(SystemClock.now() + LOOK_AGAIN)
            .await;
    }
}

/// A free port below those that the system gives to whoever asks for any: the
/// rest of the suite takes hundreds of them, and the address of a webhook must
/// be known before the process listens.
fn port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let own = u16::try_from(std::process::id() % 500).expect("less than 500");
    loop {
        let port = 20_000 + own * 20 + NEXT.fetch_add(1, Ordering::Relaxed);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// Where a process runs: its folder, its database, and its own outside, which
/// tells what this process said from what another one did.
struct Place {
    outside: Outside,
    folder: TempDir,
    database: String,
}

impl Place {
    /// With a SQLite file that is not there yet.
    async fn with_file() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = format!("sqlite:{}", folder.path().join("app.db").display());
        Self::new(folder, database).await
    }

    /// At a database that others share.
    async fn at(database: &TestDb) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::new(folder, database.url.clone()).await
    }

    async fn new(folder: TempDir, database: String) -> Self {
        let outside = Outside::start(Arc::new(|| SystemClock.now().0)).await;
        let telegram = outside.telegram();
        telegram.add_bot(
            PARTNER_BOT_TOKEN,
            PARTNER_BOT,
            "sellercloudx_bot",
            "SellerCloudX",
        );
        telegram.add_person(Person {
            id: LOLA,
            first_name: "Lolaxon".to_owned(),
            last_name: None,
            username: None,
            language_code: Some("uz".to_owned()),
            phone: "998901234567".to_owned(),
        });
        Self {
            outside,
            folder,
            database,
        }
    }

    fn command(&self, port: u16, arguments: &[&str], keys: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sellercloudx"));
        command
            .arg("serve")
            .args(arguments)
            .env_clear()
            .current_dir(self.folder.path())
            .env("SECRET_KEY", SECRET_KEY)
            .env("DATABASE_URL", &self.database)
            .env("SCX_BIND", "127.0.0.1")
            .env("PORT", port.to_string())
            .env("TELEGRAM_API_URL", self.outside.url_of("telegram"))
            .env("PARTNER_BOT_TOKEN", PARTNER_BOT_TOKEN)
            .envs(keys.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Starts a process and waits until it is ready.
    async fn serve(&self, port: u16, arguments: &[&str], keys: &[(&str, &str)]) -> Served {
        let log = self.folder.path().join(format!("{port}.log"));
        let file = File::create(&log).expect("a log");
        let mut command = self.command(port, arguments, keys);
        let child = command.stderr(file).spawn().expect("the program starts");
        let mut served = Served {
            child,
            port,
            log,
            caller: caller(),
        };
        until("the process is ready", async || {
            served.is_ready().await.then_some(())
        })
        .await;
        served
    }

    /// What a process says that must end at once instead of serving.
    async fn refuses(&self, arguments: &[&str], keys: &[(&str, &str)]) -> String {
        let mut command = self.command(port(), arguments, keys);
        let ended = timeout(&SystemClock, PATIENCE, command.output()).await;
        let output = ended
            .expect("it does not serve")
            .expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        said
    }

    /// Lola writes to our own bot; the id of her message.
    fn lola_writes(&self, text: &str) -> i64 {
        let telegram = self.outside.telegram();
        telegram
            .send_text(LOLA, PARTNER_BOT, text)
            .expect("a chat with our own bot")
    }

    /// Waits until Lola is asked for her language, as everybody is at first.
    async fn answers_lola(&self) {
        until("Lola is answered", async || {
            let chat = self.outside.telegram().chat(LOLA, PARTNER_BOT);
            screen_text(&chat.messages)
                .contains("[English]")
                .then_some(())
        })
        .await;
    }

    fn saw_nothing_odd(&self) {
        assert_eq!(self.outside.unexpected(), Vec::<String>::new());
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "who calls from outside has a client of their own"
)]
fn caller() -> reqwest::Client {
    reqwest::Client::new()
}

/// A process that serves.
struct Served {
    child: Child,
    port: u16,
    log: PathBuf,
    caller: reqwest::Client,
}

impl Served {
    async fn is_ready(&mut self) -> bool {
        assert_eq!(self.ended(), None, "it ended before it was ready");
        self.status("health/ready").await == Some(200)
    }

    /// With which code it has ended, if it has; none inside for a signal.
    fn ended(&mut self) -> Option<Option<i32>> {
        let status = self.child.try_wait().expect("our own child");
        status.map(|status| status.code())
    }

    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// How a question is answered; none when nobody answers.
    async fn status(&self, path: &str) -> Option<u16> {
        let answer = self.caller.get(self.address(path)).send().await.ok()?;
        Some(answer.status().as_u16())
    }

    /// How an update is answered that Telegram brings.
    async fn takes(&self, hook: &Hook, update: &str) -> u16 {
        let post = self.caller.post(self.address(&hook.path));
        let post = post.header(SECRET_HEADER, &hook.secret);
        let answer = post.body(update.to_owned()).send().await;
        answer.expect("an answer").status().as_u16()
    }

    async fn is_told_to_stop(&self) {
        let id = self.child.id().expect("it runs");
        // The shell's own `kill`: the program of this name is not everywhere.
        let told = Command::new("sh")
            .args(["-c", &format!("kill -TERM {id}")])
            .status()
            .await;
        assert!(told.expect("a shell").success());
    }

    /// The code with which it ends; none for the end by a signal.
    async fn end(&mut self) -> Option<i32> {
        let ended = timeout(&SystemClock, PATIENCE, self.child.wait()).await;
        ended.expect("it ends").expect("our own child").code()
    }

    async fn stops(mut self) {
        self.is_told_to_stop().await;
        assert_eq!(self.end().await, Some(0));
    }
}

impl Drop for Served {
    #[expect(clippy::print_stderr, reason = "a failed test explains itself")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = std::fs::read_to_string(&self.log).unwrap_or_default();
            eprintln!("{}:\n{log}", self.log.display());
        }
    }
}

/// Where updates for our own bot arrive, and the secret that lets them in.
struct Hook {
    path: String,
    secret: String,
}

impl Hook {
    fn new(key: &str, secret: &str) -> Self {
        Self {
            path: format!("telegram/webhook/{key}"),
            secret: secret.to_owned(),
        }
    }

    /// As Telegram was told it.
    async fn told(outside: &Outside) -> Self {
        let telegram = outside.telegram();
        let url = until("Telegram is told an address", async || {
            telegram.webhook_url(PARTNER_BOT)
        })
        .await;
        let calls = telegram.calls(PARTNER_BOT, "setWebhook");
        let secret = calls[0]["secret_token"].as_str().expect("a secret");
        let (_, key) = url.rsplit_once('/').expect("our path");
        Self::new(key, secret)
    }

    /// As it is stored, where nobody has told Telegram yet.
    async fn stored(db: &Db) -> Self {
        let bot = channels::of_role(db, Role::Partner).await;
        let bot = bot.expect("the database answers").expect("our own bot");
        let secret = channels::hook_secret(db, bot.id).await;
        Self::new(&bot.hook_key, secret.expect("it opens").expose())
    }
}

async fn opened(database: &TestDb) -> Db {
    let address = database.address();
    let ring = Arc::new(KeyRing::parse(SECRET_KEY).expect("a test key"));
    Db::open(&address, Arc::new(SystemClock), Arc::new(OsEntropy), ring)
        .await
        .expect("it opens")
}

async fn unread(db: &Db) -> i64 {
    inbox::unread(db).await.expect("counted")
}

#[tokio::test]
async fn a_fresh_file_is_served_and_the_end_waits_for_the_request_in_flight() {
    let place = Place::with_file().await;
    let port = port();
    let base = format!("http://127.0.0.1:{port}");
    let keys = [("WEBHOOK_BASE_URL", base.as_str())];
    let mut served = place.serve(port, &[], &keys).await;
    assert!(place.folder.path().join("app.db").exists());
    assert_eq!(served.status("health/live").await, Some(200));

    let hook = Hook::told(&place.outside).await;
    let update = json!({"update_id": 1}).to_string();
    let head = format!(
        "POST /{} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\n\
         Expect: 100-continue\r\n{SECRET_HEADER}: {}\r\n\r\n",
        hook.path,
        update.len(),
        hook.secret
    );
    let mut line = TcpStream::connect(("127.0.0.1", port))
        .await
        .expect("connected");
    line.write_all(head.as_bytes()).await.expect("sent");
    let mut heard = Vec::new();
    while !heard.ends_with(b"\r\n\r\n") {
        // The product asks for the body, so the request is in its hands.
        assert_ne!(line.read_buf(&mut heard).await.expect("read"), 0);
    }

    served.is_told_to_stop().await;
    until("nobody else is let in", async || {
        let refused = TcpStream::connect(("127.0.0.1", port)).await.is_err();
        refused.then_some(())
    })
    .await;
    assert_eq!(served.ended(), None, "it waits for the rest of the request");
    line.write_all(update.as_bytes()).await.expect("sent");
    line.read_to_end(&mut heard).await.expect("the end");
    let heard = String::from_utf8_lossy(&heard).into_owned();
    assert!(heard.contains("HTTP/1.1 200"), "{heard}");
    assert_eq!(served.end().await, Some(0));
    place.saw_nothing_odd();
}

#[tokio::test]
async fn a_file_is_served_by_one_process_at_a_time() {
    let place = Place::with_file().await;
    let mut first = place.serve(port(), &[], &[]).await;
    let said = place.refuses(&[], &[]).await;
    assert!(
        said.contains("another process serves this database"),
        "{said}"
    );
    assert!(first.is_ready().await, "the first one goes on");
    first.stops().await;
    place.serve(port(), &[], &[]).await.stops().await;
    place.saw_nothing_odd();
}

#[tokio::test]
async fn a_single_role_on_a_file_is_refused() {
    let place = Place::with_file().await;
    for role in ["web", "worker", "bot"] {
        let said = place.refuses(&["--only", role], &[]).await;
        assert!(
            said.contains("--only") && said.contains("need PostgreSQL"),
            "{role}: {said}"
        );
    }
    assert!(!place.folder.path().join("app.db").exists());
}

#[tokio::test]
async fn a_role_that_would_have_nothing_to_do_is_refused() {
    let place = Place::with_file().await;
    // Refused before anybody asks whether there is such a database.
    let database = ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none");
    let webhooks = ("WEBHOOK_BASE_URL", "https://shop.example");
    for (role, keys) in [("web", vec![database]), ("bot", vec![database, webhooks])] {
        let said = place.refuses(&["--only", role], &keys).await;
        for part in [
            format!("--only {role}").as_str(),
            "WEBHOOK_BASE_URL",
            "nothing to do",
        ] {
            assert!(said.contains(part), "{role}: {said}");
        }
    }
}

#[tokio::test]
async fn what_a_web_process_takes_in_a_worker_answers() {
    let database = TestDb::fresh().await;
    if !database.is_postgres() {
        // Roles on a file are refused, see above.
        return;
    }
    let (front, back) = (Place::at(&database).await, Place::at(&database).await);
    let web_port = port();
    let base = format!("http://127.0.0.1:{web_port}");
    let keys = [("WEBHOOK_BASE_URL", base.as_str())];
    let web = front.serve(web_port, &["--only", "web"], &keys).await;
    let db = opened(&database).await;
    let hook = Hook::stored(&db).await;
    // Written where the answer will be seen; the test brings it to the web process.
    let written = back.lola_writes("/start");
    let telegram = back.outside.telegram();
    let message = telegram.message_json(LOLA, PARTNER_BOT, written);
    let message = message.expect("on the screen");
    let update = json!({"update_id": 1, "message": message}).to_string();
    assert_eq!(web.takes(&hook, &update).await, 200);
    assert_eq!(unread(&db).await, 1, "it is stored and waits");

    let worker = back.serve(port(), &["--only", "worker"], &keys).await;
    assert_eq!(worker.status("health/live").await, Some(200));
    assert_eq!(worker.takes(&hook, &update).await, 404, "no such route");
    back.answers_lola().await;
    assert_eq!(unread(&db).await, 0);
    let of_web = front.outside.exchanges();
    assert!(of_web.is_empty(), "web only takes in: {of_web:#?}");
    web.stops().await;
    worker.stops().await;
    back.saw_nothing_odd();
    db.close().await;
}

#[tokio::test]
async fn what_a_bot_process_asks_for_a_worker_answers() {
    let database = TestDb::fresh().await;
    if !database.is_postgres() {
        return;
    }
    let (front, back) = (Place::at(&database).await, Place::at(&database).await);
    // The one is asked for it, in the other the answer is seen.
    for place in [&front, &back] {
        place.lola_writes("/start");
    }
    let worker = back.serve(port(), &["--only", "worker"], &[]).await;
    let bot = front.serve(port(), &["--only", "bot"], &[]).await;
    back.answers_lola().await;
    let of_bot = front.outside.telegram().all_calls(PARTNER_BOT);
    let asks = |(method, _): &(String, serde_json::Value)| method == "getUpdates";
    assert!(of_bot.iter().all(asks), "bot only asks: {of_bot:#?}");
    let of_worker = back.outside.telegram().calls(PARTNER_BOT, "getUpdates");
    assert!(of_worker.is_empty(), "a worker does not ask");
    bot.stops().await;
    worker.stops().await;
    for place in [&front, &back] {
        place.saw_nothing_odd();
    }
}

#[tokio::test]
async fn of_two_processes_one_asks_telegram_and_the_other_takes_over() {
    let database = TestDb::fresh().await;
    if !database.is_postgres() {
        return;
    }
    let place = Place::at(&database).await;
    let telegram = place.outside.telegram();
    let answers = || telegram.calls(PARTNER_BOT, "sendMessage").len();
    let first = place.serve(port(), &[], &[]).await;
    place.lola_writes("/start");
    place.answers_lola().await;
    let second = place.serve(port(), &[], &[]).await;
    let before = answers();
    place.lola_writes("/start");
    until("one of two answers", async || {
        (answers() > before).then_some(())
    })
    .await;
    first.stops().await;
    let before = answers();
    place.lola_writes("/start");
    until("the other takes over", async || {
        (answers() > before).then_some(())
    })
    .await;
    second.stops().await;
    let refused = |exchange: &Exchange| exchange.status == 409;
    let both_asked: Vec<_> = place.outside.exchanges();
    let both_asked: Vec<_> = both_asked.into_iter().filter(refused).collect();
    assert!(both_asked.is_empty(), "{both_asked:#?}");
    place.saw_nothing_odd();
}

#[tokio::test]
async fn an_error_of_the_running_process_reaches_the_operator_without_what_people_said() {
    let place = Place::with_file().await;
    let outside = &place.outside;
    let body =
        r#"{"ok":false,"error_code":400,"description":"Bad Request: Lolaxon +998901234567"}"#;
    let fault = Fault::Status {
        code: 400,
        body: Some(body.to_owned()),
    };
    outside.fail_next("telegram", Some("sendMessage"), fault);
    outside.telegram().run_pump();
    let port = port();
    let base = format!("http://127.0.0.1:{port}");
    let dsn = outside.sentry_dsn();
    let keys = [
        ("WEBHOOK_BASE_URL", base.as_str()),
        ("SENTRY_DSN", dsn.as_str()),
    ];
    let served = place.serve(port, &[], &keys).await;
    place.lola_writes("/start");
    let event = until("the error is reported", async || {
        outside.sentry().events().into_iter().next()
    })
    .await;
    assert_eq!(event["message"]["formatted"], "a letter cannot be sent");
    assert_eq!(event["logger"], "scx_bot::post");
    assert_eq!(event["level"], "error");
    let all = event.to_string();
    assert!(!all.contains("Lolaxon") && !all.contains("99890"), "{all}");
    served.stops().await;
    place.saw_nothing_odd();
}
