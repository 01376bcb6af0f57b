//! A schema with the keywords of 3.1, whatever version it is written in.

mod keywords;
mod limits;
mod spelling;
pub(crate) mod types;

use self::types::Types;
use super::context::Text;
use crate::source::{Node, Number};

/// Our own keyword for schemas that apply at times, like `dependentSchemas` without the property
/// they depend on.
pub const AT_TIMES: &str = "\u{0}atTimes";

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
    /// The constraints.
    pub limits: Limits<'a>,
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

/// The constraints.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits<'a> {
    /// `minimum`.
    pub minimum: Option<&'a Number>,
    /// `maximum`.
    pub maximum: Option<&'a Number>,
    /// `exclusiveMinimum`. 3.0's boolean form becomes the number beside it.
    pub exclusive_minimum: Option<&'a Number>,
    /// `exclusiveMaximum`, likewise.
    pub exclusive_maximum: Option<&'a Number>,
    /// `multipleOf`.
    pub multiple_of: Option<&'a Number>,
    /// `minLength`, in characters.
    pub min_length: Option<u64>,
    /// `maxLength`, in characters.
    pub max_length: Option<u64>,
    /// `pattern`.
    pub pattern: Option<&'a str>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
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

    /// The schemas that apply at times: `then`, `else` and the members of `dependentSchemas`.
    pub fn conditional(&self) -> impl Iterator<Item = &'a Node> {
        let branches = self.branches.iter().filter(|_| self.condition.is_some());
        branches.chain(&self.dependent).copied()
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
            limits: Limits::default(),
            read_only: false,
            write_only: false,
            deprecated: false,
            content_encoding: None,
            content_media_type: None,
            content_schema: None,
        }
    }
}
