//! What is wrong with the house: one card for equal troubles, edited as they change.

use scx_domain::admins::{Admin, Right};
use scx_domain::operations::{self, Alert, AlertId, AlertKind, AlertState};
use scx_domain::{Arg, Error, Refusal, notify};
use scx_kit::{Id, SeededEntropy, Time};
use scx_store::Tx;

use crate::admin::screens::{HealthView, JobList, lane_name};
use crate::ui::{Btn, Card, Next, Pen, Screen, Ui, View};

/// The card of an alert.
pub struct AlertCard;

/// The alert, and now.
#[derive(Clone, Debug)]
pub struct Shown {
    alert: Alert,
    now: Time,
}

impl Card for AlertCard {
    const ID: &'static str = operations::CARD;
    type Viewer = Admin;
    const NEEDS: Option<Right> = Some(Right::Operate);
    type Data = Shown;

    async fn load(tx: &mut Tx, _admin: &Admin, subject: &str) -> Result<Shown, Error> {
        let id: AlertId = subject.parse().map_err(|_| Refusal::new("button-stale"))?;
        let now = tx.now();
        Ok(Shown {
            alert: operations::alert(tx, id).await?,
            now,
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let alert = &shown.alert;
        let mut lines = vec![line(alert, pen)];
        if !alert.detail.is_empty() {
            lines.push(pen.text("alert-detail", &[("detail", alert.detail.as_str().into())]));
        }
        if alert.state == AlertState::Settled {
            lines.push(pen.text("alert-settled", &[("at", Arg::Moment(alert.changed_at.0))]));
            return View::new(lines.join("\n"));
        }
        let button = |key: &str, action| Btn::with(pen.t(key), action, alert.id.base62());
        let is_muted = alert.muted_until > shown.now;
        if is_muted {
            let until = ("until", Arg::Moment(alert.muted_until.0));
            lines.push(pen.text("alert-muted", &[until]));
        }
        let retry =
            (alert.kind == AlertKind::DeadJobs).then(|| button("button-job-retry-all", "retry"));
        let mute = match is_muted {
            true => button("button-alert-unmute", "unmute"),
            false => button("button-alert-mute", "mute"),
        };
        View::new(lines.join("\n"))
            .row(retry)
            .row([mute, button("button-alert-open", "open")])
    }

    fn samples() -> Vec<Shown> {
        samples()
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        let id = AlertId::from_base62(id).map_err(|_| stale())?;
        let alert = operations::alert(&mut *ui.tx, id)
            .await
            .map_err(|_| stale())?;
        let permit = ui.permit(Right::Operate).await?;
        match action {
            "mute" => {
                operations::mute(ui.tx, &permit, id).await?;
                ui.toast("alert-muted-now");
            }
            "unmute" => {
                operations::unmute(ui.tx, &permit, id).await?;
                ui.toast("saved");
            }
            "retry" if alert.kind == AlertKind::DeadJobs => {
                operations::retry_kind(ui.tx, &permit, &alert.subject).await?;
                ui.toast("job-retried");
            }
            "open" => {
                return Ok(Next::Go(match alert.kind {
                    AlertKind::DeadJobs => JobList::in_state("dead").frame(),
                    AlertKind::Stalled => JobList::in_state("waiting").frame(),
                    AlertKind::Behind | AlertKind::Webhooks | AlertKind::Provider => {
                        HealthView::default().frame()
                    }
                }));
            }
            _ => return Err(stale().into()),
        }
        notify::redraw_for_admins(ui.tx, operations::CARD, &id.to_string(), Right::Operate).await?;
        Ok(Next::Quiet)
    }
}

/// What is wrong, in one line.
pub(in crate::admin) fn line(alert: &Alert, pen: &Pen<'_>) -> String {
    let key = match alert.kind {
        AlertKind::DeadJobs => "alert-dead-jobs",
        AlertKind::Stalled => "alert-stalled",
        AlertKind::Behind => "alert-behind",
        AlertKind::Webhooks => "alert-webhooks",
        AlertKind::Provider => "alert-provider",
    };
    let subject = match alert.kind {
        AlertKind::Stalled => lane_name(&alert.subject, pen),
        AlertKind::Behind => pen.t(match alert.subject.as_str() {
            "inbox" => "health-inbox",
            _ => "health-outbox",
        }),
        AlertKind::DeadJobs | AlertKind::Webhooks | AlertKind::Provider => alert.subject.clone(),
    };
    let args = [
        ("subject", subject.into()),
        ("times", Arg::Number(alert.times)),
        ("since", Arg::Moment(alert.raised_at.0)),
    ];
    pen.text(key, &args)
}

/// An alert as an example.
pub(in crate::admin) fn sample_alert() -> Alert {
    samples().swap_remove(0).alert
}

fn samples() -> Vec<Shown> {
    let now = Time(1_795_230_000_000);
    let sample = |kind, subject: &str, state, muted_until| Shown {
        alert: Alert {
            id: Id::new(now, &SeededEntropy::new("sample")),
            kind,
            subject: subject.to_owned(),
            detail: "telegram.sendMessage: 502 <Bad Gateway> & more ".repeat(6),
            times: 12_345,
            state,
            is_told: true,
            muted_until: Time(muted_until),
            raised_at: now,
            changed_at: now,
        },
        now,
    };
    let raised = AlertState::Raised;
    vec![
        sample(AlertKind::DeadJobs, "messengers.settle", raised, 0),
        sample(AlertKind::DeadJobs, "messengers.settle", raised, now.0 + 1),
        sample(AlertKind::Stalled, "publish", raised, 0),
        sample(AlertKind::Behind, "inbox", raised, 0),
        sample(AlertKind::Behind, "outbox", AlertState::Settled, 0),
        sample(AlertKind::Webhooks, "telegram", raised, 0),
        sample(AlertKind::Provider, "instagram", raised, 0),
    ]
}
