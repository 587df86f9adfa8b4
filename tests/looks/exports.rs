//! Conversations as a file: what it holds, what is noted, who sees it.

use scx_store::sql;
use scx_world::{ADMIN_BOT, Chief, World};

use super::{QUESTION, finds, looks, noted, owner, shop};
use crate::with_admins;

/// The newest file in an admin's chat: its text, and the words below it.
fn newest_file(w: &World, who: &Chief) -> (String, String) {
    let telegram = w.outside.telegram();
    let messages = who.chat(w).messages;
    let mut files = messages.iter().rev();
    let file = files.find(|message| message.from_bot && message.document.is_some());
    let file = file.expect("a file in the chat");
    let bytes = telegram.file_bytes(who.person, ADMIN_BOT, file.id);
    let bytes = bytes.expect("its bytes").to_vec();
    let text = String::from_utf8(bytes).expect("UTF-8");
    (text, file.text.clone())
}

/// What was said to and by one customer, oldest first.
async fn said(w: &World, customer: &str) -> Vec<String> {
    let rows = sql("SELECT message.text FROM message JOIN conversation ON conversation.id = message.conversation
        WHERE conversation.customer_name = $1 AND message.kind <> 'phrase' ORDER BY message.id")
    .bind(customer);
    let rows = rows.all::<(String,)>(&w.cx().db).await.expect("read");
    rows.into_iter().map(|(text,)| text).collect()
}

#[tokio::test]
async fn a_file_holds_what_was_said_in_the_conversations_that_are_shown() {
    with_admins(async |w| {
        let (lola, aziz) = shop(w, "Lola", "=Aziz").await;
        shop(w, "Malika", "Нодира").await;
        let dina = w.customer("Dina", aziz.bot);
        dina.starts(w).await;
        dina.asks(w, "Piyola bormi?").await;
        aziz.types(w, "=HYPERLINK(\"http://evil\")").await;
        let owner = owner(w).await;
        owner.types(w, "/chats").await;
        assert!(!owner.screen(w).contains("CSV"), "only of one partner");
        finds(w, &owner, "Lola").await;
        owner.taps(w, "Conversations").await;
        owner.types(w, "aziz").await;
        owner.taps(w, "CSV").await;
        let (text, below) = newest_file(w, &owner);
        for line in said(w, "=Aziz").await {
            let first = line.lines().next().unwrap_or_default().replace('"', "\"\"");
            assert!(text.contains(&first), "{first} in {text}");
        }
        for part in [
            QUESTION,
            "145 000",
            "telegram;'=Aziz;customer;",
            "'=HYPERLINK",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("Piyola bormi"), "not asked for: {text}");
        assert!(!text.contains("Нодира"), "of another partner: {text}");
        let entries = noted(w).await;
        assert_eq!(entries[0].act, "conversation.exported");
        let (talks, messages) = entries[0]
            .value_after
            .split_once(" / ")
            .expect("two counts");
        assert_eq!(talks, "1");
        let rows = csv_rows(&text);
        assert_eq!(
            messages.parse(),
            Ok(rows - 1),
            "a row for each and one of heads: {text}"
        );
        assert!(
            below.contains(&format!("Conversations: 1, messages: {messages}")),
            "{below}"
        );
        let seen = looks(w, &lola).await;
        let line = format!("Otabek took conversations as a file: 1, messages: {messages}");
        assert!(seen.contains(&line), "{seen}");
    })
    .await;
}

/// How many records a file has; a record may have several lines.
fn csv_rows(text: &str) -> usize {
    let mut is_quoted = false;
    let ends = text.chars().filter(|c| {
        is_quoted ^= *c == '"';
        *c == '\n' && !is_quoted
    });
    ends.count()
}

#[tokio::test]
async fn nothing_found_makes_no_file_and_is_not_noted() {
    with_admins(async |w| {
        shop(w, "Lola", "Aziz").await;
        let owner = owner(w).await;
        finds(w, &owner, "Lola").await;
        owner.taps(w, "Conversations").await;
        owner.taps(w, "IG").await;
        owner.taps(w, "CSV").await;
        assert!(
            owner.toast(w).contains("no such conversation"),
            "{}",
            owner.toast(w)
        );
        owner.types(w, "/chats").await;
        owner.forges(w, "v1|chats|999|csv|").await;
        assert!(noted(w).await.is_empty());
    })
    .await;
}
