//! Which role may do what: the table in ARCHITECTURE.md, and every cell of it
//! tried at the screens.

use scx_bot::admin::map;
use scx_bot::ui::{Act, Pen};
use scx_domain::admins::{Right, Role, may};
use scx_domain::channels;
use scx_domain::notify::{self, Place};
use scx_kit::Language;
use scx_world::{Chief, World};

use crate::plans::joined;
use crate::with_admins;

/// The table as ARCHITECTURE.md must show it.
fn table() -> String {
    let mut lines = vec![
        "| right | owner | admin | support |".to_owned(),
        "| --- | --- | --- | --- |".to_owned(),
    ];
    lines.extend(Right::ALL.map(|right| {
        let cells = Role::ALL.map(|role| if may(role, right) { "yes" } else { "no" });
        format!("| {} | {} |", right.name(), cells.join(" | "))
    }));
    lines.join("\n")
}

#[test]
fn the_table_of_rights_stands_in_the_architecture() {
    let text = std::fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md");
    assert!(
        text.contains(&table()),
        "ARCHITECTURE.md must show:\n{}",
        table()
    );
}

/// Puts somebody before a screen, as if they had walked there.
async fn stand(w: &World, who: &Chief, screen: &scx_bot::ui::Frame) {
    let db = &w.cx().db;
    let bot = channels::of_role(db, channels::Role::Admin)
        .await
        .expect("read");
    let place = Place {
        bot: bot.expect("the admin bot").id.to_string(),
        chat: who.person,
        person: who.person,
    };
    let row = notify::screen(db, &place).await.expect("read");
    let revision = row.as_ref().map_or(0, |row| row.revision) + 1;
    let home = map().screens[0].screen.frames().remove(0);
    let stack = serde_json::to_string(&[home, screen.clone()]).expect("plain data");
    let mut tx = db.begin().await.expect("a transaction");
    let language = Some(Language::En);
    notify::save_screen(&mut tx, &place, language, &stack, revision)
        .await
        .expect("saved");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn every_screen_turns_away_whoever_lacks_its_right() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let admin = joined(w, &owner, "Dilshod", "➕ Admin").await;
        let support = joined(w, &owner, "Nilufar", "➕ Support").await;
        let people = [
            (&owner, Role::Owner),
            (&admin, Role::Admin),
            (&support, Role::Support),
        ];
        let mut tried = 0;
        for entry in &map().screens {
            let Some(right) = entry.screen.needs() else {
                continue;
            };
            for frame in entry.screen.frames() {
                for (who, role) in people {
                    stand(w, who, &frame).await;
                    let before = who
                        .heard(w)
                        .matches("Your role does not allow this")
                        .count();
                    who.types(w, "salom").await;
                    let after = who
                        .heard(w)
                        .matches("Your role does not allow this")
                        .count();
                    let is_refused = after > before;
                    assert_eq!(
                        is_refused,
                        !may(role, right),
                        "{} {role:?}: {}",
                        entry.id,
                        who.heard(w)
                    );
                    tried += 1;
                }
            }
        }
        assert!(tried >= 30, "{tried}");
    })
    .await;
}

/// Every button that a sample shows: owner, whether it is a card, action, id.
fn buttons() -> Vec<(&'static str, bool, &'static str, String)> {
    let texts = scx_bot::Texts::load().expect("the locales parse");
    let pen = Pen {
        texts: &texts,
        language: Language::En,
    };
    let screens = map().screens.iter();
    let screens = screens.map(|one| (one.id, false, one.screen.sample_views(&pen)));
    let cards = map().cards.iter();
    let cards = cards.map(|one| (one.id, true, one.card.sample_views(&pen)));
    let mut buttons = Vec::new();
    for (id, is_card, views) in screens.chain(cards) {
        for btn in views.into_iter().flat_map(|view| view.rows).flatten() {
            if let Act::Tap { action, id: of } = btn.act {
                buttons.push((id, is_card, action, of));
            }
        }
    }
    buttons.sort();
    buttons.dedup();
    buttons
}

#[tokio::test]
async fn no_button_of_the_admin_bot_does_anything_for_a_stranger_or_a_partner() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let partner = w.partner(&lola).await;
        let stranger = w.chief("Nobody");
        stranger.types(w, "/start").await;
        let insider = Chief {
            person: lola.person,
        };
        insider.types(w, "/start").await;
        let everything = |entries: Vec<scx_domain::audit::Entry>| entries.len();
        let db = w.cx().db.clone();
        let all = scx_domain::audit::Filter::default();
        let before = everything(
            scx_domain::audit::page(&db, &all, None)
                .await
                .expect("read"),
        );
        let buttons = buttons();
        assert!(buttons.len() > 60, "{}", buttons.len());
        for (owner_id, is_card, action, id) in buttons {
            let revision = if is_card { "-" } else { "1" };
            let id = if id.len() == 22 {
                partner.id.base62()
            } else {
                id
            };
            let data = format!("v1|{owner_id}|{revision}|{action}|{id}");
            for who in [&stranger, &insider] {
                who.forges(w, &data).await;
                let screen = who.screen(w);
                assert!(!screen.contains('['), "{data}: {screen}");
            }
        }
        assert_eq!(w.partner(&lola).await, partner);
        let after = everything(
            scx_domain::audit::page(&db, &all, None)
                .await
                .expect("read"),
        );
        assert_eq!(after, before);
    })
    .await;
}
