//! Message templates of a WhatsApp business account.

/// What a template is for, which decides price and opt-out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateCategory {
    /// Orders, appointments.
    Utility,
    /// Everything that sells.
    Marketing,
    /// One-time codes.
    Authentication,
}

impl TemplateCategory {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utility => "UTILITY",
            Self::Marketing => "MARKETING",
            Self::Authentication => "AUTHENTICATION",
        }
    }
}

/// What Meta thinks of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateState {
    /// May be sent.
    Approved,
    /// Waits for review.
    Pending,
    /// Turned down.
    Rejected,
    /// Rests because of bad ratings.
    Paused,
    /// Never again.
    Disabled,
}

impl TemplateState {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Approved => "APPROVED",
            Self::Pending => "PENDING",
            Self::Rejected => "REJECTED",
            Self::Paused => "PAUSED",
            Self::Disabled => "DISABLED",
        }
    }
}

/// What stands above a template's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateHeader {
    /// Text with at most one placeholder.
    Text(String),
    /// A picture, given with each message.
    Image,
    /// A video, given with each message.
    Video,
    /// A document, given with each message.
    Document,
}

/// A message template.
#[derive(Clone, Debug)]
pub struct Template {
    /// Lower case with underscores.
    pub name: String,
    /// Such as `uz`.
    pub language: String,
    /// What it is for.
    pub category: TemplateCategory,
    /// What Meta thinks of it.
    pub state: TemplateState,
    /// What stands above the body.
    pub header: Option<TemplateHeader>,
    /// Text with `{{1}}`, `{{2}}` ..
    pub body: String,
    /// Labels of quick replies.
    pub quick_replies: Vec<String>,
}

impl Template {
    /// An approved template that is only a body.
    pub fn new(name: &str, language: &str, category: TemplateCategory, body: &str) -> Self {
        Self {
            name: name.to_owned(),
            language: language.to_owned(),
            category,
            state: TemplateState::Approved,
            header: None,
            body: body.to_owned(),
            quick_replies: Vec::new(),
        }
    }
}
