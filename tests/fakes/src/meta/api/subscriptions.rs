//! Which apps are told of a WhatsApp business account or Instagram account.

use serde_json::{Value, json};

use crate::meta::Meta;
use crate::meta::access::Caller;
use crate::meta::failure::{Answer, Failure};
use crate::meta::request::{Host, Request};
use crate::meta::state::Login;

use super::no_route;

const LONGEST_URL: usize = 200;
const INSTAGRAM_FIELDS: &[&str] = &[
    "messages",
    "messaging_postbacks",
    "messaging_seen",
    "message_reactions",
    "message_edit",
    "messaging_referral",
    "messaging_optins",
    "messaging_handover",
    "standby",
    "comments",
    "live_comments",
    "mentions",
    "story_insights",
    "message_echoes",
];
const PAGE_FIELDS: &[&str] = &[
    "feed",
    "messages",
    "messaging_postbacks",
    "messaging_optins",
    "message_reads",
    "message_reactions",
    "message_echoes",
    "messaging_referrals",
];

impl Meta {
    /// `/{waba}/subscribed_apps`, `/{ig}/subscribed_apps`, `/{page}/subscribed_apps`
    pub(super) async fn subscriptions(
        &self,
        caller: &Caller,
        request: &Request,
        id: &str,
    ) -> Answer {
        let is_waba =
            request.host == Host::Facebook && self.look(|state| state.wabas.contains_key(id));
        if is_waba {
            return self.waba_subscriptions(caller, request, id).await;
        }
        let account = self.own_account(caller, request, id)?;
        let scope = match request.host {
            Host::Instagram => "instagram_business_basic",
            Host::Facebook => "pages_manage_metadata",
        };
        caller.must_have(scope)?;
        match request.method.as_str() {
            "GET" => Ok(self.account_subscribers(caller, request, &account)),
            "POST" => self.subscribe_account(caller, request, &account),
            "DELETE" => {
                let key = (caller.app().to_owned(), login(request));
                self.change(|state, _| {
                    let account = state.accounts.get_mut(&account);
                    account.map(|account| account.subscribers.remove(&key));
                });
                Ok(json!({"success": true}))
            }
            _ => Err(no_route(request)),
        }
    }

    async fn waba_subscriptions(&self, caller: &Caller, request: &Request, id: &str) -> Answer {
        self.look(|state| state.may_manage(caller, id, request))?;
        let app = caller.app();
        match request.method.as_str() {
            "GET" => Ok(self.waba_subscribers(id)),
            "POST" => {
                request.only(&["override_callback_uri", "verify_token"])?;
                let instead = self
                    .checked_override(request.text("override_callback_uri"), || {
                        request.need("verify_token")
                    })
                    .await?;
                self.change(|state, _| {
                    let waba = state.wabas.get_mut(id);
                    waba.map(|waba| waba.subscribers.insert(app.to_owned(), instead));
                });
                Ok(json!({"success": true}))
            }
            "DELETE" => {
                self.change(|state, _| {
                    let waba = state.wabas.get_mut(id);
                    waba.map(|waba| waba.subscribers.remove(app));
                });
                Ok(json!({"success": true}))
            }
            _ => Err(no_route(request)),
        }
    }

    /// `POST /{number}`: the number's own callback.
    pub(super) async fn change_number(
        &self,
        caller: &Caller,
        request: &Request,
        id: &str,
    ) -> Answer {
        let waba = self.look(|state| Some(state.numbers.get(id)?.spec.waba.clone()));
        let waba = waba.filter(|_| request.host == Host::Facebook);
        let waba = waba.ok_or_else(|| Failure::unsupported(&request.method, id))?;
        self.look(|state| state.may_manage(caller, &waba, request))?;
        request.only(&["webhook_configuration"])?;
        let hook = request.values.get("webhook_configuration");
        let url = hook.and_then(|hook| hook["override_callback_uri"].as_str());
        let missing = "The parameter webhook_configuration is required.";
        let url = url.ok_or_else(|| Failure::parameter(missing))?;
        let instead = self
            .checked_override(Some(url).filter(|url| !url.is_empty()), || {
                let token = hook.and_then(|hook| hook["verify_token"].as_str());
                token.ok_or_else(|| Failure::parameter("The parameter verify_token is required."))
            })
            .await?;
        self.change(|state, _| {
            let Some(number) = state.numbers.get_mut(id) else {
                return;
            };
            match instead {
                Some(url) => number.overrides.insert(caller.app().to_owned(), url),
                None => number.overrides.remove(caller.app()),
            };
        });
        Ok(json!({"success": true}))
    }

    /// Shakes hands with an address before it is kept.
    async fn checked_override<'a>(
        &self,
        url: Option<&str>,
        token: impl FnOnce() -> Result<&'a str, Failure>,
    ) -> Result<Option<String>, Failure> {
        let Some(url) = url else {
            return Ok(None);
        };
        if url.len() > LONGEST_URL {
            let why = "Param override_callback_uri must be at most 200 characters long.";
            return Err(Failure::parameter(why));
        }
        self.verify_override(url, token()?).await?;
        Ok(Some(url.to_owned()))
    }

    fn waba_subscribers(&self, id: &str) -> Value {
        self.look(|state| {
            let waba = state.wabas.get(id);
            let subscribers = waba.into_iter().flat_map(|waba| &waba.subscribers);
            let shown = subscribers.map(|(app, instead)| {
                let name = state.apps.get(app).map(|app| app.spec.name.as_str());
                let mut entry = json!({"whatsapp_business_api_data": {
                    "id": app,
                    "link": format!("https://www.facebook.com/games/?app_id={app}"),
                    "name": name,
                }});
                crate::meta::events::put(&mut entry, "override_callback_uri", instead.clone());
                entry
            });
            json!({"data": shown.collect::<Vec<Value>>()})
        })
    }

    fn account_subscribers(&self, caller: &Caller, request: &Request, account: &str) -> Value {
        self.look(|state| {
            let account = state.accounts.get(account);
            let subscribers = account.into_iter().flat_map(|it| &it.subscribers);
            let own =
                subscribers.filter(|((app, way), _)| app == caller.app() && *way == login(request));
            let shown = own.map(|((app, _), fields)| {
                let name = state.apps.get(app).map(|app| app.spec.name.as_str());
                json!({"id": app, "name": name, "subscribed_fields": fields})
            });
            json!({"data": shown.collect::<Vec<Value>>()})
        })
    }

    fn subscribe_account(&self, caller: &Caller, request: &Request, account: &str) -> Answer {
        request.only(&["subscribed_fields"])?;
        let fields = match request.values.get("subscribed_fields") {
            Some(Value::Array(list)) => list
                .iter()
                .filter_map(|it| it.as_str().map(str::to_owned))
                .collect(),
            _ => {
                let names = request.need("subscribed_fields")?.split(',');
                names.map(|name| name.trim().to_owned()).collect::<Vec<_>>()
            }
        };
        let known = match request.host {
            Host::Instagram => INSTAGRAM_FIELDS,
            Host::Facebook => PAGE_FIELDS,
        };
        if let Some(place) = fields.iter().position(|it| !known.contains(&it.as_str())) {
            let all = known.join(", ");
            let why = format!("Param subscribed_fields[{place}] must be one of {{{all}}}");
            return Err(Failure::parameter(&why));
        }
        let key = (caller.app().to_owned(), login(request));
        self.change(|state, _| {
            let account = state.accounts.get_mut(account);
            account.map(|account| account.subscribers.insert(key, fields));
        });
        Ok(json!({"success": true}))
    }
}

fn login(request: &Request) -> Login {
    match request.host {
        Host::Instagram => Login::Instagram,
        Host::Facebook => Login::Facebook,
    }
}
