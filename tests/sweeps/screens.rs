//! Every screen and card, every sample, every language.

use scx_bot::Texts;
use scx_bot::ui::{Map, Pen, faults};
use scx_bot::{admin, partner};
use scx_kit::Language;

/// Both bots: the screens and cards, the listed commands, and the key before the
/// name of a command.
fn bots() -> [(&'static Map, &'static [&'static str], &'static str); 2] {
    [
        (partner::map(), partner::COMMANDS, "command"),
        (admin::map(), admin::COMMANDS, "admin-command"),
    ]
}

#[test]
fn every_sample_of_every_screen_and_card_fits_telegram_in_every_language() {
    let texts = Texts::load().expect("the locales parse");
    let mut found = Vec::new();
    let mut drawn = 0;
    for language in Language::ALL {
        let pen = Pen {
            texts: &texts,
            language,
        };
        let maps = bots().map(|(map, ..)| map);
        let screens = maps.iter().flat_map(|map| {
            let screens = map.screens.iter();
            screens.map(|entry| (entry.id, entry.screen.sample_views(&pen)))
        });
        let cards = maps.iter().flat_map(|map| {
            let cards = map.cards.iter();
            cards.map(|entry| (entry.id, entry.card.sample_views(&pen)))
        });
        for (id, views) in screens.chain(cards) {
            assert!(!views.is_empty(), "{id} has no samples");
            for view in views {
                drawn += 1;
                let place = format!("{id} in {}", language.tag());
                found.extend(
                    faults(id, &view)
                        .into_iter()
                        .map(|fault| format!("{place}: {fault}")),
                );
                found.extend(leftovers(&view.html).map(|what| format!("{place}: {what}")));
            }
        }
    }
    assert!(drawn > 100, "only {drawn} samples were drawn");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn screens_and_cards_have_ids_of_their_own() {
    for (map, ..) in bots() {
        let screens = map.screens.iter().map(|entry| entry.id);
        let mut ids: Vec<&str> = screens
            .chain(map.cards.iter().map(|entry| entry.id))
            .collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}

#[test]
fn every_listed_command_works_and_every_command_is_told_about() {
    let texts = Texts::load().expect("the locales parse");
    let selling = (partner::map(), partner::SELLING, "command");
    for (map, listed, prefix) in bots().into_iter().chain([selling]) {
        for name in listed {
            let is_known = map.commands.iter().any(|(known, _)| known == name) || *name == "cancel";
            assert!(is_known, "/{name} is listed and does nothing");
            for language in Language::ALL {
                let about = texts.render(language, &format!("{prefix}-{name}"), &[]);
                assert!(
                    (1..=256).contains(&about.chars().count()),
                    "/{name}: {about}"
                );
            }
        }
    }
}

/// Signs of a text that was not filled in.
fn leftovers(html: &str) -> impl Iterator<Item = String> {
    let marks = ["{$", "{ $", "{-", "???"];
    marks
        .into_iter()
        .filter(|mark| html.contains(mark))
        .map(|mark| format!("{mark:?} is left in: {html}"))
        .collect::<Vec<_>>()
        .into_iter()
}
