//! Payments inside Telegram: what it asks and tells a bot, and what a bot says.
//!
//! See <https://core.telegram.org/bots/payments> and
//! <https://core.telegram.org/bots/payments-stars>.

use scx_kit::{Millis, Secret};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use teloxide::payloads::{
    AnswerPreCheckoutQuery, AnswerPreCheckoutQuerySetters as _, RefundStarPayment, SendInvoice,
    SendInvoiceSetters as _,
};
use teloxide::types::{
    ChatId, LabeledPrice, PreCheckoutQueryId, TelegramTransactionId, ThreadId, UserId,
};

use super::{Sent, Telegram, answer, call, reading, reason, wire};
use crate::ConnectError;
use crate::error::ErrorKind;
use crate::payment::{Bill, Charge, Price};

/// How long Telegram waits for the answer to a query before the payment: after
/// that the payment is off.
pub const ANSWERED_WITHIN: Millis = Millis::secs(10);

/// An answer that takes longer than this leaves no time for another try.
const ANSWER: Millis = Millis::secs(4);

/// "Product name, 1-32 characters".
const TITLE_CHARS: usize = 32;
/// "Product description, 1-255 characters".
const DESCRIPTION_CHARS: usize = 255;

/// News of a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Money {
    /// A person has confirmed and waits for the bot's word.
    Asked {
        /// To be answered.
        query: String,
        /// What they are about to pay.
        bill: Bill,
    },
    /// Money was taken.
    Taken {
        /// The message that says so.
        message: i64,
        /// The payment.
        charge: Charge,
    },
    /// Money went back.
    Back {
        /// The message that says so.
        message: i64,
        /// The payment.
        charge: Charge,
    },
}

/// An invoice on its way into a chat.
#[derive(Clone, Debug)]
pub struct Invoice<'a> {
    /// The chat.
    pub chat: i64,
    /// The topic of the chat.
    pub thread: Option<i64>,
    /// The product's name; a longer one is cut.
    pub title: &'a str,
    /// What is written below it; a longer text is cut.
    pub description: &'a str,
    /// Our name of the order, which people do not see.
    pub order: &'a str,
    /// What it costs.
    pub price: Price,
    /// What a forwarded copy opens the bot with: without it the copy could be
    /// paid by anybody.
    pub start: &'a str,
    /// The provider that takes the money; none for Stars.
    pub provider: Option<&'a Secret<String>>,
}

impl Telegram {
    /// Sends an invoice with a button that pays it.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn send_invoice(
        &self,
        token: &Secret<String>,
        invoice: &Invoice<'_>,
    ) -> Result<Sent, ConnectError> {
        let Price { currency, amount } = invoice.price;
        let title = cut(invoice.title, TITLE_CHARS);
        let price = LabeledPrice::new(title.clone(), amount);
        let mut send = SendInvoice::new(
            ChatId(invoice.chat),
            title,
            cut(invoice.description, DESCRIPTION_CHARS),
            invoice.order,
            currency.name(),
            [price],
        )
        .start_parameter(invoice.start);
        send.provider_token = invoice.provider.map(|token| token.expose().clone());
        send.message_thread_id = match invoice.thread {
            Some(thread) => Some(ThreadId(wire::message_id(thread).map_err(|part| {
                call(vec![token], "SendInvoice").error(ErrorKind::Broken, part.0)
            })?)),
            None => None,
        };
        let wire = wire::payload(&send);
        let secrets = [Some(token), invoice.provider].into_iter().flatten();
        let call = call(secrets.collect(), wire.method);
        let answer = self.exchange(&call, token, wire).await?;
        let result: &RawValue = answer::result_of(&call, &answer)?;
        Ok(Sent {
            message_id: reading::message_id(result.get().as_bytes()),
        })
    }

    /// Answers a query before a payment: yes, or a no that the payer reads. False
    /// when Telegram no longer waits for it.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn answer_checkout(
        &self,
        token: &Secret<String>,
        query: &str,
        no: Option<&str>,
    ) -> Result<bool, ConnectError> {
        let query = PreCheckoutQueryId(query.to_owned());
        let mut said = AnswerPreCheckoutQuery::new(query, no.is_none());
        if let Some(no) = no {
            said = said.error_message(no);
        }
        let mut wire = wire::payload(&said);
        wire.timeout = ANSWER;
        match self.tell(token, wire).await {
            Ok(()) => Ok(true),
            Err(error) if error.reason() == Some(reason::TOO_LATE) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Gives the Stars of a payment back. Those that went back before are a success.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn return_stars(
        &self,
        token: &Secret<String>,
        (payer, charge): (i64, &str),
    ) -> Result<(), ConnectError> {
        let payer = UserId(u64::try_from(payer).unwrap_or(0));
        let charge = TelegramTransactionId(charge.to_owned());
        let wire = wire::payload(&RefundStarPayment::new(payer, charge));
        match self.tell(token, wire).await {
            Err(error) if error.reason() == Some(reason::RETURNED) => Ok(()),
            other => other,
        }
    }
}

/// Telegram counts UTF-16 units.
fn cut(text: &str, most: usize) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= most
    };
    text.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_as_telegram_counts_them() {
        assert_eq!(cut("Chat", 32), "Chat");
        assert_eq!(cut("⭐⭐", 1), "⭐");
        assert_eq!(cut("a🧠b", 2), "a");
    }
}
