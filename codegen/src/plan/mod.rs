//! Plan: the Rust crate as data.
//!
//! In: the API, the facts about it, its configuration. Out: every file with its imports and items,
//! every identifier, type, doc line and attribute decided. Must not know tokens.

mod client;
mod context;
mod docs;
mod examples;
mod files;
mod markdown;
mod models;
mod naming;
mod operations;
mod overrides;
mod pagination;
mod partition;
mod problems;
mod rust;
#[cfg(test)]
mod tests;

use crate::{
    analyze::Facts,
    config::ApiConfig,
    ir::Api,
    names::{Conflict, Ledger, Lock, Section},
};

#[cfg(test)]
pub(crate) use self::rust::in_use::RESERVED as RESERVED_FEATURES;
pub(crate) use self::rust::{Casing, External, Imports, RustType, Use, items::*};
pub use self::{
    client::shared::{SharedParameter, shared_parameters},
    examples::ExampleCall,
    files::readme::QuickStart,
    models::origins::{Origin, Role},
    overrides::{described::describe, foreign::replace, selected::Selection},
    pagination::{End, NextPage, PageLocation, PageParameter, Pagination, found_pages},
    problems::{Problem, ProblemKind, Subject},
};
use self::{
    files::{features, front, readme, title},
    models::origins,
    overrides::{derived, lints, package},
};

/// What is generated, and into what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// The name of the module or crate.
    pub api_name: String,
    /// The document, as the header names it: `specs/scale-gp-v5.yaml`.
    pub source: String,
    /// What to do instead of editing: ``run `cargo xtask codegen` ``.
    pub command: String,
    /// The path of the module inside the crate; empty: the API is the whole crate.
    pub root: Vec<String>,
    /// The crate of a module, if it is known: then its docs have examples.
    pub package: Option<String>,
    /// The manifest to write: the API is its own crate.
    pub manifest: Option<Manifest>,
}

impl Target {
    /// A module of a crate: paths are relative to its folder.
    #[must_use]
    pub fn module(name: &str, source: &str) -> Self {
        Self {
            api_name: name.to_owned(),
            source: source.to_owned(),
            command: "run `cargo xtask codegen`".to_owned(),
            root: vec![name.to_owned()],
            package: None,
            manifest: None,
        }
    }

    /// The module is in the root of that crate.
    #[must_use]
    pub fn within(mut self, package: &str) -> Self {
        self.package = Some(package.to_owned());
        self
    }

    /// Its own crate: paths are relative to the package's folder.
    #[must_use]
    pub fn package(name: &str, source: &str, runtime: Runtime) -> Self {
        Self {
            api_name: name.replace('-', "_"),
            source: source.to_owned(),
            command: "run `specwright generate`".to_owned(),
            root: Vec::new(),
            package: None,
            manifest: Some(Manifest {
                name: name.to_owned(),
                version: "0.1.0".to_owned(),
                license: None,
                publish: false,
                runtime,
            }),
        }
    }
}

/// The manifest of a crate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// The name of the package.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, an SPDX expression.
    pub license: Option<String>,
    /// Whether it may be published.
    pub publish: bool,
    /// The runtime that it depends on.
    pub runtime: Runtime,
}

/// The source of the runtime.
#[derive(Clone, Debug, PartialEq)]
pub enum Runtime {
    /// A folder.
    Path(String),
    /// A revision of a git repository.
    Git {
        /// The address of the repository.
        url: String,
        /// The revision.
        rev: String,
    },
    /// A version in the registry.
    Version(String),
}

impl Default for Runtime {
    fn default() -> Self {
        Self::Version("0.1".to_owned())
    }
}

/// A crate, or a module of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crate {
    /// The first line of every file, without the slashes.
    pub(crate) header: String,
    /// Its files, in reading order.
    pub(crate) modules: Vec<Module>,
    /// Its manifest.
    pub(crate) manifest: Option<Manifest>,
    /// The lines of its README.
    pub(crate) readme: Vec<String>,
    /// The program for its first call.
    pub(crate) quick_start: Option<QuickStart>,
    /// What it is, in a few words.
    pub(crate) description: String,
    /// What a program chooses from.
    pub(crate) features: Features,
    /// Which schema became which type.
    pub(crate) origins: Vec<Origin>,
    /// Dependencies of the manifest besides its own.
    pub(crate) dependencies: toml::Table,
    /// Features of the runtime that the code needs.
    pub(crate) runtime_features: Vec<&'static str>,
    /// The example of each method; none where the path of the code is not known.
    pub(crate) examples: Vec<ExampleCall>,
    /// The names that the next run keeps.
    pub(crate) names: Lock,
}

/// The features for the tags of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Features {
    /// That of a module with the tags that the configuration names.
    pub(crate) own: Option<Feature>,
    /// That of a module alone, which all others bring.
    pub(crate) client: Option<Feature>,
    /// That of all tags; none where tags have no features.
    pub(crate) all: Option<Feature>,
    /// One a tag.
    pub(crate) tags: Vec<Feature>,
    /// That of the models that no operation names.
    pub(crate) unused: Option<Feature>,
    /// Those of models that several tags need, and bring.
    pub(crate) shared: Vec<Feature>,
}

/// A part of the crate that a program can leave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Feature {
    /// Its name in the manifest.
    pub(crate) name: String,
    /// Those that it brings.
    pub(crate) needs: Vec<String>,
}

/// A file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Module {
    /// Where it is written, with `/`.
    pub(crate) path: String,
    pub(crate) docs: Vec<String>,
    pub(crate) imports: Imports,
    pub(crate) items: Vec<Item>,
}

/// Plans the crate. The second value has the entries of the configuration that match nothing in the
/// document, and whatever is not supported.
#[must_use]
pub fn plan(
    api: &Api,
    facts: &Facts,
    config: &ApiConfig,
    target: &Target,
) -> (Crate, Vec<Problem>) {
    let mut problems = Vec::new();
    let keys = naming::keys(api);
    let lock = naming::gather(api, &keys, &config.names);
    let ledger = Ledger::new(&lock);
    let naming = naming::name_all(api, facts, config, keys, &ledger, &mut problems);
    features::check(&naming, config, &mut problems);
    lints::check(config, &mut problems);
    package::check(config, target, &mut problems);
    let mut context = context::Context {
        title: title::decide(&api.title, config, target, &mut problems),
        pagination: pagination::decide(api, config, &mut problems),
        default_security: client::most_common_security(api),
        ..context::Context::new(api, facts, config, target, &naming, &ledger)
    };
    context.models = models::plan_all(&context);
    let (modules, examples, quick_start) = files::plan(&mut context, &mut problems);
    let header = format!(
        "Generated by specwright from {}. Do not edit; {}.",
        target.source, target.command
    );
    let planned = Crate {
        header,
        modules,
        manifest: target.manifest.clone(),
        readme: readme::readme(&context, quick_start.as_ref()),
        quick_start,
        description: front::description(&context),
        features: features::features(&context),
        origins: origins::find(&context),
        dependencies: config.dependencies.clone(),
        runtime_features: derived::runtime_features(config),
        examples,
        names: Lock::default(),
    };
    drop(context);
    let (mut names, conflicts) = ledger.finish();
    naming::record(api, &naming.keys, &naming.types, &mut names);
    // A name that was gathered from another key has no line with this one.
    let has_line = |(section, key): &(Section, String)| config.names.get(*section, key).is_some();
    let conflicts = conflicts.into_iter();
    let conflicts = conflicts.filter(|(entry, why)| *why != Conflict::Gone || has_line(entry));
    problems.extend(conflicts.map(|((section, key), why)| Problem::lock(section, &key, why)));
    (Crate { names, ..planned }, problems)
}
