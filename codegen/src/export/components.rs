//! `components`: those of the document, and schemas that were named during the export.

use serde_json::{Map, Value};

use super::{Export, rules::Convert};
use crate::source::{Node, Object};

/// The groups of components other than schemas; referenced groups are first.
const GROUPS: [&str; 8] = [
    "examples",
    "headers",
    "links",
    "parameters",
    "requestBodies",
    "responses",
    "securitySchemes",
    "callbacks",
];

impl<'s> Export<'s> {
    /// Registers the names of the document, so that references to them remain.
    pub(super) fn enrol(&mut self, components: Option<&'s Node>) {
        let Some(components) = components else { return };
        for (name, node) in members(components, "schemas") {
            self.references.enrol_schema(name, node);
            self.titles.reserve(name);
        }
        for group in GROUPS {
            for (name, node) in members(components, group) {
                self.references.enrol(group, name, node);
            }
        }
    }

    /// Exports every group except the schemas.
    pub(super) fn components(&mut self, components: Option<&'s Node>) -> Map<String, Value> {
        let mut out = Map::new();
        let Some(components) = components else {
            return out;
        };
        for (name, member) in components
            .as_object()
            .into_iter()
            .flat_map(crate::source::Object::members)
        {
            let node = &member.node;
            match name {
                "pathItems" => {
                    self.omit(
                        member.key,
                        name,
                        "it is repeated wherever it is referred to",
                    );
                }
                // They are inlined where they are referenced.
                "mediaTypes" | "schemas" => {}
                _ if GROUPS.contains(&name) => {}
                _ if name.starts_with("x-") => drop(out.insert(name.to_owned(), node.to_json())),
                _ => self.reject(
                    member.key,
                    format!("unknown group of components `{name}`"),
                    "correct its name, or remove it",
                ),
            }
        }
        for group in GROUPS {
            let convert: Convert<'s> = match group {
                "examples" => Export::example,
                "headers" => Export::header,
                "links" => Export::link,
                "parameters" => Export::parameter,
                "requestBodies" => Export::request_body,
                "responses" => Export::response,
                "securitySchemes" => Export::security_scheme_or_reference,
                _ => Export::callback,
            };
            let mut written = Map::new();
            for (name, node) in members(components, group) {
                if let Some(value) = convert(self, node) {
                    let name = self.references.name(node).unwrap_or(name).to_owned();
                    written.insert(name, value);
                    continue;
                }
                self.references.withdraw(node);
                if group == "securitySchemes" {
                    self.security.left_out.insert(name.to_owned());
                }
            }
            if !written.is_empty() {
                out.insert(group.to_owned(), written.into());
            }
        }
        out
    }

    /// Exports all named schemas, those of the document first. Exporting one may name others.
    pub(super) fn schemas(&mut self) -> Map<String, Value> {
        let mut out = Map::new();
        while let Some((name, node)) = self.references.next_schema() {
            self.named = true;
            let schema = self.schema(node);
            self.named = false;
            out.insert(name, schema);
        }
        out
    }

    fn security_scheme_or_reference(&mut self, node: &'s Node) -> Option<Value> {
        self.referable(node, "securitySchemes", Export::security_scheme)
    }
}

fn members<'s>(components: &'s Node, group: &str) -> impl Iterator<Item = (&'s str, &'s Node)> {
    let object = components.get(group).and_then(Node::as_object);
    object.into_iter().flat_map(Object::iter)
}
