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
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let Shown {
            link,
            terms,
            counts,
        } = shown;
        let how = [
            ("inviter", Arg::Number(terms.inviter_days)),
            ("friend", Arg::Number(terms.partner_days)),
        ];
        let came = [
            ("came", Arg::Number(counts.came)),
            ("paid", Arg::Number(counts.paid)),
            ("days", Arg::Number(counts.days)),
        ];
        let lines = [
            pen.t("referral-title"),
            pen.text("referral-how", &how),
            pen.text("referral-most", &[("most", Arg::Number(terms.most))]),
            String::new(),
            pen.text("referral-link", &[("link", link.as_str().into())]),
            pen.text("referral-counts", &came),
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
        vec![fresh, busy]
    }
}
