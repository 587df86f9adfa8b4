//! What a partner's customers asked, and who answered.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _};
use scx_kit::{Language, Millis, Time};
use scx_lang::fold;
use scx_store::{DbError, Tx};

use super::model::Author;
use super::{Channel, sql};
use crate::accounts::{PartnerId, TASHKENT};
use crate::messengers::Account;

/// Questions without an answer that are listed.
const MOST_LISTED: usize = 10;

/// What happened in a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Messages of customers.
    pub asked: i64,
    /// Answers of the AI.
    pub answered: i64,
    /// Questions that the knowledge does not answer.
    pub unanswered: i64,
    /// Wishes for a person that the AI understood.
    pub handed_over: i64,
    /// Messages of the shop's people.
    pub by_people: i64,
    /// Answers that customers liked.
    pub liked: i64,
    /// Answers that they did not.
    pub disliked: i64,
    /// What the models cost, in millionths of a US dollar.
    pub cost_micro_usd: i64,
}

/// The last seven days, and today of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Since midnight in Tashkent.
    pub today: Counts,
    /// Today and the six days before.
    pub week: Counts,
    /// Customers' messages of the week by channel, most first.
    pub channels: Vec<(Channel, i64)>,
    /// Customers' messages of the week by language, most first.
    pub languages: Vec<(Language, i64)>,
    /// Customers' messages of the week by the hour of the day in Tashkent.
    pub hours: [i64; 24],
    /// What was asked most in vain in the week, with how often.
    pub unanswered: Vec<(String, i64)>,
}

/// Messages that have everything in common that is counted by.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Tally {
    pub(super) is_today: i64,
    pub(super) channel: String,
    pub(super) language: Option<String>,
    pub(super) author: String,
    pub(super) action: Option<String>,
    pub(super) hour: i64,
    pub(super) count: i64,
    pub(super) cost: i64,
    pub(super) liked: i64,
    pub(super) disliked: i64,
}

/// The last midnight in Tashkent.
pub(crate) fn midnight(now: Time) -> Time {
    let day = Millis::days(1).0;
    let since = (now + TASHKENT).0.rem_euclid(day);
    now - Millis(since)
}

/// The first midnight of the month in Tashkent.
fn month(now: Time) -> Time {
    let here = DateTime::from_timestamp_millis((now + TASHKENT).0);
    let days = here.map_or(0, |here| i64::from(here.day0()));
    midnight(now) - Millis::days(days)
}

/// How many messages of an account have reached customers since the first of the
/// month: what WhatsApp charges beyond the first thousand of a number.
///
/// # Errors
/// [`DbError`].
pub async fn delivered_this_month(
    tx: &mut Tx,
    partner: PartnerId,
    account: Account,
) -> Result<i64, DbError> {
    let from = month(tx.now());
    sql::delivered(tx, partner, (account, from)).await
}

/// Counts today and the six days before.
///
/// # Errors
/// [`DbError`].
pub async fn stats(tx: &mut Tx, partner: PartnerId) -> Result<Stats, DbError> {
    let today = midnight(tx.now());
    let from = today - Millis::days(6);
    let tallies = sql::tallies(tx, partner, (from, today)).await?;
    let unanswered = sql::unanswered(tx, partner, from).await?;
    Ok(Stats {
        unanswered: most_asked(unanswered),
        ..summed(&tallies)
    })
}

fn summed(tallies: &[Tally]) -> Stats {
    let mut stats = Stats::default();
    let mut channels: BTreeMap<Channel, i64> = BTreeMap::new();
    let mut languages: BTreeMap<&str, i64> = BTreeMap::new();
    for tally in tallies {
        count(&mut stats.week, tally);
        if tally.is_today == 1 {
            count(&mut stats.today, tally);
        }
        if tally.author != Author::Customer.name() {
            continue;
        }
        if let Ok(channel) = Channel::try_from(tally.channel.clone()) {
            *channels.entry(channel).or_default() += tally.count;
        }
        if let Some(language) = &tally.language {
            *languages.entry(language).or_default() += tally.count;
        }
        let hour = usize::try_from(tally.hour).unwrap_or_default() % 24;
        stats.hours[hour] += tally.count;
    }
    stats.channels = most_first(channels);
    let languages = languages
        .into_iter()
        .filter_map(|(tag, count)| Some((Language::from_tag(tag)?, count)));
    stats.languages = most_first(languages);
    stats
}

fn count(counts: &mut Counts, tally: &Tally) {
    counts.cost_micro_usd += tally.cost;
    counts.liked += tally.liked;
    counts.disliked += tally.disliked;
    match (tally.author.as_str(), tally.action.as_deref()) {
        ("customer", _) => counts.asked += tally.count,
        ("partner", _) => counts.by_people += tally.count,
        (_, Some("answer")) => counts.answered += tally.count,
        (_, Some("no_answer")) => counts.unanswered += tally.count,
        (_, Some("hand_over")) => counts.handed_over += tally.count,
        _ => {}
    }
}

fn most_first<T>(counted: impl IntoIterator<Item = (T, i64)>) -> Vec<(T, i64)> {
    let mut counted: Vec<(T, i64)> = counted.into_iter().collect();
    counted.sort_by_key(|(_, count)| -count);
    counted
}

/// Questions that are the same in small letters and without signs are one.
fn most_asked(questions: Vec<String>) -> Vec<(String, i64)> {
    let mut asked: BTreeMap<String, (String, i64)> = BTreeMap::new();
    for question in questions {
        let words = fold(&question);
        let words: Vec<&str> = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        asked.entry(words.join(" ")).or_insert((question, 0)).1 += 1;
    }
    let mut most = most_first(asked.into_values());
    most.truncate(MOST_LISTED);
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_midnight_in_tashkent() {
        // 21.11.2026 08:00 and 00:00.
        assert_eq!(midnight(Time(1_795_230_000_000)), Time(1_795_201_200_000));
        assert_eq!(midnight(Time(1_795_201_200_000)), Time(1_795_201_200_000));
    }

    #[test]
    fn the_month_begins_on_its_first_in_tashkent() {
        // 21.11.2026 08:00 and 01.11.2026 00:00.
        assert_eq!(month(Time(1_795_230_000_000)), Time(1_793_473_200_000));
        assert_eq!(month(Time(1_793_473_200_000)), Time(1_793_473_200_000));
    }

    #[test]
    fn spellings_of_one_question_are_counted_together() {
        let asked = ["Yetkazasizlarmi?", "yetkazasizlarmi", "Nasiya bormi"];
        let most = most_asked(asked.map(str::to_owned).to_vec());
        assert_eq!(most[0], ("Yetkazasizlarmi?".to_owned(), 2));
        assert_eq!(most.len(), 2);
    }

    #[test]
    fn messages_are_counted_where_they_belong() {
        let tally = |author: &str, action: Option<&str>, is_today, hour, count| Tally {
            is_today,
            channel: "whatsapp".to_owned(),
            language: Some("ru".to_owned()),
            author: author.to_owned(),
            action: action.map(str::to_owned),
            hour,
            count,
            cost: 7,
            liked: 1,
            disliked: 0,
        };
        let stats = summed(&[
            tally("customer", None, 1, 9, 3),
            tally("customer", None, 0, 21, 2),
            tally("ai", Some("answer"), 1, 9, 2),
            tally("product", Some("no_answer"), 0, 21, 1),
            tally("product", None, 0, 21, 5),
        ]);
        assert_eq!((stats.today.asked, stats.week.asked), (3, 5));
        assert_eq!((stats.today.answered, stats.week.unanswered), (2, 1));
        assert_eq!(
            (stats.today.cost_micro_usd, stats.week.cost_micro_usd),
            (14, 35)
        );
        assert_eq!((stats.hours[9], stats.hours[21]), (3, 2));
        assert_eq!(stats.channels, [(Channel::WhatsApp, 5)]);
        assert_eq!(stats.languages, [(Language::Ru, 5)]);
    }
}
