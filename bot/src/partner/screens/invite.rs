//! Inviting friends: the partner's own link, what it gives, and what came of it.

use scx_connect::telegram::{share_url, start_link};
use scx_domain::channels::{self, Role};
use scx_domain::referrals::{self, Counts, FIRST, HIGHEST, Terms};
use scx_domain::{Arg, Error};
use serde::{Deserialize, Serialize};

use super::back;
use crate::partner::INVITED;
use crate::ui::{Act, Btn, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Invite {}

/// The link, and what it comes to.
#[derive(Clone, Debug)]
pub struct Shown {
    link: String,
    terms: Terms,
    counts: Counts,
    is_blocked: bool,
}

impl Screen for Invite {
    const ID: &'static str = "invite";
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let partner = ui.seat()?.id;
        let code = referrals::code(ui.tx, partner, ui.place.chat).await?;
        let bot = channels::of_role(&mut *ui.tx, Role::Partner).await?;
        let bot = bot.map(|bot| bot.username).unwrap_or_default();
        Ok(Shown {
            link: start_link(&bot, &format!("{INVITED}{code}")),
            terms: referrals::terms(&mut *ui.tx).await?,
            counts: referrals::counts(&mut *ui.tx, partner).await?,
            is_blocked: referrals::is_blocked(&mut *ui.tx, partner).await?,
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let Counts { came, paid, days } = shown.counts;
        let counts = [
            ("came", Arg::Number(came)),
            ("paid", Arg::Number(paid)),
            ("days", Arg::Number(days)),
        ];
        let counts = pen.text("referral-counts", &counts);
        if shown.is_blocked {
            let lines = [pen.t("referral-title"), pen.t("referral-blocked"), counts];
            return View::new(lines.join("\n")).row(back(pen));
        }
        let how = [
            ("inviter", Arg::Number(shown.terms.inviter_days)),
            ("friend", Arg::Number(shown.terms.partner_days)),
        ];
        let most = Arg::Number(shown.terms.most);
        let link = shown.link.as_str();
        let lines = [
            pen.t("referral-title"),
            pen.text("referral-how", &how),
            pen.text("referral-most", &[("most", most)]),
            String::new(),
            pen.text("referral-link", &[("link", link.into())]),
            counts,
        ];
        let share = Btn {
            label: pen.t("button-share"),
            act: Act::Url(share_url(link, &pen.t("referral-share"))),
        };
        View::new(lines.join("\n")).row([share]).row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let fresh = Shown {
            link: start_link("sellercloudx_bot", "r_K7M2XW9Q"),
            terms: FIRST,
            counts: Counts::default(),
            is_blocked: false,
        };
        let busy = Shown {
            terms: Terms {
                inviter_days: HIGHEST,
                partner_days: 1,
                most: HIGHEST,
            },
            counts: Counts {
                came: 12_345,
                paid: 1_234,
                days: 8_638,
            },
            ..fresh.clone()
        };
        let blocked = Shown {
            is_blocked: true,
            ..busy.clone()
        };
        vec![fresh, busy, blocked]
    }
}
