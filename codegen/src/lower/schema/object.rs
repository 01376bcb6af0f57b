//! Objects: structs, maps, and what keys they may have beside their fields.

use super::{
    event_data::{Data, content_of},
    unsupported,
};
use crate::hash::HashSet;
use crate::lower::{
    Definitions, Schemas, TypePath, Unions,
    constraints::{self, assertions},
    key,
    view::{
        View, conditional,
        facts::{Traits, ValueKind},
        values,
    },
};
use crate::{
    ir::{Additional, Constraint, Field, Struct, Type, TypeId, TypeKind},
    openapi::{Schema, Types},
    source::Node,
};

impl<'a> Definitions<'_, 'a> {
    /// An object: a struct if it has fields, otherwise a map.
    pub(crate) fn object(&mut self, view: &View<'a>, nodes: &[&'a Node], at: &TypePath) -> Type {
        if view.has_properties() || !view.required().is_empty() {
            return self.later_struct(view, nodes, at);
        }
        match self.additional(view, at).0 {
            Additional::Typed(value) => self.map(view, value, at),
            Additional::Unstated => self.map(view, Type::Any, at),
            Additional::Forbidden => self.later_struct(view, nodes, at),
        }
    }

    /// A map; its keys have a type of their own where `propertyNames` lists them.
    fn map(&mut self, view: &View<'a>, value: Type, at: &TypePath) -> Type {
        let names = view.find(|schema| schema.property_names);
        let names = names.filter(|node| self.schemas.kind(node) == ValueKind::Strings);
        let key = names.map(|node| self.schema(node, &at.child("key")));
        match key {
            Some(Type::Named(key)) => Type::KeyedMap(key, Box::new(value)),
            _ => Type::Map(Box::new(value)),
        }
    }

    /// Defines a struct from the schemas that hold for it.
    pub(crate) fn define_struct(&mut self, id: TypeId, nodes: &[&'a Node], unions: Unions) {
        let at = TypePath::of(self.types[id.index()].name.clone());
        let view = self.schemas.view(nodes);
        let mut required = view.required();
        if let Some(tag) = self.untagged.get(&id) {
            required.remove(tag);
        }
        let properties = view.properties();
        if self
            .schemas
            .exceeds_budget(nodes[0], properties.len() + required.len())
        {
            return;
        }
        constraints::uncounted(self.schemas, &view, required.len());
        let mut fields = Vec::new();
        let mut declared: HashSet<&str> = properties.keys().copied().collect();
        for (name, (_, mut nodes)) in properties {
            let others = others(self.schemas, &view, name, &nodes);
            nodes.extend(others);
            if name == "data" && view.any(|schema| self.schemas.is_event(schema.node)) {
                nodes = match content_of(self.schemas, nodes) {
                    Data::Schemas(nodes) => nodes,
                    Data::Any => {
                        let additional = Additional::Typed(Type::Any);
                        let required = required.contains(name);
                        fields.push(Field {
                            required,
                            ..undeclared(name, &additional)
                        });
                        continue;
                    }
                };
            }
            let nodes =
                conditional::with_conditional(self.schemas, nodes, view.conditional_property(name));
            fields.push(self.field(name, &nodes, required.contains(name), &at));
        }
        for (name, field) in self.conditional_fields(&view, &required, &at) {
            declared.insert(name);
            fields.push(field);
        }
        let (additional, additional_constraints) = self.additional(&view, &at);
        let names = view.schemas().flat_map(|schema| &schema.required);
        for name in names.filter(|name| required.contains(*name)) {
            if declared.insert(name) {
                fields.push(undeclared(name, &additional));
            }
        }
        let flattened = match unions {
            Unions::Flatten => self.flattened(&view, &at),
            Unions::Ignore => Vec::new(),
        };
        let inherited = view.inherited().map(|schema| key(schema.node));
        let components = inherited.filter(|key| self.schemas.components.by_key.contains_key(key));
        self.inherits.extend(components.map(|key| (id, key)));
        let constraints = assertions::rules(self.schemas, &view, &Type::Named(id));
        self.types[id.index()].kind = TypeKind::Struct(Struct {
            constraints,
            fields,
            additional,
            additional_constraints,
            flattened,
        });
    }

    /// Which objects inherit from which, once all have types.
    pub(crate) fn inheritance(&mut self) -> Vec<(TypeId, TypeId)> {
        let inherits = std::mem::take(&mut self.inherits);
        let pair = |(heir, base)| Some((heir, *self.named.get(&base)?));
        let mut pairs: Vec<(TypeId, TypeId)> = inherits.into_iter().filter_map(pair).collect();
        pairs.retain(|(heir, base)| heir != base);
        pairs
    }

    pub(crate) fn field(
        &mut self,
        name: &str,
        nodes: &[&'a Node],
        required: bool,
        at: &TypePath,
    ) -> Field {
        let (ty, nullable) = self.schema_of(nodes, &at.child(name)).split_null();
        let mut view = View::default();
        let mut traits = Traits::default();
        for node in nodes {
            let annotated = self.schemas.annotated(&[*node]);
            let Some((target, annotated)) =
                annotated.and_then(|found| Some((self.schemas.target(found.reference)?, found)))
            else {
                let own = self.schemas.view(&[*node]);
                view.subschemas.extend_from_slice(&own.subschemas);
                continue;
            };
            constraints::uncounted_beside(self.schemas, &annotated);
            let target = self.schemas.traits(target);
            traits.read_only |= target.read_only;
            traits.write_only |= target.write_only;
            traits.default = traits.default.or(target.default);
            view.subschemas.append(&mut annotated.view().subschemas);
        }
        let default = view.find(|schema| schema.default).or(traits.default);
        let default = default.map(|node| {
            let whole = self.schemas.view(nodes);
            Box::new(values::stated_value(self.schemas, "default", &whole, node))
        });
        let constraints = match self.schemas.annotated(nodes) {
            Some(annotated) => constraints::beside(self.schemas, &annotated, &ty),
            None => constraints::of(self.schemas, &view, &ty),
        };
        Field {
            required,
            nullable,
            read_only: traits.read_only || view.any(|schema| schema.read_only),
            write_only: traits.write_only || view.any(|schema| schema.write_only),
            default,
            constraints,
            docs: values::docs(self.schemas, &view),
            ..Field::new(name, ty)
        }
    }

    /// What `additionalProperties`, `unevaluatedProperties` and `patternProperties` say of other
    /// keys, and the assertions on their values.
    fn additional(&mut self, view: &View<'a>, at: &TypePath) -> (Additional, Vec<Constraint>) {
        let others = view.schemas().flat_map(Schema::other_properties);
        let stated: Vec<&'a Node> = others.collect();
        let patterns = view.schemas().flat_map(|schema| &schema.pattern_properties);
        let patterns: Vec<&'a Node> = patterns.map(|(_, node)| *node).collect();
        // What one schema accepts is not unevaluated for another one (JSON Schema 2020-12, Core,
        // 11.3).
        let accepts = |node: &&Node| node.as_bool() == Some(true);
        let has_all = stated.iter().any(accepts)
            && !view.any(|schema| {
                (schema.additional_properties).is_some_and(|node| node.as_bool().is_none())
            });
        let typed = stated.iter().copied().find(|node| node.as_bool().is_none());
        let typed = typed.filter(|_| !has_all);
        let values = match (typed, patterns.as_slice()) {
            (Some(node), []) => Some(node),
            (None, [node]) if stated.iter().all(|node| node.as_bool() == Some(false)) => {
                Some(*node)
            }
            _ => None,
        };
        if let Some(node) = values {
            let ty = self.schema(node, &at.child("value"));
            let constraints = constraints::of_nodes(self.schemas, &[node], &ty);
            return (Additional::Typed(ty), constraints);
        }
        let additional = match (typed, patterns.as_slice()) {
            (_, [_, ..]) => {
                unsupported::several_patterns(self.schemas, view);
                Additional::Typed(Type::Any)
            }
            _ if stated.iter().any(|node| node.as_bool() == Some(true)) => {
                Additional::Typed(Type::Any)
            }
            _ if stated.is_empty() => Additional::Unstated,
            _ => Additional::Forbidden,
        };
        (additional, Vec::new())
    }
}

/// What `additionalProperties` of other schemas say of a property: a schema that does not declare
/// it means it, too (JSON Schema 2020-12, 10.3.2.3). Only what declares more of an object:
/// other contradictions are mistakes.
fn others<'a>(
    schemas: &Schemas<'a>,
    view: &View<'a>,
    name: &str,
    nodes: &[&'a Node],
) -> Vec<&'a Node> {
    let mut found = Vec::new();
    for schema in view.schemas() {
        let values = schema.additional_properties;
        let Some(node) = values.filter(|node| node.as_bool().is_none()) else {
            continue;
        };
        let declares = schema.properties.iter().any(|(own, _)| own.text == name);
        if declares
            || !schema.pattern_properties.is_empty()
            || nodes.iter().any(|other| std::ptr::eq(*other, node))
        {
            continue;
        }
        let is_object = |view: &View<'a>| view.types() == Types::OBJECT && view.has_properties();
        let (own, other) = (schemas.view(nodes), schemas.view(&[node]));
        if is_object(&own) && is_object(&other) {
            found.push(node);
        }
    }
    found
}

/// A field that is required without being declared: any value.
fn undeclared(name: &str, additional: &Additional) -> Field {
    let ty = match additional {
        Additional::Typed(ty) => ty.clone(),
        _ => Type::Any,
    };
    let (ty, nullable) = ty.split_null();
    Field {
        required: true,
        nullable,
        ..Field::new(name, ty)
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn other_keys_are_open_closed_or_typed() {
        assert_schemas(
            "
                Closed: {properties: {a: {type: string}}, additionalProperties: false}
                Open: {properties: {a: {type: string}}, additionalProperties: true}
                Typed: {properties: {a: {type: string}}, additionalProperties: {type: integer, minimum: 1}}
                Unstated: {properties: {a: {type: string}}}
            ",
            r#"
                type Closed: struct
                  component
                  field "a": string
                  additional forbidden
                type Open: struct
                  component
                  field "a": string
                  additional any
                type Typed: struct
                  component
                  field "a": string
                  additional i64
                    minimum 1
                type Unstated: struct
                  component
                  field "a": string
            "#,
        );
    }

    #[test]
    fn one_pattern_gives_the_type_of_other_keys_and_several_are_reported() {
        assert_schemas(
            "
                One: {type: object, patternProperties: {^x: {type: boolean}}}
                Two: {type: object, patternProperties: {^x: {type: boolean}, ^y: {type: string}}}
            ",
            "
                type One: alias of map(bool)
                  component
                type Two: alias of map(any)
                  component
                reports UnsupportedKeyword
            ",
        );
    }

    #[test]
    fn a_required_property_without_a_schema_is_a_field() {
        assert_schemas(
            "
                Any: {properties: {a: {type: string}}, required: [b]}
                Typed: {properties: {a: {type: string}}, required: [b], additionalProperties: {type: boolean}}
            ",
            r#"
                type Any: struct
                  component
                  field "a": string
                  field "b": any
                    required
                type Typed: struct
                  component
                  field "a": string
                  field "b": bool
                    required
                  additional bool
            "#,
        );
    }

    #[test]
    fn listed_property_names_are_the_type_of_keys() {
        assert_schemas(
            "
                Map:
                  type: object
                  propertyNames: {enum: [one, two]}
                  additionalProperties: {type: boolean}
            ",
            r#"
                type Map: alias of map(Map/key, bool)
                  component
                  property names
                    enum
                      value "one"
                      value "two"
                type Map/key: enumeration of string
                  value "one"
                  value "two"
            "#,
        );
    }
}
