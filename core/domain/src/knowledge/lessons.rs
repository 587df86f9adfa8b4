//! Questions and answers that a seller has taught. They stay when the file is
//! replaced, and are searched beside it.

use std::sync::Arc;

use scx_jobs::Cx;
use scx_kit::{Id, Prefix};
use scx_lang::{Index, Passage};
use scx_store::{DbError, On, Tx};

use super::library::{Found, Library};
use super::sql;
use crate::accounts::{self, Partner, PartnerId};
use crate::{Error, Refusal};

/// Marks the ids of lessons.
#[derive(Debug)]
pub struct LessonMark;
impl Prefix for LessonMark {
    const PREFIX: &'static str = "lsn";
}

/// The id of a lesson.
pub type LessonId = Id<LessonMark>;

/// A question with the seller's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The id.
    pub id: LessonId,
    /// Its number within the partner, from 0 on and never given twice.
    pub number: i64,
    /// What customers ask.
    pub question: String,
    /// What they are answered.
    pub answer: String,
}

/// Lessons of one partner; more belong into a file.
const MOST: i64 = 500;
const LONGEST_CHARS: usize = 1_500;
/// Passages of files have smaller places.
pub const FIRST_PLACE: u32 = 1 << 31;
/// A lesson with less of the question than this is about something else.
const COVERED: f32 = 0.5;
/// Lessons that are given beside the passages of a file.
const GIVEN: usize = 3;
/// What a seller said about the very question outweighs the file.
const WEIGHT: f32 = 1.5;

/// The lessons of a partner, ready to be searched.
#[derive(Debug)]
pub struct Taught {
    index: Index,
    lessons: Vec<Lesson>,
}

impl Taught {
    /// Bytes that it takes, about.
    pub(super) fn size_bytes(&self) -> usize {
        let texts = self.lessons.iter();
        let texts = texts.map(|lesson| lesson.question.len() + lesson.answer.len() + 96);
        texts.sum::<usize>() + self.index.size_bytes()
    }
}

/// Checks one of its texts.
///
/// # Errors
/// A refusal for a blank or too long one.
pub fn check_lesson(text: &str) -> Result<(), Refusal> {
    checked(text).map(drop)
}

fn checked(text: &str) -> Result<&str, Refusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_CHARS {
        return Err(Refusal::new("lesson-wrong").with("most", LONGEST_CHARS as i64));
    }
    Ok(text)
}

/// Teaches an answer; searches find it at once.
///
/// # Errors
/// A refusal for a blank or too long text, and when there are too many.
pub async fn teach(
    tx: &mut Tx,
    partner: PartnerId,
    question: &str,
    answer: &str,
) -> Result<LessonId, Error> {
    let (question, answer) = (checked(question)?, checked(answer)?);
    let (count, next) = sql::count_lessons(tx, partner).await?;
    if count >= MOST {
        return Err(Refusal::new("lessons-full").with("most", MOST).into());
    }
    let lesson = Lesson {
        id: tx.id(),
        number: next,
        question: question.to_owned(),
        answer: answer.to_owned(),
    };
    sql::insert_lesson(tx, partner, &lesson).await?;
    accounts::note_taught(tx, partner).await?;
    Ok(lesson.id)
}

/// Changes what is answered, or how it is asked.
///
/// # Errors
/// A refusal for a blank or too long text.
pub async fn change_lesson(
    tx: &mut Tx,
    partner: PartnerId,
    id: LessonId,
    (question, answer): (&str, &str),
) -> Result<(), Error> {
    let texts = (checked(question)?, checked(answer)?);
    sql::change_lesson(tx, partner, id, texts).await?;
    Ok(accounts::note_taught(tx, partner).await?)
}

/// Takes a lesson away.
///
/// # Errors
/// [`DbError`].
pub async fn forget_lesson(tx: &mut Tx, partner: PartnerId, id: LessonId) -> Result<(), DbError> {
    sql::delete_lesson(tx, partner, id).await?;
    accounts::note_taught(tx, partner).await
}

/// One lesson.
///
/// # Errors
/// [`DbError::Missing`] for another partner's, and for one that was taken away.
pub async fn lesson(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: LessonId,
) -> Result<Lesson, DbError> {
    sql::lesson(on, partner, id).await
}

/// All lessons of a partner, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn lessons(on: impl Into<On<'_>>, partner: PartnerId) -> Result<Vec<Lesson>, DbError> {
    sql::lessons(on, partner).await
}

/// What a partner has taught, as of the version on the partner's row; nothing
/// for one who has taught nothing.
///
/// # Errors
/// A fault of the database.
pub async fn taught(cx: &Cx, partner: &Partner) -> Result<Option<Arc<Taught>>, Error> {
    if partner.taught == 0 {
        return Ok(None);
    }
    let library = cx.service::<Library>();
    let load = async {
        let lessons = sql::lessons(&cx.db, partner.id).await?;
        Ok::<_, Error>(Arc::new(indexed(lessons)))
    };
    let loaded = library
        .taught
        .try_get_with((partner.id, partner.taught), load);
    let loaded = loaded.await;
    let loaded = loaded.map_err(|error: Arc<Error>| anyhow::anyhow!("{error}"))?;
    Ok(Some(loaded).filter(|taught| !taught.lessons.is_empty()))
}

fn indexed(lessons: Vec<Lesson>) -> Taught {
    let passages = (0..).zip(&lessons).map(|(index, lesson)| {
        let text = format!("{}\n{}", lesson.question, lesson.answer);
        Passage {
            index,
            start: 0,
            end: text.chars().count(),
            text,
            heading: None,
            page: None,
        }
    });
    let passages: Vec<Passage> = passages.collect();
    Taught {
        index: Index::build(&passages),
        lessons,
    }
}

/// Puts the lessons that fit a question before what the file holds of it.
pub fn with_lessons(taught: &Taught, question: &str, found: Vec<Found>, top: usize) -> Vec<Found> {
    let best = found.iter().map(|one| one.score).fold(0.0, f32::max);
    let hits = taught.index.search(question, GIVEN);
    let fit = hits.into_iter().filter(|hit| hit.covered >= COVERED);
    let mut all: Vec<Found> = fit
        .filter_map(|hit| {
            let lesson = taught.lessons.get(usize::try_from(hit.passage).ok()?)?;
            let number = u32::try_from(lesson.number).ok()?;
            Some(Found {
                place: FIRST_PLACE.checked_add(number)?,
                heading: Some(lesson.question.clone()),
                page: None,
                text: lesson.answer.clone(),
                score: best.max(hit.score) * WEIGHT * hit.covered,
                content_terms: hit.content_terms,
                covered: hit.covered,
            })
        })
        .collect();
    all.extend(found);
    all.truncate(top);
    all
}
