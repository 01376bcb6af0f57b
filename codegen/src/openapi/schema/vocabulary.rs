//! The keywords of schemas: what each is for, and what misspelt ones are reported as.
//!
//! JSON Schema ignores unknown keywords, so only those that resemble a known one are reported.

use self::Role::{Annotation, Bound, Other};
use crate::diagnostics::{Code, Diagnostics, closest_within};
use crate::openapi::version::Version::{self, V3_0, V3_1};
use crate::source::Span;

/// What a keyword is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It describes, names or identifies the schema.
    Annotation,
    /// It bounds values of a type.
    Bound,
    /// It says which values there are.
    Other,
}

/// The keywords, each with the first version that has it. Since 3.1 these are those of JSON Schema
/// 2020-12.
const KEYWORDS: &[(&str, Version, Role)] = &[
    ("$anchor", V3_1, Annotation),
    ("$comment", V3_1, Annotation),
    ("$defs", V3_1, Annotation),
    ("$dynamicAnchor", V3_1, Annotation),
    ("$dynamicRef", V3_1, Other),
    ("$id", V3_1, Annotation),
    ("$ref", V3_0, Other),
    ("$schema", V3_1, Annotation),
    ("$vocabulary", V3_1, Annotation),
    ("additionalProperties", V3_0, Other),
    ("allOf", V3_0, Other),
    ("anyOf", V3_0, Other),
    ("const", V3_1, Other),
    ("contains", V3_1, Other),
    ("contentEncoding", V3_1, Other),
    ("contentMediaType", V3_1, Other),
    ("contentSchema", V3_1, Other),
    ("default", V3_0, Annotation),
    ("dependentRequired", V3_1, Other),
    ("dependentSchemas", V3_1, Other),
    ("deprecated", V3_0, Annotation),
    ("description", V3_0, Annotation),
    ("discriminator", V3_0, Other),
    ("else", V3_1, Other),
    ("enum", V3_0, Other),
    ("example", V3_0, Annotation),
    ("examples", V3_1, Annotation),
    ("exclusiveMaximum", V3_0, Bound),
    ("exclusiveMinimum", V3_0, Bound),
    ("externalDocs", V3_0, Annotation),
    ("format", V3_0, Other),
    ("if", V3_1, Other),
    ("items", V3_0, Other),
    ("maxContains", V3_1, Other),
    ("maxItems", V3_0, Bound),
    ("maxLength", V3_0, Bound),
    ("maxProperties", V3_0, Bound),
    ("maximum", V3_0, Bound),
    ("minContains", V3_1, Other),
    ("minItems", V3_0, Bound),
    ("minLength", V3_0, Bound),
    ("minProperties", V3_0, Bound),
    ("minimum", V3_0, Bound),
    ("multipleOf", V3_0, Bound),
    ("not", V3_0, Other),
    ("nullable", V3_0, Other),
    ("oneOf", V3_0, Other),
    ("pattern", V3_0, Bound),
    ("patternProperties", V3_1, Other),
    ("prefixItems", V3_1, Other),
    ("properties", V3_0, Other),
    ("propertyNames", V3_1, Other),
    ("readOnly", V3_0, Annotation),
    ("required", V3_0, Other),
    ("then", V3_1, Other),
    ("title", V3_0, Annotation),
    ("type", V3_0, Other),
    ("unevaluatedItems", V3_1, Other),
    ("unevaluatedProperties", V3_1, Other),
    ("uniqueItems", V3_0, Bound),
    ("writeOnly", V3_0, Annotation),
    ("xml", V3_0, Annotation),
];

fn find(name: &str) -> Option<(Version, Role)> {
    let row = KEYWORDS.iter().find(|(known, ..)| *known == name)?;
    Some((row.1, row.2))
}

/// Whether a schema may have a keyword of that name.
#[must_use]
pub fn is_keyword(name: &str) -> bool {
    find(name).is_some()
}

/// Whether a keyword only describes, names or identifies the schema.
#[must_use]
pub fn is_annotation(name: &str) -> bool {
    find(name).is_some_and(|(_, role)| role == Annotation)
}

/// Whether two schemas that differ only in this keyword describe values of the same shape.
#[must_use]
pub fn is_shapeless(name: &str) -> bool {
    find(name).is_some_and(|(_, role)| role != Other)
}

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
    if name.starts_with("x-") {
        return;
    }
    if let Some((since, _)) = find(name) {
        // Tools write these into documents of any version, and clients don't need them.
        if version < since && !matches!(name, "$comment" | "$id" | "$schema" | "$defs") {
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
    let candidates = KEYWORDS.iter().map(|(known, ..)| *known);
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
