//! Plain questions, made of the word lists.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::lesson::words;
use super::shops::{Asked, Shop};
use crate::identify::train::Chance;
use crate::search::build::name_of_row;
use crate::search::concepts::{Concepts, Goods};
use crate::search::tokens::Token;

/// Plain questions, which nobody thinks of writing down and most people ask.
/// Uzbek, Russian, English.
const FRAMES: [&[&str]; 3] = [
    &[
        "{} bormi",
        "{} narxi qancha",
        "{} qancha turadi",
        "{} necha pul",
        "{} kerak edi",
        "{} sotasizlarmi",
        "sizlarda {} bormi",
        "{} topiladimi",
        "{} nechpul",
    ],
    &[
        "есть {}?",
        "сколько стоит {}",
        "{} цена",
        "почём {}",
        "у вас есть {}",
        "нужен {}",
        "{} есть в наличии?",
        "продаёте {}?",
    ],
    &[
        "do you have a {}",
        "how much is the {}",
        "{} price",
        "do you sell {}",
        "I need a {}",
        "any {}?",
        "got {} in stock?",
    ],
];
/// How their language begins.
pub(super) const LANGUAGE: &str = "plain";
/// Plain questions of each sort that are asked of a shop.
const PLAIN: usize = 50;

/// Asks a shop plainly for things it has, and for things of its trades that it
/// has not.
pub(super) fn ask(shop: &mut Shop, goods: &[Goods], chance: &mut Chance) {
    let places: Vec<BTreeSet<u32>> = shop
        .passages
        .iter()
        .map(|passage| concepts_of(&words(name_of_row(&passage.text).unwrap_or_default())))
        .collect();
    let all: BTreeSet<u32> = shop
        .passages
        .iter()
        .flat_map(|passage| concepts_of(&words(&passage.text)))
        .collect();
    let (had, lacked): (Vec<&Goods>, Vec<&Goods>) = goods
        .iter()
        .filter(|one| {
            places.iter().any(|place| place.contains(&one.concept)) || !all.contains(&one.concept)
        })
        .partition(|one| all.contains(&one.concept));
    let trades: BTreeSet<usize> = had.iter().map(|one| one.trade).collect();
    let lacked: Vec<&Goods> = lacked
        .into_iter()
        .filter(|one| trades.contains(&one.trade))
        .collect();
    for some in [had, lacked] {
        for _ in 0..PLAIN {
            let Some(one) = some.get(chance.below(some.len())) else {
                break;
            };
            let language = chance.below(FRAMES.len());
            let frames = FRAMES[language];
            let form = one.forms[language][chance.below(one.forms[language].len())];
            let text = frames[chance.below(frames.len())].replace("{}", form);
            let is_about = |at: &usize| places[*at].contains(&one.concept);
            shop.asked.push(Asked {
                language: format!("{LANGUAGE} {}", ["uz", "ru", "en"][language]),
                text,
                answers: (0..places.len()).filter(is_about).collect(),
            });
        }
    }
}

fn concepts_of(words: &[Arc<Token>]) -> BTreeSet<u32> {
    let mut all = BTreeSet::new();
    Concepts::shared().each(words, |concept, _| {
        all.insert(concept);
    });
    all
}
