//! The language and the script in which customers are answered.

use scx_kit::Language;
use scx_lang::identify;
use scx_world::{Customer, World};

use super::{
    PRICES, every_block, from_bot, offer_models, says, shop, shop_with_customer, with_gemini,
};
use crate::{world, world_with};

const CYRILLIC: &str = "Маҳсулот;Нархи;Изоҳ\nЧойнак 2 литр;145 000 сўм;оқ ранг\nПиёла тўплами;98 000 сўм;6 дона\nКатта лаган;210 000 сўм;қўлда ишланган\n";

/// Customers ask these of a shop that has no such thing: the honest "no"
/// shows the language.
const UZ: &str = "Sizlarda velosiped ijarasi ham bormi?";
const RU: &str = "А у вас есть прокат велосипедов?";
const EN: &str = "Do you also have bicycles for rent?";

#[tokio::test]
async fn a_latin_question_to_a_cyrillic_file_is_answered_in_latin() {
    world(async |w| {
        let (_, bot) = shop(w, CYRILLIC).await;
        let aziz = w.customer("Aziz", bot);
        let answer = aziz.asks(w, "Choynak qancha turadi?").await;
        assert!(
            answer.contains("Choynak") && answer.contains("145 000"),
            "{answer}"
        );
        assert!(!answer.contains("Чойнак"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn a_cyrillic_question_to_a_latin_file_is_answered_in_cyrillic() {
    world(async |w| {
        let (_, bot) = shop(w, PRICES).await;
        let aziz = w.customer("Aziz", bot);
        let answer = aziz.asks(w, "Чойнак нархи қанча бўлади?").await;
        assert!(
            answer.contains("Чойнак") && answer.contains("145 000"),
            "{answer}"
        );
        assert!(!answer.contains("Choynak"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn russian_and_english_questions_find_uzbek_rows() {
    world(async |w| {
        let (_, bot) = shop(w, PRICES).await;
        for (app, question) in [
            ("ru", "Сколько стоит чайник?"),
            ("en", "How much is the teapot?"),
        ] {
            let guest = Customer::with_app(w, "Guest", bot, app);
            let answer = guest.asks(w, question).await;
            assert!(answer.contains("145 000"), "{question}: {answer}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_greeting_speaks_the_apps_language_and_offers_all_and_a_person() {
    world(async |w| {
        let (_, bot) = shop(w, PRICES).await;
        for (app, language, person) in [
            ("uz", Language::UzLatn, "Operator"),
            ("ru", Language::Ru, "Оператор"),
            ("en-GB", Language::En, "Operator"),
        ] {
            let guest = Customer::with_app(w, "Guest", bot, app);
            guest.starts(w).await;
            let greeting = guest.screen(w);
            assert_eq!(spoken(w, &guest), Some(language), "{app}: {greeting}");
            assert!(greeting.contains("Lola"), "{greeting}");
            for button in Language::ALL
                .map(Language::own_name)
                .into_iter()
                .chain([person])
            {
                assert!(greeting.contains(button), "{button} in {greeting}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_app_of_an_unknown_language_is_greeted_in_the_shops() {
    world(async |w| {
        let (_, bot) = shop(w, PRICES).await;
        for app in ["", "tr"] {
            let guest = Customer::with_app(w, "Guest", bot, app);
            guest.starts(w).await;
            assert_eq!(
                spoken(w, &guest),
                Some(Language::En),
                "{app}: {}",
                guest.screen(w)
            );
        }
    })
    .await;
}

#[tokio::test]
async fn without_a_choice_every_customer_is_answered_as_they_write() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        for (question, language) in [
            (RU, Language::Ru),
            (UZ, Language::UzLatn),
            (EN, Language::En),
        ] {
            aziz.asks(w, question).await;
            assert_eq!(
                spoken(w, &aziz),
                Some(language),
                "{question}: {}",
                aziz.screen(w)
            );
        }
    })
    .await;
}

#[tokio::test]
async fn lang_offers_the_languages_and_the_choice_rules() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        aziz.types(w, "/lang").await;
        assert!(aziz.screen(w).contains("[Русский]"), "{}", aziz.screen(w));
        aziz.taps(w, "Русский").await;
        assert_eq!(spoken(w, &aziz), Some(Language::Ru), "{}", aziz.screen(w));
        aziz.asks(w, UZ).await;
        assert_eq!(
            spoken(w, &aziz),
            Some(Language::Ru),
            "one message changes nothing: {}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn two_sure_messages_in_another_language_switch_and_lang_is_offered() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(|prompt| {
            let is_uzbek = prompt.system.contains("(uz-Latn)");
            let text = if is_uzbek {
                "Ha, albatta bor."
            } else {
                "Да, конечно есть."
            };
            says("answer", text, &every_block(prompt))
        });
        let (_, aziz) = shop_with_customer(w).await;
        aziz.taps(w, "Русский").await;
        let first = aziz.asks(w, "Choynaklaringiz hali ham bormi?").await;
        assert!(first.contains("Да") && !first.contains("/lang"), "{first}");
        let second = aziz.asks(w, "Laganlaringiz ham hali bormi?").await;
        assert!(
            second.contains("Ha, albatta") && second.contains("/lang"),
            "{second}"
        );
        assert!(second.contains("[Русский]"), "{second}");
        let third = aziz.asks(w, "Piyolalaringiz-chi, bormi?").await;
        assert!(
            third.contains("Ha, albatta") && !third.contains("/lang"),
            "it is offered once: {third}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_honest_no_in_the_new_language_offers_lang_too() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        aziz.taps(w, "Русский").await;
        aziz.types(w, UZ).await;
        aziz.types(w, "Unda samokat ijarasi bormi sizlarda?").await;
        assert!(aziz.screen(w).contains("/lang"), "{}", aziz.screen(w));
        assert!(aziz.screen(w).contains("[Русский]"), "{}", aziz.screen(w));
    })
    .await;
}

#[tokio::test]
async fn ok_and_numbers_do_not_change_the_language() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        aziz.asks(w, RU).await;
        for short in ["ok", "45", "👍", "2 ta", "Ok ok", "998 90 123 45 67"] {
            aziz.types(w, short).await;
            aziz.types(w, "/help").await;
            let help = aziz.screen(w);
            assert_eq!(spoken(w, &aziz), Some(Language::Ru), "{short}: {help}");
        }
    })
    .await;
}

#[tokio::test]
async fn help_and_settings_speak_the_customer_s_language() {
    world(async |w| {
        let (_, bot) = shop(w, PRICES).await;
        for (app, choose, help) in [
            ("uz", "Qaysi tilda", "yordamchi botiman"),
            ("ru", "На каком языке", "бот-помощник"),
            ("en", "Which language", "helper bot"),
        ] {
            let guest = Customer::with_app(w, "Guest", bot, app);
            guest.starts(w).await;
            guest.types(w, "/settings").await;
            let screen = guest.screen(w);
            assert!(
                screen.contains(choose) && screen.contains("[Русский]"),
                "{screen}"
            );
            guest.types(w, "/help").await;
            assert!(guest.screen(w).contains(help), "{}", guest.screen(w));
            guest.types(w, "/settings").await;
            guest.taps(w, "Ўзбекча").await;
            guest.types(w, "/help").await;
            assert!(guest.screen(w).contains("ёрдамчи"), "{}", guest.screen(w));
            let commands = guest.chat(w).commands;
            assert!(
                commands.iter().any(|it| it.command == "settings"),
                "{commands:?}"
            );
        }
    })
    .await;
}

/// The language of the bot's last message.
fn spoken(w: &World, customer: &Customer) -> Option<Language> {
    let last = from_bot(w, customer).pop().expect("the bot spoke");
    identify(&last.text).label.language()
}
