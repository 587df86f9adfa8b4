//! From an update to the screen or card it is for, in one transaction.

use futures_util::future::BoxFuture;
use scx_connect::telegram::{ChatKind, Event, Incoming, Outgoing};
use scx_domain::accounts;
use scx_domain::notify::{self, Place, ScreenRow};
use scx_domain::{Error, Refusal};
use scx_jobs::Cx;
use scx_kit::Language;
use scx_store::{Actor, DbError, Tx};

use super::screen::Ask;
use super::{
    AnyCard, AnyScreen, BotMail, ButtonData, CardEntry, Frame, Next, ScreenEntry, Target, Ui, mail,
};
use crate::Support;
use crate::texts::Texts;

/// Home and at most four levels above it.
const DEEPEST: usize = 5;

/// Chooses a frame for a person.
pub type Opens = fn(&Ui<'_>) -> Frame;
/// What a handler outside of any screen comes to.
pub type Handled<'a, T> = BoxFuture<'a, Result<T, Error>>;

/// What one bot consists of.
pub struct Map {
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
    let mut tx = cx
        .db
        .begin()
        .await?
        .acting_as(Actor(format!("telegram:{}", place.person)));
    let row = notify::screen(&mut tx, place).await?;
    let partner = accounts::by_telegram(&mut tx, place.person).await?;
    let from = update.incoming.from.as_ref();
    let chosen = row
        .as_ref()
        .and_then(|row| Language::from_tag(row.language.as_deref()?));
    let language = chosen
        .or(partner.as_ref().map(|partner| partner.language))
        .or_else(|| Language::guess(from?.language_code.as_deref()))
        .unwrap_or(Language::UzLatn);
    let mut ui = Ui {
        tx: &mut tx,
        place: place.clone(),
        person_name: from.map(|from| from.first_name.clone()).unwrap_or_default(),
        partner,
        language,
        has_chosen_language: chosen.is_some(),
        message: message_of(&update.incoming.event),
        support: cx.service::<Support>().0.clone(),
        texts: cx.service::<Texts>(),
        mails: Vec::new(),
        toast: None,
    };
    let mut walk = Walk::new(map, row);
    let next = match refusal {
        Some(refusal) => walk.refuse(&mut ui, &update.incoming.event, refusal),
        None => walk.route(&mut ui, &update.incoming.event).await?,
    };
    walk.follow(&mut ui, next).await?;
    let Ui {
        partner,
        language,
        has_chosen_language,
        mut mails,
        toast,
        message,
        ..
    } = ui;
    if let Event::Tap { query, .. } = &update.incoming.event {
        mails.insert(0, answer_tap(query, toast));
    }
    let chosen = has_chosen_language.then_some(language);
    walk.save(
        &mut tx,
        place,
        chosen,
        message.filter(|_| is_own_message(&update.incoming.event)),
    )
    .await?;
    mail::post(
        &mut tx,
        place,
        partner.map(|partner| partner.id.to_string()),
        mails,
    )
    .await?;
    scx_jobs::inbox::handled(&mut tx, &[settle]).await?;
    Ok(tx.commit().await?)
}

fn answer_tap(query: &str, text: Option<String>) -> BotMail {
    BotMail::Direct(Outgoing::Toast {
        query: query.to_owned(),
        // Toasts are plain text of at most 200 characters.
        text: text.map(|text| text.chars().take(200).collect()),
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
        Event::Tap { message, .. } => *message,
        Event::Membership { .. } | Event::Unknown { .. } => None,
    }
}

fn is_own_message(event: &Event) -> bool {
    !matches!(event, Event::Tap { .. })
}

/// The navigation while one update walks through it.
struct Walk<'m> {
    map: &'m Map,
    stack: Vec<Frame>,
    revision: i64,
    must_draw: bool,
}

impl<'m> Walk<'m> {
    fn new(map: &'m Map, row: Option<ScreenRow>) -> Self {
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

    async fn route(&mut self, ui: &mut Ui<'_>, event: &Event) -> Result<Next, Error> {
        match event {
            Event::Tap { data, .. } => self.tap(ui, data).await,
            Event::Text { text, reply_to, .. } => {
                self.text(ui, text.trim(), *reply_to, event).await
            }
            Event::Contact { phone, user_id, .. } => {
                let is_own = *user_id == Some(ui.place.person);
                self.top(ui, Ask::Contact(phone, is_own), event).await
            }
            Event::Document { .. } | Event::Media { .. } => (self.map.unasked)(ui, event).await,
            Event::Edited { .. }
            | Event::Membership { .. }
            | Event::Service { .. }
            | Event::Unknown { .. } => Ok(Next::Quiet),
        }
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
        if !screen.is_open() && ui.partner.is_none() {
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
    fn refuse(&mut self, ui: &mut Ui<'_>, event: &Event, refusal: &Refusal) -> Next {
        let html = ui.pen().refusal(refusal);
        if matches!(event, Event::Tap { .. }) && html.chars().count() <= 200 && !html.contains('<')
        {
            ui.toast = Some(html);
        } else {
            ui.send(html, scx_connect::telegram::Keyboard::None);
        }
        if refusal.key == "not-registered" {
            Next::Home
        } else {
            Next::Stay
        }
    }

    async fn follow(&mut self, ui: &mut Ui<'_>, next: Next) -> Result<(), Error> {
        match next {
            Next::Quiet => return Ok(()),
            Next::Stay => {}
            Next::Go(frame) => {
                if self.stack.is_empty() {
                    self.stack.push((self.map.home)(ui));
                }
                // A screen that is open already is returned to, not stacked.
                self.stack.retain(|known| known.screen != frame.screen);
                self.stack.truncate(DEEPEST - 1);
                self.stack.push(frame);
            }
            Next::Back => {
                self.stack.pop();
            }
            Next::Home => self.stack.clear(),
            Next::Reset(frame) => self.stack = vec![frame],
        }
        if self.stack.is_empty() {
            self.stack.push((self.map.home)(ui));
        }
        self.draw(ui).await
    }

    async fn draw(&mut self, ui: &mut Ui<'_>) -> Result<(), Error> {
        let Some(frame) = self.stack.last().cloned() else {
            return Ok(());
        };
        let Some(screen) = self.map.screen(&frame.screen) else {
            return Ok(());
        };
        self.revision += 1;
        self.must_draw = true;
        let view = screen.view(ui, &frame).await?;
        let keyboard = view.keyboard(&frame.screen, &Target::Screen(self.revision));
        let place = ui.place.clone();
        ui.post(BotMail::Screen {
            place,
            html: view.html,
            keyboard,
        });
        Ok(())
    }

    async fn save(
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
