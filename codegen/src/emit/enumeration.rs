//! Lists of values, open to ones that aren't known yet.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::{
    Piece,
    number::number,
    shape,
    syntax::{deprecated, derive, docs, ident, unknown},
};
use crate::plan::{Enumeration, EnumerationVariant};

/// The row of a table that says that other values are valid, too.
pub(super) const OTHER: &str = "    _ => Unknown,\n";

pub(super) fn emit(item: &Enumeration) -> Vec<Piece> {
    let mut pieces = vec![Piece::Items(definition(item))];
    if let Some(shape) = &item.shape {
        pieces.push(shape::constant(&item.name, shape));
    }
    pieces.push(values(item));
    pieces
}

fn definition(item: &Enumeration) -> TokenStream {
    let (docs, name, derive) = (docs(&item.docs), ident(&item.name), derive(&item.derives));
    let deprecated = deprecated(item.deprecated);
    let variants = item.variants.iter().map(|variant| {
        let (docs, name) = (super::syntax::docs(&variant.docs), ident(&variant.name));
        quote!(#docs #name)
    });
    let unknown = unknown(&item.repr);
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        #deprecated
        pub enum #name {
            #(#variants,)*
            #unknown,
        }
    }
}

/// The values on the wire, one a line.
fn values(item: &Enumeration) -> Piece {
    let repr = &item.repr;
    let mixed = item.repr.is("Value");
    let line = |variant: &EnumerationVariant| {
        format!("    {} = {},\n", variant.name, wire(&variant.value, mixed))
    };
    let lines: String = item.variants.iter().map(line).collect();
    let other = if item.open { OTHER } else { "" };
    let key = if item.key {
        format!("codec::key!({});\n", item.name)
    } else {
        String::new()
    };
    let text = format!(
        "codec::open_enum!({}: {repr} {{\n{lines}{other}}});\n{key}",
        item.name
    );
    Piece::Text(text)
}

/// A value inside of the macro. Where the values are of several kinds, it takes one token tree for
/// each.
pub(super) fn wire(value: &Value, mixed: bool) -> String {
    match value {
        Value::Number(value) if mixed => {
            // Nothing else tells the compiler the type there, and it takes `i32` then.
            let suffix = match (value.as_i64(), value.as_u64()) {
                (Some(integer), _) if i32::try_from(integer).is_err() => "_i64",
                (None, Some(_)) => "_u64",
                _ => "",
            };
            let text = number(value);
            if text.starts_with('-') {
                format!("({text}{suffix})")
            } else {
                format!("{text}{suffix}")
            }
        }
        Value::Number(value) => number(value),
        value => literal(value).to_string(),
    }
}

/// A scalar as a Rust literal.
pub(super) fn literal(value: &Value) -> TokenStream {
    let parsed = |text: String| text.parse().unwrap_or_else(|_| quote!(0));
    match value {
        Value::String(text) => {
            let text = Literal::string(text);
            quote!(#text)
        }
        Value::Bool(value) => quote!(#value),
        Value::Number(value) => parsed(number(value)),
        Value::Null | Value::Array(_) | Value::Object(_) => quote!(null),
    }
}
