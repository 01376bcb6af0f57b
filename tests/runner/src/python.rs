//! A Python with the packages that a check needs.
//!
//! In: the root of the workspace, and a file of requirements. Out: the interpreter, in an
//! environment of its own in the target folder, or the reason why there is none.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cargo;

/// The interpreter, with the packages installed unless they are already.
pub fn environment(root: &Path, file: &str) -> Result<PathBuf, String> {
    let name = file.trim_end_matches(".txt");
    let folder = cargo::target(root).join(format!("delivery-python-{name}"));
    let programs = if cfg!(windows) { "Scripts" } else { "bin" };
    let python = folder.join(programs).join("python");
    let installed = folder.join("installed.txt");
    let requirements = root.join("tests/delivery").join(file);
    let wanted = fs::read(&requirements).map_err(|error| format!("{file}: {error}"))?;
    if fs::read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(python);
    }
    let recent = "import sys; sys.exit(sys.version_info < (3, 9))";
    run(Command::new("python3").args(["-c", recent]))
        .map_err(|_| "there is no `python3` of 3.9 or later".to_owned())?;
    run(Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&folder))
    .map_err(|error| format!("there is no environment of its own: {error}"))?;
    let pip = ["-m", "pip", "install", "--quiet", "--requirement"];
    run(Command::new(&python).args(pip).arg(&requirements))
        .map_err(|error| format!("pip can't install tests/delivery/{file}: {error}"))?;
    fs::write(&installed, wanted).map_err(|error| format!("{}: {error}", installed.display()))?;
    Ok(python)
}

fn run(command: &mut Command) -> Result<(), String> {
    let status = command.stdin(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(status.to_string()),
        Err(error) => Err(error.to_string()),
    }
}
