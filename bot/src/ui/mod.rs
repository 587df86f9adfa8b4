//! The machinery of the bots: what is drawn, and how an update finds it.

mod card;
mod codec;
mod inside;
mod mail;
mod router;
mod screen;
mod steps;
mod sweep;
mod turn;
mod view;
mod viewer;
mod walk;

pub use card::{AnyCard, Card, CardEntry};
pub use codec::{ButtonData, Target};
pub use inside::Inside;
pub use mail::{BillMail, BotMail, FileMail, post};
pub use router::{Map, Update, handle};
pub use screen::{AnyScreen, Frame, Next, Screen, ScreenEntry};
pub use sweep::{Sample, faults};
pub use turn::{Pen, Ui};
pub use view::{Act, Btn, View};
pub use viewer::{Sees, Viewer};
