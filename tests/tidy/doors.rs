//! Routes are opened from the list only, which the sweep of all doors walks.

use super::source::{File, Role, none_of, rust};

const LIST: &str = "webhooks/src/lib.rs";
/// For the fuzz targets: one route of the list, in a router of its own.
const FUZZ: &str = "webhooks/src/fuzz.rs";
const OPENERS: &[&str] = &["route", "route_service", "nest", "nest_service", "fallback"];

/// The crates that know axum.
fn serves(path: &str) -> bool {
    path.starts_with("webhooks/") || path.starts_with("src/")
}

/// Every place that opens a route, but for the one that walks the list.
fn opened(file: &File) -> Vec<String> {
    let words = file.words();
    let calls = words.windows(3).filter(|three| {
        let [dot, name, bracket] = three else {
            return false;
        };
        let is_call = dot.text == "." && bracket.text == "(";
        is_call && OPENERS.contains(&name.text.as_str()) && !name.is_test
    });
    let allowed = usize::from([LIST, FUZZ].contains(&file.path.as_str()));
    calls
        .skip(allowed)
        .map(|three| file.finding(three[1].line, "a route that is not in `ROUTES`"))
        .collect()
}

#[test]
fn every_route_is_listed() {
    let product = rust().filter(|file| file.role == Role::Product && serves(&file.path));
    none_of(product.flat_map(opened));
}

#[cfg(test)]
mod seeded {
    use super::*;

    #[test]
    fn a_route_beside_the_list_is_found() {
        let text = "fn a() { Router::new().route(path, one()).nest(path, two()) }";
        assert_eq!(opened(&File::new("webhooks/src/b.rs", text)).len(), 2);
        assert_eq!(opened(&File::new(LIST, text)).len(), 1);
    }
}
