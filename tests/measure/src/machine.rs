//! What the measuring ran on.
//!
//! In: the machine. Out: sentences for the reader of the results; where something can't be found
//! out, it is left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::results::Run;

/// Describes a run that begins now.
pub(super) fn describe(root: &Path, command: String, versions: BTreeMap<String, String>) -> Run {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    Run {
        date: jiff::Timestamp::now()
            .strftime("%Y-%m-%d %H:%M UTC")
            .to_string(),
        command,
        commit: said(
            Command::new("git")
                .args(["describe", "--always", "--dirty", "--abbrev=12"])
                .current_dir(root),
        ),
        machine: machine(),
        load: load.split(' ').next().unwrap_or_default().to_owned(),
        rustc: rustc(),
        versions,
    }
}

/// The compiler, by its name and version.
pub(super) fn rustc() -> String {
    said(Command::new("rustc").arg("--version"))
}

/// The processor, how many of it, the memory, and the system.
fn machine() -> String {
    let processor = field("/proc/cpuinfo", "model name");
    let count = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory = field("/proc/meminfo", "MemTotal")
        .and_then(|text| text.trim_end_matches(" kB").parse::<u64>().ok())
        .map(|kb| format!("{} GB", kb.div_ceil(1024 * 1024)));
    let parts = [
        processor,
        Some(format!("{count} processors")),
        memory,
        Some(said(Command::new("uname").args(["-s", "-r", "-m"]))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// The first line of a file that begins so, after its colon.
fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// The first line that a program prints, or nothing.
fn said(command: &mut Command) -> String {
    let output = command.output().ok();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let line = text.as_deref().and_then(|text| text.lines().next());
    line.unwrap_or_default().trim().to_owned()
}
