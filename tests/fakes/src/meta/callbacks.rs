//! Callbacks of apps: the handshake, and where the dashboard sends webhooks.

use super::Meta;
use super::failure::Failure;
use super::spec::Product;
use super::state::Callback;
use crate::common::Impossible;
use crate::common::traffic::{Exchange, readable};

impl Meta {
    /// Enters a callback in the app's dashboard: asks it for the handshake and
    /// keeps it when it answers well.
    ///
    /// # Errors
    /// When there is no such app or the callback does not answer as it must.
    pub async fn verify_callback(
        &self,
        app: &str,
        product: Product,
        url: &str,
        verify_token: &str,
    ) -> Result<(), Impossible> {
        self.shake_hands(url, verify_token)
            .await
            .map_err(Impossible)?;
        self.change(|state, _| {
            let known = state.apps.get_mut(app);
            let app = known.ok_or_else(|| Impossible(format!("there is no app {app}")))?;
            let callback = Callback {
                url: url.to_owned(),
                fields: None,
            };
            app.callbacks.insert(product, callback);
            Ok(())
        })
    }

    /// Whether the app's dashboard holds a callback that answered well.
    pub fn has_callback(&self, app: &str, product: Product) -> bool {
        self.look(|state| {
            let app = state.apps.get(app);
            app.is_some_and(|app| app.callbacks.contains_key(&product))
        })
    }

    /// Chooses in the dashboard which fields the app is told of; all at first.
    ///
    /// # Errors
    /// When the app has no callback for this product.
    pub fn choose_fields(
        &self,
        app: &str,
        product: Product,
        fields: &[&str],
    ) -> Result<(), Impossible> {
        self.change(|state, _| {
            let known = state.apps.get_mut(app);
            let callback = known.and_then(|app| app.callbacks.get_mut(&product));
            let missing = || Impossible(format!("app {app} has no callback for {product:?}"));
            let callback = callback.ok_or_else(missing)?;
            let fields = fields.iter().map(|field| (*field).to_owned());
            callback.fields = Some(fields.collect());
            Ok(())
        })
    }

    /// The handshake for an address given in a call.
    pub(super) async fn verify_override(&self, url: &str, token: &str) -> Result<(), Failure> {
        self.shake_hands(url, token).await.map_err(|why| {
            let message =
                format!("(#2200) Callback verification failed with the following errors: {why}");
            Failure::graph(400, 2200, &message)
        })
    }

    /// Asks as Meta does and wants the challenge back.
    async fn shake_hands(&self, url: &str, verify_token: &str) -> Result<(), String> {
        self.common.traffic.hide(verify_token, "***");
        let serial = self.change(|state, _| state.next_serial());
        let challenge = (1_158_201_444 + serial).to_string();
        let query = [
            ("hub.mode", "subscribe"),
            ("hub.challenge", challenge.as_str()),
            ("hub.verify_token", verify_token),
        ];
        let (status, body) = match self.ask(self.client.get(url).query(&query)).await {
            Some(response) => {
                let status = response.status().as_u16();
                (status, response.bytes().await.unwrap_or_default())
            }
            None => (0, Default::default()),
        };
        self.common.log(Exchange {
            seq: 0,
            at_ms: self.common.now_ms(),
            service: "meta".to_owned(),
            method: ">GET".to_owned(),
            path: url.to_owned(),
            status,
            request: format!("hub.mode=subscribe hub.challenge={challenge}"),
            response: readable(&body),
        });
        match status {
            200 if body == challenge.as_bytes() => Ok(()),
            200 => Err("Callback verification failed: challenge mismatch".to_owned()),
            0 => Err("The URL couldn't be reached".to_owned()),
            status => Err(format!(
                "HTTP Status Code = {status}; HTTP Message = refused"
            )),
        }
    }
}
