//! Which questions of a group may go to a model.

use std::collections::BTreeMap;

use scx_jobs::Cx;

use super::answer::Done;
use crate::Error;
use crate::accounts::PartnerId;
use crate::ai::{self, Providers};

/// Grants questions their shop's calls of this minute. To those beyond them the
/// built-in answerer quotes, which is better than silence.
pub(super) async fn share_out(cx: &Cx, group: &mut [Done]) -> Result<(), Error> {
    let has_platform = cx.service::<Providers>().platform().is_some();
    let now = cx.clock.now();
    let mut wanted = BTreeMap::<PartnerId, i64>::new();
    let mut asking = Vec::new();
    for done in group {
        let partner = done.partner.id;
        if let Some(means) = &mut done.means
            && (means.own_account.is_some() || (has_platform && done.partner.ai_spent_until <= now))
        {
            *wanted.entry(partner).or_default() += 1;
            asking.push((partner, means));
        }
    }
    // Where no model would be asked, nothing is counted.
    if wanted.is_empty() {
        return Ok(());
    }
    let mut granted = ai::reserve(cx, &wanted).await?;
    for (partner, means) in asking {
        let left = granted.entry(partner).or_default();
        means.may_ask_model = *left > 0;
        *left -= 1;
    }
    Ok(())
}
