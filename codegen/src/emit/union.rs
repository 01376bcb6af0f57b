//! Enums of several types, told apart by a tag or by their shape.

use super::{
    Piece,
    definition::{Definition, unknown},
    shape, table,
};
use crate::plan::Union;

pub(super) fn emit(item: &Union) -> Vec<Piece> {
    let mut pieces = vec![definition(item)];
    pieces.extend(
        item.shape
            .as_ref()
            .map(|shape| shape::constant(&item.name, shape)),
    );
    pieces.push(Piece::Text(table::union(item)));
    pieces
}

fn definition(item: &Union) -> Piece {
    let mut text = Definition::default();
    text.docs(&item.docs);
    text.derives(&item.derives);
    text.attribute("non_exhaustive", true);
    text.attribute("deprecated", item.deprecated);
    text.lints(&item.lints);
    text.block(format_args!("pub enum {}", item.name), |text| {
        for variant in &item.variants {
            text.docs(&variant.docs);
            let name = &variant.name;
            match &variant.ty {
                None => text.member(format_args!("{name}")),
                Some(ty) if variant.boxed => text.member(format_args!("{name}(Box<{ty}>)")),
                Some(ty) => text.member(format_args!("{name}({ty})")),
            }
        }
        unknown(text, "Value");
    })
}
