//! The seller looks into conversations and steps in: the AI gives way.

use scx_fakes::Fault;
use scx_kit::Millis;
use scx_world::{Seller, Start, World, quoting_model};

use super::{from_bot, offer_models, sent, shop_with_customer, with_both};
use crate::{world, world_with};

const KNOWN: &str = "Choynak qancha turadi?";
const UNKNOWN: &str = "Velosiped ijaraga berasizlarmi?";

/// Opens the conversation with a customer.
async fn opens(w: &mut World, lola: &Seller, name: &str) {
    lola.types(w, "/chats").await;
    lola.taps(w, name).await;
}

/// Writes to a customer from their conversation.
async fn writes(w: &mut World, lola: &Seller, name: &str, text: &str) {
    opens(w, lola, name).await;
    lola.taps(w, "Write").await;
    lola.types(w, text).await;
}

#[tokio::test]
async fn a_conversation_shows_what_was_said_and_what_an_answer_rests_on() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        opens(w, &lola, "Aziz").await;
        let screen = lola.screen(w);
        for part in ["Aziz", KNOWN, "145 000", "The AI answers"] {
            assert!(screen.contains(part), "{part} in {screen}");
        }
        lola.taps(w, "🔍").await;
        let why = lola.screen(w);
        assert!(why.contains("rests on") && why.contains("145 000"), "{why}");
        lola.taps(w, "Back").await;
        assert!(lola.screen(w).contains(KNOWN), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn conversations_are_found_by_name_in_either_script_by_channel_and_by_day() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        let nodira = w.customer("Нодира", aziz.bot);
        nodira.starts(w).await;
        lola.types(w, "/chats").await;
        let all = lola.screen(w);
        assert!(all.contains("Aziz") && all.contains("Нодира"), "{all}");
        lola.types(w, "nodi").await;
        let found = lola.screen(w);
        assert!(
            found.contains("Нодира") && !found.contains("Aziz"),
            "{found}"
        );
        lola.types(w, "-").await;
        lola.taps(w, "WA").await;
        assert!(lola.screen(w).contains("no such"), "{}", lola.screen(w));
        lola.taps(w, "TG").await;
        assert!(lola.screen(w).contains("Aziz"), "{}", lola.screen(w));
        lola.types(w, "01.01.2020").await;
        assert!(lola.screen(w).contains("no such"), "{}", lola.screen(w));
        let today = scx_domain::export::moment(w.now().0);
        let (year, month, day) = (&today[..4], &today[5..7], &today[8..10]);
        lola.types(w, &format!("{day}.{month}.{year}")).await;
        assert!(lola.screen(w).contains("Aziz"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_conversation_comes_as_a_file_without_formulas() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        aziz.types(w, "=HYPERLINK(\"evil\")").await;
        opens(w, &lola, "Aziz").await;
        lola.taps(w, "CSV").await;
        let (name, bytes) = lola.newest_file(w);
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(name, "conversations.csv");
        assert!(text.starts_with('\u{feff}'), "{text}");
        for part in [KNOWN, "145 000", "telegram", "customer;", "'=HYPERLINK"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("<b>"), "a table holds no marks: {text}");
        lola.types(w, "/chats").await;
        lola.taps(w, "CSV").await;
        assert!(lola.newest_file(w).1.starts_with("\u{feff}".as_bytes()));
    })
    .await;
}

#[tokio::test]
async fn the_sellers_words_reach_the_customer_and_the_ai_keeps_quiet_for_half_an_hour() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        writes(w, &lola, "Aziz", "Sizga chegirma qilamiz").await;
        assert_eq!(aziz.screen(w), "Sizga chegirma qilamiz");
        let before = from_bot(w, &aziz).len();
        aziz.types(w, "Lagan-chi?").await;
        assert_eq!(from_bot(w, &aziz).len(), before, "{}", aziz.heard(w));
        assert!(lola.heard(w).contains("Lagan-chi?"), "{}", lola.heard(w));
        // Each word of either side prolongs it.
        w.passes(Millis::minutes(20)).await;
        aziz.types(w, "Bormi?").await;
        w.passes(Millis::minutes(20)).await;
        aziz.types(w, "Alo?").await;
        assert_eq!(from_bot(w, &aziz).len(), before, "{}", aziz.heard(w));
        w.passes(Millis::minutes(31)).await;
        let answer = aziz.asks(w, "Lagan qancha?").await;
        assert!(answer.contains("210 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_the_model_was_still_writing_is_not_given_after_a_person_stepped_in() {
    let parallel = Start {
        is_parallel: true,
        ..with_both()
    };
    world_with(parallel, async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        w.outside.openai().on(quoting_model);
        let (lola, aziz) = shop_with_customer(w).await;
        w.outside.fail_next("gemini", None, Fault::Hang);
        aziz.types(w, KNOWN).await;
        assert_eq!(w.outside.held(), 1, "the model thinks");
        writes(w, &lola, "Aziz", "Hozir aytaman").await;
        w.advance(Millis::minutes(2)).await;
        assert!(!w.outside.openai().prompts().is_empty(), "it was answered");
        assert_eq!(aziz.screen(w), "Hozir aytaman");
        assert!(!aziz.heard(w).contains("145 000"), "{}", aziz.heard(w));
        assert!(lola.heard(w).contains(KNOWN), "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_waits_to_be_sent_is_taken_back_when_a_person_steps_in() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        w.outside.fail_next(
            "telegram",
            Some("sendMessage"),
            Fault::RateLimited { retry_after_s: 60 },
        );
        aziz.types(w, KNOWN).await;
        writes(w, &lola, "Aziz", "Hozir aytaman").await;
        w.advance(Millis::secs(70)).await;
        assert_eq!(aziz.screen(w), "Hozir aytaman");
        assert!(!aziz.heard(w).contains("145 000"), "{}", aziz.heard(w));
        opens(w, &lola, "Aziz").await;
        assert!(lola.screen(w).contains("✖️"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_pause_is_told_to_the_customer_once_and_ended_by_a_button() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        opens(w, &lola, "Aziz").await;
        lola.taps(w, "Pause").await;
        assert!(lola.screen(w).contains("You answer"), "{}", lola.screen(w));
        let before = sent(w, aziz.bot);
        aziz.types(w, KNOWN).await;
        assert!(aziz.screen(w).contains("xodimiga"), "{}", aziz.screen(w));
        aziz.types(w, KNOWN).await;
        assert_eq!(sent(w, aziz.bot), before + 1, "{}", aziz.heard(w));
        opens(w, &lola, "Aziz").await;
        lola.taps(w, "Resume").await;
        let answer = aziz.asks(w, KNOWN).await;
        assert!(answer.contains("145 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn the_cards_of_questions_pause_resume_and_let_the_ai_answer_one() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.types(w, UNKNOWN).await;
        lola.taps(w, "Pause").await;
        let before = from_bot(w, &aziz).len();
        aziz.types(w, KNOWN).await;
        assert!(!aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        assert_eq!(
            from_bot(w, &aziz).len(),
            before + 1,
            "told once who answers"
        );
        lola.taps(w, "AI answers").await;
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        aziz.types(w, "Gilam yuvasizlarmi?").await;
        lola.taps(w, "AI answers").await;
        assert!(
            lola.heard(w).contains("no answer in the file either"),
            "{}",
            lola.heard(w)
        );
        lola.taps(w, "Resume").await;
        let answer = aziz.asks(w, "Lagan qancha?").await;
        assert!(answer.contains("210 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn what_a_person_has_ended_is_not_told_to_the_model_again() {
    world_with(with_both(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.types(w, "Mening sirli gapim bor").await;
        writes(w, &lola, "Aziz", "Gaplashdik").await;
        w.passes(Millis::minutes(31)).await;
        aziz.asks(w, KNOWN).await;
        let prompt = w.outside.gemini().prompts().pop().expect("asked");
        assert!(!prompt.whole.contains("sirli"), "{}", prompt.whole);
    })
    .await;
}

#[tokio::test]
async fn another_sellers_conversation_is_not_shown_and_not_written_to() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        lola.types(w, "/chats").await;
        let data = lola.data_behind(w, "Aziz");
        let malika = w.seller("Malika");
        malika.registers(w).await;
        malika.types(w, "/chats").await;
        assert!(malika.screen(w).contains("no such"), "{}", malika.screen(w));
        malika.forges(w, &data).await;
        assert!(!malika.heard(w).contains(KNOWN), "{}", malika.heard(w));
    })
    .await;
}
