//! What the outbox is given.

use scx_jobs::outbox::Letter;

use super::desk::said_until;
use super::model::Author;
use super::{Channel, Conversation};
use crate::notify::{Mail, Say, Told};

/// A letter to the customer of a conversation that says a message of an author.
pub(super) fn letter(
    conversation: &Conversation,
    say: &Say,
    (author, message): (Author, &str),
) -> Letter {
    let reply_to = conversation.last_message;
    let told = Told {
        say: say.clone(),
        message: Some(message.to_owned()),
        until: conversation.window_until,
        person_until: match author {
            Author::Partner => said_until(conversation),
            Author::Customer | Author::Ai | Author::Product => None,
        },
        reply_to,
        may_rate: author == Author::Ai
            && conversation.channel == Channel::Telegram
            && reply_to.is_none(),
    };
    Letter {
        account: conversation.account.to_string(),
        chat: conversation.chat.clone(),
        partner: Some(conversation.partner.to_string()),
        body: Mail::Told(told).bytes(),
        revocable: None,
    }
}
