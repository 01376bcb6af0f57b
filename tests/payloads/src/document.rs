//! One document: its payloads through its types.
//!
//! In: a document on the disk and where its generated crate is or shall be. Out: what survived.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::Value;
use specwright::config::ApiConfig;
use specwright::plan::{Runtime, Target};
use specwright::source::Disk;
use specwright::{Generated, Input, generate, output};

use crate::bundle::Bundle;
use crate::compare::{Facts, compare};
use crate::harness::{Harness, Payload, RoundTrip};
use crate::oracle::{Oracle, keyword};
use crate::report::{Count, Document, Failed, general, short};
use crate::sampling::{Sampled, sampled};
use crate::{Failure, targets};

/// A document to be tried.
pub(crate) struct Job<'a> {
    /// The root of the workspace.
    pub(crate) root: &'a Path,
    pub(crate) name: &'a str,
    /// The document itself.
    pub(crate) entry: PathBuf,
    /// The folder that references may reach.
    pub(crate) reach: Option<PathBuf>,
    /// The folder of the generated crate.
    pub(crate) client: PathBuf,
    /// Try no more schemas than this.
    pub(crate) limit: Option<usize>,
}

/// A payload on its way.
struct Trial<'a> {
    value: Value,
    is_example: bool,
    target: &'a targets::Target,
    schema: &'a Validator,
}

/// Tries the document.
pub(crate) fn run(job: &Job<'_>) -> Document {
    let mut document = Document {
        name: job.name.to_owned(),
        ..Document::default()
    };
    if let Err(error) = tried(job, &mut document) {
        document.error = Some(error.to_string());
    }
    document
}

fn tried(job: &Job<'_>, document: &mut Document) -> Result<(), Failure> {
    let generated = generated(job, &ApiConfig::default())?;
    let sources = generated
        .sources
        .as_ref()
        .ok_or("the document can't be read")?;
    let mut bundle = Bundle::new(sources);
    let mut targets = targets::find(&generated.types, sources, &mut bundle);
    if let Some(limit) = job.limit {
        document.left_out = thin(&mut targets, limit);
    }
    document.schemas = targets.len();
    if targets.is_empty() {
        return Ok(());
    }
    let oracle = Oracle::new(bundle.definitions())?;
    let schemas: Vec<Validator> = targets
        .iter()
        .map(|target| {
            oracle.validator(&target.definition).map_err(|error| {
                format!("the schema {} is not valid: {error}", target.place).into()
            })
        })
        .collect::<Result<_, Failure>>()?;
    for (target, schema) in targets.iter_mut().zip(&schemas) {
        let whole = target.ty.starts_with("Option<") || target.ty.ends_with("::Value");
        if target.may_lack && !whole && schema.is_valid(&Value::Null) {
            target.ty = format!("Option<{}>", target.ty);
        }
    }
    let samples = sampled(job.root, job.name, bundle.definitions(), &targets, &schemas)?;
    let trials = trials(&targets, &schemas, samples, document);
    let mut types: Vec<String> = targets.iter().map(|target| target.ty.clone()).collect();
    types.sort();
    types.dedup();
    let harness = Harness::build(job.root, job.name, &job.client, &types)?;
    let payloads: Vec<Payload> = trials
        .iter()
        .map(|trial| Payload {
            ty: types.binary_search(&trial.target.ty).unwrap_or_default(),
            json: trial.value.to_string(),
        })
        .collect();
    let results = harness.run(&payloads)?;
    let response_keys = targets::response_keys(&generated.types, sources);
    for (trial, result) in trials.iter().zip(results) {
        let facts = Facts {
            response_only: trial.target.response_only,
            response_keys: &response_keys,
        };
        let (allowed, failures) = judged(trial, &result, facts);
        let count: &mut Count = if trial.is_example {
            &mut document.examples
        } else {
            &mut document.samples
        };
        count.tried += 1;
        count.survived += usize::from(failures.is_empty());
        for (cause, number) in allowed {
            *count.allowed.entry(cause).or_default() += number;
        }
        // A cause is reported once per payload.
        let mut causes = HashSet::new();
        for (cause, at) in failures {
            if causes.insert(cause.clone()) {
                document.failures.push(failed(trial, &result, cause, &at));
            }
        }
    }
    Ok(())
}

/// What is sent: the examples that their schema takes, and the samples without what it does not
/// take.
fn trials<'a>(
    targets: &'a [targets::Target],
    schemas: &'a [Validator],
    samples: Vec<Sampled>,
    document: &mut Document,
) -> Vec<Trial<'a>> {
    let mut trials = Vec::new();
    for ((target, schema), sampled) in targets.iter().zip(schemas).zip(samples) {
        let trial = |value, is_example| Trial {
            value,
            is_example,
            target,
            schema,
        };
        let before = trials.len();
        for value in &target.examples {
            match schema.iter_errors(value).next() {
                None => trials.push(trial(value.clone(), true)),
                Some(error) => count(&mut document.examples.invalid, keyword(&error)),
            }
        }
        if trials.len() == before {
            let lack = match target.examples.as_slice() {
                [] => "the document has none",
                _ => "refused by their own schema",
            };
            count(&mut document.examples.without, lack.to_owned());
        }
        for (keyword, number) in &sampled.refused {
            *document.samples.invalid.entry(keyword.clone()).or_default() += number;
        }
        if let Some(lack) = sampled.lack() {
            let lacking = match sampled.values.as_slice() {
                [] => &mut document.samples.without,
                _ => &mut document.samples.few,
            };
            count(lacking, lack);
        }
        trials.extend(sampled.values.into_iter().map(|value| trial(value, false)));
    }
    trials
}

/// Leaves every n-th only, so that there are no more than that. How many are left out.
fn thin<T>(all: &mut Vec<T>, most: usize) -> usize {
    let before = all.len();
    let step = before.div_ceil(most.max(1)).max(1);
    let mut index = 0;
    all.retain(|_| {
        index += 1;
        (index - 1) % step == 0
    });
    before - all.len()
}

fn count(counts: &mut BTreeMap<String, usize>, cause: String) {
    *counts.entry(cause).or_default() += 1;
}

type Judged = (BTreeMap<&'static str, usize>, Vec<(String, String)>);

fn judged(trial: &Trial<'_>, result: &RoundTrip, facts: Facts<'_>) -> Judged {
    let broken = |what: &str, text: &str| {
        (
            Judged::default().0,
            vec![(format!("{what}: {}", general(text)), text.to_owned())],
        )
    };
    match result {
        RoundTrip::Unread(text) => broken("not read", text),
        RoundTrip::Unwritten(text) => broken("not written", text),
        RoundTrip::Panic(text) => broken("panic", text),
        RoundTrip::Aborted(text) => broken("aborted", text),
        RoundTrip::Written { json, .. } => match serde_json::from_str(json) {
            Ok(output) => {
                let outcome = compare(&trial.value, &output, trial.schema, facts);
                (outcome.allowed, outcome.failures)
            }
            Err(error) => broken("wrote what is not JSON", &error.to_string()),
        },
    }
}

fn failed(trial: &Trial<'_>, result: &RoundTrip, cause: String, at: &str) -> Failed {
    let kind = if trial.is_example {
        "example"
    } else {
        "sample"
    };
    let written = match result {
        RoundTrip::Written { json, .. } => format!("; written: {}", short(json, 300)),
        _ => String::new(),
    };
    Failed {
        place: format!("{} as {}", trial.target.place, trial.target.ty),
        cause,
        detail: format!(
            "{at}; {kind}: {}{written}",
            short(&trial.value.to_string(), 300)
        ),
    }
}

/// Generates the crate in memory, and writes it if its folder is not there.
pub(crate) fn generated(job: &Job<'_>, config: &ApiConfig) -> Result<Generated, Failure> {
    let (disk, entry) = Disk::for_document(&job.entry, job.reach.as_deref())
        .map_err(|error| format!("`{}`: {error}", job.entry.display()))?;
    let runtime = Runtime::Path(
        job.root
            .join("codegen/runtime")
            .to_string_lossy()
            .into_owned(),
    );
    let target = Target::package(&job.name.replace('.', "-"), &entry, runtime);
    let generated = generate(&Input {
        reader: &disk,
        entry: &entry,
        config,
        config_text: None,
        target: &target,
        dump: None,
    });
    if generated.files.is_empty() {
        return Err("nothing is generated".into());
    }
    if !job.client.join("Cargo.toml").exists() {
        fs::create_dir_all(&job.client)?;
        output::write(&job.client, &generated.files)?;
    }
    Ok(generated)
}

#[cfg(test)]
mod tests {
    use super::thin;

    #[test]
    fn a_part_is_spread_over_the_whole() {
        let mut all: Vec<usize> = (0..10).collect();
        assert_eq!((thin(&mut all, 4), all), (6, vec![0, 3, 6, 9]));
        let mut few = vec![1, 2];
        assert_eq!((thin(&mut few, 2), few), (0, vec![1, 2]));
    }
}
