//! The index as bytes, to be kept beside the text that it was made from.

use std::sync::LazyLock;

use super::Index;
use super::concepts::{self, Concepts};
use super::meaning::{self, DIMS};

/// Changes with the code that makes terms of a text; the word lists and the
/// model are counted in by themselves.
const ANALYSER: u64 = 5;

/// What the bytes begin with: made by this analyser with these word lists and
/// this model.
static HEAD: LazyLock<[u8; 8]> = LazyLock::new(|| {
    let tables = concepts::fingerprint() ^ meaning::fingerprint().rotate_left(1);
    (tables ^ ANALYSER).to_le_bytes()
});

/// The index as bytes.
pub(super) fn bytes_of(index: &Index) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(index.size_bytes() + 64);
    bytes.extend(*HEAD);
    for length in [index.lengths.len(), index.terms.len(), index.postings.len()] {
        bytes.extend((length as u64).to_le_bytes());
    }
    bytes.extend(index.mean_length.to_le_bytes());
    bytes.extend(index.lengths.iter().flat_map(|length| length.to_le_bytes()));
    bytes.extend(index.terms.iter().flat_map(|term| term.to_le_bytes()));
    bytes.extend(index.offsets.iter().flat_map(|offset| offset.to_le_bytes()));
    let meanings = index.meanings.iter().flatten();
    bytes.extend(meanings.map(|value| value.cast_unsigned()));
    bytes.extend(&index.postings);
    bytes
}

/// The index of such bytes; `None` when another version made them, or when
/// they are damaged.
pub(super) fn index_of(bytes: &[u8]) -> Option<Index> {
    let mut bytes = bytes.strip_prefix(&*HEAD)?;
    // The word lists are read here, where an index is loaded, and not while the
    // first question waits.
    let _ = Concepts::shared();
    let [lengths, terms, postings] = [(); 3].map(|()| length(&mut bytes));
    let (lengths, terms, postings) = (lengths?, terms?, postings?);
    let mean_length = f32::from_le_bytes(*bytes.split_off(..4)?.first_chunk()?);
    let count = lengths;
    let lengths = column(&mut bytes, lengths, u16::from_le_bytes)?;
    let offsets = terms.checked_add(1)?;
    let terms = column(&mut bytes, terms, u32::from_le_bytes)?;
    let offsets: Vec<u32> = column(&mut bytes, offsets, u32::from_le_bytes)?;
    let meanings = column(&mut bytes, count, |value: [u8; DIMS]| {
        value.map(u8::cast_signed)
    })?;
    let index = Index {
        terms,
        offsets,
        postings: bytes.to_vec(),
        lengths,
        mean_length,
        meanings,
    };
    let is_whole = bytes.len() == postings
        && index.offsets.is_sorted()
        && index.offsets.last().map(|last| *last as usize) == Some(postings);
    is_whole.then_some(index)
}

fn length(bytes: &mut &[u8]) -> Option<usize> {
    let head = bytes.split_off(..8)?.first_chunk()?;
    usize::try_from(u64::from_le_bytes(*head)).ok()
}

fn column<const N: usize, T>(
    bytes: &mut &[u8],
    length: usize,
    read: fn([u8; N]) -> T,
) -> Option<Vec<T>> {
    let column = bytes.split_off(..length.checked_mul(N)?)?;
    let (values, _) = column.as_chunks::<N>();
    Some(values.iter().map(|value| read(*value)).collect())
}
