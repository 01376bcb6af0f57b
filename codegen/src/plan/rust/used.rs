//! What the code of items uses, and so what its file must import.
//!
//! In: planned items. Out: the imports of their derive macros and of the names in their types and
//! expressions. Must agree with `emit`: a name that is missing here does not compile.

use super::{
    External, Imports, RustType,
    items::{Argument, ChainedCall, Client, Expression, Item, Method},
};

impl Imports {
    /// The imports of a file with these items. `path_of`: the module of a type of the API, unless
    /// that is in the file.
    pub(crate) fn of<'p>(items: &[Item], path_of: &dyn Fn(&str) -> Option<&'p str>) -> Self {
        let mut used = Used {
            imports: Self::default(),
            path_of,
        };
        for item in items {
            used.item(item);
        }
        used.imports
    }

    /// Imports a name of another crate.
    pub(crate) fn external(&mut self, external: External) {
        self.add(external.path(), external.name());
    }
}

struct Used<'u, 'p> {
    imports: Imports,
    path_of: &'u dyn Fn(&str) -> Option<&'p str>,
}

impl Used<'_, '_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Attributes(_) | Item::Modules(_) | Item::Reexports(_) => {}
            Item::Derived(item, _) => self.item(item),
            Item::Struct(item) => {
                self.imports.external(External::Model);
                for field in &item.fields {
                    self.ty(&field.ty);
                    field.value.iter().for_each(|(ty, _)| self.name(ty));
                }
            }
            Item::Enumeration(item) => {
                self.imports.external(External::OpenEnum);
                self.ty(&item.repr);
            }
            Item::Constant(_) => self.imports.external(External::Constant),
            Item::Union(item) => {
                self.imports.external(External::Union);
                self.imports.external(External::Value);
                self.types(item.variants.iter().filter_map(|one| one.ty.as_ref()));
            }
            Item::Newtype(item) => {
                self.imports.external(External::Model);
                self.ty(&item.ty);
            }
            Item::Alias(item) => self.ty(&item.ty),
            Item::Resource(item) => {
                self.imports.external(External::Client);
                item.methods.iter().for_each(|method| self.method(method));
            }
            Item::CallBuilder(item) => {
                self.imports.external(External::Call);
                self.imports.external(External::CallOptions);
                self.types([&item.output, &item.error]);
                for option in &item.options {
                    self.ty(&option.argument.ty);
                    self.call(&option.chained);
                }
                self.types(item.pages.iter().map(|pages| &pages.item));
            }
            Item::ByStatus(item) => {
                self.imports.external(External::ByStatus);
                self.types(item.variants.iter().filter_map(|one| one.ty.as_ref()));
            }
            Item::Headers(item) => self.types(item.fields.iter().map(|field| &field.ty)),
            Item::Client(item) => self.client(item),
        }
    }

    fn method(&mut self, method: &Method) {
        self.ty(&method.returns);
        self.arguments(&method.arguments);
        method.chain.iter().for_each(|call| self.call(call));
    }

    fn client(&mut self, client: &Client) {
        self.imports.external(External::BuildError);
        for scheme in &client.schemes {
            self.imports.external(External::SecurityScheme);
            self.expressions(&scheme.arguments);
        }
        for setter in &client.setters {
            self.arguments(&setter.arguments);
        }
    }

    fn arguments(&mut self, arguments: &[Argument]) {
        self.types(arguments.iter().map(|argument| &argument.ty));
    }

    fn call(&mut self, call: &ChainedCall) {
        self.expressions(&call.arguments);
    }

    fn expressions(&mut self, all: &[Expression]) {
        for expression in all {
            match expression {
                Expression::Path(ty, _) => self.name(ty),
                Expression::Variant(ty, _, arguments) => {
                    self.name(ty);
                    self.expressions(arguments);
                }
                Expression::Json(_) => self.imports.external(External::Json),
                Expression::Closure(call) => self.call(call),
                Expression::Encodings(list) => {
                    for (_, encoding) in list {
                        self.expressions(std::slice::from_ref(encoding));
                    }
                }
                Expression::Text(_)
                | Expression::Variable(_)
                | Expression::AsRef(_)
                | Expression::Bool(_)
                | Expression::Number(_)
                | Expression::Names(_)
                | Expression::Texts(_) => {}
            }
        }
    }

    fn types<'t>(&mut self, types: impl IntoIterator<Item = &'t RustType>) {
        types.into_iter().for_each(|ty| self.ty(ty));
    }

    fn ty(&mut self, ty: &RustType) {
        ty.names(&mut |name| self.name(name));
    }

    fn name(&mut self, name: &str) {
        if let Some(external) = External::of_type(name) {
            self.imports.external(external);
        } else if let Some(path) = (self.path_of)(name) {
            self.imports.add(path, name);
        }
    }
}
