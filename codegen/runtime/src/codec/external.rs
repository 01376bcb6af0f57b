//! Enums whose variants are named beside the value that they hold, as serde's externally and adjacently tagged ones are.
//!
//! In: the names, and the value that is next. Out: the enum. An object with any other member, or whose value is not what
//! the variant holds, is kept whole in the variant `Unknown`. Must not know which schema an enum came from.

use super::failed::Failed;
use super::object::contains;
use super::reader::Reader;
use super::score;
use super::select::Case;
use super::wire::{Kind, View, Wire};

/// The text of a tag, as it is written.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Word(pub &'static str);

impl Wire for Word {
    fn fill(&mut self, _: Kind, reader: &mut Reader<'_>) -> Result<(), Failed> {
        reader.skip()
    }

    fn blank() -> Self {
        Self("")
    }

    fn view(&self) -> View<'_> {
        View::Str(self.0)
    }
}

/// A variant, by its name.
type Named<'c, U> = (&'c [&'c str], &'c dyn Case<U>);

impl Reader<'_> {
    /// Reads the variant that a string names, or the only member of an object, whose value it holds; `other` reads all else.
    ///
    /// # Errors
    ///
    /// What `other` reports.
    pub fn external<U>(
        &mut self,
        place: &mut U,
        cases: &[Named<'_, U>],
        other: &dyn Case<U>,
    ) -> Result<(), Failed> {
        self.attempt(place, other, |reader, place| {
            if reader.peek() == b'"' {
                let name = reader.string("a name")?;
                let unit = find(cases, &name).and_then(Case::unit);
                return Ok(unit.map(|unit| *place = unit).is_some());
            }
            let mut read = false;
            let all = reader.each_member(&mut |reader, name| match holding(cases, name) {
                Some(case) if !read => {
                    case.read(reader, place)?;
                    read = true;
                    Ok(true)
                }
                _ => Ok(false),
            })?;
            Ok(read && all)
        })
    }

    /// Reads the variant that the member `tag` names, which holds the value of the member `content`; `other` reads all else.
    ///
    /// # Errors
    ///
    /// What `other` reports.
    pub fn adjacent<U>(
        &mut self,
        place: &mut U,
        [tag, content]: [&'static str; 2],
        cases: &[Named<'_, U>],
        other: &dyn Case<U>,
    ) -> Result<(), Failed> {
        self.attempt(place, other, |reader, place| {
            let text = reader.text.get(reader.at..).unwrap_or_default();
            let found = score::member(text, tag).filter(|text| text.starts_with('"'));
            let Some(name) = found.and_then(score::scalar) else {
                return Ok(false);
            };
            let unit = find(cases, &name).and_then(Case::unit);
            let mut read = unit.map(|unit| *place = unit).is_some();
            let mut case = holding(cases, &name);
            let mut tags = 0;
            let all = reader.each_member(&mut |reader, member| {
                if member == tag {
                    tags += 1;
                    reader.skip()?;
                    return Ok(tags == 1);
                }
                match case.take() {
                    Some(case) if member == content => {
                        case.read(reader, place)?;
                        read = true;
                        Ok(true)
                    }
                    _ => Ok(false),
                }
            })?;
            Ok(read && all)
        })
    }

    /// Reads a variant, or else what is left to `other`.
    fn attempt<U>(
        &mut self,
        place: &mut U,
        other: &dyn Case<U>,
        read: impl FnOnce(&mut Self, &mut U) -> Result<bool, Failed>,
    ) -> Result<(), Failed> {
        let start = self.start();
        let failed = match read(self, place) {
            Ok(true) => {
                self.finish(&start);
                return Ok(());
            }
            Ok(false) => Failed::new(self.at, "it is not a variant".to_owned()),
            Err(failed) => failed,
        };
        self.back(&start, failed)?;
        self.finish(&start);
        self.unknown(place, other)
    }

    /// Offers the members of an object to `take`, which reads their values; whether it took them all.
    fn each_member(
        &mut self,
        take: &mut dyn FnMut(&mut Self, &str) -> Result<bool, Failed>,
    ) -> Result<bool, Failed> {
        if self.peek() != b'{' {
            return Ok(false);
        }
        let around = std::mem::take(&mut self.around);
        self.untagged();
        self.again = false;
        self.enter()?;
        let mut first = true;
        while self.more(&mut first, b'}')? {
            let name = self.name()?;
            if contains(around, &name) {
                self.skip()?;
            } else if !take(self, &name)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The variant of that name.
fn find<'c, U>(cases: &[Named<'c, U>], name: &str) -> Option<&'c dyn Case<U>> {
    let found = cases.iter().find(|(names, _)| names.contains(&name))?;
    Some(found.1)
}

/// The variant of that name, if it holds a value.
fn holding<'c, U>(cases: &[Named<'c, U>], name: &str) -> Option<&'c dyn Case<U>> {
    find(cases, name).filter(|case| case.unit().is_none())
}

/// Makes an enum travel as serde's externally tagged ones do: a variant is an object whose only member is named like it, or its
/// name alone.
///
/// The rows of variants that hold something come first, with their conversions (see `tagged_union!`), their names and their
/// limits, if they have any (see `object!`).
///
/// ```
/// # mod demo {
/// use serde_json::Value;
/// use specwright_runtime::codec;
///
/// #[derive(Clone, Debug)]
/// pub enum Command {
///     Stop,
///     Wait(i64),
///     Unknown(Value),
/// }
///
/// codec::external_union!(Command {
///     Wait(from i64): "wait",
///     "stop" => Stop,
/// });
/// # }
/// use demo::Command;
///
/// assert_eq!(serde_json::from_str::<Command>(r#"{"wait":3}"#).unwrap(), Command::from(3));
/// assert_eq!(serde_json::to_string(&Command::Stop).unwrap(), r#""stop""#);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __external_union {
    ($name:ident {
        $($variant:ident($from:ident $type:ty): $key:literal $([$($limits:tt)*] $(each [$($items:tt)*])*)?,)*
        $($alone:literal => $unit:ident,)*
        $(_ => $unknown:ident,)?
    }) => {
        $($crate::__union_from!($name $variant $from $type);)*

        impl $crate::codec::Wire for $name {
            #[inline]
            fn fill(
                &mut self,
                _: $crate::codec::Kind,
                reader: &mut $crate::codec::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::codec::Failed> {
                reader.external(
                    self,
                    &[
                        $((&[$key], &(Self::$variant as fn(_) -> Self)),)*
                        $((&[$alone], &((|| Self::$unit) as fn() -> Self)),)*
                    ],
                    &(Self::Unknown as fn(_) -> Self),
                )
            }

            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::__serde_json::Value::Null)
            }

            #[inline]
            fn view(&self) -> $crate::codec::View<'_> {
                match self {
                    $(Self::$unit => $crate::codec::View::Str($alone),)*
                    Self::Unknown(value) => $crate::codec::Wire::view(value),
                    _ => $crate::codec::View::Object(self),
                }
            }

            #[inline]
            fn members(&self, sink: &mut dyn $crate::codec::Sink) {
                match self {
                    $(Self::$variant(value) => sink.rows($crate::__member!($key), &[value]),)*
                    _ => {}
                }
            }

            $crate::__content_limits!($($variant $key $([$($limits)*] $([$($items)*])*)?,)*);
            $crate::__held_unknown!([$($unknown)?] Unmatched $name);
        }

        $crate::__equal!($name);
        $crate::__serde!($name);
    };
}

/// Makes an enum travel as serde's adjacently tagged ones do: a variant is an object of its name and what it holds, each under
/// a name of its own, or of its name alone.
///
/// Rows are those of `external_union!`.
///
/// ```
/// # mod demo {
/// use serde_json::Value;
/// use specwright_runtime::codec;
///
/// #[derive(Clone, Debug)]
/// pub enum Event {
///     Closed,
///     Moved(Vec<f64>),
///     Unknown(Value),
/// }
///
/// codec::adjacent_union!(Event by "type" with "data" {
///     Moved(from Vec<f64>): "moved",
///     "closed" => Closed,
/// });
/// # }
/// use demo::Event;
///
/// let text = r#"{"type":"moved","data":[0.5]}"#;
/// assert_eq!(serde_json::from_str::<Event>(text).unwrap(), Event::from(vec![0.5]));
/// assert_eq!(serde_json::to_string(&Event::Closed).unwrap(), r#"{"type":"closed"}"#);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __adjacent_union {
    ($name:ident by $tag:literal with $content:literal {
        $($variant:ident($from:ident $type:ty): $key:literal $([$($limits:tt)*] $(each [$($items:tt)*])*)?,)*
        $($alone:literal => $unit:ident,)*
        $(_ => $unknown:ident,)?
    }) => {
        $($crate::__union_from!($name $variant $from $type);)*

        impl $crate::codec::Wire for $name {
            #[inline]
            fn fill(
                &mut self,
                _: $crate::codec::Kind,
                reader: &mut $crate::codec::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::codec::Failed> {
                reader.adjacent(
                    self,
                    [$tag, $content],
                    &[
                        $((&[$key], &(Self::$variant as fn(_) -> Self)),)*
                        $((&[$alone], &((|| Self::$unit) as fn() -> Self)),)*
                    ],
                    &(Self::Unknown as fn(_) -> Self),
                )
            }

            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::__serde_json::Value::Null)
            }

            #[inline]
            fn view(&self) -> $crate::codec::View<'_> {
                match self {
                    Self::Unknown(value) => $crate::codec::Wire::view(value),
                    _ => $crate::codec::View::Object(self),
                }
            }

            #[inline]
            fn members(&self, sink: &mut dyn $crate::codec::Sink) {
                match self {
                    $(Self::$variant(value) => {
                        sink.rows($crate::__member!($tag $content), &[&$crate::codec::Word($key), value]);
                    })*
                    $(Self::$unit => sink.rows($crate::__member!($tag), &[&$crate::codec::Word($alone)]),)*
                    Self::Unknown(_) => {}
                }
            }

            $crate::__content_limits!($($variant $content $([$($limits)*] $([$($items)*])*)?,)*);
            $crate::__held_unknown!([$($unknown)?] Unmatched $name);
        }

        $crate::__equal!($name);
        $crate::__serde!($name);
    };
}

/// A table of members that are always there, whose names need no escapes.
#[doc(hidden)]
#[macro_export]
macro_rules! __member {
    ($($name:literal)*) => {
        &[$($crate::codec::Member(::core::concat!(",\"", $name, "\":"), $crate::codec::Kind::required, 0)),*]
    };
}

/// The limits of what a variant holds, by the member that holds it. Most have none.
#[doc(hidden)]
#[macro_export]
macro_rules! __content_limits {
    ($($variant:ident $member:literal,)*) => {};
    ($($variant:ident $member:literal $([$($limit:ident $($value:tt)?),*] $([$($item:ident $($item_value:tt)?),*])*)?,)*) => {
        #[inline]
        fn limits(&self) -> &'static [$crate::codec::Limit] {
            match self {
                $($(Self::$variant(_) => &[
                    $crate::codec::Limit::Of($member),
                    $($crate::codec::Limit::$limit $($value)?,)*
                    $($crate::codec::Limit::Each, $($crate::codec::Limit::$item $($item_value)?,)*)*
                ],)?)*
                _ => &[],
            }
        }
    };
}
