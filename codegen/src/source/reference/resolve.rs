//! Resolves references to nodes.
//!
//! Forms: `#/a/b`, `file.yaml`, `file.yaml#/a`, `#anchor`, and addresses given by `$id` or `$self`.
//! A file is looked up relative to the file that refers to it, as real documents mean it, even
//! below an `$id` that names no file.

use std::sync::atomic::Ordering;

use super::unresolved::Unresolved;
use super::uri;
use crate::diagnostics::closest;
use crate::source::files::Sources;
use crate::source::reader::ReadError;
use crate::source::tree::location;
use crate::source::tree::node::{FileId, Node, Span};
use crate::source::tree::object::Object;

/// The longest chain of references.
const MAX_HOPS: usize = 30;

/// Where a pointer begins: at a resource of a file, or at its root.
#[derive(Clone, Copy)]
struct Start {
    file: FileId,
    resource: Option<usize>,
}

impl Sources {
    /// Resolves a reference at `from`.
    ///
    /// A `$ref` in the middle of a pointer is followed; one at its end is not.
    ///
    /// # Errors
    ///
    /// The reference can't be resolved.
    pub fn resolve(&self, from: &Span, reference: &str) -> Result<&Node, Unresolved> {
        if let Some(node) = self.replaced_target(reference) {
            return Ok(node);
        }
        self.follow(*from, reference, &mut MAX_HOPS.clone())
    }

    /// Resolves a reference, and follows the result as long as it is a `$ref` itself.
    ///
    /// # Errors
    ///
    /// A reference can't be resolved, or is circular.
    pub fn resolve_fully(&self, from: &Span, reference: &str) -> Result<&Node, Unresolved> {
        let mut node = self.resolve(from, reference)?;
        for _ in 0..MAX_HOPS {
            let Some(next) = node.get("$ref") else {
                return Ok(node);
            };
            let Some(text) = next.as_str() else {
                return Ok(node);
            };
            node = self.resolve(&next.span, text)?;
        }
        Err(Unresolved::Endless)
    }

    /// The origin of a node: the pointer to it, after the path of its file unless that is the
    /// document.
    #[must_use]
    pub fn origin(&self, node: &Node) -> String {
        let pointer = self.pointer(node.span);
        if node.span.file == self.entry() {
            return format!("#{pointer}");
        }
        format!("{}#{pointer}", self.file(node.span.file).path)
    }

    /// The node of an [origin](Self::origin), `#/a/b` or `file.yaml#/a/b`. No references are
    /// followed.
    #[must_use]
    pub fn at(&self, origin: &str) -> Option<&Node> {
        let (file, pointer) = match origin.strip_prefix('#') {
            Some(pointer) => (self.file(self.entry()), pointer),
            None => self.files.iter().find_map(|file| {
                let pointer = origin.strip_prefix(file.path.as_str())?.strip_prefix('#')?;
                Some((file, pointer))
            })?,
        };
        pointer
            .split('/')
            .skip(1)
            .try_fold(&file.root, |node, segment| {
                let segment = segment.replace("~1", "/").replace("~0", "~");
                match node.as_array() {
                    Some(items) => items.get(segment.parse::<usize>().ok()?),
                    None => node.get(&segment),
                }
            })
    }

    /// The file of a node, and the pointer to it.
    pub(crate) fn place(&self, node: &Node) -> (FileId, String) {
        let file = self.base(node.span.file);
        let pointer = self.pointer(node.span);
        let root = &self.file(file).root;
        let found = location::members(&pointer).and_then(|mut members| {
            members.try_fold(root, |node, member| location::child(node, &member))
        });
        if found.is_some_and(|found| std::ptr::eq(found, node)) {
            return (file, pointer);
        }
        // An overlay added it, so its span is one of the overlay.
        let mut pointer = String::new();
        location::find(root, node, &mut pointer);
        (file, pointer)
    }

    fn follow(&self, from: Span, reference: &str, hops: &mut usize) -> Result<&Node, Unresolved> {
        *hops = hops.checked_sub(1).ok_or(Unresolved::Endless)?;
        let file = self.base(from.file);
        let index = &self.file(file).index;
        let (address, fragment) = uri::split(reference);
        let here = Start {
            file,
            resource: index.resource(from),
        };
        let start = if address.is_empty() {
            here
        } else {
            self.locate(here, address)?
        };
        let fragment = fragment.unwrap_or_default();
        let found = self.within(start, &fragment, hops);
        if found.is_err() && start.resource.is_some() {
            // Pointers below an `$id` are often relative to the file nevertheless.
            let whole = Start {
                resource: None,
                ..start
            };
            return self.within(whole, &fragment, hops).or(found);
        }
        found
    }

    /// Resolves an address without its fragment.
    fn locate(&self, here: Start, address: &str) -> Result<Start, Unresolved> {
        let file = self.file(here.file);
        let base = here
            .resource
            .map_or(&file.path, |at| &file.index.resources[at].address);
        if let Some((file, at)) = self.addresses.get(&uri::join(base, address)) {
            return Ok(Start {
                file: *file,
                resource: Some(*at),
            });
        }
        if uri::is_absolute(address) {
            return Err(Unresolved::Remote {
                address: address.to_owned(),
            });
        }
        let path = uri::join_path(&file.path, address);
        if let Some(id) = self.paths.get(&path) {
            return match &self.file(*id).broken {
                None => Ok(Start {
                    file: *id,
                    resource: None,
                }),
                Some(error) => Err(Unresolved::Broken {
                    path,
                    reason: error.message.clone(),
                    place: error.span,
                }),
            };
        }
        Err(match self.unreadable.get(&path) {
            Some(ReadError::OutsideRoot) => Unresolved::OutsideRoot { path },
            Some(reason) => Unresolved::Unreadable {
                path,
                reason: reason.clone(),
            },
            None => Unresolved::Unreadable {
                path,
                reason: ReadError::NotFound,
            },
        })
    }

    /// Resolves a fragment within a file or resource.
    fn within(&self, start: Start, fragment: &str, hops: &mut usize) -> Result<&Node, Unresolved> {
        let file = self.file(start.file);
        let top = match start.resource {
            None => &file.root,
            Some(at) => {
                let whole = Start {
                    resource: None,
                    ..start
                };
                self.walk(whole, &file.root, &file.index.resources[at].pointer, hops)?
            }
        };
        if fragment.is_empty() || fragment.starts_with('/') {
            return self.walk(start, top, fragment, hops);
        }
        let anchors = &file.index.anchors;
        let own = anchors
            .iter()
            .find(|anchor| anchor.0 == start.resource && anchor.1 == fragment);
        let any = || anchors.iter().find(|anchor| anchor.1 == fragment);
        if let Some((_, _, pointer)) = own.or_else(any) {
            let whole = Start {
                resource: None,
                ..start
            };
            return self.walk(whole, &file.root, pointer, hops);
        }
        Err(Unresolved::NoAnchor {
            path: file.path.clone(),
            name: fragment.to_owned(),
        })
    }

    /// Follows a pointer.
    fn walk<'n>(
        &'n self,
        start: Start,
        top: &'n Node,
        pointer: &str,
        hops: &mut usize,
    ) -> Result<&'n Node, Unresolved> {
        let mut node = top;
        for (depth, member) in location::members(pointer).into_iter().flatten().enumerate() {
            while location::child(node, &member).is_none() {
                let reference = node.get("$ref").and_then(|at| Some((at, at.as_str()?)));
                let Some((at, text)) = reference else {
                    break;
                };
                node = self.follow(at.span, text, hops)?;
            }
            let Some(next) = location::child(node, &member) else {
                let done = pointer.split('/').skip(1).take(depth);
                let done = done.flat_map(|part| ["/", part]).collect();
                return Err(self.no_member(start, node, done, member.into_owned()));
            };
            node = next;
        }
        Ok(node)
    }

    fn no_member(&self, start: Start, node: &Node, pointer: String, member: String) -> Unresolved {
        let path = self.file(start.file).path.clone();
        // Suggestions are bounded, since each compares all names of the object.
        let cost = node.as_object().map_or(0, Object::len);
        let cost = u32::try_from(cost).unwrap_or(u32::MAX);
        let spare = self
            .suggestions
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |spare| {
                spare.checked_sub(cost)
            });
        let close = node
            .as_object()
            .filter(|_| spare.is_ok())
            .and_then(|object| closest(&member, object.iter().map(|(name, _)| name)))
            .map(str::to_owned);
        Unresolved::NoMember {
            path,
            pointer,
            member,
            close,
        }
    }
}
