//! Every diagnostic code, shown by the smallest document that is reported so.
//!
//! A code has a folder of its name with a `spec.yaml` and what is printed for it. A code without a folder fails the test: nobody
//! could say what it looks like.

use std::collections::BTreeSet;
use std::path::Path;

use specwright::config::{Config, ConfigText};
use specwright::diagnostics::{Code, Diagnostics, Style, render};
use specwright::disk::Disk;
use specwright::export::export;
use specwright::plan::Target;
use specwright::source::Sources;
use specwright::{Input, generate};
use tests::expected::{all, compare, folders};

/// Codes that no document of a sensible size can cause.
const NOT_SHOWN: &[Code] = &[Code::Bug, Code::FileTooLarge, Code::DocumentTooLarge];

/// How the codes begin that exporting reports, not generating.
const EXPORT: &str = "SW06";

fn check(code: Code, folder: &Path) -> Result<(), String> {
    // Where the configuration is at fault, it stands beside the document.
    let text = std::fs::read_to_string(folder.join("codegen.toml")).unwrap_or_default();
    let config = Config::parse(&text).map_err(|error| error.to_string())?;
    let api = config.apis.get("api").cloned().unwrap_or_default();
    let config_text = ConfigText {
        path: "codegen.toml".to_owned(),
        text,
        table: "api".to_owned(),
    };
    let disk = Disk::new(folder).map_err(|error| error.to_string())?;
    let target = Target::module("api", "spec.yaml");
    let entry = ["spec.yaml", "spec.json"]
        .into_iter()
        .find(|name| folder.join(name).exists());
    let input = Input {
        reader: &disk,
        entry: entry.unwrap_or("spec.yaml"),
        config: &api,
        config_text: Some(&config_text),
        target: &target,
        dump: None,
    };
    let (diagnostics, sources) = if code.as_str().starts_with(EXPORT) {
        let mut diagnostics = Diagnostics::new();
        let sources = Sources::load(input.reader, input.entry, &[], &mut diagnostics);
        sources
            .as_ref()
            .and_then(|sources| export(sources, &mut diagnostics));
        (diagnostics, sources)
    } else {
        let generated = generate(&input);
        (generated.diagnostics, generated.sources)
    };
    if !diagnostics.iter().any(|diagnostic| diagnostic.code == code) {
        return Err("the document does not cause it".to_owned());
    }
    let text = render(&diagnostics, sources.as_ref(), Style::Plain);
    compare(&folder.join("expected.txt"), &text)
}

#[test]
fn every_code_is_shown() {
    let folders = folders(&tests::root().join("tests").join("diagnostics"));
    let names: BTreeSet<_> = folders.iter().map(|(name, _)| name.as_str()).collect();
    let codes = Code::ALL.iter().filter(|code| !NOT_SHOWN.contains(code));
    let mut errors: Vec<_> = codes
        .filter(|code| !names.contains(code.as_str()))
        .map(|code| {
            format!(
                "`{}` ({}) has no folder in tests/diagnostics",
                code.as_str(),
                code.title()
            )
        })
        .collect();
    for (name, folder) in &folders {
        let checked = Code::find(name)
            .ok_or_else(|| "no such code".to_owned())
            .and_then(|code| check(code, folder));
        errors.extend(checked.err().map(|error| format!("`{name}`: {error}")));
    }
    all(&errors);
}
