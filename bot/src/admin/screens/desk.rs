//! The admins' first screen: what waits, and how many partners there are.

use scx_domain::accounts::{self, Tallies};
use scx_domain::admins::{self, Right, Role};
use scx_domain::{Arg, Error, Refusal, plans, tickets};
use serde::{Deserialize, Serialize};

use super::{
    Audit, Broadcasts, Conversations, Coupons, HealthView, Jobs, Languages, Money, Partners,
    People, Prices, Referrals, Requests, Statistics, Tickets, WinBack,
};
use crate::admin::show_commands;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Desk {}

/// What the first screen tells.
#[derive(Clone, Debug)]
pub struct State {
    name: String,
    role: Role,
    pending: i64,
    /// Tickets that wait, for who may answer them.
    tickets: i64,
    tallies: Tallies,
}

impl Screen for Desk {
    const ID: &'static str = "desk_home";
    type Data = State;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<State, Error> {
        let admin = ui
            .admin
            .clone()
            .ok_or_else(|| Refusal::new("admin-stranger"))?;
        let (name, now) = (ui.person_name.clone(), ui.tx.now());
        if admins::note_name(ui.tx, &admin, &name).await? {
            show_commands(ui).await?;
        }
        Ok(State {
            name,
            role: admin.role,
            pending: plans::pending_count(&mut *ui.tx).await?,
            tickets: tickets::waiting_count(&mut *ui.tx).await?,
            tallies: accounts::tallies(&mut *ui.tx, now).await?,
        })
    }

    fn draw(state: &State, pen: &Pen<'_>) -> View {
        let tallies = &state.tallies;
        let lines = [
            pen.text(
                "desk-title",
                &[
                    ("name", state.name.as_str().into()),
                    ("role", pen.t(role_key(state.role)).into()),
                ],
            ),
            pen.text("desk-pending", &[("count", Arg::Number(state.pending))]),
            pen.text("desk-tickets", &[("count", Arg::Number(state.tickets))]),
            pen.text(
                "desk-partners",
                &[
                    ("all", Arg::Number(tallies.everybody)),
                    ("paid", Arg::Number(tallies.paying)),
                    ("trial", Arg::Number(tallies.on_trial)),
                ],
            ),
        ];
        let has = |right, key: &str, action| {
            admins::may(state.role, right).then(|| Btn::tap(pen.t(key), action))
        };
        let some = |buttons: [Option<Btn>; 2]| buttons.into_iter().flatten();
        View::new(lines.join("\n"))
            .row(some([
                has(Right::DecideRequests, "button-requests", "requests"),
                has(Right::SeePartners, "button-partners", "partners"),
            ]))
            .row(some([
                has(Right::AnswerTickets, "button-tickets", "tickets"),
                has(Right::SeeConversations, "button-talks", "chats"),
            ]))
            .row(some([
                has(Right::SetPrices, "button-prices", "prices"),
                has(Right::ManageAdmins, "button-people", "people"),
            ]))
            .row(some([
                has(Right::ManageCoupons, "button-coupons", "coupons"),
                has(Right::SeeAudit, "button-audit", "audit"),
            ]))
            .row(some([
                has(Right::SeeMoney, "button-money", "money"),
                has(Right::SetPrices, "button-winback", "winback"),
            ]))
            .row(some([
                has(Right::Broadcast, "button-broadcasts", "broadcasts"),
                has(Right::SeeStatistics, "button-statistics", "statistics"),
            ]))
            .row(some([
                has(Right::Operate, "button-jobs", "jobs"),
                has(Right::Operate, "button-health", "health"),
            ]))
            .row(some([
                has(Right::ManageReferrals, "button-referrals", "referrals"),
                Some(Btn::tap(pen.t("button-language"), "lang")),
            ]))
    }

    fn samples() -> Vec<State> {
        let sample = |role| State {
            name: "Bahodir <admin>".to_owned(),
            role,
            pending: 3,
            tickets: 12,
            tallies: Tallies {
                everybody: 12_345,
                on_trial: 321,
                paying: 1_024,
                free: 9_000,
                expired: 1_990,
                banned: 10,
            },
        };
        Role::ALL.map(sample).to_vec()
    }

    async fn tap(&mut self, _ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        match action {
            "requests" => Ok(Next::Go(Requests::default().frame())),
            "partners" => Ok(Next::Go(Partners::default().frame())),
            "prices" => Ok(Next::Go(Prices::default().frame())),
            "coupons" => Ok(Next::Go(Coupons::default().frame())),
            "referrals" => Ok(Next::Go(Referrals::default().frame())),
            "chats" => Ok(Next::Go(Conversations::default().frame())),
            "money" => Ok(Next::Go(Money::default().frame())),
            "winback" => Ok(Next::Go(WinBack::default().frame())),
            "statistics" => Ok(Next::Go(Statistics::default().frame())),
            "broadcasts" => Ok(Next::Go(Broadcasts::default().frame())),
            "tickets" => Ok(Next::Go(Tickets::default().frame())),
            "jobs" => Ok(Next::Go(Jobs::default().frame())),
            "health" => Ok(Next::Go(HealthView::default().frame())),
            "people" => Ok(Next::Go(People::default().frame())),
            "audit" => Ok(Next::Go(Audit::default().frame())),
            "lang" => Ok(Next::Go(Languages::default().frame())),
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// The text that names a role.
pub(super) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Owner => "role-owner",
        Role::Admin => "role-admin",
        Role::Support => "role-support",
    }
}
