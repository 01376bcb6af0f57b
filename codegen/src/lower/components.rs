//! The schemas of `components/schemas`.
//!
//! In: a document. Out: each schema by its name, and its name by the node. Must not know types.

use std::collections::BTreeMap;

use crate::lower::{Key, key};
use crate::{hash::HashMap, openapi::Document, source::Node};

pub(super) struct Components<'a> {
    pub(super) by_key: HashMap<Key, &'a str>,
    pub(super) by_name: BTreeMap<&'a str, &'a Node>,
}

impl<'a> Components<'a> {
    pub(super) fn of(document: &Document<'a>) -> Self {
        let schemas = || document.schemas.iter();
        Self {
            by_key: schemas()
                .map(|(name, node)| (key(node), name.text))
                .collect(),
            by_name: schemas().map(|(name, node)| (name.text, *node)).collect(),
        }
    }
}
