//! A language model for stories and for the playground that cannot invent: it
//! may quote only what it was given in the prompt.

use scx_fakes::{ModelReply, Prompt};
use scx_lang::fold;
use serde_json::{Value, json};

/// Words with this beginning in common are taken for the same word.
const SAME_CHARS: usize = 4;
/// Shorter words say nothing about a block.
const TELLING_CHARS: usize = 3;

/// Answers with the data block that shares most words with the question, cited
/// by its number, in the form of the schema it was given. Without such a block
/// it says that there is no answer. `None` for a prompt that it does not know.
pub fn quoting_model(prompt: &Prompt) -> Option<ModelReply> {
    let data = prompt
        .turns
        .iter()
        .rev()
        .find_map(|(_, text)| Data::read(text))?;
    let language = language(prompt)?;
    let quoted = data.best();
    let answer = Answer {
        language,
        text: quoted.map_or_else(String::new, |block| block.text.clone()),
        cited: quoted.map(|block| block.place).into_iter().collect(),
        action: if quoted.is_some() {
            "answer"
        } else {
            "no_answer"
        },
    };
    let json = answer.fills(prompt.schema.as_ref()?)?;
    Some(ModelReply::Text(json.to_string()))
}

/// The languages that the schema offers; the instructions name the one to use.
fn language(prompt: &Prompt) -> Option<String> {
    let tags = prompt.schema.as_ref()?["properties"]["language"]["enum"]
        .as_array()?
        .clone();
    let named = |tag: &&str| prompt.system.contains(&format!("({tag})"));
    tags.iter()
        .filter_map(Value::as_str)
        .find(named)
        .map(str::to_owned)
}

/// What stands between the marks of a request.
struct Data {
    blocks: Vec<Block>,
    question: String,
}

struct Block {
    place: i64,
    text: String,
}

impl Data {
    /// Every part begins with `[mark name]` and ends with `[mark end]`; the
    /// last one is the question.
    fn read(turn: &str) -> Option<Self> {
        let mark = turn
            .lines()
            .next_back()?
            .strip_prefix('[')?
            .strip_suffix(" end]")?
            .to_owned();
        let mut data = Self {
            blocks: Vec::new(),
            question: String::new(),
        };
        let mut open: Option<(&str, Vec<&str>)> = None;
        for line in turn.lines() {
            let name = line
                .strip_prefix(&format!("[{mark} "))
                .and_then(|rest| rest.strip_suffix(']'));
            match (name, &mut open) {
                (Some("end"), part) => {
                    let (name, lines) = part.take()?;
                    data.add(name, lines.join("\n"));
                }
                (Some(name), part) => *part = Some((name, Vec::new())),
                (None, Some((_, lines))) => lines.push(line),
                (None, None) => {}
            }
        }
        Some(data)
    }

    fn add(&mut self, name: &str, text: String) {
        match name
            .strip_prefix("block ")
            .and_then(|place| place.parse().ok())
        {
            Some(place) => self.blocks.push(Block { place, text }),
            None => self.question = text,
        }
    }

    /// The block with most of the question's words. A word of every block,
    /// such as the name of a column, tells none of them from the others.
    fn best(&self) -> Option<&Block> {
        let wanted = words(&self.question);
        let has = |block: &Block, word: &String| words(&block.text).contains(word);
        let is_telling = |word: &&String| {
            self.blocks.len() == 1 || !self.blocks.iter().all(|block| has(block, word))
        };
        let telling: Vec<&String> = wanted.iter().filter(is_telling).collect();
        let shared = |block: &Block| telling.iter().filter(|word| has(block, word)).count();
        let best = self.blocks.iter().rev().max_by_key(|block| shared(block))?;
        (shared(best) > 0).then_some(best)
    }
}

/// The beginnings of the words of a text, in one script.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| word.chars().count() >= TELLING_CHARS)
        .map(|word| word.chars().take(SAME_CHARS).collect())
        .collect()
}

struct Answer {
    language: String,
    text: String,
    cited: Vec<i64>,
    action: &'static str,
}

impl Answer {
    /// The answer as the schema wants it; `None` when the schema asks for
    /// something that this model does not know.
    fn fills(&self, schema: &Value) -> Option<Value> {
        let mut filled = serde_json::Map::new();
        for name in schema["properties"].as_object()?.keys() {
            let value = match name.as_str() {
                "language" => json!(self.language),
                "answer" => json!(self.text),
                "cited" => json!(self.cited),
                "action" => json!(self.action),
                "confidence" => json!(0.9),
                _ => return None,
            };
            filled.insert(name.clone(), value);
        }
        Some(Value::Object(filled))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prompt(question: &str) -> Prompt {
        let turn = format!(
            "[M block 4]\nNomi: Choynak; Narxi: 145 000 so'm\n[M end]\n\n\
             [M block 7]\nNomi: Dazmol; Narxi: 310 000 so'm\n[M end]\n\n\
             [M customer's question]\n{question}\n[M end]"
        );
        Prompt {
            model: String::new(),
            system: String::from("Write in Russian (ru)."),
            turns: vec![("user".to_owned(), turn)],
            schema: Some(json!({"properties": {
                "language": {"enum": ["uz-Latn", "ru"]}, "answer": {}, "cited": {}, "action": {}, "confidence": {},
            }})),
            max_output_tokens: None,
            whole: String::new(),
            media: Vec::new(),
        }
    }

    fn reply(question: &str) -> Value {
        let Some(ModelReply::Text(json)) = quoting_model(&prompt(question)) else {
            panic!("no reply");
        };
        serde_json::from_str(&json).expect("it is JSON")
    }

    #[test]
    fn it_quotes_the_block_that_fits_and_cites_it() {
        let reply = reply("Дазмол нархи қанча?");
        assert_eq!(reply["answer"], "Nomi: Dazmol; Narxi: 310 000 so'm");
        assert_eq!(reply["cited"], json!([7]));
        assert_eq!(reply["action"], "answer");
        assert_eq!(reply["language"], "ru");
    }

    #[test]
    fn it_has_no_answer_when_only_a_column_fits() {
        let reply = reply("Velosiped narxi qancha?");
        assert_eq!(reply["action"], "no_answer");
        assert_eq!(reply["cited"], json!([]));
    }

    #[test]
    fn it_does_not_know_other_prompts() {
        let mut other = prompt("Choynak?");
        other.turns[0].1.push_str("\nmore");
        assert_eq!(quoting_model(&other), None);
        let mut other = prompt("Choynak?");
        other.schema = Some(json!({"properties": {"title": {}}}));
        assert_eq!(quoting_model(&other), None);
    }
}
