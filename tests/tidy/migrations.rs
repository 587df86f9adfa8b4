//! The migrations: all listed, in order, in the portable subset.

use sqlx::migrate::{Migration, MigrationType};
use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::source::{File, none_of, tree};
use super::sql::unportable;

const LIST: &str = "core/store/src/migrations.rs";
/// What is in databases already, by the beginning of the checksum there. A file
/// joins the list with the release that brings it.
const RELEASED: &[(&str, &str)] = &[
    ("0001_house.sql", "474e89549324d5b6"),
    ("0002_accounts.sql", "9e09a41f4313dfa3"),
    ("0003_knowledge.sql", "de3139eb212236bf"),
    ("0004_chat.sql", "ab6856ced9399b37"),
    ("0005_scale.sql", "8c42b58cc488aca2"),
    ("0006_limits.sql", "d681e6cd9bbc3492"),
    ("0008_account.sql", "f34593b722f82ed9"),
    ("0009_onboarding.sql", "5ccde9d2e2d14e30"),
    ("0010_indexes.sql", "b2f6ea270abc9e2d"),
];
/// The column types that both databases know under one name.
const TYPES: &[&str] = &["TEXT", "BIGINT", "BOOLEAN", "BYTEA", "DOUBLE"];
const CONSTRAINTS: &[&str] = &["PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"];

fn migrations() -> Vec<&'static File> {
    let files = tree().iter();
    files
        .filter(|file| file.path.starts_with("migrations/"))
        .collect()
}

/// Compares the folder with the list that is compiled in.
fn unlisted(names: &[&str], list: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let mut number = 0_u32;
    // The formatter may lay an entry out over several lines.
    let flat: String = list.split_whitespace().collect();
    let mut rest = flat.as_str();
    for name in names {
        let parts = name
            .strip_suffix(".sql")
            .and_then(|stem| stem.split_once('_'));
        let Some((digits, what)) = parts.filter(|(digits, _)| digits.len() == 4) else {
            findings.push(format!("migrations/{name}:1: not named NNNN_what.sql"));
            continue;
        };
        let (what, twin) = what.split_once('.').unwrap_or((what, ""));
        // Numbers are handed out ahead, so some may stay unused.
        let own = digits.parse().unwrap_or(0);
        if own <= number && !(own == number && twin == "sqlite") {
            findings.push(format!(
                "migrations/{name}:1: a number above {number:04} was expected here"
            ));
        }
        number = own;
        let entry = format!("({},\"{what}\"", digits.trim_start_matches('0'));
        let place = rest
            .find(&entry)
            .filter(|_| rest.contains(&format!("/{name}\"")));
        match place {
            Some(at) => rest = &rest[at..],
            None => findings.push(format!(
                "{LIST}:1: {name} is not listed, or not in its place"
            )),
        }
    }
    findings
}

/// A released migration whose text is another one than in the databases.
fn edited(file: &File) -> Option<String> {
    let name = file.path.rsplit('/').next()?;
    let (_, released) = RELEASED.iter().find(|(known, _)| *known == name)?;
    let text = AssertSqlSafe(file.text.clone()).into_sql_str();
    let step = Migration::new(
        1,
        name.to_owned().into(),
        MigrationType::Simple,
        text,
        false,
    );
    let digits: String = step.checksum[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    (digits != *released).then(|| file.finding(1, "a released migration is never edited"))
}

#[test]
fn released_migrations_are_as_they_were() {
    let files = migrations();
    none_of(files.iter().filter_map(|file| edited(file)));
    let is_there = |name: &str| files.iter().any(|file| file.path.ends_with(name));
    assert!(RELEASED.iter().all(|(name, _)| is_there(name)));
}

/// Checks the statements of one migration; a twin is for one database alone.
fn unportable_migration(file: &File) -> Vec<String> {
    let mut findings = Vec::new();
    if [".sqlite.sql", ".pg.sql"]
        .iter()
        .any(|end| file.path.ends_with(end))
    {
        return findings;
    }
    let mut line = 1;
    for statement in without_comments(&file.text).split(';') {
        let first = line + leading_lines(statement);
        let reasons = unportable(statement).into_iter().map(str::to_owned);
        for reason in reasons.chain(wrong_columns(statement)) {
            findings.push(file.finding(first, reason));
        }
        line += statement.matches('\n').count();
    }
    findings
}

fn leading_lines(statement: &str) -> usize {
    let blank = statement.len() - statement.trim_start().len();
    statement[..blank].matches('\n').count()
}

fn without_comments(text: &str) -> String {
    let lines = text.lines();
    lines
        .map(|line| line.split("--").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

fn wrong_columns(statement: &str) -> Vec<String> {
    let words: Vec<&str> = statement.split_whitespace().collect();
    let columns = match words.as_slice() {
        ["CREATE", "TABLE", ..] => definitions(statement),
        ["ALTER", "TABLE", _, "ADD", "COLUMN", column @ ..] => {
            let column = column.join(" ");
            if column.contains("NOT NULL") && !column.contains("DEFAULT") {
                return vec![format!(
                    "`{column}`: NOT NULL on an existing table needs a DEFAULT"
                )];
            }
            vec![column]
        }
        _ => Vec::new(),
    };
    columns
        .into_iter()
        .filter_map(|column| wrong_type(&column))
        .collect()
}

fn wrong_type(column: &str) -> Option<String> {
    let mut words = column.split_whitespace();
    let name = words.next()?;
    let kind = words.next().unwrap_or("nothing");
    let is_fine = CONSTRAINTS.contains(&name) || TYPES.contains(&kind);
    (!is_fine).then(|| format!("`{name}` is {kind}: not a type of both databases"))
}

/// The column definitions between the outer brackets.
fn definitions(statement: &str) -> Vec<String> {
    let start = statement.find('(').map_or(statement.len(), |at| at + 1);
    let end = statement.rfind(')').unwrap_or(start).max(start);
    let mut depth = 0_usize;
    let mut found = vec![String::new()];
    for c in statement[start..end].chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(String::new());
                continue;
            }
            _ => {}
        }
        found.last_mut().expect("never empty").push(c);
    }
    found
}

#[test]
fn every_migration_is_listed_in_its_place() {
    let names: Vec<&str> = migrations()
        .iter()
        .map(|file| &file.path["migrations/".len()..])
        .collect();
    let list = tree().iter().find(|file| file.path == LIST);
    assert!(!names.is_empty(), "no migrations");
    none_of(unlisted(
        &names,
        &list.expect("the list of migrations").text,
    ));
}

#[test]
fn migrations_run_on_both_databases() {
    none_of(migrations().into_iter().flat_map(unportable_migration));
}

#[cfg(test)]
mod seeded {
    use super::*;

    const GOOD: &str = "(1, \"house\", include_str!(\"../0001_house.sql\")),\n(2, \"shop\", include_str!(\"../0002_shop.sql\")),";

    #[test]
    fn a_forgotten_or_misplaced_migration_is_found() {
        let names = ["0001_house.sql", "0002_shop.sql"];
        assert!(unlisted(&names, GOOD).is_empty());
        let (first, second) = GOOD.split_once('\n').expect("two lines");
        assert_eq!(unlisted(&names, first).len(), 1);
        assert_eq!(unlisted(&names, &format!("{second}\n{first}")).len(), 1);
        assert_eq!(
            unlisted(&["0001_house.sql", "0003_shop.sql"], GOOD).len(),
            1
        );
        let gap = GOOD.replace("(2, ", "(7, ").replace("0002_", "0007_");
        assert!(unlisted(&["0001_house.sql", "0007_shop.sql"], &gap).is_empty());
        let twice = GOOD.replace("(2, ", "(1, ").replace("0002_", "0001_");
        assert_eq!(
            unlisted(&["0001_house.sql", "0001_shop.sql"], &twice).len(),
            1
        );
        assert_eq!(unlisted(&["0000_house.sql"], GOOD).len(), 2);
        assert_eq!(unlisted(&["house.sql"], GOOD).len(), 1);
    }

    #[test]
    fn a_type_of_one_database_is_found() {
        for kind in [
            "SERIAL",
            "INTEGER",
            "BLOB",
            "JSONB",
            "NUMERIC",
            "TIMESTAMP",
            "VARCHAR(3)",
        ] {
            let text = format!(
                "-- What for.\n\nCREATE TABLE a (\n    b {kind} NOT NULL,\n    blob TEXT\n);\n"
            );
            let found = unportable_migration(&File::new("migrations/1.sql", &text));
            let kind = kind.split_whitespace().next().expect("a word");
            assert_eq!(
                found,
                [format!(
                    "migrations/1.sql:3: `b` is {kind}: not a type of both databases"
                )]
            );
        }
    }

    #[test]
    fn an_edited_release_is_found() {
        let house = File::new("migrations/0001_house.sql", "CREATE TABLE a (b TEXT);");
        assert!(edited(&house).is_some());
        let newer = File::new("migrations/9999_newer.sql", "CREATE TABLE a (b TEXT);");
        assert_eq!(edited(&newer), None);
    }

    #[test]
    fn other_traps_of_migrations_are_found() {
        for bad in [
            "CREATE TABLE a (b BIGINT DEFAULT now());",
            "ALTER TABLE a ADD COLUMN b TEXT NOT NULL;",
            "ALTER TABLE a ADD COLUMN b DATETIME;",
            "CREATE TABLE a (b TEXT REFERENCES c DEFERRABLE);",
        ] {
            assert_eq!(
                unportable_migration(&File::new("m.sql", bad)).len(),
                1,
                "{bad}"
            );
        }
        let good = "CREATE TABLE a (b TEXT, PRIMARY KEY (b, c)); -- now()\nALTER TABLE a ADD COLUMN d BIGINT NOT NULL DEFAULT 0;";
        assert!(unportable_migration(&File::new("m.sql", good)).is_empty());
    }
}
