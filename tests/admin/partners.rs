//! What admins do with partners: find them, give days, ban, write.

use scx_domain::accounts::{Standing, State};
use scx_kit::Millis;
use scx_world::{Chief, Seller, World};

use crate::identity::code_to;
use crate::with_admins;

const FILE: &[u8] = b"Mahsulot;Narxi\nChoynak 2 litr;145 000\n";

async fn owner_and_lola(w: &mut World) -> (Chief, Seller) {
    let owner = w.owner();
    owner.enters(w).await;
    let lola = w.seller("Lola");
    lola.registers(w).await;
    (owner, lola)
}

/// Opens the file of the only partner that a search finds.
async fn finds(w: &mut World, who: &Chief, text: &str) {
    who.types(w, "/partners").await;
    who.types(w, text).await;
    who.taps(w, "1").await;
}

#[tokio::test]
async fn a_partner_is_found_by_phone_name_mail_and_at_name_in_either_script() {
    with_admins(async |w| {
        let (owner, lola) = owner_and_lola(w).await;
        lola.types(w, "/settings").await;
        lola.taps(w, "Shop name").await;
        lola.types(w, "Lola milliy kiyimlar").await;
        lola.types(w, "/settings").await;
        lola.taps(w, "Email").await;
        lola.types(w, "lola@shop.uz").await;
        let code = code_to(w, "lola@shop.uz");
        lola.types(w, &code).await;
        let phone = w.partner(&lola).await.phone;
        for text in [
            phone.as_str(),
            &phone[4..],
            "milliy",
            "Миллий",
            "LOLA",
            "lola@shop.uz",
        ] {
            finds(w, &owner, text).await;
            let screen = owner.screen(w);
            assert!(
                screen.contains("👤 Lola milliy kiyimlar"),
                "{text}: {screen}"
            );
            assert!(screen.contains("lola@shop.uz"), "{screen}");
        }
        owner.types(w, "/partners").await;
        owner.types(w, "100%_").await;
        assert!(
            owner.screen(w).contains("Nobody was found"),
            "{}",
            owner.screen(w)
        );
        owner.types(w, "/partners").await;
        owner.taps(w, "🎁 Trial").await;
        assert!(
            owner.screen(w).contains("Lola milliy kiyimlar"),
            "{}",
            owner.screen(w)
        );
        owner.taps(w, "✅ Paid").await;
        assert!(
            owner.screen(w).contains("Nobody was found"),
            "{}",
            owner.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn days_are_given_and_taken_with_a_reason_and_the_partner_is_told() {
    with_admins(async |w| {
        let (owner, lola) = owner_and_lola(w).await;
        let trial = w.partner(&lola).await.trial_ends_at;
        finds(w, &owner, "Lola").await;
        owner.taps(w, "Give or take days").await;
        assert!(!owner.screen(w).contains("[✅ Yes]"), "a reason is needed");
        owner.types(w, "45").await;
        owner.types(w, "Kechikish uchun uzr <45>").await;
        assert!(
            owner.screen(w).contains("days +45, until 08.01.2027"),
            "{}",
            owner.screen(w)
        );
        owner.taps(w, "✅ Yes").await;
        assert_eq!(w.partner(&lola).await.paid_until, trial + Millis::days(45));
        assert!(
            lola.heard(w).contains("You were given 45 days!"),
            "{}",
            lola.heard(w)
        );
        assert!(
            owner.screen(w).contains("gift, days +45"),
            "{}",
            owner.screen(w)
        );
        owner.taps(w, "Give or take days").await;
        owner.types(w, "-50").await;
        owner.types(w, "Xato").await;
        owner.taps(w, "✅ Yes").await;
        let partner = w.partner(&lola).await;
        assert!(partner.paid_until < trial + Millis::days(45));
        assert!(
            partner.paid_until >= w.now() - Millis::minutes(1),
            "never before now"
        );
        for bad in ["0", "5000", "-4000"] {
            finds(w, &owner, "Lola").await;
            owner.taps(w, "Give or take days").await;
            owner.types(w, bad).await;
            assert!(
                owner
                    .heard(w)
                    .contains("Write a number of days from 1 to 3660"),
                "{bad}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_ban_takes_two_steps_and_a_minute_and_can_be_lifted() {
    with_admins(async |w| {
        let (owner, lola) = owner_and_lola(w).await;
        lola.activates(w, "narxlar.csv", FILE).await;
        let bot = lola.connects_bot(w, "lola_shop_bot").await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        finds(w, &owner, "Lola").await;
        owner.taps(w, "⛔ Suspend").await;
        let screen = owner.screen(w);
        assert!(
            screen.contains("bots that fall silent: 1, customers"),
            "{screen}"
        );
        assert!(!screen.contains("Yes, suspend"), "{screen}");
        owner.types(w, "Firibgarlik").await;
        w.passes(Millis::secs(61)).await;
        owner.taps(w, "Yes, suspend").await;
        assert!(
            owner.toast(w).contains("A minute has passed"),
            "{}",
            owner.toast(w)
        );
        assert_eq!(w.partner(&lola).await.state, State::Active);
        owner.types(w, "Firibgarlik").await;
        owner.taps(w, "Yes, suspend").await;
        assert_eq!(w.partner(&lola).await.state, State::Banned);
        assert!(
            lola.heard(w).contains("Reason: Firibgarlik"),
            "{}",
            lola.heard(w)
        );
        let answer = aziz.asks(w, "choynak narxi qancha?").await;
        assert!(answer.contains("tez orada javob beradi"), "{answer}");
        owner.taps(w, "✅ Open again").await;
        let screen = owner.screen(w);
        assert!(!screen.contains("Yes, open again"), "{screen}");
        assert_eq!(w.partner(&lola).await.state, State::Banned);
        owner.types(w, "Sotuvchi & do‘kon haq").await;
        owner.taps(w, "Yes, open again").await;
        assert_eq!(owner.toast(w), "✅ The account is open again");
        assert!(
            lola.heard(w).contains("Your account works again"),
            "{}",
            lola.heard(w)
        );
        assert!(Standing::of(&w.partner(&lola).await, w.now()).serves());
        let answer = aziz.asks(w, "choynak narxi qancha?").await;
        assert!(answer.contains("145 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn a_message_is_looked_at_before_it_goes_to_the_partner() {
    with_admins(async |w| {
        let (owner, lola) = owner_and_lola(w).await;
        finds(w, &owner, "Lola").await;
        owner.taps(w, "✉️ Write").await;
        owner.types(w, &"x".repeat(2_001)).await;
        assert!(
            owner.heard(w).contains("1 to 2 000 characters"),
            "{}",
            owner.heard(w)
        );
        owner.types(w, "Salom <b>Lola</b>").await;
        assert!(
            owner.screen(w).contains("will get this message:"),
            "{}",
            owner.screen(w)
        );
        assert!(!lola.heard(w).contains("Salom"));
        owner.taps(w, "📨 Send").await;
        assert!(
            lola.heard(w).contains("✉️ SellerCloudX\nSalom <b>Lola</b>"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}
