//! Short questions that are about what was asked before.

use scx_world::{Customer, World, quoting_model};

use super::{offer_models, shop, with_gemini};
use crate::{world, world_with};

/// A shop of a dozen goods and its customer.
async fn shop_of_many(w: &mut World) -> Customer {
    let goods = [
        "Choynak 2 litr;145 000",
        "Piyola to'plami;98 000",
        "Lagan katta;210 000",
        "Kosa sopol;31 000",
        "Qozon 8 litr;420 000",
        "Tova chuyan;175 000",
        "Qoshiq to'plami;64 000",
        "Pichoq pichoqchi;52 000",
        "Doska yog'och;47 000",
        "Termos 1 litr;133 000",
        "Samovar elektr;690 000",
        "Choydish emal;118 000",
    ];
    let file = format!("Mahsulot;Narxi\n{} so'm\n", goods.join(" so'm\n"));
    let (_, bot) = shop(w, &file).await;
    let aziz = w.customer("Aziz", bot);
    aziz.starts(w).await;
    aziz
}

#[tokio::test]
async fn how_much_is_asked_of_the_good_before() {
    world(async |w| {
        let aziz = shop_of_many(w).await;
        aziz.asks(w, "Piyola to‘plami bormi?").await;
        let answer = aziz.asks(w, "Narxi qancha?").await;
        assert!(answer.contains("98 000"), "{answer}");
        assert!(!answer.contains("145 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn what_the_shop_has_not_is_not_answered_with_the_good_before() {
    world(async |w| {
        let aziz = shop_of_many(w).await;
        aziz.asks(w, "2 litrli choynak bormi?").await;
        let answer = aziz.asks(w, "Velosiped bormi?").await;
        assert!(!answer.contains("145 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn a_new_good_is_not_taken_for_the_one_before() {
    world(async |w| {
        let aziz = shop_of_many(w).await;
        aziz.asks(w, "Choynak bormi?").await;
        let answer = aziz.asks(w, "Lagan narxi?").await;
        assert!(answer.contains("210 000"), "{answer}");
        assert!(!answer.contains("145 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn a_model_is_given_the_passage_of_the_good_before() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        // So many that a question about none of them finds any eight.
        let rows = (0..60).map(|n| format!("Lagan {n}-tur;{n}1 000 so'm"));
        let rows = rows.collect::<Vec<_>>().join("\n");
        let file = format!("Mahsulot;Narxi\n{rows}\nPiyola to'plami;98 000 so'm\n");
        let (_, bot) = shop(w, &file).await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        aziz.asks(w, "Piyola to‘plami bormi?").await;
        aziz.asks(w, "Uning narxi-chi?").await;
        let prompt = w.outside.gemini().prompts().pop().expect("asked");
        assert!(prompt.whole.contains("98 000"), "{}", prompt.whole);
    })
    .await;
}
