//! How PostgreSQL would run a statement, whatever its arguments are. Reading a
//! whole table is made unattractive, because that is right for an empty one.

use std::collections::HashMap;

use regex::Regex;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};

use super::Cost;

/// Enough that an index pays for the largest statement over many rows.
const ROWS: u32 = 20_000;

pub(super) struct Planner {
    conn: PgConnection,
    indexes: HashMap<String, Index>,
    arguments: Regex,
}

struct Index {
    table: String,
    first_column: String,
    is_partial: bool,
}

impl Planner {
    pub(super) async fn open(url: &str) -> Self {
        const INDEXES: &str = "SELECT entry.relname, owner.relname, attribute.attname,
                pg_index.indpred IS NOT NULL
            FROM pg_index
            JOIN pg_class AS owner ON owner.oid = pg_index.indrelid
            JOIN pg_class AS entry ON entry.oid = pg_index.indexrelid
            JOIN pg_attribute AS attribute
                ON attribute.attrelid = pg_index.indrelid AND attribute.attnum = pg_index.indkey[0]";
        let mut conn = PgConnection::connect(url).await.expect("a database");
        fill(&mut conn).await;
        let settings = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off";
        conn.execute(settings).await.expect("set");
        let rows = sqlx::query_as::<_, (String, String, String, bool)>(INDEXES);
        let rows = rows.fetch_all(&mut conn).await.expect("the indexes");
        let mut indexes = HashMap::new();
        for (name, table, first_column, is_partial) in rows {
            let index = Index {
                table,
                first_column,
                is_partial,
            };
            indexes.insert(name, index);
        }
        Self {
            conn,
            indexes,
            arguments: Regex::new(r"\$(\d+)").expect("a valid expression"),
        }
    }

    pub(super) async fn costs(&mut self, text: &str) -> Result<Vec<Cost>, String> {
        let numbers = self.arguments.captures_iter(text);
        let most = numbers
            .filter_map(|found| found[1].parse::<usize>().ok())
            .max();
        let nulls = vec!["NULL"; most.unwrap_or(0)].join(", ");
        let arguments = if nulls.is_empty() {
            nulls
        } else {
            format!("({nulls})")
        };
        let explain = format!(
            "PREPARE it AS {text}; EXPLAIN (FORMAT JSON) EXECUTE it{arguments}; DEALLOCATE it"
        );
        let rows = sqlx::raw_sql(AssertSqlSafe(explain))
            .fetch_all(&mut self.conn)
            .await;
        let rows = rows.map_err(|error| error.to_string())?;
        let plan: String = rows
            .first()
            .ok_or("no plan")?
            .try_get_unchecked(0)
            .map_err(|error| error.to_string())?;
        let plan: Value = serde_json::from_str(&plan).map_err(|error| error.to_string())?;
        let mut costs = Vec::new();
        self.walk(&plan[0]["Plan"], &mut costs);
        Ok(costs)
    }

    fn walk(&self, node: &Value, costs: &mut Vec<Cost>) {
        costs.extend(self.cost(node));
        for inner in node["Plans"].as_array().into_iter().flatten() {
            self.walk(inner, costs);
        }
    }

    fn cost(&self, node: &Value) -> Option<Cost> {
        match node["Node Type"].as_str()? {
            "Seq Scan" => Some(Cost::Reads {
                table: node["Relation Name"].as_str()?.to_owned(),
                index: None,
            }),
            "Index Scan" | "Index Only Scan" | "Bitmap Index Scan" => {
                let name = node["Index Name"].as_str()?;
                let index = self.indexes.get(name)?;
                let condition = node["Index Cond"].as_str().unwrap_or_default();
                (!index.is_entered(condition)).then(|| Cost::Reads {
                    table: index.table.clone(),
                    index: Some(name.to_owned()),
                })
            }
            "Sort" | "Incremental Sort" if reads_a_table(node) => Some(Cost::Sorts),
            _ => None,
        }
    }
}

impl Index {
    /// Whether a search starts at the index's first column; an index over the
    /// few rows that are meant may be read whole.
    fn is_entered(&self, condition: &str) -> bool {
        let first = Regex::new(&format!(r"\({} ", self.first_column)).expect("a plain name");
        self.is_partial || first.is_match(condition)
    }
}

/// The arguments of a statement may be sorted freely.
fn reads_a_table(node: &Value) -> bool {
    let mut inner = node["Plans"].as_array().into_iter().flatten();
    !node["Relation Name"].is_null() || inner.any(reads_a_table)
}

/// Rows in every table: the plans of empty ones say nothing. All values of a
/// column differ, but those of `partner`: a partner has many of everything.
/// The tables are vacuumed here and not when the server comes round to it: an
/// index-only scan is cheaper afterwards, and the plan must not depend on when.
async fn fill(conn: &mut PgConnection) {
    const COLUMNS: &str = "SELECT table_name, string_agg(quote_ident(column_name), ', '),
        string_agg(CASE WHEN column_name = 'partner' THEN '''partner-'' || n % 400'
            WHEN data_type = 'boolean' THEN 'n % 2 = 0'
            ELSE 'CAST(CAST(n AS TEXT) AS ' || data_type || ')' END, ', ')
        FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations' GROUP BY table_name";
    let tables = sqlx::query_as::<_, (String, String, String)>(COLUMNS).fetch_all(&mut *conn);
    for (table, columns, values) in tables.await.expect("the columns") {
        let text = format!(
            "ALTER TABLE {table} SET (autovacuum_enabled = false);
            INSERT INTO {table} ({columns}) SELECT {values} FROM generate_series(1, {ROWS}) AS n
            ON CONFLICT DO NOTHING"
        );
        conn.execute(AssertSqlSafe(text)).await.expect("filled");
    }
    conn.execute("VACUUM (ANALYZE)").await.expect("analysed");
}
