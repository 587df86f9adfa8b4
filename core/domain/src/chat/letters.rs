//! What the outbox is given.

use scx_jobs::outbox::Letter;

use super::Conversation;
use crate::messengers::Account;
use crate::notify::{Mail, Say, Told};

/// A letter to the customer of a conversation
/// that says `message`, when it is one that is kept.
pub(super) fn letter(conversation: &Conversation, say: &Say, message: Option<&String>) -> Letter {
    let mail = match conversation.account {
        Account::Bot(_) => Mail::Say(say.clone()),
        Account::Meta(_) => Mail::Told(Told {
            say: say.clone(),
            message: message.cloned(),
            until: conversation.window_until,
        }),
    };
    Letter {
        account: conversation.account.to_string(),
        chat: conversation.chat.clone(),
        partner: Some(conversation.partner.to_string()),
        body: mail.bytes(),
    }
}
