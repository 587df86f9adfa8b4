//! The data of accounts.

use scx_kit::{Id, Language, Prefix, Time};

use super::Phone;

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

impl State {
    /// The stored name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Banned => "banned",
        }
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        match name.as_str() {
            "active" => Ok(Self::Active),
            "banned" => Ok(Self::Banned),
            _ => Err(format!("unknown partner state {name:?}")),
        }
    }
}

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

impl Tone {
    /// Every tone, in the order of the buttons.
    pub const ALL: [Self; 3] = [Self::Friendly, Self::Formal, Self::Brief];

    /// The stored name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Friendly => "friendly",
            Self::Formal => "formal",
            Self::Brief => "brief",
        }
    }
}

impl TryFrom<String> for Tone {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|tone| tone.name() == name)
            .ok_or_else(|| format!("unknown tone {name:?}"))
    }
}

/// A seller.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Partner {
    /// The id.
    #[sqlx(try_from = "String")]
    pub id: PartnerId,
    /// The Telegram account that is the login.
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
    /// The moment of registration.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
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
    /// The chosen language.
    pub language: Language,
}
