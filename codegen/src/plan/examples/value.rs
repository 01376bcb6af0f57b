//! Values: an expression for a value of a type.
//!
//! In: a type of the API, the Rust type that takes it, and the document's example.
//! Out: an expression that compiles there; `None` if a value would be too large, or can't be
//! written as a literal.

use serde_json::Value;

use super::{
    inputs::{Input, inputs},
    layout::Expr,
    literal::{Wanted, float, integer, json, open_object, text},
};
use crate::{
    ir::{Scalar, Strictness, Type, TypeId, TypeKind},
    plan::{External, Imports, Item, RustType, context::Context},
};

/// How deep values may be nested.
const DEEPEST: usize = 6;

/// Creates values, and collects their imports.
pub(super) struct Values<'c, 'a> {
    pub(super) context: &'c Context<'a>,
    pub(super) imports: Imports,
    /// The structs and unions around the value.
    pub(super) open: Vec<TypeId>,
}

impl<'c, 'a> Values<'c, 'a> {
    pub(super) fn new(context: &'c Context<'a>) -> Self {
        Self {
            context,
            imports: Imports::default(),
            open: Vec::new(),
        }
    }

    /// A value for an argument of that Rust type.
    pub(super) fn argument(
        &mut self,
        rust: &RustType,
        ty: &Type,
        wanted: Wanted<'_>,
    ) -> Option<Expr> {
        match rust {
            RustType::Ref(inner) => match &**inner {
                RustType::Name(name, _) if name == "str" => self.literal(ty, wanted),
                RustType::Slice(_) => {
                    let Type::Array(item) = self.context.resolve(ty).0.clone() else {
                        return None;
                    };
                    let item = self.nested(&item, wanted)?;
                    Some(Expr::List("&[".to_owned(), vec![item], "]"))
                }
                inner => {
                    let value = self.argument(inner, ty, wanted)?;
                    Some(Expr::Ref(Box::new(value)))
                }
            },
            RustType::Impl(name, _) if name == "AsRef" => self.literal(ty, wanted),
            RustType::Impl(name, item) if name == "Listed" => {
                let Type::Array(ty) = self.context.resolve(ty).0.clone() else {
                    return None;
                };
                let untyped = Wanted {
                    typed: false,
                    ..wanted
                };
                let item = if item.is("str") {
                    self.literal(&ty, wanted)?
                } else {
                    self.nested(&ty, untyped)?
                };
                Some(Expr::List("[".to_owned(), vec![item], "]"))
            }
            RustType::Impl(_, inner) => self.converted(inner, ty, wanted),
            RustType::Name(name, arguments) => match (name.as_str(), arguments.as_slice()) {
                ("Option", [inner]) => self.wrapped("Some", inner, ty, wanted),
                ("Box", [inner]) => self.wrapped("Box::new", inner, ty, wanted),
                ("Nullable", [inner]) => {
                    self.imports.external(External::Nullable);
                    self.wrapped("Nullable::Value", inner, ty, wanted)
                }
                ("Body", _) => Some(self.opened(External::Body)),
                _ => self.value(ty, wanted),
            },
            _ => self.value(ty, wanted),
        }
    }

    fn wrapped(
        &mut self,
        head: &str,
        inner: &RustType,
        ty: &Type,
        wanted: Wanted<'_>,
    ) -> Option<Expr> {
        let value = self.argument(inner, ty, wanted)?;
        Some(Expr::call(head, vec![value]))
    }

    /// A value that is converted into the type.
    fn converted(&mut self, inner: &RustType, ty: &Type, wanted: Wanted<'_>) -> Option<Expr> {
        let untyped = Wanted {
            typed: false,
            ..wanted
        };
        match inner {
            RustType::Name(name, arguments) => match (name.as_str(), arguments.as_slice()) {
                ("String", _) => self.literal(ty, wanted),
                ("Body", _) => Some(self.opened(External::Body)),
                ("FilePart", _) => Some(self.opened(External::FilePart)),
                ("Bytes", _) => Some(Expr::text("std::fs::read(\"file.bin\")?")),
                ("Value", _) => Some(json(wanted.example)),
                ("Nullable", [RustType::Name(name, _)]) if name == "String" => {
                    self.literal(ty, wanted)
                }
                ("Option" | "Nullable", [inner]) => self.argument(inner, ty, untyped),
                ("Box", _) => self.value(ty, untyped),
                _ => self.member(ty, untyped).or_else(|| self.value(ty, untyped)),
            },
            _ => self.value(ty, untyped),
        }
    }

    /// A value of the type, or of its other type with `null`.
    pub(super) fn nested(&mut self, ty: &Type, wanted: Wanted<'_>) -> Option<Expr> {
        let (inner, nullable) = self.context.resolve(ty);
        let inner = inner.clone();
        let value = self.value(&inner, wanted)?;
        Some(if nullable && !matches!(inner, Type::Any | Type::Null) {
            Expr::call("Some", vec![value])
        } else {
            value
        })
    }

    /// A value of the type itself.
    pub(super) fn value(&mut self, ty: &Type, wanted: Wanted<'_>) -> Option<Expr> {
        match self.context.shown(ty).0.clone() {
            Type::Scalar(scalar) => Some(self.scalar(scalar, wanted)),
            Type::Any | Type::Nullable(_) => Some(json(wanted.example)),
            Type::Null => Some(Expr::text("()")),
            // The document says nothing about it.
            Type::Foreign(_) => None,
            Type::Array(item) => match self.nested(&item, wanted.item()) {
                Some(item) => Some(Expr::List("vec![".to_owned(), vec![item], "]")),
                None => wanted.typed.then(|| Expr::text("Vec::new()")),
            },
            Type::Tuple(items) if (2..=16).contains(&items.len()) => {
                let items: Option<Vec<Expr>> =
                    items.iter().map(|item| self.nested(item, wanted)).collect();
                Some(Expr::List("(".to_owned(), items?, ")"))
            }
            Type::Tuple(_) => Some(Expr::List("vec![".to_owned(), vec![json(None)], "]")),
            Type::Map(item) if self.context.map_name(&item) == "Map" => {
                self.imports.add("specwright_runtime", "object");
                Some(open_object(wanted.example))
            }
            Type::Map(_) | Type::KeyedMap(..) => wanted
                .typed
                .then(|| Expr::text("std::collections::BTreeMap::new()")),
            Type::Named(id) => self.named(id, wanted),
        }
    }

    /// A value of a type by one of its names.
    fn named(&mut self, name: TypeId, wanted: Wanted<'_>) -> Option<Expr> {
        let context = self.context;
        let target = Type::Named(name);
        let (id, def) = context.definition(&target)?;
        let wanted = Wanted {
            example: wanted.example.or(def.docs.example.as_deref()),
            ..wanted
        };
        match (&def.kind, context.item(id)) {
            (TypeKind::Struct(object), Some(Item::Struct(planned))) => self.within(id, |values| {
                values.object(name, &inputs(planned, object), wanted.example)
            }),
            (TypeKind::Enumeration(list), Some(Item::Enumeration(planned))) => {
                let mut values = list.values.iter();
                let documented = values.position(|one| Some(&one.value) == wanted.example);
                let variant = planned.variants.get(documented.unwrap_or_default())?;
                let name = self.type_name(name);
                Some(Expr::text(format!("{name}::{}", variant.name)))
            }
            (TypeKind::Constant(_, Strictness::Strict), _) => Some(Expr::text(self.type_name(id))),
            (TypeKind::Constant(..), _) => {
                let name = self.type_name(id);
                Some(Expr::text(format!("{name}::default()")))
            }
            (TypeKind::Union(union), Some(Item::Union(planned))) => self.within(id, |values| {
                values.union(id, name, (planned, union), wanted)
            }),
            (TypeKind::Alias(ty, _), _) => {
                let typed = Wanted {
                    typed: true,
                    ..wanted
                };
                let value = self.within(id, |values| values.nested(ty, typed))?;
                Some(Expr::call(&self.type_name(id), vec![value]))
            }
            _ => None,
        }
    }

    /// A file that is read while it is sent.
    fn opened(&mut self, by: External) -> Expr {
        self.imports.external(by);
        Expr::text(format!("{}::open(\"file.bin\")?", by.name()))
    }

    pub(super) fn type_name(&mut self, id: TypeId) -> String {
        let name = self.context.type_name(id);
        self.import(&name);
        name
    }

    /// Imports a type or trait by its name, if it must be imported.
    pub(super) fn import(&mut self, name: &str) {
        if let Some(external) = External::of_type(name) {
            self.imports.external(external);
        } else if let Some(path) = self.context.path_of(name) {
            self.imports.add(path, name);
        }
    }

    /// Creates a value within one of that type, unless another one of it is around it already.
    pub(super) fn within(
        &mut self,
        id: TypeId,
        make: impl FnOnce(&mut Self) -> Option<Expr>,
    ) -> Option<Expr> {
        if self.open.contains(&id) || self.open.len() >= DEEPEST {
            return None;
        }
        self.open.push(id);
        let value = make(self);
        self.open.pop();
        value
    }

    /// A struct from its required fields; the outermost one has some fields in any case.
    fn object(
        &mut self,
        name: TypeId,
        inputs: &[Input<'_>],
        example: Option<&Value>,
    ) -> Option<Expr> {
        let mut arguments = Vec::new();
        for input in inputs.iter().filter(|input| input.required) {
            arguments.push(self.input(input, example)?);
        }
        let name = self.type_name(name);
        let new = Expr::call(&format!("{name}::new"), arguments.clone());
        if !arguments.is_empty() || self.open.len() > 1 {
            return Some(new);
        }
        let mut steps = Vec::new();
        let simple = |input: &&Input<'_>| self.context.is_plain(input.ty);
        let optional = inputs.iter().filter(|input| !input.required);
        let chosen: Vec<_> = optional.filter(simple).take(2).collect();
        for input in chosen {
            if let Some(value) = self.input(input, example) {
                steps.push(Expr::call(&format!(".with_{}", input.field), vec![value]));
            }
        }
        Some(Expr::Chain(Box::new(new), steps))
    }

    fn input(&mut self, input: &Input<'_>, example: Option<&Value>) -> Option<Expr> {
        let own = input.docs.and_then(|docs| docs.example.as_deref());
        let wanted = Wanted {
            name: input.name,
            example: example
                .and_then(|object| object.get(input.name))
                .or(own)
                .or(input.default),
            typed: true,
        };
        self.argument(&input.taken, input.ty, wanted)
    }

    /// A string literal.
    pub(super) fn literal(&self, ty: &Type, wanted: Wanted<'_>) -> Option<Expr> {
        let plain = matches!(self.context.resolve(ty).0, Type::Scalar(Scalar::String));
        plain.then(|| Expr::text(format!("{:?}", text(wanted))))
    }

    fn scalar(&mut self, scalar: Scalar, wanted: Wanted<'_>) -> Expr {
        let parsed = |name: External, imports: &mut Imports, fallback: &str| {
            let text = wanted.example.and_then(Value::as_str).unwrap_or(fallback);
            if wanted.typed {
                return Expr::text(format!("{text:?}.parse()?"));
            }
            imports.external(name);
            Expr::text(format!("{text:?}.parse::<{}>()?", name.name()))
        };
        let imports = &mut self.imports;
        match scalar {
            Scalar::Bool => Expr::text(
                wanted
                    .example
                    .and_then(Value::as_bool)
                    .unwrap_or(true)
                    .to_string(),
            ),
            Scalar::Number(number) | Scalar::NumberOrText(number) => match number.range() {
                Some(range) => integer(wanted, number.name(), range),
                None => float(wanted, number.name()),
            },
            Scalar::String => Expr::text(format!("{:?}.to_owned()", text(wanted))),
            Scalar::DateTime => parsed(External::Timestamp, imports, "2026-01-31T12:00:00Z"),
            Scalar::Date => parsed(External::Date, imports, "2026-01-31"),
            Scalar::Time => parsed(External::Time, imports, "12:00:00Z"),
            Scalar::Uuid => parsed(
                External::Uuid,
                imports,
                "123e4567-e89b-12d3-a456-426614174000",
            ),
            Scalar::Base64 => {
                imports.external(External::Base64);
                Expr::text("Base64::from(b\"content\")")
            }
            Scalar::Base64Url => {
                imports.external(External::Base64Url);
                Expr::text("Base64Url::from(b\"content\")")
            }
            Scalar::Binary => {
                imports.external(External::Bytes);
                Expr::text("Bytes::from(std::fs::read(\"file.bin\")?)")
            }
            Scalar::File => self.opened(External::FilePart),
        }
    }
}
