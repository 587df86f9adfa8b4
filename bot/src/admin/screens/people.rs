//! The admins: who they are, invitations, roles.

use scx_domain::admins::{self, Admin, Right, Role};
use scx_domain::channels;
use scx_domain::{Error, Refusal};
use scx_kit::Time;
use serde::{Deserialize, Serialize};

use super::desk::role_key;
use super::{Audit, back};
use crate::admin::INVITED;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Admins that are shown at most.
const MOST: usize = 9;

/// The admin that was chosen.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct People {
    chosen: Option<i64>,
}

impl Screen for People {
    const ID: &'static str = "people";
    const NEEDS: Option<Right> = Some(Right::ManageAdmins);
    type Data = (Vec<Admin>, Option<i64>);

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Self::Data, Error> {
        Ok((admins::all(&mut *ui.tx).await?, self.chosen))
    }

    fn draw((all, chosen): &Self::Data, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("people-title")];
        let mut buttons = Vec::new();
        for admin in all.iter().take(MOST) {
            let args = [
                ("name", called(admin).into()),
                ("role", pen.t(role_key(admin.role)).into()),
                ("by", admin.added_by.as_str().into()),
            ];
            lines.push(pen.text("people-line", &args));
            let mark = if Some(admin.telegram_user) == *chosen {
                "● "
            } else {
                ""
            };
            let label: String = format!("{mark}{}", called(admin))
                .chars()
                .take(24)
                .collect();
            buttons.push(Btn::with(label, "choose", admin.telegram_user.to_string()));
        }
        let view = View::new(lines.join("\n"));
        let view = buttons.chunks(3).map(<[Btn]>::to_vec).fold(view, View::row);
        let view = match chosen {
            Some(_) => view
                .row(Role::ALL.map(|role| Btn::with(pen.t(role_key(role)), "role", role.name())))
                .row([
                    Btn::tap(pen.t("button-remove-admin"), "remove"),
                    Btn::tap(pen.t("button-audit"), "audit"),
                ]),
            None => view.row([
                Btn::with(pen.t("button-invite-admin"), "invite", Role::Admin.name()),
                Btn::with(
                    pen.t("button-invite-support"),
                    "invite",
                    Role::Support.name(),
                ),
            ]),
        };
        view.row(back(pen))
    }

    fn samples() -> Vec<Self::Data> {
        let admin = |user, role| Admin {
            telegram_user: user,
            name: "Bahodir Juda Uzun Ismli <admin>".to_owned(),
            role,
            added_by: "ADMIN_ID".to_owned(),
            created_at: Time(1_795_230_000_000),
        };
        let all = vec![
            admin(1, Role::Owner),
            admin(2, Role::Admin),
            Admin {
                name: String::new(),
                ..admin(3, Role::Support)
            },
        ];
        vec![(all.clone(), None), (all, Some(2))]
    }

    fn states() -> Vec<Self> {
        vec![Self::default(), Self { chosen: Some(1) }]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        let role = || Role::try_from(id.to_owned()).map_err(|_| stale());
        match action {
            "choose" => {
                let user = id.parse().map_err(|_| stale())?;
                self.chosen = (self.chosen != Some(user)).then_some(user);
                Ok(Next::Stay)
            }
            "invite" => {
                let role = role()?;
                let permit = ui.permit(Right::ManageAdmins).await?;
                let word = admins::invite(ui.tx, &permit, role).await?;
                invited(ui, role, &word).await?;
                Ok(Next::Quiet)
            }
            "role" => {
                let user = self.chosen.ok_or_else(stale)?;
                let permit = ui.permit(Right::ManageAdmins).await?;
                admins::set_role(ui.tx, &permit, user, role()?).await?;
                self.chosen = None;
                ui.toast("saved");
                Ok(Next::Stay)
            }
            "remove" => {
                let user = self.chosen.ok_or_else(stale)?;
                let permit = ui.permit(Right::ManageAdmins).await?;
                admins::remove(ui.tx, &permit, user).await?;
                self.chosen = None;
                ui.toast("saved");
                Ok(Next::Stay)
            }
            "audit" => {
                let user = self.chosen.ok_or_else(stale)?;
                Ok(Next::Go(Audit::by(user).frame()))
            }
            _ => Err(stale().into()),
        }
    }
}

/// Shows the link once: only a hash of its word is kept.
async fn invited(ui: &mut Ui<'_>, role: Role, word: &str) -> Result<(), Error> {
    let bot = channels::of_role(&mut *ui.tx, channels::Role::Admin).await?;
    let bot = bot.map(|bot| bot.username).unwrap_or_default();
    let link = format!("https://t.me/{bot}?start={INVITED}{word}");
    let args = vec![
        ("role".to_owned(), ui.t(role_key(role)).into()),
        ("link".to_owned(), link.into()),
    ];
    ui.say_with("people-link", &args);
    Ok(())
}

/// The name of an admin; the account's number before the first visit.
fn called(admin: &Admin) -> String {
    match admin.name.is_empty() {
        true => admin.telegram_user.to_string(),
        false => admin.name.clone(),
    }
}
