//! Customers and their answers.

mod answers;
mod bursts;
mod business;
mod closed;
mod courtesy;
mod delivery;
mod desk;
mod floods;
mod follow_ups;
mod groups;
mod handover;
mod kinds;
mod languages;
mod links;
mod models;
mod own_key;
mod ratings;
mod safety;
mod senses;
mod stats;
mod teach;
mod topics;

use scx_fakes::telegram::views::MessageView;
use scx_fakes::{ModelReply, Prompt};
use scx_store::sql;
use scx_world::{Customer, Seller, Start, World};
use serde_json::json;

/// A small price list in Uzbek.
const PRICES: &str = "Mahsulot;Narxi;Izoh\nChoynak 2 litr;145 000 so'm;sopol\nPiyola to'plami;98 000 so'm;6 dona\nLagan katta;210 000 so'm;qo'lda ishlangan\n";

pub(crate) const GEMINI_KEY: &str = "AIzaKeyOfGeminiForTheStories000000001";
const OPENAI_KEY: &str = "sk-platform-key-for-the-stories-0002";
pub(crate) const GEMINI_MODEL: &str = "gemini-3.5-flash-lite";
const OPENAI_MODEL: &str = "gpt-6-luna";

/// A shop whose file is active and whose bot is connected, and its owner.
async fn shop(w: &mut World, file: &str) -> (Seller, i64) {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", file.as_bytes()).await;
    let bot = lola.connects_bot(w, "lola_shop_bot").await;
    (lola, bot)
}

/// A shop with the usual prices, its owner, and a customer who opened the bot.
pub async fn shop_with_customer(w: &mut World) -> (Seller, Customer) {
    let (lola, bot) = shop(w, PRICES).await;
    let aziz = w.customer("Aziz", bot);
    aziz.starts(w).await;
    (lola, aziz)
}

/// A start with keys of the platform's providers.
fn with_keys(names: &[(&str, &str)]) -> Start {
    let config = names
        .iter()
        .map(|(name, key)| ((*name).to_owned(), (*key).to_owned()))
        .collect();
    Start {
        config,
        ..Start::default()
    }
}

fn with_gemini() -> Start {
    with_keys(&[("GEMINI_API_KEY", GEMINI_KEY)])
}

fn with_both() -> Start {
    with_keys(&[
        ("GEMINI_API_KEY", GEMINI_KEY),
        ("OPENAI_API_KEY", OPENAI_KEY),
    ])
}

/// Lets the platform's keys in and offers the default models.
fn offer_models(w: &World) {
    w.outside.gemini().add_key(GEMINI_KEY);
    w.outside.gemini().add_model(GEMINI_MODEL);
    w.outside.openai().add_key(OPENAI_KEY);
    w.outside.openai().add_model(OPENAI_MODEL);
}

/// What a model that was asked says, in the form of the schema.
fn says(action: &str, answer: &str, cited: &[i64]) -> Option<ModelReply> {
    let json = json!({
        "language": "uz-Latn", "answer": answer, "cited": cited, "action": action, "confidence": 0.9,
    });
    Some(ModelReply::Text(json.to_string()))
}

/// The last answer of the AI as it was stored.
#[derive(Debug, PartialEq, sqlx::FromRow)]
struct Stored {
    text: String,
    language: Option<String>,
    action: String,
    provider: String,
    model: String,
    prompt_version: i64,
    tokens_in: i64,
    tokens_out: i64,
    cost_micro_usd: i64,
    sources: String,
    document: Option<String>,
}

async fn stored_answer(w: &World) -> Stored {
    sql("SELECT text, language, action, provider, model, prompt_version, tokens_in, tokens_out,
        cost_micro_usd, sources, document FROM message WHERE action IS NOT NULL ORDER BY id DESC LIMIT 1")
    .one(&w.cx().db)
    .await
    .expect("an answer is stored")
}

/// What customers wrote, as it was stored, oldest first.
async fn stored_questions(w: &World) -> Vec<String> {
    let rows: Vec<(String,)> =
        sql("SELECT text FROM message WHERE author = 'customer' ORDER BY id")
            .all(&w.cx().db)
            .await
            .expect("the database answers");
    rows.into_iter().map(|(text,)| text).collect()
}

/// The messages of the bot in a customer's chat.
fn from_bot(w: &World, customer: &Customer) -> Vec<MessageView> {
    customer
        .chat(w)
        .messages
        .into_iter()
        .filter(|message| message.from_bot)
        .collect()
}

/// How many messages a shop's bot has sent.
pub fn sent(w: &World, bot: i64) -> usize {
    w.outside.telegram().calls(bot, "sendMessage").len()
}

/// The number of the block that contains `part`.
fn block_with(prompt: &Prompt, part: &str) -> i64 {
    let before = prompt.whole.split(part).next().unwrap_or_default();
    let (_, place) = before.rsplit_once(" block ").expect("a block");
    place
        .split(']')
        .next()
        .and_then(|place| place.parse().ok())
        .expect("its number")
}

/// The numbers of all blocks.
fn every_block(prompt: &Prompt) -> Vec<i64> {
    let parts = prompt.last_user_text().split(" block ").skip(1);
    parts
        .filter_map(|part| part.split(']').next()?.parse().ok())
        .collect()
}
