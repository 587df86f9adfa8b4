//! Sends invoices that are paid inside Telegram.

use scx_connect::ConnectError;
use scx_connect::payment::{Currency, Payments, Price};
use scx_connect::telegram::{Invoice, Keyboard, Telegram, reason};
use scx_jobs::Cx;
use scx_kit::Secret;

use super::{hang, surely};
use crate::ui::BillMail;

/// A forwarded copy opens the plans instead of being paid by somebody else.
const START: &str = "plan";

/// Sends one; what Telegram does not take is said to whoever wanted to pay.
pub(super) async fn send(
    cx: &Cx,
    token: &Secret<String>,
    bot: &str,
    bill: BillMail,
) -> Result<(), ConnectError> {
    let chat = bill.chat;
    let message = bill_or_words(cx, token, bill).await?;
    hang::passed(cx, bot, chat, message).await;
    Ok(())
}

async fn bill_or_words(
    cx: &Cx,
    token: &Secret<String>,
    bill: BillMail,
) -> Result<Option<i64>, ConnectError> {
    let ways = cx.service::<Payments>().in_chat();
    let price = bill.price.parse::<Price>().ok();
    // The operator may have taken the provider's token away meanwhile.
    let price = price.filter(|price| {
        price.currency == Currency::Stars || ways.provider_token(price.currency).is_some()
    });
    let Some(price) = price else {
        return say_so(cx, token, bill).await;
    };
    let invoice = Invoice {
        chat: bill.chat,
        thread: bill.thread,
        title: &bill.title,
        description: &bill.description,
        order: &bill.order,
        price,
        start: START,
        provider: ways.provider_token(price.currency),
    };
    match cx.service::<Telegram>().send_invoice(token, &invoice).await {
        Ok(sent) => Ok(sent.message_id),
        Err(error) if is_about_the_invoice(&error) => {
            tracing::error!(%error, error.detail = %error.detail, "an invoice was not taken");
            say_so(cx, token, bill).await
        }
        Err(error) => Err(error),
    }
}

/// A no that another chat would hear as well: a token that is no provider's, a sum
/// outside of Telegram's table.
fn is_about_the_invoice(error: &ConnectError) -> bool {
    error.reason() == Some(reason::OTHER)
}

async fn say_so(
    cx: &Cx,
    token: &Secret<String>,
    bill: BillMail,
) -> Result<Option<i64>, ConnectError> {
    let said = hang::text(bill.chat, bill.failure_html, Keyboard::None);
    surely(cx, token, said).await
}
