//! Rust types as they are written.

use std::fmt;

/// A Rust type as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum RustType {
    /// A name, perhaps with arguments: `Option<String>`.
    Name(String, Vec<RustType>),
    /// `&T`.
    Ref(Box<RustType>),
    /// `[T]`.
    Slice(Box<RustType>),
    /// `(A, B)`; empty: `()`.
    Tuple(Vec<RustType>),
    /// `impl Name<T>`.
    Impl(String, Box<RustType>),
    /// `impl Name`.
    ImplTrait(String),
}

const EXACT: &[&str] = &[
    "bool",
    "i8",
    "i16",
    "i32",
    "i64",
    "u8",
    "u16",
    "u32",
    "u64",
    "f32",
    "f64",
    "Timestamp",
    "Date",
    "Time",
    "Uuid",
    "Bytes",
];

impl RustType {
    /// A name without arguments.
    pub(crate) fn name(name: &str) -> Self {
        Self::Name(name.to_owned(), Vec::new())
    }

    /// A name with one argument.
    pub(crate) fn of(name: &str, argument: Self) -> Self {
        Self::Name(name.to_owned(), vec![argument])
    }

    /// `&T`.
    pub(crate) fn reference(self) -> Self {
        Self::Ref(Box::new(self))
    }

    /// `impl Name<T>`.
    pub(crate) fn implementing(name: &str, argument: Self) -> Self {
        Self::Impl(name.to_owned(), Box::new(argument))
    }

    /// `impl Into<T>`.
    pub(crate) fn into_argument(self) -> Self {
        Self::implementing("Into", self)
    }

    /// The same type with others in place of some names that have no arguments.
    pub(crate) fn replaced(&self, with: &dyn Fn(&str) -> Option<Self>) -> Self {
        let inner = |ty: &Self| Box::new(ty.replaced(with));
        let all = |types: &[Self]| types.iter().map(|ty| ty.replaced(with)).collect();
        match self {
            Self::Name(name, arguments) if arguments.is_empty() => {
                with(name).unwrap_or_else(|| self.clone())
            }
            Self::Name(name, arguments) => Self::Name(name.clone(), all(arguments)),
            Self::Ref(ty) => Self::Ref(inner(ty)),
            Self::Slice(ty) => Self::Slice(inner(ty)),
            Self::Tuple(types) => Self::Tuple(all(types)),
            Self::Impl(of, ty) => Self::Impl(of.clone(), inner(ty)),
            Self::ImplTrait(_) => self.clone(),
        }
    }

    /// What the derive macros take for a field of this type: as it is, or anything that converts
    /// into it. `by_new`: as an argument of `new`, and not of a setter. Must agree with
    /// `codegen/derive/src/ty.rs`.
    pub(crate) fn taken(&self, by_new: bool) -> Self {
        if self.is_exact() || by_new && self.is_collection() {
            self.clone()
        } else {
            self.clone().into_argument()
        }
    }

    /// Types that are taken as they are, so that literals and `parse()?` find their type.
    fn is_exact(&self) -> bool {
        match self {
            Self::Name(name, arguments) => arguments.is_empty() && EXACT.contains(&name.as_str()),
            other => matches!(other, Self::Tuple(_)),
        }
    }

    /// Collections, which `collect()` makes.
    fn is_collection(&self) -> bool {
        let names = ["Vec", "Map", "BTreeMap"];
        matches!(self, Self::Name(name, arguments) if !arguments.is_empty() && names.contains(&name.as_str()))
    }

    /// The same type with the paths of its names, where they have one.
    pub(crate) fn with_paths<'p>(&self, path_of: &dyn Fn(&str) -> Option<&'p str>) -> Self {
        let inner = |ty: &Self| Box::new(ty.with_paths(path_of));
        let all = |types: &[Self]| types.iter().map(|ty| ty.with_paths(path_of)).collect();
        let full = |name: &String| match path_of(name) {
            Some(path) => format!("{path}::{name}"),
            None => name.clone(),
        };
        match self {
            Self::Name(name, arguments) => Self::Name(full(name), all(arguments)),
            Self::Ref(ty) => Self::Ref(inner(ty)),
            Self::Slice(ty) => Self::Slice(inner(ty)),
            Self::Tuple(types) => Self::Tuple(all(types)),
            Self::Impl(name, ty) => Self::Impl(full(name), inner(ty)),
            Self::ImplTrait(name) => Self::ImplTrait(full(name)),
        }
    }

    /// Calls `found` with each name in it.
    pub(crate) fn names(&self, found: &mut dyn FnMut(&str)) {
        match self {
            Self::Name(name, arguments) => {
                found(name);
                for ty in arguments {
                    ty.names(found);
                }
            }
            Self::Impl(name, inner) => {
                found(name);
                inner.names(found);
            }
            Self::Ref(inner) | Self::Slice(inner) => inner.names(found),
            Self::Tuple(items) => items.iter().for_each(|ty| ty.names(found)),
            Self::ImplTrait(name) => found(name),
        }
    }

    /// Whether it is this name without arguments.
    pub(crate) fn is(&self, name: &str) -> bool {
        matches!(self, Self::Name(own, arguments) if own == name && arguments.is_empty())
    }
}

impl fmt::Display for RustType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |formatter: &mut fmt::Formatter<'_>, types: &[Self]| {
            for (index, ty) in types.iter().enumerate() {
                let comma = if index > 0 { ", " } else { "" };
                write!(formatter, "{comma}{ty}")?;
            }
            Ok(())
        };
        match self {
            Self::Name(name, arguments) if arguments.is_empty() => formatter.write_str(name),
            Self::Name(name, arguments) => {
                write!(formatter, "{name}<")?;
                list(formatter, arguments)?;
                formatter.write_str(">")
            }
            Self::Ref(inner) => write!(formatter, "&{inner}"),
            Self::Slice(inner) => write!(formatter, "[{inner}]"),
            Self::Tuple(items) => {
                formatter.write_str("(")?;
                list(formatter, items)?;
                formatter.write_str(if items.len() == 1 { ",)" } else { ")" })
            }
            Self::Impl(name, inner) => write!(formatter, "impl {name}<{inner}>"),
            Self::ImplTrait(name) => write!(formatter, "impl {name}"),
        }
    }
}
