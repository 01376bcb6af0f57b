//! Ranks the variants of a union for a value, best match first.
//!
//! In: the text of a value, and shapes. Out: the indices of those it fits. A wrong JSON type, a
//! missing required member or a differing constant rules a shape out. A value that a member is not
//! known to have, but has in another of the shapes, sets a shape back; then most required and most
//! known members win, then fewest unknown ones, then the narrower shape. Where the best are equal,
//! the values of the members are compared in the same way; then document order decides. Must not
//! know Rust types.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::ops::Range;

use super::shape::{Kinds, Object, Property, Shape, mark};
use crate::codec::json::decimal::whole;
use crate::codec::json::lookahead::Lookahead;
use crate::codec::json::scan::{Cursor, string};
use crate::codec::types::literal::Literal;

/// How many elements or members of one value are looked at.
const SAMPLE: usize = 32;

/// How well a value fits; the smallest is the best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    /// It breaks a rule that servers break, too.
    last_resort: bool,
    required: Reverse<u32>,
    known: Reverse<u32>,
    unknown: u32,
    /// How much else the shape would have taken.
    loose: u8,
    /// Some member has a value that is not among those known of it.
    unlisted: bool,
}

impl Score {
    fn loose(loose: u8) -> Self {
        Self {
            loose,
            ..Self::default()
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            last_resort: self.last_resort || other.last_resort,
            required: Reverse(self.required.0 + other.required.0),
            known: Reverse(self.known.0 + other.known.0),
            unknown: self.unknown.saturating_add(other.unknown),
            loose: self.loose.max(other.loose),
            unlisted: self.unlisted || other.unlisted,
        }
    }
}

/// A value, and what was found in it so far: several shapes ask the same.
struct Seen<'a> {
    ahead: &'a Lookahead<'a>,
    at: usize,
    /// The whole of a string, a number or a literal.
    text: &'a str,
    kind: Kinds,
    /// The members of an object or the elements of an array.
    parts: OnceCell<Children<'a>>,
}

/// The content of an object or array.
struct Children<'a> {
    list: Vec<Child<'a>>,
    /// The marks of all names.
    marks: u64,
}

struct Child<'a> {
    /// Empty in an array.
    name: Cow<'a, str>,
    mark: u8,
    value: Seen<'a>,
}

impl<'a> Seen<'a> {
    /// The value that begins at a place.
    fn next(ahead: &'a Lookahead<'a>, at: usize) -> Self {
        Self::new(ahead, ahead.first(at))
    }

    fn new(ahead: &'a Lookahead<'a>, range: Range<usize>) -> Self {
        let at = range.start;
        let text = ahead.text(range);
        Self {
            ahead,
            at,
            text,
            kind: kind(text),
            parts: OnceCell::new(),
        }
    }

    fn parts(&self) -> &Children<'a> {
        self.parts.get_or_init(|| {
            let mut marks = 0;
            let mut list = Vec::with_capacity(8);
            if self.kind == Kinds::OBJECT {
                list.extend(self.ahead.members(self.at).map(|(name, value)| {
                    let mark = mark(&name);
                    marks |= 1 << mark;
                    let value = Self::new(self.ahead, value);
                    Child { name, mark, value }
                }));
            } else {
                let elements = self.ahead.elements(self.at).take(SAMPLE);
                list.extend(elements.map(|value| Child {
                    name: Cow::Borrowed(""),
                    mark: 0,
                    value: Self::new(self.ahead, value),
                }));
            }
            Children { list, marks }
        })
    }

    /// Whether it contains other values.
    fn is_compound(&self) -> bool {
        self.kind == Kinds::OBJECT || self.kind == Kinds::ARRAY
    }

    fn values(&self) -> impl Iterator<Item = &Self> {
        self.parts().list.iter().map(|part| &part.value)
    }
}

impl<'a> Children<'a> {
    /// Whether there may be such a member.
    fn may_have(&self, property: &Property) -> bool {
        self.marks >> property.mark & 1 == 1
    }

    /// The members of that name.
    fn named<'s>(&'s self, property: &Property) -> impl DoubleEndedIterator<Item = &'s Seen<'a>> {
        let (name, mark) = (property.name, property.mark);
        let list: &[_] = if self.may_have(property) {
            &self.list
        } else {
            &[]
        };
        list.iter()
            .filter(move |part| part.mark == mark && part.name == name)
            .map(|part| &part.value)
    }
}

/// The shapes that the value which begins at a place can have, best match first. `shapes`: all of
/// them, and if asked for with the members of those.
pub(crate) fn ranked<'s>(
    ahead: &Lookahead<'_>,
    at: usize,
    shapes: &dyn Fn(bool) -> &'s [Shape],
) -> impl Iterator<Item = usize> + use<> {
    let value = Seen::next(ahead, at);
    let outer = shapes(false);
    let mut found: Vec<_> = outer
        .iter()
        .enumerate()
        .filter_map(|(index, shape)| Some((false, fit(&value, shape)?, index)))
        .collect();
    if found.iter().any(|(_, score, _)| score.unlisted) {
        let fitting: Vec<_> = found.iter().map(|(_, _, index)| &outer[*index]).collect();
        for (contradicted, score, index) in &mut found {
            *contradicted = score.unlisted && contradicts(&value, &outer[*index], &fitting);
        }
    }
    found.sort_unstable();
    let is_best = |one: &&(bool, Score, usize)| (one.0, one.1) == (found[0].0, found[0].1);
    let tied = found.iter().take_while(is_best).count();
    if tied > 1 && value.is_compound() && value.values().any(Seen::is_compound) {
        let inner = shapes(true);
        // One that does not fit may be read all the same: its members are more tolerant than their
        // shapes.
        found[..tied].sort_by_cached_key(|(_, _, index)| {
            fit(&value, &inner[*index]).map_or((true, Score::default()), |score| (false, score))
        });
    }
    found.into_iter().map(|(_, _, index)| index)
}

/// Whether a member has a value that this shape does not list, but another one that fits does.
fn contradicts(value: &Seen<'_>, shape: &Shape, fitting: &[&Shape]) -> bool {
    let members = value.parts();
    listing(shape).any(|property| {
        let found = members.named(property).next_back();
        let value = found.and_then(|value| scalar(value.text));
        let listed = |property: &Property| {
            let value = value.as_deref();
            value.is_some_and(|value| property.values.contains(&value))
        };
        let mut others = fitting.iter().flat_map(|shape| listing(shape));
        !listed(property) && others.any(|other| other.name == property.name && listed(other))
    })
}

/// The members of an object of which values are known.
fn listing(shape: &Shape) -> impl Iterator<Item = &Property> {
    let properties: &[Property] = match shape {
        Shape::Object(object) => &object.properties,
        _ => &[],
    };
    properties.iter().filter(|one| !one.values.is_empty())
}

/// What a member of the object that begins at a place holds, if it is there.
pub(crate) fn member<'a>(ahead: &Lookahead<'a>, at: usize, name: &str) -> Option<&'a str> {
    let (_, value) = ahead.members(at).find(|(found, _)| found == name)?;
    Some(ahead.text(value))
}

/// Whether a member of the object that begins at a place is repeated with another value.
#[cold]
pub(crate) fn varies(ahead: &Lookahead<'_>, at: usize, name: &str) -> bool {
    let named = ahead.members(at).filter(|(found, _)| found == name);
    let mut values = named.map(|(_, value)| scalar(ahead.text(value)));
    let first = values.next();
    values.any(|value| Some(value) != first)
}

/// The text of a string, number or boolean; that of an integer in digits alone.
pub(crate) fn scalar(text: &str) -> Option<Cow<'_, str>> {
    match kind(text) {
        Kinds::STRING => Some(string(text.as_bytes())),
        Kinds::NULL | Kinds::ARRAY | Kinds::OBJECT => None,
        Kinds::NUMBER => Some(whole(text).map_or(Cow::Borrowed(text), Cow::Owned)),
        Kinds::INTEGER if text == "-0" => Some(Cow::Borrowed("0")),
        _ => Some(Cow::Borrowed(text)),
    }
}

fn kind(text: &str) -> Kinds {
    match Cursor::new(text.as_bytes()).peek() {
        Some(b'{') => Kinds::OBJECT,
        Some(b'[') => Kinds::ARRAY,
        Some(b'"') => Kinds::STRING,
        Some(b't' | b'f') => Kinds::BOOLEAN,
        Some(b'n') => Kinds::NULL,
        _ if text.contains(['.', 'e', 'E']) => Kinds::NUMBER,
        _ => Kinds::INTEGER,
    }
}

fn fit(value: &Seen<'_>, shape: &Shape) -> Option<Score> {
    let kind = value.kind;
    let when = |fits: bool, loose: u8| fits.then(|| Score::loose(loose));
    match shape {
        Shape::Any => Some(Score::loose(9)),
        Shape::Null => when(kind == Kinds::NULL, 0),
        Shape::Boolean => when(kind == Kinds::BOOLEAN, 0),
        Shape::Integer if kind == Kinds::NUMBER => when(is_whole(value.text), 2),
        Shape::Integer => when(kind == Kinds::INTEGER, 0),
        Shape::Number => when(Kinds::NUMBER.contains(kind), 1),
        Shape::String => when(kind == Kinds::STRING, 1),
        Shape::Strings(values) => strings(value, values),
        Shape::Constant(Literal::String(only)) => strings(value, &[only]),
        Shape::Constant(Literal::Integer(_)) => fit(value, &Shape::Integer),
        Shape::Constant(Literal::Number(_)) => fit(value, &Shape::Number),
        Shape::Constant(Literal::Boolean(_)) => fit(value, &Shape::Boolean),
        Shape::Array(element) => {
            (kind == Kinds::ARRAY).then_some(())?;
            all(value.values(), element)
        }
        Shape::Map(each) => {
            (kind == Kinds::OBJECT).then_some(())?;
            Some(all(value.values().take(SAMPLE), each)?.and(Score::loose(3)))
        }
        Shape::Object(shape) => {
            (kind == Kinds::OBJECT).then_some(())?;
            object(value.parts(), shape)
        }
        Shape::OneOf(shapes) => shapes.iter().filter_map(|shape| fit(value, shape)).min(),
    }
}

/// A string that is one of those known of a shape, or another one.
fn strings(value: &Seen<'_>, known: &[&str]) -> Option<Score> {
    (value.kind == Kinds::STRING).then_some(())?;
    let listed = known.contains(&&*scalar(value.text)?);
    Some(Score::loose(if listed { 0 } else { 2 }))
}

fn is_whole(text: &str) -> bool {
    whole(text).is_some()
}

fn all<'s, 'a: 's>(mut values: impl Iterator<Item = &'s Seen<'a>>, shape: &Shape) -> Option<Score> {
    values.try_fold(Score::default(), |score, value| {
        Some(score.and(fit(value, shape)?))
    })
}

fn object(members: &Children<'_>, shape: &Object) -> Option<Score> {
    let properties = &*shape.properties;
    // Most shapes of a large union end here.
    if properties
        .iter()
        .any(|one| one.required && !members.may_have(one))
    {
        return None;
    }
    let mut score = Score::default();
    let mut named = 0;
    for property in properties {
        // A repeated member counts as it is read: the last one wins.
        let mut last = None;
        for value in members.named(property) {
            last = Some(value);
            named += 1;
        }
        match last {
            Some(value) => {
                score = score.and(fit_property(value, property)?);
                if let Some(inner) = property.inner.as_ref().filter(|_| value.is_compound()) {
                    score = score.and(fit(value, inner)?);
                }
            }
            None if property.required => return None,
            None => {}
        }
    }
    let unknown = members.list.len().saturating_sub(named);
    Some(score.and(Score {
        unknown: u32::try_from(unknown).unwrap_or(u32::MAX),
        last_resort: unknown > 0 && shape.closed,
        ..Score::default()
    }))
}

fn fit_property(found: &Seen<'_>, property: &Property) -> Option<Score> {
    let kind = found.kind;
    // A number with a fraction is only a number, an integer is one, too, also as `1.0`.
    let fits = if kind == Kinds::NUMBER {
        property.kinds.contains(Kinds::NUMBER)
            || property.kinds.contains(Kinds::INTEGER) && is_whole(found.text)
    } else {
        property.kinds.contains(kind)
    };
    if !fits {
        return None;
    }
    let mut listed = false;
    if property.constant.is_some() || !property.values.is_empty() {
        let value = scalar(found.text);
        let differs = |constant: &str| kind != Kinds::NULL && value.as_deref() != Some(constant);
        if property.constant.as_deref().is_some_and(differs) {
            return None;
        }
        listed = value.is_some_and(|value| property.values.contains(&&*value));
    }
    Some(Score {
        required: Reverse(property.required.into()),
        known: Reverse(1 + u32::from(listed)),
        unlisted: !listed && !property.values.is_empty(),
        ..Score::default()
    })
}
