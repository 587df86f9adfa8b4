//! What an answer of the AI rests on.

use scx_domain::chat::{self, Basis, MessageId};
use scx_domain::knowledge::Quoted;
use scx_domain::{Error, Refusal};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Next, Pen, Screen, Ui, View};

/// Letters of the answer and of each passage.
const SHOWN_CHARS: usize = 400;
/// Passages that are shown.
const MOST: usize = 5;
/// Who answers without a model.
const BUILT_IN: &str = "built-in";

/// The answer, by its id in base 62.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Why {
    message: String,
}

impl Why {
    /// Explains an answer.
    pub fn of(message: &str) -> Self {
        Self {
            message: message.to_owned(),
        }
    }
}

impl Screen for Why {
    const ID: &'static str = "why";
    type Data = Basis;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Basis, Error> {
        let partner = ui.seat()?.id;
        let id = MessageId::from_base62(&self.message);
        let id = id.map_err(|_| Refusal::new("button-stale"))?;
        chat::basis(ui.tx, partner, id).await
    }

    fn draw(basis: &Basis, pen: &Pen<'_>) -> View {
        View::new(explained(basis, pen)).row(back(pen))
    }

    fn samples() -> Vec<Basis> {
        let quoted = Quoted {
            heading: Some("Yetkazib berish & to‘lov".to_owned()),
            text: "Toshkent bo‘ylab bepul <b>. ".repeat(40),
            page: Some(12),
        };
        let full = Basis {
            answer: "Ha, bepul & tez. ".repeat(60),
            provider: "gemini".to_owned(),
            model: "gemini-3.5-flash-lite".to_owned(),
            passages: vec![quoted; 9],
        };
        let bare = Basis {
            provider: BUILT_IN.to_owned(),
            passages: Vec::new(),
            ..full.clone()
        };
        vec![full, bare]
    }

    async fn tap(&mut self, _ui: &mut Ui<'_>, _action: &str, _id: &str) -> Result<Next, Error> {
        Err(Refusal::new("button-stale").into())
    }
}

/// The answer with what it rests on.
pub(in crate::partner) fn explained(basis: &Basis, pen: &Pen<'_>) -> String {
    let mut parts = vec![pen.text("why-answer", &[("answer", short(&basis.answer).into())])];
    if basis.passages.is_empty() {
        parts.push(pen.t("why-nothing"));
    } else {
        parts.push(pen.t("why-passages"));
    }
    parts.extend(
        basis
            .passages
            .iter()
            .take(MOST)
            .map(|one| passage(one, pen)),
    );
    parts.push(match basis.provider.as_str() {
        BUILT_IN => pen.t("why-built-in"),
        _ => pen.text("why-model", &[("model", basis.model.as_str().into())]),
    });
    parts.join("\n\n")
}

fn passage(quoted: &Quoted, pen: &Pen<'_>) -> String {
    let text = pen.text("why-passage", &[("text", short(&quoted.text).into())]);
    let heading = quoted
        .heading
        .as_deref()
        .map(|heading| pen.text("why-heading", &[("heading", short(heading).into())]));
    let page = quoted
        .page
        .map(|page| pen.text("why-page", &[("page", page.into())]));
    let above: Vec<String> = heading.into_iter().chain(page).collect();
    match above.is_empty() {
        true => text,
        false => format!("{}\n{text}", above.join(" · ")),
    }
}

fn short(text: &str) -> String {
    let mut kept: String = text.chars().take(SHOWN_CHARS).collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    kept
}
