//! Reports keywords that are misspelt, or that a later version introduced.
//!
//! JSON Schema ignores unknown keywords, so only those that resemble a known one are reported.

use crate::diagnostics::{Code, Diagnostics, closest_within};
use crate::openapi::version::Version;
use crate::source::Span;

/// The keywords of every version.
const KEYWORDS: &[&str] = &[
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// The keywords that came with 3.1, or are allowed since then as keywords of JSON Schema 2020-12.
const LATER: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$schema",
    "$vocabulary",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords of other standards, of Swagger 2.0 and of older drafts that resemble a known one.
const OTHER: &[&str] = &[
    "$recursiveAnchor",
    "$recursiveRef",
    "additionalItems",
    "definitions",
    "dependencies",
    "formats",
    "id",
    "name",
    "oneOfs",
    "types",
];

/// Reports a keyword that looks misspelt, or that the document's version does not have.
pub(crate) fn check(name: &str, span: Span, version: Version, diagnostics: &mut Diagnostics) {
    if KEYWORDS.contains(&name) || name.starts_with("x-") {
        return;
    }
    if LATER.contains(&name) {
        // Tools write these into documents of any version, and clients don't need them.
        if version == Version::V3_0 && !matches!(name, "$comment" | "$id" | "$schema" | "$defs") {
            let message = format!("`{name}` is a keyword from OpenAPI 3.1 on");
            diagnostics
                .report(Code::LaterKeyword, span, message)
                .help("say `openapi: 3.1.0`, or remove the keyword");
        }
        return;
    }
    if name.len() < 4 || OTHER.contains(&name) {
        return;
    }
    let limit = if name.len() < 8 { 1 } else { 2 };
    let candidates = KEYWORDS.iter().chain(LATER).copied();
    let candidates = candidates.filter(|word| word.starts_with('$') == name.starts_with('$'));
    if let Some(close) = closest_within(name, candidates, limit) {
        diagnostics
            .report(
                Code::MisspeltKeyword,
                span,
                format!("`{name}` is not a keyword of schemas"),
            )
            .help(format!("did you mean `{close}`?"));
    }
}
