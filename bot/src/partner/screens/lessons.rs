//! What the seller has taught: questions with lasting answers.

use scx_domain::knowledge::{self, Lesson, LessonId};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Lessons on one screen.
const ON_PAGE: usize = 5;
const LABEL_CHARS: usize = 24;
const SHOWN_CHARS: usize = 1_500;

/// The page.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Lessons {
    page: usize,
}

/// The lessons of a page, how many there are, and the page.
pub struct Shown {
    lessons: Vec<Lesson>,
    count: usize,
    page: usize,
}

impl Screen for Lessons {
    const ID: &'static str = "lessons";
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let partner = ui.seat()?.id;
        let all = knowledge::lessons(&mut *ui.tx, partner).await?;
        let page = self.page.min(all.len().saturating_sub(1) / ON_PAGE);
        let count = all.len();
        let lessons = all.into_iter().skip(page * ON_PAGE).take(ON_PAGE);
        Ok(Shown {
            lessons: lessons.collect(),
            count,
            page,
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let count = Arg::Number(i64::try_from(shown.count).unwrap_or(i64::MAX));
        let text = match shown.count {
            0 => pen.t("lessons-none"),
            _ => pen.text("lessons-title", &[("count", count)]),
        };
        let mut view = View::new(text);
        for lesson in &shown.lessons {
            let label: String = lesson.question.chars().take(LABEL_CHARS).collect();
            let label = label.replace('\n', " ");
            view = view.row([Btn::with(label, "show", lesson.id.base62())]);
        }
        let has_more = (shown.page + 1) * ON_PAGE < shown.count;
        let pages = [
            (shown.page > 0).then(|| Btn::tap("◀️".to_owned(), "newer")),
            has_more.then(|| Btn::tap("▶️".to_owned(), "older")),
        ];
        view.row(pages.into_iter().flatten())
            .row([Btn::tap(pen.t("button-lesson-add"), "add")])
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let none = Shown {
            lessons: Vec::new(),
            count: 0,
            page: 0,
        };
        let many = Shown {
            lessons: vec![sample(); ON_PAGE],
            count: 12,
            page: 1,
        };
        vec![none, many]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        match action {
            "show" => {
                let id = LessonId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
                knowledge::lesson(&mut *ui.tx, partner, id).await?;
                return Ok(Next::Go(LessonView::of(id).frame()));
            }
            "add" => return Ok(Next::Go(Teach::default().frame())),
            "newer" => self.page = self.page.saturating_sub(1),
            "older" => self.page += 1,
            _ => return Err(Refusal::new("button-stale").into()),
        }
        Ok(Next::Stay)
    }
}

fn sample() -> Lesson {
    Lesson {
        id: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
        number: 3,
        question: "Velosiped ijaraga <berasizlarmi>?".repeat(20),
        answer: "Ha, kuniga 30 000 so‘m & kafolat. ".repeat(40),
    }
}

/// One lesson.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct LessonView {
    id: String,
}

impl LessonView {
    fn of(id: LessonId) -> Self {
        Self { id: id.base62() }
    }

    fn id(&self) -> Result<LessonId, Refusal> {
        LessonId::from_base62(&self.id).map_err(|_| Refusal::new("button-stale"))
    }
}

impl Screen for LessonView {
    const ID: &'static str = "lesson";
    type Data = Lesson;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Lesson, Error> {
        let partner = ui.seat()?.id;
        Ok(knowledge::lesson(&mut *ui.tx, partner, self.id()?).await?)
    }

    fn draw(lesson: &Lesson, pen: &Pen<'_>) -> View {
        let short = |text: &str| text.chars().take(SHOWN_CHARS).collect::<String>();
        let args = [
            ("question", short(&lesson.question).into()),
            ("answer", short(&lesson.answer).into()),
        ];
        View::new(pen.text("lesson-shown", &args))
            .row([
                Btn::tap(pen.t("button-lesson-question"), "question"),
                Btn::tap(pen.t("button-lesson-answer"), "answer"),
            ])
            .row([Btn::tap(pen.t("button-lesson-remove"), "remove")])
            .row(back(pen))
    }

    fn samples() -> Vec<Lesson> {
        vec![sample()]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let id = self.id()?;
        knowledge::lesson(&mut *ui.tx, partner, id).await?;
        match action {
            "question" => Ok(Next::Go(Teach::changing(id, Part::Question).frame())),
            "answer" => Ok(Next::Go(Teach::changing(id, Part::Answer).frame())),
            "remove" => {
                knowledge::forget_lesson(ui.tx, partner, id).await?;
                ui.toast("lesson-removed");
                Ok(Next::Back)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// What is being typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Part {
    #[default]
    Question,
    Answer,
}

/// Typing a lesson: the question, then the answer; or one of them anew.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Teach {
    part: Part,
    /// The question of a new lesson.
    question: Option<String>,
    /// The lesson that is changed, by its id in base 62.
    lesson: Option<String>,
}

impl Teach {
    fn changing(id: LessonId, part: Part) -> Self {
        Self {
            part,
            question: None,
            lesson: Some(id.base62()),
        }
    }
}

impl Screen for Teach {
    const ID: &'static str = "teach";
    /// What is asked for, and the question if it is known.
    type Data = (bool, Option<String>);

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Self::Data, Error> {
        let partner = ui.seat()?.id;
        let is_answer = self.part == Part::Answer;
        let question = match &self.lesson {
            Some(id) => {
                let id = LessonId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
                let lesson = knowledge::lesson(&mut *ui.tx, partner, id).await?;
                Some(lesson.question).filter(|_| is_answer)
            }
            None => self.question.clone(),
        };
        Ok((is_answer, question))
    }

    fn draw((is_answer, question): &Self::Data, pen: &Pen<'_>) -> View {
        let question = question.as_deref().unwrap_or_default();
        let question: String = question.chars().take(SHOWN_CHARS).collect();
        let text = match is_answer {
            true => pen.text("teach-answer", &[("question", question.into())]),
            false => pen.t("teach-question"),
        };
        View::new(text).row(back(pen))
    }

    fn samples() -> Vec<Self::Data> {
        vec![(false, None), (true, Some(sample().question))]
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        if let Some(id) = &self.lesson {
            let id = LessonId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
            let lesson = knowledge::lesson(&mut *ui.tx, partner, id).await?;
            let texts = match self.part {
                Part::Question => (text, lesson.answer.as_str()),
                Part::Answer => (lesson.question.as_str(), text),
            };
            knowledge::change_lesson(ui.tx, partner, id, texts).await?;
            ui.say("lesson-kept");
            return Ok(Some(Next::Back));
        }
        let Some(question) = self.question.clone() else {
            knowledge::check_lesson(text)?;
            self.question = Some(text.trim().to_owned());
            self.part = Part::Answer;
            return Ok(Some(Next::Stay));
        };
        knowledge::teach(ui.tx, partner, &question, text).await?;
        ui.say("lesson-kept");
        Ok(Some(Next::Back))
    }
}
