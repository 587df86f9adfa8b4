//! A shop's bot in groups: it speaks to whoever calls it.

use scx_fakes::Impossible;
use scx_fakes::telegram::views::MessageView;
use scx_world::{Customer, World};

use super::shop_with_customer;
use crate::world;

const GROUP: i64 = -1_001_234;
const CALLED: &str = "@lola_shop_bot choynak qancha turadi?";

/// What the bot wrote in the group.
fn spoken(w: &World, bot: i64) -> Vec<MessageView> {
    let chat = w.outside.telegram().chat(GROUP, bot);
    let messages = chat.messages.into_iter();
    messages.filter(|message| message.from_bot).collect()
}

async fn writes(w: &mut World, who: &Customer, text: &str) -> i64 {
    let sent = w
        .outside
        .telegram()
        .send_in_group(who.person, GROUP, who.bot, text);
    let id = sent.expect("a group");
    w.settle().await;
    id
}

fn last(messages: &[MessageView]) -> &MessageView {
    messages.last().expect("a message of the bot")
}

#[tokio::test]
async fn who_calls_the_bot_by_its_name_is_answered_there() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        w.outside.telegram().add_group(GROUP, "Mahalla");
        let asked = writes(w, &aziz, CALLED).await;
        let spoken = spoken(w, aziz.bot);
        let answer = last(&spoken);
        assert!(answer.text.contains("145 000"), "{answer:?}");
        assert_eq!(answer.reply_to, Some(asked), "{answer:?}");
        assert!(!aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
    })
    .await;
}

#[tokio::test]
async fn who_answers_the_bot_goes_on_talking_and_others_are_left_alone() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        w.outside.telegram().add_group(GROUP, "Mahalla");
        writes(w, &aziz, CALLED).await;
        let before = spoken(w, aziz.bot).len();
        writes(w, &aziz, "Lagan qancha turadi?").await;
        assert_eq!(spoken(w, aziz.bot).len(), before);
        let answer = last(&spoken(w, aziz.bot)).id;
        let telegram = w.outside.telegram();
        let sent: Result<i64, Impossible> =
            telegram.reply_in_group(aziz.person, GROUP, aziz.bot, answer, "Lagan qancha turadi?");
        sent.expect("a group");
        w.settle().await;
        let spoken = spoken(w, aziz.bot);
        assert!(last(&spoken).text.contains("210 000"), "{spoken:?}");
    })
    .await;
}

#[tokio::test]
async fn a_call_without_a_question_is_told_how_to_ask() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        w.outside.telegram().add_group(GROUP, "Mahalla");
        writes(w, &aziz, "@lola_shop_bot").await;
        let spoken = spoken(w, aziz.bot);
        assert!(last(&spoken).text.contains("javob qilib"), "{spoken:?}");
    })
    .await;
}

#[tokio::test]
async fn two_people_in_a_group_have_a_conversation_each() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        w.outside.telegram().add_group(GROUP, "Mahalla");
        let nodira = w.customer("Nodira", aziz.bot);
        writes(w, &aziz, "@lola_shop_bot velosiped ijaraga berasizlarmi?").await;
        lola.taps(w, "Pause the AI here").await;
        writes(w, &nodira, CALLED).await;
        let spoken = spoken(w, aziz.bot);
        assert!(last(&spoken).text.contains("145 000"), "{spoken:?}");
    })
    .await;
}

#[tokio::test]
async fn the_seller_answers_in_the_group_below_the_question() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        w.outside.telegram().add_group(GROUP, "Mahalla");
        let asked = writes(w, &aziz, "@lola_shop_bot velosiped ijaraga berasizlarmi?").await;
        lola.replies_to(w, "velosiped", "Yo‘q, faqat sotamiz").await;
        let spoken = spoken(w, aziz.bot);
        let answer = last(&spoken);
        assert!(answer.text.contains("faqat sotamiz"), "{spoken:?}");
        assert_eq!(answer.reply_to, Some(asked));
    })
    .await;
}

#[tokio::test]
async fn in_a_forum_the_answer_stands_in_the_topic_of_the_question() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let telegram = w.outside.telegram();
        telegram.add_forum(GROUP, "Mahalla").expect("a supergroup");
        let thread = telegram
            .add_forum_topic(aziz.person, GROUP, "Savdo")
            .expect("a forum");
        telegram
            .send_in_topic(aziz.person, GROUP, aziz.bot, thread, CALLED)
            .expect("a topic");
        w.settle().await;
        let spoken = spoken(w, aziz.bot);
        assert_eq!(last(&spoken).thread, Some(thread), "{spoken:?}");
        assert!(last(&spoken).text.contains("145 000"));
    })
    .await;
}
