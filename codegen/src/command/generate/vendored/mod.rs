//! The runtime as source code: what a client depends on where no registry has it.
//!
//! In: the sources that the program was built with. Out: the crates `runtime` and `derive` as files
//! for a folder, on their own in any workspace: without tests, dependencies of tests and lints.

mod manifest;
mod sources;
mod strip;

use std::collections::BTreeSet;

use include_dir::{Dir, File};
use specwright::{output::MARK, render::GeneratedFile};

use self::sources::Source;
use super::super::Failure;

/// A crate of the runtime.
#[derive(Debug)]
pub(super) struct Vendored {
    /// Its folder: `runtime`.
    pub(super) folder: &'static str,
    /// Its files, by paths in that folder.
    pub(super) files: Vec<GeneratedFile>,
}

/// The lints of the user's workspace are for the user's code, and so is its layout.
const OWN: &str = "#![allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction, clippy::cargo)]\n";
const SKIP: &str = "#![cfg_attr(rustfmt, rustfmt_skip)]\n";

/// The crates, dependencies first.
pub(super) fn crates() -> Result<Vec<Vendored>, Failure> {
    sources::CRATES.iter().map(vendored).collect()
}

fn vendored(source: &Source) -> Result<Vendored, Failure> {
    let folder = source.folder;
    let mut files = Vec::new();
    let mut tests = BTreeSet::new();
    for source in all(&source.src) {
        let path = format!("src/{}", source.path().display()).replace('\\', "/");
        let text = source.contents_utf8().unwrap_or_default();
        let (text, modules) = strip::tests(text);
        let inside = strip::folder(&path);
        tests.extend(modules.iter().map(|module| format!("{inside}{module}")));
        let lints = if path == "src/lib.rs" { OWN } else { "" };
        files.push(file(folder, &path, "//", &format!("{SKIP}{lints}\n{text}")));
    }
    let of_test = |path: &str| {
        let path = path.trim_end_matches(".rs");
        tests
            .iter()
            .any(|test| path == test || path.starts_with(&format!("{test}/")))
    };
    files.retain(|file| !of_test(&file.path));
    let manifest = manifest::alone(source.manifest)?;
    files.push(file(folder, "Cargo.toml", "#", &manifest));
    let licences = sources::LICENCES.iter();
    files.extend(licences.map(|(name, text)| file(folder, name, "", text)));
    Ok(Vendored { folder, files })
}

/// The files in a folder and below.
fn all<'a>(folder: &'a Dir<'a>) -> Vec<&'a File<'a>> {
    folder.files().chain(folder.dirs().flat_map(all)).collect()
}

fn file(folder: &str, path: &str, comment: &str, text: &str) -> GeneratedFile {
    let header =
        format!("{comment} {MARK}specwright-{folder}. Do not edit; run `specwright generate`.");
    GeneratedFile {
        path: path.to_owned(),
        text: format!("{}\n\n{text}", header.trim_start()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_test_is_left_and_no_module_is_missing() {
        for vendored in crates().unwrap() {
            let paths: BTreeSet<_> = vendored.files.iter().map(|file| &*file.path).collect();
            assert!(paths.contains("Cargo.toml") && paths.contains("LICENSE-MIT"));
            for file in &vendored.files {
                let lines = || file.text.lines().map(str::trim);
                assert!(file.text.contains(MARK), "{}", file.path);
                assert!(
                    !lines().any(|line| line == "#[cfg(test)]" || line == "#[test]"),
                    "{}",
                    file.path
                );
                if file.path.starts_with("src/") {
                    let syntax = syn::parse_file(&file.text).unwrap();
                    for module in out_of_line(&syntax.items) {
                        let inner = format!("{}{module}", strip::folder(&file.path));
                        let found = [format!("{inner}.rs"), format!("{inner}/mod.rs")]
                            .iter()
                            .any(|path| paths.contains(path.as_str()));
                        assert!(found, "{}: {module}", file.path);
                    }
                }
            }
        }
    }

    fn out_of_line(items: &[syn::Item]) -> Vec<String> {
        let modules = items.iter().filter_map(|item| match item {
            syn::Item::Mod(module) if module.content.is_none() => Some(module),
            _ => None,
        });
        let named = |module: &&syn::ItemMod| {
            let mut attributes = module.attrs.iter();
            !attributes.any(|attribute| attribute.path().is_ident("path"))
        };
        modules
            .filter(named)
            .map(|module| module.ident.to_string())
            .collect()
    }
}
