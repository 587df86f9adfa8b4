//! Passages by their places.

use scx_store::{DbError, Many, Tx, many};

use crate::accounts::PartnerId;
use crate::knowledge::{DocumentId, Quoted};

pub(super) const QUOTED: Many = many(
    "SELECT passage.heading, passage.text, passage.page FROM (VALUES",
    "($, $, $)",
    ") AS wanted CROSS JOIN passage WHERE passage.partner = wanted.column1
        AND passage.document = wanted.column2 AND passage.place = wanted.column3",
);

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
