//! The machinery of the bots: what is drawn, and how an update finds it.

mod card;
mod codec;
mod mail;
mod router;
mod screen;
mod sweep;
mod view;
mod walk;

pub use card::{AnyCard, Card, CardEntry};
pub use codec::{ButtonData, Target};
pub use mail::{BotMail, FileMail, post};
pub use router::{Map, Update, handle};
pub use screen::{AnyScreen, Frame, Next, Pen, Screen, ScreenEntry, Ui};
pub use sweep::{Sample, faults};
pub use view::{Act, Btn, View};
