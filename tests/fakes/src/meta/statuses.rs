//! How messages of a WhatsApp number go on after they were taken, and what
//! they cost.

use serde_json::{Value, json};

use super::Meta;
use super::events::put;
use super::failure::Failure;
use super::state::State;
use super::threads::Price;
use super::views::{Author, MessageState};
use crate::common::Impossible;

/// 2026-10-01T00:00Z: service messages cost something since then.
const SERVICE_IS_CHARGED_FROM_MS: i64 = 1_790_812_800_000;
const FREE_SERVICE_MESSAGES: u32 = 1000;

/// How messages that were taken go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Sent and delivered at once; read when the person reads.
    #[default]
    Delivered,
    /// Sent, delivered and read at once.
    Read,
    /// As the test says, by [`Meta::advance_message`].
    Manual,
    /// They fail with this code of Meta's.
    Fails(i64),
}

/// Which status carries the price; Meta does it in one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PricedStatus {
    /// `sent`.
    Sent,
    /// `delivered`, or `read` when that comes without it.
    #[default]
    Delivered,
}

impl Meta {
    /// Moves one message of a number on and tells its apps; also backwards and
    /// twice, since Meta promises no order.
    ///
    /// # Errors
    /// When the number sent no such message.
    pub fn advance_message(
        &self,
        number: &str,
        id: &str,
        to: MessageState,
    ) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            let found = state.find_message(number, id);
            let found = found.filter(|(_, message)| message.seen.by == Author::Api);
            let missing = || Impossible(format!("number {number} sent no message {id}"));
            let (person, _) = found.ok_or_else(missing)?;
            let person = person.to_owned();
            state.advance(number, &person, id, to, now_ms);
            Ok(())
        })
    }
}

impl Meta {
    /// As if a number had so many more service messages delivered this month.
    pub fn add_service_messages(&self, number: &str, more: u32) {
        self.change(|state, now_ms| state.count_service_messages(number, more, now_ms));
    }
}

impl State {
    /// What follows from taking a message.
    pub(super) fn follow_up(
        &mut self,
        number: &str,
        person: &str,
        id: &str,
        refused: Option<i64>,
        now_ms: i64,
    ) {
        let fails = match self.progress {
            Progress::Fails(code) => Some(code),
            Progress::Delivered | Progress::Read | Progress::Manual => refused,
        };
        let go = |state: &mut Self, to| state.advance(number, person, id, to, now_ms);
        if let Some(code) = fails {
            return go(self, MessageState::Failed { code });
        }
        if self.progress == Progress::Manual {
            return;
        }
        go(self, MessageState::Sent);
        go(self, MessageState::Delivered);
        if self.progress == Progress::Read {
            go(self, MessageState::Read);
        }
    }

    /// Moves a message on and tells the apps.
    pub(super) fn advance(
        &mut self,
        number: &str,
        person: &str,
        id: &str,
        to: MessageState,
        now_ms: i64,
    ) {
        let Some(message) = self.thread(number, person).message_mut(id) else {
            return;
        };
        let before = message.seen.state;
        if rank(to) > rank(before) {
            message.seen.state = to;
        }
        let price = message.price;
        if price.ends_at_sent && matches!(to, MessageState::Delivered | MessageState::Read) {
            return;
        }
        let is_arrival = rank(before) < rank(MessageState::Delivered)
            && matches!(to, MessageState::Delivered | MessageState::Read);
        let mut status = json!({
            "id": id,
            "status": name(to),
            "timestamp": now_ms.div_euclid(1000).to_string(),
        });
        if let Some(data) = &message.callback_data {
            status["biz_opaque_callback_data"] = data.clone();
        }
        let is_to_user_id = message.is_to_user_id;
        if is_arrival && price.category == "service" && !price.is_free_entry {
            self.count_service_messages(number, 1, now_ms);
        }
        let carries_price = match self.priced {
            PricedStatus::Sent => to == MessageState::Sent,
            PricedStatus::Delivered => is_arrival,
        };
        if carries_price {
            // Told before it arrives, a message is not among the counted ones.
            let later = u32::from(to == MessageState::Sent);
            status["pricing"] = self.pricing(number, price, later, now_ms);
        }
        let value = match to {
            MessageState::Failed { code } => {
                self.failed(status, number, person, is_to_user_id, code)
            }
            MessageState::Accepted
            | MessageState::Sent
            | MessageState::Delivered
            | MessageState::Read => self.going_on(status, number, person, to),
        };
        self.tell_whatsapp(number, "messages", value, now_ms);
    }

    /// A failure names its recipient as the request did, and nothing more.
    fn failed(
        &self,
        mut status: Value,
        number: &str,
        person: &str,
        is_to_user_id: bool,
        code: i64,
    ) -> Value {
        let (wa_id, user_id) = self.ids_for(number, person);
        if is_to_user_id {
            put(&mut status, "recipient_user_id", user_id);
        } else {
            put(&mut status, "recipient_id", wa_id);
        }
        status["errors"] = json!([Failure::in_status(code)]);
        json!({"statuses": [status]})
    }

    /// The username is told once the message has arrived.
    fn going_on(&self, mut status: Value, number: &str, person: &str, to: MessageState) -> Value {
        let (wa_id, user_id) = self.ids_for(number, person);
        put(&mut status, "recipient_id", wa_id);
        put(&mut status, "recipient_user_id", user_id);
        let mut contact = self.contact(number, person);
        if let Some(profile) = contact["profile"].as_object_mut()
            && to == MessageState::Sent
        {
            profile.remove("username");
        }
        json!({"contacts": [contact], "statuses": [status]})
    }

    pub(super) fn count_service_messages(&mut self, number: &str, more: u32, now_ms: i64) {
        if let Some(number) = self.numbers.get_mut(number) {
            *number.service_messages.entry(month(now_ms)).or_default() += more;
        }
    }

    fn pricing(&self, number: &str, price: Price, later: u32, now_ms: i64) -> Value {
        let is_charged_time = now_ms >= SERVICE_IS_CHARGED_FROM_MS;
        let delivered = self
            .numbers
            .get(number)
            .and_then(|it| it.service_messages.get(&month(now_ms)));
        let delivered = delivered.copied().unwrap_or_default() + later;
        let kind = match (price.category, price.is_free_entry, price.is_in_window) {
            (_, true, _) => "free_entry_point",
            ("service", ..) => {
                if is_charged_time && delivered > FREE_SERVICE_MESSAGES {
                    "regular"
                } else {
                    "free_customer_service"
                }
            }
            ("utility", _, true) if !is_charged_time => "free_customer_service",
            _ => "regular",
        };
        json!({
            "billable": kind == "regular",
            "pricing_model": "PMP",
            "type": kind,
            "category": price.category,
        })
    }
}

/// Months since year 0, by the calendar of UTC.
pub(super) fn month(at_ms: i64) -> i64 {
    // Days to a civil date, after Howard Hinnant's algorithm.
    let days = at_ms.div_euclid(24 * 3_600_000) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // March is 0 here, so January and February end a year.
    let month_from_march = (5 * day_of_year + 2) / 153;
    (era * 400 + year_of_era) * 12 + month_from_march + 2
}

fn name(state: MessageState) -> &'static str {
    match state {
        MessageState::Accepted => "accepted",
        MessageState::Sent => "sent",
        MessageState::Delivered => "delivered",
        MessageState::Read => "read",
        MessageState::Failed { .. } => "failed",
    }
}

fn rank(state: MessageState) -> u8 {
    match state {
        MessageState::Accepted => 0,
        MessageState::Sent => 1,
        MessageState::Delivered => 2,
        MessageState::Read => 3,
        MessageState::Failed { .. } => 4,
    }
}
