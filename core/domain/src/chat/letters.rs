//! What the outbox is given.

use scx_jobs::outbox::Letter;

use super::desk::said_until;
use super::model::{Author, MessageId};
use super::{Channel, Conversation};
use crate::notify::{Enclosed, Mail, Say, Told};

/// A letter to the customer of a conversation that says a message of an author.
pub(super) fn letter(conversation: &Conversation, say: &Say, of: (Author, MessageId)) -> Letter {
    post(conversation, told(conversation, say, of))
}

/// The same, with something besides words. Only words may be sent after the
/// customer's day, and a template whenever.
pub(super) fn letter_with(
    conversation: &Conversation,
    say: &Say,
    (message, with): (MessageId, Enclosed),
) -> Letter {
    let until = match with {
        Enclosed::File(_) => conversation.window_until,
        Enclosed::Template { .. } => None,
    };
    let told = Told {
        until,
        person_until: None,
        with: Some(with),
        ..told(conversation, say, (Author::Partner, message))
    };
    post(conversation, told)
}

fn told(conversation: &Conversation, say: &Say, (author, message): (Author, MessageId)) -> Told {
    let reply_to = conversation.last_message;
    Told {
        say: say.clone(),
        message: Some(message.to_string()),
        until: conversation.window_until,
        person_until: match author {
            Author::Partner => said_until(conversation),
            Author::Customer | Author::Ai | Author::Product => None,
        },
        is_by_person: author == Author::Partner,
        reply_to,
        may_rate: author == Author::Ai
            && conversation.channel == Channel::Telegram
            && conversation.chat.parse::<i64>().is_ok_and(|chat| chat > 0),
        with: None,
    }
}

fn post(conversation: &Conversation, told: Told) -> Letter {
    Letter {
        account: conversation.account.to_string(),
        chat: conversation.chat.clone(),
        partner: Some(conversation.partner.to_string()),
        body: Mail::Told(Box::new(told)).bytes(),
        revocable: None,
    }
}
