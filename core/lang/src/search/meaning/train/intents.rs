//! What customers want to know, in `corpus/intents`: ways to ask for it, and
//! how shops write the answer. Some intents together make a shop, so that
//! every answer is told apart from many others.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::shops::{Asked, Shop};
use crate::identify::train::Chance;
use crate::passages::split;

/// Paragraphs of a shop that is made of intents; fewer than the least make none.
const PARAGRAPHS: usize = 40;
const LEAST: usize = 20;
/// Answers that every intent has, each of another shop.
const ANSWERS: usize = 6;

/// The files with their names, in order.
pub(super) fn files() -> io::Result<Vec<PathBuf>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/intents");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

/// Something that customers want to know.
#[derive(Clone, Default)]
struct Intent {
    /// With their languages.
    messages: Vec<(String, String)>,
    answers: Vec<String>,
}

/// Shops made of intents, by turns of one area and of all.
pub(super) fn shops(chance: &mut Chance) -> io::Result<Vec<Shop>> {
    let areas: Vec<Vec<Intent>> = files()?
        .iter()
        .map(|file| read(&fs::read_to_string(file)?))
        .collect::<io::Result<_>>()?;
    let mut shops = Vec::new();
    for round in 0..ANSWERS {
        let mut order = areas.clone();
        if round % 2 == 1 {
            order = vec![order.concat()];
        }
        for some in &mut order {
            chance.shuffle(some);
        }
        let order = order.concat();
        let shop = |intents: &[Intent]| shop(intents, round);
        let full = order.chunks(PARAGRAPHS).filter(|some| some.len() >= LEAST);
        shops.extend(full.map(shop));
    }
    Ok(shops)
}

/// `# name`, `Q language<tab>message` and `A<tab>answer`.
fn read(text: &str) -> io::Result<Vec<Intent>> {
    let mut intents: Vec<Intent> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if line.starts_with("# ") {
            intents.push(Intent::default());
            continue;
        }
        let fields = line.split_once('\t');
        match (intents.last_mut(), fields) {
            (Some(intent), Some(("A", answer))) => intent.answers.push(answer.to_owned()),
            (Some(intent), Some((head, message))) if head.starts_with("Q ") => {
                let language = head.trim_start_matches("Q ").to_owned();
                intent.messages.push((language, message.to_owned()));
            }
            _ => return Err(io::Error::other(line.to_owned())),
        }
    }
    match intents.iter().find(|one| one.answers.len() != ANSWERS) {
        Some(one) => Err(io::Error::other(format!("{:?}", one.answers))),
        None => Ok(intents),
    }
}

/// A shop whose answers are those of one round.
fn shop(intents: &[Intent], round: usize) -> Shop {
    let answers = intents.iter().map(|one| one.answers[round].as_str());
    let passages = split(&answers.collect::<Vec<_>>().join("\n\n"));
    let asked = intents.iter().flat_map(|one| {
        let holds = |at: &usize| passages[*at].text.contains(&one.answers[round]);
        let answers: Vec<usize> = (0..passages.len()).filter(holds).collect();
        one.messages.iter().map(move |(language, text)| Asked {
            language: language.clone(),
            text: text.clone(),
            answers: answers.clone(),
        })
    });
    let asked = asked.filter(|one| !one.answers.is_empty()).collect();
    Shop { passages, asked }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_intent_is_asked_and_answered_in_the_shops_that_are_made() {
        let shops = shops(&mut Chance::new(1)).expect("every file is as it should be");
        assert!(shops.len() >= 5 * ANSWERS, "{}", shops.len());
        for shop in &shops {
            assert!(shop.passages.len() >= LEAST);
            assert!(shop.asked.iter().all(|asked| asked.answers.len() == 1));
        }
    }

    #[test]
    fn a_file_that_is_not_as_it_should_be_is_refused() {
        assert!(read("# one\nQ uz-Latn\tqatdasiz\nA\tChorsuda\n").is_err());
        assert!(read("Q uz-Latn\tqatdasiz\n").is_err());
    }
}
