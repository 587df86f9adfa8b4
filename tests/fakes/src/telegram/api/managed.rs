//! Methods of bots that manage others. The vendor documents no wording for
//! their refusals; a client may rely on the status alone.

use serde_json::json;

use super::{Answer, Errand, Failure};

impl Errand<'_> {
    pub(super) fn managed_token(&mut self) -> Answer {
        let bot = self.managed()?;
        Ok(json!(self.state.own_bot(bot).token))
    }

    pub(super) fn replace_managed_token(&mut self) -> Answer {
        let bot = self.managed()?;
        let serial = self.state.next_serial();
        let token = format!("{bot}:AA{serial:0>33}");
        self.state.own_bot(bot).token.clone_from(&token);
        Ok(json!(token))
    }

    /// The bot that a call is about, if this one manages it.
    fn managed(&self) -> Result<i64, Failure> {
        let bot = self.params.int("user_id").unwrap_or_default();
        let manager = self.state.bots.get(&bot).and_then(|bot| bot.managed_by);
        if manager == Some(self.bot) {
            Ok(bot)
        } else {
            Err(Failure::bad("user not found"))
        }
    }
}
