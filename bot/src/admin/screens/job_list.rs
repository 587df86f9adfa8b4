//! Jobs in a state, a page at a time.

use scx_domain::accounts;
use scx_domain::admins::Right;
use scx_domain::operations::{self, PAGE};
use scx_domain::{Arg, Error, Refusal};
use scx_jobs::{JobRow, Paused, Wanted};
use serde::{Deserialize, Serialize};

use super::job::{sample_job, state_name};
use super::jobs::since;
use super::partner::id_of;
use super::{JobFile, PauseWork, back, cut, pager, sample_partner};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Which jobs, and which page of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct JobList {
    state: String,
    /// Only those of a partner, by the id in base 62.
    partner: Option<String>,
    page: i64,
}

impl Default for JobList {
    fn default() -> Self {
        Self::in_state("waiting")
    }
}

impl JobList {
    /// Jobs in a state.
    pub fn in_state(state: &str) -> Self {
        Self {
            state: state.to_owned(),
            partner: None,
            page: 0,
        }
    }

    /// What waits for a partner, by the id in base 62.
    pub fn of_partner(partner: &str) -> Self {
        Self {
            partner: Some(partner.to_owned()),
            ..Self::default()
        }
    }
}

/// A page of jobs.
#[derive(Clone, Debug)]
pub struct Page {
    list: JobList,
    /// The name of the only partner, and whether their work rests.
    of: Option<(String, bool)>,
    jobs: Vec<JobRow>,
    has_next: bool,
}

/// The states that can be chosen.
const STATES: [(&str, &str); 3] = [
    ("running", "button-jobs-running"),
    ("waiting", "button-jobs-waiting"),
    ("dead", "button-jobs-dead"),
];

impl Screen for JobList {
    const ID: &'static str = "job_list";
    const NEEDS: Option<Right> = Some(Right::Operate);
    type Data = Page;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Page, Error> {
        let partner = self.partner.as_deref().map(id_of).transpose()?;
        let mut of = None;
        if let Some(id) = partner {
            let paused = scx_jobs::paused(&mut *ui.tx).await?;
            let rests = since(&paused, &Paused::Partner(id.to_string())).is_some();
            of = Some((accounts::partner(&mut *ui.tx, id).await?.name, rests));
        }
        let wanted = Wanted {
            partner: partner.map(|id| id.to_string()),
            ..Wanted::in_state(&self.state)
        };
        let skip = u32::try_from(self.page.clamp(0, 10_000)).unwrap_or(0) * PAGE;
        let mut jobs = scx_jobs::list(&mut *ui.tx, &wanted, (PAGE + 1, skip)).await?;
        let has_next = cut(&mut jobs, i64::from(PAGE));
        Ok(Page {
            list: self.clone(),
            of,
            jobs,
            has_next,
        })
    }

    fn draw(page: &Page, pen: &Pen<'_>) -> View {
        let mut lines = vec![match &page.of {
            Some((name, _)) => pen.text("jobs-of", &[("name", name.as_str().into())]),
            None => pen.t("jobs-title"),
        }];
        if page.jobs.is_empty() {
            lines.push(pen.t("jobs-none"));
        }
        let places = (1..).zip(&page.jobs);
        lines.extend(places.clone().map(|(place, job)| line(place, job, pen)));
        let states = STATES.map(|(state, key)| {
            let mark = if state == page.list.state { "● " } else { "" };
            Btn::with(format!("{mark}{}", pen.t(key)), "state", state)
        });
        // The prefix of an id is the same for all.
        let open = places.map(|(place, job)| {
            let id = job.id.trim_start_matches("job_");
            Btn::with(place.to_string(), "open", id)
        });
        let open: Vec<Btn> = open.collect();
        let rest = page.of.as_ref().map(|(_, rests)| match rests {
            true => Btn::tap(pen.t("button-partner-go-on"), "go_on"),
            false => Btn::tap(pen.t("button-partner-rest"), "pause"),
        });
        let view = View::new(lines.join("\n")).row(states);
        open.chunks(3)
            .map(<[Btn]>::to_vec)
            .fold(view, View::row)
            .row(pager(pen, page.list.page, page.has_next))
            .row(rest)
            .row(back(pen))
    }

    fn samples() -> Vec<Page> {
        let full = |of: Option<(String, bool)>, state: &str| Page {
            list: JobList {
                page: 1,
                ..JobList::in_state(state)
            },
            of,
            jobs: vec![sample_job(state); 6],
            has_next: true,
        };
        vec![
            full(None, "running"),
            full(Some((sample_partner().name, false)), "dead"),
            full(Some((sample_partner().name, true)), "waiting"),
            Page {
                list: JobList::default(),
                of: None,
                jobs: Vec::new(),
                has_next: false,
            },
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        let partner = || id_of(self.partner.as_deref().unwrap_or_default());
        match action {
            "pause" => Ok(Next::Go(PauseWork::of_partner(partner()?).frame())),
            "go_on" => {
                let whose = Paused::Partner(partner()?.to_string());
                let permit = ui.permit(Right::Operate).await?;
                operations::resume(ui.tx, &permit, &whose).await?;
                ui.toast("work-goes-on-now");
                Ok(Next::Stay)
            }
            "state" => {
                let known = STATES.into_iter().find(|(state, _)| *state == id);
                let (state, _) = known.ok_or_else(stale)?;
                *self = Self {
                    partner: self.partner.take(),
                    ..Self::in_state(state)
                };
                Ok(Next::Stay)
            }
            "page" => {
                self.page = id.parse().map_err(|_| stale())?;
                Ok(Next::Stay)
            }
            "open" => Ok(Next::Go(JobFile::of(&format!("job_{id}")).frame())),
            _ => Err(stale().into()),
        }
    }
}

fn line(place: i64, job: &JobRow, pen: &Pen<'_>) -> String {
    let args = [
        ("place", Arg::Number(place)),
        ("kind", job.kind.as_str().into()),
        ("state", state_name(&job.state, pen).into()),
        (
            "attempts",
            Arg::Text(format!("{}/{}", job.attempts, job.max_attempts)),
        ),
        ("at", Arg::Moment(job.run_at)),
    ];
    pen.text("jobs-line", &args)
}
