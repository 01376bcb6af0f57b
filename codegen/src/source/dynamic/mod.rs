//! Replaces `$dynamicRef` by `$ref`: a schema that others fill in by `$dynamicAnchor` is copied for
//! each of them (JSON Schema Core 2020-12, section 8.2.3.2).
//!
//! In: files. Out: the same without dynamic references that mean different schemas in different
//! places. Files without any are skipped. Knows the keywords of JSON Schema, and of `OpenAPI` only
//! which objects have names as keys.
//!
//! The first `$dynamicAnchor` on the path to a reference decides, with two exceptions that make
//! generic types what their authors mean. A schema that is filled in has its own scope: a page of
//! pages may fill in the same name twice. And a scope that fills in a name for one of its
//! properties precedes those around the object. A schema has its own scope if it has an `$id`, or
//! `$dynamicAnchor`s in its `$defs` or at its top.

mod copy;
mod dependencies;
mod dynamic_scope;
mod recursive;
mod resolver;
mod resources;
mod subschemas;
mod walk;

pub(super) use self::recursive::spell;
use self::{dependencies::Needs, resolver::Environments, resources::Frames};
use super::{Node, Sources};
use crate::diagnostics::Diagnostics;

/// The prefix of references to copies, which no document has.
const COPY: &str = "\u{0}copy ";

/// The prefix of references to a place in a file.
const PLACE: &str = "\u{0}place ";

/// The identity of a node: its address in memory.
type Key = usize;

fn key(node: &Node) -> Key {
    std::ptr::from_ref(node).addr()
}

/// Whether a reference replaced a dynamic one and leads to a copy, which has no name.
#[must_use]
pub fn is_copy(reference: &str) -> bool {
    reference.starts_with(COPY)
}

impl Sources {
    /// Replaces the dynamic references of all files.
    pub(super) fn bind(&mut self, diagnostics: &mut Diagnostics) {
        if !self.files.iter().any(|file| file.index.dynamic) {
            return;
        }
        let frames = Frames::new(self);
        let needs = Needs::new(&frames);
        let mut environments = Environments::new(&frames, &needs, diagnostics);
        let edits = environments.edits();
        let (copies, places) = environments.finish();
        self.copies = copies;
        self.places = places;
        for file in &mut self.files {
            copy::apply(&mut file.root, &edits);
        }
    }

    /// The target of a reference that replaced a dynamic one.
    pub(super) fn bound(&self, reference: &str) -> Option<&Node> {
        if let Some(number) = reference.strip_prefix(COPY) {
            return self.copies.get(number.parse::<usize>().ok()?);
        }
        let number = reference.strip_prefix(PLACE)?;
        let (file, pointer) = self.places.get(number.parse::<usize>().ok()?)?;
        let mut members = super::tree::location::members(pointer)?;
        let root = &self.get(*file)?.root;
        members.try_fold(root, |node, member| {
            super::tree::location::child(node, &member)
        })
    }
}
