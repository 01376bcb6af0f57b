//! References: some are kept, some get a new component, and some are inlined.
//!
//! In: `$ref`s to anywhere. Out: `$ref`s to `#/components/…` of the exported document. A schema
//! without a component gets one, since schemas may contain themselves; anything else is inlined.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::{Map, Value, json};

use super::{Export, rules::Convert};
use crate::{
    diagnostics::Code,
    source::{Node, Span, Unresolved},
};

/// The targets of references, by the address of the node: nodes don't move.
#[derive(Default)]
pub(super) struct References<'s> {
    /// The components of the document, other than schemas: group and name.
    shared: HashMap<*const Node, (&'static str, String)>,
    /// The names of schemas.
    schemas: HashMap<*const Node, String>,
    taken: HashSet<String>,
    /// Named schemas that are not written yet.
    queue: VecDeque<(String, &'s Node)>,
}

impl<'s> References<'s> {
    pub(super) fn enrol(&mut self, group: &'static str, name: &str, node: &'s Node) {
        self.shared.insert(node, (group, sanitise(name)));
    }

    pub(super) fn enrol_schema(&mut self, name: &str, node: &'s Node) {
        let name = self.claim(&[name]);
        self.schemas.insert(node, name.clone());
        self.queue.push_back((name, node));
    }

    /// Records that a component is not exported.
    pub(super) fn withdraw(&mut self, node: &'s Node) {
        self.shared.remove(&std::ptr::from_ref(node));
    }

    /// The name of a component in the exported document.
    pub(super) fn name(&self, node: &'s Node) -> Option<&str> {
        self.shared
            .get(&std::ptr::from_ref(node))
            .map(|(_, name)| name.as_str())
    }

    pub(super) fn next_schema(&mut self) -> Option<(String, &'s Node)> {
        self.queue.pop_front()
    }

    /// The first unused name, or the last one with a number.
    fn claim(&mut self, names: &[&str]) -> String {
        let names: Vec<String> = names.iter().map(|name| sanitise(name)).collect();
        if let Some(free) = names.iter().find(|name| !self.taken.contains(*name)) {
            self.taken.insert(free.clone());
            return free.clone();
        }
        let last = names.last().map_or("Schema", String::as_str);
        let mut number = 2_usize;
        loop {
            let name = format!("{last}{number}");
            if self.taken.insert(name.clone()) {
                return name;
            }
            number += 1;
        }
    }
}

/// Replaces characters that 3.0 does not allow in names of components.
fn sanitise(name: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = name
        .chars()
        .map(|c| if allowed(c) { c } else { '_' })
        .collect();
    if name.is_empty() {
        "Schema".to_owned()
    } else {
        name
    }
}

impl<'s> Export<'s> {
    /// The target of a reference, one step on.
    pub(super) fn resolve(&mut self, from: Span, reference: &str) -> Option<&'s Node> {
        let sources = self.sources;
        // The end of the chain decides whether it has one.
        match sources
            .resolve_fully(&from, reference)
            .and_then(|_| sources.resolve(&from, reference))
        {
            Ok(node) => Some(node),
            Err(reason) => {
                self.unresolved(&reason, from);
                None
            }
        }
    }

    fn unresolved(&mut self, reason: &Unresolved, from: Span) {
        reason.report(from, self.diagnostics);
    }

    /// A schema's reference in the exported document.
    pub(super) fn schema_reference(&mut self, reference: &'s Node) -> Option<Value> {
        let Some(text) = reference.as_str() else {
            self.wrong_type(reference, "a string");
            return None;
        };
        let target = self.resolve(reference.span, text)?;
        Some(self.lift(target))
    }

    /// A reference to the component that a schema is or becomes.
    pub(super) fn lift(&mut self, schema: &'s Node) -> Value {
        let known = self
            .references
            .schemas
            .get(&std::ptr::from_ref(schema))
            .cloned();
        let name = known.unwrap_or_else(|| {
            let names = self.names(schema.span);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let name = self.references.claim(&names);
            self.references.schemas.insert(schema, name.clone());
            self.references.queue.push_back((name.clone(), schema));
            name
        });
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    /// Names for a schema, the shortest first: the last step of its pointer, then the whole
    /// pointer, without the steps that say nothing.
    fn names(&self, span: Span) -> Vec<String> {
        let path = self
            .sources
            .get(span.file)
            .map_or("", |file| file.path.as_str());
        let stem = path.rsplit('/').next().unwrap_or_default();
        let stem = stem.split('.').next().unwrap_or_default();
        let pointer = self.sources.pointer(span);
        let steps: Vec<String> = pointer
            .split('/')
            .skip(1)
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .collect();
        let Some(last) = steps.last() else {
            return vec![stem.to_owned()];
        };
        let telling: Vec<&str> = steps
            .iter()
            .map(String::as_str)
            .filter(|step| !is_structural(step))
            .collect();
        let way = telling.join("_");
        let holder = steps.iter().rev().nth(1).map(String::as_str);
        let mut names = Vec::new();
        if matches!(holder, Some("$defs" | "definitions" | "schemas")) || steps.len() == 1 {
            names.push(last.clone());
        }
        if !way.is_empty() {
            names.push(way.clone());
        }
        names.push(format!("{stem}_{way}"));
        names
    }

    /// Exports a reference to a component, or else its target.
    pub(super) fn referable(
        &mut self,
        node: &'s Node,
        group: &str,
        convert: Convert<'s>,
    ) -> Option<Value> {
        let Some(reference) = node.get("$ref") else {
            return convert(self, node);
        };
        let Some(text) = reference.as_str() else {
            self.wrong_type(reference, "a string");
            return None;
        };
        let target = self.resolve(reference.span, text)?;
        let words = ["summary", "description"].map(|name| (name, node.get(name)));
        let words = words
            .into_iter()
            .filter_map(|(name, node)| Some((name, node?.as_str()?)));
        let words: Vec<_> = if self.strict {
            Vec::new()
        } else {
            words.collect()
        };
        if let Some((of, name)) = self.references.shared.get(&std::ptr::from_ref(target))
            && *of == group
            && words.is_empty()
        {
            return Some(json!({ "$ref": format!("#/components/{group}/{name}") }));
        }
        let target = self.end(reference.span, text)?;
        let mut value = convert(self, target)?;
        // In 3.1 a reference may have a `summary` and a `description`.
        if let Value::Object(out) = &mut value {
            out.extend(
                words
                    .into_iter()
                    .filter(|(name, _)| *name == "description")
                    .map(|(name, text)| (name.to_owned(), text.into())),
            );
        }
        Some(value)
    }

    /// The end of a chain of references.
    pub(super) fn end(&mut self, from: Span, reference: &str) -> Option<&'s Node> {
        match self.sources.resolve_fully(&from, reference) {
            Ok(node) => Some(node),
            Err(reason) => {
                self.unresolved(&reason, from);
                None
            }
        }
    }

    /// A discriminator: its mapping refers to schemas, too.
    pub(super) fn discriminator(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = self.object(node, |name| match name {
            "propertyName" => super::rules::Rule::Text,
            "mapping" => super::rules::Rule::Map(Export::mapping),
            "defaultMapping" => super::rules::Rule::Lose,
            _ => super::rules::Rule::Unknown,
        });
        if !out.contains_key("propertyName") {
            self.reject(
                node.span,
                "discriminator without `propertyName`",
                "add `propertyName`",
            );
            return None;
        }
        if out
            .get("mapping")
            .and_then(Value::as_object)
            .is_some_and(Map::is_empty)
        {
            out.remove("mapping");
        }
        Some(out.into())
    }

    fn mapping(&mut self, node: &'s Node) -> Option<Value> {
        let text = self.text(node)?;
        let Some(reference) = node.as_str().filter(|text| text.contains(['/', '#'])) else {
            // The name of a component, or of a file.
            return Some(text);
        };
        match self.sources.resolve(&node.span, reference) {
            Ok(target) => self.lift(target).get("$ref").cloned(),
            Err(reason) => {
                reason.report_as(Code::ExportLoss, node.span, self.diagnostics);
                None
            }
        }
    }
}

/// Whether a step of a pointer says nothing about the schema.
fn is_structural(step: &str) -> bool {
    matches!(
        step,
        "components"
            | "schemas"
            | "$defs"
            | "definitions"
            | "properties"
            | "paths"
            | "schema"
            | "content"
            | "application/json"
            | "requestBody"
            | "responses"
            | "parameters"
            | "allOf"
            | "anyOf"
            | "oneOf"
    )
}
