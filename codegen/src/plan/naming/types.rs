//! The names of types: components first, then the inline types of those, then those of operations.
//!
//! In: the types, and the names of methods. Out: a name for each type that becomes an item. An
//! alias of a type with the same words in its name claims none: it is that type.

use super::{MethodNames, Renames, operation_key};
use crate::{
    analyze::Facts,
    hash::HashSet,
    ir::{Api, Type, TypeDef, TypeId, TypeKind},
    names::{Case, Ledger, Scope, Section, Wish, pascal, words},
    plan::rust::catalogue,
};

/// Names all types; the scope is for those that are made up later.
pub(super) fn name(
    api: &Api,
    facts: &Facts,
    methods: &[MethodNames],
    renames: &Renames,
    (ledger, keys): (&Ledger<'_>, &[String]),
) -> (Vec<String>, Scope<'static>) {
    let mut scope = Scope::new(Case::Pascal, "model").reserve(catalogue::reserved(), "model");
    for section in [Section::Resources, Section::Calls, Section::Models] {
        ledger.keep(&mut scope, section, "");
    }
    let named_after = renames.of_components(api);
    let base = |def: &TypeDef| named_after.get(&*def.name.base).copied();
    let types = api.types.iter();
    let all: Vec<Wish<'_>> = types.map(|def| wish(def, methods, base(def))).collect();
    // By type that others are aliases of: what it and those are called.
    let mut called: HashSet<(TypeId, String)> = HashSet::default();
    let mut is_new = |id: TypeId, def: &TypeDef| {
        let target = target(def).unwrap_or(id);
        called.insert((target, pascal(&all[id.index()].words[0]).to_lowercase()))
    };
    let items = api.types().filter(|(id, def)| is_item(*id, def, facts));
    let (aliases, others): (Vec<_>, Vec<_>) = items.partition(|(_, def)| target(def).is_some());
    let named = others.into_iter().chain(aliases);
    let mut named: Vec<usize> = named
        .filter(|(id, def)| is_new(*id, def) || renames.of_type(*id).is_some())
        .map(|(id, _)| id.index())
        .collect();
    named.sort_unstable();
    let wishes: Vec<Wish<'_>> = named.iter().map(|index| all[*index].clone()).collect();
    let mut types = vec![String::new(); api.types.len()];
    let ids: Vec<TypeId> = api.types().map(|(id, _)| id).collect();
    let own = named.iter().map(|index| keys[*index].clone());
    let own_name = |at: usize| renames.of_type(ids[named[at]]);
    let claimed = ledger.claim_all_but(&mut scope, Section::Models, own, &wishes, own_name);
    for (index, name) in named.iter().zip(claimed) {
        types[*index] = name;
    }
    (types, scope)
}

/// By type: its key, by what the document calls it and not by positions, which an addition
/// changes: `Span`, `Span/status`, `GET /spans response/items/item`.
pub(crate) fn keys(api: &Api) -> Vec<String> {
    let key = |def: &TypeDef| {
        let operation = def
            .name
            .operation
            .and_then(|index| api.operations.get(index));
        let path = def.name.path.join("/");
        match operation {
            Some(operation) => format!("{} {path}", operation_key(operation)),
            None if path.is_empty() => def.name.base.clone(),
            None => format!("{}/{path}", def.name.base),
        }
    };
    let mut keys: Vec<String> = api.types.iter().map(key).collect();
    // A component has its key for itself; of others with one, each names its schema, too.
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|index| !api.types[*index].component);
    let mut seen: HashSet<String> = HashSet::default();
    for index in order {
        if seen.contains(&keys[index]) {
            let key = format!("{} {}", keys[index], api.types[index].origin);
            let numbered = (2..).map(|number| format!("{key} {number}"));
            let mut free = std::iter::once(key.clone()).chain(numbered);
            keys[index] = free.find(|one| !seen.contains(one)).unwrap_or(key);
        }
        seen.insert(keys[index].clone());
    }
    keys
}

/// Whether a type becomes an item. An alias for a type elsewhere does not, unless a program may
/// name it.
fn is_item(id: TypeId, def: &TypeDef, facts: &Facts) -> bool {
    match &def.kind {
        TypeKind::Alias(..) => def.component || def.twin.is_some() || facts.newtypes.contains(&id),
        TypeKind::Constant(value, _) => def.component || is_scalar(value),
        _ => true,
    }
}

/// The type that one of equal shape is an alias of.
pub(crate) fn target(def: &TypeDef) -> Option<TypeId> {
    match &def.kind {
        TypeKind::Alias(Type::Named(target), _) if def.twin.is_some() => Some(*target),
        _ => None,
    }
}

/// What a type would like to be called. `base`: another name for the component that it belongs to.
fn wish<'t>(def: &'t TypeDef, methods: &[MethodNames], base: Option<&str>) -> Wish<'t> {
    let path = def.name.path.iter();
    let method = def.name.operation.and_then(|index| methods.get(index));
    let (mut text, mut all) = if let Some(method) = method {
        (pascal(&method.full), method.full.clone())
    } else {
        let base = base.unwrap_or(&def.name.base);
        (base.to_owned(), words(base))
    };
    for part in path {
        text.push_str(part);
        all.extend(words(part));
    }
    Wish {
        text: text.into(),
        words: [all.clone()]
            .into_iter()
            .chain(body_wish(&all, def))
            .collect(),
        // An operation that is added later takes no name away from the types of a component.
        tier: match (def.component, method) {
            (true, _) => 0,
            (false, None) => 1,
            (false, Some(_)) => 2,
        },
        tie: 0,
    }
}

/// Another name for a type within the body of a request or response, for when a component has its
/// own: `AddFollowersBody` beside the component `AddFollowersRequest`.
fn body_wish(wish: &[String], def: &TypeDef) -> Option<Vec<String>> {
    def.name.operation?;
    let path: Vec<String> = def.name.path.iter().flat_map(|part| words(part)).collect();
    let (base, path) = wish.split_at(wish.len().checked_sub(path.len())?);
    let (first, rest) = path.split_first()?;
    let body: &[&str] = match first.as_str() {
        "request" => &["body"],
        "response" | "error" => &[first, "body"],
        _ => return None,
    };
    let body = body.iter().map(|word| (*word).to_owned());
    Some(
        base.iter()
            .cloned()
            .chain(body)
            .chain(rest.iter().cloned())
            .collect(),
    )
}

/// Whether a constant of this value has its own type; any other is read as any value.
pub(crate) fn is_scalar(value: &serde_json::Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::snippet::assert_outline;

    #[test]
    fn components_keep_their_names_and_inline_types_are_named_after_their_place() {
        assert_outline(
            "
                paths:
                  /a: {post: {operationId: makePet, tags: [pets], requestBody: {content: {application/json: {schema: {properties: {kind: {enum: [cat, dog]}}}}}}, responses: {'200': {description: d, content: {application/json: {schema: {properties: {id: {type: string}}}}}}}}}
                components:
                  schemas:
                    Pet: {properties: {owner: {properties: {name: {type: string}}}}}
                    PetOwner: {properties: {address: {type: string}}}
            ",
            "
                models.rs: Pet, PetOwner2, PetOwner, MakePetRequest, MakePetResponse, MakePetRequestKind
                pets.rs: Pets (make)
            ",
        );
    }

    #[test]
    fn no_type_takes_a_name_that_files_use() {
        assert_outline(
            "
                paths:
                  /things: {get: {operationId: listThings, tags: [Things], responses: {'204': {description: d}}}}
                components:
                  schemas:
                    Option: {properties: {a: {type: string}}}
                    string: {properties: {a: {type: string}}}
                    Client: {properties: {a: {type: string}}}
                    foo_bar: {properties: {a: {type: string}}}
                    FooBar: {properties: {a: {type: string}}}
                    Self: {properties: {a: {type: string}}}
                    Things: {properties: {a: {type: string}}}
            ",
            "
                models.rs: ClientModel, FooBar, OptionModel, SelfModel, Things, FooBar2, StringModel
                things.rs: ThingsApi (list)
            ",
        );
    }
}
