//! Emit: the plan as tokens, one emitter a kind of item.
//!
//! In: a [`Crate`] in which everything is decided. Out: for each file, parts that create their
//! tokens on demand. Must not know the document, and decides nothing.

mod calls;
mod expression;
mod manifest;
mod models;
mod module;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use self::syntax::doc_line;
use self::{
    calls::{by_status, call, client, headers, resource},
    models::{alias, constant, enumeration, newtype, struct_, union},
};
use crate::plan::{Crate, Derived, InnerAttribute, Item, Module, Runtime, Use};

/// A file before it is laid out.
#[derive(Clone, Debug)]
pub struct File<'p> {
    /// Where it is written, with `/`.
    pub path: &'p str,
    /// The comment on its first line.
    pub header: &'p str,
    /// What follows.
    pub content: Content<'p>,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content<'p> {
    /// Rust, with an empty line between the parts.
    Rust(Vec<Block<'p>>),
    /// A manifest.
    Toml(String),
    /// Lines as they are: a README, or a program that the documentation shows, too.
    Text(&'p [String]),
}

/// A part of a file before it is made. The tokens of a whole crate would take many times the memory
/// of its text, and tokens stay in the thread that makes them.
#[derive(Clone, Debug)]
pub struct Block<'p>(Source<'p>);

#[derive(Clone, Debug)]
enum Source<'p> {
    Docs(&'p [String]),
    Imports(Vec<Use>),
    Item(&'p Item),
}

impl Block<'_> {
    /// Makes the part: items, or what is at the head of a file.
    #[must_use]
    pub fn tokens(&self) -> TokenStream {
        match &self.0 {
            Source::Docs(lines) => module::docs(lines),
            Source::Imports(uses) => module::imports(uses),
            Source::Item(item) => self::item(item),
        }
    }
}

/// Emits every file of the crate.
#[must_use]
pub fn emit<'p>(plan: &'p Crate) -> Vec<File<'p>> {
    let modules = plan.modules.iter().map(|module| file(plan, module));
    let manifest = plan.manifest.iter().map(|manifest| File {
        path: "Cargo.toml",
        header: &plan.header,
        content: Content::Toml(manifest::emit(plan, manifest)),
    });
    let text = |path, lines: &'p [String]| File {
        path,
        header: &plan.header,
        content: Content::Text(lines),
    };
    let readme = plan
        .manifest
        .iter()
        .map(|_| text("README.md", &plan.readme));
    let program = plan.quick_start.iter();
    let program = program.map(|program| text("examples/quickstart.rs", &program.lines));
    modules
        .chain(manifest)
        .chain(readme)
        .chain(program)
        .collect()
}

/// The features of a module, which the manifest of its crate must declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleFeatures {
    /// That without which the module is not compiled at all.
    pub client: String,
    /// All of them, as lines of `[features]`.
    pub lines: String,
}

/// The features of a module whose tags have some.
#[must_use]
pub fn features(plan: &Crate) -> Option<ModuleFeatures> {
    let client = plan.features.client.as_ref()?;
    Some(ModuleFeatures {
        client: client.name.clone(),
        lines: manifest::tags(&plan.features),
    })
}

/// The dependencies of a crate around a module, as lines of `[dependencies]`: with the runtime's
/// own default features, and these.
#[must_use]
pub fn dependencies(runtime: &Runtime, features: &[&str]) -> String {
    manifest::dependencies(runtime, features, true)
}

fn file<'p>(plan: &'p Crate, module: &'p Module) -> File<'p> {
    let imports = module.imports.groups().into_iter().map(Source::Imports);
    let items = module.items.iter().map(Source::Item);
    let parts = std::iter::once(Source::Docs(&module.docs)).chain(imports);
    File {
        path: &module.path,
        header: &plan.header,
        content: Content::Rust(parts.chain(items).map(Block).collect()),
    }
}

fn item(item: &Item) -> TokenStream {
    derived(item, None)
}

/// An item, a model with more derive macros than its own.
fn derived(item: &Item, more: Option<&Derived>) -> TokenStream {
    match item {
        Item::Attributes(attributes) => {
            let attributes = attributes.iter().map(attribute);
            quote!(#(#attributes)*)
        }
        Item::Modules(modules) => module::declarations(modules),
        Item::Reexports(uses) => module::reexports(uses),
        Item::Derived(item, more) => derived(item, Some(more)),
        Item::Struct(item) => struct_::emit(item, more),
        Item::Enumeration(item) => enumeration::emit(item, more),
        Item::Constant(item) => constant::emit(item, more),
        Item::Union(item) => union::emit(item, more),
        Item::Newtype(item) => newtype::emit(item, more),
        Item::Alias(item) => alias::emit(item),
        Item::Resource(item) => resource::emit(item),
        Item::CallBuilder(item) => call::emit(item),
        Item::ByStatus(item) => by_status::emit(item),
        Item::Headers(item) => headers::emit(item),
        Item::Client(item) => client::emit(item),
    }
}

fn attribute(attribute: &InnerAttribute) -> TokenStream {
    match attribute {
        InnerAttribute::DocCfg => quote!(#![cfg_attr(docsrs, feature(doc_cfg))]),
        InnerAttribute::Forbid(lint) => {
            let lint = syntax::path(lint);
            quote!(#![forbid(#lint)])
        }
        InnerAttribute::Allow(lints) => {
            let lints = lints.iter().map(|lint| syntax::path(lint));
            quote!(#![allow(#(#lints),*)])
        }
        InnerAttribute::Level(level, lint) => {
            let (level, lint) = (syntax::ident(level), syntax::path(lint));
            quote!(#![#level(#lint)])
        }
    }
}

#[cfg(test)]
mod tests {
    use syn::{File, parse_quote};

    use super::*;

    #[test]
    fn attributes_of_a_file_are_inner_ones() {
        let tokens = item(&Item::Attributes(vec![
            InnerAttribute::Forbid("unsafe_code"),
            InnerAttribute::Allow(vec!["deprecated", "clippy::similar_names"]),
            InnerAttribute::Level("warn", "missing_docs".to_owned()),
        ]));
        let actual: File = syn::parse2(tokens).unwrap();
        let expected: File = parse_quote! {
            #![forbid(unsafe_code)]
            #![allow(deprecated, clippy::similar_names)]
            #![warn(missing_docs)]
        };
        assert_eq!(actual, expected);
    }
}
