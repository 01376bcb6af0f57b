//! The schemas of a document as self-contained JSON Schema 2020-12: the oracle of this test.
//!
//! In: the loaded document. Out: definitions without `OpenAPI`'s own keywords, once as requests and
//! once as responses see them. Must not know what the generator makes of a schema.

mod unions;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, VecDeque};

use serde_json::{Map, Value, json};
use specwright::source::{Node, Object, Sources};

use crate::keywords;

/// The direction of a payload, which lacks properties of the other direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Way {
    Request,
    Response,
}

/// The definitions so far.
pub(crate) struct Bundle<'a> {
    sources: &'a Sources,
    old: bool,
    names: HashMap<(usize, Way), String>,
    queue: VecDeque<(String, &'a Node, Way)>,
    definitions: Map<String, Value>,
    /// By definition: what it refers to, and whether a property of the other way was left out.
    links: BTreeMap<String, (Vec<String>, bool)>,
    patterns: keywords::Patterns,
}

/// What is met while one definition is written.
struct Writing {
    way: Way,
    refers: Vec<String>,
    projected: bool,
}

impl<'a> Bundle<'a> {
    pub(crate) fn new(sources: &'a Sources) -> Self {
        let version = sources.root().get("openapi").and_then(Node::as_str);
        Self {
            sources,
            old: version.is_some_and(|version| version.starts_with("3.0")),
            names: HashMap::new(),
            queue: VecDeque::new(),
            definitions: Map::new(),
            links: BTreeMap::new(),
            patterns: keywords::Patterns::default(),
        }
    }

    /// The name of the schema's definition. It and what it refers to are written if they aren't
    /// yet.
    pub(crate) fn define(&mut self, node: &'a Node, way: Way) -> String {
        let name = self.name(node, way);
        while let Some((name, node, way)) = self.queue.pop_front() {
            let mut writing = Writing {
                way,
                refers: Vec::new(),
                projected: false,
            };
            let schema = self.schema(node, &mut writing);
            self.definitions.insert(name.clone(), schema);
            self.links.insert(name, (writing.refers, writing.projected));
        }
        name
    }

    pub(crate) fn definitions(&self) -> &Map<String, Value> {
        &self.definitions
    }

    /// Whether the schema is defined already, as this way sees it.
    pub(crate) fn has(&self, node: &Node, way: Way) -> bool {
        self.names.contains_key(&(address(node), way))
    }

    /// Whether a request and a response of the definition's schema differ.
    pub(crate) fn is_projected(&self, name: &str) -> bool {
        let mut open = vec![name];
        let mut seen: std::collections::HashSet<&str> = open.iter().copied().collect();
        while let Some((refers, projected)) = open.pop().and_then(|name| self.links.get(name)) {
            if *projected {
                return true;
            }
            open.extend(
                refers
                    .iter()
                    .map(String::as_str)
                    .filter(|name| seen.insert(name)),
            );
        }
        false
    }

    fn name(&mut self, node: &'a Node, way: Way) -> String {
        let next = self.names.len();
        match self.names.entry((address(node), way)) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(free) => {
                let name = format!("d{next}");
                self.queue.push_back((name.clone(), node, way));
                free.insert(name).clone()
            }
        }
    }

    fn schema(&mut self, node: &'a Node, writing: &mut Writing) -> Value {
        let Some(object) = node.as_object() else {
            return Value::Bool(node.as_bool().unwrap_or(true));
        };
        let mut made = Map::new();
        if let Some(reference) = reference(node) {
            match self.target(reference) {
                Some(target) => {
                    let name = self.name(target, writing.way);
                    made.insert("$ref".to_owned(), format!("#/$defs/{name}").into());
                    writing.refers.push(name);
                }
                // What leads nowhere says nothing.
                None => return Value::Bool(true),
            }
            if self.old {
                return Value::Object(made);
            }
        }
        let mut hidden = Vec::new();
        for (key, value) in object.iter() {
            match key {
                "not"
                | "items"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "propertyNames"
                | "contains"
                | "if"
                | "then"
                | "else"
                | "unevaluatedItems" => {
                    match value.as_array() {
                        Some(items) => {
                            made.insert("prefixItems".to_owned(), self.list(items, writing))
                        }
                        None => made.insert(key.to_owned(), self.schema(value, writing)),
                    };
                }
                "oneOf" | "anyOf" => {
                    let list = self.members(node, value, writing);
                    made.extend(list.map(|list| (key.to_owned(), list)));
                }
                "allOf" => {
                    let items = value.as_array().unwrap_or_default();
                    let items: Vec<Value> = items
                        .iter()
                        .map(|item| match self.listing(item, node) {
                            Some(base) => self.inherited(base, node, writing),
                            None => self.schema(item, writing),
                        })
                        .collect();
                    if !items.is_empty() {
                        made.insert(key.to_owned(), Value::Array(items));
                    }
                }
                "prefixItems" => {
                    if let Some(items) = value.as_array().filter(|items| !items.is_empty()) {
                        made.insert(key.to_owned(), self.list(items, writing));
                    }
                }
                "properties" | "patternProperties" | "dependentSchemas" => {
                    let mut map = Map::new();
                    // Who keeps properties in a file of their own refers to them as a whole.
                    let referred = reference(value).and_then(|reference| self.target(reference));
                    let value = referred.unwrap_or(value);
                    for (name, property) in value.as_object().into_iter().flat_map(Object::iter) {
                        if key == "patternProperties" && !self.patterns.holds(name) {
                            continue;
                        }
                        if key == "properties" && self.is_hidden(property, writing.way, 0) {
                            hidden.push(name);
                        } else {
                            map.insert(name.to_owned(), self.schema(property, writing));
                        }
                    }
                    made.insert(key.to_owned(), Value::Object(map));
                }
                _ => {}
            }
        }
        writing.projected |= !hidden.is_empty();
        keywords::assertions(node, &hidden, self.old, &mut self.patterns, &mut made);
        self.nullable(node, made)
    }

    /// 3.0's `nullable` beside a `type` adds `null` to it; beside anything else it is read
    /// likewise.
    fn nullable(&self, node: &Node, mut made: Map<String, Value>) -> Value {
        let nullable = node.get("nullable").and_then(Node::as_bool);
        if !self.old || nullable != Some(true) || made.is_empty() {
            return Value::Object(made);
        }
        match made.get_mut("type") {
            Some(types @ Value::String(_)) => *types = json!([types, "null"]),
            Some(Value::Array(types)) => types.push("null".into()),
            _ => return json!({"anyOf": [made, {"type": "null"}]}),
        }
        Value::Object(made)
    }

    fn list(&mut self, items: &'a [Node], writing: &mut Writing) -> Value {
        let items = items.iter().map(|item| self.schema(item, writing));
        items.collect()
    }

    /// What a reference means; none, if it leads nowhere.
    fn target(&self, reference: &Node) -> Option<&'a Node> {
        self.sources
            .resolve(&reference.span, reference.as_str()?)
            .ok()
    }

    /// Whether `readOnly` or `writeOnly`, of a property or of a schema that it consists of, keeps
    /// it out of values that are sent this way.
    fn is_hidden(&self, node: &'a Node, way: Way, depth: usize) -> bool {
        let key = match way {
            Way::Request => "readOnly",
            Way::Response => "writeOnly",
        };
        let reference = reference(node);
        let beside = !(self.old && reference.is_some());
        let referred = reference.and_then(|reference| self.target(reference));
        if depth > 20 {
            return false;
        }
        let own = beside && node.get(key).and_then(Node::as_bool) == Some(true);
        let parts = node
            .get("allOf")
            .filter(|_| beside)
            .and_then(Node::as_array)
            .unwrap_or_default();
        own || referred
            .into_iter()
            .chain(parts)
            .any(|part| self.is_hidden(part, way, depth + 1))
    }
}

/// The keyword by which a schema refers to another.
fn reference(node: &Node) -> Option<&Node> {
    ["$ref", "$dynamicRef", "$recursiveRef"]
        .iter()
        .find_map(|key| node.get(key))
        .filter(|reference| reference.as_str().is_some())
}

fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

#[cfg(test)]
mod tests {
    use specwright::diagnostics::Diagnostics;
    use specwright::source::Memory;

    use super::*;

    /// The definitions that a schema of a 3.0 document becomes, of which it is the first.
    fn bundled(schema: &str, way: Way) -> (Map<String, Value>, bool) {
        let text = format!(
            "openapi: 3.0.3\ncomponents: {{schemas: {{A: {schema}, \
             B: {{type: object, required: [id, kind], properties: {{id: {{type: string, readOnly: true}}, kind: {{type: string}}}}}}}}}}\n"
        );
        let reader = Memory::new([("a.yaml", text.as_str())]);
        let sources = Sources::load(&reader, "a.yaml", &[], &mut Diagnostics::new()).unwrap();
        let mut bundle = Bundle::new(&sources);
        let name = bundle.define(sources.at("#/components/schemas/A").unwrap(), way);
        assert_eq!(name, "d0");
        (bundle.definitions().clone(), bundle.is_projected(&name))
    }

    #[test]
    fn the_old_words_are_read_up() {
        let schema = "{type: integer, nullable: true, minimum: 1, exclusiveMinimum: true, example: 2, xml: {}}";
        let (found, projected) = bundled(schema, Way::Request);
        assert_eq!(
            found["d0"],
            json!({"type": ["integer", "null"], "exclusiveMinimum": 1, "examples": [2]})
        );
        assert!(!projected);
    }

    #[test]
    fn what_goes_the_other_way_is_left_out() {
        let schema = "{type: array, items: {$ref: '#/components/schemas/B'}}";
        let (found, projected) = bundled(schema, Way::Request);
        assert_eq!(
            found["d0"],
            json!({"type": "array", "items": {"$ref": "#/$defs/d1"}})
        );
        assert_eq!(
            found["d1"],
            json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}})
        );
        assert!(projected);
        let (found, projected) = bundled(schema, Way::Response);
        assert_eq!(found["d1"]["required"], json!(["id", "kind"]));
        assert!(!projected);
    }

    #[test]
    fn properties_may_stand_elsewhere() {
        let schema = "{type: object, properties: {$ref: '#/components/schemas/B/properties'}}";
        let (found, _) = bundled(schema, Way::Response);
        let names: Vec<_> = found["d0"]["properties"]
            .as_object()
            .unwrap()
            .keys()
            .collect();
        assert_eq!(names, ["id", "kind"]);
    }

    #[test]
    fn a_mapping_says_which_tags_a_member_has() {
        let schema = "{oneOf: [{$ref: '#/components/schemas/B'}], \
                      discriminator: {propertyName: kind, mapping: {b: B, c: '#/components/schemas/B'}}}";
        let (found, _) = bundled(schema, Way::Response);
        assert_eq!(
            found["d0"]["oneOf"][0]["allOf"][1]["properties"]["kind"],
            json!({"enum": ["b", "c"]})
        );
    }

    #[test]
    fn a_base_does_not_lead_back_to_the_schema_that_it_lists() {
        let schema = "{allOf: [{$ref: '#/components/schemas/C'}]}, C: {type: object, properties: {kind: {type: string}}, \
                      oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], \
                      discriminator: {propertyName: kind, mapping: {a: A, b: B}}}";
        let (found, _) = bundled(schema, Way::Response);
        let [base, tag] = [0, 1].map(|part| &found["d0"]["allOf"][0]["allOf"][part]);
        assert_eq!(
            *base,
            json!({"type": "object", "properties": {"kind": {"type": "string"}}})
        );
        assert_eq!(tag["properties"], json!({"kind": {"enum": ["a"]}}));
    }
}
