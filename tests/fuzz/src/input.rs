//! How one input holds several values: with the byte 0xFF between them, which
//! no text in UTF-8 contains, so that a corpus stays readable.

/// Between two values.
pub(crate) const BETWEEN: u8 = 0xff;

/// The values of an input, one after the other; empty ones when it has ended.
pub(crate) struct Values<'a> {
    rest: Option<&'a [u8]>,
}

impl<'a> Values<'a> {
    pub(crate) fn of(input: &'a [u8]) -> Self {
        Self { rest: Some(input) }
    }

    /// The next value.
    pub(crate) fn bytes(&mut self) -> &'a [u8] {
        let Some(rest) = self.rest.take() else {
            return &[];
        };
        let Some(end) = rest.iter().position(|byte| *byte == BETWEEN) else {
            return rest;
        };
        self.rest = Some(&rest[end + 1..]);
        &rest[..end]
    }

    /// The next value as a text.
    pub(crate) fn text(&mut self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }

    /// All that follows as texts, at most `most`.
    pub(crate) fn texts(&mut self, most: usize) -> Vec<String> {
        let mut texts = Vec::new();
        while self.rest.is_some() && texts.len() < most {
            texts.push(self.text());
        }
        texts
    }

    /// All that is left, whatever is in it.
    pub(crate) fn rest(self) -> &'a [u8] {
        self.rest.unwrap_or_default()
    }
}
