//! Structs: the type, and the table of its members.

use super::{Piece, definition::Definition, shape, table};
use crate::plan::Struct;

pub(super) fn emit(item: &Struct) -> Vec<Piece> {
    let mut pieces = vec![definition(item)];
    pieces.extend(
        item.shape
            .as_ref()
            .map(|shape| shape::constant(&item.name, shape)),
    );
    pieces.push(Piece::Text(table::object(item)));
    pieces
}

fn definition(item: &Struct) -> Piece {
    let mut text = Definition::default();
    text.docs(&item.docs);
    text.derives(&item.derives);
    text.attribute("non_exhaustive", true);
    text.attribute("deprecated", item.deprecated);
    text.lints(&item.lints);
    text.block(format_args!("pub struct {}", item.name), |text| {
        for field in &item.fields {
            text.docs(&field.docs);
            text.attribute("deprecated", field.deprecated);
            text.member(format_args!("pub {}: {}", field.name, field.ty));
        }
    })
}
