//! Moving an account to this Telegram account, by a code in a letter.

use scx_connect::telegram::{Keyboard, Outgoing};
use scx_domain::accounts::{Arrival, Phone};
use scx_domain::identity::{self, Claimant, Matter, Recoverable, masked};
use scx_domain::{Arg, Error, Refusal, referrals};
use serde::{Deserialize, Serialize};

use super::contact::settle_in;
use super::email;
use crate::ui::{BotMail, Btn, Next, Pen, Screen, Ui, View};

/// The number that was given.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Recover {
    phone: String,
    is_phone_proven: bool,
}

impl Recover {
    /// The way back to the account with a number.
    pub fn of(phone: &Phone, is_phone_proven: bool) -> Self {
        Self {
            phone: phone.stored(),
            is_phone_proven,
        }
    }
}

impl Recover {
    /// The account with the number that was given.
    async fn account(&self, ui: &mut Ui<'_>) -> Result<Recoverable, Error> {
        let phone = Phone::parse(&self.phone)?;
        let found = identity::recoverable(&mut *ui.tx, &phone).await?;
        Ok(found.ok_or_else(|| Refusal::new("phone-taken"))?)
    }
}

/// What is shown.
#[derive(Clone, Debug)]
pub struct Offer {
    phone: String,
    /// The beginning of the address.
    address: String,
    /// The code is on its way.
    is_sent: bool,
}

impl Screen for Recover {
    const ID: &'static str = "recover";
    const IS_OPEN: bool = true;
    type Data = Offer;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Offer, Error> {
        let found = self.account(ui).await?;
        let matter = Matter::recovering(found.partner);
        let pending = identity::pending(&mut *ui.tx, ui.place.person, matter).await?;
        Ok(Offer {
            phone: Phone::parse(&self.phone)?.shown(),
            address: masked(&found.address),
            is_sent: pending.is_some(),
        })
    }

    fn draw(offer: &Offer, pen: &Pen<'_>) -> View {
        let args = [
            ("phone", offer.phone.as_str().into()),
            ("address", offer.address.as_str().into()),
        ];
        let back = Btn::tap(pen.t("button-back"), "back");
        match offer.is_sent {
            false => View::new(pen.text("recover-ask", &args))
                .row([Btn::tap(pen.t("button-recover"), "send")])
                .row([back]),
            true => View::new(pen.text("recover-code", &args))
                .row([Btn::tap(pen.t("button-code-again"), "again")])
                .row([back]),
        }
    }

    fn samples() -> Vec<Offer> {
        let offer = |is_sent| Offer {
            phone: "+998 90 123 45 67".to_owned(),
            address: "j***@milliy-kiyimlar.example.uz".to_owned(),
            is_sent,
        };
        vec![offer(false), offer(true)]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        match action {
            "send" => {
                let phone = Phone::parse(&self.phone)?;
                identity::start_recovery(ui.tx, ui.place.person, &phone).await?;
            }
            "again" => {
                let matter = Matter::recovering(self.account(ui).await?.partner);
                email::send_again(ui, matter).await?;
            }
            _ => return Err(Refusal::new("button-stale").into()),
        }
        Ok(Next::Stay)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let Some(code) = identity::code_in(text) else {
            return Ok(None);
        };
        let account = self.account(ui).await?.partner;
        if !email::is_right(ui, Matter::recovering(account), &code).await? {
            return Ok(Some(Next::Stay));
        }
        let claimant = Claimant {
            person: ui.place.person,
            language: ui.language,
            is_phone_proven: self.is_phone_proven,
        };
        let (partner, old_chat) = identity::take_over(ui.tx, account, &claimant).await?;
        if let Some(chat) = old_chat {
            let html = ui.text(
                "recover-gone",
                &[("support".to_owned(), Arg::Text(ui.support.clone()))],
            );
            ui.post(BotMail::Direct(Outgoing::Text {
                chat,
                html,
                keyboard: Keyboard::None,
                reply_to: None,
                silent: false,
                thread: None,
                business: None,
            }));
        }
        // Who comes back by a friend's link is nobody's new partner.
        referrals::arrive(ui.tx, &partner, Arrival::Back).await?;
        settle_in(ui, partner).await?;
        ui.say_and_clear_keys("recovered");
        Ok(Some(Next::Home))
    }
}
