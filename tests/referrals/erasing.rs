//! Either side leaves, and the other's numbers go on.

use scx_domain::referrals::{self, State};
use scx_kit::Millis;
use scx_store::sql;
use scx_world::{Seller, World};

use super::{days, friend, inviter, newest, pays, states};
use crate::billing::{cash_desk, with_money};

/// Closes the account in the bot.
pub(super) async fn closes(w: &mut World, who: &Seller) {
    who.types(w, "/settings").await;
    who.taps(w, "Close account").await;
    who.taps(w, "Close account").await;
    who.taps(w, "Yes, close it").await;
}

/// Closes the account, and is erased when the week is over.
pub(super) async fn is_erased(w: &mut World, who: &Seller) {
    let id = w.partner(who).await.id;
    closes(w, who).await;
    w.leaps(Millis::days(9)).await;
    w.passes(Millis::minutes(2)).await;
    let left = "SELECT COUNT(*) FROM partner WHERE id = $1";
    let left = sql(left).bind(id).one::<(i64,)>(&w.cx().db).await;
    assert_eq!(left.expect("counted").0, 0, "erased");
}

#[tokio::test]
async fn a_friend_who_is_erased_still_counts_and_their_refund_still_takes_days_back() {
    with_money(async |w| {
        let desk = cash_desk(w);
        let (lola, link) = inviter(w, "Lola").await;
        let malika = friend(w, "Malika", &link).await;
        let paid = pays(w, &desk, &malika).await;
        let zuhra = friend(w, "Zuhra", &link).await;
        pays(w, &desk, &zuhra).await;
        is_erased(w, &malika).await;
        let host = w.partner(&lola).await;
        let counts = referrals::counts(&w.cx().db, host.id).await.expect("read");
        assert_eq!((counts.came, counts.paid, counts.days), (2, 2, 14));
        desk.cancel(&paid.id, 5).await;
        w.settle().await;
        assert_eq!(days(w, &host).await, [-7, 7, 7]);
        let after = w.partner(&lola).await.paid_until;
        assert_eq!(after, host.paid_until - Millis::days(7));
    })
    .await;
}

#[tokio::test]
async fn a_friend_keeps_the_promise_of_an_inviter_who_is_erased() {
    with_money(async |w| {
        let desk = cash_desk(w);
        let (lola, link) = inviter(w, "Lola").await;
        let malika = friend(w, "Malika", &link).await;
        let zuhra = w.seller("Zuhra");
        zuhra.types(w, &format!("/start {link}")).await;
        is_erased(w, &lola).await;
        assert_eq!(newest(w).await.inviter, "");
        pays(w, &desk, &malika).await;
        let partner = w.partner(&malika).await;
        assert_eq!(days(w, &partner).await, [7]);
        // The link leads nowhere any more.
        zuhra.taps(w, "English").await;
        zuhra.shares_contact(w).await;
        assert_eq!(states(w).await.len(), 1);
        assert_eq!(states(w).await[0].0, State::Paid);
        is_erased(w, &malika).await;
        assert!(states(w).await.is_empty(), "nobody is left in it");
    })
    .await;
}
