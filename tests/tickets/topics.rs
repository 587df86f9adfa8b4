//! A ticket is a topic where the admins' chats have topics.

use scx_fakes::telegram::Document;
use scx_kit::Millis;
use scx_world::{ADMIN_BOT, Chief, Seller, World};

use super::{asks, owner_and_lola};
use crate::with_admins;

/// The owner's chat after it was given topics.
async fn with_topics(w: &mut World) -> (Chief, Seller) {
    let both = owner_and_lola(w).await;
    w.outside.telegram().set_topics(ADMIN_BOT, true);
    w.advance(Millis::minutes(16)).await;
    both
}

/// The only topic: its thread, and what stands in it.
fn topic(w: &World, owner: &Chief) -> (i64, String) {
    let topics = w.outside.telegram().topics(owner.person, ADMIN_BOT);
    let [topic] = topics.as_slice() else {
        panic!("one topic, not {}", topics.len());
    };
    assert_eq!(topic.name, "№ 1 Lola");
    let messages = owner.chat(w).messages.into_iter();
    let messages: Vec<_> = messages
        .filter(|one| one.thread == Some(topic.id))
        .collect();
    (topic.id, scx_world::screen_text(&messages))
}

#[tokio::test]
async fn what_is_written_in_the_topic_goes_to_the_partner() {
    with_admins(async |w| {
        let (owner, lola) = with_topics(w).await;
        asks(w, &lola, "/support", "Bot jim").await;
        lola.types(w, "Hali ham jim").await;
        let (thread, text) = topic(w, &owner);
        assert!(
            text.contains("Bot jim") && text.contains("Hali ham jim"),
            "{text}"
        );
        assert!(
            !text.contains("[✍️ Reply]"),
            "one just writes there: {text}"
        );
        let telegram = w.outside.telegram().clone();
        telegram
            .send_text_in(owner.person, ADMIN_BOT, thread, "Endi-chi?")
            .expect("a topic");
        w.settle().await;
        assert!(lola.heard(w).contains("Endi-chi?"), "{}", lola.heard(w));
        let (_, text) = topic(w, &owner);
        assert_eq!(text.matches("Otabek answered").count(), 2, "{text}");
        let shot = Document::new("yechim.png", "image/png", b"\x89PNG".to_vec());
        telegram
            .send_photo_in(owner.person, ADMIN_BOT, thread, &shot)
            .expect("a topic");
        w.settle().await;
        assert!(lola.heard(w).contains("picture.jpg"), "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_topic_that_was_deleted_is_opened_again_with_what_waits() {
    with_admins(async |w| {
        w.expect_errors();
        let (owner, lola) = with_topics(w).await;
        asks(w, &lola, "/support", "Bot jim").await;
        let (thread, _) = topic(w, &owner);
        let telegram = w.outside.telegram().clone();
        telegram
            .delete_topic(owner.person, ADMIN_BOT, thread)
            .expect("a topic");
        lola.types(w, "Hali ham jim").await;
        w.advance(Millis::minutes(1)).await;
        let (again, text) = topic(w, &owner);
        assert_ne!(again, thread);
        assert!(
            text.contains("Bot jim") && text.contains("Hali ham jim"),
            "{text}"
        );
    })
    .await;
}
