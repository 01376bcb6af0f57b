//! Assertions that neither a type nor a bound expresses; documented nowhere, and checked by
//! `validate()`.

use serde_json::Value;

use super::Limits;

/// An assertion on a value as it is written (JSON Schema 2020-12, Applicator and Validation). What
/// it says of parts of the value, or of the value itself, is a list of assertions again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// `type`: the names of JSON types.
    Type(Vec<&'static str>),
    /// `enum`, or `const`: the values that are valid.
    Enum(Vec<Value>),
    /// `required`.
    Required(Vec<String>),
    /// An entry of `dependentRequired`: a member, and those that must be there with it.
    DependentRequired(String, Vec<String>),
    /// An entry of `dependentSchemas`: a member, and what holds of the object that has it.
    DependentSchema(String, Limits),
    /// `propertyNames`.
    PropertyNames(Limits),
    /// An entry of `properties`.
    Property(String, Limits),
    /// `items`: of every item from that position on.
    Items(u64, Limits),
    /// An entry of `prefixItems`: the item at that position.
    Item(u64, Limits),
    /// `contains`, with `minContains` and `maxContains`.
    Contains(Limits, u64, Option<u64>),
    /// `not`; around nothing, no value is valid.
    Not(Limits),
    /// `anyOf`.
    AnyOf(Vec<Limits>),
    /// `oneOf`.
    OneOf(Vec<Limits>),
    /// `if`, `then` and `else`.
    If(Box<[Limits; 3]>),
}
