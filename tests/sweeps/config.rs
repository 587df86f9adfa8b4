//! The configuration's keys, README and `.env.example` say the same.
//! `SCX_BLESS=1 cargo test --test it sweeps::config` writes both anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use scx_kit::{Config, Need};
use sellercloudx::{Line, Settings, all_keys, check};

const TABLE_BEGINS: &str = "<!-- keys -->\n";
const TABLE_ENDS: &str = "<!-- /keys -->\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn example() -> String {
    let mut text =
        String::from("# Every key of the product; made from the code, checked by a test.\n");
    for key in all_keys() {
        let default = match key.need {
            Need::Default(value) => value,
            Need::Required | Need::Optional => "",
        };
        let mark = if key.need == Need::Required { "" } else { "#" };
        writeln!(text, "\n# {}\n{mark}{}={default}", key.about, key.name).expect("a string");
    }
    text
}

fn table() -> String {
    let mut text = String::from("| key | default | what it is for |\n| --- | --- | --- |\n");
    for key in all_keys() {
        let default = match key.need {
            Need::Required => "required".to_owned(),
            Need::Default(value) => format!("`{value}`"),
            Need::Optional => String::new(),
        };
        writeln!(
            text,
            "| `{}` | {default} | {} |",
            key.name,
            key.about.replace('|', "\\|")
        )
        .expect("a string");
    }
    text
}

#[expect(clippy::disallowed_methods, reason = "the suite's own switch")]
fn is_blessing() -> bool {
    std::env::var("SCX_BLESS").is_ok()
}

fn agrees(path: &Path, wanted: &str) {
    if is_blessing() {
        std::fs::write(path, wanted).expect("written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == wanted,
        "{} is behind the code; SCX_BLESS=1 writes it anew",
        path.display()
    );
}

#[test]
fn the_example_environment_lists_every_key() {
    agrees(&root().join(".env.example"), &example());
}

#[test]
fn the_readme_lists_every_key() {
    let path = root().join("README.md");
    let text = std::fs::read_to_string(&path).expect("README.md");
    let (before, rest) = text.split_once(TABLE_BEGINS).expect("the table's begin");
    let (_, after) = rest.split_once(TABLE_ENDS).expect("the table's end");
    agrees(
        &path,
        &format!("{before}{TABLE_BEGINS}{}{TABLE_ENDS}{after}", table()),
    );
}

#[test]
fn no_key_is_declared_twice() {
    let mut names: Vec<&str> = all_keys().iter().map(|key| key.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

fn config(pairs: &[(&str, &str)]) -> Config {
    Config::new(
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    )
}

#[test]
fn every_problem_is_told_at_once_and_no_secret_is_quoted() {
    let problems = Settings::read(&config(&[
        ("SECRET_KEY", "c2hvcnQtc2VjcmV0"),
        ("DATABASE_URL", "mysql://user:hush-hush@host/db"),
        ("SCX_DATABASE_CONNECTIONS", "3"),
        ("PORT", "eighty"),
        ("WEBHOOK_BASE_URL", "ftp://x"),
        ("PARTNER_BOT_TOKEN", "not-a-token-but-secret"),
        ("SCX_TYPO", "1"),
    ]))
    .expect_err("everything is wrong");
    let text = problems.join("\n");
    for name in [
        "SECRET_KEY",
        "DATABASE_URL",
        "SCX_DATABASE_CONNECTIONS",
        "PORT",
        "WEBHOOK_BASE_URL",
        "PARTNER_BOT_TOKEN",
        "SCX_TYPO",
    ] {
        assert!(text.contains(name), "{name} is not named in: {text}");
    }
    for secret in ["c2hvcnQ", "hush", "not-a-token"] {
        assert!(!text.contains(secret), "{secret} is quoted in: {text}");
    }
}

#[test]
fn an_address_that_leads_nowhere_is_told_at_start() {
    let told = |name: &str, url: &str| {
        let given = config(&[("SECRET_KEY", scx_world::SECRET_KEY), (name, url)]);
        Settings::read(&given).err().unwrap_or_default().join("\n")
    };
    for (name, url) in [
        ("WEBHOOK_BASE_URL", "https://"),
        ("WEBHOOK_BASE_URL", "http://127.0.0.1.evil.example"),
        ("WEBHOOK_BASE_URL", "https://shop.example/?a=b"),
        ("TELEGRAM_API_URL", "http://"),
        ("SCX_LLM_GEMINI_BASE_URL", "gateway.example"),
        ("SCX_LLM_OPENAI_BASE_URL", "https://a b"),
    ] {
        assert!(told(name, url).contains(name), "{name}={url}");
    }
    assert_eq!(told("WEBHOOK_BASE_URL", "https://shop.example/tg"), "");
    assert_eq!(told("WEBHOOK_BASE_URL", "http://localhost:8080"), "");
    assert_eq!(
        told("SCX_LLM_GEMINI_BASE_URL", "http://127.0.0.1:9/gemini"),
        ""
    );
}

#[tokio::test]
async fn check_tells_what_is_on_and_what_is_off_and_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("app.db").display());
    let lines = check(&config(&[
        ("SECRET_KEY", scx_world::SECRET_KEY),
        ("DATABASE_URL", &url),
        ("PARTNER_BOT_TOKEN", scx_world::PARTNER_BOT_TOKEN),
    ]))
    .await;
    let text: Vec<String> = lines.iter().map(Line::shown).collect();
    let text = text.join("\n");
    assert!(
        lines.iter().all(|line| !matches!(line, Line::Error(_))),
        "{text}"
    );
    assert!(
        text.contains("long polling") && text.contains("SQLite"),
        "{text}"
    );
    assert!(!text.contains(scx_world::PARTNER_BOT_TOKEN), "{text}");
}

#[tokio::test]
async fn a_wrong_secret_key_is_a_start_up_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("app.db").display());
    let other = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    for (key, is_good) in [(scx_world::SECRET_KEY, true), (other, false)] {
        let lines = check(&config(&[("SECRET_KEY", key), ("DATABASE_URL", &url)])).await;
        let has_error = lines.iter().any(|line| matches!(line, Line::Error(_)));
        assert_eq!(has_error, !is_good, "{lines:#?}");
    }
}
