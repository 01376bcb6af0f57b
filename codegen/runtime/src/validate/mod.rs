//! Whether a value keeps to the constraints of its schema, which only the user asks.
//!
//! In: a value, and the constraints that generated code states for its members. Out: every
//! violation, with its path. Must not know clients: no request is kept back for its constraints,
//! since servers loosen them.

mod bounds;
mod error;
mod measure;
mod pattern;
mod schema;

use std::fmt::Write as _;

pub use self::error::{ValidationError, Violation};
use self::measure::{Segment, bare, parts};
use crate::codec::{Constraint, Member, Sink, View, Wire, push_name};

/// Checks a value against the constraints of the document: lengths, patterns, bounds and counts,
/// and assertions that no type expresses (`not`, `contains`, `dependentRequired`,
/// `propertyNames`, `if`). Where any JSON value is accepted, its whole schema is checked, as far as
/// it is made of keywords that are known.
///
/// A value in `Unknown` of an enum or a union is read and written like any other, since a newer
/// server may send it. It is invalid all the same, as is another value in the place of a constant,
/// unless the document itself allows more: by `anyOf` of an `enum` and `type: string`, by a member
/// without a type, or by a base schema that lists no subtypes.
///
/// Every model has it, and so have lists, maps and options of models. A client does not call it,
/// since servers loosen constraints before their documents do.
///
/// All members are checked, those of nested models included; a union is checked as its value, and a
/// response by status as its body. Not checked are strings whose format has its own type (a date, a
/// UUID, base64), the number of properties of a model, and the items of a tuple. A pattern that
/// needs look-around or back-references is not checked; the generator reports those.
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

/// The path of a value. It only becomes text if there is a violation.
#[derive(Clone, Copy)]
enum Path<'p> {
    Root,
    Within(&'p Path<'p>, Segment<'p>),
}

impl Path<'_> {
    fn write(&self, text: &mut String) {
        let Self::Within(outer, step) = self else {
            return;
        };
        outer.write(text);
        match step {
            Segment::Member(name) => push_name(text, name),
            Segment::Item(index) => {
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
    /// Checks a value and its members.
    fn value(&mut self, value: &dyn Wire, constraints: &[Constraint], path: Path<'_>) {
        self.constraints(value, constraints, path);
        self.inside(value, path);
    }

    /// Checks a value against constraints, and its items against those that are for each of them.
    fn constraints(&mut self, value: &dyn Wire, constraints: &[Constraint], path: Path<'_>) {
        if constraints.is_empty() {
            return;
        }
        let (own, items) = split(constraints, |constraint| *constraint == Constraint::Each);
        let view = bare(value);
        for constraint in own {
            if let Some((found, wanted)) = schema::broken(*constraint, value) {
                let mut text = String::new();
                path.write(&mut text);
                self.found
                    .push(Violation::new(&text, *constraint, found, wanted));
            }
        }
        if let Some((_, items)) = items.split_first() {
            parts(&view, &mut |step, part| {
                self.constraints(part, items, Path::Within(&path, step));
            });
        }
    }

    /// Checks the members of a value.
    fn inside(&mut self, value: &dyn Wire, path: Path<'_>) {
        if let Some((value, constraints)) = value.inner() {
            self.value(value, constraints, path);
            return;
        }
        match value.view() {
            View::Object(object) => {
                let is_place = |constraint: &Constraint| {
                    matches!(constraint, Constraint::Of(_) | Constraint::Rest)
                };
                let (own, members) = split(object.constraints(), is_place);
                self.constraints(value, own, path);
                object.members(&mut Members {
                    checks: self,
                    constraints: members,
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

/// The constraints until the first that does not belong to them, and the others.
fn split(
    constraints: &[Constraint],
    ends: impl Fn(&Constraint) -> bool,
) -> (&[Constraint], &[Constraint]) {
    let end = constraints
        .iter()
        .position(ends)
        .unwrap_or(constraints.len());
    constraints.split_at(end)
}

/// Checks the members of an object.
struct Members<'c> {
    checks: &'c mut Checks,
    /// Those of the members that have not been checked.
    constraints: &'static [Constraint],
    path: Path<'c>,
}

impl Members<'_> {
    fn member(&mut self, name: &str, value: &dyn Wire, constraints: &[Constraint]) {
        let path = Path::Within(&self.path, Segment::Member(name));
        self.checks.value(value, constraints, path);
    }

    /// The constraints that follow, if they are for that.
    fn next(&mut self, place: Constraint) -> &'static [Constraint] {
        let Some((_, constraints)) = self
            .constraints
            .split_first()
            .filter(|(next, _)| **next == place)
        else {
            return &[];
        };
        let (constraints, others) = split(constraints, |constraint| {
            matches!(constraint, Constraint::Of(_) | Constraint::Rest)
        });
        self.constraints = others;
        constraints
    }
}

impl Sink for Members<'_> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        for (member, value) in table.iter().zip(values) {
            let name = member.name();
            let constraints = self.next(Constraint::Of(name));
            self.member(name, *value, constraints);
        }
    }

    fn entry(&mut self, name: &str, value: &dyn Wire) {
        self.member(name, value, &[]);
    }

    fn flat(&mut self, value: &dyn Wire) {
        self.checks.inside(value, self.path);
    }

    fn rest(&mut self, value: &dyn Wire) {
        let constraints = self.next(Constraint::Rest);
        self.checks.value(value, constraints, self.path);
    }
}
