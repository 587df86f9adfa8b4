//! Copies of a PostgreSQL database, by PostgreSQL's own programs.

use std::ffi::OsStr;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use anyhow::{Context, anyhow, bail};
use percent_encoding::percent_decode_str;
use scx_kit::{Clock, KeyRing, Millis, SystemClock};
use scx_store::copy::{CopyError, occupancy};
use scx_store::{MIGRATIONS, unlock};
use url::Url;

/// Where Debian keeps what is not in PATH, a folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Opens the transaction of a restore and drops the tables that are there.
const EMPTIED: &str = include_str!("emptied.sql");

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
    replace(url, from).with_context(cannot)
}

/// Has psql run the copy as a script: pg_restore alone drops only what the copy
/// holds, and not in one transaction with what else has to go.
fn replace(url: &str, from: &Path) -> anyhow::Result<()> {
    let (target, password) = without_password(url)?;
    let arguments = [
        "--no-psqlrc",
        "--quiet",
        "--output=/dev/null",
        "--set=ON_ERROR_STOP=1",
        "--dbname",
        &target,
    ]
    .map(OsStr::new);
    let mut psql = start("psql", &arguments, &password, Stdio::piped)?;
    let fed = feed(&mut psql, from);
    let ran = psql
        .wait_with_output()
        .context("psql was lost")
        .and_then(|output| succeeded("psql", output));
    match fed {
        // The pipe broke because psql stopped, and psql says why.
        Err(error) if is_broken_pipe(&error) => ran.and(Err(error)),
        Err(error) => Err(error),
        Ok(()) => ran.map(drop),
    }
}

/// Writes the script to psql. The commit comes after pg_restore said that it
/// read the whole copy: when anything fails before, also this program, psql's
/// input ends without it, and the server keeps the old data.
fn feed(psql: &mut Child, from: &Path) -> anyhow::Result<()> {
    let mut script = psql.stdin.take().context("psql has no input")?;
    script.write_all(EMPTIED.as_bytes())?;
    // What lies outside of our schema is still dropped one by one.
    let arguments = [
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--file=-",
    ]
    .map(OsStr::new);
    let arguments = [&arguments[..], &[from.as_os_str()]].concat();
    let mut reader = start("pg_restore", &arguments, "", Stdio::null)?;
    let mut shown = reader.stdout.take().context("pg_restore has no output")?;
    let copied = io::copy(&mut shown, &mut script);
    // Nobody reads on after an error: pg_restore has to notice that.
    drop(shown);
    let output = reader.wait_with_output()?;
    copied?;
    succeeded("pg_restore", output)?;
    script.write_all(b"COMMIT;\n")?;
    Ok(())
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
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

/// Looks at the copy without a server: is it whole, is it ours, is it not newer
/// than we are, do the keys at hand open it?
fn examine(copy: &Path, ring: &KeyRing) -> anyhow::Result<()> {
    // Only unpacking all of it shows that nothing is missing.
    let everything = [OsStr::new("--file=/dev/null"), copy.as_os_str()];
    run("pg_restore", &everything, "")?;
    let arguments = [
        "--data-only",
        "--table=_sqlx_migrations",
        "--table=key_check",
        "--file=-",
    ]
    .map(OsStr::new);
    let arguments = [&arguments[..], &[copy.as_os_str()]].concat();
    let shown = run("pg_restore", &arguments, "")?;
    let script = String::from_utf8_lossy(&shown.stdout);
    let version = version_in(&script);
    let keys = keys_in(&script);
    if version.is_none() || keys.is_empty() {
        bail!("it is not a copy of this product's database");
    }
    if version > MIGRATIONS.last().map(|(newest, ..)| *newest) {
        return Err(CopyError::Newer.into());
    }
    Ok(unlock(ring, &keys)?)
}

/// The rows of a table in a script: what stands between `COPY ..` and `\.`.
fn rows_of<'a>(script: &'a str, table: &'a str) -> impl Iterator<Item = &'a str> {
    let is_head = move |line: &str| {
        let name = line
            .strip_prefix("COPY ")
            .and_then(|rest| rest.split(' ').next());
        name.is_some_and(|name| name.rsplit('.').next() == Some(table))
    };
    script
        .lines()
        .skip_while(move |line| !is_head(line))
        .skip(1)
        .take_while(|line| *line != "\\.")
}

/// The newest migration in a script; its number stands first in a row.
fn version_in(script: &str) -> Option<i64> {
    rows_of(script, "_sqlx_migrations")
        .filter_map(|line| line.split('\t').next()?.parse().ok())
        .max()
}

/// The keys in use: an id, a tab, and bytes as `\\x..`.
fn keys_in(script: &str) -> Vec<(String, Vec<u8>)> {
    let rows = rows_of(script, "key_check").filter_map(|line| {
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

/// Runs a program to its end.
fn run(program: &str, arguments: &[&OsStr], password: &str) -> anyhow::Result<Output> {
    let child = start(program, arguments, password, Stdio::null)?;
    succeeded(program, child.wait_with_output()?)
}

/// What a program left, which is an error unless it says that all went well.
fn succeeded(program: &str, output: Output) -> anyhow::Result<Output> {
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{program}: {}", said.trim());
    }
    Ok(output)
}

/// Starts a program; what it says is kept for whoever waits for its end.
fn start(
    program: &str,
    arguments: &[&OsStr],
    password: &str,
    input: fn() -> Stdio,
) -> anyhow::Result<Child> {
    for place in places_of(program) {
        let mut command = Command::new(&place);
        command.args(arguments);
        command
            .stdin(input())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if !password.is_empty() {
            command.env("PGPASSWORD", password);
        }
        match command.spawn() {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            child => {
                return child.with_context(|| format!("{} does not start", place.display()));
            }
        }
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

    #[test]
    fn the_newest_migration_of_a_dump_is_read() {
        let script = "COPY public.key_check (key_id, sealed) FROM stdin;\n99\t\\\\x00\n\\.\n\nCOPY public._sqlx_migrations (version, description) FROM stdin;\n9\tnine\n12\ttwelve\n\\.\n\n77\tx\n";
        assert_eq!(version_in(script), Some(12));
        assert_eq!(version_in("SET x;\n"), None);
    }
}
