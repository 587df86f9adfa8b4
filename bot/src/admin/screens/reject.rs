//! Rejecting a request in one's own words.

use scx_domain::admins::Right;
use scx_domain::plans::{RejectReason, RequestId};
use scx_domain::{Error, Refusal, billing};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Next, Pen, Screen, Ui, View};

/// The request, by its id in base 62.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Reject {
    request: String,
}

impl Reject {
    /// Rejects a request.
    pub fn of(request: &str) -> Self {
        Self {
            request: request.to_owned(),
        }
    }
}

impl Screen for Reject {
    const ID: &'static str = "reject";
    const NEEDS: Option<Right> = Some(Right::DecideRequests);
    type Data = ();

    async fn load(&self, _ui: &mut Ui<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn draw((): &(), pen: &Pen<'_>) -> View {
        View::new(pen.t("reject-ask")).row(back(pen))
    }

    fn samples() -> Vec<()> {
        vec![()]
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let id = RequestId::from_base62(&self.request);
        let id = id.map_err(|_| Refusal::new("button-stale"))?;
        let permit = ui.permit(Right::DecideRequests).await?;
        billing::reject(ui.tx, &permit, id, &RejectReason::Typed(text.to_owned())).await?;
        ui.say("request-rejected-toast");
        Ok(Some(Next::Back))
    }
}
