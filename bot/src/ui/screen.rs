//! A screen: one person's navigation in one bot.

use std::future::Future;

use futures_util::future::BoxFuture;
use scx_connect::telegram::Event;
use scx_domain::admins::Right;
use scx_domain::{Error, Refusal};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Pen, Ui, View};

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

/// A screen. Its value is its state: small, stored between taps.
pub trait Screen: Default + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Short and unique: it stands in every button.
    const ID: &'static str;
    /// Raised when an older state can no longer be read as this one.
    const VERSION: u32 = 1;
    /// Whoever is unknown to the bot may see it.
    const IS_OPEN: bool = false;
    /// What an admin needs to see it.
    const NEEDS: Option<Right> = None;
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
    /// Whether whoever is unknown to the bot may see it.
    fn is_open(&self) -> bool;
    /// What an admin needs to see it.
    fn needs(&self) -> Option<Right>;
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
            ui.check(S::NEEDS)?;
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
            ui.check(S::NEEDS)?;
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

    fn needs(&self) -> Option<Right> {
        S::NEEDS
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
