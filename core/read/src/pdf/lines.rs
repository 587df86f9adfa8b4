//! From letters to words and lines.

use super::ink::Letter;

/// Letters that follow one another closely on one line: a word, several words
/// or what stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    /// The line it stands on.
    pub y: f32,
    pub size: f32,
    /// Width of its first word: whether it had found room on the line above.
    pub first_word: f32,
}

impl Piece {
    pub fn top(&self) -> f32 {
        self.y - self.size * 0.75
    }

    pub fn bottom(&self) -> f32 {
        self.y + self.size * 0.22
    }
}

/// Pieces side by side, from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub pieces: Vec<Piece>,
}

impl Line {
    pub fn x1(&self) -> f32 {
        self.pieces
            .iter()
            .fold(f32::MIN, |most, piece| most.max(piece.x1))
    }

    /// The line most of its letters stand on.
    pub fn y(&self) -> f32 {
        self.main().map_or(0.0, |piece| piece.y)
    }

    pub fn size(&self) -> f32 {
        self.main().map_or(1.0, |piece| piece.size)
    }

    fn main(&self) -> Option<&Piece> {
        let pieces = self.pieces.iter();
        pieces.max_by(|a, b| (a.x1 - a.x0).total_cmp(&(b.x1 - b.x0)))
    }

    /// The pieces as a row of cells.
    pub fn text(&self) -> String {
        let pieces = self.pieces.iter().map(|piece| piece.text.as_str());
        pieces.collect::<Vec<_>>().join("\t")
    }
}

/// A gap this many times the size of the letters parts pieces.
const PART: f32 = 0.95;

/// The pieces of a page. `walls` are the vertical rules: no piece crosses one.
pub(super) fn pieces(
    mut letters: Vec<Letter>,
    is_wall: &dyn Fn(f32, f32, f32) -> bool,
) -> Vec<Piece> {
    letters.retain(|letter| letter.y.is_finite() && letter.x0.is_finite() && letter.size > 0.5);
    letters.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut pieces = Vec::new();
    let mut from = 0;
    while from < letters.len() {
        let first = letters[from];
        let reach = (first.size * 0.12).max(0.6);
        let count = letters[from..]
            .iter()
            .take_while(|letter| letter.y - first.y <= reach)
            .count();
        let row = &letters[from..from + count];
        split(row, is_wall, &mut pieces);
        from += count;
    }
    pieces
}

/// Parts the letters of one line.
fn split(row: &[Letter], is_wall: &dyn Fn(f32, f32, f32) -> bool, pieces: &mut Vec<Piece>) {
    let mut open: Option<Open> = None;
    for Word { letters, ends } in words(row) {
        for letter in letters {
            if let Some(open) = &mut open {
                if open.is_drawn_twice(&letter) {
                    continue;
                }
                let gap = letter.x0 - open.last.x1;
                let size = letter.size.max(open.last.size);
                let is_parted = gap > size * PART
                    || size > 2.0 * letter.size.min(open.last.size) && gap > size * 0.3
                    || gap < -size * PART
                    || (gap > 0.0 && is_wall(open.last.x1, letter.x0, letter.y));
                if !is_parted {
                    open.push(&letter, gap);
                    continue;
                }
            }
            if let Some(done) = open.replace(Open::new(&letter)) {
                pieces.push(done.piece);
            }
        }
        if let Some(open) = &mut open {
            open.has_blank = ends;
        }
    }
    pieces.extend(open.map(|done| done.piece));
}

/// Letters of one string with no blank between them.
struct Word {
    letters: Vec<Letter>,
    /// Whether a blank was drawn behind it.
    ends: bool,
}

/// The words of one line from left to right. What one string drew stays
/// together: the text of a clipped cell runs on under its neighbour.
fn words(row: &[Letter]) -> Vec<Word> {
    const ROOM: f32 = 0.3;
    let mut words: Vec<Word> = Vec::new();
    let mut letters = row.to_vec();
    letters.sort_by(|a, b| a.string.cmp(&b.string).then(a.x0.total_cmp(&b.x0)));
    let mut open: Option<Word> = None;
    for letter in letters {
        let is_blank = letter.c.is_whitespace() || letter.c == '\0';
        if let Some(word) = &mut open {
            let last = word.letters[word.letters.len() - 1];
            let is_same = last.string == letter.string;
            if is_blank && is_same {
                word.ends = true;
            } else if is_same && !word.ends && letter.x0 - last.x1 < letter.size * ROOM {
                word.letters.push(letter);
                continue;
            }
        }
        if !is_blank {
            words.extend(open.replace(Word {
                letters: vec![letter],
                ends: false,
            }));
        }
    }
    words.extend(open);
    words.sort_by(|a, b| a.letters[0].x0.total_cmp(&b.letters[0].x0));
    words
}

/// A piece that grows.
struct Open {
    piece: Piece,
    last: Letter,
    has_blank: bool,
    is_first_word: bool,
    /// The middle gap between letters, when they are set apart.
    spacing: f32,
}

impl Open {
    fn new(letter: &Letter) -> Self {
        Self {
            piece: Piece {
                text: letter.c.to_string(),
                x0: letter.x0,
                x1: letter.x1,
                y: letter.y,
                size: letter.size,
                first_word: letter.x1 - letter.x0,
            },
            last: *letter,
            has_blank: false,
            is_first_word: true,
            spacing: 0.0,
        }
    }

    /// A bold letter may be the same letter drawn twice, a little apart.
    fn is_drawn_twice(&self, letter: &Letter) -> bool {
        let shift = letter.x0 - self.last.x0;
        letter.c == self.last.c && !self.has_blank && shift < (self.last.x1 - self.last.x0) * 0.3
    }

    fn push(&mut self, letter: &Letter, gap: f32) {
        // A blank that is drawn counts when there is room for it; room counts
        // when it is wider than between letters.
        const DRAWN: f32 = 0.06;
        const ROOM: f32 = 0.14;
        let least = if self.has_blank { DRAWN } else { ROOM };
        if gap > letter.size * least + self.spacing {
            self.piece.text.push(' ');
            self.is_first_word = false;
        }
        self.piece.text.push(letter.c);
        self.piece.x1 = self.piece.x1.max(letter.x1);
        self.piece.size = self.piece.size.max(letter.size);
        if self.is_first_word {
            self.piece.first_word = self.piece.x1 - self.piece.x0;
        }
        self.last = *letter;
        self.has_blank = false;
    }
}

/// Pieces that stand beside one another become lines, from top to bottom. A
/// raised mark joins the line it hangs on.
pub(super) fn lines(mut pieces: Vec<Piece>) -> Vec<Line> {
    pieces.sort_by(|a, b| b.size.total_cmp(&a.size).then(a.y.total_cmp(&b.y)));
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        let recent = lines.iter_mut().rev().take(6);
        let mut home = None;
        for line in recent {
            let shared = shared_height(line, &piece);
            if shared >= 0.5 && home.as_ref().is_none_or(|(best, _)| shared > *best) {
                home = Some((shared, line));
            }
        }
        match home {
            Some((_, line)) => line.pieces.push(piece),
            None => lines.push(Line {
                pieces: vec![piece],
            }),
        }
    }
    for line in &mut lines {
        line.pieces.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        join_marks(&mut line.pieces);
    }
    lines.sort_by(|a, b| a.y().total_cmp(&b.y()));
    lines
}

/// Which share of the lower one's height both have in common; nothing when
/// one stands over the other.
fn shared_height(line: &Line, piece: &Piece) -> f32 {
    const TOUCH: f32 = 0.25;
    let touch = piece.size * TOUCH;
    // On one line, the text of a clipped cell runs on under its neighbour.
    let is_over = |other: &Piece| {
        (other.y - piece.y).abs() > touch
            && other.x0 < piece.x1 - touch
            && piece.x0 < other.x1 - touch
    };
    if line.pieces.iter().any(is_over) {
        return 0.0;
    }
    let Some(main) = line.main() else { return 0.0 };
    let shared = main.bottom().min(piece.bottom()) - main.top().max(piece.top());
    shared / (main.bottom() - main.top()).min(piece.bottom() - piece.top())
}

/// Joins what the different heights of letters had parted: a note mark behind
/// its word, the small second half of a unit.
fn join_marks(pieces: &mut Vec<Piece>) {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces.drain(..) {
        if let Some(before) = joined.last_mut() {
            let gap = piece.x0 - before.x1;
            let size = before.size.max(piece.size);
            let is_mark = (before.y - piece.y).abs() > 0.5 || before.size != piece.size;
            if is_mark && gap < size * 0.5 {
                if gap > size * 0.14 {
                    before.text.push(' ');
                }
                before.text.push_str(&piece.text);
                if piece.size > before.size {
                    before.y = piece.y;
                    before.size = piece.size;
                }
                before.x1 = before.x1.max(piece.x1);
                continue;
            }
        }
        joined.push(piece);
    }
    *pieces = joined;
}
