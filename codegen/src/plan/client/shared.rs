//! Shared parameters: what nearly every operation takes, so that it is better set once on the
//! client.
//!
//! In: the API and the configuration. Out: the parameters to propose. What one request is about
//! (pages, filters) is none of them.

use std::collections::BTreeMap;

use crate::{
    config::ApiConfig,
    hash::HashSet,
    ir::{Api, Location, Parameter, Type, TypeKind},
    names::{snake, words},
    plan::naming,
};

/// A parameter that nearly every operation takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedParameter {
    /// The entry of the configuration: `header`, `query` or `path`.
    pub kind: &'static str,
    /// Its name on the wire.
    pub name: String,
    /// What the setter of the client may be called.
    pub setter: String,
    /// How many operations have it.
    pub operations: usize,
    /// How many operations there are.
    pub of: usize,
    /// The value that it has unless one is set.
    pub default: Option<String>,
    /// Whether methods take it as an argument.
    pub required: bool,
    /// Whether its name says that each request has a value of its own.
    pub per_request: bool,
}

/// Words of parameters that say what one request is about.
const ABOUT: &[&str] = &[
    "after", "before", "count", "cursor", "etag", "expand", "fields", "filter", "if", "include",
    "limit", "offset", "order", "page", "per", "prefer", "q", "query", "range", "search", "select",
    "size", "skip", "sort", "take", "top",
];

/// Words of parameters that identify one request.
const IDENTIFYING: &[&str] = &[
    "correlation",
    "idempotency",
    "nonce",
    "request",
    "signature",
    "span",
    "timestamp",
    "trace",
    "traceparent",
    "track",
    "tracestate",
];

/// The parameters that at least four of five operations take, and three at least, and that the
/// configuration does not set on the client.
#[must_use]
pub fn shared_parameters(api: &Api, config: &ApiConfig) -> Vec<SharedParameter> {
    let mut found: BTreeMap<(&'static str, String), Vec<(&str, &Parameter)>> = BTreeMap::new();
    for operation in &api.operations {
        for parameter in &operation.parameters {
            let (kind, key) = match parameter.location {
                Location::Header => ("header", parameter.name.to_ascii_lowercase()),
                Location::Query => ("query", parameter.name.clone()),
                Location::Path => ("path", parameter.name.clone()),
                Location::Cookie | Location::QueryString => continue,
            };
            let own = words(&parameter.name);
            let about = |word: &String| ABOUT.contains(&word.as_str());
            let text = matches!(scalar_of(api, &parameter.ty), Type::Scalar(_));
            if text && !own.iter().any(about) && !naming::is_client_wide(config, parameter) {
                let places = found.entry((kind, key)).or_default();
                places.push((operation.path.as_str(), parameter));
            }
        }
    }
    let all = api.operations.len();
    let shared = found.into_iter().filter(|((kind, name), places)| {
        let count = places.len();
        count >= 3 && count * 5 >= all * 4 && (*kind != "path" || leads_to_several(name, places))
    });
    let shared = shared.filter_map(|((kind, _), places)| {
        let (_, first) = places.first()?;
        let own = words(&first.name);
        // `X-` says nothing.
        let said = own
            .strip_prefix(&["x".to_owned()])
            .filter(|rest| !rest.is_empty());
        let default = value(api, first);
        Some(SharedParameter {
            kind,
            name: first.name.clone(),
            setter: snake(said.unwrap_or(&own)),
            operations: places.len(),
            of: all,
            required: places
                .iter()
                .any(|(_, one)| one.required && value(api, one).is_none()),
            per_request: default.is_none()
                && own.iter().any(|word| IDENTIFYING.contains(&word.as_str())),
            default,
        })
    });
    shared.collect()
}

/// Whether a path parameter is at one place, before several resources. Otherwise it is that of one
/// resource.
fn leads_to_several(name: &str, places: &[(&str, &Parameter)]) -> bool {
    let place = format!("{{{name}}}");
    let split: Vec<(&str, &str)> = places
        .iter()
        .filter_map(|(path, _)| path.split_once(&place))
        .collect();
    let before: HashSet<&str> = split.iter().map(|(before, _)| *before).collect();
    let next = split.iter().filter_map(|(_, after)| {
        let segment = after.split('/').nth(1)?;
        (!segment.is_empty() && !segment.contains('{')).then_some(segment)
    });
    name != "id" && before.len() == 1 && next.collect::<HashSet<&str>>().len() >= 3
}

/// The type without aliases; that of its values if it is an enum.
fn scalar_of<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    for _ in 0..8 {
        ty = match ty {
            Type::Nullable(inner) => inner,
            Type::Named(id) => match &api.type_def(*id).kind {
                TypeKind::Alias(target, _) => target,
                TypeKind::Enumeration(_) | TypeKind::Constant(..) => {
                    return &Type::Scalar(crate::ir::Scalar::String);
                }
                _ => return ty,
            },
            _ => return ty,
        };
    }
    ty
}

/// The text that a parameter has unless it is set: the only one it can have, or the default of its
/// schema.
pub(crate) fn value(api: &Api, parameter: &Parameter) -> Option<String> {
    let constant = match &parameter.ty {
        Type::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Constant(value, _) => Some(value),
            _ => None,
        },
        _ => None,
    };
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(_) | serde_json::Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    parameter
        .fixed
        .clone()
        .or_else(|| constant.and_then(text))
        .or_else(|| parameter.default.as_ref().and_then(text))
        .filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::shared_parameters;
    use crate::{lower::tests::snippet::lowered, plan::tests::snippet::configured};

    /// What is proposed of five operations, of which the first `count` require that parameter.
    fn proposed(location: &str, name: &str, count: usize, config: &str) -> Option<String> {
        let paths = ["/{v}/a", "/{v}/b", "/{v}/c/{id}", "/{v}/c", "/{v}/d"];
        let paths = paths.iter().enumerate().map(|(at, path)| {
            let all = [("path", "v", true), ("path", "id", path.contains("{id}")), (location, name, at < count)];
            let mut all: Vec<_> = all.into_iter().filter(|one| one.2).collect();
            all.dedup();
            let all = all.into_iter().map(|(location, name, _)| {
                format!("{{name: {name}, in: {location}, required: true, schema: {{type: string}}}}, ")
            });
            format!("  {path}: {{get: {{parameters: [{}], responses: {{'204': {{description: d}}}}}}}}\n", all.collect::<String>())
        });
        let (api, _) = lowered(&format!("paths:\n{}", paths.collect::<String>()));
        let mut all = shared_parameters(&api, &configured(config)).into_iter();
        let one = all.find(|one| one.name == name)?;
        let each = if one.per_request { " per request" } else { "" };
        Some(format!(
            "{} {}: {} of {}{each}",
            one.kind, one.setter, one.operations, one.of
        ))
    }

    #[test]
    fn what_four_of_five_operations_take_is_proposed() {
        for (location, name, count, expected) in [
            (
                "header",
                "X-Account-Id",
                4,
                Some("header account_id: 4 of 5"),
            ),
            (
                "header",
                "X-Trace-Id",
                5,
                Some("header trace_id: 5 of 5 per request"),
            ),
            ("query", "api-version", 5, Some("query api_version: 5 of 5")),
            ("path", "v", 0, Some("path v: 5 of 5")),
            ("header", "X-Account-Id", 3, None),
            ("query", "page", 5, None),
            ("path", "id", 0, None),
        ] {
            assert_eq!(
                proposed(location, name, count, "").as_deref(),
                expected,
                "{name}"
            );
        }
        let configured = "client.account = {header = 'x-account-id'}";
        assert_eq!(proposed("header", "X-Account-Id", 5, configured), None);
    }
}
