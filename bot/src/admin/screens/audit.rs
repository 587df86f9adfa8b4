//! The audit log: what admins did, newest first.

use scx_domain::admins::Right;
use scx_domain::audit::{self, Entry, Filter, PAGE};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::Time;
use serde::{Deserialize, Serialize};

use super::back;
use super::partner::id_of;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The kinds of acts that can be filtered by.
const KINDS: [&str; 13] = [
    "request",
    "plan",
    "partner",
    "ticket",
    "price",
    "coupon",
    "invoice",
    "referral",
    "broadcast",
    "job",
    "work",
    "conversation",
    "admin",
];

/// What is looked at.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Audit {
    actor: Option<String>,
    partner: Option<String>,
    act: Option<String>,
    before: Option<String>,
}

impl Audit {
    /// What was done about a partner, by the id in base 62.
    pub fn about(partner: &str) -> Self {
        Self {
            partner: Some(partner.to_owned()),
            ..Self::default()
        }
    }

    /// What was done of one kind.
    pub fn of_kind(kind: &str) -> Self {
        Self {
            act: Some(kind.to_owned()),
            ..Self::default()
        }
    }

    /// What an admin did.
    pub fn by(user: i64) -> Self {
        Self {
            actor: Some(user.to_string()),
            ..Self::default()
        }
    }
}

/// A page of the log.
#[derive(Clone, Debug)]
pub struct Page {
    entries: Vec<Entry>,
    state: Audit,
    has_older: bool,
}

impl Screen for Audit {
    const ID: &'static str = "audit";
    const NEEDS: Option<Right> = Some(Right::SeeAudit);
    type Data = Page;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Page, Error> {
        let partner = self.partner.as_deref().map(id_of).transpose()?;
        let filter = Filter {
            actor: self.actor.clone(),
            act: self.act.clone(),
            partner: partner.map(|id| id.to_string()),
        };
        let mut entries = audit::page(&mut *ui.tx, &filter, self.before.as_deref()).await?;
        let has_older = entries.len() > PAGE;
        entries.truncate(PAGE);
        Ok(Page {
            entries,
            state: self.clone(),
            has_older,
        })
    }

    fn draw(page: &Page, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("audit-title")];
        if page.entries.is_empty() {
            lines.push(pen.t("audit-none"));
        }
        lines.extend(page.entries.iter().map(|entry| line(entry, pen)));
        let kinds = KINDS.map(|kind| {
            let mark = if page.state.act.as_deref() == Some(kind) {
                "● "
            } else {
                ""
            };
            Btn::with(format!("{mark}{}", pen.t(kind_key(kind))), "act", kind)
        });
        let turn = [
            page.state
                .before
                .is_some()
                .then(|| Btn::tap(pen.t("button-newest"), "newest")),
            page.has_older
                .then(|| Btn::tap(pen.t("button-older"), "older")),
        ];
        let view = View::new(lines.join("\n"));
        let view = kinds.chunks(3).map(<[Btn]>::to_vec).fold(view, View::row);
        view.row(turn.into_iter().flatten()).row(back(pen))
    }

    fn samples() -> Vec<Page> {
        let entry = Entry {
            id: "aud_01".to_owned(),
            created_at: Time(1_795_230_000_000),
            actor: "5".to_owned(),
            actor_name: "Bahodir <admin>".to_owned(),
            act: "plan.changed".to_owned(),
            target: "professional +365".to_owned(),
            value_before: "1795230000000".to_owned(),
            value_after: "1826766000000".to_owned(),
            reason: "x".repeat(300),
        };
        let full = Page {
            entries: vec![entry; PAGE],
            state: Audit {
                act: Some("plan".to_owned()),
                before: Some("aud_02".to_owned()),
                ..Audit::default()
            },
            has_older: true,
        };
        let none = Page {
            entries: Vec::new(),
            state: Audit::default(),
            has_older: false,
        };
        vec![none, full]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        match action {
            "act" => {
                let kind = KINDS.into_iter().find(|kind| *kind == id);
                let kind = kind.ok_or_else(|| Refusal::new("button-stale"))?.to_owned();
                let is_chosen = self.act.as_ref() == Some(&kind);
                // One filter at a time, as the log is read by one index at a time.
                *self = Self {
                    act: (!is_chosen).then_some(kind),
                    ..Self::default()
                };
                Ok(Next::Stay)
            }
            "older" => {
                let page = self.load(ui).await?;
                self.before = page.entries.last().map(|entry| entry.id.clone());
                Ok(Next::Stay)
            }
            "newest" => {
                self.before = None;
                Ok(Next::Stay)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

fn kind_key(kind: &str) -> &'static str {
    match kind {
        "request" => "audit-kind-request",
        "plan" => "audit-kind-plan",
        "partner" => "audit-kind-partner",
        "price" => "audit-kind-price",
        "coupon" => "audit-kind-coupon",
        "invoice" => "audit-kind-invoice",
        "broadcast" => "audit-kind-broadcast",
        "ticket" => "audit-kind-ticket",
        "job" => "audit-kind-job",
        "work" => "audit-kind-work",
        "conversation" => "audit-kind-conversation",
        "referral" => "audit-kind-referral",
        _ => "audit-kind-admin",
    }
}

/// The longest value of a line.
const VALUE_CHARS: usize = 80;

fn line(entry: &Entry, pen: &Pen<'_>) -> String {
    let short = |text: &str| text.chars().take(VALUE_CHARS).collect::<String>();
    let values = match (entry.value_before.as_str(), entry.value_after.as_str()) {
        ("", "") => String::new(),
        ("", after) => short(after),
        (before, after) => format!("{} → {}", short(before), short(after)),
    };
    let parts = [entry.target.as_str(), &values, &short(&entry.reason)];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let args = [
        ("at", Arg::Moment(entry.created_at.0)),
        ("who", entry.actor_name.as_str().into()),
        ("what", act_label(&entry.act, pen).into()),
        ("rest", parts.join(" · ").into()),
    ];
    pen.text("audit-line", &args)
}

/// What was done, in words.
pub(in crate::admin) fn act_label(act: &str, pen: &Pen<'_>) -> String {
    pen.t(act_key(act))
}

fn act_key(act: &str) -> &'static str {
    match act {
        "request.approved" => "act-request-approved",
        "request.rejected" => "act-request-rejected",
        "plan.changed" => "act-plan-changed",
        "partner.banned" => "act-partner-banned",
        "partner.unbanned" => "act-partner-unbanned",
        "partner.written" => "act-partner-written",
        "ticket.answered" => "act-ticket-answered",
        "ticket.closed" => "act-ticket-closed",
        "job.retried" => "act-job-retried",
        "job.cancelled" => "act-job-cancelled",
        "work.paused" => "act-work-paused",
        "work.resumed" => "act-work-resumed",
        "alert.muted" => "act-alert-muted",
        "alert.unmuted" => "act-alert-unmuted",
        "partner.viewed" => "act-partner-viewed",
        "conversation.seen" => "act-conversation-seen",
        "conversation.exported" => "act-conversation-exported",
        "account.recovered" => "act-account-recovered",
        "invoice.refunded" => "act-invoice-refunded",
        "broadcast.started" => "act-broadcast-started",
        "broadcast.paused" => "act-broadcast-paused",
        "broadcast.resumed" => "act-broadcast-resumed",
        "broadcast.cancelled" => "act-broadcast-cancelled",
        "invoice.stars_returned" => "act-stars-returned",
        "winback.capped" => "act-winback-capped",
        "price.changed" => "act-price-changed",
        "coupon.made" => "act-coupon-made",
        "coupon.switched" => "act-coupon-switched",
        "referral.blocked" => "act-referral-blocked",
        "referral.unblocked" => "act-referral-unblocked",
        "referral.terms" => "act-referral-terms",
        "admin.added" => "act-admin-added",
        "admin.changed" => "act-admin-changed",
        "admin.invited" => "act-admin-invited",
        "admin.removed" => "act-admin-removed",
        _ => "act-other",
    }
}
