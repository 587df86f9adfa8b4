//! Scripted language models: what a vendor's models were asked, and the rules
//! that answer. The vendors' wire formats live beside this file.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use crate::common::{Common, lock};

/// A request to a language model, told in the same words for every vendor.
#[derive(Clone, Debug, Serialize)]
pub struct Prompt {
    /// The model's id.
    pub model: String,
    /// The system instruction.
    pub system: String,
    /// Role (`user`, `model`, `assistant` ..) and text, oldest first.
    pub turns: Vec<(String, String)>,
    /// The JSON schema the answer must follow.
    pub schema: Option<Value>,
    /// The limit for the answer.
    pub max_output_tokens: Option<i64>,
    /// System instruction and all turns as one text, for searching.
    pub whole: String,
    /// Pictures and sound beside the words, in their order.
    pub media: Vec<Media>,
}

/// A file as a model got it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Media {
    /// The type as it was told, such as `image/jpeg`.
    pub mime: String,
    /// The file itself.
    #[serde(skip)]
    pub bytes: Bytes,
}

/// A request to write down what is said in a file. Gemini has no such
/// endpoint: there a recording comes as the media of a [`Prompt`].
#[derive(Clone, Debug, Serialize)]
pub struct Audio {
    /// The model's id.
    pub model: String,
    /// The sound, with its type from the form or else by the name's ending.
    pub media: Media,
    /// The vendor tells the format by its ending.
    pub file_name: String,
    /// What language it is said to be in.
    pub language: Option<String>,
    /// Words that guide the spelling.
    pub prompt: Option<String>,
}

/// What a scripted model does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelReply {
    /// Answers with this text.
    Text(String),
    /// Declines in the vendor's way.
    Refusal,
    /// The vendor's filter stops the request.
    Blocked,
    /// The answer breaks off here at the output limit.
    Truncated(String),
    /// A success without any text: thinking ate the output limit.
    Empty,
}

type Rule = Arc<dyn Fn(&Prompt) -> Option<ModelReply> + Send + Sync>;
type AudioRule = Arc<dyn Fn(&Audio) -> Option<String> + Send + Sync>;

/// One vendor's models. Clones share them.
#[derive(Clone)]
pub struct ScriptedModels {
    pub(crate) vendor: &'static str,
    pub(crate) common: Arc<Common>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    keys: BTreeSet<String>,
    models: BTreeSet<String>,
    rules: Vec<Rule>,
    prompts: Vec<Prompt>,
    audio_rules: Vec<AudioRule>,
    audios: Vec<Audio>,
    answers: u64,
}

impl ScriptedModels {
    pub(crate) fn new(vendor: &'static str, common: Arc<Common>) -> Self {
        Self {
            vendor,
            common,
            state: Arc::default(),
        }
    }

    /// Lets this API key in.
    pub fn add_key(&self, key: &str) {
        self.common.traffic.hide(key, "***");
        lock(&self.state).keys.insert(key.to_owned());
        self.common.changed();
    }

    /// Makes a key worthless.
    pub fn remove_key(&self, key: &str) {
        lock(&self.state).keys.remove(key);
        self.common.changed();
    }

    /// Offers a model.
    pub fn add_model(&self, id: &str) {
        lock(&self.state).models.insert(id.to_owned());
        self.common.changed();
    }

    /// Retires a model.
    pub fn remove_model(&self, id: &str) {
        lock(&self.state).models.remove(id);
        self.common.changed();
    }

    /// Adds a rule. The newest rule is asked first; the first one with an
    /// answer wins.
    pub fn on(&self, rule: impl Fn(&Prompt) -> Option<ModelReply> + Send + Sync + 'static) {
        lock(&self.state).rules.push(Arc::new(rule));
    }

    /// Everything the models were asked, oldest first.
    pub fn prompts(&self) -> Vec<Prompt> {
        lock(&self.state).prompts.clone()
    }

    /// Adds a rule for recordings to be written down; its text is what is
    /// said there, and may be empty. The newest rule is asked first. Rules of
    /// [`ScriptedModels::on`] never hear of these requests.
    pub fn on_audio(&self, rule: impl Fn(&Audio) -> Option<String> + Send + Sync + 'static) {
        lock(&self.state).audio_rules.push(Arc::new(rule));
    }

    /// Every recording that was to be written down, oldest first.
    pub fn audios(&self) -> Vec<Audio> {
        lock(&self.state).audios.clone()
    }

    pub(crate) fn knows_key(&self, key: &str) -> bool {
        lock(&self.state).keys.contains(key)
    }

    pub(crate) fn knows_model(&self, id: &str) -> bool {
        lock(&self.state).models.contains(id)
    }

    pub(crate) fn models(&self) -> Vec<String> {
        lock(&self.state).models.iter().cloned().collect()
    }

    pub(crate) fn next_answer_id(&self) -> u64 {
        let mut state = lock(&self.state);
        state.answers += 1;
        state.answers
    }

    /// Asks the rules, outside of the lock, so that a rule may look at the
    /// fakes. No answer is noted as unexpected with the prompt.
    pub(crate) fn answer(&self, prompt: Prompt) -> Option<ModelReply> {
        let rules = {
            let mut state = lock(&self.state);
            state.prompts.push(prompt.clone());
            state.rules.clone()
        };
        self.common.changed();
        let found = rules.iter().rev().find_map(|rule| rule(&prompt));
        if found.is_none() {
            let line = format!("{}: no rule answers {:#?}", self.vendor, prompt.whole);
            self.common.note_unexpected(line);
        }
        found
    }

    /// As [`ScriptedModels::answer`], for recordings.
    pub(crate) fn hear(&self, audio: &Audio) -> Option<String> {
        let rules = {
            let mut state = lock(&self.state);
            state.audios.push(audio.clone());
            state.audio_rules.clone()
        };
        self.common.changed();
        let found = rules.iter().rev().find_map(|rule| rule(audio));
        if found.is_none() {
            let (name, bytes_len) = (&audio.file_name, audio.media.bytes.len());
            let line = format!(
                "{}: no rule hears {name:?} of {bytes_len} bytes",
                self.vendor
            );
            self.common.note_unexpected(line);
        }
        found
    }

    pub(crate) fn note(&self, what: &str) {
        let line = format!("{} {what}", self.vendor);
        self.common.note_unexpected(line);
    }
}

impl Prompt {
    /// The last thing the person said.
    pub fn last_user_text(&self) -> &str {
        let last = self.turns.iter().rev().find(|(role, _)| role == "user");
        last.map(|(_, text)| text.as_str()).unwrap_or_default()
    }

    pub(crate) fn joined(system: &str, turns: &[(String, String)]) -> String {
        let turns = turns.iter().map(|(role, text)| format!("{role}: {text}"));
        let lines = std::iter::once(system.to_owned()).chain(turns);
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl Media {
    pub(crate) fn is_audio(&self) -> bool {
        self.mime.starts_with("audio/")
    }

    /// The seconds of a recording at the 32 kbit/s of a messenger's voice:
    /// the fakes do not decode.
    pub(crate) fn seconds(&self) -> usize {
        self.bytes.len().div_ceil(4_000)
    }

    /// Tokens as Gemini documents them: 32 a second, 258 a small picture.
    pub(crate) fn tokens(&self) -> usize {
        if self.is_audio() {
            32 * self.seconds()
        } else {
            258
        }
    }
}

impl ModelReply {
    /// The text that reaches the caller.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Truncated(text) => text,
            Self::Refusal | Self::Blocked | Self::Empty => "",
        }
    }
}

/// Tokens as the fakes count them: a quarter of the characters, at least one.
pub(crate) fn tokens(text: &str) -> usize {
    if text.is_empty() {
        return 0;
    }
    text.chars().count().div_ceil(4)
}
