//! The navigation while one update walks through it.

use scx_connect::telegram::{Event, Keyboard};
use scx_domain::notify::{self, Place, ScreenRow};
use scx_domain::{Error, Refusal};
use scx_kit::Language;
use scx_store::{DbError, Tx};

use super::screen::Ask;
use super::steps::step;
use super::{BotMail, ButtonData, Frame, Map, Next, Target, Ui};

/// The stack of a person's screens, and what an update makes of it.
pub(super) struct Walk<'m> {
    map: &'m Map,
    stack: Vec<Frame>,
    revision: i64,
    must_draw: bool,
}

impl<'m> Walk<'m> {
    pub(super) fn new(map: &'m Map, row: Option<ScreenRow>) -> Self {
        let stack = row
            .as_ref()
            .and_then(|row| serde_json::from_str::<Vec<Frame>>(&row.stack).ok())
            .unwrap_or_default()
            .into_iter()
            .filter(|frame| map.screen(&frame.screen).is_some())
            .collect();
        Self {
            map,
            stack,
            revision: row.map_or(0, |row| row.revision),
            must_draw: false,
        }
    }

    pub(super) async fn route(&mut self, ui: &mut Ui<'_>, event: &Event) -> Result<Next, Error> {
        if let Some(thread) = ui.thread
            && let Some(next) = (self.map.in_topic)(ui, thread, event).await?
        {
            return Ok(next);
        }
        match event {
            Event::Tap { data, .. } => self.tap(ui, data).await,
            Event::Text { text, reply_to, .. } => {
                self.text(ui, text.trim(), *reply_to, event).await
            }
            Event::Contact { phone, user_id, .. } => {
                let is_own = *user_id == Some(ui.place.person);
                self.top(ui, Ask::Contact(phone, is_own), event).await
            }
            // A file is welcome wherever nobody else wants it.
            Event::Document { .. } | Event::Media { .. } if self.is_somewhere() => {
                self.top(ui, Ask::Attached(event), event).await
            }
            Event::Document { .. } | Event::Media { .. } => (self.map.unasked)(ui, event).await,
            Event::Membership { .. } | Event::ManagedBot { .. } => {
                (self.map.unasked)(ui, event).await
            }
            Event::Edited { .. }
            | Event::Business(_)
            | Event::Reaction { .. }
            | Event::Money(_)
            | Event::Service { .. }
            | Event::Unknown { .. } => Ok(Next::Quiet),
        }
    }

    fn is_somewhere(&self) -> bool {
        let top = self.stack.last();
        top.is_some_and(|frame| self.map.screen(&frame.screen).is_some())
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, data: &str) -> Result<Next, Error> {
        let Some(button) = ButtonData::decode(data) else {
            return Ok(self.stale(ui));
        };
        match button.target {
            Target::Card => match self.map.card(&button.owner) {
                Some(card) => card.tap(ui, &button.action, &button.id).await,
                None => Ok(self.stale(ui)),
            },
            Target::Screen(revision) => {
                let is_here = self
                    .stack
                    .last()
                    .is_some_and(|frame| frame.screen == button.owner);
                if !is_here || revision != self.revision {
                    return Ok(self.stale(ui));
                }
                match button.action.as_str() {
                    "back" => Ok(Next::Back),
                    "home" => Ok(Next::Home),
                    action => {
                        let ask = Ask::Tap(action, &button.id);
                        self.ask_top(ui, ask)
                            .await
                            .map(|next| next.unwrap_or(Next::Stay))
                    }
                }
            }
        }
    }

    /// A stale button answers with a toast and the present screen.
    fn stale(&self, ui: &mut Ui<'_>) -> Next {
        ui.toast("button-stale");
        Next::Stay
    }

    async fn text(
        &mut self,
        ui: &mut Ui<'_>,
        text: &str,
        reply_to: Option<i64>,
        event: &Event,
    ) -> Result<Next, Error> {
        if let Some(command) = text.strip_prefix('/') {
            let name = command.split([' ', '@']).next().unwrap_or_default();
            if let Some(word) = text.strip_prefix("/start ")
                && let Some(next) = (self.map.linked)(ui, word.trim()).await?
            {
                return Ok(next);
            }
            if name == "cancel" {
                ui.say(if self.stack.len() > 1 {
                    "cancelled"
                } else {
                    "nothing-to-cancel"
                });
                return Ok(Next::Home);
            }
            let known = self.map.commands.iter().find(|(known, _)| *known == name);
            return Ok(known.map_or(Next::Home, |(_, open)| {
                let frame = open(ui);
                if frame == (self.map.home)(ui) {
                    Next::Home
                } else {
                    // A command leads away from wherever one is.
                    self.stack.clear();
                    Next::Go(frame)
                }
            }));
        }
        if let Some(next) = (self.map.pasted)(ui, text).await? {
            return Ok(next);
        }
        if let Some(message) = reply_to
            && let Some((card, subject)) =
                notify::card_at(&mut *ui.tx, &ui.place.bot.clone(), ui.place.chat, message).await?
            && let Some(card) = self.map.card(&card)
            && let Some(next) = card.replied(ui, &subject, text).await?
        {
            return Ok(next);
        }
        self.top(ui, Ask::Typed(text), event).await
    }

    /// Asks the present screen; what it does not want is unasked.
    async fn top(&mut self, ui: &mut Ui<'_>, ask: Ask<'_>, event: &Event) -> Result<Next, Error> {
        match self.ask_top(ui, ask).await? {
            Some(next) => Ok(next),
            None => (self.map.unasked)(ui, event).await,
        }
    }

    async fn ask_top(&mut self, ui: &mut Ui<'_>, ask: Ask<'_>) -> Result<Option<Next>, Error> {
        let Some(frame) = self.stack.last().cloned() else {
            return Ok(Some(Next::Home));
        };
        let Some(screen) = self.map.screen(&frame.screen) else {
            return Ok(Some(Next::Home));
        };
        if !screen.is_open() && ui.viewer().is_err() {
            return Ok(Some(Next::Home));
        }
        let (next, changed) = screen.ask(ui, &frame, ask).await?;
        if let Some(top) = self.stack.last_mut() {
            *top = changed;
        }
        Ok(next)
    }

    /// Says no: a toast for a tap on something stale, else a message. The
    /// screen is left as it was.
    pub(super) fn refuse(&mut self, ui: &mut Ui<'_>, event: &Event, refusal: &Refusal) -> Next {
        let html = ui.pen().refusal(refusal);
        let is_short = html.chars().count() <= 200 && !html.contains('<');
        if matches!(event, Event::Tap { .. }) && is_short && (self.map.remedy)(refusal).is_none() {
            ui.toast = Some(html);
        } else {
            ui.refuse(refusal);
        }
        if refusal.key == self.map.unknown {
            Next::Home
        } else if ui.thread.is_some() {
            // No screen is in a topic.
            Next::Quiet
        } else {
            Next::Stay
        }
    }

    pub(super) async fn follow(&mut self, ui: &mut Ui<'_>, next: Next) -> Result<(), Error> {
        if next == Next::Quiet {
            return Ok(());
        }
        step(&mut self.stack, next, (self.map.home)(ui));
        self.draw(ui).await
    }

    async fn draw(&mut self, ui: &mut Ui<'_>) -> Result<(), Error> {
        let Some(frame) = self.stack.last().cloned() else {
            return Ok(());
        };
        let Some(screen) = self.map.screen(&frame.screen) else {
            return Ok(());
        };
        let view = match screen.view(ui, &frame).await {
            Err(error) if is_gone(&error) && frame != (self.map.home)(ui) => {
                return self.draw_home(ui, &error).await;
            }
            view => view?,
        };
        self.revision += 1;
        self.must_draw = true;
        let keyboard = view.keyboard(&frame.screen, &Target::Screen(self.revision));
        let place = ui.place.clone();
        ui.post(BotMail::Screen {
            place,
            html: view.html,
            keyboard,
        });
        Ok(())
    }

    /// A screen whose row is gone, or whose state is of another version, would
    /// refuse to be drawn for ever: home can always be drawn.
    async fn draw_home(&mut self, ui: &mut Ui<'_>, error: &Error) -> Result<(), Error> {
        if ui.toast.is_none() && ui.mails.is_empty() {
            let stale = Refusal::new("button-stale");
            let refusal = match error {
                Error::Refused(refusal) => refusal,
                Error::Fault(_) => &stale,
            };
            let html = ui.pen().refusal(refusal);
            ui.send(html, Keyboard::None);
        }
        self.stack = vec![(self.map.home)(ui)];
        Box::pin(self.draw(ui)).await
    }

    pub(super) async fn save(
        &self,
        tx: &mut Tx,
        place: &Place,
        chosen: Option<Language>,
        own_message: Option<i64>,
    ) -> Result<(), Error> {
        if self.must_draw {
            let stack = serde_json::to_string(&self.stack).map_err(anyhow::Error::from)?;
            notify::save_screen(tx, place, chosen, &stack, self.revision).await?;
        }
        if let Some(message) = own_message {
            notify::saw_message(tx, place, message).await?;
        }
        Ok(())
    }
}

/// What a screen shows is not there any more.
fn is_gone(error: &Error) -> bool {
    match error {
        Error::Refused(_) => true,
        Error::Fault(fault) => matches!(fault.downcast_ref(), Some(DbError::Missing)),
    }
}
