//! Answering a customer's question that the knowledge did not answer.

use scx_connect::telegram::Event;
use scx_domain::chat::{self, QuestionId};
use scx_domain::{Error, Refusal};
use serde::{Deserialize, Serialize};

use super::{Write, back};
use crate::ui::{Next, Pen, Screen, Ui, View};

/// The question, by its id in base 62.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Reply {
    question: String,
}

impl Reply {
    /// Answers a question.
    pub fn of(question: &str) -> Self {
        Self {
            question: question.to_owned(),
        }
    }

    fn id(&self) -> Result<QuestionId, Refusal> {
        QuestionId::from_base62(&self.question).map_err(|_| Refusal::new("button-stale"))
    }
}

impl Screen for Reply {
    const ID: &'static str = "reply";
    /// Who asked, and what.
    type Data = (String, String);

    async fn load(&self, ui: &mut Ui<'_>) -> Result<(String, String), Error> {
        let partner = ui.seat()?.id;
        let question = chat::question(&mut *ui.tx, partner, self.id()?).await?;
        let text = question.text.chars().take(1_000).collect();
        Ok((question.customer, text))
    }

    fn draw((customer, text): &(String, String), pen: &Pen<'_>) -> View {
        let args = [
            ("customer", customer.as_str().into()),
            ("text", text.as_str().into()),
        ];
        View::new(pen.text("reply-ask", &args)).row(back(pen))
    }

    fn samples() -> Vec<(String, String)> {
        vec![("Aziz".to_owned(), "Yetkazib berish bormi?".repeat(45))]
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        chat::reply(ui.tx, partner, self.id()?, text).await?;
        ui.say("reply-sent");
        Ok(Some(Next::Back))
    }

    async fn attached(&mut self, ui: &mut Ui<'_>, event: &Event) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        let question = chat::question(&mut *ui.tx, partner, self.id()?).await?;
        let mut write = Write::to(&question.conversation.base62());
        let next = write.attached(ui, event).await?;
        // More of an album goes to the same customer.
        Ok(next.map(|next| match next {
            Next::Stay => Next::Go(write.frame()),
            other => other,
        }))
    }
}
