//! The main story: a price list becomes an answering shop bot.

use crate::world;

const PRICES: &str = "Mahsulot;Narxi;Izoh\nChoynak 2 litr;145 000 so'm;oq\nPiyola to'plami;98 000 so'm;6 dona\nLagan katta;210 000 so'm;qo'lda ishlangan\n";

#[tokio::test]
async fn a_price_list_becomes_an_answering_shop_bot() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", PRICES.as_bytes()).await;
        let shop = lola.connects_bot(w, "lola_shop_bot").await;
        let aziz = w.customer("Aziz", shop);
        aziz.starts(w).await;
        let answer = aziz.asks(w, "Choynak qancha turadi?").await;
        assert!(answer.contains("145 000"), "{answer}");
    })
    .await;
}
