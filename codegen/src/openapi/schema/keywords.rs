//! Reads the keywords of a schema of any version into [`Schema`] (JSON Schema 2020-12; `OpenAPI`
//! 3.0.4, section 4.7.24).

use super::types::Types;
use super::{constraints, vocabulary};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::Constraint;
use crate::openapi::context::Text;
use crate::openapi::fields::{array_of, flag_of, members, object_of, text_of, wrong_type};
use crate::openapi::schema::{CONDITIONAL, Discriminator, Schema};
use crate::openapi::version::Version;
use crate::source::{Node, Value};

impl<'a> Schema<'a> {
    /// Reads the keywords of one schema. Invalid ones are reported and ignored.
    pub fn read(node: &'a Node, version: Version, diagnostics: &mut Diagnostics) -> Self {
        let mut schema = Self::empty(node);
        match &node.value {
            Value::Object(object) => {
                let mut reading = Keywords {
                    version,
                    diagnostics,
                    nullable: false,
                    reference_only: version == Version::V3_0 && object.get("$ref").is_some(),
                };
                // A parameter of Swagger 2.0 also has the keywords of a schema.
                let checked = object
                    .get("in")
                    .is_none_or(|place| place.as_str().is_none());
                for (name, member) in object.members() {
                    reading.keyword(&mut schema, name, &member.node);
                    if checked && !reading.reference_only {
                        vocabulary::check(name, member.key, version, reading.diagnostics);
                    }
                }
                if reading.nullable && schema.types.is_empty() {
                    schema.nullable = true;
                } else if reading.nullable {
                    schema.types = schema.types.with(Types::NULL);
                }
            }
            Value::Bool(value) => schema.boolean = Some(*value),
            _ => wrong_type(node, "schema", "an object or a boolean", diagnostics),
        }
        schema
    }
}

struct Keywords<'d> {
    version: Version,
    diagnostics: &'d mut Diagnostics,
    nullable: bool,
    /// In 3.0 the siblings of a `$ref` are ignored.
    reference_only: bool,
}

impl<'a> Keywords<'_> {
    fn keyword(&mut self, schema: &mut Schema<'a>, name: &'a str, node: &'a Node) {
        if self.reference_only && self.ignored(name, node) {
            return;
        }
        match name {
            "$ref" | "$dynamicRef" | "$recursiveRef" => {
                schema.reference = self.text(node, name).or(schema.reference);
            }
            "type" => {
                schema.types = self.types(node);
                if Types::is_file(node) {
                    schema.format = schema.format.or(Some("binary"));
                }
            }
            "nullable" => self.nullable = self.flag(node, name),
            "format" => schema.format = self.string(node, name),
            "title" => schema.title = self.prose(node, name),
            "description" => schema.description = self.prose(node, name),
            "enum" => schema.enumeration = self.enumeration(node),
            "const" => schema.constant = Some(node),
            "default" => schema.default = Some(node),
            "example" => schema.examples.push(node),
            "examples" => self.examples(schema, node),
            "properties" => self.properties(schema, node),
            "required" => schema.required = self.required(node),
            "additionalProperties" => schema.additional_properties = self.schema(node, name),
            "unevaluatedProperties" => schema.unevaluated_properties = self.schema(node, name),
            "patternProperties" => schema.pattern_properties = self.members(node, name),
            "propertyNames" => schema.property_names = self.schema(node, name),
            "items" => self.items(schema, node),
            "prefixItems" => schema.prefix_items = self.list(node, name),
            "allOf" => schema.all_of = self.list(node, name),
            "oneOf" => schema.one_of = self.list(node, name),
            "anyOf" => schema.any_of = self.list(node, name),
            "not" => schema.not = self.schema(node, name),
            "contains" => schema.contains = self.schema(node, name),
            "dependentRequired" => schema.dependent_required = Some(node),
            "if" => schema.condition = self.schema(node, name),
            "then" | "else" => schema.branches.extend(self.schema(node, name)),
            "dependentSchemas" | "dependencies" | CONDITIONAL => {
                schema.dependent = self.dependent(node, name);
            }
            "discriminator" => schema.discriminator = self.discriminator(node),
            "readOnly" => schema.read_only = self.flag(node, name),
            "writeOnly" => schema.write_only = self.flag(node, name),
            "deprecated" => schema.deprecated = self.flag(node, name),
            "contentEncoding" => schema.content_encoding = self.string(node, name),
            "contentMediaType" => schema.content_media_type = self.string(node, name),
            "contentSchema" => schema.content_schema = self.schema(node, name),
            "xml" => self.xml(node),
            _ => {
                let stated = (name, node);
                let read = constraints::read(stated, schema.node, self.version, self.diagnostics);
                if let Some(constraint) = read {
                    Constraint::add(&mut schema.constraints, constraint);
                }
            }
        }
    }

    /// Whether a `$ref` makes a sibling keyword ineffective. Annotations are kept, and so are
    /// keywords that many documents put there for the property.
    fn ignored(&mut self, name: &str, node: &Node) -> bool {
        match name {
            "$ref" | "title" | "description" | "summary" | "nullable" | "deprecated"
            | "readOnly" | "writeOnly" => false,
            "properties"
            | "required"
            | "enum"
            | "not"
            | "allOf"
            | "oneOf"
            | "anyOf"
            | "items"
            | "additionalProperties" => {
                let message = format!("`{name}` beside a `$ref` is ignored");
                self.diagnostics
                    .report(Code::IgnoredSibling, node.span, message)
                    .help("put the reference into an `allOf`, or use OpenAPI 3.1");
                true
            }
            _ => true,
        }
    }

    fn text(&mut self, node: &'a Node, name: &str) -> Option<Text<'a>> {
        text_of(node, name, self.diagnostics)
    }

    fn string(&mut self, node: &'a Node, name: &str) -> Option<&'a str> {
        self.text(node, name).map(|text| text.text)
    }

    /// A string that only describes. Some documents have a `$ref` to a file there, which is
    /// ignored.
    fn prose(&mut self, node: &'a Node, name: &str) -> Option<&'a str> {
        if node.get("$ref").is_some() {
            self.lenient(node, format!("`{name}` must be a string, not a reference"));
            return None;
        }
        self.string(node, name)
    }

    fn flag(&mut self, node: &'a Node, name: &str) -> bool {
        flag_of(node, name, self.diagnostics).unwrap_or_default()
    }

    fn list(&mut self, node: &'a Node, name: &str) -> &'a [Node] {
        array_of(node, name, self.diagnostics)
    }

    fn members(&mut self, node: &'a Node, name: &str) -> Vec<(Text<'a>, &'a Node)> {
        object_of(node, name, self.diagnostics)
            .map(members)
            .unwrap_or_default()
    }

    /// In `dependencies`, the name in older drafts, an array lists the required properties.
    fn dependent(&mut self, node: &'a Node, name: &str) -> Vec<&'a Node> {
        let schemas = self.members(node, name).into_iter().map(|(_, node)| node);
        schemas.filter(|node| node.as_array().is_none()).collect()
    }

    fn properties(&mut self, schema: &mut Schema<'a>, node: &'a Node) {
        schema.properties = self.members(node, "properties");
        // A property named `$ref` would be a schema and not a string.
        let reference = node.get("$ref").filter(|node| node.as_str().is_some());
        if let Some(reference) = reference {
            schema.properties_reference = self.text(reference, "$ref");
            schema.properties.retain(|(name, _)| name.text != "$ref");
            self.lenient(
                reference,
                "`properties` must be a map of schemas, not a reference",
            );
        }
    }

    fn schema(&mut self, node: &'a Node, name: &str) -> Option<&'a Node> {
        match node.value {
            Value::Object(_) | Value::Bool(_) => Some(node),
            Value::Null => None,
            _ => {
                wrong_type(node, name, "a schema", self.diagnostics);
                None
            }
        }
    }

    fn lenient(&mut self, node: &Node, message: impl Into<String>) {
        self.diagnostics.report(Code::Lenient, node.span, message);
    }

    fn types(&mut self, node: &'a Node) -> Types {
        match &node.value {
            Value::String(name) => Types::read(node, name, self.diagnostics),
            Value::Array(items) => {
                let mut types = Types::default();
                let mut all_known = true;
                for item in items {
                    let next = match &item.value {
                        Value::String(name) => Types::read(item, name, self.diagnostics),
                        // `null` without quotes is not a string in YAML.
                        Value::Null => {
                            self.lenient(item, "`null` must be in quotes here");
                            Types::NULL
                        }
                        _ => {
                            wrong_type(item, "type", "a string", self.diagnostics);
                            Types::default()
                        }
                    };
                    all_known &= !next.is_empty();
                    types = types.with(next);
                }
                if all_known { types } else { Types::default() }
            }
            Value::Null => {
                self.lenient(
                    node,
                    "`type` is empty; if `null` is meant, put it in quotes",
                );
                Types::default()
            }
            _ => {
                wrong_type(
                    node,
                    "type",
                    "a string or an array of strings",
                    self.diagnostics,
                );
                Types::default()
            }
        }
    }

    fn enumeration(&mut self, node: &'a Node) -> Option<&'a [Node]> {
        match &node.value {
            Value::Array(items) => Some(items),
            Value::Null => None,
            _ => {
                wrong_type(node, "enum", "an array", self.diagnostics);
                None
            }
        }
    }

    /// A list in JSON Schema. A map of examples, as elsewhere in the standard, is a common mistake.
    fn examples(&mut self, schema: &mut Schema<'a>, node: &'a Node) {
        match &node.value {
            Value::Array(items) => schema.examples.extend(items),
            Value::Object(object) => {
                self.lenient(
                    node,
                    "`examples` of a schema must be an array, not an object",
                );
                let value = |(_, node): (&str, &'a Node)| node.get("value");
                schema.examples.extend(object.iter().filter_map(value));
            }
            Value::Null => {}
            _ => {
                let kind = node.kind();
                self.lenient(node, format!("`examples` must be an array, not {kind}"));
                schema.examples.push(node);
            }
        }
    }

    fn required(&mut self, node: &'a Node) -> Vec<&'a str> {
        match &node.value {
            Value::Bool(_) => {
                let message = "`required` of a schema must be an array of names, not a boolean";
                self.diagnostics
                    .report(Code::Lenient, node.span, message)
                    .help("list the property in the `required` of the object around it");
                Vec::new()
            }
            _ => self
                .list(node, "required")
                .iter()
                .filter_map(|item| self.string(item, "required"))
                .collect(),
        }
    }

    fn items(&mut self, schema: &mut Schema<'a>, node: &'a Node) {
        match &node.value {
            Value::Array(items) => {
                let message = "`items` must be a schema, not an array";
                self.diagnostics
                    .report(Code::OutOfPlace, node.span, message)
                    .help("write `prefixItems`, which is what lists of schemas are called in 3.1");
                schema.prefix_items = items;
            }
            _ => schema.items = self.schema(node, "items"),
        }
    }

    fn discriminator(&mut self, node: &'a Node) -> Option<Discriminator<'a>> {
        // In Swagger 2.0 it is only the name.
        if let Value::String(text) = &node.value {
            self.lenient(node, "`discriminator` must be an object, not a string");
            let property = Text::new(text, node.span);
            return Some(Discriminator {
                property,
                mapping: Vec::new(),
                default_mapping: None,
            });
        }
        object_of(node, "discriminator", self.diagnostics)?;
        let Some(name) = node.get("propertyName") else {
            let message = "a discriminator has no `propertyName`";
            self.diagnostics
                .report(Code::MissingField, node.span, message)
                .help("add `propertyName`, which the standard requires");
            return None;
        };
        let property = self.text(name, "propertyName")?;
        let mapping = node
            .get("mapping")
            .and_then(|mapping| object_of(mapping, "mapping", self.diagnostics))
            .map(members)
            .unwrap_or_default();
        let mapping = mapping
            .into_iter()
            .filter_map(|(tag, node)| Some((tag, self.text(node, "mapping")?)))
            .collect();
        let default_mapping = node
            .get("defaultMapping")
            .and_then(|node| self.text(node, "defaultMapping"));
        Some(Discriminator {
            property,
            mapping,
            default_mapping,
        })
    }

    /// In 3.2, `nodeType` replaces two older fields.
    fn xml(&mut self, node: &Node) {
        let Some(kind) = node
            .get("nodeType")
            .filter(|_| self.version >= Version::V3_2)
        else {
            return;
        };
        for old in ["attribute", "wrapped"] {
            if let Some(other) = node.get(old) {
                let message = format!("`{old}` and `nodeType` exclude each other");
                self.diagnostics
                    .report(Code::ExclusiveFields, other.span, message)
                    .label(kind.span, "`nodeType` is here");
            }
        }
    }
}
