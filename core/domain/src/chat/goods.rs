//! Customers who come by the link of a good.

use scx_jobs::Cx;

use super::{Burst, Heard};
use crate::{Error, knowledge};

/// Puts the good itself in the place of its code. One that the file holds no
/// more is as good as none.
pub(super) async fn look_up(cx: &Cx, burst: &mut Burst) -> Result<(), Error> {
    for heard in &mut burst.heard {
        let Heard::CameFor(code) = heard else {
            continue;
        };
        let book = knowledge::open_active(cx, burst.partner).await?;
        let good = book.and_then(|book| book.good(code));
        *heard = good.map_or(Heard::Started, Heard::ChoseGood);
    }
    Ok(())
}
