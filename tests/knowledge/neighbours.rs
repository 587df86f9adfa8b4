//! Another way to passages than their words: its order and theirs are joined.

use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use scx_domain::accounts::PartnerId;
use scx_domain::knowledge::{self, DocumentId, Library, Neighbours};
use scx_domain::{Error, Refusal};
use scx_jobs::{Cx, Services};
use scx_world::World;

use crate::world;

const FILE: &str = "Mahsulot;Narxi\nChoynak;145 000\nPiyola;12 000\nDazmol;310 000\nLagan;90 000\n";

/// Knows one order for every question, or does not answer.
#[derive(Debug)]
struct Known(Option<Vec<u32>>);

impl Neighbours for Known {
    fn nearest<'a>(
        &'a self,
        _: (PartnerId, DocumentId),
        _: &'a str,
        _: usize,
    ) -> BoxFuture<'a, Result<Vec<u32>, Error>> {
        let near = self.0.clone().ok_or_else(|| Refusal::new("asleep").into());
        async { near }.boxed()
    }
}

/// What is found for "Choynak" with these neighbours.
async fn found(w: &World, known: Known) -> Vec<String> {
    let cx = w.cx();
    let library = Library::default().with(Arc::new(known));
    let cx = Cx::new(
        cx.db.clone(),
        cx.clock.clone(),
        cx.entropy.clone(),
        cx.activity.clone(),
        Services::default().with(library),
    );
    let (partner,) = scx_store::sql("SELECT id FROM partner")
        .one::<(String,)>(&cx.db)
        .await
        .expect("one partner");
    let partner: PartnerId = partner.parse().expect("an id");
    let file = knowledge::active(&cx.db, partner).await.expect("read");
    let file = file.expect("an active file").id;
    let found = knowledge::search_in(&cx, partner, file, "Choynak", 3).await;
    let found = found.expect("searched").into_iter();
    found.map(|one| one.text).collect()
}

#[tokio::test]
async fn a_neighbour_without_a_common_word_is_found_and_nobody_is_lost() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
        let words_alone = found(w, Known(Some(Vec::new()))).await;
        assert!(words_alone[0].contains("Choynak"), "{words_alone:?}");
        let joined = found(w, Known(Some(vec![2, 0]))).await;
        assert!(joined[0].contains("Choynak"), "both know it: {joined:?}");
        assert!(joined[1].contains("Dazmol"), "{joined:?}");
        let asleep = found(w, Known(None)).await;
        assert_eq!(asleep, words_alone);
    })
    .await;
}
