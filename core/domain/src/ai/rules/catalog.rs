//! Models and their prices: data with dates, because both change while the
//! product runs.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use scx_connect::llm::Usage;
use scx_kit::Time;
use serde::Deserialize;

/// The list that is compiled in.
pub(in crate::ai) const BUILT_IN: &str = include_str!("../models.json");

/// The role of a model that answers customers.
pub(in crate::ai) const ANSWER: &str = "answer";

/// The role of a model that writes down recordings.
pub(in crate::ai) const HEAR: &str = "hear";

/// The role of a model that describes pictures.
pub(in crate::ai) const SEE: &str = "see";

/// Rates are given for so many tokens.
const TOKENS_PER_RATE: i64 = 1_000_000;

/// A span without end.
const NEVER: Time = Time(i64::MAX);

/// All models, in the order of preference.
#[derive(Clone, Debug)]
pub(in crate::ai) struct Catalog(Vec<Model>);

/// A model at one price.
#[derive(Clone, Debug)]
pub(in crate::ai) struct Model {
    pub provider: String,
    pub model_id: String,
    roles: Vec<String>,
    effective_from: Time,
    retires_at: Time,
    rates: Rates,
    long_prompt: Option<(i64, Rates)>,
    successor: Option<String>,
}

/// Micro-USD for a million tokens.
#[derive(Clone, Copy, Debug)]
struct Rates {
    input: i64,
    cached_input: i64,
    cache_write: i64,
    output: i64,
}

impl Catalog {
    /// Reads a list of models.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn parse(json: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let models: Vec<Model> = file
            .models
            .into_iter()
            .map(Row::read)
            .collect::<Result<_, _>>()?;
        let catalog = Self(models);
        catalog.check()?;
        Ok(catalog)
    }

    /// Whether a provider has any model for a role.
    pub fn serves(&self, provider: &str, role: &str) -> bool {
        self.0.iter().any(|row| row.serves(provider, role))
    }

    /// The first model of a provider for a role that is neither retired nor
    /// still to come.
    pub fn choose(&self, provider: &str, role: &str, now: Time) -> Option<&Model> {
        self.0.iter().find_map(|row| {
            row.serves(provider, role)
                .then(|| self.in_force(provider, &row.model_id, now))
                .flatten()
                .filter(|model| now < model.retires_at)
        })
    }

    /// What takes the place of a model that is gone, at a moment.
    pub fn successor(&self, gone: &Model, now: Time) -> Option<&Model> {
        let mut next = gone.successor.as_deref()?;
        loop {
            let model = self.in_force(&gone.provider, next, now)?;
            if now < model.retires_at {
                return Some(model);
            }
            next = model.successor.as_deref()?;
        }
    }

    /// The row of a model that answered: vendors re-route calls, and bill the
    /// model that did the work.
    pub fn answered<'a>(&'a self, asked: &'a Model, named: &str, now: Time) -> &'a Model {
        let named = named.strip_prefix("models/").unwrap_or(named);
        self.in_force(&asked.provider, named, now).unwrap_or(asked)
    }

    /// The latest row of a model whose price is in force.
    fn in_force(&self, provider: &str, model_id: &str, now: Time) -> Option<&Model> {
        self.rows(provider, model_id)
            .filter(|row| row.effective_from <= now)
            .max_by_key(|row| row.effective_from)
    }

    fn rows<'a, 'n>(
        &'a self,
        provider: &'n str,
        model_id: &'n str,
    ) -> impl Iterator<Item = &'a Model> + use<'a, 'n> {
        self.0
            .iter()
            .filter(move |row| row.provider == provider && row.model_id == model_id)
    }

    fn check(&self) -> Result<(), String> {
        if self.0.is_empty() {
            return Err(String::from("the list of models is empty"));
        }
        for row in &self.0 {
            let same_day = |other: &&Model| other.effective_from == row.effective_from;
            if self
                .rows(&row.provider, &row.model_id)
                .filter(same_day)
                .count()
                > 1
            {
                return Err(format!(
                    "model {:?} has two prices from the same day",
                    row.model_id
                ));
            }
            self.check_successors(row)?;
        }
        Ok(())
    }

    /// Follows the successors of a row by every row of each model, because
    /// time decides which of them counts: each must be listed, and none may
    /// come back.
    fn check_successors(&self, first: &Model) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        let mut ahead: Vec<&str> = first.successor.as_deref().into_iter().collect();
        while let Some(name) = ahead.pop() {
            if name == first.model_id {
                return Err(format!(
                    "the successors of model {:?} go round in a circle",
                    first.model_id
                ));
            }
            if !seen.insert(name) {
                continue;
            }
            if self.rows(&first.provider, name).next().is_none() {
                return Err(format!("successor {name:?} is not among the models"));
            }
            let rows = self.rows(&first.provider, name);
            ahead.extend(rows.filter_map(|row| row.successor.as_deref()));
        }
        Ok(())
    }
}

impl Model {
    fn serves(&self, provider: &str, role: &str) -> bool {
        self.provider == provider && self.roles.iter().any(|own| own == role)
    }

    /// What one call costs in micro-USD, rounded up.
    pub fn cost_micro_usd(&self, usage: &Usage) -> i64 {
        let fresh = i64::from(usage.input_fresh);
        let cached = i64::from(usage.input_cached);
        let written = i64::from(usage.cache_write);
        let output = i64::from(usage.output_visible) + i64::from(usage.output_thinking);
        let rates = match self.long_prompt {
            // The dearer rates are for all tokens of the call.
            Some((above, dearer)) if fresh + cached + written > above => dearer,
            Some(_) | None => self.rates,
        };
        let total = [
            (fresh, rates.input),
            (cached, rates.cached_input),
            (written, rates.cache_write),
            (output, rates.output),
        ]
        .into_iter()
        .fold(0_i64, |sum, (tokens, rate)| {
            sum.saturating_add(tokens.saturating_mul(rate))
        });
        total / TOKENS_PER_RATE + i64::from(total % TOKENS_PER_RATE > 0)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    models: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    provider: String,
    model_id: String,
    roles: Vec<String>,
    effective_from: String,
    retires_at: Option<String>,
    #[serde(rename = "in")]
    input: i64,
    cached_in: i64,
    cache_write: i64,
    out: i64,
    long_prompt: Option<LongPrompt>,
    successor: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LongPrompt {
    above_tokens: i64,
    #[serde(rename = "in")]
    input: i64,
    cached_in: i64,
    cache_write: i64,
    out: i64,
}

impl Row {
    fn read(self) -> Result<Model, String> {
        let name = self.model_id;
        let rates = |input, cached_input, cache_write, output| {
            let all = [input, cached_input, cache_write, output];
            if all.iter().any(|rate| *rate < 0) {
                return Err(format!("model {name:?} has a price below zero"));
            }
            Ok(Rates {
                input,
                cached_input,
                cache_write,
                output,
            })
        };
        let short = rates(self.input, self.cached_in, self.cache_write, self.out)?;
        let long_prompt = match self.long_prompt {
            None => None,
            Some(long) => Some((
                long.above_tokens,
                rates(long.input, long.cached_in, long.cache_write, long.out)?,
            )),
        };
        Ok(Model {
            provider: self.provider,
            roles: self.roles,
            effective_from: day(&name, &self.effective_from)?,
            retires_at: match self.retires_at {
                Some(date) => day(&name, &date)?,
                None => NEVER,
            },
            rates: short,
            long_prompt,
            successor: self.successor,
            model_id: name,
        })
    }
}

/// The first moment of a day in UTC, which is what vendors mean by a date.
fn day(model: &str, date: &str) -> Result<Time, String> {
    NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .ok()
        .and_then(|date| date.and_hms_opt(0, 0, 0))
        .map(|moment| Time(moment.and_utc().timestamp_millis()))
        .ok_or_else(|| format!("model {model:?}: {date:?} is no date like 2027-01-31"))
}

#[cfg(test)]
mod tests;
