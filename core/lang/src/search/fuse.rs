//! Several searches as one.

use std::collections::BTreeMap;

/// The constant of the paper: it keeps first places from deciding alone.
const SMOOTHING: f32 = 60.0;

/// Joins rankings, each best first, into one: reciprocal rank fusion (Cormack,
/// Clarke and Büttcher, SIGIR 2009). Only places count, so that searches whose
/// scores have nothing in common can be joined.
pub fn fused(rankings: &[&[u32]]) -> Vec<u32> {
    let mut scores: BTreeMap<u32, f32> = BTreeMap::new();
    for ranking in rankings {
        for (place, passage) in (1_u16..).zip(*ranking) {
            *scores.entry(*passage).or_default() += 1.0 / (SMOOTHING + f32::from(place));
        }
    }
    let mut all: Vec<(u32, f32)> = scores.into_iter().collect();
    // Where two are level, the earlier ranking knows better.
    let first = |passage: u32| {
        let places = rankings
            .iter()
            .map(|ranking| ranking.iter().position(|one| *one == passage));
        places
            .map(|place| place.unwrap_or(usize::MAX))
            .collect::<Vec<_>>()
    };
    all.sort_by(|a, b| {
        b.1.total_cmp(&a.1)
            .then_with(|| first(a.0).cmp(&first(b.0)))
    });
    all.into_iter().map(|(passage, _)| passage).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_rankings_know_comes_before_what_one_knows() {
        assert_eq!(fused(&[&[7, 3, 9], &[3, 5]]), [3, 7, 5, 9]);
    }

    #[test]
    fn one_ranking_stays_as_it_is() {
        assert_eq!(fused(&[&[4, 2, 8]]), [4, 2, 8]);
        assert_eq!(fused(&[&[4, 2, 8], &[]]), [4, 2, 8]);
        assert!(fused(&[]).is_empty());
    }

    #[test]
    fn a_draw_is_decided_by_the_first_ranking() {
        assert_eq!(fused(&[&[1, 2], &[2, 1]]), [1, 2]);
    }
}
