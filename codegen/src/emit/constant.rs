//! Types of one value, which write themselves.

use quote::quote;
use serde_json::Value;

use super::{
    Piece, enumeration,
    syntax::{derive, docs, ident},
};
use crate::{ir::Strictness, plan::Constant};

pub(super) fn emit(item: &Constant) -> Vec<Piece> {
    let (docs, name) = (docs(&item.docs), ident(&item.name));
    let derive = derive(match &item.value {
        _ if item.strictness != Strictness::Strict => {
            &["Clone", "Debug", "Default", "PartialEq", "Eq", "Hash"]
        }
        Value::Number(number) if number.is_f64() => {
            &["Clone", "Copy", "Debug", "Default", "PartialEq"]
        }
        _ => &[
            "Clone",
            "Copy",
            "Debug",
            "Default",
            "PartialEq",
            "Eq",
            "Hash",
        ],
    });
    let kind = match &item.value {
        Value::Bool(_) => ": bool",
        Value::Number(number) if number.is_f64() => ": f64",
        Value::Number(_) => ": i64",
        _ => "",
    };
    let value = enumeration::wire(&item.value, false);
    let (held, or) = match item.strictness {
        Strictness::Strict => (None, ""),
        Strictness::Lenient => (Some(quote!((codec::Other))), " or other"),
        Strictness::Open => (Some(quote!((codec::Other))), " or any"),
    };
    let codec = format!("codec::constant!({name}{kind} = {value}{or});\n");
    vec![
        Piece::Items(quote!(#docs #derive pub struct #name #held;)),
        Piece::Text(codec),
    ]
}
