//! Regular expressions, each compiled when it is first needed.
//!
//! In: an expression as the generator states it, and a text. Out: whether a part of the text
//! matches. Must not know constraints.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use regex_lite::Regex;

/// Expressions are constants of the code, so the cache is bounded.
static COMPILED: RwLock<BTreeMap<&'static str, Option<Arc<Regex>>>> = RwLock::new(BTreeMap::new());

/// Whether the text matches. An invalid expression matches everything; the generator never emits
/// one.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    compiled(pattern).is_none_or(|regex| regex.is_match(text))
}

fn compiled(pattern: &'static str) -> Option<Arc<Regex>> {
    let known = COMPILED
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(pattern)
        .cloned();
    known.unwrap_or_else(|| {
        let regex = Regex::new(pattern).ok().map(Arc::new);
        COMPILED
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(pattern, regex.clone());
        regex
    })
}
