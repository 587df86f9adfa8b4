//! Search engines that others keep, asked the same questions.

use scx_lang::Passage;
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;

use super::Question;

/// Finds places of passages, the best five first.
pub(super) trait Peer {
    /// The places for each question.
    async fn best(
        &self,
        passages: &[Passage],
        asked: &[&Question],
    ) -> anyhow::Result<Vec<Vec<usize>>>;
}

pub(super) fn whole(passage: &Passage) -> String {
    let heading = passage.heading.as_deref().unwrap_or_default();
    format!("{heading}\n{}", passage.text)
}

/// SQLite's full text search, the terms of the question joined with OR.
pub(super) struct Words {
    pub tokenizer: &'static str,
}

impl Words {
    /// Each term in quotes: signs of a message would be query syntax.
    fn query(&self, text: &str) -> String {
        let lower = text.to_lowercase();
        let words = lower
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_owned);
        let terms: Vec<String> = if self.tokenizer == "trigram" {
            let chars: Vec<char> = lower.chars().filter(|c| *c != '"').collect();
            chars
                .windows(3)
                .map(|three| three.iter().collect())
                .collect()
        } else {
            words.filter(|word| !word.is_empty()).collect()
        };
        let quoted: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
        quoted.join(" OR ")
    }
}

impl Peer for Words {
    async fn best(
        &self,
        passages: &[Passage],
        asked: &[&Question],
    ) -> anyhow::Result<Vec<Vec<usize>>> {
        let mut db = SqliteConnection::connect("sqlite::memory:").await?;
        let create = match self.tokenizer {
            "trigram" => "CREATE VIRTUAL TABLE passage USING fts5(text, tokenize = 'trigram')",
            _ => "CREATE VIRTUAL TABLE passage USING fts5(text, tokenize = 'unicode61')",
        };
        sqlx::query(create).execute(&mut db).await?;
        for (place, passage) in passages.iter().enumerate() {
            sqlx::query("INSERT INTO passage (rowid, text) VALUES ($1, $2)")
                .bind(i64::try_from(place)?)
                .bind(whole(passage))
                .execute(&mut db)
                .await?;
        }
        let mut found = Vec::new();
        for question in asked {
            let query = self.query(&question.text);
            let rows: Vec<(i64,)> = if query.is_empty() {
                Vec::new()
            } else {
                sqlx::query_as(
                    "SELECT rowid FROM passage WHERE passage MATCH $1 ORDER BY bm25(passage) LIMIT 5",
                )
                .bind(query)
                .fetch_all(&mut db)
                .await?
            };
            let places = rows
                .into_iter()
                .filter_map(|(row,)| usize::try_from(row).ok());
            found.push(places.collect());
        }
        Ok(found)
    }
}
