//! Where a type is met while a document is lowered.
//!
//! In: the way to a schema, step by step. Out: the name of a type that is made there. Few schemas
//! make one, so the name is put together only then.

use crate::ir::{Name, TypeId};

/// Where a type is met: what it would be called, and how deep that is.
#[derive(Clone, Debug)]
pub(crate) struct At<'w> {
    way: Way<'w>,
    pub(crate) depth: u32,
    /// The type that is being defined here, if it has its id already.
    pub(crate) slot: Option<TypeId>,
}

/// A name, or a step on from another way.
#[derive(Clone, Debug)]
enum Way<'w> {
    Name(Name),
    Step(&'w Way<'w>, &'w str),
}

impl Way<'_> {
    fn name(&self) -> Name {
        match self {
            Self::Name(name) => name.clone(),
            Self::Step(above, part) => {
                let mut name = above.name();
                name.path.push((*part).to_owned());
                name
            }
        }
    }
}

impl<'w> At<'w> {
    /// The beginning of a way.
    pub(crate) fn of(name: Name) -> Self {
        Self {
            way: Way::Name(name),
            depth: 0,
            slot: None,
        }
    }

    pub(crate) fn operation(index: usize, part: &str) -> Self {
        Self::of(Name {
            operation: Some(index),
            base: String::new(),
            path: vec![part.to_owned()],
        })
    }

    pub(crate) fn child(&'w self, part: &'w str) -> Self {
        Self {
            way: Way::Step(&self.way, part),
            depth: self.depth + 1,
            slot: None,
        }
    }

    /// What a type that is made here is called.
    pub(crate) fn name(&self) -> Name {
        self.way.name()
    }
}
