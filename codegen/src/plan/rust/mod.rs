//! Rust types and imports as data.
//!
//! In: decisions of the other rooms of `plan`. Out: types by their short names, and for each file
//! the imports that make those names mean what they should. Must not know the document.

mod casing;
pub(super) mod catalogue;
pub(super) mod items;

pub(crate) use self::{casing::Casing, catalogue::External};

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

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

    /// `impl Into<T>`.
    pub(crate) fn into_argument(self) -> Self {
        Self::Impl("Into".to_owned(), Box::new(self))
    }

    /// `impl Name<T>` of a name with one argument.
    pub(crate) fn implemented(self) -> Self {
        match self {
            Self::Name(name, mut arguments) if arguments.len() == 1 => {
                Self::Impl(name, Box::new(arguments.remove(0)))
            }
            other => other,
        }
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

/// What a file imports, by the path of the module.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Imports {
    by_path: BTreeMap<String, BTreeSet<String>>,
}

/// One `use` declaration: a path and the names taken from it, in rustfmt's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    /// The segments of the path.
    pub(crate) path: Vec<String>,
    /// The names; `self` comes first.
    pub(crate) names: Vec<String>,
}

impl Imports {
    /// Imports `name` from `path` (`std::collections`).
    pub(crate) fn add(&mut self, path: &str, name: &str) {
        if let Some(names) = self.by_path.get_mut(path) {
            if !names.contains(name) {
                names.insert(name.to_owned());
            }
        } else {
            self.by_path
                .insert(path.to_owned(), BTreeSet::from([name.to_owned()]));
        }
    }

    /// Imports what others do.
    pub(crate) fn extend(&mut self, others: Self) {
        for (path, names) in others.by_path {
            self.by_path.entry(path).or_default().extend(names);
        }
    }

    /// Imports a name of another crate and returns it.
    pub(crate) fn external(&mut self, external: External) -> RustType {
        self.add(external.path(), external.name());
        RustType::name(external.name())
    }

    /// The path that a name is imported from.
    pub(crate) fn path_of(&self, name: &str) -> Option<&str> {
        self.by_path
            .iter()
            .find(|(_, names)| names.contains(name))
            .map(|(path, _)| path.as_str())
    }

    /// The declarations: those of `std`, of other crates and of this one, each group sorted.
    pub(crate) fn groups(&self) -> Vec<Vec<Use>> {
        let mut groups = vec![Vec::new(), Vec::new(), Vec::new()];
        for (path, names) in &self.folded() {
            let group = match path.split("::").next() {
                Some("std") => 0,
                Some("crate" | "self" | "super") => 2,
                _ => 1,
            };
            let mut names: Vec<String> = names.iter().cloned().collect();
            names.sort_by_cached_key(|name| order(name));
            groups[group].push(Use {
                path: path.split("::").map(str::to_owned).collect(),
                names,
            });
        }
        for group in &mut groups {
            group.sort_by_cached_key(key);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
}

impl Imports {
    /// A module that is imported alone (`codec::{self}`) is a name of the module above it.
    fn folded(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut folded = self.by_path.clone();
        let alone: Vec<&String> = self
            .by_path
            .iter()
            .filter(|(_, names)| names.len() == 1 && names.contains("self"))
            .map(|(path, _)| path)
            .collect();
        for path in alone {
            if let Some((above, name)) = path.rsplit_once("::") {
                folded.remove(path);
                folded
                    .entry(above.to_owned())
                    .or_default()
                    .insert(name.to_owned());
            }
        }
        folded
    }
}

/// Segments compare one by one; a list in braces is sorted after everything else that begins alike.
fn key(declaration: &Use) -> Vec<Part> {
    let mut key: Vec<Part> = declaration
        .path
        .iter()
        .map(|segment| order(segment))
        .collect();
    key.push(match declaration.names.as_slice() {
        [name] => order(name),
        _ => (2, Vec::new()),
    });
    key
}

/// What a name is sorted by: `self` and `crate` before names, lists after them.
type Part = (u8, Vec<(String, u64)>);

/// Names sort as versions do: runs of digits by their value, the rest by code point.
fn order(name: &str) -> Part {
    if matches!(name, "self" | "super" | "crate") {
        return (0, vec![(name.to_owned(), 0)]);
    }
    let mut runs = Vec::new();
    let mut rest = name.strip_prefix("r#").unwrap_or(name);
    while !rest.is_empty() {
        let text = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let digits = rest[text..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(rest.len(), |end| text + end);
        runs.push((
            rest[..text].to_owned(),
            rest[text..digits].parse().unwrap_or(0),
        ));
        rest = &rest[digits..];
    }
    (1, runs)
}

#[cfg(test)]
mod tests {
    use super::Imports;

    #[test]
    fn imports_are_grouped_and_sorted() {
        let mut imports = Imports::default();
        for (path, name) in [
            ("specwright_runtime", "Nullable"),
            ("specwright_runtime", "Date"),
            ("specwright_runtime::codec", "Fields"),
            ("specwright_runtime::codec", "self"),
            ("serde::de", "MapAccess"),
            ("specwright_runtime", "Item10"),
            ("specwright_runtime", "Item9"),
            ("specwright_runtime", "env"),
            ("serde", "Serialize"),
            ("serde", "Serializer"),
            ("crate::models", "Span"),
            ("std::collections", "BTreeMap"),
        ] {
            imports.add(path, name);
        }
        let text: Vec<Vec<String>> = imports
            .groups()
            .iter()
            .map(|group| {
                group
                    .iter()
                    .map(|one| format!("{}: {}", one.path.join("::"), one.names.join(" ")))
                    .collect()
            })
            .collect();
        assert_eq!(
            text,
            [
                vec!["std::collections: BTreeMap"],
                vec![
                    "serde::de: MapAccess",
                    "serde: Serialize Serializer",
                    "specwright_runtime::codec: self Fields",
                    "specwright_runtime: Date Item9 Item10 Nullable env",
                ],
                vec!["crate::models: Span"],
            ]
        );
    }
}
