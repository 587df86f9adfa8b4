//! What a model is asked and what it replies.

use scx_connect::llm::Role;
use scx_domain::accounts::PartnerId;
use scx_domain::ai::fuzz::{self, LONGEST_CHARS, Words, Worth};
use scx_domain::ai::{Action, Question, Source, Turn};
use scx_kit::{Language, SeededEntropy, Time};
use serde_json::json;

use crate::facts::has_no_host_of_its_own;
use crate::input::Values;

/// Random in the product; no input may contain them but in a reply.
const MARK: &str = "Mf7Q2kZp0XwLr9Ta";
const CANARY: &str = "Cn5Vb8JdYs3GhE6u";
/// Stand in inputs for the two.
const SECRETS: [(&str, &str); 2] = [("MARK", MARK), ("CANARY", CANARY)];

/// Letters that a change of script may turn one letter into.
const SCRIPT_GROWTH: usize = 4;

/// A reply, the shop's name, the question, its hours, what was said before,
/// and passages. A reply that is no JSON is put into the JSON of an answer.
pub fn reply(bytes: &[u8]) {
    let mut values = Values::of(bytes);
    let reply = values.text();
    let question = question(&mut values);
    if knows_a_mark(&question) {
        return;
    }
    stays_in_its_place(&question);
    quotes(&question);
    let raw = raw(&reply, &question);
    is_fit(&question, fuzz::judge(&question, MARK, CANARY, &raw));
}

/// A list of models with prices.
pub fn catalog(bytes: &[u8]) {
    const PROVIDERS: [&str; 2] = ["gemini", "openai"];
    const MOMENTS: [Time; 4] = [
        Time(0),
        Time(1_795_230_000_000),
        Time(1_900_000_000_000),
        Time(i64::MAX),
    ];
    let json = String::from_utf8_lossy(bytes);
    match fuzz::catalog(&json, &PROVIDERS, &MOMENTS) {
        Ok(chosen) => assert!(chosen.len() < 1_000, "successors go round in a circle"),
        Err(sentence) => assert!(!sentence.is_empty()),
    }
}

/// Judges words of a model about a small shop.
pub(crate) fn is_harmless(raw: &str) {
    let mut values = Values::of(b"Lola\xffNarxi?\xff\xff\xffNomi: Choynak; Narxi: 145 000");
    let question = question(&mut values);
    is_fit(&question, fuzz::judge(&question, MARK, CANARY, raw));
}

fn question(values: &mut Values<'_>) -> Question {
    let entropy = SeededEntropy::new("fuzz");
    let shop_name = values.text();
    let text = values.text();
    let hours = Some(values.text()).filter(|hours| !hours.is_empty());
    let history = values.text();
    let sources = values.texts(8);
    Question {
        partner: PartnerId::new(Time(1), &entropy),
        shop_name,
        tone: String::from("friendly"),
        hours,
        language: Language::ALL[text.len() % Language::ALL.len()],
        history: history
            .split('\n')
            .filter(|line| !line.is_empty())
            .map(|line| Turn {
                is_customer: !line.starts_with('>'),
                text: line.to_owned(),
            })
            .collect(),
        text,
        sources: (0..)
            .zip(sources)
            .map(|(at, text)| source(at, text))
            .collect(),
        end_user: String::from("someone"),
    }
}

/// A passage; the reader of files has left out what is invisible.
fn source(place: u32, text: String) -> Source {
    let text = text.replace('\0', "");
    let heading = text.split_once('#').map(|(heading, _)| heading.to_owned());
    Source {
        place,
        heading,
        text,
        score: 9.0,
        covered: 1.0,
    }
}

/// What the model says, with our secrets where the input wants them.
fn raw(reply: &str, question: &Question) -> String {
    let raw = if reply.contains('{') {
        reply.to_owned()
    } else {
        let cited: Vec<u32> = question.sources.iter().map(|source| source.place).collect();
        json!({"language": "ru", "answer": reply, "cited": cited, "action": "answer", "confidence": 1})
            .to_string()
    };
    let fill = |raw: String, (name, secret): (&str, &str)| raw.replace(name, secret);
    SECRETS.into_iter().fold(raw, fill)
}

/// What a customer reads holds nothing that the shop did not say.
fn is_fit(question: &Question, worth: Worth) {
    match worth {
        Worth::LedAstray => {}
        Worth::Clean(words) => is_sendable(question, &words),
        Worth::Flawed(note, words) => {
            assert!(note.lines().count() >= 3, "{note:?}");
            if let Some(words) = words {
                assert_eq!(words.action, Action::Answer);
                is_sendable(question, &words);
            }
        }
    }
}

fn is_sendable(question: &Question, words: &Words) {
    if words.action != Action::Answer {
        assert_eq!(words.text, "");
        return;
    }
    let text = &words.text;
    assert!(!text.trim().is_empty(), "an answer without words");
    assert!(!text.contains('\0'), "a NUL in an answer");
    assert!(text.chars().count() <= LONGEST_CHARS * SCRIPT_GROWTH);
    for (_, secret) in SECRETS {
        assert!(
            !text.contains(secret),
            "it tells the instructions: {text:?}"
        );
    }
    let exists = |place: &u32| question.sources.iter().any(|source| source.place == *place);
    assert!(words.cited.iter().all(exists));
    let mut known: Vec<&str> = vec![&question.shop_name];
    known.extend(question.hours.as_deref());
    for source in &question.sources {
        known.push(&source.text);
        known.extend(source.heading.as_deref());
    }
    has_no_host_of_its_own(text, &known);
    has_no_figure_of_its_own(text, &known);
}

/// Where nobody gave a number, an answer has none, whatever the digits look like.
fn has_no_figure_of_its_own(text: &str, known: &[&str]) {
    let is_figure =
        |c: char| c.is_ascii_digit() || matches!(c, '０'..='９' | '٠'..='٩' | '۰'..='۹');
    // 𝟝 is a five as well.
    if known.iter().any(|text| text.contains(char::is_numeric)) {
        return;
    }
    for line in text.lines() {
        // A numbered list counts, and the minutes of a full hour say nothing.
        let line = line.trim_start();
        let words = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_item = words.starts_with(". ") || words.starts_with(") ");
        let words = if is_item { words } else { line };
        let figure = words.chars().find(|c| is_figure(*c) && *c != '0');
        assert_eq!(figure, None, "a figure from nowhere in {text:?}");
    }
}

/// The marks are made anew for every question, and nobody can know them.
fn knows_a_mark(question: &Question) -> bool {
    let texts = [&question.text, &question.shop_name].into_iter();
    let sources = question.sources.iter();
    let sources = sources.flat_map(|source| [Some(&source.text), source.heading.as_ref()]);
    let said = question.history.iter().map(|turn| &turn.text);
    texts
        .chain(sources.flatten())
        .chain(said)
        .chain(&question.hours)
        .any(|text| text.contains(CANARY) || text.contains(MARK))
}

/// Data stay between their marks, and a shop's name stays a name.
fn stays_in_its_place(question: &Question) {
    let ask = fuzz::ask(question, MARK, CANARY);
    let plain = Question {
        shop_name: String::from("Lola"),
        ..question.clone()
    };
    let quiet = fuzz::ask(&plain, MARK, CANARY).system;
    assert_eq!(ask.system.lines().count(), quiet.lines().count());
    assert_eq!(ask.system.matches('"').count(), quiet.matches('"').count());
    let blocks = question.sources.len() + usize::from(question.hours.is_some());
    let last = ask.turns.last().expect("the question");
    assert_eq!(last.text.matches(MARK).count(), 2 * blocks + 2);
    assert!(last.text.ends_with(&format!("[{MARK} end]")));
    assert_eq!(ask.turns[0].role, Role::User);
    assert_eq!(last.role, Role::User);
    assert!(ask.turns.windows(2).all(|two| two[0].role != two[1].role));
    let said = ask.turns.iter().map(|turn| turn.text.as_str());
    assert!(said.clone().all(|text| !text.contains(CANARY)));
}

/// The answerer without a model.
fn quotes(question: &Question) {
    let words = fuzz::built_in(question);
    if words.action == Action::Answer {
        is_sendable(question, &words);
        assert!(words.text.chars().count() <= LONGEST_CHARS + 4, "too long");
    }
}
