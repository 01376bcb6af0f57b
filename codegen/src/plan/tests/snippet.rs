//! Snippets of YAML and TOML, compared with what is planned for them.

use crate::{
    analyze::analyze,
    config::{ApiConfig, Config},
    lower::tests::snippet::{assert_lines, lowered},
    plan::{Client, Crate, Item, Problem, Target, plan},
};

/// Plans a document without `openapi` and `info` as a module. `config` is the content of its table
/// in `codegen.toml`.
pub(in crate::plan) fn planned(document: &str, config: &str) -> (Crate, Vec<Problem>) {
    planned_as(&Target::module("demo", "demo.yaml"), document, config)
}

/// The same, as what the target says.
pub(in crate::plan) fn planned_as(
    target: &Target,
    document: &str,
    config: &str,
) -> (Crate, Vec<Problem>) {
    let (api, _) = lowered(document);
    plan(&api, &analyze(&api), &configured(config), target)
}

/// The configuration with that content of its only table.
pub(in crate::plan) fn configured(config: &str) -> ApiConfig {
    let text = format!("[a]\nspec = 'a.yaml'\n{config}");
    Config::parse(&text).unwrap().apis.pop().unwrap().1
}

/// Checks the files of a document that have items, and in each the types by name, and the methods
/// of resources.
#[track_caller]
pub(in crate::plan) fn assert_outline(document: &str, expected: &str) {
    assert_outline_by("", document, expected);
}

/// The same with a configuration, followed by its problems.
#[track_caller]
pub(in crate::plan) fn assert_outline_by(config: &str, document: &str, expected: &str) {
    let (plan, problems) = planned(document, config);
    let files = plan.modules.iter().filter_map(|module| {
        let items: Vec<String> = module.items.iter().filter_map(outline).collect();
        (!items.is_empty()).then(|| format!("{}: {}\n", module.path, items.join(", ")))
    });
    let problems = problems
        .iter()
        .map(|one| format!("{:?} {:?}\n", one.kind, one.subject));
    assert_lines(&files.chain(problems).collect::<String>(), expected);
}

/// Checks the fields of structs and the variants of enums.
#[track_caller]
pub(in crate::plan) fn assert_members(config: &str, document: &str, expected: &str) {
    let (plan, problems) = planned(document, config);
    let items = plan.modules.iter().flat_map(|module| &module.items);
    let members = items.filter_map(members);
    let problems = problems
        .iter()
        .map(|one| format!("{:?} {:?}\n", one.kind, one.subject));
    assert_lines(&members.chain(problems).collect::<String>(), expected);
}

/// The name of a type, with the methods of a resource, or what is set on the client.
fn outline(item: &Item) -> Option<String> {
    let name = match item {
        Item::Derived(item, _) => return outline(item),
        Item::Struct(item) => &item.name,
        Item::Enumeration(item) => &item.name,
        Item::Constant(item) => &item.name,
        Item::Union(item) => &item.name,
        Item::Newtype(item) => &item.name,
        Item::Alias(item) => &item.name,
        Item::CallBuilder(item) => {
            let pages = item.pages.iter().flat_map(|pages| &pages.chain);
            let methods: Vec<&str> = pages.map(|call| call.method).collect();
            let parts = std::iter::once(item.name.as_str()).chain(methods);
            return Some(parts.collect::<Vec<_>>().join(" by "));
        }
        Item::ByStatus(item) => &item.name,
        Item::Headers(item) => &item.name,
        Item::Resource(item) => {
            let methods = item.methods.iter().map(|method| method.name.as_str());
            let methods: Vec<&str> = methods.collect();
            return Some(format!("{} ({})", item.name, methods.join(" ")));
        }
        Item::Client(client) => return client_outline(client),
        Item::Attributes(_) | Item::Modules(_) | Item::Reexports(_) => return None,
    };
    Some(name.clone())
}

/// The setters of a client, the variables that it reads, and the parameters that it requires.
fn client_outline(client: &Client) -> Option<String> {
    let setters = client.setters.iter().map(|one| one.name.clone());
    let variables = client.env.iter().map(|one| format!("${}", one.variable));
    let required = client.required.iter().map(|one| {
        let lists = [("only", &one.only), ("except", &one.except)].into_iter();
        let lists = lists.filter(|(_, keys)| !keys.is_empty());
        let lists = lists.map(|(word, keys)| format!(" {word} {}", keys.join(" ")));
        format!("requires {}{}", one.name, lists.collect::<String>())
    });
    let parts: Vec<String> = setters.chain(variables).chain(required).collect();
    (!parts.is_empty()).then(|| format!("Client ({})", parts.join(", ")))
}

/// A type, a line for each of its fields or variants.
fn members(item: &Item) -> Option<String> {
    let (head, lines): (String, Vec<String>) = match item {
        Item::Struct(item) => {
            let fields = item.fields.iter().map(|field| {
                let wire = field.wire.iter().map(|wire| format!(" = {wire}"));
                let flags = field.flags.iter().map(|flag| format!(" {flag:?}"));
                let more: String = wire.chain(flags).collect();
                format!("{}: {}{more}", field.name, field.ty)
            });
            let setters = if item.setters { " with setters" } else { "" };
            (format!("{}{setters}", item.name), fields.collect())
        }
        Item::Enumeration(item) => {
            let variants = item.variants.iter().map(|one| one.name.clone());
            (item.name.clone(), variants.collect())
        }
        Item::Union(item) => {
            let variants = item.variants.iter().map(|one| one.name.clone());
            (item.name.clone(), variants.collect())
        }
        Item::Alias(item) => (format!("{} = {}", item.name, item.ty), Vec::new()),
        _ => return None,
    };
    let lines = lines.iter().map(|line| format!("  {line}\n"));
    Some(format!("{head}\n{}", lines.collect::<String>()))
}
