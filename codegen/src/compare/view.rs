//! What a program can name of a client.
//!
//! In: a planned crate. Out: its public items in reading order, each with its arguments, its return
//! type, and its form on the wire. Whatever is equal in two views is equal for every program. Must
//! not know the document or how Rust is written.

mod calls;
mod client;
mod features;
mod models;
mod requests;

pub(super) use self::{
    client::CREDENTIAL,
    features::UNUSED,
    models::FILLED,
    requests::{CREDENTIALS, REQUEST, UNNEEDED},
};

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Crate, Deprecation, Module, RustType};

/// The public API of a client.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PublicApi {
    /// What it consists of: resources, methods, types, the client, features.
    pub items: Vec<Item>,
}

/// Something that a program can name.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// As a program writes it: `notes().delete()`, `Note::new`.
    pub name: String,
    /// Where the document has it: `DELETE /notes/{id}`, the JSON Pointer of a schema, the name of a
    /// property. Empty: nowhere.
    pub place: String,
    /// The arguments of a function.
    pub takes: Vec<Taken>,
    /// The type of a field, what a function returns, what a variant holds.
    pub(crate) gives: Option<RustType>,
    /// What the error of a call holds.
    pub(crate) fails: Option<RustType>,
    /// What is sent and read, by what it says of the wire.
    pub wire: BTreeMap<String, String>,
    /// Whether the compiler warns of its use.
    pub(crate) deprecated: Deprecation,
    /// Its documentation.
    pub docs: Vec<String>,
    /// What `validate()` checks of it.
    pub constraints: String,
    /// The features that enable it; empty if it is always compiled.
    pub features: BTreeSet<String>,
    /// What is gone with it.
    pub members: Vec<Item>,
}

/// An argument.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Its name in Rust, which callers do not write.
    pub name: String,
    /// Its type.
    pub(crate) ty: RustType,
    /// Its meaning on the wire: ``query parameter `limit` ``.
    pub means: String,
    /// How it is written there, for comparing.
    pub written: String,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A tag of the document: a module, and a method of the client.
    Resource,
    /// A method that makes a call.
    Method,
    /// The type of a call with optional parameters.
    Builder,
    /// An optional parameter of a call.
    Parameter,
    /// The pages of a list.
    Pages,
    /// A struct.
    Struct,
    /// A list of values.
    Enumeration,
    /// One of several types.
    Union,
    /// One of several bodies, by status.
    ByStatus,
    /// The headers of a response.
    Headers,
    /// A type of one value.
    Constant,
    /// A type around another one.
    Newtype,
    /// Another name for a type.
    Alias,
    /// A field.
    Field,
    /// A `with_` method.
    Setter,
    /// `new`.
    New,
    /// A variant of an enum.
    Variant,
    /// `From`.
    Conversion,
    /// Another trait.
    Trait,
    /// The name of a type as a value.
    Value,
    /// The client and its builder.
    Client,
    /// A setter of the client's builder.
    Setting,
    /// `from_env`.
    Environment,
    /// A choice of servers.
    Servers,
    /// A server.
    Server,
    /// A feature of the crate.
    Feature,
}

impl Kind {
    /// Whether it is a type, which shares its names with all others.
    #[must_use]
    pub fn is_type(self) -> bool {
        use Kind::{Alias, ByStatus, Constant, Enumeration, Headers, Newtype, Struct, Union};
        matches!(
            self,
            Alias | ByStatus | Constant | Enumeration | Headers | Newtype | Struct | Union
        )
    }
}

impl Item {
    /// An item of which only its name is known.
    fn new(kind: Kind, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            place: String::new(),
            takes: Vec::new(),
            gives: None,
            fails: None,
            wire: BTreeMap::new(),
            deprecated: Deprecation::No,
            docs: Vec::new(),
            constraints: String::new(),
            features: BTreeSet::new(),
            members: Vec::new(),
        }
    }

    fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    fn documented(mut self, docs: &[String]) -> Self {
        self.docs = docs.to_vec();
        self
    }

    fn deprecated(mut self, deprecated: &Deprecation) -> Self {
        self.deprecated = deprecated.clone();
        self
    }

    fn giving(mut self, ty: Option<RustType>) -> Self {
        self.gives = ty;
        self
    }

    fn compiled_with(mut self, features: &BTreeSet<String>) -> Self {
        self.features.clone_from(features);
        self
    }

    fn with(mut self, members: impl IntoIterator<Item = Self>) -> Self {
        self.members.extend(members);
        self
    }

    fn on_wire(mut self, what: impl Into<String>, is: impl Into<String>) -> Self {
        self.wire.insert(what.into(), is.into());
        self
    }
}

impl PublicApi {
    /// The view of a planned crate.
    #[must_use]
    pub fn of(plan: &Crate) -> Self {
        let default = client::security(plan);
        let places = models::places(plan);
        let features = features::Features::of(plan);
        let mut operations = Vec::new();
        let mut own = Vec::new();
        let mut types = Vec::new();
        for module in &plan.modules {
            let name = module_name(module);
            if name == "client" {
                own.extend(client::items(module));
            } else if calls::is_resource(module) {
                let (calls, of_calls) = calls::items(module, name, &default);
                operations.extend(calls);
                types.extend(of_calls);
            } else {
                let on = features.of_module(name);
                let models = models::items(&module.items, &places).into_iter();
                types.extend(models.map(|item| item.compiled_with(&on)));
            }
        }
        operations.append(&mut own);
        operations.append(&mut types);
        operations.extend(features.items());
        Self { items: operations }
    }
}

/// The name of a module of the root.
fn module_name(module: &Module) -> &str {
    let path = module.path.strip_suffix(".rs").unwrap_or(&module.path);
    path.rsplit('/').next().unwrap_or(path)
}

/// A name without what makes a keyword a name.
fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}
