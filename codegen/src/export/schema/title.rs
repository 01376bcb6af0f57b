//! Titles of schemas that have no name: generators take a title for the name of a type.
//!
//! Frameworks give every property a `title`, so that one document has many different schemas called
//! `Object`. Tools of the 3.0 world that name types by their titles then take one for the other. Of
//! schemas that become types, the first keeps its title, as do those that say the same; in the
//! others it is a description.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::export::rules::is_annotation;

/// Which schema a title stands for, by its letters and digits without case.
#[derive(Default)]
pub(crate) struct Titles(HashMap<String, Option<Map<String, Value>>>);

impl Titles {
    /// A component has this name.
    pub(crate) fn reserve(&mut self, name: &str) {
        self.0.insert(key(name), None);
    }

    /// Takes the title off a schema if it belongs to another.
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
