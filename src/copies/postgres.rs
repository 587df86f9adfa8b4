//! Copies of a PostgreSQL database, by PostgreSQL's own programs.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, anyhow, bail};
use percent_encoding::percent_decode_str;
use scx_kit::{Clock, KeyRing, Millis, SystemClock};
use scx_store::copy::occupancy;
use scx_store::unlock;
use url::Url;

/// Where Debian keeps what is not in PATH, a folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// How long connections may take to close before they count.
const CLOSING: Millis = Millis::secs(5);

pub(super) fn back_up(url: &str, to: &Path, ring: &KeyRing) -> anyhow::Result<()> {
    let (target, password) = without_password(url)?;
    let arguments = ["--format=custom", "--no-owner", "--no-privileges"].map(OsStr::new);
    let (file, name) = (OsStr::new("--file"), OsStr::new("--dbname"));
    let places = [file, to.as_os_str(), name, OsStr::new(&target)];
    run("pg_dump", &[&arguments[..], &places].concat(), &password)?;
    examine(to, ring).context("the copy cannot be used")
}

/// Looks at the copy first; then all of it happens in one transaction.
pub(super) async fn restore(
    url: &str,
    from: &Path,
    ring: &KeyRing,
    is_forced: bool,
) -> anyhow::Result<()> {
    let cannot = || format!("{} cannot be restored", from.display());
    examine(from, ring).with_context(cannot)?;
    let tables = left_alone(url).await?;
    if tables > 0 && !is_forced {
        bail!("the database is not empty; --force replaces what is in it");
    }
    let (target, password) = without_password(url)?;
    let arguments = [
        "--clean",
        "--if-exists",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
        "--dbname",
        &target,
    ]
    .map(OsStr::new);
    run(
        "pg_restore",
        &[&arguments[..], &[from.as_os_str()]].concat(),
        &password,
    )
    .with_context(cannot)?;
    Ok(())
}

/// Waits until nobody else is in the database, and counts its tables.
async fn left_alone(url: &str) -> anyhow::Result<i64> {
    let give_up = SystemClock.now() + CLOSING;
    loop {
        let found = occupancy(url).await?;
        if found.sessions == 0 {
            return Ok(found.tables);
        }
        if SystemClock.now() >= give_up {
            bail!(
                "{} other connections are open to this database: stop the product first",
                found.sessions
            );
        }
        SystemClock
            .sleep_until(SystemClock.now() + Millis(200))
            .await;
    }
}

/// Reads the sealed words of the copy and tries the keys at hand on them.
fn examine(copy: &Path, ring: &KeyRing) -> anyhow::Result<()> {
    let arguments = ["--data-only", "--table=key_check", "--file=-"].map(OsStr::new);
    let shown = run(
        "pg_restore",
        &[&arguments[..], &[copy.as_os_str()]].concat(),
        "",
    )?;
    let rows = keys_in(&String::from_utf8_lossy(&shown.stdout));
    if rows.is_empty() {
        bail!("it is not a copy of this product's database");
    }
    Ok(unlock(ring, &rows)?)
}

/// The rows between `COPY ..` and `\.`: an id, a tab, and bytes as `\\x..`.
fn keys_in(script: &str) -> Vec<(String, Vec<u8>)> {
    let rows = script
        .lines()
        .skip_while(|line| !line.starts_with("COPY "))
        .skip(1)
        .take_while(|line| *line != "\\.");
    let rows = rows.filter_map(|line| {
        let (id, sealed) = line.split_once('\t')?;
        let digits = sealed.strip_prefix("\\\\x")?;
        let bytes = (0..digits.len()).step_by(2).map(|at| {
            let byte = digits.get(at..at + 2)?;
            u8::from_str_radix(byte, 16).ok()
        });
        Some((id.to_owned(), bytes.collect::<Option<Vec<u8>>>()?))
    });
    rows.collect()
}

/// The address for the command line, which everybody on the machine can read,
/// and the password, which goes by the environment.
fn without_password(url: &str) -> anyhow::Result<(String, String)> {
    let mut url = Url::parse(url).map_err(|_| anyhow!("DATABASE_URL is not an address"))?;
    let password = percent_decode_str(url.password().unwrap_or_default())
        .decode_utf8_lossy()
        .into_owned();
    url.set_password(None)
        .map_err(|()| anyhow!("DATABASE_URL names no host"))?;
    Ok((url.into(), password))
}

fn run(program: &str, arguments: &[&OsStr], password: &str) -> anyhow::Result<Output> {
    for place in places_of(program) {
        let mut command = Command::new(&place);
        command.args(arguments);
        if !password.is_empty() {
            command.env("PGPASSWORD", password);
        }
        let output = match command.output() {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            output => output.with_context(|| format!("{} does not start", place.display()))?,
        };
        if !output.status.success() {
            bail!(
                "{program}: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        return Ok(output);
    }
    bail!(
        "{program} is not installed: it comes with PostgreSQL's client programs (Debian: postgresql-client)"
    )
}

/// The program in PATH, then Debian's, the newest version first.
fn places_of(program: &str) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = folders
        .filter_map(|folder| {
            let version = folder.file_name().to_str()?.parse().ok()?;
            Some((version, folder.path().join("bin").join(program)))
        })
        .collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    let installed = versions.into_iter().map(|(_, place)| place);
    std::iter::once(PathBuf::from(program))
        .chain(installed)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_does_not_stay_in_the_address() {
        let (address, password) =
            without_password("postgres://scx:p%40ss@db:5432/app?sslmode=require").unwrap();
        assert_eq!(address, "postgres://scx@db:5432/app?sslmode=require");
        assert_eq!(password, "p@ss");
    }

    #[test]
    fn the_keys_of_a_dump_are_read() {
        let script = "SET x;\nCOPY public.key_check (key_id, sealed) FROM stdin;\na1b2\t\\\\x00ff10\n\\.\n\nc\t\\\\x00\n";
        assert_eq!(keys_in(script), [("a1b2".to_owned(), vec![0, 255, 16])]);
        assert!(keys_in("SET x;\n").is_empty());
    }
}
