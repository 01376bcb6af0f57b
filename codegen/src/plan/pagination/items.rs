//! Items: the array of a response that holds the items of a page.
//!
//! In: the shape of an operation. Out: the array of the items, where it is certain which one
//! that is. Must not know how pages follow one another.

use super::{
    shape::{PageShape, escaped, object, only_object, resolved},
    words::{ITEMS, NO_ITEMS, WRAPPERS, plain},
};
use crate::ir::Type;

impl<'a> PageShape<'a> {
    /// The items: the response itself, the only array in it, or the one with the clearest name.
    pub(super) fn items(&self) -> Option<(String, &'a Type)> {
        let response = resolved(self.api, self.response);
        if let Type::Array(item) = response {
            return Some((String::new(), item));
        }
        let (pointer, item) = self.items_in("", response).or_else(|| {
            let only = only_object(self.api, response);
            let fields = object(self.api, response)?.fields.iter();
            let mut wrappers = fields.filter(|field| {
                WRAPPERS.contains(&plain(&field.name).as_str()) || only == Some(field.name.as_str())
            });
            wrappers.find_map(|field| {
                let pointer = format!("/{}", escaped(&field.name));
                self.items_in(&pointer, resolved(self.api, &field.ty))
            })
        })?;
        Some((pointer, item))
    }

    fn items_in(&self, pointer: &str, ty: &'a Type) -> Option<(String, &'a Type)> {
        let fields = object(self.api, ty)?.fields.iter();
        let arrays = fields.filter_map(|field| match resolved(self.api, &field.ty) {
            Type::Array(item) => Some((plain(&field.name), field, &**item)),
            _ => None,
        });
        let arrays: Vec<_> = arrays
            .filter(|(name, ..)| !NO_ITEMS.contains(&name.as_str()))
            .collect();
        let (_, field, item) = match arrays.as_slice() {
            [only] => only,
            all => ITEMS
                .iter()
                .find_map(|name| all.iter().find(|(found, ..)| found == name))?,
        };
        Some((format!("{pointer}/{}", escaped(&field.name)), *item))
    }
}
