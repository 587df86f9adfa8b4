//! Answers below a post.

use serde_json::json;

use crate::meta::Meta;
use crate::meta::access::Caller;
use crate::meta::failure::{Answer, Failure};
use crate::meta::request::{Host, Request};

const LONGEST_COMMENT: usize = 2200;

impl Meta {
    /// `POST /{comment}/replies`
    pub(super) fn reply_to_comment(
        &self,
        caller: &Caller,
        request: &Request,
        comment: &str,
    ) -> Answer {
        let account = self.own_account(caller, request, "me")?;
        let scope = match request.host {
            Host::Instagram => "instagram_business_manage_comments",
            Host::Facebook => "instagram_manage_comments",
        };
        let parent = self.look(|state| {
            let known = state.comments.get(comment)?;
            let post = state.posts.get(&known.post)?;
            (post.account == account).then(|| known.post.clone())
        });
        let post = parent.ok_or_else(|| Failure::unsupported(&request.method, comment))?;
        caller.must_have(scope)?;
        request.only(&["message"])?;
        let message = request.need("message")?;
        let count = message.chars().count();
        if message.trim().is_empty() || count > LONGEST_COMMENT {
            let why = "Param message must be between 1 and 2200 characters long.";
            return Err(Failure::parameter(why));
        }
        let id = self.change(|state, now_ms| {
            state.write_comment(&post, None, message, Some(comment), now_ms)
        });
        Ok(json!({"id": id}))
    }
}
