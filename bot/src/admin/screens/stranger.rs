//! What whoever is not on the list sees: one sentence that tells nothing.

use scx_domain::Error;
use serde::{Deserialize, Serialize};

use crate::ui::{Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Stranger {}

impl Screen for Stranger {
    const ID: &'static str = "stranger";
    const IS_OPEN: bool = true;
    type Data = ();

    async fn load(&self, ui: &mut Ui<'_>) -> Result<(), Error> {
        tracing::warn!(
            person = ui.place.person,
            "a stranger knocked at the admin bot"
        );
        Ok(())
    }

    fn draw((): &(), pen: &Pen<'_>) -> View {
        View::new(pen.t("admin-stranger"))
    }

    fn samples() -> Vec<()> {
        vec![()]
    }
}
