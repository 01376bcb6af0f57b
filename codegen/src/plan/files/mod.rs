//! Files: every file of the crate, with its imports and items.
//!
//! In: the planned client, models and operations. Out: the files, the root first, and the examples.
//! Must not know how an item is planned.

pub(super) mod features;
pub(super) mod front;
pub(super) mod readme;
pub(super) mod title;

use std::collections::BTreeMap;

use self::readme::QuickStart;

use super::{
    ExampleCall, Imports, InnerAttribute, Item, Module, ModuleDeclaration, Problem, Reexport,
    RustType, Use,
    client::{self, servers},
    context::Context,
    docs, naming, operations,
    overrides::{derived, lints},
    partition::ModelFile,
    rust::catalogue,
};
use crate::{ir::TypeId, parallel};

/// Plans every file, the root first, and the examples of all methods.
pub(super) fn plan(
    context: &mut Context<'_>,
    problems: &mut Vec<Problem>,
) -> (Vec<Module>, Vec<ExampleCall>, Option<QuickStart>) {
    // Without operations (only webhooks, or only types) there is nothing to call.
    let calls = !context.naming.resources.is_empty();
    let client = client::plan(context, problems);
    let mut resources = Vec::new();
    let mut shown = front::Shown::default();
    let mut examples_of_calls = Vec::new();
    let planned = parallel::map(&context.naming.resources, |resource| {
        let mut problems = Vec::new();
        let (items, examples) = operations::plan(context, resource, &mut problems);
        let docs = docs::resource(context, resource);
        let module = source_file(context, &resource.module, docs, items);
        (module, examples, problems)
    });
    for (index, (module, examples, found)) in planned.into_iter().enumerate() {
        shown.streams |= module.items.iter().any(streams);
        resources.push(module);
        problems.extend(found);
        let feature = features::of_resource(context, index);
        let defaults = context.defaults.as_ref();
        let default = defaults.is_none_or(|defaults| defaults[index]);
        for example in examples {
            let operation = &context.api.operations[example.operation];
            if !operation.docs.deprecated {
                shown.keep(&example, default, feature.clone());
            }
            examples_of_calls.push(example.call(naming::operation_key(operation)));
        }
    }
    let docs = front::page(context, calls.then_some(&client), &shown);
    let quick_start = front::quick_start(context, &client, &shown);
    let mut modules = vec![root(context, docs)];
    if calls {
        let docs = vec!["The client.".to_owned()];
        let items = vec![Item::Client(Box::new(client))];
        modules.push(source_file(context, "client", docs, items));
    }
    let models = std::mem::take(&mut context.models);
    modules.extend(model_files(context, models));
    modules.extend(resources);
    (modules, examples_of_calls, quick_start)
}

/// Whether an item of a resource returns a stream of items.
fn streams(item: &Item) -> bool {
    let is_stream = |ty: &RustType| match ty {
        RustType::Name(name, arguments) if name == "Call" => {
            arguments.first().is_some_and(is_events)
        }
        ty => is_events(ty),
    };
    match item {
        Item::Resource(resource) => resource.methods.iter().any(|one| is_stream(&one.returns)),
        Item::CallBuilder(call) => is_stream(&call.output),
        _ => false,
    }
}

fn is_events(ty: &RustType) -> bool {
    matches!(ty, RustType::Name(name, _) if name == "EventStream")
}

fn source_file(context: &Context<'_>, module: &str, docs: Vec<String>, items: Vec<Item>) -> Module {
    let module = module.trim_start_matches("r#");
    Module {
        path: path(context, &format!("{module}.rs")),
        docs,
        imports: Imports::of(&items, &|name| context.path_of(name)),
        items,
    }
}

/// The path of a file: a package has its sources in a folder.
fn path(context: &Context<'_>, file: &str) -> String {
    if context.target.manifest.is_some() {
        format!("src/{file}")
    } else {
        file.to_owned()
    }
}

fn root(context: &Context<'_>, docs: Vec<String>) -> Module {
    let resources = context.naming.resources.iter().enumerate();
    let public = resources.map(|(index, resource)| ModuleDeclaration {
        name: resource.module.clone(),
        public: true,
        features: features::of_model_file(context, ModelFile::Resource(index)),
    });
    let mut declarations: Vec<ModuleDeclaration> =
        [("client".to_owned(), false), ("models".to_owned(), true)]
            .into_iter()
            .filter(|(name, _)| name == "models" || !context.naming.resources.is_empty())
            .map(|(name, public)| ModuleDeclaration {
                name,
                public,
                features: Vec::new(),
            })
            .chain(public)
            .collect();
    declarations.sort_by(|a, b| {
        a.name
            .trim_start_matches("r#")
            .cmp(b.name.trim_start_matches("r#"))
    });
    let reexport = |path: &[&str], names: &[&str]| Reexport {
        names: Use {
            path: path.iter().map(|&segment| segment.to_owned()).collect(),
            names: names.iter().map(|&name| name.to_owned()).collect(),
        },
        features: Vec::new(),
    };
    let mut reexports = vec![reexport(&["specwright_runtime"], catalogue::REEXPORTED)];
    if !context.naming.resources.is_empty() {
        let has_choice = !servers::choice(&context.api.servers).is_empty();
        let names = catalogue::own(has_choice);
        reexports.insert(0, reexport(&["self", "client"], names));
    }
    // What is deprecated is named by what else is, and by tables.
    let deprecated = context.api.types.iter().any(|def| def.docs.deprecated);
    let allows = deprecated.then_some(InnerAttribute::Allow(vec!["deprecated"]));
    // A crate says for itself that it has no unsafe code; a module is in somebody else's.
    let own = [
        InnerAttribute::DocCfg,
        InnerAttribute::Forbid("unsafe_code"),
    ];
    let package = context.target.manifest.is_some();
    let own = own.into_iter().filter(|_| package);
    // One an item: several would be printed on one line.
    let levels = lints::attributes(context.config);
    let attributes = own
        .chain(allows)
        .chain(levels)
        .map(|one| Item::Attributes(vec![one]));
    let mut items: Vec<Item> = attributes.collect();
    items.extend([Item::Modules(declarations), Item::Reexports(reexports)]);
    Module {
        path: path(
            context,
            if context.target.manifest.is_some() {
                "lib.rs"
            } else {
                "mod.rs"
            },
        ),
        docs,
        imports: Imports::default(),
        items,
    }
}

/// One file of models, or one for each resource and one for what several share.
fn model_files(context: &Context<'_>, mut models: Vec<Option<Item>>) -> Vec<Module> {
    let mut by_file: BTreeMap<ModelFile, Vec<Item>> = BTreeMap::new();
    for id in reading_order(context) {
        if let Some(item) = models[id.index()].take() {
            let items = by_file.entry(context.model_files.of(id)).or_default();
            items.push(derived::add(context, id, item));
        }
    }
    let text = vec![format!("Models of {}.", context.title)];
    if by_file
        .keys()
        .all(|model_file| *model_file == ModelFile::Shared)
    {
        let items = by_file.into_values().next().unwrap_or_default();
        return vec![models_file(
            context,
            "models.rs",
            text,
            ModelFile::Shared,
            items,
        )];
    }
    let name = |model_file: ModelFile| context.model_files.module(context.naming, model_file);
    let mut declared: Vec<(&str, Vec<String>)> = by_file
        .keys()
        .map(|model_file| {
            (
                name(*model_file),
                features::of_model_file(context, *model_file),
            )
        })
        .collect();
    declared.sort_unstable_by_key(|(name, _)| name.trim_start_matches("r#"));
    let declarations = declared.iter().map(|(name, features)| ModuleDeclaration {
        name: (*name).to_owned(),
        public: false,
        features: features.clone(),
    });
    let globs = declared.iter().map(|(name, features)| Reexport {
        names: Use {
            path: vec!["self".to_owned(), (*name).to_owned()],
            names: vec!["*".to_owned()],
        },
        features: features.clone(),
    });
    let mut files = vec![Module {
        path: path(context, "models/mod.rs"),
        docs: text,
        imports: Imports::default(),
        items: vec![
            Item::Modules(declarations.collect()),
            Item::Reexports(globs.collect()),
        ],
    }];
    files.extend(by_file.into_iter().map(|(model_file, items)| {
        let docs = vec![context.model_files.docs(context.naming, model_file)];
        let file = format!("models/{}.rs", name(model_file).trim_start_matches("r#"));
        models_file(context, &file, docs, model_file, items)
    }));
    files
}

fn models_file(
    context: &Context<'_>,
    file: &str,
    docs: Vec<String>,
    own: ModelFile,
    items: Vec<Item>,
) -> Module {
    let is_other = |name: &&str| {
        let id = context.naming.ids.get(*name);
        id.is_some_and(|id| context.model_files.of(*id) != own)
    };
    let path_of = |name: &str| {
        Some(name)
            .filter(is_other)
            .and_then(|name| context.path_of(name))
    };
    Module {
        path: path(context, file),
        docs,
        imports: Imports::of(&items, &path_of),
        items,
    }
}

/// Components in the order of the document, each followed by the inline types that belong to it,
/// then those of operations.
fn reading_order(context: &Context<'_>) -> Vec<TypeId> {
    let owners: BTreeMap<&str, usize> = context
        .api
        .types()
        .filter(|(_, def)| def.component)
        .map(|(id, def)| (def.name.base.as_str(), id.index()))
        .collect();
    let mut order: Vec<(usize, TypeId)> = context
        .api
        .types()
        .map(|(id, def)| {
            let owner = match def.name.operation {
                _ if def.component => id.index(),
                Some(operation) => usize::MAX / 2 + operation,
                None => owners
                    .get(def.name.base.as_str())
                    .copied()
                    .unwrap_or(usize::MAX),
            };
            (owner, id)
        })
        .collect();
    order.sort_by_key(|(owner, id)| (*owner, *owner != id.index(), *id));
    order.into_iter().map(|(_, id)| id).collect()
}
