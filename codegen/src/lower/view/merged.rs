//! A schema together with everything that `allOf` and references beside it bring in, seen as one.
//!
//! In: one or several schema nodes that one value must match. Out: a [`View`] of all their parts.

use std::rc::Rc;

use crate::hash::{HashSet, IndexMap};
use crate::{
    openapi::{Discriminator, Schema, Text, Types},
    source::Node,
};

/// A schema and what it inherits.
#[derive(Clone, Debug, Default)]
pub(crate) struct View<'a> {
    pub(crate) subschemas: Vec<Subschema<'a>>,
    /// Conditional schemas, from `then`, `else` and `dependentSchemas`.
    pub(crate) conditional: Vec<Subschema<'a>>,
    /// Their conditions, from `if`.
    pub(crate) conditions: Vec<Subschema<'a>>,
}

/// One schema of a [`View`].
#[derive(Clone, Debug)]
pub(crate) struct Subschema<'a> {
    pub(crate) schema: Rc<Schema<'a>>,
    /// It was reached through a reference.
    pub(crate) inherited: bool,
}

/// A `oneOf` or `anyOf` of a part.
#[derive(Debug)]
pub(crate) struct Alternatives<'v, 'a> {
    pub(crate) members: &'a [Node],
    pub(crate) discriminator: Option<&'v Discriminator<'a>>,
    /// Whether a value may match several members.
    pub(crate) any: bool,
}

impl<'a> View<'a> {
    /// All the schemas, what is inherited first.
    pub(crate) fn schemas(&self) -> impl DoubleEndedIterator<Item = &Schema<'a>> {
        self.subschemas.iter().map(|part| &*part.schema)
    }

    /// The parts in the place itself.
    pub(crate) fn own(&self) -> impl DoubleEndedIterator<Item = &Schema<'a>> {
        self.subschemas
            .iter()
            .filter(|part| !part.inherited)
            .map(|part| &*part.schema)
    }

    /// The parts that were reached through references.
    pub(crate) fn inherited(&self) -> impl DoubleEndedIterator<Item = &Schema<'a>> {
        let parts = self.subschemas.iter().filter(|part| part.inherited);
        parts.map(|part| &*part.schema)
    }

    /// The last that any part says, own parts before inherited ones.
    pub(crate) fn find<T>(&self, get: impl Fn(&Schema<'a>) -> Option<T>) -> Option<T> {
        self.own()
            .rev()
            .find_map(&get)
            .or_else(|| self.schemas().rev().find_map(&get))
    }

    pub(crate) fn any(&self, test: impl Fn(&Schema<'a>) -> bool) -> bool {
        self.schemas().any(test)
    }

    /// The types that every part allows, without null. Empty: not stated, or
    /// [contradicting](Self::clash).
    pub(crate) fn types(&self) -> Types {
        let stated = self.schemas().map(|schema| schema.types);
        let types = stated.filter(|types| !types.is_empty()).reduce(both);
        types.unwrap_or_default().without(Types::NULL)
    }

    /// Two parts, the later one last, that leave no type but null to all of them together.
    pub(crate) fn clash(&self) -> Option<[&Schema<'a>; 2]> {
        let mut common: Option<(Types, &Schema<'a>)> = None;
        let stating = self.schemas().filter(|schema| !schema.types.is_empty());
        for schema in stating.filter(|schema| schema.types != Types::NULL) {
            let types = common.map_or(schema.types, |(types, _)| both(types, schema.types));
            match common {
                Some((_, before)) if types.without(Types::NULL).is_empty() => {
                    return Some([before, schema]);
                }
                _ => common = Some((types, schema)),
            }
        }
        None
    }

    /// Whether `null` is allowed: the place allows it, or every part that states types does.
    pub(crate) fn nullable(&self) -> bool {
        let says = |schema: &Schema<'_>| schema.nullable || schema.types.contains(Types::NULL);
        let states = |schema: &Schema<'_>| schema.nullable || schema.types != Types::default();
        self.own().any(says)
            || (self.schemas().any(states)
                && self.schemas().filter(|schema| states(schema)).all(says))
    }

    /// Every property with all the schemas that hold for it.
    pub(crate) fn properties(&self) -> IndexMap<&'a str, (Text<'a>, Vec<&'a Node>)> {
        let mut properties: IndexMap<&'a str, (Text<'a>, Vec<&'a Node>)> = IndexMap::default();
        for (name, node) in self.schemas().flat_map(|schema| &schema.properties) {
            let (_, nodes) = properties.entry(name.text).or_insert((*name, Vec::new()));
            if !nodes.iter().any(|other| std::ptr::eq(*other, *node)) {
                nodes.push(node);
            }
        }
        properties
    }

    /// The schemas that hold for a property conditionally.
    pub(crate) fn conditional_property(&self, name: &str) -> Vec<&'a Node> {
        let parts = self
            .conditional
            .iter()
            .flat_map(|part| &part.schema.properties);
        let named = parts.filter(|(own, _)| own.text == name);
        named.map(|(_, node)| *node).collect()
    }

    /// All the schemas that hold for the items of an array.
    pub(crate) fn items(&self) -> Vec<&'a Node> {
        items(&self.subschemas)
    }

    /// The schemas that hold for them conditionally.
    pub(crate) fn conditional_items(&self) -> Vec<&'a Node> {
        items(&self.conditional)
    }

    /// All the schemas of a property; empty if it is not declared.
    pub(crate) fn property(&self, name: &str) -> Vec<&'a Node> {
        let mut found: Vec<&'a Node> = Vec::new();
        for (own, node) in self.schemas().flat_map(|schema| &schema.properties) {
            if own.text == name && !found.iter().any(|other| std::ptr::eq(*other, *node)) {
                found.push(node);
            }
        }
        found
    }

    pub(crate) fn requires(&self, name: &str) -> bool {
        self.any(|schema| schema.required.contains(&name))
    }

    /// Whether properties are declared, if only for some values.
    pub(crate) fn has_properties(&self) -> bool {
        let all = self.subschemas.iter().chain(&self.conditional);
        let mut all = all.chain(&self.conditions);
        all.any(|one| !one.schema.properties.is_empty())
    }

    pub(crate) fn required(&self) -> HashSet<&'a str> {
        self.schemas()
            .flat_map(|schema| schema.required.iter().copied())
            .collect()
    }

    /// The `oneOf`s and `anyOf`s. An inherited base's list of its own children isn't one of them.
    pub(crate) fn alternatives(&self) -> Vec<Alternatives<'_, 'a>> {
        let own = self.schemas().filter(|schema| !schema.is_plain_reference());
        let lone = own.count() == 1;
        let mut found = Vec::new();
        for Subschema { schema, inherited } in &self.subschemas {
            let discriminator = schema.discriminator.as_ref();
            if *inherited && discriminator.is_some() && !lone && !schema.properties.is_empty() {
                continue;
            }
            for (members, any) in [(schema.one_of, false), (schema.any_of, true)] {
                if !members.is_empty() {
                    found.push(Alternatives {
                        members,
                        discriminator,
                        any,
                    });
                }
            }
        }
        found
    }

    /// Whether an array is how utoipa writes a tuple of several types: so many objects of which
    /// nothing is said.
    pub(crate) fn is_untyped_tuple(&self) -> bool {
        self.any(|schema| {
            let counts = (schema.count("minItems"), schema.count("maxItems"));
            let is_counted = matches!(counts, (Some(2..), most) if counts.0 == most);
            let items = schema.items.and_then(Node::as_object);
            is_counted
                && items.is_some_and(|items| {
                    items.len() == 1 && items.get("type").and_then(Node::as_str) == Some("object")
                })
        })
    }

    pub(crate) fn looks_like_object(&self) -> bool {
        self.any(|schema| {
            !schema.properties.is_empty()
                || schema
                    .additional_properties
                    .is_some_and(|node| node.as_bool() != Some(true))
                || !schema.pattern_properties.is_empty()
                || schema.discriminator.is_some()
        }) || self.has_properties()
    }

    /// `type: null` and nothing else.
    pub(crate) fn is_only_null(&self) -> bool {
        self.schemas()
            .all(|schema| schema.types == Types::NULL || schema.is_plain_reference())
            && self.any(|schema| schema.types == Types::NULL)
    }
}

fn items<'a>(parts: &[Subschema<'a>]) -> Vec<&'a Node> {
    let mut items: Vec<&'a Node> = Vec::new();
    for node in parts.iter().filter_map(|part| part.schema.items) {
        if !items.iter().any(|other| std::ptr::eq(*other, node)) {
            items.push(node);
        }
    }
    items
}

/// What both allow; an integer is a number too.
fn both(one: Types, other: Types) -> Types {
    let wide = |types: Types| {
        if types.contains(Types::NUMBER) {
            types.with(Types::INTEGER)
        } else {
            types
        }
    };
    let both = Types(wide(one).0 & wide(other).0);
    if both.contains(Types::NUMBER) {
        both.without(Types::INTEGER)
    } else {
        both
    }
}
