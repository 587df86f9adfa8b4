//! Letting the work of a lane or of a partner rest, in two steps: what it means and
//! why, then a button that is good for a minute.

use scx_domain::accounts::{self, PartnerId};
use scx_domain::admins::Right;
use scx_domain::{Arg, Error, Refusal, operations};
use scx_jobs::{Lags, Lane, Paused, Wanted};
use serde::{Deserialize, Serialize};

use super::jobs::lane_name;
use super::partner::id_of;
use super::sample_partner;
use super::sure::{self, Sure};
use crate::ui::{Next, Pen, Screen, Ui, View};

/// Waiting jobs of a partner that are counted.
const COUNTED: u32 = 1_000;

/// Whose, why, and since when the last button is shown.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PauseWork {
    /// A lane by its stored name; else it is a partner.
    lane: Option<String>,
    /// By the id in base 62.
    partner: String,
    #[serde(flatten)]
    sure: Sure,
}

impl PauseWork {
    /// Lets the work of a lane rest.
    pub fn of_lane(lane: Lane) -> Self {
        Self {
            lane: Some(lane.name().to_owned()),
            ..Self::default()
        }
    }

    /// Lets the work of a partner rest.
    pub fn of_partner(partner: PartnerId) -> Self {
        Self {
            partner: partner.base62(),
            ..Self::default()
        }
    }

    fn whose(&self) -> Result<Paused, Refusal> {
        match &self.lane {
            Some(lane) => {
                let lane = Lane::from_name(lane);
                Ok(Paused::Lane(
                    lane.ok_or_else(|| Refusal::new("button-stale"))?,
                ))
            }
            None => Ok(Paused::Partner(id_of(&self.partner)?.to_string())),
        }
    }
}

/// What it would mean.
#[derive(Clone, Debug)]
pub struct Means {
    /// A lane by its stored name.
    lane: Option<String>,
    name: String,
    waiting: i64,
    reason: Option<String>,
}

impl Screen for PauseWork {
    const ID: &'static str = "pause_work";
    const NEEDS: Option<Right> = Some(Right::Operate);
    type Data = Means;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Means, Error> {
        let (name, waiting) = match self.whose()? {
            Paused::Lane(lane) => {
                let now = ui.tx.now();
                let lags = Lags::read(&mut *ui.tx, now).await?;
                (String::new(), lags.count(lane, "ready"))
            }
            Paused::Partner(partner) => {
                let wanted = Wanted {
                    partner: Some(partner),
                    ..Wanted::in_state("waiting")
                };
                let jobs = scx_jobs::list(&mut *ui.tx, &wanted, (COUNTED, 0)).await?;
                let known = accounts::partner(&mut *ui.tx, id_of(&self.partner)?).await?;
                (known.name, i64::try_from(jobs.len()).unwrap_or(0))
            }
        };
        Ok(Means {
            lane: self.lane.clone(),
            name,
            waiting,
            reason: self.sure.reason.clone(),
        })
    }

    fn draw(means: &Means, pen: &Pen<'_>) -> View {
        let waiting = ("waiting", Arg::Number(means.waiting));
        let text = match &means.lane {
            Some(lane) => {
                let lane = lane_name(lane, pen);
                pen.text("rest-lane-means", &[("lane", lane.into()), waiting])
            }
            None => {
                let name = ("name", means.name.as_str().into());
                pen.text("rest-partner-means", &[name, waiting])
            }
        };
        let keys = ("unban-ask", "button-rest-now");
        sure::draw(text, means.reason.as_deref(), keys, pen)
    }

    fn samples() -> Vec<Means> {
        let sample = |lane: Option<&str>, reason: Option<&str>| Means {
            lane: lane.map(str::to_owned),
            name: sample_partner().name,
            waiting: 12_345,
            reason: reason.map(str::to_owned),
        };
        let reason = Some("Telegram javob bermayapti <502>");
        vec![
            sample(Some("publish"), None),
            sample(Some("send"), reason),
            sample(None, None),
            sample(None, reason),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let Some(reason) = self.sure.pressed(ui, action)? else {
            return Ok(Next::Stay);
        };
        let permit = ui.permit(Right::Operate).await?;
        operations::pause(ui.tx, &permit, &self.whose()?, &reason).await?;
        ui.toast("work-rests-now");
        Ok(Next::Back)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        self.sure.because(ui, text);
        Ok(Some(Next::Stay))
    }
}
