//! Gives pages of our own program back to the system.
//!
//! Half of what an idle process keeps in memory is code and constants that only
//! starting needs: the command line, the configuration, migrations, certificates. The
//! pages are clean and the file keeps them, so whoever needs one again reads it
//! from the system's cache.

use scx_kit::{Clock, Millis, SystemClock};

/// By then the product has started and said its first words to the outside.
const STARTED: Millis = Millis::secs(10);

/// Waits until starting is over, and gives its pages back.
pub async fn release_after_start() {
    SystemClock.sleep_until(SystemClock.now() + STARTED).await;
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let own = std::env::current_exe().unwrap_or_default();
    for (start, end) in clean_of(&maps, &own.to_string_lossy()) {
        release(start, end);
    }
}

/// Where the code and the constants of a file lie in memory, as Linux tells it.
fn clean_of(maps: &str, file: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for line in maps.lines() {
        let mut fields = line.split_ascii_whitespace();
        let (range, rights, offset) = (fields.next(), fields.next(), fields.next());
        // What could be written to while the program was loaded is not as in the
        // file, and later looks like constants; those lie at its beginning.
        let is_clean = match rights {
            Some("r-xp") => true,
            Some("r--p") => offset.is_some_and(|offset| offset.bytes().all(|b| b == b'0')),
            _ => false,
        };
        if !is_clean || fields.nth(2) != Some(file) {
            continue;
        }
        let bounds = range.and_then(|range| range.split_once('-'));
        let read = |hex: &str| usize::from_str_radix(hex, 16).ok();
        found.extend(bounds.and_then(|(start, end)| read(start).zip(read(end))));
    }
    found
}

#[cfg(target_os = "linux")]
#[expect(
    unsafe_code,
    reason = "no safe call gives back pages of a mapping that is not one's own"
)]
fn release(start: usize, end: usize) {
    use rustix::mm::{Advice, madvise};

    let pages = std::ptr::with_exposed_provenance_mut(start);
    // SAFETY: the range is a private mapping of our own program that nothing can
    // write to, so its pages equal the file's, and reading one again gives the same.
    let given = unsafe { madvise(pages, end - start, Advice::LinuxDontNeed) };
    if let Err(error) = given {
        tracing::debug!(%error, "the pages of starting stay in memory");
    }
}

#[cfg(not(target_os = "linux"))]
fn release(_start: usize, _end: usize) {}

#[cfg(test)]
mod tests {
    use super::*;

    const MAPS: &str = "\
5621fd352000-5621fde14000 r--p 00000000 fe:00 12 /opt/sellercloudx
5621fde14000-5621ff5d4000 r-xp 00ac1000 fe:00 12 /opt/sellercloudx
5621ff5d4000-5621ff717000 r--p 02280000 fe:00 12 /opt/sellercloudx
5621ff717000-5621ff719000 rw-p 023c3000 fe:00 12 /opt/sellercloudx
7fd9d2400000-7fd9d2800000 rw-p 00000000 00:00 0
7fd9d3353000-7fd9d34a9000 r-xp 00026000 fe:00 77 /usr/lib/libc.so.6
";

    #[test]
    fn only_what_nothing_has_written_to_in_our_own_file_is_found() {
        let found = clean_of(MAPS, "/opt/sellercloudx");
        let constants = (0x5621_fd35_2000, 0x5621_fde1_4000);
        assert_eq!(found, [constants, (0x5621_fde1_4000, 0x5621_ff5d_4000)]);
        assert_eq!(clean_of(MAPS, "/opt/other"), []);
        assert_eq!(clean_of("nonsense", "/opt/sellercloudx"), []);
    }

    #[test]
    fn the_program_runs_on_after_its_code_was_given_back() {
        let maps = std::fs::read_to_string("/proc/self/maps").expect("Linux");
        let own = std::env::current_exe().expect("a program");
        let found = clean_of(&maps, &own.to_string_lossy());
        assert!(!found.is_empty());
        for (start, end) in found {
            release(start, end);
        }
        assert_eq!(clean_of(MAPS, "/opt/sellercloudx").len(), 2);
    }
}
