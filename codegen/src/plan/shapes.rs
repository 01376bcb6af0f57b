//! Shapes: what a type states of itself so that a union without a tag can tell it from others.

use super::{
    External, Property, Shape, Values,
    context::{Context, Sheet},
};
use crate::hash::HashSet;
use crate::ir::{Additional, Field, Scalar, Select, Struct, Type, TypeId, TypeKind, Union};

/// How deep a shape is written out.
const DEEPEST: usize = 16;

impl Context<'_> {
    /// What the type states as its constant, if something compares with it.
    pub(super) fn shape_const(&self, id: TypeId, sheet: &mut Sheet) -> Option<Shape> {
        if !self.facts.shaped.contains(&id) {
            return None;
        }
        sheet.imports.external(External::Shape);
        sheet.imports.external(External::Shaped);
        Some(if self.facts.opaque.contains(&id) {
            Shape::Plain("Any")
        } else {
            self.shape_of(id, sheet)
        })
    }

    /// The shape of a value.
    pub(super) fn shape(&self, ty: &Type, sheet: &mut Sheet) -> Shape {
        self.shape_at(ty, sheet, 0)
    }

    fn shape_at(&self, ty: &Type, sheet: &mut Sheet, depth: usize) -> Shape {
        let (named, _) = self.shown(ty);
        let (ty, nullable) = self.resolve(ty);
        let plain = if depth > DEEPEST {
            Shape::Plain("Any")
        } else {
            self.plain_shape(ty, named, sheet, depth + 1)
        };
        if nullable {
            Shape::OneOf(vec![plain, Shape::Plain("Null")])
        } else {
            plain
        }
    }

    /// The shape of a type behind its aliases. `named`: by which it is named here.
    fn plain_shape(&self, ty: &Type, named: &Type, sheet: &mut Sheet, depth: usize) -> Shape {
        match ty {
            Type::Named(id) => match &self.api.type_def(*id).kind {
                TypeKind::Constant(value, _) => constant(value),
                _ if self.facts.shaped.contains(id) => {
                    sheet.imports.external(External::Shaped);
                    let id = if let Type::Named(id) = named { id } else { id };
                    Shape::Of(self.type_name(*id, sheet))
                }
                _ => Shape::Plain("Any"),
            },
            Type::Scalar(Scalar::NumberOrText(number)) => Shape::OneOf(vec![
                Shape::Plain(scalar_shape(Scalar::Number(*number))),
                Shape::Plain("String"),
            ]),
            Type::Scalar(scalar) => Shape::Plain(scalar_shape(*scalar)),
            Type::Any | Type::Nullable(_) => Shape::Plain("Any"),
            Type::Null => Shape::Plain("Null"),
            Type::Array(item) => Shape::Array(Box::new(self.shape_at(item, sheet, depth))),
            Type::Tuple(_) => Shape::Array(Box::new(Shape::Plain("Any"))),
            Type::Map(item) | Type::KeyedMap(_, item) => {
                Shape::Map(Box::new(self.shape_at(item, sheet, depth)))
            }
        }
    }

    fn shape_of(&self, id: TypeId, sheet: &mut Sheet) -> Shape {
        match &self.api.type_def(id).kind {
            TypeKind::Struct(object) => self.object(id, object, sheet),
            TypeKind::Enumeration(enumeration) => {
                let texts: Option<Vec<String>> = enumeration
                    .values
                    .iter()
                    .map(|value| value.value.as_str().map(str::to_owned))
                    .collect();
                match texts.filter(|texts| !texts.is_empty()) {
                    Some(texts) => Shape::Strings(texts),
                    None => Shape::Plain(enumeration.scalar.map_or("Any", scalar_shape)),
                }
            }
            TypeKind::Constant(value, _) => constant(value),
            TypeKind::Union(union) if union.select.is_beside() => self.named(union, sheet),
            TypeKind::Union(union) => Shape::OneOf(
                union
                    .variants
                    .iter()
                    .map(|variant| self.shape(&variant.ty, sheet))
                    .collect(),
            ),
            TypeKind::Alias(ty, _) => self.shape(ty, sheet),
        }
    }

    /// A union whose variants hold what stands beside their names.
    fn named(&self, union: &Union, sheet: &mut Sheet) -> Shape {
        for name in [External::Extra, External::Kinds, External::Property] {
            sheet.imports.external(name);
        }
        let property = |name: &str, kinds: Vec<&'static str>, values| Property {
            name: name.to_owned(),
            required: true,
            kinds,
            values,
        };
        let mut shapes = Vec::new();
        let mut names = Vec::new();
        for variant in &union.variants {
            let name = variant.tags.first().unwrap_or(&variant.name);
            let mut kinds = Vec::new();
            self.kinds(&variant.ty, &mut kinds);
            let is_unit = variant.ty == Type::Null;
            let properties = match &union.select {
                Select::Adjacent(tag, content) => {
                    let only = Values::Only(name.clone());
                    let tag = property(tag, vec!["STRING"], only);
                    let content = (!is_unit).then(|| property(content, kinds, Values::Any));
                    [tag].into_iter().chain(content).collect()
                }
                _ if is_unit => {
                    names.push(name.clone());
                    continue;
                }
                _ => vec![property(name, kinds, Values::Any)],
            };
            shapes.push(Shape::Object(properties, false));
        }
        if !names.is_empty() {
            shapes.insert(0, Shape::Strings(names));
        }
        Shape::OneOf(shapes)
    }

    fn object(&self, id: TypeId, object: &Struct, sheet: &mut Sheet) -> Shape {
        let properties: Vec<Property> = object
            .fields
            .iter()
            .map(|field| self.property(id, field))
            .collect();
        let parts: &[External] = if properties.is_empty() {
            &[External::Extra]
        } else {
            &[External::Extra, External::Kinds, External::Property]
        };
        for name in parts {
            sheet.imports.external(*name);
        }
        Shape::Object(properties, object.additional != Additional::Forbidden)
    }

    fn property(&self, id: TypeId, field: &Field) -> Property {
        let mut kinds = Vec::new();
        self.kinds(&field.ty, &mut kinds);
        if field.nullable {
            add(&mut kinds, "NULL");
        }
        let values = match self.definition(&field.ty).map(|(_, def)| &def.kind) {
            Some(TypeKind::Constant(value, _)) => Values::Only(
                value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned),
            ),
            Some(TypeKind::Enumeration(enumeration)) => {
                let texts = enumeration
                    .values
                    .iter()
                    .map(|value| value.value.as_str().map(str::to_owned));
                texts
                    .collect::<Option<Vec<String>>>()
                    .filter(|texts| !texts.is_empty())
                    .map_or(Values::Any, Values::Known)
            }
            _ => Values::Any,
        };
        let direction = self.direction(id);
        let one_way =
            field.write_only && direction.response || field.read_only && direction.request;
        Property {
            name: field.name.clone(),
            required: field.required && !one_way,
            kinds,
            values,
        }
    }

    /// Adds the kinds of JSON values that a type allows.
    fn kinds(&self, ty: &Type, kinds: &mut Vec<&'static str>) {
        self.kinds_within(ty, kinds, &mut HashSet::default());
        if kinds.is_empty() || kinds.contains(&"ANY") {
            *kinds = vec!["ANY"];
        }
    }

    /// The same, without the unions and other names that were looked into before: in some
    /// documents, a union is reached in millions of ways.
    fn kinds_within(&self, ty: &Type, kinds: &mut Vec<&'static str>, seen: &mut HashSet<TypeId>) {
        let (ty, nullable) = self.resolve(ty);
        if nullable {
            add(kinds, "NULL");
        }
        match ty {
            Type::Named(id) => match &self.api.type_def(*id).kind {
                TypeKind::Struct(_) => add(kinds, "OBJECT"),
                TypeKind::Enumeration(enumeration) => {
                    enumeration
                        .values
                        .iter()
                        .for_each(|value| add(kinds, value_kind(&value.value)));
                }
                TypeKind::Constant(value, _) => add(kinds, value_kind(value)),
                TypeKind::Union(_) | TypeKind::Alias(..) if !seen.insert(*id) => {}
                TypeKind::Union(union) if union.select.is_beside() => {
                    add(kinds, "OBJECT");
                    let external = union.select == Select::External;
                    if external && union.variants.iter().any(|one| one.ty == Type::Null) {
                        add(kinds, "STRING");
                    }
                }
                TypeKind::Union(union) => {
                    for variant in &union.variants {
                        self.kinds_within(&variant.ty, kinds, seen);
                    }
                }
                TypeKind::Alias(ty, _) => self.kinds_within(ty, kinds, seen),
            },
            Type::Scalar(scalar) => {
                add(kinds, scalar_kind(*scalar));
                if matches!(scalar, Scalar::NumberOrText(_)) {
                    add(kinds, "STRING");
                }
            }
            Type::Any | Type::Nullable(_) => add(kinds, "ANY"),
            Type::Null => add(kinds, "NULL"),
            Type::Array(_) | Type::Tuple(_) => add(kinds, "ARRAY"),
            Type::Map(_) | Type::KeyedMap(..) => add(kinds, "OBJECT"),
        }
    }
}

fn add(kinds: &mut Vec<&'static str>, kind: &'static str) {
    if !kinds.contains(&kind) {
        kinds.push(kind);
    }
}

fn constant(value: &serde_json::Value) -> Shape {
    match value {
        serde_json::Value::String(text) => Shape::Strings(vec![text.clone()]),
        serde_json::Value::Bool(_) => Shape::Plain("Boolean"),
        serde_json::Value::Number(number) => {
            Shape::Plain(if number.is_f64() { "Number" } else { "Integer" })
        }
        _ => Shape::Plain("Any"),
    }
}

fn value_kind(value: &serde_json::Value) -> &'static str {
    match value {
        serde_json::Value::Null => "NULL",
        serde_json::Value::Bool(_) => "BOOLEAN",
        serde_json::Value::Number(number) if number.is_f64() => "NUMBER",
        serde_json::Value::Number(_) => "INTEGER",
        serde_json::Value::String(_) => "STRING",
        serde_json::Value::Array(_) => "ARRAY",
        serde_json::Value::Object(_) => "OBJECT",
    }
}

fn scalar_shape(scalar: Scalar) -> &'static str {
    match scalar_kind(scalar) {
        "BOOLEAN" => "Boolean",
        "INTEGER" => "Integer",
        "NUMBER" => "Number",
        _ => "String",
    }
}

fn scalar_kind(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "BOOLEAN",
        Scalar::Number(number) | Scalar::NumberOrText(number) if number.is_integer() => "INTEGER",
        Scalar::Number(_) | Scalar::NumberOrText(_) => "NUMBER",
        Scalar::String
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Time
        | Scalar::Uuid
        | Scalar::Base64
        | Scalar::Binary
        | Scalar::File => "STRING",
    }
}
