//! The address for mail, and the code that proves it.

use scx_domain::identity::{self, Matter, Verdict};
use scx_domain::{Arg, Error, Refusal, accounts};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state: whether a code waits is in the database.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Email {}

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Asked {
    /// The address.
    Address,
    /// The code that was sent there.
    Code {
        /// Where.
        address: String,
    },
}

impl Screen for Email {
    const ID: &'static str = "email";
    type Data = Asked;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Asked, Error> {
        let matter = Matter::confirming(ui.seat()?.id);
        let waiting = identity::pending(&mut *ui.tx, ui.place.person, matter).await?;
        Ok(waiting.map_or(Asked::Address, |address| Asked::Code { address }))
    }

    fn draw(asked: &Asked, pen: &Pen<'_>) -> View {
        let view = match asked {
            Asked::Address => {
                View::new(pen.t("ask-email")).row([Btn::tap(pen.t("button-skip"), "without")])
            }
            Asked::Code { address } => {
                View::new(pen.text("email-code", &[("address", address.as_str().into())])).row([
                    Btn::tap(pen.t("button-code-again"), "again"),
                    Btn::tap(pen.t("button-email-other"), "other"),
                ])
            }
        };
        view.row(back(pen))
    }

    fn samples() -> Vec<Asked> {
        let address = "juda.uzun.elektron.pochta@milliy-kiyimlar.example.uz".to_owned();
        vec![Asked::Address, Asked::Code { address }]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let person = ui.place.person;
        let matter = Matter::confirming(ui.seat()?.id);
        match action {
            "without" => return Ok(Next::Back),
            "again" => send_again(ui, matter).await?,
            "other" => identity::forget(ui.tx, person).await?,
            _ => return Err(Refusal::new("button-stale").into()),
        }
        Ok(Next::Stay)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.clone();
        if !ui.has_mail {
            accounts::set_email(ui.tx, partner.id, text).await?;
            ui.toast("saved");
            return Ok(Some(Next::Back));
        }
        let matter = Matter::confirming(partner.id);
        let waiting = identity::pending(&mut *ui.tx, ui.place.person, matter).await?;
        let Some(code) = identity::code_in(text).filter(|_| waiting.is_some()) else {
            identity::confirm_address(ui.tx, &partner, text).await?;
            return Ok(Some(Next::Stay));
        };
        if !is_right(ui, matter, &code).await? {
            return Ok(Some(Next::Stay));
        }
        ui.partner = Some(accounts::partner(&mut *ui.tx, partner.id).await?);
        ui.say("email-proven");
        Ok(Some(Next::Back))
    }
}

/// Sends a new code in the place of the one before.
pub(super) async fn send_again(ui: &mut Ui<'_>, matter: Matter) -> Result<(), Error> {
    identity::send_again(ui.tx, ui.place.person, matter).await?;
    ui.toast("code-resent");
    Ok(())
}

/// Looks at a typed code; what is wrong with it is said. A refusal would take
/// back that a try is used up.
pub(super) async fn is_right(ui: &mut Ui<'_>, matter: Matter, code: &str) -> Result<bool, Error> {
    match identity::check(ui.tx, ui.place.person, matter, code).await? {
        Verdict::Right => return Ok(true),
        Verdict::Wrong { left } => {
            ui.say_with("code-wrong", &[("left".to_owned(), Arg::Number(left))]);
        }
        Verdict::Over => ui.say("code-over"),
    }
    Ok(false)
}
