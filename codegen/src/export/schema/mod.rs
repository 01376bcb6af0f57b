//! Converts schemas of JSON Schema 2020-12 to 3.0.
//!
//! In: a schema of any version. Out: a JSON object with only 3.0's keywords, each of its type in
//! 3.0. Most keywords are copied by the table below; then those that 3.0 lacks are replaced:
//! [`bounds`](self::bounds), [`combine`](self::combine), [`types`](self::types).

mod bounds;
mod combine;
mod conditional;
pub(crate) mod title;
mod types;

use serde_json::{Map, Value, json};

use super::{
    Export,
    rules::{Rule, is_annotation},
};
use crate::source::{Node, Value as Source};

/// How deep schemas may be nested. Deeper ones become components, so that readers of the exported
/// document don't overflow their stacks.
pub(super) const MAX_INLINE: usize = 24;

impl<'s> Export<'s> {
    /// A schema, as the [`Convert`](super::rules::Convert) of a field.
    pub(super) fn sub_schema(&mut self, node: &'s Node) -> Option<Value> {
        Some(self.schema(node))
    }

    /// A schema.
    pub(super) fn schema(&mut self, node: &'s Node) -> Value {
        match node.value {
            Source::Bool(true) | Source::Null => return json!({}),
            Source::Bool(false) => return json!({"not": {}}),
            Source::Object(_) => {}
            _ => {
                self.wrong_type(node, "a schema");
                return json!({});
            }
        }
        if self.depth == MAX_INLINE {
            return self.lift(node);
        }
        let around = self.depth;
        self.depth += 1;
        let schema = self.object_schema(node);
        self.depth = around;
        schema.into()
    }

    fn object_schema(&mut self, node: &'s Node) -> Map<String, Value> {
        let named = std::mem::take(&mut self.named);
        let mut schema = self.resolved_schema(node);
        if !named && !self.strict {
            self.titles.settle(&mut schema);
        }
        schema
    }

    fn resolved_schema(&mut self, node: &'s Node) -> Map<String, Value> {
        let reference = ["$ref", "$dynamicRef", "$recursiveRef"]
            .iter()
            .find_map(|name| node.get(name));
        let Some(reference) = reference else {
            return self.keywords(node);
        };
        let target = self.schema_reference(reference);
        if self.strict {
            return match target {
                Some(Value::Object(target)) => target,
                _ => Map::new(),
            };
        }
        let mut beside = self.keywords(node);
        let Some(target) = target else { return beside };
        if beside.is_empty() {
            return match target {
                Value::Object(target) => target,
                _ => Map::new(),
            };
        }
        if beside.keys().all(|name| is_annotation(name)) {
            beside.insert("allOf".to_owned(), json!([target]));
            return beside;
        }
        // Both apply; annotations stay outside, where readers expect them.
        let (annotations, assertions): (Map<_, _>, Map<_, _>) = beside
            .into_iter()
            .partition(|(name, _)| is_annotation(name));
        let mut out = annotations;
        out.insert("allOf".to_owned(), json!([target, assertions]));
        out
    }

    fn keywords(&mut self, node: &'s Node) -> Map<String, Value> {
        let mut out = self.object(node, keyword);
        bounds::exclusive(&mut out);
        constant(node, &mut out);
        self.examples(node, &mut out);
        self.content_keywords(node, &mut out);
        self.tuple(node, &mut out);
        self.conditional(node, &mut out);
        self.open_properties(node, &mut out);
        combine::without_null(&mut out);
        self.types(node, &mut out);
        out
    }

    fn examples(&mut self, node: &'s Node, out: &mut Map<String, Value>) {
        let Some(examples) = node.get("examples") else {
            return;
        };
        let first = match &examples.value {
            Source::Array(items) => items.first(),
            // Not in the standard, but common: examples by name.
            Source::Object(object) => object
                .iter()
                .next()
                .map(|(_, example)| example.get("value").unwrap_or(example)),
            _ => Some(examples),
        };
        let count = examples.as_array().map_or(1, <[Node]>::len);
        if count > 1 {
            let message = format!("OpenAPI 3.0 has one example a schema, here are {count}");
            self.loss(examples.span, message, "the first one is exported");
        }
        if let Some(first) = first {
            out.entry("example").or_insert_with(|| first.to_json());
        }
    }

    /// `contentEncoding` and `contentMediaType` were formats in 3.0.
    fn content_keywords(&mut self, node: &'s Node, out: &mut Map<String, Value>) {
        let encoding = node.get("contentEncoding");
        let media_type = node.get("contentMediaType");
        let format = match (
            encoding.and_then(Node::as_str),
            media_type.and_then(Node::as_str),
        ) {
            (Some("base64"), _) => Some("byte"),
            (None, Some("application/octet-stream")) => Some("binary"),
            _ => None,
        };
        match format {
            Some(format) if !out.contains_key("format") => {
                out.insert("format".to_owned(), format.into());
            }
            Some(_) => {}
            None => {
                for lost in [encoding, media_type].into_iter().flatten() {
                    let message = format!(
                        "OpenAPI 3.0 can't say that the string holds `{}`",
                        text(lost)
                    );
                    self.loss(lost.span, message, "the exported schema has a plain string");
                }
            }
        }
    }

    /// Tuples become lists whose items match any of the schemas.
    fn tuple(&mut self, node: &'s Node, out: &mut Map<String, Value>) {
        let Some(Value::Array(mut schemas)) = out.remove("prefixItems") else {
            return;
        };
        let place = node
            .get("prefixItems")
            .or_else(|| node.get("items"))
            .map_or(node.span, |node| node.span);
        self.loss(
            place,
            "OpenAPI 3.0 has no tuples",
            "the exported array has items of any of these schemas",
        );
        match out.remove("items") {
            Some(rest) if rest == json!({"not": {}}) => {
                out.entry("maxItems")
                    .or_insert_with(|| schemas.len().into());
            }
            Some(rest) => schemas.push(rest),
            None => {}
        }
        out.insert("items".to_owned(), bounds::any_of(schemas));
    }

    /// `items`, which was a list of schemas in older drafts.
    fn items(&mut self, node: &'s Node) -> Option<Value> {
        match node.value {
            Source::Array(_) => {
                let schemas = self.list(node, Export::sub_schema)?;
                let help = "the exported array has items of any of these schemas";
                self.loss(node.span, "OpenAPI 3.0 has no tuples", help);
                Some(bounds::any_of(
                    schemas.as_array().cloned().unwrap_or_default(),
                ))
            }
            _ => self.sub_schema(node),
        }
    }

    /// A schema or a boolean; 3.0 allows both here.
    fn additional_properties(&mut self, node: &'s Node) -> Option<Value> {
        match node.value {
            Source::Bool(value) => Some(value.into()),
            _ => self.sub_schema(node),
        }
    }

    /// `patternProperties` and `unevaluatedProperties` become `additionalProperties`, which is
    /// wider.
    fn open_properties(&mut self, node: &'s Node, out: &mut Map<String, Value>) {
        if let Some(Value::Object(patterns)) = out.remove("patternProperties")
            && let Some(place) = node.get("patternProperties")
        {
            let help = "the exported schema takes their values under any name";
            self.loss(
                place.span,
                "OpenAPI 3.0 has no patterns for property names",
                help,
            );
            let mut schemas: Vec<Value> = patterns.into_iter().map(|(_, schema)| schema).collect();
            match out.remove("additionalProperties") {
                Some(Value::Bool(false)) => {}
                Some(Value::Bool(true)) | None => schemas.push(json!({})),
                Some(schema) => schemas.push(schema),
            }
            out.insert("additionalProperties".to_owned(), bounds::any_of(schemas));
        }
        if let Some(unevaluated) = out.remove("unevaluatedProperties") {
            let composed = ["allOf", "anyOf", "oneOf"]
                .iter()
                .any(|name| out.contains_key(*name));
            if !composed {
                out.entry("additionalProperties").or_insert(unevaluated);
            } else if unevaluated != json!(true)
                && let Some(place) = node.get("unevaluatedProperties")
            {
                let help = "the exported schema takes properties of any name";
                self.loss(
                    place.span,
                    "OpenAPI 3.0 has no `unevaluatedProperties`",
                    help,
                );
            }
        }
    }
}

/// `const` is an `enum` of one value.
fn constant(node: &Node, out: &mut Map<String, Value>) {
    if let Some(constant) = node.get("const") {
        out.insert("enum".to_owned(), json!([constant.to_json()]));
    }
}

fn text(node: &Node) -> String {
    node.as_str()
        .map_or_else(|| node.to_json().to_string(), str::to_owned)
}

fn keyword<'s>(name: &str) -> Rule<'s> {
    match name {
        "title" | "description" | "format" | "pattern" => Rule::Text,
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" => Rule::Flag,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            Rule::Count
        }
        "minimum" | "maximum" | "multipleOf" => Rule::Number,
        "default" | "example" | "exclusiveMinimum" | "exclusiveMaximum" => Rule::Json,
        "enum" => Rule::Values,
        "required" => Rule::Texts,
        "externalDocs" => Rule::Part(Export::external_docs),
        "discriminator" => Rule::Part(Export::discriminator),
        "properties" | "patternProperties" => Rule::Map(Export::sub_schema),
        "additionalProperties" | "unevaluatedProperties" => {
            Rule::Part(Export::additional_properties)
        }
        "items" => Rule::Part(Export::items),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Rule::List(Export::sub_schema),
        "not" => Rule::Part(Export::sub_schema),
        "xml" => Rule::Omit("the types that the document is written through have no place for it"),
        "if" | "then" | "else" | "contains" | "minContains" | "maxContains" | "propertyNames"
        | "dependentRequired" | "dependentSchemas" | "dependencies" | "unevaluatedItems"
        | "additionalItems" | "contentSchema" => Rule::Lose,
        // Converted separately, or meaningless once references are resolved.
        "type" | "const" | "examples" | "contentEncoding" | "contentMediaType" | "$ref"
        | "$dynamicRef" | "$recursiveRef" | "$id" | "id" | "$schema" | "$anchor"
        | "$dynamicAnchor" | "$recursiveAnchor" | "$defs" | "definitions" | "$comment"
        | "$vocabulary" => Rule::Skip,
        _ => Rule::Unknown,
    }
}
