//! Makes the tables from questions that were asked of the shops in
//! `corpus/shops`.
//!
//! For every question all passages of its shop stand for choice, and the
//! tables learn to give the one that answers the largest share, together with
//! the score of the words. What decides about "no answer" is fitted on shops
//! that the tables in use then have not seen. Chance comes from a fixed seed.

mod decide;
mod descent;
mod intents;
mod learn;
mod lesson;
mod plain;
mod shops;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::thread::{self, ScopedJoinHandle};

use super::{BYTES, Model};
use crate::identify::train::Chance;
use crate::search::{Index, asked, query, verdict};
use decide::{Evidence, decided};
use learn::learned;
use shops::{Shop, fingerprint, shops};

/// Parts of the shops; each is judged by what the others have taught.
const PARTS: usize = 4;

/// The tables, ready to be written to `model.bin`. Tells `told` how well the
/// parts do.
///
/// # Errors
/// When the shops cannot be read, or nothing can be told.
pub fn table(told: &mut dyn Write) -> io::Result<Vec<u8>> {
    let shops = shops()?;
    let made = intents::shops(&mut Chance::new(20_261_201))?;
    let parts: Vec<_> = thread::scope(|scope| {
        let judging = (0..PARTS).map(|part| {
            let (shops, made) = (&shops, &made);
            scope.spawn(move || judged(shops, made, part))
        });
        let judging: Vec<_> = judging.collect();
        judging.into_iter().map(ScopedJoinHandle::join).collect()
    });
    let mut evidence = Vec::new();
    let mut tally = Tally::default();
    for part in parts {
        let (signs, counts) = part.map_err(|_| io::Error::other("a part ended with a panic"))?;
        evidence.extend(signs);
        tally.add(counts);
    }
    tally.tell(told)?;
    let all: Vec<&Shop> = shops.iter().chain(&made).collect();
    let learned = learned(&all);
    let decided = decided(&evidence, &learned.vocabulary, told)?;
    Ok(learned.bytes(fingerprint()?, &decided))
}

/// Whether the tables in the source were made from the shops as they are.
///
/// # Errors
/// When the shops cannot be read.
pub fn is_current() -> io::Result<bool> {
    Ok(BYTES.first_chunk() == Some(&fingerprint()?.to_le_bytes()))
}

/// How shops do that nothing was learned from, by language.
#[derive(Default)]
struct Tally(BTreeMap<String, [u32; 3]>);

impl Tally {
    fn add(&mut self, other: Self) {
        for (language, counts) in other.0 {
            let own = self.0.entry(language).or_default();
            own.iter_mut()
                .zip(counts)
                .for_each(|(own, count)| *own += count);
        }
    }

    fn tell(&self, told: &mut dyn Write) -> io::Result<()> {
        for (language, [all, first, five]) in &self.0 {
            let share = |count: &u32| f64::from(*count) / f64::from(*all);
            writeln!(
                told,
                "{language}: {all} questions, first place {:.3}, first five {:.3}",
                share(first),
                share(five)
            )?;
        }
        Ok(())
    }
}

/// Judges the shops of one part by what the others have taught, and those that
/// are made of intents.
fn judged(shops: &[Shop], made: &[Shop], part: usize) -> (Vec<Evidence>, Tally) {
    let (apart, rest): (Vec<_>, Vec<_>) = shops
        .iter()
        .enumerate()
        .partition(|(number, _)| number % PARTS == part);
    let rest = rest.into_iter().map(|(_, shop)| shop);
    let rest: Vec<&Shop> = rest.chain(made).collect();
    let model = learned(&rest).model();
    let (mut evidence, mut tally) = (Vec::new(), Tally::default());
    for (number, shop) in apart {
        judge((number, shop), &model, &mut evidence, &mut tally);
    }
    (evidence, tally)
}

fn judge(
    (number, shop): (usize, &Shop),
    model: &Model,
    evidence: &mut Vec<Evidence>,
    tally: &mut Tally,
) {
    let index = Index::build_with(&shop.passages, model);
    for asked in &shop.asked {
        let question = asked::question(&asked.text, model);
        let ranked = query::ranked(&index, &question, model, 5);
        let place = ranked
            .iter()
            .position(|one| asked.answers.contains(&(one.passage as usize)));
        let is_answered = !asked.answers.is_empty();
        if is_answered {
            let counts = tally.0.entry(asked.language.clone()).or_default();
            counts[0] += 1;
            counts[1] += u32::from(place == Some(0));
            counts[2] += u32::from(place.is_some());
        }
        let case = verdict::case(&index, &question, model);
        evidence.extend(case.map(|case| {
            Evidence {
                shop: number,
                signs: case.signs,
                words: question
                    .words
                    .into_iter()
                    .map(|word| word.features)
                    .zip(case.words)
                    .collect(),
                is_answered,
                is_plain: asked.language.starts_with(plain::LANGUAGE),
            }
        }));
    }
}
