//! What the payload test found.
//!
//! In: the JSON that the package `payloads` writes. Out: a survey a document. It does not know how
//! payloads are made.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use super::Places;
use super::manifest::Document;
use crate::cargo;

/// The payloads of one document.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Survey {
    pub(super) name: String,
    /// Of the document.
    pub(super) examples: Survival,
    /// Made from its schemas.
    pub(super) samples: Survival,
    pub(super) failures: Vec<Failure>,
    /// Why nothing of the document was tried.
    #[serde(default)]
    pub(super) error: Option<String>,
}

/// How many payloads survived the generated types unchanged.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Survival {
    pub(super) tried: usize,
    pub(super) survived: usize,
    /// Changed for a cause that is known and right.
    pub(super) allowed: BTreeMap<String, usize>,
    /// Refused by their own schema, and not tried: how many, by the keyword.
    #[serde(default)]
    pub(super) invalid: BTreeMap<String, usize>,
    /// Schemas of which there was nothing to try, by cause.
    #[serde(default)]
    pub(super) without: BTreeMap<String, usize>,
    /// Schemas of which there were fewer samples than wanted, by cause.
    #[serde(default)]
    pub(super) few: BTreeMap<String, usize>,
}

/// A payload that did not survive.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Failure {
    place: String,
    cause: String,
    detail: String,
}

/// Why payloads did not survive, over several documents.
#[derive(Debug, PartialEq)]
pub(super) struct Cause {
    pub(super) name: String,
    pub(super) count: usize,
    /// Where it was seen first; `None`: it is allowed.
    pub(super) first: Option<String>,
}

impl Survival {
    /// Whether enough survived, in percent of those that should have.
    pub(super) fn reaches(&self, floor: f64) -> bool {
        let share = |count: usize| u32::try_from(count).map_or(f64::INFINITY, f64::from);
        let expected = self.tried.saturating_sub(self.allowed.values().sum());
        share(self.survived) * 100.0 >= share(expected) * floor
    }

    /// Adds those of another document.
    pub(super) fn add(&mut self, other: &Self) {
        self.tried += other.tried;
        self.survived += other.survived;
        for (mine, others) in [
            (&mut self.allowed, &other.allowed),
            (&mut self.invalid, &other.invalid),
            (&mut self.without, &other.without),
            (&mut self.few, &other.few),
        ] {
            for (cause, count) in others {
                *mine.entry(cause.clone()).or_default() += count;
            }
        }
    }

    /// How many of a hundred survived, rounded down so that only what is complete is 100.
    pub(super) fn percent(&self) -> String {
        match self
            .survived
            .saturating_mul(100_000)
            .checked_div(self.tried)
        {
            Some(share) => format!("{}.{:03} %", share / 1000, share % 1000),
            None => "–".to_owned(),
        }
    }
}

/// Runs the payload test over these documents.
pub(super) fn run(
    places: &Places,
    documents: &[&Document],
) -> Result<BTreeMap<String, Survey>, String> {
    let out = places.report.join("payloads.json");
    // A result of an earlier run does not count.
    if out.exists() {
        fs::remove_file(&out).map_err(|error| format!("`{}`: {error}", out.display()))?;
    }
    let specs = places.corpus.specs();
    let paths = [&specs, &places.corpus.manifest, &places.crates, &out];
    let texts = paths.map(|path| path.display().to_string());
    let [corpus, manifest, crates, file] = texts.each_ref().map(String::as_str);
    // Optimized: it generates each document and holds every payload against its schema.
    let mut arguments = vec![
        "run",
        "--release",
        "--package",
        "payloads",
        "--",
        "documents",
    ];
    arguments.extend([
        "--corpus",
        corpus,
        "--manifest",
        manifest,
        "--crates",
        crates,
        "--out",
        file,
    ]);
    arguments.extend(documents.iter().map(|document| document.name.as_str()));
    cargo::command(&places.root, &arguments).run()?;
    let text = fs::read_to_string(&out).map_err(|error| format!("`{file}`: {error}"))?;
    let names: Vec<_> = documents
        .iter()
        .map(|document| document.name.as_str())
        .collect();
    read(&text, &names).map_err(|error| format!("`{file}`: {error}"))
}

/// Parses the result. It must have every document that was requested, and no other.
fn read(text: &str, names: &[&str]) -> Result<BTreeMap<String, Survey>, String> {
    #[derive(Deserialize)]
    struct Found {
        documents: Vec<Survey>,
    }
    let found: Found = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut surveys = BTreeMap::new();
    for survey in found.documents {
        if !names.contains(&survey.name.as_str()) {
            return Err(format!(
                "it has a document that was not requested, `{}`",
                survey.name
            ));
        }
        if let Some(twice) = surveys.insert(survey.name.clone(), survey) {
            return Err(format!("`{}` is duplicated", twice.name));
        }
    }
    match names.iter().find(|name| !surveys.contains_key(**name)) {
        Some(missing) => Err(format!("there is nothing about `{missing}`")),
        None => Ok(surveys),
    }
}

/// The causes, the most frequent first.
pub(super) fn causes<'a>(surveys: impl Iterator<Item = &'a Survey>) -> Vec<Cause> {
    let mut lost: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    let mut allowed: BTreeMap<&str, usize> = BTreeMap::new();
    for survey in surveys {
        for Failure {
            place,
            cause,
            detail,
        } in &survey.failures
        {
            let first = || (0, format!("{}: {place}: {detail}", survey.name));
            lost.entry(cause).or_insert_with(first).0 += 1;
        }
        for (cause, count) in survey
            .examples
            .allowed
            .iter()
            .chain(&survey.samples.allowed)
        {
            *allowed.entry(cause).or_default() += count;
        }
    }
    let lost = lost
        .into_iter()
        .map(|(name, (count, first))| (name, count, Some(first)));
    let allowed = allowed.into_iter().map(|(name, count)| (name, count, None));
    let mut causes: Vec<_> = lost
        .chain(allowed)
        .map(|(name, count, first)| Cause {
            name: name.to_owned(),
            count,
            first,
        })
        .collect();
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.count));
    causes
}

#[cfg(test)]
mod tests {
    use super::*;

    const RESULT: &str = r#"{"documents": [
        {"name": "a", "examples": {"tried": 4, "survived": 2, "allowed": {"default": 1}},
         "samples": {"tried": 10, "survived": 9, "allowed": {}},
         "failures": [{"place": "Pet", "cause": "lost", "detail": "age"}, {"place": "Dog", "cause": "lost", "detail": "x"}]},
        {"name": "b", "examples": {"tried": 0, "survived": 0, "allowed": {}},
         "samples": {"tried": 3, "survived": 3, "allowed": {}}, "failures": []}
    ]}"#;

    #[test]
    fn every_document_gets_its_own_survey() {
        let surveys = read(RESULT, &["b", "a"]).unwrap();
        assert_eq!(
            (
                surveys["a"].examples.survived,
                surveys["a"].samples.survived
            ),
            (2, 9)
        );
        assert_eq!(surveys["b"].samples.tried, 3);
    }

    #[test]
    fn documents_that_were_not_requested_are_rejected() {
        assert_eq!(
            read(RESULT, &["a"]).unwrap_err(),
            "it has a document that was not requested, `b`"
        );
        assert_eq!(
            read(RESULT, &["a", "b", "c"]).unwrap_err(),
            "there is nothing about `c`"
        );
        assert!(read("{}", &[]).is_err());
    }

    #[test]
    fn the_floor_is_a_share_of_what_should_survive() {
        let surveys = read(RESULT, &["a", "b"]).unwrap();
        // Two of three, since one change is allowed.
        assert!(surveys["a"].examples.reaches(66.0) && !surveys["a"].examples.reaches(67.0));
        assert!(surveys["b"].examples.reaches(100.0));
    }

    #[test]
    fn shares_are_never_rounded_up() {
        let survival = |survived, tried| Survival {
            tried,
            survived,
            ..Survival::default()
        };
        let mut sum = survival(99_998, 99_999);
        assert_eq!(sum.percent(), "99.998 %");
        sum.add(&survival(2, 2));
        assert_eq!((sum.tried, sum.percent()), (100_001, "99.999 %".to_owned()));
        assert_eq!(survival(3, 3).percent(), "100.000 %");
        assert_eq!(survival(0, 0).percent(), "–");
    }

    #[test]
    fn causes_are_gathered() {
        let surveys = read(RESULT, &["a", "b"]).unwrap();
        let cause = |name: &str, count, first: Option<&str>| Cause {
            name: name.to_owned(),
            count,
            first: first.map(str::to_owned),
        };
        let expected = [
            cause("lost", 2, Some("a: Pet: age")),
            cause("default", 1, None),
        ];
        assert_eq!(causes(surveys.values()), expected);
    }
}
