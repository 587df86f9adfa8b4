//! Connecting a number of WhatsApp or an account of Instagram, field by field.

use scx_connect::meta::Messenger;
use scx_domain::messengers::{self, Field, MetaAccount, MetaId};
use scx_domain::{Error, Refusal, notify};
use scx_kit::Secret;
use serde::{Deserialize, Serialize};

use super::back;
use crate::partner::cards::sample_account;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Which account is being connected; what was typed is sealed in its row.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ConnectMessenger {
    messenger: String,
    account: Option<String>,
}

impl ConnectMessenger {
    /// For one of Meta's messengers.
    pub fn of(messenger: Messenger) -> Self {
        Self {
            messenger: messenger.word().to_owned(),
            account: None,
        }
    }

    fn account(&self) -> Option<MetaId> {
        self.account.as_deref().and_then(|id| id.parse().ok())
    }
}

/// What is drawn.
pub enum Step {
    /// Why it cannot be connected.
    Off(&'static str),
    /// How it goes.
    Intro {
        /// Where.
        messenger: Messenger,
        /// The product's own app can serve it.
        has_platform: bool,
    },
    /// The next field.
    Ask(Box<MetaAccount>, Field),
}

impl Screen for ConnectMessenger {
    const ID: &'static str = "messenger";
    type Data = Step;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Step, Error> {
        let partner = ui.seat()?.id;
        if !ui.takes_webhooks {
            return Ok(Step::Off("meta-off-no-address"));
        }
        let messenger = Messenger::from_word(&self.messenger);
        let messenger = messenger.ok_or_else(|| Refusal::new("button-stale"))?;
        let account = match self.account() {
            Some(id) => Some(messengers::account_of(&mut *ui.tx, partner, id).await?),
            None => None,
        };
        Ok(
            match account.and_then(|account| Some((account.next_field()?, account))) {
                Some((field, account)) => Step::Ask(Box::new(account), field),
                None => Step::Intro {
                    messenger,
                    has_platform: ui.has_platform,
                },
            },
        )
    }

    fn draw(step: &Step, pen: &Pen<'_>) -> View {
        match step {
            Step::Off(why) => View::new(pen.t(why)).row(back(pen)),
            Step::Intro {
                messenger,
                has_platform,
            } => {
                let view = View::new(pen.t(&format!("meta-intro-{}", messenger.word())));
                let view = view.row([Btn::tap(pen.t("button-meta-begin"), "own")]);
                let view = if *has_platform {
                    view.row([Btn::tap(pen.t("button-meta-platform"), "platform")])
                } else {
                    view
                };
                view.row(back(pen))
            }
            Step::Ask(account, field) => {
                let fields = messengers::fields(account.messenger, account.is_platform);
                let place = fields.iter().position(|one| one == field).unwrap_or(0);
                let args = [
                    ("step", scx_domain::Arg::Number(count(place + 1))),
                    ("steps", scx_domain::Arg::Number(count(fields.len()))),
                ];
                let word = account.messenger.word();
                let key = format!("meta-ask-{word}-{}", field.word());
                let head = pen.text("meta-step", &args);
                View::new(format!("{head}\n{}", pen.t(&key))).row(back(pen))
            }
        }
    }

    fn samples() -> Vec<Step> {
        let mut samples = vec![Step::Off("meta-off-no-address")];
        for messenger in Messenger::ALL {
            for has_platform in [false, true] {
                samples.push(Step::Intro {
                    messenger,
                    has_platform,
                });
                for field in messengers::fields(messenger, has_platform) {
                    let account = MetaAccount {
                        messenger,
                        is_platform: has_platform,
                        ..sample_account()
                    };
                    samples.push(Step::Ask(Box::new(account), *field));
                }
            }
        }
        samples
    }

    fn states() -> Vec<Self> {
        Messenger::ALL.map(Self::of).into()
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let messenger = Messenger::from_word(&self.messenger);
        let is_platform = match action {
            "own" => false,
            "platform" if ui.has_platform => true,
            _ => return Err(Refusal::new("button-stale").into()),
        };
        let Some(messenger) = messenger.filter(|_| ui.takes_webhooks) else {
            return Err(Refusal::new("button-stale").into());
        };
        let id = messengers::begin(ui.tx, partner, messenger, is_platform).await?;
        self.account = Some(id.to_string());
        Ok(Next::Stay)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        let Some(id) = self.account() else {
            return Ok(None);
        };
        let account = messengers::account_of(&mut *ui.tx, partner, id).await?;
        let Some(field) = account.next_field() else {
            return Ok(None);
        };
        let text = Secret::new(text.to_owned());
        let filled = messengers::fill(ui.tx, partner, id, &text).await;
        // A wrong secret may be the right one of something else.
        let is_secret = field.is_secret() || messengers::could_be_secret(&text);
        if is_secret {
            ui.wipe();
        }
        let next = match filled {
            Ok(next) => next,
            Err(Error::Refused(refusal)) if is_secret => {
                ui.refuse(&refusal);
                return Ok(Some(Next::Quiet));
            }
            Err(error) => return Err(error),
        };
        if next.is_some() {
            return Ok(Some(Next::Stay));
        }
        let (place, subject) = (ui.place.clone(), id.to_string());
        notify::hang_card(ui.tx, messengers::CARD, &subject, &place, None).await?;
        notify::redraw(ui.tx, partner, messengers::CARD, &subject).await?;
        Ok(Some(Next::Home))
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
