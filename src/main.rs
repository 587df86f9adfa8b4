//! The command line.

mod cli;
mod copies;
mod desk;
mod inspect;
mod logging;
mod pages;
mod secrets;

use std::process::ExitCode;

/// mimalloc reserves a gigabyte at once, which the limits of the child that
/// reads files do not allow.
#[cfg(feature = "jemalloc")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if arguments
        .next()
        .is_some_and(|first| first == scx_read::child::COMMAND)
    {
        // Before anything else: the child has neither configuration nor logs.
        return scx_read::child::main(arguments);
    }
    cli::run()
}
