//! The database is asked how it would run every statement. One that reads a
//! whole table or index, or that sorts, needs a reason in `allowed.rs`.

mod allowed;
mod postgres;
mod sqlite;

use std::fmt;

use scx_world::TestDb;
use sellercloudx::all_parts;

use allowed::{ALLOWED, Allowed, Kind, On, SMALL};

/// What a plan does that costs more with every row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Cost {
    /// Every row is read, from the table or through an index.
    Reads {
        table: String,
        index: Option<String>,
    },
    /// What was found is sorted before the first row is given.
    Sorts,
}

impl Cost {
    fn kind(&self) -> Kind {
        match self {
            Self::Reads { .. } => Kind::Reads,
            Self::Sorts => Kind::Sorts,
        }
    }

    fn is_small(&self) -> bool {
        match self {
            Self::Reads { table, .. } => SMALL.iter().any(|(small, _)| small == table),
            Self::Sorts => false,
        }
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reads { table, index: None } => write!(f, "reads all of {table}"),
            Self::Reads {
                table,
                index: Some(index),
            } => write!(f, "reads all of {table} through {index}"),
            Self::Sorts => f.write_str("sorts"),
        }
    }
}

/// A migrated database that explains.
enum Planner {
    Sqlite(sqlite::Planner),
    Postgres(postgres::Planner),
}

impl Planner {
    async fn open(database: &TestDb) -> Self {
        if database.is_postgres() {
            return Self::Postgres(postgres::Planner::open(&database.url).await);
        }
        Self::Sqlite(sqlite::Planner::open(&database.url).await)
    }

    async fn costs(&mut self, text: &str) -> Vec<Cost> {
        let costs = match self {
            Self::Sqlite(planner) => planner.costs(text).await,
            Self::Postgres(planner) => planner.costs(text).await,
        };
        costs.unwrap_or_else(|error| panic!("{error}\n    {text}"))
    }

    fn is(&self, on: On) -> bool {
        match on {
            On::Both => true,
            On::Sqlite => matches!(self, Self::Sqlite(_)),
            On::Postgres => matches!(self, Self::Postgres(_)),
        }
    }

    /// The one dialect switch: a single writer knows no row locks.
    fn knows(&self, text: &str) -> bool {
        matches!(self, Self::Postgres(_)) || !text.contains("SKIP LOCKED")
    }
}

#[tokio::test]
async fn no_statement_reads_or_sorts_more_than_it_must() {
    let database = TestDb::fresh().await;
    let mut planner = Planner::open(&database).await;
    let texts = all_parts().statements;
    assert!(texts.len() > 200, "only {} statements", texts.len());
    let listed: Vec<&Allowed> = ALLOWED.iter().filter(|a| planner.is(a.on)).collect();
    let mut is_needed = vec![false; listed.len()];
    let mut findings = Vec::new();
    for text in texts {
        if !planner.knows(text) {
            continue;
        }
        let costs = planner.costs(text).await;
        for cost in costs.into_iter().filter(|cost| !cost.is_small()) {
            let bears = |a: &&Allowed| text.contains(a.text) && cost.kind() == a.kind;
            match listed.iter().position(bears) {
                Some(place) => is_needed[place] = true,
                None => findings.push(format!("{cost}:\n    {text}")),
            }
        }
    }
    let stale = listed.iter().zip(is_needed).filter(|(_, is)| !is);
    findings.extend(stale.map(|(a, _)| format!("listed, but no longer so: {a:?}")));
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn everything_allowed_has_its_reason() {
    let reasons = ALLOWED.iter().map(|a| a.why);
    for why in reasons.chain(SMALL.iter().map(|(_, why)| *why)) {
        assert!(why.len() > 15, "{why}");
    }
}

#[tokio::test]
async fn a_plan_that_grows_with_a_table_is_noticed() {
    let database = TestDb::fresh().await;
    let mut planner = Planner::open(&database).await;
    for (text, expected) in [
        ("SELECT name FROM partner WHERE id = $1", ""),
        (
            "SELECT id FROM job WHERE state = 'ready' AND lane = $1 ORDER BY priority, turn, id",
            "",
        ),
        ("DELETE FROM inbox WHERE body = $1", "inbox"),
        // The column stands second in its index.
        ("SELECT body FROM inbox WHERE update_key = $1", "inbox"),
        (
            "SELECT part.bytes FROM document JOIN blob_part AS part ON part.place = document.pages
                WHERE document.id = $1",
            "blob_part",
        ),
        ("SELECT id FROM outbox ORDER BY id", "outbox"),
        (
            "SELECT id FROM outbox WHERE account = $1 ORDER BY body",
            "sorts",
        ),
    ] {
        let costs = planner.costs(text).await;
        let told = match costs.as_slice() {
            [] => "",
            [Cost::Sorts] => "sorts",
            [Cost::Reads { table, .. }] => table,
            several => panic!("{several:?}"),
        };
        assert_eq!(told, expected, "{text}");
    }
}
