//! A shop's own key at OpenAI.

use scx_domain::plans;
use scx_fakes::Fault;
use scx_kit::Millis;
use scx_store::sql;
use scx_world::{Seller, Start, World, quoting_model};

use super::{OPENAI_MODEL, offer_models, shop_with_customer, stored_answer, with_gemini};
use crate::{world, world_with};

const KEY: &str = "sk-proj-own-key-of-lola-for-the-story-7788";
const QUESTION: &str = "Choynak qancha turadi?";

#[tokio::test]
async fn a_pasted_key_is_tested_sealed_deleted_and_used() {
    world_with(with_gemini(), async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        offer(w);
        pastes(w, &lola, KEY).await;
        let tested = w
            .outside
            .exchanges()
            .iter()
            .any(|call| call.path == "/v1/models");
        assert!(tested, "the key was tried");
        let (heard, chat) = (lola.heard(w), lola.chat(w));
        assert!(heard.contains("7788") && !heard.contains(KEY), "{heard}");
        assert!(
            chat.messages
                .iter()
                .all(|message| !message.text.contains(KEY)),
            "the message is gone"
        );
        let (sealed, last): (Vec<u8>, String) = sql("SELECT sealed, last_four FROM ai_key")
            .one(&w.cx().db)
            .await
            .expect("one key");
        assert!(!sealed.windows(12).any(|part| part == &KEY.as_bytes()[..12]) && last == "7788");
        let (trials,): (i64,) = sql("SELECT COUNT(*) FROM ai_key_offer")
            .one(&w.cx().db)
            .await
            .expect("a count");
        assert_eq!(trials, 0, "nothing of the trial is left");
        let answer = aziz.asks(w, QUESTION).await;
        assert!(answer.contains("145 000"), "{answer}");
        let stored = stored_answer(w).await;
        assert_eq!(
            (stored.provider.as_str(), stored.model.as_str()),
            ("openai", OPENAI_MODEL)
        );
        assert!(w.outside.gemini().prompts().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_key_without_the_platforms_is_enough() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        offer(w);
        pastes(w, &lola, KEY).await;
        aziz.asks(w, QUESTION).await;
        assert_eq!(stored_answer(w).await.provider, "openai");
    })
    .await;
}

#[tokio::test]
async fn another_shop_does_not_use_it() {
    world(async |w| {
        let (lola, _) = shop_with_customer(w).await;
        offer(w);
        pastes(w, &lola, KEY).await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        malika.activates(w, "n.csv", super::PRICES.as_bytes()).await;
        let bot = malika.connects_bot(w, "malika_shop_bot").await;
        let guest = w.customer("Guest", bot);
        guest.asks(w, QUESTION).await;
        assert_eq!(stored_answer(w).await.provider, "built-in");
        assert!(w.outside.openai().prompts().is_empty());
    })
    .await;
}

#[tokio::test]
async fn each_refusal_has_its_sentence_and_changes_nothing() {
    world_with(with_gemini(), async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        offer(w);
        w.outside.gemini().on(quoting_model);
        pastes(w, &lola, "sk-proj-this-key-is-not-known-1111").await;
        let refused = lola.heard(w);
        assert!(refused.contains("did not accept"), "{refused}");
        w.outside.fail_next(
            "openai",
            Some("models"),
            Fault::Status {
                code: 503,
                body: None,
            },
        );
        pastes(w, &lola, KEY).await;
        assert!(lola.heard(w).contains("was not saved"), "{}", lola.heard(w));
        pastes(w, &lola, "sk-short").await;
        assert!(
            lola.heard(w).contains("does not look like"),
            "{}",
            lola.heard(w)
        );
        let shown = lola.chat(w).messages;
        assert!(
            shown
                .iter()
                .all(|message| !message.text.contains("sk-proj")),
            "all keys are wiped"
        );
        aziz.asks(w, QUESTION).await;
        assert_eq!(stored_answer(w).await.provider, "gemini");
    })
    .await;
}

#[tokio::test]
async fn a_key_that_fails_later_is_replaced_by_the_platform_and_told_once() {
    world_with(with_gemini(), async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        offer(w);
        w.outside.gemini().on(quoting_model);
        pastes(w, &lola, KEY).await;
        w.outside.openai().remove_key(KEY);
        for question in [QUESTION, "Lagan qancha turadi?"] {
            aziz.asks(w, question).await;
            assert_eq!(stored_answer(w).await.provider, "gemini", "{question}");
        }
        let notices = |w: &World| lola.heard(w).matches("does not work").count();
        assert_eq!(notices(w), 1, "{}", lola.heard(w));
        w.advance(Millis::hours(2)).await;
        aziz.asks(w, QUESTION).await;
        assert_eq!(notices(w), 1, "it is told once: {}", lola.heard(w));
        w.outside.openai().add_key(KEY);
        pastes(w, &lola, KEY).await;
        aziz.asks(w, QUESTION).await;
        assert_eq!(stored_answer(w).await.provider, "openai");
    })
    .await;
}

#[tokio::test]
async fn an_empty_account_counts_as_a_failing_key() {
    world_with(with_gemini(), async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        offer(w);
        w.outside.gemini().on(quoting_model);
        pastes(w, &lola, KEY).await;
        let body = r#"{"error":{"message":"You exceeded your current quota.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"#;
        let fault = Fault::Status { code: 429, body: Some(body.to_owned()) };
        w.outside.fail_next("openai", Some("responses"), fault);
        let answer = aziz.asks(w, QUESTION).await;
        assert!(answer.contains("145 000"), "{answer}");
        assert_eq!(stored_answer(w).await.provider, "gemini");
        assert!(lola.heard(w).contains("does not work"), "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_short_failure_of_openai_is_not_the_partners_business() {
    world_with(with_gemini(), async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        offer(w);
        w.outside.gemini().on(quoting_model);
        pastes(w, &lola, KEY).await;
        w.outside.fail_next(
            "openai",
            Some("responses"),
            Fault::Status {
                code: 503,
                body: None,
            },
        );
        aziz.asks(w, QUESTION).await;
        assert_eq!(stored_answer(w).await.provider, "gemini");
        aziz.asks(w, QUESTION).await;
        assert_eq!(stored_answer(w).await.provider, "openai");
        assert!(
            !lola.heard(w).contains("does not work"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_removed_key_is_forgotten() {
    world_with(with_gemini(), async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        offer(w);
        w.outside.gemini().on(quoting_model);
        pastes(w, &lola, KEY).await;
        lola.types(w, "/settings").await;
        assert!(lola.screen(w).contains("7788"), "{}", lola.screen(w));
        lola.taps(w, "key").await;
        lola.taps(w, "Remove").await;
        assert!(!lola.screen(w).contains("7788"), "{}", lola.screen(w));
        let (keys,): (i64,) = sql("SELECT COUNT(*) FROM ai_key")
            .one(&w.cx().db)
            .await
            .expect("a count");
        assert_eq!(keys, 0);
        aziz.asks(w, QUESTION).await;
        assert_eq!(stored_answer(w).await.provider, "gemini");
    })
    .await;
}

#[tokio::test]
async fn what_a_shop_pays_by_itself_is_no_cost_of_the_house() {
    let start = Start {
        has_admins: true,
        ..with_gemini()
    };
    world_with(start, async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        offer(w);
        w.outside.gemini().on(quoting_model);
        pastes(w, &lola, KEY).await;
        aziz.asks(w, QUESTION).await;
        let own = stored_answer(w).await;
        assert!(own.provider == "openai" && own.cost_micro_usd > 0);
        let used = async |w: &World| {
            let partner = w.partner(&lola).await.id;
            let used = plans::usage(&w.cx().db, partner, w.now()).await;
            used.expect("counted").ai_micro_usd
        };
        assert_eq!(used(w).await, 0);
        let owner = w.owner();
        owner.types(w, "/stats").await;
        let shown = owner.screen(w);
        assert!(
            shown.contains("AI cost: $0") && !shown.contains("< $0"),
            "{shown}"
        );
        lola.types(w, "/stats").await;
        assert!(lola.screen(w).contains("< $0.01"), "{}", lola.screen(w));
        w.outside.openai().remove_key(KEY);
        aziz.asks(w, "Lagan qancha turadi?").await;
        let ours = stored_answer(w).await;
        assert!(ours.provider == "gemini" && ours.cost_micro_usd > 0);
        assert_eq!(used(w).await, ours.cost_micro_usd);
        owner.types(w, "/stats").await;
        let shown = owner.screen(w);
        assert!(shown.contains("AI cost: < $0.01"), "{shown}");
    })
    .await;
}

/// Lets the own key in, and the models of both vendors answer.
fn offer(w: &World) {
    offer_models(w);
    w.outside.openai().add_key(KEY);
    w.outside.openai().on(quoting_model);
}

/// Opens the form for the key and pastes one.
async fn pastes(w: &mut World, seller: &Seller, key: &str) {
    seller.types(w, "/settings").await;
    seller.taps(w, "key").await;
    seller.types(w, key).await;
}
