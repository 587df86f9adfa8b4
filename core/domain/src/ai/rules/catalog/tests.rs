//! Prices with dates and tiers, and mistakes in the file.

use super::*;

fn at(date: &str) -> Time {
    day("test", date).unwrap()
}

fn built_in() -> Catalog {
    Catalog::parse(BUILT_IN).unwrap()
}

fn usage(input_fresh: u32, output_visible: u32) -> Usage {
    Usage {
        input_fresh,
        output_visible,
        ..Usage::default()
    }
}

fn row(name: &str, successor: &str, more: &str) -> String {
    format!(
        r#"{{"provider":"p","model_id":"{name}","roles":["answer"],"effective_from":"2026-01-01",
        "in":100,"cached_in":10,"cache_write":100,"out":500,"successor":{successor}{more}}}"#
    )
}

fn parse(rows: &[String]) -> Result<Catalog, String> {
    Catalog::parse(&format!(r#"{{"models":[{}]}}"#, rows.join(",")))
}

#[test]
fn each_provider_has_its_default() {
    let now = at("2026-11-21");
    let name = |provider| {
        built_in()
            .choose(provider, ANSWER, now)
            .map(|model| model.model_id.clone())
    };
    assert_eq!(name("gemini").as_deref(), Some("gemini-3.5-flash-lite"));
    assert_eq!(name("openai").as_deref(), Some("gpt-6-luna"));
    assert_eq!(name("nobody"), None);
    assert!(built_in().choose("gemini", "paint", now).is_none());
}

#[test]
fn a_price_changes_at_midnight_of_its_day() {
    let catalog = built_in();
    let cost = |now: Time| {
        catalog
            .in_force("gemini", "gemini-3.8-flash", now)
            .unwrap()
            .cost_micro_usd(&usage(3_000, 250))
    };
    let change = at("2027-01-01");
    assert_eq!(cost(Time(change.0 - 1)), 3_188, "2,250 + 937.5");
    assert_eq!(cost(change), 6_375);
}

#[test]
fn a_long_prompt_makes_every_token_dearer() {
    let catalog = built_in();
    let luna = catalog.choose("openai", ANSWER, at("2026-11-21")).unwrap();
    assert_eq!(luna.cost_micro_usd(&usage(272_000, 1_000)), 27_200 + 500);
    assert_eq!(luna.cost_micro_usd(&usage(272_001, 1_000)), 54_401 + 750);
    let split = Usage {
        input_fresh: 2_000,
        input_cached: 270_000,
        cache_write: 1_000,
        output_visible: 600,
        output_thinking: 400,
    };
    assert_eq!(luna.cost_micro_usd(&split), 400 + 5_400 + 250 + 750);
}

#[test]
fn nothing_is_rounded_down() {
    let catalog = built_in();
    let lite = catalog.choose("gemini", ANSWER, at("2026-11-21")).unwrap();
    assert_eq!(lite.cost_micro_usd(&usage(1, 0)), 1);
    assert_eq!(lite.cost_micro_usd(&usage(0, 0)), 0);
    assert_eq!(lite.cost_micro_usd(&usage(3_000, 250)), 1_525);
}

#[test]
fn a_retired_model_gives_way_to_its_successor() {
    let catalog = parse(&[
        row("old", r#""older-twin""#, r#","retires_at":"2026-12-01""#),
        row("older-twin", r#""new""#, r#","retires_at":"2026-12-01""#),
        row("new", "null", ""),
    ])
    .unwrap();
    let old = catalog.choose("p", ANSWER, at("2026-11-30")).unwrap();
    assert_eq!(old.model_id, "old");
    let now = at("2026-12-01");
    assert_eq!(catalog.choose("p", ANSWER, now).unwrap().model_id, "new");
    assert_eq!(catalog.successor(old, now).unwrap().model_id, "new");
    let twin = catalog.successor(old, at("2026-11-30")).unwrap();
    assert_eq!(twin.model_id, "older-twin");
    assert!(
        catalog
            .successor(catalog.choose("p", ANSWER, now).unwrap(), now)
            .is_none()
    );
}

#[test]
fn the_model_that_answered_is_billed_and_an_unknown_name_is_the_one_asked() {
    let (catalog, now) = (built_in(), at("2026-11-21"));
    let lite = catalog.choose("gemini", ANSWER, now).unwrap();
    let answered = |named| catalog.answered(lite, named, now).model_id.as_str();
    assert_eq!(answered("models/gemini-3.8-flash"), "gemini-3.8-flash");
    assert_eq!(
        answered("gemini-3.5-flash-lite-002"),
        "gemini-3.5-flash-lite"
    );
}

#[test]
fn each_mistake_in_the_file_is_named() {
    let one = row("a", "null", "");
    for (rows, words) in [
        (vec![], "empty"),
        (vec![one.clone(), one.clone()], "two prices"),
        (vec![row("a", r#""b""#, "")], "\"b\" is not among"),
        (
            vec![row("a", r#""b""#, ""), row("b", r#""a""#, "")],
            "circle",
        ),
        (vec![one.replace("2026-01-01", "1.1.2026")], "no date"),
        (vec![one.replace(":100", ":-1")], "below zero"),
        (vec![one.replace(":100", ":0.3")], "expected i64"),
        (vec![one.replace("cached_in", "cashed_in")], "cashed_in"),
    ] {
        let error = parse(&rows).unwrap_err();
        assert!(error.contains(words), "{error}");
    }
    assert!(Catalog::parse("{").is_err());
    assert!(parse(&[one]).is_ok());
}

#[test]
fn a_circle_by_way_of_later_rows_is_seen() {
    let dated = |name: &str, successor: &str, from: &str| {
        row(name, successor, r#","retires_at":"2026-06-01""#).replace("2026-01-01", from)
    };
    let rows = [
        dated("a", "null", "2026-01-01"),
        dated("a", "\"b\"", "2026-02-01"),
        dated("b", "null", "2026-01-01"),
        dated("b", "\"a\"", "2026-02-01"),
    ];
    let error = parse(&rows).unwrap_err();
    assert!(error.contains("round in a circle"), "{error}");
}
