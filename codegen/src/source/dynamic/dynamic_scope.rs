//! The dynamic scope of a schema: what each `$dynamicAnchor` is bound to on the evaluation path.
//!
//! Plain data of [`resolver`](super::resolver).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Key, key};
use crate::source::Node;

/// The schema that an anchor is bound to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binding<'s> {
    pub(super) node: &'s Node,
    /// Whether the schema is the root of its resource.
    pub(super) is_root: bool,
    /// The entry into the resource that has the anchor.
    pub(super) entry: usize,
    /// Whether resources that are entered later can't override it.
    pub(super) fixed: bool,
}

/// The bindings by the name of the anchor.
pub(super) type DynamicScope<'s> = BTreeMap<&'s str, Binding<'s>>;

/// A [`DynamicScope`] as a key.
pub(super) type Identity<'s> = Vec<(&'s str, Key, usize, bool)>;

/// The dynamic scope of schemas for child instances, whose resources may override all bindings.
pub(super) fn overridable<'s>(scope: &Rc<DynamicScope<'s>>) -> Rc<DynamicScope<'s>> {
    if scope.values().all(|binding| !binding.fixed) {
        return Rc::clone(scope);
    }
    let mut overridable = (**scope).clone();
    for binding in overridable.values_mut() {
        binding.fixed = false;
    }
    Rc::new(overridable)
}

pub(super) fn identity<'s>(scope: &DynamicScope<'s>) -> Identity<'s> {
    let bindings = scope.iter();
    bindings
        .map(|(name, binding)| (*name, key(binding.node), binding.entry, binding.fixed))
        .collect()
}
