//! Where a type is met while a document is lowered.
//!
//! In: the names of the schemas around a schema. Out: the name of a type that is made of it.

use crate::ir::{Name, TypeId};

/// Where a type is met: its name there, and how deep that is.
#[derive(Clone, Debug)]
pub(crate) struct TypePath {
    /// The name of a type that is made here.
    pub(crate) name: Name,
    pub(crate) depth: u32,
    /// The type that is being defined here, if it has its id already.
    pub(crate) slot: Option<TypeId>,
}

impl TypePath {
    /// The path of something that has a name of its own.
    pub(crate) fn of(name: Name) -> Self {
        Self {
            name,
            depth: 0,
            slot: None,
        }
    }

    /// The path of what an operation has under that name.
    pub(crate) fn operation(index: usize, name: &str) -> Self {
        Self::of(Name {
            operation: Some(index),
            base: String::new(),
            path: vec![name.to_owned()],
        })
    }

    pub(crate) fn child(&self, name: &str) -> Self {
        Self {
            depth: self.depth + 1,
            ..Self::of(self.name.child(name))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TypePath;

    #[test]
    fn a_child_is_deeper_and_named_after_its_parents() {
        let child = TypePath::operation(1, "request").child("a").child("b");
        assert_eq!(child.name.path, ["request", "a", "b"]);
        assert_eq!((child.name.operation, child.depth), (Some(1), 2));
    }
}
