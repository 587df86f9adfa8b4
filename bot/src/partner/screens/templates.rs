//! A template to a customer whose day on WhatsApp is over.

use scx_domain::chat::{self, ConversationId};
use scx_domain::messengers::templates::{self, Template, TemplateId};
use scx_domain::messengers::{self, Account, MetaId};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time};
use scx_store::DbError;
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Templates that are listed.
const MOST: usize = 12;
/// Letters of each in the list.
const SHOWN_CHARS: usize = 120;

/// The conversation and the chosen template, by their ids in base 62, and what
/// stands in its places.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Templates {
    conversation: String,
    template: Option<String>,
    values: Vec<String>,
}

impl Templates {
    /// Templates for the customer of a conversation.
    pub fn to(conversation: &str) -> Self {
        Self {
            conversation: conversation.to_owned(),
            ..Self::default()
        }
    }

    fn id(&self) -> Result<ConversationId, Refusal> {
        ConversationId::from_base62(&self.conversation).map_err(|_| Refusal::new("button-stale"))
    }

    fn template(&self) -> Option<TemplateId> {
        TemplateId::from_base62(self.template.as_deref()?).ok()
    }

    /// The account by which the customer wrote.
    async fn account(&self, ui: &mut Ui<'_>) -> Result<MetaId, Error> {
        let partner = ui.seat()?.id;
        let talk = chat::conversation(&mut *ui.tx, partner, self.id()?).await?;
        match talk.account {
            Account::Meta(account) => Ok(account),
            Account::Bot(_) => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// A template in the list.
fn listed(number: i64, template: &Template, pen: &Pen<'_>) -> String {
    let text: String = template.body.chars().take(SHOWN_CHARS).collect();
    let args = [
        ("number", Arg::Number(number)),
        ("name", template.name.as_str().into()),
        ("language", template.language.as_str().into()),
        ("text", text.into()),
    ];
    pen.text("templates-one", &args)
}

/// What is drawn.
pub enum Shown {
    /// What can be sent.
    List(Vec<Template>),
    /// One of them, as far as it is filled.
    One(Template, Vec<String>),
}

impl Screen for Templates {
    const ID: &'static str = "templates";
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let (partner, account) = (ui.seat()?.id, self.account(ui).await?);
        let Some(id) = self.template() else {
            let mut all = templates::templates(&mut *ui.tx, partner, account).await?;
            all.truncate(MOST);
            return Ok(Shown::List(all));
        };
        match templates::template(&mut *ui.tx, partner, id).await {
            Ok(template) => Ok(Shown::One(template, self.values.clone())),
            Err(DbError::Missing) => Err(Refusal::new("button-stale").into()),
            Err(error) => Err(error.into()),
        }
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        match shown {
            Shown::List(all) => {
                let key = match all.is_empty() {
                    true => "templates-none",
                    false => "templates-choose",
                };
                let mut parts = vec![pen.t(key)];
                parts.extend((1..).zip(all).map(|(number, one)| listed(number, one, pen)));
                let mut view = View::new(parts.join("\n\n"));
                let buttons = (1..).zip(all).map(|(number, template): (i64, _)| {
                    Btn::with(number.to_string(), "choose", template.id.base62())
                });
                for three in buttons.collect::<Vec<_>>().chunks(3) {
                    view = view.row(three.to_vec());
                }
                view.row([Btn::tap(pen.t("button-templates-renew"), "renew")])
                    .row(back(pen))
            }
            Shown::One(template, values) => {
                let text = template.filled(values);
                let mut parts = vec![pen.text("template-shown", &[("text", text.into())])];
                let is_full = values.len() == template.places;
                if template.places > 0 {
                    let count = i64::try_from(template.places).unwrap_or(i64::MAX);
                    let args = [("count", Arg::Number(count))];
                    parts.push(pen.text("template-fill", &args));
                }
                let send = is_full.then(|| Btn::tap(pen.t("button-template-send"), "send"));
                View::new(parts.join("\n\n")).row(send).row(back(pen))
            }
        }
    }

    fn samples() -> Vec<Shown> {
        let template = Template {
            id: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
            account: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
            name: "buyurtma_tayyor_va_yetkazib_berish_boshlandi".to_owned(),
            language: "uz".to_owned(),
            body: format!(
                "Salom {{{{1}}}}, {}",
                "buyurtmangiz <b> tayyor. ".repeat(40)
            ),
            places: 1,
        };
        let values = vec!["Aziz & Nodira".to_owned()];
        vec![
            Shown::List(Vec::new()),
            Shown::List(vec![template.clone(); MOST]),
            Shown::One(template.clone(), Vec::new()),
            Shown::One(template, values),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        match action {
            "choose" => {
                self.template = Some(id.to_owned());
                self.values.clear();
                Ok(Next::Stay)
            }
            "renew" => {
                let account = self.account(ui).await?;
                messengers::check(ui.tx, partner, account).await?;
                ui.toast("templates-renewed");
                Ok(Next::Quiet)
            }
            "send" => {
                let template = self
                    .template()
                    .ok_or_else(|| Refusal::new("button-stale"))?;
                let what = (template, self.values.as_slice());
                chat::send_template(ui.tx, partner, self.id()?, what).await?;
                ui.say("reply-sent");
                Ok(Next::Back)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        let Some(id) = self.template() else {
            return Ok(None);
        };
        let template = templates::template(&mut *ui.tx, partner, id).await?;
        self.values = template.values(text)?;
        Ok(Some(Next::Stay))
    }
}
