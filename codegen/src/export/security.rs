//! Security schemes and requirements.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Export, rules::Rule};
use crate::source::Node;

/// What requirements need to know about the schemes.
#[derive(Default)]
pub(super) struct Schemes {
    /// Those that 3.0 can't express.
    pub(super) left_out: HashSet<String>,
}

impl<'s> Export<'s> {
    /// A requirement: schemes that are used together.
    pub(super) fn security_requirement(&mut self, node: &'s Node) -> Option<Value> {
        let Some(Value::Object(mut schemes)) =
            self.map(node, |export, scopes| export.list(scopes, Export::text))
        else {
            return None;
        };
        // The scheme was reported; the others are still required.
        schemes.retain(|name, _| !self.security.left_out.contains(name));
        Some(schemes.into())
    }

    /// A security scheme.
    pub(super) fn security_scheme(&mut self, node: &'s Node) -> Option<Value> {
        let kind = node.get("type").and_then(Node::as_str);
        let Some(kind) = kind else {
            self.reject(node.span, "security scheme without `type`", "add `type`");
            return None;
        };
        let required: &[&str] = match kind {
            "apiKey" => &["name", "in"],
            "http" => &["scheme"],
            "oauth2" => &["flows"],
            "openIdConnect" => &["openIdConnectUrl"],
            "mutualTLS" => {
                self.omit(
                    node.span,
                    kind,
                    "pass the certificate to the client where it is used",
                );
                return None;
            }
            _ => {
                self.reject(
                    node.span,
                    format!("unknown kind of security scheme `{kind}`"),
                    "there are `apiKey`, `http`, `oauth2`, `openIdConnect`",
                );
                return None;
            }
        };
        let out = self.object(node, scheme);
        if let Some(missing) = required.iter().find(|name| !out.contains_key(**name)) {
            self.reject(
                node.span,
                format!("security scheme without `{missing}`"),
                &format!("add `{missing}`"),
            );
            return None;
        }
        let location = out.get("in").and_then(Value::as_str).unwrap_or_default();
        if kind == "apiKey" && !matches!(location, "query" | "header" | "cookie") {
            self.reject(
                node.span,
                format!("API key in `{location}`"),
                "it can be in `query`, `header` and `cookie`",
            );
            return None;
        }
        Some(out.into())
    }

    fn flows(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = self.object(node, |name| match name {
            "implicit" | "password" | "clientCredentials" | "authorizationCode" => {
                Rule::Part(Export::flow)
            }
            "deviceAuthorization" => Rule::Omit("describe another flow beside it"),
            _ => Rule::Unknown,
        });
        let complete = |(name, flow): &(String, Value)| {
            let needs: &[&str] = match name.as_str() {
                "implicit" => &["authorizationUrl"],
                "password" | "clientCredentials" => &["tokenUrl"],
                "authorizationCode" => &["authorizationUrl", "tokenUrl"],
                _ => &[],
            };
            needs.iter().all(|need| flow.get(need).is_some())
        };
        let (whole, partial): (Vec<_>, Vec<_>) =
            std::mem::take(&mut out).into_iter().partition(complete);
        for (name, _) in partial {
            self.reject(
                node.span,
                format!("flow `{name}` has no address"),
                "add its `authorizationUrl` or `tokenUrl`",
            );
        }
        Some(whole.into_iter().collect::<Map<_, _>>().into())
    }

    fn flow(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = self.object(node, |name| match name {
            "authorizationUrl" | "tokenUrl" | "refreshUrl" => Rule::Text,
            "scopes" => Rule::TextMap,
            _ => Rule::Unknown,
        });
        out.entry("scopes").or_insert_with(|| Map::new().into());
        Some(out.into())
    }
}

fn scheme<'s>(name: &str) -> Rule<'s> {
    match name {
        "type" | "description" | "name" | "in" | "scheme" | "bearerFormat" | "openIdConnectUrl" => {
            Rule::Text
        }
        "flows" => Rule::Part(Export::flows),
        "deprecated" | "oauth2MetadataUrl" => Rule::Omit("`description` can say it"),
        _ => Rule::Unknown,
    }
}
