//! Snippets of YAML, compared with the files, types and methods that are planned for them.

use std::fmt::Write;

use super::{ApiConfig, Item, planned};
use crate::lower::tests::snippet::{assert_lines, lowered};

/// Checks what is planned for a document without `openapi` and `info`: the files that have items,
/// and in each the types by name, and the methods of resources.
#[track_caller]
pub(in crate::plan) fn assert_outline(document: &str, expected: &str) {
    let (api, _) = lowered(document);
    let (plan, _) = planned(&api, &ApiConfig::default());
    let mut found = String::new();
    for module in &plan.modules {
        let items: Vec<String> = module.items.iter().filter_map(outline).collect();
        if !items.is_empty() {
            writeln!(found, "{}: {}", module.path, items.join(", ")).unwrap();
        }
    }
    assert_lines(&found, expected);
}

/// The name of a type, with the methods of a resource.
fn outline(item: &Item) -> Option<String> {
    let name = match item {
        Item::Derived(item, _) => return outline(item),
        Item::Struct(item) => &item.name,
        Item::Enumeration(item) => &item.name,
        Item::Constant(item) => &item.name,
        Item::Union(item) => &item.name,
        Item::Newtype(item) => &item.name,
        Item::Alias(item) => &item.name,
        Item::CallBuilder(item) => &item.name,
        Item::ByStatus(item) => &item.name,
        Item::Headers(item) => &item.name,
        Item::Resource(item) => {
            let methods = item.methods.iter().map(|method| method.name.as_str());
            let methods: Vec<&str> = methods.collect();
            return Some(format!("{} ({})", item.name, methods.join(" ")));
        }
        Item::Attributes(_) | Item::Modules(_) | Item::Reexports(_) | Item::Client(_) => {
            return None;
        }
    };
    Some(name.clone())
}
