//! An account at one of Meta's messengers from the last typed field to its removal.

use scx_connect::meta::Messenger;
use scx_domain::accounts::Partner;
use scx_domain::chat;
use scx_domain::messengers::{self, Account, Login, MetaAccount, MetaId, State};
use scx_domain::{Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time};
use scx_store::Tx;

use crate::partner::screens::Comments;
use crate::ui::{Btn, Card, Next, Pen, Screen, Ui, View};

/// The card of an account.
pub struct MessengerCard;

/// An account, the webhook that its own app is told (address and word), and how
/// many of its messages have reached customers this month.
pub type Shown = (MetaAccount, Option<(String, String)>, i64);

impl Card for MessengerCard {
    const ID: &'static str = messengers::CARD;
    type Viewer = Partner;
    type Data = Shown;

    async fn load(tx: &mut Tx, partner: &Partner, subject: &str) -> Result<Shown, Error> {
        let id: MetaId = subject.parse().map_err(anyhow::Error::from)?;
        let account = messengers::account_of(&mut *tx, partner.id, id).await?;
        let hook = match account.is_platform {
            true => None,
            false => messengers::hook(tx, &account).await?,
        };
        let place = Account::Meta(account.id);
        let delivered = chat::delivered_this_month(tx, partner.id, place).await?;
        Ok((account, hook, delivered))
    }

    fn draw((account, hook, delivered): &Shown, pen: &Pen<'_>) -> View {
        let id = account.id.base62();
        let messenger = messenger_name(account.messenger);
        let args = [
            ("messenger", messenger.into()),
            ("name", account.name.as_str().into()),
            ("handle", account.handle.as_str().into()),
            ("last", account.token_last_four.as_str().into()),
        ];
        let check = Btn::with(pen.t("button-check"), "check", id.as_str());
        let remove = Btn::with(pen.t("button-disconnect"), "remove", id.as_str());
        match account.state {
            State::Draft | State::Wanted => View::new(pen.text("meta-checking", &args)),
            State::Ok => {
                let view = View::new(connected((account, *delivered), hook.as_ref(), pen, &args));
                let comments = (account.messenger == Messenger::Instagram)
                    .then(|| Btn::with(pen.t("button-comments"), "comments", id.as_str()));
                view.row(comments).row([check, remove])
            }
            State::Broken => {
                let why = account.trouble.as_ref().map(|trouble| pen.refusal(trouble));
                let head = pen.text("meta-broken", &args);
                View::new(format!("{head}\n{}", why.unwrap_or_default())).row([check, remove])
            }
            State::Removed => View::new(pen.text("meta-removed", &args)),
        }
    }

    fn samples() -> Vec<Shown> {
        let hook = Some((
            "https://bot.example.uz/whatsapp/webhook/AbCdEfGhIjKlMnOpQrStUvWx".to_owned(),
            "aBcDeFgHiJkLmNoPqRsTuVwXyZ012345".to_owned(),
        ));
        let ok = sample_account();
        let states = [State::Draft, State::Wanted, State::Ok, State::Removed];
        let mut samples: Vec<Shown> = states
            .map(|state| {
                (
                    MetaAccount {
                        state,
                        ..ok.clone()
                    },
                    hook.clone(),
                    1_234,
                )
            })
            .into();
        let verified = MetaAccount {
            verified_at: Some(Time(0)),
            ..ok.clone()
        };
        samples.push((verified, hook.clone(), 0));
        let instagram = MetaAccount {
            messenger: Messenger::Instagram,
            ..ok.clone()
        };
        samples.push((instagram, hook.clone(), 0));
        for key in [
            "meta-token-dead",
            "meta-forbidden",
            "meta-not-found",
            "meta-number-elsewhere",
            "meta-secret-refused",
            "meta-locked",
            "meta-own",
            "meta-taken",
            "meta-unreachable",
        ] {
            let broken = MetaAccount {
                state: State::Broken,
                trouble: Some(Refusal::new(key)),
                ..ok.clone()
            };
            samples.push((broken, None, 0));
        }
        samples
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let account = MetaId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
        match action {
            "comments" => return Ok(Next::Go(Comments::of(id).frame())),
            "check" => messengers::check(ui.tx, partner, account).await?,
            "remove" => messengers::remove(ui.tx, partner, account).await?,
            _ => return Err(Refusal::new("button-stale").into()),
        }
        Ok(Next::Quiet)
    }
}

/// What a connected account shows: how Meta sees it, and what is still to be
/// pasted at Meta.
fn connected(
    (account, delivered): (&MetaAccount, i64),
    hook: Option<&(String, String)>,
    pen: &Pen<'_>,
    args: &[(&str, scx_domain::Arg)],
) -> String {
    let mut parts = vec![pen.text("meta-ok", args)];
    if let Some(quality) = &account.quality {
        parts.push(pen.text("meta-quality", &[("quality", quality.as_str().into())]));
    }
    if let Some(limit) = &account.send_limit {
        parts.push(pen.text("meta-limit", &[("limit", people(limit).into())]));
    }
    if account.messenger == Messenger::WhatsApp {
        parts.push(pen.text("meta-delivered", &[("count", delivered.into())]));
    }
    if let Some(word) = &account.comment_word {
        parts.push(pen.text("meta-comments", &[("word", word.as_str().into())]));
    }
    match (hook, account.verified_at) {
        (Some(_), Some(_)) => parts.push(pen.t("meta-hook-verified")),
        (Some((url, word)), None) => {
            let fields = match account.messenger {
                Messenger::WhatsApp => "messages, smb_message_echoes, user_preferences",
                Messenger::Instagram => "messages, messaging_postbacks, comments",
            };
            let args = [
                ("url", url.as_str().into()),
                ("word", word.as_str().into()),
                ("fields", fields.into()),
            ];
            parts.push(pen.text("meta-hook", &args));
        }
        (None, _) => {}
    }
    parts.join("\n")
}

/// Meta's name of a limit as a number: `TIER_10K` are 10 000 people.
fn people(limit: &str) -> String {
    limit.trim_start_matches("TIER_").replace('K', "\u{a0}000")
}

/// What people call a messenger.
pub fn messenger_name(messenger: Messenger) -> &'static str {
    match messenger {
        Messenger::WhatsApp => "WhatsApp",
        Messenger::Instagram => "Instagram",
    }
}

/// An account for samples.
pub fn sample_account() -> MetaAccount {
    MetaAccount {
        id: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
        partner: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
        messenger: Messenger::WhatsApp,
        is_platform: false,
        app_id: None,
        has_app_secret: false,
        business_id: None,
        external_id: None,
        has_token: false,
        token_last_four: "wxyz".to_owned(),
        token_ends_at: None,
        hook_key: String::new(),
        verified_at: None,
        name: "O‘zbek milliy kiyimlari <do‘koni> & hamkorlar".to_owned(),
        handle: "+998 90 000 00 01".to_owned(),
        own_ids: Vec::new(),
        login: Login::Facebook,
        quality: Some("GREEN".to_owned()),
        send_limit: Some("TIER_1K".to_owned()),
        state: State::Ok,
        trouble: None,
        comment_word: Some("narx".to_owned()),
        created_at: Time(0),
    }
}
