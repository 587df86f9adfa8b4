//! Customers on WhatsApp.

use scx_fakes::Fault;
use scx_fakes::meta::{Author, MessageState, Progress};
use scx_kit::Millis;
use scx_world::{NUMBER, Seller, World};

use crate::world;

const PRICES: &[u8] = "Mahsulot;Narxi\nChoynak;145 000\nPiyola;12 000\n".as_bytes();

/// A shop that answers on WhatsApp.
pub(super) async fn shop(w: &mut World) -> Seller {
    w.has_meta();
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", PRICES).await;
    lola.connects_whatsapp(w).await;
    lola
}

#[tokio::test]
async fn a_question_is_answered_in_the_customers_language_and_script() {
    world(async |w| {
        shop(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        let told = w.told(&aziz);
        assert!(told.text.contains("145 000"), "{told:?}");
        let vera = w.on_whatsapp("Vera", "998900000012");
        vera.says("Чойнак нархи қанча?").unwrap();
        w.settle().await;
        let told = w.told(&vera);
        assert!(told.text.contains("Чойнак"), "{told:?}");
        assert_eq!(told.by, Author::Api);
    })
    .await;
}

#[tokio::test]
async fn a_burst_gets_one_answer_and_costs_one_message() {
    world(async |w| {
        shop(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        for part in ["assalomu alaykum", "choynak", "narxi", "qancha?"] {
            aziz.says(part).unwrap();
            w.passes(Millis::secs(2)).await;
        }
        w.settle().await;
        let answers = w.outside.meta().sent(NUMBER);
        assert_eq!(answers.len(), 1, "{answers:#?}");
        assert!(answers[0].text.contains("145 000"));
    })
    .await;
}

#[tokio::test]
async fn twenty_messages_in_a_row_get_one_answer() {
    world(async |w| {
        shop(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        for number in 1..20 {
            aziz.says(&format!("yana {number}")).unwrap();
        }
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        w.advance(Millis::minutes(1)).await;
        let answers = w.outside.meta().sent(NUMBER);
        assert_eq!(answers.len(), 1, "{answers:#?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_delivered_twice_and_in_any_order_is_answered_once() {
    world(async |w| {
        shop(w).await;
        w.outside.meta().deliver_twice(true);
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Piyola narxi?").unwrap();
        w.settle().await;
        w.advance(Millis::minutes(1)).await;
        let answers = w.outside.meta().sent(NUMBER);
        assert_eq!(answers.len(), 1, "{answers:#?}");
    })
    .await;
}

#[tokio::test]
async fn a_customer_without_a_phone_number_is_answered_by_their_id() {
    world(async |w| {
        shop(w).await;
        let meta = w.outside.meta();
        let person = scx_fakes::meta::WhatsAppPerson::with_username(
            "UZ.730261948000205587",
            "dilnoza",
            "Dilnoza",
        );
        let person = meta.whatsapp_person(person);
        let dilnoza = meta.talk(NUMBER, &person);
        dilnoza.says("Choynak qancha turadi?").unwrap();
        w.settle().await;
        assert!(w.told(&dilnoza).text.contains("145 000"));
    })
    .await;
}

#[tokio::test]
async fn an_unanswered_question_goes_to_the_seller_whose_answer_comes_back() {
    world(async |w| {
        let lola = shop(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Samarqandga yetkazasizmi, necha kunda?").unwrap();
        w.settle().await;
        assert!(
            lola.history(w).contains("Samarqandga"),
            "{}",
            lola.history(w)
        );
        lola.taps(w, "Reply").await;
        lola.types(w, "Ha, ikki kunda yetkazamiz.").await;
        assert!(w.told(&aziz).text.contains("ikki kunda"));
    })
    .await;
}

#[tokio::test]
async fn after_a_day_the_answer_is_not_sent_and_the_seller_hears_why() {
    world(async |w| {
        let lola = shop(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Samarqandga yetkazasizmi, necha kunda?").unwrap();
        w.settle().await;
        let before = w.outside.meta().sent(NUMBER).len();
        w.advance(Millis::hours(25)).await;
        lola.taps(w, "Reply").await;
        lola.types(w, "Ha, ikki kunda yetkazamiz.").await;
        assert_eq!(w.outside.meta().sent(NUMBER).len(), before);
        let all = lola.history(w);
        assert!(all.contains("for 24 hours"), "{all}");
        assert!(!all.contains("sent to the customer"), "{all}");
    })
    .await;
}

#[tokio::test]
async fn words_that_wait_until_the_day_is_over_are_not_sent_any_more() {
    world(async |w| {
        let lola = shop(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Samarqandga yetkazasizmi, necha kunda?").unwrap();
        w.settle().await;
        w.passes(Millis::secs(24 * 3_600 - 20)).await;
        let before = w.outside.meta().sent(NUMBER).len();
        for _ in 0..40 {
            let busy = Fault::RateLimited { retry_after_s: 1 };
            w.outside.fail_next("graph", Some("messages"), busy);
        }
        lola.taps(w, "Reply").await;
        lola.types(w, "Ha, ikki kunda yetkazamiz.").await;
        w.advance(Millis::hours(3)).await;
        assert_eq!(w.outside.meta().sent(NUMBER).len(), before);
        assert!(lola.history(w).contains("24 hours"), "{}", lola.history(w));
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_does_not_arrive_is_told_to_the_seller() {
    world(async |w| {
        let lola = shop(w).await;
        w.outside.meta().set_progress(Progress::Fails(131_026));
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        let all = lola.history(w);
        assert!(
            all.contains("Aziz") && all.contains("cannot be reached"),
            "{all}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_the_seller_writes_from_the_phone_keeps_the_ai_quiet() {
    world(async |w| {
        shop(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        aziz.merchant_writes_from_phone("Salom, o‘zim javob beraman")
            .unwrap();
        w.advance(Millis::minutes(1)).await;
        let before = w.outside.meta().sent(NUMBER).len();
        aziz.says("Piyola narxi qancha?").unwrap();
        w.settle().await;
        assert_eq!(
            w.outside.meta().sent(NUMBER).len(),
            before,
            "the AI answered"
        );
        w.advance(Millis::minutes(31)).await;
        aziz.says("Piyola narxi qancha ekan?").unwrap();
        w.settle().await;
        assert!(w.told(&aziz).text.contains("12 000"));
    })
    .await;
}

#[tokio::test]
async fn a_dead_token_breaks_the_account_and_the_seller_is_told() {
    world(async |w| {
        let lola = shop(w).await;
        w.outside.meta().revoke_token(scx_world::WHATSAPP_TOKEN);
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        let all = lola.history(w);
        assert!(all.contains("does not accept the token"), "{all}");
    })
    .await;
}

#[tokio::test]
async fn states_that_overtake_each_other_never_lower_a_message() {
    world(async |w| {
        shop(w).await;
        w.outside.meta().set_progress(Progress::Manual);
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        let meta = w.outside.meta().clone();
        let wamid = meta.sent(NUMBER)[0].id.clone();
        for state in [
            MessageState::Read,
            MessageState::Delivered,
            MessageState::Sent,
        ] {
            let _ = meta.advance_message(NUMBER, &wamid, state);
            w.settle().await;
        }
        let read = scx_store::sql("SELECT delivery FROM message WHERE external_id IS NOT NULL");
        let (delivery,) = read.one::<(String,)>(&w.cx().db).await.unwrap();
        assert_eq!(delivery, "read");
    })
    .await;
}

#[tokio::test]
async fn the_card_counts_what_reached_customers_this_month() {
    world(async |w| {
        let lola = shop(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Choynak narxi qancha?").unwrap();
        w.settle().await;
        lola.types(w, "/channels").await;
        lola.taps(w, "WA ").await;
        let card = lola.history(w);
        assert!(card.contains("reached customers this month: 1."), "{card}");
        assert!(card.contains("1000 a month are free"), "{card}");
    })
    .await;
}

#[tokio::test]
async fn a_message_is_marked_as_read_when_the_ai_answers_it_and_not_when_a_person_does() {
    world(async |w| {
        let lola = shop(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.says("Choynak narxi?").unwrap();
        w.settle().await;
        let is_read = |chat: scx_fakes::meta::ChatSeen| {
            let own = chat.messages.into_iter().rev();
            own.filter(|message| message.by == Author::Person)
                .map(|message| message.is_read)
                .next()
        };
        assert_eq!(is_read(aziz.sees()), Some(true));
        lola.types(w, "/chats").await;
        lola.taps(w, "Aziz").await;
        lola.taps(w, "Pause").await;
        aziz.says("Piyola-chi?").unwrap();
        w.settle().await;
        assert_eq!(is_read(aziz.sees()), Some(false));
    })
    .await;
}
