//! A customer bot from the pasted token to its removal.

use scx_domain::accounts::Partner;
use scx_domain::channels::{self, Bot, BotId, Health, Role};
use scx_domain::{Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time};
use scx_store::Tx;

use crate::partner::screens::Links;
use crate::ui::{Act, Btn, Card, Next, Pen, Screen, Ui, View};

/// The card of a bot.
pub struct BotCard;

impl Card for BotCard {
    const ID: &'static str = channels::CARD;
    type Viewer = Partner;
    type Data = Bot;

    async fn load(tx: &mut Tx, partner: &Partner, subject: &str) -> Result<Bot, Error> {
        let id: BotId = subject.parse().map_err(anyhow::Error::from)?;
        Ok(channels::bot_of(tx, partner.id, id).await?)
    }

    fn draw(bot: &Bot, pen: &Pen<'_>) -> View {
        let id = bot.id.base62();
        let args = [
            ("bot", bot.username.as_str().into()),
            ("name", bot.name.as_str().into()),
            ("last", bot.token_last_four.as_str().into()),
        ];
        let check = Btn::with(pen.t("button-check"), "check", id.as_str());
        let remove = Btn::with(pen.t("button-disconnect"), "remove", id.as_str());
        match bot.health {
            Health::Pending | Health::Wanted => View::new(pen.text("bot-checking", &args)),
            Health::Foreign if bot.trouble.is_some() => {
                let take = Btn::with(pen.t("button-take-back"), "take", id.as_str());
                View::new(pen.text("bot-taken-away", &args)).row([take, remove])
            }
            Health::Foreign => View::new(pen.text("bot-foreign", &args))
                .row([Btn::with(pen.t("button-take-over"), "take", id.as_str())])
                .row([Btn::with(pen.t("button-cancel"), "remove", id.as_str())]),
            Health::Ok => View::new(pen.text("bot-ok", &args))
                .row([Btn {
                    label: pen.t("button-open-bot"),
                    act: Act::Url(format!("https://t.me/{}", bot.username)),
                }])
                .row([Btn::with(pen.t("button-links"), "links", id.as_str())])
                .row([check, remove]),
            Health::Broken => {
                let why = bot
                    .trouble
                    .as_ref()
                    .map(|trouble| pen.refusal(trouble))
                    .unwrap_or_default();
                View::new(format!("{}\n{why}", pen.text("bot-broken", &args))).row([check, remove])
            }
            Health::Removed => View::new(pen.text("bot-removed", &args)),
        }
    }

    fn samples() -> Vec<Bot> {
        let ok = sample_bot();
        let healths = [
            Health::Pending,
            Health::Foreign,
            Health::Ok,
            Health::Broken,
            Health::Removed,
        ];
        let troubles = ["bot-token-refused", "bot-token-dead", "bot-unreachable"];
        let with_health = healths.map(|health| Bot {
            health,
            ..ok.clone()
        });
        let with_trouble = troubles.map(|key| Bot {
            health: Health::Broken,
            trouble: Some(Refusal::new(key)),
            ..ok.clone()
        });
        let taken_away = Bot {
            health: Health::Foreign,
            trouble: Some(Refusal::new("bot-taken-away")),
            ..ok
        };
        with_health
            .into_iter()
            .chain(with_trouble)
            .chain([taken_away])
            .collect()
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let bot = BotId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
        match action {
            "links" => return Ok(Next::Go(Links::of(id).frame())),
            "take" => channels::take_over(ui.tx, partner, bot).await?,
            "check" => channels::check(ui.tx, partner, bot).await?,
            "remove" => channels::remove(ui.tx, partner, bot).await?,
            _ => return Err(Refusal::new("button-stale").into()),
        }
        Ok(Next::Quiet)
    }
}

/// A bot for samples.
pub fn sample_bot() -> Bot {
    Bot {
        id: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
        role: Role::Customer,
        partner: None,
        telegram_id: 1,
        username: "ozbek_milliy_kiyimlari_dokoni_bot".to_owned(),
        name: "O‘zbek milliy kiyimlari <do‘koni> & hamkorlar".to_owned(),
        token_last_four: "K4bc".to_owned(),
        hook_key: String::new(),
        hook_set: None,
        next_update: 0,
        health: Health::Ok,
        trouble: None,
        created_at: Time(0),
    }
}
