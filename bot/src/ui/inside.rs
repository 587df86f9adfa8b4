//! A bot walked through from inside another one, as somebody else sees it: nothing can be
//! changed, and nothing that it would post leaves it.

use scx_domain::accounts::Partner;
use scx_domain::notify::Place;
use scx_domain::{Error, Refusal};
use scx_store::DbError;
use serde::{Deserialize, Serialize};

use super::screen::Ask;
use super::steps::step;
use super::{AnyScreen, Frame, Map, Next, Ui, View};

/// Where one is inside: the frames from home to the present one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inside {
    stack: Vec<Frame>,
}

impl Inside {
    /// The present screen; none at first, which is home.
    pub fn top(&self) -> Option<&Frame> {
        self.stack.last()
    }

    /// Passes a tap on, where there is one, and draws what is seen then, in the language
    /// of who looks. It stays where it was when it fails.
    ///
    /// # Errors
    /// What a screen refuses, and a refusal for whatever would change or post something.
    pub async fn go(
        &mut self,
        ui: &mut Ui<'_>,
        (map, who): (&Map, (Partner, Place)),
        tap: Option<(&str, &str)>,
    ) -> Result<View, Error> {
        let (partner, place) = who;
        let mut tx = ui.tx.looking();
        let mut inner = Ui {
            tx: &mut tx,
            place,
            person_name: partner.name.clone(),
            username: partner.username.clone(),
            partner: Some(partner),
            admin: None,
            language: ui.language,
            has_chosen_language: true,
            message: None,
            written: None,
            thread: None,
            support: ui.support.clone(),
            takes_webhooks: ui.takes_webhooks,
            has_mail: ui.has_mail,
            has_platform: ui.has_platform,
            som_per_usd: ui.som_per_usd,
            payments: ui.payments,
            models: ui.models,
            texts: ui.texts,
            unknown: map.unknown,
            remedy: map.remedy,
            mails: Vec::new(),
            toast: None,
        };
        let mut stack = self.stack.clone();
        let view = walk(&mut stack, &mut inner, map, tap).await;
        let view = view.map_err(only_looking)?;
        self.stack = stack;
        Ok(view)
    }
}

async fn walk(
    stack: &mut Vec<Frame>,
    ui: &mut Ui<'_>,
    map: &Map,
    tap: Option<(&str, &str)>,
) -> Result<View, Error> {
    let home = (map.home)(ui);
    step(stack, Next::Stay, home.clone());
    let next = match (tap, stack.last_mut()) {
        (None, _) | (Some(_), None) => Next::Stay,
        (Some(("back", _)), _) => Next::Back,
        (Some(("home", _)), _) => Next::Home,
        (Some((action, id)), Some(top)) => {
            let asked = screen_of(map, top)?.ask(ui, top, Ask::Tap(action, id));
            let (next, changed) = asked.await?;
            *top = changed;
            next.unwrap_or(Next::Stay)
        }
    };
    step(stack, next, home.clone());
    let top = stack.last().unwrap_or(&home);
    let screen = screen_of(map, top)?;
    let view = screen.view(ui, top).await?;
    // Whoever is told of something has done something, or would have.
    match ui.mails.is_empty() && ui.toast.is_none() {
        true => Ok(view),
        false => Err(DbError::OnlyLooking.into()),
    }
}

fn screen_of<'m>(map: &'m Map, frame: &Frame) -> Result<&'m dyn AnyScreen, Refusal> {
    let screen = map.screen(&frame.screen);
    screen.ok_or_else(|| Refusal::new("button-stale"))
}

/// Says in words that nothing can be changed, and that something is gone.
fn only_looking(error: Error) -> Error {
    let Error::Fault(fault) = error else {
        return error;
    };
    match fault.downcast_ref() {
        Some(DbError::OnlyLooking) => Refusal::new("view-only-looking").into(),
        Some(DbError::Missing) => Refusal::new("button-stale").into(),
        _ => Error::Fault(fault),
    }
}
