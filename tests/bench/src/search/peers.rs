//! Search engines that others keep, asked the same questions.

use scx_lang::Passage;
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};
use tantivy::{Index, TantivyDocument, Term, doc};

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

fn whole(passage: &Passage) -> String {
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

/// tantivy with the Snowball stemmer of the question's language, Russian for
/// Uzbek, which has none.
pub(super) struct Tantivy;

impl Peer for Tantivy {
    async fn best(
        &self,
        passages: &[Passage],
        asked: &[&Question],
    ) -> anyhow::Result<Vec<Vec<usize>>> {
        let is_english = asked.iter().any(|one| one.language.starts_with("en"));
        let language = if is_english {
            Language::English
        } else {
            Language::Russian
        };
        let analyser = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(Stemmer::new(language))
            .build();
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("stems")
            .set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field(
            "text",
            TextOptions::default().set_indexing_options(indexing),
        );
        let place = schema.add_u64_field("place", STORED);
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("stems", analyser.clone());
        let mut writer = index.writer_with_num_threads(1, 20_000_000)?;
        for (at, passage) in passages.iter().enumerate() {
            writer.add_document(doc!(text => whole(passage), place => at as u64))?;
        }
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        let mut found = Vec::new();
        for question in asked {
            let mut terms: Vec<(Occur, Box<dyn Query>)> = Vec::new();
            let mut analyser = analyser.clone();
            analyser.token_stream(&question.text).process(&mut |token| {
                let term = Term::from_field_text(text, &token.text);
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                terms.push((Occur::Should, Box::new(query)));
            });
            let best = TopDocs::with_limit(5).order_by_score();
            let hits = searcher.search(&BooleanQuery::new(terms), &best)?;
            let mut places = Vec::new();
            for (_, address) in hits {
                let document: TantivyDocument = searcher.doc(address)?;
                let at = document.get_first(place).and_then(|value| value.as_u64());
                places.extend(at.and_then(|at| usize::try_from(at).ok()));
            }
            found.push(places);
        }
        Ok(found)
    }
}
