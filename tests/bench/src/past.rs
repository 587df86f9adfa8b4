//! A database with a past: conversations, messages and handled updates, as
//! rows of the product's tables.

use anyhow::Context;
use scx_jobs::inbox::{BODY, InboxMark};
use scx_kit::{Millis, Prefix};
use scx_store::{Db, Many, Tx, Value, many, sql};

use crate::load::update_body;
use crate::shop::{Good, Tongue};

/// Questions, each with its answer, of one conversation.
const TURNS: usize = 10;
/// Conversations written in one transaction.
const AT_ONCE: usize = 50;

/// The product's own marks of these are private to it.
struct ConversationMark;
impl Prefix for ConversationMark {
    const PREFIX: &'static str = "cnv";
}
struct MessageMark;
impl Prefix for MessageMark {
    const PREFIX: &'static str = "msg";
}

const CONVERSATIONS: Many = many(
    "INSERT INTO conversation (id, partner, bot, chat, customer_name, language, is_language_chosen,
        state, created_at, last_at) VALUES",
    "($, $, $, $, $, 'uz-Latn', FALSE, 'bot', $, $)",
    "",
);
const MESSAGES: Many = many(
    "INSERT INTO message (id, partner, conversation, author, text, language, action, provider, model,
        prompt_version, tokens_in, tokens_out, cost_micro_usd, created_at) VALUES",
    "($, $, $, $, $, 'uz-Latn', $, $, $, 1, 900, 40, 370, $)",
    "",
);
const UPDATES: Many = many(
    "INSERT INTO inbox (id, account, update_key, conversation, body, is_handled, received_at) VALUES",
    "($, $, $, $, $, TRUE, $)",
    "",
);

/// Writes `messages` messages, half of them questions, to the bots that are there.
///
/// # Errors
/// When the database fails or has no bots.
pub async fn write(db: &Db, messages: usize, goods: usize) -> anyhow::Result<()> {
    let bots = sql("SELECT id, partner FROM bot WHERE role = 'customer' ORDER BY telegram_id")
        .all::<(String, String)>(db)
        .await?;
    anyhow::ensure!(!bots.is_empty(), "no bots");
    let conversations = messages.div_ceil(2 * TURNS);
    for first in (0..conversations).step_by(AT_ONCE) {
        let mut tx = db.begin().await?;
        let mut rows = Rows::default();
        for number in first..(first + AT_ONCE).min(conversations) {
            let shop = number % bots.len();
            rows.add(&tx, (number, shop, goods), &bots[shop]);
        }
        let Rows {
            conversations,
            messages,
            updates,
        } = rows;
        CONVERSATIONS.execute(&mut tx, conversations).await?;
        MESSAGES.execute(&mut tx, messages).await?;
        UPDATES.execute(&mut tx, updates).await?;
        tx.commit().await.context("the past was not written")?;
    }
    Ok(())
}

#[derive(Default)]
struct Rows {
    conversations: Vec<Vec<Value>>,
    messages: Vec<Vec<Value>>,
    updates: Vec<Vec<Value>>,
}

impl Rows {
    fn add(
        &mut self,
        tx: &Tx,
        (number, shop, goods): (usize, usize, usize),
        (bot, partner): &(String, String),
    ) {
        let now = tx.now();
        let day = now.0.div_euclid(Millis::days(1).0).to_string();
        let id = tx.id::<ConversationMark>().to_string();
        let chat = (9_000_000 + number).to_string();
        self.conversations.push(vec![
            Value::from(&id),
            partner.into(),
            bot.into(),
            (&chat).into(),
            format!("Mijoz {number}").into(),
            now.into(),
            now.into(),
        ]);
        for turn in 0..TURNS {
            let good = Good::of(shop, (number * 7 + turn * 13) % goods, goods);
            let question = good.question(Tongue::Uz, turn);
            let answer = format!("Ha, sotuvda bor. Narxi {} so‘m.", good.price);
            for (author, text, told) in [
                ("customer", &question, [None, None, None]),
                (
                    "ai",
                    &answer,
                    ["answer", "gemini", "gemini-3.5-flash-lite"].map(Some),
                ),
            ] {
                let [action, provider, model] = told.map(|word| word.map(str::to_owned));
                self.messages.push(vec![
                    Value::from(tx.id::<MessageMark>()),
                    partner.into(),
                    (&id).into(),
                    author.into(),
                    text.into(),
                    action.into(),
                    provider.into(),
                    model.into(),
                    now.into(),
                ]);
            }
            let update = u64::try_from(number * TURNS + turn).unwrap_or(u64::MAX);
            let row = tx.id::<InboxMark>().to_string();
            let body = update_body(update, 8_000_000 + number, Tongue::Uz, &question);
            self.updates.push(vec![
                Value::from(&row),
                bot.into(),
                update.to_string().into(),
                (&chat).into(),
                tx.seal_scoped(&BODY, &day, &row, body.as_bytes()).into(),
                now.into(),
            ]);
        }
    }
}
