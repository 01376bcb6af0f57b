//! What a call can do, a call with optional parameters can do, and no parameter is named like any
//! of it.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::{ImplItem, Item, Visibility};

use crate::plan::rust::in_use::{OPTIONS_IN_USE, SETTERS_IN_USE};

const CALL: [&str; 2] = [
    include_str!("../../../runtime/src/call/mod.rs"),
    include_str!("../../../runtime/src/call/options.rs"),
];
const MACROS: &str = include_str!("../../../runtime/src/macros/call.rs");
const CLIENT_MACROS: &str = include_str!("../../../runtime/src/macros/client.rs");

/// The public methods of `Call`, and the traits that are implemented for it.
fn of_call() -> (BTreeSet<String>, BTreeSet<String>) {
    let items = CALL.map(|file| syn::parse_file(file).unwrap().items);
    let (mut methods, mut traits) = (BTreeSet::new(), BTreeSet::new());
    for item in items.into_iter().flatten() {
        let Item::Impl(block) = item else { continue };
        let syn::Type::Path(ty) = &*block.self_ty else {
            continue;
        };
        if ty
            .path
            .segments
            .last()
            .is_none_or(|last| last.ident != "Call")
        {
            continue;
        }
        if let Some((path, _)) = &block.trait_ {
            traits.extend(path.segments.last().map(|last| last.ident.to_string()));
        }
        let public = block.items.iter().filter_map(|item| match item {
            ImplItem::Fn(method) if matches!(method.vis, Visibility::Public(_)) => Some(method),
            _ => None,
        });
        methods.extend(public.map(|method| method.sig.ident.to_string()));
    }
    (methods, traits)
}

/// The words of a text of tokens, in order, however deep.
fn identifiers(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => identifiers(group.stream(), found),
            TokenTree::Ident(ident) => found.push(ident.to_string()),
            _ => {}
        }
    }
}

/// What follows each occurrence of these words.
fn after<'w>(words: &'w [String], before: &'w [&str]) -> impl Iterator<Item = &'w String> {
    let spots = words.windows(before.len() + 1);
    let found = spots.filter(move |spot| spot.iter().zip(before).all(|(word, one)| word == one));
    found.filter_map(|spot| spot.last())
}

/// The words of macros, and the methods that they give.
fn offered(macros: &str) -> (Vec<String>, BTreeSet<String>) {
    let mut words = Vec::new();
    identifiers(macros.parse().unwrap(), &mut words);
    let methods = after(&words, &["pub", "fn"]).cloned().collect();
    (words, methods)
}

#[test]
fn no_setter_of_a_client_is_named_like_an_option() {
    let (_, offered) = offered(CLIENT_MACROS);
    // The client itself has it, not its builder.
    let free: Vec<&String> = offered
        .iter()
        .filter(|name| !SETTERS_IN_USE.contains(&name.as_str()) && *name != "with_options")
        .collect();
    assert!(free.is_empty(), "SETTERS_IN_USE lacks {free:?}");
}

#[test]
fn a_call_with_options_can_do_all_that_a_call_can() {
    let (methods, traits) = of_call();
    assert!(
        methods.len() > 20 && traits.len() > 2,
        "{methods:?} {traits:?}"
    );
    let (words, offered) = offered(MACROS);
    let missing: Vec<&String> = methods.difference(&offered).collect();
    assert!(missing.is_empty(), "`call_options!` lacks {missing:?}");
    // What generated code derives beside it.
    let is_derived = |name: &String| name == "Clone" || name == "Debug";
    let mut missing = traits.iter().filter(|name| !words.contains(name));
    let missing = missing.find(|name| !is_derived(name));
    assert_eq!(missing, None, "`call_options!` lacks an implementation");
    let free: Vec<&String> = offered
        .iter()
        .filter(|name| !OPTIONS_IN_USE.contains(&name.as_str()))
        .collect();
    assert!(free.is_empty(), "OPTIONS_IN_USE lacks {free:?}");
}
