//! Replaces `$dynamicRef` by `$ref`: a schema whose dynamic references resolve differently on
//! different evaluation paths is copied for each (JSON Schema Core 2020-12, section 8.2.3.2).
//!
//! In: files. Out: the same without `$dynamicRef`. Files without any are skipped. Knows the
//! keywords of JSON Schema, and of `OpenAPI` only which objects have names as keys.
//!
//! By the standard the outermost `$dynamicAnchor` of the dynamic scope wins. Two exceptions make
//! generic types what their authors mean. A schema that an anchor is bound to has the dynamic scope
//! of its binding: a page of pages may bind the same anchor twice. And a resource that binds an
//! anchor for one of its properties overrides bindings from outside of the object.

mod copy;
mod dependencies;
mod dynamic_scope;
mod recursive;
mod resolver;
mod resources;
mod subschemas;
mod walk;

pub(super) use self::recursive::replace_recursive_references;
use self::{dependencies::Dependencies, resolver::Resolver, resources::Resources};
use super::{Node, Sources};
use crate::diagnostics::Diagnostics;

/// The prefix of references to copies, which no document has.
const COPY: &str = "\u{0}copy ";

/// The prefix of references to a location in a file, which no document has either.
const LOCATION: &str = "\u{0}location ";

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
    pub(super) fn resolve_dynamic_references(&mut self, diagnostics: &mut Diagnostics) {
        if !self.files.iter().any(|file| file.index.dynamic) {
            return;
        }
        let resources = Resources::new(self);
        let dependencies = Dependencies::new(&resources);
        let mut resolver = Resolver::new(&resources, &dependencies, diagnostics);
        let edits = resolver.resolve();
        let (copies, locations) = resolver.finish();
        self.copies = copies;
        self.locations = locations;
        for file in &mut self.files {
            copy::apply(&mut file.root, &edits);
        }
    }

    /// The target of a reference that replaced a dynamic one.
    pub(super) fn replaced_target(&self, reference: &str) -> Option<&Node> {
        if let Some(number) = reference.strip_prefix(COPY) {
            return self.copies.get(number.parse::<usize>().ok()?);
        }
        let number = reference.strip_prefix(LOCATION)?;
        let (file, pointer) = self.locations.get(number.parse::<usize>().ok()?)?;
        let mut members = super::tree::location::members(pointer)?;
        let root = &self.get(*file)?.root;
        members.try_fold(root, |node, member| {
            super::tree::location::child(node, &member)
        })
    }
}
