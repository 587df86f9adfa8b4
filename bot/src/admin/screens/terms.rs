//! What an invitation gives. A button chooses what the next typed number changes.

use scx_domain::admins::Right;
use scx_domain::referrals::{self, FIRST, HIGHEST, Term, Terms};
use scx_domain::{Arg, Error, Refusal};
use serde::{Deserialize, Serialize};

use super::{Audit, back};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The stored name of the term that is being changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReferralTerms {
    term: Option<String>,
}

impl ReferralTerms {
    fn term(&self) -> Option<Term> {
        Term::try_from(self.term.clone()?).ok()
    }
}

impl Screen for ReferralTerms {
    const ID: &'static str = "referral_terms";
    const NEEDS: Option<Right> = Some(Right::SetPrices);
    type Data = (Terms, Option<Term>);

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Self::Data, Error> {
        Ok((referrals::terms(&mut *ui.tx).await?, self.term()))
    }

    fn draw((terms, chosen): &Self::Data, pen: &Pen<'_>) -> View {
        let args = [
            ("inviter", Arg::Number(terms.inviter_days)),
            ("friend", Arg::Number(terms.partner_days)),
            ("most", Arg::Number(terms.most)),
        ];
        let mut lines = vec![pen.text("referral-terms", &args)];
        if let Some(term) = chosen {
            lines.push(String::new());
            let args = [
                ("what", pen.t(term_key(*term)).into()),
                ("most", Arg::Number(HIGHEST)),
            ];
            lines.push(pen.text("referral-ask-term", &args));
        }
        let terms = Term::ALL.map(|term| {
            let mark = if *chosen == Some(term) { "● " } else { "" };
            let label = format!("{mark}{}", pen.t(term_key(term)));
            Btn::with(label, "term", term.name())
        });
        terms
            .into_iter()
            .fold(View::new(lines.join("\n")), |view, term| view.row([term]))
            .row([Btn::tap(pen.t("button-price-history"), "history")])
            .row(back(pen))
    }

    fn samples() -> Vec<Self::Data> {
        let chosen = Term::ALL.map(|term| (FIRST, Some(term)));
        [vec![(FIRST, None)], chosen.to_vec()].concat()
    }

    fn states() -> Vec<Self> {
        let term = Some(Term::Most.name().to_owned());
        vec![Self::default(), Self { term }]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        match action {
            "term" => {
                self.term = Some(id.to_owned());
                Ok(Next::Stay)
            }
            "history" => {
                ui.check(Some(Right::SeeAudit))?;
                Ok(Next::Go(Audit::of_kind("referral").frame()))
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let Some(term) = self.term() else {
            return Ok(None);
        };
        let wrong = || Refusal::new("referral-term-wrong").with("most", HIGHEST);
        let value = text.trim().parse().map_err(|_| wrong())?;
        let permit = ui.permit(Right::SetPrices).await?;
        referrals::set_term(ui.tx, &permit, term, value).await?;
        self.term = None;
        Ok(Some(Next::Stay))
    }
}

fn term_key(term: Term) -> &'static str {
    match term {
        Term::InviterDays => "button-term-inviter",
        Term::PartnerDays => "button-term-friend",
        Term::Most => "button-term-most",
    }
}
