//! Lists of values, and lone constants.

use serde_json::Value;

use crate::hash::{HashSet, IndexMap};
use crate::lower::{
    Definitions, Schemas, TypePath,
    view::{View, scalar, values},
};
use crate::{
    diagnostics::Code,
    ir::{Docs, Enumeration, EnumerationValue, Numeric, Scalar, Strictness, Type, TypeKind},
    openapi::Types,
    source::Node,
};

impl<'a> Definitions<'_, 'a> {
    /// `const`: a type that writes itself. One that isn't a scalar is any value.
    pub(crate) fn constant(
        &mut self,
        view: &View<'a>,
        constant: &'a Node,
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Type {
        match values::stated_value(self.schemas, "const", view, constant) {
            Value::Null if constant.as_number().is_none() => Type::Null,
            Value::Array(_) | Value::Object(_) => {
                self.schemas.report(
                    Code::UnsupportedEnum,
                    constant.span,
                    format!("`const` is {}: read as any value", constant.kind()),
                    "nothing to do: any value is accepted and written as it is",
                );
                Type::Any
            }
            _ if !fits_64_bits(constant) => {
                self.schemas.report(
                    Code::UnsupportedEnum,
                    constant.span,
                    too_large(constant),
                    "nothing to do: any value is accepted and written as it is",
                );
                Type::Any
            }
            value => {
                let id = self.slot(nodes, view, at);
                // What only unsigned integers reach is a list of one value.
                self.types[id.index()].kind = if value.is_u64() && !value.is_i64() {
                    TypeKind::Enumeration(Enumeration {
                        values: vec![EnumerationValue::new(value)],
                        scalar: Some(Scalar::Number(Numeric::U64)),
                        open: false,
                    })
                } else {
                    TypeKind::Constant(value, Strictness::Strict)
                };
                Type::Named(id)
            }
        }
    }

    /// `enum`: an open list of values. `None` where it says nothing (it is empty, or holds only
    /// null).
    pub(crate) fn enumeration(
        &mut self,
        view: &View<'a>,
        values: &'a [Node],
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Option<Type> {
        if self.schemas.exceeds_budget(nodes[0], values.len()) {
            return Some(Type::Any);
        }
        if let Some(value) = values
            .iter()
            .find(|value| value.as_array().is_some() || value.as_object().is_some())
        {
            self.schemas.report(
                Code::UnsupportedEnum,
                value.span,
                format!("`enum` lists {}: read by `type` alone", value.kind()),
                "nothing to do: every value of that type is accepted",
            );
            return None;
        }
        if let Some(value) = values.iter().find(|value| !fits_64_bits(value)) {
            self.schemas.report(
                Code::UnsupportedEnum,
                value.span,
                too_large(value),
                "nothing to do: any value is accepted and written as it is",
            );
            return Some(Type::Any);
        }
        let fits = values::type_fits(self.schemas, view, values);
        let listed = distinct(self.schemas, view, values, fits);
        if listed.is_empty() {
            if let Some(first) = values.first() {
                return (first.as_str().is_none() && view.types() == Types::default())
                    .then_some(Type::Null);
            }
            let span = view
                .find(|schema| schema.enumeration.map(|_| schema.node.span))
                .unwrap_or(nodes[0].span);
            self.schemas.report(
                Code::UnsupportedEnum,
                span,
                "`enum` lists no value: read by `type` alone",
                "list the values, or remove `enum`",
            );
            return None;
        }
        // A server keeps either to the type or to the values.
        let scalar = common(&listed, view).filter(|_| fits);
        if scalar == Some(Scalar::Bool) && listed.len() == 2 {
            return Some(Type::Scalar(Scalar::Bool));
        }
        let id = self.slot(nodes, view, at);
        let values = match scalar {
            Some(Scalar::F64) => floats(listed),
            _ => listed,
        };
        self.types[id.index()].kind = TypeKind::Enumeration(Enumeration {
            values,
            scalar,
            open: false,
        });
        Some(Type::Named(id))
    }
}

/// The values once each, with the names and descriptions of extensions. Values that don't fit the
/// type (`fits`) are kept as they are.
fn distinct<'a>(
    schemas: &Schemas<'a>,
    view: &View<'a>,
    values: &'a [Node],
    fits: bool,
) -> Vec<EnumerationValue> {
    let list = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| view.find(|schema| schema.extension(name)))
            .filter(|node| {
                node.as_array()
                    .is_none_or(|items| items.len() == values.len())
            })
    };
    let names = list(&["x-enum-varnames", "x-enumNames", "x-enum-names"]);
    let descriptions = list(&["x-enum-descriptions", "x-enumDescriptions"]);
    let entry = |node: Option<&'a Node>, index: usize, value: &Value| {
        let node = node?;
        let found = match node.as_array() {
            Some(items) => items.get(index),
            None => node.get(value.as_str()?),
        };
        found.and_then(Node::as_str).map(str::to_owned)
    };
    let listed_by_ms = view.find(|schema| schema.extension("x-ms-enum")?.get("values")?.as_array());
    // One report covers all values of a list.
    let mut reported = false;
    let mut listed = IndexMap::default();
    for (index, node) in values.iter().enumerate() {
        let value = match fits {
            true if reported => schemas.value(view, node),
            true => values::stated_value(schemas, "enum", view, node),
            false => node.to_json(),
        };
        reported |= fits && value != node.to_json();
        if value.is_null() || listed.contains_key(&value) {
            continue;
        }
        let word = |key: &str| described(listed_by_ms, node, key);
        let words = (
            entry(names, index, &value).or_else(|| word("name")),
            entry(descriptions, index, &value).or_else(|| word("description")),
        );
        listed.insert(value, words);
    }
    let value = |(value, (name, description))| EnumerationValue {
        value,
        name,
        description,
    };
    listed.into_iter().map(value).collect()
}

/// What `x-ms-enum` says of a value: its `name` or its `description`.
fn described(listed: Option<&[Node]>, value: &Node, key: &str) -> Option<String> {
    let value = value.to_json();
    let mut listed = listed?.iter();
    let entry =
        listed.find(|entry| entry.get("value").is_some_and(|one| one.to_json() == value))?;
    entry.get(key)?.as_str().map(str::to_owned)
}

/// What a branch of constants says of its value, with a word where it is deprecated.
pub(crate) fn remarks(docs: &Docs, with_title: bool) -> Option<String> {
    let title = docs.summary.as_ref().filter(|_| with_title);
    let text = docs.description.as_ref().or(title);
    match (text, docs.deprecated) {
        (Some(text), true) => Some(format!("{text}\n\nDeprecated.")),
        (None, true) => Some("Deprecated.".to_owned()),
        (text, false) => text.cloned(),
    }
}

/// Whether the value is not a number, or fits 64 bits: a fraction is rounded, as everywhere.
pub(crate) fn fits_64_bits(node: &Node) -> bool {
    node.as_number().is_none_or(|number| {
        let whole = !number.0.contains(['.', 'e', 'E']);
        let finite = number.as_f64().is_finite();
        finite && (!whole || number.0.parse::<i64>().is_ok() || number.0.parse::<u64>().is_ok())
    })
}

fn too_large(node: &Node) -> String {
    let number = node.as_number().map_or("", |number| &number.0);
    format!("no number of 64 bits is `{number}`: read as any value")
}

/// The values as fractions, once each: `1` and `1.0` are the same one.
pub(crate) fn floats(values: Vec<EnumerationValue>) -> Vec<EnumerationValue> {
    let mut kept: Vec<EnumerationValue> = Vec::new();
    let mut seen = HashSet::default();
    for mut value in values {
        let float = value.value.as_f64().and_then(serde_json::Number::from_f64);
        value.value = float.map_or(value.value, Value::Number);
        if seen.insert(value.value.clone()) {
            kept.push(value);
        }
    }
    kept
}

/// The scalar that all values are of.
pub(crate) fn common(values: &[EnumerationValue], view: &View<'_>) -> Option<Scalar> {
    let all = |test: fn(&Value) -> bool| values.iter().all(|value| test(&value.value));
    if all(Value::is_string) {
        Some(Scalar::String)
    } else if all(Value::is_boolean) {
        Some(Scalar::Bool)
    } else if view.types() == Types::NUMBER && all(Value::is_number) {
        // Whole values are some of the numbers that the type allows.
        Some(Scalar::F64)
    } else if all(Value::is_i64) {
        Some(match scalar::integer(view) {
            Ok(Numeric::I32)
                if all(|value| {
                    value
                        .as_i64()
                        .is_some_and(|value| i32::try_from(value).is_ok())
                }) =>
            {
                Scalar::Number(Numeric::I32)
            }
            _ => Scalar::I64,
        })
    } else if all(Value::is_u64) {
        Some(Scalar::Number(Numeric::U64))
    } else if all(|value| value.is_i64() || value.is_u64()) {
        None
    } else if all(Value::is_number) {
        Some(Scalar::F64)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn values_are_listed_once_and_null_is_not_one_of_them() {
        assert_schemas(
            "
                Object: {properties: {a: {enum: [x, null, y, x]}}}
            ",
            r#"
                type Object: struct
                  component
                  field "a": Object/a
                    nullable
                type Object/a: enumeration of string
                  value "x"
                  value "y"
            "#,
        );
    }

    #[test]
    fn extensions_name_and_describe_values() {
        assert_schemas(
            "
                Level: {type: integer, enum: [1, 2], x-enum-varnames: [low, high], x-enum-descriptions: [Slow, Fast]}
                Size: {type: string, enum: [s], x-ms-enum: {values: [{value: s, name: small, description: Tiny}]}}
            ",
            r#"
                type Level: enumeration of i64
                  component
                  value 1
                    name "low"
                    description "Slow"
                  value 2
                    name "high"
                    description "Fast"
                type Size: enumeration of string
                  component
                  value "s"
                    name "small"
                    description "Tiny"
            "#,
        );
    }

    #[test]
    fn the_scalar_of_values_is_the_narrowest_that_holds_all() {
        assert_schemas(
            "
                Both: {enum: [true, false]}
                Large: {enum: [1, 18446744073709551615]}
                Mixed: {enum: [1, a]}
                Numbers: {type: number, enum: [1, 1.0, 2.5]}
                Small: {type: integer, format: int32, enum: [1, 2]}
            ",
            r#"
                type Both: alias of bool
                  component
                type Large: enumeration of u64
                  component
                  value 1
                  value 18446744073709551615
                type Mixed: enumeration
                  component
                  value 1
                  value "a"
                type Numbers: enumeration of f64
                  component
                  value 1.0
                  value 2.5
                type Small: enumeration of i32
                  component
                  value 1
                  value 2
            "#,
        );
    }

    #[test]
    fn a_constant_that_is_not_a_scalar_is_any_value() {
        assert_schemas(
            "
                Object: {const: {a: 1}}
                Text: {const: a}
            ",
            r#"
                type Object: alias of any
                  component
                  enum
                    value {"a":1}
                type Text: constant "a"
                  component
                reports UnsupportedEnum
            "#,
        );
    }
}
