//! Recordings that are written down, and pictures that are described.

use scx_connect::llm::{Ask, Completion, Llm, Media, Outcome, Recording, Role, Turn, reason};
use scx_connect::{ConnectError, ErrorKind};
use scx_jobs::Cx;
use scx_kit::{Language, Millis};
use serde::Deserialize;
use serde_json::json;

use super::OwnAccount;
use super::answer::report;
use super::providers::Providers;
use super::rules::catalog::{HEAR, Model, SEE};
use super::rules::prompt;

const TIMEOUT: Millis = Millis::secs(40);
/// A picture is described in a few sentences.
const MOST_TOKENS: u32 = 600;
/// What a customer says in one message, with much room.
const MOST_CHARS: usize = 3_000;

/// What was understood, with its price tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensed {
    /// What was said, or what is to be seen.
    pub text: String,
    /// Who understood it.
    pub provider: String,
    /// The model.
    pub model: String,
    /// Tokens read.
    pub tokens_in: i64,
    /// Tokens written.
    pub tokens_out: i64,
    /// In millionths of a US dollar.
    pub cost_micro_usd: i64,
    /// What of it the house pays: nothing with the shop's own key.
    pub house_micro_usd: i64,
}

/// What a provider is to do.
enum Sense<'a> {
    Hear,
    See(&'a str),
}

/// Whether anybody can be asked to hear recordings, or to see pictures.
pub fn has_sense(cx: &Cx, own: Option<&OwnAccount>, is_hearing: bool) -> bool {
    let providers = cx.service::<Providers>();
    let role = if is_hearing { HEAR } else { SEE };
    let platform = providers.accounts().iter().map(|(id, _)| *id);
    let mut all = own
        .map(|own| own.provider.as_str())
        .into_iter()
        .chain(platform);
    all.any(|id| {
        providers
            .catalog()
            .choose(id, role, cx.clock.now())
            .is_some()
    })
}

/// Writes down what is said in a recording; nothing where nobody can.
pub async fn hear(cx: &Cx, own: Option<&OwnAccount>, media: &Media) -> Option<Sensed> {
    walk(cx, own, media, &Sense::Hear).await
}

/// Describes a picture for a search in the shop's knowledge, in a language;
/// nothing where nobody can.
pub async fn see(
    cx: &Cx,
    own: Option<&OwnAccount>,
    media: &Media,
    language: Language,
) -> Option<Sensed> {
    walk(cx, own, media, &Sense::See(prompt::name(language))).await
}

async fn walk(
    cx: &Cx,
    own: Option<&OwnAccount>,
    media: &Media,
    sense: &Sense<'_>,
) -> Option<Sensed> {
    let providers = cx.service::<Providers>();
    let role = match sense {
        Sense::Hear => HEAR,
        Sense::See(_) => SEE,
    };
    let own = own.map(|own| (own.provider.as_str(), &own.key, false));
    let platform = providers
        .accounts()
        .iter()
        .map(|(id, key)| (*id, key, true));
    for (provider, key, is_ours) in own.into_iter().chain(platform) {
        let model = providers.catalog().choose(provider, role, cx.clock.now());
        let (Some(model), Some(llm)) = (model, providers.open(provider, key)) else {
            continue;
        };
        let outcome = match sense {
            Sense::Hear => llm.hear(&recording(model, media)).await,
            Sense::See(language) => describe(&*llm, model, media, language).await,
        };
        match outcome {
            Ok(completion) => {
                if let Some(sensed) = sensed(model, completion, is_ours) {
                    return Some(sensed);
                }
            }
            Err(error) if is_foreign(&error) => {}
            Err(error) => report(&error, is_ours),
        }
    }
    None
}

/// The provider does not take this kind; another one may.
fn is_foreign(error: &ConnectError) -> bool {
    matches!(&error.kind, ErrorKind::Refused { reason } if reason == reason::MEDIA)
}

fn recording(model: &Model, media: &Media) -> Recording {
    Recording {
        model: model.model_id.clone(),
        instructions: prompt::HEAR.to_owned(),
        media: media.clone(),
        timeout: TIMEOUT,
    }
}

async fn describe(
    llm: &dyn Llm,
    model: &Model,
    media: &Media,
    language: &str,
) -> Result<Completion, ConnectError> {
    #[derive(Deserialize)]
    struct Seen {
        description: String,
    }
    let ask = Ask {
        model: model.model_id.clone(),
        system: prompt::see(language),
        turns: vec![Turn {
            role: Role::User,
            text: "The picture.".to_owned(),
        }],
        pictures: vec![media.clone()],
        schema: json!({
            "type": "object",
            "properties": {"description": {"type": "string"}},
            "required": ["description"],
            "additionalProperties": false,
        }),
        schema_name: "seen".to_owned(),
        max_output_tokens: MOST_TOKENS,
        end_user: String::new(),
        timeout: TIMEOUT,
    };
    let completion = llm.complete(&ask).await?;
    let outcome = match completion.outcome {
        Outcome::Answer(json) => match serde_json::from_str::<Seen>(&json) {
            Ok(seen) => Outcome::Answer(seen.description),
            Err(_) => Outcome::Empty,
        },
        other => other,
    };
    Ok(Completion {
        outcome,
        ..completion
    })
}

fn sensed(model: &Model, completion: Completion, is_ours: bool) -> Option<Sensed> {
    let usage = completion.usage;
    let cost_micro_usd = model.cost_micro_usd(&usage);
    let text = match completion.outcome {
        Outcome::Answer(text) => text.trim().chars().take(MOST_CHARS).collect::<String>(),
        Outcome::Truncated(_) | Outcome::Refused | Outcome::Blocked | Outcome::Empty => {
            return None;
        }
    };
    (!text.is_empty()).then(|| Sensed {
        text,
        provider: model.provider.clone(),
        model: model.model_id.clone(),
        tokens_in: i64::from(usage.input_fresh) + i64::from(usage.input_cached),
        tokens_out: i64::from(usage.output_visible) + i64::from(usage.output_thinking),
        cost_micro_usd,
        house_micro_usd: if is_ours { cost_micro_usd } else { 0 },
    })
}
