//! What a plan allows: the partner is told, customers never see an error.

use scx_domain::accounts::{self, Standing};
use scx_domain::plans;
use scx_kit::{Millis, Time};
use scx_store::sql;
use scx_world::{Seller, World};

use crate::with_admins;
use crate::world;

const FILE: &[u8] = b"Mahsulot;Narxi\nChoynak 2 litr;145 000\nPiyola;98 000\n";

/// The trial allows so many answers a month from now on.
async fn allows(w: &World, column: &'static str, most: i64) {
    let text = match column {
        "answers" => "UPDATE tier SET answers = $1 WHERE id = 'trial'",
        "channels" => "UPDATE tier SET channels = $1 WHERE id = 'trial'",
        _ => "UPDATE tier SET ai_micro_usd = $1 WHERE id = 'trial'",
    };
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    sql(text)
        .bind(most)
        .execute(&mut tx)
        .await
        .expect("changed");
    tx.commit().await.expect("committed");
}

async fn shop(w: &mut World) -> (Seller, i64) {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", FILE).await;
    let bot = lola.connects_bot(w, "lola_shop_bot").await;
    (lola, bot)
}

#[tokio::test]
async fn after_the_last_answer_of_the_month_customers_hear_that_the_shop_will_reply() {
    world(async |w| {
        allows(w, "answers", 2).await;
        let (lola, bot) = shop(w).await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        for _ in 0..2 {
            let answer = aziz.asks(w, "choynak narxi qancha?").await;
            assert!(answer.contains("145 000"), "{answer}");
        }
        assert_eq!(
            lola.heard(w).matches("Customers now read").count(),
            1,
            "{}",
            lola.heard(w)
        );
        assert!(
            lola.heard(w).contains("starts on 01.12.2026 00:00"),
            "{}",
            lola.heard(w)
        );
        let answer = aziz.asks(w, "piyola narxi qancha?").await;
        assert!(answer.contains("tez orada javob beradi"), "{answer}");
        assert!(
            lola.heard(w).contains("piyola narxi qancha?"),
            "the question goes to the shop"
        );
        lola.types(w, "/plan").await;
        assert!(lola.screen(w).contains("2 / 2"), "{}", lola.screen(w));
        let partner = w.partner(&lola).await;
        let used = plans::usage(&w.cx().db, partner.id, w.now())
            .await
            .expect("read");
        assert_eq!(used.answers, 2);
        assert_eq!(lola.heard(w).matches("Customers now read").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_next_month_begins_with_all_its_answers() {
    with_admins(async |w| {
        let (lola, bot) = shop(w).await;
        let partner = w.partner(&lola).await.id;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let until = Time(scx_world::BEGIN_MS) + Millis::days(60);
        accounts::set_plan(&mut tx, partner, ("chat", false), until)
            .await
            .expect("set");
        sql("UPDATE tier SET answers = 1 WHERE id = 'chat'")
            .execute(&mut tx)
            .await
            .expect("changed");
        tx.commit().await.expect("committed");
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        aziz.asks(w, "choynak narxi qancha?").await;
        let spent = Standing::of(&w.partner(&lola).await, w.now());
        // Midnight of the first of December in Tashkent.
        let december = Time(1_796_065_200_000);
        assert_eq!(spent, Standing::Spent { until: december });
        w.leaps(december - w.now()).await;
        let answer = aziz.asks(w, "piyola narxi qancha?").await;
        assert!(answer.contains("98 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn a_plan_is_full_of_bots_and_shows_the_way_to_a_larger_one() {
    world(async |w| {
        allows(w, "channels", 1).await;
        let (lola, _) = shop(w).await;
        lola.connects_bot(w, "second_shop_bot").await;
        let heard = lola.heard(w);
        assert!(
            heard.contains("Your plan allows no more than 1."),
            "{heard}"
        );
        lola.taps(w, "Get a larger plan").await;
        assert!(
            lola.screen(w).contains("[Business Standard]"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}
