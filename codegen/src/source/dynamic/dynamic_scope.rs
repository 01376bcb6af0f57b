//! What names are bound to, and when that is the same.
//!
//! Plain data of [`resolver`](super::resolver).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Key, key};
use crate::source::Node;

/// What a name is bound to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binding<'s> {
    /// The schema.
    pub(super) node: &'s Node,
    /// It is the schema with the scope itself.
    pub(super) own: bool,
    /// The scope that it is in, and what is around that.
    pub(super) scope: usize,
    /// Whether scopes further on the way do not take precedence.
    pub(super) firm: bool,
}

/// What names are bound to.
pub(super) type Environment<'s> = BTreeMap<&'s str, Binding<'s>>;

/// An [`Environment`] as a key.
pub(super) type Identity<'s> = Vec<(&'s str, Key, usize, bool)>;

/// What names are bound to for what is in a value.
pub(super) fn loosened<'s>(environment: &Rc<Environment<'s>>) -> Rc<Environment<'s>> {
    if environment.values().all(|binding| !binding.firm) {
        return Rc::clone(environment);
    }
    let mut loose = (**environment).clone();
    for binding in loose.values_mut() {
        binding.firm = false;
    }
    Rc::new(loose)
}

pub(super) fn identity<'s>(environment: &Environment<'s>) -> Identity<'s> {
    let bindings = environment.iter();
    bindings
        .map(|(name, binding)| (*name, key(binding.node), binding.scope, binding.firm))
        .collect()
}
