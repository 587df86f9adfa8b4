//! What admins did is written down and cannot be changed.

use scx_domain::audit::{self, Filter};
use scx_kit::Millis;
use scx_store::sql;

use crate::plans::joined;
use crate::with_admins;

#[tokio::test]
async fn the_database_refuses_to_change_or_erase_an_entry() {
    with_admins(async |w| {
        let db = &w.cx().db;
        let before = audit::page(db, &Filter::default(), None)
            .await
            .expect("read");
        assert_eq!(before.len(), 1, "the first owner was added: {before:#?}");
        for text in [
            "UPDATE audit SET reason = 'x' WHERE id > ''",
            "DELETE FROM audit WHERE id > ''",
        ] {
            let mut tx = db.begin().await.expect("a transaction");
            let refused = sql(text).execute(&mut tx).await;
            let error = refused.expect_err("append-only").to_string();
            assert!(error.contains("append-only"), "{error}");
        }
        assert_eq!(
            audit::page(db, &Filter::default(), None)
                .await
                .expect("read"),
            before
        );
    })
    .await;
}

#[tokio::test]
async fn the_log_is_filtered_by_admin_partner_and_kind_and_turned_page_by_page() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let dilshod = joined(w, &owner, "Dilshod", "➕ Admin").await;
        for name in ["Lola", "Malika"] {
            let seller = w.seller(name);
            seller.registers(w).await;
            for text in 0..5 {
                dilshod.types(w, "/partners").await;
                dilshod.types(w, name).await;
                dilshod.taps(w, "1").await;
                dilshod.taps(w, "✉️ Write").await;
                dilshod.types(w, &format!("{name} {text}")).await;
                dilshod.taps(w, "📨 Send").await;
            }
        }
        owner.types(w, "/audit").await;
        let first = owner.screen(w);
        assert!(
            first.contains("Malika 4") && !first.contains("Lola 0"),
            "{first}"
        );
        owner.taps(w, "Older").await;
        let second = owner.screen(w);
        assert!(
            second.contains("Lola 0") && !second.contains("Malika 4"),
            "{second}"
        );
        owner.taps(w, "🧑‍💼 Admins").await;
        let people = owner.screen(w);
        assert!(people.contains("Dilshod: an admin was added"), "{people}");
        assert!(
            people.contains("Otabek: made an invitation admin"),
            "{people}"
        );
        assert!(!people.contains("Lola"), "{people}");
        owner.types(w, "/partners").await;
        owner.types(w, "Lola").await;
        owner.taps(w, "1").await;
        owner.taps(w, "📜 Log").await;
        let about = owner.screen(w);
        assert!(
            about.contains("Lola 4") && !about.contains("Malika"),
            "{about}"
        );
        owner.types(w, "/menu").await;
        owner.taps(w, "🧑‍💼 Admins").await;
        owner.taps(w, "Dilshod").await;
        owner.taps(w, "📜 Log").await;
        assert!(!owner.screen(w).contains("Otabek"), "{}", owner.screen(w));
        w.advance(Millis::secs(1)).await;
    })
    .await;
}
