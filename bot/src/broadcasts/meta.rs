//! News on WhatsApp and Instagram: the file and the words, while the customer's
//! day lasts.

use scx_connect::meta::{FileSort, Graph, Messenger, Outgoing, Sender, reason};
use scx_connect::telegram::Written;
use scx_domain::broadcasts::{Outcome, Recipient, Said, Taken};
use scx_domain::messengers::MetaId;
use scx_domain::notify::{Say, Words};
use scx_jobs::{Cx, Stop};
use scx_kit::{Language, Millis};

use super::{SPACING, Try, files};
use crate::meta;
use crate::settle::Webhooks;
use crate::texts::Texts;

/// Instagram takes 10 films or sounds a second of an account. Two steps may meet
/// in one second.
const SLOW_SPACING: Millis = Millis(125);

/// An account with the messages that it says.
pub(super) struct Meta {
    sender: Sender,
    messages: Vec<Outgoing>,
    /// How far apart two recipients are.
    pub(super) spacing: Millis,
}

/// The account that says the message; none where it works no more, or the file
/// is gone.
pub(super) async fn sender(cx: &Cx, id: MetaId, taken: &Taken) -> Result<Option<Meta>, Stop> {
    let Some(sender) = meta::sender_of(cx, id).await.map_err(Stop::again)? else {
        return Ok(None);
    };
    let Some(messages) = messages(cx, sender.messenger, taken) else {
        return Ok(None);
    };
    let spacing = spacing(sender.messenger, &messages);
    Ok(Some(Meta {
        sender,
        messages,
        spacing,
    }))
}

/// The message in the forms of a messenger; none where its file is not there.
fn messages(cx: &Cx, messenger: Messenger, taken: &Taken) -> Option<Vec<Outgoing>> {
    let say = Say {
        words: vec![Words::Plain(taken.text.clone())],
        // There are no words of the product's own in it.
        language: Language::UzLatn,
        choices: Vec::new(),
    };
    let words = meta::messages(cx.service::<Texts>(), messenger, &say);
    let written = serde_json::from_str::<Written>(&taken.words).ok()?;
    let Some(file) = &written.file else {
        return Some(words);
    };
    let (sort, _) = files::on_meta(file)?;
    let base = cx.service::<Webhooks>().base_url.as_deref()?;
    let url = meta::address(base, taken.key.as_deref()?);
    let name = file.name.as_deref().unwrap_or("file");
    Some(meta::with_file(messenger, (sort, name), &url, words))
}

fn spacing(messenger: Messenger, messages: &[Outgoing]) -> Millis {
    let is_slow = |outgoing: &Outgoing| match outgoing {
        Outgoing::File { sort, .. } => matches!(sort, FileSort::Video | FileSort::Audio),
        _ => false,
    };
    match messenger == Messenger::Instagram && messages.iter().any(is_slow) {
        true => SLOW_SPACING,
        false => SPACING,
    }
}

impl Meta {
    pub(super) async fn say(&self, cx: &Cx, recipient: &Recipient) -> Try {
        if recipient.until.is_none_or(|until| until <= cx.clock.now()) {
            return Try::of(Outcome::Late);
        }
        let mut said = Vec::with_capacity(self.messages.len());
        for (place, message) in self.messages.iter().enumerate() {
            let to = (recipient.chat.as_str(), None);
            match cx.service::<Graph>().send(&self.sender, to, message).await {
                Ok(id) => said.push(Said {
                    text: shown(message),
                    id,
                }),
                Err(_) if place > 0 => return Try::of(Outcome::Unknown),
                Err(error) => return Try::failed(&error, named),
            }
        }
        Try {
            said,
            ..Try::of(Outcome::Sent)
        }
    }
}

/// What the seller sees of a message.
fn shown(message: &Outgoing) -> String {
    let words = match message {
        Outgoing::Text { text, .. } => Some(text),
        Outgoing::File { caption, .. } => caption.as_ref(),
        _ => None,
    };
    words.map_or_else(|| super::WORDLESS.to_owned(), Clone::clone)
}

fn named(why: &str) -> Outcome {
    match why {
        reason::WINDOW => Outcome::Late,
        reason::UNREACHABLE => Outcome::Blocked,
        _ => Outcome::Failed,
    }
}
