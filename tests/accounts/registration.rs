//! From the first word to the running trial.

use scx_fakes::telegram::Card;
use scx_kit::Millis;
use scx_world::{Seller, World};

use crate::world;

/// A seller who is asked for the phone number, in English.
async fn asked(w: &mut World, name: &str) -> Seller {
    let seller = w.seller(name);
    seller.types(w, "/start").await;
    seller.taps(w, "English").await;
    seller
}

async fn is_registered(w: &World, seller: &Seller) -> bool {
    let found = scx_domain::accounts::by_telegram(&w.cx().db, seller.person).await;
    found.expect("the database answers").is_some()
}

#[tokio::test]
async fn three_taps_lead_from_start_to_a_running_trial() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.types(w, "/start").await;
        assert!(lola.screen(w).contains("[English]"), "{}", lola.screen(w));
        lola.taps(w, "English").await;
        assert!(
            lola.chat(w).keyboard.is_some(),
            "a share-contact key is shown"
        );
        lola.shares_contact(w).await;
        let partner = w.partner(&lola).await;
        assert_eq!(partner.name, "Lola");
        assert_eq!(
            partner.trial_ends_at.0 - partner.created_at.0,
            3 * 86_400_000
        );
        assert!(lola.screen(w).contains("Lola"), "{}", lola.screen(w));
        assert!(lola.chat(w).keyboard.is_none(), "the key is gone");
    })
    .await;
}

#[tokio::test]
async fn each_language_shows_on_the_next_screen_and_after_the_registration() {
    world(async |w| {
        for (button, key, settings) in [
            ("O‘zbekcha", "Raqamni yuborish", "Sozlamalar"),
            ("Ўзбекча", "Рақамни юбориш", "Созламалар"),
            ("Русский", "Отправить номер", "Настройки"),
            ("English", "Share my number", "Settings"),
        ] {
            let seller = w.seller(button);
            seller.types(w, "/start").await;
            seller.taps(w, button).await;
            let keyboard = seller.chat(w).keyboard.expect("a share-contact key");
            assert!(keyboard[0][0].label.contains(key), "{keyboard:?}");
            assert!(keyboard[0][0].request_contact);
            seller.shares_contact(w).await;
            assert!(seller.screen(w).contains(settings), "{}", seller.screen(w));
        }
    })
    .await;
}

#[tokio::test]
async fn a_typed_number_is_taken_in_any_usual_spelling() {
    world(async |w| {
        for (at, text) in [
            "+998 90 111 22 30",
            "998901112231",
            "90 111-22-32",
            "(90) 111.22.33",
            "8 90 111 22 34",
            "00998 90 111 22 35",
        ]
        .iter()
        .enumerate()
        {
            let seller = asked(w, "Lola").await;
            seller.types(w, text).await;
            assert_eq!(
                w.partner(&seller).await.phone,
                format!("+99890111223{at}"),
                "{text}"
            );
            assert!(seller.chat(w).keyboard.is_none(), "the key is gone");
        }
    })
    .await;
}

#[tokio::test]
async fn a_number_that_cannot_be_taken_gets_its_own_sentence() {
    world(async |w| {
        let lola = asked(w, "Lola").await;
        for (text, sentence) in [
            ("salom", "not right"),
            ("12345", "not right"),
            ("+998 90 12O 45 67", "not right"),
            ("+7 901 123 45 67", "Uzbekistan only"),
            ("+998901112233, +998901112234", "more than one number"),
        ] {
            let before = lola.chat(w).messages.len();
            lola.types(w, text).await;
            let new = lola.chat(w).messages.split_off(before);
            assert!(
                new.iter()
                    .any(|it| it.from_bot && it.text.contains(sentence)),
                "{text}: {new:#?}"
            );
            assert!(!is_registered(w, &lola).await, "{text}");
        }
        assert!(lola.chat(w).keyboard.is_some(), "the key is still there");
        lola.shares_contact(w).await;
        assert!(is_registered(w, &lola).await);
    })
    .await;
}

#[tokio::test]
async fn somebody_elses_contact_is_refused() {
    world(async |w| {
        let lola = asked(w, "Lola").await;
        for user_id in [None, Some(4_242)] {
            let card = Card::Other {
                phone: "+998901112233".to_owned(),
                first_name: "Nodir".to_owned(),
                user_id,
            };
            lola.does(w, |telegram, person, bot| {
                telegram.send_contact(person, bot, card)
            })
            .await;
            assert!(
                lola.heard(w).contains("another person’s number"),
                "{}",
                lola.heard(w)
            );
            assert!(!is_registered(w, &lola).await, "{user_id:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_number_has_one_account_and_one_trial() {
    world(async |w| {
        let lola = asked(w, "Lola").await;
        lola.types(w, "+998 90 111 22 33").await;
        let nodir = asked(w, "Nodir").await;
        nodir.types(w, "8 (90) 111-22-33").await;
        assert!(
            nodir.heard(w).contains("another Telegram account"),
            "{}",
            nodir.heard(w)
        );
        assert!(!is_registered(w, &nodir).await);
        assert!(is_registered(w, &lola).await);
    })
    .await;
}

#[tokio::test]
async fn a_second_start_keeps_the_partner_and_the_trial() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let before = w.partner(&lola).await;
        w.advance(Millis::days(1)).await;
        lola.types(w, "/start").await;
        assert!(lola.screen(w).contains("Settings"), "{}", lola.screen(w));
        lola.shares_contact(w).await;
        assert_eq!(w.partner(&lola).await, before);
    })
    .await;
}

#[tokio::test]
async fn nothing_opens_before_the_registration() {
    world(async |w| {
        let lola = w.seller("Lola");
        for command in ["/menu", "/kb", "/channels", "/settings", "salom"] {
            lola.types(w, command).await;
            assert!(
                lola.screen(w).contains("[English]"),
                "{command}: {}",
                lola.screen(w)
            );
        }
        lola.taps(w, "English").await;
        for command in ["/menu", "/kb", "/channels", "/settings", "/start"] {
            lola.types(w, command).await;
            assert!(
                lola.screen(w).contains("phone number"),
                "{command}: {}",
                lola.screen(w)
            );
        }
        assert!(!is_registered(w, &lola).await);
    })
    .await;
}

#[tokio::test]
async fn a_restart_in_the_middle_loses_nothing() {
    world(async |w| {
        let lola = asked(w, "Lola").await;
        w.halt().await;
        w.boot().await;
        lola.shares_contact(w).await;
        let partner = w.partner(&lola).await;
        assert_eq!(partner.language.tag(), "en");
        assert!(lola.screen(w).contains("Settings"), "{}", lola.screen(w));
    })
    .await;
}
