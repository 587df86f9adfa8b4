//! The way of a question: the shop's own provider, the product's providers,
//! the built-in answerer.

use scx_connect::{ConnectError, ErrorKind};
use scx_jobs::Cx;
use scx_kit::{Entropy, Meter, Meters, Secret, Time};

use super::interview::{Interview, Spent};
use super::providers::Providers;
use super::rules::checks::Sent;
use super::rules::prompt::{self, Marks, PROMPT_VERSION};
use super::rules::reply::Draft;
use super::rules::{built_in, catalog, person};
use super::{Answer, OwnAccount, Question, key};

/// What came of questions and who answered.
pub(super) const ANSWERS: Meter = Meter::count(
    "scx_answers",
    "Answers by what they were and who gave them.",
);

/// Letters of a mark: 62^16 is far beyond guessing.
const MARK_CHARS: usize = 16;

/// Answers a customer's question, with the partner's own account where there
/// is one. Providers that are down only change who answers.
pub async fn answer(cx: &Cx, question: &Question, own: Option<&OwnAccount>) -> Answer {
    counted(cx, find(cx, question, own).await)
}

/// Answers a question without any model.
pub fn quote(cx: &Cx, question: &Question) -> Answer {
    counted(cx, of_built_in(question, Spent::default(), false))
}

fn counted(cx: &Cx, answer: Answer) -> Answer {
    let labels = [
        ("action", answer.action.name()),
        ("provider", answer.provider.as_str()),
    ];
    cx.service::<Meters>().count(&ANSWERS, &labels);
    answer
}

async fn find(cx: &Cx, question: &Question, own: Option<&OwnAccount>) -> Answer {
    let has_data = !question.sources.is_empty() || question.hours.is_some();
    // A model could only say that there is nothing to answer from.
    if !has_data || person::is_wished(&question.text) {
        return of_built_in(question, Spent::default(), false);
    }
    let route = Route {
        providers: cx.service::<Providers>(),
        entropy: &*cx.entropy,
        now: cx.clock.now(),
    };
    route.walk(own, question).await
}

/// What the way of one question needs, the database aside.
pub(super) struct Route<'a> {
    pub providers: &'a Providers,
    pub entropy: &'a dyn Entropy,
    pub now: Time,
}

impl Route<'_> {
    /// Asks one provider after the other.
    pub async fn walk(&self, own: Option<&OwnAccount>, question: &Question) -> Answer {
        let marks = Marks {
            data: self.entropy.word(MARK_CHARS),
            canary: self.entropy.word(MARK_CHARS),
        };
        let sent = Sent::new(question, marks);
        let mut spent = Spent::default();
        let mut own_key_failed = false;
        if let Some(OwnAccount { provider, key }) = own {
            let asked = self.ask(provider, key, question, &sent, &mut spent).await;
            spent.own_micro_usd = spent.cost_micro_usd;
            match asked {
                Asked::Answered(draft, model) => {
                    return of_model(provider, model, draft, spent, false);
                }
                Asked::Failed(error) => {
                    own_key_failed = key::is_key_failure(&error);
                    report(&error, !own_key_failed);
                }
                Asked::Nobody => {}
            }
        }
        for (provider, key) in self.providers.accounts() {
            match self.ask(provider, key, question, &sent, &mut spent).await {
                Asked::Answered(draft, model) => {
                    return of_model(provider, model, draft, spent, own_key_failed);
                }
                Asked::Failed(error) => report(&error, true),
                Asked::Nobody => {}
            }
        }
        of_built_in(question, spent, own_key_failed)
    }

    async fn ask(
        &self,
        provider: &str,
        key: &Secret<String>,
        question: &Question,
        sent: &Sent,
        spent: &mut Spent,
    ) -> Asked {
        let catalog = self.providers.catalog();
        let model = catalog.choose(provider, catalog::ANSWER, self.now);
        let (Some(model), Some(llm)) = (model, self.providers.open(provider, key)) else {
            tracing::warn!(
                ai.provider = provider,
                "no model of this provider can be asked"
            );
            return Asked::Nobody;
        };
        let mut interview = Interview {
            llm: &*llm,
            catalog,
            model,
            sent,
            now: self.now,
            spent,
        };
        let ask = prompt::ask(question, &sent.blocks, &sent.marks);
        match interview.hold(ask).await {
            Ok(draft) => Asked::Answered(draft, interview.model.model_id.clone()),
            Err(error) => Asked::Failed(error),
        }
    }
}

/// What came of one provider.
enum Asked {
    /// A draft, and the model that wrote it.
    Answered(Draft, String),
    Failed(ConnectError),
    /// The provider is not connected or has no model.
    Nobody,
}

/// Logs a failure. A key of the product that fails and a request that is not
/// understood are for the operator; the partner mends the partner's key.
pub(super) fn report(error: &ConnectError, is_ours: bool) {
    let needs_a_person = match &error.kind {
        ErrorKind::Auth | ErrorKind::Refused { .. } | ErrorKind::Broken => is_ours,
        ErrorKind::Limited { .. } | ErrorKind::Unavailable { .. } => false,
    };
    if needs_a_person {
        tracing::error!(error = %error, detail = %error.detail, "a model provider cannot be used");
    } else {
        tracing::warn!(error = %error, detail = %error.detail, "a model provider did not answer");
    }
}

fn of_model(
    provider: &str,
    model: String,
    draft: Draft,
    spent: Spent,
    own_key_failed: bool,
) -> Answer {
    Answer {
        action: draft.action,
        text: draft.text,
        cited: draft.cited,
        provider: provider.to_owned(),
        model,
        prompt_version: PROMPT_VERSION,
        tokens_in: spent.tokens_in,
        tokens_out: spent.tokens_out,
        cost_micro_usd: spent.cost_micro_usd,
        house_micro_usd: spent.cost_micro_usd - spent.own_micro_usd,
        own_key_failed,
    }
}

fn of_built_in(question: &Question, spent: Spent, own_key_failed: bool) -> Answer {
    let draft = built_in::answer(question);
    let model = built_in::MODEL.to_owned();
    of_model(built_in::PROVIDER, model, draft, spent, own_key_failed)
}
