//! Whether a value keeps to the limits of its schema, which only the user asks.
//!
//! In: a value, and the limits that generated code states for its members. Out: every violation, with its path. Must not
//! know clients: no request is kept back for its limits, since servers loosen them.

mod error;
mod pattern;
mod rules;
mod values;

use std::fmt::Write as _;

pub use self::error::{ValidationError, Violation};
use crate::codec::push_name;

/// What can be held against the limits that the document states: lengths, patterns, bounds and counts.
///
/// Every model has it, and so have lists, maps and options of models. A client does not call it, for servers loosen
/// limits before their documents say so.
///
/// All members are looked at, those of nested models too; a union is measured by the value that it holds, and an answer by
/// status by its body. Not measured are texts with a format that has a type of its own (a
/// date, a UUID, base64), how many properties a model has, and the items of a tuple. A pattern that needs look-around or
/// back-references is not checked; the generator reports those.
///
/// ```
/// # mod demo {
/// use specwright_runtime::codec;
///
/// #[derive(Clone)]
/// pub struct Span {
///     pub name: String,
///     pub tags: Option<Vec<String>>,
/// }
///
/// codec::object!(Span(name: impl Into<String>) {
///     "name" => name: required [MaxLength(8), Pattern("^[a-z ]+$")],
///     "tags" => tags: optional(with_tags: impl Into<Vec<String>>) [MaxItems(2)] each [MinLength(1)],
/// });
/// # }
/// use demo::Span;
/// use specwright_runtime::Validate;
///
/// assert_eq!(Span::new("llm call").validate(), Ok(()));
///
/// let spans = vec![Span::new("llm call").with_tags(["a".to_owned(), String::new()])];
/// let error = spans.validate().unwrap_err();
/// assert_eq!(error.to_string(), "at `[0].tags[1]`: 0 characters, not at least 1 (minLength)");
/// assert_eq!(error.violations()[0].path(), "[0].tags[1]");
/// ```
pub trait Validate {
    /// Checks the value and all within it.
    ///
    /// # Errors
    ///
    /// All violations, in the order of the members.
    fn validate(&self) -> Result<(), ValidationError>
    where
        Self: Sized,
    {
        let mut checks = Checks::default();
        self.check(&mut checks);
        ValidationError::of(checks.found)
    }

    /// Checks what lies within the value.
    #[doc(hidden)]
    fn check(&self, checks: &mut Checks) {
        match self.held() {
            Some((value, limits)) => checks.held(value, limits),
            None => self.parts(&mut |step, part| checks.within(step, |checks| part.check(checks))),
        }
    }

    /// The value that stands in the place of this one, which only wraps it, and the limits of its own there.
    #[doc(hidden)]
    fn held(&self) -> Option<Held<'_>> {
        None
    }

    /// What there is of the value to be measured.
    #[doc(hidden)]
    fn measure(&self) -> Measure<'_> {
        self.held()
            .map_or(Measure::Nothing, |(value, _)| value.measure())
    }

    /// Visits the items of a list, or the values of a map.
    #[doc(hidden)]
    fn parts(&self, visit: &mut dyn FnMut(Step<'_>, &dyn Validate)) {
        if let Some((value, _)) = self.held() {
            value.parts(visit);
        }
    }

    /// The first item of a list that stands in it before.
    #[doc(hidden)]
    fn repeated(&self) -> Option<usize> {
        self.held().and_then(|(value, _)| value.repeated())
    }
}

/// A value, and its limits as [`Checks::member`] takes them; none: only what lies within it is checked.
#[doc(hidden)]
pub type Held<'a> = (&'a dyn Validate, &'a [&'a [Limit]]);

/// A step from a value to one within it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// To the member of that name.
    Member(&'a str),
    /// To the item at that place.
    Item(usize),
}

/// What of a value is measured.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure<'a> {
    /// It is absent or null, or there is nothing to measure.
    Nothing,
    /// A text.
    Text(&'a str),
    /// A whole number.
    Integer(i128),
    /// Another number.
    Number(f64),
    /// How many items a list has.
    Items(usize),
    /// How many members a map has.
    Properties(usize),
}

/// A limit. Numbers are as the document writes them.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
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
    /// What lies within the value has limits of its own.
    Nested,
}

/// A walk through a value, and what it found.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Checks {
    path: String,
    found: Vec<Violation>,
}

impl Checks {
    /// Checks a member: the first of the limits are its own, the next those of its items, and so on.
    pub fn member(&mut self, name: &str, value: &dyn Validate, limits: &[&[Limit]]) {
        self.within(Step::Member(name), |checks| checks.value(value, limits));
    }

    /// Checks a value that stands in the place of the one around it.
    pub fn value(&mut self, value: &dyn Validate, limits: &[&[Limit]]) {
        let Some((own, items)) = limits.split_first() else {
            return;
        };
        for limit in *own {
            if let Some((found, wanted)) = rules::broken(*limit, value) {
                self.found
                    .push(Violation::new(&self.path, *limit, found, wanted));
            }
        }
        if !items.is_empty() {
            value.parts(&mut |step, part| self.within(step, |checks| checks.value(part, items)));
        }
        if own.contains(&Limit::Nested) {
            value.check(self);
        }
    }

    fn held(&mut self, value: &dyn Validate, limits: &[&[Limit]]) {
        if limits.is_empty() {
            value.check(self);
        } else {
            self.value(value, limits);
        }
    }

    fn within(&mut self, step: Step<'_>, check: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        match step {
            Step::Member(name) => push_name(&mut self.path, name),
            Step::Item(index) => {
                let _ = write!(self.path, "[{index}]");
            }
        }
        check(self);
        self.path.truncate(length);
    }
}

/// The limits of a value, each by its name.
#[doc(hidden)]
#[macro_export]
macro_rules! __limits {
    ($($limit:ident $(($value:expr))?),*) => {
        &[$($crate::codec::Limit::$limit $(($value))?),*]
    };
}
