//! Randomness as a dependency: the operating system's in production, a seeded
//! stream in tests.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// A source of random bytes.
pub trait Entropy: Send + Sync + fmt::Debug + 'static {
    /// Fills `buffer` with random bytes.
    fn fill(&self, buffer: &mut [u8]);

    /// A stream for one piece of work. Production hands out the operating
    /// system again (a derived stream would repeat nonces after a restart); a
    /// seeded source derives one from the label, so that ids stay stable when
    /// pieces of work interleave.
    fn fork(&self, label: &str) -> Arc<dyn Entropy>;
}

impl dyn Entropy {
    /// A random number, uniform over 64 bits.
    pub fn number(&self) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// A random word of `len` characters of `A-Za-z0-9`, for public keys of
    /// rows and for webhook secrets (62 symbols: 5.95 bits a character).
    pub fn word(&self, len: usize) -> String {
        const ALPHABET: &[u8; 62] =
            b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let mut word = String::with_capacity(len);
        while word.len() < len {
            let mut byte = [0; 1];
            self.fill(&mut byte);
            // Rejection keeps the distribution uniform: 248 = 4 x 62.
            if byte[0] < 248 {
                word.push(char::from(ALPHABET[usize::from(byte[0] % 62)]));
            }
        }
        word
    }
}

/// The operating system's generator, asked for a page at a time: a nonce and a
/// few ids a message were a thousand system calls a second each.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsEntropy;

/// Random bytes that nobody has taken yet: the first `left` of them.
struct Store {
    bytes: [u8; 4096],
    left: usize,
}

static STORE: Mutex<Store> = Mutex::new(Store {
    bytes: [0; 4096],
    left: 0,
});

impl Store {
    /// Hands bytes out and forgets them.
    fn take(&mut self, buffer: &mut [u8]) {
        for piece in buffer.chunks_mut(self.bytes.len()) {
            if self.left < piece.len() {
                fill_from_os(&mut self.bytes);
                self.left = self.bytes.len();
            }
            let taken = &mut self.bytes[self.left - piece.len()..self.left];
            piece.copy_from_slice(taken);
            taken.fill(0);
            self.left -= piece.len();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one reader of OS randomness")]
fn fill_from_os(buffer: &mut [u8]) {
    getrandom::fill(buffer).expect("the operating system has a random source");
}

impl Entropy for OsEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        STORE
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take(buffer);
    }

    fn fork(&self, _label: &str) -> Arc<dyn Entropy> {
        Arc::new(Self)
    }
}

/// A reproducible stream for tests. Never used in production.
pub struct SeededEntropy {
    seed: [u8; 32],
    stream: Mutex<ChaCha20Rng>,
}

impl SeededEntropy {
    /// A stream that depends on `seed` alone.
    pub fn new(seed: &str) -> Self {
        let seed: [u8; 32] = Sha256::digest(seed.as_bytes()).into();
        Self {
            seed,
            stream: Mutex::new(ChaCha20Rng::from_seed(seed)),
        }
    }
}

impl fmt::Debug for SeededEntropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SeededEntropy")
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        self.stream
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(buffer);
    }

    fn fork(&self, label: &str) -> Arc<dyn Entropy> {
        let mut hash = Sha256::new();
        hash.update(self.seed);
        hash.update(label.as_bytes());
        let seed: [u8; 32] = hash.finalize().into();
        Arc::new(Self {
            seed,
            stream: Mutex::new(ChaCha20Rng::from_seed(seed)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fork_depends_on_its_label_and_not_on_the_use_of_its_parent() {
        let parent = SeededEntropy::new("story");
        let before = parent.fork("job-1").number();
        let _ = (&parent as &dyn Entropy).number();
        assert_eq!(parent.fork("job-1").number(), before);
        assert_ne!(parent.fork("job-2").number(), before);
    }

    #[test]
    fn nothing_random_is_handed_out_twice() {
        let taken = |len: usize| {
            let mut bytes = vec![0; len];
            OsEntropy.fill(&mut bytes);
            bytes
        };
        // Sizes that meet the end of a page in all ways.
        let pieces = [1_000, 4_096, 5_000, 16, 3_000, 96, 9_001]
            .map(taken)
            .concat();
        let distinct: std::collections::HashSet<&[u8]> = pieces.chunks_exact(8).collect();
        assert_eq!(distinct.len(), pieces.len() / 8);
        let zeros = pieces.iter().filter(|byte| **byte == 0).count();
        assert!(zeros < pieces.len() / 64, "{zeros} zeros");
    }

    #[test]
    fn words_have_the_asked_length_and_alphabet() {
        let word = (&OsEntropy as &dyn Entropy).word(40);
        assert_eq!(word.len(), 40);
        assert!(word.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }
}
