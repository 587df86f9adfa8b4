//! Blocking an inviter, or lifting it, in two steps: what it means and why, then a
//! button that is good for a minute.

use scx_domain::accounts::{self, PartnerId};
use scx_domain::admins::Right;
use scx_domain::referrals::{self, Counts};
use scx_domain::{Arg, Error};
use serde::{Deserialize, Serialize};

use super::partner::id_of;
use super::sample_partner;
use super::sure::{self, Sure};
use crate::ui::{Next, Pen, Screen, Ui, View};

/// Whom, which way, why, and since when the last button is shown.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct BlockInviter {
    partner: String,
    #[serde(default)]
    lifts: bool,
    #[serde(flatten)]
    sure: Sure,
}

impl BlockInviter {
    /// Blocks an inviter, or lifts it.
    pub fn of(partner: PartnerId, lifts: bool) -> Self {
        Self {
            partner: partner.base62(),
            lifts,
            ..Self::default()
        }
    }
}

/// What it would mean.
#[derive(Clone, Debug)]
pub struct Means {
    lifts: bool,
    name: String,
    counts: Counts,
    reason: Option<String>,
}

impl Screen for BlockInviter {
    const ID: &'static str = "block_inviter";
    const NEEDS: Option<Right> = Some(Right::ManageReferrals);
    type Data = Means;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Means, Error> {
        let id = id_of(&self.partner)?;
        Ok(Means {
            lifts: self.lifts,
            name: accounts::partner(&mut *ui.tx, id).await?.name,
            counts: referrals::counts(&mut *ui.tx, id).await?,
            reason: self.sure.reason.clone(),
        })
    }

    fn draw(means: &Means, pen: &Pen<'_>) -> View {
        let args = [
            ("name", means.name.as_str().into()),
            ("came", Arg::Number(means.counts.came)),
            ("paid", Arg::Number(means.counts.paid)),
        ];
        let (about, now) = match means.lifts {
            true => ("unblock-means", "button-unblock-now"),
            false => ("block-means", "button-block-now"),
        };
        let text = pen.text(about, &args);
        sure::draw(text, means.reason.as_deref(), ("unban-ask", now), pen)
    }

    fn samples() -> Vec<Means> {
        let sample = |lifts, reason: Option<&str>| Means {
            lifts,
            name: sample_partner().name,
            counts: Counts {
                came: 1_240,
                paid: 320,
                days: 2_240,
            },
            reason: reason.map(str::to_owned),
        };
        let reason = Some("O‘zini o‘zi taklif qilyapti <besh raqam>");
        vec![
            sample(false, None),
            sample(false, reason),
            sample(true, None),
            sample(true, reason),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let Some(reason) = self.sure.pressed(ui, action)? else {
            return Ok(Next::Stay);
        };
        let permit = ui.permit(Right::ManageReferrals).await?;
        let id = id_of(&self.partner)?;
        if self.lifts {
            referrals::unblock(ui.tx, &permit, id, &reason).await?;
            ui.toast("inviter-unblocked");
        } else {
            referrals::block(ui.tx, &permit, id, &reason).await?;
            ui.toast("inviter-blocked");
        }
        Ok(Next::Back)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        self.sure.because(ui, text);
        Ok(Some(Next::Stay))
    }
}
