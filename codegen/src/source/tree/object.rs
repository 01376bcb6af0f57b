//! The members of an object, in the order of the document and found by name.
//!
//! Most objects of a document have a handful of members, and there are hundreds of thousands of
//! them: a hash table for each would take more memory than what is in them, and more time than a
//! look at each name.

use super::node::{Node, Span};
use crate::hash::IndexMap;

/// How many members are looked through one by one.
const FEW: usize = 8;

/// The members of an object, in the order of the document.
#[derive(Clone, Debug)]
pub struct Object(Members);

/// One member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// Where the key stands.
    pub key: Span,
    /// The value.
    pub node: Node,
}

#[derive(Clone, Debug)]
enum Members {
    Few(Vec<(String, Member)>),
    Many(Box<IndexMap<String, Member>>),
}

impl Default for Object {
    fn default() -> Self {
        Self(Members::Few(Vec::new()))
    }
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
        match &self.0 {
            Members::Few(few) => few
                .iter()
                .find(|(found, _)| found == name)
                .map(|(_, member)| member),
            Members::Many(many) => many.get(name),
        }
    }

    /// Names and values, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.members().map(|(name, member)| (name, &member.node))
    }

    /// Names and members, in the order of the document.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Member)> {
        let (few, many) = match &self.0 {
            Members::Few(few) => (Some(few), None),
            Members::Many(many) => (None, Some(many)),
        };
        let few = few
            .into_iter()
            .flatten()
            .map(|(name, member)| (name, member));
        let many = many.into_iter().flat_map(|many| many.iter());
        few.chain(many)
            .map(|(name, member)| (name.as_str(), member))
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Members::Few(few) => few.len(),
            Members::Many(many) => many.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The last member that begins before the end of a place, where they stand in the order of the
    /// text.
    pub(crate) fn before(&self, end: u32) -> Option<(&str, &Member)> {
        let later = |member: &Member| member.key.start <= end;
        let (name, member) = match &self.0 {
            Members::Few(few) => {
                let after = few.partition_point(|(_, member)| later(member));
                few.get(after.checked_sub(1)?)
                    .map(|(name, member)| (name, member))
            }
            Members::Many(many) => {
                let after = many.partition_point(|_, member| later(member));
                many.get_index(after.checked_sub(1)?)
            }
        }?;
        Some((name.as_str(), member))
    }

    /// The values, to be changed.
    pub(crate) fn nodes_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        let (few, many) = match &mut self.0 {
            Members::Few(few) => (Some(few), None),
            Members::Many(many) => (None, Some(many)),
        };
        let few = few.into_iter().flatten().map(|(_, member)| member);
        let many = many.into_iter().flat_map(|many| many.values_mut());
        few.chain(many).map(|member| &mut member.node)
    }

    /// The member of that name, to be changed.
    pub(crate) fn member_mut(&mut self, name: &str) -> Option<&mut Member> {
        match &mut self.0 {
            Members::Few(few) => few
                .iter_mut()
                .find(|(found, _)| found == name)
                .map(|(_, member)| member),
            Members::Many(many) => many.get_mut(name),
        }
    }

    /// An object of these members, whose keys stand where their values do.
    pub(crate) fn of(members: impl IntoIterator<Item = (String, Node)>) -> Self {
        let mut object = Self::default();
        for (name, node) in members {
            object.add(
                name,
                Member {
                    key: node.span,
                    node,
                },
            );
        }
        object
    }

    /// Puts a member at the end. One of that name that is there stays; the new one is given back
    /// with its name.
    pub(crate) fn add(&mut self, name: String, member: Member) -> Option<(String, Member)> {
        if self.member(&name).is_some() {
            return Some((name, member));
        }
        match &mut self.0 {
            Members::Few(few) if few.len() < FEW => few.push((name, member)),
            Members::Few(few) => {
                let mut many: IndexMap<_, _> = std::mem::take(few).into_iter().collect();
                many.insert(name, member);
                self.0 = Members::Many(Box::new(many));
            }
            Members::Many(many) => {
                many.insert(name, member);
            }
        }
        None
    }

    /// Puts a member at the end, in place of one of that name.
    pub(crate) fn replace(&mut self, name: String, member: Member) {
        self.remove(&name);
        self.add(name, member);
    }

    /// Takes a member out. Whether there was one.
    pub(crate) fn remove(&mut self, name: &str) -> bool {
        match &mut self.0 {
            Members::Few(few) => {
                let at = few.iter().position(|(found, _)| found == name);
                at.map(|at| few.remove(at)).is_some()
            }
            Members::Many(many) => many.shift_remove(name).is_some(),
        }
    }

    /// Gives back the memory that was set aside for more members.
    pub(crate) fn finish(&mut self) {
        if let Members::Few(few) = &mut self.0 {
            few.shrink_to_fit();
        }
    }

    /// Names and members, given away.
    pub(crate) fn into_members(self) -> Vec<(String, Member)> {
        match self.0 {
            Members::Few(few) => few,
            Members::Many(many) => many.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Member, Object};
    use crate::source::{FileId, Node, Span, Value};

    fn member(start: u32) -> Member {
        let span = Span {
            file: FileId(0),
            start,
            end: start + 1,
        };
        Member {
            key: span,
            node: Node {
                value: Value::Null,
                span,
            },
        }
    }

    #[test]
    fn few_and_many_members_behave_alike() {
        for count in [1, FEW, FEW + 1, 3 * FEW] {
            let mut object = Object::default();
            let name = |number: usize| format!("m{number}");
            let starts = (0..).step_by(10);
            for (number, start) in (0..count).zip(starts) {
                assert!(object.add(name(number), member(start)).is_none());
            }
            object.finish();
            assert_eq!(object.len(), count);
            let twice = object.add(name(0), member(999));
            assert_eq!(
                twice.map(|(name, member)| (name, member.key.start)),
                Some((name(0), 999))
            );
            assert_eq!(
                object
                    .member(&name(count - 1))
                    .map(|one| one.key.start as usize),
                Some(10 * (count - 1))
            );
            assert!(object.get("other").is_none());
            object.replace(name(0), member(5));
            object.replace(name(0), member(0));
            for number in 1..count {
                let moved = object.member(&name(number)).cloned();
                object.replace(name(number), moved.unwrap_or_else(|| member(0)));
            }
            let names: Vec<String> = object.members().map(|(name, _)| name.to_owned()).collect();
            assert_eq!(names, (0..count).map(name).collect::<Vec<_>>());
            assert_eq!(
                object.before(5).map(|(name, _)| name.to_owned()),
                Some(name(0))
            );
            assert!(object.remove(&name(0)) && !object.remove(&name(0)));
            let left = object.into_members();
            assert_eq!(left.len(), count - 1);
        }
    }
}
