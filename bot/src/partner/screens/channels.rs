//! The shop's channels and how they are.

use scx_connect::meta::Messenger;
use scx_domain::channels::{self, Bot, BotId};
use scx_domain::messengers::{self, MetaAccount, MetaId, State};
use scx_domain::{Error, Refusal, notify};
use serde::{Deserialize, Serialize};

use super::home::dot;
use super::{Business, Connect, ConnectMessenger, back};
use crate::partner::cards::{sample_account, sample_bot};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Channels {}

impl Screen for Channels {
    const ID: &'static str = "channels";
    type Data = (Vec<Bot>, Vec<MetaAccount>);

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Self::Data, Error> {
        let partner = ui.seat()?.id;
        let bots = channels::bots_of(&mut *ui.tx, partner).await?;
        let accounts = messengers::accounts_of(&mut *ui.tx, partner).await?;
        let begun = accounts.into_iter().filter(|one| one.state != State::Draft);
        Ok((bots, begun.collect()))
    }

    fn draw((bots, accounts): &Self::Data, pen: &Pen<'_>) -> View {
        let key = if bots.is_empty() && accounts.is_empty() {
            "channels-empty"
        } else {
            "channels-title"
        };
        let mut view = View::new(pen.t(key));
        let mut buttons = Vec::new();
        let label = |label: String| label.chars().take(24).collect::<String>();
        for bot in bots {
            let name = if bot.username.is_empty() {
                &bot.token_last_four
            } else {
                &bot.username
            };
            let label = label(format!("{} {name}", dot(bot.health)));
            buttons.push(Btn::with(label, "show", bot.id.base62()));
        }
        for account in accounts {
            let sign = match account.messenger {
                Messenger::WhatsApp => "WA",
                Messenger::Instagram => "IG",
            };
            let name = match account.handle.is_empty() {
                true => &account.token_last_four,
                false => &account.handle,
            };
            let label = label(format!("{} {sign} {name}", light(account.state)));
            buttons.push(Btn::with(label, "meta", account.id.base62()));
        }
        for pair in buttons.chunks(2) {
            view = view.row(pair.to_vec());
        }
        let own = Btn::tap("💼 Telegram Business".to_owned(), "business");
        view.row([Btn::tap(pen.t("button-connect-bot"), "connect"), own])
            .row([
                Btn::tap("+ WhatsApp".to_owned(), "whatsapp"),
                Btn::tap("+ Instagram".to_owned(), "instagram"),
            ])
            .row(back(pen))
    }

    fn samples() -> Vec<Self::Data> {
        vec![
            (Vec::new(), Vec::new()),
            (vec![sample_bot(); 5], vec![sample_account(); 5]),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        match action {
            "connect" => Ok(Next::Go(Connect::default().frame())),
            "whatsapp" => Ok(Next::Go(ConnectMessenger::of(Messenger::WhatsApp).frame())),
            "instagram" => Ok(Next::Go(ConnectMessenger::of(Messenger::Instagram).frame())),
            "business" => Ok(Next::Go(Business::default().frame())),
            "meta" => {
                let id = MetaId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
                let account = messengers::account_of(&mut *ui.tx, partner, id).await?;
                hang(ui, messengers::CARD, &account.id.to_string()).await
            }
            "show" => {
                let bot = BotId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
                let bot = channels::bot_of(&mut *ui.tx, partner, bot).await?;
                hang(ui, channels::CARD, &bot.id.to_string()).await
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// Sends a card anew at the end of the chat, where it is seen.
pub(super) async fn hang(ui: &mut Ui<'_>, card: &str, subject: &str) -> Result<Next, Error> {
    let (partner, place) = (ui.seat()?.id, ui.place.clone());
    notify::hang_card(ui.tx, card, subject, &place, None).await?;
    notify::redraw(ui.tx, partner, card, subject).await?;
    Ok(Next::Quiet)
}

/// How an account is, as a light.
pub(super) fn light(state: State) -> &'static str {
    match state {
        State::Ok => "🟢",
        State::Draft | State::Wanted => "🟡",
        State::Broken => "🔴",
        State::Removed => "⚪",
    }
}
