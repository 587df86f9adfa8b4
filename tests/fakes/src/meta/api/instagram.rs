//! Sending by an Instagram account: texts, files, templates, actions, private
//! replies to comments.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::instagram_shape::{self, Draft, Target, Wish};
use super::whatsapp::fits;
use crate::meta::Meta;
use crate::meta::access::Caller;
use crate::meta::events::Part;
use crate::meta::failure::{Answer, Failure};
use crate::meta::http::too_many_calls;
use crate::meta::request::{Host, Request};
use crate::meta::state::{Account, Person, State};
use crate::meta::threads::Message;
use crate::meta::views::{Author, MessageState, SeenMedia};

const MESSAGES_PER_S: usize = 100;
const FILES_PER_S: usize = 10;
const PRIVATE_REPLIES_PER_HOUR: usize = 750;
const HOUR_MS: i64 = 3_600_000;
const WEEK_MS: i64 = 7 * 24 * HOUR_MS;
const TYPING_MS: i64 = 20_000;
const MIB: usize = 1024 * 1024;

/// What may be sent as what.
///
/// Source: <https://developers.facebook.com/docs/messenger-platform/instagram/features/attachment-upload>.
const FORMATS: &[(&str, &[&str])] = &[
    ("image", &["image/png", "image/jpeg", "image/gif"]),
    (
        "audio",
        &[
            "audio/aac",
            "audio/mp4",
            "audio/x-m4a",
            "audio/wav",
            "audio/x-wav",
        ],
    ),
    (
        "video",
        &[
            "video/mp4",
            "video/ogg",
            "video/x-msvideo",
            "video/quicktime",
            "video/webm",
        ],
    ),
];

/// Everything one send needs to know.
struct Send<'a> {
    account: &'a str,
    draft: &'a Draft,
    file: Option<SeenMedia>,
    may_send_as_human: bool,
}

impl Meta {
    /// `POST /{ig}/messages`
    pub(super) async fn instagram_messages(
        &self,
        caller: &Caller,
        request: &Request,
        account: &str,
    ) -> Answer {
        let scope = match request.host {
            Host::Instagram => "instagram_business_manage_messages",
            Host::Facebook => "instagram_manage_messages",
        };
        if !caller.has(scope) {
            return Err(Failure::no_permission());
        }
        match instagram_shape::read(&request.values)? {
            Wish::Act {
                person,
                action,
                message_id,
            } => self.change(|state, now_ms| {
                state.act(account, &person, &action, message_id.as_deref(), now_ms)
            }),
            Wish::Send(target, draft) => {
                let file = self.find_attachment(&draft).await?;
                let root = self.root.clone();
                self.change(|state, now_ms| {
                    let app = state.apps.get(caller.app());
                    let send = Send {
                        account,
                        draft: &draft,
                        file,
                        may_send_as_human: app.is_some_and(|app| app.spec.may_send_as_human),
                    };
                    state.send_instagram(&send, &target, &root, now_ms)
                })
            }
        }
    }

    async fn find_attachment(&self, draft: &Draft) -> Result<Option<SeenMedia>, Failure> {
        let Some((kind, url)) = &draft.file else {
            return Ok(None);
        };
        let failed = |why: &str| {
            let message = format!("(#100) Upload attachment failure: {why}");
            Failure::graph(400, 100, &message).with_subcode(2_018_047)
        };
        let fetched = self.fetch(url).await.map_err(|why| failed(&why))?;
        let most = if kind == "image" { 8 * MIB } else { 25 * MIB };
        if fetched.bytes.len() > most {
            return Err(failed("the file is too large").noted());
        }
        let is_fit = match FORMATS.iter().find(|(known, _)| known == kind) {
            Some((_, formats)) => formats.contains(&fetched.mime.as_str()),
            None => fetched.mime.starts_with("application"),
        };
        if !is_fit {
            return Err(failed(&format!("{} is no {kind}", fetched.mime)).noted());
        }
        Ok(Some(SeenMedia {
            kind: kind.clone(),
            mime: fetched.mime,
            bytes: fetched.bytes,
            file_name: None,
        }))
    }
}

impl State {
    fn act(
        &mut self,
        account: &str,
        person: &str,
        action: &str,
        message_id: Option<&str>,
        now_ms: i64,
    ) -> Answer {
        self.may_reach(account, person)?;
        let thread = self.thread(account, person);
        if !thread.window_is_open(now_ms) {
            return Err(outside_window());
        }
        match action {
            "typing_on" => thread.typing_until_ms = Some(now_ms + TYPING_MS),
            "typing_off" => thread.typing_until_ms = None,
            "mark_seen" => {
                let last = thread
                    .messages
                    .iter()
                    .rfind(|it| it.seen.by == Author::Person);
                if let Some(id) = last.map(|message| message.seen.id.clone()) {
                    thread.read_by_business(&id);
                }
            }
            _ => {
                let message = thread.message_mut(message_id.unwrap_or_default());
                let missing = || Failure::parameter("Invalid message id");
                let reactions = &mut message.ok_or_else(missing)?.seen.reactions;
                if action == "react" {
                    reactions.insert(Author::Api, "❤".to_owned());
                } else {
                    reactions.remove(&Author::Api);
                }
            }
        }
        Ok(json!({"recipient_id": person}))
    }

    fn send_instagram(
        &mut self,
        send: &Send<'_>,
        target: &Target,
        root: &str,
        now_ms: i64,
    ) -> Answer {
        let person = match target {
            Target::Person(person) => {
                self.may_reach(send.account, person)?;
                self.check_window(send, person, now_ms)?;
                person.clone()
            }
            Target::Comment(comment) => {
                let person = self.comment_to_answer(send.account, comment, now_ms)?;
                self.may_reach(send.account, &person)?;
                person
            }
        };
        self.check_rate(send, target, now_ms)?;
        if let Target::Comment(comment) = target
            && let Some(comment) = self.comments.get_mut(comment)
        {
            comment.is_answered_privately = true;
        }
        let mid = self.next_mid();
        let mut message = Message::new(mid.clone(), Author::Api, &send.draft.kind, now_ms);
        message.content = send.draft.content.clone();
        let seen = &mut message.seen;
        // Instagram tells of no way there: it has arrived.
        seen.state = MessageState::Delivered;
        seen.text.clone_from(&send.draft.text);
        seen.buttons.clone_from(&send.draft.buttons);
        seen.reply_to.clone_from(&send.draft.reply_to);
        seen.media.clone_from(&send.file);
        if let Target::Comment(comment) = target {
            seen.comment = Some(comment.clone());
        }
        let thread = self.thread(send.account, &person);
        thread.messages.push(message);
        thread.answered(now_ms);
        self.echo(send, &person, &mid, root, now_ms);
        Ok(json!({"recipient_id": person, "message_id": mid}))
    }

    /// What the account sends comes back to its apps.
    fn echo(&mut self, send: &Send<'_>, person: &str, mid: &str, root: &str, now_ms: i64) {
        let mut message = json!({"mid": mid, "is_echo": true});
        if send.draft.kind == "template" {
            let payload = &send.draft.content["attachment"]["payload"];
            message["attachments"] = json!([{"type": "template", "payload": {"generic": payload}}]);
        } else if let Some(file) = &send.file {
            let url = self.instagram_link(root, &file.mime, &file.bytes, now_ms);
            message["attachments"] = json!([{"type": file.kind, "payload": {"url": url}}]);
        } else {
            message["text"] = Value::from(send.draft.text.as_str());
        }
        let item = json!({
            "sender": {"id": send.account},
            "recipient": {"id": person},
            "timestamp": now_ms,
            "message": message,
        });
        self.tell_instagram(send.account, "messages", Part::Messaging(item), now_ms);
    }

    fn may_reach(&self, account: &str, person: &str) -> Result<(), Failure> {
        if !matches!(self.people.get(person), Some(Person::Instagram(_))) {
            let message = "The requested user cannot be found.";
            return Err(Failure::graph(400, 100, message).with_subcode(2_534_014));
        }
        let key = (account.to_owned(), person.to_owned());
        if self
            .threads
            .get(&key)
            .is_some_and(|thread| thread.is_blocked)
        {
            let message = "(#551) This person isn't available right now.";
            return Err(Failure::graph(400, 551, message).with_subcode(1_545_041));
        }
        Ok(())
    }

    /// A day for everybody, a week for what a human writes.
    fn check_window(&mut self, send: &Send<'_>, person: &str, now_ms: i64) -> Result<(), Failure> {
        if send.draft.is_by_human && !send.may_send_as_human {
            let message = "(#10) To use 'Human Agent', your use case must be reviewed and \
                approved by Facebook.";
            return Err(Failure::graph(403, 10, message));
        }
        let thread = self.thread(send.account, person);
        let is_open = thread.window_is_open(now_ms)
            || (send.draft.is_by_human && thread.heard_within(WEEK_MS, now_ms));
        if is_open {
            Ok(())
        } else {
            Err(outside_window())
        }
    }

    /// The author of a comment that may be answered in private.
    fn comment_to_answer(
        &self,
        account: &str,
        comment: &str,
        now_ms: i64,
    ) -> Result<String, Failure> {
        let invalid = || {
            let message = "The comment is invalid for a private reply";
            Failure::graph(400, 100, message).with_subcode(2_534_025)
        };
        let known = self.comments.get(comment).ok_or_else(invalid)?;
        let post = self.posts.get(&known.post).ok_or_else(invalid)?;
        let is_over = post.product == "LIVE" && post.is_over;
        if post.account != account || known.is_answered_privately || is_over {
            return Err(invalid());
        }
        if now_ms >= known.at_ms + WEEK_MS {
            return Err(outside_window());
        }
        known.person.clone().ok_or_else(invalid)
    }

    fn check_rate(&mut self, send: &Send<'_>, target: &Target, now_ms: i64) -> Result<(), Failure> {
        let is_live = match target {
            Target::Comment(comment) => {
                let comment = self.comments.get(comment);
                let post = comment.and_then(|comment| self.posts.get(&comment.post));
                post.is_some_and(|post| post.product == "LIVE")
            }
            Target::Person(_) => false,
        };
        let Some(account) = self.accounts.get_mut(send.account) else {
            return Err(outside_window());
        };
        let is_slow = matches!(send.draft.kind.as_str(), "audio" | "video");
        let (sent, most, span_ms): (fn(&mut Account) -> &mut VecDeque<i64>, _, _) = match target {
            Target::Comment(_) if !is_live => (
                |it| &mut it.private_replies_at_ms,
                PRIVATE_REPLIES_PER_HOUR,
                HOUR_MS,
            ),
            Target::Person(_) if is_slow => (|it| &mut it.media_sent_at_ms, FILES_PER_S, 1000),
            Target::Comment(_) | Target::Person(_) => {
                (|it| &mut it.sent_at_ms, MESSAGES_PER_S, 1000)
            }
        };
        let sent = sent(account);
        if !fits(sent, most, span_ms, now_ms) {
            return Err(too_many_calls());
        }
        sent.push_back(now_ms);
        Ok(())
    }

    /// A message id as Instagram writes them.
    pub(in crate::meta) fn next_mid(&mut self) -> String {
        format!(
            "aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOjE3{:012}ZD",
            self.next_serial()
        )
    }
}

fn outside_window() -> Failure {
    let message = "This message is sent outside of allowed window.";
    Failure::graph(403, 10, message).with_subcode(2_534_022)
}
