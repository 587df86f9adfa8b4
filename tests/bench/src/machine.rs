//! What the machine is, and what a process takes of it.

use std::fs;

use anyhow::Context;

use crate::figures::Report;

/// Linux tells processor time in hundredths of a second on every machine.
const TICKS_PER_S: f64 = 100.0;

/// Lets the kernel forget the most memory that this process had, and tells
/// what it has now, in megabytes.
///
/// # Errors
/// Where the kernel does not let it.
pub fn forget_peak() -> anyhow::Result<f64> {
    // "5" of proc_pid_clear_refs(5).
    fs::write("/proc/self/clear_refs", "5")?;
    Ok(Process::read(std::process::id())?.rss_mb)
}

/// A process at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Process {
    /// Processor time so far, its own without its children's.
    pub cpu_s: f64,
    /// Memory in use.
    pub rss_mb: f64,
    /// The most memory that was in use.
    pub peak_mb: f64,
    /// Threads.
    pub threads: u32,
}

impl Process {
    /// Reads `/proc` for a process.
    ///
    /// # Errors
    /// When it is gone.
    pub fn read(pid: u32) -> anyhow::Result<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
        // The name in brackets may hold spaces; the fields after it do not.
        let fields: Vec<&str> = stat
            .rsplit_once(") ")
            .context("no name in stat")?
            .1
            .split(' ')
            .collect();
        let ticks = |at: usize| -> anyhow::Result<f64> {
            Ok(fields.get(at).context("a short stat")?.parse::<f64>()?)
        };
        let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
        let value = |name: &str| -> anyhow::Result<f64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let word = line.and_then(|line| line.split_whitespace().next());
            Ok(word.context("a short status")?.parse::<f64>()?)
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small count"
        )]
        let threads = value("Threads:")? as u32;
        Ok(Self {
            cpu_s: (ticks(11)? + ticks(12)?) / TICKS_PER_S,
            rss_mb: value("VmRSS:")? / 1_024.0,
            peak_mb: value("VmHWM:")? / 1_024.0,
            threads,
        })
    }
}

/// Prints what the figures depend on.
pub fn describe(report: &Report) {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let field = |path: &str, name: &str| {
        let text = fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(name));
        let value = line.and_then(|line| line.split_once(':'));
        value.map_or_else(
            || "unknown".to_owned(),
            |(_, value)| value.trim().to_owned(),
        )
    };
    report.heading("machine");
    report.tell("cores", cores);
    report.tell("processor", field("/proc/cpuinfo", "model name"));
    report.tell("memory", field("/proc/meminfo", "MemTotal"));
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    report.tell("load before (1, 5, 15 minutes)", load.trim());
}
