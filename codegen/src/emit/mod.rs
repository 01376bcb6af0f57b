//! Emit: the plan as pieces of code, one emitter a kind of item.
//!
//! In: a [`Crate`] in which everything is decided. Out: for each file, parts that give pieces of
//! tokens, or of text that needs no layout, when they are asked. Must not know the document, and
//! decides nothing.

mod alias;
mod by_status;
mod call;
mod client;
mod constant;
mod definition;
mod enumeration;
mod headers;
mod layout;
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

pub(crate) use self::{layout::WIDEST, syntax::doc_line};
use crate::plan::{Crate, Imports, Item, Manifest, Module};

/// A file before it is laid out.
#[derive(Clone, Debug)]
pub struct File<'p> {
    /// Where it is written, with `/`.
    pub path: &'p str,
    /// The comment on its first line.
    pub header: &'p str,
    /// The docs of the module.
    pub docs: &'p [String],
    /// What follows, with an empty line between.
    pub parts: Vec<Part<'p>>,
}

/// A part of a file before it is made. The tokens of a whole crate would take many times the memory
/// of its text, and tokens stay in the thread that makes them.
#[derive(Clone, Copy, Debug)]
pub struct Part<'p>(Source<'p>);

#[derive(Clone, Copy, Debug)]
enum Source<'p> {
    Imports(&'p Imports),
    Item(&'p Item),
    Manifest(&'p Crate, &'p Manifest),
}

impl Part<'_> {
    /// Makes the part.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        match self.0 {
            Source::Imports(imports) => module::imports(imports),
            Source::Item(item) => self::item(item),
            Source::Manifest(plan, manifest) => vec![manifest::emit(plan, manifest)],
        }
    }
}

/// A part of a file.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Items without an empty line between them.
    Items(Vec<TokenStream>),
    /// An impl, an empty line between its members.
    Impl(Block),
    /// A definition, laid out but for lines that may be too wide.
    Definition(String),
    /// Text as it is written: the manifest, and lists inside of macros, which no printer lays out.
    Text(String),
}

/// An impl with documented members.
#[derive(Clone, Debug)]
pub struct Block {
    /// What stands before the brace.
    pub head: String,
    /// What stands in the braces.
    pub members: Vec<Member>,
}

/// A member of an impl.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its docs as they are written.
    pub docs: String,
    /// What they are about, laid out but for lines that may be too wide.
    pub code: String,
}

/// Emits every file of the crate.
#[must_use]
pub fn emit(plan: &Crate) -> Vec<File<'_>> {
    let modules = plan.modules.iter().map(|module| file(plan, module));
    let manifest = plan.manifest.iter().map(|manifest| File {
        path: "Cargo.toml",
        header: &plan.header,
        docs: &[],
        parts: vec![Part(Source::Manifest(plan, manifest))],
    });
    modules.chain(manifest).collect()
}

fn file<'p>(plan: &'p Crate, module: &'p Module) -> File<'p> {
    let imports = Source::Imports(&module.imports);
    let items = module.items.iter().map(Source::Item);
    File {
        path: &module.path,
        header: &plan.header,
        docs: &module.docs,
        parts: std::iter::once(imports).chain(items).map(Part).collect(),
    }
}

fn item(item: &Item) -> Vec<Piece> {
    match item {
        Item::Allows(lint) => vec![Piece::Text(format!("#![allow({lint})]\n"))],
        Item::Forbids(lint) => vec![Piece::Text(format!("#![forbid({lint})]\n"))],
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
        Item::Headers(item) => headers::emit(item),
        Item::Client(item) => client::emit(item),
    }
}
