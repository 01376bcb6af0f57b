//! The names that the configuration sets for models, fields and variants.
//!
//! In: the names that all have without it, and its entries. Out: a name by type and by member. An
//! entry that fits nothing, is not a name, or takes that of another is a problem, and changes
//! nothing.

use std::collections::BTreeMap;

use super::members::{field_names, field_scope, value_names, variant_names};
use crate::{
    config::ApiConfig,
    hash::HashMap,
    ir::{Api, TypeId, TypeKind},
    names::{Case, Ledger, is_name},
    plan::{
        problems::{Problem, instead},
        rust::catalogue,
    },
};

/// Names that are set in the configuration.
#[derive(Debug, Default)]
pub(crate) struct Renames {
    types: HashMap<TypeId, String>,
    members: HashMap<(TypeId, usize), String>,
}

/// What an entry names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Type(TypeId),
    Member(TypeId, usize),
}

/// The members of a type: how entries may call each, its name without an entry, and names that none
/// may have.
struct Members {
    called: Vec<Vec<String>>,
    names: Vec<String>,
    reserved: &'static [&'static str],
    case: Case,
}

impl Renames {
    /// The name of a type.
    pub(crate) fn of_type(&self, id: TypeId) -> Option<&str> {
        self.types.get(&id).map(String::as_str)
    }

    /// The name of a field or variant, by its number.
    pub(crate) fn of_member(&self, id: TypeId, index: usize) -> Option<&str> {
        self.members.get(&(id, index)).map(String::as_str)
    }

    /// The names of components that were given one, by those in the document. Inline types are
    /// named after them.
    pub(super) fn of_components<'a>(&'a self, api: &'a Api) -> HashMap<&'a str, &'a str> {
        let types = self.types.iter();
        let named = types.map(|(id, name)| (api.type_def(*id), name));
        let components = named.filter(|(def, _)| def.component && def.name.path.is_empty());
        components
            .map(|(def, name)| (&*def.name.base, name.as_str()))
            .collect()
    }

    /// Reads the entries. `names`: those of types without them.
    pub(super) fn find(
        api: &Api,
        names: &[String],
        config: &ApiConfig,
        claimed: (&Ledger<'_>, &[String]),
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut found = Self::default();
        if config.models.is_empty() {
            return found;
        }
        let types = Models::new(api, names, claimed);
        let mut entries: BTreeMap<Target, &str> = BTreeMap::new();
        for (key, name) in &config.models {
            let place = format!("models.{key}");
            let Some(target) = types.target(key) else {
                problems.push(types.unmatched(&place, key));
                continue;
            };
            let case = types.case(target);
            if !is_name(case, name) {
                problems.push(not_a_name(&place, key, name, case));
            } else if let Some(other) = entries.insert(target, key) {
                let message = format!("`models` names `{key}` and `{other}`, which are the same");
                problems.push(Problem::conflict(&place, message, "remove one of them"));
            } else {
                found.set(target, name.clone());
            }
        }
        // Names are compared when all are known, since two may change places.
        let clashes = entries.iter().filter_map(|(target, key)| {
            let with = types.clash(&found, *target)?;
            Some((*target, *key, with))
        });
        for (target, key, with) in clashes.collect::<Vec<_>>() {
            let name = config.models.get(key).map_or("", String::as_str);
            problems.push(Problem::conflict(
                &format!("models.{key}"),
                format!("the name `{name}` for `{key}` in `models` is {with}"),
                "give one of them another name",
            ));
            found.unset(target);
        }
        found
    }

    fn get(&self, target: Target) -> Option<&str> {
        match target {
            Target::Type(id) => self.of_type(id),
            Target::Member(id, index) => self.of_member(id, index),
        }
    }

    fn set(&mut self, target: Target, name: String) {
        match target {
            Target::Type(id) => self.types.insert(id, name),
            Target::Member(id, index) => self.members.insert((id, index), name),
        };
    }

    fn unset(&mut self, target: Target) {
        match target {
            Target::Type(id) => self.types.remove(&id),
            Target::Member(id, index) => self.members.remove(&(id, index)),
        };
    }
}

/// The types by all that entries may call them.
pub(crate) struct Models<'a> {
    api: &'a Api,
    names: &'a [String],
    /// What claims names without the entries, and the keys of types.
    claimed: (&'a Ledger<'a>, &'a [String]),
    /// Components by their names in the document, and types by their names in Rust.
    ids: BTreeMap<&'a str, TypeId>,
}

impl<'a> Models<'a> {
    pub(crate) fn new(
        api: &'a Api,
        names: &'a [String],
        claimed: (&'a Ledger<'a>, &'a [String]),
    ) -> Self {
        let in_rust = api.types().zip(names).filter(|(_, name)| !name.is_empty());
        let in_rust = in_rust.map(|((id, _), name)| (&**name, id));
        let mut ids: BTreeMap<&str, TypeId> = in_rust.collect();
        let components = api
            .types()
            .filter(|(_, def)| def.component && def.name.path.is_empty());
        ids.extend(components.map(|(id, def)| (&*def.name.base, id)));
        Self {
            api,
            names,
            claimed,
            ids,
        }
    }

    /// The type of that name.
    pub(crate) fn id(&self, name: &str) -> Option<TypeId> {
        self.ids.get(name).copied()
    }

    /// What types may be called.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.ids.keys().copied()
    }

    /// A type, or a member after the name of its type and a dot. Both names may have dots of their
    /// own.
    fn target(&self, key: &str) -> Option<Target> {
        if let Some(id) = self.ids.get(key) {
            return Some(Target::Type(*id));
        }
        key.match_indices('.').find_map(|(at, _)| {
            let id = *self.ids.get(&key[..at])?;
            let called = self.members(id)?.called;
            let is_called = |names: &Vec<String>| names.iter().any(|name| *name == key[at + 1..]);
            Some(Target::Member(id, called.iter().position(is_called)?))
        })
    }

    fn members(&self, id: TypeId) -> Option<Members> {
        let one_each = |names: &[String]| names.iter().map(|name| vec![name.clone()]).collect();
        let (ledger, keys) = self.claimed;
        let claimed = (ledger, keys[id.index()].as_str());
        Some(match &self.api.type_def(id).kind {
            TypeKind::Struct(object) => {
                let wire = object.fields.iter().map(|field| vec![field.name.clone()]);
                Members {
                    called: wire.collect(),
                    names: field_names(object, |_| None, &mut field_scope(claimed), claimed),
                    reserved: &[],
                    case: Case::Snake,
                }
            }
            TypeKind::Enumeration(list) => {
                let names = value_names(list, |_| None, claimed);
                let mut called: Vec<Vec<String>> = one_each(&names);
                for (called, value) in called.iter_mut().zip(&list.values) {
                    let text = value.value.as_str().map(str::to_owned);
                    called.push(text.unwrap_or_else(|| value.value.to_string()));
                }
                Members {
                    called,
                    names,
                    reserved: &["Unknown"],
                    case: Case::Pascal,
                }
            }
            TypeKind::Union(union) => {
                let names = variant_names(union, &self.names[id.index()], |_| None, claimed);
                let mut called: Vec<Vec<String>> = one_each(&names);
                for (called, variant) in called.iter_mut().zip(&union.variants) {
                    called.extend(variant.tags.iter().cloned());
                    called.push(variant.name.clone());
                }
                Members {
                    called,
                    names,
                    reserved: &["Unknown"],
                    case: Case::Pascal,
                }
            }
            TypeKind::Constant(..) | TypeKind::Alias(..) => return None,
        })
    }

    fn case(&self, target: Target) -> Case {
        let members = match target {
            Target::Type(_) => None,
            Target::Member(id, _) => self.members(id),
        };
        members.map_or(Case::Pascal, |members| members.case)
    }

    /// What else has the name that a target was given, if something has.
    fn clash(&self, found: &Renames, target: Target) -> Option<String> {
        let name = found.get(target)?;
        let (beside, reserved): (Vec<(Target, &str)>, bool);
        let members;
        match target {
            Target::Type(_) => {
                let all = self.api.types().zip(self.names);
                beside = all
                    .map(|((id, _), name)| (Target::Type(id), &**name))
                    .collect();
                reserved = catalogue::reserved().any(|other| other.eq_ignore_ascii_case(name));
            }
            Target::Member(id, _) => {
                members = self.members(id)?;
                let all = members.names.iter().enumerate();
                beside = all
                    .map(|(index, name)| (Target::Member(id, index), &**name))
                    .collect();
                reserved = members.reserved.contains(&name);
            }
        }
        if reserved {
            return Some(format!(
                "reserved: generated code has a `{name}` of its own"
            ));
        }
        // No two names of one place differ in case only.
        let is_same = |(other, plain): &&(Target, &str)| {
            let other = (*other != target).then(|| found.get(*other).unwrap_or(plain));
            other.is_some_and(|other| other.trim_start_matches("r#").eq_ignore_ascii_case(name))
        };
        let (_, plain) = beside.iter().find(is_same)?;
        Some(format!("that of `{}`", plain.trim_start_matches("r#")))
    }

    fn unmatched(&self, place: &str, key: &str) -> Problem {
        let message = format!("`models` names `{key}`, which is not a model of the document");
        let model = key.match_indices('.').find_map(|(at, _)| {
            Some((
                &key[..at],
                &key[at + 1..],
                self.members(*self.ids.get(&key[..at])?)?,
            ))
        });
        let Some((model, member, members)) = model else {
            return Problem::unmatched(place, message, instead(key, self.ids.keys().copied()));
        };
        let called: Vec<&str> = members
            .called
            .iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let message = format!("`models` names `{key}`, but `{model}` has no member `{member}`");
        Problem::unmatched(place, message, instead(member, called.into_iter()))
    }
}

fn not_a_name(place: &str, key: &str, name: &str, case: Case) -> Problem {
    let (what, example) = match case {
        Case::Pascal => ("a type or variant", "`NoteStatus`"),
        Case::Snake => ("a field", "`created_at`"),
    };
    Problem::invalid(
        place,
        format!("the name `{name}` for `{key}` in `models` is not a valid name of {what} in Rust"),
        format!("write one such as {example}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::snippet::assert_members;

    #[test]
    fn models_and_members_have_the_names_that_the_configuration_sets() {
        assert_members(
            "
                [a.models]
                Pet = 'Animal'
                'Pet.kind' = 'name'
                'Pet.name' = 'Species'
                'Pet.size' = 'extent'
                'Pet.age' = 'years'
                'State.on' = 'Active'
                Gone = 'Here'
            ",
            "
                paths: {}
                components:
                  schemas:
                    Pet: {properties: {kind: {type: string}, name: {type: string}, size: {type: string}}}
                    State: {enum: [on, off]}
            ",
            "
                Animal with setters
                  kind: Option<String>
                  name: Option<String>
                  extent: Option<String> = size
                State
                  Active
                  Off
                Invalid Entry(\"models.Pet.name\")
                Unmatched Entry(\"models.Pet.age\")
                Unmatched Entry(\"models.Gone\")
                Conflict Entry(\"models.Pet.kind\")
            ",
        );
    }
}
