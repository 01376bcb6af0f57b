//! Imports, re-exports and module declarations.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Piece, syntax::ident};
use crate::plan::{Imports, ModuleDeclaration, Reexport, Use};

/// The imports of a file, one piece a group.
pub(super) fn imports(imports: &Imports) -> Vec<Piece> {
    imports
        .groups()
        .iter()
        .map(|group| Piece::Items(group.iter().map(declaration).collect()))
        .collect()
}

/// `pub use path::{names};`.
pub(super) fn reexports(uses: &[Reexport]) -> Piece {
    let reexport = |one: &Reexport| {
        let (feature, names) = (feature(one.feature.as_ref()), declaration(&one.names));
        quote!(#feature pub #names)
    };
    Piece::Items(uses.iter().map(reexport).collect())
}

/// The condition of a feature.
fn feature(name: Option<&String>) -> Option<TokenStream> {
    name.map(|name| quote!(#[cfg(feature = #name)]))
}

/// `mod x;` and `pub mod x;`.
pub(super) fn declarations(modules: &[ModuleDeclaration]) -> Piece {
    let declaration = |module: &ModuleDeclaration| {
        let (name, public) = (ident(&module.name), module.public.then(|| quote!(pub)));
        // The compiler finds the files of other names by itself.
        let path = (!module.name.is_ascii()).then(|| {
            let file = format!("{}.rs", module.name);
            quote!(#[path = #file])
        });
        let feature = feature(module.feature.as_ref());
        quote!(#feature #path #public mod #name;)
    };
    Piece::Items(modules.iter().map(declaration).collect())
}

fn declaration(one: &Use) -> TokenStream {
    let path = one.path.iter().map(|segment| ident(segment));
    let names = one.names.iter().map(|name| {
        if name == "*" {
            quote!(*)
        } else {
            let name = ident(name);
            quote!(#name)
        }
    });
    if one.names.len() == 1 {
        quote!(use #(#path::)* #(#names)*;)
    } else {
        quote!(use #(#path::)* {#(#names),*};)
    }
}
