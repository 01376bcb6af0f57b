//! The compiler's word on programs.
//!
//! In: programs against the clients of one version. Out: those that have errors, with the first
//! one.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use serde_json::Value;

/// A program of a case.
pub(crate) struct Program {
    name: String,
    case: String,
    text: String,
}

impl Program {
    /// `kind`: `program`, `uses` or `warned`; for the last, the use of what is deprecated is an
    /// error.
    pub(crate) fn new(case: &str, kind: &str, text: &str) -> Self {
        let deny = if kind == "warned" {
            "#![deny(deprecated)]\n"
        } else {
            ""
        };
        Self {
            name: format!("{case}_{kind}"),
            case: case.to_owned(),
            text: format!(
                "{deny}use api::*;\nuse api::models::*;\n\nfn program(client: Client) {{\n    {text}\n}}\n"
            ),
        }
    }
}

/// The programs that do not compile against a version, with the first error of each.
pub(crate) fn failing(side: &str, mut programs: Vec<Program>) -> BTreeMap<String, String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(side);
    fs::create_dir_all(&folder).expect("a folder for programs");
    for program in &programs {
        let text = program.text.replacen(
            "use api::*;",
            &format!("use changes::{side}::{} as api;\nuse api::*;", program.case),
            1,
        );
        fs::write(folder.join(format!("{}.rs", program.name)), text).expect("a program");
    }
    let mut failing = BTreeMap::new();
    // An error in the names of one program keeps the compiler from looking at the types of all, so
    // that it is asked again.
    while !programs.is_empty() {
        let errors = compile(&folder, &programs);
        if errors.is_empty() {
            break;
        }
        programs.retain(|program| !errors.contains_key(&program.name));
        failing.extend(errors);
    }
    failing
}

/// Checks the programs once.
fn compile(folder: &Path, programs: &[Program]) -> BTreeMap<String, String> {
    let stamp = changes::STAMP;
    let mut root = format!(
        "#![allow(warnings)]\n// The library is that which the test was built with.\nconst _: () = assert!(changes::STAMP == {stamp});\n"
    );
    for program in programs {
        let _ = writeln!(root, "mod {};", program.name);
    }
    let main = folder.join("programs.rs");
    fs::write(&main, root).expect("the list of programs");
    let libraries = libraries();
    let output = Command::new(env!("CHANGES_RUSTC"))
        .args([
            "--edition",
            "2024",
            "--crate-type",
            "lib",
            "--emit",
            "metadata",
        ])
        .args(["--error-format", "json"])
        .arg("--extern")
        .arg(format!("changes={}", newest(&libraries).display()))
        .arg("-L")
        .arg(format!("dependency={}", libraries.display()))
        .arg("--out-dir")
        .arg(folder)
        .arg(&main)
        .output()
        .expect("the compiler runs");
    let text = String::from_utf8_lossy(&output.stderr);
    let mut errors = BTreeMap::new();
    for message in text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
    {
        if message["level"] != "error" {
            continue;
        }
        let file = message["spans"][0]["file_name"]
            .as_str()
            .unwrap_or_default();
        let name = Path::new(file).file_stem().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let shown = message["message"].as_str().unwrap_or_default();
        assert!(
            file.is_empty() || name != "programs",
            "the programs do not compile: {shown}"
        );
        if !file.is_empty() {
            errors.entry(name).or_insert_with(|| shown.to_owned());
        }
    }
    assert!(
        output.status.success() || !errors.is_empty(),
        "the compiler failed: {text}"
    );
    errors
}

/// Where cargo puts libraries: beside this test.
fn libraries() -> PathBuf {
    let own = env::current_exe().expect("the path of the test");
    own.parent().expect("a folder").to_owned()
}

/// The library of clients that was built last; its stamp is checked.
fn newest(folder: &Path) -> PathBuf {
    let entries = fs::read_dir(folder).expect("the folder of libraries");
    let libraries = entries.filter_map(|entry| {
        let path = entry.ok()?.path();
        let name = path.file_name()?.to_str()?;
        let is_it =
            name.starts_with("libchanges-") && path.extension().is_some_and(|it| it == "rlib");
        let time = || path.metadata().and_then(|it| it.modified()).ok();
        is_it.then(|| (time().unwrap_or(SystemTime::UNIX_EPOCH), path.clone()))
    });
    let newest = libraries.max().expect("the library of clients");
    newest.1
}
