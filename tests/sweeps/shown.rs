//! What the sweeps of the partner bot share: the buttons that any sample shows,
//! and everything of a partner that an update could change.

use scx_bot::partner::map;
use scx_bot::ui::{Act, Pen, View};
use scx_kit::Language;
use scx_store::{Db, sql};

/// A button of a sample.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shown {
    pub(super) owner: &'static str,
    pub(super) is_card: bool,
    pub(super) action: &'static str,
    pub(super) id: String,
}

/// Every button that any sample shows, sorted.
pub(super) fn buttons() -> Vec<Shown> {
    let texts = scx_bot::Texts::load().expect("the locales parse");
    let pen = Pen {
        texts: &texts,
        language: Language::En,
    };
    let mut found = Vec::new();
    for entry in &map().screens {
        let views = entry.screen.sample_views(&pen);
        found.extend(of_views(entry.id, false, views));
    }
    for entry in &map().cards {
        let views = entry.card.sample_views(&pen);
        found.extend(of_views(entry.id, true, views));
    }
    found.sort();
    found.dedup();
    found
}

fn of_views(owner: &'static str, is_card: bool, views: Vec<View>) -> impl Iterator<Item = Shown> {
    let buttons = views.into_iter().flat_map(|view| view.rows).flatten();
    buttons.filter_map(move |btn| match btn.act {
        Act::Tap { action, id } => Some(Shown {
            owner,
            is_card,
            action,
            id,
        }),
        Act::Url(_) => None,
    })
}

/// Everything of a partner that an update could change.
pub(super) async fn belongings(db: &Db, partner: &str) -> Vec<String> {
    const DOCUMENTS: &str = "SELECT id || state FROM document WHERE partner = $1 ORDER BY id";
    const BOTS: &str = "SELECT id || state FROM bot WHERE partner = $1 ORDER BY id";
    const KEYS: &str =
        "SELECT provider || last_four FROM ai_key WHERE partner = $1 ORDER BY provider";
    const OFFERS: &str = "SELECT provider FROM ai_key_offer WHERE partner = $1";
    const MESSAGES: &str = "SELECT id || text FROM message WHERE partner = $1 ORDER BY id";
    const QUESTIONS: &str = "SELECT id || state FROM question WHERE partner = $1 ORDER BY id";
    const SELF: &str = "SELECT name || phone || tone || language || state || COALESCE(email, '-')
        || COALESCE(greeting, '-') || CAST(is_ai_paused AS TEXT) || COALESCE(CAST(opens_at AS TEXT), '-')
        FROM partner WHERE id = $1";
    let mut all = Vec::new();
    for text in [DOCUMENTS, BOTS, KEYS, OFFERS, MESSAGES, QUESTIONS, SELF] {
        let rows = sql(text).bind(partner).all::<(String,)>(db).await;
        all.extend(rows.expect("read").into_iter().map(|(row,)| row));
    }
    all
}
