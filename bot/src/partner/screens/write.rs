//! Writing to a customer.

use scx_connect::telegram::Event;
use scx_domain::chat::{self, ConversationId};
use scx_domain::{Error, Refusal};
use serde::{Deserialize, Serialize};

use super::back;
use super::talks::named;
use crate::partner::files::send_later;
use crate::partner::{Attached, SendFile};
use crate::ui::{Next, Pen, Screen, Ui, View};

/// The conversation, by its id in base 62.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Write {
    conversation: String,
    /// The album of which something was sent already: its items come one by one.
    #[serde(default)]
    album: Option<String>,
}

impl Write {
    /// Writes to the customer of a conversation.
    pub fn to(conversation: &str) -> Self {
        Self {
            conversation: conversation.to_owned(),
            album: None,
        }
    }

    fn id(&self) -> Result<ConversationId, Refusal> {
        ConversationId::from_base62(&self.conversation).map_err(|_| Refusal::new("button-stale"))
    }
}

impl Screen for Write {
    const ID: &'static str = "write";
    /// Who is written to.
    type Data = String;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<String, Error> {
        let partner = ui.seat()?.id;
        let talk = chat::conversation(&mut *ui.tx, partner, self.id()?).await?;
        Ok(named(&talk.customer, talk.id))
    }

    fn draw(customer: &String, pen: &Pen<'_>) -> View {
        let args = [("customer", customer.as_str().into())];
        View::new(pen.text("write-ask", &args)).row(back(pen))
    }

    fn samples() -> Vec<String> {
        vec!["Aziz & Nodira".to_owned()]
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        chat::write(ui.tx, partner, self.id()?, text).await?;
        ui.say("reply-sent");
        Ok(Some(Next::Back))
    }

    async fn attached(&mut self, ui: &mut Ui<'_>, event: &Event) -> Result<Option<Next>, Error> {
        let Some(file) = Attached::of(event) else {
            return Err(Refusal::new("topic-text-only").into());
        };
        let job = SendFile {
            partner: ui.seat()?.id,
            conversation: self.id()?,
            file,
            is_in_topic: false,
            key: String::new(),
        };
        send_later(ui.tx, &job).await?;
        let album = job.file.album;
        if album.is_some() && album == self.album {
            return Ok(Some(Next::Quiet));
        }
        ui.say("file-for-customer");
        let next = match album {
            Some(_) => Next::Stay,
            None => Next::Back,
        };
        self.album = album;
        Ok(Some(next))
    }
}
