//! Somebody's own Telegram account that a shop's bot answers for.

use scx_domain::accounts::Partner;
use scx_domain::channels::business::{self, BusinessAccount, BusinessId, Connected, Consent};
use scx_domain::channels::{self, Bot, Health};
use scx_domain::{Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time};
use scx_store::Tx;

use super::sample_bot;
use crate::ui::{Btn, Card, Next, Pen, Ui, View};

/// The card of a connected account.
pub struct BusinessCard;

impl Card for BusinessCard {
    const ID: &'static str = business::CARD;
    type Viewer = Partner;
    type Data = (BusinessAccount, Bot);

    async fn load(tx: &mut Tx, partner: &Partner, subject: &str) -> Result<Self::Data, Error> {
        let id: BusinessId = subject.parse().map_err(anyhow::Error::from)?;
        let account = business::account_of(&mut *tx, partner.id, id).await?;
        let bot = channels::bot_of(&mut *tx, partner.id, account.bot).await?;
        Ok((account, bot))
    }

    fn draw((account, bot): &Self::Data, pen: &Pen<'_>) -> View {
        let connected = &account.connected;
        let name = match &connected.username {
            Some(username) => format!("{} (@{username})", connected.name),
            None => connected.name.clone(),
        };
        let key = match account.consent {
            _ if !connected.is_enabled => "business-off",
            _ if bot.health != Health::Ok => "business-refused",
            Consent::Asked => "business-asked",
            Consent::Refused => "business-refused",
            Consent::Allowed if connected.can_reply => "business-ok",
            Consent::Allowed => "business-no-right",
        };
        let name_of_bot = format!("@{}", bot.username);
        let args = [
            ("name", name.as_str().into()),
            ("bot", name_of_bot.as_str().into()),
        ];
        let button = |key: &str, action| Btn::with(pen.t(key), action, account.id.base62());
        let allow = button("button-business-allow", "allow");
        let view = View::new(pen.text(key, &args));
        match account.consent {
            _ if !connected.is_enabled || bot.health != Health::Ok => view,
            Consent::Asked => view.row([allow, button("button-business-refuse", "refuse")]),
            Consent::Refused => view.row([allow]),
            Consent::Allowed => view.row([button("button-business-stop", "refuse")]),
        }
    }

    fn samples() -> Vec<Self::Data> {
        let sample = |consent, is_enabled, can_reply| {
            let account = BusinessAccount {
                consent,
                connected: Connected {
                    is_enabled,
                    can_reply,
                    ..sample_business().connected
                },
                ..sample_business()
            };
            (account, sample_bot())
        };
        vec![
            sample(Consent::Asked, true, true),
            sample(Consent::Allowed, true, true),
            sample(Consent::Allowed, true, false),
            sample(Consent::Refused, true, true),
            sample(Consent::Allowed, false, true),
        ]
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let stale = || Refusal::new("button-stale");
        let id = BusinessId::from_base62(id).map_err(|_| stale())?;
        let may = match action {
            "allow" => true,
            "refuse" => false,
            _ => return Err(stale().into()),
        };
        business::set_consent(ui.tx, partner, id, may).await?;
        Ok(Next::Quiet)
    }
}

/// An account with the longest names.
pub fn sample_business() -> BusinessAccount {
    let bot = sample_bot();
    BusinessAccount {
        id: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
        partner: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
        bot: bot.id,
        connected: Connected {
            connection: "connection".to_owned(),
            owner: 501,
            name: "Lola & Aziz <Karimovlar>".to_owned(),
            username: Some("lola_karimova_dokon".to_owned()),
            is_enabled: true,
            can_reply: true,
        },
        consent: Consent::Allowed,
    }
}
