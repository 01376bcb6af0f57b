//! Types of one value, which write themselves.

use serde_json::Value;

use super::{Piece, definition::Definition, enumeration};
use crate::{ir::Strictness, plan::Constant};

pub(super) fn emit(item: &Constant) -> Vec<Piece> {
    let name = &item.name;
    let mut text = Definition::default();
    text.docs(&item.docs);
    text.derives(match &item.value {
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
        Strictness::Strict => ("", ""),
        Strictness::Lenient => ("(codec::Other)", " or other"),
        Strictness::Open => ("(codec::Other)", " or any"),
    };
    let codec = format!("codec::constant!({name}{kind} = {value}{or});\n");
    vec![
        text.whole(format_args!("pub struct {name}{held};")),
        Piece::Text(codec),
    ]
}
