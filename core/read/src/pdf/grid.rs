//! Tables with drawn cells.

use super::ink::Rule;
use super::lines::{Line, Piece, lines};
use super::table;

/// How far the ends of rules may miss each other.
const TOUCH: f32 = 1.5;

/// A table whose rows, at least, are drawn.
#[derive(Debug)]
pub(super) struct Grid {
    pub x0: f32,
    pub x1: f32,
    /// Where rows begin and end, from top to bottom.
    ys: Vec<f32>,
    walls: Vec<Rule>,
}

impl Grid {
    pub fn top(&self) -> f32 {
        self.ys.first().copied().unwrap_or(0.0)
    }

    pub fn bottom(&self) -> f32 {
        self.ys.last().copied().unwrap_or(0.0)
    }

    fn area(&self) -> f32 {
        (self.x1 - self.x0) * (self.bottom() - self.top())
    }

    fn holds(&self, piece: &Piece) -> bool {
        let (x, y) = middle(piece);
        (self.x0 - TOUCH..=self.x1 + TOUCH).contains(&x)
            && (self.top()..=self.bottom()).contains(&y)
    }

    /// A single cell: a frame around what belongs together.
    fn is_frame(&self) -> bool {
        self.ys.len() == 2 && self.walls.len() == 2
    }

    /// The lines of text that its rows give; takes its pieces out of `pieces`.
    pub fn take_rows(&self, pieces: &mut Vec<Piece>) -> Vec<String> {
        let (own, rest): (Vec<_>, Vec<_>) = pieces.drain(..).partition(|piece| self.holds(piece));
        *pieces = rest;
        if self.is_frame() {
            let framed = lines(own);
            if framed.len() < 2 {
                // The box of one field of a form, in a row with others.
                pieces.extend(framed.into_iter().flat_map(|line| line.pieces));
                return Vec::new();
            }
            return table::framed_rows(&framed);
        }
        let mut rows = Vec::new();
        for band in self.ys.windows(2) {
            let [top, bottom] = band else { continue };
            let own = own.iter().filter(|piece| {
                let y = middle(piece).1;
                *top <= y && y < *bottom
            });
            let own: Vec<Piece> = own.cloned().collect();
            if !own.is_empty() {
                rows.extend(table::band_rows(self.cells(own, *top, *bottom)));
            }
        }
        rows
    }

    /// The cells of one row, each with its lines.
    fn cells(&self, pieces: Vec<Piece>, top: f32, bottom: f32) -> Vec<Vec<Line>> {
        let y = (top + bottom) / 2.0;
        let mut xs: Vec<f32> = self
            .walls
            .iter()
            .filter(|wall| wall.y0 - TOUCH <= y && y <= wall.y1 + TOUCH)
            .map(|wall| wall.x0)
            .collect();
        xs.sort_by(f32::total_cmp);
        xs.dedup_by(|a, b| *a - *b < TOUCH);
        if xs.is_empty() {
            return table::cells_by_room(&lines(pieces));
        }
        let mut cells: Vec<Vec<Piece>> = vec![Vec::new(); xs.len() + 1];
        for piece in pieces {
            let x = middle(&piece).0;
            let column = xs.partition_point(|wall| *wall <= x);
            cells[column].push(piece);
        }
        cells.retain(|cell| !cell.is_empty());
        cells.into_iter().map(lines).collect()
    }
}

fn middle(piece: &Piece) -> (f32, f32) {
    (
        (piece.x0 + piece.x1) / 2.0,
        (piece.top() + piece.bottom()) / 2.0,
    )
}

/// The tables and frames that are drawn on a page of this width and height,
/// inner ones first.
pub(super) fn grids(rules: &[Rule], paper: (f32, f32)) -> Vec<Grid> {
    let rules = joined(rules);
    let mut homes: Vec<usize> = (0..rules.len()).collect();
    for a in 0..rules.len() {
        for b in 0..a {
            if are_joined(&rules[a], &rules[b]) {
                let (home, other) = (root(&homes, a), root(&homes, b));
                homes[home] = other;
            }
        }
    }
    let mut grids = Vec::new();
    let mut lonely = Vec::new();
    for home in 0..rules.len() {
        if homes[home] != home {
            continue;
        }
        let own = (0..rules.len()).filter(|at| root(&homes, *at) == home);
        let own: Vec<Rule> = own.map(|at| rules[at]).collect();
        match own[..] {
            [alone] if alone.is_horizontal() => lonely.push(alone),
            _ => grids.extend(grid_of(&own, paper)),
        }
    }
    grids.extend(ruled_rows(&mut lonely));
    grids.sort_by(|a, b| a.area().total_cmp(&b.area()));
    grids
}

fn root(homes: &[usize], mut at: usize) -> usize {
    while homes[at] != at {
        at = homes[at];
    }
    at
}

fn are_joined(a: &Rule, b: &Rule) -> bool {
    let meets = |a0: f32, a1: f32, b0: f32, b1: f32| a0 - TOUCH <= b1 && b0 - TOUCH <= a1;
    meets(a.x0, a.x1, b.x0, b.x1) && meets(a.y0, a.y1, b.y0, b.y1)
}

/// A table of the rules that touch one another, with two columns at least, or
/// a frame that is much smaller than the page.
fn grid_of(rules: &[Rule], paper: (f32, f32)) -> Option<Grid> {
    let x0 = rules
        .iter()
        .fold(f32::MAX, |least, rule| least.min(rule.x0));
    let x1 = rules.iter().fold(f32::MIN, |most, rule| most.max(rule.x1));
    let y0 = rules
        .iter()
        .fold(f32::MAX, |least, rule| least.min(rule.y0));
    let y1 = rules.iter().fold(f32::MIN, |most, rule| most.max(rule.y1));
    let (level, walls): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|r| r.is_horizontal());
    let inner = walls
        .iter()
        .filter(|wall| wall.x0 > x0 + TOUCH && wall.x0 < x1 - TOUCH);
    let has_columns = inner.count() > 0;
    // A rule that runs under half of the columns parts rows; a shorter one
    // belongs to a cell.
    let mut ys = vec![y0, y1];
    for rule in &level {
        let same = level
            .iter()
            .filter(|other| (other.y0 - rule.y0).abs() < TOUCH);
        let covered: f32 = same.map(|other| other.x1 - other.x0).sum();
        if covered * 2.0 >= x1 - x0 {
            ys.push(rule.y0);
        }
    }
    ys.sort_by(f32::total_cmp);
    ys.dedup_by(|a, b| *a - *b < TOUCH);
    let is_table = has_columns && ys.len() > 1;
    let is_frame = walls.len() == 2 && level.len() == 2 && ys.len() == 2;
    let is_small = x1 - x0 < paper.0 * 0.7 && y1 - y0 < paper.1 * 0.4;
    (is_table || is_frame && is_small).then_some(Grid { x0, x1, ys, walls })
}

/// A row is not taller: what stands between rules farther apart is a page.
const TALLEST: f32 = 120.0;

/// Walls that show only where the rules under rows are put together: browsers
/// draw the lower edge of each cell by itself.
pub(super) fn walls_of_edges(rules: &[Rule]) -> Vec<Rule> {
    const SHORTEST: f32 = 12.0;
    let edges = rules
        .iter()
        .filter(|r| r.is_horizontal() && r.x1 - r.x0 > SHORTEST);
    let mut edges: Vec<Rule> = edges.copied().collect();
    edges.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let meet = |pair: &[Rule]| {
        let [a, b] = pair else { return None };
        let is_met = (a.y0 - b.y0).abs() < 0.5 && (a.x1 - b.x0).abs() < 1.0;
        is_met.then_some((b.x0, b.y0))
    };
    let mut meetings: Vec<(f32, f32)> = edges.windows(2).filter_map(meet).collect();
    meetings.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let is_next =
        |a: &(f32, f32), b: &(f32, f32)| b.0 - a.0 < 1.0 && b.1 > a.1 && b.1 - a.1 < TALLEST;
    let chains = meetings.chunk_by(is_next).filter(|chain| chain.len() > 1);
    let walls = chains.map(|chain| {
        let (x, from) = chain[0];
        let (_, to) = chain[chain.len() - 1];
        Rule {
            x0: x,
            y0: from,
            x1: x,
            y1: to,
        }
    });
    walls.collect()
}

/// Tables whose rows alone are drawn: rules of one length, one under another.
fn ruled_rows(rules: &mut Vec<Rule>) -> Vec<Grid> {
    const SAME: f32 = 3.0;
    const FEWEST: usize = 4;
    let mut grids = Vec::new();
    while let Some(first) = rules.first().copied() {
        let is_same =
            |rule: &Rule| (rule.x0 - first.x0).abs() < SAME && (rule.x1 - first.x1).abs() < SAME;
        let (mut own, rest): (Vec<Rule>, Vec<Rule>) = rules.drain(..).partition(is_same);
        *rules = rest;
        own.sort_by(|a, b| a.y0.total_cmp(&b.y0));
        own.dedup_by(|a, b| a.y0 - b.y0 < SAME);
        for ys in own.chunk_by(|a, b| b.y0 - a.y0 < TALLEST) {
            if ys.len() >= FEWEST {
                grids.push(Grid {
                    x0: first.x0,
                    x1: first.x1,
                    ys: ys.iter().map(|rule| rule.y0).collect(),
                    walls: Vec::new(),
                });
            }
        }
    }
    grids
}

/// Rules that continue one another as one: cells are often drawn one by one.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut level: Vec<Rule> = Vec::new();
    let mut walls: Vec<Rule> = Vec::new();
    let mut sorted = rules.to_vec();
    sorted.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    for rule in sorted.iter().filter(|rule| rule.is_horizontal()) {
        let recent = level.iter_mut().rev().take(8);
        let mut same = recent
            .filter(|before| (before.y0 - rule.y0).abs() < 1.0 && rule.x0 <= before.x1 + TOUCH);
        match same.next() {
            Some(before) => before.x1 = before.x1.max(rule.x1),
            None => level.push(*rule),
        }
    }
    sorted.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(a.y0.total_cmp(&b.y0)));
    for rule in sorted.iter().filter(|rule| !rule.is_horizontal()) {
        let recent = walls.iter_mut().rev().take(8);
        let mut same = recent
            .filter(|before| (before.x0 - rule.x0).abs() < 1.0 && rule.y0 <= before.y1 + TOUCH);
        match same.next() {
            Some(before) => before.y1 = before.y1.max(rule.y1),
            None => walls.push(*rule),
        }
    }
    // A page with more is a drawing.
    const MOST: usize = 3_000;
    level.append(&mut walls);
    level.truncate(MOST);
    level
}
