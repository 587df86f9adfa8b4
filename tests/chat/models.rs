//! Real models over HTTP: what they are asked, what of them is believed, and
//! who stands in when they do not answer.

use scx_fakes::{Fault, ModelReply};
use scx_kit::Millis;
use scx_world::{World, quoting_model};

use super::{
    GEMINI_MODEL, OPENAI_MODEL, block_with, from_bot, offer_models, says, shop_with_customer,
    stored_answer, with_both, with_gemini, with_keys,
};
use crate::{world, world_with};

const QUESTION: &str = "Choynak qancha turadi?";

#[tokio::test]
async fn gemini_answers_with_a_quote_and_everything_about_it_is_stored() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (_, aziz) = shop_with_customer(w).await;
        let answer = aziz.asks(w, QUESTION).await;
        assert!(answer.contains("145 000"), "{answer}");
        let prompt = w.outside.gemini().prompts().pop().expect("one prompt");
        assert!(
            prompt.last_user_text().contains(QUESTION),
            "{}",
            prompt.whole
        );
        let stored = stored_answer(w).await;
        assert_eq!(
            (stored.provider.as_str(), stored.model.as_str()),
            ("gemini", GEMINI_MODEL)
        );
        assert_eq!(
            (stored.language.as_deref(), stored.action.as_str()),
            (Some("uz-Latn"), "answer")
        );
        assert!(
            stored.prompt_version > 0 && stored.document.is_some(),
            "{stored:?}"
        );
        assert!(
            stored.tokens_in > 100 && stored.tokens_out > 10,
            "{stored:?}"
        );
        // 0.30 and 2.50 dollars a million, rounded up.
        let cost =
            (stored.tokens_in * 300_000 + stored.tokens_out * 2_500_000 + 999_999) / 1_000_000;
        assert_eq!(stored.cost_micro_usd, cost);
        let cited: Vec<i64> = serde_json::from_str(&stored.sources).expect("places");
        assert_eq!(cited.len(), 1, "{stored:?}");
        assert!(
            prompt.whole.contains(&format!("block {}]", cited[0])),
            "{}",
            prompt.whole
        );
    })
    .await;
}

#[tokio::test]
async fn the_model_is_told_shop_tone_hours_and_what_was_said_before() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (lola, aziz) = shop_with_customer(w).await;
        let partner = w.partner(&lola).await;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        scx_domain::accounts::set_hours(&mut tx, partner.id, Some("09:00-18:00"))
            .await
            .expect("set");
        scx_domain::accounts::set_tone(&mut tx, partner.id, scx_domain::accounts::Tone::Brief)
            .await
            .expect("set");
        tx.commit().await.expect("committed");
        aziz.asks(w, "Lagan bormi?").await;
        aziz.asks(w, QUESTION).await;
        let prompt = w.outside.gemini().prompts().pop().expect("a prompt");
        for part in ["\"Lola\"", "brief", "(uz-Latn)"] {
            assert!(prompt.system.contains(part), "{part} in {}", prompt.system);
        }
        for part in ["Lagan bormi?", "210 000", "09:00"] {
            assert!(prompt.whole.contains(part), "{part} in {}", prompt.whole);
        }
        assert!(
            !prompt.whole.contains("Aziz"),
            "the customer's name is nobody's business"
        );
    })
    .await;
}

#[tokio::test]
async fn a_number_that_is_not_cited_is_written_again() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(|prompt| match prompt.turns.len() {
            1 => says(
                "answer",
                "Choynak narxi 99 000 so'm turadi.",
                &[block_with(prompt, "145 000")],
            ),
            _ => says(
                "answer",
                "Choynak narxi 145 000 so'm turadi.",
                &[block_with(prompt, "145 000")],
            ),
        });
        let (_, aziz) = shop_with_customer(w).await;
        let answer = aziz.asks(w, QUESTION).await;
        assert!(
            answer.contains("145 000") && !answer.contains("99 000"),
            "{answer}"
        );
        let prompts = w.outside.gemini().prompts();
        assert_eq!(prompts.len(), 2);
        assert!(
            prompts[1].last_user_text().contains("99 000"),
            "{}",
            prompts[1].last_user_text()
        );
    })
    .await;
}

#[tokio::test]
async fn a_model_that_insists_on_its_number_has_no_answer() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(|prompt| {
            says(
                "answer",
                "Choynak narxi 99 000 so'm turadi.",
                &[block_with(prompt, "145 000")],
            )
        });
        let (lola, aziz) = shop_with_customer(w).await;
        let answer = aziz.asks(w, QUESTION).await;
        assert!(!answer.contains("99 000"), "{answer}");
        assert_eq!(w.outside.gemini().prompts().len(), 2);
        assert_eq!(stored_answer(w).await.action, "no_answer");
        assert!(lola.screen(w).contains(QUESTION), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn an_answer_in_another_language_is_asked_for_once_more() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(|prompt| match prompt.turns.len() {
            1 => says(
                "answer",
                "Чайник стоит 145 000 сум, есть в наличии.",
                &[block_with(prompt, "145 000")],
            ),
            _ => says(
                "answer",
                "Choynak narxi 145 000 so'm turadi.",
                &[block_with(prompt, "145 000")],
            ),
        });
        let (_, aziz) = shop_with_customer(w).await;
        let answer = aziz.asks(w, QUESTION).await;
        assert!(answer.contains("Choynak"), "{answer}");
        assert_eq!(w.outside.gemini().prompts().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_reply_without_an_answer_goes_to_the_partner() {
    for reply in [ModelReply::Refusal, ModelReply::Blocked] {
        world_with(with_gemini(), async |w| {
            offer_models(w);
            w.outside.gemini().on(move |_| Some(reply.clone()));
            let (lola, aziz) = shop_with_customer(w).await;
            aziz.asks(w, QUESTION).await;
            assert_eq!(w.outside.gemini().prompts().len(), 1);
            assert_eq!(stored_answer(w).await.action, "no_answer");
            assert!(lola.screen(w).contains(QUESTION), "{}", lola.screen(w));
        })
        .await;
    }
}

#[tokio::test]
async fn a_reply_that_did_not_fit_gets_more_room() {
    for reply in [
        ModelReply::Empty,
        ModelReply::Truncated("{\"answer\": \"Choy".to_owned()),
    ] {
        world_with(with_gemini(), async |w| {
            offer_models(w);
            w.outside
                .gemini()
                .on(move |prompt| match prompt.max_output_tokens {
                    Some(room) if room > 2_000 => quoting_model(prompt),
                    _ => Some(reply.clone()),
                });
            let (_, aziz) = shop_with_customer(w).await;
            let answer = aziz.asks(w, QUESTION).await;
            assert!(answer.contains("145 000"), "{answer}");
            assert_eq!(w.outside.gemini().prompts().len(), 2);
        })
        .await;
    }
}

#[tokio::test]
async fn openai_stands_in_when_gemini_fails() {
    let failures = [
        Fault::RateLimited { retry_after_s: 40 },
        Fault::Status {
            code: 503,
            body: None,
        },
        Fault::Status {
            code: 500,
            body: None,
        },
        Fault::Drop,
    ];
    for fault in failures {
        world_with(with_both(), async |w| {
            offer_models(w);
            w.outside.gemini().on(quoting_model);
            w.outside.openai().on(quoting_model);
            let (_, aziz) = shop_with_customer(w).await;
            w.outside.fail_next("gemini", None, fault.clone());
            let answer = aziz.asks(w, QUESTION).await;
            assert!(answer.contains("145 000"), "{fault:?}: {answer}");
            let stored = stored_answer(w).await;
            assert_eq!(
                (stored.provider.as_str(), stored.model.as_str()),
                ("openai", OPENAI_MODEL)
            );
        })
        .await;
    }
}

#[tokio::test]
async fn a_model_that_takes_too_long_is_not_waited_for() {
    for fault in [Fault::Slow { ms: 40_000 }, Fault::Hang] {
        world_with(with_both(), async |w| {
            offer_models(w);
            w.outside.gemini().on(quoting_model);
            w.outside.openai().on(quoting_model);
            let (_, aziz) = shop_with_customer(w).await;
            let before = from_bot(w, &aziz).len();
            w.outside.fail_next("gemini", None, fault.clone());
            aziz.types(w, QUESTION).await;
            w.advance(Millis::secs(15)).await;
            assert_eq!(
                from_bot(w, &aziz).len(),
                before,
                "{fault:?}: it is still waited for"
            );
            w.advance(Millis::secs(10)).await;
            assert!(
                aziz.screen(w).contains("145 000"),
                "{fault:?}: {}",
                aziz.screen(w)
            );
            assert_eq!(stored_answer(w).await.provider, "openai");
        })
        .await;
    }
}

#[tokio::test]
async fn when_all_models_fail_the_knowledge_is_quoted() {
    world_with(with_both(), async |w| {
        offer_models(w);
        let (_, aziz) = shop_with_customer(w).await;
        w.outside.fail_next(
            "gemini",
            None,
            Fault::Status {
                code: 503,
                body: None,
            },
        );
        w.outside
            .fail_next("openai", None, Fault::RateLimited { retry_after_s: 3 });
        let answer = aziz.asks(w, QUESTION).await;
        assert!(answer.contains("145 000"), "{answer}");
        let stored = stored_answer(w).await;
        assert_eq!(
            (stored.provider.as_str(), stored.cost_micro_usd),
            ("built-in", 0)
        );
        assert_eq!(w.outside.planned_faults(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_dead_platform_key_is_an_error_for_the_operator_and_not_for_the_customer() {
    world_with(with_both(), async |w| {
        offer_models(w);
        w.outside.openai().on(quoting_model);
        let (_, aziz) = shop_with_customer(w).await;
        w.outside.gemini().remove_key(super::GEMINI_KEY);
        w.expect_errors();
        let answer = aziz.asks(w, QUESTION).await;
        assert!(answer.contains("145 000"), "{answer}");
        assert_eq!(stored_answer(w).await.provider, "openai");
    })
    .await;
}

#[tokio::test]
async fn openai_alone_answers_and_a_retired_model_has_a_successor() {
    world_with(
        with_keys(&[("OPENAI_API_KEY", super::OPENAI_KEY)]),
        async |w| {
            offer_models(w);
            w.outside.openai().on(quoting_model);
            let (_, aziz) = shop_with_customer(w).await;
            aziz.asks(w, QUESTION).await;
            assert_eq!(stored_answer(w).await.model, OPENAI_MODEL);
            w.outside.openai().remove_model(OPENAI_MODEL);
            w.outside.openai().add_model("gpt-6.1-terra");
            let answer = aziz.asks(w, "Lagan qancha?").await;
            assert!(answer.contains("210 000"), "{answer}");
            assert_eq!(stored_answer(w).await.model, "gpt-6.1-terra");
        },
    )
    .await;
}

#[tokio::test]
async fn what_no_passage_covers_is_not_even_asked() {
    world(async |w: &mut World| {
        let (_, aziz) = shop_with_customer(w).await;
        aziz.asks(w, "operator kerak").await;
        assert!(w.outside.gemini().prompts().is_empty());
        assert_eq!(stored_answer(w).await.action, "hand_over");
    })
    .await;
}

#[tokio::test]
async fn a_model_may_call_a_person() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(|_| says("hand_over", "", &[]));
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.types(w, "Choynak siniq keldi, pulimni qaytaring")
            .await;
        let card = lola.screen(w);
        assert!(card.contains("siniq") && card.contains("Reply"), "{card}");
        let before = from_bot(w, &aziz).len();
        aziz.types(w, QUESTION).await;
        assert_eq!(from_bot(w, &aziz).len(), before, "the AI keeps silent");
        assert_eq!(w.outside.gemini().prompts().len(), 1);
    })
    .await;
}
