//! The steps of `cargo xtask test` over the corpus.
//!
//! In: the corpus. Out: a failure where a document has a fault. Which documents every run takes is
//! listed here.

use std::path::Path;

use runner::{Outcome, cargo};

use super::manifest::Document;
use super::row::Row;
use super::{Options, Profile, faults, open, run_suite, table};

/// What `cargo xtask test` generates: small to middle documents that have everything between them,
/// each with its reason, and whether every run compiles it or the nightly one.
const CHOSEN: [(&str, bool, &str); 13] = [
    (
        "resend",
        true,
        "3.1 written by hand; multipart, many optional bodies",
    ),
    ("ollama", true, "streams of JSON lines"),
    (
        "iceberg-rest",
        true,
        "discriminators with and without a mapping, `allOf` beside unions",
    ),
    (
        "discord",
        false,
        "unions of unions, integer enums, null in type arrays",
    ),
    (
        "hatchet-src",
        false,
        "a folder of files that refer to each other",
    ),
    (
        "train-travel",
        true,
        "3.1 with links, webhooks, problem details",
    ),
    (
        "readme-parameters-style-31",
        true,
        "every style of parameters",
    ),
    ("redocly-oas32-client", true, "3.2"),
    (
        "twilio-api-v2010",
        false,
        "forms, and words of Rust as names",
    ),
    ("box", false, "3.0 in full breadth, recursive schemas"),
    ("adyen-checkout-v71", false, "large models, many examples"),
    ("progenitor-buildomat", true, "3.0 as dropshot writes it"),
    (
        "python-client-baseline-31",
        true,
        "unions, enums and names at the edges",
    ),
];

/// The chosen documents generate, with the generator as the tests have built it, and some compile.
pub(super) fn daily(root: &Path) -> Outcome {
    let Some((places, documents)) = open(root, Profile::Dev)? else {
        return Ok(());
    };
    let is_compiled = |document: &Document| {
        let mut chosen = CHOSEN.iter();
        chosen.any(|(name, often, _)| *often && *name == document.name)
    };
    let (compiled, others): (Vec<_>, Vec<_>) = chosen(documents).into_iter().partition(is_compiled);
    let check = Options {
        check: true,
        ..Options::default()
    };
    let mut rows = table(&places, &others, &Options::default())?;
    rows.extend(table(&places, &compiled, &check)?);
    report_missing(&rows);
    faults(&rows)
}

/// The instances of JSON Schema's test suite survive, all documents generate, and the chosen
/// ones compile and have payloads that survive.
pub(super) fn nightly(root: &Path) -> Outcome {
    run_suite(root, &Options::default())?;
    let Some((places, documents)) = open(root, Profile::Release)? else {
        return Ok(());
    };
    faults(&table(&places, &documents, &Options::default())?)?;
    let options = Options {
        check: true,
        samples: true,
        floor: Some(99.0),
        ..Options::default()
    };
    let rows = table(&places, &chosen(documents), &options)?;
    report_missing(&rows);
    faults(&rows)
}

/// The documents of a corpus that are chosen.
fn chosen(mut documents: Vec<Document>) -> Vec<Document> {
    documents.retain(|document| CHOSEN.iter().any(|(name, ..)| *name == document.name));
    documents
}

/// Says which of the chosen documents this corpus lacks.
fn report_missing(rows: &[Row]) {
    let names = CHOSEN.iter().map(|(name, ..)| *name);
    let lacks = |name: &&str| rows.iter().all(|row| row.name != *name);
    let names: Vec<_> = names.filter(lacks).collect();
    if !names.is_empty() {
        eprintln!(
            "{}{} are not in this corpus",
            cargo::LEFT_OUT,
            names.join(", ")
        );
    }
}
