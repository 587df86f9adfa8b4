//! Cuts a block that is too long at its sentences.

/// A part of a block, by bytes and by characters from the block's start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) start_byte: usize,
    pub(super) end_byte: usize,
    pub(super) start: usize,
    chars: usize,
}

/// The last sentence of a part opens the next one when it is this short, so
/// that an answer across the cut is found in one piece.
const OVERLAP_CHARS: usize = 240;

/// Parts of at most `max_chars` characters, without space around them.
pub(super) fn parts(block: &str, max_chars: usize) -> Vec<Part> {
    let sentences = sentences(block, max_chars);
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Option<Part> = None;
    let mut last: Option<Part> = None;
    for sentence in sentences {
        let joined = open.map(|part| join(part, sentence));
        open = match joined {
            Some(part) if part.chars <= max_chars => Some(part),
            Some(_) => {
                parts.extend(open);
                let overlap = last.filter(|tail| tail.chars <= OVERLAP_CHARS);
                match overlap.map(|tail| join(tail, sentence)) {
                    Some(part) if part.chars <= max_chars => Some(part),
                    Some(_) | None => Some(sentence),
                }
            }
            None => Some(sentence),
        };
        last = Some(sentence);
    }
    parts.extend(open);
    parts
}

fn join(first: Part, last: Part) -> Part {
    Part {
        start_byte: first.start_byte,
        end_byte: last.end_byte,
        start: first.start,
        chars: last.start + last.chars - first.start,
    }
}

/// Sentences without space around them; a sentence longer than a passage is
/// cut between words, a word longer than that anywhere.
fn sentences(block: &str, max_chars: usize) -> Vec<Part> {
    let mut found = Vec::new();
    let mut open: Option<Part> = None;
    let mut last_word: Option<Part> = None;
    let mut at = 0;
    let mut chars = block.char_indices().peekable();
    while let Some((byte, c)) = chars.next() {
        if !c.is_whitespace() {
            let here = Part {
                start_byte: byte,
                end_byte: byte + c.len_utf8(),
                start: at,
                chars: 1,
            };
            let grown = open.map_or(here, |part| join(part, here));
            if grown.chars > max_chars {
                // Up to the last space if there was one, else right here.
                let cut = last_word.take().or(open);
                found.extend(cut);
                let rest = cut.map_or(here.start_byte, |part| part.end_byte);
                open = Some(remainder(block, rest, cut, here));
            } else {
                open = Some(grown);
            }
        }
        at += 1;
        let gap_next = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if gap_next && !c.is_whitespace() {
            last_word = open;
            if ends_sentence(c) {
                found.extend(open.take());
                last_word = None;
            }
        }
        if c == '\n' {
            found.extend(open.take());
            last_word = None;
        }
    }
    found.extend(open);
    found
}

/// What follows the cut, up to and including the character `here`.
fn remainder(block: &str, from: usize, cut: Option<Part>, here: Part) -> Part {
    let between = &block[from..here.start_byte];
    let lead = between.len() - between.trim_start().len();
    let lead_chars = between[..lead].chars().count();
    let start = cut.map_or(here.start, |part| part.start + part.chars) + lead_chars;
    join(
        Part {
            start_byte: from + lead,
            end_byte: here.end_byte,
            start,
            chars: 1,
        },
        here,
    )
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ';' | '。')
}
