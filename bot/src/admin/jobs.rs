//! The admin bot's own work outside of a tap.

use std::sync::Arc;

use scx_domain::Error;
use scx_domain::admins::{self, Admin, Right};
use scx_domain::channels::{self, Role};
use scx_domain::notify::{self, Place, RedrawForAdmins};
use scx_jobs::{Attempt, Cx, Stop};
use scx_kit::Language;
use scx_store::Tx;

use super::map;
use crate::texts::Texts;
use crate::ui::{BotMail, Pen, Target, Viewer, post};

/// Draws a card anew in the chats of admins where it hangs; one that hangs
/// nowhere yet goes to everybody who may act on it.
pub(crate) async fn redraw(
    job: Arc<RedrawForAdmins>,
    cx: Cx,
    _attempt: Attempt,
) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    let right = Right::try_from(job.right.clone()).map_err(Stop::GiveUp)?;
    let hung = notify::card_places(&mut tx, &job.card, &job.subject).await?;
    let texts = cx.service::<Texts>();
    for desk in desks(&mut tx, right).await? {
        let (_, place, _) = &desk;
        let hangs_here = hung
            .iter()
            .any(|(bot, chat)| *bot == place.bot && *chat == place.chat);
        if !hung.is_empty() && !hangs_here {
            continue;
        }
        let mail = card_at(&mut tx, (&job.card, &job.subject), &desk, texts).await?;
        post(&mut tx, place, None, vec![mail]).await?;
    }
    Ok(tx.commit().await?)
}

/// The chat of an admin, with the language that they read.
pub(crate) type Desk = (Admin, Place, Language);

/// A card as it is drawn for one admin now.
pub(crate) async fn card_at(
    tx: &mut Tx,
    (card, subject): (&str, &str),
    (admin, place, language): &Desk,
    texts: &Texts,
) -> Result<BotMail, Stop> {
    let kind = map().card(card);
    let kind = kind.ok_or_else(|| Stop::GiveUp(format!("no card {card}")))?;
    let pen = Pen {
        texts,
        language: *language,
    };
    let viewer = Viewer::Admin(admin.clone());
    let view = kind.view(tx, &viewer, subject, pen).await?;
    Ok(BotMail::Card {
        card: card.to_owned(),
        subject: subject.to_owned(),
        place: place.clone(),
        keyboard: view.keyboard(card, &Target::Card),
        html: view.html,
        silent: false,
        thread: view.thread,
        is_pinned: view.is_pinned,
    })
}

/// The chats of those who hold a right.
pub(crate) async fn desks(tx: &mut Tx, right: Right) -> Result<Vec<Desk>, Error> {
    let Some(bot) = channels::of_role(&mut *tx, Role::Admin).await? else {
        return Ok(Vec::new());
    };
    let mut desks = Vec::new();
    for admin in admins::with_right(&mut *tx, right).await? {
        let place = Place {
            bot: bot.id.to_string(),
            chat: admin.telegram_user,
            person: admin.telegram_user,
        };
        // Whoever has never opened the bot cannot be written to.
        let Some(row) = notify::screen(&mut *tx, &place).await? else {
            continue;
        };
        let chosen = row.language.as_deref().and_then(Language::from_tag);
        desks.push((admin, place, chosen.unwrap_or(Language::UzLatn)));
    }
    Ok(desks)
}
