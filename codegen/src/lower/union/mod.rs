//! `oneOf` and `anyOf`: the members of a union, and the type that they make.

mod alternatives;
mod beside_properties;
mod default_mapping;
mod discriminator;
pub(crate) mod hierarchy;
mod intersection;
mod members;
mod numbers;
mod representation;
pub(crate) mod scalars;
mod variant_name;

use std::rc::Rc;

use self::members::Members;
use crate::hash::HashSet;
use crate::lower::{
    Definitions, TypePath,
    constraints::{self, number_or_text::number_or_text},
    schema::{enumeration, free_form},
    view::{View, facts::ValueKind, values},
};
use crate::{
    ir::{Enumeration, EnumerationValue, Scalar, Select, Type, TypeKind, Union, Variant},
    openapi::{Discriminator, Types},
    source::Node,
};

impl<'a> Definitions<'_, 'a> {
    /// One `oneOf` or `anyOf` with nothing beside it.
    pub(crate) fn union(
        &mut self,
        view: &View<'a>,
        members: &'a [Node],
        discriminator: Option<&Discriminator<'a>>,
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Type {
        let mut members = Members::counted(self.schemas, members);
        match members.nodes.as_slice() {
            [] => {
                return if members.kinds.is_empty() {
                    Type::Null
                } else {
                    Type::Any
                };
            }
            // A discriminator announces more members; the type then stays a union when they are
            // added.
            [member] if discriminator.is_none() => return self.only(member, at),
            _ => {}
        }
        // Where anything is valid, one other member says nothing that a value doesn't show itself.
        let said = members
            .kinds
            .iter()
            .filter(|kind| !matches!(kind, ValueKind::Any | ValueKind::Bound))
            .count();
        if members.kinds.contains(&ValueKind::Any) && said <= 1 {
            return Type::Any;
        }
        if discriminator.is_none() && free_form::is_free_form(self.schemas, &members.nodes) {
            return Type::Any;
        }
        if let Some(number) = number_or_text(self.schemas, view, &members.nodes) {
            return Type::Scalar(Scalar::NumberOrText(number));
        }
        scalars::formats_first(self.schemas, &mut members);
        if let Some(ty) = self.strings(view, &members, nodes, at) {
            return ty;
        }
        if let Some(ty) = self.numbers(view, &members, nodes, at) {
            return ty;
        }
        let id = self.slot(nodes, view, at);
        let mut union = self.variants(view, &members, discriminator, at);
        self.use_wrapped_components(&mut union, &members.nodes, at);
        if union.variants.is_empty() {
            return Type::Any;
        }
        self.types[id.index()].kind = TypeKind::Union(union);
        Type::Named(id)
    }

    /// A union with one member and no discriminator is that member.
    fn only(&mut self, member: &'a Node, at: &TypePath) -> Type {
        let mut at = at.clone();
        at.depth += 1;
        self.schema(member, &at)
    }

    /// Members that are all strings: an open list of values if there is one, otherwise a string.
    fn strings(
        &mut self,
        view: &View<'a>,
        members: &Members<'a>,
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Option<Type> {
        let strings = |kind: &ValueKind| kind.is_string() || *kind == ValueKind::Bound;
        if !members.kinds.iter().all(strings)
            || members.kinds.iter().all(|kind| *kind == ValueKind::Bound)
        {
            return None;
        }
        if !members.kinds.contains(&ValueKind::Strings) {
            return scalars::texts(self.schemas, members);
        }
        let mut values: Vec<EnumerationValue> = Vec::new();
        let mut seen = HashSet::default();
        // How many values each of the components lists.
        let mut components: Vec<(&'a Node, usize)> = Vec::new();
        for member in &members.nodes {
            let view = self.schemas.view(&[member]);
            let docs = values::docs(self.schemas, &view);
            let mut own = HashSet::default();
            let listed = view.find(|schema| schema.enumeration).unwrap_or_default();
            let constant = view.find(|schema| schema.constant);
            let listed = listed.iter().map(|node| ("enum", node));
            for (keyword, node) in listed.chain(constant.map(|node| ("const", node))) {
                let value = values::stated_value(self.schemas, keyword, &view, node);
                if !value.is_string() {
                    continue;
                }
                own.insert(value.clone());
                if seen.insert(value.clone()) {
                    let description = constant.and_then(|_| enumeration::remarks(&docs, true));
                    values.push(EnumerationValue {
                        value,
                        name: None,
                        description,
                    });
                }
            }
            let schema = self.schemas.read(member);
            if self.schemas.plain_reference(&schema).is_some() {
                components.push((member, own.len()));
            }
        }
        let open = members.kinds.iter().any(|kind| *kind != ValueKind::Strings);
        let whole = components.iter().find(|(_, count)| *count == values.len());
        if let (Some((member, _)), false) = (whole, open) {
            return Some(self.only(member, at));
        }
        if let Some(member) = members.nodes.first()
            && self.schemas.exceeds_budget(member, values.len())
        {
            return Some(Type::Any);
        }
        let id = self.slot(nodes, view, at);
        let scalar = enumeration::common(&values, view);
        self.types[id.index()].kind = TypeKind::Enumeration(Enumeration {
            values,
            scalar,
            open,
        });
        Some(Type::Named(id))
    }

    /// The variants, and how they are distinguished. Members that accept anything are left to the
    /// variant for unrecognized values.
    fn variants(
        &mut self,
        view: &View<'a>,
        members: &Members<'a>,
        discriminator: Option<&Discriminator<'a>>,
        at: &TypePath,
    ) -> Union {
        let mut variants: Vec<Variant> = Vec::new();
        let mut nodes: Vec<Vec<&'a Node>> = Vec::new();
        let formatted = members
            .kinds
            .iter()
            .all(|kind| *kind == ValueKind::Formatted);
        let says = |kind: &ValueKind| !matches!(kind, ValueKind::Any | ValueKind::Bound);
        let saying = members.nodes.iter().zip(&members.kinds);
        let saying: Vec<Vec<&'a Node>> = saying
            .filter(|(_, kind)| says(kind))
            .map(|(member, _)| vec![*member])
            .collect();
        let mut tagging = discriminator::find_tagging(self.schemas, &saying, discriminator);
        let mut open = saying.len() < members.nodes.len();
        let mut place = 0;
        for (index, (member, kind)) in members.nodes.iter().zip(&members.kinds).enumerate() {
            if !says(kind) {
                continue;
            }
            let name = match scalars::format_name(self.schemas, member, *kind) {
                Some(format) if formatted => format.to_owned(),
                _ => variant_name::variant_name(
                    self.schemas,
                    (&members.nodes, index),
                    tagging.as_ref(),
                    place,
                    &variants,
                ),
            };
            place += 1;
            let (ty, _) = self.schema(member, &at.child(&name)).split_null();
            open |= ty == Type::Any;
            if matches!(ty, Type::Any | Type::Null)
                || variants.iter().any(|variant| variant.ty == ty)
            {
                continue;
            }
            let constraints = constraints::of_member(self.schemas, view, member, *kind, &ty);
            variants.push(Variant {
                constraints,
                ..Variant::new(name, ty)
            });
            nodes.push(vec![member]);
        }
        if nodes.len() < saying.len() {
            tagging = discriminator::find_tagging(self.schemas, &nodes, discriminator);
        }
        let (select, default) =
            discriminator::select(self.schemas, &nodes, discriminator, tagging, &mut variants);
        Union {
            variants,
            select,
            default,
            open,
        }
    }

    /// `type` lists several types: a union of them.
    pub(crate) fn types_union(
        &mut self,
        view: &View<'a>,
        types: Types,
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Type {
        const KINDS: [(Types, &str); 6] = [
            (Types::BOOLEAN, "boolean"),
            (Types::INTEGER, "integer"),
            (Types::NUMBER, "number"),
            (Types::STRING, "string"),
            (Types::ARRAY, "array"),
            (Types::OBJECT, "object"),
        ];
        let id = self.slot(nodes, view, at);
        let mut variants = Vec::new();
        for (single, name) in KINDS
            .into_iter()
            .filter(|(single, _)| types.contains(*single))
        {
            let mut narrowed = (*self.schemas.view(nodes)).clone();
            for subschema in &mut narrowed.subschemas {
                Rc::make_mut(&mut subschema.schema).types = single;
            }
            let ty = self.by_type(&narrowed, nodes, &at.child(name));
            let constraints = constraints::of(self.schemas, &narrowed, &ty);
            variants.push(Variant {
                constraints,
                ..Variant::new(name, ty)
            });
        }
        self.types[id.index()].kind = TypeKind::Union(Union::new(variants, Select::Shape));
        Type::Named(id)
    }
}
