//! Types around others that could not contain themselves otherwise.

use super::{Piece, definition::Definition, shape, table};
use crate::plan::Newtype;

pub(super) fn emit(item: &Newtype) -> Vec<Piece> {
    let mut text = Definition::default();
    text.docs(&item.docs);
    text.derives(&item.derives);
    text.attribute("deprecated", item.deprecated);
    let mut pieces = vec![text.whole(format_args!("pub struct {}(pub {});", item.name, item.ty))];
    pieces.extend(
        item.shape
            .as_ref()
            .map(|shape| shape::constant(&item.name, shape)),
    );
    let limits = table::limits(&item.limits);
    let codec = format!("codec::newtype!({}({}){limits});\n", item.name, item.ty);
    pieces.push(Piece::Text(codec));
    pieces
}
