//! Has the program's own addresses packed: they are a tenth as long then, and
//! less of the program is read, and held, when it starts.

use std::env;
use std::io::{self, Write as _};
use std::process::Command;

/// The first C library whose loader reads packed addresses.
const SINCE: (u32, u32) = (2, 36);

fn main() -> io::Result<()> {
    let mut cargo = io::stdout();
    writeln!(cargo, "cargo::rerun-if-changed=build.rs")?;
    let is = |name: &str, value: &str| told(name).is_some_and(|found| found == value);
    let is_own = told("HOST") == told("TARGET");
    if is_own && is("PROFILE", "release") && is("CARGO_CFG_TARGET_ENV", "gnu") && is_new_enough() {
        writeln!(
            cargo,
            "cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs"
        )?;
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo speaks to a build script so"
)]
fn told(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// Whether the library of this machine is known to be new enough.
fn is_new_enough() -> bool {
    let told = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let told = told.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let version = told.unwrap_or_default();
    let mut numbers = version
        .trim()
        .trim_start_matches("glibc ")
        .split('.')
        .map(|number| number.parse().unwrap_or(0));
    let version = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    version >= SINCE
}
