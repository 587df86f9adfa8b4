//! Methods about where updates go.

use serde_json::{Value, json};

use super::{Answer, Errand, Failure};
use crate::telegram::state::Webhook;

const DEFAULT_CONNECTIONS: i64 = 40;

impl Errand<'_> {
    /// Unlike the public server this one takes plain http and any port: it
    /// talks to a product on the same machine.
    pub(super) fn set_webhook(&mut self) -> Answer {
        let url = self.params.text("url").unwrap_or_default().to_owned();
        let secret = self.params.text("secret_token").map(str::to_owned);
        let connections = self
            .params
            .int("max_connections")
            .unwrap_or(DEFAULT_CONNECTIONS);
        let parsed = url::Url::parse(&url);
        let is_web = parsed.is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        if !url.is_empty() && !is_web {
            return Err(Failure::bad(
                "bad webhook: An HTTPS URL must be provided for webhook",
            ));
        }
        if let Some(secret) = &secret {
            let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            if secret.len() > 256 {
                return Err(Failure::bad("secret token is too long"));
            }
            if secret.is_empty() || !secret.chars().all(allowed) {
                return Err(Failure::bad("secret token contains unallowed characters"));
            }
        }
        if !(1..=100).contains(&connections) {
            self.notes
                .push(format!("max_connections {connections} is out of 1-100"));
        }
        self.set_allowed_updates();
        let drops = self.params.flag("drop_pending_updates");
        let bot = self.state.own_bot(self.bot);
        bot.webhook_calls += 1;
        if drops {
            bot.queue.clear();
        }
        let hook = Webhook {
            url,
            secret_token: secret,
            max_connections: connections.clamp(1, 100),
            last_error: None,
        };
        bot.webhook = Some(hook).filter(|hook| !hook.url.is_empty());
        Ok(json!(true))
    }

    pub(super) fn delete_webhook(&mut self) -> Answer {
        let drops = self.params.flag("drop_pending_updates");
        let bot = self.state.own_bot(self.bot);
        bot.webhook = None;
        if drops {
            bot.queue.clear();
        }
        Ok(json!(true))
    }

    pub(super) fn webhook_info(&mut self) -> Answer {
        let bot = self.state.own_bot(self.bot);
        let mut info = json!({
            "url": "",
            "has_custom_certificate": false,
            "pending_update_count": bot.queue.len(),
        });
        if let Some(hook) = &bot.webhook {
            info["url"] = json!(hook.url);
            info["max_connections"] = json!(hook.max_connections);
            info["ip_address"] = json!("127.0.0.1");
            if let Some((date, message)) = &hook.last_error {
                info["last_error_date"] = json!(date);
                info["last_error_message"] = json!(message);
            }
        }
        if let Some(kinds) = bot
            .allowed_updates
            .as_ref()
            .filter(|kinds| !kinds.is_empty())
        {
            info["allowed_updates"] = json!(kinds);
        }
        Ok(info)
    }

    /// Not naming any keeps the list of the call before.
    fn set_allowed_updates(&mut self) {
        let given = self
            .params
            .values
            .get("allowed_updates")
            .and_then(Value::as_array);
        if let Some(given) = given {
            let kinds = given
                .iter()
                .filter_map(|kind| kind.as_str().map(str::to_owned));
            self.state.own_bot(self.bot).allowed_updates = Some(kinds.collect());
        }
    }
}
