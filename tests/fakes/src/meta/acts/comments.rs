//! Comments below posts of an Instagram account.

use serde_json::{Value, json};

use super::Talk;
use crate::common::Impossible;
use crate::meta::events::{Part, put};
use crate::meta::state::{Comment, Person, State};

impl Talk {
    /// Comments on a post of the account. Returns the comment's id.
    ///
    /// # Errors
    /// When the account has no such post.
    pub fn comments(&self, post: &str, text: &str) -> Result<String, Impossible> {
        self.write_comment(post, text, None)
    }

    /// Answers a comment. Returns the answer's id.
    ///
    /// # Errors
    /// When there is no such comment below the account's posts.
    pub fn replies_to_comment(&self, comment: &str, text: &str) -> Result<String, Impossible> {
        let post = self.meta.look(|state| {
            let comment = state.comments.get(comment);
            comment.map(|comment| comment.post.clone())
        });
        let missing = || Impossible(format!("there is no comment {comment}"));
        self.write_comment(&post.ok_or_else(missing)?, text, Some(comment))
    }

    /// The merchant comments by hand in the app. Returns the comment's id.
    ///
    /// # Errors
    /// When the account has no such post.
    pub fn merchant_comments(&self, post: &str, text: &str) -> Result<String, Impossible> {
        self.must_own(post)?;
        self.change(|state, now_ms| Ok(state.write_comment(post, None, text, None, now_ms)))
    }

    fn write_comment(
        &self,
        post: &str,
        text: &str,
        parent: Option<&str>,
    ) -> Result<String, Impossible> {
        self.must_own(post)?;
        self.change(|state, now_ms| {
            self.check(state)?;
            let person = Some(self.person.as_str());
            Ok(state.write_comment(post, person, text, parent, now_ms))
        })
    }

    fn must_own(&self, post: &str) -> Result<(), Impossible> {
        let is_own = self.meta.look(|state| {
            let post = state.posts.get(post);
            post.is_some_and(|post| post.account == self.account)
        });
        let missing = || Impossible(format!("{} has no post {post}", self.account));
        is_own.then_some(()).ok_or_else(missing)
    }
}

impl State {
    /// Keeps a comment of a person, or of the account itself, and tells the
    /// apps. Replies to replies hang on the first comment.
    pub(in crate::meta) fn write_comment(
        &mut self,
        post: &str,
        person: Option<&str>,
        text: &str,
        parent: Option<&str>,
        now_ms: i64,
    ) -> String {
        let id = (18_012_345_678_901_234 + self.next_serial()).to_string();
        let top = parent.map(|parent| {
            let known = self.comments.get(parent);
            let above = known.and_then(|comment| comment.parent.clone());
            above.unwrap_or_else(|| parent.to_owned())
        });
        let comment = Comment {
            post: post.to_owned(),
            person: person.map(str::to_owned),
            text: text.to_owned(),
            parent: top.clone(),
            at_ms: now_ms,
            is_answered_privately: false,
        };
        self.comments.insert(id.clone(), comment);
        let Some(known) = self.posts.get(post) else {
            return id;
        };
        let (account, product) = (known.account.clone(), known.product.clone());
        let field = if product == "LIVE" {
            "live_comments"
        } else {
            "comments"
        };
        let mut value = json!({
            "id": id,
            "text": text,
            "from": self.commenter(&account, person),
            "media": {"id": post, "media_product_type": product},
        });
        put(&mut value, "parent_id", top);
        let part = Part::Change {
            field: field.to_owned(),
            value,
        };
        self.tell_instagram(&account, field, part, now_ms);
        id
    }

    /// The account's own comments come back too, under its own name.
    fn commenter(&self, account: &str, person: Option<&str>) -> Value {
        match person.and_then(|person| self.people.get(person)) {
            Some(Person::Instagram(person)) => {
                json!({"id": person.id, "username": person.username})
            }
            Some(Person::WhatsApp { .. }) | None => {
                let known = self.accounts.get(account).map(|account| &account.spec);
                json!({
                    "id": account,
                    "username": known.map(|spec| spec.username.as_str()),
                    "self_ig_scoped_id": known.map(|spec| spec.app_scoped_id.as_str()),
                })
            }
        }
    }
}
