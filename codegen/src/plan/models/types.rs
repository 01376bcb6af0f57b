//! Types: the Rust type of an IR type.

use crate::{
    ir::{Scalar, Type},
    plan::{
        External, RustType,
        context::{Context, Sheet},
        overrides::foreign,
    },
};

/// How deep types may be nested without a name.
const DEEPEST: usize = 32;

/// The standard library and the runtime implement their traits for tuples up to this length.
const LONGEST_TUPLE: usize = 12;

impl Context<'_> {
    /// The Rust type of a value. What it needs is imported into the file.
    pub(crate) fn rust(&self, ty: &Type, sheet: &mut Sheet) -> RustType {
        self.rust_at(ty, sheet, 0)
    }

    fn rust_at(&self, ty: &Type, sheet: &mut Sheet, depth: usize) -> RustType {
        let (ty, nullable) = self.shown(ty);
        let inner = if depth > DEEPEST {
            value(sheet)
        } else {
            self.plain(ty, sheet, depth + 1)
        };
        if nullable && *ty != Type::Any && *ty != Type::Null {
            RustType::of("Option", inner)
        } else {
            inner
        }
    }

    fn plain(&self, ty: &Type, sheet: &mut Sheet, depth: usize) -> RustType {
        match ty {
            Type::Named(id) => RustType::Name(self.type_name(*id, sheet), Vec::new()),
            Type::Scalar(scalar) => scalar_type(*scalar, sheet),
            Type::Foreign(own) => match foreign::written(&own.path) {
                Some(ty) => {
                    sheet.imports.external(External::Foreign);
                    RustType::of("Foreign", ty)
                }
                None => value(sheet),
            },
            Type::Any | Type::Nullable(_) => value(sheet),
            Type::Null => RustType::Tuple(Vec::new()),
            Type::Array(item) => RustType::of("Vec", self.rust_at(item, sheet, depth)),
            // Rust has no tuple of one that reads well; a list holds it as well.
            Type::Tuple(items) if (2..=LONGEST_TUPLE).contains(&items.len()) => RustType::Tuple(
                items
                    .iter()
                    .map(|item| self.rust_at(item, sheet, depth))
                    .collect(),
            ),
            Type::Tuple(_) => RustType::of("Vec", value(sheet)),
            Type::KeyedMap(key, item) if self.facts.keys.contains(key) => {
                import_map("BTreeMap", sheet);
                let key = RustType::Name(self.type_name(*key, sheet), Vec::new());
                let item = self.rust_at(item, sheet, depth);
                RustType::Name("BTreeMap".to_owned(), vec![key, item])
            }
            Type::Map(item) | Type::KeyedMap(_, item) => self.map(item, sheet, depth),
        }
    }

    fn map(&self, item: &Type, sheet: &mut Sheet, depth: usize) -> RustType {
        let name = self.map_name(item);
        import_map(name, sheet);
        let item = self.rust_at(item, sheet, depth);
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
    pub(crate) fn map_of(&self, item: &Type, sheet: &mut Sheet) -> RustType {
        self.map(item, sheet, 0)
    }
}

/// Imports the map type of that name.
pub(crate) fn import_map(name: &str, sheet: &mut Sheet) {
    sheet.imports.external(if name == "Map" {
        External::Map
    } else {
        External::BTreeMap
    });
}

/// `serde_json::Value`.
pub(crate) fn value(sheet: &mut Sheet) -> RustType {
    sheet.imports.external(External::Value)
}

fn scalar_type(scalar: Scalar, sheet: &mut Sheet) -> RustType {
    match scalar {
        Scalar::Bool => RustType::name("bool"),
        Scalar::Number(number) | Scalar::NumberOrText(number) => RustType::name(number.name()),
        Scalar::String => RustType::name("String"),
        Scalar::DateTime => sheet.imports.external(External::Timestamp),
        Scalar::Date => sheet.imports.external(External::Date),
        Scalar::Time => sheet.imports.external(External::Time),
        Scalar::Uuid => sheet.imports.external(External::Uuid),
        Scalar::Base64 => sheet.imports.external(External::Base64),
        Scalar::Binary => sheet.imports.external(External::Bytes),
        Scalar::File => sheet.imports.external(External::FilePart),
    }
}
