//! Sellers' own Telegram accounts: those that are connected, and how it is done.

use scx_domain::channels::business::{self, BusinessAccount, BusinessId};
use scx_domain::channels::{self, Health};
use scx_domain::{Error, Refusal};
use serde::{Deserialize, Serialize};

use super::back;
use super::channels::hang;
use crate::partner::cards::sample_business;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Business {}

impl Screen for Business {
    const ID: &'static str = "business";
    /// The shop's bot that would answer there, and the accounts, each with
    /// whether its bot works.
    type Data = (Option<String>, Vec<(BusinessAccount, bool)>);

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Self::Data, Error> {
        let partner = ui.seat()?.id;
        let bots = channels::bots_of(&mut *ui.tx, partner).await?;
        let working = bots.into_iter().filter(|bot| bot.health == Health::Ok);
        let working: Vec<_> = working.collect();
        let accounts = business::accounts_of(&mut *ui.tx, partner).await?;
        let works = |account: &BusinessAccount| working.iter().any(|bot| bot.id == account.bot);
        let accounts = accounts.into_iter().map(|account| {
            let works = works(&account);
            (account, works)
        });
        let first = working.first().map(|bot| format!("@{}", bot.username));
        Ok((first, accounts.collect()))
    }

    fn draw((bot, accounts): &Self::Data, pen: &Pen<'_>) -> View {
        let text = match bot {
            Some(bot) => pen.text("business-intro", &[("bot", bot.as_str().into())]),
            None => pen.t("business-no-bot"),
        };
        let mut view = View::new(text);
        for (account, works) in accounts {
            let label = format!("{} {}", lamp(account, *works), account.connected.name);
            let label = label.chars().take(24).collect();
            view = view.row([Btn::with(label, "account", account.id.base62())]);
        }
        view.row(back(pen))
    }

    fn samples() -> Vec<Self::Data> {
        let bot = "@lola_karimova_dokon_uz_bot".to_owned();
        vec![
            (None, Vec::new()),
            (Some(bot), vec![(sample_business(), true); 6]),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let stale = || Refusal::new("button-stale");
        if action != "account" {
            return Err(stale().into());
        }
        let id = BusinessId::from_base62(id).map_err(|_| stale())?;
        let account = business::account_of(&mut *ui.tx, partner, id).await?;
        hang(ui, business::CARD, &account.id.to_string()).await
    }
}

/// Whether a connected account is answered for, as a light.
fn lamp(account: &BusinessAccount, works: bool) -> &'static str {
    match (works && account.is_served(), account.connected.can_reply) {
        (true, true) => "🟢",
        (true, false) => "🟡",
        (false, _) => "⚪",
    }
}
