//! Reading objects: numbers, WhatsApp business accounts, apps, accounts,
//! people, media.

use serde_json::{Value, json};

use crate::meta::Meta;
use crate::meta::access::Caller;
use crate::meta::failure::{Answer, Failure};
use crate::meta::media::sha256_hex;
use crate::meta::projection::project;
use crate::meta::request::{Host, Request};
use crate::meta::spec::{Product, TokenKind};
use crate::meta::state::{Account, Number, Person, State};

const MANAGEMENT: &str = "whatsapp_business_management";
const USUAL_OF_NUMBER: &[&str] = &[
    "verified_name",
    "code_verification_status",
    "display_phone_number",
    "quality_rating",
    "platform_type",
    "throughput",
    "webhook_configuration",
];

impl Meta {
    /// `GET /{id}?fields=`
    pub(super) fn node(&self, caller: &Caller, request: &Request, id: &str) -> Answer {
        if request.host == Host::Instagram {
            return self.instagram_node(caller, request, id);
        }
        let is_media = self.look(|state| state.media.contains_key(id));
        if is_media {
            return self.media_node(caller, request, id);
        }
        let fields = request.text("fields");
        request.only(&["fields"])?;
        self.look(|state| {
            let id = if id == "me" { caller.subject() } else { id };
            if let Some(number) = state.numbers.get(id) {
                state.may_manage(caller, &number.spec.waba, request)?;
                let node = number_node(state, number, caller.app());
                return project(
                    &node,
                    fields,
                    USUAL_OF_NUMBER,
                    "WhatsAppBusinessPhoneNumber",
                );
            }
            if state.wabas.contains_key(id) {
                state.may_manage(caller, id, request)?;
                let usual = ["name", "timezone_id", "message_template_namespace"];
                return project(
                    &waba_node(state, id),
                    fields,
                    &usual,
                    "WhatsAppBusinessAccount",
                );
            }
            if let Some(app) = state.apps.get(id).filter(|_| caller.app() == id) {
                let spec = &app.spec;
                let node = json!({
                    "id": spec.id,
                    "name": spec.name,
                    "link": format!("https://www.facebook.com/games/?app_id={id}"),
                    "category": "Business and Pages",
                    "namespace": null,
                });
                return project(&node, fields, &["category", "link", "name"], "Application");
            }
            if let Some(found) = state.facebook_node(caller, id, fields) {
                return found;
            }
            if caller.subject() == id {
                let node = json!({"id": id, "name": format!("User {id}")});
                return project(&node, fields, &["name"], "User");
            }
            Err(Failure::unsupported(&request.method, id))
        })
    }

    /// `GET /{waba}/phone_numbers`
    pub(super) fn numbers_of(&self, caller: &Caller, request: &Request, waba: &str) -> Answer {
        request.only(&["fields", "limit", "after", "before"])?;
        self.look(|state| {
            if request.host != Host::Facebook || !state.wabas.contains_key(waba) {
                return Err(Failure::unsupported(&request.method, waba));
            }
            state.may_manage(caller, waba, request)?;
            let numbers = state.numbers.values();
            let own = numbers.filter(|number| number.spec.waba == waba);
            let shown: Result<Vec<Value>, Failure> = own
                .map(|number| {
                    let node = number_node(state, number, caller.app());
                    let fields = request.text("fields");
                    project(
                        &node,
                        fields,
                        USUAL_OF_NUMBER,
                        "WhatsAppBusinessPhoneNumber",
                    )
                })
                .collect();
            Ok(page(shown?))
        })
    }

    fn instagram_node(&self, caller: &Caller, request: &Request, id: &str) -> Answer {
        request.only(&["fields"])?;
        let fields = request.text("fields");
        if let Ok(account) = self.own_account(caller, request, id) {
            caller.must_have("instagram_business_basic")?;
            return self.look(|state| {
                let account = state.accounts.get(&account);
                let account = account.ok_or_else(|| Failure::unsupported(&request.method, id))?;
                project(
                    &account_node(account, request.host),
                    fields,
                    &["user_id"],
                    "IGUser",
                )
            });
        }
        caller.must_have("instagram_business_manage_messages")?;
        self.look(|state| {
            let account = state.account_of(caller.subject()).unwrap_or_default();
            let found = state.person_node(account, id, fields);
            found.unwrap_or_else(|| Err(Failure::unsupported(&request.method, id)))
        })
    }

    /// `GET /{media}`: a new address for five minutes.
    fn media_node(&self, caller: &Caller, request: &Request, id: &str) -> Answer {
        request.only(&["phone_number_id", "fields"])?;
        self.may_see_media(caller, request, id)?;
        let root = self.root.clone();
        self.change(|state, now_ms| {
            let url = state.whatsapp_link(&root, id, now_ms);
            let media = state.media.get(id).zip(url);
            let (media, url) = media.ok_or_else(|| Failure::unsupported(&request.method, id))?;
            Ok(json!({
                "messaging_product": "whatsapp",
                "url": url,
                "mime_type": media.mime,
                "sha256": sha256_hex(&media.bytes),
                "file_size": media.bytes.len(),
                "id": id,
            }))
        })
    }
}

impl State {
    /// Whether the caller may see and manage this WhatsApp business account.
    pub(super) fn may_manage(
        &self,
        caller: &Caller,
        waba: &str,
        request: &Request,
    ) -> Result<(), Failure> {
        if !caller.is_granted(waba) {
            let id = request.path.first().map_or("", String::as_str);
            return Err(Failure::unsupported(&request.method, id));
        }
        caller.must_have(MANAGEMENT)
    }

    /// A page, an Instagram account behind a page, or a person who wrote to it.
    fn facebook_node(&self, caller: &Caller, id: &str, fields: Option<&str>) -> Option<Answer> {
        if caller.kind() != Some(TokenKind::Page) {
            return None;
        }
        let page = caller.subject();
        let account = self.account_of(page)?;
        let known = self.accounts.get(account)?;
        if id == page {
            let node = json!({
                "id": page,
                "name": known.spec.name,
                "instagram_business_account": account_node(known, Host::Facebook),
            });
            return Some(project(&node, fields, &["name"], "Page"));
        }
        if id == account {
            let missing = caller.must_have("instagram_basic").err();
            return Some(match missing {
                Some(failure) => Err(failure),
                None => project(&account_node(known, Host::Facebook), fields, &[], "IGUser"),
            });
        }
        self.person_node(account, id, fields)
    }

    /// Somebody's profile, for those they have written to.
    fn person_node(&self, account: &str, id: &str, fields: Option<&str>) -> Option<Answer> {
        let Some(Person::Instagram(person)) = self.people.get(id) else {
            return None;
        };
        let key = (account.to_owned(), id.to_owned());
        let wrote = self.threads.get(&key).and_then(|it| it.last_inbound_ms);
        if wrote.is_none() {
            let message = "(#230) User consent is required to access user profile";
            return Some(Err(Failure::graph(403, 230, message)));
        }
        let node = json!({
            "id": id,
            "name": person.name,
            "username": person.username,
            "profile_pic": null,
            "is_verified_user": false,
            "follower_count": 0,
            "is_user_follow_business": false,
            "is_business_follow_user": false,
        });
        let usual = ["name", "username"];
        Some(project(&node, fields, &usual, "IGBusinessScopedID"))
    }
}

fn number_node(state: &State, number: &Number, app: &str) -> Value {
    let spec = &number.spec;
    let level = if spec.messages_per_s > 80 {
        "HIGH"
    } else {
        "STANDARD"
    };
    let waba = state.wabas.get(&spec.waba);
    let of_waba = waba.and_then(|it| it.subscribers.get(app)).cloned();
    let callbacks = state.apps.get(app).map(|app| &app.callbacks);
    let of_app = callbacks.and_then(|it| it.get(&Product::WhatsApp));
    let mut hooks = json!({});
    let all = [
        ("phone_number", number.overrides.get(app)),
        ("whatsapp_business_account", of_waba.flatten().as_ref()),
        ("application", of_app.map(|callback| &callback.url)),
    ]
    .map(|(name, url)| (name, url.cloned()));
    for (name, url) in all {
        crate::meta::events::put(&mut hooks, name, url);
    }
    json!({
        "id": spec.id,
        "display_phone_number": spec.display,
        "verified_name": spec.verified_name,
        "quality_rating": spec.quality.name(),
        "messaging_limit_tier": spec.tier.name(),
        "whatsapp_business_manager_messaging_limit": spec.tier.name(),
        "throughput": {"level": level},
        "code_verification_status": "VERIFIED",
        "name_status": "APPROVED",
        "platform_type": "CLOUD_API",
        "account_mode": "LIVE",
        "status": "CONNECTED",
        "is_official_business_account": false,
        "webhook_configuration": hooks,
        "health_status": null,
        "last_onboarded_time": null,
        "certificate": null,
    })
}

fn waba_node(state: &State, id: &str) -> Value {
    let business = state.wabas.get(id).map(|waba| waba.business.as_str());
    let business = business.unwrap_or_default();
    json!({
        "id": id,
        "name": format!("Account {id}"),
        "currency": "USD",
        "country": "UZ",
        "timezone_id": "1",
        "message_template_namespace": format!("ns_{id}"),
        "account_review_status": "APPROVED",
        "business_verification_status": "verified",
        "status": "ACTIVE",
        "ownership_type": "CLIENT_OWNED",
        "owner_business_info": {"name": format!("Business {business}"), "id": business},
        "on_behalf_of_business_info": null,
        "primary_funding_id": null,
        "health_status": null,
    })
}

/// Only Instagram login has ids that differ from app to app.
fn account_node(account: &Account, host: Host) -> Value {
    let spec = &account.spec;
    let id = match host {
        Host::Instagram => &spec.app_scoped_id,
        Host::Facebook => &spec.id,
    };
    json!({
        "id": id,
        "user_id": spec.id,
        "username": spec.username,
        "name": spec.name,
        "account_type": "BUSINESS",
        "profile_picture_url": null,
        "followers_count": 0,
        "follows_count": 0,
        "media_count": 0,
    })
}

/// A list as Graph pages it; everything fits on the first page.
pub(super) fn page(items: Vec<Value>) -> Value {
    json!({"data": items, "paging": {"cursors": {"before": "QVFI", "after": "QVFJ"}}})
}
