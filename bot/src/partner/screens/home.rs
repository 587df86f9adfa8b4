//! The main screen: everything about the shop in a few lines.

use scx_domain::accounts::{self, Partner, Standing};
use scx_domain::channels::{self, Bot, Health};
use scx_domain::messengers::{self, MetaAccount, State as AccountState};
use scx_domain::{Arg, Error, Refusal, chat, knowledge};
use scx_kit::Time;
use serde::{Deserialize, Serialize};

use super::channels::light;
use super::{Channels, Connect, Conversations, Figures, Help, Knowledge, Plan, Settings};
use crate::partner::cards::{messenger_name, sample_account};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Home {}

/// What the main screen tells.
#[derive(Clone, Debug)]
pub struct State {
    name: String,
    standing: Standing,
    now: Time,
    file: Option<String>,
    bots: Vec<(String, Health)>,
    accounts: Vec<MetaAccount>,
    open_questions: i64,
    is_ai_paused: bool,
}

impl Screen for Home {
    const ID: &'static str = "home";
    type Data = State;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<State, Error> {
        let partner: Partner = ui.seat()?.clone();
        let file = knowledge::active(&mut *ui.tx, partner.id).await?;
        let bots = channels::bots_of(&mut *ui.tx, partner.id).await?;
        let accounts = messengers::accounts_of(&mut *ui.tx, partner.id).await?;
        Ok(State {
            standing: Standing::of(&partner, ui.tx.now()),
            now: ui.tx.now(),
            file: file.map(|file| file.file_name),
            bots: bots.into_iter().map(shown).collect(),
            accounts: accounts
                .into_iter()
                .filter(|one| one.state != AccountState::Draft)
                .collect(),
            open_questions: chat::open_questions(&mut *ui.tx, partner.id).await?,
            is_ai_paused: partner.is_ai_paused,
            name: partner.name,
        })
    }

    fn draw(state: &State, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.text("home-title", &[("name", state.name.as_str().into())])];
        lines.push(pen.standing(state.standing, state.now));
        lines.push(match &state.file {
            Some(file) => pen.text("home-file", &[("file", file.as_str().into())]),
            None => pen.t("home-no-file"),
        });
        lines.extend(channel_lines(state, pen));
        lines.push(pen.t(if state.is_ai_paused {
            "home-ai-paused"
        } else {
            "home-ai-on"
        }));
        if state.open_questions > 0 {
            lines.push(pen.text(
                "home-questions",
                &[("count", Arg::Number(state.open_questions))],
            ));
        }
        let pause = if state.is_ai_paused {
            "button-ai-resume"
        } else {
            "button-ai-pause"
        };
        let bot = match state.bots.is_empty() && state.accounts.is_empty() {
            true => Btn::tap(pen.t("button-connect-bot"), "connect"),
            false => Btn::tap(pen.t("button-channels"), "channels"),
        };
        let file = if state.file.is_some() {
            "button-knowledge"
        } else {
            "button-upload"
        };
        View::new(lines.join("\n"))
            .row([Btn::tap(pen.t(file), "kb")])
            .row([bot])
            .row([
                Btn::tap(pen.t("button-talks"), "talks"),
                Btn::tap(pen.t("button-stats"), "stats"),
            ])
            .row([
                Btn::tap(pen.t(pause), "ai"),
                Btn::tap(pen.t("button-settings"), "settings"),
            ])
            .row([
                Btn::tap(pen.t("button-plan"), "plan"),
                Btn::tap(pen.t("button-help"), "help"),
            ])
    }

    fn samples() -> Vec<State> {
        let fresh = State {
            name: "Lola".to_owned(),
            standing: Standing::Trial {
                ends_at: Time(1_795_489_200_000),
            },
            now: Time(1_795_230_000_000),
            file: None,
            bots: Vec::new(),
            accounts: Vec::new(),
            open_questions: 0,
            is_ai_paused: false,
        };
        let full = State {
            name: "O‘zbek milliy kiyimlari va sovg‘alari <do‘koni> & hamkorlar ...".to_owned(),
            standing: Standing::Expired {
                ended_at: Time(1_795_489_200_000),
            },
            file: Some("juda-uzun-nomli-narxlar-royxati-2026.pdf".to_owned()),
            bots: vec![
                ("lola_shop_bot".to_owned(), Health::Ok),
                ("eski_bot".to_owned(), Health::Broken),
            ],
            accounts: vec![sample_account(); 5],
            open_questions: 12,
            is_ai_paused: true,
            ..fresh.clone()
        };
        let banned = State {
            standing: Standing::Banned,
            ..fresh.clone()
        };
        vec![fresh, full, banned]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        match action {
            "kb" => Ok(Next::Go(Knowledge::default().frame())),
            "connect" => Ok(Next::Go(Connect::default().frame())),
            "channels" => Ok(Next::Go(Channels::default().frame())),
            "stats" => Ok(Next::Go(Figures::default().frame())),
            "talks" => Ok(Next::Go(Conversations::default().frame())),
            "settings" => Ok(Next::Go(Settings::default().frame())),
            "plan" => Ok(Next::Go(Plan::default().frame())),
            "help" => Ok(Next::Go(Help::default().frame())),
            "ai" => {
                let partner = ui.seat()?.clone();
                accounts::set_ai_paused(ui.tx, partner.id, !partner.is_ai_paused).await?;
                ui.toast(if partner.is_ai_paused {
                    "ai-resumed"
                } else {
                    "ai-paused"
                });
                ui.partner = Some(accounts::partner(&mut *ui.tx, partner.id).await?);
                Ok(Next::Stay)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// The coloured dot of a channel's health.
pub(super) fn dot(health: Health) -> &'static str {
    match health {
        Health::Ok => "🟢",
        Health::Pending | Health::Wanted => "🟡",
        Health::Foreign | Health::Broken => "🔴",
        Health::Removed => "⚪",
    }
}

/// A bot as lists show it: its name, and how it is.
pub(crate) fn shown(bot: Bot) -> (String, Health) {
    let name = if bot.username.is_empty() {
        format!("…{}", bot.token_last_four)
    } else {
        bot.username
    };
    (name, bot.health)
}

/// Where the shop answers, and how that is.
fn channel_lines(state: &State, pen: &Pen<'_>) -> Vec<String> {
    if state.bots.is_empty() && state.accounts.is_empty() {
        return vec![pen.t("home-no-bot")];
    }
    let bots = state.bots.iter().map(|bot| bot_line(bot, pen));
    let accounts = state
        .accounts
        .iter()
        .map(|account| account_line(account, pen));
    bots.chain(accounts).collect()
}

/// A bot and how it is.
pub(crate) fn bot_line((bot, health): &(String, Health), pen: &Pen<'_>) -> String {
    let args = [("bot", bot.as_str().into()), ("dot", dot(*health).into())];
    pen.text("home-bot", &args)
}

/// An account of a messenger and how it is.
pub(crate) fn account_line(account: &MetaAccount, pen: &Pen<'_>) -> String {
    let handle = match account.handle.is_empty() {
        true => format!("…{}", account.token_last_four),
        false => account.handle.clone(),
    };
    let args = [
        ("messenger", messenger_name(account.messenger).into()),
        ("handle", handle.into()),
        ("dot", light(account.state).into()),
    ];
    pen.text("home-account", &args)
}
