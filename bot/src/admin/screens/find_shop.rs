//! Finding the partner whose conversations are wanted.

use scx_domain::accounts::{self, Partner, PartnerId};
use scx_domain::admins::Right;
use scx_domain::{Arg, Error, Refusal};
use serde::{Deserialize, Serialize};

use super::{Conversations, back, sample_partner};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// What was typed; nothing yet when empty.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct FindShop {
    text: String,
}

/// Who was found.
#[derive(Clone, Debug)]
pub struct Found {
    text: String,
    partners: Vec<Partner>,
}

impl Screen for FindShop {
    const ID: &'static str = "chats_of";
    const NEEDS: Option<Right> = Some(Right::SeeConversations);
    type Data = Found;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Found, Error> {
        Ok(Found {
            text: self.text.clone(),
            partners: accounts::search(ui.tx, &self.text).await?,
        })
    }

    fn draw(found: &Found, pen: &Pen<'_>) -> View {
        let mut lines = Vec::new();
        if !found.text.is_empty() {
            lines.push(pen.text("partners-found", &[("text", found.text.as_str().into())]));
        }
        let mut buttons = Vec::new();
        for (place, partner) in (1_i64..).zip(&found.partners) {
            let args = [
                ("place", Arg::Number(place)),
                ("name", partner.name.as_str().into()),
                ("phone", partner.phone.as_str().into()),
                ("mark", "🏪".into()),
            ];
            lines.push(pen.text("partners-line", &args));
            buttons.push(Btn::with(place.to_string(), "of", partner.id.base62()));
        }
        if !found.text.is_empty() && found.partners.is_empty() {
            lines.push(pen.t("partners-none"));
        }
        lines.push(pen.t("partners-hint"));
        let rows = buttons.chunks(3).map(<[Btn]>::to_vec);
        rows.fold(View::new(lines.join("\n")), View::row)
            .row(back(pen))
    }

    fn samples() -> Vec<Found> {
        let found = |text: &str, partners| Found {
            text: text.to_owned(),
            partners,
        };
        vec![
            found("", Vec::new()),
            found(&"<lola>".repeat(10), Vec::new()),
            found("Lola", vec![sample_partner(); 6]),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        let partner = PartnerId::from_base62(id).map_err(|_| stale())?;
        if action != "of" {
            return Err(stale().into());
        }
        accounts::partner(&mut *ui.tx, partner).await?;
        Ok(Next::Go(Conversations::of(id).frame()))
    }

    async fn typed(&mut self, _ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        self.text = text.trim().chars().take(64).collect();
        Ok(Some(Next::Stay))
    }
}
