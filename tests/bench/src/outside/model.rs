//! A model by Gemini's `generateContent`: it takes its time and quotes what it
//! was given.
//! Source: <https://ai.google.dev/api/generate-content>.

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{Answer, Shared, of_json, pause};
use crate::figures::Spread;
use crate::shop;

/// What the model has done.
#[derive(Debug, Default)]
pub(super) struct Model {
    asked: u64,
    without_blocks: u64,
    without_answer: u64,
    /// From the arrival of a question to its answer.
    held: Spread,
}

impl Model {
    pub(super) fn state(&self) -> Value {
        json!({
            "asked": self.asked,
            "without_blocks": self.without_blocks,
            "without_answer": self.without_answer,
            "held_p50_us": self.held.clone().quantile(0.5),
            "held_p99_us": self.held.clone().quantile(0.99),
        })
    }
}

/// The documented fields of a question; others are refused.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Question {
    system_instruction: Option<Content>,
    contents: Vec<Content>,
    generation_config: Option<Value>,
    #[expect(dead_code, reason = "documented and not needed")]
    safety_settings: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    role: Option<String>,
    parts: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    text: String,
}

impl Content {
    fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }
}

/// Answers once the model's time is over.
pub(super) async fn answer(
    outside: &Shared,
    (path, run): (&str, u32),
    has_key: bool,
    body: &[u8],
    (arrived, until): (Instant, Instant),
) -> Answer {
    if !path.ends_with(":generateContent") {
        return of_json(200, &json!({"models": []}));
    }
    if !has_key {
        return refused(outside, "API key not valid. Please pass a valid API key.");
    }
    let question: Question = match serde_json::from_slice(body) {
        Ok(question) => question,
        Err(error) => return refused(outside, &format!("Invalid JSON payload: {error}")),
    };
    let is_user = |turn: &Content| turn.role.as_deref() != Some("model");
    let Some(last) = question.contents.last().filter(|turn| is_user(turn)) else {
        return refused(outside, "the last turn is not the user's");
    };
    let system = question
        .system_instruction
        .as_ref()
        .map(Content::text)
        .unwrap_or_default();
    let (reply, asked) = (Reply::to(&last.text(), &system), last.text().len());
    let wants_json = question
        .generation_config
        .is_some_and(|config| config.get("responseMimeType") == Some(&json!("application/json")));
    let text = if wants_json { reply.json() } else { reply.text };
    pause::at(outside, "generateContent", run).await;
    tokio::time::sleep_until(until).await;
    let mut state = outside.borrow_mut();
    let model = &mut state.model;
    model.asked += 1;
    model.without_blocks += u64::from(!reply.had_blocks);
    model.without_answer += u64::from(reply.block.is_none());
    model.held.add_us(arrived.elapsed());
    let (tokens_in, tokens_out) = ((asked + system.len()) / 4, text.len() / 4);
    of_json(
        200,
        &json!({
            "candidates": [{
                "content": {"role": "model", "parts": [{"text": text}]},
                "finishReason": "STOP", "index": 0,
            }],
            "usageMetadata": {
                "promptTokenCount": tokens_in,
                "candidatesTokenCount": tokens_out,
                "totalTokenCount": tokens_in + tokens_out,
            },
            "modelVersion": "bench",
        }),
    )
}

fn refused(outside: &Shared, why: &str) -> Answer {
    outside.borrow_mut().refuse(why);
    let error = json!({"code": 400, "status": "INVALID_ARGUMENT", "message": why});
    of_json(400, &json!({"error": error}))
}

/// What the model says.
#[derive(Debug, PartialEq)]
struct Reply {
    text: String,
    /// The block that it rests on.
    block: Option<u32>,
    had_blocks: bool,
}

impl Reply {
    /// Looks for the block with the most words of the question and copies its
    /// price. Without blocks it says something short.
    fn to(last: &str, system: &str) -> Self {
        let (blocks, question) = blocks(last);
        let words: Vec<String> = question
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 1)
            .map(str::to_lowercase)
            .collect();
        let told = |text: &str| {
            let text = text.to_lowercase();
            words.iter().filter(|word| text.contains(*word)).count()
        };
        // The first of equals is the one that the product ranks first.
        let best = blocks
            .iter()
            .rev()
            .max_by_key(|(_, text)| told(text))
            .and_then(|(place, text)| Some((*place, shop::price_in(text)?)));
        Self {
            text: best.map_or_else(|| "…".to_owned(), |(_, price)| sentence(price, system)),
            block: best.map(|(place, _)| place),
            had_blocks: !blocks.is_empty(),
        }
    }

    fn json(&self) -> String {
        let (action, answer) = match self.block {
            Some(_) => ("answer", self.text.as_str()),
            None => ("no_answer", ""),
        };
        json!({
            "language": "uz-Latn", "answer": answer, "action": action,
            "cited": self.block.into_iter().collect::<Vec<_>>(), "confidence": 0.9,
        })
        .to_string()
    }
}

/// In the language that the instructions name.
fn sentence(price: &str, system: &str) -> String {
    if system.contains("Write in Russian") {
        format!("Да, есть в наличии. Цена этого товара {price} сум.")
    } else if system.contains("Write in English") {
        format!("Yes, we have it in stock. The price of it is {price} UZS.")
    } else if system.contains("Write in Uzbek in the Cyrillic") {
        format!("Ҳа, сотувда бор. Бу маҳсулотнинг нархи {price} сўм.")
    } else {
        format!("Ha, sotuvda bor. Bu mahsulotning narxi {price} so‘m.")
    }
}

/// The numbered blocks of a turn and the question after them. They stand
/// between lines `[mark block 7]` and `[mark end]`.
fn blocks(turn: &str) -> (Vec<(u32, &str)>, &str) {
    let mut blocks = Vec::new();
    let mut question = turn;
    for part in turn.split(" end]") {
        let Some((head, body)) = part.rsplit_once("]\n") else {
            continue;
        };
        let head = head.rsplit('[').next().unwrap_or_default();
        let body = body.rsplit_once("\n[").map_or(body, |(body, _)| body);
        let number = head.rsplit_once(" block ").map(|(_, number)| number);
        match number.and_then(|number| number.parse().ok()) {
            Some(place) => blocks.push((place, body)),
            None => question = body,
        }
    }
    (blocks, question)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TURN: &str = "[x9 block 4]\nMahsulot: Choynak Artel A204; Narxi: 145 000 so‘m\n[x9 end]\n\n\
        [x9 block 8]\nMahsulot: Choynak Artel A304; Narxi: 95 500 so‘m\n[x9 end]\n\n\
        [x9 customer's question]\nChoynak Artel A304 qancha?\n[x9 end]";

    #[test]
    fn the_block_that_was_asked_for_is_quoted() {
        let (blocks, question) = blocks(TURN);
        assert_eq!(
            blocks.iter().map(|(place, _)| *place).collect::<Vec<_>>(),
            [4, 8]
        );
        assert_eq!(question, "Choynak Artel A304 qancha?");
        let reply = Reply::to(TURN, "Write in Russian (ru)");
        assert_eq!(reply.block, Some(8));
        assert!(reply.text.contains("95 500 сум"));
    }

    #[test]
    fn without_blocks_it_says_that_it_cannot_answer() {
        let reply = Reply::to("Salom", "");
        assert!(!reply.had_blocks && reply.json().contains("no_answer"));
    }
}
