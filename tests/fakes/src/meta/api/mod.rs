//! What may be asked of Graph: one file for each subject.

mod comments;
mod instagram;
mod instagram_shape;
mod interactive;
mod nodes;
mod subscriptions;
mod template;
mod tokens;
mod uploads;
mod whatsapp;
mod whatsapp_shape;

use super::Meta;
use super::access::Caller;
use super::failure::{Answer, Failure};
use super::request::{Host, Request};

impl Meta {
    /// Carries out a call of somebody who was let in.
    pub(super) async fn answer(&self, caller: &Caller, request: &Request) -> Answer {
        let path: Vec<&str> = request.path.iter().map(String::as_str).collect();
        match (request.method.as_str(), path.as_slice()) {
            ("GET", ["debug_token"]) if request.host == Host::Facebook => {
                self.debug_token(caller, request)
            }
            ("GET", ["refresh_access_token"]) if request.host == Host::Instagram => {
                self.refresh_token(caller, request)
            }
            ("GET", [id]) => self.node(caller, request, id),
            ("POST", [id]) => self.change_number(caller, request, id).await,
            ("DELETE", [id]) => self.delete_media(caller, request, id),
            (_, [id, "subscribed_apps"]) => self.subscriptions(caller, request, id).await,
            ("GET", [id, "phone_numbers"]) => self.numbers_of(caller, request, id),
            ("GET", [id, "message_templates"]) => self.templates_of(caller, request, id),
            ("POST", [id, "messages"]) => self.messages(caller, request, id).await,
            ("POST", [id, "media"]) => self.upload(caller, request, id),
            ("POST", [id, "replies"]) => self.reply_to_comment(caller, request, id),
            _ => Err(no_route(request)),
        }
    }

    /// Calls that prove themselves in other ways than by a token.
    pub(super) fn answer_anybody(&self, request: &Request) -> Option<Answer> {
        let is_exchange = request.host == Host::Facebook
            && request.method == "GET"
            && request.path == ["oauth", "access_token"];
        is_exchange.then(|| self.exchange_token(request))
    }

    /// Messages of a number, or of an Instagram account or its page.
    async fn messages(&self, caller: &Caller, request: &Request, id: &str) -> Answer {
        let is_number =
            request.host == Host::Facebook && self.look(|state| state.numbers.contains_key(id));
        if is_number {
            return self.whatsapp_messages(caller, request, id).await;
        }
        let account = self.own_account(caller, request, id)?;
        self.instagram_messages(caller, request, &account).await
    }

    /// The Instagram account that `me`, its own ids or its page's id stand
    /// for, if the caller speaks for it.
    fn own_account(&self, caller: &Caller, request: &Request, id: &str) -> Result<String, Failure> {
        let asked = if id == "me" { caller.subject() } else { id };
        let found = self.look(|state| {
            let account = state.account_of(asked)?;
            let spec = &state.accounts.get(account)?.spec;
            let (is_right_name, is_own) = match request.host {
                // A page's id is no name of the account here, nor the other
                // way round.
                Host::Instagram => (
                    spec.page.as_deref() != Some(asked),
                    caller.is_granted(&spec.id),
                ),
                Host::Facebook => (
                    spec.page.as_deref() == Some(asked),
                    spec.page
                        .as_ref()
                        .is_some_and(|page| caller.is_granted(page)),
                ),
            };
            (is_right_name && is_own).then(|| account.to_owned())
        });
        found.ok_or_else(|| Failure::unsupported(&request.method, id))
    }
}

/// Nobody offers this; no correct client asks for it.
fn no_route(request: &Request) -> Failure {
    Failure::unsupported(&request.method, &request.path.join("/")).noted()
}
