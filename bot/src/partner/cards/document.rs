//! A file from its arrival to its activation.

use scx_domain::accounts::{self, Partner};
use scx_domain::knowledge::{self, Document, DocumentId, Share, State};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, Time};
use scx_read::Warning;
use scx_store::Tx;

use crate::partner::screens::{Email, Trial};
use crate::ui::{Btn, Card, Next, Pen, Screen, Ui, View};

/// The card of a document.
pub struct DocumentCard;

/// A document, what it would replace, and the present moment.
pub type Shown = (Document, Option<String>, Time);

impl Card for DocumentCard {
    const ID: &'static str = knowledge::CARD;
    type Viewer = Partner;
    type Data = Shown;

    async fn load(tx: &mut Tx, partner: &Partner, subject: &str) -> Result<Shown, Error> {
        let id: DocumentId = subject.parse().map_err(anyhow::Error::from)?;
        let document = knowledge::document(&mut *tx, partner.id, id).await?;
        let active = knowledge::active(&mut *tx, partner.id).await?;
        let replaces = active
            .filter(|active| active.id != id)
            .map(|active| active.file_name);
        Ok((document, replaces, tx.now()))
    }

    fn draw((document, replaces, now): &Shown, pen: &Pen<'_>) -> View {
        let file = ("file", Arg::from(document.file_name.as_str()));
        match document.state {
            State::Received => View::new(pen.text("file-received", &[file])),
            State::Reading => View::new(match (document.pages_read, document.pages) {
                (Some(read), Some(pages)) => {
                    let counts = [("read", Arg::Number(read)), ("pages", Arg::Number(pages))];
                    pen.text("file-reading-pages", &[&[file][..], &counts].concat())
                }
                _ => pen.text("file-reading", &[file]),
            }),
            State::Ready => preview(document, replaces.as_deref(), pen),
            State::Refused => {
                let why = document
                    .refusal
                    .as_ref()
                    .map(|refusal| pen.refusal(refusal))
                    .unwrap_or_default();
                View::new(format!("{}\n{why}", pen.text("file-refused", &[file])))
            }
            State::Active => {
                let view = View::new(pen.text("file-active", &[file])).row([Btn::with(
                    pen.t("button-test"),
                    "test",
                    document.id.base62(),
                )]);
                match document.undoable(*now) {
                    Some(_) => view.row([undo_button(pen, document.id)]),
                    None => view,
                }
            }
            State::Retired => View::new(pen.text("file-retired", &[file])),
            State::Discarded => View::new(pen.text("file-discarded", &[file])),
        }
    }

    fn samples() -> Vec<Shown> {
        let ready = sample_document();
        let at = |state| Document {
            state,
            ..ready.clone()
        };
        let refused = Document {
            refusal: Some(Refusal::new("file-scanned").with("pages", 12_i64)),
            ..at(State::Refused)
        };
        let active = Document {
            replaced: Some(ready.id),
            activated_at: Some(Time(0)),
            ..at(State::Active)
        };
        let in_the_middle = Document {
            pages: Some(420),
            pages_read: Some(120),
            ..at(State::Reading)
        };
        let mut samples: Vec<Shown> = vec![
            (in_the_middle, None, Time(1)),
            (ready.clone(), Some("eski-narxlar.pdf".to_owned()), Time(1)),
            (refused, None, Time(1)),
            (active, None, Time(1)),
        ];
        for state in [
            State::Received,
            State::Reading,
            State::Retired,
            State::Discarded,
        ] {
            samples.push((at(state), None, Time(1)));
        }
        samples
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.clone();
        let document = DocumentId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
        match action {
            "on" => {
                knowledge::activate(ui.tx, partner.id, document).await?;
                ui.toast("file-activated");
                if partner.email.is_none() && partner.email_asked == 0 {
                    accounts::note_email_asked(ui.tx, partner.id).await?;
                    return Ok(Next::Go(Email::default().frame()));
                }
                Ok(Next::Home)
            }
            "test" => Ok(Next::Go(Trial::of(id).frame())),
            "drop" => {
                knowledge::discard(ui.tx, partner.id, document).await?;
                Ok(Next::Quiet)
            }
            "undo" => {
                knowledge::undo(ui.tx, partner.id, document).await?;
                ui.toast("undone");
                Ok(Next::Quiet)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// The button that brings the document before back.
pub fn undo_button(pen: &Pen<'_>, document: DocumentId) -> Btn {
    Btn::with(pen.t("button-undo"), "undo", document.base62())
}

fn preview(document: &Document, replaces: Option<&str>, pen: &Pen<'_>) -> View {
    let mut lines = vec![pen.text(
        "file-ready",
        &[("file", document.file_name.as_str().into())],
    )];
    let chars = ("chars", Arg::Number(document.chars.unwrap_or(0)));
    lines.push(match document.pages {
        Some(pages) => pen.text("file-size-pages", &[("pages", Arg::Number(pages)), chars]),
        None => pen.text("file-size", &[chars]),
    });
    if !document.languages.is_empty() {
        let languages: Vec<String> = document
            .languages
            .iter()
            .map(|share| shown(share, pen))
            .collect();
        lines.push(pen.text(
            "file-languages",
            &[("languages", languages.join(", ").into())],
        ));
    }
    lines.extend(document.warnings.iter().map(|warning| doubt(warning, pen)));
    let head = document.head.as_deref().unwrap_or_default().trim();
    lines.push(pen.text("file-head", &[("head", head.into())]));
    if let Some(old) = replaces {
        lines.push(pen.text("file-replaces", &[("old", old.into())]));
    }
    let id = document.id.base62();
    View::new(lines.join("\n"))
        .row([Btn::with(pen.t("button-activate"), "on", id.as_str())])
        .row([
            Btn::with(pen.t("button-test"), "test", id.as_str()),
            Btn::with(pen.t("button-discard"), "drop", id.as_str()),
        ])
}

fn shown(share: &Share, pen: &Pen<'_>) -> String {
    let key = match share.label.as_str() {
        "uz-Latn" => "language-uz-latn",
        "uz-Cyrl" => "language-uz-cyrl",
        "ru" => "language-ru",
        _ => "language-en",
    };
    format!("{} {}%", pen.t(key), share.percent)
}

fn doubt(warning: &Warning, pen: &Pen<'_>) -> String {
    match warning {
        Warning::Garbled { share_percent } => pen.text(
            "warn-garbled",
            &[("percent", Arg::Number(i64::from(*share_percent)))],
        ),
        Warning::MissingUzbekLetters => pen.t("warn-letters"),
        Warning::Truncated => pen.t("warn-truncated"),
        Warning::HiddenInstructions => pen.t("warn-instructions"),
        Warning::UnreadPages { pages } => pen.text(
            "warn-unread-pages",
            &[("pages", Arg::Number(i64::from(*pages)))],
        ),
        Warning::PicturePages { pages } => pen.text(
            "warn-picture-pages",
            &[("pages", Arg::Number(i64::from(*pages)))],
        ),
    }
}

/// A document for samples.
pub fn sample_document() -> Document {
    Document {
        id: Id::new(
            Time(1_795_230_000_000),
            &scx_kit::SeededEntropy::new("sample"),
        ),
        file_name: "narxlar-ro‘yxati-2026-yil-noyabr.pdf".to_owned(),
        bytes: 120_000,
        state: State::Ready,
        pages: Some(12),
        pages_read: None,
        chars: Some(18_400),
        languages: vec![
            Share {
                label: "uz-Latn".to_owned(),
                percent: 80,
            },
            Share {
                label: "ru".to_owned(),
                percent: 20,
            },
        ],
        warnings: vec![
            Warning::Garbled { share_percent: 30 },
            Warning::MissingUzbekLetters,
            Warning::Truncated,
            Warning::HiddenInstructions,
            Warning::UnreadPages { pages: 2 },
            Warning::PicturePages { pages: 3 },
        ],
        refusal: None,
        head: Some("<b>& ".repeat(60)),
        replaced: None,
        created_at: Time(0),
        activated_at: Some(Time(0)),
    }
}
