//! One job: what it is, what stopped it, and what can be done.

use scx_domain::accounts::{self, PartnerId};
use scx_domain::admins::Right;
use scx_domain::{Arg, Error, Refusal, operations};
use scx_jobs::{JobRow, Paused};
use serde::{Deserialize, Serialize};

use super::jobs::{lane_name, since};
use super::{PartnerFile, PauseWork, back, sample_partner};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Letters of an error that are shown.
const SHOWN_CHARS: usize = 600;

/// The job, by its id.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct JobFile {
    id: String,
}

impl JobFile {
    /// Shows a job.
    pub fn of(id: &str) -> Self {
        Self { id: id.to_owned() }
    }
}

/// A job, whose it is, and whether their work rests.
#[derive(Clone, Debug)]
pub struct Shown {
    job: JobRow,
    name: Option<String>,
    rests: bool,
}

impl Screen for JobFile {
    const ID: &'static str = "job";
    const NEEDS: Option<Right> = Some(Right::Operate);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let job = scx_jobs::show(&mut *ui.tx, &self.id).await?;
        let job = job.ok_or_else(|| Refusal::new("job-gone"))?;
        let (mut name, mut rests) = (None, false);
        if let Some(partner) = &job.partner {
            let id: PartnerId = partner.parse().map_err(anyhow::Error::from)?;
            name = Some(accounts::partner(&mut *ui.tx, id).await?.name);
            let paused = scx_jobs::paused(&mut *ui.tx).await?;
            rests = since(&paused, &Paused::Partner(partner.clone())).is_some();
        }
        Ok(Shown { job, name, rests })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let job = &shown.job;
        let args = [
            ("kind", job.kind.as_str().into()),
            ("lane", lane_name(&job.lane, pen).into()),
            ("state", state_name(&job.state, pen).into()),
            (
                "attempts",
                Arg::Text(format!("{}/{}", job.attempts, job.max_attempts)),
            ),
            ("at", Arg::Moment(job.run_at)),
        ];
        let mut lines = vec![pen.text("job-title", &args)];
        if let Some(name) = &shown.name {
            lines.push(pen.text("bill-payer", &[("name", name.as_str().into())]));
        }
        if let Some(error) = &job.last_error {
            let error: String = error.chars().take(SHOWN_CHARS).collect();
            lines.push(pen.text("alert-detail", &[("detail", error.into())]));
        }
        let waits = matches!(job.state.as_str(), "later" | "dead");
        let retry = waits.then(|| Btn::tap(pen.t("button-job-retry"), "retry"));
        let cancel =
            (job.state != "running").then(|| Btn::tap(pen.t("button-job-cancel"), "cancel"));
        let pause = match shown.rests {
            true => Btn::tap(pen.t("button-partner-go-on"), "go_on"),
            false => Btn::tap(pen.t("button-partner-rest"), "pause"),
        };
        let partner = [pause, Btn::tap(pen.t("button-payer"), "partner")];
        View::new(lines.join("\n"))
            .row(retry.into_iter().chain(cancel))
            .row(shown.name.iter().flat_map(|_| partner.clone()))
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let name = Some(sample_partner().name);
        let sample = |state: &str, name: &Option<String>, rests| Shown {
            job: sample_job(state),
            name: name.clone(),
            rests,
        };
        vec![
            sample("dead", &name, false),
            sample("later", &name, true),
            sample("ready", &None, false),
            sample("blocked", &None, false),
            sample("running", &None, false),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let permit = ui.permit(Right::Operate).await?;
        match action {
            "retry" => {
                operations::retry(ui.tx, &permit, &self.id).await?;
                ui.toast("job-retried");
                return Ok(Next::Back);
            }
            "cancel" => {
                operations::cancel(ui.tx, &permit, &self.id).await?;
                ui.toast("job-cancelled");
                return Ok(Next::Back);
            }
            _ => {}
        }
        let partner = self.partner(ui).await?;
        match action {
            "partner" => Ok(Next::Go(PartnerFile::of(partner).frame())),
            "pause" => Ok(Next::Go(PauseWork::of_partner(partner).frame())),
            "go_on" => {
                let whose = Paused::Partner(partner.to_string());
                operations::resume(ui.tx, &permit, &whose).await?;
                ui.toast("work-goes-on-now");
                Ok(Next::Stay)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

impl JobFile {
    /// Whose job it is.
    async fn partner(&self, ui: &mut Ui<'_>) -> Result<PartnerId, Error> {
        let stale = || Refusal::new("button-stale");
        let job = scx_jobs::show(&mut *ui.tx, &self.id).await?;
        let partner = job.and_then(|job| job.partner).ok_or_else(stale)?;
        Ok(partner.parse().map_err(|_| stale())?)
    }
}

/// A state of a job, in words.
pub(super) fn state_name(state: &str, pen: &Pen<'_>) -> String {
    pen.t(match state {
        "running" => "job-state-running",
        "ready" => "job-state-ready",
        "blocked" => "job-state-blocked",
        "dead" => "job-state-dead",
        _ => "job-state-later",
    })
}

/// A job as an example.
pub(super) fn sample_job(state: &str) -> JobRow {
    JobRow {
        id: "job_06EQ3R8YTVXH2M5N9KZB7CDWFA".to_owned(),
        kind: "messengers.learn_customer_name".to_owned(),
        lane: "publish".to_owned(),
        state: state.to_owned(),
        partner: Some("prt_1".to_owned()),
        attempts: 7,
        max_attempts: 8,
        run_at: 1_795_230_000_000,
        last_error: Some("telegram.sendMessage: 502 <Bad Gateway> & more ".repeat(20)),
        payload: "{}".to_owned(),
    }
}
