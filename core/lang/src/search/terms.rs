//! Terms as numbers: one hash space, a kind for each way of matching.

/// What a term stands for; terms of different kinds never meet.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// A folded whole word, a number or a code.
    Word = 1,
    /// A folded stem.
    Stem = 2,
    /// A piece of a folded word.
    Piece = 3,
    /// A shop concept, the same in all languages.
    Concept = 4,
}

/// The number of a term. Thirty-two bits keep the index small; two terms
/// sharing a number is rare and only adds a faint false match.
pub(super) fn term(kind: Kind, text: &str) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ kind as u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) as u32
}

/// Letters in a piece.
const PIECE: usize = 4;

/// Calls `take` with every piece of a folded word, its beginning marked.
pub(super) fn each_piece(folded: &str, mut take: impl FnMut(u32)) {
    let mut marked = String::with_capacity(folded.len() + 1);
    marked.push('_');
    marked.push_str(folded);
    let starts: Vec<usize> = marked
        .char_indices()
        .map(|(at, _)| at)
        .chain([marked.len()])
        .collect();
    if starts.len() <= PIECE {
        return take(term(Kind::Piece, &marked));
    }
    for window in starts.windows(PIECE + 1) {
        take(term(Kind::Piece, &marked[window[0]..window[PIECE]]));
    }
}
