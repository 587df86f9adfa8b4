//! A request for a plan, from the partner's tap to an admin's word. It is the
//! same message for every admin; what one of them is about to do is shown to
//! that one only, until the card is drawn anew.

use scx_domain::accounts::{self, Partner, Standing};
use scx_domain::admins::{Admin, Right};
use scx_domain::plans::{
    self, Approval, Catalogue, ReadyReason, RejectReason, Request, RequestId, RequestState,
};
use scx_domain::{Arg, Error, Refusal, billing};
use scx_kit::{Millis, Time, Tiyin};
use scx_store::Tx;

use crate::admin::screens::{PartnerFile, Reject, sample_partner};
use crate::ui::{Btn, Card, Next, Pen, Screen, Ui, View};

/// The card of a request.
pub struct RequestCard;

/// The request with all that helps to decide it.
#[derive(Clone, Debug)]
pub struct Shown {
    request: Request,
    partner: Partner,
    catalogue: Catalogue,
    earlier: usize,
    now: Time,
    /// What the admin is about to do.
    step: Step,
}

#[derive(Clone, Debug)]
enum Step {
    /// Nothing yet.
    Look,
    /// To approve it for a period.
    Approve(Approval),
    /// To reject it.
    Reject,
}

impl Card for RequestCard {
    const ID: &'static str = plans::REQUEST_CARD;
    type Viewer = Admin;
    const NEEDS: Option<Right> = Some(Right::DecideRequests);
    type Data = Shown;

    async fn load(tx: &mut Tx, _admin: &Admin, subject: &str) -> Result<Shown, Error> {
        let id = subject.parse().map_err(|_| Refusal::new("button-stale"))?;
        load(tx, id).await
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let view = View::new(text(shown, pen));
        if shown.request.state != RequestState::Open {
            return view.row([open(shown, pen)]);
        }
        match &shown.step {
            Step::Look => looked_at(shown, pen, view),
            Step::Approve(approval) => to_approve(shown, approval, pen, view),
            Step::Reject => to_reject(shown, pen, view),
        }
    }

    fn samples() -> Vec<Shown> {
        samples()
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let (word, id) = id.split_once('-').unwrap_or(("", id));
        let id = RequestId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
        match action {
            "look" => redraw(ui, id, Step::Look).await,
            "approve" => {
                let request = plans::request(&mut *ui.tx, id).await?;
                let approval = plans::preview(ui.tx, &request, word).await?;
                redraw(ui, id, Step::Approve(approval)).await
            }
            "paid" | "free" => {
                let permit = ui.permit(Right::DecideRequests).await?;
                billing::approve(ui.tx, &permit, id, (word, action == "paid")).await?;
                ui.toast("request-approved-toast");
                Ok(Next::Quiet)
            }
            "reject" => redraw(ui, id, Step::Reject).await,
            "why" => {
                let permit = ui.permit(Right::DecideRequests).await?;
                let reason = ReadyReason::try_from(word.to_owned());
                let reason = reason.map_err(|_| Refusal::new("button-stale"))?;
                billing::reject(ui.tx, &permit, id, &RejectReason::Ready(reason)).await?;
                ui.toast("request-rejected-toast");
                Ok(Next::Quiet)
            }
            "typed" => Ok(Next::Go(Reject::of(&id.base62()).frame())),
            "open" => {
                let request = plans::request(&mut *ui.tx, id).await?;
                Ok(Next::Go(PartnerFile::of(request.partner).frame()))
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

async fn load(tx: &mut Tx, id: RequestId) -> Result<Shown, Error> {
    let request = plans::request(&mut *tx, id).await?;
    let earlier = plans::requests_of(&mut *tx, request.partner).await?;
    Ok(Shown {
        partner: accounts::partner(&mut *tx, request.partner).await?,
        catalogue: plans::catalogue(tx).await?,
        earlier: earlier.iter().filter(|one| one.id != id).count(),
        now: tx.now(),
        request,
        step: Step::Look,
    })
}

/// Shows this admin the next step on the card.
async fn redraw(ui: &mut Ui<'_>, id: RequestId, step: Step) -> Result<Next, Error> {
    let shown = Shown {
        step,
        ..load(ui.tx, id).await?
    };
    ui.step::<RequestCard>(&id.to_string(), &shown);
    Ok(Next::Quiet)
}

fn text(shown: &Shown, pen: &Pen<'_>) -> String {
    let Shown {
        request, partner, ..
    } = shown;
    let standing = Standing::of(partner, shown.now);
    let username = partner.username.as_ref().map(|name| format!("@{name}"));
    let mut lines = vec![
        pen.t("request-title"),
        pen.text("request-shop", &[("name", partner.name.as_str().into())]),
        pen.text(
            "request-contact",
            &[
                ("phone", partner.phone.as_str().into()),
                ("username", username.unwrap_or_default().into()),
            ],
        ),
        pen.standing(standing, shown.now),
        pen.text(
            "request-wants",
            &[
                ("tier", pen.tier(&shown.catalogue, &request.chosen()).into()),
                ("period", pen.period(&request.period).into()),
                ("days", Arg::Number(request.days)),
            ],
        ),
        pen.text("request-sum", &[("sum", request.due_tiyin.into())]),
    ];
    if let Some(coupon) = &request.coupon {
        lines.push(pen.text("request-coupon", &[("coupon", coupon.as_str().into())]));
    }
    let earlier = i64::try_from(shown.earlier).unwrap_or(0);
    if earlier > 0 {
        lines.push(pen.text("request-earlier", &[("count", Arg::Number(earlier))]));
    }
    let at = Arg::Moment(request.created_at.0);
    lines.push(pen.text("request-at", &[("at", at)]));
    lines.extend(outcome(request, pen));
    lines.join("\n")
}

/// What became of it, and by whom.
fn outcome(request: &Request, pen: &Pen<'_>) -> Option<String> {
    let args = [
        (
            "who",
            request.decided_name.clone().unwrap_or_default().into(),
        ),
        ("at", Arg::Moment(request.decided_at.unwrap_or(0))),
        ("reason", reason(request, pen).into()),
    ];
    match request.state {
        RequestState::Open => None,
        RequestState::Approved => Some(pen.text("request-approved", &args)),
        RequestState::Rejected => Some(pen.text("request-rejected", &args)),
        RequestState::Withdrawn => Some(pen.t("request-withdrawn")),
    }
}

fn reason(request: &Request, pen: &Pen<'_>) -> String {
    let typed = request.reason.clone().unwrap_or_default();
    match ReadyReason::try_from(typed.clone()) {
        Ok(ready) => pen.t(label(ready)),
        Err(_) => typed,
    }
}

fn label(reason: ReadyReason) -> &'static str {
    match reason {
        ReadyReason::Unpaid => "reject-unpaid",
        ReadyReason::Unreachable => "reject-unreachable",
        ReadyReason::Duplicate => "reject-duplicate",
        ReadyReason::Terms => "reject-terms",
    }
}

fn open(shown: &Shown, pen: &Pen<'_>) -> Btn {
    Btn::with(pen.t("button-partner"), "open", shown.request.id.base62())
}

fn looked_at(shown: &Shown, pen: &Pen<'_>, view: View) -> View {
    let id = shown.request.id.base62();
    let periods = shown.catalogue.offered_periods().take(3).map(|period| {
        let label = format!("✅ {}", pen.period(&period.id));
        Btn::with(label, "approve", format!("{}-{id}", period.id))
    });
    view.row(periods)
        .row([Btn::with(pen.t("button-reject"), "reject", id.clone())])
        .row([open(shown, pen)])
}

fn to_approve(shown: &Shown, approval: &Approval, pen: &Pen<'_>, mut view: View) -> View {
    let id = shown.request.id.base62();
    let args = [
        ("period", pen.period(&approval.period.id).into()),
        ("sum", approval.due.into()),
        ("until", Arg::Day(approval.until.0)),
    ];
    view.html = format!("{}\n\n{}", view.html, pen.text("request-sure", &args));
    let word = format!("{}-{id}", approval.period.id);
    view.row([Btn::with(pen.t("button-money-here"), "paid", word.clone())])
        .row([
            Btn::with(pen.t("button-for-free"), "free", word),
            Btn::with(pen.t("button-back"), "look", id),
        ])
}

fn to_reject(shown: &Shown, pen: &Pen<'_>, mut view: View) -> View {
    let id = shown.request.id.base62();
    view.html = format!("{}\n\n{}", view.html, pen.t("request-why"));
    for reason in ReadyReason::ALL {
        let word = format!("{}-{id}", reason.name());
        view = view.row([Btn::with(pen.t(label(reason)), "why", word)]);
    }
    view.row([Btn::with(pen.t("button-other-reason"), "typed", id.clone())])
        .row([Btn::with(pen.t("button-back"), "look", id)])
}

fn samples() -> Vec<Shown> {
    let chosen = plans::Chosen {
        tier: "professional".to_owned(),
        with_ai: true,
    };
    let catalogue = plans::first_catalogue();
    let open = Shown {
        request: plans::sample_request(&chosen),
        partner: sample_partner(),
        now: Time(1_795_230_000_000),
        earlier: 2,
        step: Step::Look,
        catalogue: catalogue.clone(),
    };
    let approving = catalogue.period("quarter").map(|period| Shown {
        step: Step::Approve(Approval {
            period: period.clone(),
            due: Tiyin::som(57_000_000),
            until: open.now + Millis::days(90),
        }),
        ..open.clone()
    });
    let rejecting = Shown {
        step: Step::Reject,
        ..open.clone()
    };
    let decided = |state, reason: &str| Shown {
        request: Request {
            state,
            decided_by: Some(5),
            decided_name: Some("Bahodir <admin>".to_owned()),
            decided_at: Some(1_795_240_000_000),
            reason: Some(reason.to_owned()),
            coupon: Some("SAVE10_UZ_2026".to_owned()),
            ..open.request.clone()
        },
        ..open.clone()
    };
    let mut all = vec![
        decided(RequestState::Approved, ""),
        decided(RequestState::Rejected, "unpaid"),
        decided(RequestState::Rejected, &"x".repeat(300)),
        decided(RequestState::Withdrawn, ""),
        rejecting,
    ];
    all.extend(approving);
    all.insert(0, open);
    all
}
