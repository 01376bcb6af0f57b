//! The smallest documents that show a case, beside what is generated from them.
//!
//! A case is a folder with a `spec.yaml`, perhaps a `codegen.toml` and a `names.lock` with the keys
//! of one API, and the result: `expected/`, and `diagnostics.txt` where something is reported.
//! The expected files are modules of the package `golden`, so they compile. The features that a
//! case has are declared by that package, and all on.

mod comparison;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use specwright::config::{ApiConfig, Config};
use specwright::diagnostics::{Style, render};
use specwright::names::Locks;
use specwright::output::features;
use specwright::plan::Target;
use specwright::source::Disk;
use specwright::{Generated, Input, generate, output};

use self::comparison::{all, blessing, compare, folders, repository};

/// A document longer than this shows more than its case.
const LONGEST: usize = 60;

fn cases() -> Vec<(String, PathBuf)> {
    let cases = folders(&repository().join("codegen/tests/golden"));
    assert!(!cases.is_empty(), "there are no cases");
    cases
}

fn generated(name: &str, folder: &Path) -> Result<Generated, String> {
    let mut config = match fs::read_to_string(folder.join("codegen.toml")) {
        Ok(text) => {
            let mut config = Config::parse(&text).map_err(|error| error.to_string())?;
            config
                .apis
                .shift_remove(name)
                .ok_or_else(|| format!("`codegen.toml` has no table `{name}`"))?
        }
        Err(_) => ApiConfig::default(),
    };
    if let Ok(text) = fs::read_to_string(folder.join("names.lock")) {
        let mut locks = Locks::parse(&text).map_err(|error| error.to_string())?;
        config.names = locks.0.remove(name).unwrap_or_default();
    }
    let disk = Disk::new(folder).map_err(|error| error.to_string())?;
    let target =
        Target::module(name, &format!("codegen/tests/golden/{name}/spec.yaml")).within("golden");
    let input = Input {
        reader: &disk,
        entry: "spec.yaml",
        config: &config,
        config_text: None,
        target: &target,
        dump: None,
    };
    Ok(generate(&input))
}

fn check(name: &str, folder: &Path) -> Result<(), String> {
    let lines = fs::read_to_string(folder.join("spec.yaml"))
        .map_err(|error| error.to_string())?
        .lines()
        .count();
    if lines > LONGEST {
        return Err(format!("{lines} lines of document, more than {LONGEST}"));
    }
    let generated = generated(name, folder)?;
    let report = render(
        &generated.diagnostics,
        generated.sources.as_ref(),
        Style::Plain,
    );
    compare(&folder.join("diagnostics.txt"), &report)?;
    let expected = folder.join("expected");
    let act = if blessing() {
        output::write
    } else {
        output::compare
    };
    let changes = act(&expected, &generated.files).map_err(|error| error.to_string())?;
    if changes.is_empty() || blessing() {
        return Ok(());
    }
    let mut message = "`cargo xtask bless` accepts this:\n".to_owned();
    for change in changes {
        let _ = writeln!(
            message,
            "{} {}\n{}",
            change.kind,
            change.path,
            change.diff()
        );
    }
    Err(message)
}

#[test]
fn every_case_gives_what_is_expected() {
    let checked = cases().into_iter().map(|(name, folder)| {
        check(&name, &folder).map_err(|error| format!("case `{name}`: {error}"))
    });
    all(&checked.filter_map(Result::err).collect::<Vec<_>>());
}

#[test]
fn two_runs_give_equal_bytes() {
    for (name, folder) in cases() {
        let [first, second] = [generated(&name, &folder), generated(&name, &folder)];
        assert_eq!(
            first.map(|it| it.files),
            second.map(|it| it.files),
            "case `{name}`"
        );
    }
}

/// Declares the features of cases, as `cargo xtask codegen` does for the modules of
/// `specs/codegen.toml`.
#[test]
fn every_feature_is_declared() {
    let path = repository().join("tests/golden/Cargo.toml");
    let mut manifest = fs::read_to_string(&path).expect("a manifest");
    for (name, folder) in cases() {
        let generated = generated(&name, &folder).expect("a case");
        let source = format!("codegen/tests/golden/{name}/spec.yaml");
        if let Some(features) = generated.features {
            manifest = features::put(&manifest, &name, &source, &features.lines)
                .unwrap_or_else(|error| panic!("`tests/golden/Cargo.toml`: {error}"));
        }
    }
    all(&compare(&path, &manifest)
        .err()
        .into_iter()
        .collect::<Vec<_>>());
}

/// Lists the cases as modules, so that a new one is compiled without anybody remembering to say so.
#[test]
fn every_case_is_compiled() {
    let mut text = "//! The expected outputs of the golden tests, compiled. `cargo xtask bless` writes this list.\n".to_owned();
    for (name, _) in cases() {
        let _ = write!(
            text,
            "\n#[rustfmt::skip]\n#[path = \"../../codegen/tests/golden/{name}/expected/mod.rs\"]\npub mod {name};\n"
        );
    }
    all(&compare(&repository().join("tests/golden/lib.rs"), &text)
        .err()
        .into_iter()
        .collect::<Vec<_>>());
}
