//! The data of accounts.

use scx_kit::{Id, Language, Prefix, Time};

use super::Phone;
use crate::names::stored_names;

/// Marks the ids of partners.
#[derive(Debug)]
pub struct PartnerMark;
impl Prefix for PartnerMark {
    const PREFIX: &'static str = "prt";
}

/// The id of a partner.
pub type PartnerId = Id<PartnerMark>;

/// Whether a partner may use the product at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The usual.
    Active,
    /// Banned by an admin.
    Banned,
}

stored_names!(State {
    Active => "active",
    Banned => "banned",
});

/// How answers sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Warm, with an emoji now and then.
    Friendly,
    /// As in a letter.
    Formal,
    /// As few words as possible.
    Brief,
}

stored_names!(Tone {
    Friendly => "friendly",
    Formal => "formal",
    Brief => "brief",
});

/// A seller.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Partner {
    /// The id.
    #[sqlx(try_from = "String")]
    pub id: PartnerId,
    /// The Telegram account that is the login; negative for one who left.
    pub telegram_user: i64,
    /// The shop's name as customers read it.
    pub name: String,
    /// `+998901234567`.
    pub phone: String,
    /// The language of the partner's own screens.
    #[sqlx(try_from = "String")]
    pub language: Language,
    /// For mail.
    pub email: Option<String>,
    /// A code that was sent to the address was typed.
    pub is_email_proven: bool,
    /// How often the address was asked for.
    pub email_asked: i64,
    /// Active or banned.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// The end of the trial.
    #[sqlx(try_from = "i64")]
    pub trial_ends_at: Time,
    /// The partner paused the AI.
    pub is_ai_paused: bool,
    /// How answers sound.
    #[sqlx(try_from = "String")]
    pub tone: Tone,
    /// The partner's own greeting.
    pub greeting: Option<String>,
    /// Opening, minutes after midnight in Tashkent.
    pub opens_at: Option<i64>,
    /// Closing, minutes after midnight in Tashkent.
    pub closes_at: Option<i64>,
    /// The chat with the partner bot has topics, as far as Telegram says.
    pub has_topics: bool,
    /// Changes whenever what the partner has taught changes; 0 while there is
    /// nothing.
    pub taught: i64,
    /// The tier of the plan that was last had.
    pub tier: Option<String>,
    /// With the AI add-on.
    pub has_ai_addon: bool,
    /// The end of the plan; long ago where there was none.
    #[sqlx(try_from = "i64")]
    pub paid_until: Time,
    /// Until when the month's answers are used up.
    #[sqlx(try_from = "i64")]
    pub spent_until: Time,
    /// Until when the month's budget for models is used up.
    #[sqlx(try_from = "i64")]
    pub ai_spent_until: Time,
    /// The @name in Telegram, without the sign and in small letters.
    pub username: Option<String>,
    /// The moment of registration.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
}

impl Partner {
    /// The private chat with the partner; none for one who left.
    pub fn chat(&self) -> Option<i64> {
        (self.telegram_user > 0).then_some(self.telegram_user)
    }

    /// The address that letters may go to: one that is proven.
    pub fn mailbox(&self) -> Option<&str> {
        self.email.as_deref().filter(|_| self.is_email_proven)
    }
}

/// What registration needs.
#[derive(Clone, Debug)]
pub struct NewPartner {
    /// The Telegram account.
    pub telegram_user: i64,
    /// The name of the profile.
    pub name: String,
    /// The checked phone.
    pub phone: Phone,
    /// The @name of the profile.
    pub username: Option<String>,
    /// Telegram vouches for the phone: it came as the sender's own contact.
    pub is_phone_proven: bool,
    /// The chosen language.
    pub language: Language,
}

/// How somebody came to be a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// For the first time; the trial begins.
    New,
    /// Was here all the time.
    Known,
    /// Had logged out.
    Back,
    /// Had closed the account, which is open again.
    Restored,
    /// Was erased; the number's trial is used up or goes on.
    Again,
}
