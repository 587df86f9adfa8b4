//! A screen: one person's navigation in one bot.

use std::future::Future;

use futures_util::future::BoxFuture;
use scx_connect::telegram::{Event, Keyboard, Outgoing};
use scx_domain::accounts::Partner;
use scx_domain::notify::Place;
use scx_domain::{Arg, Error, Refusal};
use scx_kit::Language;
use scx_store::Tx;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{BotMail, Card, Target, View};
use crate::texts::Texts;

/// One step of the navigation as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The screen's id.
    pub screen: String,
    /// The screen's version; another one means the default state.
    pub version: u32,
    /// The state.
    pub state: serde_json::Value,
}

/// Where to go after a handler.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// The same screen with its changed state.
    Stay,
    /// A further screen; Back returns here.
    Go(Frame),
    /// The screen before.
    Back,
    /// The first screen.
    Home,
    /// Another first screen.
    Reset(Frame),
    /// Nothing to draw: something else was posted.
    Quiet,
}

/// What a handler works with: one transaction, one person, and what to post.
pub struct Ui<'a> {
    /// The transaction of the update.
    pub tx: &'a mut Tx,
    /// Where the person is.
    pub place: Place,
    /// The person's name in Telegram.
    pub person_name: String,
    /// The partner, once registered.
    pub partner: Option<Partner>,
    /// The language that the person reads.
    pub language: Language,
    /// The language was chosen and not guessed.
    pub has_chosen_language: bool,
    /// The message that carries what the handler was given.
    pub message: Option<i64>,
    /// The topic in which the person acts, where the chat has topics.
    pub thread: Option<i64>,
    /// Whom to write to for help and for access: `@name` or a phone.
    pub support: String,
    /// The outside can reach us.
    pub takes_webhooks: bool,
    /// The product has a Meta app of its own.
    pub has_platform: bool,
    pub(super) texts: &'a Texts,
    pub(super) mails: Vec<BotMail>,
    pub(super) toast: Option<String>,
}

impl Ui<'_> {
    /// Renders a text in the person's language.
    pub fn t(&self, key: &str) -> String {
        self.texts.render(self.language, key, &[])
    }

    /// Renders a text with arguments.
    pub fn text(&self, key: &str, args: &[(String, Arg)]) -> String {
        self.texts.render(self.language, key, args)
    }

    /// The pure drawing side.
    pub fn pen(&self) -> Pen<'_> {
        Pen {
            texts: self.texts,
            language: self.language,
        }
    }

    /// The registered partner.
    ///
    /// # Errors
    /// A refusal that asks to register first.
    pub fn seat(&self) -> Result<&Partner, Refusal> {
        self.partner
            .as_ref()
            .ok_or_else(|| Refusal::new("not-registered"))
    }

    /// Shows a short text over the chat when the tap is answered.
    pub fn toast(&mut self, key: &str) {
        self.toast = Some(self.t(key));
    }

    /// Sends a message of its own.
    pub fn say(&mut self, key: &str) {
        let html = self.t(key);
        self.send(html, Keyboard::None);
    }

    /// Sends a message of its own with arguments.
    pub fn say_with(&mut self, key: &str, args: &[(String, Arg)]) {
        let html = self.text(key, args);
        self.send(html, Keyboard::None);
    }

    /// Sends a message and takes the reply keyboard away.
    pub fn say_and_clear_keys(&mut self, key: &str) {
        let html = self.t(key);
        self.send(html, Keyboard::Remove);
    }

    /// Sends a message with a keyboard.
    pub fn send(&mut self, html: String, keyboard: Keyboard) {
        self.mails.push(BotMail::Direct(Outgoing::Text {
            chat: self.place.chat,
            html,
            keyboard,
            reply_to: None,
            silent: false,
            thread: self.thread,
            business: None,
        }));
    }

    /// Hangs a card at the end of the chat.
    ///
    /// # Errors
    /// A refusal for who is not registered, and a fault of the database.
    pub async fn hang<C: Card>(&mut self, subject: &str) -> Result<(), Error> {
        let partner = self.seat()?.clone();
        let data = C::load(self.tx, &partner, subject).await?;
        let view = C::draw(&data, &self.pen());
        self.mails.push(BotMail::Card {
            card: C::ID.to_owned(),
            subject: subject.to_owned(),
            place: self.place.clone(),
            keyboard: view.keyboard(C::ID, &Target::Card),
            html: view.html,
            // It stands where the person has just been.
            silent: false,
            thread: view.thread,
            is_pinned: view.is_pinned,
        });
        Ok(())
    }

    /// Posts a letter.
    pub fn post(&mut self, mail: BotMail) {
        self.mails.push(mail);
    }

    /// Deletes the person's message, which held a secret.
    pub fn wipe(&mut self) {
        if let Some(message) = self.message {
            let failure_html = self.t("secret-not-deleted");
            self.mails.push(BotMail::Wipe {
                chat: self.place.chat,
                message,
                failure_html,
            });
        }
    }
}

/// The pure side of drawing: texts in one language.
#[derive(Clone, Copy, Debug)]
pub struct Pen<'a> {
    /// The texts.
    pub texts: &'a Texts,
    /// The language.
    pub language: Language,
}

impl Pen<'_> {
    /// Renders a text.
    pub fn t(&self, key: &str) -> String {
        self.texts.render(self.language, key, &[])
    }

    /// Renders a text with arguments.
    pub fn text(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let args: Vec<(String, Arg)> = args
            .iter()
            .map(|(name, arg)| ((*name).to_owned(), arg.clone()))
            .collect();
        self.texts.render(self.language, key, &args)
    }

    /// Renders a refusal.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        self.texts.refusal(self.language, refusal)
    }
}

/// A screen. Its value is its state: small, stored between taps.
pub trait Screen: Default + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Short and unique: it stands in every button.
    const ID: &'static str;
    /// Raised when an older state can no longer be read as this one.
    const VERSION: u32 = 1;
    /// Who is not registered may see it.
    const IS_OPEN: bool = false;
    /// What is drawn.
    type Data: Send + Sync;

    /// Reads what is drawn.
    fn load(&self, ui: &mut Ui<'_>) -> impl Future<Output = Result<Self::Data, Error>> + Send;

    /// Draws it. Pure, so that the sweep can draw every sample.
    fn draw(data: &Self::Data, pen: &Pen<'_>) -> View;

    /// Examples of what is drawn, the longest included.
    fn samples() -> Vec<Self::Data>;

    /// States in which its handlers behave differently, for the sweep.
    fn states() -> Vec<Self> {
        vec![Self::default()]
    }

    /// A button was tapped.
    fn tap(
        &mut self,
        _ui: &mut Ui<'_>,
        _action: &str,
        _id: &str,
    ) -> impl Future<Output = Result<Next, Error>> + Send {
        async { Err(Refusal::new("button-stale").into()) }
    }

    /// A text was typed; `None` when this screen wants none.
    fn typed(
        &mut self,
        _ui: &mut Ui<'_>,
        _text: &str,
    ) -> impl Future<Output = Result<Option<Next>, Error>> + Send {
        async { Ok(None) }
    }

    /// A contact was shared; `None` when this screen wants none.
    fn contact(
        &mut self,
        _ui: &mut Ui<'_>,
        _phone: &str,
        _is_own: bool,
    ) -> impl Future<Output = Result<Option<Next>, Error>> + Send {
        async { Ok(None) }
    }

    /// A picture or a file came; `None` when this screen wants none.
    fn attached(
        &mut self,
        _ui: &mut Ui<'_>,
        _event: &Event,
    ) -> impl Future<Output = Result<Option<Next>, Error>> + Send {
        async { Ok(None) }
    }

    /// The frame that opens this screen in a state.
    fn frame(&self) -> Frame {
        Frame {
            screen: Self::ID.to_owned(),
            version: Self::VERSION,
            state: serde_json::to_value(self).expect("a state is plain data"),
        }
    }
}

/// What an update asks of a screen.
pub enum Ask<'a> {
    /// Only to be drawn.
    Draw,
    /// A tap: action and id.
    Tap(&'a str, &'a str),
    /// A typed text.
    Typed(&'a str),
    /// A shared contact: phone, and whether it is the sender's own.
    Contact(&'a str, bool),
    /// A picture, a file or the like.
    Attached(&'a Event),
}

/// What a screen answered: the next step, its changed state and, unless it
/// was left, how it looks.
pub type Answered = (Option<Next>, Frame);

/// A screen whose type the router need not know.
pub trait AnyScreen: Send + Sync {
    /// Runs a handler.
    fn ask<'a>(
        &'a self,
        ui: &'a mut Ui<'_>,
        frame: &'a Frame,
        ask: Ask<'a>,
    ) -> BoxFuture<'a, Result<Answered, Error>>;
    /// Draws the screen.
    fn view<'a>(
        &'a self,
        ui: &'a mut Ui<'_>,
        frame: &'a Frame,
    ) -> BoxFuture<'a, Result<View, Error>>;
    /// Draws every sample.
    fn sample_views(&self, pen: &Pen<'_>) -> Vec<View>;
    /// A frame of every state that the sweep visits.
    fn frames(&self) -> Vec<Frame>;
    /// Whether it needs no registration.
    fn is_open(&self) -> bool;
}

struct Typed<S>(std::marker::PhantomData<fn() -> S>);

fn state<S: Screen>(frame: &Frame) -> S {
    if frame.version != S::VERSION {
        return S::default();
    }
    serde_json::from_value(frame.state.clone()).unwrap_or_default()
}

impl<S: Screen> AnyScreen for Typed<S> {
    fn ask<'a>(
        &'a self,
        ui: &'a mut Ui<'_>,
        frame: &'a Frame,
        ask: Ask<'a>,
    ) -> BoxFuture<'a, Result<Answered, Error>> {
        Box::pin(async move {
            let mut screen: S = state(frame);
            let next = match ask {
                Ask::Draw => Some(Next::Stay),
                Ask::Tap(action, id) => Some(screen.tap(ui, action, id).await?),
                Ask::Typed(text) => screen.typed(ui, text).await?,
                Ask::Contact(phone, is_own) => screen.contact(ui, phone, is_own).await?,
                Ask::Attached(event) => screen.attached(ui, event).await?,
            };
            Ok((next, screen.frame()))
        })
    }

    fn view<'a>(
        &'a self,
        ui: &'a mut Ui<'_>,
        frame: &'a Frame,
    ) -> BoxFuture<'a, Result<View, Error>> {
        Box::pin(async move {
            let screen: S = state(frame);
            let data = screen.load(ui).await?;
            Ok(S::draw(&data, &ui.pen()))
        })
    }

    fn sample_views(&self, pen: &Pen<'_>) -> Vec<View> {
        S::samples().iter().map(|data| S::draw(data, pen)).collect()
    }

    fn frames(&self) -> Vec<Frame> {
        S::states().iter().map(Screen::frame).collect()
    }

    fn is_open(&self) -> bool {
        S::IS_OPEN
    }
}

/// A registered screen.
pub struct ScreenEntry {
    /// Its id.
    pub id: &'static str,
    /// The screen.
    pub screen: Box<dyn AnyScreen>,
}

impl ScreenEntry {
    /// Registers a screen.
    pub fn of<S: Screen>() -> Self {
        Self {
            id: S::ID,
            screen: Box::new(Typed::<S>(std::marker::PhantomData)),
        }
    }
}
