//! Every diagnostic code, shown by the smallest document that is reported so.
//!
//! A code has a folder of its name with a `spec.yaml` or `spec.json`, perhaps a `codegen.toml` and
//! a `names.lock` with the table `api`, overlays and other files, and `expected.txt`: what is
//! printed for them. A code without a folder fails the test, and so does a folder whose document
//! isn't reported under its code. Further folders of a code have a suffix: `SW0504-features`.

#[path = "../golden/comparison.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod comparison;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use specwright::config::{ApiConfig, Config, ConfigText};
use specwright::diagnostics::{Code, Diagnostics, Style, render};
use specwright::export::export;
use specwright::names::Locks;
use specwright::plan::Target;
use specwright::source::{Disk, ReadError, Reader, Sources};
use specwright::{Input, generate};

use self::comparison::{all, compare, folders, repository};

/// Codes that no document can cause.
const UNREACHABLE: &[Code] = &[Code::Bug];

/// How the codes begin that exporting reports, not generating.
const EXPORT: &str = "SW06";

/// The files of a folder, and in place of a file too large to be kept one of so many bytes:
/// `spec.yaml.size` has their number.
struct Files(Disk);

impl Reader for Files {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let read = self.0.read(path);
        let size = self.0.read(&format!("{path}.size")).ok();
        let size = size.and_then(|bytes| String::from_utf8(bytes).ok()?.trim().parse().ok());
        match (read, size) {
            (Err(ReadError::NotFound), Some(size)) => Ok(vec![0; size]),
            (read, _) => read,
        }
    }
}

/// The diagnostics of the folder as printed; `None` if the code isn't among them.
fn shown(code: Code, folder: &Path) -> Result<Option<String>, String> {
    let disk = Disk::new(folder).map_err(|error| error.to_string())?;
    let reader = Files(disk);
    let json = folder.join("spec.json").exists();
    let entry = if json { "spec.json" } else { "spec.yaml" };
    let (diagnostics, sources) = if code.as_str().starts_with(EXPORT) {
        let mut diagnostics = Diagnostics::new();
        let sources = Sources::load(&reader, entry, &[], &mut diagnostics);
        if let Some(sources) = &sources {
            export(sources, &mut diagnostics);
        }
        (diagnostics, sources)
    } else {
        let mut found = Diagnostics::new();
        let Some((config, text)) = configuration(folder, &mut found)? else {
            let any = found.iter().any(|diagnostic| diagnostic.code == code);
            return Ok(any.then(|| render(&found, None, Style::Plain)));
        };
        let target = Target::module("api", entry);
        let generated = generate(&Input {
            reader: &reader,
            entry,
            config: &config,
            config_text: Some(&text),
            target: &target,
            dump: None,
        });
        (generated.diagnostics, generated.sources)
    };
    let found = diagnostics.iter().any(|diagnostic| diagnostic.code == code);
    Ok(found.then(|| render(&diagnostics, sources.as_ref(), Style::Plain)))
}

/// The configuration beside the document; `None` where it can't be read, which is reported.
fn configuration(
    folder: &Path,
    found: &mut Diagnostics,
) -> Result<Option<(ApiConfig, ConfigText)>, String> {
    let file = folder.join("codegen.toml");
    let text = if file.exists() {
        fs::read_to_string(&file).map_err(|error| error.to_string())?
    } else {
        String::new()
    };
    let Some(mut config) = Config::read("codegen.toml", &text, found) else {
        return Ok(None);
    };
    let mut api = match config.apis.shift_remove("api") {
        Some(api) => api,
        None if text.is_empty() => ApiConfig::default(),
        None => return Err("`codegen.toml` has no table `api`".to_owned()),
    };
    let shown = |path: &str, text| ConfigText {
        path: path.to_owned(),
        text,
        table: "api".to_owned(),
    };
    if let Ok(text) = fs::read_to_string(folder.join("names.lock")) {
        let mut locks = Locks::parse(&text).map_err(|error| error.to_string())?;
        api.names = locks
            .0
            .remove("api")
            .ok_or("`names.lock` has no table `api`")?;
        api.names_text = Some(shown("names.lock", text));
    }
    Ok(Some((api, shown("codegen.toml", text))))
}

fn check(code: Code, folder: &Path) -> Result<(), String> {
    let text = shown(code, folder)?.ok_or("the document does not cause it")?;
    compare(&folder.join("expected.txt"), &text)
}

#[test]
fn every_code_is_shown() {
    let folders = folders(&repository().join("codegen/tests/diagnostics"));
    let names: BTreeSet<_> = folders.iter().map(|(name, _)| name.as_str()).collect();
    let codes = Code::ALL.iter().filter(|code| !UNREACHABLE.contains(code));
    let missing = codes.filter(|code| !names.contains(code.as_str()));
    let mut errors: Vec<_> = missing
        .map(|code| format!("`{code}` ({}) has no folder", code.title()))
        .collect();
    for (name, folder) in &folders {
        let code = name.split('-').next().unwrap_or_default();
        let checked = Code::find(code)
            .ok_or_else(|| "no such code".to_owned())
            .and_then(|code| check(code, folder));
        errors.extend(checked.err().map(|error| format!("`{name}`: {error}")));
    }
    all(&errors);
}
