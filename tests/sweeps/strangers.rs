//! Every button of every screen and card, pressed by who must not press it.

use scx_bot::partner::map;
use scx_bot::ui::{Act, ButtonData, Pen, Target, View};
use scx_domain::{channels, knowledge};
use scx_kit::Language;
use scx_store::{Db, sql};
use scx_world::{PARTNER_BOT, World};

use crate::world;

/// Owner and action of every button that any sample shows.
fn buttons() -> Vec<(&'static str, bool, &'static str)> {
    let texts = scx_bot::Texts::load().expect("the locales parse");
    let pen = Pen {
        texts: &texts,
        language: Language::En,
    };
    let actions = |views: Vec<View>| {
        let buttons = views.into_iter().flat_map(|view| view.rows).flatten();
        let mut actions: Vec<&'static str> = buttons
            .filter_map(|btn| match btn.act {
                Act::Tap { action, .. } => Some(action),
                Act::Url(_) => None,
            })
            .collect();
        actions.sort_unstable();
        actions.dedup();
        actions
    };
    let mut found = Vec::new();
    for entry in &map().screens {
        found.extend(
            actions(entry.screen.sample_views(&pen))
                .into_iter()
                .map(|a| (entry.id, false, a)),
        );
    }
    for entry in &map().cards {
        found.extend(
            actions(entry.card.sample_views(&pen))
                .into_iter()
                .map(|a| (entry.id, true, a)),
        );
    }
    found
}

/// Everything of a partner that a tap could change.
async fn belongings(db: &Db, partner: &str) -> Vec<String> {
    const DOCUMENTS: &str = "SELECT id || state FROM document WHERE partner = $1 ORDER BY id";
    const BOTS: &str = "SELECT id || state FROM bot WHERE partner = $1 ORDER BY id";
    const SELF: &str = "SELECT name || tone || language FROM partner WHERE id = $1";
    let mut all = Vec::new();
    for text in [DOCUMENTS, BOTS, SELF] {
        let rows = sql(text)
            .bind(partner)
            .all::<(String,)>(db)
            .await
            .expect("read");
        all.extend(rows.into_iter().map(|(row,)| row));
    }
    all
}

/// The ids of Lola's rows as they stand in buttons.
async fn rows_of(w: &World, partner: scx_domain::accounts::PartnerId) -> Vec<String> {
    let db = &w.cx().db;
    let file = knowledge::active(db, partner)
        .await
        .expect("read")
        .expect("an active file");
    let bots = channels::bots_of(db, partner).await.expect("read");
    vec![file.id.base62(), bots[0].id.base62()]
}

/// How many taps the partner bot has answered.
fn answers(w: &World) -> usize {
    let telegram = w.outside.telegram();
    telegram.calls(PARTNER_BOT, "answerCallbackQuery").len()
}

#[tokio::test]
async fn no_button_of_another_partner_and_no_stale_one_changes_anything() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(
            w,
            "narxlar.csv",
            b"Mahsulot;Narxi\nChoynak;145 000\nPiyola;98 000\n",
        )
        .await;
        lola.connects_bot(w, "lola_shop_bot").await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        let stranger = w.seller("Nobody");
        stranger.types(w, "/start").await;
        let partner = w.partner(&lola).await.id;
        let ids = rows_of(w, partner).await;
        let before = belongings(&w.cx().db, &partner.to_string()).await;
        for (owner, is_card, action) in buttons() {
            let target = if is_card {
                Target::Card
            } else {
                Target::Screen(0)
            };
            for id in &ids {
                let data = ButtonData {
                    owner: owner.to_owned(),
                    target: target.clone(),
                    action: action.to_owned(),
                    id: id.clone(),
                }
                .encode();
                for who in [&malika, &stranger] {
                    let answered = answers(w);
                    who.forges(w, &data).await;
                    assert_eq!(answers(w), answered + 1, "{data} is answered once");
                }
            }
        }
        assert_eq!(belongings(&w.cx().db, &partner.to_string()).await, before);
    })
    .await;
}
