//! A card: a message bound to a row, never stale by revision.

use std::future::Future;

use futures_util::future::BoxFuture;
use scx_domain::Error;
use scx_domain::admins::Right;
use scx_domain::notify::Topic;
use scx_store::Tx;

use super::viewer::{Sees, Viewer};
use super::{Next, Pen, Ui, View};

/// A card. The row's own state decides what its buttons may do.
pub trait Card: Send + Sync + 'static {
    /// Short and unique: it stands in every button.
    const ID: &'static str;
    /// Who looks at it: a partner, or an admin.
    type Viewer: Sees;
    /// What an admin needs to act on it.
    const NEEDS: Option<Right> = None;
    /// What it is about, where it may be muted: it then arrives without a sound.
    const TOPIC: Option<Topic> = None;
    /// What is drawn.
    type Data: Send + Sync;

    /// Reads the row for who looks; `subject` is the row's id as text.
    fn load(
        tx: &mut Tx,
        viewer: &Self::Viewer,
        subject: &str,
    ) -> impl Future<Output = Result<Self::Data, Error>> + Send;

    /// Draws it. Pure, so that the sweep can draw every sample.
    fn draw(data: &Self::Data, pen: &Pen<'_>) -> View;

    /// Examples of what is drawn, the longest included.
    fn samples() -> Vec<Self::Data>;

    /// A button was tapped; `id` is the row's id in base 62.
    fn tap(
        ui: &mut Ui<'_>,
        action: &str,
        id: &str,
    ) -> impl Future<Output = Result<Next, Error>> + Send;

    /// The person replied to the card's message with a text.
    fn replied(
        _ui: &mut Ui<'_>,
        _subject: &str,
        _text: &str,
    ) -> impl Future<Output = Result<Option<Next>, Error>> + Send {
        async { Ok(None) }
    }
}

/// A card whose type the router need not know.
pub trait AnyCard: Send + Sync {
    /// Draws the card of a row.
    fn view<'a>(
        &'a self,
        tx: &'a mut Tx,
        viewer: &'a Viewer,
        subject: &'a str,
        pen: Pen<'a>,
    ) -> BoxFuture<'a, Result<View, Error>>;
    /// Runs a tap.
    fn tap<'a>(
        &'a self,
        ui: &'a mut Ui<'_>,
        action: &'a str,
        id: &'a str,
    ) -> BoxFuture<'a, Result<Next, Error>>;
    /// Runs a reply.
    fn replied<'a>(
        &'a self,
        ui: &'a mut Ui<'_>,
        subject: &'a str,
        text: &'a str,
    ) -> BoxFuture<'a, Result<Option<Next>, Error>>;
    /// Draws every sample.
    fn sample_views(&self, pen: &Pen<'_>) -> Vec<View>;
    /// What it is about.
    fn topic(&self) -> Option<Topic>;
}

struct Typed<C>(std::marker::PhantomData<fn() -> C>);

impl<C: Card> AnyCard for Typed<C> {
    fn view<'a>(
        &'a self,
        tx: &'a mut Tx,
        viewer: &'a Viewer,
        subject: &'a str,
        pen: Pen<'a>,
    ) -> BoxFuture<'a, Result<View, Error>> {
        Box::pin(async move {
            let data = C::load(tx, C::Viewer::of(viewer)?, subject).await?;
            Ok(C::draw(&data, &pen))
        })
    }

    fn tap<'a>(
        &'a self,
        ui: &'a mut Ui<'_>,
        action: &'a str,
        id: &'a str,
    ) -> BoxFuture<'a, Result<Next, Error>> {
        Box::pin(async move {
            // A card is only ever drawn for whom it is meant, but a forged tap
            // could name any row: everything behind this filters by the partner,
            // or needs an admin's permit.
            C::Viewer::of(&ui.viewer()?)?;
            ui.check(C::NEEDS)?;
            C::tap(ui, action, id).await
        })
    }

    fn replied<'a>(
        &'a self,
        ui: &'a mut Ui<'_>,
        subject: &'a str,
        text: &'a str,
    ) -> BoxFuture<'a, Result<Option<Next>, Error>> {
        Box::pin(async move {
            ui.check(C::NEEDS)?;
            C::replied(ui, subject, text).await
        })
    }

    fn sample_views(&self, pen: &Pen<'_>) -> Vec<View> {
        C::samples().iter().map(|data| C::draw(data, pen)).collect()
    }

    fn topic(&self) -> Option<Topic> {
        C::TOPIC
    }
}

/// A registered card.
pub struct CardEntry {
    /// Its id.
    pub id: &'static str,
    /// The card.
    pub card: Box<dyn AnyCard>,
}

impl CardEntry {
    /// Registers a card.
    pub fn of<C: Card>() -> Self {
        Self {
            id: C::ID,
            card: Box::new(Typed::<C>(std::marker::PhantomData)),
        }
    }
}
