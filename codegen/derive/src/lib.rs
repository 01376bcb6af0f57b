//! The derive macros of models: `Model`, `Union`, `OpenEnum` and `Constant`.
//!
//! In: a type as it is written, with attributes where the type alone doesn't tell. Out: an implementation of the runtime's trait
//! `Wire` over helpers that are compiled once, conversions, and what serde needs. Use them by the names under which
//! `specwright_runtime` exports them; their documentation is there.

mod attribute;
mod case;
mod constant;
mod constraint;
mod errors;
mod field;
mod literal;
mod model;
mod newtype;
mod open_enum;
mod output;
mod tagging;
mod ty;
mod union;
mod variant;

use proc_macro::TokenStream;
use syn::{DeriveInput, Result, parse_macro_input};

/// Reads and writes a struct as an object, and gives it a constructor and setters.
#[proc_macro_derive(Model, attributes(model))]
pub fn model(input: TokenStream) -> TokenStream {
    derive(&parse_macro_input!(input), model::derive)
}

/// Reads and writes an enum as one of several types.
#[proc_macro_derive(Union, attributes(union))]
pub fn union(input: TokenStream) -> TokenStream {
    derive(&parse_macro_input!(input), union::derive)
}

/// Reads and writes an enum of known values, which keeps unknown ones.
#[proc_macro_derive(OpenEnum, attributes(open_enum))]
pub fn open_enum(input: TokenStream) -> TokenStream {
    derive(&parse_macro_input!(input), open_enum::derive)
}

/// Reads and writes a type of a single value.
#[proc_macro_derive(Constant, attributes(constant))]
pub fn constant(input: TokenStream) -> TokenStream {
    derive(&parse_macro_input!(input), constant::derive)
}

/// What a macro makes of a type, or its errors where they belong.
fn derive(
    input: &DeriveInput,
    make: fn(&DeriveInput) -> Result<proc_macro2::TokenStream>,
) -> TokenStream {
    make(input)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
