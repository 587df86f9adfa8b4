#![doc = include_str!("../README.md")]
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a tool lives in real time and prints what it found"
)]

mod copy;
mod run;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::Parser;
use copy::Copy;
use run::{Suite, Verdict};
use table::{Fault, Kind};

/// Tests in one run without a fault: a run has to end in time.
const AT_ONCE: usize = 16;

/// Applies seeded faults to a copy of the source; each must make a test fail.
#[derive(Debug, Parser)]
struct Arguments {
    /// Faults to try; all of them when none is named.
    names: Vec<String>,
    /// Only writes the table into the README.
    #[arg(long)]
    write: bool,
    /// A run of tests that takes longer than so many seconds hangs.
    #[arg(long, default_value_t = 300)]
    limit_s: u64,
}

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    let root = root();
    let faults = table::read(&root)?;
    if arguments.write {
        table::write(&root, &faults)?;
        return Ok(ExitCode::SUCCESS);
    }
    let stale = table::stale(&root, &faults);
    if !stale.is_empty() {
        bail!("stale faults:\n{}", stale.join("\n"));
    }
    let chosen = choose(&faults, &arguments.names)?;
    let copy = Copy::make(&root, &faults)?;
    println!("building the copy in {}", copy.source.display());
    let suite = Suite::build(&copy, Duration::from_secs(arguments.limit_s))?;
    stands(&suite, &chosen)?;
    let survivors = try_all(&copy, &suite, &chosen)?;
    if survivors.is_empty() {
        println!("{} faults, each caught", chosen.len());
        return Ok(ExitCode::SUCCESS);
    }
    println!("SURVIVED: {}", survivors.join(", "));
    Ok(ExitCode::FAILURE)
}

fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own).to_owned()
}

fn choose<'a>(faults: &'a [Fault], names: &[String]) -> anyhow::Result<Vec<&'a Fault>> {
    if names.is_empty() {
        return Ok(faults.iter().collect());
    }
    let named = |name: &String| {
        let found = faults.iter().find(|fault| fault.name == *name);
        found.with_context(|| format!("there is no fault {name}"))
    };
    names.iter().map(named).collect()
}

/// Without any fault, every test that shall catch one passes.
fn stands(suite: &Suite, chosen: &[&Fault]) -> anyhow::Result<()> {
    let named: BTreeSet<&str> = chosen
        .iter()
        .flat_map(|fault| fault.caught_by.iter().map(String::as_str))
        .collect();
    let named: Vec<&str> = named.into_iter().collect();
    let watch = Instant::now();
    let all: &[&str] = &[];
    let needs_all = chosen.iter().any(|fault| fault.caught_by.is_empty());
    for tests in named.chunks(AT_ONCE).chain(needs_all.then_some(all)) {
        if let Some(trouble) = suite.trouble(tests)? {
            bail!("without any fault the tests do not pass: {trouble}");
        }
    }
    let took = watch.elapsed().as_secs();
    println!("without any fault all tests pass ({took} s)");
    Ok(())
}

/// Switches the faults on, one after the other. Gives the names of those that
/// no test noticed.
fn try_all(copy: &Copy, suite: &Suite, chosen: &[&Fault]) -> anyhow::Result<Vec<String>> {
    let mut survivors = Vec::new();
    for fault in chosen {
        let watch = Instant::now();
        let tests: Vec<&str> = fault.caught_by.iter().map(String::as_str).collect();
        let on = copy.switch_on(fault)?;
        let verdict = suite.run(&tests)?;
        drop(on);
        let took = watch.elapsed().as_secs();
        let name = &fault.name;
        match verdict {
            Verdict::Passed => {
                println!("SURVIVED {name} ({took} s)");
                survivors.push(name.clone());
            }
            Verdict::Failed { test, why } => {
                println!("caught   {name} by {test} ({took} s): {why}")
            }
            Verdict::Hangs => println!("hangs    {name} ({took} s)"),
        }
    }
    Ok(survivors)
}

impl Fault {
    /// Whether the fault is compiled into the copy and switched on at run time.
    fn is_built(&self) -> bool {
        match self.kind {
            Kind::Expression | Kind::Statement | Kind::Sql => true,
            Kind::File => false,
        }
    }
}
