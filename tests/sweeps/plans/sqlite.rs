//! How SQLite would run a statement. The product never runs ANALYZE, so the
//! plan on an empty database is the plan of a full one.

use std::collections::HashSet;

use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

use super::Cost;

pub(super) struct Planner {
    conn: SqliteConnection,
    tables: Vec<String>,
    partial: HashSet<String>,
}

impl Planner {
    pub(super) async fn open(url: &str) -> Self {
        let mut conn = SqliteConnection::connect(url).await.expect("a database");
        let tables = names(
            &mut conn,
            "SELECT name FROM sqlite_master WHERE type = 'table'",
        )
        .await;
        let partial =
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'";
        let partial = names(&mut conn, partial).await.into_iter().collect();
        Self {
            conn,
            tables,
            partial,
        }
    }

    pub(super) async fn costs(&mut self, text: &str) -> Result<Vec<Cost>, String> {
        let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}"));
        let rows = sqlx::raw_sql(explain).fetch_all(&mut self.conn).await;
        let rows = rows.map_err(|error| error.to_string())?;
        let steps = rows.iter().map(|row| row.get::<String, _>("detail"));
        Ok(steps.filter_map(|step| self.cost(text, &step)).collect())
    }

    fn cost(&self, text: &str, step: &str) -> Option<Cost> {
        if step.starts_with("USE TEMP B-TREE") {
            return Some(Cost::Sorts);
        }
        // An index that is built for one run reads the table as a scan does.
        let scan = step.strip_prefix("SCAN ");
        let read = scan.or_else(|| {
            step.strip_prefix("SEARCH ")
                .filter(|_| step.contains("AUTOMATIC"))
        });
        let mut words = read?.split(' ');
        let table = self.table(text, words.next()?)?;
        let index = words.skip_while(|word| *word != "INDEX").nth(1);
        // An index over the few rows that are meant holds nothing else.
        let is_meant = index.is_some_and(|index| self.partial.contains(index));
        let index = index.map(str::to_owned);
        (!is_meant).then_some(Cost::Reads { table, index })
    }

    /// The table behind a name of the statement; none behind a list of values,
    /// a common table or a subquery.
    fn table(&self, text: &str, name: &str) -> Option<String> {
        let is_table = |word: &str| self.tables.iter().any(|table| table == word);
        if is_table(name) {
            return Some(name.to_owned());
        }
        let words = text
            .split_whitespace()
            .filter(|word| !word.eq_ignore_ascii_case("AS"));
        let words: Vec<&str> = words.collect();
        let aliased = words
            .windows(2)
            .find(|pair| is_table(pair[0]) && pair[1] == name);
        aliased.map(|pair| pair[0].to_owned())
    }
}

async fn names(conn: &mut SqliteConnection, text: &'static str) -> Vec<String> {
    let names = sqlx::query_scalar(text).fetch_all(conn).await;
    names.expect("the names")
}
