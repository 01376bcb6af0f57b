//! Titles of inline schemas, which generators use as names of types.
//!
//! Frameworks add a `title` to every property, so a document may have many different schemas called
//! `Object`, which tools that name types by titles would confuse. Of schemas that become types, the
//! first keeps its title, and so do equal ones; for the others it becomes a description.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::export::rules::is_annotation;

/// The schema of each title, by its letters and digits in lower case.
#[derive(Default)]
pub(crate) struct Titles(HashMap<String, Option<Map<String, Value>>>);

impl Titles {
    /// Registers the name of a component.
    pub(crate) fn reserve(&mut self, name: &str) {
        self.0.insert(key(name), None);
    }

    /// Removes the title of a schema if another one has it.
    pub(crate) fn settle(&mut self, schema: &mut Map<String, Value>) {
        let makes_type = ["enum", "properties", "allOf", "anyOf", "oneOf"]
            .iter()
            .any(|name| schema.contains_key(*name));
        let Some(title) = schema
            .get("title")
            .and_then(Value::as_str)
            .filter(|_| makes_type)
        else {
            return;
        };
        let own = schema.iter().filter(|(name, _)| !is_annotation(name));
        let own: Map<_, _> = own
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let owner = self
            .0
            .entry(key(title))
            .or_insert_with(|| Some(own.clone()));
        if owner.as_ref() != Some(&own)
            && let Some(title) = schema.remove("title")
        {
            schema.entry("description").or_insert(title);
        }
    }
}

fn key(title: &str) -> String {
    title
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
