//! Types: the Rust type of an IR type.
//!
//! In: a type of the API. Out: the type as a file writes it, with what it imports. Must not know
//! where it is used.

use crate::{
    ir::{Scalar, Type},
    plan::{
        External, RustType,
        context::{Context, FileBuilder},
        overrides::foreign,
    },
};

/// How deep types may be nested without a name.
const DEEPEST: usize = 32;

/// The standard library and the runtime implement their traits for tuples up to this length.
const LONGEST_TUPLE: usize = 12;

impl Context<'_> {
    /// The Rust type of a value. What it needs is imported into the file.
    pub(crate) fn rust(&self, ty: &Type, file: &mut FileBuilder) -> RustType {
        self.rust_at(ty, file, 0)
    }

    fn rust_at(&self, ty: &Type, file: &mut FileBuilder, depth: usize) -> RustType {
        let (ty, nullable) = self.shown(ty);
        let inner = if depth > DEEPEST {
            value(file)
        } else {
            self.plain(ty, file, depth + 1)
        };
        if nullable && *ty != Type::Any && *ty != Type::Null {
            RustType::of("Option", inner)
        } else {
            inner
        }
    }

    fn plain(&self, ty: &Type, file: &mut FileBuilder, depth: usize) -> RustType {
        match ty {
            Type::Named(id) => RustType::Name(self.type_name(*id, file), Vec::new()),
            Type::Scalar(scalar) => scalar_type(*scalar, file),
            Type::Foreign(own) => match foreign::written(&own.path) {
                Some(ty) => {
                    file.imports.external(External::Foreign);
                    RustType::of("Foreign", ty)
                }
                None => value(file),
            },
            Type::Any | Type::Nullable(_) => value(file),
            Type::Null => RustType::Tuple(Vec::new()),
            Type::Array(item) => RustType::of("Vec", self.rust_at(item, file, depth)),
            // Rust has no tuple of one that reads well; a list holds it as well.
            Type::Tuple(items) if (2..=LONGEST_TUPLE).contains(&items.len()) => RustType::Tuple(
                items
                    .iter()
                    .map(|item| self.rust_at(item, file, depth))
                    .collect(),
            ),
            Type::Tuple(_) => RustType::of("Vec", value(file)),
            Type::KeyedMap(key, item) if self.facts.keys.contains(key) => {
                import_map("BTreeMap", file);
                let key = RustType::Name(self.type_name(*key, file), Vec::new());
                let item = self.rust_at(item, file, depth);
                RustType::Name("BTreeMap".to_owned(), vec![key, item])
            }
            Type::Map(item) | Type::KeyedMap(_, item) => self.map(item, file, depth),
        }
    }

    fn map(&self, item: &Type, file: &mut FileBuilder, depth: usize) -> RustType {
        let name = self.map_name(item);
        import_map(name, file);
        let item = self.rust_at(item, file, depth);
        RustType::Name(name.to_owned(), vec![RustType::name("String"), item])
    }

    /// The map type for values of that type: free-form objects are `serde_json`'s.
    pub(crate) fn map_name(&self, item: &Type) -> &'static str {
        if *self.resolve(item).0 == Type::Any {
            "Map"
        } else {
            "BTreeMap"
        }
    }

    /// The type of an object's other keys.
    pub(crate) fn map_of(&self, item: &Type, file: &mut FileBuilder) -> RustType {
        self.map(item, file, 0)
    }
}

/// Imports the map type of that name.
pub(crate) fn import_map(name: &str, file: &mut FileBuilder) {
    file.imports.external(if name == "Map" {
        External::Map
    } else {
        External::BTreeMap
    });
}

/// `serde_json::Value`.
pub(crate) fn value(file: &mut FileBuilder) -> RustType {
    file.imports.external(External::Value)
}

fn scalar_type(scalar: Scalar, file: &mut FileBuilder) -> RustType {
    match scalar {
        Scalar::Bool => RustType::name("bool"),
        Scalar::Number(number) | Scalar::NumberOrText(number) => RustType::name(number.name()),
        Scalar::String => RustType::name("String"),
        Scalar::DateTime => file.imports.external(External::Timestamp),
        Scalar::Date => file.imports.external(External::Date),
        Scalar::Time => file.imports.external(External::Time),
        Scalar::Uuid => file.imports.external(External::Uuid),
        Scalar::Base64 => file.imports.external(External::Base64),
        Scalar::Base64Url => file.imports.external(External::Base64Url),
        Scalar::Binary => file.imports.external(External::Bytes),
        Scalar::File => file.imports.external(External::FilePart),
    }
}
