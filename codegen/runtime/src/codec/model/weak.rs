//! Members that prove nothing about an object.
//!
//! In: their names. Out: whether a member is one of them. Must not know values.

use super::member::{Member, Presence};

/// Members at the root that prove nothing, unless a union chose by them.
///
/// A type describes a value if it reads it without a part that the type does not know: a variant of
/// a union, or an object of whose members none is declared.
#[derive(Clone, Copy, Debug)]
pub struct WeakMembers {
    /// Those that may be left out.
    pub(crate) optional: &'static [&'static str],
    /// Those that must be there.
    pub(crate) required: &'static [&'static str],
}

impl WeakMembers {
    /// Every declared member counts.
    pub(crate) const NONE: Self = Self {
        optional: &[],
        required: &[],
    };

    /// Whether it is one of them.
    pub(crate) fn has(self, member: &Member) -> bool {
        let names = match member.presence() {
            Presence::required => self.required,
            _ => self.optional,
        };
        names.iter().any(|name| member.is_named(name))
    }
}
