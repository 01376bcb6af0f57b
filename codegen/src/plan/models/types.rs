//! Types: the Rust type of an IR type, and how large it is.

use crate::{
    ir::{Numeric, Scalar, Strictness, Type, TypeId, TypeKind},
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

    /// How many bytes a value takes, at least and at most; this differs with features of
    /// `serde_json`.
    pub(crate) fn size(&self, ty: &Type) -> (u32, u32) {
        self.size_at(ty, 0)
    }

    fn size_at(&self, ty: &Type, depth: usize) -> (u32, u32) {
        let (ty, nullable) = self.resolve(ty);
        let (low, high) = match ty {
            Type::Named(id) if depth > DEEPEST => (8, if self.is_small(*id) { 32 } else { 4096 }),
            Type::Named(id) => {
                if let Some(size) = self.sizes[id.index()].get() {
                    *size
                } else {
                    let size = self.size_of_type(*id, depth + 1);
                    *self.sizes[id.index()].get_or_init(|| size)
                }
            }
            Type::Scalar(scalar) => scalar_size(*scalar),
            Type::Any | Type::Nullable(_) | Type::Map(_) | Type::KeyedMap(..) => (24, 80),
            Type::Foreign(_) => (1, 4096),
            Type::Null => (0, 0),
            Type::Array(_) => (24, 24),
            Type::Tuple(items) => items
                .iter()
                .fold((0, 0), |sum, item| add(sum, self.size_at(item, depth + 1))),
        };
        if nullable {
            (low, high + 8)
        } else {
            (low, high)
        }
    }

    fn is_small(&self, id: TypeId) -> bool {
        matches!(
            self.api.type_def(id).kind,
            TypeKind::Enumeration(_) | TypeKind::Constant(..)
        )
    }

    fn size_of_type(&self, id: TypeId, depth: usize) -> (u32, u32) {
        match &self.api.type_def(id).kind {
            TypeKind::Struct(object) => {
                let fields = object.fields.iter().map(|field| &field.ty);
                let all = fields
                    .chain(object.flattened.iter().map(|(_, ty)| ty))
                    .enumerate();
                all.fold((0, 80), |sum, (index, ty)| {
                    if self.facts.boxed.contains(&(id, index)) {
                        add(sum, (8, 8))
                    } else {
                        let (low, high) = self.size_at(ty, depth);
                        add(sum, (low, high + 8))
                    }
                })
            }
            TypeKind::Union(union) => {
                union
                    .variants
                    .iter()
                    .enumerate()
                    .fold((24, 88), |(low, high), (index, variant)| {
                        if self.facts.boxed.contains(&(id, index)) {
                            return (low, high);
                        }
                        let size = self.size_at(&variant.ty, depth);
                        (low.max(size.0), high.max(size.1.saturating_add(8)))
                    })
            }
            TypeKind::Enumeration(_) => (16, 80),
            TypeKind::Constant(_, Strictness::Strict) => (0, 0),
            TypeKind::Constant(_, Strictness::Lenient | Strictness::Open) => (8, 8),
            TypeKind::Alias(..) => (24, 80),
        }
    }
}

fn add(a: (u32, u32), b: (u32, u32)) -> (u32, u32) {
    (a.0.saturating_add(b.0), a.1.saturating_add(b.1))
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

fn scalar_size(scalar: Scalar) -> (u32, u32) {
    match scalar {
        Scalar::Bool => (1, 1),
        Scalar::Number(number) | Scalar::NumberOrText(number) => number_size(number),
        Scalar::Date => (4, 8),
        Scalar::DateTime => (32, 48),
        Scalar::Uuid => (20, 24),
        Scalar::Time => (16, 24),
        Scalar::String | Scalar::Base64 => (24, 24),
        Scalar::Binary => (24, 32),
        Scalar::File => (96, 128),
    }
}

fn number_size(number: Numeric) -> (u32, u32) {
    match number {
        Numeric::I8 | Numeric::U8 => (1, 1),
        Numeric::I16 | Numeric::U16 => (2, 2),
        Numeric::I32 | Numeric::U32 | Numeric::F32 => (4, 4),
        Numeric::I64 | Numeric::U64 | Numeric::F64 => (8, 8),
    }
}
