//! Logs may tell what happened, never what somebody said or holds.

use std::io::Write;
use std::sync::{Arc, Mutex};

use scx_world::{PARTNER_BOT_TOKEN, Start};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

use crate::world_with;

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .expect("not poisoned")
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_whole_story_is_logged_in_spans_and_tells_no_secret() {
    let kept = Kept::default();
    let writer = kept.clone();
    world_with(Start::default(), async move |w| {
        let layer = tracing_subscriber::fmt::layer().json().with_writer(writer);
        let filter =
            tracing_subscriber::EnvFilter::new("debug,hyper=warn,hyper_util=warn,reqwest=warn");
        let _guard = tracing::subscriber::set_default(
            tracing_subscriber::registry().with(filter).with(layer),
        );
        let lola = w.seller("Lolaxon");
        lola.registers(w).await;
        lola.activates(
            w,
            "narxlar.csv",
            b"Mahsulot;Narxi\nChoynakcha;145 000\nPiyola;98 000\n",
        )
        .await;
        let shop = lola.connects_bot(w, "lola_shop_bot").await;
        let aziz = w.customer("Azizbek", shop);
        aziz.starts(w).await;
        aziz.types(w, "Choynakcha qancha turadi?").await;
    })
    .await;
    let log = String::from_utf8_lossy(&kept.0.lock().unwrap()).into_owned();
    for span in [
        "\"name\":\"job\"",
        "\"name\":\"update\"",
        "\"name\":\"request\"",
        "\"client.address\":\"127.0.0.1\"",
    ] {
        assert!(log.contains(span), "no span {span}");
    }
    let secrets = [
        PARTNER_BOT_TOKEN,
        "AAShopBotToken",
        "998901234",
        "Lolaxon",
        "Azizbek",
        "hoynakcha",
        "145 000",
    ];
    for secret in secrets {
        let line = log.lines().find(|line| line.contains(secret));
        assert!(
            line.is_none(),
            "{secret} is in the log: {}",
            line.unwrap_or_default()
        );
    }
}
