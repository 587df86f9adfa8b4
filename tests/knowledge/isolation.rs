//! Nobody's customers ever see another shop's text, nor an old one.

use scx_domain::knowledge::{self, DocumentId};
use scx_fakes::ModelReply;
use scx_store::sql;
use scx_world::{Customer, Seller, Start, World, quoting_model};

use super::{QUESTION, price_list};
use crate::{world, world_with};

const MODEL_KEY: &str = "AIzaKeyOfGeminiForTheIsolation0000001";

/// A start with a real model behind HTTP, which [`offer_model`] lets answer.
fn with_model() -> Start {
    Start {
        config: vec![("GEMINI_API_KEY".to_owned(), MODEL_KEY.to_owned())],
        ..Start::default()
    }
}

fn offer_model(w: &World) {
    w.outside.gemini().add_key(MODEL_KEY);
    w.outside.gemini().add_model("gemini-3.5-flash-lite");
}

/// A shop with a bot and a customer who has asked once.
async fn shop(w: &mut World, name: &str, price: &str) -> (Seller, Customer) {
    let seller = w.seller(name);
    seller.registers(w).await;
    seller
        .activates(w, "narxlar.csv", price_list(price).as_bytes())
        .await;
    let username = format!("{}_shop_bot", name.to_lowercase());
    let bot = seller.connects_bot(w, &username).await;
    let customer = w.customer(&format!("Customer of {name}"), bot);
    customer.starts(w).await;
    let answer = customer.asks(w, QUESTION).await;
    assert!(answer.contains(price), "{answer}");
    (seller, customer)
}

async fn active(w: &World, seller: &Seller) -> DocumentId {
    let partner = w.partner(seller).await;
    let active = knowledge::active(&w.cx().db, partner.id)
        .await
        .expect("the database answers");
    active.expect("a file is active").id
}

#[tokio::test]
async fn customers_of_two_nearly_equal_shops_read_their_own_price_only() {
    world(async |w| {
        let (_, aziz) = shop(w, "Lola", "145 000").await;
        let (_, botir) = shop(w, "Nodir", "154 000").await;
        for _ in 0..2 {
            assert!(
                aziz.asks(w, QUESTION).await.contains("145 000"),
                "{}",
                aziz.heard(w)
            );
            assert!(
                botir.asks(w, QUESTION).await.contains("154 000"),
                "{}",
                botir.heard(w)
            );
        }
        assert!(!aziz.heard(w).contains("154 000"), "{}", aziz.heard(w));
        assert!(!botir.heard(w).contains("145 000"), "{}", botir.heard(w));
    })
    .await;
}

#[tokio::test]
async fn questions_at_the_same_moment_are_answered_from_the_own_file() {
    world(async |w| {
        let (_, aziz) = shop(w, "Lola", "145 000").await;
        let (_, botir) = shop(w, "Nodir", "154 000").await;
        aziz.writes(w, QUESTION);
        botir.writes(w, QUESTION);
        w.settle().await;
        assert!(!aziz.heard(w).contains("154 000"), "{}", aziz.heard(w));
        assert!(!botir.heard(w).contains("145 000"), "{}", botir.heard(w));
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        assert!(botir.screen(w).contains("154 000"), "{}", botir.screen(w));
    })
    .await;
}

#[tokio::test]
async fn an_old_price_is_unreachable_from_the_activation_on() {
    world(async |w| {
        let (lola, aziz) = shop(w, "Lola", "145 000").await;
        lola.sends_file(w, "yangi.csv", price_list("167 000").as_bytes())
            .await;
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
        assert!(
            !aziz.heard(w).contains("167 000"),
            "a preview answers nobody"
        );
        lola.taps(w, "Activate").await;
        let answer = aziz.asks(w, QUESTION).await;
        assert!(
            answer.contains("167 000") && !answer.contains("145 000"),
            "{answer}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_undo_brings_back_the_own_old_price_and_nobody_elses() {
    world(async |w| {
        let (lola, aziz) = shop(w, "Lola", "145 000").await;
        let (nodir, botir) = shop(w, "Nodir", "154 000").await;
        lola.activates(w, "yangi.csv", price_list("167 000").as_bytes())
            .await;
        nodir
            .activates(w, "yangi.csv", price_list("176 000").as_bytes())
            .await;
        assert!(
            botir.asks(w, QUESTION).await.contains("176 000"),
            "{}",
            botir.screen(w)
        );
        lola.taps(w, "Restore").await;
        let answer = aziz.asks(w, QUESTION).await;
        assert!(
            answer.contains("145 000") && !answer.contains("167 000"),
            "{answer}"
        );
        let answer = botir.asks(w, QUESTION).await;
        assert!(
            answer.contains("176 000") && !answer.contains("154 000"),
            "{answer}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_foreign_document_is_empty_even_while_its_index_is_cached() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola", "145 000").await;
        let (nodir, _) = shop(w, "Nodir", "154 000").await;
        let lolas = active(w, &lola).await;
        let (owner, stranger) = (w.partner(&lola).await.id, w.partner(&nodir).await.id);
        let own = knowledge::search_in(w.cx(), owner, lolas, QUESTION, 8)
            .await
            .expect("searched");
        assert!(
            own.iter().any(|found| found.text.contains("145 000")),
            "{own:?}"
        );
        let foreign = knowledge::search_in(w.cx(), stranger, lolas, QUESTION, 8).await;
        assert_eq!(foreign.expect("searched"), Vec::new());
    })
    .await;
}

#[tokio::test]
async fn a_forged_tap_on_a_foreign_document_changes_nothing() {
    world(async |w| {
        let (lola, aziz) = shop(w, "Lola", "145 000").await;
        let (nodir, _) = shop(w, "Nodir", "154 000").await;
        lola.activates(w, "yangi.csv", price_list("167 000").as_bytes())
            .await;
        let undo = lola.data_behind(w, "Restore");
        let before = active(w, &lola).await;
        let lolas_chat = lola.chat(w);
        for action in ["undo", "on", "drop", "test"] {
            nodir.forges(w, &undo.replace("undo", action)).await;
            nodir.types(w, QUESTION).await;
            assert!(
                !nodir.heard(w).contains("167 000"),
                "{action}: {}",
                nodir.heard(w)
            );
        }
        assert_eq!(active(w, &lola).await, before);
        assert_eq!(lola.chat(w), lolas_chat);
        assert!(
            aziz.asks(w, QUESTION).await.contains("167 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_trial_question_sees_only_its_own_file() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola", "145 000").await;
        let (_, botir) = shop(w, "Nodir", "154 000").await;
        lola.sends_file(w, "yangi.csv", price_list("167 000").as_bytes())
            .await;
        lola.taps(w, "Try it").await;
        lola.types(w, QUESTION).await;
        let answer = lola.screen(w);
        assert!(
            answer.contains("167 000") && !answer.contains("145 000"),
            "{answer}"
        );
        assert!(!lola.heard(w).contains("154 000"), "{}", lola.heard(w));
        assert!(
            botir.asks(w, QUESTION).await.contains("154 000"),
            "{}",
            botir.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_model_is_never_shown_another_shops_price() {
    world_with(with_model(), async |w| {
        offer_model(w);
        w.outside.gemini().on(quoting_model);
        let (_, aziz) = shop(w, "Lola", "145 000").await;
        let (_, botir) = shop(w, "Nodir", "154 000").await;
        aziz.asks(w, QUESTION).await;
        botir.asks(w, QUESTION).await;
        let prompts = w.outside.gemini().prompts();
        let with = |price: &str| prompts.iter().filter(|it| it.whole.contains(price)).count();
        let with_both = prompts
            .iter()
            .filter(|it| it.whole.contains("145 000") && it.whole.contains("154 000"));
        assert_eq!(
            (with("145 000"), with("154 000"), with_both.count()),
            (2, 2, 0)
        );
    })
    .await;
}

#[tokio::test]
async fn a_model_that_remembers_the_old_price_is_not_believed() {
    world_with(with_model(), async |w| {
        offer_model(w);
        w.outside.gemini().on(quoting_model);
        let (lola, aziz) = shop(w, "Lola", "145 000").await;
        lola.activates(w, "yangi.csv", price_list("167 000").as_bytes())
            .await;
        w.outside
            .gemini()
            .on(|prompt| match quoting_model(prompt)? {
                ModelReply::Text(text) => {
                    Some(ModelReply::Text(text.replace("167 000", "145 000")))
                }
                other => Some(other),
            });
        let before = w.outside.gemini().prompts().len();
        let answer = aziz.asks(w, QUESTION).await;
        assert!(!answer.contains("145 000"), "{answer}");
        let prompts = w.outside.gemini().prompts().split_off(before);
        assert!(
            prompts.iter().any(|it| it.whole.contains("167 000")),
            "the model was asked"
        );
    })
    .await;
}

#[tokio::test]
async fn a_forged_tap_neither_activates_nor_discards_a_foreign_file() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola", "145 000").await;
        let (nodir, _) = shop(w, "Nodir", "154 000").await;
        lola.sends_file(w, "yangi.csv", price_list("167 000").as_bytes())
            .await;
        let on = lola.data_behind(w, "Activate");
        let before = states(w).await;
        for action in ["|on|", "|drop|"] {
            nodir.forges(w, &on.replace("|on|", action)).await;
            assert_eq!(states(w).await, before, "{action}");
        }
    })
    .await;
}

async fn states(w: &World) -> Vec<(String, String)> {
    let rows = sql("SELECT id, state FROM document ORDER BY id").all(&w.cx().db);
    rows.await.expect("the database answers")
}
