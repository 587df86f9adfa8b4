//! A shop's bot answers in somebody's own Telegram account.

use scx_fakes::Fault;
use scx_fakes::telegram::views::ChatView;
use scx_kit::Millis;
use scx_store::sql;
use scx_world::{Customer, Seller, World};

use super::shop_with_customer;
use crate::world;

const KNOWN: &str = "Choynak qancha turadi?";
const UNKNOWN: &str = "Velosiped ijaraga berasizlarmi?";

/// A shop whose owner's own account is connected, and the connection.
async fn connected(w: &mut World) -> (Seller, Customer, String) {
    let (lola, aziz) = shop_with_customer(w).await;
    let connection = w
        .outside
        .telegram()
        .connect_business(lola.person, aziz.bot, true);
    let connection = connection.expect("a bot that may be connected");
    w.settle().await;
    (lola, aziz, connection)
}

/// A shop whose bot somebody else has added to their account.
async fn connected_by_a_stranger(w: &mut World) -> (Seller, Customer, String) {
    let (lola, aziz) = shop_with_customer(w).await;
    let stranger = w.customer("Botir", aziz.bot);
    let telegram = w.outside.telegram();
    let connection = telegram.connect_business(stranger.person, aziz.bot, true);
    let connection = connection.expect("a bot that may be connected");
    w.settle().await;
    (lola, aziz, connection)
}

/// A customer writes to the account; gives what stands in that chat then.
async fn writes(w: &mut World, customer: &Customer, connection: &str, text: &str) -> ChatView {
    let telegram = w.outside.telegram();
    telegram
        .send_business(customer.person, connection, text)
        .expect("a chat");
    w.settle().await;
    w.outside
        .telegram()
        .business_view(connection, customer.person)
}

/// What the bot said there in the account's name.
fn said(chat: &ChatView) -> String {
    let of_bot = chat.messages.iter().filter(|message| message.from_bot);
    let texts: Vec<&str> = of_bot.map(|message| message.text.as_str()).collect();
    texts.join("\n")
}

#[tokio::test]
async fn customers_of_the_sellers_own_account_are_answered_there() {
    world(async |w| {
        let (lola, aziz, connection) = connected(w).await;
        assert!(
            lola.heard(w).contains("are answered by"),
            "{}",
            lola.heard(w)
        );
        let chat = writes(w, &aziz, &connection, KNOWN).await;
        assert!(said(&chat).contains("145 000"), "{chat:?}");
        // The bot's own chat with the same person is another conversation.
        assert!(!aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        lola.types(w, "/chats").await;
        assert!(lola.screen(w).contains("💼 Aziz"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn who_writes_to_customers_from_the_phone_is_not_interrupted() {
    world(async |w| {
        let (_, aziz, connection) = connected(w).await;
        writes(w, &aziz, &connection, KNOWN).await;
        let telegram = w.outside.telegram();
        telegram
            .write_as_owner(&connection, aziz.person, "Salom, men o‘zim javob beraman")
            .expect("a chat");
        w.settle().await;
        let before = said(&w.outside.telegram().business_view(&connection, aziz.person));
        let chat = writes(w, &aziz, &connection, "Lagan qancha?").await;
        assert_eq!(said(&chat), before);
        // Half an hour after the last word the AI answers again.
        w.advance(Millis::minutes(61)).await;
        let chat = writes(w, &aziz, &connection, "Lagan qancha turadi?").await;
        assert!(said(&chat).contains("210 000"), "{chat:?}");
    })
    .await;
}

#[tokio::test]
async fn who_is_written_to_first_by_the_seller_is_not_answered_by_the_ai() {
    world(async |w| {
        let (_, aziz, connection) = connected(w).await;
        let telegram = w.outside.telegram();
        telegram
            .write_as_owner(&connection, aziz.person, "Salom, ertaga kelasizmi?")
            .expect("a chat");
        w.settle().await;
        let before = said(&w.outside.telegram().business_view(&connection, aziz.person));
        let chat = writes(w, &aziz, &connection, KNOWN).await;
        assert_eq!(said(&chat), before, "{chat:?}");
    })
    .await;
}

#[tokio::test]
async fn a_question_without_an_answer_is_answered_by_the_seller_on_that_account() {
    world(async |w| {
        let (lola, aziz, connection) = connected(w).await;
        writes(w, &aziz, &connection, UNKNOWN).await;
        lola.replies_to(w, UNKNOWN, "Ha, kuniga 50 000 so‘m").await;
        let chat = w.outside.telegram().business_view(&connection, aziz.person);
        assert!(said(&chat).contains("50 000"), "{chat:?}");
    })
    .await;
}

#[tokio::test]
async fn another_persons_account_is_served_only_when_the_seller_allows_it() {
    world(async |w| {
        let (lola, aziz, connection) = connected_by_a_stranger(w).await;
        let chat = writes(w, &aziz, &connection, KNOWN).await;
        assert_eq!(said(&chat), "");
        lola.types(w, "/chats").await;
        assert!(!lola.screen(w).contains("💼 Aziz"), "{}", lola.screen(w));
        lola.taps(w, "Allow").await;
        let chat = writes(w, &aziz, &connection, KNOWN).await;
        assert!(said(&chat).contains("145 000"), "{chat:?}");
        lola.taps(w, "Stop").await;
        let before = said(&chat);
        let chat = writes(w, &aziz, &connection, "Lagan qancha?").await;
        assert_eq!(said(&chat), before);
    })
    .await;
}

#[tokio::test]
async fn nobody_but_the_seller_allows_an_account() {
    world(async |w| {
        let (lola, aziz, connection) = connected_by_a_stranger(w).await;
        let allow = lola.data_behind(w, "Allow");
        let other = w.seller("Vali");
        other.registers(w).await;
        other.forges(w, &allow).await;
        let chat = writes(w, &aziz, &connection, KNOWN).await;
        assert_eq!(said(&chat), "");
    })
    .await;
}

#[tokio::test]
async fn a_connection_without_the_right_to_write_is_told_and_a_later_one_works() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        let telegram = w.outside.telegram();
        let connection = telegram
            .connect_business(lola.person, aziz.bot, false)
            .expect("a bot that may be connected");
        w.settle().await;
        assert!(lola.heard(w).contains("may not reply"), "{}", lola.heard(w));
        let chat = writes(w, &aziz, &connection, KNOWN).await;
        assert_eq!(said(&chat), "");
        assert!(lola.heard(w).contains("was not sent"), "{}", lola.heard(w));
        let telegram = w.outside.telegram();
        telegram.change_business(&connection, true).expect("one");
        w.settle().await;
        let chat = writes(w, &aziz, &connection, "Lagan qancha?").await;
        assert!(said(&chat).contains("210 000"), "{chat:?}");
    })
    .await;
}

#[tokio::test]
async fn a_conversation_goes_on_after_the_bot_was_taken_out_and_added_again() {
    world(async |w| {
        let (lola, aziz, connection) = connected(w).await;
        writes(w, &aziz, &connection, KNOWN).await;
        let telegram = w.outside.telegram();
        telegram.disconnect_business(&connection).expect("one");
        w.settle().await;
        assert!(lola.heard(w).contains("was removed"), "{}", lola.heard(w));
        let telegram = w.outside.telegram();
        let again = telegram
            .connect_business(lola.person, aziz.bot, true)
            .expect("a bot that may be connected");
        w.settle().await;
        let chat = writes(w, &aziz, &again, "Lagan qancha?").await;
        assert!(said(&chat).contains("210 000"), "{chat:?}");
        lola.types(w, "/chats").await;
        let screen = lola.screen(w);
        assert_eq!(screen.matches("💼 Aziz").count(), 1, "{screen}");
    })
    .await;
}

#[tokio::test]
async fn a_day_after_the_customers_last_word_the_seller_hears_why_nothing_is_sent() {
    world(async |w| {
        let (lola, aziz, connection) = connected(w).await;
        writes(w, &aziz, &connection, UNKNOWN).await;
        w.advance(Millis::hours(25)).await;
        lola.replies_to(w, UNKNOWN, "Ha, bor").await;
        assert!(lola.heard(w).contains("24 hours"), "{}", lola.heard(w));
        let chat = w.outside.telegram().business_view(&connection, aziz.person);
        assert!(!said(&chat).contains("Ha, bor"), "{chat:?}");
        // What was typed is not lost: it stands in the seller's own chat.
        assert!(lola.history(w).contains("Ha, bor"));
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_was_not_told_of_is_asked_for() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        let telegram = w.outside.telegram();
        let connection = telegram
            .connect_business(lola.person, aziz.bot, true)
            .expect("a bot that may be connected");
        w.settle().await;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let forget = sql("DELETE FROM business_account").execute(&mut tx);
        forget.await.expect("deleted");
        tx.commit().await.expect("committed");
        let chat = writes(w, &aziz, &connection, KNOWN).await;
        assert!(said(&chat).contains("145 000"), "{chat:?}");
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_telegram_took_late_is_sent_once() {
    world(async |w| {
        let (_, aziz, connection) = connected(w).await;
        let busy = Fault::Status {
            code: 502,
            body: None,
        };
        w.outside.fail_next("telegram", Some("sendMessage"), busy);
        let chat = writes(w, &aziz, &connection, KNOWN).await;
        let answers = said(&chat).matches("145 000").count();
        assert_eq!(answers, 1, "{chat:?}");
    })
    .await;
}

#[tokio::test]
async fn an_account_whose_bot_was_disconnected_is_not_shown_as_answered() {
    world(async |w| {
        let (lola, ..) = connected(w).await;
        lola.types(w, "/channels").await;
        lola.taps(w, "lola_shop_bot").await;
        lola.taps(w, "Disconnect").await;
        lola.types(w, "/channels").await;
        lola.taps(w, "Telegram Business").await;
        assert!(lola.screen(w).contains("⚪ Lola"), "{}", lola.screen(w));
        lola.taps(w, "⚪ Lola").await;
        assert!(
            lola.heard(w).contains("does not answer"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}
