//! tantivy, asked the same questions. Built where the feature `tantivy` wishes it:
//! it takes longer to compile than the rest of the bench.

use scx_lang::Passage;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};
use tantivy::{Index, TantivyDocument, Term, doc};

use super::Question;
use super::peers::{Peer, whole};

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
