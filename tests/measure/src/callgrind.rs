//! Instructions of a program, counted.
//!
//! In: a command. Out: how many instructions it took, by callgrind. Unlike times they are nearly
//! the same on every run, as long as the compiler is the same.

use std::path::Path;
use std::process::Command;

use super::first_error;
use crate::process;

/// Whether there is a valgrind to count with.
pub(super) fn is_there() -> bool {
    let version = Command::new("valgrind").arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

/// Runs a program under callgrind. Of its exit codes, `ends_with` are fine.
pub(super) fn count(program: &Path, arguments: &[&str]) -> Result<u64, String> {
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments);
    let ended = process::run(&mut command, None)?;
    let count = collected(&ended.stderr);
    match ended.status {
        Some(status) if status.success() => {
            count.ok_or_else(|| format!("callgrind did not count: {}", first_error(&ended)))
        }
        _ => Err(format!(
            "`{}` under callgrind: {}",
            program.display(),
            first_error(&ended)
        )),
    }
}

/// The total that callgrind prints last.
fn collected(text: &str) -> Option<u64> {
    let lines = text.lines().rev();
    let mut totals = lines.filter_map(|line| line.split_once("Collected :"));
    totals.next()?.1.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_read() {
        let text = "==7== Events    : Ir\n==7== Collected : 1234567\n==7== \n==7== I   refs:      1,234,567\n";
        assert_eq!(collected(text), Some(1_234_567));
        assert_eq!(collected("==7== Events : Ir\n"), None);
    }
}
