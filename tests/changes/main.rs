//! What `specwright diff` says of a change is what the compiler says.
//!
//! Each case of `cases/` is a change of a document with a verdict, and a program. Breaking: the
//! program compiles against the old version only. Additive: it compiles against both, and one that
//! uses what is new against the new version only, or what is deprecated without a warning against
//! the old one only. On the wire: it compiles against both, and the generated code differs.
//! Invisible: the generated code differs in comments and constraints at most.
//!
//! The programs of a version are one crate, which is compiled until no program has an error: those
//! that have one are taken out.

#[path = "src/cases.rs"]
mod cases;
#[path = "../../codegen/tests/golden/comparison.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod comparison;
mod compiler;

use std::fmt::Write as _;
use std::path::Path;

use specwright::compare::{self, Comparison, PublicApi};
use specwright::config::ApiConfig;
use specwright::plan::Target;
use specwright::source::Memory;
use specwright::{Input, generate, surface};

use self::cases::Case;
use self::comparison::{all, compare};
use self::compiler::{Program, failing};

fn table() -> Vec<Case> {
    cases::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"))
}

fn api(document: &str) -> PublicApi {
    let reader = Memory::new([("document.json", document)]);
    let found = surface(&reader, "document.json", &ApiConfig::default());
    found.api.expect("a document that can be read")
}

fn comparison(case: &Case) -> Comparison {
    let [old, new] = &case.documents;
    compare::compare(&api(old), &api(new))
}

fn word(comparison: &Comparison) -> &'static str {
    comparison
        .verdict()
        .map_or("invisible", |verdict| verdict.word())
}

/// All that is said of all cases, to be read.
#[test]
fn every_case_says_what_is_expected() {
    let mut text = String::new();
    for case in table() {
        let comparison = comparison(&case);
        let _ = writeln!(text, "{}: {}", case.name, word(&comparison));
        for change in &comparison.changes {
            let help = change.help.iter().map(|help| format!(" ({help})"));
            let help: String = help.collect();
            let _ = writeln!(
                text,
                "  {} {}: {}{help}",
                change.verdict.word(),
                change.place,
                change.consequence
            );
        }
        for (count, what) in [
            (comparison.documentation, "documented otherwise"),
            (comparison.constraints, "validated otherwise"),
        ] {
            if count > 0 {
                let _ = writeln!(text, "  {count} {what}");
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("expected.txt");
    if let Err(message) = compare(&path, &text) {
        panic!("{message}");
    }
}

#[test]
fn every_verdict_is_what_the_table_says() {
    let wrong = table().into_iter().filter_map(|case| {
        let comparison = comparison(&case);
        let word = word(&comparison);
        (word != case.verdict).then(|| {
            format!(
                "{}: {word} instead of {}: {:#?}",
                case.name, case.verdict, comparison.changes
            )
        })
    });
    all(&wrong.collect::<Vec<_>>());
}

#[test]
fn a_document_is_equal_to_itself() {
    for document in table().iter().flat_map(|case| &case.documents) {
        let api = api(document);
        assert_eq!(
            compare::compare(&api, &api),
            Comparison::default(),
            "{document}"
        );
    }
}

/// In reverse, additions break programs, and changes on the wire are undone.
#[test]
fn what_is_added_one_way_is_gone_the_other() {
    let wrong = table().into_iter().filter_map(|case| {
        let [old, new] = &case.documents;
        let back = compare::compare(&api(new), &api(old));
        let word = word(&back);
        let fits = match case.verdict.as_str() {
            "additive" => case.uses.is_none() || word == "breaking",
            "wire" => word == "wire" || word == "breaking",
            "invisible" => word == "invisible",
            _ => true,
        };
        (!fits).then(|| format!("{}: back it is {word}: {:#?}", case.name, back.changes))
    });
    all(&wrong.collect::<Vec<_>>());
}

/// Which programs compile, by the compiler.
#[test]
fn the_compiler_agrees() {
    let cases = table();
    let [old, new] = ["old", "new"].map(|side| {
        let programs = cases.iter().flat_map(|case| {
            let program = Program::new(&case.name, "program", &case.program);
            let uses = case
                .uses
                .as_ref()
                .map(|text| Program::new(&case.name, "uses", text));
            let warned = case
                .warned
                .as_ref()
                .map(|text| Program::new(&case.name, "warned", text));
            [Some(program), uses, warned].into_iter().flatten()
        });
        failing(side, programs.collect())
    });
    let mut wrong = Vec::new();
    for case in &cases {
        let is_breaking = case.verdict == "breaking";
        let mut check = |kind: &str, side: &str, fails: bool| {
            let errors = if side == "old" { &old } else { &new };
            let found = errors.get(&format!("{}_{kind}", case.name));
            if found.is_some() != fails {
                wrong.push(format!(
                    "{} ({}): `{kind}` against the {side} version: {}",
                    case.name,
                    case.verdict,
                    found.map_or("compiles", String::as_str)
                ));
            }
        };
        check("program", "old", false);
        check("program", "new", is_breaking);
        if case.uses.is_some() {
            check("uses", "old", true);
            check("uses", "new", false);
        }
        if case.warned.is_some() {
            check("warned", "old", false);
            check("warned", "new", true);
        }
        let proven = case.uses.is_some() || case.warned.is_some();
        if proven != (case.verdict == "additive") {
            wrong.push(format!(
                "{}: only what is additive needs a second program",
                case.name
            ));
        }
    }
    all(&wrong);
}

/// The generated code without comments, and without what `validate()` checks.
fn code(document: &str) -> Vec<String> {
    let reader = Memory::new([("document.json", document)]);
    let generated = generate(&Input {
        reader: &reader,
        entry: "document.json",
        config: &ApiConfig::default(),
        config_text: None,
        target: &Target::module("api", "document.json"),
        dump: None,
    });
    generated
        .files
        .iter()
        .flat_map(|file| file.text.lines())
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.starts_with("//") && !line.is_empty())
        .filter(|line| !line.contains("max_length"))
        .collect()
}

#[test]
fn the_generated_code_agrees() {
    let wrong = table().into_iter().filter_map(|case| {
        let [mut old, mut new] = case.documents.each_ref().map(|document| code(document));
        // Programs do not write the names of arguments, and those of path parameters are not sent.
        let is_unseen = case.name.starts_with("path_parameter");
        if case.verdict == "invisible" {
            // The order of fields and variants means nothing to a program.
            old.sort();
            new.sort();
        }
        match (case.verdict.as_str(), old == new || is_unseen) {
            ("invisible", true) | ("breaking" | "additive" | "wire", false) => None,
            (verdict, equal) => Some(format!("{}: {verdict}, and equal: {equal}", case.name)),
        }
    });
    all(&wrong.collect::<Vec<_>>());
}
