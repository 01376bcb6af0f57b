//! Emit: the plan as pieces of code, one emitter a kind of item.
//!
//! In: a [`Crate`] in which everything is decided. Out: for each file, pieces of tokens or of text that
//! needs no layout. Must not know the document, and decides nothing.

mod alias;
mod by_status;
mod call;
mod client;
mod constant;
mod enumeration;
mod manifest;
mod module;
mod newtype;
mod number;
mod resource;
mod shape;
mod struct_;
mod syntax;
mod table;
mod union;

use proc_macro2::TokenStream;

pub(crate) use self::syntax::doc_line;
use crate::plan::{Crate, Item, Module};

/// A file before it is laid out.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it is written, with `/`.
    pub path: String,
    /// The comment on its first line.
    pub header: String,
    /// The docs of the module.
    pub docs: Vec<String>,
    /// What follows, with an empty line between.
    pub pieces: Vec<Piece>,
}

/// A part of a file.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Items without an empty line between them.
    Items(Vec<TokenStream>),
    /// Text as it is written: the manifest, and lists inside of macros, which no printer lays out.
    Text(String),
}

/// Emits every file of the crate.
#[must_use]
pub fn emit(plan: &Crate) -> Vec<File> {
    let mut files: Vec<File> = plan
        .modules
        .iter()
        .map(|module| file(plan, module))
        .collect();
    files.extend(
        plan.manifest
            .as_ref()
            .map(|manifest| manifest::emit(plan, manifest)),
    );
    files
}

fn file(plan: &Crate, module: &Module) -> File {
    let mut pieces = module::imports(&module.imports);
    for item in &module.items {
        pieces.extend(self::item(item));
    }
    File {
        path: module.path.clone(),
        header: plan.header.clone(),
        docs: module.docs.clone(),
        pieces,
    }
}

fn item(item: &Item) -> Vec<Piece> {
    match item {
        Item::Allows(lint) => vec![Piece::Text(format!("#![allow({lint})]\n"))],
        Item::Modules(modules) => vec![module::declarations(modules)],
        Item::Reexports(uses) => vec![module::reexports(uses)],
        Item::Struct(item) => struct_::emit(item),
        Item::Enumeration(item) => enumeration::emit(item),
        Item::Constant(item) => constant::emit(item),
        Item::Union(item) => union::emit(item),
        Item::Newtype(item) => newtype::emit(item),
        Item::Alias(item) => vec![alias::emit(item)],
        Item::Resource(item) => resource::emit(item),
        Item::CallBuilder(item) => call::emit(item),
        Item::ByStatus(item) => by_status::emit(item),
        Item::Client(item) => client::emit(item),
    }
}
