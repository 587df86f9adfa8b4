//! Answers to customers from a shop's own knowledge.
//!
//! A question is asked of the shop's own model provider, then of the product's
//! providers, and at last of the built-in answerer, which quotes the knowledge
//! without any network. Whatever a model says is checked against the passages
//! it was given before anybody sees it.

mod answer;
mod budget;
#[cfg(feature = "fuzz")]
pub mod fuzz;
mod interview;
mod key;
mod model;
mod offer;
mod providers;
mod rules;
mod senses;
mod sql;
#[cfg(test)]
mod tests;

use scx_jobs::Registry;
use scx_kit::{ConfigKey, Need};
use scx_store::Sealed;

use crate::Parts;

pub use answer::{answer, quote};
pub use budget::reserve;
pub use key::{
    OwnAccount, note_key_failure, own_accounts, own_key_state, remove_own_key, save_own_key,
    test_key,
};
pub use model::{Action, Answer, OwnKey, Question, Source, Turn};
pub use offer::{TryKey, offer_own_key};
pub use providers::Providers;
pub use rules::built_in::PROVIDER as BUILT_IN;
pub use rules::person::is_wished as is_person_wished;
pub use senses::{Sensed, has_sense, hear, see};

/// The partner's own key at a model provider.
const OWN_KEY: Sealed = Sealed {
    name: "ai.own_key",
    table: "ai_key",
    column: "sealed",
    row: "partner",
    scope: None,
};

const MODELS_FILE: ConfigKey = ConfigKey::open(
    "SCX_MODELS_FILE",
    Need::Optional,
    "A JSON file with models and prices that replaces the built-in list.",
);

// Five questions a second: many times what a busy shop of this size hears.
const CALLS_PER_MINUTE: ConfigKey = ConfigKey::open(
    "SCX_AI_CALLS_PER_MINUTE",
    Need::Default("300"),
    "How many questions of one shop's customers go to a model in a minute; the built-in answerer takes the rest.",
);

const KEYS: [ConfigKey; 7] = [
    ConfigKey::secret(
        "GEMINI_API_KEY",
        Need::Optional,
        "Google Gemini answers customers' questions; without any key the built-in answerer quotes the knowledge.",
    ),
    ConfigKey::secret(
        "OPENAI_API_KEY",
        Need::Optional,
        "OpenAI answers customers' questions when Gemini has no key or does not answer.",
    ),
    ConfigKey::secret(
        "ANTHROPIC_API_KEY",
        Need::Optional,
        "Accepted for later; Anthropic is not connected yet.",
    ),
    ConfigKey::open(
        "SCX_LLM_GEMINI_BASE_URL",
        Need::Optional,
        "Another address of Gemini's interface: a gateway or a test.",
    ),
    ConfigKey::open(
        "SCX_LLM_OPENAI_BASE_URL",
        Need::Optional,
        "Another address of OpenAI's interface: a gateway or a test.",
    ),
    MODELS_FILE,
    CALLS_PER_MINUTE,
];

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        registry: Registry::default().job::<TryKey>(),
        sealed: vec![OWN_KEY, offer::OFFERED_KEY],
        statements: sql::statements(),
        keys: KEYS.to_vec(),
        holdings: sql::HOLDINGS.to_vec(),
        meters: vec![answer::ANSWERS],
    }
}
