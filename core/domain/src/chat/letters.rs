//! What the outbox is given.

use scx_jobs::outbox::Letter;

use super::Conversation;
use super::desk::said_until;
use super::model::Author;
use crate::messengers::Account;
use crate::notify::{Mail, Say, Told};

/// A letter to the customer of a conversation that says a message of an author.
pub(super) fn letter(
    conversation: &Conversation,
    say: &Say,
    (author, message): (Author, &str),
) -> Letter {
    let mail = match conversation.account {
        Account::Bot(_) => Mail::Say(say.clone()),
        Account::Meta(_) => Mail::Told(Told {
            say: say.clone(),
            message: Some(message.to_owned()),
            until: conversation.window_until,
            person_until: match author {
                Author::Partner => said_until(conversation),
                Author::Customer | Author::Ai | Author::Product => None,
            },
        }),
    };
    Letter {
        account: conversation.account.to_string(),
        chat: conversation.chat.clone(),
        partner: Some(conversation.partner.to_string()),
        body: mail.bytes(),
        revocable: None,
    }
}
