//! Other names for types.

use super::{Piece, definition::Definition};
use crate::plan::Alias;

pub(super) fn emit(item: &Alias) -> Piece {
    let mut text = Definition::default();
    text.docs(&item.docs);
    text.attribute("deprecated", item.deprecated);
    text.whole(format_args!("pub type {} = {};", item.name, item.ty))
}
