//! How well and how fast files are read; see the crate's README.

use std::fs;
use std::process::{Command, ExitCode};
use std::time::Instant;

use clap::Args;
use scx_read::measure::{ROUNDING, pdf, word};
use scx_read::{Kind, Limits, extract};

use crate::figures::{Report, share};

/// What it takes.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The Python that has `pypdf`, to be timed beside ours.
    #[arg(long, default_value = "python3")]
    python: String,
}

/// Measures and prints.
///
/// # Errors
/// When the files cannot be read.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut report = Report::default();
    report.heading("PDFs whose text is known: wrong characters per character, by kind");
    for rate in pdf::error_rates() {
        let bar = rate.best_of_peers + ROUNDING;
        report.at_most(&rate.kind, rate.ours, bar, "");
    }
    report.heading("their price rows");
    let (whole, all) = pdf::price_rows();
    report.at_least("name and price on one line", share(whole, all), 0.99, "");
    report.heading("Word files whose text is known: words found, beside pandoc");
    for file in word::found() {
        report.at_least(&file.name, file.ours, file.pandoc - ROUNDING, "");
    }
    speed(&mut report, &arguments.python)?;
    Ok(report.end())
}

/// All PDFs in one process each, so that the start of the process does not count.
fn speed(report: &mut Report, python: &str) -> anyhow::Result<()> {
    report.heading("speed on one core, in one process");
    let files = pdf::names().into_iter().map(|name| {
        let file = pdf::folder().join(format!("{name}.pdf"));
        fs::read(file)
    });
    let files = files.collect::<Result<Vec<_>, _>>()?;
    let watch = Instant::now();
    for file in &files {
        extract(Kind::Pdf, file, &Limits::default())?;
    }
    let ours = watch.elapsed().as_secs_f64();
    report.tell("all PDFs", format!("{ours:.3} s"));
    match pypdf(python) {
        Some(theirs) => {
            report.tell("the same by pypdf", format!("{theirs:.3} s"));
            report.at_least("pypdf's time by ours", theirs / ours, 10.0, "");
        }
        None => report.tell("the same by pypdf", "not installed, not measured"),
    }
    let watch = Instant::now();
    for name in word::names() {
        word::read(&name);
    }
    let seconds = watch.elapsed().as_secs_f64();
    report.tell("all Word files", format!("{seconds:.3} s"));
    Ok(())
}

/// Seconds that pypdf takes for the same files.
fn pypdf(python: &str) -> Option<f64> {
    const PROGRAM: &str = "
import io, pathlib, sys, time
from pypdf import PdfReader
files = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob('*.pdf'))]
start = time.perf_counter()
for file in files:
    for page in PdfReader(io.BytesIO(file)).pages:
        page.extract_text()
print(time.perf_counter() - start)
";
    let mut command = Command::new(python);
    let output = command.args(["-c", PROGRAM]).arg(pdf::folder()).output();
    let output = output.ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
