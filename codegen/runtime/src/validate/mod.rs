//! Whether a value keeps to the limits of its schema, which only the user asks.
//!
//! In: a value, and the limits that generated code states for its members. Out: every violation, with its path. Must not
//! know clients: no request is kept back for its limits, since servers loosen them.

mod error;
mod measure;
mod pattern;
mod rules;
mod schema;

use std::fmt::Write as _;

pub use self::error::{ValidationError, Violation};
use self::measure::{Step, bare, parts};
use crate::codec::{Limit, Member, Sink, View, Wire, push_name};

/// What can be held against the limits that the document states: lengths, patterns, bounds and counts, and assertions that no
/// type expresses (`not`, `contains`, `dependentRequired`, `propertyNames`, `if`). Where any JSON value is accepted, its whole
/// schema is checked, as far as it is made of keywords that are known.
///
/// A value in `Unknown` of an enum or a union is read and written like any other, since a newer server may send it. It is invalid
/// all the same, as is another value in the place of a constant, unless the document itself allows more: by `anyOf` of an `enum` and
/// `type: string`, by a member without a type, or by a base schema that lists no subtypes.
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
/// use specwright_runtime::{Model, Validate};
///
/// #[derive(Clone, Model)]
/// #[model(setters)]
/// pub struct Span {
///     #[model(max_length = 8, pattern = "^[a-z ]+$")]
///     pub name: String,
///     #[model(max_items = 2, each(min_length = 1))]
///     pub tags: Option<Vec<String>>,
/// }
///
/// assert_eq!(Span::new("llm call").validate(), Ok(()));
///
/// let spans = vec![Span::new("llm call").with_tags(["a".to_owned(), String::new()])];
/// let error = spans.validate().unwrap_err();
/// assert_eq!(error.to_string(), "at `[0].tags[1]`: 0 characters, expected at least 1 (minLength)");
/// assert_eq!(error.violations()[0].path(), "[0].tags[1]");
/// ```
pub trait Validate {
    /// Checks the value and all within it.
    ///
    /// # Errors
    ///
    /// All violations, in the order of the members.
    fn validate(&self) -> Result<(), ValidationError>;
}

impl<T: Wire> Validate for T {
    fn validate(&self) -> Result<(), ValidationError> {
        let mut checks = Checks::default();
        checks.inside(self, Path::Root);
        ValidationError::of(checks.found)
    }
}

/// Where a value stands. Most places have nothing to say, so that a text is only made of those that have.
#[derive(Clone, Copy)]
enum Path<'p> {
    Root,
    Within(&'p Path<'p>, Step<'p>),
}

impl Path<'_> {
    fn write(&self, text: &mut String) {
        let Self::Within(outer, step) = self else {
            return;
        };
        outer.write(text);
        match step {
            Step::Member(name) => push_name(text, name),
            Step::Item(index) => {
                let _ = write!(text, "[{index}]");
            }
        }
    }
}

/// What a walk through a value found.
#[derive(Debug, Default)]
struct Checks {
    found: Vec<Violation>,
}

impl Checks {
    /// Checks a value, and what lies within it.
    fn value(&mut self, value: &dyn Wire, limits: &[Limit], path: Path<'_>) {
        self.limits(value, limits, path);
        self.inside(value, path);
    }

    /// Checks a value against limits, and its items against those that are for each of them.
    fn limits(&mut self, value: &dyn Wire, limits: &[Limit], path: Path<'_>) {
        if limits.is_empty() {
            return;
        }
        let (own, items) = split(limits, |limit| *limit == Limit::Each);
        let view = bare(value);
        for limit in own {
            if let Some((found, wanted)) = rules::broken(*limit, value) {
                let mut text = String::new();
                path.write(&mut text);
                self.found
                    .push(Violation::new(&text, *limit, found, wanted));
            }
        }
        if let Some((_, items)) = items.split_first() {
            parts(&view, &mut |step, part| {
                self.limits(part, items, Path::Within(&path, step));
            });
        }
    }

    /// Checks what lies within a value.
    fn inside(&mut self, value: &dyn Wire, path: Path<'_>) {
        if let Some((value, limits)) = value.held() {
            self.value(value, limits, path);
            return;
        }
        match value.view() {
            View::Object(object) => {
                let is_place = |limit: &Limit| matches!(limit, Limit::Of(_) | Limit::Rest);
                let (own, members) = split(object.limits(), is_place);
                self.limits(value, own, path);
                object.members(&mut Members {
                    checks: self,
                    limits: members,
                    path,
                });
            }
            View::Tagged(_, value) => self.inside(value, path),
            view @ View::List(_) => parts(&view, &mut |step, part| {
                self.inside(part, Path::Within(&path, step));
            }),
            _ => {}
        }
    }
}

/// The limits until the first that does not belong to them, and the others.
fn split(limits: &[Limit], ends: impl Fn(&Limit) -> bool) -> (&[Limit], &[Limit]) {
    let end = limits.iter().position(ends).unwrap_or(limits.len());
    limits.split_at(end)
}

/// Checks the members of an object.
struct Members<'c> {
    checks: &'c mut Checks,
    /// Those of the members that have not been checked.
    limits: &'static [Limit],
    path: Path<'c>,
}

impl Members<'_> {
    fn member(&mut self, name: &str, value: &dyn Wire, limits: &[Limit]) {
        let path = Path::Within(&self.path, Step::Member(name));
        self.checks.value(value, limits, path);
    }

    /// The limits that follow, if they are for that.
    fn next(&mut self, place: Limit) -> &'static [Limit] {
        let Some((_, limits)) = self
            .limits
            .split_first()
            .filter(|(next, _)| **next == place)
        else {
            return &[];
        };
        let (limits, others) = split(limits, |limit| matches!(limit, Limit::Of(_) | Limit::Rest));
        self.limits = others;
        limits
    }
}

impl Sink for Members<'_> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        for (member, value) in table.iter().zip(values) {
            let name = member.name();
            let limits = self.next(Limit::Of(name));
            self.member(name, *value, limits);
        }
    }

    fn entry(&mut self, name: &str, value: &dyn Wire) {
        self.member(name, value, &[]);
    }

    fn flat(&mut self, value: &dyn Wire) {
        self.checks.inside(value, self.path);
    }

    fn rest(&mut self, value: &dyn Wire) {
        let limits = self.next(Limit::Rest);
        self.checks.value(value, limits, self.path);
    }
}
