//! Naming: the names of everything that another file may refer to.
//!
//! In: the API and the configuration. Out: resources, the methods of operations and the names of
//! types, each unique where it stands. Types are named after components first, then inline ones.

use super::{methods, problems::Problem};
use crate::hash::IndexMap;
use crate::{
    config::ApiConfig,
    ir::{Api, Operation, TypeDef},
    names::{self, Case, Scope, Wish, words},
};

/// Every name that is decided before the files.
#[derive(Debug)]
pub(super) struct Naming {
    /// By type.
    pub(super) types: Vec<String>,
    /// The names of all types, for those that are made up later.
    pub(super) type_scope: Scope<'static>,
    /// The resources, in the order of the document.
    pub(super) resources: Vec<Resource>,
    /// By operation.
    pub(super) methods: Vec<MethodNames>,
}

/// A group of operations.
#[derive(Debug)]
pub(super) struct Resource {
    /// The tag, if it has one.
    pub(super) tag: Option<String>,
    /// The words of its name.
    pub(super) words: Vec<String>,
    /// Its module, which is also the method of the client.
    pub(super) module: String,
    /// Its type.
    pub(super) ty: String,
    /// Its operations.
    pub(super) operations: Vec<usize>,
    /// The names of its methods, for those that are made up later.
    pub(super) method_scope: Scope<'static>,
}

/// What an operation is called.
#[derive(Debug, Default)]
pub(super) struct MethodNames {
    /// The method.
    pub(super) method: String,
    /// The words of the name that is clear without the resource.
    pub(super) full: Vec<String>,
}

/// Names that emitted files use by themselves, from the prelude or imported.
const TYPES_IN_USE: &[&str] = &[
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "Into",
    "From",
    "Default",
    "Clone",
    "Copy",
    "Debug",
    "PartialEq",
    "Eq",
    "Hash",
    "AsRef",
    "Self",
    "Send",
    "Sync",
    "Drop",
    "Fn",
    "FnOnce",
    "FnMut",
    "Iterator",
    "ToString",
    "Unpin",
    "Sized",
    "Serialize",
    "Deserialize",
    "Serializer",
    "Deserializer",
    "MapAccess",
    "Value",
    "Map",
    "BTreeMap",
    "Nullable",
    "Timestamp",
    "Date",
    "Time",
    "Uuid",
    "Base64",
    "Bytes",
    "EventStream",
    "FilePart",
    "FormEncoding",
    "Fields",
    "Shape",
    "Kinds",
    "Extra",
    "Property",
    "Call",
    "Client",
    "ClientBuilder",
    "NoError",
    "Format",
    "Style",
    "Raw",
    "Body",
    "Ord",
    "PartialOrd",
    "Extend",
    "IntoIterator",
    "ToOwned",
    "TryFrom",
    "TryInto",
    "FromIterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
];

/// Modules and files that are there anyway.
const MODULES_IN_USE: &[&str] = &[
    "client",
    "models",
    "shared",
    "lib",
    "mod",
    "main",
    "builder",
    "from_env",
    "clone",
    "new",
    "raw",
    "core",
    "std",
    "alloc",
    "serde",
    "serde_json",
    "specwright_runtime",
    "con",
    "prn",
    "aux",
    "nul",
];

pub(super) fn name_all(api: &Api, config: &ApiConfig, problems: &mut Vec<Problem>) -> Naming {
    let mut resources = group(api);
    let methods = methods::name_all(api, config, &mut resources, problems);
    let (types, mut type_scope) = name_types(api, &methods);
    for resource in &mut resources {
        let mut longer = resource.words.clone();
        longer.push("api".to_owned());
        resource.ty = type_scope.claim_any([resource.words.clone(), longer]);
    }
    Naming {
        types,
        type_scope,
        resources,
        methods,
    }
}

/// The operations by their first tag; without one, by the first segment of the path that says something.
fn group(api: &Api) -> Vec<Resource> {
    let mut groups: IndexMap<(Vec<String>, Option<String>), Vec<usize>> = IndexMap::default();
    for (index, operation) in api.operations.iter().enumerate() {
        let tag = operation.tags.first().map(|tag| (words(tag), tag));
        let group = match tag {
            Some((words, tag)) if !words.is_empty() => (words, Some(tag.clone())),
            _ => {
                let name = path_group(&operation.path).unwrap_or("operations");
                (words(name), None)
            }
        };
        groups.entry(group).or_default().push(index);
    }
    let mut scope =
        Scope::new(Case::Snake, "operations").reserve(MODULES_IN_USE.iter().copied(), "resource");
    let wishes = groups.keys().map(|(words, tag)| {
        let text = tag
            .as_deref()
            .map_or_else(|| words.join("_").into(), Into::into);
        Wish {
            text,
            ..Wish::split("", fitting(words))
        }
    });
    let names = scope.claim_all(&wishes.collect::<Vec<_>>());
    groups
        .into_iter()
        .zip(names)
        .map(|(((words, tag), operations), module)| Resource {
            module,
            tag,
            words,
            ty: String::new(),
            operations,
            method_scope: Scope::new(Case::Snake, "call"),
        })
        .collect()
}

/// As many of the words as a file name has room for.
pub(super) fn fitting(words: &[String]) -> Vec<String> {
    let mut room = 60_usize;
    let fits = |word: &&String| {
        let left = room.checked_sub(word.len() + 1);
        room = left.unwrap_or(0);
        left.is_some()
    };
    let taken: Vec<String> = words.iter().take_while(fits).cloned().collect();
    if taken.is_empty() {
        words
            .first()
            .map(|word| word.chars().take(20).collect())
            .into_iter()
            .collect()
    } else {
        taken
    }
}

fn path_group(path: &str) -> Option<&str> {
    let path = path.split(['?', '#']).next()?;
    path.split('/')
        .find(|segment| {
            !segment.is_empty()
                && !segment.contains('{')
                && *segment != "api"
                && !names::is_version(segment)
        })
        .filter(|segment| !words(segment).is_empty())
}

/// How an operation is called in the configuration.
pub(super) fn operation_key(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn name_types(api: &Api, methods: &[MethodNames]) -> (Vec<String>, Scope<'static>) {
    let mut scope =
        Scope::new(Case::Pascal, "model").reserve(TYPES_IN_USE.iter().copied(), "model");
    let wishes: Vec<Vec<String>> = api
        .types
        .iter()
        .map(|def| {
            let base = match def.name.operation.and_then(|index| methods.get(index)) {
                Some(method) => method.full.clone(),
                None => words(&def.name.base),
            };
            base.into_iter()
                .chain(def.name.path.iter().flat_map(|part| words(part)))
                .collect()
        })
        .collect();
    for wish in &wishes {
        scope.wish(wish);
    }
    let mut types = vec![String::new(); api.types.len()];
    for first in [true, false] {
        for (index, def) in api.types.iter().enumerate() {
            if def.component == first {
                let body = body_wish(&wishes[index], def);
                types[index] = scope.claim_any(std::iter::once(wishes[index].clone()).chain(body));
            }
        }
    }
    (types, scope)
}

/// Another name for a type within the body of a request or response, for when a component has its own:
/// `AddFollowersBody` beside the component `AddFollowersRequest`.
fn body_wish(wish: &[String], def: &TypeDef) -> Option<Vec<String>> {
    def.name.operation?;
    let path: Vec<String> = def.name.path.iter().flat_map(|part| words(part)).collect();
    let (base, path) = wish.split_at(wish.len().checked_sub(path.len())?);
    let (first, rest) = path.split_first()?;
    let body: &[&str] = match first.as_str() {
        "request" => &["body"],
        "response" | "error" => &[first, "body"],
        _ => return None,
    };
    let body = body.iter().map(|word| (*word).to_owned());
    Some(
        base.iter()
            .cloned()
            .chain(body)
            .chain(rest.iter().cloned())
            .collect(),
    )
}
