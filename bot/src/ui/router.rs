//! From an update to the screen or card it is for, in one transaction.

use futures_util::future::BoxFuture;
use scx_connect::mail::Mailer;
use scx_connect::payment::Payments;
use scx_connect::telegram::{ChatKind, Event, Incoming, Outgoing, Written};
use scx_domain::accounts;
use scx_domain::admins;
use scx_domain::ai::Providers;
use scx_domain::channels::Role;
use scx_domain::notify::{self, Place, ScreenRow};
use scx_domain::{Error, Refusal};
use scx_jobs::Cx;
use scx_kit::Language;
use scx_store::{Actor, DbError, Tx};

use super::turn::Remedy;
use super::walk::Walk;
use super::{AnyCard, AnyScreen, BotMail, CardEntry, Frame, Next, ScreenEntry, Ui, mail};
use crate::Support;
use crate::admin::SomPerUsd;
use crate::meta::plain;
use crate::settle::Webhooks;
use crate::texts::Texts;

/// Chooses a frame for a person.
pub type Opens = fn(&Ui<'_>) -> Frame;
/// What a handler outside of any screen comes to.
pub type Handled<'a, T> = BoxFuture<'a, Result<T, Error>>;

/// What one bot consists of.
pub struct Map {
    /// Whose bot it is: that of partners, or that of admins.
    pub role: Role,
    /// Its screens; the first is home.
    pub screens: Vec<ScreenEntry>,
    /// Its cards.
    pub cards: Vec<CardEntry>,
    /// The first screen for a person: who they are decides.
    pub home: Opens,
    /// Commands: name without the slash, and the frame they open.
    pub commands: &'static [(&'static str, Opens)],
    /// Takes a secret that was pasted anywhere, before any screen could keep it;
    /// `None` for every other text.
    pub pasted: for<'a> fn(&'a mut Ui<'_>, &'a str) -> Handled<'a, Option<Next>>,
    /// Takes what a person does in a topic of the chat; `None` where the topic
    /// is nobody's.
    pub in_topic: for<'a> fn(&'a mut Ui<'_>, i64, &'a Event) -> Handled<'a, Option<Next>>,
    /// Opens a link: what stands behind `?start=`; `None` for a word that means
    /// nothing here.
    pub linked: for<'a> fn(&'a mut Ui<'_>, &'a str) -> Handled<'a, Option<Next>>,
    /// What somebody the bot does not know is told.
    pub unknown: &'static str,
    /// The button that helps after a refusal.
    pub remedy: Remedy,
    /// What happens to things that no screen asked for: a file, a picture.
    pub unasked: for<'a> fn(&'a mut Ui<'_>, &'a Event) -> Handled<'a, Next>,
}

impl Map {
    /// The screen of an id.
    pub fn screen(&self, id: &str) -> Option<&dyn AnyScreen> {
        self.screens
            .iter()
            .find(|entry| entry.id == id)
            .map(|entry| &*entry.screen)
    }

    /// The card of an id.
    pub fn card(&self, id: &str) -> Option<&dyn AnyCard> {
        self.cards
            .iter()
            .find(|entry| entry.id == id)
            .map(|entry| &*entry.card)
    }
}

/// An update on its way through the router.
pub struct Update<'a> {
    /// The bot's row id.
    pub bot: String,
    /// The parsed update.
    pub incoming: &'a Incoming,
    /// Whether a fault now is final.
    pub is_last_attempt: bool,
}

/// Handles one update. `settle` marks it as handled, in the same transaction
/// as everything that follows from it.
///
/// # Errors
/// A fault, when another attempt may help; nothing of the update happened then.
pub async fn handle(
    cx: &Cx,
    map: &Map,
    update: Update<'_>,
    settle: scx_kit::Id<scx_jobs::inbox::InboxMark>,
) -> Result<(), Error> {
    let Some(place) = place(&update) else {
        let mut tx = cx.db.begin().await?;
        scx_jobs::inbox::handled(&mut tx, &[settle]).await?;
        return Ok(tx.commit().await?);
    };
    let outcome = attempt(cx, map, &update, &place, settle, None).await;
    let apology = match outcome {
        Ok(()) => return Ok(()),
        Err(Error::Refused(refusal)) => refusal,
        Err(Error::Fault(fault)) if is_foreign(&update.incoming.event, &fault) => {
            Refusal::new("button-stale")
        }
        Err(fault) if !update.is_last_attempt => return Err(fault),
        Err(fault) => {
            let code = code(&*cx.entropy);
            tracing::error!(error = %fault, error.code = %code, "an update failed for good");
            Refusal::new("fault").with("code", code)
        }
    };
    attempt(cx, map, &update, &place, settle, Some(&apology)).await
}

/// A tap on a row that this partner does not have: a forged button is answered
/// like a stale one, and not tried again.
fn is_foreign(event: &Event, fault: &anyhow::Error) -> bool {
    let is_missing = matches!(fault.downcast_ref(), Some(DbError::Missing));
    is_missing && matches!(event, Event::Tap { .. })
}

/// Private chats only: a screen in a group would be everybody's.
fn place(update: &Update<'_>) -> Option<Place> {
    let chat = update.incoming.chat.as_ref()?;
    let from = update.incoming.from.as_ref()?;
    (chat.kind == ChatKind::Private && !from.is_bot).then(|| Place {
        bot: update.bot.clone(),
        chat: chat.id,
        person: from.id,
    })
}

/// Four characters that a person can read out and a log can be searched for.
fn code(entropy: &dyn scx_kit::Entropy) -> String {
    format!("{:04X}", entropy.number() & 0xffff)
}

/// One transaction: the update's effect, or the sentence that refuses it.
async fn attempt(
    cx: &Cx,
    map: &Map,
    update: &Update<'_>,
    place: &Place,
    settle: scx_kit::Id<scx_jobs::inbox::InboxMark>,
    refusal: Option<&Refusal>,
) -> Result<(), Error> {
    let event = &update.incoming.event;
    let actor = Actor(format!("telegram:{}", place.person));
    let mut tx = cx.db.begin().await?.acting_as(actor);
    let row = notify::screen(&mut tx, place).await?;
    let mut walk = Walk::new(map, row.clone());
    let mut ui = seat(cx, &mut tx, (map, update), place, row).await?;
    let next = match refusal {
        Some(refusal) => walk.refuse(&mut ui, event, refusal),
        None => walk.route(&mut ui, event).await?,
    };
    walk.follow(&mut ui, next).await?;
    let chosen = ui.has_chosen_language.then_some(ui.language);
    let partner = ui.partner.map(|partner| partner.id.to_string());
    let own_message = ui.message.filter(|_| is_own_message(event));
    let (mut mails, toast) = (ui.mails, ui.toast);
    if let Event::Tap { query, .. } = event {
        mails.insert(0, answer_tap(query, toast));
    }
    walk.save(&mut tx, place, chosen, own_message).await?;
    mail::post(&mut tx, place, partner, mails).await?;
    scx_jobs::inbox::handled(&mut tx, &[settle]).await?;
    tx.commit().await?;
    tracing::debug!(is_refused = refusal.is_some(), "an update was handled");
    Ok(())
}

/// Who acts, and in which language they read.
async fn seat<'a>(
    cx: &'a Cx,
    tx: &'a mut Tx,
    (map, update): (&Map, &Update<'_>),
    place: &Place,
    row: Option<ScreenRow>,
) -> Result<Ui<'a>, Error> {
    let from = update.incoming.from.as_ref();
    let (mut partner, mut admin) = (None, None);
    if map.role == Role::Admin {
        admin = admins::by_telegram(&mut *tx, place.person).await?;
    } else {
        partner = accounts::by_telegram(&mut *tx, place.person).await?;
        if let (Some(partner), Some(from)) = (&partner, from) {
            accounts::note_username(tx, partner, from.username.as_deref()).await?;
        }
    }
    let chosen = row.and_then(|row| Language::from_tag(row.language.as_deref()?));
    let language = chosen
        .or(partner.as_ref().map(|partner| partner.language))
        .or_else(|| Language::guess(from?.language_code.as_deref()))
        .unwrap_or(Language::UzLatn);
    Ok(Ui {
        tx,
        place: place.clone(),
        person_name: from.map(|from| from.first_name.clone()).unwrap_or_default(),
        username: from.and_then(|from| from.username.clone()),
        partner,
        admin,
        language,
        has_chosen_language: chosen.is_some(),
        message: message_of(&update.incoming.event),
        written: Written::of(update.incoming),
        thread: update.incoming.thread,
        support: cx.service::<Support>().0.clone(),
        takes_webhooks: cx.service::<Webhooks>().base_url.is_some(),
        has_mail: cx.service::<Option<Mailer>>().is_some(),
        has_platform: cx.service::<Webhooks>().has_platform,
        som_per_usd: cx.service::<SomPerUsd>().0,
        payments: cx.service::<Payments>(),
        models: cx.service::<Providers>(),
        texts: cx.service::<Texts>(),
        unknown: map.unknown,
        remedy: map.remedy,
        mails: Vec::new(),
        toast: None,
    })
}

fn answer_tap(query: &str, text: Option<String>) -> BotMail {
    BotMail::Direct(Outgoing::Toast {
        query: query.to_owned(),
        // Toasts are plain text of at most 200 characters.
        text: text.map(|html| plain(&html).chars().take(200).collect()),
        alert: false,
    })
}

fn message_of(event: &Event) -> Option<i64> {
    match event {
        Event::Text { message, .. }
        | Event::Contact { message, .. }
        | Event::Document { message, .. }
        | Event::Media { message, .. }
        | Event::Edited { message, .. }
        | Event::Service { message } => Some(*message),
        Event::Tap { message, .. } | Event::ManagedBot { message, .. } => *message,
        Event::Membership { .. }
        | Event::Business(_)
        | Event::Reaction { .. }
        | Event::Money(_)
        | Event::Unknown { .. } => None,
    }
}

fn is_own_message(event: &Event) -> bool {
    !matches!(event, Event::Tap { .. })
}
