//! The house's figures in words, as a table and as pictures.

use chrono::DateTime;
use scx_domain::Arg;
use scx_domain::accounts::{Group, TASHKENT};
use scx_domain::chat::Channel;
use scx_domain::statistics::{Day, Figure, HALF, NEARLY_ALL, mean};
use scx_kit::{Language, Time};

use crate::chart::{self, Bar};
use crate::ui::Pen;
use crate::{names, partner};

/// So'm for a US dollar, which models are paid in; a service. Nothing where the
/// operator has not said: then no margin is told.
#[derive(Clone, Copy, Debug)]
pub struct SomPerUsd(pub Option<i64>);

/// What is drawn as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picture {
    /// Customers' messages.
    Messages,
    /// Money that came in.
    Revenue,
    /// Partners whose plan runs.
    Paying,
}

impl Picture {
    pub(super) const ALL: [Self; 3] = [Self::Messages, Self::Revenue, Self::Paying];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Revenue => "revenue",
            Self::Paying => "paying",
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Messages => "button-figures-messages",
            Self::Revenue => "button-figures-revenue",
            Self::Paying => "button-figures-paying",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Messages => "figures-chart-messages",
            Self::Revenue => "figures-chart-revenue",
            Self::Paying => "figures-chart-paying",
        }
    }

    fn of(self, day: &Day) -> i64 {
        match self {
            Self::Messages => day.all(Figure::Messages),
            // Thousands of so'm: a tiyin is a hundredth.
            Self::Revenue => day.of(Figure::Revenue, "").div_euclid(100_000),
            Self::Paying => day.of(Figure::Partners, Group::Paid.name()),
        }
    }

    /// The picture, with a bar for each day.
    pub(super) fn draw(self, days: &[Day], pen: &Pen<'_>) -> Option<Vec<u8>> {
        let each = if days.len() > 10 { 5 } else { 1 };
        let last = days.len().saturating_sub(1);
        let bars = days.iter().enumerate().map(|(place, day)| Bar {
            below: match (last - place) % each {
                0 => date(day.at),
                _ => String::new(),
            },
            value: self.of(day),
        });
        chart::bars_of(&pen.t(self.title()), &bars.collect::<Vec<_>>())
    }
}

/// `21.11`.
pub(super) fn date(at: i64) -> String {
    let here = DateTime::from_timestamp_millis((Time(at) + TASHKENT).0);
    here.map_or_else(String::new, |here| here.format("%d.%m").to_string())
}

/// A day beside the one before and the mean of a week.
pub(super) fn beside(day: &Day, past: &[Day], rate: Option<i64>, pen: &Pen<'_>) -> Vec<String> {
    let yesterday = past.last().cloned().unwrap_or_default();
    let week = &past[past.len().saturating_sub(7)..];
    let compared = |key: &str, of: &dyn Fn(&Day) -> i64| {
        let args = [
            ("count", Arg::Number(of(day))),
            ("before", Arg::Number(of(&yesterday))),
            ("mean", Arg::Number(mean(week, of))),
        ];
        pen.text(key, &args)
    };
    let sums = |key: &str, figure: Figure| {
        let of = |day: &Day| day.of(figure, "");
        let args = [
            ("count", Arg::Money(of(day))),
            ("before", Arg::Money(of(&yesterday))),
            ("mean", Arg::Money(mean(week, of))),
        ];
        pen.text(key, &args)
    };
    let mut lines = vec![
        partners_of(day, pen),
        compared("figures-registered", &|day| day.of(Figure::Registered, "")),
        compared("figures-conversations", &|day| {
            day.all(Figure::Conversations)
        }),
        compared("figures-messages", &|day| day.all(Figure::Messages)),
    ];
    lines.extend(shares(day, pen));
    lines.push(compared("figures-answers", &|day| {
        day.of(Figure::Answers, "")
    }));
    lines.extend(took(day, pen));
    lines.extend(undelivered(day, pen));
    lines.push(sums("figures-revenue", Figure::Revenue));
    lines.push(monthly(day, pen));
    lines.push(compared("figures-lapsed", &|day| {
        day.of(Figure::Lapsed, "")
    }));
    lines.push(costs(day, rate, pen));
    lines
}

/// Many days together.
pub(super) fn together(sum: &Day, past: &[Day], rate: Option<i64>, pen: &Pen<'_>) -> Vec<String> {
    let count = |key: &str, value: i64| pen.text(key, &[("count", Arg::Number(value))]);
    let mut lines = vec![
        partners_of(sum, pen),
        count("figures-registered-in", sum.of(Figure::Registered, "")),
        count("figures-conversations-in", sum.all(Figure::Conversations)),
        count("figures-messages-in", sum.all(Figure::Messages)),
    ];
    lines.extend(shares(sum, pen));
    lines.push(count("figures-answers-in", sum.of(Figure::Answers, "")));
    lines.extend(took(sum, pen));
    lines.extend(undelivered(sum, pen));
    let revenue = Arg::Money(sum.of(Figure::Revenue, ""));
    lines.push(pen.text("figures-revenue-in", &[("count", revenue)]));
    lines.push(monthly(sum, pen));
    let lapsed = sum.of(Figure::Lapsed, "");
    // Of those who paid when the span began.
    let first = past
        .first()
        .map_or(0, |day| day.of(Figure::Partners, Group::Paid.name()));
    let args = [
        ("count", Arg::Number(lapsed)),
        ("percent", percent(lapsed, first).into()),
    ];
    lines.push(pen.text("figures-churn", &args));
    lines.push(costs(sum, rate, pen));
    lines
}

fn partners_of(day: &Day, pen: &Pen<'_>) -> String {
    let of = |group: Group| Arg::Number(day.of(Figure::Partners, group.name()));
    let args = [
        ("all", of(Group::Everybody)),
        ("trial", of(Group::Trial)),
        ("paid", of(Group::Paid)),
        ("free", of(Group::Free)),
        ("expired", of(Group::Expired)),
        ("banned", of(Group::Banned)),
        ("files", Arg::Number(day.of(Figure::Knowledge, ""))),
    ];
    pen.text("figures-partners", &args)
}

/// Messages by channel and by language, and the busiest channel.
fn shares(day: &Day, pen: &Pen<'_>) -> Vec<String> {
    if day.all(Figure::Messages) == 0 {
        return Vec::new();
    }
    let channels = Channel::ALL.map(|channel| {
        let count = day.of(Figure::Messages, channel.name());
        (names::channel(channel).to_owned(), count)
    });
    let languages = Language::ALL.map(|language| {
        let count = day.of(Figure::Languages, language.tag());
        (language.own_name().to_owned(), count)
    });
    let unknown = (pen.t("figures-no-language"), day.of(Figure::Languages, ""));
    let languages = languages.into_iter().chain([unknown]);
    let busiest = day.greatest(Figure::Messages);
    let busiest = busiest.and_then(|(name, _)| Channel::try_from(name.to_owned()).ok());
    let busiest = busiest.map(names::channel).unwrap_or_default();
    vec![
        pen.text(
            "figures-channels",
            &[
                ("list", listed(channels.to_vec()).into()),
                ("busiest", busiest.into()),
            ],
        ),
        pen.text(
            "figures-languages",
            &[("list", listed(languages.collect()).into())],
        ),
    ]
}

fn listed(parts: Vec<(String, i64)>) -> String {
    let some = parts.into_iter().filter(|(_, count)| *count > 0);
    let words = some.map(|(name, count)| format!("{name} {count}"));
    words.collect::<Vec<_>>().join(", ")
}

/// None where nothing was answered.
fn took(day: &Day, pen: &Pen<'_>) -> Option<String> {
    if day.of(Figure::Took, NEARLY_ALL) == 0 {
        return None;
    }
    let seconds = |label| {
        let ms = day.of(Figure::Took, label);
        format!("{}.{}", ms / 1_000, ms % 1_000 / 100)
    };
    let args = [
        ("half", seconds(HALF).into()),
        ("most", seconds(NEARLY_ALL).into()),
    ];
    Some(pen.text("figures-took", &args))
}

/// None where nothing was sent.
fn undelivered(day: &Day, pen: &Pen<'_>) -> Option<String> {
    let (sent, failed) = (day.of(Figure::Sent, ""), day.of(Figure::Undelivered, ""));
    let args = [
        ("sent", Arg::Number(sent)),
        ("failed", Arg::Number(failed)),
        ("percent", percent(failed, sent).into()),
    ];
    (sent > 0).then(|| pen.text("figures-undelivered", &args))
}

fn monthly(day: &Day, pen: &Pen<'_>) -> String {
    let sum = Arg::Money(day.of(Figure::Monthly, ""));
    pen.text("figures-monthly", &[("sum", sum)])
}

/// What models cost, and what is left of the money that came in.
fn costs(day: &Day, rate: Option<i64>, pen: &Pen<'_>) -> String {
    let micro_usd = day.of(Figure::AiCost, "");
    let dollars = names::dollars(micro_usd);
    let Some(rate) = rate else {
        return pen.text("figures-cost", &[("dollars", dollars.into())]);
    };
    let margin = day.of(Figure::Revenue, "") - micro_usd * rate / 10_000;
    let args = [("dollars", dollars.into()), ("margin", Arg::Money(margin))];
    pen.text("figures-cost-margin", &args)
}

/// Hundredths with one digit behind the point.
fn percent(part: i64, of: i64) -> String {
    let tenths = (part * 1_000 + of / 2).checked_div(of).unwrap_or(0);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The figures of days as a table: a row a day.
pub(super) fn table(days: &[Day]) -> Result<Vec<u8>, csv::Error> {
    let mut heads = vec!["day".to_owned()];
    let columns = columns();
    heads.extend(columns.iter().map(|(figure, label)| match label.as_str() {
        "" => figure.name().to_owned(),
        label => format!("{}_{label}", figure.name()),
    }));
    let mut file = partner::table();
    file.write_record(&heads)?;
    for day in days {
        let here = DateTime::from_timestamp_millis((Time(day.at) + TASHKENT).0);
        let here = here.map(|here| here.format("%Y-%m-%d").to_string());
        let mut row = vec![here.unwrap_or_default()];
        let values = columns.iter().map(|(figure, label)| day.of(*figure, label));
        row.extend(values.map(|value| value.to_string()));
        file.write_record(&row)?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

/// Every figure under every label that it may have.
fn columns() -> Vec<(Figure, String)> {
    let mut columns = Vec::new();
    for figure in Figure::ALL {
        let labels: Vec<&str> = match figure {
            Figure::Partners => Group::ALL.map(Group::name).to_vec(),
            Figure::Conversations | Figure::Messages => Channel::ALL.map(Channel::name).to_vec(),
            Figure::Languages => {
                let mut tags = Language::ALL.map(|language| language.tag()).to_vec();
                tags.push("");
                tags
            }
            Figure::Took => vec![HALF, NEARLY_ALL],
            _ => vec![""],
        };
        columns.extend(labels.into_iter().map(|label| (figure, label.to_owned())));
    }
    columns
}

/// Days to draw samples with.
pub(super) fn sample_days() -> Vec<Day> {
    let day = |place: i64| {
        let mut day = Day::new(Time(1_795_201_200_000 - place * 86_400_000));
        for (figure, label) in columns() {
            day.add(figure, &label, 12_345_678);
        }
        day
    };
    (0..30).rev().map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_and_nothing_of_nothing_is_nothing() {
        assert_eq!(percent(1, 3), "33.3");
        assert_eq!(percent(2, 3), "66.7");
        assert_eq!(percent(0, 0), "0.0");
        assert_eq!(percent(5, 5), "100.0");
    }

    #[test]
    fn a_table_has_a_row_a_day_and_every_column_once() {
        let days = sample_days();
        let file = String::from_utf8(table(&days).unwrap()).unwrap();
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines.len(), 31);
        let mut heads: Vec<&str> = lines[0].split(';').collect();
        assert!(
            lines[30].starts_with("2026-11-21;12345678"),
            "{}",
            lines[30]
        );
        let count = heads.len();
        heads.sort_unstable();
        heads.dedup();
        assert_eq!(heads.len(), count);
    }
}
