//! The page's files, inside the program: nothing to build, nothing to fetch.

use axum::http::{HeaderName, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::Refusal;

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

/// Address, media type and content.
const FILES: &[(&str, &str, &str)] = &[
    ("/", HTML, include_str!("../page/index.html")),
    ("/style.css", STYLE, include_str!("../page/style.css")),
    ("/icon.svg", PICTURE, include_str!("../page/icon.svg")),
    ("/app.js", SCRIPT, include_str!("../page/app.js")),
    ("/aside.js", SCRIPT, include_str!("../page/aside.js")),
    ("/chat.js", SCRIPT, include_str!("../page/chat.js")),
    ("/choice.js", SCRIPT, include_str!("../page/choice.js")),
    ("/log.js", SCRIPT, include_str!("../page/log.js")),
    ("/mailbox.js", SCRIPT, include_str!("../page/mailbox.js")),
    ("/meta.js", SCRIPT, include_str!("../page/meta.js")),
    ("/nodes.js", SCRIPT, include_str!("../page/nodes.js")),
    ("/phone.js", SCRIPT, include_str!("../page/phone.js")),
    ("/places.js", SCRIPT, include_str!("../page/places.js")),
    ("/traffic.js", SCRIPT, include_str!("../page/traffic.js")),
    ("/words.js", SCRIPT, include_str!("../page/words.js")),
];

/// Nothing from elsewhere may run or load in the page, whatever a bot sends.
/// Letters are styled inline and their frames inherit this, hence the styles;
/// a frame forbids itself the rest.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Any address outside the API: a file of the page, or a refusal.
pub(super) async fn file(uri: Uri) -> Response {
    let found = FILES.iter().find(|(path, _, _)| *path == uri.path());
    let Some((_, media_type, content)) = found else {
        let why = format!("nothing is served at {}", uri.path());
        return Refusal(StatusCode::NOT_FOUND, why).into_response();
    };
    let headers: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, *content).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_script_and_style_the_page_names_is_served() {
        let mut named = 0;
        let sources = FILES.iter().filter(|(_, media, _)| *media != PICTURE);
        for (path, _, content) in sources {
            for quoted in content.split('"').filter(|it| names_a_file(it)) {
                let address = quoted.trim_start_matches('.');
                let answer = file(address.parse().unwrap()).await;
                assert_eq!(answer.status(), StatusCode::OK, "{path} names {quoted}");
                named += 1;
            }
        }
        assert!(named >= FILES.len() - 1, "only {named} files are named");
    }

    fn names_a_file(text: &str) -> bool {
        let is_local = text.starts_with("./") || text.starts_with('/');
        is_local
            && [".js", ".css", ".svg"]
                .iter()
                .any(|end| text.ends_with(end))
    }
}
