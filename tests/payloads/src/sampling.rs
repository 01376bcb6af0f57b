//! The samples of each schema: made, and validated by the schema itself.
//!
//! In: the schemas that are tried. Out: different samples that their schemas take, at least five of
//! each if that can be, and why there are fewer. Must not know types.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use jsonschema::Validator;
use serde_json::{Map, Value};

use crate::oracle::repaired;
use crate::report::general;
use crate::targets::Target;
use crate::{Failure, faker};

/// How many samples a schema shall have.
pub(crate) const ENOUGH: usize = 5;

/// How often more are made of a schema that refuses what was made.
const ROUNDS: usize = 4;

/// The samples of one schema.
#[derive(Default)]
pub(crate) struct Sampled {
    pub(crate) values: Vec<Value>,
    /// Samples that the schema refuses, by the keyword that does.
    pub(crate) refused: BTreeMap<String, usize>,
    known: HashSet<String>,
    error: Option<String>,
}

/// Samples of every target, in their order.
pub(crate) fn sampled(
    root: &Path,
    name: &str,
    definitions: &Map<String, Value>,
    targets: &[Target],
    schemas: &[Validator],
) -> Result<Vec<Sampled>, Failure> {
    let mut all: Vec<Sampled> = targets.iter().map(|_| Sampled::default()).collect();
    let mut open: Vec<usize> = (0..targets.len()).collect();
    for round in 0..ROUNDS {
        if open.is_empty() {
            break;
        }
        let wanted: Vec<&str> = open
            .iter()
            .map(|index| targets[*index].definition.as_str())
            .collect();
        let made = faker::samples(root, name, definitions, &wanted, round)?;
        let mut lacking = Vec::new();
        for (index, made) in open.into_iter().zip(made) {
            let refused = all[index].take(made, &schemas[index]);
            if refused && all[index].values.len() < ENOUGH {
                lacking.push(index);
            }
        }
        open = lacking;
    }
    Ok(all)
}

impl Sampled {
    /// Takes what was made. Whether the schema refuses some of it.
    fn take(&mut self, made: faker::Samples, schema: &Validator) -> bool {
        let mut refused = false;
        for sample in made.samples {
            match repaired(sample, schema) {
                Ok(value) if self.known.insert(value.to_string()) => self.values.push(value),
                Ok(_) => {}
                Err(keyword) => {
                    refused = true;
                    *self.refused.entry(keyword).or_default() += 1;
                }
            }
        }
        self.error = made.error.or(self.error.take());
        refused
    }

    /// Why there are fewer than enough.
    pub(crate) fn lack(&self) -> Option<String> {
        if self.values.len() >= ENOUGH {
            return None;
        }
        let refusing: Vec<&str> = self.refused.keys().map(String::as_str).collect();
        Some(match &self.error {
            _ if !refusing.is_empty() => format!("refused by `{}`", refusing.join("`, `")),
            Some(error) => format!("json-schema-faker: {}", general(error)),
            None if self.values.is_empty() => "json-schema-faker makes none".to_owned(),
            None => "no more are different".to_owned(),
        })
    }
}
