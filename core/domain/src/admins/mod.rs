//! The people who run the house: who they are and what each may do.
//!
//! An admin is one Telegram account on a list. What somebody may do follows
//! from the role, by one table ([`may`]); whoever acts proves it with a
//! [`Permit`], which is made anew for every tap from the row as it is then.

mod model;
mod rules;
mod sql;

use scx_kit::{Millis, Time};
use scx_store::{DbError, On, Tx};
use sha2::{Digest as _, Sha256};

pub use model::{Admin, Permit, Right, Role};
pub use rules::may;

use crate::audit::{self, Act};
use crate::{Error, Parts, Refusal};

/// How long a link that makes somebody an admin is good for.
pub const INVITED_FOR: Millis = Millis::hours(24);

/// Letters and digits of an invitation's word.
const WORD: usize = 24;

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        statements: sql::ALL.to_vec(),
        ..Parts::default()
    }
}

/// The admin of a Telegram account.
///
/// # Errors
/// [`DbError`].
pub async fn by_telegram(on: impl Into<On<'_>>, user: i64) -> Result<Option<Admin>, DbError> {
    sql::by_telegram(on, user).await
}

/// Everybody on the list, owners first.
///
/// # Errors
/// [`DbError`].
pub async fn all(on: impl Into<On<'_>>) -> Result<Vec<Admin>, DbError> {
    sql::all(on).await
}

/// Everybody who has a right.
///
/// # Errors
/// [`DbError`].
pub async fn with_right(on: impl Into<On<'_>>, right: Right) -> Result<Vec<Admin>, DbError> {
    let mut all = sql::all(on).await?;
    all.retain(|admin| may(admin.role, right));
    Ok(all)
}

/// Proves that somebody may do something now.
///
/// # Errors
/// A refusal: no admin, or one whose role does not hold this right.
pub async fn permit(tx: &mut Tx, user: i64, right: Right) -> Result<Permit, Error> {
    let Some(admin) = sql::by_telegram(&mut *tx, user).await? else {
        return Err(Refusal::new("admin-stranger").into());
    };
    if !may(admin.role, right) {
        return Err(Refusal::new("admin-no-right").into());
    }
    Ok(Permit::new(admin, right))
}

/// Makes the account that the configuration names an owner.
///
/// # Errors
/// [`DbError`].
pub async fn found(tx: &mut Tx, user: i64) -> Result<(), DbError> {
    let is_there = sql::by_telegram(&mut *tx, user).await?;
    if is_there.is_some_and(|admin| admin.role == Role::Owner) {
        return Ok(());
    }
    let owner = Admin {
        telegram_user: user,
        name: String::new(),
        role: Role::Owner,
        added_by: "ADMIN_ID".to_owned(),
        created_at: tx.now(),
    };
    sql::put(tx, &owner).await?;
    let author = audit::Author::system("ADMIN_ID");
    let act = Act {
        act: "admin.added",
        target: user.to_string(),
        after: Role::Owner.name().to_owned(),
        ..Act::default()
    };
    audit::write(tx, &author, act).await
}

/// Keeps the name under which an admin is known in Telegram; true when it is
/// another one than before.
///
/// # Errors
/// [`DbError`].
pub async fn note_name(tx: &mut Tx, admin: &Admin, name: &str) -> Result<bool, DbError> {
    if admin.name == name {
        return Ok(false);
    }
    sql::set_name(tx, admin.telegram_user, name).await?;
    Ok(true)
}

/// Makes an invitation and gives its word, which goes into a link and is never
/// shown again.
///
/// # Errors
/// [`DbError`].
pub async fn invite(tx: &mut Tx, permit: &Permit, role: Role) -> Result<String, Error> {
    let by = permit.of(Right::ManageAdmins)?.clone();
    let word = tx.entropy().word(WORD);
    let expires_at = tx.now() + INVITED_FOR;
    sql::add_invite(tx, &hash(&word), (role, &by), expires_at).await?;
    let act = Act {
        act: "admin.invited",
        after: role.name().to_owned(),
        ..Act::default()
    };
    audit::write(tx, &by.author(), act).await?;
    Ok(word)
}

/// Opens an invitation: its first reader becomes an admin.
///
/// # Errors
/// A refusal for a word that is wrong, used or too old.
pub async fn join(tx: &mut Tx, user: i64, name: &str, word: &str) -> Result<Admin, Error> {
    let now = tx.now();
    let taken = sql::take_invite(tx, &hash(word), now).await?;
    let Some((role, added_by)) = taken else {
        return Err(Refusal::new("admin-invite-wrong").into());
    };
    if let Some(known) = sql::by_telegram(&mut *tx, user).await?
        && known.role <= role
    {
        // Nobody loses rights by opening a link.
        return Ok(known);
    }
    let admin = Admin {
        telegram_user: user,
        name: name.to_owned(),
        role,
        added_by,
        created_at: now,
    };
    sql::put(tx, &admin).await?;
    let act = Act {
        act: "admin.added",
        target: user.to_string(),
        after: role.name().to_owned(),
        ..Act::default()
    };
    audit::write(tx, &admin.author(), act).await?;
    Ok(admin)
}

/// Gives an admin another role. The last owner stays one.
///
/// # Errors
/// A refusal for the last owner, and for somebody who is not on the list.
pub async fn set_role(tx: &mut Tx, permit: &Permit, user: i64, role: Role) -> Result<(), Error> {
    let by = permit.of(Right::ManageAdmins)?.author();
    let known = spare(tx, user, role != Role::Owner).await?;
    sql::put(
        tx,
        &Admin {
            role,
            ..known.clone()
        },
    )
    .await?;
    if !may(role, Right::ManageAdmins) {
        sql::drop_invites_of(tx, user).await?;
    }
    let act = Act {
        act: "admin.changed",
        target: format!("{} ({user})", known.name),
        before: known.role.name().to_owned(),
        after: role.name().to_owned(),
        ..Act::default()
    };
    Ok(audit::write(tx, &by, act).await?)
}

/// Takes an admin off the list. The last owner stays on it.
///
/// # Errors
/// A refusal for the last owner, and for somebody who is not on the list.
pub async fn remove(tx: &mut Tx, permit: &Permit, user: i64) -> Result<(), Error> {
    let by = permit.of(Right::ManageAdmins)?.author();
    let known = spare(tx, user, true).await?;
    sql::remove(tx, user).await?;
    sql::drop_invites_of(tx, user).await?;
    let act = Act {
        act: "admin.removed",
        target: format!("{} ({user})", known.name),
        before: known.role.name().to_owned(),
        ..Act::default()
    };
    Ok(audit::write(tx, &by, act).await?)
}

/// An admin who may lose the role that they have.
async fn spare(tx: &mut Tx, user: i64, loses: bool) -> Result<Admin, Error> {
    // Two owners who remove each other at once come one after the other.
    sql::hold_owners(tx).await?;
    let all = sql::all(&mut *tx).await?;
    let known = all.iter().find(|admin| admin.telegram_user == user);
    let known = known.ok_or_else(|| Refusal::new("admin-unknown"))?;
    let owners = all.iter().filter(|one| one.role == Role::Owner).count();
    if loses && known.role == Role::Owner && owners == 1 {
        return Err(Refusal::new("admin-last-owner").into());
    }
    Ok(known.clone())
}

/// Invitations that are too old.
///
/// # Errors
/// [`DbError`].
pub async fn drop_old_invites(tx: &mut Tx, now: Time) -> Result<(), DbError> {
    sql::drop_old_invites(tx, now).await
}

fn hash(word: &str) -> String {
    let digest = Sha256::digest(word.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
