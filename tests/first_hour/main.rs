//! The first hour of a newcomer, from nothing: an empty folder, and a workspace with another crate.
//!
//! What is done is what the README and the guide say: their commands, documents and programs are
//! taken from their pages. Each trial ends with the program running against a server on loopback,
//! `--check` green, and `diff` right about changes of the document. Nothing is fetched.

mod page;
mod trial;

use std::error::Error;

use first_hour::{Notebook, TOKEN};
use scripted_server::{Response, Server};

use self::{
    page::{Line, Page},
    trial::{Trial, repository},
};

type Outcome = Result<(), Box<dyn Error>>;

/// Runs commands of a page, and returns what the last one prints.
fn follow(
    trial: &Trial,
    lines: &[Line],
    variables: &[(&str, &str)],
) -> Result<String, Box<dyn Error>> {
    let mut printed = String::new();
    for line in lines {
        let words: Vec<&str> = line.words.iter().map(String::as_str).collect();
        // Variables of the trial take the place of those of the page, which name another port.
        let own = line
            .variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let all: Vec<_> = own.chain(variables.iter().copied()).collect();
        printed = trial.run_well(&words, &all)?;
    }
    Ok(printed)
}

/// The commands of a page before the first that runs a program, and the others, without those that
/// install `specwright` or start a server of the repository.
fn steps(page: &Page) -> (Vec<Line>, Vec<Line>) {
    let mut lines = page.commands();
    lines.retain(|line| !line.has("install") && !line.has("first-hour"));
    let first = lines.iter().position(|line| line.has("run"));
    let rest = lines.split_off(first.unwrap_or(lines.len()));
    (lines, rest)
}

/// Fails if a program that uses the client must change.
const DIFF: [&str; 6] = [
    "specwright",
    "diff",
    "openapi.yaml",
    "newer.yaml",
    "--fail-on",
    "breaking",
];

/// A change of a document, as a text and what takes its place.
type Change<'a> = (&'a str, &'a str);

/// Checks that the client is what the document says, also after a change that adds and one that
/// breaks the program: `diff` distinguishes them, `--check` reports both, and the program compiles
/// after the first only.
fn update(trial: &Trial, generate: &[&str], adds: Change<'_>, breaks: Change<'_>) -> Outcome {
    let check = [generate, &["--check"]].concat();
    trial.run_well(&check, &[])?;
    for ((old, new), works) in [(adds, true), (breaks, false)] {
        let document = trial.read("openapi.yaml")?;
        let newer = document.replace(old, new);
        assert_ne!(document, newer, "the change changes nothing");
        trial.write("newer.yaml", &newer)?;
        let verdict = trial.run(&DIFF, &[])?;
        assert_eq!(verdict.status.success(), works, "diff: {old}");
        trial.write("openapi.yaml", &newer)?;
        assert!(!trial.run(&check, &[])?.status.success(), "--check: {old}");
        trial.run_well(generate, &[])?;
        trial.run_well(&check, &[])?;
        let compiled = trial.run(&["cargo", "check", "--quiet", "--workspace"], &[])?;
        assert_eq!(compiled.status.success(), works, "program: {old}");
    }
    Ok(())
}

/// What the program of the guide sets to null.
const FOLDER_OF_UPDATE: &str = "        folder: {type: [string, \"null\"], description: The folder; null takes the note out of its folder.}\n";

/// The README: its document, its commands, and its program.
#[test]
fn an_empty_folder() -> Outcome {
    let page = Page::read(&repository().join("README.md"))?;
    // As the document says, it returns the note that it gets.
    let server = Server::with(|request| match (request.method.as_str(), request.path()) {
        ("POST", "/notes") => Response::json(201, &request.json()),
        _ => Response::empty(404),
    })?;
    let trial = Trial::new("empty")?;
    // The folder of the newcomer's program.
    trial.run_well(
        &["cargo", "init", "--quiet", "--vcs", "none", "--name", "app"],
        &[],
    )?;
    let document = page.block("yaml")?;
    assert_eq!(document.lines().count(), 10);
    trial.write(
        "openapi.yaml",
        &document.replace("http://127.0.0.1:8080", &server.url()),
    )?;
    follow(&trial, &steps(&page).0, &[])?;
    trial.run_well(
        &[
            "cargo",
            "add",
            "--quiet",
            "tokio",
            "--features",
            "macros,rt",
        ],
        &[],
    )?;
    trial.write("src/main.rs", &page.block("rust")?)?;
    let run = ["cargo", "run", "--quiet"];
    let printed = trial.run_well(&run, &[])?;
    assert!(printed.starts_with("Water the plants until "), "{printed}");
    assert_eq!(server.requests()[0].json()["due"], "2026-05-01");

    update(
        &trial,
        &["specwright", "generate"],
        (
            "due: {type: string, format: date}",
            "due: {type: string, format: date}, done: {type: boolean}",
        ),
        (
            "required: [text], properties: {text:",
            "required: [body], properties: {body:",
        ),
    )
}

/// The first chapter of the guide, in a workspace that has a crate already.
#[test]
fn a_workspace() -> Outcome {
    let folder = repository().join("docs/guide/src");
    let page = Page::read(&folder.join("first-client.md"))?;
    let document = std::fs::read_to_string(folder.join("notebook.yaml"))?;
    let notebook = Notebook::default();
    let server = Server::with(move |request| notebook.respond(&request))?;

    let trial = Trial::new("workspace")?;
    trial.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"other\"]\n",
    )?;
    let other = "[package]\nname = \"other\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    trial.write("other/Cargo.toml", other)?;
    trial.write("other/src/lib.rs", "")?;
    trial.write("openapi.yaml", &document)?;
    let variables = [
        ("NOTEBOOK_BASE_URL", server.url()),
        ("NOTEBOOK_TOKEN", TOKEN.to_owned()),
    ];
    let variables: Vec<_> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let (setup, run) = steps(&page);
    follow(&trial, &setup, &variables)?;
    trial.write("app/src/main.rs", &page.block("rust")?)?;
    let printed = follow(&trial, &run, &variables)?;
    assert_eq!(printed, page.block("text")?);
    update(
        &trial,
        &["specwright", "generate"],
        (
            "        caption: {type: string}\n",
            "        caption: {type: string}\n        source: {type: string}\n",
        ),
        (FOLDER_OF_UPDATE, ""),
    )
}

/// The README of `spanwire-delivery`: its commands and its program.
#[test]
fn a_traced_program() -> Outcome {
    let package = repository().join("generated/delivery");
    let page = Page::read(&package.join("README.md"))?;
    let server = Server::with(|_| Response::json(200, &serde_json::json!({"items": []})))?;
    let trial = Trial::new("traced")?;
    let init = [
        "cargo", "init", "--quiet", "--vcs", "none", "--name", "shop",
    ];
    trial.run_well(&init, &[])?;
    let mut lines = page.commands();
    let end = lines
        .iter()
        .skip(1)
        .position(|line| line.has("spanwire-delivery"));
    lines.truncate(end.ok_or("no second program")? + 1);
    for word in lines.iter_mut().flat_map(|line| &mut line.words) {
        if word == "../generated/delivery" {
            *word = package.display().to_string();
        }
    }
    follow(&trial, &lines, &[])?;
    trial.write("src/main.rs", &page.block("rust")?)?;
    let url = server.url();
    let variables = [
        ("SGP_API_KEY", "key"),
        ("SGP_ACCOUNT_ID", "account"),
        ("SGP_CLIENT_BASE_URL", &*url),
    ];
    let printed = trial.run_well(&["cargo", "run", "--quiet"], &variables)?;
    assert!(printed.contains("accepted: 1,"), "{printed}");
    assert_eq!(server.requests()[0].json()["items"][0]["name"], "order");
    Ok(())
}
