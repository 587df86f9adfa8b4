//! What the search reaches on the shared development set, and whether its
//! tables are current.

use super::*;

/// Scores the shared development set where it is present. The floors are
/// what this version reached, less a little.
#[test]
fn the_development_set_stays_above_its_floor() {
    let Some(queries) = crate::dev_set::read("retrieval-dev.queries.jsonl") else {
        return;
    };
    for (language, first_floor, fifth_floor) in [("ru", 0.94, 0.99), ("en", 0.96, 0.995)] {
        let name = format!("retrieval-dev.xquad_{language}.jsonl");
        let corpus = crate::dev_set::read(&name).expect("the corpus lies beside the queries");
        let mut ids = Vec::new();
        let mut passages = Vec::new();
        for line in corpus.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            ids.push(row["id"].clone());
            passages.push(Passage {
                index: passages.len() as u32,
                start: 0,
                end: 0,
                text: row["text"].as_str().unwrap().to_owned(),
                heading: None,
                page: None,
            });
        }
        let index = Index::build(&passages);
        let case = format!("{language}>{language}");
        let (mut asked, mut first, mut fifth) = (0.0, 0.0, 0.0);
        for line in queries.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            if row["case"] != case.as_str() {
                continue;
            }
            asked += 1.0;
            let hits = index.search(row["query"].as_str().unwrap(), 5);
            let gold = row["gold"].as_array().unwrap();
            let place = hits
                .iter()
                .position(|hit| gold.contains(&ids[hit.passage as usize]));
            first += f64::from(u8::from(place == Some(0)));
            fifth += f64::from(u8::from(place.is_some()));
        }
        assert!(
            first / asked >= first_floor,
            "{case} first {}",
            first / asked
        );
        assert!(
            fifth / asked >= fifth_floor,
            "{case} fifth {}",
            fifth / asked
        );
    }
}

#[test]
fn the_model_was_made_from_the_shops_and_words_as_they_are() {
    assert!(
        meaning::train::is_current().expect("the shops are there"),
        "see core/lang/corpus/SOURCES.md for how to make it anew"
    );
}
