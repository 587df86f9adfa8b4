//! Comments below posts that are answered by a private message.

use scx_domain::plans;
use scx_kit::Millis;
use scx_world::{Seller, World};

use crate::world;

const PRICES: &[u8] = "Mahsulot;Narxi\nChoynak;145 000\nPiyola;12 000\n".as_bytes();

/// A shop on Instagram that answers comments with "narx", and one of its posts.
async fn shop(w: &mut World) -> (Seller, String) {
    w.has_meta();
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", PRICES).await;
    lola.connects_instagram(w).await;
    lola.taps(w, "Answer comments").await;
    lola.types(w, "narx").await;
    assert!(
        lola.screen(w).contains("Comments are answered"),
        "{}",
        lola.screen(w)
    );
    let post = w
        .outside
        .meta()
        .instagram_post(scx_world::INSTAGRAM, "FEED");
    (lola, post)
}

/// What stands below a post, oldest first.
fn below(w: &World, post: &str) -> Vec<String> {
    let comments = w.outside.meta().comments(post).into_iter();
    comments.map(|comment| comment.text).collect()
}

#[tokio::test]
async fn a_comment_with_the_word_is_answered_in_private_and_below() {
    world(async |w| {
        let (lola, post) = shop(w).await;
        let dina = w.on_instagram("dina", "900000000000021");
        dina.comments(&post, "Choynak narxi qancha?").unwrap();
        w.settle().await;
        let told = w.told(&dina);
        assert!(told.text.contains("145 000"), "{told:?}");
        assert!(
            told.comment.is_some(),
            "it belongs to the comment: {told:?}"
        );
        assert_eq!(
            below(w, &post),
            ["Choynak narxi qancha?", "Directga yozdik 📩"]
        );
        lola.types(w, "/chats").await;
        lola.taps(w, "dina").await;
        let talk = lola.screen(w);
        assert!(
            talk.contains("narxi qancha") && talk.contains("145 000"),
            "{talk}"
        );
        let partner = w.partner(&lola).await.id;
        let used = plans::usage(&w.cx().db, partner, w.now()).await;
        assert_eq!(used.expect("counted").answers, 1);
    })
    .await;
}

#[tokio::test]
async fn without_an_answer_the_customer_is_asked_to_write() {
    world(async |w| {
        let (_, post) = shop(w).await;
        let dina = w.on_instagram("dina", "900000000000021");
        dina.comments(&post, "narx").unwrap();
        w.settle().await;
        assert!(
            w.told(&dina).text.contains("Izohingizni"),
            "{:?}",
            w.told(&dina)
        );
    })
    .await;
}

#[tokio::test]
async fn other_comments_own_comments_and_our_own_answers_start_nothing() {
    world(async |w| {
        let (_, post) = shop(w).await;
        let dina = w.on_instagram("dina", "900000000000021");
        dina.comments(&post, "zo'r ekan").unwrap();
        dina.merchant_comments(&post, "narx so'rang").unwrap();
        w.settle().await;
        w.passes(Millis::minutes(10)).await;
        assert_eq!(below(w, &post), ["zo'r ekan", "narx so'rang"]);
        // Meta would refuse to write to the account itself, but is not asked.
        let (begun,): (i64,) = scx_store::sql("SELECT COUNT(*) FROM comment")
            .one(&w.cx().db)
            .await
            .expect("counted");
        assert_eq!(begun, 0);
    })
    .await;
}

#[tokio::test]
async fn a_comment_that_is_told_again_is_answered_once() {
    world(async |w| {
        let (_, post) = shop(w).await;
        w.outside.meta().deliver_twice(true);
        let dina = w.on_instagram("dina", "900000000000021");
        dina.comments(&post, "narxi?").unwrap();
        w.settle().await;
        // By then the inbox has forgotten what it stored.
        w.leaps(Millis::days(4)).await;
        for delivery in w.outside.meta().delivery_ids() {
            w.outside.meta().redeliver(delivery).unwrap();
        }
        w.settle().await;
        assert_eq!(below(w, &post).len(), 2, "{:?}", below(w, &post));
    })
    .await;
}

#[tokio::test]
async fn a_crowd_of_comments_keeps_to_metas_pace() {
    world(async |w| {
        let (_, post) = shop(w).await;
        for n in 0..4 {
            let name = format!("kim{n}");
            let one = w.on_instagram(&name, &format!("90000000000005{n}"));
            one.comments(&post, "narx").unwrap();
        }
        w.passes(Millis::secs(6)).await;
        let early = below(w, &post).len();
        assert!(early < 8, "{early}");
        w.advance(Millis::minutes(1)).await;
        assert_eq!(below(w, &post).len(), 8);
    })
    .await;
}

#[tokio::test]
async fn a_word_that_is_none_is_refused_and_the_old_one_stays() {
    world(async |w| {
        let (lola, _) = shop(w).await;
        for wrong in ["n", "ikki so'z", "????", &"a".repeat(31)] {
            lola.types(w, wrong).await;
            assert!(
                lola.heard(w).contains("one word"),
                "{wrong}: {}",
                lola.heard(w)
            );
        }
        assert!(lola.screen(w).contains("narx"), "{}", lola.screen(w));
        lola.taps(w, "Switch off").await;
        assert!(
            lola.screen(w).contains("Answers to comments"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}
