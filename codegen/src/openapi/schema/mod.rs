//! A schema with the keywords of 3.1, whatever version it is written in.

mod constraints;
mod keywords;
pub(crate) mod types;
pub(crate) mod vocabulary;

use self::types::Types;
use super::context::Text;
use crate::ir::Constraint;
use crate::source::Node;

/// Our own keyword for schemas that apply only sometimes, like `dependentSchemas` without the
/// property that they depend on.
pub const CONDITIONAL: &str = "\u{0}conditional";

/// A schema with the keywords of 3.1 (JSON Schema 2020-12). Its subschemas are nodes.
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent facts of the standard"
)]
#[derive(Clone, Debug)]
pub struct Schema<'a> {
    /// The node of the schema.
    pub node: &'a Node,
    /// The value of a schema that is `true` or `false`.
    pub boolean: Option<bool>,
    /// `$ref`; also `$dynamicRef` and `$recursiveRef`.
    pub reference: Option<Text<'a>>,
    /// `type`. 3.0's `nullable` beside a `type` adds `Types::NULL`.
    pub types: Types,
    /// 3.0's `nullable: true` without a `type` beside it (with `$ref`, `allOf`, …).
    pub nullable: bool,
    /// `format`.
    pub format: Option<&'a str>,
    /// `title`.
    pub title: Option<&'a str>,
    /// `description`.
    pub description: Option<&'a str>,
    /// `enum`.
    pub enumeration: Option<&'a [Node]>,
    /// `const`.
    pub constant: Option<&'a Node>,
    /// `default`.
    pub default: Option<&'a Node>,
    /// `examples`, and 3.0's `example`.
    pub examples: Vec<&'a Node>,
    /// `properties`, in document order.
    pub properties: Vec<(Text<'a>, &'a Node)>,
    /// A `$ref` instead of the members of `properties`, to an object that has them. Not in the
    /// standard, but found in documents of many files.
    pub properties_reference: Option<Text<'a>>,
    /// `required`.
    pub required: Vec<&'a str>,
    /// `additionalProperties`: a schema, or a boolean.
    pub additional_properties: Option<&'a Node>,
    /// `unevaluatedProperties`: a schema, or a boolean.
    pub unevaluated_properties: Option<&'a Node>,
    /// `patternProperties`: pattern and schema.
    pub pattern_properties: Vec<(Text<'a>, &'a Node)>,
    /// `propertyNames`.
    pub property_names: Option<&'a Node>,
    /// `items`: one schema for all items.
    pub items: Option<&'a Node>,
    /// `prefixItems`, and older drafts' `items` with a list.
    pub prefix_items: &'a [Node],
    /// `allOf`.
    pub all_of: &'a [Node],
    /// `oneOf`.
    pub one_of: &'a [Node],
    /// `anyOf`.
    pub any_of: &'a [Node],
    /// `not`.
    pub not: Option<&'a Node>,
    /// `contains`.
    pub contains: Option<&'a Node>,
    /// `dependentRequired`.
    pub dependent_required: Option<&'a Node>,
    /// `if`.
    pub condition: Option<&'a Node>,
    /// `then` and `else`, which mean nothing without an `if`.
    pub branches: Vec<&'a Node>,
    /// The members of `dependentSchemas`.
    pub dependent: Vec<&'a Node>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator<'a>>,
    /// What bounds the value. Patterns are not checked yet.
    pub constraints: Vec<Constraint>,
    /// `readOnly`: only in responses.
    pub read_only: bool,
    /// `writeOnly`: only in requests.
    pub write_only: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `contentEncoding`.
    pub content_encoding: Option<&'a str>,
    /// `contentMediaType`.
    pub content_media_type: Option<&'a str>,
    /// `contentSchema`.
    pub content_schema: Option<&'a Node>,
}

/// How a property selects the variant of a union.
#[derive(Clone, Debug)]
pub struct Discriminator<'a> {
    /// `propertyName`.
    pub property: Text<'a>,
    /// Tag value and schema name or reference.
    pub mapping: Vec<(Text<'a>, Text<'a>)>,
    /// 3.2's `defaultMapping`.
    pub default_mapping: Option<Text<'a>>,
}

impl<'a> Schema<'a> {
    /// The extension of that name: `x-…`.
    #[must_use]
    pub fn extension(&self, name: &str) -> Option<&'a Node> {
        self.node.get(name)
    }

    /// The schemas that apply only sometimes: `then`, `else` and the members of `dependentSchemas`.
    pub fn conditional(&self) -> impl Iterator<Item = &'a Node> {
        let branches = self.branches.iter().filter(|_| self.condition.is_some());
        branches.chain(&self.dependent).copied()
    }

    /// `additionalProperties` and `unevaluatedProperties`, where they are stated.
    pub fn other_properties(&self) -> impl Iterator<Item = &'a Node> {
        let stated = [self.additional_properties, self.unevaluated_properties];
        stated.into_iter().flatten()
    }

    /// The count that a keyword such as `maxItems` states.
    #[must_use]
    pub fn count(&self, keyword: &str) -> Option<u64> {
        let mut counts = self.constraints.iter().filter_map(Constraint::count);
        counts.find_map(|(name, count)| (name == keyword).then_some(count))
    }

    /// The number that a keyword such as `maximum` states, as written.
    #[must_use]
    pub fn bound(&self, keyword: &str) -> Option<&str> {
        let mut bounds = self.constraints.iter().filter_map(Constraint::bound);
        bounds.find_map(|(name, bound)| (name == keyword).then_some(bound))
    }

    /// `pattern`.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        self.constraints.iter().find_map(|one| match one {
            Constraint::Pattern(pattern) => Some(pattern.written.as_str()),
            _ => None,
        })
    }

    /// Whether the schema is a reference and nothing beside it shapes the value.
    #[must_use]
    pub fn is_plain_reference(&self) -> bool {
        self.reference.is_some() && self.all_of.is_empty() && self.shapes_nothing()
    }

    /// Whether the schema, its reference and `allOf` aside, only describes or bounds a value.
    #[must_use]
    pub fn shapes_nothing(&self) -> bool {
        (self.types.is_empty() || self.types == Types::NULL)
            && self.boolean.is_none()
            && self.enumeration.is_none()
            && self.constant.is_none()
            && self.format.is_none()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.additional_properties.is_none()
            && self.unevaluated_properties.is_none()
            && self.pattern_properties.is_empty()
            && self.items.is_none()
            && self.prefix_items.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.conditional().next().is_none()
    }

    /// A schema without keywords.
    pub(super) fn empty(node: &'a Node) -> Self {
        Self {
            node,
            boolean: None,
            reference: None,
            types: Types::default(),
            nullable: false,
            format: None,
            title: None,
            description: None,
            enumeration: None,
            constant: None,
            default: None,
            examples: Vec::new(),
            properties: Vec::new(),
            properties_reference: None,
            required: Vec::new(),
            additional_properties: None,
            unevaluated_properties: None,
            pattern_properties: Vec::new(),
            property_names: None,
            items: None,
            prefix_items: &[],
            all_of: &[],
            one_of: &[],
            any_of: &[],
            not: None,
            contains: None,
            dependent_required: None,
            condition: None,
            branches: Vec::new(),
            dependent: Vec::new(),
            discriminator: None,
            constraints: Vec::new(),
            read_only: false,
            write_only: false,
            deprecated: false,
            content_encoding: None,
            content_media_type: None,
            content_schema: None,
        }
    }
}
