//! Types of one value, which write themselves.

use serde_json::Value;

use super::{Piece, definition::Definition, enumeration};
use crate::plan::Constant;

pub(super) fn emit(item: &Constant) -> Vec<Piece> {
    let name = &item.name;
    let mut text = Definition::default();
    text.docs(&item.docs);
    text.derives(match &item.value {
        _ if item.open => &["Clone", "Debug", "Default", "PartialEq", "Eq", "Hash"],
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
    let (held, or) = if item.open {
        ("(codec::Other)", " or other")
    } else {
        ("", "")
    };
    let codec = format!("codec::constant!({name}{kind} = {value}{or});\n");
    vec![
        text.whole(format_args!("pub struct {name}{held};")),
        Piece::Text(codec),
    ]
}
