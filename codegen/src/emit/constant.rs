//! Types of one value, which write themselves.

use quote::quote;
use serde_json::Value;

use super::{
    Piece, enumeration,
    syntax::{docs, ident},
};
use crate::plan::Constant;

pub(super) fn emit(item: &Constant) -> Vec<Piece> {
    let (docs, name) = (docs(&item.docs), ident(&item.name));
    let derives = match &item.value {
        Value::Number(number) if number.is_f64() => quote!(Clone, Copy, Debug, Default, PartialEq),
        _ => quote!(Clone, Copy, Debug, Default, PartialEq, Eq, Hash),
    };
    let kind = match &item.value {
        Value::Bool(_) => ": bool",
        Value::Number(number) if number.is_f64() => ": f64",
        Value::Number(_) => ": i64",
        _ => "",
    };
    let value = enumeration::wire(&item.value, false);
    let codec = format!("codec::constant!({name}{kind} = {value});\n");
    vec![
        Piece::Items(vec![quote! {
            #docs
            #[derive(#derives)]
            pub struct #name;
        }]),
        Piece::Text(codec),
    ]
}
