//! Eighty PDFs whose text is known: the reader against the best of its peers.

use scx_read::Warning;
use scx_read::measure::ROUNDING;
use scx_read::measure::pdf::{UNREADABLE, error_rates, names, price_rows, read};

#[test]
fn no_kind_of_file_is_read_worse_than_by_the_best_other_reader() {
    let count = names().len();
    assert!(count >= 60, "{count}");
    for rate in error_rates() {
        assert!(rate.ours <= rate.best_of_peers + ROUNDING, "{rate:?}");
    }
}

#[test]
fn prices_stand_on_the_line_of_their_goods() {
    const LEAST: f64 = 0.99;
    let (whole, all) = price_rows();
    assert!(all > 1_000, "{all}");
    assert!(whole as f64 >= LEAST * all as f64, "{whole} of {all}");
}

#[test]
fn a_font_that_tells_nothing_is_warned_of_and_no_other() {
    for name in names() {
        let warnings = read(&name).warnings;
        let is_garbled = |warning: &Warning| matches!(warning, Warning::Garbled { .. });
        assert_eq!(
            warnings.iter().any(is_garbled),
            name == UNREADABLE,
            "{name}"
        );
    }
}
