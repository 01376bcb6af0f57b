//! The house rules that neither rustfmt nor clippy knows.
//!
//! In: every text file of the workspace. Out: findings, each a place and a sentence. A rule is a
//! function from the tree to findings and knows nothing of the disk, so that its tests are small
//! trees written in place.

mod dependencies;
mod files;
mod imports;
mod lex;
mod words;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use crate::Outcome;

/// Every rule, in the order of its findings.
const RULES: &[fn(&Tree) -> Vec<Finding>] = &[
    imports::direction,
    files::length,
    files::first_comment,
    files::generated_header,
    files::folders,
    files::names,
    files::manifests,
    dependencies::unused,
    words::machine,
];

/// What holds nothing of ours.
const SKIPPED: &[&str] = &[".git", "target", "node_modules"];

/// The text files of a workspace, by their path from its root with `/` between the parts.
#[derive(Default)]
struct Tree {
    files: BTreeMap<String, String>,
}

/// A place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            message: message.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.message)
    }
}

impl Tree {
    fn read(root: &Path) -> Result<Self, String> {
        let mut tree = Self::default();
        let mut folders = vec![(root.to_path_buf(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
            for entry in entries.map_err(|error| format!("`{}`: {error}", folder.display()))? {
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = format!("{prefix}{name}");
                if SKIPPED.contains(&name.as_str()) {
                    // In a second work tree, `.git` is a file.
                } else if entry.path().is_dir() {
                    folders.push((entry.path(), format!("{path}/")));
                } else if let Ok(text) = fs::read_to_string(entry.path()) {
                    // What is not UTF-8 is not text, and no rule is about it.
                    tree.files.insert(path, text);
                }
            }
        }
        Ok(tree)
    }

    /// Every file with its text.
    fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The Rust files that people write.
    fn hand_written(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter(|(path, _)| {
            is_rust(path) && !is_generated(path) && !path.contains("/expected/")
        })
    }

    /// The hand-written Rust files of a folder without those that are only there for tests: modules
    /// declared under `#[cfg(test)]`, and the modules below them.
    fn product<'t>(&'t self, folder: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
        let files = || {
            self.hand_written()
                .filter(move |(path, _)| path.starts_with(folder))
        };
        let tests: Vec<String> = files()
            .flat_map(|(path, text)| test_modules(path, text))
            .collect();
        files().filter(move |(path, _)| {
            let below = |test: &String| path.strip_prefix(test.as_str());
            !tests
                .iter()
                .filter_map(below)
                .any(|rest| rest == ".rs" || rest.starts_with('/'))
        })
    }

    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
        }
    }
}

/// The modules of other files that `text` declares for tests only, as paths without their ending.
fn test_modules(path: &str, text: &str) -> Vec<String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.trim_end_matches(".rs");
    let folder = match stem {
        "mod" | "lib" | "main" => folder.to_owned(),
        _ => format!("{folder}/{stem}"),
    };
    let tokens = lex::tokens(text);
    let declared = (0..tokens.len()).filter(|at| {
        lex::reads(
            &tokens,
            *at,
            &["#", "[", "cfg", "(", "test", ")", "]", "mod"],
        ) && lex::reads(&tokens, at + 9, &[";"])
    });
    declared
        .map(|at| format!("{folder}/{}", tokens[at + 8]))
        .collect()
}

/// Runs every rule and prints what they find.
pub(crate) fn run(root: &Path) -> Outcome {
    let tree = Tree::read(root)?;
    let findings: Vec<_> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!(
                "tidy: {} files, {} rules, nothing found",
                tree.files.len(),
                RULES.len()
            );
            Ok(())
        }
        count => Err(format!(
            "tidy found {count} place(s) that break a house rule"
        )),
    }
}

fn is_rust(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

/// Whether `cargo xtask codegen` writes that file: those in a folder of `generated/src`.
fn is_generated(path: &str) -> bool {
    path.strip_prefix("generated/src/")
        .is_some_and(|rest| rest.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_for_tests_are_not_the_product() {
        let tree = Tree::of(&[
            ("codegen/src/a/mod.rs", "mod b;\n#[cfg(test)]\nmod made;\n"),
            ("codegen/src/a/b.rs", "#[cfg(test)]\nmod tests;\n"),
            ("codegen/src/a/b/tests.rs", ""),
            ("codegen/src/a/made.rs", ""),
            ("codegen/src/a/made/more.rs", ""),
            ("codegen/src/a/made_not.rs", ""),
            ("xtask/src/main.rs", ""),
        ]);
        let paths: Vec<_> = tree.product("codegen/").map(|(path, _)| path).collect();
        let expected = [
            "codegen/src/a/b.rs",
            "codegen/src/a/made_not.rs",
            "codegen/src/a/mod.rs",
        ];
        assert_eq!(paths, expected);
    }
}
