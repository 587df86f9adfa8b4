//! News on WhatsApp and Instagram: the words, while the customer's day lasts.

use scx_connect::meta::{Graph, Outgoing, Sender, reason};
use scx_domain::broadcasts::{Outcome, Recipient, Taken};
use scx_domain::messengers::MetaId;
use scx_domain::notify::{Say, Words};
use scx_jobs::{Cx, Stop};
use scx_kit::Language;

use super::Try;
use crate::meta;
use crate::texts::Texts;

/// An account with the messages that it says.
pub(super) struct Meta {
    sender: Sender,
    messages: Vec<Outgoing>,
}

/// The account that says the message; none where it works no more.
pub(super) async fn sender(cx: &Cx, id: MetaId, taken: &Taken) -> Result<Option<Meta>, Stop> {
    let Some(sender) = meta::sender_of(cx, id).await.map_err(Stop::again)? else {
        return Ok(None);
    };
    let say = Say {
        words: vec![Words::Plain(taken.text.clone())],
        // There are no words of the product's own in it.
        language: Language::UzLatn,
        choices: Vec::new(),
    };
    let messages = meta::messages(cx.service::<Texts>(), sender.messenger, &say);
    Ok(Some(Meta { sender, messages }))
}

impl Meta {
    pub(super) async fn say(&self, cx: &Cx, recipient: &Recipient) -> Try {
        if recipient.until.is_none_or(|until| until <= cx.clock.now()) {
            return Try::of(Outcome::Late);
        }
        let mut last = None;
        for (place, message) in self.messages.iter().enumerate() {
            let to = (recipient.chat.as_str(), None);
            match cx.service::<Graph>().send(&self.sender, to, message).await {
                Ok(id) => last = id.or(last),
                Err(_) if place > 0 => return Try::of(Outcome::Unknown),
                Err(error) => return Try::failed(&error, named),
            }
        }
        Try {
            external_id: last,
            ..Try::of(Outcome::Sent)
        }
    }
}

fn named(why: &str) -> Outcome {
    match why {
        reason::WINDOW => Outcome::Late,
        reason::UNREACHABLE => Outcome::Blocked,
        _ => Outcome::Failed,
    }
}
