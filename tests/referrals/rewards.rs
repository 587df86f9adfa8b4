//! The days: with the first real payment, once, and back with its refund.

use scx_domain::admins::{self, Permit, Right};
use scx_domain::billing::{self, NewCoupon};
use scx_domain::plans::{self, Chosen};
use scx_domain::referrals::{self, State, Term, Why};
use scx_kit::Millis;
use scx_world::{OWNER, Seller, World};

use super::{comes, days, friend, heard, inviter, month_and, newest, pays, states, word};
use crate::billing::{books, cash_desk, with_money};
use crate::plans::{approves, asks_for};

const GIFT: &str = "You came by a friend’s invitation";
const REWARD: &str = "The friend you invited has paid";

/// What the owner may do now.
async fn owner(w: &World, right: Right) -> Permit {
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    let permit = admins::permit(&mut tx, OWNER, right)
        .await
        .expect("the owner");
    tx.commit().await.expect("committed");
    permit
}

async fn set(w: &World, term: Term, value: i64) {
    let permit = owner(w, Right::SetPrices).await;
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    referrals::set_term(&mut tx, &permit, term, value)
        .await
        .expect("set");
    tx.commit().await.expect("committed");
}

/// An admin gives days of a tier.
async fn is_given(w: &mut World, who: &Seller, (tier, days): (&str, i64)) {
    let permit = owner(w, Right::ChangePlan).await;
    let id = w.partner(who).await.id;
    let chosen = Chosen {
        tier: tier.to_owned(),
        with_ai: false,
    };
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    plans::give(&mut tx, &permit, id, (&chosen, days, "a gift"))
        .await
        .expect("given");
    tx.commit().await.expect("committed");
    w.settle().await;
}

#[tokio::test]
async fn the_first_payment_gives_both_their_days_and_the_second_gives_none() {
    with_money(async |w| {
        let desk = cash_desk(w);
        let (lola, link) = inviter(w, "Lola").await;
        let malika = w.seller("Malika");
        comes(w, &malika, &link, "Русский").await;
        pays(w, &desk, &malika).await;
        let (friend, host) = (w.partner(&malika).await, w.partner(&lola).await);
        assert_eq!(friend.paid_until, month_and(&friend, 7));
        // A trial that runs goes on as days of the cheapest plan.
        assert_eq!(host.paid_until, host.trial_ends_at + Millis::days(7));
        assert_eq!(host.tier.as_deref(), Some("chat"));
        assert_eq!(
            heard(w, &lola, "has paid: 7 days for you!"),
            1,
            "{}",
            lola.heard(w)
        );
        let told = "Вы пришли по приглашению друга: вам добавлено 7 дней!";
        assert_eq!(heard(w, &malika, told), 1, "{}", malika.heard(w));
        let events = plans::events(&w.cx().db, host.id).await.expect("read");
        assert_eq!(
            (events[0].by_whom.as_str(), events[0].reason.as_str()),
            ("referral", "SCX-000001")
        );
        pays(w, &desk, &malika).await;
        let friend = w.partner(&malika).await;
        assert_eq!(friend.paid_until, month_and(&friend, 37));
        assert_eq!(days(w, &friend).await, [7]);
        assert_eq!(days(w, &host).await, [7]);
        word(w, &lola).await;
        assert!(
            lola.screen(w).contains("Came: 1, paid: 1, days for you: 7"),
            "{}",
            lola.screen(w)
        );
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn a_gift_money_by_hand_and_a_coupon_of_all_are_no_first_payment() {
    with_money(async |w| {
        let desk = cash_desk(w);
        let admin = w.owner();
        admin.enters(w).await;
        let (lola, link) = inviter(w, "Lola").await;
        let malika = friend(w, "Malika", &link).await;
        is_given(w, &malika, ("chat", 30)).await;
        asks_for(w, &malika, "Chat", "Month").await;
        approves(w, &admin, "Month").await;
        let permit = owner(w, Right::ManageCoupons).await;
        let new = NewCoupon {
            code: "ALL_OF_IT".to_owned(),
            percent: 100,
            most_uses: 1,
            days: 5,
            tier: None,
        };
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        billing::make(&mut tx, &permit, &new).await.expect("made");
        tx.commit().await.expect("committed");
        malika.types(w, "/start c_ALL_OF_IT").await;
        pays(w, &desk, &malika).await;
        assert_eq!(states(w).await, [(State::Came, None)]);
        assert_eq!(heard(w, &lola, REWARD), 0);
        // Only now.
        pays(w, &desk, &malika).await;
        assert_eq!(states(w).await, [(State::Paid, None)]);
        assert_eq!(heard(w, &lola, REWARD), 1);
    })
    .await;
}

#[tokio::test]
async fn days_come_in_the_plan_of_now_and_where_there_is_none_in_the_cheapest_from_now_on() {
    with_money(async |w| {
        let desk = cash_desk(w);
        let (lola, link) = inviter(w, "Lola").await;
        is_given(w, &lola, ("starter", 30)).await;
        let before = w.partner(&lola).await;
        let malika = friend(w, "Malika", &link).await;
        pays(w, &desk, &malika).await;
        let host = w.partner(&lola).await;
        assert_eq!(host.paid_until, before.paid_until + Millis::days(7));
        assert_eq!(host.tier.as_deref(), Some("starter"));
        w.leaps(Millis::days(60)).await;
        let zuhra = friend(w, "Zuhra", &link).await;
        pays(w, &desk, &zuhra).await;
        let host = w.partner(&lola).await;
        assert_eq!(host.paid_until, w.now() + Millis::days(7));
        assert_eq!(host.tier.as_deref(), Some("chat"));
    })
    .await;
}

#[tokio::test]
async fn an_inviter_gets_no_more_than_the_month_allows_and_the_friend_gets_what_was_promised() {
    with_money(async |w| {
        let desk = cash_desk(w);
        set(w, Term::Most, 1).await;
        let (lola, link) = inviter(w, "Lola").await;
        for name in ["Malika", "Zuhra"] {
            let friend = friend(w, name, &link).await;
            pays(w, &desk, &friend).await;
            assert_eq!(heard(w, &friend, GIFT), 1, "{}", friend.heard(w));
        }
        let id = w.partner(&lola).await;
        assert_eq!(days(w, &id).await, [7]);
        assert_eq!(
            states(w).await,
            [(State::Paid, Some(Why::Month)), (State::Paid, None)]
        );
        word(w, &lola).await;
        let screen = lola.screen(w);
        assert!(screen.contains("For at most 1 friend a month"), "{screen}");
        assert!(
            screen.contains("Came: 2, paid: 2, days for you: 7"),
            "{screen}"
        );
        // The next month of Tashkent.
        w.leaps(Millis::days(31)).await;
        let umida = friend(w, "Umida", &link).await;
        pays(w, &desk, &umida).await;
        assert_eq!(states(w).await[0], (State::Paid, None));
        assert_eq!(heard(w, &lola, REWARD), 2);
    })
    .await;
}

#[tokio::test]
async fn an_inviter_who_is_blocked_or_has_closed_the_account_earns_nothing() {
    with_money(async |w| {
        let desk = cash_desk(w);
        let admin = w.owner();
        admin.enters(w).await;
        let (lola, link) = inviter(w, "Lola").await;
        let malika = friend(w, "Malika", &link).await;
        let zuhra = friend(w, "Zuhra", &link).await;
        super::admin::blocks(w, &admin, "one and the same shop").await;
        pays(w, &desk, &malika).await;
        assert_eq!(newest(w).await.state, State::Came);
        assert_eq!(states(w).await[1], (State::Paid, Some(Why::Blocked)));
        assert_eq!(heard(w, &malika, GIFT), 1);
        super::admin::unblocks(w, &admin, "sorry").await;
        let id = w.partner(&lola).await;
        super::erasing::closes(w, &lola).await;
        pays(w, &desk, &zuhra).await;
        assert_eq!(states(w).await[0], (State::Paid, Some(Why::Gone)));
        assert_eq!(heard(w, &zuhra, GIFT), 1);
        assert!(days(w, &id).await.is_empty());
        assert_eq!(heard(w, &lola, REWARD), 0);
    })
    .await;
}

#[tokio::test]
async fn a_refund_takes_the_days_of_both_back_once() {
    with_money(async |w| {
        let desk = cash_desk(w);
        let (lola, link) = inviter(w, "Lola").await;
        let malika = friend(w, "Malika", &link).await;
        let first = pays(w, &desk, &malika).await;
        pays(w, &desk, &malika).await;
        w.outside.payme().repeat_writes(true);
        desk.cancel(&first.id, 5).await;
        desk.cancel(&first.id, 5).await;
        w.settle().await;
        let (friend, host) = (w.partner(&malika).await, w.partner(&lola).await);
        assert_eq!(days(w, &friend).await, [-7, 7]);
        assert_eq!(days(w, &host).await, [-7, 7]);
        assert_eq!(friend.paid_until, month_and(&friend, 0));
        assert_eq!(host.paid_until, host.trial_ends_at);
        let went = "Your payment was given back, and so 7 days of the invitation went with it";
        assert_eq!(heard(w, &malika, went), 1, "{}", malika.heard(w));
        let went = "Your friend’s payment was given back, and so 7 days are taken back";
        assert_eq!(heard(w, &lola, went), 1, "{}", lola.heard(w));
        assert_eq!(states(w).await, [(State::TakenBack, None)]);
        word(w, &lola).await;
        assert!(
            lola.screen(w).contains("Came: 1, paid: 0, days for you: 0"),
            "{}",
            lola.screen(w)
        );
        // Neither the second payment nor a third begins it anew.
        pays(w, &desk, &malika).await;
        assert_eq!(days(w, &host).await, [-7, 7]);
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn a_refund_takes_no_more_than_the_days_are_worth_now_and_none_that_have_passed() {
    with_money(async |w| {
        let desk = cash_desk(w);
        let (lola, link) = inviter(w, "Lola").await;
        let malika = friend(w, "Malika", &link).await;
        let paid = pays(w, &desk, &malika).await;
        // Seven days of chat are one of a tier that costs 3,000,000 and not 450,000 so'm.
        is_given(w, &lola, ("starter", 30)).await;
        let before = w.partner(&lola).await;
        let zuhra = friend(w, "Zuhra", &link).await;
        let late = pays(w, &desk, &zuhra).await;
        desk.cancel(&paid.id, 5).await;
        w.settle().await;
        let host = w.partner(&lola).await;
        assert_eq!(host.paid_until, before.paid_until + Millis::days(6));
        w.leaps(Millis::days(60)).await;
        desk.cancel(&late.id, 5).await;
        w.settle().await;
        assert_eq!(w.partner(&lola).await.paid_until, host.paid_until);
        assert_eq!(days(w, &host).await, [-1, 7, 7]);
    })
    .await;
}

#[tokio::test]
async fn the_terms_of_the_day_of_coming_hold_and_no_days_are_no_words() {
    with_money(async |w| {
        let desk = cash_desk(w);
        let (lola, link) = inviter(w, "Lola").await;
        let malika = friend(w, "Malika", &link).await;
        set(w, Term::InviterDays, 3).await;
        set(w, Term::PartnerDays, 0).await;
        let zuhra = friend(w, "Zuhra", &link).await;
        assert_eq!(heard(w, &zuhra, "A friend has invited you"), 0);
        for friend in [&malika, &zuhra] {
            pays(w, &desk, friend).await;
        }
        let host = w.partner(&lola).await;
        assert_eq!(days(w, &host).await, [3, 7]);
        let promised = w.partner(&malika).await;
        assert_eq!(days(w, &promised).await, [7]);
        let nothing = w.partner(&zuhra).await;
        assert!(days(w, &nothing).await.is_empty());
        assert_eq!(heard(w, &zuhra, GIFT), 0);
    })
    .await;
}
