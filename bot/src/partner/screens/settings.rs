//! How the shop's bot behaves.

use scx_domain::accounts::{Tone, show_hours};
use scx_domain::{Error, Refusal, ai};
use serde::{Deserialize, Serialize};

use super::{
    Close, Consent, Data, Email, Field, Form, Languages, LogOut, Looks, Mute, Tones, back,
};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Settings {}

/// The settings as they are.
#[derive(Clone, Debug)]
pub struct Values {
    name: String,
    email: Option<String>,
    tone: Tone,
    hours: Option<String>,
    has_greeting: bool,
    key: Option<(String, bool)>,
}

impl Screen for Settings {
    const ID: &'static str = "settings";
    type Data = Values;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Values, Error> {
        let partner = ui.seat()?.clone();
        let key = ai::own_key_state(&mut *ui.tx, partner.id).await?;
        Ok(Values {
            hours: show_hours(&partner),
            has_greeting: partner.greeting.is_some(),
            tone: partner.tone,
            email: partner.email,
            key: key.map(|key| (key.last_four, key.failed_at.is_some())),
            name: partner.name,
        })
    }

    fn draw(values: &Values, pen: &Pen<'_>) -> View {
        let unset = || pen.t("settings-unset");
        let mut lines = vec![pen.t("settings-title")];
        lines.push(pen.text("settings-name", &[("name", values.name.as_str().into())]));
        let email = values.email.clone().unwrap_or_else(unset);
        lines.push(pen.text("settings-email", &[("email", email.into())]));
        lines.push(pen.text(
            "settings-tone",
            &[("tone", pen.t(tone_key(values.tone)).into())],
        ));
        let greeting = if values.has_greeting {
            pen.t("settings-own")
        } else {
            pen.t("settings-standard")
        };
        lines.push(pen.text("settings-greeting", &[("greeting", greeting.into())]));
        let hours = values
            .hours
            .clone()
            .unwrap_or_else(|| pen.t("settings-always"));
        lines.push(pen.text("settings-hours", &[("hours", hours.into())]));
        lines.push(match &values.key {
            None => pen.t("settings-key-none"),
            Some((last, false)) => pen.text("settings-key", &[("last", last.as_str().into())]),
            Some((last, true)) => {
                pen.text("settings-key-failed", &[("last", last.as_str().into())])
            }
        });
        View::new(lines.join("\n"))
            .row([
                Btn::tap(pen.t("button-name"), "name"),
                Btn::tap(pen.t("button-email"), "email"),
            ])
            .row([
                Btn::tap(pen.t("button-tone"), "tone"),
                Btn::tap(pen.t("button-greeting"), "greeting"),
            ])
            .row([
                Btn::tap(pen.t("button-hours"), "hours"),
                Btn::tap(pen.t("button-key"), "key"),
            ])
            .row([
                Btn::tap(pen.t("button-language"), "lang"),
                Btn::tap(pen.t("button-mute"), "mute"),
            ])
            .row([
                Btn::tap(pen.t("button-data"), "data"),
                Btn::tap(pen.t("button-consent"), "consent"),
                Btn::tap(pen.t("button-looks"), "looks"),
            ])
            .row([
                Btn::tap(pen.t("button-logout"), "logout"),
                Btn::tap(pen.t("button-close"), "close"),
            ])
            .row(back(pen))
    }

    fn samples() -> Vec<Values> {
        let plain = Values {
            name: "Lola".to_owned(),
            email: None,
            tone: Tone::Friendly,
            hours: None,
            has_greeting: false,
            key: None,
        };
        let full = Values {
            name: "Juda uzun nomli do‘kon & o‘rtoqlari".to_owned(),
            email: Some("lola@example.uz".to_owned()),
            hours: Some("09:00–18:00".to_owned()),
            has_greeting: true,
            key: Some(("a1b2".to_owned(), true)),
            ..plain.clone()
        };
        vec![plain, full]
    }

    async fn tap(&mut self, _ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let frame = match action {
            "name" => Form::of(Field::Name).frame(),
            "email" => Email::default().frame(),
            "greeting" => Form::of(Field::Greeting).frame(),
            "hours" => Form::of(Field::Hours).frame(),
            "key" => Form::of(Field::Key).frame(),
            "tone" => Tones::default().frame(),
            "lang" => Languages::default().frame(),
            "mute" => Mute::default().frame(),
            "consent" => Consent::default().frame(),
            "looks" => Looks::default().frame(),
            "data" => Data::default().frame(),
            "logout" => LogOut::default().frame(),
            "close" => Close::default().frame(),
            _ => return Err(Refusal::new("button-stale").into()),
        };
        Ok(Next::Go(frame))
    }
}

/// The text that names a tone.
pub(super) fn tone_key(tone: Tone) -> &'static str {
    match tone {
        Tone::Friendly => "tone-friendly",
        Tone::Formal => "tone-formal",
        Tone::Brief => "tone-brief",
    }
}
