//! The first steps of a new partner, ticked as they are done.

use scx_domain::accounts::Partner;
use scx_domain::channels::{self, Health};
use scx_domain::knowledge::{self, DocumentId};
use scx_domain::onboarding::{self, Progress, Reminder};
use scx_domain::{Error, Refusal, notify};
use scx_store::{DbError, Tx};

use crate::partner::screens::{Connect, Knowledge};
use crate::ui::{Act, Btn, Card, Next, Pen, Screen, Ui, View};

/// The card of the first steps; its subject is the partner.
pub struct StepsCard;

/// What is done, and what the next buttons lead to.
#[derive(Clone, Debug)]
pub struct Steps {
    progress: Progress,
    ready: Option<DocumentId>,
    bot: Option<String>,
}

impl Card for StepsCard {
    const ID: &'static str = onboarding::CARD;
    type Viewer = Partner;
    type Data = Steps;

    async fn load(tx: &mut Tx, partner: &Partner, subject: &str) -> Result<Steps, Error> {
        if subject != partner.id.to_string() {
            return Err(DbError::Missing.into());
        }
        let progress = onboarding::progress(&mut *tx, partner.id).await?;
        let bots = channels::bots_of(&mut *tx, partner.id).await?;
        let bot = bots.into_iter().find(|bot| bot.health == Health::Ok);
        Ok(Steps {
            progress: progress.ok_or(DbError::Missing)?,
            ready: knowledge::newest_ready(&mut *tx, partner.id).await?,
            bot: bot.map(|bot| bot.username),
        })
    }

    fn draw(steps: &Steps, pen: &Pen<'_>) -> View {
        let progress = &steps.progress;
        if progress.is_complete() {
            return View::new(pen.t("steps-done"));
        }
        let title = match progress.reminder {
            Reminder::Due | Reminder::Off => "steps-title",
            Reminder::Sent => "steps-reminder",
        };
        let line = |is_done: bool, key: &str| {
            let mark = if is_done { "✅" } else { "◻️" };
            format!("{mark} {}", pen.t(key))
        };
        let lines = [
            pen.t(title),
            line(true, "steps-phone"),
            line(progress.has_file, "steps-file"),
            line(progress.has_activated, "steps-activated"),
            line(progress.has_bot, "steps-bot"),
            line(progress.has_answered, "steps-answered"),
        ];
        buttons(steps, pen)
            .into_iter()
            .fold(View::new(lines.join("\n")), |view, btn| view.row([btn]))
    }

    fn samples() -> Vec<Steps> {
        let begun = Progress {
            has_file: false,
            has_activated: false,
            has_bot: false,
            has_answered: false,
            reminder: Reminder::Due,
        };
        let file = DocumentId::new(
            scx_kit::Time(1_795_230_000_000),
            &scx_kit::SeededEntropy::new("sample"),
        );
        let sample = |progress, ready, bot: Option<&str>| Steps {
            progress,
            ready,
            bot: bot.map(str::to_owned),
        };
        let read = Progress {
            has_file: true,
            reminder: Reminder::Sent,
            ..begun
        };
        let connected = Progress {
            has_activated: true,
            has_bot: true,
            ..read
        };
        let complete = Progress {
            has_answered: true,
            ..connected
        };
        vec![
            sample(begun, None, None),
            sample(read, Some(file), None),
            sample(connected, None, Some("ozbek_milliy_kiyimlari_dokoni_bot")),
            sample(complete, None, None),
        ]
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        match action {
            "kb" => Ok(Next::Go(Knowledge::default().frame())),
            "connect" => Ok(Next::Go(Connect::default().frame())),
            "on" => {
                let Some(file) = knowledge::newest_ready(&mut *ui.tx, partner).await? else {
                    return Ok(Next::Go(Knowledge::default().frame()));
                };
                // Its card is sent anew at the end of the chat, where it is seen.
                let (place, subject) = (ui.place.clone(), file.to_string());
                notify::hang_card(ui.tx, knowledge::CARD, &subject, &place, None).await?;
                notify::redraw(ui.tx, partner, knowledge::CARD, &subject).await?;
                Ok(Next::Quiet)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// One button for each step that can be done now.
fn buttons(steps: &Steps, pen: &Pen<'_>) -> Vec<Btn> {
    let progress = &steps.progress;
    let mut buttons = Vec::new();
    if !progress.has_activated {
        buttons.push(match steps.ready {
            Some(_) => Btn::tap(pen.t("button-activate"), "on"),
            None => Btn::tap(pen.t("button-upload"), "kb"),
        });
    }
    if !progress.has_bot {
        buttons.push(Btn::tap(pen.t("button-connect-bot"), "connect"));
    }
    if !progress.has_answered
        && let Some(bot) = &steps.bot
    {
        buttons.push(Btn {
            label: pen.t("button-open-bot"),
            act: Act::Url(format!("https://t.me/{bot}")),
        });
    }
    buttons
}
