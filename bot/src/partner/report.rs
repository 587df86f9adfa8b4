//! The shop's figures in words, wherever they are shown.

use scx_domain::Arg;
use scx_domain::chat::{Channel, Counts, Stats};

use crate::names;
use crate::ui::Pen;

/// Letters of a question in the list.
const QUESTION_CHARS: usize = 120;

/// Today, the week, and what was asked in vain.
pub(in crate::partner) fn told(stats: &Stats, pen: &Pen<'_>) -> String {
    let mut parts = vec![pen.t("stats-title")];
    if stats.week == Counts::default() {
        parts.push(pen.t("stats-none"));
        return parts.join("\n\n");
    }
    parts.push(counts("stats-today", &stats.today, pen));
    parts.push(counts("stats-week", &stats.week, pen));
    parts.push(shares(stats, pen));
    if !stats.unanswered.is_empty() {
        let mut lines = vec![pen.t("stats-unanswered")];
        lines.extend(stats.unanswered.iter().map(|(question, count)| {
            let question: String = question.chars().take(QUESTION_CHARS).collect();
            let args = [
                ("question", question.replace('\n', " ").into()),
                ("count", Arg::Number(*count)),
            ];
            pen.text("stats-question", &args)
        }));
        parts.push(lines.join("\n"));
    }
    parts.join("\n\n")
}

fn counts(key: &str, counts: &Counts, pen: &Pen<'_>) -> String {
    let args = [
        ("asked", Arg::Number(counts.asked)),
        ("answered", Arg::Number(counts.answered)),
        ("unanswered", Arg::Number(counts.unanswered)),
        ("handed", Arg::Number(counts.handed_over)),
        ("people", Arg::Number(counts.by_people)),
        ("cost", names::dollars(counts.cost_micro_usd).into()),
    ];
    let mut lines = vec![pen.t(key), pen.text("stats-counts", &args)];
    if counts.liked + counts.disliked > 0 {
        let args = [
            ("good", Arg::Number(counts.liked)),
            ("bad", Arg::Number(counts.disliked)),
        ];
        lines.push(pen.text("stats-ratings", &args));
    }
    lines.join("\n")
}

/// How the week's messages are shared out.
fn shares(stats: &Stats, pen: &Pen<'_>) -> String {
    let listed = |parts: Vec<String>| parts.join(", ");
    let channels = stats
        .channels
        .iter()
        .map(|(channel, count)| format!("{} {count}", names::channel(*channel)));
    let languages = stats.languages.iter();
    let languages = languages.map(|(language, count)| format!("{} {count}", language.own_name()));
    let mut lines = vec![
        pen.text(
            "stats-channels",
            &[("list", listed(channels.collect()).into())],
        ),
        pen.text(
            "stats-languages",
            &[("list", listed(languages.collect()).into())],
        ),
    ];
    let busiest = (0..).zip(stats.hours).max_by_key(|(_, count)| *count);
    if let Some((hour, _)) = busiest.filter(|(_, count)| *count > 0) {
        let hours: i32 = hour;
        let hours = format!("{hours:02}:00–{:02}:00", (hours + 1) % 24);
        lines.push(pen.text("stats-busiest", &[("hours", hours.into())]));
    }
    lines.join("\n")
}

/// Figures for the sweep over all samples, the longest possible.
pub(in crate::partner) fn samples() -> Vec<Stats> {
    let counts = Counts {
        asked: 12_345,
        answered: 11_000,
        unanswered: 1_000,
        handed_over: 345,
        by_people: 99,
        liked: 999,
        disliked: 99,
        cost_micro_usd: 12_345_678,
    };
    let languages = scx_kit::Language::ALL.map(|language| (language, 1_234));
    let full = Stats {
        today: counts,
        week: counts,
        channels: Channel::ALL.map(|channel| (channel, 1_234)).to_vec(),
        languages: languages.to_vec(),
        hours: [7; 24],
        unanswered: vec![("Velosiped <ijaraga> berasizlarmi? ".repeat(9), 12); 10],
    };
    vec![Stats::default(), full]
}
