//! Where SQL is written, and that it is valid on both databases.

use std::sync::LazyLock;

use regex::Regex;

use super::source::{File, Kind, Role, Word, none_of, rust};

/// What makes a text an SQL statement.
static STATEMENT: LazyLock<Regex> = LazyLock::new(|| {
    expression(concat!(
        r"\bSELECT\s|\bINSERT INTO\s|\bUPDATE\s+\w+\s+SET\b|\bDELETE FROM\s",
        r"|(?is)^\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)",
    ))
});

/// What only one of the two databases understands, or both in different ways.
static NOT_PORTABLE: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        (r"\?", "a `?` placeholder: write $1"),
        (r"(?i)\bilike\b", "ILIKE: search a folded column with LIKE"),
        (
            r"(?i)\bnow\s*\(|\bstrftime\s*\(|\bdatetime\s*\(|\bcurrent_(timestamp|date|time)\b",
            "the database's clock: bind the transaction's now",
        ),
        (r"::", "a :: cast: write CAST(x AS TYPE)"),
        (r"->", "a JSON operator: JSON is parsed in Rust"),
        (
            r"(?i)\bjsonb?_\w+\s*\(",
            "a JSON function: JSON is parsed in Rust",
        ),
        (
            r"(?i)\bor\s+(replace|ignore)\b|\breplace\s+into\b",
            "an upsert of SQLite: write ON CONFLICT",
        ),
        (
            r"(?i)\barray\s*\[|\[\]|\bany\s*\(|\bunnest\s*\(",
            "an array",
        ),
        (
            r"(?i)\bglob\b|\bregexp\b|\bsimilar\s+to\b|~",
            "a pattern operator of one database",
        ),
        (
            r"(?i)\blimit\s+\S+\s*,",
            "LIMIT a, b: write LIMIT b OFFSET a",
        ),
        (
            r"(?i)\bdeferrable\b|\braise\s*\(\s*rollback\b",
            "it would undo the neighbours' savepoints",
        ),
        (
            r"(?i)\browid\b|\bctid\b",
            "a row number of the database: use the id",
        ),
    ]
    .map(|(pattern, why)| (expression(pattern), why))
    .into()
});

static ROW_LOCK: LazyLock<Regex> =
    LazyLock::new(|| expression(r"(?i)\bfor\s+update\b|\bskip\s+locked\b|\bpg_\w+\s*\("));
static SUM: LazyLock<Regex> = LazyLock::new(|| expression(r"(?i)\b(sum|avg)\s*\("));
static CAST_SUM: LazyLock<Regex> =
    LazyLock::new(|| expression(r"(?i)\bcast\s*\(\s*(coalesce\s*\(\s*)?(sum|avg)\s*\("));
static LIKE: LazyLock<Regex> = LazyLock::new(|| expression(r"(?i)\blike\b"));
static LIKE_ESCAPE: LazyLock<Regex> =
    LazyLock::new(|| expression(r"(?is)\blike\b.{1,80}?\bescape\b"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| expression(r"'[^']*'"));

/// The reasons why a text of SQL does not run alike on both databases.
pub(super) fn unportable(text: &str) -> Vec<&'static str> {
    let text = QUOTED.replace_all(text, "''");
    let mut reasons: Vec<&str> = NOT_PORTABLE
        .iter()
        .filter(|(pattern, _)| pattern.is_match(&text))
        .map(|(_, why)| *why)
        .collect();
    if SUM.find_iter(&text).count() > CAST_SUM.find_iter(&text).count() {
        reasons.push("an uncast sum: write CAST(SUM(x) AS BIGINT)");
    }
    if LIKE.find_iter(&text).count() > LIKE_ESCAPE.find_iter(&text).count() {
        reasons.push("LIKE without ESCAPE: the default differs");
    }
    reasons
}

fn is_statement(word: &Word) -> bool {
    word.kind == Kind::Text && STATEMENT.is_match(&word.text)
}

fn may_write_sql(path: &str) -> bool {
    let in_capability = path
        .strip_prefix("core/domain/src/")
        .and_then(|rest| rest.split_once('/'))
        .is_some_and(|(_, rest)| rest == "sql.rs" || rest.starts_with("sql/"));
    in_capability || path.starts_with("core/store/") || path.starts_with("core/jobs/")
}

fn strayed_sql(file: &File) -> Vec<String> {
    if may_write_sql(&file.path) || file.role == Role::Test {
        return Vec::new();
    }
    let strayed = file.words().iter();
    strayed
        .filter(|word| is_statement(word) && !word.is_test)
        .map(|word| file.finding(word.line, "SQL: it belongs into the capability's sql.rs"))
        .collect()
}

fn unportable_sql(file: &File) -> Vec<String> {
    let mut findings = Vec::new();
    for word in file.words().iter().filter(|word| is_statement(word)) {
        for why in unportable(&word.text) {
            findings.push(file.finding(word.line, why));
        }
        if ROW_LOCK.is_match(&word.text) && file.path.starts_with("core/domain/") {
            findings.push(file.finding(word.line, "row locks are the queue's business"));
        }
    }
    findings
}

fn expression(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid expression")
}

#[test]
fn sql_is_written_at_home_only() {
    none_of(rust().flat_map(strayed_sql));
}

#[test]
fn every_statement_is_portable() {
    let product = rust().filter(|file| file.role == Role::Product);
    none_of(product.flat_map(unportable_sql));
}

#[test]
fn some_statements_are_seen_at_all() {
    let statements = rust()
        .filter(|file| may_write_sql(&file.path))
        .flat_map(|file| file.words().iter().filter(|word| is_statement(word)));
    assert!(statements.count() > 30);
}

#[cfg(test)]
mod seeded {
    use super::*;

    #[test]
    fn strayed_sql_is_found() {
        let found = |path, text| strayed_sql(&File::new(path, text)).len();
        for bad in [
            "const A: &str = \"SELECT id FROM partner\";",
            "fn a() { run(\"  update partner set name = $1\") }",
            "fn a() { run(r\"WITH a AS (DELETE FROM job RETURNING id) SELECT 1\") }",
        ] {
            assert_eq!(found("bot/src/a.rs", bad), 1, "{bad}");
            assert_eq!(found("core/domain/src/chat/rules.rs", bad), 1, "{bad}");
            assert_eq!(found("core/domain/src/chat/sql.rs", bad), 0, "{bad}");
        }
        let good = "/// SELECT id FROM partner\nfn a() { say(\"select a file\") }";
        assert_eq!(found("bot/src/a.rs", good), 0);
    }

    #[test]
    fn every_trap_is_found() {
        for bad in [
            "SELECT id FROM partner WHERE id = ?",
            "SELECT id FROM partner WHERE name ILIKE $1",
            "SELECT now() FROM partner",
            "UPDATE partner SET at = CURRENT_TIMESTAMP",
            "SELECT id::text FROM partner",
            "SELECT data ->> 'a' FROM partner",
            "INSERT OR IGNORE INTO partner (id) VALUES ($1)",
            "SELECT id FROM partner WHERE id = ANY($1)",
            "SELECT id FROM partner LIMIT 1, 2",
            "SELECT SUM(bytes) FROM blob",
            "SELECT id FROM partner WHERE name LIKE $1",
        ] {
            assert_eq!(unportable(bad).len(), 1, "{bad}");
        }
    }

    #[test]
    fn the_portable_spelling_passes() {
        for good in [
            "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM blob WHERE id = $1",
            "SELECT id FROM partner WHERE name LIKE $1 ESCAPE '\\' AND note <> 'what? now()'",
            "INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET a = excluded.a RETURNING a",
        ] {
            assert!(unportable(good).is_empty(), "{good}");
        }
    }

    #[test]
    fn a_row_lock_outside_the_queue_is_found() {
        let text = "const A: &str = \"SELECT id FROM a FOR UPDATE\";";
        let found = |path| unportable_sql(&File::new(path, text)).len();
        assert_eq!(found("core/domain/src/chat/sql.rs"), 1);
        assert_eq!(found("core/jobs/src/queue.rs"), 0);
    }
}
