//! Coupons: made by admins or for one partner, used at most as often as they
//! may be, whoever comes at once.

use scx_kit::{Time, Tiyin};
use scx_store::{DbError, On, Tx};

use super::model::Coupon;
use super::sql::coupons as sql;
use crate::accounts::PartnerId;
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::plans::{self, Offer};
use crate::{Error, Refusal};

/// Coupons of a page.
pub const PAGE: i64 = 6;

/// What a provider carries at least. It stands for nothing: nobody has paid who
/// had everything taken off.
pub(super) const TOKEN: Tiyin = Tiyin::som(1);

/// What an admin makes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct NewCoupon {
    /// What people type; made up where it is empty.
    pub code: String,
    /// The rebate in hundredths, 1 to 100.
    pub percent: i64,
    /// How often it may be used.
    pub most_uses: i64,
    /// Days from now.
    pub days: i64,
    /// Only for this tier.
    pub tier: Option<String>,
}

/// Reads a code as people type it: letters in any case, blanks around it.
///
/// # Errors
/// `coupon-code-wrong`.
pub fn parse_code(text: &str) -> Result<String, Refusal> {
    let code = text.trim().to_uppercase();
    let is_plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let is_good = (4..=24).contains(&code.len()) && code.chars().all(is_plain);
    is_good
        .then_some(code)
        .ok_or_else(|| Refusal::new("coupon-code-wrong"))
}

/// Makes a coupon and gives its code.
///
/// # Errors
/// A refusal for values out of range and for a code that exists.
pub async fn make(tx: &mut Tx, permit: &Permit, new: &NewCoupon) -> Result<String, Error> {
    let admin = permit.of(Right::ManageCoupons)?.clone();
    let code = match new.code.trim() {
        "" => readable_code(tx, new.percent),
        typed => parse_code(typed)?,
    };
    let in_range = (1..=100).contains(&new.percent)
        && (1..=1_000_000).contains(&new.most_uses)
        && (1..=3_660).contains(&new.days);
    if !in_range {
        return Err(Refusal::new("number-wrong").into());
    }
    if let Some(tier) = &new.tier
        && plans::catalogue(tx).await?.tier(tier).is_none()
    {
        return Err(Refusal::new("plan-not-offered").into());
    }
    let coupon = Coupon {
        code: code.clone(),
        percent: new.percent,
        most_uses: new.most_uses,
        used: 0,
        expires_at: tx.now() + scx_kit::Millis::days(new.days),
        tier: new.tier.clone(),
        partner: None,
        is_off: false,
        made_by: admin.telegram_user.to_string(),
        created_at: tx.now(),
    };
    if !sql::insert(tx, &coupon).await? {
        return Err(Refusal::new("coupon-exists").into());
    }
    let act = Act {
        act: "coupon.made",
        target: code.clone(),
        after: format!("{}% × {}", new.percent, new.most_uses),
        ..Act::default()
    };
    audit::write(tx, &admin.author(), act).await?;
    Ok(code)
}

/// The coupon of one partner, who alone can use it, once; the one that they
/// have where they have one.
///
/// # Errors
/// [`DbError`].
pub async fn personal(
    tx: &mut Tx,
    partner: PartnerId,
    (percent, expires_at): (i64, Time),
) -> Result<String, DbError> {
    if let Some(known) = sql::of_partner(tx, partner).await? {
        if known.expires_at < expires_at && known.used == 0 {
            sql::prolong(tx, &known.code, expires_at).await?;
        }
        return Ok(known.code);
    }
    let coupon = Coupon {
        code: format!("SIZGA{percent}_{}", word(tx)),
        percent,
        most_uses: 1,
        used: 0,
        expires_at,
        tier: None,
        partner: Some(partner.to_string()),
        is_off: false,
        made_by: "system".to_owned(),
        created_at: tx.now(),
    };
    sql::insert(tx, &coupon).await?;
    Ok(coupon.code)
}

/// Switches a coupon off, or on again.
///
/// # Errors
/// A refusal for a code that does not exist.
pub async fn switch(tx: &mut Tx, permit: &Permit, code: &str, is_off: bool) -> Result<(), Error> {
    let author = permit.of(Right::ManageCoupons)?.author();
    if !sql::switch(tx, code, is_off).await? {
        return Err(Refusal::new("coupon-unknown").into());
    }
    let act = Act {
        act: "coupon.switched",
        target: code.to_owned(),
        after: if is_off { "off" } else { "on" }.to_owned(),
        ..Act::default()
    };
    Ok(audit::write(tx, &author, act).await?)
}

/// A page of coupons that are not for one partner alone, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn coupons(on: impl Into<On<'_>>, page: i64) -> Result<Vec<Coupon>, DbError> {
    sql::page(on, page).await
}

/// A coupon by its code.
///
/// # Errors
/// [`DbError`].
pub async fn coupon(on: impl Into<On<'_>>, code: &str) -> Result<Option<Coupon>, DbError> {
    sql::by_code(on, code).await
}

/// Puts a coupon into a partner's pocket, for the offers that they look at.
///
/// # Errors
/// A refusal that says why the coupon is of no use to them.
pub async fn pocket(tx: &mut Tx, partner: PartnerId, text: &str) -> Result<Coupon, Error> {
    let code = parse_code(text)?;
    let coupon = sql::by_code(&mut *tx, &code).await?;
    let coupon = coupon.ok_or_else(|| Refusal::new("coupon-unknown"))?;
    usable(tx, partner, &coupon).await?;
    sql::put_in_pocket(tx, partner, &code).await?;
    Ok(coupon)
}

/// The coupon in a partner's pocket, where it is still good.
///
/// # Errors
/// [`DbError`].
pub async fn in_pocket(tx: &mut Tx, partner: PartnerId) -> Result<Option<Coupon>, Error> {
    let Some(coupon) = sql::in_pocket(&mut *tx, partner).await? else {
        return Ok(None);
    };
    match usable(tx, partner, &coupon).await {
        Ok(()) => Ok(Some(coupon)),
        Err(Error::Refused(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// An offer at the price that a coupon makes of it.
pub fn discounted(offer: Offer, coupon: Option<&Coupon>) -> (Offer, Option<String>) {
    let fits = |coupon: &&Coupon| {
        coupon
            .tier
            .as_ref()
            .is_none_or(|tier| *tier == offer.tier.id)
    };
    let Some(coupon) = coupon.filter(fits) else {
        return (offer, None);
    };
    // Nothing is given away for nothing: a provider carries no sum of 0.
    let due = (offer.list - offer.list.percent(coupon.percent)).max(TOKEN);
    (Offer { due, ..offer }, Some(coupon.code.clone()))
}

/// Takes one use of a coupon for a request or an invoice, in one conditional
/// statement, so that no crowd takes more than there are.
pub(super) async fn hold(
    tx: &mut Tx,
    partner: PartnerId,
    (code, held_by): (&str, &str),
) -> Result<(), Error> {
    let now = tx.now();
    if !sql::take(tx, code, now).await? {
        return Err(Refusal::new("coupon-used-up").into());
    }
    if !sql::use_once(tx, code, partner, held_by).await? {
        return Err(Refusal::new("coupon-used-by-you").into());
    }
    Ok(())
}

/// Gives back the use that a request or an invoice holds, once.
pub(super) async fn release(tx: &mut Tx, held_by: &str) -> Result<(), DbError> {
    if let Some(code) = sql::forget_use(tx, held_by).await? {
        sql::give_back(tx, &code).await?;
    }
    Ok(())
}

async fn usable(tx: &mut Tx, partner: PartnerId, coupon: &Coupon) -> Result<(), Error> {
    let is_theirs = |owner: &String| *owner == partner.to_string();
    if !coupon.partner.as_ref().is_none_or(is_theirs) {
        return Err(Refusal::new("coupon-unknown").into());
    }
    if coupon.is_off || coupon.expires_at <= tx.now() {
        return Err(Refusal::new("coupon-expired").into());
    }
    if sql::is_used_by(tx, &coupon.code, partner).await? {
        return Err(Refusal::new("coupon-used-by-you").into());
    }
    if coupon.used >= coupon.most_uses {
        return Err(Refusal::new("coupon-used-up").into());
    }
    Ok(())
}

/// `SAVE10_UZ_2026`, with a word where that would be guessed at once.
fn readable_code(tx: &Tx, percent: i64) -> String {
    let year = chrono::DateTime::from_timestamp_millis(tx.now().0).unwrap_or_default();
    format!("SAVE{percent}_{}_{}", word(tx), year.format("%Y"))
}

fn word(tx: &Tx) -> String {
    tx.entropy().word(6).to_uppercase()
}
