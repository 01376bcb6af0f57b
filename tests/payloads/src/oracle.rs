//! Says whether a payload is what its schema describes, and takes out of a sample what is not.
//!
//! In: definitions of 2020-12. Out: one validator a schema. Must not know the generator.

use std::fmt;

use jsonschema::{Registry, ValidationError, Validator};
use serde_json::{Map, Value, json};

use crate::Failure;

const ADDRESS: &str = "https://example.com/document";

/// A payload with more faults than this is dropped.
const ROUNDS: usize = 40;

/// The definitions of a document.
pub(crate) struct Oracle<'a>(Registry<'a>);

impl Oracle<'_> {
    pub(crate) fn new(definitions: &Map<String, Value>) -> Result<Self, Failure> {
        let mut definitions = definitions.clone();
        definitions.values_mut().for_each(name_properties);
        let dialect = "https://json-schema.org/draft/2020-12/schema";
        let document = json!({"$schema": dialect, "$defs": definitions});
        Ok(Self(Registry::new().add(ADDRESS, document)?.prepare()?))
    }

    /// The validator of one definition.
    pub(crate) fn validator(&self, definition: &str) -> Result<Validator, Failure> {
        let schema = json!({"$ref": format!("{ADDRESS}#/$defs/{definition}")});
        Ok(jsonschema::options()
            .with_registry(&self.0)
            .offline()
            .should_validate_formats(true)
            .with_format("byte", is_base64)
            .with_format("uuid4", |text: &str| text.len() == 36)
            .build(&schema)?)
    }
}

impl fmt::Debug for Oracle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Oracle").finish_non_exhaustive()
    }
}

/// The validator does not say which `properties` it met if there is `additionalProperties` beside
/// them, so they are named a second time, in a member of `allOf` that allows everything.
fn name_properties(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(name_properties),
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                match (key.as_str(), member) {
                    ("enum" | "const" | "examples", _) => {}
                    (
                        "properties" | "patternProperties" | "dependentSchemas",
                        Value::Object(map),
                    ) => map.values_mut().for_each(name_properties),
                    (_, member) => name_properties(member),
                }
            }
            if !members.contains_key("additionalProperties") {
                return;
            }
            let mut named = Map::new();
            for key in ["properties", "patternProperties"] {
                if let Some(Value::Object(properties)) = members.get(key) {
                    let any = properties
                        .keys()
                        .map(|name| (name.clone(), Value::Bool(true)));
                    named.insert(key.to_owned(), any.collect::<Map<_, _>>().into());
                }
            }
            let all = members.entry("allOf").or_insert_with(|| json!([]));
            if let Value::Array(all) = all {
                all.push(named.into());
            }
        }
        _ => {}
    }
}

/// RFC 4648, padded.
fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() < 3
        && body
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

/// The sample without the members and items that are wrong; an error: it is wrong as a whole, by
/// that keyword.
pub(crate) fn repaired(mut sample: Value, validator: &Validator) -> Result<Value, String> {
    for _ in 0..ROUNDS {
        let Some(error) = validator.iter_errors(&sample).next() else {
            return Ok(sample);
        };
        let (place, keyword) = (error.instance_path().as_str().to_owned(), keyword(&error));
        drop(error);
        if without(&mut sample, &place).is_none() {
            return Err(keyword);
        }
    }
    Err("more than one can take out".to_owned())
}

/// The keyword by which a schema refuses a value.
pub(crate) fn keyword(error: &ValidationError<'_>) -> String {
    let path = error.schema_path().as_str();
    let keyword = path.rsplit('/').next().unwrap_or_default();
    // A schema that is `false` has no keyword.
    let named = keyword.starts_with(|letter: char| letter.is_ascii_lowercase());
    if named { keyword } else { "false" }.to_owned()
}

/// Removes the value at that place.
fn without(sample: &mut Value, place: &str) -> Option<()> {
    let (parent, key) = place.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    match sample.pointer_mut(parent)? {
        Value::Object(members) => {
            members.remove(&key)?;
        }
        Value::Array(items) => {
            let index = key.parse::<usize>().ok();
            let index = index.filter(|index| *index < items.len())?;
            items.remove(index);
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oracle(schema: Value) -> Validator {
        let definitions = Map::from_iter([("d0".to_owned(), schema)]);
        Oracle::new(&definitions).unwrap().validator("d0").unwrap()
    }

    #[test]
    fn what_is_wrong_inside_is_taken_out() {
        let schema = json!({
            "required": ["id"],
            "properties": {"id": {"type": "integer"}, "next": {"$ref": "#/$defs/d0"}},
        });
        let sample = json!({"id": 1, "next": {"id": 2, "next": {}}});
        assert_eq!(
            repaired(sample, &oracle(schema.clone())),
            Ok(json!({"id": 1, "next": {"id": 2}}))
        );
        assert_eq!(
            repaired(json!({"next": {"id": 2}}), &oracle(schema)),
            Err("required".to_owned())
        );
    }

    #[test]
    fn formats_are_checked() {
        let schema = oracle(json!({"type": "string", "format": "byte"}));
        assert!(schema.is_valid(&json!("YWI=")));
        assert!(!schema.is_valid(&json!("Y!I=")));
    }
}
