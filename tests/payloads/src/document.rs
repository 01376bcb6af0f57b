//! One document: its payloads through its types.
//!
//! In: a document on the disk and where its generated crate is or shall be. Out: what survived.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::Value;
use specwright::config::ApiConfig;
use specwright::disk::Disk;
use specwright::plan::{Runtime, Target};
use specwright::{Generated, Input, generate, output};

use crate::bundle::Bundle;
use crate::compare::{Facts, compare};
use crate::harness::{Answer, Harness, Payload};
use crate::oracle::{Oracle, repaired};
use crate::report::{Count, Document, Failed};
use crate::{Failure, faker, targets};

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
    let generated = generated(job)?;
    let sources = generated
        .sources
        .as_ref()
        .ok_or("the document can't be read")?;
    let mut bundle = Bundle::new(sources);
    let mut targets = targets::find(&generated.types, sources, &mut bundle);
    if let Some(limit) = job.limit.filter(|limit| *limit < targets.len()) {
        document.left_out = targets.len() - limit;
        targets.truncate(limit);
    }
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
        if target.is_component && !whole && schema.is_valid(&Value::Null) {
            target.ty = format!("Option<{}>", target.ty);
        }
    }
    let wanted: Vec<&str> = targets
        .iter()
        .map(|target| target.definition.as_str())
        .collect();
    let samples = faker::samples(job.root, job.name, bundle.definitions(), &wanted)?;
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
    let answers = harness.run(&payloads)?;
    let response_keys = targets::response_keys(&generated.types, sources);
    for (trial, answer) in trials.iter().zip(answers) {
        let facts = Facts {
            response_only: trial.target.response_only,
            response_keys: &response_keys,
        };
        let (allowed, failures) = judged(trial, &answer, facts);
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
        // One cause is told once a payload.
        let mut causes = HashSet::new();
        for (cause, at) in failures {
            if causes.insert(cause.clone()) {
                document.failures.push(failed(trial, &answer, cause, &at));
            }
        }
    }
    Ok(())
}

/// What is sent: the examples that their schema takes, and the samples without what it does not take.
fn trials<'a>(
    targets: &'a [targets::Target],
    schemas: &'a [Validator],
    samples: Vec<faker::Samples>,
    document: &mut Document,
) -> Vec<Trial<'a>> {
    let mut trials = Vec::new();
    for ((target, schema), samples) in targets.iter().zip(schemas).zip(samples) {
        let before = trials.len();
        for value in &target.examples {
            if schema.is_valid(value) {
                trials.push(Trial {
                    value: value.clone(),
                    is_example: true,
                    target,
                    schema,
                });
            } else {
                document.examples.invalid += 1;
            }
        }
        document.examples.without += usize::from(trials.len() == before);
        let before = trials.len();
        let mut known = HashSet::new();
        for sample in samples.samples {
            match repaired(sample, schema) {
                Some(value) if known.insert(value.to_string()) => {
                    trials.push(Trial {
                        value,
                        is_example: false,
                        target,
                        schema,
                    });
                }
                Some(_) => {}
                None => document.samples.invalid += 1,
            }
        }
        document.samples.without += usize::from(trials.len() == before);
    }
    trials
}

type Judged = (
    std::collections::BTreeMap<&'static str, usize>,
    Vec<(String, String)>,
);

fn judged(trial: &Trial<'_>, answer: &Answer, facts: Facts<'_>) -> Judged {
    let broken = |what: &str, text: &str| {
        (
            Judged::default().0,
            vec![(format!("{what}: {}", general(text)), text.to_owned())],
        )
    };
    match answer {
        Answer::Unread(text) => broken("not read", text),
        Answer::Unwritten(text) => broken("not written", text),
        Answer::Panic(text) => broken("panic", text),
        Answer::Aborted(text) => broken("aborted", text),
        Answer::Written(text) => match serde_json::from_str(text) {
            Ok(output) => {
                let outcome = compare(&trial.value, &output, trial.schema, facts);
                (outcome.allowed, outcome.failures)
            }
            Err(error) => broken("wrote what is not JSON", &error.to_string()),
        },
    }
}

fn failed(trial: &Trial<'_>, answer: &Answer, cause: String, at: &str) -> Failed {
    let kind = if trial.is_example {
        "example"
    } else {
        "sample"
    };
    let written = match answer {
        Answer::Written(text) => format!("; written: {}", short(text, 300)),
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

fn short(text: &str, length: usize) -> String {
    let mut short: String = text.chars().take(length).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// A message without the names, numbers and places of the one payload.
fn general(text: &str) -> String {
    let text = text.split(" at line ").next().unwrap_or_default();
    let mut made = String::new();
    let mut quoted = None;
    for letter in text.chars() {
        match quoted {
            Some(quote) if quote == letter => quoted = None,
            Some(_) => {}
            None if matches!(letter, '`' | '"') => {
                made.push('…');
                quoted = Some(letter);
            }
            None if letter.is_ascii_digit() => {
                if !made.ends_with('0') {
                    made.push('0');
                }
            }
            None => made.push(letter),
        }
    }
    short(&made, 160)
}

/// Generates the crate in memory, and writes it if its folder is not there.
fn generated(job: &Job<'_>) -> Result<Generated, Failure> {
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
        config: &ApiConfig::default(),
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
    use super::general;

    #[test]
    fn messages_become_causes() {
        assert_eq!(
            general(
                "items[12].`name`: invalid type: string \"x\", expected i64 at line 1 column 22"
            ),
            "items[0].…: invalid type: string …, expected i0"
        );
    }
}
