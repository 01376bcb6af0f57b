//! The features of a crate of its own: one a resource, so that a program compiles what it calls.

use super::{Feature, context::Context, homes::Home};

/// Names that mean something else in a manifest.
pub(crate) const RESERVED: &[&str] = &[
    "all",
    "blocking",
    "compression",
    "default",
    "http2",
    UNUSED,
    "reqwest",
    "serde",
    "serde_json",
    "specwright-runtime",
    "tower",
    "tracing",
    "validate",
];

/// The name of the feature of models that no operation names.
pub(super) const UNUSED: &str = "other-models";

/// The features of the resources, in their order; none where everything is one resource or a module
/// of another crate.
pub(super) fn features(context: &Context<'_>) -> Vec<Feature> {
    let indices = 0..context.naming.resources.len();
    let homes = indices.map(Home::Resource);
    homes.filter_map(|home| feature(context, home)).collect()
}

/// The feature of the models that no operation names, if there are any.
pub(super) fn unused(context: &Context<'_>) -> Option<Feature> {
    let unused = context.homes.has_unused().then_some(Home::Unused);
    unused.and_then(|home| feature(context, home))
}

/// The features of models that several resources need, and bring.
pub(super) fn shared(context: &Context<'_>) -> Vec<Feature> {
    let homes = context.homes.shared();
    let mut found: Vec<Feature> = homes.filter_map(|home| feature(context, home)).collect();
    found.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    found
}

fn feature(context: &Context<'_>, home: Home) -> Option<Feature> {
    let needs = context.homes.needed(home).iter();
    let mut needs: Vec<String> = needs.filter_map(|home| of_home(context, *home)).collect();
    needs.sort_unstable();
    of_home(context, home).map(|name| Feature { name, needs })
}

/// The feature that a file of models is part of.
pub(super) fn of_home(context: &Context<'_>, home: Home) -> Option<String> {
    match home {
        Home::Resource(index) => of_resource(context, index),
        _ => context.homes.feature(home),
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
