//! Who looks at a screen or card: a partner in the partner bot, an admin in the
//! admin bot.

use scx_domain::Refusal;
use scx_domain::accounts::Partner;
use scx_domain::admins::Admin;

/// Somebody who is known to a bot.
#[derive(Clone, Debug)]
pub enum Viewer {
    /// A partner.
    Partner(Partner),
    /// An admin.
    Admin(Admin),
}

/// One kind of viewer, for what only that kind sees.
pub trait Sees: Send + Sync + Sized + 'static {
    /// The viewer as this kind.
    ///
    /// # Errors
    /// A refusal for the other kind.
    fn of(viewer: &Viewer) -> Result<&Self, Refusal>;
}

impl Sees for Partner {
    fn of(viewer: &Viewer) -> Result<&Self, Refusal> {
        match viewer {
            Viewer::Partner(partner) => Ok(partner),
            Viewer::Admin(_) => Err(Refusal::new("button-stale")),
        }
    }
}

impl Sees for Admin {
    fn of(viewer: &Viewer) -> Result<&Self, Refusal> {
        match viewer {
            Viewer::Admin(admin) => Ok(admin),
            Viewer::Partner(_) => Err(Refusal::new("button-stale")),
        }
    }
}
