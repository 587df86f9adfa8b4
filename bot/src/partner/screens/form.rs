//! One question, one typed answer: the shop's name, greeting, hours,
//! and the own key. Also sends the knowledge form.

use scx_connect::telegram::{Aside, Keyboard, Outgoing};
use scx_domain::accounts;
use scx_domain::{Error, Refusal, ai};
use scx_kit::Secret;
use scx_read::template::{FormLabels, FormSection, knowledge_form};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{BotMail, Btn, Next, Pen, Screen, Ui, View};

/// What is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// The shop's name.
    #[default]
    Name,
    /// The greeting of customers.
    Greeting,
    /// The working hours.
    Hours,
    /// An own OpenAI key.
    Key,
}

impl Field {
    const ALL: [Self; 4] = [Self::Name, Self::Greeting, Self::Hours, Self::Key];

    fn question(self) -> &'static str {
        match self {
            Self::Name => "ask-name",
            Self::Greeting => "ask-greeting",
            Self::Hours => "ask-hours",
            Self::Key => "ask-key",
        }
    }

    /// The label of the button that leaves the field empty.
    fn without(self) -> Option<&'static str> {
        match self {
            Self::Name => None,
            Self::Greeting => Some("button-standard"),
            Self::Hours => Some("button-always"),
            Self::Key => Some("button-key-remove"),
        }
    }
}

/// Which field.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Form {
    field: Field,
}

impl Form {
    /// The form of a field.
    pub fn of(field: Field) -> Self {
        Self { field }
    }
}

impl Screen for Form {
    const ID: &'static str = "form";
    type Data = Field;

    async fn load(&self, _ui: &mut Ui<'_>) -> Result<Field, Error> {
        Ok(self.field)
    }

    fn draw(field: &Field, pen: &Pen<'_>) -> View {
        let mut view = View::new(pen.t(field.question()));
        if let Some(label) = field.without() {
            view = view.row([Btn::tap(pen.t(label), "without")]);
        }
        view.row(back(pen))
    }

    fn samples() -> Vec<Field> {
        Field::ALL.to_vec()
    }

    fn states() -> Vec<Self> {
        Field::ALL.map(Self::of).to_vec()
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        if action != "without" {
            return Err(Refusal::new("button-stale").into());
        }
        let partner = ui.seat()?.id;
        match self.field {
            Field::Name => return Err(Refusal::new("button-stale").into()),
            Field::Greeting => accounts::set_greeting(ui.tx, partner, None).await?,
            Field::Hours => accounts::set_hours(ui.tx, partner, None).await?,
            Field::Key => ai::remove_own_key(ui.tx, partner).await?,
        }
        saved(ui).await
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        match self.field {
            Field::Name => accounts::set_name(ui.tx, partner, text).await?,
            Field::Greeting => accounts::set_greeting(ui.tx, partner, Some(text)).await?,
            Field::Hours => accounts::set_hours(ui.tx, partner, Some(text)).await?,
            Field::Key => {
                ui.wipe();
                let key = Secret::new(text.trim().to_owned());
                ai::offer_own_key(ui.tx, partner, "openai", &key).await?;
                ui.say("key-testing");
                return Ok(Some(Next::Back));
            }
        }
        saved(ui).await.map(Some)
    }
}

async fn saved(ui: &mut Ui<'_>) -> Result<Next, Error> {
    let partner = ui.seat()?.id;
    ui.partner = Some(accounts::partner(&mut *ui.tx, partner).await?);
    ui.toast("saved");
    Ok(Next::Back)
}

/// Sends the knowledge form: a document that a seller fills in and sends back.
pub(super) fn send(ui: &mut Ui<'_>) {
    let section = |name: &str| FormSection {
        heading: ui.t(&format!("form-{name}")),
        hint: ui.t(&format!("form-{name}-hint")),
    };
    let labels = FormLabels {
        title: ui.t("form-title"),
        intro: ui.t("form-intro"),
        sections: SECTIONS.iter().map(|name| section(name)).collect(),
        prices_heading: ui.t("form-prices"),
        price_columns: ["form-product", "form-price", "form-note"].map(|key| ui.t(key)),
    };
    let file = Outgoing::Document {
        chat: ui.place.chat,
        file_name: ui.t("form-file-name"),
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            .to_owned(),
        bytes: knowledge_form(&labels),
        caption_html: Some(ui.t("form-caption")),
        keyboard: Keyboard::None,
        aside: Aside::default(),
    };
    ui.post(BotMail::Direct(file));
}

/// The sections of the form; each has a heading `form-<name>` and a hint
/// `form-<name>-hint`.
pub const SECTIONS: &[&str] = &["about", "delivery", "payment", "returns", "contacts"];
