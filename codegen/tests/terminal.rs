//! What people, shells, `man` and terminals get from the command.

use std::{
    fs, io,
    path::Path,
    process::{Command, Output},
};

fn run(arguments: &[&str], variable: &str) -> io::Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    command.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    command.args(arguments).env(variable, "1").output()
}

fn stdout(arguments: &[&str]) -> io::Result<String> {
    let output = run(arguments, "OTHER")?;
    assert!(output.status.success(), "{arguments:?}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn shells_and_man_are_given_every_subcommand() -> io::Result<()> {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&["completions", shell])?;
        assert!(script.contains("lint"), "{shell}: {script}");
    }
    let page = stdout(&["man"])?;
    assert!(page.contains(".TH specwright 1"), "{page}");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("terminal-man");
    let _ = fs::remove_dir_all(&folder);
    stdout(&["man", "--out", &folder.to_string_lossy()])?;
    let page = fs::read_to_string(folder.join("specwright-lint.1"))?;
    assert!(page.contains("\\-\\-deny"), "{page}");
    fs::remove_dir_all(&folder)
}

#[test]
fn colours_are_for_terminals_and_those_who_want_them() -> io::Result<()> {
    let has_colours = |variable| -> io::Result<bool> {
        let output = run(&["lint", "/nowhere"], variable)?;
        Ok(String::from_utf8_lossy(&output.stderr).contains("\u{1b}["))
    };
    assert!(has_colours("CLICOLOR_FORCE")?);
    assert!(!has_colours("OTHER")?);
    assert!(!has_colours("NO_COLOR")?);
    Ok(())
}

#[test]
fn what_is_missing_is_said() -> io::Result<()> {
    let stderr = |arguments: &[&str]| -> io::Result<String> {
        let output = run(arguments, "OTHER")?;
        assert!(!output.status.success(), "{arguments:?}");
        Ok(String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let message = stderr(&["lint", "nowhere.yaml"])?;
    assert!(message.contains("`nowhere.yaml`"), "{message}");
    let message = stderr(&["explain", "SW9999"])?;
    assert!(message.contains("SW9999"), "{message}");
    assert!(stdout(&["explain", "sw0101"])?.contains("SW0101"));
    Ok(())
}
