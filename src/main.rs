//! The command line.

mod cli;
mod desk;
mod inspect;
mod logging;

use std::process::ExitCode;

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
