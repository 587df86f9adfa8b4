//! Writing to many: the message, whom it is for, and the last look before it goes.

use scx_connect::meta::{Messenger, NotTaken};
use scx_connect::telegram::{Event, Written};
use scx_domain::admins::Right;
use scx_domain::broadcasts::{self, Audience, Crowd, Draft, Reach, Through, Whom};
use scx_domain::chat::MOST_FILE_BYTES;
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Language, Time};
use serde::{Deserialize, Serialize};

use super::back;
use crate::admin::cards::BroadcastCard;
use crate::admin::cards::audience;
use crate::broadcasts::{NotThere, check, places};
use crate::ui::{BotMail, Btn, Next, Pen, Screen, Ui, View};

/// Above this the number of recipients is typed by hand.
const TYPED_ABOVE: i64 = 100;
/// What a bot may write below a file, in UTF-16 units.
const CAPTION_UNITS: usize = 1_024;
/// Recipients a second of one bot.
const A_SECOND: i64 = 25;
/// From this hour of Tashkent until the other nobody is woken by mistake.
const NIGHT: (i64, i64) = (22, 8);

/// The message, and how far its writer is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Compose {
    written: Option<Written>,
    audience: Audience,
    step: Step,
    /// How many recipients were shown before the last step.
    shown: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Step {
    /// Whom it is for.
    #[default]
    Choose,
    /// The last look.
    Sure,
    /// It is night.
    Night,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Shown {
    compose: Compose,
    reach: Reach,
    /// Where it does not go out, and why.
    not_there: Vec<(Messenger, NotThere)>,
}

impl Screen for Compose {
    const ID: &'static str = "compose";
    const NEEDS: Option<Right> = Some(Right::Broadcast);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let mut shown = Shown {
            compose: self.clone(),
            reach: Reach::default(),
            not_there: Vec::new(),
        };
        if let Some(written) = &self.written {
            shown.reach = self.reach(ui, written).await?;
            let not_there = |messenger| {
                let checked = check(messenger, written, ui.takes_webhooks);
                checked.err().map(|why| (messenger, why))
            };
            shown.not_there = Messenger::ALL.into_iter().filter_map(not_there).collect();
        }
        Ok(shown)
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        if shown.compose.written.is_none() {
            return View::new(pen.t("broadcast-ask")).row(back(pen));
        }
        match shown.compose.step {
            Step::Choose => to_choose(shown, pen),
            Step::Sure => to_be_sure(shown, pen),
            Step::Night => View::new(pen.t("broadcast-night"))
                .row([Btn::tap(pen.t("button-broadcast-night"), "night")])
                .row([Btn::tap(pen.t("button-broadcast-change"), "change")])
                .row(back(pen)),
        }
    }

    fn samples() -> Vec<Shown> {
        samples()
    }

    fn states() -> Vec<Self> {
        let written = Self {
            written: Some(Written {
                text: "Salom".to_owned(),
                ..Written::default()
            }),
            ..Self::default()
        };
        let sure = Self {
            step: Step::Sure,
            ..written.clone()
        };
        let night = Self {
            step: Step::Night,
            ..written.clone()
        };
        vec![Self::default(), written, sure, night]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        let written = self.written.clone().ok_or_else(stale)?;
        match action {
            "whom" => {
                let whom = match id {
                    "customers" => Whom::Customers,
                    _ => Whom::Partners,
                };
                self.audience = Audience {
                    whom,
                    ..Audience::default()
                };
            }
            "crowd" => {
                self.audience.crowd = Crowd::try_from(id.to_owned()).map_err(|_| stale())?;
            }
            "language" => {
                let language = Language::from_tag(id);
                self.audience.language = language.filter(|_| self.audience.language != language);
            }
            "through" => {
                let through = Through::try_from(id.to_owned()).ok();
                self.audience.through = through.filter(|_| self.audience.through != through);
            }
            "show" => {
                preview(ui, written);
                return Ok(Next::Stay);
            }
            "next" => {
                self.shown = self.reach(ui, &written).await?.people;
                if self.shown == 0 {
                    return Err(Refusal::new("broadcast-nobody").into());
                }
                self.step = Step::Sure;
            }
            "change" => self.step = Step::Choose,
            "send" if self.step == Step::Sure && self.shown <= TYPED_ABOVE => {
                return self.sure(ui).await;
            }
            "night" if self.step == Step::Night => return self.send(ui).await,
            _ => return Err(stale().into()),
        }
        Ok(Next::Stay)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        if self.written.is_some() && self.step == Step::Sure {
            let number: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            if number != self.shown.to_string() {
                let refusal = Refusal::new("broadcast-number-wrong");
                return Err(refusal.with("count", Arg::Number(self.shown)).into());
            }
            return self.sure(ui).await.map(Some);
        }
        self.take(ui)
    }

    async fn attached(&mut self, ui: &mut Ui<'_>, event: &Event) -> Result<Option<Next>, Error> {
        if let Event::Document { album: Some(_), .. } | Event::Media { album: Some(_), .. } = event
        {
            return Err(Refusal::new("broadcast-album").into());
        }
        self.take(ui)
    }
}

impl Compose {
    /// Takes the message that was just sent.
    fn take(&mut self, ui: &mut Ui<'_>) -> Result<Option<Next>, Error> {
        let written = ui.written.clone();
        let written = written.ok_or_else(|| Refusal::new("broadcast-kind-wrong"))?;
        if let Some(file) = &written.file {
            let most = i64::try_from(MOST_FILE_BYTES).unwrap_or(i64::MAX);
            if file.bytes.is_some_and(|bytes| bytes > most) {
                return Err(Refusal::new("broadcast-file-too-big").into());
            }
            if written.text.encode_utf16().count() > CAPTION_UNITS {
                return Err(Refusal::new("broadcast-caption-long").into());
            }
        }
        preview(ui, written.clone());
        self.written = Some(written);
        self.step = Step::Choose;
        Ok(Some(Next::Stay))
    }

    async fn reach(&self, ui: &mut Ui<'_>, written: &Written) -> Result<Reach, Error> {
        let places = places(written, ui.takes_webhooks);
        Ok(broadcasts::reach(ui.tx, self.audience, places).await?)
    }

    /// The admin is sure; at night they are asked once more.
    async fn sure(&mut self, ui: &mut Ui<'_>) -> Result<Next, Error> {
        if is_night(ui.tx.now()) {
            self.step = Step::Night;
            return Ok(Next::Stay);
        }
        self.send(ui).await
    }

    async fn send(&mut self, ui: &mut Ui<'_>) -> Result<Next, Error> {
        let written = self.written.clone();
        let written = written.ok_or_else(|| Refusal::new("button-stale"))?;
        if self.reach(ui, &written).await?.people != self.shown {
            self.step = Step::Choose;
            ui.toast("broadcast-count-changed");
            return Ok(Next::Stay);
        }
        let permit = ui.permit(Right::Broadcast).await?;
        let draft = Draft {
            words: serde_json::to_string(&written).map_err(anyhow::Error::from)?,
            has_file: written.file.is_some(),
            on_meta: places(&written, ui.takes_webhooks),
            text: written.text,
        };
        let id = broadcasts::start(ui.tx, &permit, (self.audience, &draft)).await?;
        ui.hang::<BroadcastCard>(&id.to_string()).await?;
        Ok(Next::Home)
    }
}

/// Shows the admin the message as everybody will get it.
fn preview(ui: &mut Ui<'_>, written: Written) {
    let chat = ui.place.chat;
    ui.post(BotMail::Written {
        chat,
        written: Box::new(written),
    });
}

fn is_night(now: Time) -> bool {
    let hour = (now.0 / 3_600_000 + 5) % 24;
    hour >= NIGHT.0 || hour < NIGHT.1
}

fn to_choose(shown: &Shown, pen: &Pen<'_>) -> View {
    let audience = &shown.compose.audience;
    let mut lines = vec![pen.t("broadcast-whom"), reach(shown, pen)];
    if audience.whom == Whom::Customers {
        lines.extend(audience::not_there(&shown.not_there, pen));
    }
    let mark = |is_chosen: bool, label: String| match is_chosen {
        true => format!("● {label}"),
        false => label,
    };
    let whom = |key: &str, whom, word: &str| {
        Btn::with(mark(audience.whom == whom, pen.t(key)), "whom", word)
    };
    let crowds = Crowd::ALL.map(|crowd| {
        let label = mark(audience.crowd == crowd, pen.t(audience::crowd_key(crowd)));
        Btn::with(label, "crowd", crowd.name())
    });
    let languages = Language::ALL.map(|language| {
        let is_chosen = audience.language == Some(language);
        let label = mark(is_chosen, language.own_name().to_owned());
        Btn::with(label, "language", language.tag())
    });
    let ways = Through::ALL.map(|through| {
        let label = audience::through_name(through).to_owned();
        let label = mark(audience.through == Some(through), label);
        Btn::with(label, "through", through.name())
    });
    let mut view = View::new(lines.join("\n")).row([
        whom("broadcast-partners", Whom::Partners, "partners"),
        whom("broadcast-customers", Whom::Customers, "customers"),
    ]);
    for pair in crowds.chunks(2).chain(languages.chunks(2)) {
        view = view.row(pair.to_vec());
    }
    view.row(ways)
        .row([
            Btn::tap(pen.t("button-broadcast-show"), "show"),
            Btn::tap(pen.t("button-broadcast-next"), "next"),
        ])
        .row(back(pen))
}

/// How many it is, whom it does not reach, how long it takes.
fn reach(shown: &Shown, pen: &Pen<'_>) -> String {
    let reach = &shown.reach;
    let seconds = reach.people.div_euclid(A_SECOND * reach.senders.max(1)) + 1;
    let args = [
        ("count", Arg::Number(reach.people)),
        ("lost", Arg::Number(reach.unreachable)),
        ("muted", Arg::Number(reach.muted)),
        ("late", Arg::Number(reach.late)),
        ("seconds", Arg::Number(seconds)),
    ];
    pen.text(
        match shown.compose.audience.whom {
            Whom::Partners => "broadcast-reach",
            Whom::Customers => "broadcast-reach-customers",
        },
        &args,
    )
}

fn to_be_sure(shown: &Shown, pen: &Pen<'_>) -> View {
    let count = shown.compose.shown;
    let args = [
        ("count", Arg::Number(count)),
        ("whom", audience::line(&shown.compose.audience, pen).into()),
    ];
    let (key, button) = match count > TYPED_ABOVE {
        true => ("broadcast-sure-typed", None),
        false => (
            "broadcast-sure",
            Some(Btn::tap(pen.t("button-broadcast-send"), "send")),
        ),
    };
    View::new(pen.text(key, &args))
        .row(button)
        .row([Btn::tap(pen.t("button-broadcast-change"), "change")])
        .row(back(pen))
}

fn samples() -> Vec<Shown> {
    let reach = Reach {
        people: 12_345,
        unreachable: 120,
        muted: 31,
        late: 4_000,
        senders: 1,
    };
    let not_there = vec![
        (
            Messenger::WhatsApp,
            NotThere::NotTaken(NotTaken::TooBig {
                most_bytes: 16 << 20,
            }),
        ),
        (Messenger::Instagram, NotThere::NoAddress),
    ];
    let mut all = vec![Shown {
        compose: Compose::default(),
        reach,
        not_there: Vec::new(),
    }];
    let file = Written {
        text: "x".to_owned(),
        pieces: Vec::new(),
        file: Some(scx_connect::telegram::File {
            sort: scx_connect::telegram::Sort::Photo,
            id: "p".to_owned(),
            name: None,
            media_type: None,
            bytes: None,
        }),
    };
    for (step, shown, whom) in [
        (Step::Choose, 0, Whom::Partners),
        (Step::Choose, 0, Whom::Customers),
        (Step::Sure, 99, Whom::Partners),
        (Step::Sure, 12_345, Whom::Customers),
        (Step::Night, 5, Whom::Partners),
    ] {
        let audience = Audience {
            whom,
            crowd: Crowd::Expired,
            language: Some(Language::UzCyrl),
            through: Some(Through::Instagram),
        };
        let compose = Compose {
            written: Some(file.clone()),
            audience,
            step,
            shown,
        };
        all.push(Shown {
            compose,
            reach,
            not_there: not_there.clone(),
        });
    }
    all
}
