//! What sellers have taught.

use scx_store::{DbError, On, Tx, sql};

use crate::accounts::PartnerId;
use crate::knowledge::lessons::{Lesson, LessonId};
use crate::readable;

scx_store::statements! {
    COUNT_LESSONS = "SELECT COUNT(*), CAST(COALESCE(MAX(number) + 1, 0) AS BIGINT) FROM lesson WHERE partner = $1";
    INSERT_LESSON = "INSERT INTO lesson (id, partner, number, question, answer, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6)";
    CHANGE_LESSON = "UPDATE lesson SET question = $3, answer = $4, changed_at = $5 WHERE partner = $1 AND id = $2";
    DELETE_LESSON = "DELETE FROM lesson WHERE partner = $1 AND id = $2";
    LESSON = "SELECT id, number, question, answer FROM lesson WHERE partner = $1 AND id = $2";
    LESSONS = "SELECT id, number, question, answer FROM lesson WHERE partner = $1 ORDER BY number DESC";
    NUMBERED = "SELECT id, number, question, answer FROM lesson WHERE partner = $1 AND number = $2";
}

/// How many there are, and the next number.
pub(in crate::knowledge) async fn count_lessons(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<(i64, i64), DbError> {
    sql(COUNT_LESSONS).bind(partner).one(tx).await
}

pub(in crate::knowledge) async fn insert_lesson(
    tx: &mut Tx,
    partner: PartnerId,
    lesson: &Lesson,
) -> Result<(), DbError> {
    let now = tx.now();
    sql(INSERT_LESSON)
        .bind(lesson.id)
        .bind(partner)
        .bind(lesson.number)
        .bind(&lesson.question)
        .bind(&lesson.answer)
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(in crate::knowledge) async fn change_lesson(
    tx: &mut Tx,
    partner: PartnerId,
    id: LessonId,
    (question, answer): (&str, &str),
) -> Result<(), DbError> {
    let now = tx.now();
    let change = sql(CHANGE_LESSON).bind(partner).bind(id);
    let change = change.bind(question).bind(answer).bind(now);
    match change.execute(tx).await? {
        0 => Err(DbError::Missing),
        _ => Ok(()),
    }
}

pub(in crate::knowledge) async fn delete_lesson(
    tx: &mut Tx,
    partner: PartnerId,
    id: LessonId,
) -> Result<(), DbError> {
    let delete = sql(DELETE_LESSON).bind(partner).bind(id);
    delete.execute(tx).await.map(|_| ())
}

type Row = (String, i64, String, String);

fn read((id, number, question, answer): Row) -> Result<Lesson, DbError> {
    Ok(Lesson {
        id: readable(id.parse())?,
        number,
        question,
        answer,
    })
}

pub(in crate::knowledge) async fn lesson(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: LessonId,
) -> Result<Lesson, DbError> {
    read(sql(LESSON).bind(partner).bind(id).one::<Row>(on).await?)
}

pub(in crate::knowledge) async fn lessons(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<Lesson>, DbError> {
    let rows = sql(LESSONS).bind(partner).all::<Row>(on).await?;
    rows.into_iter().map(read).collect()
}

/// The lesson with a number, unless it was taken away.
pub(in crate::knowledge) async fn numbered(
    tx: &mut Tx,
    partner: PartnerId,
    number: i64,
) -> Result<Option<Lesson>, DbError> {
    let row = sql(NUMBERED).bind(partner).bind(number);
    row.optional::<Row>(tx).await?.map(read).transpose()
}
