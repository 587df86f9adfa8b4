//! Coupons: made by admins, tried by partners, never used more often than they
//! may be.

use scx_domain::accounts::{self, NewPartner, PartnerId, Phone};
use scx_domain::admins::{self, Right};
use scx_domain::billing::{self, NewCoupon};
use scx_domain::plans::{self, Chosen};
use scx_kit::{Language, Millis};
use scx_world::{Chief, OWNER, World};

use super::{registered, with_money};
use crate::plans::{approves, asks_for};

/// An admin makes a coupon in the bot.
async fn makes(w: &mut World, who: &Chief, code: &str, percent: &str, most: &str) {
    who.types(w, "/menu").await;
    who.taps(w, "Coupons").await;
    who.taps(w, "New coupon").await;
    for (button, value) in [("✏️ Code", code), ("Rebate", percent), ("How often", most)] {
        who.taps(w, button).await;
        who.types(w, value).await;
    }
    who.taps(w, "Make it").await;
    assert!(
        who.heard(w)
            .contains(&format!("The coupon is ready: {code}")),
        "{}",
        who.heard(w)
    );
}

#[tokio::test]
async fn a_coupon_is_typed_or_linked_and_shows_its_price_before_the_tap() {
    with_money(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        makes(w, &owner, "SAVE10_UZ_2026", "10", "2").await;
        let (lola, _) = registered(w).await;
        lola.types(w, "/plan").await;
        lola.taps(w, "Chat").await;
        lola.taps(w, "🎟 Coupon").await;
        for (text, sentence) in [
            ("ab", "A coupon’s code has Latin letters"),
            ("NOTHING_HERE", "There is no such coupon"),
        ] {
            lola.types(w, text).await;
            assert!(
                lola.heard(w).contains(sentence),
                "{text}: {}",
                lola.heard(w)
            );
        }
        lola.types(w, " save10_uz_2026 ").await;
        assert!(
            lola.heard(w)
                .contains("SAVE10_UZ_2026 is accepted: 10% off"),
            "{}",
            lola.heard(w)
        );
        let screen = lola.screen(w);
        assert!(
            screen.contains("450\u{a0}000 405\u{a0}000 so‘m (🎟 SAVE10_UZ_2026)"),
            "{screen}"
        );
        lola.taps(w, "Send request").await;
        assert!(
            owner
                .heard(w)
                .contains("💰 405\u{a0}000 so‘m\n🎟 Coupon: SAVE10_UZ_2026"),
            "{}",
            owner.heard(w)
        );
        used_up_and_given_back(w, &owner).await;
    })
    .await;
}

/// The last use goes to a second partner, comes back, and goes to a third.
async fn used_up_and_given_back(w: &mut World, owner: &Chief) {
    let malika = w.seller("Malika");
    malika.registers(w).await;
    malika.types(w, "/start c_SAVE10_UZ_2026").await;
    assert!(malika.heard(w).contains("10% off"), "{}", malika.heard(w));
    asks_for(w, &malika, "Chat", "Year").await;
    assert!(
        owner.heard(w).contains("4\u{a0}860\u{a0}000 so‘m"),
        "{}",
        owner.heard(w)
    );
    let late = w.seller("Late");
    late.registers(w).await;
    late.types(w, "/start c_SAVE10_UZ_2026").await;
    assert!(
        late.heard(w).contains("This coupon is used up"),
        "{}",
        late.heard(w)
    );
    // A rejected request gives its use back.
    owner.taps(w, "✖️ Reject").await;
    owner.taps(w, "Asked twice").await;
    late.types(w, "/start c_SAVE10_UZ_2026").await;
    assert!(late.heard(w).contains("10% off"), "{}", late.heard(w));
}

#[tokio::test]
async fn money_by_hand_is_in_the_books_with_its_rebate_and_a_gift_is_not() {
    with_money(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        makes(w, &owner, "SAVE10_UZ_2026", "10%", "5").await;
        let (lola, _) = registered(w).await;
        lola.types(w, "/start c_SAVE10_UZ_2026").await;
        asks_for(w, &lola, "Chat", "Month").await;
        approves(w, &owner, "Month").await;
        let books = super::books(w).await;
        let wanted = [
            ("discounts".to_owned(), 4_500_000),
            ("receivable:manual".to_owned(), 40_500_000),
            ("revenue".to_owned(), -45_000_000),
        ];
        assert_eq!(books, wanted);
        asks_for(w, &lola, "Chat", "Month").await;
        owner.taps(w, "✅ Month").await;
        owner.taps(w, "🎁 For free").await;
        assert_eq!(super::books(w).await, wanted);
        assert!(w.partner(&lola).await.paid_until > w.now() + Millis::days(60));
    })
    .await;
}

async fn many_partners(w: &World, count: i64) -> Vec<PartnerId> {
    let mut ids = Vec::new();
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    for number in 0..count {
        let new = NewPartner {
            telegram_user: 50_000 + number,
            name: format!("Do‘kon {number}"),
            phone: Phone::parse(&format!("+99890{:07}", 2_000_000 + number)).expect("a phone"),
            username: None,
            is_phone_proven: true,
            language: Language::UzLatn,
        };
        let (partner, _) = accounts::register(&mut tx, new).await.expect("registered");
        ids.push(partner.id);
    }
    tx.commit().await.expect("committed");
    ids
}

#[tokio::test]
async fn two_hundred_at_once_get_a_hundred_uses() {
    with_money(async |w| {
        let partners = many_partners(w, 200).await;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let permit = admins::permit(&mut tx, OWNER, Right::ManageCoupons)
            .await
            .expect("the owner");
        let new = NewCoupon {
            code: "CROWD_2026".to_owned(),
            percent: 10,
            most_uses: 100,
            days: 5,
            tier: None,
        };
        billing::make(&mut tx, &permit, &new).await.expect("made");
        tx.commit().await.expect("committed");
        let asks = partners.into_iter().map(|partner| {
            let db = w.cx().db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await?;
                billing::pocket(&mut tx, partner, "CROWD_2026").await?;
                let known = plans::catalogue(&mut tx).await?;
                let chosen = Chosen {
                    tier: "chat".to_owned(),
                    with_ai: false,
                };
                let offer = known.offer(&chosen, "month")?;
                let request = billing::ask(&mut tx, partner, offer).await?;
                let request = plans::request(&mut tx, request).await?;
                tx.commit().await?;
                Ok::<_, scx_domain::Error>(request.coupon.is_some())
            })
        });
        let mut granted = 0;
        // Refused a coupon, or asked at the full price because the last use went
        // to another between the two steps.
        let mut without = 0;
        for asked in futures_util::future::join_all(asks).await {
            match asked.expect("it ends") {
                Ok(true) => granted += 1,
                Ok(false) => without += 1,
                Err(scx_domain::Error::Refused(no)) => {
                    assert_eq!(no.key, "coupon-used-up");
                    without += 1;
                }
                Err(fault) => panic!("{fault:#}"),
            }
        }
        assert_eq!((granted, without), (100, 100));
        let coupon = billing::coupon(&w.cx().db, "CROWD_2026")
            .await
            .expect("read")
            .expect("there");
        assert_eq!(coupon.used, 100);
    })
    .await;
}
