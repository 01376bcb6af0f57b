//! The official test suite of JSON Schema, as part of the corpus.
//!
//! In: the folder of the suite, beside that of the corpus. Out: how many valid instances come back
//! from generated types, how many invalid ones are refused, and a failure where a valid one does
//! not come back. It does not know how instances are tried.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::report::escaped;
use crate::{Outcome, cargo};

/// How many invalid instances are refused at least: what was reached once is kept.
const LEAST_REFUSED: usize = 387;

const HEADING: &str = "\n## The test suite of JSON Schema\n\n";

/// What the package `payloads` found.
#[derive(Debug, Deserialize)]
pub(super) struct Suite {
    schemas: usize,
    out_of_scope: BTreeMap<String, usize>,
    keywords: BTreeMap<String, Count>,
    excluded: Vec<Excluded>,
    failures: Vec<Failure>,
}

/// The instances of one keyword.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct Count {
    valid: usize,
    survived: usize,
    invalid: usize,
    unread: usize,
    refused: usize,
}

#[derive(Debug, Deserialize)]
struct Excluded {
    test: String,
    rule: String,
}

#[derive(Debug, Deserialize)]
struct Failure {
    test: String,
    what: String,
}

/// Runs the suite. `None`: it is not there, and that was said.
pub(super) fn run(root: &Path) -> Result<Option<Suite>, String> {
    let Some(folder) = find(root)? else {
        eprintln!(
            "{}the JSON Schema test suite: there is no ../shared/json-schema-suite, and `JSON_SCHEMA_SUITE` names no other folder",
            cargo::LEFT_OUT
        );
        return Ok(None);
    };
    let target = cargo::target(root);
    let out = target.join("json-schema-suite.json");
    // A result of an earlier run is none of this one.
    if out.exists() {
        fs::remove_file(&out).map_err(|error| format!("`{}`: {error}", out.display()))?;
    }
    let texts = [&folder, &target.join("json-schema-suite"), &out];
    let [folder, crates, file] = texts.map(|path| path.display().to_string());
    let arguments = ["run", "--release", "--package", "payloads", "--", "suite"];
    let paths = ["--folder", &folder, "--crates", &crates, "--out", &file];
    cargo::command(root, &[&arguments[..], &paths].concat()).run()?;
    let text = fs::read_to_string(&out).map_err(|error| format!("`{file}`: {error}"))?;
    let suite = serde_json::from_str(&text).map_err(|error| format!("`{file}`: {error}"))?;
    Ok(Some(suite))
}

/// The folder of the suite's files for the draft 2020-12.
fn find(root: &Path) -> Result<Option<PathBuf>, String> {
    if let Some(folder) = std::env::var_os("JSON_SCHEMA_SUITE") {
        let folder = root.join(folder);
        let is_suite = folder.join("allOf.json").is_file();
        return is_suite.then(|| Some(folder.clone())).ok_or_else(|| {
            let folder = folder.display();
            format!("`JSON_SCHEMA_SUITE` is `{folder}`, which has no file `allOf.json`")
        });
    }
    let folder = root.join("..").join("shared").join("json-schema-suite");
    Ok(folder.is_dir().then_some(folder))
}

impl Suite {
    /// What failed, for people.
    pub(super) fn faults(&self) -> Outcome {
        for Failure { test, what } in &self.failures {
            println!("{test}: {what}");
        }
        println!("{}", self.summary());
        let refused = self.sum(|count| count.unread + count.refused);
        if !self.failures.is_empty() {
            let count = self.failures.len();
            return Err(format!(
                "{count} valid instance(s) of the JSON Schema test suite are lost"
            ));
        }
        if refused < LEAST_REFUSED {
            return Err(format!(
                "{refused} invalid instances of the JSON Schema test suite are refused, expected at least {LEAST_REFUSED}"
            ));
        }
        Ok(())
    }

    fn sum(&self, number: fn(&Count) -> usize) -> usize {
        self.keywords.values().map(number).sum()
    }

    fn summary(&self) -> String {
        let (survived, valid) = (
            self.sum(|count| count.survived),
            self.sum(|count| count.valid),
        );
        let (unread, refused) = (
            self.sum(|count| count.unread),
            self.sum(|count| count.refused),
        );
        format!(
            "{} schemas: {survived} of {valid} valid instances survive unchanged, {} are excluded by rules; of {} invalid instances \
             {unread} are not read and {refused} refused by `validate()`",
            self.schemas,
            self.excluded.len(),
            self.sum(|count| count.invalid),
        )
    }

    /// The page's part about the suite.
    pub(super) fn section(&self) -> String {
        let mut out = format!(
            "{HEADING}The official suite for the draft 2020-12. {}. An instance is a member of an object, since that is where \
             values of types without a name are validated.\n\n\
             | keyword | valid | survive | invalid | not read | refused by `validate()` |\n|---|--:|--:|--:|--:|--:|\n",
            self.summary()
        );
        for (keyword, count) in &self.keywords {
            let Count {
                valid,
                survived,
                invalid,
                unread,
                refused,
            } = count;
            let _ = writeln!(
                out,
                "| `{keyword}` | {valid} | {survived} | {invalid} | {unread} | {refused} |"
            );
        }
        out.push_str("\n| out of scope | schemas |\n|---|--:|\n");
        for (reason, count) in &self.out_of_scope {
            let _ = writeln!(out, "| {} | {count} |", escaped(reason));
        }
        out.push_str("\n| excluded valid instance | rule |\n|---|---|\n");
        for Excluded { test, rule } in &self.excluded {
            let _ = writeln!(out, "| {} | {} |", escaped(test), escaped(rule));
        }
        out
    }
}

/// The page with this part in place of the one that it has.
pub(super) fn replaced(page: &str, section: &str) -> String {
    let (before, rest) = page.split_once(HEADING).unwrap_or((page, ""));
    let after = rest.find("\n## ").map_or("", |at| &rest[at..]);
    format!("{before}{section}{after}")
}

#[cfg(test)]
mod tests {
    use super::{HEADING, Suite, replaced};

    fn suite(survived: usize, refused: usize) -> Suite {
        let failures = if survived < 9 {
            r#"[{"test": "not: a: b", "what": "lost"}]"#
        } else {
            "[]"
        };
        let text = format!(
            r#"{{"schemas": 2, "out_of_scope": {{"remote": 1}}, "excluded": [{{"test": "a|b", "rule": "c"}}],
                "keywords": {{"not": {{"valid": 9, "survived": {survived}, "invalid": 999, "unread": 3, "refused": {refused}}}}},
                "failures": {failures}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_lost_instance_is_a_failure_and_so_is_one_that_is_no_longer_refused() {
        assert_eq!(suite(9, 900).faults(), Ok(()));
        assert!(suite(8, 900).faults().is_err());
        assert!(suite(9, 4).faults().is_err());
    }

    #[test]
    fn the_part_takes_the_place_of_the_old_one() {
        let section = suite(9, 4).section();
        assert!(section.contains("| `not` | 9 | 9 | 999 | 3 | 4 |"));
        assert!(section.contains("| a\\|b | c |"));
        let page = format!("# Page\n\nText\n{HEADING}old\n\n## Further\n\nmore\n");
        let expected = format!("# Page\n\nText\n{section}\n## Further\n\nmore\n");
        assert_eq!(replaced(&page, &section), expected);
        assert_eq!(replaced("# Page\n", &section), format!("# Page\n{section}"));
    }
}
