//! The pieces of documents.

use scx_lang::Passage;
use scx_store::{Db, DbError, Many, Tx, Value, many, sql};

use crate::accounts::PartnerId;
use crate::knowledge::{DocumentId, Quoted};

const INSERT_PASSAGES: Many = many(
    "INSERT INTO passage (document, place, partner, starts, ends, heading, text, page) VALUES",
    "($, $, $, $, $, $, $, $)",
    "",
);

const QUOTED: Many = many(
    "SELECT passage.heading, passage.text, passage.page FROM (VALUES",
    "($, $, CAST($ AS BIGINT))",
    ") AS wanted CROSS JOIN passage WHERE passage.partner = wanted.column1
        AND passage.document = wanted.column2 AND passage.place = wanted.column3",
);

scx_store::statements! {
    ERASE_PASSAGES = "DELETE FROM passage WHERE partner = $1 AND document = $2";
    PASSAGES = "SELECT place, starts, ends, heading, text, page FROM passage
        WHERE partner = $1 AND document = $2 ORDER BY place";
}

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    let many = [INSERT_PASSAGES, QUOTED];
    [ALL.to_vec(), many.iter().flat_map(Many::texts).collect()].concat()
}

pub(in crate::knowledge) async fn save_passages(
    tx: &mut Tx,
    partner: PartnerId,
    document: DocumentId,
    passages: &[Passage],
) -> Result<(), DbError> {
    sql(ERASE_PASSAGES)
        .bind(partner)
        .bind(document)
        .execute(&mut *tx)
        .await?;
    let offset = |chars: usize| i64::try_from(chars).unwrap_or(i64::MAX);
    let rows = passages
        .iter()
        .map(|passage| {
            vec![
                Value::from(document),
                passage.index.into(),
                partner.into(),
                offset(passage.start).into(),
                offset(passage.end).into(),
                passage.heading.clone().into(),
                (&passage.text).into(),
                passage.page.map(i64::from).into(),
            ]
        })
        .collect();
    INSERT_PASSAGES.execute(tx, rows).await.map(|_| ())
}

pub(in crate::knowledge) async fn passages(
    db: &Db,
    partner: PartnerId,
    document: DocumentId,
) -> Result<Vec<Passage>, DbError> {
    type PassageRow = (i64, i64, i64, Option<String>, String, Option<i64>);
    let rows = sql(PASSAGES)
        .bind(partner)
        .bind(document)
        .all::<PassageRow>(db)
        .await?;
    let passages = rows
        .into_iter()
        .map(|(place, starts, ends, heading, text, page)| Passage {
            index: u32::try_from(place).unwrap_or(u32::MAX),
            start: usize::try_from(starts).unwrap_or(0),
            end: usize::try_from(ends).unwrap_or(0),
            text,
            heading,
            page: page.and_then(|page| u32::try_from(page).ok()),
        });
    Ok(passages.collect())
}

pub(super) async fn erase(
    tx: &mut Tx,
    partner: PartnerId,
    document: DocumentId,
) -> Result<(), DbError> {
    let erase = sql(ERASE_PASSAGES).bind(partner).bind(document);
    erase.execute(tx).await.map(|_| ())
}

pub(in crate::knowledge) async fn quoted(
    tx: &mut Tx,
    partner: PartnerId,
    document: DocumentId,
    places: &[u32],
) -> Result<Vec<Quoted>, DbError> {
    let keys = places.iter().map(|place| {
        let place = i64::from(*place);
        vec![partner.into(), document.into(), place.into()]
    });
    QUOTED.all(tx, keys.collect()).await
}
