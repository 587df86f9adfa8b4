//! The channels that customers write on: who they and the accounts are there,
//! and how what they write comes in.

use std::fmt;

use clap::ValueEnum;

use crate::load::{FIRST_CHAT, update_body};
use crate::seed::FIRST_BOT;
use crate::shop::Tongue;
use crate::whatsapp::{self, FIRST_NUMBER, FIRST_PHONE};

/// Where customers write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Channel {
    /// To bots of Telegram.
    #[default]
    Telegram,
    /// To numbers of WhatsApp.
    #[value(name = "whatsapp")]
    WhatsApp,
}

/// What a customer writes.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Its number, which no other text to this account has.
    pub number: u64,
    /// The account's place among all.
    pub account: usize,
    /// The customer's place among all.
    pub customer: usize,
    /// The customer's language.
    pub tongue: Tongue,
    /// The words, free of signs that JSON would escape.
    pub text: &'a str,
}

impl Channel {
    /// The id of an account by its place among all.
    pub fn account(self, place: usize) -> i64 {
        let first = match self {
            Self::Telegram => FIRST_BOT,
            Self::WhatsApp => FIRST_NUMBER,
        };
        first + i64::try_from(place).unwrap_or_default()
    }

    /// What answers to a customer are sent to.
    pub fn chat(self, customer: usize) -> i64 {
        self.first_chat() + i64::try_from(customer).unwrap_or_default()
    }

    /// The customer of a chat.
    pub fn customer(self, chat: i64) -> Option<usize> {
        usize::try_from(chat - self.first_chat()).ok()
    }

    fn first_chat(self) -> i64 {
        match self {
            Self::Telegram => FIRST_CHAT,
            Self::WhatsApp => FIRST_PHONE,
        }
    }

    /// The body of the webhook.
    pub fn body(self, said: &Said<'_>) -> String {
        match self {
            Self::Telegram => update_body(said.number, said.customer, said.tongue, said.text),
            Self::WhatsApp => whatsapp::body(said),
        }
    }

    /// The call that brings a message to a customer, as the outside can hold it.
    pub(crate) fn send_call(self) -> &'static str {
        match self {
            Self::Telegram => "sendMessage",
            Self::WhatsApp => "messages",
        }
    }

    /// What an account is called there.
    pub(crate) fn accounts_word(self) -> &'static str {
        match self {
            Self::Telegram => "bots",
            Self::WhatsApp => "numbers",
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Telegram => "Telegram",
            Self::WhatsApp => "WhatsApp",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_tells_its_customer() {
        for channel in [Channel::Telegram, Channel::WhatsApp] {
            assert_eq!(channel.customer(channel.chat(7)), Some(7));
            assert_eq!(channel.customer(channel.chat(0) - 1), None);
        }
    }
}
