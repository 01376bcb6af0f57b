//! The features of tags: a program compiles only what it calls.
//!
//! In: the resources, what shares models with what, and the setting. Out: a feature for each
//! resource of its own crate, or of a module whose configuration asks for them, one for all of
//! them, and one for those that a program has unless it chooses.

use crate::{
    config::ApiConfig,
    names::words,
    plan::{
        Feature, Features, Problem,
        context::Context,
        naming::Naming,
        partition::ModelFile,
        problems::instead,
        rust::in_use::{ALL, CLIENT, UNUSED},
    },
};

/// Reports features that the configuration asks for and that can't exist.
pub(crate) fn check(naming: &Naming, config: &ApiConfig, problems: &mut Vec<Problem>) {
    let Some(features) = &config.features else {
        return;
    };
    if naming.resources.len() < 2 {
        let message = "`features` chooses between tags, and the document has fewer than two";
        let help = "remove the entry: the module is compiled as a whole";
        problems.push(Problem::invalid("features", message, help));
        return;
    }
    let prefix = features.prefix.get_ref();
    if !is_feature(prefix) {
        let message =
            format!("`features.prefix` is {prefix:?}, which can't be the name of a feature");
        let help = "write a name of letters, digits, `-` and `_` that begins with a letter";
        let problem = Problem::invalid("features.prefix", message, help);
        problems.push(problem.within(features.prefix.span()));
    }
    let tags = features.default.iter().flatten();
    let mut seen: Vec<Vec<String>> = Vec::new();
    for tag in tags {
        let (name, words) = (tag.get_ref(), words(tag.get_ref()));
        let known = naming.resources.iter().any(|one| one.words == words);
        let problem = if !known {
            let message =
                format!("`features.default` names the tag `{name}`, but no operation has it");
            let tags = naming.resources.iter();
            let tags = tags.map(|one| one.tag.as_deref().unwrap_or(&one.accessor));
            Problem::unmatched("features.default", message, instead(name, tags))
        } else if seen.contains(&words) {
            let message = format!("`features.default` names the tag `{name}` twice");
            let help = "remove one of them";
            Problem::conflict("features.default", message, help)
        } else {
            seen.push(words);
            continue;
        };
        problems.push(problem.within(tag.span()));
    }
}

/// Whether cargo takes it as the name of a feature, in any registry.
fn is_feature(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_plain)
}

/// All features.
pub(crate) fn features(context: &Context<'_>) -> Features {
    let Some(defaults) = &context.defaults else {
        let all = context.target.manifest.is_some().then(|| Feature {
            name: ALL.to_owned(),
            needs: Vec::new(),
        });
        return Features {
            all,
            ..Features::default()
        };
    };
    let indices = 0..context.naming.resources.len();
    let files = indices.map(ModelFile::Resource);
    let tags: Vec<Feature> = files.map(|file| feature(context, file)).collect();
    let unused = context.model_files.has_unused();
    let unused = unused.then(|| feature(context, ModelFile::Unused));
    let every = tags.iter().chain(&unused);
    let all = Feature {
        name: prefixed(context, ALL),
        needs: every.map(|one| one.name.clone()).collect(),
    };
    let client = client(context);
    let own = context.config.features.as_ref().map(|setting| {
        let mut needs: Vec<String> = if setting.default.is_some() {
            let tags = tags.iter().zip(defaults);
            let tags = tags.filter(|(_, is_default)| **is_default);
            tags.map(|(one, _)| one.name.clone()).collect()
        } else {
            vec![all.name.clone()]
        };
        if needs.is_empty() {
            needs.extend(client.clone());
        }
        let name = setting.prefix.get_ref().clone();
        Feature { name, needs }
    });
    let mut shared = Vec::new();
    if own.is_none() {
        shared.extend(
            context
                .model_files
                .shared()
                .map(|file| feature(context, file)),
        );
        shared.sort_unstable_by(|a: &Feature, b| a.name.cmp(&b.name));
    }
    let client = client.map(|name| Feature {
        name,
        needs: Vec::new(),
    });
    Features {
        own,
        client,
        all: Some(all),
        tags,
        unused,
        shared,
    }
}

/// The feature of a file that has one of its own.
fn feature(context: &Context<'_>, file: ModelFile) -> Feature {
    let needs = context.model_files.needed(file).iter();
    // Without features of their own, groups are compiled where one of their users is.
    let mut needs: Vec<String> = needs
        .filter_map(|file| match of_model_file(context, *file).as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        })
        .collect();
    needs.sort_unstable();
    needs.splice(0..0, client(context));
    Feature {
        name: of_model_file(context, file).concat(),
        needs,
    }
}

/// The features that enable it; empty if it is always compiled.
///
/// What several resources use is its own feature in a crate that nobody writes: hundreds of
/// tags may use it. In a manifest that a person keeps, there are features for people only.
pub(crate) fn of_model_file(context: &Context<'_>, file: ModelFile) -> Vec<String> {
    match file {
        _ if context.defaults.is_none() => Vec::new(),
        ModelFile::Shared => Vec::new(),
        ModelFile::Resource(index) => of_resource(context, index).into_iter().collect(),
        ModelFile::Unused => vec![prefixed(context, UNUSED)],
        ModelFile::Group(group) if context.config.features.is_some() => {
            let users = context.model_files.users(group).iter();
            let users = users.filter_map(|index| of_resource(context, *index));
            let unused = context.model_files.brings(ModelFile::Unused, file);
            let unused = unused.then(|| prefixed(context, UNUSED));
            users.chain(unused).collect()
        }
        ModelFile::Group(group) => vec![context.model_files.feature(group).to_owned()],
    }
}

/// The feature that a resource is part of.
pub(crate) fn of_resource(context: &Context<'_>, index: usize) -> Option<String> {
    let resource = &context.naming.resources[index];
    let exists = context.defaults.is_some();
    exists.then(|| prefixed(context, &resource.feature))
}

/// The feature of a module without any tag. A crate without any tag needs none.
fn client(context: &Context<'_>) -> Option<String> {
    let module = context.target.manifest.is_none();
    module.then(|| prefixed(context, CLIENT))
}

fn prefixed(context: &Context<'_>, name: &str) -> String {
    match &context.config.features {
        Some(features) => format!("{}-{name}", features.prefix.get_ref()),
        None => name.to_owned(),
    }
}
