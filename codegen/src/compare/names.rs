//! Which types of two versions are the same.
//!
//! In: the types that each version has. Out: whether two types are one for a program, and whether
//! what fits one fits the other. Other names for a type are that type, whichever of them the type
//! is declared under, and a renamed type is what it was.

use std::collections::{HashMap, HashSet};

use super::view::{Item, Kind, PublicApi};
use crate::plan::RustType;

/// How deep other names lead to further ones.
const DEEPEST: usize = 32;

/// The names of two versions.
pub(super) struct Names<'a> {
    old: HashMap<&'a str, &'a RustType>,
    new: HashMap<&'a str, &'a RustType>,
    /// What has become of the types that the old version declares.
    moved: HashMap<&'a str, RustType>,
}

/// How what fitted an argument fits another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is the same.
    Same,
    /// It fits, and more does.
    Wider,
    /// It may not fit.
    Not,
}

impl<'a> Names<'a> {
    pub(super) fn of(old: &'a PublicApi, new: &'a PublicApi) -> Self {
        let mut names = Self {
            old: aliases(old),
            new: aliases(new),
            moved: HashMap::new(),
        };
        // A type is what its names mean now, first its own name. Where they mean several types,
        // that is said of the others.
        let declared = types(old).filter(|item| item.kind != Kind::Alias);
        let others = types(old).filter(|item| item.kind == Kind::Alias);
        let kept: HashSet<&str> = types(new).map(|item| item.name.as_str()).collect();
        let known: HashSet<&str> = types(old).map(|item| item.name.as_str()).collect();
        for item in declared.chain(others) {
            if let RustType::Name(was, _) = names.was(&item.name)
                && let Some(declared) = known.get(was.as_str())
                && kept.contains(item.name.as_str())
            {
                let is = names.is(&item.name);
                names.moved.entry(declared).or_insert(is);
            }
        }
        names
    }

    /// Takes note that a type has another name now, unless one of its names is kept.
    pub(super) fn rename(&mut self, old: &'a Item, new: &Item) {
        let is = RustType::name(&new.name);
        self.moved.entry(&old.name).or_insert(is);
    }

    /// What has become of a type whose own name is gone.
    pub(super) fn moved(&self, old: &Item) -> Option<&RustType> {
        self.moved.get(old.name.as_str())
    }

    /// The type that a name refers to in the old version.
    pub(super) fn was(&self, name: &str) -> RustType {
        expanded(&RustType::name(name), &self.old, 0)
    }

    /// The type that a name refers to in the new version.
    pub(super) fn is(&self, name: &str) -> RustType {
        expanded(&RustType::name(name), &self.new, 0)
    }

    /// Whether a program sees one type in both places. Where a name means another type now, that is
    /// said of the name.
    pub(super) fn same(&self, old: &RustType, new: &RustType) -> bool {
        let was = || expanded(old, &self.old, 0);
        let moved = |name: &str| self.moved.get(name).cloned();
        old == new || was().replaced(&moved) == expanded(new, &self.new, 0)
    }

    /// Whether a value that a program passes for one argument fits the other.
    pub(super) fn fit(&self, old: &RustType, new: &RustType) -> Fit {
        use RustType::{Impl, ImplTrait, Ref};

        if self.same(old, new) {
            return Fit::Same;
        }
        let is_wider = match (old, new) {
            (Ref(text), Impl(name, of)) if text.is("str") => {
                name == "AsRef" && of.is("str") || name == "Into" && of.is("String")
            }
            (_, Impl(name, of)) if name == "Into" => self.same(old, of),
            // Models and what holds them are written by serde, too.
            (Ref(known), Ref(any)) => {
                matches!(&**any, ImplTrait(name) if name == "Serialize")
                    && matches!(&**known, RustType::Name(..))
                    && !known.is("str")
            }
            _ => false,
        };
        if is_wider { Fit::Wider } else { Fit::Not }
    }
}

fn types(api: &PublicApi) -> impl Iterator<Item = &Item> {
    api.items.iter().filter(|item| item.kind.is_type())
}

fn aliases(api: &PublicApi) -> HashMap<&str, &RustType> {
    let aliases = types(api).filter(|item| item.kind == Kind::Alias);
    aliases
        .filter_map(|item| Some((item.name.as_str(), item.gives.as_ref()?)))
        .collect()
}

fn expanded(ty: &RustType, aliases: &HashMap<&str, &RustType>, depth: usize) -> RustType {
    ty.replaced(&|name| {
        let target = aliases.get(name).filter(|_| depth < DEEPEST)?;
        Some(expanded(target, aliases, depth + 1))
    })
}
