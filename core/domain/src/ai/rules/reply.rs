//! A model's reply as it comes, and as it may be sent.

use serde::Deserialize;

use crate::ai::Action;

/// The longest answer that is sent.
pub(in crate::ai) const LONGEST_CHARS: usize = 3_000;

/// What a model wrote, by the schema it was given. The language is judged by
/// the text itself and not by what the model says of it.
#[derive(Debug)]
pub(in crate::ai) struct Reply {
    pub action: Action,
    pub answer: String,
    pub cited: Vec<i64>,
    pub confidence: Option<f64>,
}

/// An answer that may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ai) struct Draft {
    pub action: Action,
    pub text: String,
    pub cited: Vec<u32>,
}

impl Draft {
    /// A draft that says nothing itself.
    pub fn without_words(action: Action) -> Self {
        Self {
            action,
            text: String::new(),
            cited: Vec::new(),
        }
    }
}

#[derive(Deserialize)]
struct Wire {
    answer: String,
    cited: Vec<i64>,
    action: String,
    confidence: Option<f64>,
}

/// Reads a reply; some models put their JSON into a fence.
pub(in crate::ai) fn read(raw: &str) -> Option<Reply> {
    let start = raw.find('{')?;
    let end = raw.rfind('}')?;
    let wire: Wire = serde_json::from_str(raw.get(start..=end)?).ok()?;
    // PostgreSQL refuses a row with a NUL, and with it every answer beside it.
    let answer = wire.answer.replace('\0', "");
    Some(Reply {
        action: Action::from_name(&wire.action)?,
        answer: capped(answer.trim()),
        cited: wire.cited,
        confidence: wire.confidence,
    })
}

/// A text cut at the end of a line, a sentence or a word.
fn capped(text: &str) -> String {
    let Some((limit, _)) = text.char_indices().nth(LONGEST_CHARS) else {
        return text.to_owned();
    };
    let head = &text[..limit];
    let sentence = head.rfind(['\n', '.', '!', '?']).map(|at| at + 1);
    let word = head.rfind(char::is_whitespace);
    // A sentence end far back would throw half of the answer away.
    let end = sentence
        .filter(|at| *at > limit / 2)
        .or(word)
        .unwrap_or(limit);
    head[..end].trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(action: &str, answer: &str) -> String {
        serde_json::json!({
            "language": "ru", "answer": answer, "cited": [1], "action": action, "confidence": 0.5,
        })
        .to_string()
    }

    #[test]
    fn replies_are_read_with_and_without_a_fence() {
        let plain = json("answer", " Да ");
        for raw in [plain.clone(), format!("```json\n{plain}\n```")] {
            let reply = read(&raw).unwrap();
            assert_eq!(reply.action, Action::Answer);
            assert_eq!(reply.answer, "Да");
            assert_eq!(reply.cited, [1]);
        }
    }

    #[test]
    fn a_nul_is_left_out_of_an_answer() {
        let reply = read(&json("answer", "\0Да\0, есть\0")).unwrap();
        assert_eq!(reply.answer, "Да, есть");
    }

    #[test]
    fn anything_else_is_no_reply() {
        for raw in [
            "",
            "Да",
            "}{",
            "{}",
            &json("refund", "Да"),
            r#"{"action":"answer"}"#,
        ] {
            assert!(read(raw).is_none(), "{raw}");
        }
    }

    #[test]
    fn a_long_answer_ends_with_a_whole_sentence() {
        let sentence = "Бу жуда узун жавобнинг битта гапи. ";
        let reply = read(&json("answer", &sentence.repeat(200))).unwrap();
        assert!(reply.answer.chars().count() <= LONGEST_CHARS);
        assert!(reply.answer.ends_with("гапи."));
        let word = read(&json("answer", &"я".repeat(5_000))).unwrap();
        assert_eq!(word.answer.chars().count(), LONGEST_CHARS);
    }
}
