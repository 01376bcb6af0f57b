//! The members of an object, in document order.

use super::node::{Node, Span};
use crate::hash::IndexMap;

/// The members of an object, in document order.
#[derive(Clone, Debug, Default)]
pub struct Object(IndexMap<String, Member>);

/// One member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// The position of the key.
    pub key: Span,
    /// The value.
    pub node: Node,
}

impl Object {
    /// The value of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.member(name).map(|member| &member.node)
    }

    /// The member of that name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.0.get(name)
    }

    /// Names and values, in document order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.members().map(|(name, member)| (name, &member.node))
    }

    /// Names and members, in document order.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Member)> {
        self.0.iter().map(|(name, member)| (name.as_str(), member))
    }

    /// The number of members.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the object is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The last member that begins at or before an offset, if members are in the order of the
    /// text.
    pub(crate) fn before(&self, offset: u32) -> Option<(&str, &Member)> {
        let after = self
            .0
            .partition_point(|_, member| member.key.start <= offset);
        let (name, member) = self.0.get_index(after.checked_sub(1)?)?;
        Some((name, member))
    }

    /// The values, mutably.
    pub(crate) fn nodes_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        self.0.values_mut().map(|member| &mut member.node)
    }

    /// The member of that name, mutably.
    pub(crate) fn member_mut(&mut self, name: &str) -> Option<&mut Member> {
        self.0.get_mut(name)
    }

    /// An object whose keys have the positions of their values.
    pub(crate) fn of(members: impl IntoIterator<Item = (String, Node)>) -> Self {
        let mut object = Self::default();
        for (name, node) in members {
            let key = node.span;
            object.add(name, Member { key, node });
        }
        object
    }

    /// Appends a member. If one of that name exists, it stays, and the new one is returned.
    pub(crate) fn add(&mut self, name: String, member: Member) -> Option<(String, Member)> {
        if self.0.contains_key(&name) {
            return Some((name, member));
        }
        self.0.insert(name, member);
        None
    }

    /// Appends a member after removing one of the same name.
    pub(crate) fn replace(&mut self, name: String, member: Member) {
        self.remove(&name);
        self.0.insert(name, member);
    }

    /// Removes a member. Returns whether it existed.
    pub(crate) fn remove(&mut self, name: &str) -> bool {
        self.0.shift_remove(name).is_some()
    }

    /// Frees the memory that was reserved for more members.
    pub(crate) fn finish(&mut self) {
        self.0.shrink_to_fit();
    }

    /// Names and members, by value.
    pub(crate) fn into_members(self) -> impl Iterator<Item = (String, Member)> {
        self.0.into_iter()
    }
}
