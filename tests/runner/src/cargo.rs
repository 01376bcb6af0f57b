//! Running other programs.
//!
//! In: a program, its arguments and a folder. Out: nothing, or a sentence that names the command
//! that failed. What the program prints goes straight to the terminal.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::Outcome;

/// How a line begins that says what a program left out, and why.
pub const LEFT_OUT: &str = "left out: ";

/// A command that is about to run.
#[must_use]
pub struct Run {
    line: String,
    command: Command,
}

/// The cargo that runs xtask, at the root of the workspace.
pub fn plain(root: &Path) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.current_dir(root);
    forget_package(&mut command);
    command
}

/// Removes the variables in which cargo describes the package to the program. Build scripts run
/// again where that changes, and with that of `ring` all that depends on TLS would be compiled
/// again.
pub fn forget_package(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
}

/// The target folder of the workspace.
pub fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// Whether the standard library of a target is installed.
pub fn has_target(target: &str) -> Result<bool, String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let mut command = Command::new(rustc);
    command.args(["--print", "target-libdir", "--target", target]);
    let output = command
        .output()
        .map_err(|error| format!("`rustc` could not be started: {error}"))?;
    let folder = String::from_utf8_lossy(&output.stdout);
    Ok(output.status.success() && Path::new(folder.trim()).is_dir())
}

/// Whether cargo has that command, or rustup that toolchain: `deny`, `+nightly`.
pub fn has(root: &Path, word: &str) -> bool {
    let mut command = Command::new("cargo");
    command
        .args([word, "--version"])
        .current_dir(root)
        .env_remove("RUSTUP_TOOLCHAIN")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// A cargo command at the root of the workspace.
pub fn command(root: &Path, arguments: &[&str]) -> Run {
    let mut command = plain(root);
    command.args(arguments);
    Run {
        line: format!("cargo {}", arguments.join(" ")),
        command,
    }
}

/// Another program.
pub fn program(folder: &Path, name: &str, arguments: &[&str]) -> Run {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(folder);
    Run {
        line: format!("{name} {}", arguments.join(" ")),
        command,
    }
}

impl Run {
    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Takes an environment variable away.
    pub fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs it and returns what it printed.
    pub fn output(mut self) -> Result<String, String> {
        let output = self.command.stderr(Stdio::inherit()).output();
        let output =
            output.map_err(|error| format!("`{}` could not be started: {error}", self.line))?;
        if output.status.success() {
            String::from_utf8(output.stdout).map_err(|error| format!("`{}`: {error}", self.line))
        } else {
            Err(format!("`{}` failed ({})", self.line, output.status))
        }
    }

    /// Runs it and waits; shows each line of its standard error, and passes it to `hear`.
    pub fn watch(mut self, mut hear: impl FnMut(&str)) -> Outcome {
        let started = self.command.stderr(Stdio::piped()).spawn();
        let mut child =
            started.map_err(|error| format!("`{}` could not be started: {error}", self.line))?;
        let lines = child.stderr.take().map(BufReader::new);
        // What a program shows of its input need not be UTF-8.
        for line in lines.into_iter().flat_map(|lines| lines.split(b'\n')) {
            let line = line.map_err(|error| format!("`{}`: {error}", self.line))?;
            let line = String::from_utf8_lossy(&line);
            eprintln!("{line}");
            hear(&line);
        }
        let status = child
            .wait()
            .map_err(|error| format!("`{}`: {error}", self.line))?;
        self.judge(status)
    }

    /// Runs it and waits.
    pub fn run(mut self) -> Outcome {
        let status = self
            .command
            .status()
            .map_err(|error| format!("`{}` could not be started: {error}", self.line))?;
        self.judge(status)
    }

    fn judge(&self, status: ExitStatus) -> Outcome {
        if status.success() {
            Ok(())
        } else {
            Err(format!("`{}` failed ({status})", self.line))
        }
    }
}
