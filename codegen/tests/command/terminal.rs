//! What people, shells, `man` and terminals get from the command.

use super::folder::{Folder, Ran};

/// Runs the command with that environment variable set.
fn run(folder: &Folder, arguments: &[&str], variable: &str) -> Ran {
    let mut command = folder.command(arguments);
    command.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    Ran::of(&command.env(variable, "1").output().unwrap())
}

#[test]
fn shells_and_man_get_every_subcommand() {
    let folder = Folder::new("terminal-man");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        folder.run(&["completions", shell]).succeeds().says("lint");
    }
    folder.run(&["man"]).succeeds().says(".TH specwright 1");
    folder.run(&["man", "--out", "pages"]).succeeds();
    let page = folder.read("pages/specwright-lint.1");
    assert!(page.contains("\\-\\-deny"), "{page}");
}

#[test]
fn colours_are_for_terminals_and_those_who_want_them() {
    let folder = Folder::new("terminal-colours");
    let lint = ["lint", "/nowhere"];
    run(&folder, &lint, "CLICOLOR_FORCE").says("\u{1b}[");
    run(&folder, &lint, "OTHER").does_not_say("\u{1b}[");
    run(&folder, &lint, "NO_COLOR").does_not_say("\u{1b}[");
}

#[test]
fn what_is_missing_is_named() {
    let folder = Folder::new("terminal-missing");
    folder
        .run(&["lint", "nowhere.yaml"])
        .fails()
        .says("`nowhere.yaml`");
    folder.run(&["explain", "SW9999"]).fails().says("SW9999");
    folder.run(&["explain", "sw0101"]).succeeds().says("SW0101");
}
