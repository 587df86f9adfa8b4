//! Numbers and links: what of an answer its sources prove.

use scx_domain::ai::fuzz::{foreign_figures, links, without_foreign_links};

use crate::input::Values;

/// An answer and two sources.
pub fn facts(bytes: &[u8]) {
    let mut values = Values::of(bytes);
    let (answer, source, other) = (values.text(), values.text(), values.text());
    proves_itself(&answer);
    links_are_places(&answer);
    // What one source proves, two prove as well.
    let missing = foreign_figures(&[&source], &answer);
    for figure in foreign_figures(&[&source, &other], &answer) {
        assert!(missing.contains(&figure), "{figure:?} by more sources");
    }
    let kept = without_foreign_links(&[&source], &answer);
    has_no_host_of_its_own(&kept, &[&source]);
    has_no_host_of_its_own(&without_foreign_links(&[], &answer), &[]);
}

fn proves_itself(text: &str) {
    assert_eq!(
        foreign_figures(&[text], text),
        Vec::<String>::new(),
        "{text:?}"
    );
    assert_eq!(without_foreign_links(&[text], text), text.trim());
}

fn links_are_places(text: &str) {
    let mut reached = 0;
    for link in links(text) {
        assert!(link.start >= reached && link.start < link.end, "{link:?}");
        assert!(text.get(link.clone()).is_some(), "{link:?} cuts a letter");
        reached = link.end;
    }
}

/// Endings that no ordinary word with a dot has.
const ENDINGS: [&str; 6] = ["uz", "com", "ru", "org", "net", "io"];

/// Every host in `text` stands in one of `known`. A host is looked for here
/// without regard to what surrounds it, as a messenger does that makes it tappable.
pub(crate) fn has_no_host_of_its_own(text: &str, known: &[&str]) {
    let known: Vec<String> = known.iter().map(|text| text.to_lowercase()).collect();
    let is_of_host = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    for run in text.split(|c| !is_of_host(c)) {
        let host = run.trim_matches(['.', '-']).to_ascii_lowercase();
        // The same place with and without.
        let host = host.strip_prefix("www.").unwrap_or(&host);
        let is_host = host
            .rsplit_once('.')
            .is_some_and(|(name, end)| !name.is_empty() && ENDINGS.contains(&end));
        if is_host {
            let is_known = known.iter().any(|text| text.contains(host));
            assert!(is_known, "{host:?} in {text:?}");
        }
    }
}
