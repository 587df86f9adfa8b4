//! One update's turn: who acts, in which language, and what follows.

use scx_connect::payment::Payments;
use scx_connect::telegram::{Button, ButtonAction, Keyboard, Outgoing, Written};
use scx_domain::accounts::Partner;
use scx_domain::admins::{self, Admin, Permit, Right};
use scx_domain::ai::Providers;
use scx_domain::notify::Place;
use scx_domain::{Arg, Error, Refusal};
use scx_kit::Language;
use scx_store::Tx;

use super::viewer::{Sees, Viewer};
use super::{BotMail, ButtonData, Card, Target};
use crate::texts::Texts;

/// The button that helps after a refusal: its label's key, and what is behind it.
pub type Remedy = fn(&Refusal) -> Option<(&'static str, ButtonData)>;

/// What a handler works with: one transaction, one person, and what to post.
pub struct Ui<'a> {
    /// The transaction of the update.
    pub tx: &'a mut Tx,
    /// Where the person is.
    pub place: Place,
    /// The person's name in Telegram.
    pub person_name: String,
    /// Their @name in Telegram.
    pub username: Option<String>,
    /// The partner, once registered; nobody in the admin bot.
    pub partner: Option<Partner>,
    /// The admin; nobody in the partner bot.
    pub admin: Option<Admin>,
    /// The language that the person reads.
    pub language: Language,
    /// The language was chosen and not guessed.
    pub has_chosen_language: bool,
    /// The message that carries what the handler was given.
    pub message: Option<i64>,
    /// The message with its formatting; none where it cannot be said again.
    pub written: Option<Written>,
    /// The topic in which the person acts, where the chat has topics.
    pub thread: Option<i64>,
    /// Whom to write to for help and for access: `@name` or a phone.
    pub support: String,
    /// The outside can reach us.
    pub takes_webhooks: bool,
    /// Letters can be sent.
    pub has_mail: bool,
    /// The product has a Meta app of its own.
    pub has_platform: bool,
    /// So'm for a US dollar, where the operator has said so.
    pub som_per_usd: Option<i64>,
    /// The payment providers that are switched on.
    pub payments: &'a Payments,
    /// The model providers that are switched on.
    pub models: &'a Providers,
    pub(super) texts: &'a Texts,
    pub(super) unknown: &'static str,
    pub(super) remedy: Remedy,
    pub(super) mails: Vec<BotMail>,
    pub(super) toast: Option<String>,
}

impl<'a> Ui<'a> {
    /// Renders a text in the person's language.
    pub fn t(&self, key: &str) -> String {
        self.texts.render(self.language, key, &[])
    }

    /// Renders a text with arguments.
    pub fn text(&self, key: &str, args: &[(String, Arg)]) -> String {
        self.texts.render(self.language, key, args)
    }

    /// The pure drawing side.
    pub fn pen(&self) -> Pen<'a> {
        Pen {
            texts: self.texts,
            language: self.language,
        }
    }

    /// The registered partner.
    ///
    /// # Errors
    /// A refusal that asks to register first.
    pub fn seat(&self) -> Result<&Partner, Refusal> {
        self.partner
            .as_ref()
            .ok_or_else(|| Refusal::new(self.unknown))
    }

    /// Whoever the bot knows.
    ///
    /// # Errors
    /// A refusal for whom it does not know.
    pub fn viewer(&self) -> Result<Viewer, Refusal> {
        match (&self.partner, &self.admin) {
            (Some(partner), _) => Ok(Viewer::Partner(partner.clone())),
            (None, Some(admin)) => Ok(Viewer::Admin(admin.clone())),
            (None, None) => Err(Refusal::new(self.unknown)),
        }
    }

    /// Whether this person holds a right.
    pub fn may(&self, right: Right) -> bool {
        let admin = self.admin.as_ref();
        admin.is_some_and(|admin| admins::may(admin.role, right))
    }

    /// Stops who lacks a right that something needs.
    ///
    /// # Errors
    /// A refusal.
    pub fn check(&self, needs: Option<Right>) -> Result<(), Refusal> {
        match needs {
            Some(right) if !self.may(right) => Err(Refusal::new("admin-no-right")),
            Some(_) | None => Ok(()),
        }
    }

    /// The proof for the domain that this person may do something now.
    ///
    /// # Errors
    /// A refusal where they may not.
    pub async fn permit(&mut self, right: Right) -> Result<Permit, Error> {
        admins::permit(self.tx, self.place.person, right).await
    }

    /// Shows a short text over the chat when the tap is answered.
    pub fn toast(&mut self, key: &str) {
        self.toast = Some(self.t(key));
    }

    /// Sends a message of its own.
    pub fn say(&mut self, key: &str) {
        let html = self.t(key);
        self.send(html, Keyboard::None);
    }

    /// Sends a message of its own with arguments.
    pub fn say_with(&mut self, key: &str, args: &[(String, Arg)]) {
        let html = self.text(key, args);
        self.send(html, Keyboard::None);
    }

    /// Sends a message and takes the reply keyboard away.
    pub fn say_and_clear_keys(&mut self, key: &str) {
        let html = self.t(key);
        self.send(html, Keyboard::Remove);
    }

    /// Says no in a message of its own, with the button that helps.
    pub fn refuse(&mut self, refusal: &Refusal) {
        let html = self.pen().refusal(refusal);
        let keyboard = match (self.remedy)(refusal) {
            None => Keyboard::None,
            Some((label, data)) => Keyboard::Inline(vec![vec![Button {
                label: self.t(label),
                action: ButtonAction::Data(data.encode()),
            }]]),
        };
        self.send(html, keyboard);
    }

    /// Sends a message with a keyboard.
    pub fn send(&mut self, html: String, keyboard: Keyboard) {
        self.mails.push(BotMail::Direct(Outgoing::Text {
            chat: self.place.chat,
            html,
            keyboard,
            reply_to: None,
            silent: false,
            thread: self.thread,
            business: None,
        }));
    }

    /// Hangs a card at the end of the chat.
    ///
    /// # Errors
    /// A refusal for whom the bot does not know, and a fault of the database.
    pub async fn hang<C: Card>(&mut self, subject: &str) -> Result<(), Error> {
        let viewer = self.viewer()?;
        let data = C::load(self.tx, C::Viewer::of(&viewer)?, subject).await?;
        let view = C::draw(&data, &self.pen());
        self.mails.push(BotMail::Card {
            card: C::ID.to_owned(),
            subject: subject.to_owned(),
            place: self.place.clone(),
            keyboard: view.keyboard(C::ID, &Target::Card),
            html: view.html,
            // It stands where the person has just been.
            silent: false,
            thread: view.thread,
            is_pinned: view.is_pinned,
        });
        Ok(())
    }

    /// Shows this person another step of a card, until it is drawn anew.
    pub fn step<C: Card>(&mut self, subject: &str, data: &C::Data) {
        let view = C::draw(data, &self.pen());
        self.mails.push(BotMail::Card {
            card: C::ID.to_owned(),
            subject: subject.to_owned(),
            place: self.place.clone(),
            keyboard: view.keyboard(C::ID, &Target::Card),
            html: view.html,
            silent: true,
            thread: None,
            is_pinned: false,
        });
    }

    /// Posts a letter.
    pub fn post(&mut self, mail: BotMail) {
        self.mails.push(mail);
    }

    /// Deletes the person's message, which held a secret.
    pub fn wipe(&mut self) {
        if let Some(message) = self.message {
            let failure_html = self.t("secret-not-deleted");
            self.mails.push(BotMail::Wipe {
                chat: self.place.chat,
                message,
                failure_html,
            });
        }
    }
}

/// The pure side of drawing: texts in one language.
#[derive(Clone, Copy, Debug)]
pub struct Pen<'a> {
    /// The texts.
    pub texts: &'a Texts,
    /// The language.
    pub language: Language,
}

impl Pen<'_> {
    /// Renders a text.
    pub fn t(&self, key: &str) -> String {
        self.texts.render(self.language, key, &[])
    }

    /// Renders a text with arguments.
    pub fn text(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let args: Vec<(String, Arg)> = args
            .iter()
            .map(|(name, arg)| ((*name).to_owned(), arg.clone()))
            .collect();
        self.texts.render(self.language, key, &args)
    }

    /// Renders a refusal.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        self.texts.refusal(self.language, refusal)
    }
}
