//! Imports, re-exports and module declarations.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Piece, syntax::ident};
use crate::plan::{Imports, ModuleDeclaration, Use};

/// The imports of a file, one piece a group.
pub(super) fn imports(imports: &Imports) -> Vec<Piece> {
    imports
        .groups()
        .iter()
        .map(|group| Piece::Items(group.iter().map(|one| declaration(one, false)).collect()))
        .collect()
}

/// `pub use path::{names};`.
pub(super) fn reexports(uses: &[Use]) -> Piece {
    Piece::Items(uses.iter().map(|one| declaration(one, true)).collect())
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
        quote!(#path #public mod #name;)
    };
    Piece::Items(modules.iter().map(declaration).collect())
}

fn declaration(one: &Use, public: bool) -> TokenStream {
    let visibility = public.then(|| quote!(pub));
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
        quote!(#visibility use #(#path::)* #(#names)*;)
    } else {
        quote!(#visibility use #(#path::)* {#(#names),*};)
    }
}
