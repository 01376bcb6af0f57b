//! Structs of the headers of responses: text, since they stand in a macro.

use super::{Piece, syntax::docs_text};
use crate::plan::HeaderStruct;

pub(super) fn emit(item: &HeaderStruct) -> Vec<Piece> {
    let mut text = String::from("specwright_runtime::response_headers! {\n");
    text.push_str(&docs_text(&item.docs, 1));
    text.extend(["    pub struct ", &item.name, " {\n"]);
    for (position, field) in item.fields.iter().enumerate() {
        if position > 0 {
            text.push('\n');
        }
        text.push_str(&docs_text(&field.docs, 2));
        let presence = if field.required {
            "required"
        } else {
            "optional"
        };
        let line = format!(
            "        {}: {presence} {} = {:?},\n",
            field.name, field.ty, field.wire
        );
        text.push_str(&line);
    }
    text.push_str("    }\n}\n");
    vec![Piece::Text(text)]
}
