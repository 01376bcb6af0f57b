//! Which kind of type a schema is.

mod conditional_fields;
pub(crate) mod definitions;
pub(crate) mod enumeration;
pub(crate) mod event_data;
pub(crate) mod free_form;
mod object;
mod reference;
pub(crate) mod type_path;
pub(crate) mod unsupported;

use std::sync::Arc;

use crate::lower::{
    Definitions, TypePath, Unions, constraints, key,
    view::{View, conditional, scalar, values},
};
use crate::{
    diagnostics::Code,
    ir::{Foreign, Like, Scalar, Type, TypeId},
    openapi::Types,
    source::Node,
};

/// How deep inline schemas may be nested.
const MAX_DEPTH: u32 = 100;

/// How many positions a tuple may have: for longer ones Rust has no comparison or debug output.
pub(crate) const MAX_TUPLE: usize = 12;

impl<'a> Definitions<'_, 'a> {
    /// The type of a schema, [`Type::Nullable`] where it allows null.
    pub(crate) fn schema(&mut self, node: &'a Node, at: &TypePath) -> Type {
        self.schema_of(&[node], at)
    }

    /// The type of what is valid for all these schemas.
    pub(crate) fn schema_of(&mut self, nodes: &[&'a Node], at: &TypePath) -> Type {
        if at.depth > MAX_DEPTH {
            let message = format!("schemas are nested more than {MAX_DEPTH} levels deep");
            self.schemas.report(
                Code::UnsupportedSchema,
                nodes[0].span,
                message,
                "move an inner schema to `components.schemas` and refer to it",
            );
            return Type::Any;
        }
        if let Some(annotated) = self.schemas.annotated(nodes) {
            self.unexpressed_beside(&annotated);
            let ty = self.reference(annotated.reference, at);
            return annotated.apply(ty);
        }
        if let [node] = nodes
            && let Some(id) = self
                .named
                .get(&key(node))
                .filter(|id| at.slot != Some(**id))
        {
            let ty = Type::Named(*id);
            let view = self.schemas.view(nodes);
            return if self.schemas.is_nullable(&view) {
                Type::nullable(ty)
            } else {
                ty
            };
        }
        let view = self.schemas.view(nodes);
        let ty = self.shape(&view, nodes, at);
        if self.schemas.is_nullable(&view) {
            Type::nullable(ty)
        } else {
            ty
        }
    }

    /// The type that all parts of the view make together, its null aside.
    fn shape(&mut self, view: &View<'a>, nodes: &[&'a Node], at: &TypePath) -> Type {
        let ty = self.expressed(view, nodes, at);
        self.unexpressed(view, &ty);
        ty
    }

    /// The type by the keywords that define one.
    fn expressed(&mut self, view: &View<'a>, nodes: &[&'a Node], at: &TypePath) -> Type {
        if let Some(constant) = view.find(|schema| schema.constant) {
            return self.constant(view, constant, nodes, at);
        }
        if let Some(values) = view.find(|schema| schema.enumeration)
            && let Some(ty) = self.enumeration(view, values, nodes, at)
        {
            return ty;
        }
        if let Some(ty) = self.hierarchy(view, nodes, at) {
            return ty;
        }
        if let Some(ty) = self.alternatives(view, nodes, at) {
            return ty;
        }
        self.by_type(view, nodes, at)
    }

    /// The type by `type` and the keywords of each type.
    pub(crate) fn by_type(&mut self, view: &View<'a>, nodes: &[&'a Node], at: &TypePath) -> Type {
        if unsupported::contradicts(self.schemas, view) {
            return Type::Any;
        }
        let own = self.by_own_type(view, nodes, at);
        self.foreign(view, own)
    }

    /// The same without types of the user's own.
    fn by_own_type(&mut self, view: &View<'a>, nodes: &[&'a Node], at: &TypePath) -> Type {
        let types = view.types();
        let single = |scalar| Type::Scalar(scalar);
        if let Some(number) = scalar::number_or_text(view) {
            return single(Scalar::NumberOrText(number));
        }
        match types {
            Types::OBJECT => self.object(view, nodes, at),
            Types::ARRAY => self.array(view, at),
            Types::BOOLEAN => single(Scalar::Bool),
            Types::INTEGER => unsupported::integer(self.schemas, view),
            Types::NUMBER => single(Scalar::Number(scalar::number(view))),
            Types::STRING => single(scalar::string(view)),
            _ if free_form::is_free_form(self.schemas, nodes) => Type::Any,
            _ if types != Types::default() => self.types_union(view, types, nodes, at),
            _ if view.is_only_null() => Type::Null,
            _ if view.looks_like_object() => self.object(view, nodes, at),
            _ if view.any(|schema| schema.items.is_some() || !schema.prefix_items.is_empty()) => {
                self.array(view, at)
            }
            _ => Type::Any,
        }
    }

    /// A scalar, or the type of the user's own in place of those of its format.
    fn foreign(&self, view: &View<'a>, own: Type) -> Type {
        let format = view.find(|schema| schema.format);
        let mut formats = self.formats.iter();
        let replaced = formats.find(|(_, name, _)| Some(*name) == format);
        match (replaced, &own) {
            (Some((entry, _, path)), Type::Scalar(scalar)) => Type::Foreign(Arc::new(Foreign {
                entry: (*entry).to_owned(),
                path: (*path).to_owned(),
                scalar: true,
                like: Like::scalar(*scalar),
            })),
            _ => own,
        }
    }

    fn array(&mut self, view: &View<'a>, at: &TypePath) -> Type {
        if let Some(positions) =
            view.find(|schema| Some(schema.prefix_items).filter(|items| !items.is_empty()))
        {
            return self.tuple(view, positions, at);
        }
        let items =
            conditional::with_conditional(self.schemas, view.items(), view.conditional_items());
        let item = if items.is_empty() || view.is_untyped_tuple() {
            Type::Any
        } else {
            self.schema_of(&items, &at.child("item"))
        };
        Type::Array(Box::new(item))
    }

    /// A tuple where every position must be there and nothing may follow; otherwise an array.
    fn tuple(&mut self, view: &View<'a>, positions: &'a [Node], at: &TypePath) -> Type {
        let count = positions.len() as u64;
        let closed = view.find(|schema| schema.count("maxItems")) == Some(count)
            || view
                .find(|schema| schema.items)
                .is_some_and(|items| items.as_bool() == Some(false));
        let least = view.find(|schema| schema.count("minItems"));
        // Rust servers state no least number and mean a tuple; one that is stated may say that
        // positions are absent.
        let all = least == Some(count);
        let types: Vec<Type> = positions
            .iter()
            .enumerate()
            .map(|(index, node)| self.schema(node, &at.child(&format!("item{}", index + 1))))
            .collect();
        let first = types.first();
        let same = first.filter(|first| types.iter().all(|ty| ty == *first));
        let fits = closed && (2..=MAX_TUPLE).contains(&types.len());
        if fits && (all || least.is_none() && same.is_none()) {
            constraints::unchecked_positions(self.schemas, positions);
            return Type::Tuple(types);
        }
        if let Some(same) = same
            && (closed || self.goes_on(view, same, at))
        {
            return Type::Array(Box::new(same.clone()));
        }
        unsupported::loose_tuple(self.schemas, view, closed, all);
        Type::Array(Box::new(Type::Any))
    }

    /// Whether what follows the positions of a tuple is of the same type.
    fn goes_on(&mut self, view: &View<'a>, same: &Type, at: &TypePath) -> bool {
        let Some(items) = view.find(|schema| schema.items) else {
            return false;
        };
        // Only schemas that need no named type are considered.
        let schema = self.schemas.read(items);
        let scalars = [Types::BOOLEAN, Types::INTEGER, Types::NUMBER, Types::STRING];
        let is_scalar = scalars.contains(&schema.types)
            && schema
                .enumeration
                .or(schema.constant.map(std::slice::from_ref))
                .is_none();
        (is_scalar || schema.is_plain_reference()) && self.schema(items, &at.child("item")) == *same
    }

    /// The id under which a type that needs a name is defined here.
    pub(crate) fn slot(&mut self, nodes: &[&'a Node], view: &View<'a>, at: &TypePath) -> TypeId {
        if let Some(id) = at.slot {
            return id;
        }
        let id = self.reserve(at.name.clone(), nodes[0]);
        if let [node] = nodes {
            self.named.insert(key(node), id);
        }
        self.types[id.index()].docs = values::docs(self.schemas, view);
        id
    }

    /// A struct, defined later from the same schemas.
    pub(crate) fn later_struct(
        &mut self,
        view: &View<'a>,
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Type {
        let id = self.slot(nodes, view, at);
        self.push_struct(id, nodes.to_vec(), Unions::Flatten);
        Type::Named(id)
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_list_of_types_is_a_union_and_prefix_items_are_a_tuple() {
        assert_schemas(
            "
                Either: {type: [string, integer]}
                Pair: {type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}
            ",
            r#"
                type Either: union by shape
                  component
                  variant "integer": i64
                    carries tag
                  variant "string": string
                    carries tag
                type Pair: alias of tuple(string, i64)
                  component
                  minItems 2
            "#,
        );
    }
}
