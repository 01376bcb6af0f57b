//! The version of the standard that a document follows.

use super::fields::close_to;
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Node, Value};

/// A version of the standard, without the patch release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// `OpenAPI` 3.0.
    V3_0,
    /// `OpenAPI` 3.1.
    V3_1,
    /// `OpenAPI` 3.2.
    V3_2,
}

impl Version {
    /// `3.0`, `3.1` or `3.2`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        }
    }

    /// The version of a document. A missing or unsupported version is
    /// reported.
    pub(super) fn of(root: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(object) = root.as_object() else {
            let message = match root.value {
                Value::Null => "the document is empty".to_owned(),
                _ => format!("an OpenAPI document is an object, not {}", root.kind()),
            };
            diagnostics.report(Code::NotOpenApi, root.span, message);
            return None;
        };
        let Some(member) = object.member("openapi") else {
            other(root, diagnostics);
            return None;
        };
        let text = match &member.node.value {
            Value::String(text) => text.as_str(),
            Value::Number(number) => {
                let message = format!("the version `{}` is a number, not a string", number.0);
                diagnostics
                    .report(Code::VersionNotString, member.node.span, message)
                    .help(format!("write `openapi: \"{}.0\"`", number.0));
                number.0.as_str()
            }
            _ => "",
        };
        let mut parts = text.trim().splitn(3, ['.', '-']);
        match (parts.next(), parts.next()) {
            (Some("3"), Some("0")) => Some(Self::V3_0),
            (Some("3"), Some("1")) => Some(Self::V3_1),
            (Some("3"), Some("2")) => Some(Self::V3_2),
            _ => {
                let found = if text.is_empty() {
                    member.node.kind()
                } else {
                    text
                };
                let message = format!("version `{found}` is not 3.0, 3.1 or 3.2");
                diagnostics.report(Code::UnsupportedVersion, member.node.span, message);
                None
            }
        }
    }
}

/// Guesses the kind of a document without `openapi`.
fn other(root: &Node, diagnostics: &mut Diagnostics) {
    if let Some(version) = root.get("swagger") {
        diagnostics
            .report(
                Code::UnsupportedVersion,
                version.span,
                "Swagger 2.0 is not read",
            )
            .help("convert the document to OpenAPI 3, with `npx swagger2openapi` for example");
        return;
    }
    let known = [
        (
            "asyncapi",
            "this is an AsyncAPI document",
            "AsyncAPI describes messages, not requests",
        ),
        (
            "overlay",
            "this is an overlay",
            "give the document it corrects, and list this file under `overlays`",
        ),
        (
            "arazzo",
            "this is an Arazzo document",
            "give the OpenAPI document that it describes",
        ),
        ("raml", "this is a RAML document", "convert it to OpenAPI 3"),
        ("$schema", "this is a JSON Schema", SCHEMA_HELP),
        ("properties", "this is a JSON Schema", SCHEMA_HELP),
        ("$defs", "this is a JSON Schema", SCHEMA_HELP),
        ("definitions", "this is a JSON Schema", SCHEMA_HELP),
        (
            "item",
            "this is a Postman collection",
            "export it as OpenAPI 3",
        ),
    ];
    for (field, message, help) in known {
        if let Some(node) = root.get(field) {
            diagnostics
                .report(Code::NotOpenApi, node.span, message)
                .help(help);
            return;
        }
    }
    let close = close_to(root, "openapi");
    let diagnostic = diagnostics.report(
        Code::NotOpenApi,
        root.span,
        "this is not an OpenAPI document: it has no `openapi`",
    );
    match close {
        Some(close) => diagnostic.help(format!("`{close}` may be misspelt")),
        None => diagnostic.help("a document begins with its version, such as `openapi: 3.1.0`"),
    };
}

const SCHEMA_HELP: &str = "put it under `components.schemas` of an OpenAPI document";
