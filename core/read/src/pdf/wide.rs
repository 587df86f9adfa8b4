//! Sheets too wide for the paper: their right columns are printed on pages of
//! their own, and the price of a thing stands on another page than its name.

use super::layout::Strip;
use super::lines::Line;

/// Puts the right part of a wide sheet beside its left part. Its own page is
/// empty then.
pub(super) fn join(pages: &mut [Vec<Strip>]) {
    for at in 1..pages.len() {
        let mut before = (0..at).rev().take(MOST_PAGES_BETWEEN);
        if let Some(left) = before.find(|left| are_halves(&pages[*left], &pages[at])) {
            let right = std::mem::take(&mut pages[at]);
            put_beside(&mut pages[left], right);
        }
    }
}

/// A sheet is printed down first: so many pages may come before its right half.
const MOST_PAGES_BETWEEN: usize = 60;

/// How far two lines of one row may be apart on their pages.
const SAME: f32 = 1.0;

/// Whether the rows of one page go on at the same heights on the other, in
/// other columns. A list that is only long has the same columns on each page.
fn are_halves(left: &[Strip], right: &[Strip]) -> bool {
    const FEWEST_ROWS: usize = 8;
    let (left, right) = (lines(left), lines(right));
    let (Some(left), Some(right)) = (left, right) else {
        return false;
    };
    if right.len() < FEWEST_ROWS || left.len() < right.len() || left.len() > right.len() + 4 {
        return false;
    }
    let is_beside = |line: &&&Line| left.iter().any(|other| (other.y() - line.y()).abs() < SAME);
    let beside = right.iter().filter(is_beside).count();
    beside * 20 >= right.len() * 19 && !have_same_columns(&left, &right)
}

/// The lines of a page without drawn tables.
fn lines(page: &[Strip]) -> Option<Vec<&Line>> {
    let lines = page.iter().map(|strip| match strip {
        Strip::Line(line) => Some(line),
        Strip::Table(_) => None,
    });
    lines.collect()
}

/// Whether the cells of two pages mostly begin or end at the same places.
fn have_same_columns(left: &[&Line], right: &[&Line]) -> bool {
    let edges = |x: f32| x.round() as i32;
    let mut known: Vec<i32> = left
        .iter()
        .flat_map(|line| &line.pieces)
        .flat_map(|piece| [edges(piece.x0), edges(piece.x1)])
        .collect();
    known.sort_unstable();
    let is_known = |x: f32| known.binary_search(&edges(x)).is_ok();
    let pieces: Vec<_> = right.iter().flat_map(|line| &line.pieces).collect();
    let same = pieces
        .iter()
        .filter(|piece| is_known(piece.x0) || is_known(piece.x1));
    same.count() * 3 >= pieces.len() * 2
}

fn put_beside(left: &mut Vec<Strip>, right: Vec<Strip>) {
    const BEYOND: f32 = 10_000.0;
    for strip in right {
        let Strip::Line(mut line) = strip else {
            left.push(strip);
            continue;
        };
        for piece in &mut line.pieces {
            piece.x0 += BEYOND;
            piece.x1 += BEYOND;
        }
        let home = left.iter_mut().find_map(|strip| match strip {
            Strip::Line(other) if (other.y() - line.y()).abs() < SAME => Some(other),
            Strip::Line(_) | Strip::Table(_) => None,
        });
        match home {
            Some(home) => home.pieces.append(&mut line.pieces),
            None => left.push(Strip::Line(line)),
        }
    }
}
