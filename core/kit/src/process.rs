//! What this process takes of the machine, as Linux tells it.

use std::fs;

use crate::{Meter, Meters};

/// The meters of the process.
const RESIDENT: Meter = Meter::level(
    "scx_process_resident_memory_bytes",
    "Memory that the process holds.",
);
const CPU: Meter = Meter::count(
    "scx_process_cpu_seconds",
    "Processor time that the process has taken.",
);
const OPEN_FILES: Meter = Meter::level(
    "scx_process_open_fds",
    "Files and sockets that the process has open.",
);
const BUILD: Meter = Meter::level("scx_build_info", "Always 1; the version is a label.");

pub(crate) const METERS: &[Meter] = &[RESIDENT, CPU, OPEN_FILES, BUILD];

/// Ticks in a second of `/proc/self/stat`: the same on every Linux, see
/// `sysconf(_SC_CLK_TCK)` in proc(5).
const TICKS: f64 = 100.0;

/// Reads how the process is. On other systems than Linux only the version is known.
pub fn measure_process(meters: &Meters) {
    meters.set(&BUILD, &[("version", env!("CARGO_PKG_VERSION"))], 1.0);
    if let Some(bytes) = fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|text| resident_bytes(&text))
    {
        meters.set(&RESIDENT, &[], bytes);
    }
    if let Some(seconds) = fs::read_to_string("/proc/self/stat")
        .ok()
        .and_then(|text| cpu_seconds(&text))
    {
        meters.set(&CPU, &[], seconds);
    }
    if let Ok(files) = fs::read_dir("/proc/self/fd") {
        let count = u32::try_from(files.count()).unwrap_or(u32::MAX);
        meters.set(&OPEN_FILES, &[], f64::from(count));
    }
}

fn resident_bytes(status: &str) -> Option<f64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1_024.0)
}

/// User and system time are fields 14 and 15. The second field is the name of
/// the program in brackets, which may hold anything.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_proc_are_read() {
        let status = "Name:\tscx\nVmRSS:\t   12345 kB\nThreads:\t4\n";
        assert_eq!(resident_bytes(status), Some(12_641_280.0));
        let stat = "42 (a) b) S 1 42 42 0 -1 4194304 500 0 3 0 150 50 0 0 20 0 4 0 100";
        assert_eq!(cpu_seconds(stat), Some(2.0));
        assert_eq!(cpu_seconds("42"), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_living_process_has_memory_and_open_files() {
        let meters = Meters::new(METERS);
        measure_process(&meters);
        let text = meters.shown();
        for name in [
            "resident_memory_bytes{} ",
            "cpu_seconds_total{} ",
            "open_fds{} ",
        ] {
            assert!(text.contains(&format!("scx_process_{name}")), "{text}");
        }
    }
}
