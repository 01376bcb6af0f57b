//! Docs of modules, imports, re-exports and module declarations.

use proc_macro2::TokenStream;
use quote::quote;

use super::syntax::{doc_line, ident};
use crate::plan::{ModuleDeclaration, Reexport, Use};

/// `//! …`.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| doc_line("", line));
    quote!(#(#![doc = #lines])*)
}

/// A group of imports.
pub(super) fn imports(uses: &[Use]) -> TokenStream {
    let trees = uses.iter().map(tree);
    quote!(#(use #trees;)*)
}

/// `pub use path::{names};`.
pub(super) fn reexports(uses: &[Reexport]) -> TokenStream {
    let uses = uses.iter().map(|one| {
        let (condition, tree) = (condition(&one.features), tree(&one.names));
        quote!(#condition pub use #tree;)
    });
    quote!(#(#uses)*)
}

/// `mod x;` and `pub mod x;`.
pub(super) fn declarations(modules: &[ModuleDeclaration]) -> TokenStream {
    let declaration = |module: &ModuleDeclaration| {
        let (condition, name) = (condition(&module.features), ident(&module.name));
        let public = module.public.then(|| quote!(pub));
        // The compiler finds the files of other names by itself.
        let path = (!module.name.is_ascii()).then(|| {
            let file = format!("{}.rs", module.name);
            quote!(#[path = #file])
        });
        quote!(#condition #path #public mod #name;)
    };
    modules.iter().map(declaration).collect()
}

/// The condition that one of some features is on.
fn condition(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [only] => Some(quote!(#[cfg(feature = #only)])),
        features => Some(quote!(#[cfg(any(#(feature = #features),*))])),
    }
}

/// `path::{names}`.
fn tree(one: &Use) -> TokenStream {
    let path = one.path.iter().map(|segment| ident(segment));
    let names: Vec<TokenStream> = one.names.iter().map(|name| leaf(name)).collect();
    match names.as_slice() {
        [name] => quote!(#(#path::)* #name),
        names => quote!(#(#path::)* {#(#names),*}),
    }
}

fn leaf(name: &str) -> TokenStream {
    if name == "*" {
        return quote!(*);
    }
    let name = ident(name);
    quote!(#name)
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn declarations_have_their_conditions() {
        let module = |name: &str, public, features: &[&str]| ModuleDeclaration {
            name: name.to_owned(),
            public,
            features: features.iter().map(|&one| one.to_owned()).collect(),
        };
        let tokens = declarations(&[
            module("r#type", true, &["type"]),
            module("shared", false, &["cats", "dogs"]),
            module("été", false, &[]),
        ]);
        let actual: syn::File = syn::parse2(tokens).unwrap();
        let expected: syn::File = parse_quote! {
            #[cfg(feature = "type")]
            pub mod r#type;
            #[cfg(any(feature = "cats", feature = "dogs"))]
            mod shared;
            #[path = "été.rs"]
            mod été;
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn names_of_a_path_are_in_braces() {
        let reexport = |path: &[&str], names: &[&str]| Reexport {
            names: Use {
                path: path.iter().map(|&one| one.to_owned()).collect(),
                names: names.iter().map(|&one| one.to_owned()).collect(),
            },
            features: Vec::new(),
        };
        let tokens = reexports(&[
            reexport(&["self", "pets"], &["*"]),
            reexport(&["a", "b"], &["self", "C"]),
        ]);
        let actual: syn::File = syn::parse2(tokens).unwrap();
        let expected: syn::File = parse_quote! {
            pub use self::pets::*;
            pub use a::b::{self, C};
        };
        assert_eq!(actual, expected);
    }
}
