//! Types: the Rust type of an IR type.
//!
//! In: a type of the API. Out: the type as a file writes it, with what it imports. Must not know
//! where it is used.

use crate::{
    ir::{Scalar, Type},
    plan::{External, RustType, context::Context},
};

/// How deep types may be nested without a name.
const DEEPEST: usize = 32;

/// The standard library and the runtime implement their traits for tuples up to this length.
const LONGEST_TUPLE: usize = 12;

impl Context<'_> {
    /// The Rust type of a value. What it needs is imported into the file.
    pub(crate) fn rust(&self, ty: &Type) -> RustType {
        self.rust_at(ty, 0)
    }

    fn rust_at(&self, ty: &Type, depth: usize) -> RustType {
        let (ty, nullable) = self.shown(ty);
        let inner = if depth > DEEPEST {
            External::Value.ty()
        } else {
            self.plain(ty, depth + 1)
        };
        if nullable && *ty != Type::Any && *ty != Type::Null {
            RustType::of("Option", inner)
        } else {
            inner
        }
    }

    fn plain(&self, ty: &Type, depth: usize) -> RustType {
        match ty {
            Type::Named(id) => RustType::Name(self.type_name(*id), Vec::new()),
            Type::Scalar(scalar) => scalar_type(*scalar),
            Type::Foreign(own) => match RustType::parse(&own.path) {
                Some(ty) => RustType::of("Foreign", ty),
                None => External::Value.ty(),
            },
            Type::Any | Type::Nullable(_) => External::Value.ty(),
            Type::Null => RustType::Tuple(Vec::new()),
            Type::Array(item) => RustType::of("Vec", self.rust_at(item, depth)),
            // Rust has no tuple of one that reads well; a list holds it as well.
            Type::Tuple(items) if (2..=LONGEST_TUPLE).contains(&items.len()) => {
                RustType::Tuple(items.iter().map(|item| self.rust_at(item, depth)).collect())
            }
            Type::Tuple(_) => RustType::of("Vec", External::Value.ty()),
            Type::KeyedMap(key, item) if self.facts.keys.contains(key) => {
                let key = RustType::Name(self.type_name(*key), Vec::new());
                let item = self.rust_at(item, depth);
                RustType::Name("BTreeMap".to_owned(), vec![key, item])
            }
            Type::Map(item) | Type::KeyedMap(_, item) => self.map(item, depth),
        }
    }

    fn map(&self, item: &Type, depth: usize) -> RustType {
        let name = self.map_name(item);
        let item = self.rust_at(item, depth);
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
    pub(crate) fn map_of(&self, item: &Type) -> RustType {
        self.map(item, 0)
    }
}

fn scalar_type(scalar: Scalar) -> RustType {
    match scalar {
        Scalar::Bool => RustType::name("bool"),
        Scalar::Number(number) | Scalar::NumberOrText(number) => RustType::name(number.name()),
        Scalar::String => RustType::name("String"),
        Scalar::DateTime => External::Timestamp.ty(),
        Scalar::Date => External::Date.ty(),
        Scalar::Time => External::Time.ty(),
        Scalar::Uuid => External::Uuid.ty(),
        Scalar::Base64 => External::Base64.ty(),
        Scalar::Base64Url => External::Base64Url.ty(),
        Scalar::Binary => External::Bytes.ty(),
        Scalar::File => External::FilePart.ty(),
    }
}
