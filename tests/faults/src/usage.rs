//! What this process uses.
//!
//! In: the tables of Linux. Out: memory and open files; elsewhere nothing is measured.

use std::fs;

/// Memory and open files at one moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// Resident memory in MiB, and the most that there was.
    pub memory: u64,
    /// The most resident memory that there was, in MiB.
    pub peak: u64,
    /// Open files, sockets included.
    pub files: u64,
}

impl Usage {
    /// What is used now.
    #[must_use]
    pub fn now() -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let kib = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
            number.unwrap_or_default() / 1024
        };
        let files = fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
        Self {
            memory: kib("VmRSS:"),
            peak: kib("VmHWM:"),
            files: u64::try_from(files).unwrap_or_default(),
        }
    }
}
