//! The constraints of models.
//!
//! In: nothing. Out: the constraints that a model states for its values and their members.
//! Must not know how a constraint is checked.

/// A constraint, or to what those after it belong: lists of them in one another would be more to
/// compile, and only few schemas need them. Numbers are as the document writes them.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    MinLength(u64),
    MaxLength(u64),
    Pattern(&'static str),
    Minimum(&'static str),
    Maximum(&'static str),
    ExclusiveMinimum(&'static str),
    ExclusiveMaximum(&'static str),
    MultipleOf(&'static str),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    MinProperties(u64),
    MaxProperties(u64),
    /// `type`: one of these.
    Type(&'static [&'static str]),
    /// `enum` or `const`: one of these JSON texts.
    Enum(&'static [&'static str]),
    Required(&'static [&'static str]),
    /// A member, and those that must be there with it.
    DependentRequired(&'static str, &'static [&'static str]),
    /// A member, and the constraints of an object that has it.
    DependentSchema(&'static str, &'static [Constraint]),
    PropertyNames(&'static [Constraint]),
    /// The constraints of that member.
    Property(&'static str, &'static [Constraint]),
    /// The constraints of every item from that position on.
    Items(u64, &'static [Constraint]),
    /// The constraints of the item at that position.
    Item(u64, &'static [Constraint]),
    /// At least and at most so many items keep to these.
    Contains(&'static [Constraint], u64, Option<u64>),
    Not(&'static [Constraint]),
    AnyOf(&'static [&'static [Constraint]]),
    OneOf(&'static [&'static [Constraint]]),
    /// `if`, `then` and `else`.
    If(&'static [&'static [Constraint]; 3]),
    /// None of the values that the `enum` of that name lists; no value keeps to it.
    Unlisted(&'static str),
    /// No member of the union of that name; no value keeps to it.
    Unmatched(&'static str),
    /// The following constraints apply to the items of the value, or to its members.
    Each,
    /// The following constraints apply to the member of that name.
    Of(&'static str),
    /// The following constraints apply to the members without a field, together.
    Rest,
}
