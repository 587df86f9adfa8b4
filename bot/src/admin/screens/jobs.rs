//! The queue: what runs, waits and was given up, and whose work rests.

use scx_domain::accounts::{self, PartnerId};
use scx_domain::admins::Right;
use scx_domain::{Arg, Error, Refusal, operations};
use scx_jobs::{Lags, Lane, Paused};
use scx_kit::Time;
use serde::{Deserialize, Serialize};

use super::{HealthView, JobList, PauseWork, back, sample_partner};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Jobs {}

/// How many jobs of a lane are in which state.
#[derive(Clone, Debug)]
struct LaneRow {
    lane: Lane,
    running: i64,
    waiting: i64,
    dead: i64,
    rests_since: Option<Time>,
}

/// The lanes, and the partners whose work rests.
#[derive(Clone, Debug)]
pub struct Shown {
    lanes: Vec<LaneRow>,
    partners: Vec<(PartnerId, String, Time)>,
}

impl Screen for Jobs {
    const ID: &'static str = "jobs";
    const NEEDS: Option<Right> = Some(Right::Operate);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let now = ui.tx.now();
        let lags = Lags::read(&mut *ui.tx, now).await?;
        let paused = scx_jobs::paused(&mut *ui.tx).await?;
        let lanes = Lane::ALL.map(|lane| LaneRow {
            lane,
            running: lags.count(lane, "running"),
            waiting: ["later", "ready", "blocked"]
                .map(|state| lags.count(lane, state))
                .iter()
                .sum(),
            dead: lags.count(lane, "dead"),
            rests_since: since(&paused, &Paused::Lane(lane)),
        });
        let mut partners = Vec::new();
        for (whose, since) in paused {
            let Paused::Partner(partner) = whose else {
                continue;
            };
            let id = partner.parse().map_err(anyhow::Error::from)?;
            let name = accounts::partner(&mut *ui.tx, id).await?.name;
            partners.push((id, name, since));
        }
        Ok(Shown {
            lanes: lanes.to_vec(),
            partners,
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("jobs-title")];
        lines.extend(shown.lanes.iter().map(|row| lane_line(row, pen)));
        lines.extend(shown.partners.iter().map(|(_, name, since)| {
            let args = [
                ("name", name.as_str().into()),
                ("since", Arg::Moment(since.0)),
            ];
            pen.text("jobs-partner-rests", &args)
        }));
        let state = |key: &str, state| Btn::with(pen.t(key), "list", state);
        let lanes = shown.lanes.iter().map(|row| {
            let (mark, action) = match row.rests_since {
                Some(_) => ("▶️", "resume"),
                None => ("⏸", "pause"),
            };
            let name = row.lane.name();
            Btn::with(format!("{mark} {}", lane_name(name, pen)), action, name)
        });
        // There is room for so many; all of them stand in the text and have their own file.
        let partners = shown.partners.iter().take(2).map(|(id, name, _)| {
            let short: String = name.chars().take(20).collect();
            Btn::with(format!("▶️ {short}"), "go_on", id.base62())
        });
        let view = View::new(lines.join("\n")).row([
            state("button-jobs-running", "running"),
            state("button-jobs-waiting", "waiting"),
            state("button-jobs-dead", "dead"),
        ]);
        let lanes: Vec<Btn> = lanes.collect();
        let view = lanes.chunks(2).map(<[Btn]>::to_vec).fold(view, View::row);
        partners
            .fold(view, |view, partner| view.row([partner]))
            .row([Btn::tap(pen.t("button-health"), "health")])
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let now = Time(1_795_230_000_000);
        let row = |lane, rests_since| LaneRow {
            lane,
            running: 256,
            waiting: 12_345,
            dead: 37,
            rests_since,
        };
        let partner = sample_partner();
        vec![
            Shown {
                lanes: Lane::ALL.map(|lane| row(lane, None)).to_vec(),
                partners: Vec::new(),
            },
            Shown {
                lanes: Lane::ALL.map(|lane| row(lane, Some(now))).to_vec(),
                partners: vec![(partner.id, partner.name, now); 6],
            },
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        let lane = || Lane::from_name(id).ok_or_else(stale);
        match action {
            "list" => Ok(Next::Go(JobList::in_state(id).frame())),
            "health" => Ok(Next::Go(HealthView::default().frame())),
            "pause" => Ok(Next::Go(PauseWork::of_lane(lane()?).frame())),
            "resume" => {
                let permit = ui.permit(Right::Operate).await?;
                operations::resume(ui.tx, &permit, &Paused::Lane(lane()?)).await?;
                ui.toast("work-goes-on-now");
                Ok(Next::Stay)
            }
            "go_on" => {
                let partner = PartnerId::from_base62(id).map_err(|_| stale())?;
                let permit = ui.permit(Right::Operate).await?;
                let whose = Paused::Partner(partner.to_string());
                operations::resume(ui.tx, &permit, &whose).await?;
                ui.toast("work-goes-on-now");
                Ok(Next::Stay)
            }
            _ => Err(stale().into()),
        }
    }
}

/// Since when somebody's work rests.
pub(super) fn since(paused: &[(Paused, Time)], whose: &Paused) -> Option<Time> {
    let found = paused.iter().find(|(one, _)| one == whose);
    found.map(|(_, since)| *since)
}

/// What a lane does, in words.
pub(in crate::admin) fn lane_name(lane: &str, pen: &Pen<'_>) -> String {
    match Lane::from_name(lane) {
        Some(Lane::Chat) => pen.t("lane-chat"),
        Some(Lane::Send) => pen.t("lane-send"),
        Some(Lane::Publish) => pen.t("lane-publish"),
        Some(Lane::Media) => pen.t("lane-media"),
        Some(Lane::House) => pen.t("lane-house"),
        None => lane.to_owned(),
    }
}

fn lane_line(row: &LaneRow, pen: &Pen<'_>) -> String {
    let args = [
        ("lane", lane_name(row.lane.name(), pen).into()),
        ("running", Arg::Number(row.running)),
        ("waiting", Arg::Number(row.waiting)),
        ("dead", Arg::Number(row.dead)),
    ];
    let line = pen.text("jobs-lane", &args);
    match row.rests_since {
        Some(since) => {
            let rests = pen.text("jobs-rests", &[("since", Arg::Moment(since.0))]);
            format!("{line} {rests}")
        }
        None => line,
    }
}
