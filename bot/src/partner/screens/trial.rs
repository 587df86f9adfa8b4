//! A trial question to a file, before or after its activation.

use scx_domain::knowledge::{self, DocumentId};
use scx_domain::{Error, Refusal};
use scx_jobs::enqueue;
use serde::{Deserialize, Serialize};

use super::back;
use crate::partner::TrialQuestion;
use crate::ui::{Next, Pen, Screen, Ui, View};

/// The file, by its id in base 62.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Trial {
    document: String,
}

impl Trial {
    /// Asks a file.
    pub fn of(document: &str) -> Self {
        Self {
            document: document.to_owned(),
        }
    }

    fn id(&self) -> Result<DocumentId, Refusal> {
        DocumentId::from_base62(&self.document).map_err(|_| Refusal::new("button-stale"))
    }
}

impl Screen for Trial {
    const ID: &'static str = "trial";
    /// The file's name.
    type Data = String;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<String, Error> {
        let partner = ui.seat()?.id;
        let file = knowledge::document(&mut *ui.tx, partner, self.id()?).await?;
        Ok(file.file_name)
    }

    fn draw(file: &String, pen: &Pen<'_>) -> View {
        View::new(pen.text("trial-ask", &[("file", file.as_str().into())])).row(back(pen))
    }

    fn samples() -> Vec<String> {
        vec!["narxlar.csv".to_owned()]
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let question = TrialQuestion {
            partner: ui.seat()?.id,
            document: self.id()?,
            text: text.chars().take(1_000).collect(),
        };
        enqueue(ui.tx, &question).await?;
        Ok(Some(Next::Quiet))
    }
}
