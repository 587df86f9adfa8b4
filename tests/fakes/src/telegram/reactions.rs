//! What people think of the bot's messages, shown by one emoji.
//! Source: <https://core.telegram.org/bots/api#messagereactionupdated>.

use serde_json::{Value, json};

use super::Telegram;
use crate::common::Impossible;

impl Telegram {
    /// Puts an emoji on a message of the bot in the private chat, in place of
    /// the one before, or takes it back. A bot is told only when it named
    /// `message_reaction` among the updates it wants.
    ///
    /// # Errors
    /// When it is no message of the bot on the screen, the bot is blocked, or
    /// nothing would change.
    pub fn react(
        &self,
        person: i64,
        bot: i64,
        message_id: i64,
        emoji: Option<&str>,
    ) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            let user = state.person(person)?.user_json();
            state.bot(bot)?;
            let shown = state.chat_json(person);
            let chat = state.chat(bot, person);
            let message = chat.messages.get(&message_id);
            if chat.is_blocked || !message.is_some_and(|it| it.is_from_bot) {
                let why = format!("message {message_id} of bot {bot} takes no reaction");
                return Err(Impossible(why));
            }
            let old = chat.person_reactions.remove(&message_id);
            if let Some(emoji) = emoji {
                chat.person_reactions.insert(message_id, emoji.to_owned());
            }
            if old.as_deref() == emoji {
                let why = format!("the reaction is {emoji:?} already");
                return Err(Impossible(why));
            }
            let told = json!({
                "chat": shown,
                "message_id": message_id,
                "user": user,
                "date": now_ms.div_euclid(1000),
                "old_reaction": reaction(old.as_deref()),
                "new_reaction": reaction(emoji),
            });
            state.queue(bot, "message_reaction", told, now_ms);
            Ok(())
        })
    }
}

fn reaction(emoji: Option<&str>) -> Value {
    let each = emoji.into_iter();
    each.map(|emoji| json!({"type": "emoji", "emoji": emoji}))
        .collect()
}
