//! Context: what every room of the plan reads, and the builder of a file.
//!
//! In: the API, the facts, the configuration and the names. Out: the same in one place, with
//! aliases resolved and names imported on request. Must not know what is planned from them.

use std::collections::BTreeMap;

use super::{
    Item, Target,
    naming::{Claimed, Naming, is_scalar},
    pagination::Pagination,
    partition::{self, ModelFiles},
};
use crate::{
    analyze::{Derives, Direction, Facts},
    config::ApiConfig,
    ir::{Api, Type, TypeDef, TypeId, TypeKind},
    names::Ledger,
};

/// How deep types are looked through.
const DEEPEST: usize = 32;

/// The inputs of the plan.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) facts: &'a Facts,
    pub(super) config: &'a ApiConfig,
    pub(super) target: &'a Target,
    pub(super) naming: &'a Naming,
    /// The names of this run, for those that are made up later.
    pub(super) ledger: &'a Ledger<'a>,
    /// The path of the module with all types of the API.
    pub(super) models_path: String,
    /// The name of the API in a sentence.
    pub(super) title: String,
    /// By resource, whether it is a default feature; `None` without features.
    pub(super) defaults: Option<Vec<bool>>,
    /// The file of models of each type.
    pub(super) model_files: ModelFiles,
    /// By type: its item.
    pub(super) models: Vec<Option<Item>>,
    /// By operation: how its pages follow one another.
    pub(super) pagination: BTreeMap<usize, Pagination>,
    /// The credentials that most operations require.
    pub(super) default_security: Vec<Vec<String>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        api: &'a Api,
        facts: &'a Facts,
        config: &'a ApiConfig,
        target: &'a Target,
        naming: &'a Naming,
        ledger: &'a Ledger<'a>,
    ) -> Self {
        let defaults = partition::defaults(naming, config, target);
        let root = std::iter::once("crate").chain(target.root.iter().map(String::as_str));
        let root: Vec<&str> = root.collect();
        Self {
            api,
            facts,
            config,
            target,
            naming,
            ledger,
            models_path: format!("{}::models", root.join("::")),
            title: String::new(),
            model_files: ModelFiles::find(api, naming, defaults.as_deref()),
            defaults,
            models: Vec::new(),
            pagination: BTreeMap::new(),
            default_security: Vec::new(),
        }
    }

    /// What claims the names of a type's members.
    pub(super) fn claimed(&self, id: TypeId) -> Claimed<'_> {
        (self.ledger, &self.naming.keys[id.index()])
    }

    /// The item of a type.
    pub(super) fn item(&self, id: TypeId) -> Option<&Item> {
        self.models.get(id.index())?.as_ref()
    }

    /// The name of a type.
    pub(super) fn type_name(&self, id: TypeId) -> String {
        self.naming.types[id.index()].clone()
    }

    /// The path that a type of the API with that name is imported from, if there is one.
    pub(super) fn path_of(&self, name: &str) -> Option<&str> {
        let is_type = self.naming.ids.contains_key(name);
        is_type.then_some(self.models_path.as_str())
    }

    pub(super) fn direction(&self, id: TypeId) -> Direction {
        self.facts
            .direction
            .get(id.index())
            .copied()
            .unwrap_or_default()
    }

    /// Whether a request has the field, in the type or in another one that has it by inheritance.
    pub(super) fn is_sent(&self, id: TypeId, field: usize) -> bool {
        let inherited = self.facts.inherited.get(&(id, field)).copied();
        inherited.unwrap_or_else(|| self.direction(id).request)
    }

    pub(super) fn derives(&self, id: TypeId) -> Derives {
        self.facts
            .derives
            .get(id.index())
            .copied()
            .unwrap_or_default()
    }

    /// The type without aliases, and whether one of them allows `null`.
    pub(super) fn resolve<'t>(&'t self, ty: &'t Type) -> (&'t Type, bool) {
        self.resolve_until(ty, |_| false)
    }

    /// The same, up to a name that the place of an inline schema has for a type of equal shape.
    pub(super) fn shown<'t>(&'t self, ty: &'t Type) -> (&'t Type, bool) {
        self.resolve_until(ty, |id| self.is_alias_of_equal(id))
    }

    /// Whether a type is the name that a place has for a type of equal shape.
    pub(super) fn is_alias_of_equal(&self, id: TypeId) -> bool {
        self.api.type_def(id).twin.is_some() && !self.naming.types[id.index()].is_empty()
    }

    fn resolve_until<'t>(
        &'t self,
        ty: &'t Type,
        ends: impl Fn(TypeId) -> bool,
    ) -> (&'t Type, bool) {
        let (mut ty, mut nullable) = (ty, false);
        for _ in 0..=self.api.types.len() {
            match ty {
                Type::Nullable(inner) => {
                    nullable = true;
                    ty = inner;
                }
                Type::Named(id) if !self.facts.newtypes.contains(id) && !ends(*id) => {
                    match &self.api.type_def(*id).kind {
                        TypeKind::Alias(target, _) => ty = target,
                        TypeKind::Constant(value, _) if !is_scalar(value) => {
                            return (&Type::Any, nullable);
                        }
                        _ => return (ty, nullable),
                    }
                }
                _ => return (ty, nullable),
            }
        }
        (&Type::Any, nullable)
    }

    /// The type with all aliases resolved, so that equal types are equal.
    pub(super) fn canonical(&self, ty: &Type) -> Type {
        self.canonical_at(ty, 0)
    }

    fn canonical_at(&self, ty: &Type, depth: usize) -> Type {
        let (ty, nullable) = self.resolve(ty);
        let inner = |ty: &Type| Box::new(self.canonical_at(ty, depth + 1));
        let ty = match ty {
            _ if depth > DEEPEST => Type::Any,
            Type::Array(item) => Type::Array(inner(item)),
            Type::Map(item) => Type::Map(inner(item)),
            Type::Tuple(items) => Type::Tuple(
                items
                    .iter()
                    .map(|item| self.canonical_at(item, depth + 1))
                    .collect(),
            ),
            other => other.clone(),
        };
        if nullable { Type::nullable(ty) } else { ty }
    }

    /// The definition of a named type.
    pub(super) fn definition<'t>(&'t self, ty: &'t Type) -> Option<(TypeId, &'t TypeDef)> {
        match self.resolve(ty).0 {
            Type::Named(id) => Some((*id, self.api.type_def(*id))),
            _ => None,
        }
    }

    /// The type of a constant.
    pub(super) fn constant<'t>(&'t self, ty: &'t Type) -> Option<(TypeId, &'t serde_json::Value)> {
        match self.definition(ty)? {
            (
                id,
                TypeDef {
                    kind: TypeKind::Constant(value, _),
                    ..
                },
            ) => Some((id, value)),
            _ => None,
        }
    }
}
