//! The features of a crate of its own: one a resource, so that a program compiles what it calls.

use super::context::{Context, Home};

/// Names that mean something else in a manifest.
pub(crate) const RESERVED: &[&str] = &[
    "all",
    "blocking",
    "default",
    "http2",
    "reqwest",
    "serde",
    "serde_json",
    "specwright-runtime",
    "tower",
    "tracing",
    "validate",
];

/// The features of the resources, in their order; none where everything is one resource or a module of another crate.
pub(super) fn features(context: &Context<'_>) -> Vec<String> {
    let resources = &context.naming.resources;
    let indices = 0..resources.len();
    indices
        .filter_map(|index| of_resource(context, index))
        .collect()
}

/// The feature that a file of models is part of.
pub(super) fn of_home(context: &Context<'_>, home: Home) -> Option<String> {
    match home {
        Home::Shared => None,
        Home::Resource(index) => of_resource(context, index),
    }
}

/// The feature that a resource is part of: its module, as manifests write names.
pub(super) fn of_resource(context: &Context<'_>, index: usize) -> Option<String> {
    let resources = &context.naming.resources;
    if resources.len() < 2 || context.target.manifest.is_none() {
        return None;
    }
    let module = resources[index].module.trim_start_matches("r#");
    let name = module.replace('_', "-");
    Some(if RESERVED.contains(&name.as_str()) {
        format!("{name}-resource")
    } else {
        name
    })
}
